"""What broke when bench/fuzz.py threw mutated input at everything that reads, each as the smallest input that broke it, with what must come of it now.

The fuzzer itself is run in its short form, too: over each of its targets, from a seed of its own.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
from fuzz import Hang, fuzz
from fuzz_targets import TARGETS

from scr_check import config, diff, expressions, ignoring, kinds, reports, standing
from scr_check.record import read_record
from scr_check.record_kinds import LONGEST_WORD
from scr_check.sources import Refused, read
from scr_check.words import nearest


def record(data: dict[str, Any]) -> str:
    """What is said of a record, or nothing."""
    try:
        read_record(read(json.dumps({"format": "case/1", "case": "x", **data}).encode(), "a.json"))
    except Refused as refused:
        return str(refused)
    return ""


def configuration(text: str, folder: Path) -> str:
    """What is said of a configuration, or nothing."""
    (folder / standing.CONFIGURATION).write_text(text, encoding="utf-8", errors="surrogateescape")
    try:
        config.load(folder / standing.CONFIGURATION)
    except config.ConfigFault as fault:
        return str(fault)
    return ""


def condition(text: str) -> str:
    """What is said of a condition, or nothing."""
    try:
        expressions.compile_condition(text, expressions.Scope({"meeting": kinds.EntryOf(())}))
    except expressions.Wrong as wrong:
        return str(wrong)
    return ""


def left_out(line: str, name: str) -> bool:
    """Does a line of a .gitignore leave the file out?"""
    return ignoring.lines_of([line]).leave_out((name,), False)


def compared(folder: Path, first: str, second: str) -> str:
    """What is said of two reports on one open finding, judged as of these days, or for how many days it stood open."""
    finding = {"rule": "AG-R3A", "duty": "must", "verdict": "breached", "message": "m", "line": 1, "identity": "i"}
    for name, day in (("old", first), ("new", second)):
        case = {"path": "a.yaml", "case": "A", "status": "checked", "as_of": day, "findings": [finding]}
        (folder / name).write_text(json.dumps({"format": "report/1", "rulebooks": [], "parameters": {}, "cases": [case]}), encoding="utf-8")
    try:
        made = diff.as_data(diff.compare(reports.read_report(folder / "old"), reports.read_report(folder / "new")), "old", "new")
    except reports.ReportFault as fault:
        return str(fault).removeprefix(f"{folder}/")
    return ", ".join(str(one["days"]) for one in made["still_open"])


LONG = "y" * 2000
TABLE: list[tuple[str, Callable[[Path], object], object]] = [
    # patterns: a Hang, in the regular expression that a library made of the line
    ("a glob that goes back", lambda _: left_out("*a*a*a*a*b", "a" * 250), False),
    # patterns: re.error, bad character range
    ("a range that runs backwards", lambda _: left_out("[a\udcff-c]?.yaml", "b.yaml"), False),
    # config: OSError, File name too long
    ("a path that is too long to be one", lambda folder: configuration(f"rules: [{'r' * 5000}]", folder), ""),
    ("a path with a character that none has", lambda folder: configuration('rules: ["a\\0b"]', folder).partition(": ")[2][:47],
     "the text holds a control character (U+0000): ta"),
    # record: TypeError in record_mending, 'str' object does not support item assignment
    ("one plan, too long", lambda _: record({"meetings": [{"id": "m", "type": "core_group", "plan": LONG}]}),
     f"line 1, column 90: plan: a text of 2,000 characters: an id, a word or a name has at most {LONGEST_WORD}"),
    # expressions: what is said has 1,900 characters
    ("a name that is too long to be told", lambda _: condition(f"meeting.date > {LONG[:900]}")[:17], "unknown name 'yyy"),
    # reports: ValueError, Invalid isoformat string; and so did two reports with --relative-dates
    ("a day that is none, in a report", lambda folder: compared(folder, "2>16-05-25", "2016-05-26"),
     "old: not a whole report/1: at /cases/0/as_of: value error, a day is wanted, such as 2016-06-30, found '2>16-05-25'"),
    ("two reports with relative dates", lambda folder: compared(folder, "day 500", "day 515"), "15"),
    ("one report with relative dates", lambda folder: compared(folder, "2016-05-25", "day 515"),
     "case A is judged as of 2016-05-25 in the first report, as of day 515 in the second: only one has relative dates"),
    # yaml, json: what is said of a key of 8 MiB, and the search for a near one
    ("no near word is looked for", lambda _: nearest("meeting" * 100_000, ["meetings"]), ""),
]  # fmt: skip


@pytest.mark.parametrize(("what", "run", "expected"), TABLE, ids=[what for what, *_ in TABLE])
def test_what_broke(what: str, run: Callable[[Path], object], expected: object, tmp_path: Path) -> None:
    start = time.process_time()
    assert run(tmp_path) == expected
    assert time.process_time() - start < 1


def test_a_long_name_is_told_in_short() -> None:
    for text in (LONG[:900], f"{LONG[:900]}()", f"meeting.{LONG[:900]}"):
        assert 0 < len(condition(text)) < 500


@pytest.mark.parametrize("name", TARGETS)
def test_a_part_of_the_fuzzing(name: str) -> None:
    """In this process, so without the bound on memory, which counts all that the tests have loaded."""
    target = TARGETS[name]
    ran = fuzz(name, max(target.EXECUTIONS // 2000, 5), seed=11, most_memory=1 << 20)
    assert [(one.what, one.given) for one in ran.broken] == []
    assert ran.executions > 0


def test_the_fuzzer_sees_what_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A crash, a hang and a loss of memory are each told: without this, the test above could pass because nothing is seen."""
    held = []
    does: list[Callable[[], object]] = [lambda: 1 / 0, lambda: [None for _ in iter(int, 1)], lambda: held.append(b"x" * (300 << 20))]
    found = []
    for one in does:
        monkeypatch.setattr(TARGETS["dates"], "run", lambda self, given, one=one: one())
        found += [re.sub(r" .*", "", broken.what) for broken in fuzz("dates", 1, seed=1, most_memory=100).broken]
    assert found == ["ZeroDivisionError", Hang.__name__, "MemoryError"]
