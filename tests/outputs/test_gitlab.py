"""GitLab's code quality report: the keys that it reads, nothing lost, no fingerprint twice."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator
from random_reports import BOTH, EVERYTHING, NASTY, faults, hostile_report, laws, reports, text

from reporting import CORE_GROUP, changed, report_of, result
from scr_check.case_results import Report
from scr_check.findings import ATTENTION
from scr_check.outputs import RenderOptions
from scr_check.outputs._lines import harmless

SCHEMA = Draft202012Validator({
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1}, "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"}, "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object", "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": "^[^\\u0000-\\u001f]+$"},
                    "lines": {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}},
                },
            },
        },
    },
})  # fmt: skip
"""What GitLab's page says that an issue holds."""


def read(report: Report, options: RenderOptions = EVERYTHING) -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = json.loads(text("gitlab", report, options))
    assert [error.message for error in SCHEMA.iter_errors(data)] == []
    return data


def verdict(issue: dict[str, Any]) -> str:
    return str(issue["description"].partition(":")[0].removesuffix(", waived"))


@laws
@given(reports)
def test_nothing_is_lost(report: Report) -> None:
    issues = read(report)
    found = Counter((i["check_name"], i["location"]["path"], i["location"]["lines"]["begin"], verdict(i)) for i in issues if i["severity"] != "blocker")
    wanted = Counter((f.rule, harmless(case.path), f.line, f.verdict.value.replace("_", " ")) for case in report.cases for f in case.findings)
    assert found == wanted
    assert sum(issue["severity"] == "blocker" for issue in issues) == faults(report)


@laws
@given(reports)
def test_no_fingerprint_stands_for_two_findings(report: Report) -> None:
    issues = [issue for issue in read(report) if issue["severity"] != "blocker"]
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_two_files_on_one_case_have_their_own_fingerprints() -> None:
    issues = read(report_of(result(CORE_GROUP, "a.json"), result(CORE_GROUP, "b.json")))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_a_fingerprint_stays_when_entries_move() -> None:
    earlier = {"id": "core-0", "type": "core_group", "date": "2016-02-05"}
    before, after = ({issue["fingerprint"] for issue in read(report_of(result(case)))} for case in (
        CORE_GROUP, changed(CORE_GROUP, meetings=[earlier, *CORE_GROUP["meetings"]])))  # fmt: skip
    assert before <= after


@pytest.mark.parametrize("name", NASTY)
def test_hostile_text(name: str) -> None:
    report = hostile_report(name)
    assert len(read(report)) == sum(len(case.findings) for case in report.cases) + faults(report)


@pytest.mark.parametrize(
    ("rule", "severity", "line"), [("AG-R3A", "critical", 47), ("AG-R3B", "minor", 47), ("unreadable", "blocker", 3)],
)  # fmt: skip
def test_severities(rule: str, severity: str, line: int) -> None:
    issue = next(one for one in read(BOTH, RenderOptions(show=ATTENTION)) if one["check_name"] == rule)
    assert (issue["severity"], issue["location"]["lines"]["begin"]) == (severity, line)


def test_an_empty_report_is_an_empty_list() -> None:
    assert read(report_of()) == []
