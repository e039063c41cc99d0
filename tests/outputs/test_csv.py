"""CSV, read by the csv module: one row a finding, nothing lost, nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from random_reports import BOTH, HOSTILE, faults, hostile_report, laws, reports, text, told

from scr_check.case_results import Report
from scr_check.outputs._rows import COLUMNS, UNREADABLE, defused


def read(report: Report) -> list[dict[str, str]]:
    written = text("csv", report)
    assert written.startswith("\ufeff") and written.count("\r\n") == written.count("\n")
    return list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"), newline=""), strict=True))


@laws
@given(reports)
def test_nothing_is_lost(report: Report) -> None:
    rows = read(report)
    assert told(report) == Counter((r["rule"], r["identity"], r["verdict"]) for r in rows if r["verdict"] != UNREADABLE)
    assert sum(r["verdict"] == UNREADABLE for r in rows) == faults(report)
    assert all(list(row) == list(COLUMNS) for row in rows)


@laws
@given(reports)
def test_no_cell_is_a_formula(report: Report) -> None:
    cells = [cell for row in read(report) for cell in row.values()]
    assert not [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell]


@pytest.mark.parametrize("name", [one for one in HOSTILE if one and "\x00" not in one and one.strip()])
def test_hostile_text_stays_in_its_cell(name: str) -> None:
    report = hostile_report(name)
    assert {len(row) for row in csv.reader(io.StringIO(text("csv", report), newline=""))} == {len(COLUMNS)}
    assert len(read(report)) == sum(told(report).values()) + faults(report)


def test_a_breach_and_an_unreadable_file_as_rows() -> None:
    rows = read(BOTH)
    row = next(r for r in rows if r["rule"] == "AG-R3A")
    assert {key: row[key] for key in ("path", "case", "as_of", "verdict", "duty", "limit", "fulfilled", "days_late", "line", "column", "move")} == {
        "path": "cases/ag.json", "case": "AG", "as_of": "2016-06-30", "verdict": "breached", "duty": "must", "limit": "2016-03-18", "fulfilled": "",
        "days_late": "104", "line": "47", "column": "5", "move": "the social worker",
    }  # fmt: skip
    assert [(r["path"], r["verdict"], r["line"], r["rule"]) for r in rows[-2:]] == [
        ("cases/bad.yaml", UNREADABLE, "3", ""), ("cases/bad.yaml", UNREADABLE, "4", ""),
    ]  # fmt: skip


def test_the_first_row_names_the_columns_even_of_an_empty_report() -> None:
    assert text("csv", replace(BOTH, cases=())) == "\ufeff" + ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize(
    ("cell", "written"),
    [("=1+1", "'=1+1"), ("+1", "'+1"), ("-", "'-"), ("@x", "'@x"), ("\tx", "'\\x09x"), ("\rx", "'\\x0dx"), ("a=1", "a=1"), ("", ""), (7, 7), (None, None),
     ("＝1", "'＝1"), ("a\nb", "a\\x0ab"), ("'x", "'x")],
)  # fmt: skip
def test_what_begins_a_formula_is_defused(cell: str | int | None, written: str | int | None) -> None:
    assert defused(cell) == written
