"""The JSON Schema of the format case/1, for editors and exporters, and the blank record of `scr-check new`.

Both are made from the models, so that no field can be forgotten. The schema takes what a YAML parser of an editor makes of a
record: `yes` may be a text, `21` an integer. It does not look up references; the reader of the record does.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import Any, Final

from .record_descriptions import description
from .record_kinds import LONGEST_FREE, LONGEST_WORD, ClosedWord, Complete, DateKind, DurationKind, IdKind, OpenWord, ReasonKind, Ref, TextKind, YesNoKind
from .record_models import CaseRecord, Entry
from .record_shape import Field, shape_of
from .vocabulary import CENSUS_CODES, TOP_SECTIONS

Schema = dict[str, Any]

_TEXT: Final[Schema] = {"type": ["string", "integer"], "maxLength": LONGEST_WORD}
_FREE_TEXT: Final[Schema] = {"type": ["string", "integer"], "maxLength": LONGEST_FREE}
_SOME_TEXT: Final[Schema] = {"type": ["string", "integer"], "minLength": 1, "maxLength": LONGEST_WORD}
_YES_NO: Final[Schema] = {"enum": [True, False, "yes", "no"]}
_DATE: Final[Schema] = {
    "anyOf": [
        {"type": "string", "pattern": "^(19|20|21)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"},
        {"type": "integer", "minimum": 1900, "maximum": 2199},
    ]
}
_DAY: Final[Schema] = {"type": "string", "pattern": "^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}
_PERIOD: Final[Schema] = {"type": "string", "pattern": "^[1-9][0-9]{0,4} (day|working day|week|month|year)s?$"}
_REASON: Final[Schema] = {**_SOME_TEXT, "examples": list(dict.fromkeys(CENSUS_CODES.values()))}
_NOTHING: Final[Schema] = {
    "description": "Nothing: as if the key were not there.",
    "anyOf": [{"type": "null"}, {"type": "string", "maxLength": 0}, {"type": "object", "maxProperties": 0}],
}
_ABSENT: Final[Schema] = {"$ref": "#/$defs/Nothing"}
_INVITED: Final = "invited"
_CAPITAL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST_LINE: Final = 118


def record_schema() -> Schema:
    """The JSON Schema, draft 2020-12, of a case record."""
    models: dict[type[Entry], Schema] = {}
    root = _model_schema(CaseRecord, models)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **root,
        "title": "Case record, format case/1",
        "if": {"required": ["complete"], "properties": {"complete": {"not": _ABSENT}}},
        "then": {"required": ["extracted"], "properties": {"extracted": {"not": _ABSENT}}},
        "$defs": {"Nothing": _NOTHING, **{model.__name__: schema for model, schema in models.items()}},
    }


def _model_schema(model: type[Entry], models: dict[type[Entry], Schema]) -> Schema:
    """The schema of a model's entries. Those of the models within are added to `models`."""
    fields = shape_of(model).fields
    required = [key for key, field in fields.items() if model.model_fields[field.name].is_required()]
    schema: Schema = {
        "title": _CAPITAL.sub(" ", model.__name__).capitalize(),
        "description": (model.__doc__ or "").strip().partition(". ")[0].removesuffix(".") + ".",
        "type": "object",
        "additionalProperties": False,
    }
    if required:
        schema["required"] = required
    schema["properties"] = {key: _property(model, field, key in required, models) for key, field in fields.items()}
    return schema


def _property(model: type[Entry], field: Field, required: bool, models: dict[type[Entry], Schema]) -> Schema:
    value = _entries(field, models) if field.model else _value(field)
    said = {"description": description(model.__name__, field.key)}
    if required:
        return {**said, **value}
    return {**said, "anyOf": [*(value["anyOf"] if set(value) == {"anyOf"} else [value]), _ABSENT]}


def _entries(field: Field, models: dict[type[Entry], Schema]) -> Schema:
    """A nested entry, or a list of such."""
    model = field.model
    assert model is not None  # asked for such fields only
    if model not in models:
        models[model] = {}  # keeps its place in the order
        models[model] = _model_schema(model, models)
    one: Schema = {"$ref": f"#/$defs/{model.__name__}"}
    return {"type": "array", "items": {**one, "minProperties": 1}} if field.many else one


def _value(field: Field) -> Schema:
    kind = field.kind
    if isinstance(kind, Complete):
        return {"anyOf": [{"const": "all"}, {"type": "array", "items": {"enum": list(kind.names)}}]}
    if field.key == _INVITED:
        return {"anyOf": [_YES_NO, *_DATE["anyOf"]]}
    one = _one_value(field)
    if not field.many:
        return one
    several = {"type": "array", "items": one}
    return {"anyOf": [one, several]} if field.key == "plan" else several


def _one_value(field: Field) -> Schema:
    kind = field.kind
    if isinstance(kind, ClosedWord):
        return {"enum": list(field.words)}
    if isinstance(kind, DateKind):
        return _DAY if kind.whole else _DATE
    if isinstance(kind, YesNoKind):
        return _YES_NO
    if isinstance(kind, DurationKind):
        return _PERIOD
    if isinstance(kind, ReasonKind):
        return _REASON
    if isinstance(kind, TextKind) and kind.free:
        return _FREE_TEXT
    if isinstance(kind, IdKind | Ref):
        return _SOME_TEXT
    if isinstance(kind, OpenWord) and kind.words:
        return {**_SOME_TEXT, "examples": list(kind.words)}
    return _SOME_TEXT if field.many else _TEXT


_HEAD: Final = """\
## A case record in the format case/1, to be filled in.
##
## A line with one '#' can be used: take '# ' away and write the value. A line with two is an explanation.
## What is left out, or left empty, is not recorded. Dates are written 2016-03-04, or 2016-03 or 2016 where no more is known.
## Each entry has an id of its own; other entries name it by that id.
format: case/1
case: new

## The day on which all this was known, and the sections that hold everything known on that day (or: all).
## In a section listed there, what is not in the file did not happen.
# extracted: 2016-03-04
# system:
# complete: []
"""


def blank_record() -> str:
    """A commented case record in YAML that holds nothing yet; it can be read as it is."""
    fields = shape_of(CaseRecord).fields
    return _HEAD + "".join(f"\n{text}" for text in (_blank_section(fields[name]) for name in TOP_SECTIONS))


def _blank_section(field: Field) -> str:
    model = field.model
    assert model is not None  # every section holds entries
    lines = [*_explained(description("CaseRecord", field.key)), f"# {field.key}:"]
    for count, inner in enumerate(shape_of(model).fields.values()):
        indent = "  " if not field.many else "  - " if count == 0 else "    "
        lines.append(_blank_field(inner, indent))
    return "\n".join(lines) + "\n"


def _blank_field(field: Field, indent: str) -> str:
    """One key to fill in. Nested entries and the keys where nothing means none are explanations, so that they cannot be left empty."""
    nullable = isinstance(field.kind, Ref) and field.kind.nullable
    if field.model:
        keys = ", ".join(shape_of(field.model).fields)
        return f"##{indent}{field.key}: {f'[{{{keys}}}, ...]' if field.many else f'{{{keys}}}'}"
    mark, note = ("##", "the agency's id, or null: there is none") if nullable else ("# ", _note(field))
    line = f"{mark}{indent}{field.key}:"
    if len(line) + len(note) < _LONGEST_LINE:
        return line + (f"  # {note}" if note else "")
    space = "##" + " " * (len(indent) + 2)
    return "\n".join([line, *textwrap.wrap(note, _LONGEST_LINE, initial_indent=space, subsequent_indent=space)])


def _note(field: Field) -> str:
    if field.words:
        return " | ".join(field.words)
    kind = field.kind
    if isinstance(kind, Complete):
        return f"[{', '.join(kind.names)}]: those that hold everything known on the day of 'extracted'"
    notes: list[tuple[type, str]] = [(DateKind, "a date"), (YesNoKind, "yes | no"), (DurationKind, "such as 6 months"), (Ref, "an id")]
    if isinstance(kind, OpenWord) and kind.words:
        return f"{', '.join(kind.words)}, ..."
    note = next((note for known, note in notes if isinstance(kind, known)), "")
    return f"[{note or 'word'}, ...]" if field.many else note


def _explained(text: str) -> Iterator[str]:
    yield from textwrap.wrap(text, _LONGEST_LINE, initial_indent="## ", subsequent_indent="## ")
