"""The second rulebook: its local numbers, rules that wait for one, profiles, and records through the days around a limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from scr_check import profiles
from scr_check.check import load_rulebooks
from scr_check.engine import Run
from scr_check.rule import Rulebook
from scr_check.rule_builder import RuleFault
from scr_check.rule_examples import with_parameters
from tabling import BOOK, load_files, record_of, rule_text, verdicts

CLOCK = "met met_late breached not_recorded unknown due not_applicable"
CAN_GIVE = {
    "ET-ASSESS1": CLOCK,
    "ET-ASSESS2": CLOCK,
    "ET-ASSESS3": "met breached unknown not_applicable",
    "ET-CIN1": CLOCK,
    "ET-CIN2": CLOCK,
    "ET-CORE1": CLOCK,
    "ET-CORE2": CLOCK,
    "ET-ICPC": CLOCK,
    "ET-INVITE": "met breached not_recorded unknown not_applicable",
    "ET-LETTER": CLOCK,
    "ET-MINUTES1": CLOCK,
    "ET-MINUTES2": CLOCK,
    "ET-QUORUM1": "met breached not_recorded unknown not_applicable",
    "ET-QUORUM2": "met breached not_recorded unknown not_applicable",
    "ET-REFERRAL": CLOCK,
    "ET-REPORT1": CLOCK,
    "ET-REPORT2": CLOCK,
    "ET-REPORT3": CLOCK,
    "ET-REVIEW": CLOCK,
    # Without a number of days there is no late: told at all is met.
    "ET-SCHOOL": "met breached not_recorded unknown due not_applicable",
    "ET-VISIT1": CLOCK,
    "ET-VISIT2": CLOCK,
}
#: What each rule waits for: a number that no national guidance gives.
WAITS_FOR = {
    "ET-CIN1": "planning_meeting_within",
    "ET-CIN2": "need_review_every",
    "ET-CORE2": "core_group_every",
    "ET-INVITE": "invited_from_age",
    "ET-MINUTES1": "conference_minutes_within",
    "ET-MINUTES2": "core_minutes_within",
    "ET-REPORT1": "report_before_initial",
    "ET-REPORT2": "report_before_review",
    "ET-REPORT3": "family_report_before",
    "ET-VISIT1": "protection_visit_every",
    "ET-VISIT2": "need_visit_every",
}


@cache
def book() -> Rulebook:
    """The rulebook with its examples."""
    return next(one for one in load_rulebooks(["england-timescales"], examples=True) if one.id == "england-timescales")


def judged(case: str, as_of: str, **numbers: str) -> dict[str, str]:
    """``{rule: verdict}`` of every finding; several verdicts of a rule are joined."""
    found: dict[str, list[str]] = {}
    for finding in Run(record_of(case), with_parameters(book(), numbers), date.fromisoformat(as_of)).findings(book().rules)[0]:
        found.setdefault(finding.rule, []).append(finding.verdict.value)
    return {rule: " ".join(said) for rule, said in found.items()}


@pytest.mark.parametrize("rule", CAN_GIVE)
def test_every_verdict_that_the_rule_can_give_has_an_example_and_no_other_has(rule: str) -> None:
    given = {verdict for one in book().rules if one.id == rule for example in one.examples for verdict in example.expect.values()}
    assert given == set(CAN_GIVE[rule].split())


def test_the_table_has_every_rule() -> None:
    assert set(CAN_GIVE) == {rule.id for rule in book().rules}


def test_a_local_number_has_no_value_and_its_rule_waits_for_it() -> None:
    assert {rule.id: " ".join(rule.waits_for) for rule in book().rules if rule.waits_for} == WAITS_FOR
    assert {name for name, value in book().parameters.items() if value is None} == set(WAITS_FOR.values())


def test_every_number_names_its_source() -> None:
    assert [name for name, parameter in book().spec.parameters.items() if not parameter.source] == []


PROFILES = {
    "northamptonshire": {"first_core_group_within": "10 working days", "core_group_every": "6 weeks", "first_review_within": "3 months"},
    "liverpool": {
        "first_core_group_within": "10 working days", "core_group_every": "1 month", "protection_visit_every": "10 working days",
        "report_before_initial": "2 working days", "report_before_review": "5 working days",
    },
    "newcastle": {"core_group_every": "4 weeks", "protection_visit_every": "4 weeks"},
}  # fmt: skip


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_sets_numbers_that_the_rulebook_has(name: str) -> None:
    profile = profiles.load(name)
    assert {number: one.value for number, one in profile.values.items()} == PROFILES[name]
    set_ = with_parameters(book(), PROFILES[name]).parameters
    assert {number: str(set_[number]) for number in PROFILES[name]} == PROFILES[name]


def test_there_is_no_profile_that_no_test_holds() -> None:
    assert {path.stem for path in profiles.builtin_folder().glob("*.yaml")} == set(PROFILES)


# A plan through time: what is owed when, on each day around a limit.

PLAN = """\
extracted: 2016-12-30
complete: all
plans: [{id: p1, type: child_protection, start: 2016-01-04}]
meetings: [{id: m1, type: initial_child_protection_conference, date: 2016-01-04, plan: p1, participants: []}]
"""
DAYS = [
    ("2016-01-18", {"ET-CORE1": "due", "ET-REVIEW": "due"}),
    ("2016-01-19", {"ET-CORE1": "breached", "ET-REVIEW": "due"}),
    ("2016-04-04", {"ET-CORE1": "breached", "ET-REVIEW": "due"}),
    ("2016-04-05", {"ET-CORE1": "breached", "ET-REVIEW": "breached"}),
]


@pytest.mark.parametrize(("day", "expected"), DAYS)
def test_a_plan_without_meetings_on_each_day_around_its_limits(day: str, expected: dict[str, str]) -> None:
    found = judged(PLAN, day)
    assert {rule: found[rule] for rule in expected} == expected


MET_ALL = """\
extracted: 2016-03-31
complete: all
plans: [{id: p1, type: child_protection, start: 2016-01-04, end: 2016-03-29}]
meetings:
  - {id: m1, type: initial_child_protection_conference, date: 2016-01-04, plan: p1}
  - {id: m2, type: core_group, date: 2016-01-18, plan: p1}
  - {id: m3, type: core_group, date: 2016-02-29, plan: p1}
visits: [{id: v1, type: child_protection, date: 2016-01-18}]
"""


def test_the_same_case_by_the_numbers_of_three_places() -> None:
    unset = judged(MET_ALL, "2016-03-31")
    assert "ET-CORE2" not in unset
    assert "ET-VISIT1" not in unset
    assert judged(MET_ALL, "2016-03-31", **PROFILES["northamptonshire"])["ET-CORE2"] == "met"
    newcastle = judged(MET_ALL, "2016-03-31", **PROFILES["newcastle"])
    assert (newcastle["ET-CORE2"], newcastle["ET-VISIT1"]) == ("breached", "breached")
    liverpool = judged(MET_ALL, "2016-03-31", **PROFILES["liverpool"])
    assert (liverpool["ET-CORE2"], liverpool["ET-REPORT1"]) == ("met_late", "breached")


def test_the_two_clocks_of_an_assessment_run_beside_each_other() -> None:
    case = """\
referral: {date: 2016-01-04}
assessments: [{id: a1, type: social_work, started: 2016-01-11, authorised: 2016-03-08, referral: 2016-01-04}]
"""
    assert judged(case, "2016-04-01") == {"ET-REFERRAL": "not_recorded", "ET-ASSESS1": "met_late", "ET-ASSESS2": "met", "ET-ASSESS3": "breached"}


@pytest.mark.parametrize("place", ["start", "conference"])
def test_beyond_the_known_bank_holidays_the_first_core_group_is_unknown(place: str) -> None:
    last = date(max(d.year for d in _bank_holidays()), 12, 28)
    meeting = f"{{id: m1, type: initial_child_protection_conference, date: {last}, plan: p1}}" if place == "conference" else ""
    case = f"plans: [{{id: p1, type: child_protection, start: {last}}}]\nmeetings: [{meeting}]"
    assert judged(case, (last + timedelta(days=60)).isoformat())["ET-CORE1"] == "unknown"


def _bank_holidays() -> frozenset[date]:
    from scr_check.bank_holidays import bank_holidays  # noqa: PLC0415

    return frozenset(bank_holidays())


# Rules that wait for a number, in any rulebook.

WAITING = """\
needs: [unset_span, three]
for_each: [{each: meeting, in: meetings}]
require: {response: {since: meeting.date, within: two_weeks, at: meeting.date}}"""
MEETING = "meetings: [{id: m1, date: 2016-01-04}]"


def test_a_rule_does_not_run_until_all_its_numbers_are_set() -> None:
    from scr_check.dates import parse_duration  # noqa: PLC0415

    assert verdicts(WAITING, MEETING, "2016-02-01") == {}
    assert verdicts(WAITING, MEETING, "2016-02-01", unset_span=parse_duration("1 day"), three=None) == {}
    assert verdicts(WAITING, MEETING, "2016-02-01", unset_span=parse_duration("1 day")) == {"/meetings/0": "met"}


def test_a_rule_that_waits_is_not_listed_among_those_that_found_nothing_to_look_at() -> None:
    run = Run(record_of(""), replace(book()), date(2016, 1, 4))
    idle = {rule for one in run.findings(book().rules)[2] for rule in one.rules}
    assert idle & set(WAITS_FOR) == set()
    assert {"ET-REVIEW", "ET-QUORUM1"} <= idle


def test_a_rule_cannot_wait_for_what_is_no_parameter(tmp_path: Path) -> None:
    text = rule_text(WAITING.replace("unset_span", "unset_spam"))
    with pytest.raises(RuleFault) as refused:
        load_files({"rulebook.yaml": BOOK, "R.yaml": text}, tmp_path)
    line = text.splitlines().index("needs: [unset_spam, three]") + 1
    assert refused.value.lines == [f"{tmp_path / 'R.yaml'}:{line}:9: 'unset_spam' is no parameter (did you mean 'unset_span'?)"]


# What the recurrence makes of an end that nobody wrote, and of a first window that is longer than the gap.

AGAIN = """\
for_each: [{each: plan, in: plans}]
require:
  recurrence: {each: visit, in: visits, at: visit.date, since: plan.start, first_within: 10 weeks, then_every: 1 week, until: plan.end}"""
ENDS = [
    ("both sections whole", "[plans, visits]", "", "breached"),
    ("the end may be missing", "[visits]", "", "not_recorded"),
    ("visits may be missing", "[plans]", "", "not_recorded"),
    ("the end is written", "[visits]", ", end: 2016-03-15", "breached"),
    ("the end came in time", "[visits]", ", end: 2016-03-14", "met"),
]


@pytest.mark.parametrize(("complete", "end", "expected"), [row[1:] for row in ENDS], ids=[row[0] for row in ENDS])
def test_whether_the_next_is_owed_hangs_on_the_end(complete: str, end: str, expected: str) -> None:
    case = f"extracted: 2016-06-01\ncomplete: {complete}\nplans: [{{id: p1, start: 2016-01-04{end}}}]\nvisits: []"
    assert verdicts(AGAIN, case, "2016-06-01") == {"/plans/0": expected}


def test_after_the_first_the_gap_counts_even_within_the_first_window() -> None:
    case = "plans: [{id: p1, start: 2016-01-04, end: 2016-03-01}]\nvisits: [{id: v1, date: 2016-01-11}, {id: v2, date: 2016-02-29}]"
    assert verdicts(AGAIN, case, "2016-06-01") == {"/plans/0": "met_late"}
