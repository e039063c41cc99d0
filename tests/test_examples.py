"""The examples say what their files say they say, and every sentence of the briefing that a record can answer is answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from regenerate_examples import FOLDERS, Row, commands, judged, rows, run
from scr_check.findings import Verdict

ROWS = list(rows())
DAY_BEFORE = "2016-02-19"
AG, AFTER, WELL = "children-ag/case.yaml", "children-ag/case-after-incident.yaml", "all-well/case.yaml"
STATUSES = {"all-well": [0], "children-ag": [1, 0, 1]}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_commands_print_what_is_expected(folder: Path) -> None:
    done = [run(command) for command in commands(folder)]
    assert "".join(text for text, _ in done) == (folder / "expected.txt").read_text(encoding="utf-8")
    assert [status for _, status in done] == STATUSES[folder.name]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.rule} {row.where}")
def test_the_readme_tells_what_the_file_shows(row: Row) -> None:
    case = judged(row.file)
    found = case.findings(row.rule, row.where)
    assert [one.verdict.value for one in found] == [row.verdict]
    assert (row.line, row.part, row.sentence) == (str(case.line(found[0], row.where)), found[0].source.section, found[0].source.quote)


def test_the_failings_of_the_briefing_show_on_the_day_before_the_incident() -> None:
    before = [row for row in ROWS if row.file == AG and row.verdict in ("breached", "conflict", "not_recorded")]
    assert judged(AG).result.as_of == DAY_BEFORE
    assert len(before) >= 25
    assert {row.file for row in ROWS} == {AG, AFTER}


def test_the_example_has_every_verdict() -> None:
    assert {one.verdict for one in judged(AG).result.findings} == set(Verdict) - {Verdict.NOT_APPLICABLE}


def test_a_failing_is_in_the_table_for_every_rule_that_fails() -> None:
    failing = {one.rule for one in judged(AG).result.findings if one.verdict not in ("met", "holding")}
    assert failing <= {row.rule for row in ROWS}


def test_the_later_export_judged_on_the_day_before_says_the_same() -> None:
    early, late = judged(AG).result, judged(AFTER, DAY_BEFORE).result
    assert [(one.rule, one.subject, one.verdict, one.message) for one in late.findings] == [
        (one.rule, one.subject, one.verdict, one.message) for one in early.findings
    ]


def test_in_the_other_example_all_is_well() -> None:
    result = judged(WELL).result
    assert {one.verdict.value for one in result.findings} == {"met"}
    assert (result.problems, result.not_looked_at) == ((), ())
