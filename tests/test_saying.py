"""A finding of the engine works out its fields late, and nobody can tell."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from datetime import date
from pathlib import Path

import pytest

from scr_check import check
from scr_check.findings import Finding, Verdict

CASE = Path(__file__).parents[1] / "examples" / "children-ag" / "case.yaml"
SETTINGS = check.Settings(check.load_rulebooks(()), date(2026, 1, 1))
NAMES = [one.name for one in dataclasses.fields(Finding)]


def fresh() -> tuple[Finding, ...]:
    """Findings of which nothing has been asked."""
    return check.check_path(CASE, "case.yaml", SETTINGS).findings


def plain(finding: Finding) -> Finding:
    """The same finding, made as any other object is."""
    return Finding(**{name: getattr(finding, name) for name in NAMES})


def test_same_as_a_finding_made_at_once() -> None:
    made = [plain(one) for one in fresh()]
    assert {one.verdict for one in made} >= {Verdict.BREACHED, Verdict.NOT_RECORDED, Verdict.MET}
    assert list(fresh()) == made
    assert [repr(one) for one in fresh()] == [repr(one) for one in made]
    assert [dataclasses.asdict(one) for one in fresh()] == [dataclasses.asdict(one) for one in made]
    assert [pickle.loads(pickle.dumps(one)) for one in fresh()] == made
    assert [copy.copy(one) for one in fresh()] == made
    assert [dataclasses.replace(one, waived={"reason": "x"}) for one in fresh()] == [dataclasses.replace(one, waived={"reason": "x"}) for one in made]


def test_what_is_pickled_holds_no_record() -> None:
    for one in pickle.loads(pickle.dumps(fresh())):
        with pytest.raises(AttributeError):
            one._late  # noqa: B018


def test_no_other_field() -> None:
    with pytest.raises(AttributeError, match="a Finding has no colour"):
        fresh()[0].colour  # type: ignore[attr-defined]  # noqa: B018
