"""Dates, periods and working days: tables, the laws on generated input, and our bank holidays against another's.

Long because the tables are: one case, one line.
"""

import subprocess
import sys
from datetime import date, timedelta
from typing import Any

import holidays
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scr_check.bank_holidays import BANK_HOLIDAYS, FIRST_YEAR, LAST_YEAR, bank_holidays
from scr_check.dates import (
    MOST,
    UNITS,
    WRITE_A_DATE,
    WRITE_A_PERIOD,
    Duration,
    Sign,
    Unreckoned,
    When,
    add,
    is_working_day,
    parse_duration,
    parse_when,
    span,
)

TABLE_REASON = f"working days are known for {FIRST_YEAR} to {LAST_YEAR} only, as bank holidays are"


def moved(start: str, period: str, **how: Any) -> str:
    found = add(parse_when(start), parse_duration(period), **how)
    return found.reason if isinstance(found, Unreckoned) else str(found)


# --- Reading a date ---


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2016-03-04", "2016-03-04", "2016-03-04"),
        ("2016-02-29", "2016-02-29", "2016-02-29"),
        ("2000-02-29", "2000-02-29", "2000-02-29"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2015-02", "2015-02-01", "2015-02-28"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2016-12", "2016-12-01", "2016-12-31"),
        ("2016", "2016-01-01", "2016-12-31"),
        ("1900", "1900-01-01", "1900-12-31"),
        ("2199", "2199-01-01", "2199-12-31"),
    ],
)
def test_a_date_is_read_as_the_days_it_may_be(text: str, first: str, last: str) -> None:
    found = parse_when(text)
    assert found == When(date.fromisoformat(first), date.fromisoformat(last), text)
    assert found.exact == (first == last)
    assert str(found) == text


REFUSED_DATES = [
    ("2016-02-30", "'2016-02-30' is not in the calendar: February 2016 has days 1 to 29"),
    ("2015-02-29", "'2015-02-29' is not in the calendar: February 2015 has days 1 to 28"),
    ("1900-02-29", "'1900-02-29' is not in the calendar: February 1900 has days 1 to 28"),
    ("2016-04-00", "'2016-04-00' is not in the calendar: April 2016 has days 1 to 30"),
    ("2016-13", f"'2016-13' is not in the calendar, there is no month 13: {WRITE_A_DATE}"),
    ("2016-00-04", f"'2016-00-04' is not in the calendar, there is no month 0: {WRITE_A_DATE}"),
    ("2016-25-12", f"'2016-25-12' is not in the calendar, there is no month 25: {WRITE_A_DATE}"),
    ("1899", "'1899' has a year outside 1900 to 2199"),
    ("2200-01-01", "'2200-01-01' has a year outside 1900 to 2199"),
    ("0000", "'0000' has a year outside 1900 to 2199"),
    (
        "04/03/2016",
        "'04/03/2016' is in another order (it would be 2016-03-04 if 4 March 2016 is meant or 2016-04-03 if 3 April 2016 is meant)"
        f": {WRITE_A_DATE}",
    ),
    (
        "4.3.2016",
        "'4.3.2016' is in another order (it would be 2016-03-04 if 4 March 2016 is meant or 2016-04-03 if 3 April 2016 is meant)"
        f": {WRITE_A_DATE}",
    ),
    ("25-12-2016", f"'25-12-2016' is in another order (it would be 2016-12-25 if 25 December 2016 is meant): {WRITE_A_DATE}"),
    ("03/03/2016", f"'03/03/2016' is in another order (it would be 2016-03-03 if 3 March 2016 is meant): {WRITE_A_DATE}"),
    ("31/02/2016", f"'31/02/2016' is not in the calendar, whichever figure is the month: {WRITE_A_DATE}"),
    ("04/03/16", f"'04/03/16' is in another order, and its year has two figures only: {WRITE_A_DATE}"),
    ("03/2016", f"'03/2016' is in another order: {WRITE_A_DATE}"),
    # which of the two orders there can be: by the length of the month, the twelve months and the years that are read
    ("29/02/2016", f"'29/02/2016' is in another order (it would be 2016-02-29 if 29 February 2016 is meant): {WRITE_A_DATE}"),
    ("29/02/2015", f"'29/02/2015' is not in the calendar, whichever figure is the month: {WRITE_A_DATE}"),
    ("15/01/2016", f"'15/01/2016' is in another order (it would be 2016-01-15 if 15 January 2016 is meant): {WRITE_A_DATE}"),
    ("01/15/2016", f"'01/15/2016' is in another order (it would be 2016-01-15 if 15 January 2016 is meant): {WRITE_A_DATE}"),
    ("01/13/2016", f"'01/13/2016' is in another order (it would be 2016-01-13 if 13 January 2016 is meant): {WRITE_A_DATE}"),
    ("01/01/2016", f"'01/01/2016' is in another order (it would be 2016-01-01 if 1 January 2016 is meant): {WRITE_A_DATE}"),
    ("31/12/2016", f"'31/12/2016' is in another order (it would be 2016-12-31 if 31 December 2016 is meant): {WRITE_A_DATE}"),
    ("13/13/2016", f"'13/13/2016' is not in the calendar, whichever figure is the month: {WRITE_A_DATE}"),
    ("00/05/2016", f"'00/05/2016' is not in the calendar, whichever figure is the month: {WRITE_A_DATE}"),
    ("01/01/1899", f"'01/01/1899' is not in the calendar, whichever figure is the month: {WRITE_A_DATE}"),
    ("01/01/1900", f"'01/01/1900' is in another order (it would be 1900-01-01 if 1 January 1900 is meant): {WRITE_A_DATE}"),
    ("01/01/2199", f"'01/01/2199' is in another order (it would be 2199-01-01 if 1 January 2199 is meant): {WRITE_A_DATE}"),
    ("01/01/2200", f"'01/01/2200' is not in the calendar, whichever figure is the month: {WRITE_A_DATE}"),
    ("2016-3-4", f"'2016-3-4' wants hyphens, and two figures each for the month and the day: {WRITE_A_DATE}"),
    ("2016/03/04", f"'2016/03/04' wants hyphens, and two figures each for the month and the day: {WRITE_A_DATE}"),
    ("2016-3", f"'2016-3' wants hyphens, and two figures each for the month and the day: {WRITE_A_DATE}"),
    ("20160304", f"'20160304' has no hyphens: {WRITE_A_DATE}"),
    ("201603", f"'201603' has no hyphens: {WRITE_A_DATE}"),
    ("2016-03-04T10:00", f"'2016-03-04T10:00' has a time of day, which is not read: {WRITE_A_DATE}"),
    ("2016-03-04T10:00\nor so", f"'2016-03-04T10:00\\nor so' has a time of day, which is not read: {WRITE_A_DATE}"),
    ("2016-03-04 10:00:00Z", f"'2016-03-04 10:00:00Z' has a time of day, which is not read: {WRITE_A_DATE}"),
    (" 2016-03-04", f"' 2016-03-04' has white space around it: {WRITE_A_DATE}"),
    ("2016-03-04\n", f"'2016-03-04\\n' has white space around it: {WRITE_A_DATE}"),
    ("\n\n2016-03-04", f"'\\n\\n2016-03-04' has white space around it: {WRITE_A_DATE}"),
    ("٢٠١٦-٠٣-٠٤", f"'٢٠١٦-٠٣-٠٤' has figures other than 0 to 9: {WRITE_A_DATE}"),
    ("٠٤/٠٣/٢٠١٦", f"'٠٤/٠٣/٢٠١٦' has figures other than 0 to 9: {WRITE_A_DATE}"),
    ("2016-0³", f"'2016-0³' has figures other than 0 to 9: {WRITE_A_DATE}"),
    ("2016\u201303\u201304", f"'2016\u201303\u201304' is not a date: {WRITE_A_DATE}"),
    ("", f"'' is not a date: {WRITE_A_DATE}"),
    ("today", f"'today' is not a date: {WRITE_A_DATE}"),
    ("4 March 2016", f"'4 March 2016' is not a date: {WRITE_A_DATE}"),
    ("2016-W09", f"'2016-W09' is not a date: {WRITE_A_DATE}"),
    ("2016-064", f"'2016-064' is not a date: {WRITE_A_DATE}"),
    ("-2016", f"'-2016' is not a date: {WRITE_A_DATE}"),
    ("\x1b[2J", f"'\\x1b[2J' is not a date: {WRITE_A_DATE}"),
    ("x" * 40, f"'{'x' * 40}' is not a date: {WRITE_A_DATE}"),
    ("x" * 41, f"'{'x' * 40}...' is not a date: {WRITE_A_DATE}"),
]


def test_what_to_write_is_said() -> None:
    assert WRITE_A_DATE == "write a date as 2016-03-04, or 2016-03 or 2016 where only the month or the year is known"
    assert WRITE_A_PERIOD == 'write a period as a whole number and a unit, such as "2 weeks", "45 working days", "6 months" or "1 year"'


@pytest.mark.parametrize(("text", "message"), REFUSED_DATES)
def test_what_is_no_date_is_refused_saying_why(text: str, message: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse_when(text)
    assert str(refused.value) == message


def test_the_text_of_a_special_kind_of_text_is_plain_text() -> None:
    class Word(str):
        __slots__ = ()

    assert type(parse_when(Word("1987")).text) is str


def test_a_date_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match=r"^a date cannot begin on 2016-03-05 and end on 2016-03-04, before it began$"):
        When(date(2016, 3, 5), date(2016, 3, 4), "")


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2016-03-04", "2016-03-04", "2016-03-04"),
        ("2016-02-01", "2016-02-29", "2016-02"),
        ("2016-01-01", "2016-12-31", "2016"),
        ("2016-12-01", "2016-12-31", "2016-12"),
        # all but a whole month or year
        ("2016-03-02", "2016-03-31", "2016-03-02 to 2016-03-31"),
        ("2016-03-01", "2016-03-30", "2016-03-01 to 2016-03-30"),
        ("2016-03-01", "2017-03-31", "2016-03-01 to 2017-03-31"),
        ("2016-03-01", "2016-04-30", "2016-03-01 to 2016-04-30"),
        ("2016-01-02", "2016-12-31", "2016-01-02 to 2016-12-31"),
        ("2016-01-01", "2016-12-30", "2016-01-01 to 2016-12-30"),
        ("2016-01-01", "2016-11-30", "2016-01-01 to 2016-11-30"),
        ("2016-02-01", "2016-12-31", "2016-02-01 to 2016-12-31"),
        ("2016-01-01", "2017-12-31", "2016-01-01 to 2017-12-31"),
    ],
)
def test_an_interval_is_worded_as_a_record_would(first: str, last: str, text: str) -> None:
    found = span(date.fromisoformat(first), date.fromisoformat(last))
    assert (found.first.isoformat(), found.last.isoformat(), found.text) == (first, last, text)


# --- Reading a period ---


@pytest.mark.parametrize(
    ("text", "count", "unit", "again"),
    [
        ("2 weeks", 2, "week", "2 weeks"),
        ("1 week", 1, "week", "1 week"),
        ("1 weeks", 1, "week", "1 week"),
        ("45 working days", 45, "working day", "45 working days"),
        ("1 working day", 1, "working day", "1 working day"),
        ("6 months", 6, "month", "6 months"),
        ("1 year", 1, "year", "1 year"),
        ("10 days", 10, "day", "10 days"),
        ("10000 days", 10000, "day", "10000 days"),
    ],
)
def test_a_period_is_read(text: str, count: int, unit: Any, again: str) -> None:
    assert parse_duration(text) == Duration(count, unit)
    assert str(parse_duration(text)) == again


def no_count(text: str, count: str) -> tuple[str, str]:
    return text, f"'{text}' is not a period, '{count}' is no whole number from 1 to 10000: {WRITE_A_PERIOD}"


SCHOOL = "is finer than a day or needs a school's calendar: hours and school days cannot be judged from dates"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        no_count("0 days", "0"),
        no_count("-2 weeks", "-2"),
        no_count("1.5 weeks", "1.5"),
        no_count("two weeks", "two"),
        no_count("02 weeks", "02"),
        no_count("٢ weeks", "٢"),
        no_count("1٢ weeks", "1٢"),
        ("99999 days", "'99999 days' is too long a period: the count goes from 1 to 10000"),
        ("9" * 5000 + " days", f"'{'9' * 40}...' is too long a period: the count goes from 1 to 10000"),
        ("10001 days", "'10001 days' is too long a period: the count goes from 1 to 10000"),
        ("9" * 30 + " days", f"'{'9' * 30} days' is too long a period: the count goes from 1 to 10000"),
        ("24 hours", f"'24 hours' {SCHOOL}"),
        ("1 hour", f"'1 hour' {SCHOOL}"),
        ("2 school days", f"'2 school days' {SCHOOL}"),
        ("30 seconds", f"'30 seconds' {SCHOOL}"),
        ("90 minutes", f"'90 minutes' {SCHOOL}"),
        ("2 hrs", f"'2 hrs' {SCHOOL}"),
        ("2 weks", "'2 weks' has no known unit, 'weks': did you mean weeks?"),
        ("2 Weeks", "'2 Weeks' has no known unit, 'Weeks': did you mean weeks?"),
        ("45 workign days", "'45 workign days' has no known unit, 'workign days': did you mean working days?"),
        ("5 business days", "'5 business days' has no known unit, 'business days': did you mean working days?"),
        ("1 business day", "'1 business day' has no known unit, 'business day': did you mean working day?"),
        ("5 calendar days", "'5 calendar days' has no known unit, 'calendar days': did you mean days?"),
        ("1 calendar day", "'1 calendar day' has no known unit, 'calendar day': did you mean day?"),
        ("6 mouths", "'6 mouths' has no known unit, 'mouths': did you mean months?"),
        ("3 zzz", f"'3 zzz' has no known unit, 'zzz': {WRITE_A_PERIOD}"),
        ("2  weeks", "'2  weeks' has no known unit, ' weeks': did you mean weeks?"),
        ("2 weeks\n", "'2 weeks\\n' has no known unit, 'weeks\\n': did you mean weeks?"),
        ("2weeks", f"'2weeks' is not a period: {WRITE_A_PERIOD}"),
        ("6", f"'6' is not a period: {WRITE_A_PERIOD}"),
        ("", f"'' is not a period: {WRITE_A_PERIOD}"),
    ],
)
def test_what_is_no_period_is_refused_saying_why(text: str, message: str) -> None:
    with pytest.raises(ValueError) as refused:
        parse_duration(text)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("count", "unit", "message"),
    [
        (0, "day", "a period of 0 is not one: the count goes from 1 to 10000"),
        (-1, "week", "a period of -1 is not one: the count goes from 1 to 10000"),
        (10001, "day", "a period of 10001 is not one: the count goes from 1 to 10000"),
        (1, "fortnight", "'fortnight' is no unit of a period: day, working day, week, month, year are"),
    ],
)
def test_no_other_period_can_be_made(count: int, unit: Any, message: str) -> None:
    with pytest.raises(ValueError) as refused:
        Duration(count, unit)
    assert str(refused.value) == message


# --- Counting: forward ---

FORWARD = [
    # the last day of a period; the design's own case first
    ("2016-03-01", "2 weeks", "2016-03-15"),
    ("2016-03-01", "14 days", "2016-03-15"),
    ("2016-02-28", "1 day", "2016-02-29"),
    ("2015-02-28", "1 day", "2015-03-01"),
    ("2016-12-31", "1 day", "2017-01-01"),
    # months once, clipped to the end of the month
    ("2016-01-31", "1 month", "2016-02-29"),
    ("2015-01-31", "1 month", "2015-02-28"),
    ("2016-01-30", "1 month", "2016-02-29"),
    ("2016-01-31", "2 months", "2016-03-31"),
    ("2016-02-29", "12 months", "2017-02-28"),
    ("2016-02-29", "1 year", "2017-02-28"),
    ("2016-02-29", "4 years", "2020-02-29"),
    ("2016-08-31", "6 months", "2017-02-28"),
    ("2016-11-30", "3 months", "2017-02-28"),
    # working days: Friday 4 March 2016, and the weekend after it
    ("2016-03-04", "1 working day", "2016-03-07"),
    ("2016-03-05", "1 working day", "2016-03-07"),
    ("2016-03-06", "1 working day", "2016-03-07"),
    ("2016-03-04", "5 working days", "2016-03-11"),
    ("2016-03-06", "5 working days", "2016-03-11"),
    ("2016-03-07", "5 working days", "2016-03-14"),
    # Easter 2016: Friday 25 and Monday 28 March
    ("2016-03-24", "1 working day", "2016-03-29"),
    ("2016-03-25", "1 working day", "2016-03-29"),
    ("2016-03-28", "2 working days", "2016-03-30"),
    # Christmas 2016 fell on a Sunday: 26 and 27 December, then 2 January
    ("2016-12-23", "1 working day", "2016-12-28"),
    ("2016-12-25", "3 working days", "2016-12-30"),
    ("2016-12-30", "1 working day", "2017-01-03"),
    ("2020-12-24", "1 working day", "2020-12-29"),
    # special days
    ("2011-04-28", "1 working day", "2011-05-03"),
    ("2012-06-01", "1 working day", "2012-06-06"),
    ("2020-05-01", "1 working day", "2020-05-04"),
    ("2020-05-07", "1 working day", "2020-05-11"),
    ("2022-06-01", "1 working day", "2022-06-06"),
    ("2022-09-16", "1 working day", "2022-09-20"),
    ("2023-05-05", "1 working day", "2023-05-09"),
    # the 45 working days of an assessment, over Easter and both bank holidays of May
    ("2016-03-04", "45 working days", "2016-05-11"),
]


@pytest.mark.parametrize(("start", "period", "last_day"), FORWARD)
def test_a_period_includes_the_day_that_ends_it(start: str, period: str, last_day: str) -> None:
    assert moved(start, period) == last_day


@pytest.mark.parametrize(
    ("start", "period", "last_day"),
    [
        ("2016-03-01", "1 day", "2016-03-01"),
        ("2016-03-01", "2 weeks", "2016-03-14"),
        ("2016-03-01", "1 month", "2016-03-31"),
        ("2016-01-31", "1 month", "2016-02-28"),
        ("2016-03-01", "1 year", "2017-02-28"),
        ("2016-03-04", "1 working day", "2016-03-04"),
        ("2016-03-04", "2 working days", "2016-03-07"),
        ("2016-03-05", "1 working day", "2016-03-05"),
        ("2016-03-05", "2 working days", "2016-03-07"),
        ("2016-03-01", "20 working days", "2016-03-30"),
    ],
)
def test_a_source_may_count_the_first_day(start: str, period: str, last_day: str) -> None:
    assert moved(start, period, inclusive=True) == last_day


# --- Counting: back, and partial dates ---


@pytest.mark.parametrize(
    ("end", "period", "inclusive", "first_day"),
    [
        ("2016-03-15", "2 weeks", False, "2016-03-01"),
        ("2016-03-15", "2 weeks", True, "2016-03-02"),
        ("2016-03-01", "1 day", False, "2016-02-29"),
        ("2016-03-31", "1 month", False, "2016-02-29"),
        ("2016-03-31", "1 month", True, "2016-03-01"),
        ("2016-02-29", "1 year", False, "2015-02-28"),
        ("2016-03-07", "1 working day", False, "2016-03-04"),
        ("2016-03-06", "1 working day", False, "2016-03-04"),
        ("2016-03-05", "2 working days", False, "2016-03-03"),
        ("2016-03-29", "1 working day", False, "2016-03-24"),
        ("2016-03-28", "1 working day", False, "2016-03-24"),
        ("2016-03-06", "1 working day", True, "2016-03-06"),
        ("2016-03-06", "2 working days", True, "2016-03-04"),
    ],
)
def test_counting_back_is_the_mirror(end: str, period: str, inclusive: bool, first_day: str) -> None:
    assert moved(end, period, sign=-1, inclusive=inclusive) == first_day


@pytest.mark.parametrize(
    ("start", "period", "how", "result"),
    [
        ("2016-03", "2 weeks", {}, "2016-03-15 to 2016-04-14"),
        ("2016-01", "1 month", {}, "2016-02"),
        ("2016", "1 year", {}, "2017"),
        ("2016", "2 months", {}, "2016-03-01 to 2017-02-28"),
        ("2016-03", "1 month", {"sign": -1}, "2016-02"),
        ("2016-03", "5 working days", {}, "2016-03-08 to 2016-04-07"),
        ("2016-03", "5 working days", {"sign": -1}, "2016-02-23 to 2016-03-22"),
        ("2016-03", "1 day", {"inclusive": True}, "2016-03"),
    ],
)
def test_a_partial_date_gives_the_interval_of_results(start: str, period: str, how: dict[str, Any], result: str) -> None:
    assert moved(start, period, **how) == result


# --- What cannot be reckoned ---


@pytest.mark.parametrize(
    ("start", "period", "sign", "result"),
    [
        ("2009-12-31", "5 working days", 1, TABLE_REASON),
        ("2010-01-01", "1 working day", 1, "2010-01-04"),
        ("2010-01-04", "1 working day", -1, TABLE_REASON),
        ("2010-01-05", "1 working day", -1, "2010-01-04"),
        (f"{LAST_YEAR}-12-28", "1 working day", 1, f"{LAST_YEAR}-12-29"),
        (f"{LAST_YEAR}-12-29", "1 working day", 1, TABLE_REASON),
        (f"{LAST_YEAR}-12-31", "1 working day", -1, f"{LAST_YEAR}-12-29"),
        (f"{LAST_YEAR + 1}-01-01", "1 working day", -1, TABLE_REASON),
        (f"{LAST_YEAR}", "45 working days", 1, TABLE_REASON),
        ("2009", "1 working day", 1, TABLE_REASON),
        ("2016-03-01", "10000 working days", 1, TABLE_REASON),
        ("2016-03-01", "10000 days", 1, "2043-07-18"),
        ("2016-03-01", "10000 years", 1, "10000 years after 2016-03-01 lies outside the calendar, which has the years 1 to 9999"),
        ("2016", "10000 years", -1, "10000 years before 2016-01-01 lies outside the calendar, which has the years 1 to 9999"),
    ],
)
def test_where_the_table_or_the_calendar_ends_nothing_is_guessed(start: str, period: str, sign: Sign, result: str) -> None:
    assert moved(start, period, sign=sign) == result


@pytest.mark.parametrize(("day", "period", "sign"), [(date.max, "1 day", 1), (date.min, "1 week", -1), (date.max, "1 month", 1)])
def test_the_ends_of_the_calendar_are_no_error(day: date, period: str, sign: Sign) -> None:
    assert isinstance(add(span(day, day), parse_duration(period), sign=sign), Unreckoned)


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        ("2016-03-04", True),
        ("2016-03-05", False),
        ("2016-03-06", False),
        ("2016-03-25", False),
        ("2009-12-31", Unreckoned(TABLE_REASON)),
        (f"{LAST_YEAR + 1}-01-01", Unreckoned(TABLE_REASON)),
        ("1999-01-02", False),
        (f"{LAST_YEAR}-12-31", False),
    ],
)
def test_whether_a_day_is_a_working_day(day: str, answer: bool | Unreckoned) -> None:
    assert is_working_day(date.fromisoformat(day)) == answer


def test_what_cannot_be_told_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError, match=r"^neither true nor false: no table$"):
        bool(Unreckoned("no table"))


# --- The table of bank holidays ---


def test_the_table_has_every_year_and_weekdays_only() -> None:
    assert list(BANK_HOLIDAYS) == list(range(2010, 2029))
    assert all(day.weekday() < 5 for day in bank_holidays())
    assert len(bank_holidays()) == sum(len(days.split()) for days in BANK_HOLIDAYS.values())


@pytest.mark.parametrize("year", range(FIRST_YEAR, LAST_YEAR + 1))
def test_every_day_agrees_with_an_independent_table(year: int) -> None:
    theirs = holidays.country_holidays("GB", subdiv="ENG", years=year)
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    for day in (day for day in days if day.year == year):
        assert is_working_day(day) == (day.weekday() < 5 and day not in theirs), day


def test_what_a_run_does_not_use_is_not_loaded() -> None:
    code = "import sys, scr_check.dates as d; d.parse_when('2016-03'); sys.exit(bool({'dateutil', 'difflib'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --- Laws ---

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
TABLE_DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
PERIODS = st.builds(Duration, st.integers(1, 400), st.sampled_from(UNITS))
SIGNS: st.SearchStrategy[Sign] = st.sampled_from([1, -1])
RECORDED = st.builds(lambda day, cut: parse_when(day.isoformat()[:cut]), DAYS, st.sampled_from([4, 7, 10]))


def result(day: date, period: Duration, sign: Sign, inclusive: bool = False) -> date:
    found = add(span(day, day), period, sign=sign, inclusive=inclusive)
    assume(not isinstance(found, Unreckoned))
    assert isinstance(found, When) and found.exact
    return found.first


@given(TABLE_DAYS, st.integers(0, 70), PERIODS, SIGNS, st.booleans())
def test_a_later_start_never_has_an_earlier_result(day: date, later: int, period: Duration, sign: Sign, inclusive: bool) -> None:
    assert result(day, period, sign, inclusive) <= result(day + timedelta(days=later), period, sign, inclusive)


@given(TABLE_DAYS, PERIODS, SIGNS)
def test_a_longer_period_ends_further_away(day: date, period: Duration, sign: Sign) -> None:
    near, far = result(day, period, sign), result(day, Duration(period.count + 1, period.unit), sign)
    assert sign * (far - near).days > 0
    assert sign * (near - day).days > 0


@given(DAYS, PERIODS, SIGNS)
def test_counting_the_first_day_ends_one_earlier_and_never_before_the_start(day: date, period: Duration, sign: Sign) -> None:
    counted = result(day, period, sign, inclusive=True)
    assert sign * (counted - day).days >= 0
    if period.unit != "working day":
        assert sign * (result(day, period, sign) - counted).days == 1
    elif period.count > 1:
        assert counted == result(day, Duration(period.count - 1, "working day"), sign)


@given(DAYS, st.integers(1, 400), SIGNS)
def test_days_and_weeks_are_what_lies_between(day: date, count: int, sign: Sign) -> None:
    assert (result(day, Duration(count, "day"), sign) - day).days == sign * count
    assert (result(day, Duration(count, "week"), sign) - day).days == sign * count * 7


@given(DAYS, st.integers(1, 400), SIGNS)
def test_months_keep_the_day_or_end_the_month(day: date, count: int, sign: Sign) -> None:
    found = result(day, Duration(count, "month"), sign)
    assert (found.year - day.year) * 12 + found.month - day.month == sign * count
    assert found.day == day.day or (found.day < day.day and (found + timedelta(days=1)).day == 1)


@given(TABLE_DAYS, st.integers(1, 120), SIGNS)
def test_working_days_count_as_a_walk_does(day: date, count: int, sign: Sign) -> None:
    found = add(span(day, day), Duration(count, "working day"), sign=sign)
    walked, left = day, count
    while left:
        walked += timedelta(days=sign)
        if not FIRST_YEAR <= walked.year <= LAST_YEAR:
            assert found == Unreckoned(TABLE_REASON)
            return
        left -= walked.weekday() < 5 and walked not in bank_holidays()
    assert found == span(walked, walked)


@given(RECORDED, PERIODS, SIGNS, st.booleans())
def test_an_interval_holds_the_result_of_each_of_its_days(when: When, period: Duration, sign: Sign, inclusive: bool) -> None:
    found = add(when, period, sign=sign, inclusive=inclusive)
    assume(not isinstance(found, Unreckoned))
    assert isinstance(found, When)
    middle = when.first + (when.last - when.first) // 2
    assert found.first == result(when.first, period, sign, inclusive)
    assert found.first <= result(middle, period, sign, inclusive) <= found.last
    assert found.last == result(when.last, period, sign, inclusive)


@given(RECORDED)
def test_a_date_is_written_as_it_was_read(when: When) -> None:
    assert parse_when(str(when)) == when == span(when.first, when.last)


@given(st.builds(Duration, st.integers(1, MOST), st.sampled_from(UNITS)))
def test_a_period_is_written_as_it_was_read(period: Duration) -> None:
    assert parse_duration(str(period)) == period


NEAR_DATES = st.text(alphabet="0123456789-/.T: ٣\n", max_size=12)
NEAR_PERIODS = st.builds("{} {}".format, st.text(alphabet="0123456789-.٣ ", max_size=6), st.text(alphabet="dayswekin gmonthr", max_size=14))


@given(st.text() | NEAR_DATES | st.text(alphabet=st.characters(), max_size=5))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        assert str(parse_when(text)) == text
    except ValueError as refused:
        assert str(refused)
        assert str(refused).isprintable()


@given(st.text() | NEAR_PERIODS | st.from_regex(r"[0-9]{1,9} (week|month|day)s?"))
def test_any_text_is_a_period_or_refused(text: str) -> None:
    try:
        assert str(parse_duration(text)).removesuffix("s") == text.removesuffix("s")
    except ValueError as refused:
        assert str(refused).isprintable()


@pytest.mark.parametrize("text", ["9" * 1_000_000, " " * 1_000_000, "1 " + "w" * 1_000_000, "9" * 1_000_000 + " weeks", "\ud800"])
def test_hostile_text_is_refused_shortly(text: str) -> None:
    for parse in (parse_when, parse_duration):
        with pytest.raises(ValueError) as refused:
            parse(text)
        assert len(str(refused.value)) < 300
