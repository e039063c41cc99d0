"""The clock of a duty: what starts it, its limit, and whether the limit has passed on the day of judgement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

from scr_check.classes import dataclass
from scr_check.dates import Duration, Unreckoned, When, add, span
from scr_check.expression import Expression
from scr_check.judgement import Judgement
from scr_check.logic import Place, Truth, Unknown, spoken
from scr_check.own import exactly, places_along
from scr_check.ranging import Range

if TYPE_CHECKING:
    from scr_check.building import Builder
    from scr_check.specs.parts import ClockSpec, NextSpec


@dataclass(slots=True)
class Reading:
    """The clock for one binding. ``limit`` None: no limit (unset, or not there yet). ``why``: it hangs on a value that is not known."""

    anchor: When | None = None
    limit: When | None = None
    why: Unknown | None = None
    unset: tuple[str, ...] = ()
    #: The duty has no end yet: the date by which it is owed does not exist (no next meeting).
    open: bool = False
    later: bool = False
    places: tuple[Place, ...] = ()
    #: What would tell which is the next.
    undecided: tuple[Place, ...] = ()

    def inexact(self) -> tuple[Place, ...]:
        """Where the values stand that would make the limit exact."""
        return (*self.undecided, *(place for place in self.places if not exactly(*place)))

    def passed(self, day: date) -> bool | None:
        """Has the limit passed? None: cannot tell. Without a number, the day of the trigger is the last day of grace."""
        if self.open:
            return False
        last = self.limit or self.anchor
        assert last is not None  # a clock that is not open has one of the two
        if day <= last.first:
            return False
        return True if day > last.last else None

    def covered(self, c: Judgement, whole: bool) -> bool | None:
        """Do the sections looked in, if declared complete, hold everything through the limit? None: cannot tell."""
        if not whole or c.extracted is None:
            return False
        if self.limit is None:
            return c.reaches
        if c.extracted >= self.limit.last:
            return True
        return False if c.extracted < self.limit.first else None


@dataclass(frozen=True, slots=True)
class Next:
    """The next of some entries, compiled."""

    range: Range
    where: Expression | None
    at: Expression

    def date(self, c: Judgement, bound: tuple[Any, ...], start: When) -> tuple[When | None, tuple[Place, ...]]:
        """Its date, and what would tell it: an interval where it is not known which is the next, without an end (``date.max``) where none surely is.

        None: there is none yet.
        """
        doubts: list[tuple[date, Any, tuple[Place, ...]]] = []
        tomorrow, soonest, latest = start.first + timedelta(days=1), date.max, date.max
        found = self.range.over(c, bound, later=True)
        by_day = found.listing(self.where, c, bound).dated(self.at.own)
        in_order = by_day.since(tomorrow)
        for entry in chain(c.look(by_day.others), in_order):
            when = self.at(c, *bound, entry)
            if when is None:  # it has surely not come to that
                continue
            known = isinstance(when, When)
            if known and in_order and latest < when.first == when.last:
                break  # and so are all that follow
            match: Truth = True if self.where is None else self.where(c, *bound, entry)
            if match is False or (known and when.last <= start.first):
                continue
            first = max(when.first, tomorrow) if known else tomorrow
            soonest = min(soonest, first)
            doubts.append((first, entry, self._doubts(entry, match, when)))
            if match is True and known and when.first > start.last:
                latest = min(latest, when.last)
        if found.unknown is not None:  # it may be any that stands where nobody can look
            soonest = tomorrow
        limit = None if soonest == date.max else span(soonest, latest) if latest < date.max else When(soonest, latest, f"{soonest} or later")
        told = {id(entry): places for first, entry, places in doubts if first < latest and places}
        where = found.unknown.missing if found.unknown is not None else ()
        return limit, where + tuple(place for entry in (found.items if told else ()) for place in told.get(id(entry), ()))

    def _doubts(self, entry: Any, match: Truth, when: Any) -> tuple[Place, ...]:
        """What nobody wrote, or not exactly, of one that may be the next."""
        places = match.missing if isinstance(match, Unknown) else ()
        if isinstance(when, Unknown):
            return places + when.missing
        return places if when.exact else (*places, (entry, self.at.own))


@dataclass(frozen=True, slots=True)
class Clock:
    """A compiled clock."""

    since: Expression | None
    after: Expression | None
    by: Expression | None
    next: Next | None
    duration: Callable[[Any], Duration | None] | None
    parameter: str
    inclusive: bool
    names: tuple[str, ...]

    def places(self, c: Judgement, bound: tuple[Any, ...]) -> tuple[Place, ...]:
        """Where the dates stand that it counts from, or that it is owed by."""
        reads = [one.reads for one in (self.since, self.after, self.by) if one is not None]
        return tuple(place for paths in reads for place in places_along(c, self.names, bound, paths))

    def plain(self, c: Judgement, bound: tuple[Any, ...]) -> tuple[When | None, When | None] | None:
        """The day that starts it and the day by which it is owed, where the rule has them; None where either is not known, or is no single day."""
        if self.next is not None:
            return None
        start = self.since if self.since is not None else self.after
        begun: Any = None if start is None else start.run(c, *bound)
        if start is not None and not _one_day(begun):
            return None
        limit: Any = self._reckoned(c, begun) if self.by is None else self.by.run(c, *bound)
        return (begun, limit) if _one_day(limit) or (limit is None and self.by is None) else None

    def _reckoned(self, c: Judgement, start: When) -> When | Unreckoned | None:
        """The limit from a day that is known; None without one. Reckoned once for each day."""
        duration = self.duration(c) if self.duration is not None else None
        if duration is None:
            return None
        key = (start.first, duration.count, duration.unit, self.inclusive)
        known = c.limits.get(key)
        if known is None:
            known = c.limits[key] = add(start, duration, inclusive=self.inclusive)
        return known

    def read(self, c: Judgement, bound: tuple[Any, ...]) -> Reading:
        """The clock for these entries."""
        reading = Reading(places=self.places(c, bound))
        start = self.since or self.after
        if start is not None:
            self._started(start, c, bound, reading)
        if reading.why is None:
            self._limited(c, bound, reading)
        return reading

    def _started(self, start: Expression, c: Judgement, bound: tuple[Any, ...], reading: Reading) -> None:
        value = start(c, *bound)
        if value is None or value.__class__ is Unknown:
            # A trigger that is not dated: the limit is unknown, however complete the section is.
            nothing = Unknown(reason="nothing says from which day it counts")
            reading.why = nothing if value is None else spoken(value)
            return
        reading.anchor = value
        reading.later = self.by is None and value.first > c.day
        if self.next is not None:
            reading.limit, reading.undecided = self.next.date(c, bound, value)
            reading.open = reading.limit is None

    def _limited(self, c: Judgement, bound: tuple[Any, ...], reading: Reading) -> None:
        if self.next is not None:
            return
        if self.by is not None:
            value = self.by(c, *bound)
            if value is None:
                reading.open = True
            elif value.__class__ is Unknown:
                reading.why = spoken(value)
            else:
                reading.limit = value
            return
        duration = self.duration(c) if self.duration is not None else None
        if duration is None:
            reading.unset = (self.parameter,) if self.parameter else ()
            return
        assert reading.anchor is not None
        limit = add(reading.anchor, duration, inclusive=self.inclusive)
        if isinstance(limit, Unreckoned):
            reading.why = Unknown(reason=limit.reason)
        else:
            reading.limit = limit


def _one_day(value: Any) -> bool:
    return value.__class__ is When and value.first == value.last


def build_clock(spec: ClockSpec, b: Builder) -> Clock:
    """The clock of a spec; faults are noted in the builder."""
    if spec.since and spec.after:
        b.fault("either since or after, not both", "after")
    if spec.within and spec.by:
        b.fault("either within or by, not both", "by")
    if spec.within and not (spec.since or spec.after):
        b.fault("within counts from a date: say since or after", "within")
    if not (spec.since or spec.after or spec.by):
        b.fault("a clock needs since, after or by")
    if spec.by_next and (spec.by or spec.within or not spec.since):
        b.fault("by_next goes with since, and instead of by and within", "by_next")
    return Clock(
        b.date(spec.since, "since") if spec.since else None,
        b.date(spec.after, "after") if spec.after else None,
        b.date(spec.by, "by") if spec.by else None,
        _build_next(spec.by_next, b.at("by_next")) if spec.by_next else None,
        b.duration(spec.within, "within") if spec.within else None,
        spec.within or "",
        spec.counting == "inclusive",
        tuple(b.scope.bound),
    )


def _build_next(spec: NextSpec, b: Builder) -> Next:
    range_ = b.range(spec.in_, "in")
    inner = b.naming(spec.each, range_.item)
    return Next(range_, inner.condition(spec.where, "where", raw=True, of=spec.each) if spec.where else None, inner.date(spec.at, "at"))
