"""Dates as days from the referral, in what a report says of a case. What is judged are the dates themselves."""

from __future__ import annotations

import re
from datetime import date
from typing import ClassVar, Final

from scr_check.findings import CaseResult
from scr_check.outputs import Stream
from scr_check.tally import Tally

_DATE: Final = re.compile(r"\b((?:19|20|21)\d\d)-(\d\d)(?:-(\d\d))?\b")
_YEAR: Final = re.compile(r"(?:(?<=[\">])|(?<= on )|(?<= by )|(?<= of ))((?:19|20|21)\d\d)(?![\w-])")


def relative_text(text: str, start: date) -> str:
    """The text with each date as ``day 14``; of a month or a year its first day, ``about day 14``."""

    def days(found: re.Match[str]) -> str:
        year, month, day = int(found[1]), int(found[2]) if found.lastindex and found.lastindex > 1 else 1, 1
        exact = found.lastindex == 3
        try:
            when = date(year, month, int(found[3]) if exact else day)
        except ValueError:
            return found[0]
        return f"{'' if exact else 'about '}day {(when - start).days}"

    return _YEAR.sub(days, _DATE.sub(days, text))


class Relative(Stream):
    """A report in which the dates of each case are days from its referral (or its first dated entry, or the day of judgement)."""

    TIMELINE: ClassVar[bool] = True

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def begin(self) -> str:
        return self._stream.begin()

    def case(self, case: CaseResult) -> str:
        return relative_text(self._stream.case(case), start_of(case))

    def between(self, before: str, after: str) -> str:
        return self._stream.between(before, after)

    def end(self, tally: Tally) -> str | bytes:
        return self._stream.end(tally)


def start_of(case: CaseResult) -> date:
    """Day 0 of a case."""
    items = [item for item in case.timeline or () if item.first is not None]
    referral = [item.first for item in items if item.pointer == "/referral"]
    days = referral or sorted(item.first for item in items if item.first is not None)
    first = days[0] if days else None
    return first or date.fromisoformat(case.as_of or "2000-01-01")
