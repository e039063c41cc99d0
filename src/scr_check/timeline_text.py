"""A case's timeline for a terminal: the same entries, flags and duties as the drawing, one to a line, time running across."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from scr_check.case_results import CaseResult
from scr_check.drawn import LEFT, RIGHT, Scale, Shape, Span, scale_of
from scr_check.outputs._lines import Line, cells, harmless, joined
from scr_check.outputs._picture import Ids, shapes, spans
from scr_check.outputs._placing import placed
from scr_check.relative import relative_text, start_of
from scr_check.words import many

_STYLES: Final = {"!": "wrong", "?": "open", "~": "open", ">": "due", "*": "head", "=": "well", "+": "well", "-": "quiet"}
_NARROWEST: Final = 40


def as_text(case: CaseResult, width: int, colour: bool, relative: bool = False) -> str:
    """The timeline in ``width`` columns (40 at least). A case that could not be read: its faults. ``relative``: days from the referral."""
    if case.status != "checked":
        return "".join(f"{harmless(case.path)}:{one.line or 1}: {harmless(one.message)}\n" for one in case.problems)
    zero = start_of(case) if relative else None
    found = placed(case, zero)
    ids = Ids(found, linked=False)
    lanes, duties = shapes(found, ids), spans(found, ids)
    width = max(width, _NARROWEST)
    track = _Track(scale_of((shape for _, inside in lanes for shape in inside), duties, found.day, zero), found.day, width * 2 // 5)
    left = width - track.width - 1
    head = f"Case {case.case}, as of {case.as_of}"
    head = head if zero is None else relative_text(head, zero)
    lines = [Line(_cut(head, width), "head"), Line(" " * (left + 1) + track.axis(), "quiet")]
    for heading, inside in lanes:
        lines.append(Line(_cut(heading, width), "head"))
        lines += [_entry(shape, track, left) for shape in inside if shape.code or shape.bar or shape.badges]
        copies = [shape for shape in inside if not (shape.code or shape.bar or shape.badges)]
        if copies:
            sent = f"{many(len(copies), 'day')} on which copies were sent"
            lines.append(Line(f"{_padded(sent, left)} {track.copies(copies)}".rstrip()))
    if duties:
        lines.append(Line("Duties that are open or were late", "head"))
        lines += [Line(f"{_padded(f'{span.mark} {span.label}', left)} {track.duty(span)}".rstrip(), _STYLES[span.mark]) for span in duties]
    said = "! wrong, ? nobody can tell, ~ late, > coming up, * worth noticing, = kept, + done, - waived"
    key = ("", "--- time owed, | last day, ### late, ... no record, o done, : the day of judgement", said)
    lines += [Line(_cut(one, width), "quiet") for one in key]
    return joined(lines, colour)


def _entry(shape: Shape, track: _Track, left: int) -> Line:
    flags = " ".join(f"{badge.mark}{badge.count}" for badge in shape.badges)
    style = _STYLES[shape.badges[0].mark] if shape.badges else "plain"
    return Line(f"{_padded(_fit(shape.label, flags, left), left)} {track.entry(shape)}".rstrip(), style)


def _fit(label: str, flags: str, left: int) -> str:
    """The label cut so that its flags stay."""
    return f"{_cut(label, left - len(flags) - 1)} {flags}" if flags else _cut(label, left)


def _cut(text: str, width: int) -> str:
    text = harmless(text)
    while cells(text) > width:
        text = text[: max(len(text) - 2, 0)] + "~" if len(text) > 2 else text[:1]
    return text


def _padded(text: str, width: int) -> str:
    text = _cut(text, width)
    return text + " " * (width - cells(text))


class _Track:
    """Time across some columns."""

    def __init__(self, scale: Scale, day: date, width: int) -> None:
        self.scale, self.day, self.width = scale, day, width

    def _at(self, day: date) -> int:
        return round((self.scale.at(day) - LEFT) / (RIGHT - LEFT) * (self.width - 1))

    def axis(self) -> str:
        """The months, or the days, as far as there is room."""
        line = ""
        for tick, word in self.scale.ticks():
            at = self._at(tick)
            if at >= len(line) + bool(line) and at + len(word) <= self.width:
                line = line.ljust(at) + word
        return line

    def entry(self, shape: Shape) -> str:
        """A bar or a mark."""
        if shape.first is None:
            return ""
        cellsof = [" "] * self.width
        cellsof[self._at(self.day)] = ":"
        start = self._at(shape.first)
        if shape.bar:
            end = self._at(shape.last or self.day)
            cellsof[start : end + 1] = "=" * (end + 1 - start)
            if shape.last is None:
                cellsof[end] = ">"
        else:
            code = shape.code or "o"
            at = min(start, self.width - len(code))
            cellsof[at : at + len(code)] = code
        return "".join(cellsof)

    def copies(self, shapes: Sequence[Shape]) -> str:
        """All copies on one line."""
        cellsof = [" "] * self.width
        cellsof[self._at(self.day)] = ":"
        for shape in shapes:
            if shape.first is not None:
                cellsof[self._at(shape.first)] = "'"
        return "".join(cellsof)

    def duty(self, span: Span) -> str:
        """A duty's span."""
        cellsof = [" "] * self.width
        cellsof[self._at(self.day)] = ":"
        limit = self._at(span.limit)
        if span.began is not None:
            start = self._at(span.began)
            cellsof[start:limit] = "-" * (limit - start)
        if span.until is not None:
            end = self._at(span.until)
            cellsof[limit : end + 1] = ("#" if span.sure else ".") * (end + 1 - limit)
            if span.done:
                cellsof[end] = "o"
        cellsof[limit] = "|"
        return "".join(cellsof)
