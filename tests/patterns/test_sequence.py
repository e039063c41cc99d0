"""`sequence`: the entries of a group come in a given order, none skipped."""

from __future__ import annotations

import pytest

from tabling import findings_of, verdicts

RULE = """\
for_each:
  - {each: meeting, in: meetings}
  - {each: first, in: escalations, where: first.about == meeting.id, first_per: first.by, order_by: first.on}
require:
  sequence:
    each: escalation
    in: escalations
    where: escalation.about == meeting.id and escalation.by == first.by
    at: escalation.on
    stage: escalation.to
    order: [social_worker, practice_manager, team_manager]
    satisfied_by: partnership_procedure
"""
WHOLE = "extracted: 2016-12-01\ncomplete: [escalations]\n"
STAGES = {"s": "social_worker", "p": "practice_manager", "t": "team_manager", "x": "partnership_procedure"}


def escalated(*steps: str, head: str = "") -> str:
    """Each step is the first letter of its stage and its day in March; `s?` nobody wrote when, `?1` nobody wrote to whom."""
    listed = [
        f"{{about: m, by: hv{f', to: {STAGES[one[0]]}' if one[0] != '?' else ''}{f', on: 2016-03-{int(one[1:]):02d}' if one[1:] != '?' else ''}}}"
        for one in steps
    ]
    return f"{head}professionals: [{{id: hv}}]\nmeetings: [{{id: m, date: 2016-03-01}}]\nescalations: [{', '.join(listed)}]\n"


TABLE = [
    ("the first stage alone", escalated("s1"), "met"),
    ("in order", escalated("s1", "p2", "t3"), "met"),
    ("on one day", escalated("s1", "p1"), "met"),
    ("the other way round", escalated("s2", "p1"), "breached"),
    ("back to an earlier stage after its turn", escalated("s1", "p2", "s3"), "met"),
    ("one skipped", escalated("s1", "t3"), "not_recorded"),
    ("one skipped, complete", escalated("s1", "t3", head=WHOLE), "breached"),
    ("the first skipped", escalated("p2", head=WHOLE), "breached"),
    ("straight to the partnership", escalated("x2", head=WHOLE), "met"),
    ("the wrong way round, then the partnership", escalated("s2", "p1", "x3"), "met"),
    ("the first perhaps about another meeting", escalated("s1", "p2", head=WHOLE).replace("about: m, by: hv, to: social", "by: hv, to: social"), "unknown"),
    ("the second perhaps about another meeting", escalated("s2", "p1").replace("about: m, by: hv, to: pract", "by: hv, to: pract"), "unknown"),
    ("nobody wrote when", escalated("s?", "p2"), "unknown"),
    ("nobody wrote to whom", escalated("s1", "?2", "t3", head=WHOLE), "unknown"),
    ("the wrong way round, whoever else was asked", escalated("s2", "p1", "?3"), "breached"),
]


@pytest.mark.parametrize(("name", "case", "verdict"), TABLE, ids=[row[0] for row in TABLE])
def test_sequence(name: str, case: str, verdict: str) -> None:
    found = verdicts(RULE, case, "2016-06-01")
    assert set(found.values()) == {verdict}
    assert len(found) == 1


def test_what_was_skipped_and_what_stands_for_all_is_said() -> None:
    assert "(not there: practice_manager)" in findings_of(RULE, escalated("s1", "t3"), "2016-06-01")[0].message
    assert "(in the wrong order)" in findings_of(RULE, escalated("s2", "p1"), "2016-06-01")[0].message
    assert "(by partnership_procedure)" in findings_of(RULE, escalated("x2"), "2016-06-01")[0].message


def test_one_for_each_party_on_its_first() -> None:
    case = (
        escalated("p3", "s2")
        .replace("{id: hv}", "{id: hv}, {id: po}")
        .replace("escalations: [", "escalations: [{about: m, by: po, to: social_worker, on: 2016-03-09}, ")
    )
    assert verdicts(RULE, case, "2016-06-01") == {"/escalations/0": "met", "/escalations/2": "met"}


def test_a_stage_of_nobody_is_no_way_round() -> None:
    rule = """\
for_each: [{each: meeting, in: meetings}]
require:
  sequence: {each: step, in: escalations, where: step.about == meeting.id, at: step.on, stage: agency_of(step.by), order: [a, b]}
"""
    case = WHOLE + "agencies: [{id: a}, {id: b}]\npeople: [{id: mum}]\nprofessionals: [{id: p, agency: b}]\nmeetings: [{id: m, date: 2016-03-01}]\n"
    steps = "escalations: [{by: mum, about: m, on: 2016-03-02}, {by: p, about: m, on: 2016-03-03}]\n"
    assert verdicts(rule, case + steps, "2016-06-10") == {"/meetings/0": "unknown"}
