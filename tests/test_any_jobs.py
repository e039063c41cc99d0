"""The report is the same to the byte for any number of processes: every format, over files that cost very different amounts and say everything a file can."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from commanding import command
from reporting import CORE_GROUP, QUIET, RELEASE
from scr_check import folder
from scr_check.outputs import registry

FORMATS = sorted(registry())
LATE = ("2015-01-05", "2015-01-05", "2015-03-02", "2015-01-05")
"""When a plan began whose review is overdue: of four cases three are overdue alike."""


def overdue(number: int) -> dict[str, Any]:
    """A plan without a review, and so many core groups without minutes that one case costs many times another."""
    groups = [{**CORE_GROUP["meetings"][0], "id": f"core-{one}"} for one in range(25 if number == 9 else number % 3)]
    plans = [{"id": "plan", "type": "child_protection", "start": LATE[number % 4]}]
    return {**CORE_GROUP, "case": f"C{number}", "complete": "all", "extracted": "2016-08-01", "plans": plans, "meetings": groups}


def put(path: Path, case: dict[str, Any], before: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(before + json.dumps(case), encoding="utf-8")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``cases``, an earlier report on them, and waivers."""
    place = tmp_path_factory.mktemp("jobs")
    for number in range(16):
        put(place / f"cases/{number % 3}/c{number:02}.json", overdue(number))
    put(place / "cases/1/large.json", {**RELEASE, "case": "LARGE"}, " " * folder.LARGE)
    put(place / "cases/2/larger.json", overdue(30), "\n" * (folder.LARGE + 1))
    put(place / "cases/2/again.json", overdue(30))  # two files of one case
    put(place / "cases/0/quiet.json", QUIET)
    (place / "cases/0/broken.yaml").write_text("format: case/1\ncase: [", encoding="utf-8")
    (place / "cases/1/wrong.json").write_text('{"format": "case/1", "case": "W", "plans": 3, "meetngs": []}', encoding="utf-8")
    (place / "cases/2/nowhere.yaml").symlink_to("gone.yaml")
    until = {"reason": "told by telephone", "approved_by": "head-of-service"}
    waivers = [
        {"rule": "AG-R3A", "case": "C9", "pattern": "core-1*", "until": "2016-12-31", **until},
        {"rule": "AG-R3A", "case": "C30", "pattern": "*", "until": "2016-12-31", **until},
        {"rule": "ET-REVIEW", "case": "C1", "pattern": "*", "until": "2016-01-31", **until},
        {"rule": "ET-REVIEW", "case": "C99", "pattern": "*", "until": "2016-12-31", **until},
    ]
    (place / "cases/waivers.yaml").write_text(json.dumps(waivers), encoding="utf-8")
    return place


@pytest.fixture
def earlier(place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The earlier report: from half of the rules, so that much is new, and with what is no longer there. The current folder is ``place``."""
    monkeypatch.chdir(place)
    command(capsys, "cases", "--select", "AG", "--jobs", "1", "--as-of", "2016-07-01", "--format", "json=old.json")
    report: dict[str, Any] = json.loads(Path("old.json").read_text())
    return report


@pytest.mark.parametrize("more", [
    ["--baseline", "old.json"], ["--baseline", "old.json", "--summary-only"], ["--relative-dates", "--show", "all", "--select", "AG-R3,ET-R,ET-C"],
])  # fmt: skip
def test_every_format_is_the_same_to_the_byte(earlier: dict[str, Any], capsys: pytest.CaptureFixture[str], more: list[str]) -> None:
    told = {}
    for jobs in "123":
        ran = command(capsys, "cases", "--jobs", jobs, *more, *(word for name in FORMATS for word in ("--format", f"{name}={name}-{jobs}")))
        assert ran.status == 3
        told[jobs] = {"stderr": ran.err.encode(), **{name: Path(f"{name}-{jobs}").read_bytes() for name in FORMATS}}
    differing = {(name, jobs) for jobs in "23" for name in told["1"] if told[jobs][name] != told["1"][name]}
    assert differing == set()
    assert all(told["1"][name] for name in FORMATS if name not in ("github", "gitlab") or "--summary-only" not in more)


def test_these_files_have_all_that_could_differ(earlier: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    report = json.loads(command(capsys, "cases", "--jobs", "1", "--baseline", "old.json", "--format", "json").out)
    findings = [one for case in report["cases"] for one in case["findings"]]
    assert Counter(case["status"] for case in report["cases"]) == {"checked": 20, "unreadable": 3}
    assert {one["status"] for one in report["waivers"]} == {"applied", "expired", "unmatched"}
    assert {one["baseline"] for one in findings} == {"new", "known", None}
    ages = Counter(one["days_late"] for one in findings if one["rule"] == "ET-REVIEW" and one["verdict"] == "breached")
    assert sum(ages.values()) > 15 and max(ages[age] for age in sorted(ages)[-2:]) > 10, "more of one age than a summary names"
    costs = sorted(len(case["findings"]) for case in report["cases"] if case["status"] == "checked")
    assert costs[-1] > 5 * costs[len(costs) // 2]
    assert sum(path.stat().st_size >= folder.LARGE for path in Path("cases").rglob("*.json")) == 2
