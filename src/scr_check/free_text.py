"""The free text of a record, for who asks for it with ``--show-text``: what people wrote for people, and may hold names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scr_check.case_results import FreeText
from scr_check.record import Record
from scr_check.record_kinds import TextKind
from scr_check.record_models import Entry
from scr_check.record_shape import model_at, shape_of


def texts_of(record: Record) -> dict[str, tuple[FreeText, ...]]:
    """Of each entry that has any, by its pointer, the free text in it, in the order of the file."""
    found: dict[str, list[FreeText]] = {}
    for steps, key, text in _texts(record.document.data, ()):
        entry = "".join(f"/{step}" for step in steps)
        pointer = f"{entry}/{key}"
        found.setdefault(entry, []).append(FreeText(_name(record.document.data, steps), key, pointer, record.document.place(pointer).line, text))
    return {entry: tuple(texts) for entry, texts in found.items()}


def _texts(value: Any, steps: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Every free text below: the steps to its entry, its key, the text. A key of the format needs no escape in a pointer."""
    if isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*steps, number))
    if not isinstance(value, dict):
        return
    free = _free(model_at(steps))
    for key, inner in value.items():
        if key in free and isinstance(inner, str) and inner:
            yield steps, key, inner
        elif isinstance(inner, dict | list):
            yield from _texts(inner, (*steps, key))


def _free(model: type[Entry] | None) -> frozenset[str]:
    """The keys of a model's fields that hold free text."""
    fields = shape_of(model).fields.values() if model is not None else ()
    return frozenset(field.key for field in fields if isinstance(field.kind, TextKind) and field.key != "case")


def _name(data: Any, steps: tuple[str | int, ...]) -> str:
    """The id of an entry; of one that has none, the last key on the way to it."""
    for step in steps:
        data = data[step]
    return str(data["id"]) if "id" in data else str(next((step for step in reversed(steps) if isinstance(step, str)), "case"))
