"""The report as a workbook: a summary, every finding, the numbers by rule, and whose move the open ones are.

Written by openpyxl, in memory: it comes with ``pip install scr-check[xlsx]`` and is imported only when a workbook is made. No cell is a formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from scr_check.findings import CaseResult, Report, Verdict
from scr_check.outputs import MissingExtra, RenderOptions, Stream
from scr_check.outputs._lines import KEPT_TOGETHER
from scr_check.outputs._rows import COLUMNS, Cell, defused, rows
from scr_check.outputs._summary import NOTHING, by_rule, movers, remarks, tables
from scr_check.tally import Tally

if TYPE_CHECKING:
    from openpyxl import Workbook

NAME: Final = "xlsx"
SUFFIX: Final = ".xlsx"
MEDIA: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXTRA: Final = "openpyxl"

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
        raise MissingExtra("--format xlsx needs openpyxl, which is not installed: pip install 'scr-check[xlsx]'") from None
    return _Xlsx(head, options)


class _Xlsx(Stream):
    BINARY: ClassVar[bool] = True

    def __init__(self, head: Report, options: RenderOptions) -> None:
        self._head, self._options = head, options
        self._rows: list[list[Cell]] = []

    def case(self, case: CaseResult) -> str:
        return ""

    def take(self, case: CaseResult) -> None:
        if not self._options.summary_only:
            self._rows += rows(case)

    def end(self, tally: Tally) -> bytes:
        from openpyxl import Workbook  # noqa: PLC0415

        book = Workbook(write_only=True)
        self._summary(book, tally)
        if not self._options.summary_only:
            for number in range(0, max(len(self._rows), 1), MOST_ROWS):
                _sheet(book, "findings" if not number else f"findings {number // MOST_ROWS + 1}", COLUMNS, self._rows[number : number + MOST_ROWS])
        for name, table in (("by rule", by_rule(self._head, tally)), ("by mover", movers(tally, most=None))):
            _sheet(book, name, table.columns, ([None if cell == NOTHING else cell for cell in row] for row in table.rows))
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def _summary(self, book: Workbook, tally: Tally) -> None:
        """What there is in all, and what an auditor asks first."""
        counts = [(verdict.value.replace("_", " "), tally.verdicts.get(verdict.value, 0)) for verdict in Verdict]
        told: list[Sequence[Cell]] = [("cases", tally.cases), ("checked", tally.checked), ("unreadable", tally.unreadable), *counts]
        told += [("rulebook", f"{one.id} {one.version}, {one.rules} rules") for one in self._head.rulebooks]
        told += [("local number", f"{name}: {'not set' if value is None else value}") for name, value in self._head.parameters.items()]
        for table in tables(self._head, tally)[1:]:
            told += [(), (table.title,), table.columns, *table.rows]
        told += [(), *((remark,) for remark in remarks(self._head, tally))]
        _sheet(book, "summary", ("what", "number"), told)


def _sheet(book: Workbook, name: str, columns: Sequence[str], table: Iterable[Sequence[Cell]]) -> None:
    """A sheet whose first row stays in sight and can be filtered by."""
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column, 14)
    head = [WriteOnlyCell(sheet, value=column) for column in columns]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    count = 1
    for row in table:
        sheet.append([_cell(cell) for cell in row])
        count += 1
    if name != "summary":
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{count}"


def _cell(cell: Cell) -> Cell:
    """A cell that is a number, or text that Excel takes for text and XML can hold."""
    if not isinstance(cell, str):
        return cell
    text = _NO_XML.sub("\ufffd", str(defused(cell.replace(KEPT_TOGETHER, " "))))
    return text if len(text) <= _MOST_CHARACTERS else text[:_MOST_CHARACTERS] + " ..."
