"""Gaps between days that are not all known: what is owed next, and whether one was too long, wherever the days are."""

from __future__ import annotations

from datetime import date
from heapq import heappop, heappush
from itertools import accumulate

from scr_check.classes import dataclass
from scr_check.dates import Duration, Unreckoned, When, add, span
from scr_check.verdicts import Found, Outcome


@dataclass(frozen=True, slots=True)
class Gaps:
    """From one day to the next, where some days are known as intervals. What is found holds wherever in them the days are.

    ``sure``: what is surely held, in order of the first days; ``perhaps``: what may be. A later day never has an earlier limit: so the earliest
    limit comes of the fewest and earliest days, and the latest of all of them at their latest. But for one: after the first the limit may be
    earlier than that of the first itself, so one that may be the first can do harm.
    """

    start: When
    sure: list[When]
    perhaps: list[When]
    first: Duration
    every: Duration
    inclusive: bool

    def reckoned(self) -> bool:
        """Can all limits be reckoned? They can if the first and the last can."""
        return date.max not in (self._at_first(self.start.first), self._at_first(self.start.last), *self._latest())

    def _at_first(self, start: date) -> date:
        return _limit(start, self.first, self.inclusive)

    def _after(self, day: date) -> date:
        return _limit(day, self.every, self.inclusive)

    def owed_at_last(self) -> When:
        """The limit after the last of them, or of the first where there is none: from the earliest that it may be to the latest."""
        if self.sure:
            return span(self._after(self.sure[-1].first), *self._latest())
        return span(min([self._at_first(self.start.first), *self._soonest()]), max([self._at_first(self.start.last), *self._latest()]))

    def _soonest(self) -> list[date]:
        """The limit after the earliest that may be held; nothing without one."""
        return [self._after(min(one.first for one in self.perhaps))] if self.perhaps else []

    def _latest(self) -> list[date]:
        """The limit after the latest of all; nothing without one."""
        days = [one.last for one in (*self.sure, *self.perhaps)]
        return [self._after(max(days))] if days else []

    def in_time(self, end: date) -> Outcome:
        """It ended in time after the last of them: were the others in time? ``end``: the earliest that it may have ended."""
        low = self._missed()
        if low is None:
            limit = span(self._at_first(self.start.first), self._at_first(self.start.last))
            return Outcome(Found.SURELY, limit, fulfilled=self.sure[0]) if self.sure else Outcome(Found.SURELY, detail="it ended before the first was owed")
        high = self._out_of_reach(end)
        if high is None:
            return Outcome(Found.POSSIBLY)
        return Outcome(Found.LATE, span(low, high), fulfilled=next(day for day in self.sure if day.first > high))

    def late_before(self) -> str:
        """That one of those held came too late, if one surely did: what comes next does not tell."""
        low, high = self._missed(), self._out_of_reach(self.sure[-1].first) if self.sure else None
        return f"one before came too late: it was owed by {span(low, high).text}" if low is not None and high is not None else ""

    def _missed(self) -> date | None:
        """The earliest limit that may be missed: after a day and all before it at their earliest, with all that come later at their latest."""
        later = list(accumulate((day.last for day in reversed(self.sure)), min))[::-1]
        limits = [(limit, later[0]) for limit in (self._at_first(self.start.first), *self._soonest()) if later]
        limits += [(self._after(self.sure[n].first), following) for n, following in enumerate(later[1:])]
        return min((limit for limit, following in limits if limit < following), default=None)

    def _out_of_reach(self, end: date) -> date | None:
        """The limit that is missed wherever each day stands; None where every gap up to the end can be in time."""
        coming = sorted((*self.sure, *self.perhaps), key=lambda day: day.first, reverse=True)
        at, reached = date.min, list[date]()
        limit = min([self._at_first(self.start.last), *(day.last for day in self.sure)])  # the first of them is no later
        while limit < end:
            while coming and coming[-1].first <= limit:
                heappush(reached, coming.pop().last)
            further = self._furthest(at, limit, reached)
            if further is None:
                return limit
            at, limit = further, self._after(further)
        return None

    def _furthest(self, at: date, limit: date, reached: list[date]) -> date | None:
        """The day up to the limit from which to go on: the latest of those that end by it, else the limit itself, with the one that would end first.

        None is lost by that: one that would end later can still stand where this one could, and further on.
        """
        last = at
        while reached and reached[0] <= limit:
            last = heappop(reached)
        if last > at and self._after(last) >= limit:
            return last
        if not reached:
            return None
        heappop(reached)
        return limit


def _limit(day: date, duration: Duration, inclusive: bool) -> date:
    """The last day of the period; the calendar's last where that cannot be reckoned."""
    result = add(span(day, day), duration, inclusive=inclusive)
    return date.max if isinstance(result, Unreckoned) else result.first
