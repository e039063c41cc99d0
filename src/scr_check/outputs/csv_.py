"""The report for a spreadsheet: one row for each finding, and for each fault of a file that could not be read.

RFC 4180: a comma, CRLF, quotes doubled. A byte-order mark says that it is UTF-8, without which Excel reads something else. A cell that would
be a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from scr_check.findings import CaseResult, Report
from scr_check.outputs import RenderOptions, Stream
from scr_check.outputs._rows import COLUMNS, Cell, defused, rows

NAME: Final = "csv"
SUFFIX: Final = ".csv"
MEDIA: Final = "text/csv"


def stream(head: Report, options: RenderOptions) -> Stream:
    """Every verdict but ``not_applicable``, whatever ``options`` say; the first row has the names of the columns."""
    return _Csv()


class _Csv(Stream):
    def begin(self) -> str:
        return "\ufeff" + _written([COLUMNS])

    def case(self, case: CaseResult) -> str:
        return _written([defused(cell) for cell in row] for row in rows(case))


def _written(table: Iterable[Iterable[Cell]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(table)
    return text.getvalue()
