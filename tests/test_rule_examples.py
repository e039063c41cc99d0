"""``scr-check test``: what is expected of a place that the example does not have is a fault, at its line and column."""

from __future__ import annotations

from pathlib import Path

import pytest

from commanding import Ran, command
from tabling import BOOK, rule_text

RULE = rule_text("for_each: [{each: meeting, in: meetings, where: meeting.type == 'core_group'}]\nrequire: {holds: meeting.minutes.held}\n")
EXAMPLE = """\
examples:
  - name: one
    as_of: 2016-06-30
    case:
      meetings: [{id: m, type: core_group, date: 2016-03-04, minutes: {held: yes}}, {id: n, type: strategy_discussion, date: 2016-03-04}]
"""
LINE = RULE.count("\n") + EXAMPLE.count("\n") + 1
PLACES = [
    ("expect: {/meetings/0: met}", None),
    ("expect: {/meetings/1: not_applicable}", None),
    ("expect: {'': not_applicable}", None),
    ("expect: {/meetings/2: not_applicable}", "27: T-1 (one): there is no /meetings/2 in the example's case"),
    ("expect: {/plans/7: not_applicable}", "24: T-1 (one): there is no /plans/7 in the example's case"),
    ("expect: {/meetings/-1: not_applicable}", "28: T-1 (one): there is no /meetings/-1 in the example's case"),
    ("expect: {/meetings/0/agenda: not_applicable}", "34: T-1 (one): there is no /meetings/0/agenda in the example's case"),
    ("expect: {/meetings/0 /visits/0: not_applicable}", "37: T-1 (one): there is no /visits/0 in the example's case"),
    ("expect: {/meetings/0: breached}", "27: T-1 (one): expected breached, found met"),
]  # fmt: skip


def book(folder: Path, *more: str) -> None:
    (folder / "rulebook.yaml").write_text(BOOK)
    (folder / "T-1.yaml").write_text(RULE + EXAMPLE + "".join(f"    {line}\n" for line in more))


@pytest.mark.parametrize(("line", "fault"), PLACES)
def test_what_is_expected_of_no_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, line: str, fault: str | None
) -> None:
    monkeypatch.chdir(tmp_path)
    book(tmp_path, line)
    said = f"T-1.yaml:{LINE}:{fault}\n" if fault else ""
    assert command(capsys, "test", ".") == Ran(f"{said}{0 if fault else 1} of 1 verdict as expected, in the examples of 1 rule\n", "", 1 if fault else 0)


def test_words_of_no_place(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    book(tmp_path, "expect: {/meetings/0: met}", "says: {/visits/0: held}")
    ran = command(capsys, "test", ".")
    assert ran.out == f"T-1.yaml:{LINE + 1}:23: T-1 (one): there is no /visits/0 in the example's case\n" \
        "1 of 2 verdicts as expected, in the examples of 1 rule\n"


def test_one_rule_is_no_rules(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    book(tmp_path, "expect: {/meetings/0: met}")
    assert "\n1 rule\n" in command(capsys, "rules", "--rules", ".").out
