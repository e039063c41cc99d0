"""The overview of many cases: plots by rule, by whose move it is, by how late and over time, and a table that leads to each case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from scr_check.case_results import CaseResult, Report
from scr_check.classes import dataclass, field
from scr_check.findings import Verdict
from scr_check.movers import agencies_of, mover, role_of
from scr_check.outputs._page import counted
from scr_check.outputs._summary import HELD_NOTE, doubts_said
from scr_check.outputs._templates import render
from scr_check.outputs.html import begun, ended
from scr_check.relative import start_of
from scr_check.small import Numbers, Told, held_back, numbers, ordered, together
from scr_check.tally import Tally

_LATE: Final = ((7, "up to a week"), (28, "up to 4 weeks"), (91, "up to 3 months"), (182, "up to 6 months"), (365, "up to a year"))
_OVER: Final = "over a year"
_WRONG: Final = (Verdict.BREACHED, Verdict.CONFLICT)
_OPEN: Final = (Verdict.NOT_RECORDED, Verdict.UNKNOWN)
_NO_AGENCY: Final = "no agency is named"
_MOST: Final = 30
"""Bars of a plot."""
_SPAN: Final = 91
"""Days of a bar over time, where days stand instead of dates."""


@dataclass(frozen=True, slots=True)
class Row:
    """A case in the table: where it is, and its numbers by kind."""

    href: str
    name: str
    as_of: str
    wrong: int
    open: int
    late: int
    due: int
    faults: int
    missing: int


@dataclass(slots=True)
class Overview:
    """The numbers of the overview, added up one case at a time. ``relative``: days from the referral instead of dates.

    ``spans``: how many duties had their last day in each quarter of a year (counted from the year 0), or in each 91 days from the referral.
    """

    relative: bool = False
    rows: list[Row] = field(default_factory=list)
    rules: Counter[str] = field(default_factory=Counter)
    agencies: Counter[str] = field(default_factory=Counter)
    movers: Counter[str] = field(default_factory=Counter)
    late: Counter[str] = field(default_factory=Counter)
    spans: Counter[int] = field(default_factory=Counter)

    def add(self, case: CaseResult, href: str) -> None:
        """Adds a case, which is to be found at ``href``."""

        def count(*verdicts: Verdict) -> int:
            return sum(case.counts.get(verdict.value, 0) for verdict in verdicts)

        start = start_of(case) if self.relative else None
        name, as_of = case.case if case.case is not None else case.path, case.as_of or ""
        if start is not None and as_of:
            as_of = f"day {(date.fromisoformat(as_of) - start).days}"
        kinds = count(*_WRONG), count(*_OPEN), count(Verdict.MET_LATE), count(Verdict.DUE)
        self.rows.append(Row(href, name, as_of, *kinds, len(case.problems), len(case.not_looked_at)))
        for f in case.findings:
            if f.verdict in _WRONG:
                move = mover(f.move)
                self.rules[f.rule] += 1
                self.movers[role_of(move, case.who)] += 1
                self.agencies.update(agencies_of(move, case.who) or (_NO_AGENCY,))
            if f.verdict in (Verdict.BREACHED, Verdict.MET_LATE) and f.days_late is not None:
                self.late[next((word for most, word in _LATE if f.days_late <= most), _OVER)] += 1
            if f.verdict is Verdict.BREACHED and f.limit is not None:
                self.spans[_span(date.fromisoformat(f.limit), start)] += 1

    def part(self, head: Report, tally: Tally, linked: bool) -> str:
        """The overview as a part of a page. ``linked`` False: the cases are nowhere to be led to. Where small counts are held back, none is named."""
        told = numbers(tally)
        by_rule: dict[str, Told] = {rule: together(told.rules[rule][v.value] for v in _WRONG) for rule in self.rules}
        movers = self._held(self.movers, told)
        late = self._held({word: self.late[word] for word in (*(word for _, word in _LATE), _OVER)}, told)
        titles = {rule.id: f"{rule.id}, {rule.title[:1].lower()}{rule.title[1:]}" for rule in head.rules}
        rules = [(titles.get(rule, rule), number) for number, rule in ordered(by_rule)]
        plots = (
            ("By rule: known to be wrong", _bars(rules[:_MOST], len(rules))),
            *(() if told.held else (("By agency: known to be wrong, and theirs to mend", _bars(self.agencies.most_common(_MOST), len(self.agencies))),)),
            ("By whose move it is: known to be wrong", _bars([(word, number) for number, word in ordered(movers)][:_MOST], len(movers))),
            ("How late: what is not done, and what was done late", _bars(late.items(), 0)),
            ("Over time: what is not done, by the last day on which it could be", self._over_time(told)),
        )
        rows = [] if told.held else sorted(self.rows, key=lambda row: (-row.wrong, -row.open, row.name))
        note = HELD_NOTE if told.held else ""
        doubts = doubts_said(told.doubts)
        return render("overview.html", tally=told, doubts=doubts, counts=counted(told.verdicts), plots=plots, rows=rows, linked=linked, note=note)

    def page(self, head: Report, tally: Tally) -> str:
        """The page, alone."""
        return begun("Overview", drawn=False) + self.part(head, tally, True) + ended(head, tally)

    @staticmethod
    def _held(counts: Mapping[str, int], told: Numbers) -> dict[str, Told]:
        """A row of counts as it may be told beside the other numbers."""
        return held_back(dict(sorted(counts.items())) if isinstance(counts, Counter) else counts, told.slack) if told.held else dict(counts)

    def _over_time(self, told: Numbers) -> dict[str, Any]:
        """Every span from the first to the last, the empty ones too: a gap is a gap."""
        spans = range(min(self.spans), max(self.spans) + 1) if self.spans else range(0)
        words = list(self._held({_span_said(span, self.relative): self.spans[span] for span in spans}, told).items())
        return {**_bars(words[-_MOST:], 0), "earlier": together(number for _, number in words[:-_MOST])}


def _span(day: date, start: date | None) -> int:
    return day.year * 4 + (day.month - 1) // 3 if start is None else (day - start).days // _SPAN


def _span_said(span: int, relative: bool) -> str:
    return f"days {span * _SPAN} to {span * _SPAN + _SPAN - 1}" if relative else f"{span // 4}, quarter {span % 4 + 1}"


def _bars(counts: Iterable[tuple[str, Told]], of: int) -> dict[str, Any]:
    """The bars of a plot: each with its share (percent) of the longest; how many there would be. What is held back has no share, and no bar."""
    bars = list(counts)
    most = max((number for _, number in bars if isinstance(number, int)), default=0) or 1
    shares = [(word, number, f"{100 * number / most:.1f}" if isinstance(number, int) else "") for word, number in bars]
    return {"bars": shares, "more": max(of - len(bars), 0), "earlier": 0, "any": any(n for _, n in bars)}
