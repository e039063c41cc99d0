"""`recurrence`: first within a limit, then never a longer gap, until an end; the open tail is due."""

from __future__ import annotations

import re
from itertools import permutations
from pathlib import Path

import pytest

from scr_check.dates import parse_duration
from scr_check.telling import tell
from tabling import BOOK, findings_of, load_files, rule_text, verdicts

# A core group within ten working days of the conference, then at least every six weeks, until the plan ends.
GROUPS = """\
for_each: [{each: plan, in: plans}]
require:
  recurrence:
    each: meeting
    in: meetings
    where: meeting.type == "core_group" and plan.id in meeting.plan
    at: meeting.date
    since: plan.start
    first_within: 10 working days
    then_every: 6 weeks
    until: plan.end
"""
WHOLE = "extracted: 2016-12-01\ncomplete: [meetings, plans]\n"


def groups(*days: str, end: str = "", start: str = "2016-03-01", head: str = "") -> str:
    """A plan from 1 March (the first group is owed by the 15th), and core groups; a day may bring other fields."""
    listed = "".join(f"  - {{id: m{i}, type: core_group, plan: p, date: {day}}}\n" for i, day in enumerate(days))
    meetings = f"meetings:\n{listed}" if days else "meetings: []\n"
    return f"{head}plans: [{{id: p{f', start: {start}' if start else ''}{f', end: {end}' if end else ''}}}]\n{meetings}"


TABLE = [
    # name, day of judgement, record, verdict
    ("nothing yet, on the last day of the first", "2016-03-15", groups(), "due"),
    ("nothing, the day after", "2016-03-16", groups(), "not_recorded"),
    ("nothing, the day after, complete", "2016-03-16", groups(head=WHOLE), "breached"),
    ("the first on its last day", "2016-03-15", groups("2016-03-15"), "due"),
    ("the first on the day of the start", "2016-03-05", groups("2016-03-01"), "due"),
    ("the second on its last day", "2016-04-26", groups("2016-03-15", "2016-04-26"), "due"),
    ("the second owed today", "2016-04-26", groups("2016-03-15", head=WHOLE), "due"),
    ("the second overdue", "2016-04-27", groups("2016-03-15", head=WHOLE), "breached"),
    ("the second overdue, but the plan may have ended", "2016-04-27", groups("2016-03-15", head=WHOLE.replace(", plans", "")), "not_recorded"),
    ("the second overdue, incomplete", "2016-04-27", groups("2016-03-15"), "not_recorded"),
    ("the first late, the tail open", "2016-03-17", groups("2016-03-16"), "due"),
    ("ended after the first", "2016-06-01", groups("2016-03-10", end="2016-04-01"), "met"),
    ("ended on the last day of the gap", "2016-06-01", groups("2016-03-15", end="2016-04-26"), "met"),
    ("ended a day after the gap, complete", "2016-06-01", groups("2016-03-15", end="2016-04-27", head=WHOLE), "breached"),
    ("ended before the first was owed", "2016-06-01", groups(end="2016-03-14", head=WHOLE), "met"),
    ("the first late, then ended", "2016-06-01", groups("2016-03-16", end="2016-04-01"), "met_late"),
    ("the second late, then ended", "2016-06-01", groups("2016-03-15", "2016-04-27", end="2016-05-01"), "met_late"),
    ("a group after the end does not count", "2016-06-01", groups("2016-03-15", "2016-04-28", end="2016-04-27", head=WHOLE), "breached"),
    ("a group on the day of the end counts", "2016-06-01", groups("2016-03-15", "2016-04-27", end="2016-04-27", head=WHOLE), "met_late"),
    ("a group before the start does not count", "2016-03-16", groups("2016-02-29", head=WHOLE), "breached"),
    ("an end to come is none yet", "2016-04-01", groups("2016-03-10", end="2016-04-05"), "due"),
    ("held later than the day of judgement", "2016-03-16", groups("2016-03-20", head=WHOLE), "breached"),
    ("started later than the day of judgement", "2016-02-01", groups(), None),
    ("no start", "2016-06-01", groups("2016-03-10", start=""), "unknown"),
    ("a month that may be in time, and one after it that is still to come", "2016-03-31", groups("2016-03"), "due"),
    ("a month that may be in time, not over", "2016-03-30", groups("2016-03"), "unknown"),
    ("a month, after which the next may be overdue", "2016-04-13", groups("2016-03"), "unknown"),
    ("a month, after which the next is overdue", "2016-05-13", groups("2016-03", head=WHOLE), "breached"),
    ("a month that may be in time, ended", "2016-06-01", groups("2016-03", end="2016-04-12"), "unknown"),
    ("a month that is too late, ended", "2016-06-01", groups("2016-04", end="2016-05-13"), "met_late"),
    ("a month that is too late, the tail open", "2016-04-30", groups("2016-04"), "due"),
    ("two months, each a little too late or not, ended", "2016-06-01", groups("2016-03", "2016-04", end="2016-05-13"), "unknown"),
    ("two in a month, of which one may fill the gap", "2016-06-01", groups("2016-03-10", "2016-04", "2016-05-13", end="2016-05-20", head=WHOLE), "unknown"),
    ("one without a day may fill the gap", "2016-06-01", groups("2016-03-10", "2016-05-12", "", end="2016-05-20").replace(", date: }", "}"), "unknown"),
    ("a month that may be the day of the start, its last", "2016-04-20", groups("2016-03", start="2016-03-31", head=WHOLE), "unknown"),
    ("one on the day of the start", "2016-04-20", groups("2016-03-31", start="2016-03-31", head=WHOLE), "due"),
    ("a month that ended before the start", "2016-04-20", groups("2016-02", start="2016-03-31", head=WHOLE), "breached"),
    ("a month that does not matter", "2016-06-01", groups("2016-03-10", "2016-04", end="2016-04-15"), "met"),
    ("a month that fills a gap or does not", "2016-06-01", groups("2016-03-10", "2016-04", "2016-05-12", end="2016-05-20", head=WHOLE), "unknown"),
    ("a month too early for the gap", "2016-08-01", groups("2016-03-10", "2016-03", end="2016-07-20", head=WHOLE), "breached"),
    ("a start in a month", "2016-06-01", groups("2016-04-14", start="2016-03", end="2016-05-01"), "unknown"),
    ("an end in a month, all in time", "2016-08-01", groups("2016-03-15", "2016-04-20", end="2016-05"), "met"),
    ("an end in a month, some of it too late", "2016-08-01", groups("2016-03-15", end="2016-04", head=WHOLE), "unknown"),
    ("extracted before the gap ended", "2016-04-27", groups("2016-03-15", head=WHOLE.replace("2016-12-01", "2016-04-25")), "not_recorded"),
    ("beyond the bank holidays", "2016-04-27", groups(start="1999-03-01"), "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "as_of", "case", "verdict"), TABLE, ids=[row[0] for row in TABLE])
def test_core_groups(name: str, as_of: str, case: str, verdict: str | None) -> None:
    assert verdicts(GROUPS, case, as_of) == ({"/plans/0": verdict} if verdict else {})


def test_a_meeting_that_may_be_one() -> None:
    case = groups("2016-03-10").replace("type: core_group, ", "")
    assert verdicts(GROUPS, case, "2016-03-31") == {"/plans/0": "unknown"}
    assert verdicts(GROUPS, groups("2016-03-10").replace(", date: 2016-03-10", ""), "2016-03-31") == {"/plans/0": "unknown"}
    of_another = groups("2016-03-10", head=WHOLE).replace("{id: p,", "{id: p, start: 2016-03-01}, {id: q,")
    assert verdicts(GROUPS, of_another, "2016-03-31") == {"/plans/0": "due", "/plans/1": "breached"}


def test_the_open_tail_says_by_when() -> None:
    found = findings_of(GROUPS, groups("2016-03-15"), "2016-04-20")[0]
    assert (found.verdict, found.limit, found.days_left) == ("due", "2016-04-26", 6)
    found = findings_of(GROUPS, groups("2016-03-16", end="2016-03-20"), "2016-04-20")[0]
    assert (found.verdict, found.limit, found.fulfilled, found.days_late) == ("met_late", "2016-03-15", "2016-03-16", 1)


def test_what_is_not_exact_is_named() -> None:
    assert findings_of(GROUPS, groups("2016-03"), "2016-03-30")[0].missing == ("/meetings/0/date",)
    assert findings_of(GROUPS, groups("2016-03-10").replace("type: core_group, ", ""), "2016-03-31")[0].missing == ("/meetings/0/type",)
    assert findings_of(GROUPS, groups("2016-04-14", start="2016-03", end="2016-05-01"), "2016-06-01")[0].missing == ("/plans/0/start",)
    assert findings_of(GROUPS, groups("2016-03-15", end="2016-04", head=WHOLE), "2016-08-01")[0].missing == ("/plans/0/end",)


OPEN = ""
ANY_DAY, NOVEMBER = "type: core_group, plan: p", "type: core_group, plan: p, date: 2015-11"
REVIEWS = [
    # name, the entries, the end, verdict on 1 August, limit or limits, fulfilled, days late. Three months to the first, then six
    ("one on a day that nobody wrote may be the second", [ANY_DAY, NOVEMBER], OPEN, "unknown", "2016-05-01 2017-02-01", None, None),
    ("one that may count, may be the second", [NOVEMBER, "date: 2016-05-01, plan: p"], OPEN, "unknown", "2016-05-01 2016-11-01", None, None),
    ("one that may count, is too early to matter", [NOVEMBER, "date: 2015-10-01, plan: p"], OPEN, "breached", "2016-05-01 2016-05-30", None, None),
    ("one in a month", [NOVEMBER], OPEN, "breached", "2016-05-01 2016-05-30", None, None),
    ("two in a month", [NOVEMBER, NOVEMBER], OPEN, "breached", "2016-05-01 2016-05-30", None, None),
    ("one in a month, and one on a day of it", [NOVEMBER, f"{NOVEMBER}-20"], OPEN, "breached", "2016-05-20 2016-05-30", None, None),
    ("one in a month, and one on its last day", [NOVEMBER, f"{NOVEMBER}-30"], OPEN, "breached", "2016-05-30", None, 63),
    ("one in a month, and a day after it", [NOVEMBER, f"{ANY_DAY}, date: 2016-02-03"], OPEN, "due", "2016-08-03", None, None),
    ("one in a month, the next in time", [NOVEMBER, f"{ANY_DAY}, date: 2016-05-01"], "2016-07-31", "met", "2015-12-20", "2015-11", None),
    ("one in a month, the next perhaps", [NOVEMBER, f"{ANY_DAY}, date: 2016-05-30"], "2016-07-31", "unknown", None, None, None),
    ("one in a month, the next too late", [NOVEMBER, f"{ANY_DAY}, date: 2016-05-31"], "2016-07-31", "met_late", "2016-05-01 2016-05-30", "2016-05-31", None),
    ("one on the last day of it, the next too late", [NOVEMBER + "-30", f"{ANY_DAY}, date: 2016-06"], "2016-07-31", "met_late", "2016-05-30", "2016-06", None),
    ("the first in a month that is too late", [f"{ANY_DAY}, date: 2016-01"], "2016-06-30", "met_late", "2015-12-20", "2016-01", None),
    ("two without a day, which one alone is too late", [ANY_DAY, f"{ANY_DAY}, date: 2016-01-10", ANY_DAY], "2016-07-01", "unknown", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "held", "end", "verdict", "limits", "fulfilled", "late"), REVIEWS, ids=[row[0] for row in REVIEWS])
def test_the_limit_where_days_are_not_exact(
    name: str, held: list[str], end: str, verdict: str, limits: str | None, fulfilled: str | None, late: int | None
) -> None:
    rule = GROUPS.replace("10 working days", "3 months").replace("6 weeks", "6 months")
    ended = f", end: {end}" if end else ""
    for order in permutations(held):
        listed = ", ".join(f"{{id: m{i}, {one}}}" for i, one in enumerate(order))
        case = f"extracted: 2016-08-01\ncomplete: all\nplans: [{{id: p, start: 2015-09-20{ended}}}]\nmeetings: [{listed}]\n"
        found = findings_of(rule, case, "2016-08-01")[0]
        between = " ".join(found.limit_between) if found.limit_between else found.limit
        assert (found.verdict, between, found.fulfilled, found.days_late) == (verdict, limits, fulfilled, late)


#: Of several that may stand in several places none is wasted, and the order of the file decides nothing. A question mark: it may be no core group.
PLACED = [
    # name, first within and then every, the days, the end, verdict
    ("three may fill three gaps", "1 week, 1 week", ["", "2016-03", "?2016-03-18", "2016-03-23"], "2016-03-28", "unknown"),
    ("two fill three gaps, the last up to the end", "1 week, 1 week", ["?2016-03-05", "2016-03-11"], "2016-03-18", "unknown"),
    ("two cannot", "1 week, 1 week", ["", "2016-03", "2016-03-23"], "2016-03-28", "met_late"),
    ("the month goes first, then the one of any day", "4 weeks, 1 week", ["", "2016-03", "2016-04-12"], "2016-04-12", "unknown"),
    ("and a day later it does not do", "4 weeks, 1 week", ["", "2016-03", "2016-04-13"], "2016-04-13", "met_late"),
    ("that of one day before that of the month", "2 weeks, 2 weeks", ["?2016-03-12", "?2016-03", "2016-04-08"], "2016-04-08", "unknown"),
    ("one of the month before is none of the gap after", "1 week, 1 week", ["2016-03", "2016-04-16"], "2016-04-20", "met_late"),
    ("the first may come too early for the next", "4 weeks, 1 week", ["2016-03-25", "?2016-03-03"], "2016-03-28", "unknown"),
    ("the first may be on a day that is as good as none", "4 weeks, 1 week", ["2016-03-25", "?2016-03-20"], "2016-03-28", "met"),
    ("none, or one that makes the next overdue", "4 weeks, 1 week", ["?2016-03-03"], "", "unknown"),
    ("the first at the end of its window, though another ends earlier", "4 weeks, 1 week", ["?2016-03-02", "", "2016-04-05"], "2016-04-06", "unknown"),
    ("what must be the first leaves a gap", "6 weeks, 1 week", ["2016-03-05", "2016-04-04"], "2016-04-05", "met_late"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "windows", "held", "end", "verdict"), PLACED, ids=[row[0] for row in PLACED])
def test_in_every_order(name: str, windows: str, held: list[str], end: str, verdict: str) -> None:
    first, every = windows.split(", ")
    rule = GROUPS.replace("10 working days", first).replace("6 weeks", every)
    for order in permutations(held):
        case = groups(*order, end=end, head=WHOLE).replace(", date: }", "}")
        case = re.sub(r"type: core_group, (.*)\?", r"\1", case)
        assert verdicts(rule, case, "2016-05-01" if end else "2016-03-20") == {"/plans/0": verdict}


def test_without_a_limit_of_the_first_it_is_that_of_the_others() -> None:
    rule = GROUPS.replace("    first_within: 10 working days\n", "")
    assert verdicts(rule, groups(head=WHOLE), "2016-04-12") == {"/plans/0": "due"}
    assert verdicts(rule, groups(head=WHOLE), "2016-04-13") == {"/plans/0": "breached"}


def test_the_gap_after_the_first_counts_even_where_the_first_may_be_later() -> None:
    rule = GROUPS.replace("10 working days", "4 weeks").replace("6 weeks", "1 week")
    assert verdicts(rule, groups("2016-03-03", "2016-03-25", end="2016-03-28"), "2016-06-01") == {"/plans/0": "met_late"}
    assert verdicts(rule, groups("2016-03-25", end="2016-03-28"), "2016-06-01") == {"/plans/0": "met"}


def test_counting_inclusive() -> None:
    rule = GROUPS.replace("    until:", "    counting: inclusive\n    until:").replace("10 working days", "2 weeks")
    assert verdicts(rule, groups(head=WHOLE), "2016-03-14") == {"/plans/0": "due"}
    assert verdicts(rule, groups(head=WHOLE), "2016-03-15") == {"/plans/0": "breached"}


# The checks of a condition; while the interval is unset, one is enough.
CHECKS = """\
for_each: [{each: condition, in: conditions}]
require:
  recurrence:
    each: check
    in: condition.monitoring
    at: check.on
    since: condition.set_on
    then_every: unset_span
    until: condition.lifted.on
    ended: condition.lifted
"""


def checks(days: str, lifted: str = "", set_on: str = "set_on: 2016-03-01, ", head: str = "") -> str:
    listed = ", ".join(f"{{on: {day}}}" if day != "?" else "{by: sw}" for day in days.split())
    return f"{head}professionals: [{{id: sw}}]\nconditions: [{{id: c, {set_on}monitoring: [{listed}]{f', lifted: {{{lifted}}}' if lifted else ''}}}]\n"


MONITORED = "extracted: 2016-12-01\ncomplete: [monitoring]\n"
UNSET = [
    ("one is enough", "2016-12-01", checks("2016-03-05"), "met"),
    ("one on the day of judgement", "2016-05-01", checks("2016-05-01"), "met"),
    ("none, on the day of setting", "2016-03-01", checks(""), "due"),
    ("none, the day after", "2016-03-02", checks(""), "not_recorded"),
    ("none, complete", "2016-03-02", checks("", head=MONITORED), "breached"),
    ("one before it was set", "2016-12-01", checks("2016-02-28", head=MONITORED), "breached"),
    ("one on the day of the lifting", "2016-12-01", checks("2016-05-01", "on: 2016-05-01"), "met"),
    ("one after the lifting", "2016-12-01", checks("2016-05-02", "on: 2016-05-01", head=MONITORED), "breached"),
    ("lifted, nobody knows when", "2016-12-01", checks("2016-05-02", "by: sw", head=MONITORED), "unknown"),
    ("a check without a date", "2016-12-01", checks("?", head=MONITORED), "unknown"),
    ("a check in a month around the setting", "2016-12-01", checks("2016-03", set_on="set_on: 2016-03-10, "), "unknown"),
    ("nobody knows when it was set", "2016-12-01", checks("2016-05-02", set_on=""), "unknown"),
    ("a lifting to come is none yet", "2016-12-01", checks("2016-11-30", "on: 2017-01-01"), "met"),
    ("complete through the lifting", "2017-03-01", checks("", "on: 2016-11-30", head=MONITORED), "breached"),
    ("complete only before the lifting", "2017-03-01", checks("", "on: 2017-01-30", head=MONITORED), "not_recorded"),
]


@pytest.mark.parametrize(("name", "as_of", "case", "verdict"), UNSET, ids=[row[0] for row in UNSET])
def test_without_an_interval(name: str, as_of: str, case: str, verdict: str) -> None:
    assert verdicts(CHECKS, case, as_of) == {"/conditions/0": verdict}


def test_with_an_interval() -> None:
    four_weeks = parse_duration("4 weeks")
    case = checks("2016-03-20 2016-04-15 2016-05-10", "on: 2016-05-20", head=MONITORED)
    assert verdicts(CHECKS, case, "2016-12-01", unset_span=four_weeks) == {"/conditions/0": "met"}
    assert verdicts(CHECKS, case, "2016-12-01", unset_span=parse_duration("3 weeks")) == {"/conditions/0": "met_late"}
    assert verdicts(CHECKS, case, "2016-12-01", unset_span=parse_duration("1 week")) == {"/conditions/0": "breached"}
    undated = checks("2016-03-20 ? 2016-05-10", "on: 2016-05-20", head=MONITORED)
    assert verdicts(CHECKS, undated, "2016-12-01", unset_span=four_weeks) == {"/conditions/0": "unknown"}


def required(*more: str, until: str = "until: plan.end", every: str = "6 weeks") -> str:
    asked = ", ".join(["each: meeting, in: meetings, at: meeting.date, since: plan.start", f"then_every: {every}", *([until] if until else []), *more])
    return f"for_each: [{{each: plan, in: plans}}]\nrequire: {{recurrence: {{{asked}}}}}\n"


GIVEN_UP = "{id: p, start: 2016-05-20, referral_reason: {reasons: [neglect]}}"
"""The plan has a mapping that says something: read here as what says that it ended."""
ENDS = [
    # name, the rule, the plan, its meetings, verdict on 10 June
    ("it ends on the day of judgement", required(), "{id: p, start: 2016-05-20, end: 2016-06-10}", "", "met"),
    ("it ends the day after", required(), "{id: p, start: 2016-05-20, end: 2016-06-11}", "", "due"),
    ("without an interval, it ends later", required(every="unset_span"), "{id: p, start: 2016-05-20, end: 2016-07-01}", "", "breached"),
    ("without an interval, it ends on that day", required(every="unset_span"), "{id: p, start: 2016-05-20, end: 2016-06-10}", "", "breached"),
    ("without an interval, this month, and it ends later", required(every="unset_span"), "{id: p, start: 2016-05-20, end: 2016-06-20}",
     "{id: m, date: 2016-06}", "unknown"),
    ("it ended, nobody asks when", required("ended: plan.referral_reason", until="", every="1 week"), GIVEN_UP, "", "unknown"),
    ("it ended, nobody wrote when", required("ended: plan.referral_reason", every="1 week"), GIVEN_UP, "", "unknown"),
    ("it ended, nobody wrote when, in time", required("ended: plan.referral_reason"), GIVEN_UP, "", "met"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "rule", "plan", "meetings", "verdict"), ENDS, ids=[row[0] for row in ENDS])
def test_how_it_ends(name: str, rule: str, plan: str, meetings: str, verdict: str) -> None:
    case = f"extracted: 2016-06-15\ncomplete: [meetings, plans]\nplans: [{plan}]\nmeetings: [{meetings}]\n"
    assert verdicts(rule, case, "2016-06-10") == {"/plans/0": verdict}
    open_ended = verdicts(rule, case.replace(", plans]", "]"), "2016-06-10")  # what is missing then is held in full
    assert open_ended == {"/plans/0": verdict}


def test_an_end_that_is_an_attribute_nobody_wrote_leaves_no_gap() -> None:
    rule = required(every="1 week", until="until: action.due").replace("plan.start", "action.set_on")
    rule = rule.replace("each: plan, in: plans", "each: action, in: plans.actions")
    case = "extracted: 2016-06-15\ncomplete: [meetings, plans, actions]\nplans: [{id: p, actions: [{id: a, set_on: 2016-05-20}]}]\nmeetings: []\n"
    assert verdicts(rule, case, "2016-06-10") == {"/plans/0/actions/0": "breached"}


def test_two_lengths_that_nobody_set_are_both_named(tmp_path: Path) -> None:
    more = BOOK.replace("  unset_number:", "  unset_first: {kind: duration, about: x}\n  unset_number:")
    files = {"rulebook.yaml": more, "R.yaml": rule_text(required("first_within: unset_first", every="unset_span"))}
    book = load_files(files, tmp_path)
    said = "Counted from the start of the plan. How often is not set (unset_first and unset_span). Until somebody sets it, one is enough."
    assert tell(book.rules[0], book).when[0] == said


BEFORE = [  # what was held, the end, the day of judgement; the verdict, and what the message adds
    (("2016-03-16",), "", "2016-03-17", "due", "one before came too late: it was owed by 2016-03-15"),
    (("2016-03-15", "2016-04-27"), "", "2016-05-01", "due", "one before came too late: it was owed by 2016-04-26"),
    (("2016-03-15", "2016-04-26"), "", "2016-05-01", "due", ""),
    (("2016-03-15", "2016-04"), "", "2016-05-01", "due", ""),
    (("2016-03", "2016-05-20"), "", "2016-05-21", "due", "one before came too late: it was owed by 2016-03-15 to 2016-04-26"),
    (("2016-03-16", "2016-04-01"), "", "2016-06-01", "not_recorded", "one before came too late: it was owed by 2016-03-15"),
    ((), "", "2016-03-15", "due", ""),
    ((), "2016-03-14", "2016-06-01", "met", "it ended before the first was owed"),
    (("2016-03-02",), "2016-03-14", "2016-06-01", "met", ""),
]


@pytest.mark.parametrize(("held", "end", "day", "verdict", "more"), BEFORE)
def test_what_was_late_before_is_said_of_what_comes_next(held: tuple[str, ...], end: str, day: str, verdict: str, more: str) -> None:
    (found,) = findings_of(GROUPS, groups(*held, end=end), day)
    assert found.verdict == verdict
    assert found.message.endswith(f" ({more})") if more else "(one before" not in found.message and "(it ended" not in found.message
