"""Waivers: what a file of them may hold, what they are for, when they run out, and what a report says of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from commanding import AG, Ran, command
from reporting import CORE_GROUP
from scr_check.waivers import WaiverFault, load, waivers_schema

ONE = {
    "rule": "AG-R3A", "case": "AG", "subject": "core-1/participants:hv", "reason": "told by telephone", "approved_by": "head-of-service",
    "until": "2016-12-31",
}  # fmt: skip
SCHEMA = jsonschema.Draft202012Validator(waivers_schema())
HV, FSW = "/meetings/0/participants/0", "/meetings/0/participants/1"
#: what the waiver says besides ONE; the subjects of AG-R3A that it waives; its status; what is said of it
FITS: list[tuple[dict[str, Any], list[str], str, str]] = [
    ({}, [HV], "applied", ""),
    ({"subject": HV}, [HV], "applied", ""),
    ({"subject": None, "pattern": "core-1/participants:*"}, [HV, FSW], "applied", ""),
    ({"subject": None, "pattern": "/meetings/*/1"}, [FSW], "applied", ""),
    ({"subject": None, "pattern": "*"}, [HV, FSW], "applied", ""),
    ({"until": "2016-06-30"}, [HV], "applied", ""),
    ({"until": "2016-06-29"}, [], "expired", "the waiver of AG-R3A ran out on 2016-06-29, and case AG is judged as of 2016-06-30"),
    ({"subject": "core-1"}, [], "unmatched", "the waiver of AG-R3A matches nothing: in case AG there is nothing to waive in core-1"),
    ({"subject": None, "pattern": "core-2/*"}, [], "unmatched",
     "the waiver of AG-R3A matches nothing: in case AG there is nothing to waive in pattern core-2/*"),
    ({"subject": ""}, [], "unmatched", "the waiver of AG-R3A matches nothing: in case AG there is nothing to waive in the whole of it"),
    ({"case": "AH"}, [], "unmatched", "the waiver of AG-R3A matches nothing: no case AH was checked"),
    ({"rule": "AG-R33"}, [], "unmatched", "the waiver of AG-R33 matches nothing: no rulebook has that rule (did you mean 'AG-R3C'?)"),
]  # fmt: skip
WRONG = [
    ("- {rule: a, case: b, subject: c, reason: r, approved_by: p}", "1:3: 'until' is missing: the last day, YYYY-MM-DD"),
    ("- {rule: a, case: b, subject: c, until: 2016-12-31, reason: r}", "1:3: 'approved_by' is missing: who answers for it"),
    ("- rule: a\n  case: b\n  subject: c\n  approved_by: p\n  until: 2016-12-31", "1:3: 'reason' is missing: why"),
    ("- {rule: a, case: b, reason: r, approved_by: p, until: 2016-12-31}", "1:3: a waiver has either a 'subject' or a 'pattern': neither is here"),
    ("- {rule: a, case: b, subject: c, pattern: d, reason: r, approved_by: p, until: 2016-12-31}",
     "1:3: a waiver has either a 'subject' or a 'pattern', not both"),
    ("- rule: a\n  case: b\n  subjct: c\n  pattern: d\n  reason: r\n  approved_by: p\n  until: 2016-12-31",
     "3:3: unknown key 'subjct' (did you mean 'subject'?); known are rule, case, subject, pattern, reason, approved_by, until"),
    ("- {rule: a, case: b, subject: c, reason: r, approved_by: p, until: 2016-12}", "1:68: a whole day is wanted, such as 2016-06-30, found '2016-12'"),
    ("- {rule: a, case: b, subject: c, reason: r, approved_by: p, until: never}",
     "1:68: 'never' is not a date: write a date as 2016-03-04, or 2016-03 or 2016 where only the month or the year is known"),
    ("rule: a", "1:1: waivers are a list: each begins with '- rule: '"),
    ("- a", "1:3: a mapping is wanted, found 'a'"),
]  # fmt: skip


def written(path: Path, *waivers: dict[str, Any]) -> Path:
    path.write_text(yaml.safe_dump([{k: v for k, v in one.items() if v is not None} for one in waivers], sort_keys=False))
    return path


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one case; the current folder is the one above."""
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/ag.json").write_text(json.dumps(CORE_GROUP))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "cases"


def waived(ran: Ran) -> dict[str, list[str]]:
    """Of each rule the subjects that are waived."""
    found: dict[str, list[str]] = {}
    for case in json.loads(ran.out)["cases"]:
        for one in case["findings"]:
            if one["waived"] is not None:
                found.setdefault(one["rule"], []).append(one["subject"])
    return found


@pytest.mark.parametrize(("changes", "subjects", "status", "said"), FITS)
def test_what_a_waiver_is_for(cases: Path, capsys: pytest.CaptureFixture[str], changes: dict[str, Any], subjects: list[str], status: str, said: str) -> None:
    written(cases / "waivers.yaml", {**ONE, **changes})
    ran = command(capsys, "cases", "--format", "json")
    assert waived(ran) == ({"AG-R3A": subjects} if subjects else {})
    (told,) = json.loads(ran.out)["waivers"]
    assert (told["status"], told["findings"], told["message"], told["path"], told["line"]) == (status, len(subjects), said or None, "cases/waivers.yaml", 1)
    assert ran.err == (f"cases/waivers.yaml:1:3: {said}\n" if said else "")


def test_by_its_identity_it_is_for_one_finding(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(command(capsys, "cases", "--format", "json").out)["cases"][0]["findings"]
    one = next(f for f in found if f["rule"] == "AG-R3A" and f["subject"] == FSW)
    assert one["entry"] == "core-1/participants:fsw"
    written(cases / "waivers.yaml", {**ONE, "subject": one["identity"]})
    assert waived(command(capsys, "cases", "--format", "json")) == {"AG-R3A": [FSW]}


def test_a_finding_of_the_whole_case_has_an_empty_subject(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    named = written(cases / "waivers.yaml", {**ONE, "case": "AG-EXAMPLE", "rule": "AG-R1C", "subject": ""})
    assert waived(command(capsys, str(AG), "--waivers", str(named), "--format", "json")) == {"AG-R1C": [""]}


def test_what_is_done_needs_no_waiver(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(command(capsys, "cases", "--format", "json").out)["cases"][0]["findings"]
    met = next(f for f in found if f["verdict"] == "met")
    written(cases / "waivers.yaml", {**ONE, "rule": met["rule"], "subject": met["identity"]})
    assert command(capsys, "cases").err == (
        f"cases/waivers.yaml:1:3: the waiver of {met['rule']} matches nothing: in case AG there is nothing to waive in {met['identity']}\n"
    )


def test_a_waived_finding_does_not_fail_and_an_expired_waiver_does_not_help(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    everything = {**ONE, "subject": None, "pattern": "*"}
    written(cases / "waivers.yaml", everything)
    assert command(capsys, "cases", "--select", "AG-R3A").status == 0
    assert command(capsys, "cases").status == 1
    written(cases / "waivers.yaml", {**everything, "until": "2016-06-29"})
    assert command(capsys, "cases", "--select", "AG-R3A").status == 1


def test_it_is_held_against_the_day_of_judgement(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(cases / "waivers.yaml", {**ONE, "until": "2016-05-31"})
    assert waived(command(capsys, "cases", "--format", "json", "--as-of", "2016-05-31")) == {"AG-R3A": [HV]}
    assert waived(command(capsys, "cases", "--format", "json", "--as-of", "2016-06-01")) == {}


def test_what_was_not_looked_at_is_not_remarked_on(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(cases / "waivers.yaml", ONE, {**ONE, "case": "AH"}, {**ONE, "until": "2016-01-01"})
    ran = command(capsys, "cases/ag.json", "--select", "AG-R1", "--format", "json")
    assert ([one["status"] for one in json.loads(ran.out)["waivers"]], ran.err) == (["not_looked_at"] * 3, "")


def test_where_waivers_are_found(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (cases / "team").mkdir()
    (cases / "team/ah.json").write_text(json.dumps({**CORE_GROUP, "case": "AH"}))
    written(cases / "team/waivers.yaml", {**ONE, "case": "AH"}, ONE)
    ran = command(capsys, "cases", "--format", "json")
    assert waived(ran) == {"AG-R3A": [HV]}
    assert ran.err == "cases/team/waivers.yaml:7:3: the waiver of AG-R3A matches nothing: no case AG was checked\n"
    named = written(cases.parent / "ours.yaml", ONE)
    assert [one["path"] for one in json.loads(command(capsys, "cases", "--format", "json", "--waivers", "ours.yaml").out)["waivers"]] == ["ours.yaml"]
    (cases / ".scr-check.yaml").write_text("waivers: ../ours.yaml\n")
    assert [one["path"] for one in json.loads(command(capsys, "cases", "--format", "json").out)["waivers"]] == [named.name]


def test_a_folder_whose_name_begins_with_two_dots_is_inside(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("cases/..old/ag.json", "..old/ag.json"):
        Path(name).parent.mkdir()
        Path(name).write_text(json.dumps(CORE_GROUP))
    written(cases / "waivers.yaml", ONE)
    told = json.loads(command(capsys, "cases", "..old", "--format", "json").out)["cases"]
    found = {case["path"]: sum(one["waived"] is not None for one in case["findings"]) for case in told}
    assert found == {"..old/ag.json": 0, "cases/..old/ag.json": 1, "cases/ag.json": 1}


def test_the_same_report_from_several_processes(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(4):
        (cases / f"ag-{number}.json").write_text(json.dumps(CORE_GROUP))
    written(cases / "waivers.yaml", ONE, {**ONE, "subject": "core-9"})
    one, two = (command(capsys, "cases", "--format", "json", "--jobs", jobs) for jobs in ("1", "2"))
    assert one == two
    assert [told["findings"] for told in json.loads(one.out)["waivers"]] == [5, 0]


def test_the_text_shows_who_answers_and_until_when(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    written(cases / "waivers.yaml", ONE)
    text = command(capsys, "cases", "--select", "AG-R3A").out
    assert """
WAIVED (1)

- minutes of the core group of 2016-03-04 to hv: not done, owed by 2016-03-18,
  104 days ago (AG-R3A, line 1)
    Waived until 2016-12-31, approved by head-of-service.

Counts: 2 breached. Of these 1 waived.
""" in text
    assert "KNOWN TO BE WRONG (1)" in text
    assert "told by telephone" not in text


@pytest.mark.parametrize(("text", "fault"), WRONG)
def test_a_file_that_cannot_be_used(cases: Path, capsys: pytest.CaptureFixture[str], text: str, fault: str) -> None:
    path = cases / "waivers.yaml"
    path.write_text(text)
    with pytest.raises(WaiverFault) as refused:
        load(path)
    assert str(refused.value) == f"{path}:{fault}"
    ran = command(capsys, "cases")
    assert (ran.out, ran.err, ran.status) == ("", f"scr-check: cases/waivers.yaml:{fault}\n", 2)
    assert not SCHEMA.is_valid(yaml.load(text, yaml.BaseLoader)) or "whole day" in fault or "date" in fault


@pytest.mark.parametrize(("words", "said"), [
    (["cases"], "cases/waivers.yml"),
    (["cases/ag.json"], "cases/waivers.yml"),
    (["due", "cases"], "cases/waivers.yml"),
    (["cases", "--pseudonymise"], "waivers.yml"),
    (["cases", "--suppress-small"], "waivers.yml"),
    (["cases", "--waivers", "cases/waivers.yml"], None),
])  # fmt: skip
def test_another_ending_is_said(cases: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str | None) -> None:
    for path in cases.iterdir():
        if path.name != "ag.json":
            path.unlink()
    written(cases / "waivers.yml")
    ran = command(capsys, *words)
    assert ran.err == (f"scr-check: {said}: not used: the file of waivers is named waivers.yaml\n" if said else "")
    assert ran.status in (0, 1)


@pytest.mark.parametrize("content", [b"", b"# none yet\n", b"\n  # none\n---\n", "\ufeff# none\n".encode("utf-16"), b"[]\n"])
@pytest.mark.parametrize("name", ["waivers.yaml", "../.scr-check.yaml"])
def test_a_file_with_nothing_in_it_asks_for_nothing(cases: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes) -> None:
    before = command(capsys, "cases")
    (cases / name).write_bytes(content if name == "waivers.yaml" or content != b"[]\n" else b"{}\n")
    assert command(capsys, "cases") == before
    assert before.status == 1


def test_a_file_that_is_not_there(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = command(capsys, "cases", "--waivers", "none.yaml")
    assert (ran.err, ran.status) == ("scr-check: none.yaml: cannot be read: No such file or directory\n", 2)


@pytest.mark.parametrize("changes", [changes for changes, *_ in FITS])
def test_the_schema_takes_what_is_taken(changes: dict[str, Any]) -> None:
    assert [error.message for error in SCHEMA.iter_errors([{k: v for k, v in {**ONE, **changes}.items() if v is not None}])] == []
