"""What a step or a candidate ranges over: a dotted path to a list, a mapping (one entry or none) or a list of ids.

``meetings``, ``meeting.circulation``, ``plans.actions`` (the actions of all plans), ``meeting.minutes``, ``plan.children``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scr_check.classes import dataclass, field
from scr_check.expression import Expression
from scr_check.joining import Listing
from scr_check.judgement import Judgement
from scr_check.logic import Place, Unknown, join
from scr_check.record_entries import Entry
from scr_check.runtime import missing

if TYPE_CHECKING:
    from collections.abc import Sequence

@dataclass(slots=True)
class Found:
    """What a range gave: the entries; the places where the record does not say that it holds all; attributes missing on the way."""

    items: list[Any]
    holes: list[Place]
    unknown: Unknown | None = None
    #: The collection itself is not in the file (as opposed to empty): its holder and key.
    absent: Place | None = None
    _listing: Listing | None = None

    def listing(self, where: Expression | None, c: Judgement, bound: tuple[Any, ...], written: bool = False) -> Listing:
        """Those that may pass the condition, as far as an index tells: all others surely do not.

        ``written``: only those that name what the condition asks for; the others do not surely pass.
        """
        listing = self._listing
        if listing is None:
            listing = self._listing = Listing(self.items)
        if where is not None and not listing.few:
            for part in where.joins:
                listing = part.of(listing, c, bound, written)
        return listing

    def among(self, where: Expression | None, c: Judgement, bound: tuple[Any, ...]) -> Sequence[Any]:
        """Those that may pass the condition, in the order of the file."""
        entries = self.items if where is None else self.listing(where, c, bound).items
        return c.look(entries)


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path: a field's Python name and key, whether its absence is an absence, whether it holds ids of other entries."""

    name: str
    key: str
    happening: bool
    refers: bool


@dataclass(frozen=True, slots=True)
class Range:
    """A compiled path. ``base`` is the index of a bound name, or None for the whole record."""

    text: str
    base: int | None
    fields: tuple[Hop, ...]
    item: Any
    root: str
    #: The path and what its fields are, in one text: ranges of the same way give the same from the same entry.
    way: str = field(default="", init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        way = "/".join(f"{hop.key}{'!' * hop.happening}{'*' * hop.refers}" for hop in self.fields)
        object.__setattr__(self, "way", way)

    def over(self, c: Judgement, bound: tuple[Any, ...], later: bool = False) -> Found:
        """The entries, not to be changed: many rules ask for the same. ``later``: those dated after the day of judgement too."""
        start: Any
        if self.base is None:
            start = c.record.root if later else c.root
        else:
            start = bound[self.base]
            if later and start is not None:
                start = c.original(start)
        known = c.ranges.get((self.way, id(start)))
        if known is None:
            known = self._over(c, start)
            if isinstance(start, Entry):  # what is not an entry of the record may be gone, and its id another's
                c.ranges[self.way, id(start)] = known
        return known

    def _over(self, c: Judgement, start: Any) -> Found:
        found = Found([start] if start is not None else [], [])
        for info in self.fields:
            self._into(c, info, found)
        return found

    @staticmethod
    def _into(c: Judgement, info: Hop, found: Found) -> None:
        items: list[Any] = []
        for entry in found.items:
            value = getattr(entry, info.name, None)
            if value is None:
                found.absent = (entry, info.key)
                if not info.happening:
                    found.unknown = join(found.unknown, missing(entry, info.key))
                elif not c.declared(entry, info.key):
                    found.holes.append((entry, info.key))
            elif value.__class__ is tuple:
                if info.happening and not c.declared(entry, info.key):
                    found.holes.append((entry, info.key))
                items.extend(value if not info.refers else (c.by_id[name] for name in value))
            else:
                items.append(c.by_id[value] if isinstance(value, str) and value in c.by_id and info.refers else value)
        found.items = items
