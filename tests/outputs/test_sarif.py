"""SARIF, held against the published schema: nothing lost, levels, places, and fingerprints that stay when entries move."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from jsonschema import Draft7Validator
from random_reports import BOTH, NASTY, faults, hostile_report, laws, reports, text, told

from reporting import CORE_GROUP, RELEASE, changed, report_of, result
from scr_check.case_results import Report
from scr_check.findings import Verdict
from scr_check.outputs._uri import uri

SCHEMA = Draft7Validator(json.loads((Path(__file__).parents[1] / "data" / "sarif-schema-2.1.0.json").read_text("utf-8")))


def run(report: Report) -> Any:
    data = json.loads(text("sarif", report))
    assert [error.message for error in SCHEMA.iter_errors(data)] == []
    (only,) = data["runs"]
    return only


@laws
@given(reports)
def test_it_is_valid_and_nothing_is_lost(report: Report) -> None:
    made = run(report)
    results = made["results"]
    found = Counter((r["ruleId"], r["partialFingerprints"]["scrCheckIdentity/v1"], r["properties"]["verdict"]) for r in results)
    assert found == told(report)
    assert len(made["invocations"][0]["toolExecutionNotifications"]) == faults(report)
    assert all((r["kind"] == "pass") == (r["level"] == "none") for r in results)


@pytest.mark.parametrize("name", NASTY)
def test_hostile_text_is_valid_and_its_path_comes_back(name: str) -> None:
    report = hostile_report(name)
    made = run(report)
    assert Counter(r["properties"]["verdict"] for r in made["results"]) == Counter(f.verdict.value for case in report.cases for f in case.findings)
    first = [*made["results"], *made["invocations"][0]["toolExecutionNotifications"]][0]  # the reader refuses some of these ids
    place = first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert place.isascii() and not set(place) & set("<>\"{}|\\^` [];:@")
    if not any("\ud800" <= one < "\udc80" for one in name):
        assert unquote_to_bytes(place).decode("utf-8", "surrogateescape") in (f"cases/{name}.json", f"cases/bad{name}.yaml")


def test_a_link_in_an_id_is_no_link() -> None:
    made = run(hostile_report("[words](javascript:alert(1))"))
    assert "](" not in "".join(r["message"]["text"] for r in made["results"]).replace("\\]", "")


def test_a_breach() -> None:
    made = run(BOTH)
    breach = next(r for r in made["results"] if r["ruleId"] == "AG-R3A")
    assert (breach["level"], breach["kind"]) == ("error", "fail")
    assert breach["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "cases/ag.json"}, "region": {"startLine": 47, "startColumn": 5}}}]
    rule = made["tool"]["driver"]["rules"][breach["ruleIndex"]]
    assert rule["id"] == "AG-R3A" and rule["properties"]["duty"] == "must"
    assert rule["help"]["text"].startswith("Send them.") and "Recommendation 3" in rule["help"]["text"]


def test_an_unreadable_file_is_a_notification() -> None:
    (invocation,) = run(BOTH)["invocations"]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    assert [one["locations"][0]["physicalLocation"]["region"] for one in invocation["toolExecutionNotifications"]] == [
        {"startLine": 3, "startColumn": 11}, {"startLine": 4, "startColumn": 1},
    ]  # fmt: skip


def test_each_rule_that_ran_is_told_once() -> None:
    rules = run(report_of())["tool"]["driver"]["rules"]
    assert len(rules) == BOTH.rulebooks[0].rules == len({rule["id"] for rule in rules})


LEVELS = [
    (CORE_GROUP, Verdict.BREACHED, {("error", "fail"), ("warning", "fail")}),
    (CORE_GROUP, Verdict.NOT_RECORDED, {("warning", "fail")}),
    (CORE_GROUP, Verdict.MET, {("none", "pass")}),
    (RELEASE, Verdict.DUE, {("note", "fail")}),
]


@pytest.mark.parametrize(("case", "verdict", "levels"), LEVELS)
def test_levels(case: dict[str, Any], verdict: Verdict, levels: set[tuple[str, str]]) -> None:
    results = [r for r in run(report_of(result(case)))["results"] if r["properties"]["verdict"] == verdict.value]
    assert results and {(r["level"], r["kind"]) for r in results if r["properties"]["duty"] in ("must", "should")} <= levels


def test_fingerprints_stay_when_entries_move() -> None:
    """An earlier meeting is put before, and the participants change places."""
    meeting = CORE_GROUP["meetings"][0]
    moved = {**meeting, "participants": list(reversed(meeting["participants"]))}
    earlier = {"id": "core-0", "type": "core_group", "date": "2016-02-05"}
    before, after = (
        {r["partialFingerprints"]["scrCheckIdentity/v1"]: (r["ruleId"], r["properties"]["subject"]) for r in run(report_of(result(case)))["results"]}
        for case in (CORE_GROUP, changed(CORE_GROUP, meetings=[earlier, moved]))
    )
    lost = {before[one][0] for one in before.keys() - after.keys()}
    assert not lost
    assert any(before[one] != after[one] for one in before)


@pytest.mark.parametrize(
    ("path", "told"),
    [("cases/a b.yaml", "cases/a%20b.yaml"), ("a:b.yaml", "a%3Ab.yaml"), ("/x/ü.yaml", "file:///x/%C3%BC.yaml"), ("C:\\x\\y z.yaml", "file:///C%3A/x/y%20z.yaml"),
     ("-", "-"), ("a%20.yaml", "a%2520.yaml"), ("\udc80", "%80"), ("\ud800", "%EF%BF%BD"), ("../a?b#c", "../a%3Fb%23c")],
)  # fmt: skip
def test_paths_as_uris(path: str, told: str) -> None:
    assert uri(path) == told
