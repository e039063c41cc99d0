"""Dates that cannot be: what happened after the day of the record, and what lies before that which it follows.

What is dated after the day of judgement has not happened to any rule, and an end before its start ends nothing, so a slip in a date would go
unseen. Only what is certain is said: a date of a month may be any day of it, an entry may be planned, and so may an end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from scr_check.case_results import Doubt
from scr_check.dates import When
from scr_check.record import Record
from scr_check.record_entries import Entry

ENDED: Final = frozenset({"completed", "withdrawn"})
"""What a status says of an end that is past. Any other end may be planned."""
HAPPENED: Final[dict[str, tuple[object, ...]]] = {
    "attendance": ("attended", "apologies", "absent"), "held": (True,), "seen": (True,), "seen_alone": (True,), "present": (True,), "intervened": (True,),
    "police_called": (True,), "result": ("kept", "broken"), "engagement": ("good", "low"), "status": ("in_progress", "completed", "done"),
}  # fmt: skip
"""Values that say that the entry which has them, or holds what has them, is not to come."""
AFTERWARDS: Final = frozenset({"minutes", "notes"})
"""Documents that there are only after the meeting. A report or a plan may go to its members before."""
_ON: Final = {"start": "starts on", "started": "started on", "set_on": "was set on", "sent": "was sent on"}

Found = tuple[Entry, str, str]
"""An entry, its field that holds the date, and what is wrong with it."""


def doubts(record: Record) -> list[Doubt]:
    """A line for each date that cannot be."""
    found: list[Found] = []
    _before(record.root, found)
    if (referral := record.root.referral) is not None:
        _before(referral, found)
    extracted = record.root.extracted
    if extracted is not None:
        found += _after(record, extracted)
    return [_doubt(record, *one) for one in found]


def _doubt(record: Record, entry: Entry, name: str, said: str) -> Doubt:
    place = record.document.place(f"{record.pointer(entry)}/{entry.KEYS[name]}")
    return Doubt(said, place.line, place.column, "date")


# before that which it follows


def _before(entry: Entry, found: list[Found]) -> None:
    """Adds what lies too early in this entry and in those within. What has no happenings holds none that could."""
    held = entry.values()
    for name in entry.HAPPENINGS:
        value = held.get(name)
        if value.__class__ is tuple:
            if value and value[0].HAPPENINGS:
                for inner in value:
                    _before(inner, found)
        elif value is not None and value.__class__ is not When and value.HAPPENINGS:
            _before(value, found)
    for name, others in entry.NOT_BEFORE.items():
        value = held.get(name)
        if value is not None and value != ():
            earlier = [other for other in others if held.get(other) is not None]
            if earlier:
                _too_early(entry, name, value, earlier, found)


def _too_early(entry: Entry, name: str, value: Any, others: list[str], found: list[Found]) -> None:
    for at, key, label, when in _dates(entry, name, value):
        for other in others:
            first: When = getattr(entry, other)
            if when.last < first.first and not (other == "set_on" and getattr(entry, "carried_from", None)):  # it may have been set again
                found.append((at, key, f"{label} on {when}, but the {_noun(entry.__class__.__name__)} {_ON.get(other, 'is of')} {first}"))
                break


def _dates(entry: Entry, name: str, value: Any) -> Iterator[tuple[Entry, str, str, When]]:
    """The dates of a field: its own, or those of the entries in it. Each with the entry, the field, and what the date is of."""
    if value.__class__ is When:
        yield entry, name, name, value
        return
    for inner in value if value.__class__ is tuple else (value,):
        if getattr(inner, "document", "minutes") not in AFTERWARDS:
            continue
        for own in inner.OWN_DATE:
            if (when := getattr(inner, own)) is not None:
                yield inner, own, own if own in inner.HAPPENINGS else name, when
        for key in () if inner.OWN_DATE else inner.HAPPENINGS:
            if (part := getattr(inner, key)) is not None:
                yield from _dates(inner, key, part)


# after the record


def _after(record: Record, extracted: When) -> Iterator[Found]:
    """What happened after the day on which the record was made."""
    day, but = extracted.last, f"but the record is of {extracted}"
    for child in record.root.children or ():
        if child.born is not None and child.born.first > day:
            yield child, "born", f"born on {child.born}, {but}; an unborn child has the day under expected"
    if record.last_date is not None and record.last_date > day:
        for entry in _walk(record.root):
            yield from ((at, key, f"{label} on {when}, {but}") for at, key, label, when in _happenings(entry) if when.first > day)
            for own in entry.OWN_DATE:
                when = getattr(entry, own)
                if when is not None and when.first > day and own not in entry.HAPPENINGS and (sign := _sign(entry)):
                    yield entry, own, f"the {_noun(entry.__class__.__name__)} {_ON.get(own, 'is of')} {when} and says that it happened ({sign}), {but}"


def _happenings(entry: Entry) -> Iterator[tuple[Entry, str, str, When]]:
    """The dates of what has happened. The entries of a list, and what the record itself holds, may be planned."""
    for name in sorted(entry.HAPPENINGS) if entry.SECTION != "case" else ():
        value = getattr(entry, name)
        if isinstance(value, When | Entry) and (name != "end" or getattr(entry, "status", None) in ENDED):
            yield from _dates(entry, name, value)


def _sign(entry: Entry) -> str:
    """The field that says that an entry has happened; nothing where none does. What has a date of its own speaks for itself alone."""
    for name, value in entry.values().items():
        if value in HAPPENED.get(name, ()):
            return name
        for inner in value if value.__class__ is tuple else (value,):
            if isinstance(inner, Entry) and not inner.OWN_DATE and (sign := _sign(inner)):
                return sign
    return ""


def _walk(entry: Entry) -> Iterator[Entry]:
    """The entry and all within, in the order of the file."""
    yield entry
    for value in entry.values().values():
        if isinstance(value, Entry):
            yield from _walk(value)
        elif value.__class__ is tuple and value and isinstance(value[0], Entry):
            for inner in value:
                yield from _walk(inner)


@cache
def _noun(name: str) -> str:
    """``parenting work`` for ``ParentingWork``."""
    return re.sub(r"(?<=.)(?=[A-Z])", " ", name).lower()
