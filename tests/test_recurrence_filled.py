"""`recurrence`, where days are not exact, against the same record filled in: every way to fill it must bear out what is said without.

The filled ones are judged by ``plainly``, which knows whole days alone. It is held against the engine on records of whole days first.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import product
from typing import Any, NamedTuple

import pytest

from records import record
from scr_check.dates import When, add, parse_duration, parse_when, span
from scr_check.engine import Run
from scr_check.findings import Finding
from tabling import book_of

RULE = """for_each: [{each: plan, in: plans}]
require:
  recurrence: {each: meeting, in: meetings, where: meeting.type == "core_group", at: meeting.date, since: plan.start, FIRST, EVERY, until: plan.end}
"""
FIRST_DAY = date(2016, 3, 1)
LAST_DAY = date(2016, 5, 31)
PERIODS = [("10 days", "10 days"), ("1 week", "3 weeks"), ("4 weeks", "1 week"), ("1 month", "5 working days"), ("3 days", "6 weeks")]
"""To the first, and then from one to the next: as long, longer, shorter."""


class Said(NamedTuple):
    """A verdict, its limit (the first and the last day of it) and, of what came too late, the day."""

    verdict: str
    limit: tuple[date, date] | None
    fulfilled: str | None


class Case(NamedTuple):
    """Start, end and entries as a record writes them (empty: no date; a question mark: it may be something else); the day of judgement."""

    start: str
    end: str
    held: tuple[str, ...]
    day: date
    complete: bool = True

    def judged(self, first: str, every: str) -> Said:
        """What the engine says."""
        meetings = [_entry(f"m{i}", one) for i, one in enumerate(self.held)]
        plan = {"id": "p", "start": self.start, **({"end": self.end} if self.end else {})}
        known = {"extracted": self.day.isoformat(), "complete": "all"} if self.complete else {}
        case = record({"format": "case/1", "case": "x", "plans": [plan], "meetings": meetings, **known})
        book = book_of(RULE.replace("FIRST", f"first_within: {first}").replace("EVERY", f"then_every: {every}"))
        finding: Finding = Run(case, book, self.day).findings(book.rules)[0][0]
        assert not finding.failed, finding.message
        ends = (finding.limit, finding.limit) if finding.limit else finding.limit_between
        return Said(finding.verdict.value, ends and (date.fromisoformat(ends[0]), date.fromisoformat(ends[1])), finding.fulfilled)


def _entry(name: str, said: str) -> dict[str, Any]:
    day = said.lstrip("?")
    return {"id": name, **({} if said.startswith("?") else {"type": "core_group"}), **({"date": day} if day else {})}


@cache
def after(day: date, period: str) -> date:
    limit = add(span(day, day), parse_duration(period))
    assert isinstance(limit, When)
    return limit.last


def plainly(case: Case, start: date, end: date | None, days: tuple[date | None, ...], first: str, every: str) -> Said:
    """What is right where every day is known; ``None`` is no core group."""
    end = end if end is not None and end <= case.day else None
    held = sorted({day for day in days if day is not None and start <= day <= (end or case.day)})
    limits = [after(start, first), *(after(day, every) for day in held)]
    if end is None or end > limits[-1]:
        overdue = "breached" if case.complete else "not_recorded"
        return Said(overdue if case.day > limits[-1] else "due", (limits[-1], limits[-1]), None)
    late = next(((limit, day) for limit, day in zip(limits, held, strict=False) if day > limit), None)
    if late is not None:
        return Said("met_late", (late[0], late[0]), late[1].isoformat())
    return Said("met", (limits[0], limits[0]), held[0].isoformat()) if held else Said("met", None, None)


def each_day(said: str) -> list[date | None]:
    """Every day on which it may have been, of those that matter."""
    day = said.lstrip("?")
    when = parse_when(day) if day else span(FIRST_DAY - timedelta(days=9), LAST_DAY)
    days: list[date | None] = [when.first + timedelta(days=n) for n in range((when.last - when.first).days + 1)]
    return [*days, None] if said.startswith("?") else days


def filled(case: Case, first: str, every: str) -> Iterator[Said]:
    """What is right for each way to fill in what is not known."""
    ends = each_day(case.end) if case.end else [None]
    for start, end, *days in product(each_day(case.start), ends, *map(each_day, case.held)):
        assert start is not None
        yield plainly(case, start, end, tuple(days), first, every)


def some(seed: int, number: int, inexact: int, frame: bool = False) -> Iterator[Case]:
    """Cases with this many entries that are not exact; ``frame``: the start or the end is not, either."""
    luck = random.Random(seed)

    def near(low: int, high: int) -> str:
        return (FIRST_DAY + timedelta(days=luck.randint(low, high))).isoformat()

    for _ in range(number):
        vague = [luck.choice(["", "2016-03", "2016-04", f"?{near(-3, 60)}", "2016-02"]) for _ in range(inexact)]
        held = [*vague, *(near(-3, 70) for _ in range(luck.randint(0, 3)))]
        luck.shuffle(held)
        start, end = near(0, 20), luck.choice(["", near(15, 70), near(15, 70)])
        if frame:
            start, end = luck.choice([("2016-03", end), (start, "2016-04")])
        yield Case(start, end, tuple(held), FIRST_DAY + timedelta(days=luck.randint(20, 91)), luck.random() < 0.8)


@pytest.mark.parametrize(("first", "every"), PERIODS)
def test_whole_days(first: str, every: str) -> None:
    for case in some(1, 60, 0):
        assert [case.judged(first, every)] == list(filled(case, first, every))


@pytest.mark.parametrize(("first", "every"), PERIODS)
@pytest.mark.parametrize(("seed", "number", "inexact"), [(2, 120, 1), (3, 30, 2)])
def test_what_is_said_holds_however_it_is_filled_in(first: str, every: str, seed: int, number: int, inexact: int) -> None:
    for case in some(seed, number, inexact):
        said, right = case.judged(first, every), set(filled(case, first, every))
        assert case._replace(held=case.held[::-1]).judged(first, every) == said
        verdicts = {one.verdict for one in right}
        assert said.verdict == (verdicts.pop() if len(verdicts) == 1 else "unknown"), (case, right)
        limits = [one.limit[0] for one in right if one.limit is not None]
        if said.verdict != "unknown" and said.limit is not None:
            assert said.limit == (min(limits), max(limits)), (case, right)


@pytest.mark.parametrize(("first", "every"), PERIODS)
def test_where_the_start_or_the_end_is_not_exact_what_is_said_holds(first: str, every: str) -> None:
    for case in some(4, 25, 1, frame=True):
        said, right = case.judged(first, every), set(filled(case, first, every))
        assert said.verdict == "unknown" or {one.verdict for one in right} == {said.verdict}, (case, right)
        if said.verdict != "unknown" and said.limit is not None:
            assert all(one.limit is None or said.limit[0] <= one.limit[0] <= said.limit[1] for one in right), (case, right)
