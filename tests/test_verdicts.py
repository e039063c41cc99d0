"""The one table that makes a verdict of what a pattern found."""

from __future__ import annotations

from itertools import product

import pytest

from scr_check.findings import Verdict as V
from scr_check.logic import Unknown
from scr_check.verdicts import WORST_FIRST, Found, Outcome, verdict_of, worst

SILENT, VALUE = Unknown(silent=True), Unknown()
ANY = (True, False, None)
TABLE = [
    # found, passed, complete, released, why, verdict; a tuple stands for any of its values
    (Found.SURELY, ANY, ANY, (False,), (None,), V.MET),
    (Found.LATE, ANY, ANY, (False,), (None,), V.MET_LATE),
    (Found.BROKEN, ANY, ANY, (True, False), (None,), V.BREACHED),
    (Found.CONFLICT, ANY, ANY, (False,), (None,), V.CONFLICT),
    (Found.OBSERVED, ANY, ANY, (False,), (None,), V.NOTED),
    (Found.UNTRIGGERED, ANY, ANY, (False,), (None, SILENT, VALUE), V.NOT_APPLICABLE),
    (Found.POSSIBLY, ANY, ANY, (False,), (None, VALUE), V.UNKNOWN),
    (Found.POSSIBLY, ANY, ANY, (False,), (SILENT,), V.NOT_RECORDED),
    (Found.DENIED, (True,), ANY, (False,), (None,), V.BREACHED),
    (Found.DENIED, (False,), ANY, (False,), (None,), V.DUE),
    (Found.DENIED, (None,), ANY, (False,), (None,), V.UNKNOWN),
    (Found.NOTHING, (True,), (True,), (False,), (None, SILENT), V.BREACHED),
    (Found.NOTHING, (True,), (False,), (False,), (None, SILENT), V.NOT_RECORDED),
    (Found.NOTHING, (True,), (None,), (False,), (None, SILENT), V.UNKNOWN),
    (Found.NOTHING, (False,), ANY, (False,), (None, SILENT), V.DUE),
    (Found.NOTHING, (None,), ANY, (False,), (None, SILENT), V.UNKNOWN),
    (Found.KEPT, ANY, (True,), (False,), (None, SILENT), V.HOLDING),
    (Found.KEPT, ANY, (True,), (True,), (None, SILENT), V.MET),
    (Found.KEPT, ANY, (False,), (True, False), (None, SILENT), V.NOT_RECORDED),
    (Found.KEPT, ANY, (None,), (True, False), (None, SILENT), V.UNKNOWN),
]


@pytest.mark.parametrize(("found", "passed", "complete", "released", "why", "verdict"), TABLE)
def test_table(found: Found, passed: tuple[bool | None, ...], complete: tuple[bool | None, ...], released: tuple[bool, ...],
               why: tuple[Unknown | None, ...], verdict: V) -> None:  # fmt: skip
    for p, c, r, w in product(passed, complete, released, why):
        assert verdict_of(Outcome(found, passed=p, complete=c, released=r, why=w)) is verdict


def test_every_finding_has_its_row() -> None:
    assert {row[0] for row in TABLE} == set(Found)
    assert {row[-1] for row in TABLE} == set(V)


@pytest.mark.parametrize(("verdicts", "expected"), [
    ([V.MET, V.BREACHED, V.UNKNOWN], V.BREACHED),
    ([V.CONFLICT, V.NOT_RECORDED], V.CONFLICT),
    ([V.UNKNOWN, V.NOT_RECORDED], V.NOT_RECORDED),
    ([V.DUE, V.UNKNOWN], V.UNKNOWN),
    ([V.HOLDING, V.DUE], V.DUE),
    ([V.MET_LATE, V.HOLDING], V.HOLDING),
    ([V.MET, V.MET_LATE], V.MET_LATE),
    ([V.NOT_APPLICABLE, V.MET], V.MET),
    ([V.NOT_APPLICABLE], V.NOT_APPLICABLE),
    ([], V.NOT_APPLICABLE),
])  # fmt: skip
def test_for_all_takes_the_worst(verdicts: list[V], expected: V) -> None:
    assert worst(verdicts) is expected


def test_the_order_is_that_of_the_language() -> None:
    assert [v.value for v in WORST_FIRST] == ["breached", "conflict", "not_recorded", "unknown", "due", "holding", "met_late", "met"]
