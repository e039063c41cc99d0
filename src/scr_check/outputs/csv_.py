"""The report for a spreadsheet: one row for each finding, for each word or date to check, and for each fault of a file that could not be read.

RFC 4180: a comma, CRLF, quotes doubled. A byte-order mark says that it is UTF-8, without which Excel reads something else. A cell that would
be a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from scr_check.case_results import CaseResult, Report
from scr_check.outputs import RenderOptions, Stream
from scr_check.outputs._rows import Cell, columns, defused, rows
from scr_check.outputs._summary import NOTHING, by_rule
from scr_check.tally import Tally

NAME: Final = "csv"
SUFFIX: Final = ".csv"
MEDIA: Final = "text/csv"


def stream(head: Report, options: RenderOptions) -> Stream:
    """Every verdict but ``not_applicable``, whatever ``options.show`` says; the first row has the names of the columns.

    With ``summary_only`` the table by rule instead, for a folder has no other in rows and columns.
    """
    return _ByRule(head) if options.summary_only else _Csv(options)


class _Csv(Stream):
    def __init__(self, options: RenderOptions) -> None:
        self._options = options

    def begin(self) -> str:
        return "\ufeff" + _written([columns(self._options)])

    def case(self, case: CaseResult) -> str:
        return _written([defused(cell) for cell in row] for row in rows(case, self._options))


class _ByRule(Stream):
    def __init__(self, head: Report) -> None:
        self._head = head

    def case(self, case: CaseResult) -> str:
        return ""

    def end(self, tally: Tally) -> str:
        table = by_rule(self._head, tally)
        return "\ufeff" + _written([table.columns, *([None if cell == NOTHING else defused(cell) for cell in row] for row in table.rows)])


def _written(table: Iterable[Iterable[Cell]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(table)
    return text.getvalue()
