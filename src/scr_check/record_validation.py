"""Reads a case record by its pydantic models, which define the format; words and places every fault of it.

The entries are in `record_models`, their kinds of field in `record_kinds`; the messages of a refusal in `record_faults`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from pydantic import ValidationError

from .record_entries import Entry, Holder, Record, pointer_of, steps_to
from .record_faults import MOST_FAULTS, MOST_SEARCHES, UnfitNumber, faults_of, shown
from .record_mending import MENDED, mend
from .record_models import CaseRecord
from .record_shape import model_at, shape_of
from .sources import Document, Fault, Number, Refused
from .words import nearest

_WHOLE = re.compile(r"-?[0-9]+", re.ASCII)
MOST_WORDS: Final = 10_000
"""Words and empty entries of all lists of a record. One of a thousand meetings has two thousand."""
_COLLECTIONS: Final = frozenset((dict, list))
_MOST_COMPARED: Final = 200_000  # ids looked at for the nearest of all: a second's work


def validated(document: Document) -> Record:
    """The record that a document holds, by the models of the format. Raises `sources.Refused` with every fault of it, each with its place."""
    data = document.data
    if not isinstance(data, dict):
        what = "a list" if isinstance(data, list) else "nothing" if data is None else "a single value"
        raise Refused([Fault(f"a case record is a mapping that begins with 'format: case/1', found {what}", document.place(""))])
    crowded = _crowded(data)
    if crowded is not None:
        message = f"the lists of this record hold more than {MOST_WORDS:,} words and empty entries in all, up to here: a case needs far fewer"
        raise Refused([Fault(message, document.place(pointer_of(crowded)))])
    if document.syntax == "json" and _has_unfit_number(data):
        data = _without_unfit_numbers(data)
    try:
        root = CaseRecord.model_validate(data)
    except ValidationError as error:
        raise Refused(_all_faults(error.errors(include_url=False), data, document)) from None
    walk = _Walk(root)
    faults = [*_unknown_empty(document), *walk.faults(document)]
    if faults:
        raise Refused(faults)
    return Record(root, document, walk.by_id, walk.last_date, walk.holders)


def _crowded(data: Any) -> tuple[str | int, ...] | None:
    """The path of the list in which words and empty entries become too many; None where there are not so many. pydantic would make a fault of each."""
    left = MOST_WORDS
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), data)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, dict):
            waiting += [((*path, key), inner) for key, inner in value.items() if inner and inner.__class__ in _COLLECTIONS]
        else:
            left -= sum(1 for inner in value if not inner or inner.__class__ not in _COLLECTIONS)
            if left < 0:
                return path
            waiting += [((*path, number), inner) for number, inner in enumerate(value) if inner and inner.__class__ in _COLLECTIONS]
    return None


def _unknown_empty(document: Document) -> list[Fault]:
    """Keys that the format does not know are a fault with an empty value, too."""
    unknown = []
    for path in document.left_out():
        model = model_at(path[:-1])
        if model is not None and not any(path[-1] in (name, info.alias) for name, info in model.model_fields.items()):
            unknown.append({"type": "extra_forbidden", "loc": path, "input": None})
    return faults_of(unknown, document)


def _all_faults(errors: list[Any], data: dict[str, Any], document: Document) -> list[Fault]:
    """The faults of the values, and those of ids and references in what is left without them."""
    faults = [*faults_of(errors, document), *_unknown_empty(document)]
    if len(errors) > MOST_FAULTS:
        return faults  # who mends so many reads the file again, and then hears of its ids and references
    root, lost = mend(data, errors)
    if root is not None:
        places = {fault.place for fault in faults}
        faults += [fault for fault in _Walk(root, lost).faults(document) if fault.place not in places]
    return faults


def _has_unfit_number(value: Any) -> bool:
    if type(value) is dict:
        return any(_has_unfit_number(inner) for inner in value.values())
    if type(value) is list:
        return any(_has_unfit_number(inner) for inner in value)
    return type(value) is Number and _WHOLE.fullmatch(value) is None


def _without_unfit_numbers(value: Any) -> Any:
    """The data, where what stands for a number that is not whole is text to no field."""
    if isinstance(value, dict):
        return {key: _without_unfit_numbers(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_unfit_numbers(inner) for inner in value]
    unfit = isinstance(value, Number) and _WHOLE.fullmatch(value) is None
    return UnfitNumber(str(value)) if unfit else value


def _value_at(data: Any, steps: list[str | int]) -> Any:
    for step in steps:
        data = data[step]
    return data


class _Walk:
    """One walk over a record's entries, which gathers its ids, holders, dates, and what must be looked up after it."""

    def __init__(self, root: CaseRecord, lost: set[str] | None = None) -> None:
        """Walk. `lost` are ids of the file that the record no longer holds: a reference to one is no fault."""
        self.root = root
        self.by_id: dict[str, Entry] = {}
        self.holders: dict[int, Holder] = {}
        self.last_date: date | None = None
        self._lost = lost or set()
        self._same: list[Entry] = []
        self._refs: list[tuple[str, Entry, str, int | None]] = []
        self._empty: list[Entry] = []
        self._complete: list[Entry] = []
        days: set[date] = set()
        self._visit(root, days)
        self.last_date = max(days, default=None)

    def _visit(self, entry: Entry, days: set[date]) -> None:
        """Gather what one entry holds, then what its entries hold. Long, for it runs once for every entry and a call costs more."""
        values = entry.__dict__
        shape = shape_of(type(entry))  # type: ignore[arg-type]  # every entry here has a model
        if shape.has_id and self.by_id.setdefault(values["id"], entry) is not entry:
            self._same.append(entry)
        if shape.has_complete and values["complete"] is not None:
            self._complete.append(entry)
        for name in shape.dates:
            if values[name] is not None:
                days.add(values[name].last)
        refs = self._refs
        for name, key in shape.refs:
            value = values[name]
            if value.__class__ is str:  # neither None nor NONE_THERE
                refs.append((value, entry, key, None))
        for name, key in shape.ref_lists:
            for index, value in enumerate(values[name] or ()):
                refs.append((value, entry, key, index))
        for name, key in shape.parts:
            part = values[name]
            if part is not None:
                self.holders[id(part)] = (entry, key, None)
                self._visit(part, days)
        for name, key in shape.lists:
            for index, item in enumerate(values[name] or ()):
                self.holders[id(item)] = (entry, key, index)
                if not item.__pydantic_fields_set__:
                    self._empty.append(item)
                self._visit(item, days)

    def faults(self, document: Document) -> Iterator[Fault]:
        """Ids given twice, references to nothing, empty entries, and `complete` without `extracted`."""
        yield from self._same_ids(document)
        yield from self._loose_references(document)
        for entry in self._empty:
            if _value_at(document.data, steps_to(entry, self.root, self.holders)):
                continue  # not empty in the file: what it holds is a fault itself
            yield Fault("an empty entry stands in the list: fill it in or take it out", document.place(self._pointer(entry)))
        # What the file says, not what was read: a wrong `extracted` is another fault.
        if self._complete and document.data.get("extracted") is None:
            for entry in self._complete:
                place = document.key_place(self._pointer(entry, "complete"))
                yield Fault("'complete' needs 'extracted', the day on which all this was known", place)

    def _same_ids(self, document: Document) -> Iterator[Fault]:
        """The file's order decides which is the first of two: sections stand in any."""
        groups: dict[str, list[Any]] = {}
        for entry in self._same:
            name: str = entry.__dict__["id"]
            group = groups.setdefault(name, [document.place(self._pointer(self.by_id[name], "id"))])
            group.append(document.place(self._pointer(entry, "id")))
        for name, group in groups.items():
            first, *others = sorted(group)
            for place in others:
                yield Fault(f"the id {shown(name)} is already that of an entry in line {first.line}: an id is given once", place)

    def _loose_references(self, document: Document) -> Iterator[Fault]:
        by_id, searches = self.by_id, 0
        most = min(MOST_SEARCHES, _MOST_COMPARED // (len(self.by_id) + 1))
        for value, entry, key, index in self._refs:
            if value in by_id or value in self._lost or value.startswith(MENDED):
                continue
            searches += 1
            if searches > MOST_FAULTS:
                yield Fault(f"only {MOST_FAULTS:,} of its references to nothing are told", None)
                return
            near = nearest(value, by_id) if searches <= most else ""
            steps = (key,) if index is None else (key, index)
            yield Fault(f"{key}: no entry of this file has the id {shown(value)}{near}", document.place(self._pointer(entry, *steps)))

    def _pointer(self, entry: Entry, *steps: str | int) -> str:
        return pointer_of((*steps_to(entry, self.root, self.holders), *steps))
