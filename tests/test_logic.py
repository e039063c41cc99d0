"""Kleene's strong logic, and that an unknown remembers why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scr_check.logic import Truth, Unknown, both, either, join, join_all, negation, spoken

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


#: An absence that surely stands in the way, one inside something doubtful, and a value that nobody wrote.
ABSENT, GUARDED, UNWRITTEN = "absent", "guarded", "unwritten"
HOW = {ABSENT: {"silent": True}, GUARDED: {"guarded": True}, UNWRITTEN: {}}
JOINED = [  # first, second, both
    (ABSENT, ABSENT, ABSENT), (ABSENT, GUARDED, ABSENT), (ABSENT, UNWRITTEN, UNWRITTEN),
    (GUARDED, ABSENT, ABSENT), (GUARDED, GUARDED, GUARDED), (GUARDED, UNWRITTEN, UNWRITTEN),
    (UNWRITTEN, ABSENT, UNWRITTEN), (UNWRITTEN, GUARDED, UNWRITTEN), (UNWRITTEN, UNWRITTEN, UNWRITTEN),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "found"), JOINED)
def test_what_two_absences_are_together(first: str, second: str, found: str) -> None:
    joined = join(Unknown(**HOW[first]), Unknown(**HOW[second]))
    assert (joined.silent, joined.guarded) == (found == ABSENT, found == GUARDED)


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ({"hangs_on": "A-1"}, {"hangs_on": "A-2", "reason": "beyond"}, ("A-1", "beyond")),
        ({}, {"hangs_on": "A-2"}, ("A-2", None)),
        ({"hangs_on": "A-1", "reason": "here"}, {"reason": "beyond"}, ("A-1", "here")),
        ({}, {}, (None, None)),
    ],
)
def test_the_first_hanging_and_the_first_reason_stand(first: dict[str, str], second: dict[str, str], found: tuple[str | None, str | None]) -> None:
    joined = join(Unknown(**first), Unknown(**second))
    assert (joined.hangs_on, joined.reason) == found


@pytest.mark.parametrize("combine", [both, either])
def test_two_unknowns_combined_keep_the_places_of_both(combine: Callable[[Truth, Truth], Truth]) -> None:
    found = combine(VALUE, Unknown(missing=((None, "date"),)))
    assert isinstance(found, Unknown)
    assert found.missing == ((None, "type"), (None, "date"))


def test_what_is_spoken_of_keeps_its_reason_but_is_never_merely_absent() -> None:
    found = spoken(Unknown(True, VALUE.missing, ("gap",), "A-1", "beyond", guarded=True))
    assert (found.silent, found.missing, found.unset, found.hangs_on, found.reason, found.guarded) == (False, VALUE.missing, ("gap",), "A-1", "beyond", False)


def test_an_unknown_alone_gives_no_reason() -> None:
    nothing = Unknown()
    assert (nothing.silent, nothing.missing, nothing.unset, nothing.hangs_on, nothing.reason, nothing.guarded) == (False, (), (), None, None, False)


def test_an_unknown_is_never_used_as_a_condition() -> None:
    with pytest.raises(TypeError, match=r"^an unknown value was used as true or false$"):
        bool(VALUE)


ONE, TWO = object(), object()
PARTS = ("silent", "missing", "unset", "hangs_on", "reason", "guarded")
SEVERAL = [  # the reasons; what is not empty in all of them together
    ([{"unset": ("a",)}], {"unset": ("a",)}),
    ([{"unset": ("a",)}, {"reason": "beyond"}], {"unset": ("a",), "reason": "beyond"}),
    ([{"silent": True}] * 3, {"silent": True}),
    ([{"guarded": True}] * 3, {"guarded": True}),
    ([{"guarded": True}, {"silent": True}, {"guarded": True}], {"silent": True}),
    ([{"silent": True}, {"guarded": True}, {}], {}),
    ([{}, {"silent": True}, {"silent": True}], {}),
    ([{"guarded": True}, {"guarded": True}, {}], {}),
    (
        [{"missing": ((ONE, "date"),)}, {"missing": ((ONE, "date"), (ONE, "type"))}, {"missing": ((TWO, "date"), (ONE, "type"))}],
        {"missing": ((ONE, "date"), (ONE, "type"), (TWO, "date"))},
    ),
    ([{"unset": ("a",)}, {"unset": ("a", "b")}, {"unset": ("c", "b")}], {"unset": ("a", "b", "c")}),
    ([{}, {"hangs_on": "A-1"}, {"hangs_on": "A-2", "reason": "beyond"}, {"reason": "before"}], {"hangs_on": "A-1", "reason": "beyond"}),
]


@pytest.mark.parametrize(("reasons", "together"), SEVERAL)
def test_several_reasons_in_one(reasons: list[dict[str, Any]], together: dict[str, Any]) -> None:
    found = join_all(Unknown(**reason) for reason in reasons)
    empty = {"silent": False, "missing": (), "unset": (), "hangs_on": None, "reason": None, "guarded": False}
    assert {name: getattr(found, name) for name in PARTS} == {**empty, **together}


def test_of_no_reasons_there_is_none() -> None:
    assert join_all([]) is None


def test_fifty_places_are_named() -> None:
    entries = [object() for _ in range(120)]
    found = join_all(Unknown(missing=((entry, "on"), (entry, "to"))) for entry in entries)
    assert found is not None
    assert found.missing == tuple((entry, key) for entry in entries[:25] for key in ("on", "to"))
    assert join(found, Unknown(missing=((entries[0], "by"),), unset=("number",))).unset == ("number",)
