"""``report/1`` by the line: one line for each case, then one with the summary. A program can read it while it is being written."""

from __future__ import annotations

import json
from typing import Any, Final

from scr_check.case_results import CaseResult, Report
from scr_check.outputs import RenderOptions, Stream, whole
from scr_check.outputs._plain import FORMAT, case_data, head_data, safe, tail_data
from scr_check.tally import Tally

NAME: Final = "jsonl"
SUFFIX: Final = ".jsonl"
MEDIA: Final = "application/x-ndjson"


def render(report: Report, options: RenderOptions) -> str:
    """A line for each case, the keys those of a case of the JSON report; the last line has all the other keys of that report."""
    return whole(stream(report, options), report)


def stream(head: Report, options: RenderOptions) -> Stream:
    """The lines, a case at a time."""
    return _Lines(head)


class _Lines(Stream):
    def __init__(self, head: Report) -> None:
        self._head = head

    def case(self, case: CaseResult) -> str:
        return _line({"format": FORMAT, **case_data(case)})

    def end(self, tally: Tally) -> str:
        return _line({**head_data(self._head), **tail_data(self._head, tally)})


def _line(data: dict[str, Any]) -> str:
    return safe(json.dumps(data, ensure_ascii=False, separators=(", ", ": "))) + "\n"
