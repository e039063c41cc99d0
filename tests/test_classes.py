"""The quick dataclass is the standard library's, in all that this program uses of it."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from typing import Any, ClassVar

import pytest

from scr_check import classes
from scr_check.dates import When, parse_when
from scr_check.findings import Evidence


def pair(**options: bool) -> list[Any]:
    """One class made by each."""
    made = []
    for library in (dataclasses, classes):

        @library.dataclass(**options)  # type: ignore[attr-defined, untyped-decorator]
        class Point:
            """Somewhere."""

            KIND: ClassVar[str] = "point"
            x: int
            y: int = 2
            names: list[str] = library.field(default_factory=list)  # type: ignore[attr-defined]
            made: list[str] = library.field(default_factory=list, init=False, compare=False)  # type: ignore[attr-defined]
            note: str = library.field(default="", compare=False, repr=False)  # type: ignore[attr-defined]

            def double(self) -> int:
                return self.x * 2

        made.append(Point)
    return made


@pytest.mark.parametrize("options", [{}, {"slots": True}, {"frozen": True}, {"frozen": True, "slots": True}, {"eq": False, "slots": True}, {"order": True}])
def test_as_the_standard_library(options: dict[str, bool]) -> None:
    theirs, ours = pair(**options)
    for make in (lambda c: c(1), lambda c: c(1, 3, note="n"), lambda c: c(x=1, names=["a"])):
        one, other = make(theirs), make(ours)
        assert repr(one) == repr(other)
        assert (one.x, one.y, one.names, one.note, one.double()) == (other.x, other.y, other.names, other.note, other.double())
        assert hasattr(one, "__dict__") == hasattr(other, "__dict__")
        assert dataclasses.asdict(other) == dataclasses.asdict(one)
        assert dataclasses.replace(other, y=9).y == classes.replace(other, y=9).y == 9
        assert [(f.name, f.compare, f.repr) for f in dataclasses.fields(ours)] == [(f.name, f.compare, f.repr) for f in dataclasses.fields(theirs)]
        assert copy.deepcopy(other).names == other.names
        for value in (one, other):
            assert (value == make(type(value)), value == type(value)(7)) == (options.get("eq", True), False)
            assert value != 1
    assert (ours.KIND, ours.__doc__, ours.__match_args__, ours(1).names is ours(1).names) == ("point", "Somewhere.", theirs.__match_args__, False)


@pytest.mark.parametrize("slots", [True, False])
def test_frozen(slots: bool) -> None:
    for made in pair(frozen=True, slots=slots):
        value = made(1, names=())
        assert hash(value) == hash(made(1, names=(), note="other"))
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot assign to field 'x'"):
            value.x = 2
        with pytest.raises(dataclasses.FrozenInstanceError, match="cannot delete field 'x'"):
            del value.x


def test_order() -> None:
    for made in pair(order=True):
        low, high = made(1), made(1, 3)
        assert (low < high, low <= made(1), high > low, low >= high) == (True, True, True, False)
        with pytest.raises(TypeError):
            low < 1  # noqa: B015


def test_wrong_arguments() -> None:
    for made in pair():
        with pytest.raises(TypeError, match=r"__init__\(\) missing 1 required positional argument: 'x'"):
            made()
        with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
            made(1, z=2)


def test_inherited() -> None:
    @classes.dataclass(frozen=True, slots=True)
    class First:
        a: int

    @classes.dataclass(frozen=True, slots=True)
    class Second(First):
        b: int = 2

    assert repr(Second(1)).endswith("Second(a=1, b=2)")
    assert (Second(1) == Second(1, 2), Second(1) == First(1), First(1) == First(1)) == (True, False, True)


def test_checked_when_made() -> None:
    early, late = parse_when("2016").first, parse_when("2016").last
    with pytest.raises(ValueError, match="before it began"):
        When(late, early, "x")


def test_pickled() -> None:
    one = Evidence("/a", "x", 1, 2)
    assert pickle.loads(pickle.dumps(one)) == one
    assert dataclasses.is_dataclass(one)
