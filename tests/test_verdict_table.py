"""Records and the verdicts that must come of them, made without this program: over two hundred rows of (rule, record, verdict)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scr_check import check
from scr_check.case_results import CaseResult

TABLE: dict[str, Any] = json.loads(Path(__file__).with_name("data").joinpath("verdicts.json").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = TABLE["cases"]


@pytest.fixture(scope="module")
def rulebooks() -> Any:
    return check.load_rulebooks(["children-ag"])


def judged(case: dict[str, Any], rulebooks: Any) -> CaseResult:
    settings = check.Settings(rulebooks, date(2026, 1, 1), as_of=date.fromisoformat(case["as_of"]))
    return check.check_bytes(json.dumps(case["case"]).encode(), "case.json", settings)


def test_the_table_is_large_and_every_rule_is_in_it(rulebooks: Any) -> None:
    assert sum(len(case["expect"]) for case in CASES) >= 200
    in_table = {row["rule"] for case in CASES for row in case["expect"]}
    # AG-F1B is in force only once a place says when the practice changed, AG-F7A only with both its numbers: their own examples set them.
    assert in_table | {"AG-F1B", "AG-F7A"} == {rule.id for rule in rulebooks[0].rules}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_verdicts(case: dict[str, Any], rulebooks: Any) -> None:
    result = judged(case, rulebooks)
    assert result.problems == ()
    found = {(f.rule, f.subject, *sorted(f.bindings.values())): f for f in result.findings}
    for row in case["expect"]:
        hits = [key for key, f in found.items() if f.rule == row["rule"] and set(row["at"]) <= {f.subject, *f.bindings.values()}]
        said = ",".join(sorted({found[key].verdict.value for key in hits})) or "not_applicable"
        assert (row["rule"], row["at"], said) == (row["rule"], row["at"], row["verdict"])
        for key in hits:
            found.pop(key) if case["whole"] else None
    if case["whole"]:
        assert [(f.rule, f.subject, f.verdict.value) for f in found.values()] == []
