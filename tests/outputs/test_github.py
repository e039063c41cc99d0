"""GitHub's workflow commands, read as its runner reads them: nothing lost, and no command that an id could have written."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from random_reports import BOTH, EVERYTHING, HOSTILE, NASTY, faults, hostile_report, laws, reports, text

from scr_check.case_results import Report
from scr_check.findings import ATTENTION, Finding, Source, Verdict
from scr_check.outputs import RenderOptions
from scr_check.outputs._levels import level, words
from scr_check.outputs._lines import harmless

COMMAND = re.compile(r"^::([a-z]+) (.*?)::(.*)$")


def unescaped(text: str, more: bool = False) -> str:
    """As the runner does: the percent sign last."""
    for code, mark in (("%0D", "\r"), ("%0A", "\n"), *((("%3A", ":"), ("%2C", ",")) if more else ()), ("%25", "%")):
        text = text.replace(code, mark)
    return text


def read(report: Report, options: RenderOptions = EVERYTHING) -> list[tuple[str, dict[str, str], str]]:
    found = []
    for line in re.split(r"\r\n|\r|\n", text("github", report, options)):
        if line:
            match = COMMAND.match(line)
            assert match, line
            properties = dict(one.split("=", 1) for one in match[2].split(","))
            found.append((match[1], {key: unescaped(value, True) for key, value in properties.items()}, unescaped(match[3])))
    return found


@laws
@given(reports)
def test_nothing_is_lost(report: Report) -> None:
    told = [p for _, p, _ in read(report) if p["title"] != "cannot be read"]
    found = Counter((p["title"].removesuffix(", waived"), p["file"], int(p["line"]), int(p["col"])) for p in told)
    wanted = Counter(
        (f"{f.rule} {f.verdict.value.replace('_', ' ')}", harmless(case.path), f.line, f.column) for case in report.cases for f in case.findings
    )
    assert found == wanted
    assert sum(p["title"] == "cannot be read" for _, p, _ in read(report)) == faults(report)


@laws
@given(reports)
def test_the_subject_and_the_message_come_back(report: Report) -> None:
    messages = [message for _, p, message in read(report) if p["title"] != "cannot be read"]
    wanted = [words(f, f.subject) for case in report.cases for f in case.findings]
    assert messages == [harmless(one) for one in wanted]


@pytest.mark.parametrize("name", NASTY)
def test_hostile_text_gives_no_command(name: str) -> None:
    report = hostile_report(name)
    assert {command for command, _, _ in read(report)} <= {"error", "warning", "notice"}
    assert len(read(report)) == sum(len(case.findings) for case in report.cases) + faults(report)


def test_there_is_hostile_text_that_would_be_a_command() -> None:
    assert any("\n::" in one for one in HOSTILE)


def test_a_breach_and_a_fault() -> None:
    lines = text("github", BOTH, RenderOptions(show=ATTENTION)).splitlines()
    breach = next(line for line in lines if "AG-R3A" in line)
    assert breach.startswith("::error file=cases/ag.json,line=47,col=5,title=AG-R3A breached::minutes of the core group of 2016-03-04 to hv: ")
    assert lines[-2].startswith("::error file=cases/bad.yaml,line=3,col=11,title=cannot be read::")


def test_only_what_is_shown_is_listed() -> None:
    assert not [p for _, p, _ in read(BOTH, RenderOptions(show=ATTENTION)) if p["title"].endswith(" met")]
    assert [p for _, p, _ in read(BOTH) if p["title"].endswith(" met")]


def finding(verdict: Verdict, duty: str = "must", waived: dict[str, str] | None = None) -> Finding:
    return Finding(rule="T", rulebook="t", title="", duty=duty, verdict=verdict, subject="/a", bindings={}, message="m.", remedy="Do it.", move="", about="",
                   limit=None, limit_between=None, fulfilled=None, days_late=None, days_left=None, missing=(), unset=(), hangs_on=None, evidence=(),
                   source=Source("", "", ""), waived=waived)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "how", "told"),
    [
        (finding(Verdict.BREACHED), "error", "m. (/a) Do it."), (finding(Verdict.BREACHED, "should"), "warning", "m. (/a) Do it."),
        (finding(Verdict.CONFLICT), "error", "m. (/a) Do it."), (finding(Verdict.UNKNOWN, "should"), "warning", "m. (/a) Do it."),
        (finding(Verdict.NOT_RECORDED, "advice"), "note", "m. (/a) Do it."), (finding(Verdict.DUE), "note", "m. (/a) Do it."),
        (finding(Verdict.MET_LATE), "note", "m. (/a) Do it."), (finding(Verdict.BREACHED, waived={"reason": "x"}), "note", "m. (/a) Do it."),
        (finding(Verdict.MET), "none", "m. (/a)"), (finding(Verdict.HOLDING), "none", "m. (/a)"), (finding(Verdict.NOTED, "advice"), "note", "m. (/a) Do it."),
    ],
)  # fmt: skip
def test_levels_and_words(one: Finding, how: str, told: str) -> None:
    assert (level(one), words(one, one.subject)) == (how, told)
