"""What is wrong with a case record, in plain words: what was found, what is allowed, the nearest known word, and where.

Free text is never repeated. Of other values at most `LONGEST_SHOWN` characters are shown, with nothing that a terminal would obey.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .dates import WRITE_A_DATE, WRITE_A_PERIOD
from .record_entries import pointer_of
from .record_kinds import LONGEST_FREE, LONGEST_SHOWN, ClosedWord, Complete, DateKind, DurationKind, IdKind, Kind, Ref, YesNoKind
from .record_shape import Field, field_at, model_at
from .sources import Document, Fault, Number
from .words import nearest

Steps = tuple[str | int, ...]
_YES_NO: Final = ("yes", "no", "true", "false")
MOST_FAULTS: Final = 1000
"""How many faults of one kind are told of a file: who mends these sees the others."""
MOST_SEARCHES: Final = 100
"""For how many faults the nearest word is looked for: a file of nothing but faults must not take minutes."""

# Of these kinds a message may show what was found; all others may hold what people wrote about people.
_SHOWN: Final[tuple[type[Kind], ...]] = (ClosedWord, Complete, DateKind, DurationKind, Ref, YesNoKind)


class UnfitNumber:
    """Stands in for a number of JSON that is not whole, which no field takes: not being text, every field refuses it."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        """Keep the number as the file writes it."""
        self.text = text


@dataclass(frozen=True, slots=True)
class Found:
    """One error that pydantic reports: its type, the path to it, the value, what its type adds, and the syntax of the file."""

    type: str
    steps: Steps
    value: Any
    context: Mapping[str, Any]
    syntax: str
    search: bool = True
    """Whether to look for the nearest known word."""

    @property
    def key(self) -> str:
        """The last key of the path."""
        return next((step for step in reversed(self.steps) if isinstance(step, str)), "")

    @property
    def field(self) -> Field | None:
        """The field that the path leads to."""
        return field_at(self.steps)

    def nearest(self, known: Iterable[str], word: str | None = None) -> str:
        """A question after the known word that is nearest to `word`, or to the value; nothing where none is."""
        return nearest(self.value if word is None else word, known) if self.search else ""


def shown(text: str) -> str:
    """The text in quotation marks, cut short, with whatever a terminal would obey escaped."""
    return repr(str(text[:LONGEST_SHOWN]) + ("..." if len(text) > LONGEST_SHOWN else ""))


def faults_of(errors: Iterable[Mapping[str, Any]], document: Document) -> list[Fault]:
    """A fault for each error of pydantic's list, at the place of its value; that of an unknown key at the key."""
    faults = []
    for count, error in enumerate(errors):
        if count >= MOST_FAULTS:
            faults.append(Fault(f"only {MOST_FAULTS:,} of its faults are told", None))
            break
        search = count < MOST_SEARCHES
        found = Found(error["type"], error["loc"], error["input"], error.get("ctx", {}), document.syntax, search)
        place = document.key_place if found.type == "extra_forbidden" else document.place
        faults.append(Fault(_message(found), place(pointer_of(found.steps))))
    return faults


def _message(found: Found) -> str:
    in_list = bool(found.steps) and isinstance(found.steps[-1], int)
    if found.value is None and not in_list and found.type not in ("extra_forbidden", "tuple_type", "model_type"):
        return _missing(found)  # only a field that must be there refuses None
    say = _MESSAGES.get(found.type, _other_kind)
    return say(found)


def _missing(found: Found) -> str:
    if len(found.steps) == 1:
        what = "begins with 'format: case/1'" if found.key == "format" else "needs the case's identifier"
        return f"{found.key!r} is missing: a case record {what}"
    return f"{found.key!r} is missing: each entry of {_holder(found.steps[:-1])} needs one"


def _unknown_key(found: Found) -> str:
    model = model_at(found.steps[:-1])
    known = list(dict.fromkeys(info.alias or name for name, info in model.model_fields.items())) if model else []
    where = f"an entry of {_holder(found.steps[:-1])}" if isinstance(found.steps[-2:-1], int) else _holder(found.steps[:-1])
    return f"the key {shown(found.key)} is not known in {where}{found.nearest(known, found.key)}; known are {', '.join(known)}"


def _holder(steps: Steps) -> str:
    keys = [step for step in steps if isinstance(step, str)]
    return f"'{keys[-1]}'" if keys else "a case record"


def _closed(found: Found) -> str:
    if not isinstance(found.value, str):
        return _other_kind(found)
    field = found.field
    if field and isinstance(field.kind, Complete):
        return _section_name(found, field.kind)
    allowed = field.words if field else ()
    near = found.nearest(allowed)
    return f"{found.key}: {shown(found.value)} is not allowed here{near}; allowed: {', '.join(allowed)}"


def _section_name(found: Found, kind: Complete) -> str:
    if found.value == "all":
        return "complete: 'all' stands alone, not in a list: write complete: all"
    which = "no nested section of this entry" if len(found.steps) > 2 else "no section"
    return f"complete: {shown(found.value)} is {which}{found.nearest(kind.names)}; allowed: {', '.join(kind.names)}"


def _yes_no(found: Found) -> str:
    value = found.value
    if not isinstance(value, str) or value.lower() not in _YES_NO:
        return _other_kind(found)
    if found.syntax == "json":
        return f"{found.key}: yes or no is wanted, found the text {shown(value)}: in JSON write true or false, without quotation marks"
    how = "without quotation marks" if value in _YES_NO else "in small letters, without quotation marks"
    return f"{found.key}: yes or no is wanted, found the text {shown(value)}: write {value.lower()} {how}"


def _invited(found: Found) -> str:
    if isinstance(found.value, str) and found.value.lower() in _YES_NO:
        return _yes_no(found)
    return f"{found.key}: yes, no or a date is wanted, found {_what(found)}"


def _day(found: Found) -> str:
    return f"{found.key}: the whole day is wanted, found {shown(found.value)}: write it as 2016-03-04"


def _empty(found: Found) -> str:
    return f"{found.key}: an empty text stands in the list: write a word or take the item out"


def _too_long(found: Found) -> str:
    most = found.context["max_length"]
    what = "a free text" if most == LONGEST_FREE else "an id, a word or a name"
    return f"{found.key}: a text of {len(found.value):,} characters: {what} has at most {most:,}"


def _worded(found: Found) -> str:
    return f"{found.key}: {found.context['error']}"


def _other_kind(found: Found) -> str:
    wanted, hint = _wanted(found)
    in_list = isinstance(found.steps[-1], int) if found.steps else False
    whole = found.type == "tuple_type"
    place = f"an item of {found.key}" if in_list else found.key or "the file"
    if not whole and in_list and found.value is None:
        return f"{place}: {wanted} is wanted, found nothing: take the item out"
    return f"{place}: {wanted} is wanted, found {_what(found)}{hint}"


def _wanted(found: Found) -> tuple[str, str]:
    """What the place takes, and a hint how to write it."""
    field = found.field
    if found.type == "tuple_type":
        names = field is not None and isinstance(field.kind, Complete)
        return ("a list of sections, or all,", "") if names else ("a list", "")
    if field is None or field.model:
        return "a mapping", ""
    for kind, wanted, hint in _WANTED:
        if isinstance(field.kind, kind):
            return wanted, hint
    quotes = ": put it in quotation marks if it is meant as text" if isinstance(found.value, bool | UnfitNumber) else ""
    return "text", quotes


def _what(found: Found) -> str:
    """What was found, by its kind; its own letters only where they cannot be what people wrote about people."""
    value = found.value
    field = found.field
    if value is None:
        return "nothing"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, bool):
        return "true" if value else "false"
    letters = value.text if isinstance(value, UnfitNumber) else str(value)
    number = isinstance(value, Number | UnfitNumber)
    if field is None or not isinstance(field.kind, _SHOWN):
        return "a number" if number else "a text"
    return f"the number {shown(letters)[1:-1]}" if number else f"the text {shown(letters)}"


_WANTED: Final[tuple[tuple[type[Kind], str, str], ...]] = (
    (DateKind, "a date", f": {WRITE_A_DATE}"),
    (DurationKind, "a period", f": {WRITE_A_PERIOD}"),
    (YesNoKind, "yes or no", ""),
    (IdKind, "an id", ""),
    (Ref, "the id of an entry", ""),
    (ClosedWord, "a word", ""),
    (Complete, "the name of a section", ""),
)
"""What a field of each kind takes, and a hint how to write it. All other kinds take text."""

_MESSAGES: Final[dict[str, Callable[[Found], str]]] = {
    "missing": _missing,
    "extra_forbidden": _unknown_key,
    "literal_error": _closed,
    "string_too_short": _empty,
    "string_too_long": _too_long,
    "value_error": _worded,
    "yes_no": _yes_no,
    "invited": _invited,
    "whole_day": _day,
}
"""What is said of each type of pydantic's errors. All others are values of another kind than their field's."""
