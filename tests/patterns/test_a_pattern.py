"""What every pattern says of itself, and what it may find."""

from __future__ import annotations

import pytest

from scr_check import patterns
from scr_check.verdicts import Found, Outcome
from tabling import verdicts

WORDS = {
    Found.SURELY: "it was done, in time",
    Found.POSSIBLY: "it hangs on something that is not known",
    Found.LATE: "it was done after the limit",
    Found.DENIED: "the record says outright that it was not done",
    Found.NOTHING: "nothing is there",
    Found.BROKEN: "what is prohibited happened",
    Found.KEPT: "what is prohibited has not happened so far",
    Found.CONFLICT: "the sources disagree",
    Found.OBSERVED: "what the rule looks out for is there",
    Found.UNTRIGGERED: "nothing triggers the rule here",}
CLOCKS = {
    "absence_until": True, "count": False, "covers": False, "held_for": True, "holds": False, "observes": False, "precedence": True, "recorded": False,
    "recurrence": True, "response": True, "same": False, "sequence": False, "sources_agree": False,
}  # fmt: skip
"""Which patterns have a limit in time."""


def test_what_a_pattern_finds_is_said_in_words_for_those_who_write_one() -> None:
    assert {found: found.value for found in Found} == WORDS


def test_an_outcome_that_says_no_more_than_what_was_found() -> None:
    one = Outcome(Found.NOTHING)
    assert (one.passed, one.complete, one.released, one.detail, one.places, one.unset) == (True, False, False, "", (), ())
    assert (one.limit, one.why, one.fulfilled, one.subject) == (None,) * 4
    assert all(isinstance(value, bool) for value in (one.passed, one.complete, one.released))


def test_which_patterns_there_are_and_which_have_a_limit_in_time() -> None:
    found = patterns.registry()
    assert {key: module.CLOCK for key, module in found.items()} == CLOCKS
    assert all(isinstance(module.CLOCK, bool) and key == module.KEY for key, module in found.items())


@pytest.mark.parametrize(("required", "verdict"), [
    ("recurrence: {each: visit, in: visits, at: visit.date, since: meeting.date, then_every: 2 weeks}", "due"),
    ("response: {some: [{each: visit, in: visits, at: visit.date}], after: meeting.date, within: 2 weeks}", "due"),
    ("holds: recorded(meeting.chair)", "unknown"),
    ("recorded: {all: [meeting.minutes]}", "unknown"),
])  # fmt: skip
def test_of_what_may_be_still_to_come_only_a_limit_is_told(required: str, verdict: str) -> None:
    rule = f"for_each: [{{each: meeting, in: meetings}}]\nrequire: {{{required}}}\n"
    case = "extracted: 2016-06-30\ncomplete: [meetings, visits]\nmeetings: [{id: m, date: 2016-06}]\nvisits: []\n"
    assert verdicts(rule, case, "2016-06-10") == {"/meetings/0": verdict}
