"""A case's timeline as SVG: lanes of bars and marks with the findings at their place, then the span of each duty that is open or was late.

Across, everything is in percent, so that a drawing fits a phone and a wide screen with letters of the same size; down, in pixels. Shape and
letter carry the meaning, colour only repeats it. A drawing comes in sheets, none taller than a page of paper; they share one axis.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from scr_check.classes import dataclass, field
from scr_check.drawn import Badge, Drawing, Scale, Shape, Sheet, Span, scale_of

_TALLEST: Final = 900
_FIRST: Final = 640
"""Pixels down: a page of A4 has room for one, and the first page for a heading above it."""
_APART: Final = 6.6
"""How far apart, in percent, two marks must be to stand side by side on a phone."""
_FLAG_WIDTH: Final = 22
_FLAG: Final = 17
_LETTERS: Final = 54
"""How many letters of a label a phone has room for; more stand on a line below."""
_LINES: Final = 3
_MOST_ENVELOPES: Final = 40
"""More copies are strokes: envelopes would hide each other."""
_AXIS_LABEL: Final = 14.0
"""Percent that a month at the axis takes on a phone."""
_SQUARE: Final = "M-11 0h22v16h-22z"
_ROUND: Final = "M-3 0h6a8 8 0 0 1 0 16h-6a8 8 0 0 1 0-16z"
KINDS: Final = {"!": "w", "?": "o", "~": "l", ">": "d", "*": "n", "=": "k", "+": "m", "-": "v"}
"""A letter for each mark: the class of what bears it."""
DEFINITIONS: Final = (
    '<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0v5"/></pattern>'
    + "".join(f'<path id="s{kind}" d="{_ROUND if mark in "+=" else _SQUARE}"/>' for mark, kind in KINDS.items())
    + '<path id="sbox" class="mark" d="M-11 .5h22v17h-22z"/><path id="sent" d="M-4 2h8v6h-8zl4 3.5 4-3.5"/>'
    '<path id="son" class="bar" d="M0-2.5l7 6-7 6z"/><path id="slim" class="stop" d="M-1.2-3h2.4v14h-2.4z"/>'
    + "".join(f'<symbol id="{kind}" overflow="visible"><rect class="{kind}" width="100%" height="8"/></symbol>' for kind in ("owed", "late", "doubt"))
    + '<path id="sdone" class="done" d="M0-1l5 5-5 5-5-5z"/>'
)
"""The shapes that the sheets use; they must stand once in what holds the sheets."""
_ESCAPES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def escape(text: str) -> str:
    """Words as they stand between tags. (What the standard library has for it brings a table of 2,000 names along.)"""
    return text.translate(_ESCAPES)


@dataclass(slots=True)
class _Canvas:
    """The sheets while they are drawn."""

    scale: Scale
    day: date
    name: str
    axis: str
    sheets: list[Sheet] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    y: int = 0

    def room(self, height: int) -> None:
        """Begins a sheet where there is none, or where the one at hand is full."""
        if self.parts and self.y + height > (_TALLEST if self.sheets else _FIRST):
            self.close()
        if not self.parts:
            self.y = 26
            self.parts.append(self.axis)

    def close(self) -> None:
        """Ends the sheet."""
        if self.parts:
            self.sheets.append(Sheet(self.name, "".join(self.parts), self.y + 6))
        self.parts = []

    def add(self, *parts: str) -> None:
        self.parts.extend(parts)


def drawn(lanes: Sequence[tuple[str, Sequence[Shape]]], spans: Sequence[Span], day: date, prefix: str, zero: date | None = None) -> Drawing:
    """The drawing. ``lanes``: each lane's heading and what stands in it. ``prefix`` of the ids of this case, as its flags have it.

    ``zero``: the day from which days are told, where no dates are.
    """
    scale = scale_of((shape for _, inside in lanes for shape in inside), spans, day, zero)
    canvas = _Canvas(scale, day, "What the record holds", f'<use href="#{prefix}axis"/>')
    for heading, inside in lanes:
        _lane(canvas, heading, inside)
    canvas.close()
    canvas.name = "Duties that are open or were late"
    for span in spans:
        _span(canvas, span)
    canvas.close()
    return Drawing(f'<g id="{prefix}axis">{"".join(_axis(scale, day))}</g>', tuple(canvas.sheets))


def _axis(scale: Scale, day: date) -> Iterator[str]:
    """What stands behind each sheet: what lies ahead shaded, the months, the day of judgement. As tall as what holds it."""
    now, free = scale.at(day), 0.0
    yield f'<rect class="ahead" x="{now:g}%" width="{100 - now:.4g}%" height="100%"/>'
    for tick, word in scale.ticks():
        x = scale.at(tick)
        start = x if x < _AXIS_LABEL / 2 else min(x - _AXIS_LABEL / 2, 100 - _AXIS_LABEL)
        yield f'<line class="tick" x1="{x:g}%" x2="{x:g}%" y1="17" y2="100%"/>'
        if start >= free:
            anchor = "start" if x < _AXIS_LABEL / 2 else "end" if x > 100 - _AXIS_LABEL / 2 else "middle"
            yield f'<text class="axis" x="{x:g}%" y="12" text-anchor="{anchor}">{word}</text>'
            free = start + _AXIS_LABEL
    yield f'<line class="now" x1="{now:g}%" x2="{now:g}%" y1="17" y2="100%"/>'


# what the record holds


def _lane(canvas: _Canvas, heading: str, inside: Sequence[Shape]) -> None:
    bars = [shape for shape in inside if shape.bar and shape.first is not None]
    ticks = [shape for shape in inside if not shape.bar and not shape.code and not shape.badges and shape.first is not None]
    rows = _rows([shape for shape in inside if not shape.bar and (shape.code or shape.badges) and shape.first is not None], canvas.scale)
    undated = [shape for shape in inside if shape.first is None]
    whole = 26 + 31 * len(bars) + sum(map(_row_height, rows)) + (16 if ticks else 0) + 20 * len(undated)
    canvas.room(whole if whole <= _TALLEST - 26 else 20 + (31 if bars else _row_height(rows[0]) if rows else 0))
    canvas.add(f'<text class="lane" x="0" y="{canvas.y + 13}">{escape(heading)}</text>')
    canvas.y += 20
    for shape in bars:
        _bar(canvas, shape)
    for row in rows:
        _marks(canvas, row)
    if ticks:
        _ticks(canvas, ticks)
    for shape in undated:
        _undated(canvas, shape)
    canvas.y += 6


def _bar(canvas: _Canvas, shape: Shape) -> None:
    assert shape.first is not None
    canvas.room(31)
    scale, below = canvas.scale, _labelled(canvas, shape)
    start, end = scale.at(shape.first), scale.at(shape.last or canvas.day)
    canvas.add(f'<rect class="bar" x="{start:g}%" y="{below}" width="{max(end - start, 0.4):.4g}%" height="7"/>')
    if shape.last is None:
        canvas.add(f'<use href="#son" x="{end:g}%" y="{below}"/>')
    canvas.y = below + 13


def _labelled(canvas: _Canvas, shape: Shape) -> int:
    """Draws an entry's flags and its label, and gives the height below them."""
    step = _FLAG_WIDTH + 2
    left = len(shape.badges) * step + (3 if shape.badges else 0)
    canvas.add(*(_badge(badge, canvas.y, i * step + _FLAG_WIDTH // 2) for i, badge in enumerate(shape.badges)))
    lines = _labels(shape.label, _LETTERS - 4 * len(shape.badges))
    canvas.add(*(f'<text x="{left}" y="{canvas.y + 12 + 13 * i}">{escape(line)}</text>' for i, line in enumerate(lines)))
    return canvas.y + 4 + max(13 * len(lines), 14 if shape.badges else 0)


def _labels(label: str, most: int) -> list[str]:
    """An entry's label: its days on a line of their own, where it takes two."""
    named, _, days = label.rpartition(", ")
    return [f"{named},", days] if named and len(days) < most < len(label) and len(named) < most else _wrapped(label, most)


def _wrapped(label: str, most: int) -> list[str]:
    """The label in as many lines as it takes, three at most."""
    lines: list[str] = []
    while len(label) > most and len(lines) < _LINES - 1:
        cut = label.rfind(" ", 0, most + 1)
        cut, after = (cut, cut + 1) if cut > most // 2 else (most, most)
        lines.append(label[:cut])
        label = label[after:]
    return [*lines, label if len(label) <= most else label[: most - 1] + "…"]


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
        about = "" if shape.exact else ' class="about"'
        head = f'<title>{escape(shape.label)}</title><use href="#sbox"{about}/><text y="13">{escape(shape.code)}</text>'
        flags = "".join(_badge(badge, 20 + i * (_FLAG + 1)) for i, badge in enumerate(shape.badges))
        canvas.add(f'<svg x="{canvas.scale.at(shape.first):g}%" y="{canvas.y}">{head}{flags}</svg>')
    canvas.y += _row_height(row)


def _ticks(canvas: _Canvas, shapes: Sequence[Shape]) -> None:
    """Copies that went out: an envelope each, or one stroke for each day where they are many (a line of letters, each with its own place)."""
    canvas.room(16)
    places = [(shape, canvas.scale.at(shape.first)) for shape in shapes if shape.first is not None]
    if len(places) <= _MOST_ENVELOPES:
        copies = "".join(f'<use href="#sent" x="{x:g}%"><title>{escape(shape.label)}</title></use>' for shape, x in places)
    else:
        at = dict.fromkeys(f"{x:.1f}%" for _, x in places)
        copies = f'<text aria-hidden="true" y="10" x="{" ".join(at)}">{"|" * len(at)}</text>'
    canvas.add(f'<g class="sent" transform="translate(0 {canvas.y})">{copies}</g>')
    canvas.y += 16


def _badge(badge: Badge, y: int, x: int = 0) -> str:
    """A flag, ``x`` its middle."""
    kind, across = KINDS[badge.mark], f' x="{x}"' if x else ""
    number = escape(f"{badge.mark}{min(badge.count, 99)}")
    inside = f'<title>{escape(badge.says)}</title><use href="#s{kind}"{across} y="{y}"/><text{across} y="{y + 12}">{number}</text>'
    return f'<a class="{kind}" href="#{badge.href}" id="{badge.id}">{inside}</a>' if badge.href else f'<g class="{kind}">{inside}</g>'


# what was to be done


def _span(canvas: _Canvas, span: Span) -> None:
    """A duty: a hollow bar from what started it to its last day, a stop there, and what was late of it hatched. Its origin is the bar's."""
    lines = _wrapped(f"{span.mark} {span.label}", _LETTERS)
    above = 4 + 13 * len(lines)
    canvas.room(above + 14)
    told = "".join(f'<text y="{12 + 13 * i - above}">{escape(line)}</text>' for i, line in enumerate(lines))
    inside = told + "".join(_bars(canvas.scale, span))
    linked = f'<a href="#{span.href}">{inside}</a>' if span.href else f"<g>{inside}</g>"
    canvas.add(f'<svg y="{canvas.y + above}">{linked}</svg>')
    canvas.y += above + 14


def _bars(scale: Scale, span: Span) -> Iterator[str]:
    limit = scale.at(span.limit)
    if span.began is not None:
        start = scale.at(span.began)
        yield f'<use href="#owed" x="{start:g}%" width="{max(limit - start, 0.2):.4g}%"/>'
    if span.until is not None:
        end = scale.at(span.until)
        yield f'<use href="#{"late" if span.sure else "doubt"}" x="{limit:g}%" width="{max(end - limit, 0.3):.4g}%"/>'
        if span.done:
            yield f'<use href="#sdone" x="{end:g}%"/>'
    yield f'<use href="#slim" x="{limit:g}%"/>'
