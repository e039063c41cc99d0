"""What changed between two reports: found again by identity, with the days between the two days of judgement."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from commanding import Ran, command
from reporting import CORE_GROUP, RELEASE

ONLY = ("--select", "AG-R3A")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder for cases; the current folder is the one above."""
    (tmp_path / "cases").mkdir()
    monkeypatch.chdir(tmp_path)


def report(capsys: pytest.CaptureFixture[str], name: str, day: str, *cases: dict[str, Any], more: tuple[str, ...] = ONLY) -> None:
    """Writes the report on these cases, as of a day."""
    for path in Path("cases").iterdir():
        path.unlink()
    for case in cases:
        Path(f"cases/{case['case']}.json").write_text(json.dumps(case))
    command(capsys, "cases", "--as-of", day, "--format", f"json={name}", *more)


def compared(capsys: pytest.CaptureFixture[str], *more: str) -> Ran:
    return command(capsys, "diff", "old.json", "new.json", *more)


def delivered(case: dict[str, Any], who: str, day: str) -> dict[str, Any]:
    """The case in which the minutes reached somebody."""
    made = copy.deepcopy(case)
    made["meetings"][0]["circulation"].append({"document": "minutes", "to": who, "sent": day})
    return made


def with_gp(case: dict[str, Any]) -> dict[str, Any]:
    """The case with one more member of the core group, and everything in another order."""
    made = copy.deepcopy(case)
    made["professionals"].append({"id": "gp", "role": "gp", "agency": "health"})
    made["meetings"][0]["participants"].insert(0, {"who": "gp", "invited": True, "attendance": "apologies", "core_member": True})
    return dict(reversed(made.items()))


def test_new_resolved_and_still_open(capsys: pytest.CaptureFixture[str]) -> None:
    report(capsys, "old.json", "2016-05-31", CORE_GROUP)
    report(capsys, "new.json", "2016-06-14", with_gp(delivered(CORE_GROUP, "fsw", "2016-06-10")))
    ran = compared(capsys)
    assert (ran.err, ran.status) == ("", 0)
    assert ran.out == """\
From old.json to new.json: 1 new, 1 resolved, 1 still open.

NEW (1)
! minutes of the core group of 2016-03-04 to gp: not done, owed by 2016-03-18,
  88 days ago (AG-R3A, cases/AG.json:1)

RESOLVED (1)
+ minutes of the core group of 2016-03-04 to fsw: done on 2016-06-10, 84 days
  late (owed by 2016-03-18) (AG-R3A, cases/AG.json:1); was breached, now met
  late

STILL OPEN (1)
! minutes of the core group of 2016-03-04 to hv: not done, owed by 2016-03-18,
  88 days ago (AG-R3A, cases/AG.json:1), open for 14 days

BY RULE
AG-R3A: 1 new, 1 resolved, 1 still open
"""


def test_the_same_as_data(capsys: pytest.CaptureFixture[str]) -> None:
    report(capsys, "old.json", "2016-05-31", CORE_GROUP)
    report(capsys, "new.json", "2016-06-14", with_gp(delivered(CORE_GROUP, "fsw", "2016-06-10")))
    data = json.loads(compared(capsys, "--format", "json").out)
    counts = {"new": 1, "resolved": 1, "no_longer_asked": 0, "still_open": 1, "not_compared": 0}
    assert (data["format"], data["reports"], data["notes"]) == ("diff/1", {"old": "old.json", "new": "new.json"}, [])
    assert (data["summary"], data["rules"]) == (counts, {"AG-R3A": counts})
    told = {kind: [(one["entry"], one["was"], one["now"], one["days"]) for one in data[kind]] for kind in counts}
    assert told == {
        "new": [("core-1/participants:gp", None, "breached", None)],
        "resolved": [("core-1/participants:fsw", "breached", "met_late", None)],
        "still_open": [("core-1/participants:hv", "breached", "breached", 14)],
        "no_longer_asked": [],
        "not_compared": [],
    }


def test_what_is_waived_is_resolved_and_what_is_gone_is_no_longer_asked(capsys: pytest.CaptureFixture[str]) -> None:
    report(capsys, "old.json", "2016-05-31", CORE_GROUP)
    fewer = copy.deepcopy(CORE_GROUP)
    del fewer["meetings"][0]["participants"][0]
    Path("waivers.yaml").write_text("- {rule: AG-R3A, case: AG, pattern: '*', reason: r, approved_by: p, until: 2016-12-31}")
    report(capsys, "new.json", "2016-05-31", fewer, more=(*ONLY, "--waivers", "waivers.yaml"))
    data = json.loads(compared(capsys, "--format", "json").out)
    assert {one["entry"]: one["now"] for one in data["resolved"]} == {"core-1/participants:fsw": "waived"}
    assert {one["entry"]: one["now"] for one in data["no_longer_asked"]} == {"core-1/participants:hv": None}
    told = " ".join(compared(capsys).out.split())
    assert "0 new, 1 resolved, 0 still open, 1 no longer asked." in told
    assert "NO LONGER ASKED: MENDED, OR THE ENTRY OR THE RULE IS GONE (1) ? minutes" in told


def test_a_case_that_was_not_checked_again_is_not_resolved(capsys: pytest.CaptureFixture[str]) -> None:
    report(capsys, "old.json", "2016-05-31", CORE_GROUP, RELEASE)
    report(capsys, "new.json", "2016-06-14", RELEASE)
    ran = compared(capsys)
    assert ran.out.startswith("From old.json to new.json: 0 new, 0 resolved, 0 still open, 2 not compared.\n")
    assert "NOT COMPARED, FOR THE CASE WAS NOT CHECKED AGAIN (2)\n? minutes" in ran.out


def test_a_verdict_that_changed_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    report(capsys, "old.json", "2016-05-31", CORE_GROUP)
    report(capsys, "new.json", "2016-06-01", {**CORE_GROUP, "complete": []})
    assert "open for 1 day; was breached" in " ".join(compared(capsys).out.split())


def test_other_rules_and_numbers_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    report(capsys, "old.json", "2016-05-31", CORE_GROUP)
    report(capsys, "new.json", "2016-05-31", CORE_GROUP, more=("--select", "AG-R3", "--set", "minutes_within=3 weeks"))
    assert json.loads(compared(capsys, "--format", "json").out)["notes"] == [
        "The two reports were made with different rules: what is new or resolved may be so for that alone.",
        "The two reports were made with different numbers (minutes_within): what is new or resolved may be so for that alone.",
    ]


def test_nothing_changed(capsys: pytest.CaptureFixture[str]) -> None:
    report(capsys, "old.json", "2016-03-05", CORE_GROUP)
    report(capsys, "new.json", "2016-03-05", CORE_GROUP)
    assert compared(capsys).out == "From old.json to new.json: 0 new, 0 resolved, 0 still open.\n"


def test_the_earlier_report_comes_first(capsys: pytest.CaptureFixture[str]) -> None:
    report(capsys, "old.json", "2016-06-14", CORE_GROUP)
    report(capsys, "new.json", "2016-05-31", CORE_GROUP)
    said = "scr-check: the earlier report comes first: case AG is judged as of 2016-06-14 in the first, as of 2016-05-31 in the second\n"
    assert (compared(capsys).err, compared(capsys).status) == (said, 2)


def test_an_older_report_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    report(capsys, "new.json", "2016-05-31", CORE_GROUP)
    Path("old.json").write_text(Path("new.json").read_text().replace('"identity"', '"id"'))
    ran = compared(capsys)
    assert ran.err.startswith("scr-check: old.json: its findings have no 'identity', so they cannot be found again: an older scr-check wrote it")
    assert ran.status == 2


PRIVATE = [
    ("pseudonymise", "key: k\n", ("--pseudonymise", "--key", "k")),
    ("relative-dates", "", ("--relative-dates",)),
]


@pytest.mark.parametrize(("name", "more", "options"), PRIVATE)
@pytest.mark.parametrize("form", ["text", "json"])
def test_what_the_configuration_keeps_back_is_not_told(
    capsys: pytest.CaptureFixture[str], name: str, more: str, options: tuple[str, ...], form: str
) -> None:
    for file, day in (("old.json", "2016-05-31"), ("new.json", "2016-06-14")):
        report(capsys, file, day, CORE_GROUP)
    Path(".scr-check.yaml").write_text(f"{name}: yes\n{more}")
    said = f"scr-check: {name} is asked for, and 'diff' cannot do it: nothing was told; use another configuration (--config)\n"
    assert compared(capsys, "--format", form) == Ran("", said, 2)
    Path("none.yaml").write_text("jobs: 1\n")
    assert compared(capsys, "--config", "none.yaml").status == 0
    for file, day in (("old.json", "2016-05-31"), ("new.json", "2016-06-14")):
        report(capsys, file, day, CORE_GROUP, more=(*ONLY, *options))
    assert "0 new, 0 resolved, 2 still open." in compared(capsys).out


def test_small_counts_are_held_back_by_telling_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for file in ("old.json", "new.json"):
        report(capsys, file, "2016-05-31", CORE_GROUP)
    Path(".scr-check.yaml").write_text("suppress-small: yes\n")
    assert (compared(capsys).out, compared(capsys).status) == ("", 2)


def test_real_ids_and_other_names_have_nothing_in_common(capsys: pytest.CaptureFixture[str]) -> None:
    report(capsys, "old.json", "2016-05-31", CORE_GROUP)
    report(capsys, "new.json", "2016-06-14", CORE_GROUP, more=(*ONLY, "--pseudonymise", "--key", "k"))
    said = "scr-check: one of the two reports alone was made with --pseudonymise: nothing in it can be found again in the other\n"
    assert compared(capsys) == Ran("", said, 2)
    assert command(capsys, "diff", "new.json", "old.json") == Ran("", said, 2)


def test_it_goes_to_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    report(capsys, "old.json", "2016-05-31", CORE_GROUP)
    report(capsys, "new.json", "2016-05-31", CORE_GROUP)
    assert compared(capsys, "--output", "diff.txt").out == ""
    assert Path("diff.txt").read_text() == compared(capsys).out
