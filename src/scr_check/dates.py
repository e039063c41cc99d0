"""Dates as far as they are known, periods, working days and limits.

A date may be known to the day, the month or the year: it is an interval of days (`When`), and stays one. A period
excludes the day that starts it and includes the day that ends it: 1 March and two weeks is 15 March. What cannot be
reckoned is a value (`Unreckoned`) with its reason, never a guess. Nothing here reads a clock.
"""

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal, NoReturn, get_args

from scr_check.bank_holidays import FIRST_YEAR, LAST_YEAR, bank_holidays, working_days
from scr_check.classes import dataclass

if TYPE_CHECKING:
    from dateutil.relativedelta import relativedelta

Unit = Literal["day", "working day", "week", "month", "year"]
Sign = Literal[1, -1]

UNITS: Final[tuple[Unit, ...]] = get_args(Unit)
MOST: Final = 10_000  # the largest count of a period; more is a typing error
# Nobody in a case of today was born before 1900, and no plan reaches past 2199: outside these a year is a typing error.
EARLIEST_YEAR: Final = 1900
LATEST_YEAR: Final = 2199


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as it is known: some day from `first` to `last`, both included. `text` is as the record wrote it.

    Raises ValueError when `first` is after `last`.
    """

    first: date
    last: date
    text: str

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"a date cannot begin on {self.first} and end on {self.last}, before it began")

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.first == self.last

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Duration:
    """A period: a count of 1 to 10000 and a unit. `str()` gives "2 weeks". Raises ValueError for any other count or unit."""

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 1 <= self.count <= MOST:
            raise ValueError(f"a period of {self.count} is not one: the count goes from 1 to {MOST}")
        if self.unit not in UNITS:
            raise ValueError(f"{_shown(self.unit)} is no unit of a period: {', '.join(UNITS)} are")

    def __str__(self) -> str:
        return f"{self.count} {self.unit}" + ("" if self.count == 1 else "s")


@dataclass(frozen=True, slots=True)
class Unreckoned:
    """A date or an answer that cannot be worked out, and why, in words for a person. It is neither true nor false."""

    reason: str

    def __bool__(self) -> NoReturn:
        # `if is_working_day(d):` must not take "cannot tell" for yes.
        raise TypeError(f"neither true nor false: {self.reason}")


# --- Reading a date ---------------------------------------------------------------------------------------------------

WRITE_A_DATE: Final = "write a date as 2016-03-04, or 2016-03 or 2016 where only the month or the year is known"
# Not the calendar module's names: those follow the locale.
_MONTHS: Final = "January February March April May June July August September October November December".split()  # noqa: SIM905
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})", re.ASCII)
# Asked for a text whose figures are 0 to 9.
_OTHER_FORMS: Final = (
    (re.compile(r"\d{4}-\d\d-\d\d[Tt ]+\d.*", re.DOTALL), "has a time of day, which is not read"),
    (re.compile(r"\d{4}([-/. ])\d{1,2}(\1\d{1,2})?"), "wants hyphens, and two figures each for the month and the day"),
    (re.compile(r"\d{6}|\d{8}"), "has no hyphens"),
    (re.compile(r"\d{1,2}[-/. ]\d{4}"), "is in another order"),
    (re.compile(r"\s.*|.*\s", re.DOTALL), "has white space around it"),
)


@lru_cache(maxsize=4096)
def parse_when(text: str) -> When:
    """Read `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, years 1900 to 2199, digits 0 to 9.

    Nothing else is read, and no order is guessed. Raises ValueError, whose message says what was found and what to write.
    """
    parts = _DATE.fullmatch(text)
    if not parts:
        raise ValueError(f"{_shown(text)} {_why_no_date(text)}: {WRITE_A_DATE}")
    year, month, day = (None if part is None else int(part) for part in parts.groups())
    assert year is not None  # the pattern has it always
    _refuse_impossible(text, year, month, day)
    first = date(year, month or 1, day or 1)
    last_month = month or 12
    return When(first, date(year, last_month, day or monthrange(year, last_month)[1]), str(text))


def span(first: date, last: date) -> When:
    """The interval from `first` to `last`, worded as a record would ("2016-03-04", "2016-03", "2016") or as "... to ...".

    Raises ValueError when `first` is after `last`.
    """
    return When(first, last, _span_text(first, last))


def _span_text(first: date, last: date) -> str:
    if first == last:
        return first.isoformat()
    whole = first.day == 1 and first.year == last.year and last.day == monthrange(last.year, last.month)[1]
    if whole and first.month == last.month:
        return first.isoformat()[:7]
    if whole and (first.month, last.month) == (1, 12):
        return first.isoformat()[:4]
    return f"{first} to {last}"


def _refuse_impossible(text: str, year: int, month: int | None, day: int | None) -> None:
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise ValueError(f"{_shown(text)} has a year outside {EARLIEST_YEAR} to {LATEST_YEAR}")
    if month is None:
        return
    if not 1 <= month <= 12:
        raise ValueError(f"{_shown(text)} is not in the calendar, there is no month {month}: {WRITE_A_DATE}")
    days = monthrange(year, month)[1]
    if day is not None and not 1 <= day <= days:
        raise ValueError(f"{_shown(text)} is not in the calendar: {_MONTHS[month - 1]} {year} has days 1 to {days}")


def _why_no_date(text: str) -> str:
    day_first = _DAY_FIRST.fullmatch(text)
    if day_first:
        return _why_not_day_first(*day_first.groups())
    if any(character.isdigit() and not character.isascii() for character in text):
        return "has figures other than 0 to 9"
    return next((why for form, why in _OTHER_FORMS if form.fullmatch(text)), "is not a date")


def _why_not_day_first(one: str, two: str, year: str) -> str:
    """Name what the writer may have meant, both ways round; to choose is theirs."""
    if len(year) == 2:
        return "is in another order, and its year has two figures only"
    meant = list(dict.fromkeys(_readings(int(year), int(one), int(two))))
    if not meant:
        return "is not in the calendar, whichever figure is the month"
    choices = " or ".join(f"{day} if {day.day} {_MONTHS[day.month - 1]} {day.year} is meant" for day in meant)
    return f"is in another order (it would be {choices})"


def _readings(year: int, one: int, two: int) -> Iterator[date]:
    for month, day in ((two, one), (one, two)):
        if EARLIEST_YEAR <= year <= LATEST_YEAR and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            yield date(year, month, day)


def _shown(text: str) -> str:
    """The text in quotes, cut short, with whatever a terminal should not be sent escaped."""
    return repr(str(text[:40]) + ("..." if len(text) > 40 else ""))


# --- Reading a period -------------------------------------------------------------------------------------------------

WRITE_A_PERIOD: Final = 'write a period as a whole number and a unit, such as "2 weeks", "45 working days", "6 months" or "1 year"'
_UNIT_OF: Final[dict[str, Unit]] = {spelling: unit for unit in UNITS for spelling in (unit, unit + "s")}
_FINER: Final = frozenset({"second", "minute", "hour", "hr", "school day"})
_MEANT: Final = {"business days": "working days", "business day": "working day", "calendar days": "days", "calendar day": "day"}


@lru_cache(maxsize=512)
def parse_duration(text: str) -> Duration:
    """Read a whole number from 1 to 10000, one space, and day, working day, week, month or year, in the singular or plural.

    Raises ValueError, whose message says what was found and what to write; for a unit that is none, the nearest one.
    """
    count, _, name = text.partition(" ")
    if not name:
        raise ValueError(f"{_shown(text)} is not a period: {WRITE_A_PERIOD}")
    unit = _UNIT_OF.get(name)
    if not unit:
        raise ValueError(f"{_shown(text)} {_why_no_unit(name)}")
    return Duration(_read_count(text, count), unit)


def _read_count(text: str, count: str) -> int:
    if not re.fullmatch(r"[1-9]\d*", count, re.ASCII):
        raise ValueError(f"{_shown(text)} is not a period, {_shown(count)} is no whole number from 1 to {MOST}: {WRITE_A_PERIOD}")
    # The length first: int() of thousands of figures costs time, or raises an error of its own.
    if len(count) > len(str(MOST)) or int(count) > MOST:
        raise ValueError(f"{_shown(text)} is too long a period: the count goes from 1 to {MOST}")
    return int(count)


def _why_no_unit(name: str) -> str:
    if name.removesuffix("s") in _FINER:
        return "is finer than a day or needs a school's calendar: hours and school days cannot be judged from dates"
    from difflib import get_close_matches  # noqa: PLC0415 - for a refusal only; a run should not pay for it

    # Cut short, for comparing costs the square of the length.
    near = [_MEANT[name]] if name in _MEANT else get_close_matches(name[:40].lower(), _UNIT_OF)
    return f"has no known unit, {_shown(name)}: " + (f"did you mean {near[0]}?" if near else WRITE_A_PERIOD)


# --- Counting ---------------------------------------------------------------------------------------------------------

_OUTSIDE_TABLE: Final = Unreckoned(f"working days are known for {FIRST_YEAR} to {LAST_YEAR} only, as bank holidays are")


def is_working_day(day: date) -> bool | Unreckoned:
    """Whether `day` is not a Saturday, Sunday or bank holiday in England and Wales.

    A Saturday or Sunday never is. Any other day outside the years of the table is Unreckoned.
    """
    if day.weekday() >= 5:
        return False
    return day not in bank_holidays() if _in_table(day) else _OUTSIDE_TABLE


def add(start: When, duration: Duration, *, sign: Sign = 1, inclusive: bool = False) -> When | Unreckoned:
    """The last day of a period that starts on `start`; with `sign=-1` the first day of one that ends there.

    An interval gives the interval of results, from that of its first day to that of its last: a later start never has
    an earlier result. Months and years are added once and clipped to the end of the month: 31 January and 1 month is
    28 or 29 February. From a day that is no working day, working days count as from the last working day before it
    (back: as from the next one after it).

    `inclusive` counts the first day too: one day less of days, weeks and working days; for months and years the day
    before (start + n months - 1 day), so a month from 1 March ends on 31 March. A single day or working day, counted
    inclusively, is the start itself, even where that is no working day: no period ends before it began.

    Unreckoned when working days leave the years of the table of bank holidays, at either end, or the calendar ends.
    """
    first = _move(start.first, duration, sign, inclusive)
    last = first if start.exact else _move(start.last, duration, sign, inclusive)
    if isinstance(first, Unreckoned):
        return first
    if isinstance(last, Unreckoned):
        return last
    return span(first, last)


def _move(day: date, duration: Duration, sign: Sign, inclusive: bool) -> date | Unreckoned:
    counted = 1 if inclusive else 0
    if duration.unit == "working day":
        return _move_working_days(day, sign * (duration.count - counted))
    try:
        if duration.unit in ("day", "week"):
            days = duration.count * (7 if duration.unit == "week" else 1)
            return day + timedelta(days=sign * (days - counted))
        months = duration.count * (12 if duration.unit == "year" else 1)
        return day + _months(sign * months) - timedelta(days=sign * counted)
    except (OverflowError, ValueError):
        way = "after" if sign > 0 else "before"
        return Unreckoned(f"{duration} {way} {day} lies outside the calendar, which has the years 1 to 9999")


@lru_cache(maxsize=512)
def _months(count: int) -> "relativedelta":
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - slow to load, and many runs count no months

    return relativedelta(months=count)


def _move_working_days(day: date, steps: int) -> date | Unreckoned:
    if not _in_table(day):
        return _OUTSIDE_TABLE
    if steps == 0:
        return day
    days = working_days()
    # Forward: the working days up to and including this one lie behind. Back: those from this one on lie ahead.
    near = bisect_right(days, day.toordinal()) - 1 if steps > 0 else bisect_left(days, day.toordinal())
    place = near + steps
    return date.fromordinal(days[place]) if 0 <= place < len(days) else _OUTSIDE_TABLE


def _in_table(day: date) -> bool:
    return FIRST_YEAR <= day.year <= LAST_YEAR
