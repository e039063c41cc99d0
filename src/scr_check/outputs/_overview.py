"""The page over many cases: plots by rule, by whose move it is, by how late and over time, and a table that leads to each case's own page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

from scr_check.classes import dataclass, field
from scr_check.findings import CaseResult, Report, Verdict
from scr_check.outputs.html import environment
from scr_check.tally import Tally

_LATE: Final = ((7, "up to a week"), (28, "up to 4 weeks"), (91, "up to 3 months"), (182, "up to 6 months"), (365, "up to a year"))
_OVER: Final = "over a year"
_WRONG: Final = (Verdict.BREACHED, Verdict.CONFLICT)
_OPEN: Final = (Verdict.NOT_RECORDED, Verdict.UNKNOWN)
_MOST: Final = 30


@dataclass(frozen=True, slots=True)
class Row:
    """A case in the table: its page, and its numbers by kind."""

    href: str
    name: str
    as_of: str
    wrong: int
    open: int
    late: int
    due: int
    faults: int


@dataclass(slots=True)
class Overview:
    """The numbers of the overview, added up one case at a time."""

    rows: list[Row] = field(default_factory=list)
    rules: Counter[str] = field(default_factory=Counter)
    movers: Counter[str] = field(default_factory=Counter)
    late: Counter[str] = field(default_factory=Counter)
    months: Counter[str] = field(default_factory=Counter)

    def add(self, case: CaseResult, href: str) -> None:
        """Adds a case, whose page is at ``href``, beside the overview."""

        def count(*verdicts: Verdict) -> int:
            return sum(case.counts.get(verdict.value, 0) for verdict in verdicts)

        name = case.case if case.case is not None else case.path
        self.rows.append(Row(href, name, case.as_of or "", count(*_WRONG), count(*_OPEN), count(Verdict.MET_LATE), count(Verdict.DUE), len(case.problems)))
        for f in case.findings:
            if f.verdict in _WRONG:
                self.rules[f.rule] += 1
                self.movers[f.move if f.move not in ("", "(not recorded)") else "whoever keeps the record"] += 1
            if f.verdict in (Verdict.BREACHED, Verdict.MET_LATE) and f.days_late is not None:
                self.late[next((word for most, word in _LATE if f.days_late <= most), _OVER)] += 1
            if f.verdict is Verdict.BREACHED and f.limit is not None:
                self.months[f"{f.limit[:4]}, quarter {(int(f.limit[5:7]) + 2) // 3}"] += 1

    def page(self, head: Report, tally: Tally) -> str:
        """The page."""
        titles = {rule.id: f"{rule.id}, {rule.title[:1].lower()}{rule.title[1:]}" for rule in head.rules}
        rules = [(titles.get(rule, rule), number) for rule, number in self.rules.most_common(_MOST)]
        plots = (
            ("By rule: known to be wrong", _bars(rules, len(self.rules))),
            ("By whose move it is: known to be wrong", _bars(self.movers.most_common(_MOST), len(self.movers))),
            ("How late: what is not done, and what was done late", _bars([(word, self.late[word]) for _, word in _LATE] + [(_OVER, self.late[_OVER])], 0)),
            ("Over time: what is not done, by the last day on which it could be", _bars(sorted(self.months.items())[-_MOST:], len(self.months))),
        )
        counts = [(v.value.replace("_", " "), tally.verdicts[v.value]) for v in Verdict if v is not Verdict.NOT_APPLICABLE and tally.verdicts.get(v.value)]
        rows = sorted(self.rows, key=lambda row: (-row.wrong, -row.open, row.name))
        made = environment()
        return made.get_template("head.html").render(title="Overview") + made.get_template("overview.html").render(
            head=head, tally=tally, counts=counts, plots=plots, rows=rows, unset=head.unset()
        )


def _bars(counted: Iterable[tuple[str, int]], of: int) -> dict[str, Any]:
    """The bars of a plot: each with its share (percent) of the longest; how many there would be."""
    bars = [(word, number) for word, number in counted]
    most = max((number for _, number in bars), default=0) or 1
    return {"bars": [(word, number, round(100 * number / most, 1)) for word, number in bars], "more": max(of - len(bars), 0), "any": any(n for _, n in bars)}
