"""The record as it stood on the day of judgement, and what absence in it means.

What is dated later has not yet happened and is taken out; what may be later (``2016-03``, judged on the 10th) is kept and marked
unsure. A happening that is not there did not happen only if its section is complete and the record reaches the day.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from scr_check.dates import Unreckoned, When
from scr_check.logic import Truth, Unknown, both, join
from scr_check.record_entries import Entry
from scr_check.vocabulary import NESTED_SECTIONS, TOP_SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scr_check.joining import Listing
    from scr_check.record import Record
    from scr_check.record_models import CaseRecord

NESTED = frozenset(name for names in NESTED_SECTIONS.values() for name in names)
MOST_LOOKS = 250_000
"""So many entries are looked at for a record, by all rules together, each again whenever it is looked at again: a case of a thousand meetings takes
70,000. Where nothing says what is about what, each entry may be about each other, and the work is the square of the record."""


class TooMuch(Exception):
    """More than ``MOST_LOOKS`` entries would have to be looked at."""


class Judgement:
    """One record, one day, one set of parameters: what compiled expressions and patterns ask.

    ``root``: the record as it stood. ``unsure``: entries that may be dated after the day, by ``id``. ``as_it_is``: the file is taken as it is,
    so that what is not in it counts as not there (triggers, advice). ``witness``: the entry that last made an ``any`` true. ``ranges``: what was
    found along a way from an entry. ``limits``: the end of a period from a day (first day, count, unit, is it inclusive).
    ``listings``: lists of the record by what was asked of them, by ``id``.
    """

    __slots__ = ("_copies", "_declared", "_originals", "_pointers", "_verdicts", "as_it_is", "as_of", "by_id", "day", "extracted", "limits",
                 "listings", "looks", "parameters", "ranges", "reaches", "record", "root", "unsure", "witness")  # fmt: skip

    def __init__(self, record: Record, day: date, parameters: dict[str, Any]) -> None:
        self.record, self.day, self.parameters = record, day, parameters
        self.as_of = When(day, day, day.isoformat())
        extracted = record.root.extracted
        self.extracted = extracted.first if extracted is not None else None
        self.reaches = self.extracted is not None and self.extracted >= day
        self.as_it_is = False
        self.looks = 0
        self.witness: Entry | None = None
        self.unsure: dict[int, Unknown] = {}
        self._originals: dict[int, Entry] = {}
        self._copies: dict[int, Entry] = {}
        self._pointers: dict[int, str] = {}
        self._declared: dict[tuple[int | str, str], bool] = {}
        self.ranges: dict[tuple[str, int], Any] = {}
        self.limits: dict[tuple[date, int, str, bool], When | Unreckoned] = {}
        self.listings: dict[int, Listing] = {}
        self._verdicts: Callable[[str, dict[str, Any]], Any] | None = None
        self.root, self.by_id = record.root, record.by_id
        if record.last_date is not None and record.last_date > day:
            self._stand()

    def with_parameters(self, parameters: dict[str, Any]) -> Judgement:
        """The same record on the same day by other parameters: what was found out about the record is shared."""
        other: Judgement = object.__new__(Judgement)
        for name in self.__slots__:
            setattr(other, name, getattr(self, name))
        other.parameters, other.witness, other._verdicts = parameters, None, None
        return other

    def look(self, entries: Sequence[Any]) -> Sequence[Any]:
        """These entries, to be gone through. Raises ``TooMuch`` beyond what is looked at for a record."""
        self.looks += len(entries)
        if self.looks > MOST_LOOKS:
            raise TooMuch
        return entries

    # the record as it stood

    def _stand(self) -> None:
        self.by_id = dict(self.record.by_id)
        root = self._stood(self.record.root)
        assert root is not None
        self.root = cast("CaseRecord", root)

    def _stood(self, entry: Entry) -> Entry | None:
        """The entry without what came later; None if the entry itself came later."""
        dates = [value for name in entry.OWN_DATE if (value := getattr(entry, name)) is not None]
        if dates and min(value.first for value in dates) > self.day:
            return None
        changes: dict[str, Any] = {}
        for name, value in entry.values().items():
            if isinstance(value, Entry):
                stood = self._stood(value)
                if stood is not value:
                    changes[name] = stood
            elif value.__class__ is tuple and value and isinstance(value[0], Entry):
                kept = tuple(inner for item in value if (inner := self._stood(item)) is not None)
                if len(kept) != len(value) or any(a is not b for a, b in zip(kept, value, strict=True)):
                    changes[name] = kept
        if changes:
            entry = self._copied(entry, changes)
        if dates and min(value.last for value in dates) > self.day:
            key = next(name for name in entry.OWN_DATE if getattr(entry, name) is not None)
            self.unsure[id(entry)] = Unknown(missing=((entry, key),))
        return entry

    def _copied(self, entry: Entry, changes: dict[str, Any]) -> Entry:
        copy = entry.changed(changes)
        self._originals[id(copy)] = entry
        self._copies[id(entry)] = copy
        name = getattr(entry, "id", None)
        if name is not None:
            self.by_id[name] = copy
        return copy

    def standing(self, entry: Entry) -> Entry:
        """The entry of the file as it stood on the day; itself if it was whole then, or is not there."""
        return self._copies.get(id(entry), entry)

    def original(self, entry: Entry) -> Entry:
        """The entry of the file that this one stands for."""
        return self._originals.get(id(entry), entry)

    def pointer(self, entry: Entry) -> str:
        """The entry's JSON pointer in the file. Kept: a report asks for the same ones again and again."""
        known = self._pointers.get(id(entry))
        if known is None:
            known = self._pointers[id(entry)] = self._pointer(self.original(entry))
        return known

    def _pointer(self, entry: Entry) -> str:
        if entry is self.record.root:
            return ""
        holder, key, index = self.record.holder(entry)
        return f"{self.pointer(holder)}/{key}" if index is None else f"{self.pointer(holder)}/{key}/{index}"

    def place(self, entry: Entry) -> tuple[Any, ...]:
        """Where the entry stands, to be compared: keys and indices from the root."""
        entry = self.original(entry)
        if entry is self.record.root:
            return ()
        holder, key, index = self.record.holder(entry)
        return (*self.place(holder), key) if index is None else (*self.place(holder), key, index)

    def weight(self, entry: Any, outer: Truth) -> Truth:
        """How surely the entry is there: as surely as what holds it, and not at all surely if it may be later."""
        why = self.unsure.get(id(entry))
        return outer if why is None else both(outer, why)

    # absence

    def declared(self, entry: Entry, key: str) -> bool:
        """Does the record say that it holds every happening of this name here? (Up to the day it was extracted.)"""
        # Where no entry speaks for itself, all of a section are alike.
        alike = self.record.speaks_at_once and key in NESTED_SECTIONS.get(entry.SECTION, ())
        named = (entry.SECTION if alike else id(entry), key)
        known = self._declared.get(named)
        if known is None:
            known = self._declared[named] = self._says_all(self.original(entry), key)
        return known

    def _says_all(self, entry: Entry, key: str) -> bool:
        if entry.SECTION == "case":
            return self.record.is_complete(key, None)
        if key in NESTED and key in NESTED_SECTIONS.get(entry.SECTION, ()):
            return self.record.is_complete(f"{entry.SECTION}.{key}", entry)
        if entry.SECTION in TOP_SECTIONS:
            return self.record.is_complete(entry.SECTION, None)
        holder = self.record.holder(entry)[0]
        while holder.SECTION == entry.SECTION:
            holder = self.record.holder(holder)[0]
        return self.record.is_complete(f"{holder.SECTION}.{entry.SECTION}", holder)

    def whole(self, entry: Entry | None, key: str) -> bool:
        """Is what is not in the list surely not there, on the day of judgement?"""
        if self.as_it_is:
            return True
        return self.reaches and entry is not None and self.declared(entry, key)

    def hole(self, entry: Entry | None, key: str) -> Unknown:
        """Nobody can tell whether there is more in this list."""
        return Unknown(silent=True, missing=((entry, key),) if entry is not None else ())

    def absent(self, entry: Entry, key: str) -> Unknown | None:
        """A happening that is not in the file: surely none, or not recorded."""
        return None if self.whole(entry, key) else Unknown(silent=True, missing=((entry, key),))

    # other rules

    def judged_by(self, verdicts: Callable[[str, dict[str, Any]], Any]) -> None:
        """Sets who answers ``verdict(...)``."""
        self._verdicts = verdicts

    def verdict(self, rule: str, names: dict[str, Any]) -> Any:
        """Another rule's verdict for the same bindings; unknown while that is unknown, not recorded or in conflict."""
        assert self._verdicts is not None, "nobody answers for other rules"
        return self._verdicts(rule, names)

    def joined_weight(self, entries: tuple[Any, ...]) -> Unknown | None:
        """Why some of these entries may not be there yet, or None."""
        if not self.unsure:
            return None
        result: Unknown | None = None
        for entry in entries:
            why = self.unsure.get(id(entry))
            if why is not None:
                result = join(result, why)
        return result
