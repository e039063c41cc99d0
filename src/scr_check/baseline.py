"""The baseline: an earlier report. What failed in it, and is no worse now, does not fail again; what is new or worse does.

A finding is found again by its identity, which stays when entries move in the file. One that was waived in the earlier report is not known from
it: somebody answered for it until a day, and when that day is past it must be seen.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from scr_check.classes import replace
from scr_check.findings import CaseResult, Finding, Verdict
from scr_check.reports import OldReport, read_report

BADNESS: Final = {verdict: place for place, verdict in enumerate(reversed(Verdict))}
"""The higher the worse, as a report orders them: ``breached`` is worse than ``conflict``, that than ``not_recorded``, that than ``unknown``."""


class Baseline:
    """What an earlier report has, by identity: the worst verdict that it gave."""

    def __init__(self, report: OldReport) -> None:
        self._worst: dict[str, int] = {}
        for case in report.cases:
            for one in case.findings:
                if one.waived is None:
                    self._worst[one.identity] = max(BADNESS[one.verdict], self._worst.get(one.identity, -1))

    def marked(self, case: CaseResult, fail_on: frozenset[Verdict]) -> CaseResult:
        """The case with each of its failing findings marked ``known`` or ``new``."""
        return replace(case, findings=tuple(self._marked(f) if f.fails(fail_on) else f for f in case.findings))

    def _marked(self, finding: Finding) -> Finding:
        known = self._worst.get(finding.identity, -1) >= BADNESS[finding.verdict]
        return replace(finding, baseline="known" if known else "new")


def load(path: Path) -> Baseline:
    """The baseline in a JSON report. Raises ReportFault."""
    return Baseline(read_report(path))
