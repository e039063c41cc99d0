"""A case's timeline as SVG: lanes of bars and marks with the findings at their place, then the span of each duty that is open or was late.

Across, everything is in percent, so that a drawing fits a phone and a wide screen with letters of the same size; down, in pixels. Shape and
letter carry the meaning, colour only repeats it. A drawing comes in sheets, none taller than a page of paper.

A little long: the lanes, the axis and the flags share one scale, and are easier to read side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from typing import Final

from scr_check.classes import dataclass, field

LEFT, RIGHT = 3.0, 97.0
"""Percent of the width between which time runs."""
_TALLEST: Final = 900
_FIRST: Final = 700
"""Pixels down: a page of A4 has room for one, and the first page for a heading above it."""
_APART: Final = 6.6
"""How far apart, in percent, two marks must be to stand side by side on a phone."""
_FLAG_WIDTH: Final = 22
_FLAG: Final = 17
_LETTERS: Final = 54
"""How many letters of a label a phone has room for; more stand on a second line."""
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
_MOST_ENVELOPES: Final = 40
"""More copies are strokes: envelopes would hide each other."""
_AXIS_LABEL: Final = 14.0
"""Percent that a month at the axis takes on a phone."""
_SQUARE: Final = "M0 0h22v16h-22z"
_ROUND: Final = "M8 0h6a8 8 0 0 1 0 16h-6a8 8 0 0 1 0-16z"
KINDS: Final = {"!": "w", "?": "o", "~": "l", ">": "d", "*": "n", "=": "k", "+": "m"}
"""A letter for each mark: the class of what bears it."""
DEFINITIONS: Final = (
    '<pattern id="late" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0v5"/></pattern>'
    + "".join(f'<path id="s{kind}" d="{_ROUND if mark in "+=" else _SQUARE}"/>' for mark, kind in KINDS.items())
    + '<path id="sbox" d="M-11 .5h22v17h-22z"/><path id="sent" d="M-4 2h8v6h-8zl4 3.5 4-3.5"/><path id="son" d="M0-6l7 6-7 6z"/>'
    '<path id="sthin" d="M0 1v10"/><path id="slim" d="M-1.2-3h2.4v14h-2.4z"/><path id="sdone" d="M0-5l5 5-5 5-5-5z"/>'
)
"""The shapes that the sheets use; they must stand once in what holds the sheets."""


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


@dataclass(slots=True)
class Scale:
    """Time across: the days at both ends."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Percent from the left; what lies beyond an end stands at it."""
        whole = (self.last - self.first).days or 1
        return round(LEFT + (RIGHT - LEFT) * min(max((day - self.first).days / whole, 0), 1), 2)

    def ticks(self) -> Iterator[date]:
        """At most seven first days of months, evenly spread."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next(step for step in _STEPS if months // step < 7 or step == _STEPS[-1])
        month = self.first.year * 12 + self.first.month
        month += -month % step
        while month <= self.last.year * 12 + self.last.month - 1:
            yield date(month // 12, month % 12 + 1, 1)
            month += step


def scale_of(shapes: Iterable[Shape], spans: Iterable[Span], day: date) -> Scale:
    """From the first thing to the last, six years back and two ahead of the day of judgement at most, and a month at least."""
    days = [day]
    for shape in shapes:
        days += [one for one in (shape.first, shape.last) if one is not None]
    for span in spans:
        days += [one for one in (span.began, span.limit, span.until) if one is not None]
    first, last = max(min(days), _shifted(day, -6)), min(max(days), _shifted(day, 2))
    return Scale(first, last) if (last - first).days >= 30 else Scale(date.fromordinal(first.toordinal() - 15), date.fromordinal(last.toordinal() + 15))


def _shifted(day: date, years: int) -> date:
    return date(day.year + years, day.month, min(day.day, 28))


@dataclass(slots=True)
class _Canvas:
    """The sheets while they are drawn."""

    scale: Scale
    day: date
    name: str
    sheets: list[Sheet] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    y: int = 0

    def room(self, height: int) -> None:
        """Begins a sheet where there is none, or where the one at hand is full."""
        if self.parts and self.y + height > (_TALLEST if self.sheets else _FIRST):
            self.close()
        if not self.parts:
            self.y = 26
            self.parts.append("")

    def close(self) -> None:
        """Ends the sheet: the axis goes behind all else."""
        if self.parts:
            height = self.y + 6
            self.sheets.append(Sheet(self.name, _axis(self.scale, self.day, height) + "".join(self.parts), height))
        self.parts = []

    def add(self, *parts: str) -> None:
        self.parts.extend(parts)


def sheets(lanes: Sequence[tuple[str, Sequence[Shape]]], spans: Sequence[Span], day: date) -> list[Sheet]:
    """The drawing. ``lanes``: each lane's heading and what stands in it."""
    scale = scale_of((shape for _, inside in lanes for shape in inside), spans, day)
    canvas = _Canvas(scale, day, "What the record holds")
    for heading, inside in lanes:
        _lane(canvas, heading, inside)
    canvas.close()
    canvas.name = "Duties that are open or were late"
    for span in spans:
        _span(canvas, span)
    canvas.close()
    return canvas.sheets


def _axis(scale: Scale, day: date, height: int) -> str:
    now = scale.at(day)
    parts = [f'<rect class="ahead" x="{now}%" y="20" width="{100 - now:.2f}%" height="{height - 20}"/>']
    free = 0.0
    for tick in scale.ticks():
        x = scale.at(tick)
        start = x if x < _AXIS_LABEL / 2 else min(x - _AXIS_LABEL / 2, 100 - _AXIS_LABEL)
        parts.append(f'<line class="tick" x1="{x}%" x2="{x}%" y1="17" y2="{height}"/>')
        if start >= free:
            anchor = "start" if x < _AXIS_LABEL / 2 else "end" if x > 100 - _AXIS_LABEL / 2 else "middle"
            parts.append(f'<text class="axis" x="{x}%" y="12" text-anchor="{anchor}">{tick.isoformat()[:7]}</text>')
            free = start + _AXIS_LABEL
    parts.append(f'<line class="now" x1="{now}%" x2="{now}%" y1="17" y2="{height}"/>')
    return "".join(parts)


def _lane(canvas: _Canvas, heading: str, inside: Sequence[Shape]) -> None:
    bars = [shape for shape in inside if shape.bar and shape.first is not None]
    ticks = [shape for shape in inside if not shape.bar and not shape.code and not shape.badges and shape.first is not None]
    marks = [shape for shape in inside if not shape.bar and (shape.code or shape.badges) and shape.first is not None]
    rows = _rows(marks, canvas.scale)
    whole = 26 + 31 * len(bars) + sum(map(_row_height, rows)) + (16 if ticks else 0) + 20 * sum(shape.first is None for shape in inside)
    canvas.room(whole if whole <= _TALLEST - 26 else 20 + (31 if bars else _row_height(rows[0]) if rows else 0))
    canvas.add(f'<text class="lane" x="0" y="{canvas.y + 13}">{escape(heading)}</text>')
    canvas.y += 20
    for shape in bars:
        _bar(canvas, shape)
    for row in rows:
        _marks(canvas, row)
    if ticks:
        _ticks(canvas, ticks)
    for shape in inside:
        if shape.first is None:
            _undated(canvas, shape)
    canvas.y += 6


def _bar(canvas: _Canvas, shape: Shape) -> None:
    assert shape.first is not None
    canvas.room(31)
    scale, below = canvas.scale, _labelled(canvas, shape)
    start, end = scale.at(shape.first), scale.at(shape.last or canvas.day)
    canvas.add(f'<rect class="bar" x="{start}%" y="{below}" width="{max(end - start, 0.4):.2f}%" height="7"/>')
    if shape.last is None:
        canvas.add(f'<use href="#son" class="arrow" x="{end}%" y="{below + 3.5}"/>')
    canvas.y = below + 13


def _labelled(canvas: _Canvas, shape: Shape) -> int:
    """Draws an entry's flags and its label, and gives the height below them."""
    left = len(shape.badges) * (_FLAG_WIDTH + 2) + (3 if shape.badges else 0)
    canvas.add(*(_badge(badge, i * (_FLAG_WIDTH + 2), canvas.y) for i, badge in enumerate(shape.badges)))
    lines = _wrapped(shape.label, _LETTERS - 4 * len(shape.badges))
    canvas.add(*(f'<text x="{left}" y="{canvas.y + 12 + 13 * i}">{escape(line)}</text>' for i, line in enumerate(lines)))
    return canvas.y + 4 + max(13 * len(lines), 14 if shape.badges else 0)


def _wrapped(label: str, most: int) -> list[str]:
    """The label in one line or two."""
    if len(label) <= most:
        return [label]
    cut = label.rfind(" ", 0, most + 1)
    first, rest = (label[:cut], label[cut + 1 :]) if cut > most // 2 else (label[:most], label[most:])
    return [first, rest if len(rest) <= most else rest[: most - 1] + "…"]


def _undated(canvas: _Canvas, shape: Shape) -> None:
    canvas.room(32)
    canvas.y = _labelled(canvas, shape) + 3


def _rows(marks: Sequence[Shape], scale: Scale) -> list[list[Shape]]:
    """Marks in rows, each in the first in which it has room."""
    rows: list[tuple[float, list[Shape]]] = []
    for shape in marks:
        assert shape.first is not None
        x = scale.at(shape.first)
        for i, (last, row) in enumerate(rows):
            if x - last >= _APART:
                row.append(shape)
                rows[i] = (x, row)
                break
        else:
            rows.append((x, [shape]))
    return [row for _, row in rows]


def _row_height(row: Sequence[Shape]) -> int:
    return 20 + (_FLAG + 1) * max(len(shape.badges) for shape in row) + 6


def _marks(canvas: _Canvas, row: Sequence[Shape]) -> None:
    canvas.room(_row_height(row))
    for shape in row:
        assert shape.first is not None
        kind = "mark" if shape.exact else "mark about"
        box = f'<use href="#sbox" class="{kind}"/>'
        text = f'<text class="code" y="13">{escape(shape.code)}</text>'
        head = f"<g><title>{escape(shape.label)}</title>{box}{text}</g>"
        flags = "".join(_badge(badge, -_FLAG_WIDTH / 2, 20 + i * (_FLAG + 1)) for i, badge in enumerate(shape.badges))
        canvas.add(f'<svg x="{canvas.scale.at(shape.first)}%" y="{canvas.y}">{head}{flags}</svg>')
    canvas.y += _row_height(row)


def _ticks(canvas: _Canvas, shapes: Sequence[Shape]) -> None:
    canvas.room(16)
    if len(shapes) <= _MOST_ENVELOPES:
        copies = [f'<use href="#sent" x="{canvas.scale.at(shape.first)}%"><title>{escape(shape.label)}</title></use>' for shape in shapes if shape.first]
    else:
        copies = [f'<use href="#sthin" x="{x}%"/>' for x in dict.fromkeys(canvas.scale.at(shape.first) for shape in shapes if shape.first)]
    canvas.add(f'<g class="sent" transform="translate(0 {canvas.y})">{"".join(copies)}</g>')
    canvas.y += 16


def _badge(badge: Badge, x: float, y: float) -> str:
    number = f"{badge.mark}{badge.count}" if badge.count < 100 else f"{badge.mark}99"
    kind = KINDS[badge.mark]
    text = f'<text x="{x + _FLAG_WIDTH / 2:g}" y="{y + 12:g}">{escape(number)}</text>'
    inside = f'<title>{escape(badge.says)}</title><use href="#s{kind}" x="{x:g}" y="{y:g}"/>{text}'
    return f'<a class="{kind}" href="#{badge.href}" id="{badge.id}">{inside}</a>' if badge.href else f'<g class="{kind}">{inside}</g>'


def _span(canvas: _Canvas, span: Span) -> None:
    """A duty: a hollow bar from what started it to its last day, a stop there, and what was late of it hatched."""
    lines = _wrapped(f"{span.mark} {span.label}", _LETTERS)
    y = 4 + 13 * len(lines)
    canvas.room(y + 14)
    scale, limit, parts = canvas.scale, canvas.scale.at(span.limit), []
    if span.began is not None:
        start = scale.at(span.began)
        parts.append(f'<rect class="owed" x="{start}%" y="{y}" width="{max(limit - start, 0.2):.2f}%" height="8"/>')
    if span.until is not None:
        end = scale.at(span.until)
        parts.append(f'<rect class="{"overdue" if span.sure else "doubt"}" x="{limit}%" y="{y}" width="{max(end - limit, 0.3):.2f}%" height="8"/>')
        parts.append(f'<use href="#sdone" class="done" x="{end}%" y="{y + 4}"/>' if span.done else "")
    parts.append(f'<use href="#slim" x="{limit}%" y="{y}"/>')
    told = "".join(f'<text y="{12 + 13 * i}">{escape(line)}</text>' for i, line in enumerate(lines))
    inside = told + "".join(parts)
    at = f'class="duty" transform="translate(0 {canvas.y})"'
    canvas.add(f'<a href="#{span.href}" {at}>{inside}</a>' if span.href else f"<g {at}>{inside}</g>")
    canvas.y += y + 14
