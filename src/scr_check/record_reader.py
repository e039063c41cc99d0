"""Reads a well-formed case record in one walk, by a table that the build of the package made from the models (`record_compiling`).

It says nothing of what is wrong with a record: at the first doubt of any kind it gives up, and `record_validation` reads the file. So a run
over records without a fault never loads pydantic. Without a table, or with one made from other models, it gives up at once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from .dates import parse_duration, parse_when
from .record_entries import NONE_THERE, Entry, Holder, PlainEntry, Record, names_of
from .sources import Document, Number, Word
from .vocabulary import REASONS, reason

SOURCES: Final = ("dates", "record_kinds", "record_models", "record_parts", "record_reader", "record_shape", "vocabulary")
"""The modules that say what the format is: a table is theirs as long as their texts are the same."""
_WHOLE: Final = re.compile(r"-?[0-9]+", re.ASCII)
_LONGEST_WORD: Final = 200  # as record_kinds has it, and so is the next
_LONGEST_FREE: Final = 100_000
_LONGEST: Final = 40  # as record_kinds.LONGEST_SHOWN: a longer text is no date and no length of time


class Doubt(ValueError):
    """Something that the table does not take as it stands."""


class Field(NamedTuple):
    """A key of a mapping: the field's name, how it is read, what that needs to know (allowed words, the nested model's name), its key.

    `dated`: its date says how far the record reaches.
    """

    name: str
    read: Callable[[_Walk, Any, Any], Any]
    given: Any
    key: str
    dated: bool


class Shape(NamedTuple):
    """How the entries of one model are read: their class, their fields by key, and the fields that must be there."""

    made: type[PlainEntry]
    fields: Mapping[str, Field]
    required: tuple[str, ...]


def read(document: Document) -> Record | None:
    """The record that a document holds, if it surely has no fault."""
    shapes = _shapes()
    data = document.data
    if shapes is None or data.__class__ is not dict or document.left_out():
        return None
    walk = _Walk(shapes)
    try:
        root = walk.entry(shapes["CaseRecord"], data)
    except (ValueError, KeyError):
        return None
    if (walk.complete and data.get("extracted") is None) or not walk.refs <= walk.by_id.keys():
        return None
    return Record(cast("Any", root), document, walk.by_id, max(walk.days, default=None), walk.holders, walk.answers,
                  words=frozenset(walk.words), speaks_at_once=walk.complete == int(data.get("complete") is not None))  # fmt: skip


class _Walk:
    """One reading: what it has gathered so far."""

    __slots__ = ("answers", "by_id", "complete", "days", "holders", "refs", "shapes", "words")

    def __init__(self, shapes: Mapping[str, Shape]) -> None:
        self.shapes = shapes
        self.by_id: dict[str, Entry] = {}
        self.holders: dict[int, Holder] = {}
        self.days: set[date] = set()
        self.refs: set[str] = set()
        self.words: set[str] = set()
        self.answers: dict[str, set[bool]] = {}
        self.complete = 0  # how often something says that it is

    def entry(self, shape: Shape, data: Any) -> PlainEntry:
        """The entry of a mapping, and all that it holds. Raises Doubt, ValueError or KeyError."""
        if data.__class__ is not dict:
            raise Doubt
        made, fields, required = shape
        entry = object.__new__(made)
        values = entry.__dict__
        for key, value in data.items():
            name, how, given, _, dated = fields[key]
            if value is None:
                if how is _agency:
                    values[name] = NONE_THERE
                continue
            values[name] = found = how(self, value, given)
            if dated:
                self.days.add(found.last)
            elif how is _entries:
                for index, inner in enumerate(found):
                    self.holders[id(inner)] = (entry, key, index)
            elif how is _part:
                self.holders[id(found)] = (entry, key, None)
            elif how is _invited and found is True and value is not True and value.__class__ is not Word:
                values["invited_on"] = when = parse_when(value)
                self.days.add(when.last)
        for name in required:
            if name not in values:
                raise Doubt
        if "id" in values and self.by_id.setdefault(values["id"], entry) is not entry:
            raise Doubt
        return entry


# How values are read. Each takes the walk, the value (never None) and what the field gives it.


def _text(walk: _Walk, value: Any, given: Any) -> str:
    """Text, whatever its letters say: a plain yes is text here, and a whole number of JSON. ``given``: it is free text, which may be long."""
    if value.__class__ is not str:
        if value.__class__ is not Word and (value.__class__ is not Number or _WHOLE.fullmatch(value) is None):
            raise Doubt
        value = str(value)
    if len(value) > _LONGEST_WORD and (not given or len(value) > _LONGEST_FREE):
        raise Doubt
    return cast("str", value)


def _texts(walk: _Walk, value: Any, given: Any) -> tuple[str, ...]:
    if value.__class__ is not list:
        raise Doubt
    found = tuple([_text(walk, item, None) for item in value])
    if "" in found:
        raise Doubt
    return found


def _open_word(walk: _Walk, value: Any, given: Any) -> str:
    """A word of an open list. ``given``: those that the format names; None: it is a reason for referral."""
    found = _text(walk, value, None)
    if given is None:
        found = reason(found)
    walk.words.add(found)
    return found


def _open_words(walk: _Walk, value: Any, given: Any) -> tuple[str, ...]:
    found = _texts(walk, value, None)
    if given is None:
        found = tuple([reason(item) for item in found])
    walk.words.update(found)
    return found


def _ref(walk: _Walk, value: Any, given: Any) -> str:
    found = value if value.__class__ is str else _text(walk, value, None)
    walk.refs.add(found)
    return found


def _refs(walk: _Walk, value: Any, given: Any) -> tuple[str, ...]:
    found = _texts(walk, value, None)
    walk.refs.update(found)
    return found


def _one_or_several(walk: _Walk, value: Any, given: Any) -> tuple[str, ...]:
    return _refs(walk, [value] if isinstance(value, str) else value, None)


def _agency(walk: _Walk, value: Any, given: Any) -> str:
    """A reference for which a written null says that there is none."""
    return _ref(walk, value, None)


def _word(walk: _Walk, value: Any, given: frozenset[str]) -> str:
    if value.__class__ is not str or value not in given:
        raise Doubt
    return value


def _date(walk: _Walk, value: Any, given: Any) -> Any:
    if value.__class__ is not str or len(value) > _LONGEST:
        raise Doubt
    return parse_when(value)


def _day(walk: _Walk, value: Any, given: Any) -> Any:
    when = _date(walk, value, None)
    if not when.exact:
        raise Doubt
    return when


def _duration(walk: _Walk, value: Any, given: Any) -> Any:
    if value.__class__ is not str or len(value) > _LONGEST:
        raise Doubt
    return parse_duration(value)


def _yes_no(walk: _Walk, value: Any, given: str) -> bool:
    """``given``: the field's name in a summary (``minutes.held``)."""
    if value.__class__ is Word:
        value = value in ("yes", "true")
    elif value is not True and value is not False:
        raise Doubt
    answers = walk.answers.get(given)
    if answers is None:
        walk.answers[given] = {value}
    else:
        answers.add(value)
    return cast("bool", value)


def _invited(walk: _Walk, value: Any, given: str) -> bool:
    """Yes or no, or the date of an invitation, which means yes and is kept as ``invited_on``."""
    if value.__class__ is str:
        _date(walk, value, None)
        value = True
    return _yes_no(walk, value, given)


def _complete(walk: _Walk, value: Any, given: tuple[str, ...]) -> tuple[str, ...]:
    walk.complete += 1
    if value.__class__ is str and value == "all":
        return given
    found = _texts(walk, value, None)
    for name in found:
        if name not in given:
            raise Doubt
    return found


def _part(walk: _Walk, value: Any, given: str) -> PlainEntry:
    return walk.entry(walk.shapes[given], value)


def _entries(walk: _Walk, value: Any, given: str) -> tuple[PlainEntry, ...]:
    if value.__class__ is not list:
        raise Doubt
    shape, entry = walk.shapes[given], walk.entry
    found = tuple([entry(shape, item) for item in value])
    if not all(value):
        raise Doubt  # an empty entry in a list
    return found


READERS: Final[dict[str, Callable[[_Walk, Any, Any], Any]]] = {
    "text": _text, "texts": _texts, "reason": _open_word, "reasons": _open_words, "open word": _open_word, "open words": _open_words,
    "ref": _ref, "refs": _refs, "one or several": _one_or_several, "agency": _agency, "word": _word, "date": _date, "day": _day,
    "duration": _duration, "yes or no": _yes_no, "invited": _invited, "complete": _complete, "part": _part, "entries": _entries,
}  # fmt: skip
"""How a field is read, by the name that the table gives."""
_OPEN: Final = frozenset({"reason", "reasons", "open word", "open words"})
"""Those of them that hold words of an open list."""


# The table


def sources_hash() -> str:
    """The hash of the modules that say what the format is."""
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for name in SOURCES:
        digest.update((folder / f"{name}.py").read_bytes())
    return digest.hexdigest()


@cache
def _shapes() -> Mapping[str, Shape] | None:
    """The shapes by the names of the models; None without a table of this format."""
    try:
        from .compiled import record_table  # noqa: PLC0415  (made when the package is built)

        if sources_hash() != record_table.SOURCES:
            return None
    except (ImportError, OSError):
        return None
    return shapes_of(record_table.MODELS)


def shapes_of(models: Mapping[str, Any]) -> dict[str, Shape]:
    """The classes and readers that a table describes: for each model its section, own dates, happenings, required fields and fields."""
    shapes = {}
    under = {given: key for *_, rows in models.values() for _, key, how, given, _ in rows if how in ("part", "entries")}
    for model, (section, own, happenings, required, not_before, rows) in models.items():
        summed = {key: f"{under.get(model, '')}.{key}" for _, key, how, _, _ in rows if how in ("yes or no", "invited")}
        fields = {key: Field(name, READERS[how], summed.get(key, given), key, dated) for name, key, how, given, dated in rows if how}
        body: dict[str, Any] = dict.fromkeys(name for name, *_ in rows)
        keys = {name: key for name, key, *_ in rows}
        body |= {"SECTION": section, "OWN_DATE": own, "HAPPENINGS": happenings, "KEYS": keys, "NAMES": names_of(keys)}
        body |= {"NOT_BEFORE": not_before, "OPEN": {name: REASONS if given is None else given for name, _, how, given, _ in rows if how in _OPEN}}
        shapes[model] = Shape(type(model, (PlainEntry,), body), fields, required)
    return shapes
