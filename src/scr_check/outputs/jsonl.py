"""``report/1`` by the line: one line for each case, then one with the summary. A program can read it while it is being written."""

from __future__ import annotations

import json
from typing import Any, Final

from scr_check.findings import Report
from scr_check.outputs import RenderOptions
from scr_check.outputs._plain import FORMAT, case_data, head_data, safe, tail_data

NAME: Final = "jsonl"
SUFFIX: Final = ".jsonl"
MEDIA: Final = "application/x-ndjson"


def render(report: Report, options: RenderOptions) -> str:
    """A line for each case, the keys those of a case of the JSON report; the last line has all the other keys of that report."""
    lines = [_line({"format": FORMAT, **case_data(case)}) for case in report.cases]
    return "".join([*lines, _line({**head_data(report), **tail_data(report)})])


def _line(data: dict[str, Any]) -> str:
    return safe(json.dumps(data, ensure_ascii=False, separators=(", ", ": "))) + "\n"
