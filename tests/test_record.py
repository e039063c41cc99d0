"""The reader of the format case/1: what it takes, and what it says is complete. What it refuses: test_record_refusals."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scr_check.dates import parse_duration, parse_when
from scr_check.record import Record, read_record
from scr_check.record_kinds import NONE_THERE
from scr_check.record_models import CaseRecord, Condition, Entry, Meeting, Plan
from scr_check.record_shape import shape_of
from scr_check.sources import Place, Refused, read
from scr_check.vocabulary import CENSUS_CODES, NESTED_SECTIONS, SECTION_NAMES, TOP_SECTIONS, reason

HEAD = "format: case/1\ncase: x\n"
CASE = """\
format: case/1
case: 007
extracted: 2016-06-30
complete: [meetings, participants, plans.actions]
system: NO
children:
  - {id: c1, born: 2013-09, school: null}
  - {id: c2, expected: 2017, health_visitor: hv}
people: [{id: 21, role: mother, risk_to_children: {view: yes, on: "2016-01-11"}}]
professionals: [{id: sw, role: social_worker, agency: hv}]
agencies: [{id: hv, kind: health_visiting}]
referral: {date: 2015, from: hv, reasons: [3B, 21, domestic_violence, other_word], significant_reason: 2B, decision: {}}
plans:
  - {id: p1, children: [c1, c2], reviewed: {on: 2016-01-25, by: hv}, actions: []}
  - {id: p2, end: ~, system_of: }
meetings:
  - id: m1
    plan: p1
    participants:
      - {who: sw, invited: 2016-02-01, core_member: no}
      - {who: "21", invited: yes}
      - {who: hv, invited: no}
    minutes: {held: true, referral_reason: {position: beginning}}
    actions:
      - {id: a1, text: yes, due: 2030-01-01, completed: 2016-02, evidence: [{source: provider}], carried_from: elsewhere}
  - {id: m2, plan: [p1, p2], complete: [actions], concerns: [{id: k1, response: {kind: action, ref: a1}}]}
conditions: [{id: k2, until: {for: 6 months}, monitoring: [], complete: all}]
""".replace(", system_of: ", "")


def record_of(text: str, name: str = "case.yaml") -> Record:
    return read_record(read(text.encode(), name))


def test_values_are_read_by_the_kind_of_their_field() -> None:
    root = record_of(CASE).root
    assert (root.case, root.system) == ("007", "NO")
    assert root.children and root.people and root.referral and root.plans and root.meetings and root.conditions
    assert [(child.school, child.health_visitor) for child in root.children] == [(NONE_THERE, None), (None, "hv")]
    assert root.children[0].born == parse_when("2013-09")
    assert root.people[0].id == "21"
    assert root.people[0].risk_to_children and root.people[0].risk_to_children.view is True
    assert root.referral.reasons == ("domestic_abuse", "none_identified", "domestic_abuse", "other_word")
    assert (root.referral.from_, root.referral.significant_reason, root.referral.decision) == ("hv", "parental_drug_misuse", None)
    assert (root.plans[0].actions, root.plans[1].actions, root.plans[1].end) == ((), None, None)
    assert [meeting.plan for meeting in root.meetings] == [("p1",), ("p1", "p2")]
    invited = [(one.invited, one.invited_on, one.core_member) for one in root.meetings[0].participants or ()]
    assert invited == [(True, parse_when("2016-02-01"), False), (True, None, None), (False, None, None)]
    assert root.meetings[0].actions and root.meetings[0].actions[0].text == "yes"
    assert root.conditions[0].until and root.conditions[0].until.for_ == parse_duration("6 months")


def test_last_date_leaves_out_what_lies_in_the_future_by_nature() -> None:
    assert record_of(CASE).last_date == date(2016, 6, 30)
    assert record_of(HEAD).last_date is None
    assert record_of(HEAD + "events: [{id: e, date: 2016-02, planned: 2020-01-01}]").last_date == date(2016, 2, 29)


def test_holders_and_pointers() -> None:
    record = record_of(CASE)
    meetings = record.root.meetings
    assert meetings and meetings[0].minutes and meetings[0].actions and meetings[0].actions[0].evidence
    evidence = meetings[0].actions[0].evidence[0]
    assert record.holder(evidence) == (meetings[0].actions[0], "evidence", 0)
    assert record.holder(meetings[0].minutes) == (meetings[0], "minutes", None)
    assert record.pointer(evidence) == "/meetings/0/actions/0/evidence/0"
    assert record.pointer(meetings[0].minutes) == "/meetings/0/minutes"
    assert (record.pointer(meetings[1]), record.pointer(record.root)) == ("/meetings/1", "")
    assert record.document.place(record.pointer(meetings[1])) == Place(26, 5)
    with pytest.raises(KeyError):
        record.holder(record.root)
    assert sorted(record.by_id) == ["21", "a1", "c1", "c2", "hv", "k1", "k2", "m1", "m2", "p1", "p2", "sw"]
    assert record.by_id["m2"] is meetings[1]


@pytest.mark.parametrize(
    ("section", "entry", "complete"),
    [
        ("meetings", None, True),
        ("plans", None, False),
        ("participants", None, True),
        ("meetings.participants", "m1", True),
        ("plans.actions", None, True),
        ("actions", None, False),
        ("actions", "p1", True),  # by plans.actions
        ("actions", "m1", False),
        ("meetings.actions", "m2", True),  # by its own
        ("actions", "k1", True),  # from within m2
        ("concerns", "m2", False),
        ("evidence", "k2", True),  # all of its own
        ("monitoring", "k2", True),
        ("evidence", "a1", False),
        ("conditions", "k2", False),  # its own `complete` is of nested sections only
        ("no_such", None, False),
    ],
)
def test_complete(section: str, entry: str | None, complete: bool) -> None:
    record = record_of(CASE)
    assert record.is_complete(section, record.by_id[entry] if entry else None) is complete


def test_all_is_every_section() -> None:
    record = record_of(HEAD + "extracted: 2016-01-01\ncomplete: all\n")
    assert all(record.is_complete(section) for section in SECTION_NAMES)


def test_yaml_and_json_are_equal() -> None:
    words = {"yes": True, "true": True, "no": False}
    plain = read(CASE.encode(), "case.yaml").data

    def as_json(key: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {inner: as_json(inner, held) for inner, held in value.items()}
        if isinstance(value, list):
            return [as_json(key, held) for held in value]
        if key == "id" and value == "21":
            return 21  # a whole number is its own letters
        return words.get(value, value) if key in ("view", "invited", "core_member", "held") else value

    assert record_of(json.dumps(as_json("", plain)), "case.json").root == record_of(CASE).root


def test_sections_are_those_of_the_models() -> None:
    """The names that `complete` may list, written out in vocabulary, are the fields of the models."""
    fields = shape_of(CaseRecord).fields
    assert {key for key, field in fields.items() if field.model} == set(TOP_SECTIONS)
    for model in every_model():
        shape = shape_of(model)
        nested = {field.key for field in shape.fields.values() if field.model and field.many and field.key != "children"}
        if model is not CaseRecord:
            assert nested == set(NESTED_SECTIONS.get(model.SECTION, ()) if shape.has_complete else ())
        assert set(model.model_fields) >= model.HAPPENINGS
        assert set(model.OWN_DATE) <= set(shape.dates)


def every_model() -> list[type[Entry]]:
    models: list[type[Entry]] = [CaseRecord]
    for model in models:
        models.extend(field.model for field in shape_of(model).fields.values() if field.model and field.model not in models)
    return models


def test_happenings_are_those_of_the_page() -> None:
    assert {"participants", "minutes", "circulation"} <= Meeting.HAPPENINGS
    assert {"end", "referral_reason", "reviewed", "authorised", "actions"} == Plan.HAPPENINGS
    assert {"monitoring", "evidence", "lifted"} == Condition.HAPPENINGS
    assert "referral" not in CaseRecord.HAPPENINGS


@pytest.mark.parametrize(("written", "read_as"), [("3B", "domestic_abuse"), ("20", "other"), ("domestic_violence", "domestic_abuse"), ("neglect", "neglect")])
def test_reasons(written: str, read_as: str) -> None:
    assert reason(written) == read_as
    assert len(CENSUS_CODES) == 44


KEYS = sorted({key for model in every_model() for key in shape_of(model).fields})
WORDS = ["a", "b", "2016", "2016-02-30", "case/1", "all", "yes", "", "child_protection", "meetings", "6 months", "\u202e"]
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(WORDS))
PLAIN = st.recursive(SCALARS, lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)))


def likely(model: type[Entry], depth: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    """Entries of the right shape more often than not."""
    held: dict[str, st.SearchStrategy[Any]] = {}
    for key, field in shape_of(model).fields.items():
        if field.model and depth < 3:
            one = likely(field.model, depth + 1)
            held[key] = st.one_of(st.lists(one, max_size=2) if field.many else one, PLAIN)
        else:
            held[key] = st.one_of(SCALARS, st.sampled_from([*field.words, "a"]), st.lists(st.sampled_from(WORDS), max_size=2))
    return st.fixed_dictionaries({}, optional=held)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.one_of(PLAIN, likely(CaseRecord)))
def test_any_plain_data_is_a_record_or_refused(data: Any) -> None:
    try:
        document = read(json.dumps(data).encode(), "case.json")
        record = read_record(document)
    except Refused as refused:
        assert refused.faults
        assert all(fault.place and fault.message.isprintable() for fault in refused.faults)
    else:
        assert record.root.case
