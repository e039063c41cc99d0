"""The baseline: what is known from an earlier report does not fail, what is new or worse does; reports that cannot be used are refused."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from commanding import Ran, command
from reporting import CORE_GROUP
from scr_check.baseline import BADNESS

SCHEMA = Draft7Validator(json.loads((Path(__file__).parent / "data" / "sarif-schema-2.1.0.json").read_text("utf-8")))
FAILING = ("breached", "conflict", "not_recorded", "unknown")


@pytest.fixture
def earlier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The report on a folder of one case, which stands in ``old.json`` too; the current folder is the one above."""
    (tmp_path / "cases").mkdir()
    monkeypatch.chdir(tmp_path)
    write(CORE_GROUP)
    command(capsys, "cases", "--format", "json=old.json")
    report: dict[str, Any] = json.loads(Path("old.json").read_text())
    return report


def write(case: Any) -> None:
    Path("cases/ag.json").write_text(json.dumps(case))


def against(capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, list[str]]:
    """Of each mark the rules and entries."""
    found: dict[str, list[str]] = {}
    for one in json.loads(command(capsys, "cases", "--baseline", "old.json", "--format", "json", *more).out)["cases"][0]["findings"]:
        if one["baseline"] is not None:
            found.setdefault(one["baseline"], []).append(f"{one['rule']} {one['entry']}")
    return found


def test_what_was_there_does_not_fail(earlier: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    ran = command(capsys, "cases", "--baseline", "old.json")
    failing = sum(one["verdict"] in FAILING and one["duty"] in ("must", "should") for one in earlier["cases"][0]["findings"])
    assert failing > 2
    assert ran.status == 0
    assert f"Against the baseline 0 new, {failing} known." in " ".join(ran.out.split())
    assert set(against(capsys)) == {"known"}


def test_it_is_found_again_when_entries_move(earlier: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    case = copy.deepcopy(CORE_GROUP)
    case["meetings"][0]["participants"].reverse()
    case["meetings"].insert(0, {"id": "other", "type": "strategy_discussion", "date": "2016-01-01"})
    write(dict(reversed(case.items())))
    marks = against(capsys, "--select", "AG-R3A")
    assert marks == {"known": ["AG-R3A core-1/participants:fsw", "AG-R3A core-1/participants:hv"]}


def test_what_is_new_fails(earlier: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    case = copy.deepcopy(CORE_GROUP)
    case["professionals"].append({"id": "gp", "role": "gp", "agency": "health"})
    case["meetings"][0]["participants"].append({"who": "gp", "invited": True, "attendance": "apologies", "core_member": True})
    write(case)
    marks = against(capsys, "--select", "AG-R3A")
    assert marks["new"] == ["AG-R3A core-1/participants:gp"]
    assert len(marks["known"]) == 2
    ran = command(capsys, "cases", "--baseline", "old.json", "--select", "AG-R3A")
    assert ran.status == 1
    assert "Counts: 3 breached. Against the baseline 1 new, 2 known." in ran.out


@pytest.mark.parametrize(
    ("before", "mark"),
    [("breached", "known"), ("conflict", "new"), ("not_recorded", "new"), ("unknown", "new"), ("due", "new"), ("met", "new")],
)
def test_what_is_worse_is_new(earlier: dict[str, Any], capsys: pytest.CaptureFixture[str], before: str, mark: str) -> None:
    for one in earlier["cases"][0]["findings"]:
        one["verdict"] = before
    Path("old.json").write_text(json.dumps(earlier))
    assert set(against(capsys, "--select", "AG-R3A")) == {mark}


def test_the_order_of_badness() -> None:
    assert sorted(BADNESS, key=lambda verdict: -BADNESS[verdict])[:5] == ["breached", "conflict", "not_recorded", "unknown", "due"]


def test_what_was_waived_then_is_not_known(earlier: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    for one in earlier["cases"][0]["findings"]:
        if one["entry"] == "core-1/participants:hv":
            one["waived"] = {"reason": "r", "approved_by": "p", "until": "2016-01-01"}
    Path("old.json").write_text(json.dumps(earlier))
    assert against(capsys, "--select", "AG-R3A") == {"new": ["AG-R3A core-1/participants:hv"], "known": ["AG-R3A core-1/participants:fsw"]}


def test_sarif_tells_what_became_of_each(earlier: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """The health visitor is no member any more; the worker's minutes came; a doctor is there who got none."""
    case = copy.deepcopy(CORE_GROUP)
    case["professionals"].append({"id": "gp", "role": "gp", "agency": "health"})
    meeting = case["meetings"][0]
    meeting["participants"] = [{"who": "gp", "invited": True, "attendance": "attended", "core_member": True}, meeting["participants"][1]]
    meeting["circulation"] = [{"document": "minutes", "to": "fsw", "sent": "2016-03-07"}]
    write(case)
    made = json.loads(command(capsys, "cases", "--baseline", "old.json", "--format", "sarif", "--select", "AG-R3A,AG-F7D").out)
    assert [error.message for error in SCHEMA.iter_errors(made)] == []
    before = {one["identity"]: one["entry"] for one in earlier["cases"][0]["findings"]}
    told = [(r["ruleId"], r["baselineState"], r["kind"], before.get(r["partialFingerprints"]["scrCheckIdentity/v1"])) for r in made["runs"][0]["results"]]
    assert sorted(told, key=str) == [
        ("AG-F7D", "unchanged", "pass", "core-1"), ("AG-R3A", "absent", "pass", "core-1/participants:hv"),
        ("AG-R3A", "new", "fail", None), ("AG-R3A", "updated", "pass", "core-1/participants:fsw"),
    ]  # fmt: skip


def test_what_fails_anew_is_new_though_it_was_there(earlier: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    for one in earlier["cases"][0]["findings"]:
        one["verdict"] = "met"
    Path("old.json").write_text(json.dumps(earlier))
    made = json.loads(command(capsys, "cases", "--baseline", "old.json", "--format", "sarif", "--select", "AG-R3A").out)
    assert [r["baselineState"] for r in made["runs"][0]["results"]] == ["new", "new"]


@pytest.mark.parametrize("order", [("met", "breached"), ("breached", "met")])
def test_of_two_files_of_one_case_the_worst_counts_in_any_order(earlier: dict[str, Any], capsys: pytest.CaptureFixture[str], order: tuple[str, str]) -> None:
    twice = [copy.deepcopy(earlier["cases"][0]) for _ in order]
    for case, verdict in zip(twice, order, strict=True):
        for one in case["findings"]:
            one["verdict"] = verdict
    Path("old.json").write_text(json.dumps({**earlier, "cases": twice}))
    made = json.loads(command(capsys, "cases", "--baseline", "old.json", "--format", "sarif", "--select", "AG-R3A").out)
    assert [r["baselineState"] for r in made["runs"][0]["results"]] == ["unchanged", "unchanged"]


def test_without_a_baseline_sarif_has_no_state(earlier: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    made = json.loads(command(capsys, "cases", "--format", "sarif").out)
    assert not any("baselineState" in r for r in made["runs"][0]["results"])


def test_nothing_is_gone_from_a_file_that_cannot_be_read(earlier: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    Path("cases/ag.json").write_text("{")
    made = json.loads(command(capsys, "cases", "--baseline", "old.json", "--format", "sarif").out)
    assert made["runs"][0]["results"] == []


def test_the_configuration_may_name_it(earlier: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    Path(".scr-check.yaml").write_text("baseline: old.json\n")
    assert command(capsys, "cases").status == 0


def _without_identity(report: dict[str, Any]) -> None:
    for one in report["cases"][0]["findings"]:
        del one["identity"]


def _another_format(report: dict[str, Any]) -> None:
    report["format"] = "report/2"


def _no_line(report: dict[str, Any]) -> None:
    report["cases"][0]["findings"][0]["line"] = "x"


REFUSED = [
    (_without_identity,
     "its findings have no 'identity', so they cannot be found again: an older scr-check wrote it; check the same files with this one, --format json"),
    (_another_format, "not a report/1: a report of scr-check --format json is wanted"),
    (_no_line, "not a whole report/1: at /cases/0/findings/0/line: input should be a valid integer, unable to parse string as an integer"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "said"), REFUSED)
def test_a_report_that_cannot_be_used(earlier: dict[str, Any], capsys: pytest.CaptureFixture[str], change: Any, said: str) -> None:
    change(earlier)
    Path("old.json").write_text(json.dumps(earlier))
    ran = command(capsys, "cases", "--baseline", "old.json")
    assert (ran.out, ran.err, ran.status) == ("", f"scr-check: old.json: {said}\n", 2)


@pytest.mark.parametrize(("text", "said"), [("", "not JSON"), ("a: b", "not JSON"), ("[]", "not a report/1"), ("{}", "not a report/1")])
def test_a_file_that_is_no_report(earlier: dict[str, Any], capsys: pytest.CaptureFixture[str], text: str, said: str) -> None:
    Path("old.json").write_text(text)
    ran = command(capsys, "cases", "--baseline", "old.json")
    assert (ran.err, ran.status) == (f"scr-check: old.json: {said}: a report of scr-check --format json is wanted\n", 2)


@pytest.mark.parametrize("option", ["--summary-only", "--suppress-small"])
@pytest.mark.parametrize("call", [["cases", "--baseline", "small.json"], ["diff", "old.json", "small.json"], ["diff", "small.json", "old.json"]])
def test_a_report_without_findings(earlier: dict[str, Any], capsys: pytest.CaptureFixture[str], option: str, call: list[str]) -> None:
    command(capsys, "cases", option, "--format", "json=small.json")
    said = "scr-check: small.json: has no findings to compare with: it was made with --summary-only or --suppress-small; make it without them\n"
    assert command(capsys, *call) == Ran("", said, 2)


def test_a_file_that_is_not_there(earlier: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    ran = command(capsys, "cases", "--baseline", "none.json")
    assert (ran.err, ran.status) == ("scr-check: none.json: cannot be read: No such file or directory\n", 2)
