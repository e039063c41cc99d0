"""`recorded` and `covers`: named things are written down; a list contains all that it must."""

from __future__ import annotations

import pytest

from tabling import findings_of, verdicts

RECORDED = "for_each: [{each: plan, in: plans}]\nrequire: {recorded: [plan.reviewed, plan.authorised.on]}\n"
SILENT = RECORDED.replace("[plan.reviewed, plan.authorised.on]", "{all: [plan.reviewed, plan.authorised.on], silent: breached}")
THEN = RECORDED.replace("[plan.reviewed, plan.authorised.on]", "{all: [plan.reviewed.on, plan.authorised.on], then: plan.reviewed.on <= plan.authorised.on}")
DENIED = RECORDED.replace("[plan.reviewed, plan.authorised.on]", "{all: [plan.reviewed, plan.authorised.on], denied: plan.type == 'early_help'}")
COVERS = "for_each: [{each: assessment, in: assessments}]\nrequire: {covers: {list: assessment.covers, required: [one, two]}}\n"
WHOLE = "extracted: 2016-12-01\ncomplete: [plans, assessments]\n"


def plan(fields: str, head: str = "") -> str:
    return f"{head}plans: [{{id: p{', ' * bool(fields)}{fields}}}]\n"


BOTH = "reviewed: {on: 2016-03-01}, authorised: {on: 2016-03-01}"
TABLE = [
    ("both are there", RECORDED, plan(BOTH), "met"),
    ("one is missing", RECORDED, plan("reviewed: {on: 2016-03-01}"), "not_recorded"),
    ("one is missing, complete", RECORDED, plan("reviewed: {on: 2016-03-01}", WHOLE), "breached"),
    ("an attribute is missing, complete", RECORDED, plan("reviewed: {on: 2016-03-01}, authorised: {system: x}", WHOLE), "breached"),
    ("dated later than the day of judgement", RECORDED, plan(BOTH.replace("authorised: {on: 2016", "authorised: {on: 2017"), WHOLE), "breached"),
    ("complete only before the day of judgement", RECORDED, plan("", WHOLE.replace("2016-12-01", "2016-05-31")), "not_recorded"),
    ("a duty to record", SILENT, plan("reviewed: {on: 2016-03-01}"), "breached"),
    ("a duty to record, fulfilled", SILENT, plan(BOTH), "met"),
    ("in order, on the same day", THEN, plan(BOTH), "met"),
    ("in the other order", THEN, plan("reviewed: {on: 2016-03-02}, authorised: {on: 2016-03-01}"), "breached"),
    ("nobody knows in which order", THEN, plan("reviewed: {on: 2016-03}, authorised: {on: 2016-03-01}"), "unknown"),
    ("the order of what is missing", THEN, plan("reviewed: {on: 2016-03-02}"), "not_recorded"),
    ("denied", DENIED, plan("type: early_help, " + BOTH), "breached"),
    ("not denied", DENIED, plan("type: child_protection, " + BOTH), "met"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rule", "case", "verdict"), TABLE, ids=[row[0] for row in TABLE])
def test_recorded(name: str, rule: str, case: str, verdict: str) -> None:
    assert verdicts(rule, case, "2016-06-01") == {"/plans/0": verdict}


def test_what_is_missing_is_named() -> None:
    found = findings_of(RECORDED, plan("authorised: {system: x}"), "2016-06-01")[0]
    assert found.missing == ("/plans/0/reviewed", "/plans/0/authorised/on")
    assert "missing: reviewed, on" in found.message


LISTS = [
    ("all are there", "covers: [two, three, one]", "", "met"),
    ("one is missing", "covers: [one]", "", "breached"),
    ("an empty list", "covers: []", "", "breached"),
    ("no list", "type: social_work", "", "not_recorded"),
    ("no list, complete", "type: social_work", WHOLE, "breached"),
    ("no list, complete only before the day of judgement", "type: social_work", WHOLE.replace("2016-12-01", "2016-05-31"), "not_recorded"),
]


@pytest.mark.parametrize(("name", "fields", "head", "verdict"), LISTS, ids=[row[0] for row in LISTS])
def test_covers(name: str, fields: str, head: str, verdict: str) -> None:
    assert verdicts(COVERS, f"{head}assessments: [{{id: a, {fields}}}]\n", "2016-06-01") == {"/assessments/0": verdict}


def test_the_elements_missing_are_named() -> None:
    assert "(missing: two)" in findings_of(COVERS, "assessments: [{id: a, covers: [one]}]\n", "2016-06-01")[0].message
