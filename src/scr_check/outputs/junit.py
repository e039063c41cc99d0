"""The report as JUnit XML, which every CI server reads: a test suite for each case, a test for each finding.

A verdict that fails the case is a failure; a file that could not be read is an error. The rest passed, with what was found as its output. Words
and dates to check are the output of the suite.
"""

from __future__ import annotations

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from scr_check.case_results import CaseResult, Problem, Report
from scr_check.findings import ATTENTION, Finding, Verdict
from scr_check.outputs import RenderOptions, Stream
from scr_check.outputs._levels import waived
from scr_check.outputs._lines import harmless
from scr_check.outputs._texts import texts_said
from scr_check.tally import Tally

NAME: Final = "junit"
SUFFIX: Final = ".xml"
MEDIA: Final = "application/xml"

_NO_XML: Final = re.compile("[\ufffe\uffff]")


def stream(head: Report, options: RenderOptions) -> Stream:
    """Every verdict but ``not_applicable``, whatever ``options`` say."""
    return _JUnit(head)


class _JUnit(Stream):
    def __init__(self, head: Report) -> None:
        self._fail_on = head.fail_on

    def begin(self) -> str:
        return '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="scr-check">\n'

    def case(self, case: CaseResult) -> str:
        if case.status != "checked":
            return _suite(case, [_unreadable(case, problem) for problem in case.problems], 0, len(case.problems))
        found = [f for f in case.findings if f.verdict is not Verdict.NOT_APPLICABLE]
        failing = [f.fails(self._fail_on) for f in found]
        return _suite(case, [_test(case, f, fails) for f, fails in zip(found, failing, strict=True)], sum(failing), 0)

    def end(self, tally: Tally) -> str:
        return "</testsuites>\n"


def _suite(case: CaseResult, tests: list[str], failures: int, errors: int) -> str:
    counts = f'tests="{len(tests)}" failures="{failures}" errors="{errors}" skipped="0"'
    told = {"case": case.case, "as_of": case.as_of, "sha256": case.sha256}
    properties = "".join(f"      <property name={_attribute(name)} value={_attribute(value)}/>\n" for name, value in told.items() if value is not None)
    inside = f"    <properties>\n{properties}    </properties>\n" if properties else ""
    doubts = f"    <system-out>{_text([doubt.said() for doubt in case.doubts])}</system-out>\n" if case.doubts else ""
    return f"  <testsuite name={_attribute(case.path)} {counts}>\n{inside}{''.join(tests)}{doubts}  </testsuite>\n"


def _test(case: CaseResult, f: Finding, fails: bool) -> str:
    """The identity at the end of the name keeps two tests of a suite apart, and one test the same from one run to the next."""
    name = f"    <testcase classname={_attribute(f'{f.rulebook}.{f.rule}')} name={_attribute(f'{f.rule} {f.about} [{f.identity}]')}>\n"
    place = f"line {f.line}, column {f.column}" + (f" ({f.subject})" if f.subject else "")
    wanted = [f.remedy, f"Move: {f.move}" if f.move else ""] if f.verdict in ATTENTION else []
    told = [f"{f.verdict.value}{waived(f)}: {f.message}", *wanted, place, f'"{f.source.quote}" ({f.source.section})', *texts_said(case, f)]
    text = _text(told)
    inside = f"<failure type={_attribute(f.verdict.value)} message={_attribute(f.message)}>{text}</failure>" if fails else f"<system-out>{text}</system-out>"
    return f"{name}      {inside}\n    </testcase>\n"


def _unreadable(case: CaseResult, problem: Problem) -> str:
    where = f" in line {problem.line}, column {problem.column}" if problem.line is not None else ""
    name = f'    <testcase classname="unreadable" name={_attribute(f"the file can be read{where}")}>\n'
    return f'{name}      <error type="unreadable" message={_attribute(problem.message)}>{_text([problem.message])}</error>\n    </testcase>\n'


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", harmless(text))


def _text(lines: list[str]) -> str:
    return "\n".join(escape(_clean(line)) for line in lines if line)


def _attribute(text: str) -> str:
    return quoteattr(_clean(text))
