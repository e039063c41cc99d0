"""The JSON report: its keys and their order, null, the same bytes twice, and text that UTF-8 cannot hold."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from reporting import CORE_GROUP, QUIET, RELEASE, changed, report_of, result
from scr_check.case_results import Report
from scr_check.findings import Verdict
from scr_check.outputs import RenderOptions, _plain, registry

OPTIONS = RenderOptions(80, False)
BAD = b"format: case/1\ncase: x\nmeetings: 7\nplan: 1\n"
KEYS = {
    "report": ["format", "tool", "rulebooks", "parameters", "cases", "summary", "waivers", "exit"],
    "rulebook": ["id", "version", "sha256", "rules"],
    "case": ["path", "case", "sha256", "status", "as_of", "as_of_from", "counts", "problems", "doubts", "not_looked_at", "findings"],
    "unreadable": ["path", "case", "status", "findings", "problems"],
    "finding": [
        "rule", "rulebook", "title", "duty", "verdict", "subject", "bindings", "message", "remedy", "limit", "limit_between", "fulfilled",
        "days_late", "days_left", "missing", "unset", "hangs_on", "evidence", "source", "waived", "move", "line", "column", "identity", "entry", "baseline",
    ],
    "summary": ["cases", "checked", "unreadable", "verdicts", "rules", "doubts", "failing", "waived", "new", "known", "nothing_to_judge", "repeated_ids"],
}  # fmt: skip


def both() -> Report:
    return report_of(result(CORE_GROUP), result(BAD, "cases/bad.yaml"))


def as_json(report: Report) -> Any:
    return json.loads(registry()["json"].render(report, OPTIONS))


def test_the_formats_are_found_by_their_place() -> None:
    found = registry()
    assert {name: (one.SUFFIX, one.MEDIA) for name, one in found.items() if name in ("json", "jsonl", "text")} == {
        "json": (".json", "application/json"),
        "jsonl": (".jsonl", "application/x-ndjson"),
        "text": (".txt", "text/plain"),
    }


def test_keys_and_their_order() -> None:
    data = as_json(both())
    checked, bad = data["cases"]
    parts = {"report": data, "rulebook": data["rulebooks"][0], "case": checked, "unreadable": bad, "finding": checked["findings"][0]}
    assert {name: list(part) for name, part in {**parts, "summary": data["summary"]}.items()} == KEYS


def test_a_breach_as_data() -> None:
    finding = next(f for f in as_json(both())["cases"][0]["findings"] if f["rule"] == "AG-R3A")
    assert {key: finding[key] for key in ("verdict", "subject", "limit", "limit_between", "fulfilled", "days_late", "days_left", "move")} == {
        "verdict": "breached", "subject": "/meetings/0/participants/0", "limit": "2016-03-18", "limit_between": None, "fulfilled": None,
        "days_late": 104, "days_left": None, "move": "the social worker",
    }  # fmt: skip
    assert finding["bindings"] == {"meeting": "/meetings/0", "person": "/meetings/0/participants/0"}
    assert finding["evidence"][0] == {"pointer": "/meetings/0/date", "value": "2016-03-04", "line": 45, "column": 12}


def test_the_summary_counts_what_the_cases_hold() -> None:
    data = as_json(both())
    summary, findings = data["summary"], data["cases"][0]["findings"]
    assert (summary["cases"], summary["checked"], summary["unreadable"], data["exit"]) == (2, 1, 1, 3)
    assert summary["verdicts"] == data["cases"][0]["counts"]
    assert list(summary["verdicts"]) == [verdict.value for verdict in Verdict]
    told = {rule: sum(counts.values()) - counts["not_applicable"] for rule, counts in summary["rules"].items()}
    assert {rule: number for rule, number in told.items() if number} == {
        rule: sum(f["rule"] == rule for f in findings) for rule in sorted({f["rule"] for f in findings})
    }
    assert sum(counts["not_applicable"] for counts in summary["rules"].values()) == summary["verdicts"]["not_applicable"]
    assert summary["rules"]["AG-R3A"]["breached"] == 2


def test_what_has_no_number_is_null() -> None:
    parameters = as_json(both())["parameters"]
    assert (parameters["minutes_within"], parameters["monitoring_interval"]) == ("2 weeks", None)


def test_an_unreadable_file_has_its_faults() -> None:
    bad = as_json(both())["cases"][1]
    assert (bad["case"], bad["status"], bad["findings"]) == (None, "unreadable", [])
    assert [(one["line"], one["column"]) for one in bad["problems"]] == [(3, 11), (4, 1)]


def test_every_verdict_but_one_is_listed_whatever_is_shown() -> None:
    whole = registry()["json"].render(both(), OPTIONS)
    assert whole == registry()["json"].render(both(), RenderOptions(40, True, frozenset()))
    listed = {f["verdict"] for f in json.loads(whole)["cases"][0]["findings"]}
    assert {"met", "breached"} <= listed and "not_applicable" not in listed


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_two_runs_give_the_same_bytes_and_no_time_of_day(name: str) -> None:
    first, second = (registry()[name].render(both(), OPTIONS).encode() for _ in range(2))
    assert first == second
    assert not re.search(rb"\d\d:\d\d", first)


def test_jsonl_is_a_line_for_each_case_and_one_more() -> None:
    lines = [json.loads(line) for line in registry()["jsonl"].render(both(), OPTIONS).splitlines()]
    whole = as_json(both())
    assert [line["format"] for line in lines] == ["report/1"] * 3
    assert [{key: value for key, value in line.items() if key != "format"} for line in lines[:2]] == whole["cases"]
    assert lines[2] == {key: value for key, value in whole.items() if key != "cases"}


@pytest.mark.parametrize("odd", ["\udc80", "\x1b[31m", "\x7f", "\x9b", "\u2028", "é", "𝄞", '"\\'])
@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_any_text_comes_back_and_can_be_written(name: str, odd: str) -> None:
    report = report_of(replace(result(QUIET), path=f"cases/{odd}.json"))
    written = registry()[name].render(report, OPTIONS)
    lines = written.encode("utf-8").decode().splitlines() if name == "jsonl" else [written]
    data = json.loads(lines[0])
    assert (data["cases"][0] if name == "json" else data)["path"] == f"cases/{odd}.json"
    assert "\x1b" not in written and "\x9b" not in written


def test_what_is_due_has_its_days() -> None:
    due = next(f for f in as_json(report_of(result(RELEASE)))["cases"][0]["findings"] if f["verdict"] == "due")
    assert (due["limit"], due["days_left"], due["days_late"]) == ("2016-07-04", 4, None)


def test_sections_that_are_not_there_are_told() -> None:
    case = changed(QUIET)
    del case["conditions"]
    assert as_json(report_of(result(case)))["cases"][0]["not_looked_at"] == [{"section": "conditions", "rules": ["AG-B5", "AG-B6", "AG-B7"]}]


def test_every_character_that_is_not_seen_or_steers_is_escaped() -> None:
    unsafe = [one for one in map(chr, range(0x110000)) if _plain._UNSAFE.match(one)]
    assert len(unsafe) > 2000
    for one in unsafe:
        text = _plain.safe(json.dumps(one, ensure_ascii=False))
        assert text.isascii()
        assert json.loads(text) == one
    assert _plain.safe('"##[group]"') == '"#\\u0023[group]"'
    assert _plain.safe('{\n  "a": "\u00e9 \U0001f600 # ## x"\n}') == '{\n  "a": "\u00e9 \U0001f600 # ## x"\n}'
