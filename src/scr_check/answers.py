"""The yes/no fields of a record and what they say: a field that says the same in every file may be filled in by habit."""

from __future__ import annotations

from scr_check.dates import When
from scr_check.record_entries import Entry, Record


def answers_of(record: Record) -> dict[str, tuple[bool, ...]]:
    """Of each yes/no field that is filled in, by the key of its section and its own (``minutes.held``), the values that stand in the record."""
    found = record.answers
    if found is None:
        found = {}
        _gather(record.root, "", found)
    return {name: tuple(sorted(values)) for name, values in sorted(found.items())}


def _gather(entry: Entry, section: str, found: dict[str, set[bool]]) -> None:
    for name, value in entry.values().items():
        kind = value.__class__
        if kind is str or kind is When:  # most are
            continue
        if kind is bool:
            key = f"{section}.{entry.KEYS[name]}"
            known = found.get(key)
            if known is None:
                known = found[key] = set()
            known.add(value)
        elif kind is tuple:
            if value and isinstance(value[0], Entry):
                key = entry.KEYS[name]
                for inner in value:
                    _gather(inner, key, found)
        elif isinstance(value, Entry):
            _gather(value, entry.KEYS[name], found)
