"""The timeline in a terminal and as a picture: every finding has its place, every entry its day."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import Any

import pytest

from reporting import CORE_GROUP, RELEASE, settings
from scr_check import outputs
from scr_check.check import check_bytes, report
from scr_check.classes import replace
from scr_check.outputs import RenderOptions
from scr_check.outputs._lines import cells
from scr_check.outputs._placing import placed
from scr_check.timeline_text import as_text

CASES: dict[str, Any] = {
    "core group": CORE_GROUP, "release": RELEASE, "empty": {"format": "case/1", "case": "EMPTY", "extracted": "2016-06-30"},
    "undated": {"format": "case/1", "case": "U", "extracted": "2016-06-30", "meetings": [{"id": "m-1", "type": "core_group"}]},
    "partial": {"format": "case/1", "case": "P", "extracted": "2016-06-30", "plans": [{"id": "p-1", "type": "child_protection", "start": "2015"}]},
    "hostile": {"format": "case/1", "case": "<b>&\u202e", "extracted": "2016-06-30", "meetings": [{"id": "</svg>\u202e", "date": "2016-01-01"}]},
}  # fmt: skip


def judged(case: Any, as_of: str | None = None) -> Any:
    """The result with its timeline."""
    return check_bytes(json.dumps(case).encode(), "case.json", replace(settings(as_of), timeline=True))


@pytest.mark.parametrize("width", [40, 80, 100])
@pytest.mark.parametrize("name", CASES)
def test_the_terminal_keeps_its_width(name: str, width: int) -> None:
    lines = as_text(judged(CASES[name]), width, colour=False).splitlines()
    assert [line for line in lines if cells(line) > width or "\x1b" in line or "\u202e" in line] == []


@pytest.mark.parametrize("name", CASES)
def test_every_finding_has_one_place(name: str) -> None:
    result = judged(CASES[name])
    flags = placed(result).flags
    assert sum(flag.count for several in flags.values() for flag in several) == sum(result.counts.values()) - result.counts["not_applicable"]


@pytest.mark.parametrize("name", CASES)
def test_the_picture_is_xml_without_links_and_scripts(name: str) -> None:
    made = report([judged(CASES[name])], settings())
    root = ET.fromstring(outputs.whole_bytes(outputs.registry()["svg"].stream(made, RenderOptions()), made))
    names = {one.tag.rpartition("}")[2] for one in root.iter()}
    assert names <= {"svg", "title", "style", "defs", "pattern", "symbol", "path", "rect", "text", "line", "use", "g"}
    assert all(value.startswith("#") for one in root.iter() for key, value in one.attrib.items() if key.endswith("href"))


def test_a_duty_runs_from_its_meeting_to_its_limit_and_late_from_there() -> None:
    duties = [(str(d.began), str(d.limit), str(d.until), d.sure, d.done, d.rows[0].row.rule) for d in placed(judged(CORE_GROUP)).duties]
    assert ("2016-03-04", "2016-03-18", "2016-06-30", True, False, "AG-R3A") in duties


def test_what_came_after_the_day_of_judgement_is_not_drawn() -> None:
    assert [item.label for item in judged(CORE_GROUP).timeline] == ["core group core-1"]
    assert judged(CORE_GROUP, "2016-03-03").timeline == ()


def test_a_release_to_come_is_drawn_as_planned() -> None:
    text = as_text(judged(RELEASE), 100, colour=False)
    assert "prison release ev-1 of partner, planned, 2016-07-04" in text and "What belongs to no day" not in text.splitlines()[2]


def test_one_day_is_no_days() -> None:
    copy = {"document": "minutes", "to": "hv", "sent": "2016-03-10"}
    case = {**CORE_GROUP, "meetings": [{**CORE_GROUP["meetings"][0], "circulation": [copy]}]}
    (line,) = (line for line in as_text(judged(case), 80, colour=False).splitlines() if "copies were sent" in line)
    assert line.startswith("1 day on which copies were sent ")
