"""Kleene's strong logic, and that an unknown remembers why."""

from __future__ import annotations

import pytest

from scr_check.logic import Truth, Unknown, both, either, join, negation

SILENT, VALUE = Unknown(silent=True), Unknown(missing=((None, "type"),))
T, F, U = True, False, VALUE
TABLE = [  # first, second, both, either
    (T, T, T, T), (T, F, F, T), (T, U, U, T),
    (F, T, F, T), (F, F, F, F), (F, U, F, U),
    (U, T, U, T), (U, F, F, U), (U, U, U, U),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "conjunction", "disjunction"), TABLE)
def test_table(first: Truth, second: Truth, conjunction: Truth, disjunction: Truth) -> None:
    assert both(first, second) is conjunction
    assert either(first, second) is disjunction


def test_negation() -> None:
    assert negation(True) is False
    assert negation(False) is True
    assert negation(VALUE) is VALUE


def test_two_unknowns_keep_both_reasons() -> None:
    found = join(SILENT, VALUE)
    assert not found.silent
    assert found.missing == VALUE.missing
    assert join(SILENT, Unknown(silent=True)).silent
    for combine in (both, either):
        mixed = combine(SILENT, VALUE)
        assert isinstance(mixed, Unknown)
        assert not mixed.silent


def test_a_reason_is_told_once() -> None:
    entry = object()
    a, b = Unknown(missing=((entry, "date"),), unset=("gap",)), Unknown(missing=((entry, "date"), (entry, "type")), unset=("gap", "size"))
    found = join(a, b)
    assert found.missing == ((entry, "date"), (entry, "type"))
    assert found.unset == ("gap", "size")
    assert join(None, a) is a
    assert join(a, a) is a


def test_the_first_hanging_and_the_first_reason_stand() -> None:
    found = join(Unknown(hangs_on="A-1"), Unknown(hangs_on="A-2", reason="beyond"))
    assert (found.hangs_on, found.reason) == ("A-1", "beyond")


def test_an_unknown_is_never_used_as_a_condition() -> None:
    with pytest.raises(TypeError, match="an unknown value was used as true or false"):
        bool(VALUE)
