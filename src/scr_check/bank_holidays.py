"""The bank holidays of England and Wales, year by year, as the government publishes them.

Source: gov.uk/bank-holidays (data: gov.uk/bank-holidays.json), division England and Wales. A year is published there
about two years ahead, in November: 2028 came in November 2025. Years before the page are those proclaimed under the
Banking and Financial Dealings Act 1971. As on the page, a holiday that falls on a Saturday or Sunday stands here by its
substitute day, so every day below is a Monday to Friday.

To add a year, add one line when the page has it, and say so in the changelog: limits that were unknown become known.
"""

from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Final

# Year -> its bank holidays, month-day.
BANK_HOLIDAYS: Final = MappingProxyType(
    {
        2010: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
        2011: "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27",  # 29 April: royal wedding
        2012: "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",  # 4 June: spring, moved; 5 June: Diamond Jubilee
        2013: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
        2014: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
        2015: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
        2016: "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27",
        2017: "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
        2018: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
        2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
        2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",  # 8 May: early May, moved to VE Day
        2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
        2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",  # 2 June: spring, moved; Platinum Jubilee; State Funeral
        2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",  # 8 May: Coronation
        2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
        2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
        2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
        2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
        2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    }
)

FIRST_YEAR: Final = min(BANK_HOLIDAYS)
LAST_YEAR: Final = max(BANK_HOLIDAYS)


@lru_cache(maxsize=1)
def bank_holidays() -> frozenset[date]:
    """Every bank holiday of the table, Mondays to Fridays only."""
    return frozenset(date.fromisoformat(f"{year}-{day}") for year, days in BANK_HOLIDAYS.items() for day in days.split())


@lru_cache(maxsize=1)
def working_days() -> tuple[int, ...]:
    """The ordinals of every working day of the table, ascending, so that counting is a bisection and not a walk.

    A working day is no Saturday, no Sunday and no bank holiday. Made once, when first asked for (under a millisecond).
    """
    holidays = {day.toordinal() for day in bank_holidays()}
    every = range(date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal() + 1)
    # Ordinal 1 was a Monday, so a remainder of 6 or 0 is a Saturday or Sunday.
    return tuple(day for day in every if 1 <= day % 7 <= 5 and day not in holidays)
