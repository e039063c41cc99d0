"""What falls due: the window, the order, whose move, and a calendar that a parser of others reads."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from commanding import AG, command
from scr_check.due import parse_within

icalendar = pytest.importorskip("icalendar")

PERIODS = [
    ("14d", "14 days"), ("2w", "2 weeks"), ("3 m", "3 months"), ("1y", "1 year"), ("14 days", "14 days"), ("10 working days", "10 working days"),
    ("0014d", "14 days"),
]  # fmt: skip
WRONG = [
    ("0d", "'0 days' is not a period, '0' is no whole number from 1 to 10000"),
    ("14", "'14' is not a period: write a period as a whole number and a unit"),
    ("2 wks", "'2 wks' has no known unit, 'wks': did you mean weeks?"),
    ("", "'' is not a period"),
]


def group(case: str, meeting: str, day: str, **more: Any) -> dict[str, Any]:
    """A core group on a day, whose minutes are owed to one who was not there."""
    return {
        "format": "case/1", "case": case, "extracted": "2016-03-10", "complete": ["meetings", "circulation", "participants"],
        "professionals": [{"id": "sw", "role": "social_worker", "agency": "csc"}, {"id": "hv", "role": "health_visitor", "agency": "health"}],
        "agencies": [{"id": "csc", "kind": "childrens_social_care"}, {"id": "health", "kind": "health_visiting"}],
        "meetings": [{
            "id": meeting, "type": "core_group", "date": day, "actions": [], "circulation": [],
            "participants": [{"who": "hv", "invited": True, "attendance": "apologies", "core_member": True}],
        }],
        **more,
    }  # fmt: skip


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two cases in a folder, of which each owes minutes (AG-R3A) by another day; the current folder is the one above."""
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/a.json").write_text(json.dumps(group("A", "m-1", "2016-03-09")))
    (tmp_path / "cases/b.json").write_text(json.dumps(group("B", "m-2", "2016-03-04")))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "cases"


def due(capsys: pytest.CaptureFixture[str], *more: str) -> Any:
    return json.loads(command(capsys, "due", "cases", "--select", "AG-R3A", "--format", "json", *more).out)


@pytest.mark.parametrize(("text", "period"), PERIODS)
def test_periods(text: str, period: str) -> None:
    assert str(parse_within(text)) == period


@pytest.mark.parametrize(("text", "said"), WRONG)
def test_what_is_no_period_is_refused(cases: Path, capsys: pytest.CaptureFixture[str], text: str, said: str) -> None:
    ran = command(capsys, "due", "cases", "--within", text)
    assert ran.err.startswith(f"scr-check: --within: {said}")
    assert (ran.out, ran.status) == ("", 2)


def test_by_day_and_by_move(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = command(capsys, "due", "cases", "--within", "2w", "--select", "AG-R3A")
    assert (ran.err, ran.status) == ("", 0)
    assert ran.out == """\
Due within 2 weeks: 2 duties, 2 cases.

Friday 2016-03-18, in 8 days
  the social worker
    > minutes of the core group of 2016-03-04 to hv (AG-R3A, cases/b.json:1)

Wednesday 2016-03-23, in 13 days
  the social worker
    > minutes of the core group of 2016-03-09 to hv (AG-R3A, cases/a.json:1)
"""


@pytest.mark.parametrize(("within", "days"), [("7d", []), ("8d", ["2016-03-18"]), ("12d", ["2016-03-18"]), ("13d", ["2016-03-18", "2016-03-23"])])
def test_the_window_ends_with_its_last_day(cases: Path, capsys: pytest.CaptureFixture[str], within: str, days: list[str]) -> None:
    assert [one["day"] for one in due(capsys, "--within", within)["days"]] == days


def test_it_begins_on_the_day_of_judgement(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = due(capsys, "--within", "1d", "--as-of", "2016-03-18")
    assert [(one["day"], one["moves"][0]["duties"][0]["days_left"]) for one in data["days"]] == [("2016-03-18", 0)]
    assert "Friday 2016-03-18, today\n" in command(capsys, "due", "cases", "--select", "AG-R3A", "--as-of", "2016-03-18", "--within", "1d").out


def test_what_is_not_done_is_counted(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (cases / "b.json").write_text(json.dumps(group("B", "m-2", "2016-03-04", extracted="2016-03-19")))
    assert due(capsys)["overdue"] == 1
    assert command(capsys, "due", "cases", "--select", "AG-R3A").out.endswith("\nNot done already: 1. scr-check check tells of them.\n")


def test_as_data(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = due(capsys)
    assert (data["format"], data["within"], data["cases"], data["due"], data["overdue"], data["undated"]) == ("due/1", "14 days", 2, 2, 0, [])
    (move,) = data["days"][0]["moves"]
    assert move["move"] == "the social worker"
    told = {key: move["duties"][0][key] for key in ("rule", "case", "path", "as_of", "limit", "limit_between", "days_left", "entry")}
    assert told == {
        "rule": "AG-R3A", "case": "B", "path": "cases/b.json", "as_of": "2016-03-10", "limit": "2016-03-18", "limit_between": None, "days_left": 8,
        "entry": "m-2/participants:hv",
    }  # fmt: skip


def test_a_limit_that_is_not_one_day_stands_on_its_first(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (cases / "b.json").write_text(json.dumps(group("B", "m-2", "2016-03")))
    (cases / "a.json").unlink()
    data = due(capsys, "--within", "1m", "--as-of", "2016-03-01")
    assert [(one["day"], one["moves"][0]["duties"][0]["limit_between"]) for one in data["days"]] == [("2016-03-15", ["2016-03-15", "2016-04-14"])]


def test_what_has_no_day_yet_stands_apart(capsys: pytest.CaptureFixture[str]) -> None:
    ran = command(capsys, "due", str(AG), "--within", "14d", "--select", "AG-F1C", "--format", "json")
    (move,) = json.loads(ran.out)["undated"]
    assert (move["move"], [one["entry"] for one in move["duties"]]) == ("the chair of the next meeting", ["con-3"])


NO_DAY = [
    (1, "Due within 14 days: 0 duties, 1 more with no day yet, 1 case.", "1 duty has no day yet, so it is not in the calendar"),
    (2, "Due within 14 days: 0 duties, 2 more with no day yet, 2 cases.", "2 duties have no day yet, so they are not in the calendar"),
]


@pytest.mark.parametrize(("number", "head", "said"), NO_DAY)
def test_what_has_no_day_yet_is_counted_and_is_in_no_calendar(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int, head: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for one in range(number):
        Path(f"{one}.yaml").write_text(AG.read_text().replace("\ncase: ", f"\ncase: {one}-", 1))
    words = ("due", ".", "--select", "AG-F1C")
    assert command(capsys, *words).out.splitlines()[0] == head
    ran = command(capsys, *words, "--format", "ics")
    assert (ran.out.count("VEVENT"), ran.err, ran.status) == (0, f"scr-check: {said}\n", 0)


def test_what_is_waived_is_nobodys_move(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (cases / "waivers.yaml").write_text("- {rule: AG-R3A, case: B, pattern: '*', reason: r, approved_by: p, until: 2016-12-31}")
    assert [one["day"] for one in due(capsys)["days"]] == ["2016-03-23"]


def test_a_file_that_cannot_be_read_is_said(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (cases / "c.json").write_text("[]")
    ran = command(capsys, "due", "cases", "--select", "AG-R3A")
    assert (ran.err, ran.status) == ("cases/c.json:1:1: a case record is a mapping that begins with 'format: case/1', found a list\n", 3)
    assert "2 duties, 2 cases" in ran.out


# the calendar


def calendar(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[bytes, Any]:
    command(capsys, "due", "cases", "--select", "AG-R3A", "--format", "ics", "--output", "due.ics", *more)
    raw = Path("due.ics").read_bytes()
    return raw, icalendar.Calendar.from_ical(raw)


def test_the_events(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read = calendar(capsys)[1]
    events = read.walk("VEVENT")
    assert [(event.decoded("dtstart"), event.decoded("dtend"), event.decoded("dtstamp")) for event in events] == [
        (date(2016, 3, 18), date(2016, 3, 19), datetime(2016, 3, 10, tzinfo=UTC)), (date(2016, 3, 23), date(2016, 3, 24), datetime(2016, 3, 10, tzinfo=UTC)),
    ]  # fmt: skip
    identities = [one["moves"][0]["duties"][0]["identity"] for one in due(capsys)["days"]]
    assert [str(event["uid"]) for event in events] == [f"{identity}@scr-check" for identity in identities]
    assert str(events[0]["summary"]) == "B: minutes of the core group of 2016-03-04 to hv"
    assert str(events[0]["description"]).startswith("Due 2016-03-18.\nMove: the social worker.\n")
    assert (str(read["version"]), str(read["prodid"])) == ("2.0", "-//scr-check//due//EN")


def test_the_bytes_are_those_of_the_standard(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (cases / "a.json").write_text(json.dumps(group("A, b; c\\d" + "é" * 60, "m-1", "2016-03-09")))
    raw, read = calendar(capsys)
    lines = raw.split(b"\r\n")
    assert lines[-1] == b"" and not any(b"\n" in line or b"\r" in line for line in lines)
    assert max(len(line) for line in lines) <= 75
    assert any(line.startswith(b" ") for line in lines)
    assert b"SUMMARY:A\\, b\\; c\\\\d" in raw
    assert str(read.walk("VEVENT")[1]["summary"]).startswith("A, b; c\\dé")


def test_an_event_keeps_its_uid_when_entries_move_and_days_pass(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {str(event["uid"]) for event in calendar(capsys)[1].walk("VEVENT")}
    moved = group("B", "m-2", "2016-03-04", extracted="2016-03-12")
    moved["meetings"].insert(0, {"id": "m-0", "type": "marac", "date": "2016-01-01"})
    (cases / "b.json").write_text(json.dumps(dict(reversed(moved.items()))))
    assert {str(event["uid"]) for event in calendar(capsys)[1].walk("VEVENT")} == before


def test_two_files_of_one_case_make_one_event(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (cases / "b-later.json").write_text(json.dumps(group("B", "m-2", "2016-03-04", extracted="2016-03-12")))
    events = calendar(capsys)[1].walk("VEVENT")
    assert len({str(event["uid"]) for event in events}) == len(events) == 2
    assert events[0].decoded("dtstamp") == datetime(2016, 3, 12, tzinfo=UTC)


def test_the_same_bytes_twice(cases: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert calendar(capsys)[0] == calendar(capsys)[0]
