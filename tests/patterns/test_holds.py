"""`holds` and `observes`: an expression is true of the bound entries."""

from __future__ import annotations

import pytest

from tabling import findings_of, verdicts

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
