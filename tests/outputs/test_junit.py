"""JUnit XML, held against the schema that Jenkins reads: nothing lost, failures are what fails the case."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from lxml import etree
from random_reports import BOTH, NASTY, faults, hostile_report, laws, reports, text, told

from scr_check.case_results import Report

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parents[1] / "data" / "junit-10.xsd"))


def read(report: Report) -> etree._Element:
    root = etree.fromstring(text("junit", report).encode("utf-8"))
    assert SCHEMA.validate(root), SCHEMA.error_log
    return root


def verdict(test: etree._Element) -> str:
    (inside,) = test
    return str(inside.text).partition(":")[0].removesuffix(", waived")


@laws
@given(reports)
def test_it_is_valid_and_nothing_is_lost(report: Report) -> None:
    root = read(report)
    tests = [test for test in root.iter("testcase") if test.get("classname") != "unreadable"]
    found = Counter((test.get("classname").partition(".")[2], test.get("name")[-33:-1], verdict(test)) for test in tests)
    assert found == told(report)
    assert len(list(root.iter("error"))) == faults(report)
    failing = sum(f.binding and f.waived is None and f.verdict in report.fail_on for case in report.cases for f in case.findings)
    assert len(list(root.iter("failure"))) == failing


@laws
@given(reports)
def test_a_suite_counts_what_it_holds(report: Report) -> None:
    for suite in read(report):
        held = [len(list(suite.iter(name))) for name in ("testcase", "failure", "error")]
        assert [int(suite.get(name)) for name in ("tests", "failures", "errors")] == held


@pytest.mark.parametrize("name", NASTY)
def test_hostile_text_is_valid_and_no_element(name: str) -> None:
    root = read(hostile_report(name))
    known = {"testsuites", "testsuite", "properties", "property", "testcase", "failure", "error", "system-out"}
    assert {element.tag for element in root.iter()} <= known


def test_a_breach_an_unreadable_file_and_what_is_met() -> None:
    root = read(BOTH)
    checked, bad = root
    assert (checked.get("name"), bad.get("name")) == ("cases/ag.json", "cases/bad.yaml")
    breach = next(test for test in checked if test.get("classname") == "children-ag.AG-R3A")
    assert breach[0].tag == "failure" and breach[0].get("type") == "breached"
    assert "owed by 2016-03-18" in breach[0].get("message") and "line 47, column 5" in breach[0].text
    assert [test[0].tag for test in bad] == ["error", "error"]
    met = next(test for test in checked.iter("testcase") if verdict(test) == "met")
    assert met[0].tag == "system-out"
