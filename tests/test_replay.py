"""``scr-check replay``: the last day is a date or that of an event."""

from __future__ import annotations

from pathlib import Path

import pytest

from commanding import Ran, command

CASE = """\
format: case/1
case: X
extracted: 2016-06-30
meetings: [{id: m, type: core_group, date: 2016-03-04}, {id: about, type: core_group, date: 2016-04}]
"""
HOW = "write a date as 2016-03-04, or 2016-03 or 2016 where only the month or the year is known"
WRONG = [
    ("nosuch", f"no event has the id 'nosuch', and 'nosuch' is not a date: {HOW}"),
    ("", f"'' is not a date: {HOW}"),
    ("2016-05", "a whole day is wanted, such as 2016-06-30, found '2016-05'"),
    ("about", "'about' has no exact date"),
]


@pytest.fixture(autouse=True)
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A case in the current folder."""
    (tmp_path / "case.yaml").write_text(CASE)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("until", "said"), WRONG)
def test_what_is_neither_a_day_nor_an_event(capsys: pytest.CaptureFixture[str], until: str, said: str) -> None:
    assert command(capsys, "replay", "case.yaml", "--until", until) == Ran("", f"scr-check: --until: {said}\n", 2)


@pytest.mark.parametrize(("given", "last"), [((), "2016-06-30"), (("--until", "m"), "2016-03-04"), (("--until", "2016-03-20"), "2016-03-20")])
def test_the_last_day(capsys: pytest.CaptureFixture[str], given: tuple[str, ...], last: str) -> None:
    assert f" to {last}: judged on " in command(capsys, "replay", "case.yaml", *given).out.splitlines()[0]


def test_one_day_is_no_days(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text("format: case/1\ncase: X\nextracted: 2016-06-30\n")
    assert command(capsys, "replay", "one.yaml").out.startswith("Case X through time, 2016-06-30 to 2016-06-30: judged on 1 day\n")
