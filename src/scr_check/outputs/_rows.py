"""A finding, a doubt, or a fault of a file that could not be read, as one row: what tables (CSV, a workbook) have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from scr_check.case_results import CaseResult, Doubt, Problem
from scr_check.findings import Finding, Verdict
from scr_check.outputs import RenderOptions
from scr_check.outputs._lines import harmless
from scr_check.outputs._texts import texts_said

Cell = str | int | None

UNREADABLE: Final = "unreadable"
"""What stands in the column of the verdict for a file that could not be read."""
_FORMULA: Final = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_AFTER: Final = re.compile(r"(; *)(?=[=+\-@＝＋－＠])")
"""Where a spreadsheet that takes semicolons for the ends of cells would begin one with a formula."""

_OF_CASE: Final = ("path", "case", "as_of")
_OF_FINDING: Final[dict[str, Callable[[Finding], Cell]]] = {
    "rule": lambda f: f.rule,
    "duty": lambda f: f.duty,
    "verdict": lambda f: f.verdict.value,
    "message": lambda f: f.message,
    "move": lambda f: f.move,
    "remedy": lambda f: f.remedy,
    "limit": lambda f: f.limit,
    "limit_first": lambda f: f.limit_between[0] if f.limit_between else None,
    "limit_last": lambda f: f.limit_between[1] if f.limit_between else None,
    "fulfilled": lambda f: f.fulfilled,
    "days_late": lambda f: f.days_late,
    "days_left": lambda f: f.days_left,
    "line": lambda f: f.line,
    "column": lambda f: f.column,
    "subject": lambda f: f.subject,
    "missing": lambda f: " ".join(f.missing),
    "unset": lambda f: " ".join(f.unset),
    "hangs_on": lambda f: f.hangs_on,
    "title": lambda f: f.title,
    "source": lambda f: f"{f.source.document}, {f.source.section}",
    "quote": lambda f: f.source.quote,
    "rulebook": lambda f: f.rulebook,
    "waived": lambda f: "yes" if f.waived is not None else None,
    "identity": lambda f: f.identity,
}
COLUMNS: Final = (*_OF_CASE, *_OF_FINDING)
"""The names of the columns, in order. Columns may be added at the end."""


def columns(options: RenderOptions) -> tuple[str, ...]:
    """The names of the columns, with ``texts`` where the record's free text is asked for."""
    return (*COLUMNS, "texts") if options.show_text else COLUMNS


def rows(case: CaseResult, options: RenderOptions | None = None) -> Iterator[list[Cell]]:
    """A row for each finding but those that do not apply, then one for each doubt; of a file that could not be read, one for each fault."""
    text = options is not None and options.show_text
    if case.status != "checked":
        for problem in case.problems:
            yield _without_rule(case, UNREADABLE, problem) + [None] * text
        return
    for finding in case.findings:
        if finding.verdict is not Verdict.NOT_APPLICABLE:
            told = [cell(finding) for cell in _OF_FINDING.values()]
            yield [case.path, case.case, case.as_of, *told, *(["; ".join(texts_said(case, finding)) or None] if text else [])]
    for doubt in case.doubts:
        yield _without_rule(case, doubt.code, doubt) + [None] * text


def _without_rule(case: CaseResult, verdict: str, what: Problem | Doubt) -> list[Cell]:
    """A row that no rule gave: what stands in the column of the verdict, the message, the place."""
    known: dict[str, Cell] = {
        "path": case.path, "case": case.case, "as_of": case.as_of, "verdict": verdict, "message": what.message, "line": what.line, "column": what.column,
    }  # fmt: skip
    return [known.get(name) for name in COLUMNS]


def defused(cell: Cell) -> Cell:
    """The cell with nothing in it that a spreadsheet would run: an apostrophe before what begins a formula or a command to a pipeline, controls as escapes."""
    if not isinstance(cell, str):
        return cell
    return ("'" if _FORMULA.match(cell) or cell.lstrip().startswith("::") else "") + _AFTER.sub("\\1'", harmless(cell))
