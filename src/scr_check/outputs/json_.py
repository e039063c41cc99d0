"""The report for programs, ``report/1``: JSON, the same to the byte for the same files, rules, parameters and day of judgement."""

from __future__ import annotations

import json
from typing import Any, Final

from scr_check.findings import Report
from scr_check.outputs import RenderOptions
from scr_check.outputs._plain import as_data, safe

NAME: Final = "json"
SUFFIX: Final = ".json"
MEDIA: Final = "application/json"


def render(report: Report, options: RenderOptions) -> str:
    """One JSON document. Every verdict but ``not_applicable`` is listed, whatever ``options`` say."""
    data: dict[str, Any] = as_data(report)
    return safe(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"
