"""What a drawing of a case is made of, and time across it: shared by the picture (``drawing``) and by the terminal (``timeline_text``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from scr_check.classes import dataclass

LEFT, RIGHT = 3.0, 97.0
"""Percent of the width between which time runs."""
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
"""Months from one tick to the next."""
_DAYS: Final = (10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000)
"""Days from one tick to the next, where days are told."""


@dataclass(frozen=True, slots=True)
class Badge:
    """A flag on the drawing: its mark, how many findings, where it leads (empty: nowhere), its own id, what it says when asked."""

    mark: str
    count: int
    href: str
    id: str
    says: str


@dataclass(frozen=True, slots=True)
class Shape:
    """An entry to draw: a bar from ``first`` to ``last`` (None: it goes on), or a mark on ``first`` (None: no date)."""

    label: str
    code: str
    bar: bool
    first: date | None
    last: date | None
    exact: bool
    badges: tuple[Badge, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A duty to draw: see ``_placing.Duty``. The whole row is a link."""

    label: str
    mark: str
    href: str
    began: date | None
    limit: date
    until: date | None
    sure: bool
    done: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of the drawing: its name, what stands inside the svg element, its height in pixels."""

    name: str
    inside: str
    height: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """A case drawn: its sheets, and the axis that they share, which must stand once in what holds them, with the shapes."""

    axis: str
    sheets: tuple[Sheet, ...]


@dataclass(slots=True)
class Scale:
    """Time across: the days at both ends. ``zero``: the day from which days are told; None: months are."""

    first: date
    last: date
    zero: date | None = None

    def at(self, day: date) -> float:
        """Percent from the left; what lies beyond an end stands at it."""
        whole = (self.last - self.first).days or 1
        return round(LEFT + (RIGHT - LEFT) * min(max((day - self.first).days / whole, 0), 1), 2)

    def ticks(self) -> Iterator[tuple[date, str]]:
        """At most seven days, evenly spread, each with its words: the first days of months, or round numbers of days."""
        return self._months() if self.zero is None else self._days(self.zero)

    def _days(self, zero: date) -> Iterator[tuple[date, str]]:
        step = next(step for step in _DAYS if (self.last - self.first).days // step < 7 or step == _DAYS[-1])
        first = (self.first - zero).days
        for number in range(first + -first % step, (self.last - zero).days + 1, step):
            yield zero + timedelta(days=number), f"day {number}"

    def _months(self) -> Iterator[tuple[date, str]]:
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next(step for step in _STEPS if months // step < 7 or step == _STEPS[-1])
        month = self.first.year * 12 + self.first.month
        month += -month % step
        while month <= self.last.year * 12 + self.last.month - 1:
            tick = date(month // 12, month % 12 + 1, 1)
            yield tick, tick.isoformat()[:7]
            month += step


def scale_of(shapes: Iterable[Shape], spans: Iterable[Span], day: date, zero: date | None = None) -> Scale:
    """From the first thing to the last, six years back and two ahead of the day of judgement at most, and a month at least."""
    days = [day]
    for shape in shapes:
        days += [one for one in (shape.first, shape.last) if one is not None]
    for span in spans:
        days += [one for one in (span.began, span.limit, span.until) if one is not None]
    first, last = max(min(days), _shifted(day, -6)), min(max(days), _shifted(day, 2))
    about = 0 if (last - first).days >= 30 else 15
    return Scale(date.fromordinal(first.toordinal() - about), date.fromordinal(last.toordinal() + about), zero)


def _shifted(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28))
