"""Makes the table by which `record_reader` reads a well-formed record, from the pydantic models that define the format.

The build of the package writes it (`compiling.write`). A kind of field that the fast reader does not know stops the build.
"""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from .record_kinds import ClosedWord, Complete, DateKind, DurationKind, IdKind, OpenWord, ReasonKind, Ref, TextKind, YesNoKind
from .record_models import CaseRecord, Entry
from .record_reader import sources_hash
from .record_shape import FUTURE_DATES, Field, field_of

Row = tuple[str, str, str, Any, bool]
"""A field: its name, its key, how it is read (empty: with another field of the same key), what that needs, whether its date counts."""


def module() -> str:
    """The source of the module that holds the table."""
    lines = ['"""The format case/1, compiled from its models. Made by scr_check.record_compiling; do not edit."""', "", f"SOURCES = {sources_hash()!r}"]
    return "\n".join([*lines, "MODELS = {", *(f"    {name!r}: {_literal(row)}," for name, row in table().items()), "}", ""])


def table() -> dict[str, Any]:
    """For each model by its name: section, own dates, happenings, required fields, what cannot lie before what, fields."""
    models: list[type[Entry]] = [CaseRecord]
    made: dict[str, Any] = {}
    for model in models:
        fields = [field_of(name, info) for name, info in model.model_fields.items()]
        models.extend(field.model for field in fields if field.model and field.model not in models)
        required = tuple(name for name, info in model.model_fields.items() if info.is_required())
        made[model.__name__] = (model.SECTION, model.OWN_DATE, model.HAPPENINGS, required, dict(model.NOT_BEFORE), tuple(_rows(model, fields)))
    return made


def _rows(model: type[Entry], fields: list[Field]) -> list[Row]:
    keys = [field.key for field in fields]
    rows: list[Row] = []
    for field in fields:
        how, given = _how(model, field)
        if keys.count(field.key) > 1:  # `invited` is read twice, once as yes or no and once as a date
            how = "invited" if isinstance(field.kind, YesNoKind) else ""
        rows.append((field.name, field.key, how, given, how in ("date", "day") and field.name not in FUTURE_DATES))
    return rows


def _how(model: type[Entry], field: Field) -> tuple[str, Any]:
    """The name of the field's reader, and what that needs to know."""
    kind, many = field.kind, field.many
    if field.model is not None:
        return ("entries" if many else "part"), field.model.__name__
    if isinstance(kind, Complete):
        return "complete", kind.names
    if isinstance(kind, ClosedWord) and not many:
        return "word", frozenset(field.words)
    if isinstance(kind, Ref):
        return _reference(model, field, kind), None
    if isinstance(kind, OpenWord):
        return ("open words" if many else "open word"), kind.words
    names: dict[type, tuple[str, str]] = {
        TextKind: ("text", "texts"), IdKind: ("text", ""), ReasonKind: ("reason", "reasons"),
        DateKind: ("day" if isinstance(kind, DateKind) and kind.whole else "date", ""), YesNoKind: ("yes or no", ""), DurationKind: ("duration", ""),
    }  # fmt: skip
    how = names.get(type(kind), ("", ""))[many]
    if isinstance(kind, TextKind) and kind.free and not many:
        return how, True
    if not how:
        raise TypeError(f"{model.__name__}.{field.name}: no fast reader for {kind}{' in a list' if many else ''}")
    return how, None


def _reference(model: type[Entry], field: Field, kind: Ref) -> str:
    if not kind.checked:
        return "texts" if field.many else "text"
    if kind.nullable:
        return "agency"
    if not field.many:
        return "ref"
    adapter: TypeAdapter[Any] = TypeAdapter(model.model_fields[field.name].annotation)  # type: ignore[arg-type]
    try:
        adapter.validate_python("x")
    except ValidationError:
        return "refs"
    return "one or several"


def _literal(value: Any) -> str:
    """Python source of a value; sets in one order, so that the same models give the same table."""
    if isinstance(value, tuple):
        inner = ", ".join(_literal(item) for item in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    return f"frozenset({sorted(value)!r})" if isinstance(value, frozenset) else repr(value)
