"""The fast reader reads what the models read, or gives up. Its table is made here, so that no build need come first."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records import cases
from scr_check import record_reader
from scr_check.answers import answers_of
from scr_check.judgement import Judgement
from scr_check.record_compiling import module, table
from scr_check.record_entries import Entry, PlainEntry, Record
from scr_check.record_models import CaseRecord
from scr_check.record_reader import shapes_of
from scr_check.record_validation import validated
from scr_check.sources import Document, Refused, read
from scr_check.vocabulary import NESTED_SECTIONS

SHAPES = shapes_of(table())
EXAMPLES = sorted(Path(__file__).parents[1].glob("examples/*/*case*.yaml"))
HEAD = "format: case/1\ncase: x\nextracted: 2016-06-30\n"


@pytest.fixture(autouse=True)
def fresh_table(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_reader, "_shapes", lambda: SHAPES)


def same(fast: Any, slow: Any) -> None:
    """The same values of the same types, whatever the classes of the entries."""
    if not isinstance(slow, Entry):
        assert (type(fast), fast) == (type(slow), slow)
        return
    assert isinstance(fast, PlainEntry)
    for name in ("SECTION", "OWN_DATE", "HAPPENINGS", "NOT_BEFORE", "OPEN", "KEYS", "NAMES"):
        assert getattr(fast, name) == getattr(slow, name)
    for name in slow.KEYS:
        ours, theirs = getattr(fast, name), getattr(slow, name)
        if isinstance(theirs, tuple):
            assert len(ours) == len(theirs)
            for one, other in zip(ours, theirs, strict=True):
                same(one, other)
        else:
            same(ours, theirs)


def compared(document: Document) -> str:
    """How it went: ``same``, ``refused`` by both, ``gave up``. Fails where a faulty record is taken or a value differs."""
    fast = record_reader.read(document)
    try:
        slow = validated(document)
    except Refused:
        assert fast is None
        return "refused"
    if fast is None:
        return "gave up"
    same(fast.root, slow.root)
    assert fast.root == slow.root and slow.root == fast.root
    assert (fast.by_id.keys(), fast.last_date) == (slow.by_id.keys(), slow.last_date)
    assert pointers(fast) == pointers(slow)
    assert declared(fast) == declared(slow)
    assert fast.answers is not None
    assert answers_of(fast) == answers_of(slow)
    return "same"


def declared(record: Record) -> dict[str, bool]:
    """Of each list that may be declared complete, by its pointer, whether it is."""
    c = Judgement(record, date(2016, 6, 1), {})
    entries = [holder for holder, _, _ in record.holders.values()] + list(record.by_id.values())
    return {f"{record.pointer(one)}/{key}": c.declared(one, key) for one in entries for key in NESTED_SECTIONS.get(one.SECTION, ())}


def pointers(record: Record) -> list[str]:
    """The pointers of all entries but the root."""
    found, waiting = [], [record.root]
    for entry in waiting:
        for value in entry.values().values():
            waiting.extend(one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, Entry))
    found = sorted(record.pointer(entry) for entry in waiting[1:])
    assert len(record.holders) == len(found)
    return found


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_examples(path: Path) -> None:
    assert compared(read(path.read_bytes(), path.name)) == "same"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_records(case: dict[str, Any]) -> None:
    assert compared(read(json.dumps(case).encode(), "case.json")) == "same"


ODD = [None, True, "yes", "x", 21, 1.5, [], {}, [None], ["a", ""], "2016-02-30", "2016-01", "2016-01-01", {"a": 1}, [{}], "all", ["plans"], "3B", "mum"]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases(), st.data())
def test_faulty_records(case: dict[str, Any], data: st.DataObject) -> None:
    """One value anywhere replaced by an odd one, or a key added."""
    case = json.loads(json.dumps(case))  # a copy
    node: Any = case
    while True:
        key = data.draw(st.sampled_from(list(node) if isinstance(node, dict) else range(len(node))))
        if not isinstance(node[key], dict | list) or not node[key] or data.draw(st.integers(0, 5)) == 0:
            break
        node = node[key]
    if isinstance(node, dict) and data.draw(st.integers(0, 4)) == 0:
        key = data.draw(st.sampled_from(["id", "date", "extra", "complete", "on", "from_"]))
    node[key] = data.draw(st.sampled_from(ODD))
    compared(read(json.dumps(case).encode(), "case.json"))


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("children: [{id: c, school: null, born: 2013}]\npeople: [{id: yes, role: no}]\nsystem: true", "same"),
        ("professionals: [{id: sw}]\nmeetings: [{id: m, participants: [{who: sw, invited: 2016-01-02}, {who: sw, invited: no}, {invited: '2015'}]}]", "same"),
        ("plans: [{id: p}]\nmeetings: [{id: m, plan: p}, {id: n, plan: [p]}]", "same"),
        ("conditions: [{id: k, until: {for: 6 months}, complete: all}]\ncomplete: all", "same"),
        ("referral: {from: r, reasons: [3B, 20], significant_reason: 2B}\nagencies: [{id: r}]", "same"),
        ("meetings: [{id: m, minutes: {}}]", "gave up"),  # what is left out is looked at by the models
        ("decisions: [{}]", "refused"),
        ("people: [{id: a}, {id: a}]", "refused"),
        ("closure: {reason: x, on: 1.2.2016}", "refused"),
        ("meetings: [{id: m, chair: nobody}]", "refused"),
        ("meetings: [{id: m, type: party}]", "refused"),
        ("meetings: [{id: m, participants: [{invited: maybe}]}]", "refused"),
        ("people: [{role: mother}]", "refused"),
        ("people: {id: a}", "refused"),
        ("unknown: ''", "refused"),
        ("plans: [{id: p, actions: [{id: a, carried_from: elsewhere, covers: x}]}]", "refused"),
    ],
)
def test_forms(text: str, outcome: str) -> None:
    assert compared(read((HEAD + text).encode(), "case.yaml")) == outcome


def test_complete_needs_a_day() -> None:
    assert compared(read(b"format: case/1\ncase: x\ncomplete: []\n", "case.yaml")) == "refused"


def test_entries_do_not_change() -> None:
    record = record_reader.read(read(HEAD.encode(), "case.yaml"))
    assert record is not None
    with pytest.raises(AttributeError, match="does not change: case"):
        record.root.case = "y"  # type: ignore[misc]
    changed = record.root.changed({"case": "y"})
    assert (changed.case, record.root.case, changed == record.root) == ("y", "x", False)
    assert changed == CaseRecord.model_validate({"format": "case/1", "case": "y", "extracted": "2016-06-30"})


def test_the_table_is_written_and_read_again() -> None:
    names: dict[str, Any] = {}
    exec(module(), names)
    assert names["MODELS"] == table()
    assert names["SOURCES"] == record_reader.sources_hash()


def test_a_table_of_other_models_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_reader, "_shapes", lambda: None)
    assert record_reader.read(read(HEAD.encode(), "case.yaml")) is None
