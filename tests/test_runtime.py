"""What compiled expressions call: dates and counts as far as they are known, and what is told of those that are not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from scr_check import runtime
from scr_check.dates import Duration, When, span
from scr_check.judgement import Judgement
from scr_check.logic import Unknown
from scr_check.runtime import Count
from tabling import record_of

T, F, U = True, False, "unknown"


def march(first: int, last: int | None = None) -> When:
    """A day of March 2016, or some day of these."""
    return span(date(2016, 3, first), date(2016, 3, last or first))


def said(value: Any) -> Any:
    """An unknown as its keys, parameters and reasons; a date as its text; anything else as it is."""
    if isinstance(value, Unknown):
        return " ".join([U, *(key for _, key in value.missing), *value.unset, *filter(None, [value.reason])])
    return value.text if isinstance(value, When) else value


PLACES = ((None, "first"), (None, "second"))
UNWRITTEN, ABSENT = Unknown(missing=((None, "k"),)), Unknown(silent=True, missing=((None, "gone"),))
DAYS = [  # first, second, <, <=, ==
    (march(1), march(2), T, T, F),
    (march(2), march(2), F, T, T),
    (march(3), march(2), F, F, F),
    (march(1, 2), march(3, 4), T, T, F),
    (march(3, 4), march(1, 2), F, F, F),
    (march(1, 3), march(3, 5), "unknown first second", T, "unknown first second"),
    (march(3, 5), march(1, 3), F, "unknown first second", "unknown first second"),
    (march(1, 3), march(1, 3), "unknown first second", "unknown first second", "unknown first second"),
    (march(1, 3), march(2), "unknown first", "unknown first", "unknown first"),
    (march(1, 2), march(2), "unknown first", T, "unknown first"),
    (march(2), march(1, 2), F, "unknown second", "unknown second"),
    (march(2), march(2, 3), "unknown second", T, "unknown second"),
    (march(2, 3), march(2), F, "unknown first", "unknown first"),
    (None, march(2), F, F, F),
    (march(2), None, F, F, F),
    (None, None, F, F, F),
    (None, UNWRITTEN, F, F, F),
    (UNWRITTEN, None, F, F, F),
    (UNWRITTEN, march(2), "unknown k", "unknown k", "unknown k"),
    (march(2), UNWRITTEN, "unknown k", "unknown k", "unknown k"),
    (UNWRITTEN, ABSENT, "unknown k gone", "unknown k gone", "unknown k gone"),
]


@pytest.mark.parametrize(("first", "second", "less", "most", "same"), DAYS)
def test_two_dates(first: Any, second: Any, less: Any, most: Any, same: Any) -> None:
    assert [said(runtime.compare_days(op, first, second, PLACES)) for op in ("<", "<=", "==")] == [less, most, same]


OPEN, ALSO = Unknown(missing=((None, "list"),)), Unknown(missing=((None, "other"),))
NUMBERS = [  # first, second, <, <=, ==
    (1, 2, T, T, F),
    (2, 2, F, T, T),
    (3, 2, F, F, F),
    (Count(1, 2), 3, T, T, F),
    (Count(1, 2, OPEN), 2, "unknown list", T, "unknown list"),
    (Count(2, 3, OPEN), 2, F, "unknown list", "unknown list"),
    (Count(3, 4), 2, F, F, F),
    (Count(2, None, OPEN), 3, "unknown list", "unknown list", "unknown list"),
    (Count(2, None, OPEN), 2, F, "unknown list", "unknown list"),
    (Count(3, None, OPEN), 2, F, F, F),
    (2, Count(3, None, OPEN), T, T, F),
    (2, Count(2, None, OPEN), "unknown list", T, "unknown list"),
    (2, Count(1, None, OPEN), "unknown list", "unknown list", "unknown list"),
    (2, Count(1, 2, OPEN), F, "unknown list", "unknown list"),
    (Count(1, None, OPEN), Count(1, None, ALSO), "unknown list other", "unknown list other", "unknown list other"),
    (Count(1, None, OPEN), Count(1, None), "unknown list", "unknown list", "unknown list"),
    (Count(1, None), Count(1, None, ALSO), "unknown other", "unknown other", "unknown other"),
    (Count(1, None), Count(1, None), U, U, U),
    (None, 2, F, F, F),
    (2, None, F, F, F),
    (None, UNWRITTEN, F, F, F),
    (UNWRITTEN, 2, "unknown k", "unknown k", "unknown k"),
    (2, UNWRITTEN, "unknown k", "unknown k", "unknown k"),
]


@pytest.mark.parametrize(("first", "second", "less", "most", "same"), NUMBERS)
def test_two_numbers(first: Any, second: Any, less: Any, most: Any, same: Any) -> None:
    assert [said(runtime.compare_numbers(op, first, second)) for op in ("<", "<=", "==")] == [less, most, same]


EXTREMES = [  # dates and how surely each is there; the earliest; the latest
    ([], None, None),
    ([(None, T)], None, None),
    ([(march(2), T)], "2016-03-02", "2016-03-02"),
    ([(march(2), T), (march(4), T), (None, T)], "2016-03-02", "2016-03-04"),
    ([(march(2, 5), T), (march(3, 4), T)], "2016-03-02 to 2016-03-04", "2016-03-03 to 2016-03-05"),
    ([(march(2), OPEN), (march(4), T)], "2016-03-02 to 2016-03-04", "2016-03-04"),
    ([(march(6), OPEN), (march(4), T)], "2016-03-04", "2016-03-04 to 2016-03-06"),
    ([(march(6), OPEN), (march(4), ALSO)], "unknown list other", "unknown list other"),
    ([(UNWRITTEN, T)], "unknown k", "unknown k"),
    ([(UNWRITTEN, T), (ABSENT, T)], "unknown k gone", "unknown k gone"),
    ([(UNWRITTEN, OPEN), (march(4), ALSO)], "unknown k other", "unknown k other"),
    ([(march(4), T), (UNWRITTEN, T)], "unknown k", "unknown k"),
    ([(march(4), T), (UNWRITTEN, OPEN), (ABSENT, T)], "unknown k", "unknown k"),
]


@pytest.mark.parametrize(("found", "earliest", "latest"), EXTREMES)
def test_the_earliest_and_the_latest_of_a_list(found: list[tuple[Any, Any]], earliest: Any, latest: Any) -> None:
    assert said(runtime.extreme(found, False)) == earliest
    assert said(runtime.extreme(found, True)) == latest


OF_SEVERAL = [  # the arguments; earliest, latest, first_recorded
    ([march(2)], "2016-03-02", "2016-03-02", "2016-03-02"),
    ([UNWRITTEN, march(2)], "2016-03-02", "2016-03-02", "2016-03-02"),
    ([march(4), march(2)], "2016-03-02", "2016-03-04", "2016-03-04"),
    ([None, UNWRITTEN, march(4), march(2)], "2016-03-02", "2016-03-04", "2016-03-04"),
    ([march(2, 5), march(3, 4)], "2016-03-02 to 2016-03-04", "2016-03-03 to 2016-03-05", "2016-03-02 to 2016-03-05"),
    ([march(2, 3), march(2, 4)], "2016-03-02 to 2016-03-03", "2016-03-02 to 2016-03-04", "2016-03-02 to 2016-03-03"),
    ([march(1, 31), When(date(2016, 2, 1), date(2016, 2, 29), "February")], "February", "2016-03", "2016-03"),
    ([march(1, 31), When(date(2016, 4, 1), date(2016, 4, 30), "April")], "2016-03", "April", "2016-03"),
    ([None, UNWRITTEN], "unknown k", "unknown k", "unknown k"),
    ([UNWRITTEN, ABSENT], "unknown k gone", "unknown k gone", "unknown k gone"),
    ([None, None], None, None, None),
]


@pytest.mark.parametrize(("values", "earliest", "latest", "first"), OF_SEVERAL)
def test_one_of_several_dates(values: list[Any], earliest: Any, latest: Any, first: Any) -> None:
    assert [said(one(*values)) for one in (runtime.earliest, runtime.latest, runtime.first_recorded)] == [earliest, latest, first]


INSIDE = [  # how surely the outer is there, the inner's silence and guard; the whole's
    (T, T, F, (T, F)), (T, F, F, (F, F)), (F, T, F, (T, F)), (UNWRITTEN, T, F, (F, T)), (UNWRITTEN, F, F, (F, F)),
    (UNWRITTEN, F, T, (F, T)), (ABSENT, T, F, (F, T)),
]  # fmt: skip


@pytest.mark.parametrize(("outer", "silent", "guarded", "found"), INSIDE)
def test_an_absence_inside_something_that_may_not_count(outer: Any, silent: bool, guarded: bool, found: tuple[bool, bool]) -> None:
    why = Unknown(silent, ((None, "inner"),), ("gap",), "A-1", "beyond", guarded)
    whole = runtime.inside(outer, why)
    assert (whole.silent, whole.guarded) == found
    assert (whole.unset, whole.hangs_on, whole.reason) == (("gap",), "A-1", "beyond")
    assert whole.missing == (*(outer.missing if isinstance(outer, Unknown) else ()), (None, "inner"))
    assert (whole is why) == isinstance(outer, bool)


SHOWN = [
    (None, "nobody"), (UNWRITTEN, "(not recorded)"), (march(1, 31), "2016-03"), (Count(2, 2), "2"), (Count(2, None), "2 or more"), (Count(2, 3), "2 or more"),
    (("b", "a"), "b, a"), (["b", 1], "b, 1"), (frozenset("fedcba"), "a, b, c, d, e, f"),
    ((), "none"), (True, "yes"), (False, "no"), (0, "0"), (1, "1"), ("mum", "mum"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), SHOWN)
def test_how_a_value_is_shown(value: Any, text: str) -> None:
    assert runtime.show(value) == text


WEEK, GAP = Duration(1, "week"), Unknown(unset=("gap",))
SHIFTED = [
    (march(8), WEEK, 1, "2016-03-15"), (march(8), WEEK, -1, "2016-03-01"), (march(8, 9), WEEK, 1, "2016-03-15 to 2016-03-16"), (None, WEEK, 1, None),
    (UNWRITTEN, WEEK, 1, "unknown k"), (march(8), GAP, 1, "unknown gap"), (UNWRITTEN, GAP, 1, "unknown k"), (None, GAP, 1, None),
    (march(8), Duration(9000, "year"), 1, "unknown 9000 years after 2016-03-08 lies outside the calendar, which has the years 1 to 9999"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "duration", "sign", "found"), SHIFTED)
def test_a_date_and_a_duration(value: Any, duration: Any, sign: int, found: Any) -> None:
    assert said(runtime.shift(value, duration, sign)) == found


INEXACT = "unknown a date that is not exact"
BETWEEN = [
    (march(1), march(4), 3), (march(4), march(1), -3), (march(1, 2), march(4), Count(2, 3)), (march(1), march(4, 6), Count(3, 5)), (None, march(4), None),
    (march(4), None, None), (None, UNWRITTEN, None), (UNWRITTEN, march(4), "unknown k"), (march(4), UNWRITTEN, "unknown k"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "found"), BETWEEN)
def test_days_between_two_dates(first: Any, second: Any, found: Any) -> None:
    between = runtime.days(first, second)
    if isinstance(found, Count):
        assert (between.low, between.high, said(between.why)) == (found.low, found.high, INEXACT)
    else:
        assert said(between) == found


DAY_OF = [  # a date, its weekday, is it a working day
    (march(4), "friday", T), (march(5), "saturday", F), (march(6), "sunday", F), (march(7), "monday", T), (march(8), "tuesday", T), (march(9), "wednesday", T),
    (march(10), "thursday", T), (march(25), "friday", F), (march(4, 5), INEXACT, INEXACT), (None, None, F), (UNWRITTEN, "unknown k", "unknown k"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "name", "working"), DAY_OF)
def test_the_weekday_and_the_working_day(value: Any, name: Any, working: Any) -> None:
    assert said(runtime.weekday(value)) == name
    assert said(runtime.working_day(value)) == working


WITHIN = [
    ("a", ("a", "b"), T), ("c", ("a", "b"), F), (None, ("a",), F), ("a", None, F), (UNWRITTEN, ("a",), "unknown k"),
    ("a", UNWRITTEN, "unknown k"), (None, UNWRITTEN, F),
]  # fmt: skip


@pytest.mark.parametrize(("value", "collection", "found"), WITHIN)
def test_is_it_in_the_list(value: Any, collection: Any, found: Any) -> None:
    assert said(runtime.within(None, value, collection)) == found  # type: ignore[arg-type]


@pytest.mark.parametrize(("value", "condition", "written"), [(None, F, F), (F, F, T), (T, T, T), (UNWRITTEN, "unknown k", F)])
def test_a_yes_no_value_as_a_condition_and_whether_it_is_written(value: Any, condition: Any, written: bool) -> None:
    assert said(runtime.truth(value)) == condition
    assert runtime.written(value) is written


CASE = """\
complete: [plans]
extracted: 2016-06-30
professionals: [{id: sw}]
plans: [{id: p1}, {id: p2, end: 2016-03-04}]
meetings: [{id: m1, chair: sw}]
"""
FIELDS = [  # an entry, a field that it may not have, its value
    ("m1", "chair", "sw"), ("m1", "end", None), ("p2", "end", "2016-03-04"), ("p1", "end", None), ("m1", "minutes", ABSENT),
    ("m1", "type", UNWRITTEN), ("p1", "type", UNWRITTEN),
]  # fmt: skip


@pytest.mark.parametrize(("one", "name", "value"), FIELDS)
def test_a_field_that_not_every_entry_has(one: str, name: str, value: Any) -> None:
    c = Judgement(record_of(CASE), date(2016, 6, 10), {})
    found = runtime.field(c, c.by_id[one], name, name)
    if isinstance(value, Unknown):
        assert (found.silent, found.missing) == (value.silent, ((c.by_id[one], name),))
    else:
        assert said(found) == value


def test_an_agency_that_nobody_wrote_is_missing_there() -> None:
    c = Judgement(record_of(CASE), date(2016, 6, 10), {})
    assert runtime.agency_of(c, "sw").missing == ((c.by_id["sw"], "agency"),)
