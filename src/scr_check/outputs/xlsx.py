"""The report as a workbook: a summary, every finding, the numbers by rule, and whose move the open ones are.

Written by openpyxl (see ``_workbook.py``): it comes with ``pip install scr-check[xlsx]`` and is imported only when a workbook is made. No cell is
a formula.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from scr_check.case_results import CaseResult, Report
from scr_check.findings import Verdict
from scr_check.outputs import MissingExtra, RenderOptions, Stream
from scr_check.outputs._lines import KEPT_TOGETHER
from scr_check.outputs._rows import Cell, columns, defused, rows
from scr_check.outputs._summary import NOTHING, agencies, by_rule, movers, remarks, tables
from scr_check.small import numbers
from scr_check.tally import Tally
from scr_check.words import many

if TYPE_CHECKING:
    from scr_check.outputs._workbook import Book, Sheet

NAME: Final = "xlsx"
SUFFIX: Final = ".xlsx"
MEDIA: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MOST_ROWS: Final = 1_048_575
"""Rows of a sheet, without the first. What does not fit goes on in another."""
_MOST_CHARACTERS: Final = 32_000
_NO_XML: Final = re.compile("[\ufffe\uffff]")
_WIDTHS: Final = {"message": 60, "remedy": 40, "quote": 60, "path": 30, "title": 40, "move": 24, "what": 70, "case": 30, "whose move": 40}


def stream(head: Report, options: RenderOptions) -> Stream:
    """Every verdict but ``not_applicable``, whatever ``options.show`` says. Raises MissingExtra without openpyxl."""
    try:
        import openpyxl  # noqa: F401, PLC0415
    except ImportError:
        raise MissingExtra("--format xlsx needs openpyxl, which is not installed; "
                           "the extra 'xlsx' brings it: pip install '.[xlsx]' in the folder of scr-check") from None
    return _Xlsx(head, options)


class _Xlsx(Stream):
    BINARY: ClassVar[bool] = True

    def __init__(self, head: Report, options: RenderOptions) -> None:
        from scr_check.outputs._workbook import Packed  # noqa: PLC0415

        self._head, self._options, self._rows = head, options, Packed()

    def case(self, case: CaseResult) -> str:
        return ""

    def take(self, case: CaseResult) -> None:
        for row in self._rows_of(case) if not self._options.summary_only else ():
            self._rows.write(json.dumps([_cell(cell) for cell in row]).encode() + b"\n")

    def _rows_of(self, case: CaseResult) -> Iterable[Sequence[Cell]]:
        """The rows of a case, with days for dates where they are asked for."""
        found = rows(case, self._options)
        if not self._options.relative_dates:
            return found
        from scr_check.relative import relative_text, start_of  # noqa: PLC0415

        start = start_of(case)
        return ([relative_text(cell, start) if isinstance(cell, str) else cell for cell in row] for row in found)

    def end(self, tally: Tally) -> bytes:
        from scr_check.outputs._workbook import Book  # noqa: PLC0415

        book = Book()
        self._summary(book, tally)
        if not self._options.summary_only:
            self._findings(book)
        made = {"by rule": by_rule(self._head, tally), "by agency": agencies(tally, most=None), "by role": movers(tally, most=None)}
        if tally.hold_small:
            del made["by agency"]
        for name, table in made.items():
            sheet = self._sheet(book, name, table.columns)
            for row in table.rows:
                sheet.append([None if cell == NOTHING else _cell(cell) for cell in row])
        return book.saved()

    def _findings(self, book: Book) -> None:
        """Every finding, in as many sheets as it takes."""
        sheet, number = self._sheet(book, "findings", columns(self._options)), 1
        for line in self._rows.lines():
            if sheet.rows > MOST_ROWS:
                number += 1
                sheet = self._sheet(book, f"findings {number}", columns(self._options))
            sheet.append(json.loads(line))

    def _summary(self, book: Book, tally: Tally) -> None:
        """What there is in all, and what an auditor asks first."""
        number = numbers(tally)
        counts = [(verdict.value.replace("_", " "), number.verdicts[verdict.value]) for verdict in Verdict]
        told: list[Sequence[Cell]] = [("cases", number.cases), ("checked", number.checked), ("unreadable", number.unreadable), *counts]
        told += [("rulebook", f"{one.id} {one.version}, {many(one.rules, 'rule')}") for one in self._head.rulebooks]
        told += [("local number", f"{name}: {'not set' if value is None else value}") for name, value in self._head.parameters.items()]
        for table in tables(self._head, tally)[1:]:
            told += [(), (table.title,), table.columns, *table.rows]
        told += [(), *((remark,) for remark in remarks(self._head, tally))]
        sheet = self._sheet(book, "summary", ("what", "number"), filters=False)
        for row in told:
            sheet.append([_cell(cell) for cell in row])

    @staticmethod
    def _sheet(book: Book, name: str, columns: Sequence[str], filters: bool = True) -> Sheet:
        return book.sheet(name, [(column, _WIDTHS.get(column, 14)) for column in columns], filters)


def _cell(cell: Cell) -> Cell:
    """A cell that is a number, or text that Excel takes for text and XML can hold."""
    if not isinstance(cell, str):
        return cell
    text = _NO_XML.sub("\ufffd", str(defused(cell.replace(KEPT_TOGETHER, " "))))
    return text if len(text) <= _MOST_CHARACTERS else text[:_MOST_CHARACTERS] + " ..."
