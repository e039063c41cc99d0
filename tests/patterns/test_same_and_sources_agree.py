"""`same`: a value is found in every place that states one. `sources_agree`: what different sources hold agrees."""

from __future__ import annotations

import pytest

from scr_check.rule import RuleFault
from tabling import findings_of, same_rule, verdicts

SAME = same_rule(assessments='where: assessment.type == "social_work", ')
ASKED = "referral: {significant_reason: neglect}\n"


def plans(*stated: str) -> str:
    return "plans:\n" + "".join(f"  - {{id: p{i}, {one}}}\n" for i, one in enumerate(stated))


NEGLECT, OTHER = "referral_reason: {reasons: [neglect, other]}", "referral_reason: {reasons: [other]}"
KEPT = ASKED + plans(f"start: 2016-01-01, {NEGLECT}")
TABLE = [
    ("kept", ASKED + plans(f"start: 2016-01-01, {NEGLECT}"), "met"),
    ("dropped", ASKED + plans(f"start: 2016-01-01, {NEGLECT}", f"start: 2016-02-01, {OTHER}"), "breached"),
    ("none states any", ASKED + plans("start: 2016-01-01"), None),
    ("an empty list states none", ASKED + plans("start: 2016-01-01, referral_reason: {reasons: []}"), None),
    ("no referral", plans(f"start: 2016-01-01, {OTHER}"), None),
    ("nobody wrote the origin", "referral: {date: 2016-01-01}\n" + plans(f"start: 2016-01-01, {OTHER}"), "unknown"),
    ("dropped later than the day of judgement", ASKED + plans(f"start: 2016-01-01, {NEGLECT}", f"start: 2016-07-01, {OTHER}"), "met"),
    ("dropped in a month that is not over", ASKED + plans(f"start: 2016-01-01, {NEGLECT}", f"start: 2016-06, {OTHER}"), "unknown"),
    ("dropped, nobody wrote when", ASKED + plans(f"start: 2016-01-01, {NEGLECT}", OTHER), "breached"),
    ("dropped where it may not count", KEPT + "assessments: [{id: a, started: 2016-02-01, factors: [other]}]\n", "unknown"),
    ("dropped where it does not count", KEPT + "assessments: [{id: a, type: x, started: 2016-02-01, factors: [other]}]\n", "met"),
    ("kept where it may not count", ASKED + "assessments: [{id: a, started: 2016-02-01, factors: [neglect]}]\n", "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "case", "verdict"), TABLE, ids=[row[0] for row in TABLE])
def test_same(name: str, case: str, verdict: str | None) -> None:
    assert verdicts(SAME, case, "2016-06-10") == ({"": verdict} if verdict else {})


SCHOOL = """\
for_each: [{each: child, in: children}]
require: {same: {origin: child.school, places: [{each: one, in: assessments, at: one.started, states: one.factors}]}}
"""


def test_an_origin_that_is_surely_nothing_cannot_be_found() -> None:
    case = "children: [{id: c, school: null}]\nassessments: [{id: a, started: 2016-01-01, factors: [neglect]}]\n"
    found = findings_of(SCHOOL, case, "2016-06-10")
    assert [(one.verdict, [seen.pointer for seen in one.evidence]) for one in found] == [("unknown", ["/children/0/school"])]


def test_a_place_states_a_list() -> None:
    with pytest.raises(RuleFault) as refused:
        verdicts(SAME.replace("states: assessment.factors", "states: assessment.started"), ASKED, "2016-06-10")
    assert [line.partition("R0.yaml:")[2] for line in refused.value.lines] == ["14:118: a list of words is wanted, not a date"]


def test_of_two_days_that_are_not_exact_the_entry_s_own_is_told() -> None:
    rule = SAME.replace("assessment.started, states", "assessment.authorised, states")
    case = ASKED + "assessments: [{id: a, type: social_work, started: 2016-06, authorised: 2016-06, factors: [other]}]\n"
    assert [(one.verdict, one.missing) for one in findings_of(rule, case, "2016-06-10")] == [("unknown", ("/assessments/0/started",))]


def test_the_first_that_drops_it_is_named() -> None:
    case = ASKED + plans(f"start: 2016-03-01, {OTHER}", f"start: 2016-02-01, {OTHER}")
    assert "first dropped in the plan p1 (2016-02-01), which names other" in findings_of(SAME, case, "2016-06-10")[0].message


DATES = """\
for_each: [{each: meeting, in: meetings}]
require:
  sources_agree:
    sources:
      - {value: meeting.date, said_by: '"the meeting"'}
      - {each: held, in: meeting.agency_records, value: held.date, said_by: held.agency}
"""
WHO = """\
for_each: [{each: meeting, in: meetings}]
require:
  sources_agree:
    sources:
      - {each: person, in: meeting.participants, set_of: person.who, where: person.attendance == "attended", said_by: '"the meeting"'}
      - {each: held, in: meeting.agency_records, value: held.attended, said_by: held.agency}
"""
HEAD = "agencies: [{id: a}, {id: b}]\npeople: [{id: mum}, {id: dad}]\n"


def meeting(fields: str) -> str:
    return f"{HEAD}meetings: [{{id: m, {fields}}}]\n"


def record(*dates: str) -> str:
    return "agency_records: [" + ", ".join(f"{{agency: a{f', date: {d}' if d else ''}}}" for d in dates) + "]"


def lists(attended: str, *participants: str) -> str:
    said = ", ".join(f"{{who: {p[:3]}{', attendance: attended' if p[3:] == '' else ', attendance: absent' if p[3:] == '-' else ''}}}" for p in participants)
    return meeting(f"participants: [{said}], agency_records: [{{agency: a, attended: [{attended}]}}]")


AGREE = [
    ("the same date", DATES, meeting(f"date: 2016-03-01, {record('2016-03-01')}"), "met"),
    ("another date", DATES, meeting(f"date: 2016-03-01, {record('2016-03-02')}"), "conflict"),
    ("two agencies, no date of the meeting", DATES, meeting(record("2016-03-01", "2016-03-02")), "conflict"),
    ("one date alone", DATES, meeting(f"date: 2016-03-01, {record('')}"), None),
    ("a month that may be it", DATES, meeting(f"date: 2016-03-01, {record('2016-03')}"), "unknown"),
    ("a month that is not it", DATES, meeting(f"date: 2016-03-01, {record('2016-04')}"), "conflict"),
    ("one may agree, one does not", DATES, meeting(f"date: 2016-03-01, {record('2016-03', '2016-03-02')}"), "conflict"),
    ("an agency's date after the day of judgement counts", DATES, meeting(f"date: 2016-03-01, {record('2016-09-01')}"), "conflict"),
    ("the same people", WHO, lists("mum, dad", "dad", "mum"), "met"),
    ("one more in the agency's", WHO, lists("mum, dad", "mum"), "conflict"),
    ("one more in the meeting's", WHO, lists("mum", "mum", "dad"), "conflict"),
    ("somebody who did not come", WHO, lists("mum", "mum", "dad-"), "met"),
    ("somebody who did not come, named by the agency", WHO, lists("mum, dad", "mum", "dad-"), "conflict"),
    ("attendance missing of somebody named elsewhere", WHO, lists("mum, dad", "mum", "dad?"), "unknown"),
    ("attendance missing of somebody whom no list names", WHO, lists("mum", "mum", "dad?"), "met"),
    ("empty lists agree", WHO, lists(""), "met"),
    ("one list alone", WHO, meeting("participants: [{who: mum, attendance: attended}]"), None),
]


@pytest.mark.parametrize(("name", "rule", "case", "verdict"), AGREE, ids=[row[0] for row in AGREE])
def test_sources_agree(name: str, rule: str, case: str, verdict: str | None) -> None:
    assert verdicts(rule, case, "2016-06-10") == ({"/meetings/0": verdict} if verdict else {})


def test_who_says_what_is_told() -> None:
    assert "the meeting says 2016-03-01; a says 2016-03-02" in findings_of(DATES, AGREE[1][2], "2016-06-10")[0].message
    assert "a names dad, the meeting does not" in findings_of(WHO, lists("mum, dad", "mum"), "2016-06-10")[0].message


def agreeing(*values: str) -> str:
    sources = ", ".join(f"{{value: {value}, said_by: '\"source {i}\"'}}" for i, value in enumerate(values))
    return f"for_each: [{{each: plan, in: plans}}]\nrequire: {{sources_agree: {{sources: [{sources}]}}}}\n"


PLAN = "extracted: 2016-12-01\ncomplete: [plans]\nplans: [{id: p, type: early_help, start: 2016-03-01}]\n"


@pytest.mark.parametrize(("values", "expected"), [
    (("plan.start", "plan.start"), {"/plans/0": "met"}),
    (("plan.start", "plan.end"), {}),  # surely nothing: it says nothing
    (("plan.start", "plan.type"), {"/plans/0": "conflict"}),
    (("plan.type", "plan.start"), {"/plans/0": "conflict"}),
])  # fmt: skip
def test_what_cannot_be_compared(values: tuple[str, ...], expected: dict[str, str]) -> None:
    assert verdicts(agreeing(*values), PLAN, "2016-06-10") == expected


@pytest.mark.parametrize("others", ["{attendance: attended}, {id: x}", "{id: x}, {attendance: attended}", "{attendance: attended}"])
def test_somebody_whose_name_nobody_wrote_may_be_one_more(others: str) -> None:
    there = f"{{who: mum, attendance: attended}}, {others.replace('id: x', 'core_member: yes')}"
    case = meeting(f"participants: [{there}], agency_records: [{{agency: a, attended: [mum]}}]")
    assert verdicts(WHO, case, "2016-06-10") == {"/meetings/0": "unknown"}
    *head, first, second = WHO.splitlines()
    assert verdicts("\n".join([*head, second, first, ""]), case, "2016-06-10") == {"/meetings/0": "unknown"}


def test_a_place_that_may_not_count_and_may_be_later() -> None:
    case = ASKED + "assessments: [{id: a, started: 2016-06, factors: [other]}]\n"
    assert [(one.verdict, one.missing) for one in findings_of(SAME, case, "2016-06-10")] == [("unknown", ("/assessments/0/type", "/assessments/0/started"))]


def test_days_that_are_still_to_come_are_held_against_each_other() -> None:
    case = PLAN.replace("start: 2016-03-01", "start: 2016-03-01, end: 2016-07-01")
    assert verdicts(agreeing("plan.end", "plan.start"), case, "2016-06-10") == {"/plans/0": "conflict"}


def test_of_several_entries_those_that_say_nothing_yet_are_passed_over() -> None:
    rule = """\
for_each: [{each: plan, in: plans}]
require: {sources_agree: {sources: [{value: plan.start, said_by: '"the plan"'}, {each: one, in: plan.actions, value: one.started, said_by: one.id}]}}
"""
    for started, expected in (("", {}), (", started: 2016-03-01", {"/plans/0": "met"}), (", started: 2016-03-02", {"/plans/0": "conflict"})):
        case = f"plans: [{{id: p, start: 2016-03-01, actions: [{{id: a}}, {{id: b{started}}}]}}]\n"
        assert verdicts(rule, case, "2016-06-10") == expected


def test_those_of_one_agency_alone_are_held_against_its_list() -> None:
    rule = WHO.replace('person.attendance == "attended"', 'agency_of(person.who) == "a"')
    people = "agencies: [{id: a}, {id: b}]\nprofessionals: [{id: p, agency: a}, {id: q, agency: b}]\n"
    for attended, verdict in (("p", "met"), ("p, q", "conflict"), ("q", "conflict")):
        case = f"{people}meetings: [{{id: m, participants: [{{who: p}}, {{who: q}}], agency_records: [{{agency: a, attended: [{attended}]}}]}}]\n"
        assert verdicts(rule, case, "2016-06-10") == {"/meetings/0": verdict}


def test_a_source_says_no_entry() -> None:
    with pytest.raises(RuleFault) as refused:
        verdicts(agreeing("plan.start", "plan.reviewed"), PLAN, "2016-06-10")
    assert [line.partition("R0.yaml:")[2] for line in refused.value.lines] == ["9:89: a date, a word or a list is wanted"]
