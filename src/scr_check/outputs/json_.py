"""The report for programs, ``report/1``: JSON, the same to the byte for the same files, rules, parameters and day of judgement."""

from __future__ import annotations

import json
from typing import Any, Final

from scr_check.case_results import CaseResult, Report
from scr_check.outputs import RenderOptions, Stream, whole
from scr_check.outputs._plain import case_data, head_data, safe, tail_data
from scr_check.tally import Tally

NAME: Final = "json"
SUFFIX: Final = ".json"
MEDIA: Final = "application/json"


def render(report: Report, options: RenderOptions) -> str:
    """One JSON document. Every verdict but ``not_applicable`` is listed, whatever ``options`` say."""
    return whole(stream(report, options), report)


def stream(head: Report, options: RenderOptions) -> Stream:
    """The document, a case at a time."""
    return _Json(head)


class _Json(Stream):
    """Laid out as ``json.dumps`` with an indent of two would lay out the whole."""

    def __init__(self, head: Report) -> None:
        self._head = head

    def begin(self) -> str:
        return _dumped(head_data(self._head))[:-2] + ',\n  "cases": ['

    def case(self, case: CaseResult) -> str:
        return "\n    " + _dumped(case_data(case)).replace("\n", "\n    ")

    def between(self, before: str, after: str) -> str:
        return ","

    def end(self, tally: Tally) -> str:
        return ("\n  ]" if tally.cases else "]") + "," + _dumped(tail_data(self._head, tally))[1:] + "\n"


def _dumped(data: dict[str, Any]) -> str:
    return safe(json.dumps(data, ensure_ascii=False, indent=2))
