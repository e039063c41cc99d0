"""What a finding is called from one run to the next: made from the rule, the case and the names of the bound entries, never from places.

An entry's name is its ``id``; of one without, the name of what holds it, the key it stands under, and the values that tell it from its
neighbours (a participant's ``who``). Neighbours that share all of those are counted, in an order that their places do not decide. So a
finding keeps its identity while entries move within the file, and while what the rule asks for is filled in.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, Final

from scr_check.record import Record
from scr_check.record_entries import Entry

TOLD_APART_BY: Final[dict[str, tuple[str, ...]]] = {
    "participants": ("who",),
    "circulation": ("document", "to"),
    "agency_records": ("agency",),
    "views": ("agency",),
    "children": ("child",),
    "monitoring": ("on", "by"),
    "evidence": ("source", "document", "date"),
    "decisions": ("about", "on"),
    "escalations": ("about", "by", "to", "on"),
    "trusted_workers": ("person", "who"),
    "earlier_referrals": ("date", "from"),
}
"""Of each list whose entries have no id, by its key: the keys that tell one entry from another."""
LENGTH: Final = 32
"""Hexadecimal digits of an identity."""


def identity_of(rule: str, case: str, bound: Iterable[tuple[str, str]]) -> str:
    """The identity of a finding: 32 hexadecimal digits. ``bound``: each name that the rule binds, with the name of its entry."""
    told = json.dumps([rule, case, [list(one) for one in bound]], ensure_ascii=True)
    return sha256(told.encode("ascii")).hexdigest()[:LENGTH]


class Names:
    """The names of the entries of one record, each worked out once. Ask only for entries of the file, not for copies of them."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._known: dict[int, str] = {}

    def name(self, entry: Entry) -> str:
        """The entry's name: ``core-1``, ``core-1/participants:hv``, nothing for the whole. No two entries of a record share one."""
        known = self._known.get(id(entry))
        if known is None:
            known = self._known[id(entry)] = self._name(entry)
        return known

    def _name(self, entry: Entry) -> str:
        if entry is self._record.root:
            return ""
        if "id" in entry.KEYS:
            return _kept(getattr(entry, "id"))  # noqa: B009  (not every entry has one)
        holder, key, index = self._record.holder(entry)
        before = f"{self.name(holder)}/{key}"
        if index is None:
            return before
        self._name_all(before, holder, key)
        return self._known[id(entry)]

    def _name_all(self, before: str, holder: Entry, key: str) -> None:
        """Names every entry of a list by what tells it from its neighbours; from the second of those alike on, with a number."""
        alike: dict[str, list[Entry]] = {}
        for one in getattr(holder, holder.NAMES[key]):
            alike.setdefault(_told(one, key), []).append(one)
        for own, those in alike.items():
            for number, one in enumerate(sorted(those, key=_content) if len(those) > 1 else those, 1):
                self._known[id(one)] = f"{before}:{own}" + (f"#{number}" if number > 1 else "")


def _told(entry: Entry, key: str) -> str:
    return ",".join(_kept(_text(getattr(entry, entry.NAMES[name]))) for name in TOLD_APART_BY[key])


def _content(entry: Entry) -> str:
    """Everything that the entry says, so that entries alike in name stand in an order of their own."""
    return json.dumps(_plain(entry), sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, Entry):
        return {key: _plain(getattr(value, name)) for key, name in value.NAMES.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return _text(value)


def _text(value: Any) -> str:
    """A value as the record writes it; nothing for one that is not there."""
    if value is None:
        return ""
    return str(getattr(value, "text", value))


def _kept(text: str) -> str:
    """The text with what joins names made of others escaped, so that no two things get one name."""
    for mark, written in (("~", "~0"), ("/", "~1"), (":", "~2"), (",", "~3"), ("#", "~4")):
        text = text.replace(mark, written)
    return text
