"""The shape of a case record, worked out once from its models: which fields hold dates, references and nested entries."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

from .record_kinds import DateKind, IdKind, Kind, Ref, kind_of
from .record_models import CaseRecord, Entry

FUTURE_DATES: Final = frozenset({"due", "planned", "expected", "born"})
"""The date fields that say nothing of when the record ends: they may lie in the future by nature, or long before the case."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a model: its Python name, its key in the file, its kind, whether it holds several, the allowed words of a closed list.

    `model` is that of the nested entries that it holds; then it has no kind.
    """

    name: str
    key: str
    kind: Kind | None
    many: bool
    model: type[Entry] | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a walk over the entries of one model needs, each field as its Python name and its key."""

    fields: dict[str, Field]
    """By key, in the order of the model."""
    has_id: bool
    has_complete: bool
    dates: tuple[str, ...]
    refs: tuple[tuple[str, str], ...]
    ref_lists: tuple[tuple[str, str], ...]
    parts: tuple[tuple[str, str], ...]
    """The fields that hold one nested entry."""
    lists: tuple[tuple[str, str], ...]
    """The fields that hold a list of nested entries."""


@cache
def shape_of(model: type[Entry]) -> Shape:
    """The shape of a model's entries."""
    fields = [field_of(name, info) for name, info in model.model_fields.items()]
    by_key: dict[str, Field] = {}
    for field in fields:
        by_key.setdefault(field.key, field)  # `invited` is read twice; the first of the two says what the key is
    refs = [field for field in fields if isinstance(field.kind, Ref) and field.kind.checked]
    nested = [field for field in fields if field.model]
    return Shape(
        fields=by_key,
        has_id=any(isinstance(field.kind, IdKind) for field in fields),
        has_complete="complete" in model.model_fields,
        dates=tuple(field.name for field in fields if isinstance(field.kind, DateKind) and field.name not in FUTURE_DATES),
        refs=tuple((field.name, field.key) for field in refs if not field.many),
        ref_lists=tuple((field.name, field.key) for field in refs if field.many),
        parts=tuple((field.name, field.key) for field in nested if not field.many),
        lists=tuple((field.name, field.key) for field in nested if field.many),
    )


def field_at(steps: tuple[str | int, ...]) -> Field | None:
    """The field that a path of keys and indices from the record leads to; None where the format knows none."""
    field: Field | None = None
    model: type[Entry] | None = CaseRecord
    for step in steps:
        if isinstance(step, str):
            field = None if model is None else shape_of(model).fields.get(step)
            model = None if field is None else field.model
    return field


def model_at(steps: tuple[str | int, ...]) -> type[Entry] | None:
    """The model of the mapping that a path leads to; the whole record's for the empty path."""
    if not steps:
        return CaseRecord
    field = field_at(steps)
    return field.model if field else None


def field_of(name: str, info: FieldInfo) -> Field:
    """The field of a model."""
    inner = _without_none(info.annotation)
    many = get_origin(inner) is tuple
    item = get_args(inner)[0] if many else inner
    model = item if isinstance(item, type) and issubclass(item, Entry) else None
    words = get_args(item) if get_origin(item) is Literal else ()
    return Field(name, info.alias or name, kind_of(info), many, model, words)


def _without_none(annotation: Any) -> Any:
    """The annotation without `| None` and without what `Annotated` adds to it."""
    for inner in get_args(annotation):
        if get_origin(annotation) in (tuple, Literal):
            break
        if inner is not type(None):
            return _without_none(inner)
    return annotation
