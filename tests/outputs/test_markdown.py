"""Markdown, read by a CommonMark parser: nothing lost, and nothing in it but what we put there."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from markdown_it import MarkdownIt
from markdown_it.token import Token
from random_reports import BOTH, EVERYTHING, HOSTILE, NASTY, faults, hostile_report, laws, reports, text

from reporting import QUIET, report_of, result
from scr_check.case_results import Report
from scr_check.findings import ATTENTION
from scr_check.outputs import RenderOptions
from scr_check.outputs._lines import harmless
from scr_check.outputs.markdown import escaped

PARSER = MarkdownIt("commonmark").enable("table")
INLINE = {"text", "text_special", "strong_open", "strong_close", "softbreak"}
BLOCKS = {"heading", "paragraph", "table", "thead", "tbody", "tr", "th", "td", "bullet_list", "list_item", "inline"}


def tokens(report: Report, options: RenderOptions = EVERYTHING) -> list[Token]:
    """What the parser sees: headings, paragraphs, tables and lists of text, and nothing else."""
    found: list[Token] = PARSER.parse(text("markdown", report, options))
    assert {re.sub("_(open|close)$", "", token.type) for token in found} <= BLOCKS
    assert {inner.type for token in found for inner in token.children or ()} <= INLINE
    return found


def shown(token: Token) -> str:
    return "".join(inner.content for inner in token.children or ()).replace("\u200b", "")


def rows(report: Report, options: RenderOptions = EVERYTHING) -> list[list[str]]:
    """The cells of the tables of findings."""
    made: list[list[str]] = []
    inside = False
    for token in tokens(report, options):
        if token.type in ("tr_open", "td_open", "th_open"):
            made += [[]] if token.type == "tr_open" else []
            inside = token.type != "tr_open"
        elif token.type == "inline" and inside:
            made[-1].append(shown(token))
        elif token.type in ("td_close", "th_close"):
            inside = False
    return [row for row in made if len(row) == 6 and row[0] != "Verdict"]


@laws
@given(reports)
def test_nothing_is_lost(report: Report) -> None:
    found = Counter((row[0].removesuffix(", waived"), row[1], row[2].strip(), int(row[5])) for row in rows(report))
    wanted = Counter(
        (f.verdict.value.replace("_", " "), f.rule, harmless(f.message).strip(), f.line) for case in report.cases for f in case.findings
    )
    assert found == wanted
    assert sum(token.type == "list_item_open" for token in tokens(report)) == faults(report)


@pytest.mark.parametrize("name", NASTY)
def test_hostile_text_is_text(name: str) -> None:
    report = hostile_report(name)
    assert len(rows(report)) == sum(len(case.findings) for case in report.cases)


@pytest.mark.parametrize("odd", [one for one in HOSTILE if one.strip()])
def test_each_character_comes_back(odd: str) -> None:
    for before in ("", "x "):
        found = PARSER.parse(escaped(before + odd))
        assert [token.type for token in found] == ["paragraph_open", "inline", "paragraph_close"]
        assert shown(found[1]) == harmless(before + odd)
        assert {inner.type for inner in found[1].children or ()} <= {"text", "text_special"}


@pytest.mark.parametrize(("odd", "never"), [("@someone", "@someone"), ("https://example.org", "://"), ("www.example.org", "www.e")])
def test_nobody_is_called_and_nothing_is_linked(odd: str, never: str) -> None:
    assert never not in escaped(odd)


def test_a_case_a_bad_file_and_the_summary() -> None:
    written = text("markdown", BOTH, RenderOptions(show=ATTENTION))
    assert "| **breached** | AG-R3A | minutes of the core group of 2016-03-04 to hv: " in written
    assert "## cases/bad.yaml: cannot be read\n\n- line 3, column 11: " in written
    assert "## Summary\n\n2 cases, 1 checked, 1 unreadable.\n" in written
    assert "| AG-R3A | 0 | 0 | 2 | 0 | 0 | 0 | 0 | 0 | 100% |" in written


def test_only_the_summary() -> None:
    written = text("markdown", BOTH, RenderOptions(summary_only=True))
    assert "## Summary" in written and "## Case" not in written and "cannot be read" not in written


def test_one_case_has_no_summary() -> None:
    written = text("markdown", report_of(replace(result(QUIET), path="ok.json")))
    assert "Nothing to report of what was looked at." in written and "Summary" not in written
