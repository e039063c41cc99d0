"""The static kinds of expressions, read off the record's models: what each name and field is, before any record is there."""

from __future__ import annotations

import types
import typing
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from scr_check import record_kinds, record_models
from scr_check.record_models import CaseRecord, Entry
from scr_check.vocabulary import TOP_SECTIONS

VERDICTS = ("met", "met_late", "breached", "not_recorded", "unknown", "conflict", "due", "holding", "noted", "not_applicable")
#: Functions of the rule language: fewest and most arguments.
FUNCTIONS = {
    "any": (1, 1), "all": (1, 1), "count": (1, 1), "recorded": (1, 1), "earliest": (1, 8), "latest": (1, 8), "first_recorded": (1, 8),
    "days": (2, 2), "weekday": (1, 1), "is_working_day": (1, 1), "agency_of": (1, 1), "verdict": (1, 1),
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A kind of value."""

    def said(self) -> str:
        """The kind in words, for messages."""
        return "a value"

    def compares_with(self, other: Kind) -> bool:
        """Can two values of these kinds be equal?"""
        return type(self) is type(other)


@dataclass(frozen=True)
class EntryOf(Kind):
    """One entry of the record. ``maybe``: it may be absent (a mapping, a ``let``). ``local``: bound by a loop inside an expression."""

    of: tuple[type[Entry], ...] = ()
    maybe: bool = False
    local: bool = False

    def models(self) -> tuple[type[Entry], ...]:
        """The models that the entry may be of."""
        return self.of

    def said(self) -> str:
        """The kind in words."""
        return "an entry of " + " or ".join(sorted({model.SECTION for model in self.of}))


@dataclass(frozen=True)
class Many(Kind):
    """A list. ``section``: a list of happenings, whole only if the section is complete; else a plain list, whole if it is there."""

    of: Kind = Kind()
    section: bool = False

    def said(self) -> str:
        """The kind in words."""
        return "a list"


@dataclass(frozen=True)
class Scalar(Kind):
    """Anything that is written as one word."""

    def compares_with(self, other: Kind) -> bool:
        """Words, ids and literals may be equal; so a field of ids and one of words that may be ids (``about``)."""
        return isinstance(other, Scalar)


@dataclass(frozen=True)
class Word(Scalar):
    """A word of a list; ``closed`` holds the list if it is closed."""

    closed: tuple[str, ...] = ()

    def said(self) -> str:
        """The kind in words."""
        return "a word"


@dataclass(frozen=True)
class Literal(Scalar):
    """A word in quotation marks."""

    def said(self) -> str:
        """The kind in words."""
        return "a word in quotation marks"


@dataclass(frozen=True)
class Id(Scalar):
    """An entry's own id."""

    def said(self) -> str:
        """The kind in words."""
        return "an id"


@dataclass(frozen=True)
class Ref(Scalar):
    """The id of another entry; a dot follows it."""

    sections: tuple[str, ...] = ()

    def models(self) -> tuple[type[Entry], ...]:
        """The models of the entries that it may name."""
        return tuple(model for name in self.sections for model in SECTION_MODELS.get(name, ()))

    def said(self) -> str:
        """The kind in words."""
        return "the id of an entry of " + " or ".join(self.sections)


@dataclass(frozen=True)
class Day(Kind):
    """A date."""

    def said(self) -> str:
        """The kind in words."""
        return "a date"


@dataclass(frozen=True)
class Span(Kind):
    """A duration."""

    def said(self) -> str:
        """The kind in words."""
        return "a duration"


@dataclass(frozen=True)
class Number(Kind):
    """A whole number or a count."""

    def said(self) -> str:
        """The kind in words."""
        return "a number"


@dataclass(frozen=True)
class YesNo(Kind):
    """A yes/no field."""

    def said(self) -> str:
        """The kind in words."""
        return "yes or no"


@dataclass(frozen=True)
class Truth(Kind):
    """A condition."""

    def said(self) -> str:
        """The kind in words."""
        return "a condition"


@dataclass(frozen=True)
class Field:
    """A field of an entry: its Python name, the key in the file, whether its absence is an absence, whether it may be written as none."""

    name: str
    key: str
    kind: Kind
    happening: bool
    may_be_none: bool = False


def of_parameter(kind: str) -> Kind:
    """The kind of a parameter's value."""
    return {"duration": Span(), "number": Number(), "date": Day()}[kind]


def local(kind: Kind) -> Kind:
    """The same entry, bound by a loop inside an expression."""
    return replace(kind, local=True) if isinstance(kind, EntryOf) else kind


def joined(kinds: list[Kind]) -> Kind:
    """One kind for a field that several models have."""
    first = kinds[0]
    if all(kind == first for kind in kinds):
        return first
    if all(isinstance(kind, Word) for kind in kinds):
        words = [kind.closed for kind in kinds if isinstance(kind, Word)]
        return Word(tuple(dict.fromkeys(w for closed in words for w in closed)) if all(words) else ())
    if all(isinstance(kind, EntryOf) for kind in kinds):
        return EntryOf(tuple(dict.fromkeys(m for kind in kinds if isinstance(kind, EntryOf) for m in kind.of)), maybe=True)
    if all(isinstance(kind, Many) for kind in kinds):
        return Many(joined([kind.of for kind in kinds if isinstance(kind, Many)]), any(k.section for k in kinds if isinstance(k, Many)))
    return Word() if all(isinstance(kind, Scalar) for kind in kinds) else Kind()


def _entry_model(annotation: Any) -> type[Entry] | None:
    """The entry model inside ``tuple[Model, ...] | None`` or ``Model | None``."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return annotation
    for inner in typing.get_args(annotation):
        found = _entry_model(inner)
        if found is not None:
            return found
    return None


def _listed(annotation: Any) -> bool:
    if typing.get_origin(annotation) is tuple:
        return True
    origin = typing.get_origin(annotation)
    nested = origin in (typing.Union, types.UnionType, typing.Annotated)
    return nested and any(_listed(inner) for inner in typing.get_args(annotation))


def _words(annotation: Any) -> tuple[str, ...]:
    if typing.get_origin(annotation) is typing.Literal:
        return tuple(word for word in typing.get_args(annotation) if isinstance(word, str))
    return tuple(word for inner in typing.get_args(annotation) for word in _words(inner))


def _scalar(mark: Any, annotation: Any) -> Kind:
    if isinstance(mark, record_kinds.Ref):
        return Ref(sections=mark.sections)
    if isinstance(mark, record_kinds.DateKind):
        return Day()
    if isinstance(mark, record_kinds.YesNoKind):
        return YesNo()
    if isinstance(mark, record_kinds.DurationKind):
        return Span()
    if isinstance(mark, record_kinds.IdKind):
        return Id()
    return Word(_words(annotation) if isinstance(mark, record_kinds.ClosedWord) else ())


def _field(model: type[Entry], name: str) -> Field:
    info = model.model_fields[name]
    mark, entry, listed = record_kinds.kind_of(info), _entry_model(info.annotation), _listed(info.annotation)
    if entry is not None:
        kind: Kind = Many(EntryOf((entry,)), True) if listed else EntryOf((entry,), maybe=True)
    else:
        scalar = _scalar(mark, info.annotation)
        kind = Many(scalar) if listed else scalar
    none = isinstance(mark, record_kinds.Ref) and mark.nullable
    return Field(name, info.alias or name, kind, name in model.HAPPENINGS, none)


@cache
def _fields(model: type[Entry]) -> dict[str, Field]:
    return {name: _field(model, name) for name in model.model_fields}


def _all_models() -> list[type[Entry]]:
    found = [value for value in vars(record_models).values() if isinstance(value, type) and issubclass(value, Entry) and value is not Entry]
    return list(dict.fromkeys(found))


FIELDS: dict[type[Entry], dict[str, Field]] = {model: _fields(model) for model in _all_models()}
ROOT = EntryOf((CaseRecord,))
ROOT_FIELDS = {name: info for name, info in FIELDS[CaseRecord].items() if name in TOP_SECTIONS or name in ("extracted", "case")}
SECTION_MODELS: dict[str, tuple[type[Entry], ...]] = {
    name: (info.kind.of.of if isinstance(info.kind, Many) and isinstance(info.kind.of, EntryOf) else info.kind.models())  # type: ignore[attr-defined]
    for name, info in FIELDS[CaseRecord].items()
    if name in TOP_SECTIONS
}
AGENCY = Ref(sections=("agencies",))


def joined_entries(kinds: list[Kind]) -> Kind:
    """One kind for a name that several branches bind."""
    if len(kinds) == 1:
        return kinds[0]
    return EntryOf(tuple(dict.fromkeys(model for kind in kinds if isinstance(kind, EntryOf) for model in kind.of)))
