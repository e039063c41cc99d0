"""The numbers over many cases, added up one case at a time: what a summary needs, and no more, however many cases there are."""

from __future__ import annotations

import bisect
from array import array
from collections import Counter
from collections.abc import Iterable
from functools import partial
from hashlib import blake2b
from typing import Any

from scr_check.case_results import CaseResult, Problem, WaiverUse
from scr_check.classes import dataclass, field
from scr_check.findings import ATTENTION, FAILING, Finding, Verdict
from scr_check.movers import agencies_of, role_of

Age = tuple[int, str, str]
"""How many days a duty is overdue, in which file, by which rule."""
KEPT = 10
"""How many of the oldest duties, and of the cases with the most, are kept."""
OWED = frozenset({Verdict.BREACHED, Verdict.CONFLICT, Verdict.NOT_RECORDED, Verdict.UNKNOWN, Verdict.DUE})
"""What is still somebody's move."""


@dataclass(slots=True)
class Tally:
    """Counts over cases. ``rules``: of each rule, how often it gave each verdict. ``movers``: whose move the open findings are, by role.
    ``agencies``: of what kind of agency they are; ``homeless``: those of which no agency is known.

    ``oldest``: (days open since the limit, path, rule, place, about, how many more of the rule in the case are breached) of the longest of each
    rule in each case. ``fullest``: (findings that fail, path).
    ``hold_small``: are counts under five to be held back when they are told (see ``small``)?
    ``faults``: (path, the faults) of files that could not be read; ``untold``: those of them that a format broke down over, so that the report
    does not have them. ``yes_no``: of each yes/no field, the values that were seen. ``loud``: checked cases that have something to say.
    ``doubts``: of each kind of doubt, how many cases have one. ``again``: (path, case id) of files whose id an earlier file has, the first of
    them, and ``repeated`` how many there are. ``empty``: the first files in which no rule found anything to judge, and ``nothing`` how many.
    ``waived``, ``baseline``: how many findings are waived; of what fails, how many are ``new`` and ``known``.
    ``ids`` tells the ids met: eight bytes of each one's hash, in order. ``last``: the case added last.
    """

    fail_on: frozenset[Verdict] = FAILING
    hold_small: bool = False
    cases: int = 0
    checked: int = 0
    failing: int = 0
    loud: int = 0
    doubts: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    rules: dict[str, Counter[str]] = field(default_factory=dict)
    movers: Counter[str] = field(default_factory=Counter)
    agencies: Counter[str] = field(default_factory=Counter)
    homeless: int = 0
    oldest: list[tuple[int, str, str, int, str, int]] = field(default_factory=list)
    fullest: list[tuple[int, str]] = field(default_factory=list)
    yes_no: dict[str, set[bool]] = field(default_factory=dict)
    waivers: dict[int, WaiverUse] = field(default_factory=dict)
    faults: list[tuple[str, tuple[Problem, ...]]] = field(default_factory=list)
    untold: list[tuple[str, tuple[Problem, ...]]] = field(default_factory=list)
    again: list[tuple[str, str]] = field(default_factory=list)
    repeated: int = 0
    ids: array[int] = field(default_factory=partial(array, "Q"))
    last: tuple[str, str] | None = None
    empty: list[str] = field(default_factory=list)
    nothing: int = 0
    waived: int = 0
    baseline: Counter[str] = field(default_factory=Counter)

    @property
    def unreadable(self) -> int:
        """Files that could not be read."""
        return self.cases - self.checked

    @property
    def exit(self) -> int:
        """0 nothing to fail on, 1 findings that fail, 3 a file that could not be read (the worst that applies)."""
        return 3 if self.unreadable else 1 if self.failing else 0

    def add(self, case: CaseResult, bar: list[Age] | None = None) -> None:
        """Adds one case. ``bar``: the oldest duties that this process has seen; what is younger needs no words, since no summary will tell it."""
        self.cases += 1
        if case.status != "checked":
            self.faults.append((case.path, case.problems))
            return
        self.checked += 1
        self._met(case.path, case.case or "")
        self.verdicts.update(case.counts)
        if not case.findings:
            self._nothing_in([case.path], 1)
        for rule, number in case.idle.items():
            if number:
                self._rule(rule)["not_applicable"] += number
        for name, values in case.yes_no.items():
            self.yes_no.setdefault(name, set()).update(values)
        self.doubts.update({one.kind for one in case.doubts})
        self._waivers(case.waivers)
        bad, loud = self._findings(case, bar if bar is not None else [])
        self.failing += bad > 0
        self.loud += loud or bool(case.not_looked_at or case.doubts)

    def _met(self, path: str, case: str) -> None:
        self.last = path, case
        number = int.from_bytes(blake2b(case.encode("utf-8", "surrogatepass"), digest_size=8).digest())
        at = bisect.bisect_left(self.ids, number)
        if self.ids[at : at + 1] != array("Q", (number,)):
            self.ids.insert(at, number)
            return
        self.repeated += 1
        if len(self.again) < KEPT:
            self.again.append((path, case))

    def _nothing_in(self, paths: list[str], number: int) -> None:
        self.nothing += number
        self.empty += paths[: KEPT - len(self.empty)]

    def _waivers(self, uses: Iterable[WaiverUse]) -> None:
        for use in uses:
            known = self.waivers.get(use.number)
            self.waivers[use.number] = use if known is None else known.with_other(use)

    def _rule(self, name: str) -> Counter[str]:
        known = self.rules.get(name)
        if known is None:
            known = self.rules[name] = Counter()
        return known

    def _findings(self, case: CaseResult, bar: list[Age]) -> tuple[int, bool]:
        """Adds the findings of a case. Gives how many of them fail it, and whether any asks for attention."""
        bad, loud, rule, fail_on = 0, False, None, self.fail_on
        counts: Counter[str] = Counter()
        moves: Counter[str] = Counter()
        late: dict[str, list[Finding]] = {}
        for f in case.findings:
            verdict = f.verdict
            if verdict is Verdict.NOT_APPLICABLE:
                continue
            if f.rule != rule:  # those of a rule stand together
                rule = f.rule
                counts = self._rule(rule)
            counts[verdict._value_] += 1
            if verdict in ATTENTION:
                loud = True
            if verdict in fail_on or f.failed:
                bad += f.fails(fail_on)
            self.waived += f.waived is not None
            if f.baseline is not None:
                self.baseline[f.baseline] += 1
            if verdict in OWED and f.waived is None:
                if f.binding:
                    moves[f.move] += 1
                if verdict is Verdict.BREACHED and f.days_late is not None:
                    late.setdefault(f.rule, []).append(f)
        self._moves(case, moves)
        for those in late.values():
            self._old(case, those, bar)
        if bad:
            _keep(self.fullest, (bad, case.path))
        return bad, loud

    def _moves(self, case: CaseResult, moves: Counter[str]) -> None:
        for move, number in moves.items():
            self.movers[role_of(move, case.who)] += number
            kinds = agencies_of(move, case.who)
            self.homeless += 0 if kinds else number
            for kind in kinds:
                self.agencies[kind] += number

    def _old(self, case: CaseResult, those: list[Finding], bar: list[Age]) -> None:
        """The longest of the breaches of a rule in a case, of several the first."""
        late = max(f.days_late or 0 for f in those)
        if _keep(bar, (late, case.path, those[0].rule)):
            first = next(f for f in those if f.days_late == late)
            _keep(self.oldest, (late, case.path, first.rule, first.line, first.about, len(those) - 1))

    def merge(self, other: Tally) -> None:
        """Adds the numbers of another tally, of one case."""
        self.cases += other.cases
        self.checked += other.checked
        self.failing += other.failing
        self.loud += other.loud
        self.doubts.update(other.doubts)
        self.verdicts.update(other.verdicts)
        self.movers.update(other.movers)
        self.agencies.update(other.agencies)
        self.homeless += other.homeless
        self._nothing_in(other.empty, other.nothing)
        self.waived += other.waived
        self.baseline.update(other.baseline)
        if other.last is not None:
            self._met(*other.last)
        self.faults.extend(other.faults)
        self.untold.extend(other.untold)
        for rule, counts in other.rules.items():
            self._rule(rule).update(counts)
        for name, values in other.yes_no.items():
            self.yes_no.setdefault(name, set()).update(values)
        self._waivers(other.waivers.values())
        for old in other.oldest:
            _keep(self.oldest, old)
        for full in other.fullest:
            _keep(self.fullest, full)

    def longest(self) -> list[tuple[int, str, str, int, str, int]]:
        """The oldest open duties, the oldest first, then by path."""
        return list(self.oldest)

    def most(self) -> list[tuple[int, str]]:
        """The cases with the most, the fullest first, then by path."""
        return list(self.fullest)


def _order(one: tuple[Any, ...]) -> tuple[Any, ...]:
    return (-one[0], *one[1:])


def _keep(kept: list[Any], one: tuple[Any, ...]) -> bool:
    """Keeps the largest, of two alike the first by path, so that the order in which cases come does not matter. Is this one among them?"""
    if len(kept) == KEPT and _order(one) > _order(kept[-1]):
        return False
    bisect.insort(kept, one, key=_order)
    del kept[KEPT:]
    return True


def tally_of(cases: Iterable[CaseResult], fail_on: frozenset[Verdict] = FAILING) -> Tally:
    """The tally of these cases."""
    tally = Tally(fail_on)
    bar: list[Age] = []
    for case in cases:
        tally.add(case, bar)
    return tally
