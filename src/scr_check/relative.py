"""Dates as days from the referral, in what a report says of a case. What is judged are the dates themselves."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from scr_check.case_results import CaseResult
from scr_check.tally import Tally

_DATE: Final = re.compile(r"\b(\d\d\d\d)-(\d\d)(?:-(\d\d))?\b")
_TIME: Final = re.compile(r' datetime="(?:about )?day -?\d+"')
_MIDDLE: Final[dict[int, tuple[int, ...]]] = {3: (), 2: (15,), 1: (7, 1)}
"""What makes a day of a date of so many parts."""
_ABOUT: Final = {2: 10, 1: 100}
"""To how many days the day of a month is rounded, and that of a year: the day itself would tell where in the calendar the case began."""
_YEAR: Final = re.compile(r"(?:(?<=[\">])|(?<= on )|(?<= by )|(?<= of ))((?:19|20|21)\d\d)(?![\w-])")


def relative_text(text: str, start: date) -> str:
    """The text with each date as ``day 14``; of a month or a year its middle, rounded: ``about day 70``."""

    def days(found: re.Match[str]) -> str:
        parts = [int(part) for part in found.groups() if part is not None]
        try:
            when = date(*parts, *_MIDDLE[len(parts)])
        except ValueError:
            return found[0]
        if len(parts) == 3:
            return f"day {(when - start).days}"
        whole = _ABOUT[len(parts)]
        return f"about day {round((when - start).days / whole) * whole}"

    return _TIME.sub("", _YEAR.sub(days, _DATE.sub(days, text)))


def relative_tally(tally: Tally, case: CaseResult) -> None:
    """What the tally of one case says in words, with days for dates: over many cases it no longer knows where each began."""
    start = start_of(case)
    tally.oldest = [(*one[:4], relative_text(one[4], start), one[5]) for one in tally.oldest]


def start_of(case: CaseResult) -> date:
    """Day 0 of a case; of one without a date, the day of judgement."""
    return case.begins or date.fromisoformat(case.as_of or "2000-01-01")
