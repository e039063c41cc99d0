"""The yes/no fields of a record and what they say: a field that says the same in every file may be filled in by habit."""

from __future__ import annotations

from scr_check.record_entries import Entry


def answers_of(root: Entry) -> dict[str, tuple[bool, ...]]:
    """Of each yes/no field that is filled in, by the key of its section and its own (``minutes.held``), the values that stand in the record."""
    found: dict[str, set[bool]] = {}
    _gather(root, "", found)
    return {name: tuple(sorted(values)) for name, values in sorted(found.items())}


def _gather(entry: Entry, section: str, found: dict[str, set[bool]]) -> None:
    keys = entry.KEYS
    for name, value in entry.values().items():
        if value is True or value is False:
            found.setdefault(f"{section}.{keys[name]}", set()).add(value)
        elif value.__class__ is tuple and value and isinstance(value[0], Entry):
            for inner in value:
                _gather(inner, keys[name], found)
        elif isinstance(value, Entry):
            _gather(value, keys[name], found)
