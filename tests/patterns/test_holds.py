"""`holds` and `observes`: an expression is true of the bound entries."""

from __future__ import annotations

from datetime import date

import pytest

from scr_check.engine import Run
from tabling import book_of, findings_of, record_of, verdicts

PLAIN = "for_each: [{each: meeting, in: meetings}]\nrequire: {holds: 'meeting.chair.role == \"practice_manager\"'}\n"
SOME = """\
for_each: [{each: meeting, in: meetings}]
require:
  holds:
    that: any(person.attendance == "attended" for person in meeting.participants)
    denied: any(person.attendance == "absent" for person in meeting.participants)
"""
UNSETTLED = SOME + "    unsettled: count(meeting.participants) > 0\n"
HEAD = "professionals: [{id: pm, role: practice_manager}, {id: sw, role: social_worker}, {id: x}]\n"
WHOLE = "extracted: 2016-12-01\ncomplete: [participants]\n"


def meeting(*people: str, chair: str = "", when: str = "2016-03-01", head: str = "") -> str:
    listed = ", ".join(f"{{who: sw{f', attendance: {a}' if a != '?' else ''}}}" for a in people)
    return f"{head}{HEAD}meetings: [{{id: m, date: {when}{f', chair: {chair}' if chair else ''}, participants: [{listed}]}}]\n"


TABLE = [
    ("true", PLAIN, meeting(chair="pm"), "met"),
    ("false", PLAIN, meeting(chair="sw"), "breached"),
    ("a role that nobody wrote", PLAIN, meeting(chair="x"), "unknown"),
    ("a chair that nobody wrote, whatever is complete", PLAIN, meeting(head="extracted: 2016-12-01\ncomplete: all\n"), "unknown"),
    ("a meeting that may be later", PLAIN, meeting(chair="pm", when="2016-06"), "unknown"),
    ("a meeting that is later", PLAIN, meeting(chair="pm", when="2016-07"), None),
    ("one attended", SOME, meeting("attended"), "met"),
    ("one denies it", SOME, meeting("absent"), "breached"),
    ("one attended, one was absent", SOME, meeting("attended", "absent"), "met"),
    ("neither, incomplete", SOME, meeting("apologies"), "not_recorded"),
    ("neither, complete", SOME, meeting("apologies", head=WHOLE), "breached"),
    ("nobody wrote", SOME, meeting("?", head=WHOLE), "unknown"),
    ("somebody is there, but the record does not say", UNSETTLED, meeting("apologies", head=WHOLE), "not_recorded"),
    ("nobody is there, complete", UNSETTLED, meeting(head=WHOLE), "breached"),
]


@pytest.mark.parametrize(("name", "rule", "case", "verdict"), TABLE, ids=[row[0] for row in TABLE])
def test_holds(name: str, rule: str, case: str, verdict: str | None) -> None:
    assert verdicts(rule, case, "2016-06-10") == ({"/meetings/0": verdict} if verdict else {})


def test_the_deciding_entry_is_shown() -> None:
    found = findings_of(SOME, meeting("absent", "attended"), "2016-06-10")[0]
    assert "/meetings/0/participants/1" in [e.pointer for e in found.evidence]


OBSERVES = "duty: advice\n" + PLAIN.replace("holds", "observes")
NOBODY = OBSERVES.replace("meeting.chair.role == \"practice_manager\"", "not any(x.core_member for x in meeting.participants)")
NOT = OBSERVES.replace("meeting.chair.role ==", "not meeting.chair.role ==")
ADVICE = [
    ("true", OBSERVES, meeting(chair="pm"), "noted"),
    ("false", OBSERVES, meeting(chair="sw"), None),
    ("not known", OBSERVES, meeting(), None),
    ("not known, and denied", NOT, meeting(), None),
    ("a meeting that may be later", OBSERVES, meeting(chair="pm", when="2016-06"), None),
    ("what is not in the file counts as not there", NOBODY, meeting(), "noted"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rule", "case", "verdict"), ADVICE, ids=[row[0] for row in ADVICE])
def test_observes(name: str, rule: str, case: str, verdict: str | None) -> None:
    assert verdicts(rule, case, "2016-06-10") == ({"/meetings/0": verdict} if verdict else {})


RECORDED = """for_each: [{each: plan, in: plans}, {each: action, in: plan.actions}]
require: {holds: 'recorded(action.completed)'}
"""
COMPARED = """for_each: [{each: plan, in: plans}]
require: {holds: 'any(action.completed >= plan.start for action in plan.actions)'}
"""
LATEST = """for_each: [{each: plan, in: plans}]
require: {holds: 'latest(action.completed for action in plan.actions) < plan.start + "2 months"'}
"""
WHEN = [  # what was completed, when the record was made, and what comes of the three rules on 16 March
    ("2016-03-05", "2016-12-01", "met", "met", "breached"),
    ("2016-03-20", "2016-12-01", "breached", "breached", "met"),
    ("2016-03", "2016-12-01", "unknown", "unknown", "unknown"),
    ("2016-03", "2016-03-16", "met", "met", "breached"),  # the record tells what has happened, so it was by then
]


@pytest.mark.parametrize(("completed", "made", "recorded", "compared", "latest"), WHEN)
def test_what_may_have_happened_only_after_the_day(completed: str, made: str, recorded: str, compared: str, latest: str) -> None:
    case = f"extracted: {made}\ncomplete: all\nplans: [{{id: p, start: 2016-01-01, actions: [{{id: x, completed: {completed}}}]}}]\n"
    other = case.replace("}]}]", "}, {id: o, completed: 2016-02-20}]}]")
    assert verdicts(RECORDED, case, "2016-03-16") == {"/plans/0/actions/0": recorded}
    assert verdicts(COMPARED, case, "2016-03-16") == {"/plans/0": compared}
    assert verdicts(LATEST, other, "2016-03-16") == {"/plans/0": latest}


ASKS = """for_each: [{each: meeting, in: meetings}]
require: {holds: 'any(p.attendance == "absent" for p in meeting.participants) and verdict("T-2") == "met"'}
"""
ASKED = """id: T-2
for_each: [{each: meeting, in: meetings}]
require: {holds: 'any(copy.to == "w" for copy in meeting.circulation)'}
"""


@pytest.mark.parametrize("order", [("T-1",), ("T-2", "T-1")])
def test_the_evidence_is_the_rule_s_own_whatever_it_asks_for(order: tuple[str, ...]) -> None:
    book = book_of(ASKS, ASKED)
    met = "participants: [{who: w, attendance: absent}], circulation: [{to: w}]"
    case = record_of(f"agencies: [{{id: a}}]\nprofessionals: [{{id: w}}]\nmeetings: [{{id: m1, {met}}}, {{id: m2, {met}}}]\n")
    rules = {rule.id: rule for rule in book.rules}
    found = Run(case, book, date(2016, 5, 1)).findings([rules[name] for name in order])[0]
    told = [[seen.pointer for seen in one.evidence] for one in found if one.rule == "T-1"]
    assert told == [[f"/meetings/{i}/participants", f"/meetings/{i}/participants/0"] for i in (0, 1)]
