"""A case's findings at their places, as shapes for the drawing: what each flag says, and where it leads."""

from __future__ import annotations

from datetime import date
from typing import Final

from scr_check.case_results import Item
from scr_check.drawing import KINDS, drawn
from scr_check.drawn import Badge, Drawing, Shape, Span
from scr_check.outputs._placing import Duty, Flag, Placed
from scr_check.relative import relative_text
from scr_check.timeline import LANES

_SAID: Final = 2


class Ids:
    """The ids of one case's parts on a page. ``linked`` False: nothing leads anywhere (a picture that stands alone)."""

    def __init__(self, placed: Placed, prefix: str = "", linked: bool = True) -> None:
        self.prefix, self.linked = prefix, linked
        self._numbers = {item.pointer: number for number, item in enumerate(placed.items)}

    def row(self, number: int) -> str:
        """Of a row of the report."""
        return f"{self.prefix}f{number}"

    def place(self, pointer: str) -> str:
        """Of an entry's line in the table."""
        return f"{self.prefix}t{self._numbers[pointer]}"

    def flag(self, pointer: str, mark: str) -> str:
        """Of a flag on the drawing."""
        return f"{self.prefix}b{self._numbers[pointer]}{KINDS[mark]}"


def picture(placed: Placed, ids: Ids) -> Drawing:
    """The drawing."""
    return drawn(shapes(placed, ids), spans(placed, ids), placed.day, ids.prefix, placed.zero)


def shapes(placed: Placed, ids: Ids) -> list[tuple[str, list[Shape]]]:
    """The lanes: each heading and what stands there."""
    lanes = []
    whole = _shape(placed.items[-1], placed, ids)
    if whole.badges:
        lanes.append(("What belongs to no day", [whole]))
    for lane, heading in LANES.items():
        inside = [_shape(item, placed, ids) for item in placed.items if item.lane == lane]
        if inside:
            lanes.append((heading, inside))
    return lanes


def spans(placed: Placed, ids: Ids) -> list[Span]:
    """The duties."""
    return [_span(duty, ids, placed.zero) for duty in placed.duties]


def _shape(item: Item, placed: Placed, ids: Ids) -> Shape:
    badges = tuple(_badge(item, flag, ids, placed.zero) for flag in placed.flags.get(item.pointer, ()))
    label = f"{item.label}, {item.day}" if item.day else item.label
    return Shape(_dated(label, placed.zero), item.code, item.bar, item.first, item.last, len(item.day) == 10 or item.bar, badges)


def _dated(text: str, zero: date | None) -> str:
    """The text with days for its dates, where days are told: before it is cut to what there is room for, or half a date would be left."""
    return text if zero is None else relative_text(text, zero)


def _badge(item: Item, flag: Flag, ids: Ids, zero: date | None) -> Badge:
    named = list(dict.fromkeys(told.row.rule for told in flag.rows))
    more = f" and {len(named) - _SAID} more" if len(named) > _SAID else ""
    href = ids.row(flag.rows[0].number) if len(flag.rows) == 1 else ids.place(item.pointer)
    says = f"{_short(item)}: {flag.count} {flag.word}, {', '.join(named[:_SAID])}{more}"
    return Badge(flag.mark, flag.count, href if ids.linked else "", ids.flag(item.pointer, flag.mark), _dated(says, zero))


def _short(item: Item) -> str:
    """Of a meeting its id, since the mark above a flag has its kind."""
    return item.label.rpartition(" ")[2] if item.lane == "meetings" else item.label


def _span(duty: Duty, ids: Ids, zero: date | None) -> Span:
    row = duty.rows[0].row
    if duty.until is None:
        ends = f"by {duty.limit}"
    else:
        late = (duty.until - duty.limit).days
        days = f"{late} day{'s' if late != 1 else ''}"
        ends = f"{days} late, by {duty.limit}" if duty.sure else f"no record, {days} past {duty.limit}"
    what = row.about if len(duty.rows) == 1 else f"{duty.count} of these, the first {row.about}"
    href = ids.row(duty.rows[0].number) if len(duty.rows) == 1 else ids.place(duty.place)
    label = _dated(f"{row.rule}, {ends}: {what}", zero)
    return Span(label, duty.rows[0].mark, href if ids.linked else "", duty.began, duty.limit, duty.until, duty.sure, duty.done)
