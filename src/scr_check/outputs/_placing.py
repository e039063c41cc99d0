"""Where each finding of a case stands on its timeline, and the spans of its duties: what a drawing of a case needs, without a line drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from scr_check.case_results import CaseResult, Item
from scr_check.classes import dataclass, field
from scr_check.findings import Finding, Verdict
from scr_check.outputs._blocks import SECTIONS, Block, Row, Section, blocks, section_of

WHOLE: Final = Item("", "case", "the case as a whole", "", "", False, None, None, "")
"""Where findings stand that belong to no dated entry."""
WAIVED: Final = Section("Waived: somebody answers for it", "waived", "-", frozenset())
"""What has a waiver, whatever its verdict."""
_OPEN: Final = frozenset({Verdict.BREACHED, Verdict.NOT_RECORDED, Verdict.UNKNOWN, Verdict.MET_LATE, Verdict.DUE})


@dataclass(slots=True)
class Told:
    """A row of the report: its number on the page (from 1), its section's word and mark, the places on the timeline where it stands."""

    number: int
    row: Row
    word: str
    mark: str
    block: Block
    places: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Flag:
    """What is said at one entry under one mark: how many findings, the rows that tell them."""

    mark: str
    word: str
    count: int
    rows: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """The span of a rule's duties that began on one day at one place and had one last day; several rows may tell of them.

    ``began`` None: nothing dated started it. ``until``: to what day it was late, at most (None: not late). ``sure``: is it known to be late.
    ``done``: was it done in the end.
    """

    rows: tuple[Told, ...]
    place: str
    began: date | None
    limit: date
    until: date | None
    sure: bool
    done: bool
    count: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A case with its findings at their places. ``sections`` as the text report has them; ``flags`` by the pointer of an item."""

    items: tuple[Item, ...]
    sections: tuple[tuple[Section, tuple[Told, ...]], ...]
    flags: dict[str, tuple[Flag, ...]]
    duties: tuple[Duty, ...]
    day: date
    #: The day from which days are told, where no dates are.
    zero: date | None = None

    def told(self) -> Iterator[Told]:
        """All rows."""
        return (one for _, rows in self.sections for one in rows)


def placed(case: CaseResult, zero: date | None = None) -> Placed:
    """The case's findings, every one that a report may list, at their places."""
    findings = [f for f in case.findings if f.verdict is not Verdict.NOT_APPLICABLE]
    items = (*(case.timeline or ()), WHOLE)
    at = {item.pointer for item in items}
    sections, number = [], 0
    waived = [(WAIVED, [block for _, inside in blocks([f for f in findings if f.waived is not None]) for block in inside])]
    for section, inside in (*blocks([f for f in findings if f.waived is None]), *(waived if waived[0][1] else ())):
        rows = []
        for block in inside:
            for row in block.rows:
                number += 1
                own = WAIVED if section is WAIVED else section_of(row.findings[0])
                told = Told(number, row, own.word, own.mark, block)
                for finding in row.findings:
                    pointer = _place(finding, at)
                    told.places[pointer] = told.places.get(pointer, 0) + 1
                rows.append(told)
        sections.append((section, tuple(rows)))
    day = date.fromisoformat(case.as_of or "1900-01-01")
    everything = [told for _, rows in sections for told in rows]
    return Placed(items, tuple(sections), _flags(everything), tuple(_duties(everything, at, day)), day, zero)


def _place(finding: Finding, at: set[str]) -> str:
    """The innermost dated entry that holds what the finding is about; else one that it is bound to; else one that decided; else the case."""
    found = _item([finding.subject], at) or _item(reversed(finding.bindings.values()), at)
    return found or _item((one.pointer for one in finding.evidence), at)


def _item(pointers: Iterable[str], at: set[str]) -> str:
    """Of the first of these that stands in an item, or is one, the innermost such item."""
    for pointer in pointers:
        while pointer:
            if pointer in at:
                return pointer
            pointer = pointer.rpartition("/")[0]  # noqa: PLW2901
    return ""


def _flags(rows: Iterable[Told]) -> dict[str, tuple[Flag, ...]]:
    found: dict[str, dict[str, list[Told]]] = {}
    for told in rows:
        for pointer in told.places:
            found.setdefault(pointer, {}).setdefault(told.mark, []).append(told)
    order = [section.mark for section in (*SECTIONS, WAIVED)]
    return {
        pointer: tuple(
            Flag(mark, those[0].word, sum(one.places[pointer] for one in those), tuple(those))
            for mark, those in sorted(marks.items(), key=lambda pair: order.index(pair[0]))
        )
        for pointer, marks in found.items()
    }  # fmt: skip


def _duties(rows: Iterable[Told], pointers: set[str], day: date) -> Iterator[Duty]:
    """The spans of what is open or was late."""
    alike: dict[tuple[str, str, str, date | None, date], list[tuple[Told, Finding]]] = {}
    for told in rows:
        for finding in told.row.findings:
            if finding.verdict in _OPEN and finding.limit is not None:
                key = (finding.rule, told.mark, _place(finding, pointers), _began(finding), date.fromisoformat(finding.limit))
                alike.setdefault(key, []).append((told, finding))
    made = [_duty(key[2], key[3], key[4], those, day) for key, those in alike.items()]
    yield from sorted(made, key=lambda duty: (duty.limit, duty.rows[0].number))


def _duty(place: str, began: date | None, limit: date, those: Sequence[tuple[Told, Finding]], day: date) -> Duty:
    first = those[0][1]
    done = first.verdict is Verdict.MET_LATE
    until = max(filter(None, (_day(f.fulfilled) for _, f in those)), default=None) if done else day if limit < day else None
    rows = {told.number: told for told, _ in those}
    return Duty(tuple(rows.values()), place, began, limit, until, first.verdict in (Verdict.BREACHED, Verdict.MET_LATE), done, len(those))


def _began(finding: Finding) -> date | None:
    """The day that started the clock: the earliest that its evidence names, of the entries it is bound to if there is one."""
    limit = date.fromisoformat(finding.limit or "1900-01-01")
    days: list[tuple[bool, date]] = []
    for one in finding.evidence:
        when = _day(one.value if isinstance(one.value, str) else None)
        if when is not None and when <= limit:
            bound = any(one.pointer.startswith(f"{pointer}/") for pointer in finding.bindings.values() if pointer)
            days.append((not bound, when))
    return min(days)[1] if days else None


def _day(text: str | None) -> date | None:
    if text is None or len(text) != 10:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
