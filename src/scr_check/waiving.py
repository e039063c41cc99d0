"""Waivers at work: the findings that they are for are marked, shown, and fail nothing.

A waiver holds on every day of judgement up to ``until``. It is held against the day on which each case is judged, not against the clock: the
same files judged on the same day give the same report, and a case judged as it stood last year is judged with the waivers of last year.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

from scr_check.case_results import CaseResult, Waiver, WaiverUse
from scr_check.classes import replace
from scr_check.findings import Finding, Verdict
from scr_check.standing import WAIVERS, is_file
from scr_check.words import nearest

HELD_BACK: Final = "(held back)"
"""Stands in a report for what it may not tell of a waiver."""

WAIVABLE: Final = frozenset(Verdict) - {Verdict.MET, Verdict.HOLDING, Verdict.NOT_APPLICABLE}
"""Where there is something to waive: nobody need answer for what is done."""
_IDENTITY: Final = re.compile(r"[0-9a-f]{32}")


def beside(folders: Iterable[Path], files: Iterable[str], name: str = WAIVERS) -> tuple[Path, ...]:
    """The folders that have a ``waivers.yaml`` (or another ``name``): of the folders checked and of the case files, in order."""
    near = {*folders, *(Path(one).parent for one in files)}
    return tuple(folder for folder in sorted(near) if is_file(folder / name))


class Waivers:
    """The waivers of a run, told apart by their number in ``all``."""

    def __init__(self, waivers: tuple[Waiver, ...]) -> None:
        self.all = waivers
        self._by_case: dict[str, list[int]] = {}
        for number, one in enumerate(waivers):
            self._by_case.setdefault(one.case, []).append(number)

    def applied(self, case: CaseResult) -> CaseResult:
        """The case with its waived findings marked, and what became of each waiver that is for it."""
        numbers = [n for n in self._by_case.get(case.case or "", ()) if _in_scope(self.all[n], case.path)]
        if not numbers or case.as_of is None:
            return case
        held = [n for n in numbers if self.all[n].until >= case.as_of]
        used: Counter[int] = Counter()
        findings = tuple(self._waived(f, held, used) for f in case.findings)
        uses = tuple(WaiverUse(n, used[n], None if n in held else case.as_of) for n in numbers)
        return replace(case, findings=findings, waivers=uses)

    def _waived(self, finding: Finding, numbers: list[int], used: Counter[int]) -> Finding:
        fitting = [n for n in numbers if self.all[n].rule == finding.rule and _fits(self.all[n], finding)] if finding.verdict in WAIVABLE else []
        if not fitting:
            return finding
        used.update(fitting)
        first = self.all[fitting[0]]
        return replace(finding, waived={"reason": first.reason, "approved_by": first.approved_by, "until": first.until})


def _in_scope(waiver: Waiver, path: str) -> bool:
    if waiver.folder is None:
        return True
    return path != "-" and os.path.relpath(path, waiver.folder).split(os.sep, 1)[0] != os.pardir


def _fits(waiver: Waiver, finding: Finding) -> bool:
    if waiver.pattern is not None:
        return fnmatchcase(finding.subject, waiver.pattern) or fnmatchcase(finding.entry, waiver.pattern)
    subject = waiver.subject or ""
    if not subject or subject.startswith("/"):
        return subject == finding.subject
    return subject == (finding.identity if _IDENTITY.fullmatch(subject) else finding.entry)


def standing(one: Waiver, use: WaiverUse | None) -> tuple[str, str]:
    """What became of a waiver in a run, ``applied``, ``expired``, ``unmatched`` or ``not_looked_at``, and a line on it if one is due."""
    if one.rule_state == "idle":
        return "not_looked_at", ""
    if use is not None and use.expired is not None:
        when = "" if one.until == HELD_BACK else f" on {one.until}, and case {one.case} is judged as of {use.expired}"
        return "expired", f"the waiver of {one.rule} ran out{when or f' before the day of judgement of case {one.case}'}"
    if use is not None and use.matched:
        return "applied", ""
    if one.rule_state == "unknown":
        return "unmatched", f"the waiver of {one.rule} matches nothing: no rulebook has that rule{one.meant}"
    if use is None and not one.expected:
        return "not_looked_at", ""
    if use is None:
        return "unmatched", f"the waiver of {one.rule} matches nothing: no case {one.case} was checked"
    what = f"pattern {one.pattern}" if one.pattern is not None else one.subject or "the whole of it"
    return "unmatched", f"the waiver of {one.rule} matches nothing: in case {one.case} there is nothing to waive in {what}"


def remarks(waivers: tuple[Waiver, ...], uses: Mapping[int, WaiverUse]) -> list[str]:
    """What is to be said of waivers that have run out or match nothing, a line each, with its place."""
    told = ((one, standing(one, uses.get(number))[1]) for number, one in enumerate(waivers))
    return [f"{one.path}:{one.line}:{one.column}: {words}" for one, words in told if words]


def for_run(waivers: tuple[Waiver, ...], known: frozenset[str], ran: frozenset[str]) -> tuple[Waiver, ...]:
    """The waivers, of each whether its rule runs, is known at all, or which rule may be meant. ``known`` and ``ran`` are ids."""
    return tuple(_for_run(one, known, ran) for one in waivers)


def _for_run(one: Waiver, known: frozenset[str], ran: frozenset[str]) -> Waiver:
    if one.rule in ran:
        return replace(one, rule_state="ran")
    return replace(one, rule_state="idle") if one.rule in known else replace(one, rule_state="unknown", meant=nearest(one.rule, sorted(known)))
