"""The report for a merge request or a wiki: a table for each case, then, over several, the summary.

CommonMark with the tables of GitHub and GitLab. Every character that could be markup is escaped: an id is never more than its characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from scr_check.case_results import CaseResult, Report
from scr_check.findings import Finding, Verdict
from scr_check.outputs import RenderOptions, Stream
from scr_check.outputs._blocks import SECTIONS
from scr_check.outputs._few_words import apart_in, nothing_to_report
from scr_check.outputs._lines import KEPT_TOGETHER, harmless
from scr_check.outputs._summary import Table, remarks, tables
from scr_check.outputs._texts import texts_said
from scr_check.small import Held, numbers
from scr_check.tally import Tally
from scr_check.words import many

NAME: Final = "markdown"
SUFFIX: Final = ".md"
MEDIA: Final = "text/markdown"

_COLUMNS: Final = ("Verdict", "Rule", "What was found", "Whose move", "What to do", "Line")
_MARKUP: Final = re.compile(r"[\\`*_{}\[\]<>#|&~$^]|(?<=:)/|(?<=www)\.|^[-+=:]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)]")
_BLANK: Final = re.compile(r"^ +| +$")
_MENTION: Final = "@"
_NO_MENTION: Final = "@&#8203;"


def stream(head: Report, options: RenderOptions) -> Stream:
    """The cases with what ``options.show`` lists."""
    return _Markdown(head, options)


class _Markdown(Stream):
    def __init__(self, head: Report, options: RenderOptions) -> None:
        self._head, self._options = head, options

    def begin(self) -> str:
        return "# scr-check\n"

    def case(self, case: CaseResult) -> str:
        if self._options.summary_only:
            return ""
        if case.status != "checked":
            return f"\n## {escaped(case.path)}: cannot be read\n\n" + "".join(f"- {_place(p.line, p.column)}{escaped(p.message)}\n" for p in case.problems)
        found = [f for section in SECTIONS for f in case.findings if f.verdict in section.verdicts and self._options.lists(f)]
        head = f"\n## Case {escaped(case.case or '')}\n\n{escaped(case.path)}, as of {case.as_of}\n\n"
        columns = (*_COLUMNS, "Words of the record") if self._options.show_text else _COLUMNS
        doubts = "".join(f"- {escaped(one.said())}\n" for one in case.doubts) + ("\n" if case.doubts else "")
        table = _table(columns, (self._row(case, f) for f in found)) if found else f"{nothing_to_report(case)}\n"
        return f"{head}{doubts}{table}\nCounts: {_counts(case)}.\n{_not_looked_at(case)}"

    def _row(self, case: CaseResult, f: Finding) -> list[str]:
        return [*_cells(f), escaped("; ".join(texts_said(case, f)))] if self._options.show_text else _cells(f)

    def end(self, tally: Tally) -> str:
        unset = self._head.unset()
        not_set = f"\nLocal numbers not set: {escaped(', '.join(unset))}.\n" if unset else ""
        if tally.cases < 2 and not self._options.summary_only:
            return not_set
        told = numbers(tally)
        cases = many(told.cases, "case")
        read = f"\n## Summary\n\n{escaped(f'{cases}, {told.checked} checked, {told.unreadable} unreadable.{apart_in(tally)}')}\n"
        said = "".join(f"\n{escaped(one.replace(KEPT_TOGETHER, ' '))}\n" for one in remarks(self._head, tally))
        return not_set + read + "".join(_summed(table) for table in tables(self._head, tally)) + said


def escaped(text: str) -> str:
    """The text as CommonMark that shows these characters and no others, in one line; nobody is called by it."""
    marked = _MARKUP.sub(lambda found: f"\\{found[0]}", harmless(text)).replace(_MENTION, _NO_MENTION)
    return _BLANK.sub(lambda found: "&#32;" * len(found[0]), marked)


def _cells(f: Finding) -> list[str]:
    verdict = f.verdict.value.replace("_", " ") + (", waived" if f.waived is not None else "")
    strong = f"**{verdict}**" if f.verdict in (Verdict.BREACHED, Verdict.CONFLICT) and f.waived is None else verdict
    return [strong, escaped(f.rule), escaped(f.message), escaped(f.move), escaped(f.remedy), str(f.line)]


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[bool] = ()) -> str:
    ruled = ["--:" if number else "---" for number in numbers] or ["---"] * len(columns)
    return "".join(f"| {' | '.join(row)} |\n" for row in (columns, ruled, *rows))


def _summed(table: Table) -> str:
    right = [isinstance(value, int | Held) for value in table.rows[0]]
    rows = ([escaped(one.replace(KEPT_TOGETHER, " ")) if isinstance(one, str) else str(one) for one in row] for row in table.rows)
    note = f"\n{escaped(table.note)}\n" if table.note else ""
    return f"\n### {escaped(table.title)}\n\n{_table(table.columns, rows, right)}{note}"


def _counts(case: CaseResult) -> str:
    told = [f"{case.counts[v.value]} {v.value.replace('_', ' ')}" for v in Verdict if v is not Verdict.NOT_APPLICABLE and case.counts.get(v.value)]
    return ", ".join(told) or "no rule found anything to judge"


def _not_looked_at(case: CaseResult) -> str:
    sections = ", ".join(escaped(one.section) for one in case.not_looked_at)
    return f"\nNot looked at, because the record has none: {sections}.\n" if sections else ""


def _place(line: int | None, column: int | None) -> str:
    return "" if line is None else f"line {line}: " if column is None else f"line {line}, column {column}: "
