"""Held for: evidence that shows something over a whole period, nothing refuting it, no gap longer than a limit.

The period runs from the first showing to the last: it must be at least as long as asked. A refutation, on its first or last day too, breaks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from scr_check.classes import dataclass
from scr_check.dates import Duration, Unreckoned, When, add, span
from scr_check.expression import Expression
from scr_check.judgement import Judgement
from scr_check.logic import Place, Truth, Unknown, join_all
from scr_check.ranging import Range

if TYPE_CHECKING:
    from scr_check.building import Builder
    from scr_check.specs.parts import HeldSpec


@dataclass(slots=True)
class HeldReading:
    """``surely``: the day on which it was surely shown long enough; ``perhaps``: the first day on which it may have been; ``why`` not known."""

    surely: date | None = None
    perhaps: date | None = None
    why: Unknown | None = None
    refuted: bool = False
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """Compiled."""

    range: Range
    where: Expression
    against: Expression | None
    at: Expression
    duration: Expression | Callable[[Any], Duration | None]
    parameter: str
    gap: Callable[[Any], Duration | None] | None
    gap_name: str

    def read(self, c: Judgement, bound: tuple[Any, ...]) -> HeldReading:
        """When it was shown for long enough, surely and perhaps. Evidence that is not in the file shows nothing."""
        shows: list[tuple[date, date]] = []
        maybe: list[tuple[date, date]] = []
        against: list[tuple[date, date]] = []
        against_maybe: list[tuple[date, date]] = []
        reading = HeldReading()
        for entry in self.range.over(c, bound).items:
            first, last, exact = self._when(c, bound, entry)
            if first > c.day:  # the entry is there, but what it shows has not happened yet
                continue
            match: Truth = self.where(c, *bound, entry)
            refutes: Truth = False if self.against is None else self.against(c, *bound, entry)
            if match is not False:
                (shows if match is True and exact and c.weight(entry, True) is True else maybe).append((first, last))
                reading.places += ((entry, self.at.own),)
            if refutes is not False:
                (against if refutes is True and exact else against_maybe).append((first, last))
        reading.refuted = bool(against)
        self._settle(c, bound, reading, shows, maybe, against, against_maybe)
        return reading

    def _when(self, c: Judgement, bound: tuple[Any, ...], entry: Any) -> tuple[date, date, bool]:
        when = self.at(c, *bound, entry)
        if isinstance(when, When):
            return when.first, min(when.last, c.day), when.exact
        return date.min, c.day, False

    def _settle(self, c: Judgement, bound: tuple[Any, ...], reading: HeldReading, shows: list[tuple[date, date]],
                maybe: list[tuple[date, date]], against: list[tuple[date, date]], against_maybe: list[tuple[date, date]]) -> None:  # fmt: skip
        duration = self.duration(c, *bound) if isinstance(self.duration, Expression) else self.duration(c)
        known = isinstance(duration, Duration)
        gap = self.gap(c) if self.gap is not None else None
        bounded = self.gap is None or gap is not None
        early = [first for first, _ in maybe] + [last for _, last in maybe]
        days = sorted([d for d, _ in shows] + early)
        beyond = any(_end(day, one) == date.max for one in (duration, gap) if isinstance(one, Duration) for day in days[:-1])
        if known and bounded and not beyond:
            reading.surely = released([d for d, _ in shows], against + against_maybe, duration, gap)
        length = duration if known and not beyond else None
        # At best, a piece of evidence without an exact day stands wherever it helps, and none breaks the period but what surely refutes.
        reading.perhaps = released(days, against, length, gap if not maybe and not beyond else None)
        if reading.perhaps != reading.surely:
            reading.why = join_all(self._whys(duration, bounded, beyond, reading))

    def _whys(self, duration: Any, bounded: bool, beyond: bool, reading: HeldReading) -> Iterator[Unknown]:
        if beyond:
            yield Unknown(reason="the period lies beyond the known bank holidays")
            return
        if not bounded:
            yield Unknown(unset=(self.gap_name,))
        if not isinstance(duration, Duration):
            yield duration if isinstance(duration, Unknown) else Unknown(unset=(self.parameter,))
        elif bounded:
            yield Unknown(missing=reading.places)


def released(shows: list[date], refuting: list[tuple[date, date]], duration: Duration | None, gap: Duration | None) -> date | None:
    """The first day on which it had been shown for long enough; None: on none. Without a duration, the first showing (at best).

    ``refuting``: the first and last day on which each refutation may fall: it breaks every period that has one of them.
    """
    start: date | None = None
    previous: date | None = None
    for day in sorted(set(shows)):
        if previous is not None and _reaches(previous, gap) < day:
            start = None
        if start is None or any(first <= day and start <= last for first, last in refuting):
            start = None if any(first <= day <= last for first, last in refuting) else day
        previous = day
        if start is not None and (duration is None or _end(start, duration) <= day):
            return day
    return None


def _reaches(day: date, gap: Duration | None) -> date:
    return date.max if gap is None else _end(day, gap)


def _end(day: date, duration: Duration) -> date:
    result = add(span(day, day), duration)
    return date.max if isinstance(result, Unreckoned) else result.first


def build_held(spec: HeldSpec, b: Builder) -> Held:
    """The compiled reading of evidence."""
    range_ = b.range(spec.in_, "in")
    inner = b.bound(**{spec.each: range_.item})
    return Held(
        range_,
        inner.condition(spec.where, "where"),
        inner.condition(spec.against, "against") if spec.against else None,
        inner.date(spec.at, "at"),
        b.value(spec.for_, "for") if "." in spec.for_ else b.duration(spec.for_, "for"),
        spec.for_,
        b.duration(spec.max_gap, "max_gap") if spec.max_gap else None,
        spec.max_gap or "",
    )
