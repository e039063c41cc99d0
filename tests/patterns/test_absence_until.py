"""`absence_until`: no matching entry from a start until a release."""

from __future__ import annotations

import pytest

from scr_check.dates import parse_duration
from tabling import findings_of, verdicts

RULE = """\
for_each: [{each: condition, in: conditions}]
require:
  absence_until:
    no: {each: event, in: events, where: event.type == condition.prohibits and event.person == condition.binds, at: event.date}
    since: condition.set_on
    release:
      - {lifted: condition.lifted, at: condition.lifted.on}
      - held_for:
          each: proof
          in: condition.evidence
          where: proof.shows == condition.until.shown
          against: recorded(proof.refutes) and proof.refutes == condition.until.shown
          at: proof.date
          for: condition.until.for_
          max_gap: unset_span
"""
WHOLE = "extracted: 2016-12-01\ncomplete: [events]\n"


def home(*events: str, condition: str = "set_on: 2016-03-01", head: str = "") -> str:
    """A condition of 1 March that somebody stays away, and what happened; an event's fields beside its person and type."""
    listed = ", ".join("{id: e%d, %s}" % (i, one if "type" in one else f"type: returned_home, person: ptr, {one}") for i, one in enumerate(events))  # noqa: UP031
    binds = "binds: ptr, prohibits: returned_home"
    return f"{head}people: [{{id: ptr}}, {{id: dad}}]\nconditions: [{{id: c, {binds}{', ' if condition else ''}{condition}}}]\nevents: [{listed}]\n"


LIFTED = "set_on: 2016-03-01, lifted: {on: 2016-06-01}"
TABLE = [
    # name, day, record, verdict
    ("nothing so far", "2016-05-01", home(), "not_recorded"),
    ("nothing so far, complete", "2016-05-01", home(head=WHOLE), "holding"),
    ("complete only before the day of judgement", "2016-12-02", home(head=WHOLE), "not_recorded"),
    ("it happened", "2016-05-01", home("date: 2016-04-01"), "breached"),
    ("it happened, complete or not", "2016-05-01", home("date: 2016-04-01", head=WHOLE), "breached"),
    ("the day after the setting", "2016-05-01", home("date: 2016-03-02"), "breached"),
    ("on the day of the setting", "2016-05-01", home("date: 2016-03-01"), "unknown"),
    ("before it was set", "2016-05-01", home("date: 2016-02-28", head=WHOLE), "holding"),
    ("later than the day of judgement", "2016-05-01", home("date: 2016-05-02", head=WHOLE), "holding"),
    ("on the day of judgement", "2016-05-02", home("date: 2016-05-02"), "breached"),
    ("in a month within", "2016-05-01", home("date: 2016-04"), "breached"),
    ("in the month of the setting", "2016-05-01", home("date: 2016-03"), "unknown"),
    ("in a month that is not over", "2016-04-15", home("date: 2016-04"), "unknown"),
    ("nobody wrote when", "2016-05-01", home("planned: 2016-04-01"), "unknown"),
    ("nobody wrote who", "2016-05-01", home("type: returned_home, date: 2016-04-01"), "unknown"),
    ("somebody else", "2016-05-01", home("type: returned_home, person: dad, date: 2016-04-01", head=WHOLE), "holding"),
    ("something else", "2016-05-01", home("type: prison_release, person: ptr, date: 2016-04-01", head=WHOLE), "holding"),
    ("lifted, nothing before", "2016-07-01", home(condition=LIFTED), "not_recorded"),
    ("lifted, nothing before, complete", "2016-07-01", home(condition=LIFTED, head=WHOLE), "met"),
    ("lifted, complete through the lifting", "2017-07-01", home(condition=LIFTED, head=WHOLE), "met"),
    ("lifted, not complete through the lifting", "2016-07-01", home(condition=LIFTED, head=WHOLE.replace("2016-12-01", "2016-05-31")), "not_recorded"),
    ("the day before the lifting", "2016-07-01", home("date: 2016-05-31", condition=LIFTED), "breached"),
    ("on the day of the lifting", "2016-07-01", home("date: 2016-06-01", condition=LIFTED), "unknown"),
    ("after the lifting", "2016-07-01", home("date: 2016-06-02", condition=LIFTED, head=WHOLE), "met"),
    ("a lifting to come", "2016-05-15", home(condition=LIFTED, head=WHOLE), "holding"),
    ("lifted in a month: before it", "2016-07-01", home("date: 2016-05-31", condition=LIFTED.replace("06-01", "06")), "breached"),
    ("lifted in a month: within it", "2016-07-01", home("date: 2016-06-10", condition=LIFTED.replace("06-01", "06")), "unknown"),
    ("lifted, nobody wrote when, and it happened", "2016-07-01", home("date: 2016-05-31", condition="set_on: 2016-03-01, lifted: {by: ptr}"), "unknown"),
    ("lifted, nobody wrote when, judged before the export", "2016-07-01", home(condition="set_on: 2016-03-01, lifted: {by: ptr}", head=WHOLE), "unknown"),
    ("lifted, nobody wrote when, later on", "2017-07-01", home(condition="set_on: 2016-03-01, lifted: {by: ptr}", head=WHOLE), "met"),
    ("lifted today", "2016-06-01", home(condition=LIFTED, head=WHOLE), "met"),
    ("lifted in a month, which is not over", "2016-06-29", home(condition=LIFTED.replace("06-01", "06"), head=WHOLE), "unknown"),
    ("lifted in a month, which is not over, not complete", "2016-06-29", home(condition=LIFTED.replace("06-01", "06")), "not_recorded"),
    ("lifted in a month, which begins today", "2016-06-01", home(condition=LIFTED.replace("06-01", "06"), head=WHOLE), "unknown"),
    ("lifted in a month, which ends today", "2016-06-30", home(condition=LIFTED.replace("06-01", "06"), head=WHOLE), "met"),
    ("lifted, nobody wrote when, judged on the day of the export", "2016-12-01", home(condition="set_on: 2016-03-01, lifted: {by: ptr}", head=WHOLE), "met"),
    ("lifted before it was set, complete before", "2016-07-01",
     home(condition=LIFTED.replace("06-01", "02-01"), head=WHOLE.replace("2016-12-01", "2016-02-15")), "not_recorded"),
    ("one before it was set, one after", "2016-05-01", home("date: 2016-02-28", "date: 2016-04-01"), "breached"),
    ("two in the month of the setting", "2016-05-01", home("date: 2016-03", "date: 2016-03"), "unknown"),
    ("two, nobody wrote when", "2016-05-01", home("planned: 2016-04-01", "planned: 2016-04-02"), "unknown"),
    ("nobody wrote when it was set, nothing", "2016-05-01", home(condition="", head=WHOLE), "holding"),
    ("nobody wrote when it was set, and it happened", "2016-05-01", home("date: 2016-04-01", condition=""), "unknown"),
    ("set later than the day of judgement", "2016-02-01", home(), None),
    ("set in the month before it happened", "2016-05-01", home("date: 2016-04-01", condition="set_on: 2016-03"), "breached"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "as_of", "case", "verdict"), TABLE, ids=[row[0] for row in TABLE])
def test_prohibition(name: str, as_of: str, case: str, verdict: str | None) -> None:
    assert verdicts(RULE, case, as_of) == ({"/conditions/0": verdict} if verdict else {})


def shown(*proofs: str, period: str = "for: 3 months") -> str:
    listed = ", ".join("{" + (one if ":" in one else f"date: {one}, shows: drug_free") + "}" for one in proofs)
    return f"set_on: 2016-03-01, until: {{shown: drug_free, {period}}}, evidence: [{listed}]"


MONTHLY = ("2016-03-10", "2016-04-10", "2016-05-10", "2016-06-10")
SHOWN = [
    # name, evidence, day of the event, the gap, verdict on 2016-08-01
    ("shown for long enough", shown(*MONTHLY), "2016-07-01", "5 weeks", "met"),
    ("before it was shown for long enough", shown(*MONTHLY), "2016-06-09", "5 weeks", "breached"),
    ("on the day of the release", shown(*MONTHLY), "2016-06-10", "5 weeks", "unknown"),
    ("not long enough", shown(*MONTHLY[:3]), "2016-07-01", "5 weeks", "breached"),
    ("a gap too long", shown(MONTHLY[0], MONTHLY[1], MONTHLY[3]), "2016-07-01", "5 weeks", "breached"),
    ("the same gap, allowed", shown(MONTHLY[0], MONTHLY[1], MONTHLY[3]), "2016-07-01", "9 weeks", "met"),
    ("the gap is unset: evidence alone releases nothing", shown(*MONTHLY), "2016-07-01", None, "unknown"),
    ("the gap is unset, and nothing was shown", shown(), "2016-07-01", None, "breached"),
    ("refuted within", shown(*MONTHLY, "date: 2016-05-01, refutes: drug_free"), "2016-07-01", "5 weeks", "breached"),
    ("refuted on the first day", shown(*MONTHLY, "date: 2016-03-10, refutes: drug_free"), "2016-07-01", "5 weeks", "breached"),
    ("refuted on the last day", shown(*MONTHLY, "date: 2016-06-10, refutes: drug_free"), "2016-07-01", "5 weeks", "breached"),
    ("refuted the day before", shown(*MONTHLY, "date: 2016-03-09, refutes: drug_free"), "2016-07-01", "5 weeks", "met"),
    ("refuted afterwards", shown(*MONTHLY, "date: 2016-06-11, refutes: drug_free"), "2016-07-01", "5 weeks", "met"),
    ("refuted, nobody wrote when", shown(*MONTHLY, "refutes: drug_free"), "2016-07-01", "5 weeks", "unknown"),
    ("refuted in the year", shown(*MONTHLY, "date: 2016, refutes: drug_free"), "2016-07-01", "5 weeks", "unknown"),
    ("nobody wrote for how long", shown(*MONTHLY, period="for: ~"), "2016-07-01", "5 weeks", "unknown"),
    ("something else was shown", shown("date: 2016-03-10, shows: employed", "date: 2016-06-10, shows: employed"), "2016-07-01", "1 year", "breached"),
    ("a month that may complete it", shown("2016-03-10", "date: 2016-06, shows: drug_free"), "2016-07-01", "1 year", "unknown"),
]


@pytest.mark.parametrize(("name", "condition", "day", "gap", "verdict"), SHOWN, ids=[row[0] for row in SHOWN])
def test_released_by_evidence(name: str, condition: str, day: str, gap: str | None, verdict: str) -> None:
    case = home(f"date: {day}", condition=condition, head=WHOLE)
    assert verdicts(RULE, case, "2016-08-01", unset_span=parse_duration(gap) if gap else None) == {"/conditions/0": verdict}


LIFTED_TOO = [
    # name, the lifting beside evidence that is enough on 10 June, day of the event, the gap, verdict on 2016-08-01
    ("lifted sooner", "on: 2016-05-01", "2016-05-20", "5 weeks", "met"),
    ("lifted sooner, and it happened before", "on: 2016-05-01", "2016-04-20", "5 weeks", "breached"),
    ("lifted later", "on: 2016-07-01", "2016-06-20", "5 weeks", "met"),
    ("lifted later, and it happened before", "on: 2016-07-01", "2016-06-01", "5 weeks", "breached"),
    ("lifted on the same day", "on: 2016-06-10", "2016-06-11", "5 weeks", "met"),
    ("lifted in a month that was sooner", "on: 2016-05", "2016-05-20", "5 weeks", "unknown"),
    ("lifted, and the gap is unset", "on: 2016-07-01", "2016-07-10", None, "met"),
    ("lifted, and the gap is unset: it happened before", "on: 2016-07-01", "2016-06-20", None, "unknown"),
    ("lifted, nobody wrote when, and the gap is unset", "by: ptr", "2016-07-01", None, "unknown"),
]
LIFTING = "      - {lifted: condition.lifted, at: condition.lifted.on}\n"
OTHER_ORDER = RULE.replace(LIFTING, "") + LIFTING


@pytest.mark.parametrize("rule", [RULE, OTHER_ORDER], ids=["lifted first", "evidence first"])
@pytest.mark.parametrize(("name", "lifted", "day", "gap", "verdict"), LIFTED_TOO, ids=[row[0] for row in LIFTED_TOO])
def test_lifted_and_released_by_evidence(rule: str, name: str, lifted: str, day: str, gap: str | None, verdict: str) -> None:
    case = home(f"date: {day}", condition=f"{shown(*MONTHLY)}, lifted: {{{lifted}}}", head=WHOLE.replace("12-01", "07-31"))
    assert verdicts(rule, case, "2016-08-01", unset_span=parse_duration(gap) if gap else None) == {"/conditions/0": verdict}


ANYTHING = """\
for_each: [{each: condition, in: conditions}]
require:
  absence_until:
    no: {each: event, in: events, at: event.date}
    since: condition.set_on
    release: [{lifted: condition.lifted, at: condition.lifted.on}]
"""
NOTHING_DONE = """\
for_each: [{each: plan, in: plans}]
require:
  absence_until:
    no: {each: action, in: plan.actions, where: action.due < as_of, at: action.completed}
    since: first_recorded(plan.start, extracted)
    release: [{lifted: plan.authorised, at: plan.authorised.on}]
    days_since: {each: earlier, in: plan.actions, where: earlier.set_on < as_of, at: earlier.set_on}
"""
ACTIONS = "plans: [{id: p, start: 2016-03-01, actions: [ACTION]}, {id: q, start: 2016-03-01, actions: []}]\n"
RULES = [
    # name, rule, record, verdicts on 2016-06-01
    ("anything", ANYTHING, home("date: 2016-04-01"), {"/conditions/0": "breached"}),
    ("anything, and nothing was", ANYTHING, home(head=WHOLE), {"/conditions/0": "holding"}),
    ("done within", NOTHING_DONE, ACTIONS.replace("ACTION", "{id: a, set_on: 2016-03-03, due: 2016-04-01, completed: 2016-04-05}"),
     {"/plans/0": "breached", "/plans/1": "not_recorded"}),
    ("done later than the day of judgement", NOTHING_DONE,
     WHOLE.replace("events", "plans.actions") + ACTIONS.replace("ACTION", "{id: a, due: 2016-04-01, completed: 2016-06-05}"),
     {"/plans/0": "holding", "/plans/1": "holding"}),
    ("done two days after one that was set on", NOTHING_DONE,
     ACTIONS.replace("ACTION", "{id: a, set_on: 2016-04-03, due: 2016-04-01, completed: 2016-04-05}, {id: b, set_on: 2016-06-01}"),
     {"/plans/0": "breached", "/plans/1": "not_recorded"}),
    ("done the day after one, whichever", NOTHING_DONE.replace("where: earlier.set_on < as_of, ", ""),
     ACTIONS.replace("ACTION", "{id: a, set_on: 2016-04-04, due: 2016-04-01, completed: 2016-04-05}"), {"/plans/0": "breached", "/plans/1": "not_recorded"}),
    ("nobody wrote whether it was done", NOTHING_DONE, ACTIONS.replace("ACTION", "{id: a, due: 2016-04-01}"),
     {"/plans/0": "unknown", "/plans/1": "not_recorded"}),
    ("a plan that began with the export", NOTHING_DONE, "extracted: 2016-05-01\nplans: [{id: p, actions: [{id: a, due: 2016-04-01, completed: 2016-05-05}]}]\n",
     {"/plans/0": "breached"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rule", "case", "expected"), RULES, ids=[row[0] for row in RULES])
def test_other_prohibitions(name: str, rule: str, case: str, expected: dict[str, str]) -> None:
    assert verdicts(rule, case, "2016-06-01") == expected


def test_what_it_hangs_on_is_named() -> None:
    found = findings_of(RULE, home("date: 2016-07-01", condition=shown(*MONTHLY), head=WHOLE), "2016-08-01")[0]
    assert found.unset == ("unset_span",)
    found = findings_of(RULE, home("type: returned_home, date: 2016-04-01"), "2016-08-01")[0]
    assert found.missing == ("/events/0/person",)
    found = findings_of(RULE, home("date: 2016-04-01"), "2016-08-01")[0]
    assert "/events/0/date" in [e.pointer for e in found.evidence]
