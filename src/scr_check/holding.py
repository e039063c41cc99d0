"""Held for: evidence that shows something over a whole period, nothing refuting it, no gap longer than a limit.

The period runs from the first showing to the last: it must be at least as long as asked. A refutation, on its first or last day too, breaks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from scr_check.classes import dataclass, field
from scr_check.dates import Duration, Unreckoned, When, add, span
from scr_check.expression import Expression
from scr_check.judgement import Judgement
from scr_check.logic import Place, Truth, Unknown, join_all, spoken
from scr_check.ranging import Range

if TYPE_CHECKING:
    from scr_check.building import Builder
    from scr_check.specs.parts import HeldSpec


@dataclass(frozen=True, slots=True)
class HeldReading:
    """``surely``: the day on which it was surely shown long enough; ``perhaps``: the first day on which it may have been; ``why`` not known.

    ``refuted``: the days on which each refutation surely falls. ``holes``: where a showing would be written that is not.
    """

    surely: date | None
    perhaps: date | None
    why: Unknown | None
    refuted: tuple[date, ...]
    places: tuple[Place, ...]
    holes: tuple[Place, ...] = ()


@dataclass(slots=True)
class _Evidence:
    """The first and last day on which each piece may fall: of what surely shows it, may show it, surely refutes it, may refute it.

    ``places``: where the days stand. ``unsure``: what would tell more of a piece. ``holes``: happenings that nobody recorded.
    """

    shows: list[tuple[date, date]] = field(default_factory=list)
    maybe: list[tuple[date, date]] = field(default_factory=list)
    against: list[tuple[date, date]] = field(default_factory=list)
    against_maybe: list[tuple[date, date]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    unsure: list[Unknown] = field(default_factory=list)
    holes: list[Place] = field(default_factory=list)


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

    def read(self, c: Judgement, bound: tuple[Any, ...], counts: Callable[[When], Truth] | None = None) -> HeldReading:
        """When it was shown for long enough, surely and perhaps. Evidence that is not in the file shows nothing.

        ``counts``: does a piece of this day count, for it comes since what starts the clock? Without it, all do.
        """
        ranged = self.range.over(c, bound)
        found = self._gathered(c, bound, ranged.items, counts)
        duration = self.duration(c, *bound) if isinstance(self.duration, Expression) else self.duration(c)
        known, gap = isinstance(duration, Duration), self.gap(c) if self.gap is not None else None
        bounded = self.gap is None or gap is not None
        days = sorted([day for day, _ in found.shows] + [day for both in found.maybe for day in both])
        beyond = any(_end(day, one) == date.max for one in (duration, gap) if isinstance(one, Duration) for day in days[:-1])
        surely, unseen = None, ranged.unknown
        if known and bounded and not beyond and (unseen is None or self.against is None):
            surely = released([day for day, _ in found.shows], found.against + found.against_maybe, duration, gap)
        # At best, a piece of evidence without an exact day stands wherever it helps, and none breaks the period but what surely refutes.
        perhaps = released(days, found.against, duration if known and not beyond else None, None if found.maybe else gap)
        if unseen is not None:  # nobody can tell where to look: it may have been shown from the beginning
            return HeldReading(surely, date.min, unseen, (), tuple(found.places))
        why = join_all(self._whys(duration, bounded, beyond, found.unsure)) if perhaps != surely else None
        refuted = tuple(last for _, last in found.against)
        return HeldReading(surely, perhaps, why, refuted, tuple(found.places), tuple(found.holes))

    def _gathered(self, c: Judgement, bound: tuple[Any, ...], entries: list[Any], counts: Callable[[When], Truth] | None) -> _Evidence:
        found = _Evidence()
        for entry in entries:
            when = self.at(c, *bound, entry)
            if when is None or (isinstance(when, Unknown) and when.silent):  # a happening that is not recorded shows nothing
                found.holes += when.missing if when is not None else ()
                continue
            if isinstance(when, When) and when.first > c.day:  # the entry is there, but what it shows has not happened yet
                continue
            days = span(when.first, min(when.last, c.day)) if isinstance(when, When) else span(date.min, c.day)
            match: Truth = self.where(c, *bound, entry)
            refutes: Truth = False if self.against is None else self.against(c, *bound, entry)
            since: Truth = True if counts is None else counts(days)
            if (match is False and refutes is False) or since is False:
                continue
            self._sorted(found, (entry, c.weight(entry, True)), days, when, (match, refutes, since))
        return found

    def _sorted(self, found: _Evidence, there: tuple[Any, Truth], days: When, when: Any, truths: tuple[Truth, Truth, Truth]) -> None:
        (entry, weight), (match, refutes, since) = there, truths
        place = entry, self.at.own
        found.places.append(place)
        exact = isinstance(when, When) and when.exact and since is True
        found.unsure += [one for one in (match, refutes, weight, since) if isinstance(one, Unknown)]
        if not isinstance(when, When):
            found.unsure.append(when)
        elif not when.exact:
            found.unsure.append(Unknown(missing=(place,)))
        both = days.first, days.last
        if match is not False:
            (found.shows if match is True and exact and weight is True else found.maybe).append(both)
        if refutes is not False:
            (found.against if refutes is True and exact else found.against_maybe).append(both)

    def _whys(self, duration: Any, bounded: bool, beyond: bool, unsure: list[Unknown]) -> Iterator[Unknown]:
        if beyond:
            yield Unknown(reason="the period lies beyond the known bank holidays")
            return
        if not bounded:
            yield Unknown(unset=(self.gap_name,))
        if not isinstance(duration, Duration):
            yield duration if isinstance(duration, Unknown) else Unknown(unset=(self.parameter,))
        elif bounded:
            yield from map(spoken, unsure)


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
    from scr_check import kinds as k  # noqa: PLC0415  (only when a rule is loaded)

    range_ = b.range(spec.in_, "in")
    inner = b.naming(spec.each, range_.item)
    duration = b.value(spec.for_, "for") if "." in spec.for_ else b.duration(spec.for_, "for")
    if isinstance(duration, Expression) and not isinstance(duration.kind, k.Span):
        b.fault(f"a duration is wanted, not {duration.kind.said()}", "for")
    return Held(
        range_,
        inner.condition(spec.where, "where"),
        inner.condition(spec.against, "against") if spec.against else None,
        inner.date(spec.at, "at"),
        duration,
        spec.for_,
        b.duration(spec.max_gap, "max_gap") if spec.max_gap else None,
        spec.max_gap or "",
    )
