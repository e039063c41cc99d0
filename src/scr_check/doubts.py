"""What is no fault of a record but may be wrong, so that no rule sees it: words and dates, in the order of the file."""

from __future__ import annotations

from scr_check import impossible, spelling
from scr_check.case_results import Doubt
from scr_check.record import Record


def doubts_of(record: Record, words: frozenset[str]) -> tuple[Doubt, ...]:
    """The doubts about a record. ``words``: those that the rules compare with."""
    found = [*spelling.doubts(record, words), *impossible.doubts(record)]
    return tuple(sorted(found, key=lambda one: (one.line, one.column))) if found else ()
