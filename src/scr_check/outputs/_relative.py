"""A report told in days from the referral."""

from __future__ import annotations

from typing import ClassVar

from scr_check.case_results import CaseResult
from scr_check.outputs import Stream
from scr_check.relative import relative_text, start_of
from scr_check.tally import Tally


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
