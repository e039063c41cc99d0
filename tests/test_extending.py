"""What a rulebook that extends another may not do, and files that would be passed over: each said at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_check.check import load_rulebooks
from scr_check.rule import RuleFault

HEAD = 'id: mine\ntitle: Mine\nversion: "1"\nextends: children-ag\n'


def refused(folder: Path) -> list[str]:
    with pytest.raises(RuleFault) as fault:
        load_rulebooks([str(folder)])
    return [line.removeprefix(f"{folder}/") for line in fault.value.lines]


def test_a_rule_that_hangs_on_one_that_is_switched_off(tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text(HEAD + "change:\n  AG-R3A: {off: we judge this elsewhere}\n", encoding="utf-8")
    assert refused(tmp_path)[0] == "rulebook.yaml:6:11: AG-R3B hangs on AG-R3A, which is switched off here: switch AG-R3B off too"


def test_both_switched_off_is_taken(tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text(HEAD + "change:\n  AG-R3A: {off: elsewhere}\n  AG-R3B: {off: elsewhere}\n", encoding="utf-8")
    books = load_rulebooks([str(tmp_path)])
    assert [dict(book.switched_off) for book in books if book.id == "mine"] == [{"AG-R3A": "elsewhere", "AG-R3B": "elsewhere"}]
    assert "children-ag" not in [book.id for book in books]


def test_a_duty_that_the_pattern_cannot_have(tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text(HEAD + "change:\n  AG-F4: {duty: advice}\n", encoding="utf-8")
    assert refused(tmp_path)[0] == "rulebook.yaml:6:17: AG-F4 cannot be advice: advice and good practice only observe or count, and it asks for holds"


@pytest.mark.parametrize("name", ["MY-1.yml", "more/MY-1.yaml"])
def test_files_that_would_be_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / "rulebook.yaml").write_text(HEAD, encoding="utf-8")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("id: MY-1\n", encoding="utf-8")
    assert refused(tmp_path) == [f"{name}: not read: rule files end in .yaml and stand beside rulebook.yaml"]


def test_a_rulebook_without_a_rule(tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text('id: mine\ntitle: Mine\nversion: "1"\n', encoding="utf-8")
    assert refused(tmp_path) == ["rulebook.yaml: this rulebook has no rule: each stands in a file of its own beside it"]
