"""The baseline: an earlier report. What failed in it, and is no worse now, does not fail again; what is new or worse does.

A finding is found again by its identity, which stays when entries move in the file. One that was waived in the earlier report is not known from
it: somebody answered for it until a day, and when that day is past it must be seen.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from scr_check.case_results import CaseResult, Gone, Since
from scr_check.classes import replace
from scr_check.findings import Finding, Verdict
from scr_check.reports import OldReport, read_report

BADNESS: Final = {verdict: place for place, verdict in enumerate(reversed(Verdict))}
"""The higher the worse, as a report orders them: ``breached`` is worse than ``conflict``, that than ``not_recorded``, that than ``unknown``."""


class Baseline:
    """What an earlier report has, by identity: the worst verdict that it gave, over two files of one case too, in whatever order."""

    def __init__(self, report: OldReport) -> None:
        self._worst: dict[str, int] = {}
        self._verdicts: dict[str, Verdict] = {}
        self._by_path = {case.path: case for case in report.cases}
        named = Counter(case.case for case in report.cases)
        self._by_name = {case.case: case for case in report.cases if case.case is not None and named[case.case] == 1}
        for case in report.cases:
            for one in case.findings:
                self._verdicts[one.identity] = max(one.verdict, self._verdicts.get(one.identity, one.verdict), key=BADNESS.__getitem__)
                if one.waived is None:
                    self._worst[one.identity] = max(BADNESS[one.verdict], self._worst.get(one.identity, -1))

    def marked(self, case: CaseResult, fail_on: frozenset[Verdict], ran: frozenset[str]) -> CaseResult:
        """The case with each of its failing findings marked ``known`` or ``new``, and what became of all since. ``ran``: the rules that did."""
        findings = tuple(self._marked(f) if f.fails(fail_on) else f for f in case.findings)
        return replace(case, findings=findings, since=self._since(case, findings, ran) if case.status == "checked" else None)

    def _marked(self, finding: Finding) -> Finding:
        known = self._worst.get(finding.identity, -1) >= BADNESS[finding.verdict]
        return replace(finding, baseline="known" if known else "new")

    def _since(self, case: CaseResult, findings: tuple[Finding, ...], ran: frozenset[str]) -> Since:
        old = self._by_path.get(case.path) or self._by_name.get(case.case or "")
        here = {f.identity for f in findings}
        gone = [one for one in old.findings if one.identity not in here and one.rule in ran] if old is not None else []
        return Since({f.identity: self._state(f) for f in findings}, tuple(Gone(o.rule, o.duty, o.verdict, o.message, o.line, o.identity) for o in gone))

    def _state(self, finding: Finding) -> str:
        """What fails anew is new, though the earlier report may have it with a better verdict."""
        before = self._verdicts.get(finding.identity)
        if finding.baseline == "new" or before is None:
            return "new"
        return "unchanged" if before is finding.verdict else "updated"


def load(path: Path) -> Baseline:
    """The baseline in a JSON report. Raises ReportFault."""
    return Baseline(read_report(path))
