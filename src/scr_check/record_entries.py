"""What a case record is once it is read: its entries, and the record as a whole. How it is read does not show.

Entries come from two readers: `record_validation`, whose models define the format and word every fault, and `record_reader`, which reads
a record without a fault many times faster. Both give the same names and values; what asks whether something is an entry asks for `Entry`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Self

from scr_check.classes import dataclass

from .sources import Document
from .vocabulary import NESTED_SECTIONS

if TYPE_CHECKING:
    from .record_models import CaseRecord

_NESTED: Final = frozenset(name for names in NESTED_SECTIONS.values() for name in names)


class NoneThere(Enum):
    """The one value `NONE_THERE`: the record writes outright that there is none, as `school: null` does."""

    NONE_THERE = "none there"


NONE_THERE: Final = NoneThere.NONE_THERE


class Entry:
    """An entry of a case record. A missing field is None; `record_parts` says what the class variables mean.

    `KEYS`: the key in the file of each field, by its Python name, in the order of the model. `NAMES`: the other way round; of the two fields
    that are read from `invited`, the one of that name. `OPEN`: the fields that hold words of an open list, by their Python names, each with the
    words that the format names for it.
    """

    __slots__ = ()
    SECTION: ClassVar[str] = ""
    OWN_DATE: ClassVar[tuple[str, ...]] = ()
    HAPPENINGS: ClassVar[frozenset[str]] = frozenset()
    NOT_BEFORE: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    OPEN: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    KEYS: ClassVar[Mapping[str, str]] = {}
    NAMES: ClassVar[Mapping[str, str]] = {}

    def values(self) -> Mapping[str, Any]:
        """The fields by their names; those that are missing may be left out."""
        return self.__dict__

    def changed(self, changes: Mapping[str, Any]) -> Self:
        """The same entry with other values."""
        raise NotImplementedError


class PlainEntry(Entry):
    """An entry without a model, immutable. The classes are made by `record_reader`; missing fields are None of the class."""

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"an entry does not change: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"an entry does not change: {name}")

    def __eq__(self, other: object) -> bool:
        """Of the same section and fields, with the same values: those of a model too."""
        if not isinstance(other, Entry) or other.__class__.__name__ != self.__class__.__name__:
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.KEYS)

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, name) for name in self.KEYS))

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{self.__class__.__name__}({told})"

    def changed(self, changes: Mapping[str, Any]) -> Self:
        """The same entry with other values."""
        made = object.__new__(self.__class__)
        made.__dict__.update(self.__dict__, **changes)
        return made


def names_of(keys: Mapping[str, str]) -> Mapping[str, str]:
    """`NAMES` from `KEYS`."""
    return {key: name for name, key in reversed(list(keys.items()))}


Holder = tuple[Entry, str, int | None]
"""The entry that holds another, the key it stands under, and its index in a list."""


def pointer_of(steps: Iterable[str | int]) -> str:
    """The RFC 6901 pointer of a path."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def steps_to(entry: Entry, root: Entry, holders: Mapping[int, Holder]) -> list[str | int]:
    """The keys and indices that lead from the root to an entry."""
    steps: list[str | int] = []
    while entry is not root:
        entry, key, index = holders[id(entry)]
        steps += (key,) if index is None else (index, key)
    return steps[::-1]


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """A case record that was read without a fault.

    `by_id` has every entry with an id. `last_date` is the latest day that any of its dates may mean, save those in
    `record_shape.FUTURE_DATES`; None without any. Entries are told apart by identity: ask only of this record's own.
    """

    root: CaseRecord
    document: Document
    by_id: dict[str, Entry]
    last_date: date | None
    holders: dict[int, Holder]
    """By the `id()` of an entry. Ask `holder`."""
    answers: Mapping[str, set[bool]] | None = None
    """What its yes/no fields say, if the reader noted it. Ask `answers.answers_of`."""
    words: frozenset[str] | None = None
    """The words of its open lists, if the reader noted them."""
    speaks_at_once: bool = False
    """No entry says for itself what it holds completely, so all entries of a section are alike in that. False: not known."""

    def holder(self, entry: Entry) -> Holder:
        """What holds an entry: the entry, the JSON key, the index (None for a mapping). Raises KeyError for the root and for strangers."""
        return self.holders[id(entry)]

    def pointer(self, entry: Entry) -> str:
        """The RFC 6901 pointer of an entry; empty for the root. Raises KeyError for an entry of another record."""
        return pointer_of(steps_to(entry, self.root, self.holders))

    def is_complete(self, section: str, entry: Entry | None = None) -> bool:
        """Whether a section was declared to hold everything known on the day of `extracted`.

        `section` is a top-level one, a nested one (`actions`), or that of one section (`meetings.actions`). With the entry that
        holds the nested section, or one within it, that entry's own `complete` and its kind count too. An unknown name is never complete.
        """
        declared = self.root.complete or ()
        if section in declared:
            return True
        outer, _, name = section.rpartition(".")
        if name not in _NESTED:
            return False
        if outer and name in declared:
            return True
        return self._is_own(name, declared, entry)

    def _is_own(self, name: str, declared: tuple[str, ...], entry: Entry | None) -> bool:
        """Whether the entry that holds the nested section `name`, found from `entry` outwards, or the file for its kind, declares it."""
        while entry is not None and entry is not self.root:
            if name in NESTED_SECTIONS.get(entry.SECTION, ()) and "complete" in entry.KEYS:
                own: tuple[str, ...] = getattr(entry, "complete", None) or ()
                return name in own or f"{entry.SECTION}.{name}" in declared
            entry = self.holders[id(entry)][0]
        return False
