"""The JSON Schema of case/1, held against the reader of records, and the blank record."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from scr_check.record import read_record
from scr_check.record_descriptions import FIELDS, SECTIONS, description
from scr_check.record_kinds import DateKind, DurationKind, Kind, OpenWord, ReasonKind, Ref, TextKind, YesNoKind
from scr_check.record_models import CaseRecord
from scr_check.record_schema import blank_record, record_schema
from scr_check.record_shape import Field, shape_of
from scr_check.sources import read
from scr_check.vocabulary import TOP_SECTIONS
from test_record import CASE, HEAD, every_model

SCHEMA = record_schema()
VALIDATOR = Draft202012Validator(SCHEMA)


class Editor(yaml.SafeLoader):
    """Reads YAML 1.2, as editors do: of words only true and false are bools."""

    yaml_implicit_resolvers = {
        first: [(tag, form) for tag, form in pairs if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def as_an_editor_reads(text: str, loader: type[yaml.SafeLoader] = Editor) -> Any:
    """What YAML's own guesses make of a record, dates turned into text. YAML 1.1 takes the key `on` for true; that is undone."""
    return json.loads(json.dumps(yaml.load(text, loader), default=datetime.date.isoformat).replace('"true":', '"on":'))


def test_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    json.dumps(SCHEMA)


def test_a_record_is_valid() -> None:
    VALIDATOR.validate(as_an_editor_reads(CASE))
    VALIDATOR.validate(as_an_editor_reads(CASE.replace("NO", "CareFirst").replace("text: yes", "text: y"), yaml.SafeLoader))


@pytest.mark.parametrize(
    "text",
    [
        "events: [{id: e, police_called: 'yes', date: '2016-02'}]",  # as YAML 1.2 reads a bare yes
        "children: [{id: 1, born: 2016, school: null}]",
        "meetings: [{id: m, plan: [], participants: [{invited: 2016-01-01}], circulation: [], minutes: {}}]",
        "complete: null",
        "complete: all\nextracted: 2016-01-01",
        "complete: [meetings.actions, views]\nextracted: 2016-01-01",
        "escalations: [{resolved: null, on: ''}]",
    ],
)
def test_valid(text: str) -> None:
    VALIDATOR.validate(as_an_editor_reads(HEAD + text))


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("meetngs: []", []),
        ("plans: [{id: p, typ: x}]", ["plans", 0]),
        ("plans: [{type: early_help}]", ["plans", 0]),
        ("plans: [{id: p, type: core_group}]", ["plans", 0, "type"]),
        ("events: [{id: e, date: 04/03/2016}]", ["events", 0, "date"]),
        ("events: [{id: e, police_called: maybe}]", ["events", 0, "police_called"]),
        ("extracted: 2016-06", ["extracted"]),
        ("complete: all", []),
        ("complete: [meting]\nextracted: 2016-01-01", ["complete"]),
        ("conditions: [{id: c, until: {for: 6 moons}}]", ["conditions", 0, "until", "for"]),
        ("meetings: [{id: m, participants: [{}]}]", ["meetings", 0, "participants", 0]),
        ("children: yes", ["children"]),
    ],
)
def test_invalid(text: str, path: list[str | int]) -> None:
    errors = list(VALIDATOR.iter_errors(as_an_editor_reads(HEAD + text)))
    assert path in [list(inner.absolute_path) for error in errors for inner in with_context(error)]


def with_context(error: Any) -> list[Any]:
    return [error, *(deeper for inner in error.context for deeper in with_context(inner))]


BLANK: st.SearchStrategy[Any] = st.sampled_from([None, "", {}])
SAMPLES: dict[type[Kind], list[Any]] = {
    DateKind: ["2016", "2016-02", "2016-02-29"],
    YesNoKind: [True, False],
    DurationKind: ["6 months", "1 working day"],
    Ref: ["someone"],
    TextKind: ["a", "yes", 21],
    OpenWord: ["a_word", "other"],
    ReasonKind: ["3B", "neglect", 21],
}


def holds_something(entry: Any) -> bool:
    """Whether anything is left of an entry once the reader of the file has dropped the keys without a value."""
    return any(value not in ("", {}) for value in entry.values())


def fitting(field: Field) -> st.SearchStrategy[Any]:
    """Values that the reader takes in a field."""
    if field.model:
        held = {key: fitting(inner) for key, inner in shape_of(field.model).fields.items() if key not in ("id", "complete")}
        entry = st.fixed_dictionaries({"id": st.none()} if "id" in shape_of(field.model).fields else {}, optional=held)
        return BLANK | (st.lists(entry.filter(holds_something), max_size=2) if field.many else entry)
    one = st.sampled_from([value for kind, values in SAMPLES.items() if isinstance(field.kind, kind) for value in values] or field.words)
    return BLANK | (st.lists(one, max_size=2) if field.many else one)


def with_ids(data: Any, counter: Iterator[int]) -> Any:
    if isinstance(data, dict):
        return {key: f"id-{next(counter)}" if key == "id" else with_ids(value, counter) for key, value in data.items()}
    return [with_ids(value, counter) for value in data] if isinstance(data, list) else data


@pytest.mark.parametrize("section", TOP_SECTIONS)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_is_read_is_valid(section: str, data: st.DataObject) -> None:
    """The schema refuses nothing that the reader takes."""
    drawn = with_ids(data.draw(fitting(shape_of(CaseRecord).fields[section])), count())
    others = {"people": [{"id": "someone"}], "agencies": [{"id": "someone"}]}
    other = "agencies" if section == "people" else "people"
    record = {"format": "case/1", "case": "x", other: others[other], section: drawn}
    read_record(read(json.dumps(record).encode(), "case.json"))
    VALIDATOR.validate(record)


def test_every_field_is_described() -> None:
    used = {description(model.__name__, key) for model in every_model() for key in shape_of(model).fields}
    assert used == {*FIELDS.values(), *SECTIONS.values()}


def test_the_blank_record_holds_nothing() -> None:
    root = read_record(read(blank_record().encode(), "new.yaml")).root
    assert root == CaseRecord.model_validate({"format": "case/1", "case": "new"})


def test_the_blank_record_can_be_filled_in() -> None:
    """With the comment signs taken away, and ids written, it is a record with every section and an entry in each."""
    lines = [line.removeprefix("# ") for line in blank_record().splitlines() if not line.startswith("##")]
    text = "\n".join(f"{line} id-{count}" if line.endswith(" id:") else line for count, line in enumerate(lines))
    root = read_record(read(text.encode(), "new.yaml")).root
    assert all(getattr(root, section) is not None for section in TOP_SECTIONS)


def test_the_blank_record_names_every_key_of_its_sections() -> None:
    text = blank_record()
    for field in shape_of(CaseRecord).fields.values():
        for key in shape_of(field.model).fields if field.model else ():
            assert f" {key}:" in text
