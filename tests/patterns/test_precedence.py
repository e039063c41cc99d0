"""`precedence`: something was there at a moment, and fresh; what comes later is as if absent."""

from __future__ import annotations

import pytest

from tabling import findings_of, verdicts

RULE = """\
for_each: [{each: step_down, in: step_downs}]
require:
  precedence:
    by: step_down.decided
    fresh: 30 days
    some: {each: assessment, in: assessments, where: assessment.type == "social_work", at: assessment.authorised}
"""
NOT_FRESH = RULE.replace("    fresh: 30 days\n", "")
WHOLE = "extracted: 2016-12-01\ncomplete: [assessments]\n"
TABLE = [
    # name, rule, when authorised, when decided, complete, verdict
    ("on the day", RULE, "2016-05-31", "2016-05-31", "", "met"),
    ("thirty days old", RULE, "2016-05-01", "2016-05-31", "", "met"),
    ("a day too old", RULE, "2016-04-30", "2016-05-31", "", "not_recorded"),
    ("a day too old, complete", RULE, "2016-04-30", "2016-05-31", WHOLE, "breached"),
    ("later is as if absent", RULE, "2016-06-01", "2016-05-31", "", "not_recorded"),
    ("later is as if absent, complete", RULE, "2016-06-01", "2016-05-31", WHOLE, "breached"),
    ("a month that is fresh on any day", RULE, "2016-05", "2016-05-31", "", "met"),
    ("a month that may be too old", RULE, "2016-05", "2016-06-10", "", "unknown"),
    ("a month that is too old", RULE, "2016-03", "2016-05-31", WHOLE, "breached"),
    ("a month that may be later", RULE, "2016-05", "2016-05-20", "", "unknown"),
    ("decided in a month: fresh for some of its days", RULE, "2016-05-10", "2016-06", "", "unknown"),
    ("decided in a month: fresh for all", RULE, "2016-05-31", "2016-06", "", "met"),
    ("decided in a month: after some of its days", RULE, "2016-06-10", "2016-06", WHOLE, "unknown"),
    ("nobody wrote when it was decided", RULE, "2016-05-31", "", "", "unknown"),
    ("as old as you like", NOT_FRESH, "1990-01-01", "2016-05-31", "", "met"),
    ("not fresh, but later", NOT_FRESH, "2016-06-01", "2016-05-31", WHOLE, "breached"),
]


@pytest.mark.parametrize(("name", "rule", "authorised", "decided", "complete", "verdict"), TABLE, ids=[row[0] for row in TABLE])
def test_precedence(name: str, rule: str, authorised: str, decided: str, complete: str, verdict: str) -> None:
    when = f", decided: {decided}" if decided else ""
    case = f"{complete}step_downs: [{{id: s{when}}}]\nassessments: [{{id: a, type: social_work, authorised: {authorised}}}]\n"
    assert verdicts(rule, case, "2016-12-01") == {"/step_downs/0": verdict}


def test_never_met_late() -> None:
    days = [f"2016-{month:02d}-{day:02d}" for month in (4, 5, 6) for day in (1, 15, 30)]
    case = "step_downs: [{id: s, decided: 2016-05-15}]\nassessments: [{id: a, type: social_work, authorised: DAY}]\n"
    found = {verdicts(RULE, head + case.replace("DAY", day), "2016-12-01")["/step_downs/0"] for day in days for head in ("", WHOLE)}
    assert found == {"met", "breached", "not_recorded"}


def test_several_of_which_one_is_fresh() -> None:
    listed = "{id: a, type: social_work, authorised: 2016-01-01}, {id: b, type: social_work, authorised: 2016-05-20}"
    case = f"step_downs: [{{id: s, decided: 2016-05-31}}]\nassessments: [{listed}]\n"
    found = findings_of(RULE, case, "2016-12-01")[0]
    assert (found.verdict, found.fulfilled) == ("met", "2016-05-20")


def test_how_fresh_may_be_unset_and_then_any_age_will_do() -> None:
    rule = RULE.replace("30 days", "unset_span")
    case = "step_downs: [{id: s, decided: 2016-05-31}]\nassessments: [{id: a, type: social_work, authorised: 2010-01-01}]\n"
    assert verdicts(rule, case, "2016-12-01") == {"/step_downs/0": "met"}


def test_freshness_beyond_the_bank_holidays_is_unknown() -> None:
    rule = RULE.replace("30 days", "5 working days")
    case = "step_downs: [{id: s, decided: 2001-05-31}]\nassessments: [{id: a, type: social_work, authorised: 2001-05-30}]\n"
    assert verdicts(rule, case, "2016-12-01") == {"/step_downs/0": "unknown"}
