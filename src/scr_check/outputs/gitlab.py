"""The report for GitLab's code quality widget: a JSON list of what stands where (https://docs.gitlab.com/ci/testing/code_quality)."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any, Final

from scr_check.case_results import CaseResult, Doubt, Problem, Report
from scr_check.findings import Finding, Verdict
from scr_check.outputs import RenderOptions, Stream
from scr_check.outputs._levels import KNOWN, level, verdict, words
from scr_check.outputs._lines import harmless
from scr_check.outputs._plain import safe
from scr_check.outputs._texts import texts_said
from scr_check.tally import Tally

NAME: Final = "gitlab"
SUFFIX: Final = ".json"
MEDIA: Final = "application/json"

_SEVERITY: Final = {"error": "critical", "note": "info", "none": "info"}


def stream(head: Report, options: RenderOptions) -> Stream:
    """An issue for each finding that ``options.show`` lists, each doubt, and each fault of a file that could not be read."""
    return _GitLab(options)


class _GitLab(Stream):
    def __init__(self, options: RenderOptions) -> None:
        self._options = options

    def begin(self) -> str:
        return "["

    def case(self, case: CaseResult) -> str:
        issues = [_fault(case.path, one) for one in case.problems] + [_doubt(case.path, one) for one in case.doubts]
        issues += [_finding(case, f) for f in case.findings if self._options.lists(f) and f.verdict is not Verdict.NOT_APPLICABLE]
        return ",".join("\n" + safe(json.dumps(issue, ensure_ascii=False)) for issue in issues)

    def between(self, before: str, after: str) -> str:
        return ","

    def end(self, tally: Tally) -> str:
        return "\n]\n"


def _finding(case: CaseResult, f: Finding) -> dict[str, Any]:
    how = level(f)
    severity = _SEVERITY.get(how) or ("major" if f.verdict in KNOWN else "minor")
    return _issue(case.path, f.line, f"{verdict(f)}: {words(f, texts=texts_said(case, f))}", f.rule, severity, f.identity)


def _fault(path: str, problem: Problem) -> dict[str, Any]:
    told = f"{problem.line}:{problem.column}: {problem.message}"
    return _issue(path, problem.line or 1, f"cannot be read: {problem.message}", "unreadable", "blocker", told)


def _doubt(path: str, doubt: Doubt) -> dict[str, Any]:
    return _issue(path, doubt.line, f"{doubt.heading}: {doubt.message}", doubt.code, "info", f"{doubt.line}:{doubt.column}: {doubt.message}")


def _issue(path: str, line: int, description: str, name: str, severity: str, identity: str) -> dict[str, Any]:
    """GitLab drops an issue whose fingerprint another one has: two files may tell of one case, so the path is in it."""
    return {
        "description": harmless(description), "check_name": name, "severity": severity,
        "fingerprint": sha256(json.dumps([path, identity]).encode("ascii")).hexdigest()[:32],
        "location": {"path": harmless(path), "lines": {"begin": line}},
    }  # fmt: skip
