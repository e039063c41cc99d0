"""The report for people: what is known to be wrong, what nobody can tell, what was late, what is coming up, each with whose move it is.

A chair reads it ten minutes before a conference: the numbers and the moves come first, findings of one cause stand together, and the
review's own sentence stands once for each rule. Nothing of the record but ids, roles, dates and words of its lists is shown.
"""

from __future__ import annotations

from typing import Final

from scr_check.case_results import CaseResult, Report
from scr_check.findings import ATTENTION, Finding, Verdict
from scr_check.outputs import RenderOptions, Stream, whole
from scr_check.outputs._blocks import NOT_KNOWN, SECTIONS, Block, Row, Section, blocks, places, section_of
from scr_check.outputs._few_words import apart, apart_in, capital, counts, move_of, movers, nearest, nothing_to_report, short_name, some
from scr_check.outputs._lines import KEPT_TOGETHER, Line, harmless, joined, wrapped
from scr_check.outputs._summary import lines as summary_lines
from scr_check.outputs._texts import said
from scr_check.small import numbers
from scr_check.tally import Tally
from scr_check.words import many

NAME: Final = "text"
SUFFIX: Final = ".txt"
MEDIA: Final = "text/plain"

_NARROWEST: Final = 20
_STYLE: Final = {"!": "wrong", "?": "open", "~": "open", ">": "due", "*": "head", "=": "well", "+": "well"}
_FROM: Final = {"extracted": "the day of the record", "option": "the day asked for", "today": "today"}
_INDENT: Final = " " * 6


def render(report: Report, options: RenderOptions) -> str:
    """The whole report. ``options.width`` is kept by every line but the faults of unreadable files, which stand one to a line."""
    return whole(stream(report, options), report)


def stream(head: Report, options: RenderOptions) -> Stream:
    """The report, a case at a time."""
    return _Text(head, options)


class _Text(Stream):
    def __init__(self, head: Report, options: RenderOptions) -> None:
        self._head, self._options = head, options

    def _page(self) -> _Page:
        return _Page(max(self._options.width, _NARROWEST), self._options)

    def case(self, case: CaseResult) -> str:
        if self._options.summary_only:
            return ""
        page = self._page()
        page.case(case, self._head)
        return joined(page.lines, self._options.colour)

    def between(self, before: str, after: str) -> str:
        """A blank line, but not between two cases of one line each."""
        return "" if before.count("\n") == 1 and after.count("\n") == 1 else "\n"

    def end(self, tally: Tally) -> str:
        page = self._page()
        page.foot(self._head, tally)
        return joined(page.lines, self._options.colour)


class _Page:
    """The lines of one report while they are made."""

    def __init__(self, width: int, options: RenderOptions) -> None:
        self.width, self.options = width, options
        self.lines: list[Line] = []
        self._of: CaseResult | None = None
        self._quoted: dict[str, str] = {}

    def _add(self, text: str, first: str = "", rest: str = "", style: str = "plain") -> None:
        self.lines.extend(wrapped(harmless(text), self.width, first, rest, style))

    def _gap(self) -> None:
        if self.lines and self.lines[-1].text:
            self.lines.append(Line(""))

    # one case

    def case(self, case: CaseResult, report: Report) -> None:
        """One file: its faults, one line where there is nothing to report, or its sections."""
        self._of = case if case.texts else None
        if case.status != "checked":
            self._unreadable(case)
        elif self._quiet(case):
            self._nothing(case, report)
        else:
            self._case(case)

    def _listed(self, case: CaseResult) -> list[Finding]:
        return [f for f in case.findings if self.options.lists(f) and f.verdict is not Verdict.NOT_APPLICABLE]

    def _quiet(self, case: CaseResult) -> bool:
        """Is there nothing to report, and was everything looked at?"""
        return not _attention(case) and not case.not_looked_at and not case.doubts and not self._listed(case)

    def _unreadable(self, case: CaseResult) -> None:
        self._gap()
        self._add(f"{case.path}: not read, {many(len(case.problems), 'fault')}", style="wrong")
        for one in case.problems:
            self.lines.append(Line(harmless(one.at(case.path))))

    def _nothing(self, case: CaseResult, report: Report) -> None:
        unset = len(report.unset())
        ran = len(report.rules)
        looked = "all looked at" if ran == report.rules_known else f"{ran} of {report.rules_known} rules asked"
        well = f"nothing to report, {looked}, {many(unset, 'number') if unset else 'no number'} unset."
        heads = (f"{case.path} ({case.case}), {case.as_of}", f"{case.path} ({case.case})", case.path, f"Case {case.case}")
        head = next((one for one in heads if len(one) + len(well) + 2 <= self.width), heads[-1])
        self._add(f"{head}: {well}", style="well")

    def _case(self, case: CaseResult) -> None:
        self._gap()
        shown, self._quoted = self._listed(case), {}
        listed, waived = [f for f in shown if f.waived is None], [f for f in shown if f.waived is not None]
        day = _FROM.get(case.as_of_from or "", "the day of judgement")
        self._add(f"Case {case.case} ({case.path}), as of {case.as_of}, {day}", style="head")
        filled = blocks(listed)
        self._doubts(case)
        self._glance(listed, filled)
        for section, inside in filled:
            self._section(section, inside, listed)
        self._waived(waived)
        if not shown:
            self._add(nothing_to_report(case) if not _attention(case) else "Nothing to list of the verdicts asked for.")
        self._gap()
        self._add(f"Counts: {counts(case.counts)}.{apart(case.findings)}", "", "  ")
        self._not_looked_at(case)

    def _doubts(self, case: CaseResult) -> None:
        """Words and dates to check, before all else: what they are decides what is looked at."""
        if case.doubts:
            self._gap()
        for one in case.doubts:
            self._add(one.said(), "", "  ", "open")

    def _glance(self, listed: list[Finding], filled: list[tuple[Section, list[Block]]]) -> None:
        """For each section how many and of what, and whose move; of what is coming up, the nearest day."""
        self._gap()
        named = {section.heading: [short_name(block) for block in inside] for section, inside in filled}
        for section in SECTIONS:
            inside = [f for f in listed if f.verdict in section.verdicts]
            if inside and section.mark in "!?~>":
                number = f"{section.mark} {len(inside)} {section.word}: "
                what = some(named.get(section.heading, [])) or "all of them with what is wrong"
                self._add(number + what, "", _INDENT, _STYLE[section.mark])
                self._add(f"Move: {movers(inside)}{nearest(inside)}", _INDENT, _INDENT)

    def _section(self, section: Section, inside: list[Block], listed: list[Finding]) -> None:
        count = sum(f.verdict in section.verdicts for f in listed)
        here = sum(section_of(f) is section for block in inside for f in block.findings)
        above = f", {count - here} of them with what is wrong" if section is NOT_KNOWN and count > here else ""
        self._gap()
        self._add(f"{section.heading.upper()} ({count}{above})", style=_STYLE[section.mark])
        for block in inside:
            self._block(block)

    def _waived(self, waived: list[Finding]) -> None:
        """What somebody answers for: who, and until when."""
        if not waived:
            return
        self._gap()
        self._add(f"WAIVED ({len(waived)})", style="quiet")
        for _, inside in blocks(waived):
            for row in (row for block in inside for row in block.rows):
                self._gap()
                at = places(f.line for f in row.findings).replace(" ", KEPT_TOGETHER, 1)
                self._add(f"{row.about}: {row.words} ({row.rule},{KEPT_TOGETHER}{at})", "- ", "  ")
                for one in dict.fromkeys((f.waived["until"], f.waived["approved_by"]) for f in row.findings if f.waived is not None):
                    self._add(f"Waived until {one[0]}, approved by {one[1]}.", "    ", "    ")

    # one block

    def _block(self, block: Block) -> None:
        self._gap()
        if block.title:
            self._add(capital(block.title), style="head")
        for row in block.rows:
            if not row.folded:
                self._row(row)
        self._folded([row for row in block.rows if row.folded])
        self._moves(block)
        for row in block.rows:
            if not row.folded:
                self._quote(row.findings[0])

    def _row(self, row: Row) -> None:
        at = places(f.line for f in row.findings).replace(" ", KEPT_TOGETHER, 1)
        self._add(f"{row.about}: {row.words} ({row.rule},{KEPT_TOGETHER}{at})", f"{row.mark} ", "  ", _STYLE[row.mark])
        self._texts(row)

    def _texts(self, row: Row) -> None:
        """The record's own words, where they are asked for."""
        if self._of is not None:
            for one in said(text for finding in row.findings for text in self._of.texts_of(finding)):
                self._add(one, "    ", "    ", "quiet")

    def _folded(self, rows: list[Row]) -> None:
        """What follows the verdict of another rule of the block, in one line."""
        lines: dict[tuple[str, str], list[int]] = {}
        for row in rows:
            for finding in row.findings:
                lines.setdefault((finding.rule, finding.hangs_on or ""), []).append(finding.line)
        told = [f"{rule} hangs on {other} ({places(at)})".replace(" ", KEPT_TOGETHER, 3) for (rule, other), at in lines.items()]
        if told:
            self._add("; ".join(told), "? ", "  ", _STYLE["?"])

    def _moves(self, block: Block) -> None:
        """Each that has a move, with the remedy of the first rule that says so."""
        moves: dict[str, str] = {}
        for row in block.rows:
            if not row.folded:
                moves.setdefault(row.move, row.findings[0].remedy)
        for move, remedy in moves.items():
            self._add(move_of(move, remedy, block.rows[0].mark), "    ", "    ")

    def _quote(self, finding: Finding) -> None:
        """The review's sentence, once for each rule; once for several that stand in the same sentence."""
        if finding.rule in self._quoted:
            return
        quote, said = finding.source.quote, any(finding.source.quote in other for other in self._quoted.values())
        self._quoted[finding.rule] = quote
        if not said:
            self._add(f'"{quote}" ({finding.source.section})', "    ", "    ", "quiet")

    # the end

    def _not_looked_at(self, case: CaseResult) -> None:
        if case.not_looked_at:
            sections = [f"{one.section} ({many(len(one.rules), 'rule')})".replace(" ", KEPT_TOGETHER) for one in case.not_looked_at]
            self._add(f"Not looked at, because the record has none: {', '.join(sections)}.", "", "  ")

    def foot(self, head: Report, tally: Tally) -> None:
        """The local numbers that are unset, once; over several files a summary."""
        unset = head.unset()
        if unset and (tally.loud or (tally.checked and self.options.show != ATTENTION)):
            self._add(f"Local numbers not set: {', '.join(unset)}.", "", "  ")
        if tally.cases > 1 or self.options.summary_only:
            self.lines.append(Line(""))
            told = numbers(tally)
            read = f"{many(told.cases, 'case')}, {told.checked} checked, {told.unreadable} unreadable"
            self._add(f"{read}: {counts(told.verdicts)}.{apart_in(tally)}", style="head")
            self.lines.extend(summary_lines(head, tally, self.width))


def _attention(case: CaseResult) -> bool:
    return any(f.verdict in ATTENTION for f in case.findings)
