"""The workbook, read back by openpyxl: nothing lost, no formula, a first row that stays in sight."""

from __future__ import annotations

import io
import sys
import tempfile
import time
from collections import Counter
from datetime import datetime, tzinfo
from typing import Any, Self
from zipfile import ZipFile

import pytest
from hypothesis import given
from openpyxl import Workbook, load_workbook
from openpyxl.packaging import core
from random_reports import BOTH, EVERYTHING, NASTY, faults, hostile_report, laws, reports, told

from scr_check.case_results import Report
from scr_check.outputs import MissingExtra, RenderOptions, registry, whole_bytes, xlsx
from scr_check.outputs._rows import COLUMNS, UNREADABLE


def book(report: Report, options: RenderOptions = EVERYTHING) -> Workbook:
    return load_workbook(io.BytesIO(whole_bytes(registry()["xlsx"].stream(report, options), report)))


def findings(made: Workbook) -> list[dict[str, Any]]:
    first, *others = made["findings"].iter_rows(values_only=True)
    assert first == COLUMNS
    return [dict(zip(COLUMNS, row, strict=True)) for row in others]


@laws
@given(reports)
def test_nothing_is_lost_and_nothing_is_a_formula(report: Report) -> None:
    made = book(report)
    rows = findings(made)
    assert Counter((r["rule"], r["identity"], r["verdict"]) for r in rows if r["verdict"] != UNREADABLE) == told(report)
    assert sum(r["verdict"] == UNREADABLE for r in rows) == faults(report)
    cells = [cell for sheet in made for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f" or (isinstance(cell.value, str) and cell.value[:1] in ("=", "+", "-", "@"))]


@pytest.mark.parametrize("name", NASTY)
def test_hostile_text_stays_in_its_cell(name: str) -> None:
    report = hostile_report(name)
    assert len(findings(book(report))) == sum(told(report).values()) + faults(report)


def test_sheets_filters_and_the_first_row() -> None:
    made = book(BOTH)
    assert made.sheetnames == ["summary", "findings", "by rule", "by agency", "by role"]
    assert {sheet.freeze_panes for sheet in made} == {"A2"}
    assert made["findings"].auto_filter.ref == f"A1:AA{len(findings(made)) + 1}"
    assert made["by rule"].auto_filter.ref.startswith("A1:J")
    assert all(cell.font.bold for cell in made["findings"][1])


def test_numbers_are_numbers() -> None:
    row = next(r for r in findings(book(BOTH)) if r["rule"] == "AG-R3A")
    assert (row["days_late"], row["line"], row["limit"]) == (104, 47, "2016-03-18")


def test_the_numbers_by_rule_by_agency_and_by_role() -> None:
    made = book(BOTH)
    assert ("children's social care" in [row[1] for row in made["by agency"].iter_rows(values_only=True)])
    rules = {row[0]: row[1:] for row in made["by rule"].iter_rows(values_only=True)}
    assert rules["AG-R3A"] == (0, 0, 2, 0, 0, 0, 0, 0, "100%")
    assert ("the social worker" in [row[1] for row in made["by role"].iter_rows(values_only=True)])
    summary = [row[:2] for row in made["summary"].iter_rows(values_only=True)]
    assert summary[1:4] == [("cases", 2), ("checked", 1), ("unreadable", 1)]


def test_the_same_bytes_at_another_time_and_nothing_in_a_temporary_file(monkeypatch: pytest.MonkeyPatch) -> None:
    first = whole_bytes(registry()["xlsx"].stream(BOTH, EVERYTHING), BOTH)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: (2033, 5, 18, 3, 33, 20, 2, 138, 0))
    monkeypatch.setattr(core.datetime, "datetime", Later)
    monkeypatch.setattr(tempfile, "_os", None)  # where a temporary file is made
    assert whole_bytes(registry()["xlsx"].stream(BOTH, EVERYTHING), BOTH) == first
    with ZipFile(io.BytesIO(first)) as made:
        assert {one.date_time for one in made.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"1980-01-01T00:00:00Z" in made.read("docProps/core.xml")


class Later(datetime):
    """A clock that goes wrong."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return cls(2033, 5, 18, 3, 33, 20, tzinfo=tz)


def test_findings_that_do_not_fit_go_on_in_another_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    told_once = findings(book(BOTH))
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    made = book(BOTH)
    sheets = [name for name in made.sheetnames if name.startswith("findings")]
    assert sheets == ["findings", *(f"findings {number}" for number in range(2, (len(told_once) + 1) // 2 + 1))]
    assert [row for name in sheets for row in list(made[name].iter_rows(values_only=True))[1:]] == [tuple(row.values()) for row in told_once]
    assert made.sheetnames[0] == "summary"


def test_only_the_summary() -> None:
    assert book(BOTH, RenderOptions(summary_only=True)).sheetnames == ["summary", "by rule", "by agency", "by role"]


def test_without_openpyxl_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtra, match=r"--format xlsx needs openpyxl, which is not installed; the extra 'xlsx' brings it: pip install '\.\[xlsx\]'"):
        registry()["xlsx"].stream(BOTH, EVERYTHING)
