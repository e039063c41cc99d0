"""What falls due: over a case or many, by day and by whose move it is.

The window begins on each case's own day of judgement. A duty whose last day is not one day stands on the first day on which it may be; one that
has no day yet stands apart. What is overdue is only counted: the report tells of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from scr_check.case_results import CaseResult
from scr_check.classes import dataclass
from scr_check.dates import Duration, Unreckoned, add, parse_duration, span
from scr_check.findings import Finding, Verdict
from scr_check.movers import mover
from scr_check.outputs._lines import Line, harmless, joined, wrapped
from scr_check.words import many

_SHORT: Final = re.compile(r"([0-9]+)\s*([dwmy])")
_UNITS: Final = {"d": "days", "w": "weeks", "m": "months", "y": "years"}
_WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def parse_within(text: str) -> Duration:
    """``14d``, ``2w``, ``3m``, ``1y``, or a period as a rule writes it (``10 working days``). Raises ValueError."""
    short = _SHORT.fullmatch(text.strip())
    return parse_duration(f"{int(short[1])} {_UNITS[short[2]]}" if short else text.strip())


@dataclass(frozen=True, slots=True)
class Due:
    """One duty that is to be done. ``day``: its last day; with ``last``, the first day on which that may be. None: nobody knows yet."""

    day: date | None
    last: date | None
    days: int | None
    finding: Finding
    case: CaseResult

    @property
    def move(self) -> str:
        """Whose move it is."""
        return mover(self.finding.move)

    @property
    def when(self) -> str:
        """The day, or the days between which it is, in words."""
        if self.day is None:
            return "no day yet"
        return f"{self.day}" if self.last is None else f"between {self.day} and {self.last}"


@dataclass(frozen=True, slots=True)
class Calendar:
    """What falls due in the window, by day, move, case and rule; ``undated`` has no day yet; ``overdue`` counts what is not done already."""

    within: Duration
    cases: int
    dated: tuple[Due, ...]
    undated: tuple[Due, ...]
    overdue: int

    def days(self) -> list[tuple[date, list[Due]]]:
        """The days that have something."""
        found: dict[date, list[Due]] = {}
        for one in self.dated:
            if one.day is not None:
                found.setdefault(one.day, []).append(one)
        return list(found.items())


def calendar(cases: Iterable[CaseResult], within: Duration) -> Calendar:
    """What falls due within this period of each case's day of judgement. Raises ValueError where its end cannot be reckoned."""
    checked = [case for case in cases if case.status == "checked" and case.as_of is not None]
    all_ = [one for case in checked for one in _of(case, within)]
    dated = sorted((one for one in all_ if one.day is not None), key=lambda one: (str(one.day), *_order(one)))
    overdue = sum(f.verdict is Verdict.BREACHED and f.binding and f.waived is None for case in checked for f in case.findings)
    return Calendar(within, len(checked), tuple(dated), tuple(sorted((one for one in all_ if one.day is None), key=_order)), overdue)


def _order(one: Due) -> tuple[str, str, str, int, str]:
    return one.move, one.case.path, one.finding.rule, one.finding.line, one.finding.identity


def _of(case: CaseResult, within: Duration) -> Iterator[Due]:
    today = date.fromisoformat(case.as_of or "")
    end = add(span(today, today), within)
    if isinstance(end, Unreckoned):
        raise ValueError(f"{case.path}: {end.reason}")
    for finding in case.findings:
        if finding.verdict is not Verdict.DUE or finding.waived is not None:
            continue
        first, last = _limit(finding)
        if first is None or first <= end.last:
            yield Due(first, last, (first - today).days if first is not None else None, finding, case)


def _limit(finding: Finding) -> tuple[date | None, date | None]:
    if finding.limit is not None:
        return date.fromisoformat(finding.limit), None
    if finding.limit_between is not None:
        return date.fromisoformat(finding.limit_between[0]), date.fromisoformat(finding.limit_between[1])
    return None, None


# told


def as_text(made: Calendar, width: int, colour: bool = False) -> str:
    """By day, then by whose move it is."""
    more = f", {len(made.undated)} more with no day yet" if made.undated else ""
    head = f"Due within {made.within}: {many(len(made.dated), 'duty', 'duties')}{more}, {many(made.cases, 'case')}."
    lines = list(wrapped(head, width, style="head"))
    for day, those in made.days():
        lines += [Line(""), *wrapped(f"{_WEEKDAYS[day.weekday()]} {day}, {_left(those)}", width, style="due"), *_moves(those, width)]
    if made.undated:
        lines += [Line(""), *wrapped("Due, with no day yet", width, style="due"), *_moves(made.undated, width)]
    if made.overdue:
        lines += [Line(""), *wrapped(f"Not done already: {made.overdue}. scr-check check tells of them.", width)]
    return joined(lines, colour)


def _moves(those: Iterable[Due], width: int) -> Iterator[Line]:
    by_move: dict[str, list[Due]] = {}
    for one in those:
        by_move.setdefault(one.move, []).append(one)
    for move, duties in by_move.items():
        yield from wrapped(harmless(move), width, "  ", "    ")
        for one in duties:
            f = one.finding
            between = f", {one.when}" if one.last is not None else ""
            yield from wrapped(harmless(f"{f.about}{between} ({f.rule}, {one.case.path}:{f.line})"), width, "    > ", "      ")


def _left(those: list[Due]) -> str:
    days = sorted({one.days for one in those if one.days is not None})
    return "today" if days == [0] else f"in {' or '.join(map(str, days))} day{'' if days == [1] else 's'}"


def as_data(made: Calendar) -> dict[str, Any]:
    """``due/1``: ``days``, each with its moves, each with its duties; ``undated``; ``overdue``."""
    return {
        "format": "due/1", "within": str(made.within), "cases": made.cases, "due": len(made.dated), "overdue": made.overdue,
        "days": [{"day": day.isoformat(), "moves": _moves_data(those)} for day, those in made.days()],
        "undated": _moves_data(made.undated),
    }  # fmt: skip


def _moves_data(those: Iterable[Due]) -> list[dict[str, Any]]:
    by_move: dict[str, list[dict[str, Any]]] = {}
    for one in those:
        by_move.setdefault(one.move, []).append(_data(one))
    return [{"move": move, "duties": duties} for move, duties in by_move.items()]


def _data(one: Due) -> dict[str, Any]:
    f = one.finding
    return {
        "rule": f.rule, "duty": f.duty, "case": one.case.case, "path": one.case.path, "line": f.line, "as_of": one.case.as_of, "about": f.about,
        "message": f.message, "remedy": f.remedy, "limit": f.limit, "limit_between": list(f.limit_between) if f.limit_between else None,
        "days_left": one.days, "entry": f.entry, "identity": f.identity,
    }  # fmt: skip
