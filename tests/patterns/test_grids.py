"""Each pattern over a grid of small cases: all that they find is held in full (see conftest.py), the verdict and a digest of the rest, in the order of the grid.

The tables of the other files say which verdict is right and why. These say of many cases beside them that nothing has changed.
"""
# ruff: noqa: E501 - tables: a line is what is asked, or one case

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from tabling import findings_of, same_rule

WHOLE = "complete: [{}]\nextracted: 2016-12-01\n"
SOME = ("", WHOLE)


def listed(key: str, *entries: str) -> str:
    """A list of the record, without the entries that are empty; nothing for None."""
    return f"{key}: [{', '.join(f'{{{entry}}}' for entry in entries if entry)}]\n"


def dated(key: str, day: str) -> str:
    """A key with its date, or nothing."""
    return f", {key}: {day}" if day else ""


# --- absence_until -----------------------------------------------------------------------------------------------------

PROOF = "{each: proof, in: condition.evidence, where: proof.shows == 'drug_free', against: recorded(proof.refutes), at: proof.date, for: 2 months, max_gap: 5 weeks}"
ABSENCE = f"""\
for_each: [{{each: condition, in: conditions}}]
require:
  absence_until:
    no: {{each: event, in: events, where: event.type == "contact", at: event.date}}
    since: condition.set_on
    release: [{{lifted: condition.lifted, at: condition.lifted.on}}, {{held_for: {PROOF}}}]
    days_since: {{each: visit, in: visits, where: visit.type == "child_in_need", at: visit.date}}
"""
SET = ("", "2016-03-01", "2016-03", "2016-07-01")
LIFTED = ("", "lifted: {on: 2016-05-01}", "lifted: {on: 2016-05}", "lifted: {by: p}", "lifted: {on: 2016-07-01}",
          "evidence: [{date: 2016-03-10, shows: drug_free}, {date: 2016-04-10, shows: drug_free}, {date: 2016-05-12, shows: drug_free}]",
          "evidence: [{date: 2016-03-10, shows: drug_free}, {date: 2016-04, shows: drug_free}, {date: 2016-05-12, shows: drug_free}]")  # fmt: skip
EVENTS = ("", "type: contact, date: 2016-02-01", "type: contact, date: 2016-03-01", "type: contact, date: 2016-04-01", "type: contact, date: 2016-05",
          "type: contact, date: 2016-06-01", "type: contact, date: 2016-06-20", "type: contact", "date: 2016-04-01", "type: release, date: 2016-04-01")  # fmt: skip


def absences() -> Iterator[tuple[str, str]]:
    for start, lifted, event in product(SET, LIFTED, EVENTS):
        condition = f"id: c{dated('set_on', start)}" + (f", {lifted}" if lifted else "")
        yield WHOLE.format("events"), listed("conditions", condition) + listed("professionals", "id: p") + listed("events", event and f"id: e, {event}")


def visits() -> Iterator[tuple[str, str]]:
    for days in (["2016-03-31"], ["2016-04-01"], ["2016-03-02", "2016-03-20"], ["2016-03"], ["2016-04-02"], [""], ["2016-03-20", "2016-03-02"]):
        for kind in ("child_in_need", "child_protection"):
            seen = listed("visits", *(f"id: v{i}, type: {kind}{dated('date', day)}" for i, day in enumerate(days)))
            for event in ("2016-04-01", "2016-04", "2016-04-01, person: m"):
                yield "", f"conditions: [{{id: c, set_on: 2016-03-01}}]\nevents: [{{id: e, type: contact, date: {event}}}]\npeople: [{{id: m}}]\n{seen}"
    two = "events: [{id: e, type: contact, date: 2016-05-01}, {id: f, type: contact, date: 2016-04-01}, {id: g, type: contact, date: 2016-04-01}]\n"
    yield "", "conditions: [{id: c, set_on: 2016-03-01}]\n" + two


@pytest.mark.parametrize("whole", SOME, ids=["open", "whole"])
def test_absence(whole: str) -> None:
    for head, case in absences():
        findings_of(ABSENCE, (head if whole else "extracted: 2016-05-20\n") + case, "2016-06-01")


def test_absence_told_with_what_came_before() -> None:
    for _, case in visits():
        findings_of(ABSENCE, case, "2016-06-01")


# --- recurrence --------------------------------------------------------------------------------------------------------

RECURRENCE = """\
for_each: [{each: plan, in: plans}]
require:
  recurrence: {each: meeting, in: meetings, where: meeting.type == "core_group", at: meeting.date, since: plan.start, FIRST
               then_every: EVERY, until: plan.end, ended: plan.closed, counting: COUNTING}
"""
STARTS = ("", "2016-03-01", "2016-03", "2016-07-01")
ENDS = ("", "2016-04-30", "2016-04", "2016-07-01")
MEETINGS = ((), ("2016-03-10",), ("2016-03-10", "2016-04-21"), ("2016-03-10", "2016-04-22"), ("2016-03-10", "2016-04", "2016-05-20"), ("2016-03-15", "2016-04-26", "2016-05-31"),
            ("2016-03-20", "2016-05-01"), ("",), ("2016-03-10", ""), ("2016-02-20",), ("2016-06-20",), ("2016-06",))  # fmt: skip


def recurrences() -> Iterator[str]:
    for start, end, days in product(STARTS, ENDS, MEETINGS):
        held = listed("meetings", *(f"id: m{i}, type: core_group{dated('date', day)}" for i, day in enumerate(days)))
        yield listed("plans", f"id: p{dated('start', start)}{dated('end', end)}") + held


@pytest.mark.parametrize("whole", SOME, ids=["open", "whole"])
@pytest.mark.parametrize(
    ("first", "every", "counting"), [("first_within: two_weeks,", "6 weeks", "exclusive"), ("", "6 weeks", "inclusive"), ("", "unset_span", "exclusive")]
)
def test_recurrence(first: str, every: str, counting: str, whole: str) -> None:
    rule = RECURRENCE.replace("FIRST", first).replace("EVERY", every).replace("COUNTING", counting).replace(" ended: plan.closed,", "")
    for case in recurrences():
        findings_of(rule, whole.format("meetings, plans") + case, "2016-06-01")


# --- count -------------------------------------------------------------------------------------------------------------

PEOPLE = ("", "who: p, attendance: attended", "who: q, attendance: attended", "who: r, attendance: attended", "who: p", "who: s, attendance: attended",
          "attendance: attended", "who: q, attendance: absent", "who: m, attendance: attended")  # fmt: skip
AGENCIES = "agencies: [{id: a}, {id: b}]\nprofessionals: [{id: p, agency: a}, {id: q, agency: a}, {id: r, agency: b}, {id: s}]\npeople: [{id: m}]\n"


@pytest.mark.parametrize("asked", ["at_least: 2", "at_most: 1", "at_least: 1, at_most: 2", "at_least: 2, distinct: agency_of(person.who)", "at_least: 3, at_most: 3"])
@pytest.mark.parametrize("whole", SOME, ids=["open", "whole"])
def test_count(asked: str, whole: str) -> None:
    rule = "for_each: [{each: meeting, in: meetings}]\nrequire: {count: {each: person, in: meeting.participants, where: person.attendance == 'attended', " + asked + "}}\n"
    for first, second in product(PEOPLE, PEOPLE):
        there = ", ".join(f"{{{one}}}" for one in (first, second) if one)
        findings_of(rule, f"{whole.format('participants')}{AGENCIES}meetings: [{{id: m1, date: 2016-03-01, participants: [{there}]}}]\n", "2016-06-01")
    findings_of(rule, f"{whole.format('meetings')}{AGENCIES}meetings: [{{id: m1, date: 2016-03-01}}, {{id: m2, date: 2016-06}}]\n", "2016-06-01")


@pytest.mark.parametrize("asked", ["at_least: 1", "at_most: 1", "at_least: 1, at_most: 1"])
def test_count_of_a_plain_list(asked: str) -> None:
    rule = "for_each: [{each: plan, in: plans}]\nrequire: {count: {each: child, in: plan.children, " + asked + "}}\n"
    for head in ("", WHOLE.format("plans"), "extracted: 2016-05-01\n"):
        findings_of(rule, f"{head}children: [{{id: k}}, {{id: l}}]\nplans: [{{id: p}}, {{id: q, children: [k]}}, {{id: r, children: []}}, {{id: s, children: [k, l]}}]\n", "2016-06-01")


WINDOW = "duty: advice\nrequire: {count: {each: meeting, in: meetings, where: meeting.type == 'marac', at: meeting.date, at_least: 2, days: 10}}\n"


def test_count_in_a_window() -> None:
    days = ("", "2016-03-01", "2016-03-11", "2016-03-12", "2016-03", "2016-06-20")
    for first, second, third in product(days, days, days[:4]):
        met = [f"{{id: m{i}, type: marac{dated('date', day)}}}" for i, day in enumerate((first, second, third))]
        findings_of(WINDOW, f"meetings: [{', '.join(met)}]\n", "2016-06-01")


# --- same, sequence, sources_agree -------------------------------------------------------------------------------------

SAME = same_rule(plans='where: plan.type != "early_help", ')


@pytest.mark.parametrize("whole", SOME, ids=["open", "whole"])
def test_same(whole: str) -> None:
    plans = ("", "type: child_protection, start: 2016-03-01, referral_reason: {reasons: [neglect]}", "type: child_protection, start: 2016-03, referral_reason: {reasons: [a]}",
             "start: 2016-03-02, referral_reason: {reasons: [a]}", "type: child_protection, referral_reason: {reasons: [a]}", "type: child_protection, start: 2016-03-01",
             "type: early_help, start: 2016-03-01, referral_reason: {reasons: [a]}", "type: child_protection, start: 2016-07-01, referral_reason: {reasons: [a]}")  # fmt: skip
    assessments = ("", "started: 2016-03-03, factors: [a, neglect]", "started: 2016-03-03, factors: [a]", "factors: [a]", "started: 2016-03, factors: []", "started: 2016-02-01")
    for reason, plan, assessment in product(("significant_reason: neglect", "date: 2016-02-01"), plans, assessments):
        there = f"referral: {{{reason}}}\n" + listed("plans", plan and f"id: p, {plan}") + listed("assessments", assessment and f"id: s, {assessment}")
        findings_of(SAME, whole.format("plans, assessments") + there, "2016-06-01")


SEQUENCE = """\
for_each: [{each: meeting, in: meetings}]
require: {sequence: {each: step, in: escalations, where: step.about == meeting.id, at: step.on, stage: step.to,
                     order: [social_worker, practice_manager, team_manager], satisfied_by: partnership_procedure}}
"""
STAGES = ("", "to: social_worker, on: 2016-03-01", "to: practice_manager, on: 2016-03-05", "to: practice_manager, on: 2016-03-01", "to: practice_manager",
          "to: practice_manager, on: 2016-03", "to: team_manager, on: 2016-03-09", "to: partnership_procedure, on: 2016-03-02", "on: 2016-03-03",
          "to: team_manager, on: 2016-07-01", "to: social_worker, on: 2016-04")  # fmt: skip


@pytest.mark.parametrize("whole", SOME, ids=["open", "whole"])
def test_sequence(whole: str) -> None:
    for first, second, third in product(STAGES, STAGES, ("", STAGES[6])):
        steps = listed("escalations", *(one and f"about: m, {one}" for one in (first, second, third)))
        findings_of(SEQUENCE, whole.format("escalations") + "meetings: [{id: m, date: 2016-03-01}]\n" + steps, "2016-06-01")


AGREE = """\
for_each: [{each: meeting, in: meetings}]
require: {sources_agree: {sources: [{value: meeting.date, said_by: meeting.chair},
                                    {each: held, in: meeting.agency_records, where: held.minutes_held, value: held.date, said_by: held.agency}]}}
"""
SETS = """\
for_each: [{each: meeting, in: meetings}]
require: {sources_agree: {sources: [{each: person, in: meeting.participants, where: person.attendance == "attended", set_of: person.who, said_by: meeting.chair},
                                    {each: held, in: meeting.agency_records, value: held.attended, said_by: held.agency}]}}
"""
WHO = "agencies: [{id: a}, {id: b}]\nprofessionals: [{id: p, agency: a}, {id: q}]\n"


@pytest.mark.parametrize("whole", SOME, ids=["open", "whole"])
def test_sources_agree(whole: str) -> None:
    held = ("", "agency: a, date: 2016-03-01, minutes_held: yes", "agency: b, date: 2016-03, minutes_held: yes", "date: 2016-03-02, minutes_held: yes", "agency: a, minutes_held: yes",
            "agency: a, date: 2016-03-02", "agency: b, date: 2016-03-02, minutes_held: no")  # fmt: skip
    for meeting, first, second in product(("date: 2016-03-01, chair: p", "date: 2016-03", "chair: p"), held, held[1:5]):
        records = ", ".join(f"{{{one}}}" for one in (first, second) if one)
        findings_of(AGREE, f"{whole.format('agency_records')}{WHO}meetings: [{{id: m, {meeting}, agency_records: [{records}]}}]\n", "2016-06-01")


@pytest.mark.parametrize("whole", SOME, ids=["open", "whole"])
def test_sources_agree_on_who_was_there(whole: str) -> None:
    people = ("", "{who: p, attendance: attended}", "{who: p, attendance: attended}, {who: q, attendance: attended}", "{who: p}", "{attendance: attended}", "{who: p, attendance: absent}")
    held = ("", "{agency: a, attended: [p]}", "{agency: a, attended: [p, q]}", "{agency: a, attended: []}", "{agency: b}", "{attended: [q]}, {agency: b, attended: [p]}")
    for chair, there, record in product(("", ", chair: p"), people, held):
        meeting = f"meetings: [{{id: m, date: 2016-03-01{chair}, participants: [{there}], agency_records: [{record}]}}]\n"
        findings_of(SETS, f"{whole.format('participants, agency_records')}{WHO}{meeting}", "2016-06-01")


# --- the short ones ----------------------------------------------------------------------------------------------------

RECORDED = ("recorded: [plan.reviewed.on, plan.authorised.on]", "recorded: {all: [plan.reviewed, plan.authorised], silent: breached}",
            "recorded: {all: [plan.reviewed.on, plan.authorised.on], silent: not_recorded, denied: plan.type == 'early_help', then: plan.reviewed.on <= plan.authorised.on}")  # fmt: skip


@pytest.mark.parametrize("required", RECORDED)
def test_recorded(required: str) -> None:
    stamps = ("", "on: 2016-03-01", "on: 2016-03", "by: p", "on: 2016-06", "on: 2016-07-01")
    for head, kind, first, second in product(("", WHOLE.format("plans")), ("", ", type: early_help"), stamps, stamps):
        parts = "".join(f", {key}: {{{stamp}}}" for key, stamp in (("reviewed", first), ("authorised", second)) if stamp)
        case = f"{head}professionals: [{{id: p}}]\nplans: [{{id: pl{kind}{parts}}}]\n"
        findings_of(f"for_each: [{{each: plan, in: plans}}]\nrequire: {{{required}}}\n", case, "2016-06-10")


def test_covers() -> None:
    rule = "for_each: [{each: assessment, in: assessments}]\nrequire: {covers: {list: assessment.covers, required: [one, two]}}\n"
    for head, covers, started in product(("", WHOLE.format("assessments")), ("", ", covers: []", ", covers: [two]", ", covers: [two, x, one]"), ("", "2016-03-01", "2016-06", "2016-07-01")):
        findings_of(rule, f"{head}assessments: [{{id: s{dated('started', started)}{covers}}}]\n", "2016-06-10")


HOLDS = ("holds: {that: meeting.minutes.held, denied: meeting.type == 'marac', unsettled: count(meeting.participants) > 0}", "holds: meeting.minutes.held",
         "holds: {that: any(x.attendance == 'attended' for x in meeting.participants), denied: any(x.attendance == 'absent' for x in meeting.participants)}",
         "observes: any(x.attendance == 'attended' for x in meeting.participants)", "observes: not meeting.minutes.held")  # fmt: skip


@pytest.mark.parametrize("required", HOLDS)
def test_holds_and_observes(required: str) -> None:
    kinds, minutes = ("", ", type: marac", ", type: core_group"), ("", ", minutes: {}", ", minutes: {held: yes}", ", minutes: {held: no}")
    people = ("", ", participants: []", ", participants: [{attendance: attended}]", ", participants: [{attendance: absent}]", ", participants: [{core_member: yes}]")
    duty = "duty: advice\n" if "observes" in required else ""
    for head, kind, kept, there in product(("", WHOLE.format("meetings, participants")), kinds, minutes, people):
        findings_of(f"{duty}for_each: [{{each: meeting, in: meetings}}]\nrequire: {{{required}}}\n", f"{head}meetings: [{{id: m, date: 2016-03-01{kind}{kept}{there}}}]\n", "2016-06-01")


def test_held_for() -> None:
    held = "{each: proof, in: condition.evidence, where: proof.shows == 'drug_free', against: recorded(proof.refutes), at: proof.date, for: 2 months, max_gap: 5 weeks, "
    rule = "for_each: [{each: condition, in: conditions}]\nrequire: {held_for: " + held + "after: condition.set_on, within: 6 months}}\n"
    days = ("", "date: 2016-03-10, shows: drug_free", "date: 2016-04-10, shows: drug_free", "date: 2016-05-12, shows: drug_free", "date: 2016-04, shows: drug_free",
            "date: 2016-04-10", "shows: drug_free", "date: 2016-04-12, refutes: drug_free", "date: 2016-10-10, shows: drug_free")  # fmt: skip
    for head, start, first, second, third in product(SOME, ("2016-03-01", ""), days[:4], days, ("", days[3])):
        proofs = ", ".join(f"{{{one}}}" for one in (first, second, third) if one)
        findings_of(rule, f"{head.format('evidence')}conditions: [{{id: c{dated('set_on', start)}, evidence: [{proofs}]}}]\n", "2016-11-01")


@pytest.mark.parametrize("fresh", ["fresh: 30 days, ", "", "fresh: unset_span, "])
def test_precedence(fresh: str) -> None:
    some = "some: {each: assessment, in: assessments, where: assessment.type == 'social_work', at: assessment.authorised}"
    rule = "for_each: [{each: step_down, in: step_downs}]\nrequire: {precedence: {by: step_down.decided, " + fresh + some + "}}\n"
    days = ("", "2016-03-01", "2016-04-20", "2016-05-02", "2016-04", "2016-07-01")
    for head, decided, first, second in product(SOME, ("", "2016-05-01", "2016-05", "2016-07-01"), days, days[:3]):
        there = listed("assessments", *(f"id: s{i}, type: social_work{dated('authorised', day)}" for i, day in enumerate((first, second)) if day or i == 0))
        findings_of(rule, f"{head.format('assessments')}step_downs: [{{id: d{dated('decided', decided)}}}]\n{there}", "2016-06-01")
