"""An index where a rule joins two sections: of the entries of a list, those that may have a given value in a field.

``where: action.aimed_at == release.person`` asks, for each release, only the actions that are aimed at that person, and those that do not say at
whom: what is not written may be anything. All other entries surely do not pass. An index is made when a list is first asked, and kept for the run.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from scr_check.classes import dataclass
from scr_check.dates import When

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

FEW = 16
"""A list of fewer entries is gone through: an index would cost more. Nothing outside this module asks."""


@dataclass(slots=True)
class ByDay:
    """The entries of a list by one of their dates: those with an exact day, in its order, and their days; and all others, in the file's order.

    Of a list of few, all are others; so they are where no date is named.
    """

    days: Sequence[date]
    entries: Sequence[Any]
    others: Sequence[Any]

    def since(self, day: date, after: bool = False) -> Sequence[Any]:
        """Those of exactly known days from this one on (or ``after`` it), the earliest first."""
        start = (bisect_right if after else bisect_left)(self.days, day)
        return self.entries[start:] if start else self.entries


class Listing:
    """Entries in the order of the file, and what has been asked of them. ``few``: not worth an index."""

    __slots__ = ("_dated", "_groups", "_having", "few", "items")

    def __init__(self, items: Sequence[Any]) -> None:
        self.items = items
        self.few = len(items) < FEW
        self._groups: dict[str, dict[str | None, list[int]]] = {}
        self._having: dict[tuple[str, str | tuple[str, ...], bool], Listing] = {}
        self._dated: dict[str, ByDay] = {}

    def having(self, name: str, value: str | tuple[str, ...], written: bool = False) -> Listing:
        """Those whose field of this name is the value, or one of the values, or holds it, or (unless ``written``) is not written."""
        known = self._having.get((name, value, written))
        if known is None:
            groups = self._groups.get(name)
            if groups is None:
                groups = self._groups[name] = self._grouped(name)
            found = [] if written else groups.get(None, [])
            for word in (value,) if value.__class__ is str else value:
                found = found + groups.get(word, [])
            known = self._having[name, value, written] = Listing([self.items[i] for i in sorted(set(found))])
        return known

    def sought(self, name: str, ask: Callable[[], Any], written: bool = False) -> Listing:
        """Those that may have in the field of this name what is asked for (as ``having``); all where that is not known, or cannot be asked.

        A condition may decide before it asks, so what breaks down here need not break down there.
        """
        try:
            wanted = ask()
        except Exception:
            return self
        return self.having(name, wanted, written) if wanted.__class__ is str or wanted.__class__ is tuple else self

    def _grouped(self, name: str) -> dict[str | None, list[int]]:
        """The numbers of the entries by what stands in the field; None: what is not written, or no word."""
        groups: dict[str | None, list[int]] = {}
        for i, entry in enumerate(self.items):
            value = getattr(entry, name, None)
            for word in value if value.__class__ is tuple else (value,):
                groups.setdefault(word if word.__class__ is str else None, []).append(i)
        return groups

    def dated(self, name: str) -> ByDay:
        """These entries by their date of this name."""
        if self.few or not name:
            return ByDay((), (), self.items)
        known = self._dated.get(name)
        if known is None:
            exact, others = [], []
            for entry in self.items:
                when = getattr(entry, name, None)
                if when.__class__ is When and when.first == when.last:
                    exact.append((when.first, entry))
                else:
                    others.append(entry)
            exact.sort(key=lambda one: one[0])
            known = self._dated[name] = ByDay([day for day, _ in exact], [entry for _, entry in exact], others)
        return known


def among(c: Any, items: Any, name: str, ask: Callable[[], Any]) -> Any:
    """Those of a list of the record that may have in the field what is asked for; all where that is not known. For loops within expressions."""
    if len(items) < FEW:
        return items
    known = c.listings.get(id(items))
    if known is None:
        known = c.listings[id(items)] = Listing(items)  # which holds the list, so that its id is its own
    return known.sought(name, ask).items
