"""Words of open lists that nobody knows but that are near one that is known: a report in which all seems well says so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from scr_check import check, record_reader
from scr_check.outputs import RenderOptions, text
from scr_check.record_compiling import table
from scr_check.record_kinds import OpenWord, ReasonKind
from scr_check.record_models import CaseRecord, Entry
from scr_check.record_shape import Field, shape_of
from scr_check.spelling import nearest
from scr_check.vocabulary import CENSUS_CODES, ROLES

WORDS = frozenset({"prison_release", "returned_home", "social_worker", "social_work", "domestic_abuse_incident", "father", "health_visiting",
                   "section_47_enquiry", "gangs", "3B", "other", "mother"})  # fmt: skip
SETTINGS = check.Settings(check.load_rulebooks([]), date(2020, 1, 1))
HEAD: dict[str, Any] = {"format": "case/1", "case": "C", "extracted": "2016-06-30", "complete": "all"}
SHAPES = record_reader.shapes_of(table())


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fast reader, though no build came first."""
    monkeypatch.setattr(record_reader, "_shapes", lambda: SHAPES)



@pytest.mark.parametrize(("word", "near"), [
    ("prison_release", None),
    ("prison release", "prison_release"),
    ("Prison-Release", "prison_release"),
    ("prisonRelease", "prison_release"),
    (" prison\u00a0release ", "prison_release"),
    ("prison_relase", "prison_release"),
    ("prison_realese", "prison_release"),
    ("prison_reelaaase", None),
    ("returnd_home", "returned_home"),
    ("return_home", "returned_home"),
    ("socialworker", "social_worker"),
    ("gang", "gangs"),
    ("gag", None),
    ("3b", "3B"),
    ("3C", None),
    ("section 47 enquiry", "section_47_enquiry"),
    ("section_47", "section_47_enquiry"),
    ("section", None),
    ("section_4", None),
    ("section_17_enquiry", None),
    ("hospital_admission", None),
    ("grandfather", None),
    ("other", None),
    ("health_visitor", None),
    ("social_work_manager", None),
    ("social", None),
    ("_", None),
    ("", None),
])  # fmt: skip
def test_the_word_that_is_probably_meant(word: str, near: str | None) -> None:
    assert nearest(word, WORDS, WORDS) == near


def test_a_slip_is_one_of_a_word_of_the_same_list_and_known_is_what_any_list_has() -> None:
    assert nearest("social_worke", WORDS, frozenset({"gangs"})) is None
    assert nearest("Social-Worker", WORDS, frozenset({"gangs"})) == "social_worker"
    assert nearest("mother", WORDS, frozenset({"other"})) is None


def doubts(**sections: Any) -> list[tuple[int, str]]:
    """Line and message of each doubt of a case."""
    found = check.check_bytes(json.dumps({**HEAD, **sections}, indent=0).encode(), "c.json", SETTINGS)
    assert found.problems == ()
    assert {one.kind for one in found.doubts} <= {"spelling"}
    return [(one.line, one.message) for one in found.doubts]


def test_a_report_says_so_and_does_not_say_that_all_was_looked_at() -> None:
    case = b"format: case/1\ncase: C\nextracted: 2016-06-30\ncomplete: all\nevents:\n  - {id: e, type: prison relase, date: 2016-05-01}\n"
    result = check.check_bytes(case, "c.yaml", SETTINGS)
    assert [(one.line, one.column, one.message) for one in result.doubts] == [
        (6, 19, "no rule knows the type 'prison relase'; if prison_release is meant, rules do not see it")
    ]
    told = text.render(check.report([result], SETTINGS), RenderOptions(width=200))
    assert "Check the spelling, line 6: no rule knows the type 'prison relase'; if prison_release is meant, rules do not see it." in told
    assert "all looked at" not in told


@pytest.mark.parametrize(("sections", "said"), [
    ({"meetings": [{"id": "s", "outcome": "section 47 enquiry"}]}, "the outcome 'section 47 enquiry'; if section_47_enquiry is meant"),
    ({"meetings": [{"id": "s", "outcome": "section_47"}]}, "the outcome 'section_47'; if section_47_enquiry is meant"),
    ({"plans": [{"id": "p", "referral_reason": {"reasons": ["domestic abuse"]}}]}, "'domestic abuse' in reasons; if domestic_abuse is meant"),
    ({"plans": [{"id": "p", "referral_reason": {"reasons": ["neglect", "Neglect"]}}]}, "'Neglect' in reasons; if neglect is meant"),
    ({"plans": [{"id": "p", "referral_reason": {"reasons": ["neglet"]}}]}, "'neglet' in reasons; if neglect is meant"),
    ({"plans": [{"id": "p", "actions": [{"id": "a", "addresses": ["domestic_abues"]}]}]}, "'domestic_abues' in addresses; if domestic_abuse is meant"),
    ({"referral": {"significant_reason": "domestic-violence"}}, "the significant_reason 'domestic-violence'; if domestic_violence is meant"),
    ({"assessments": [{"id": "a", "covers": ["impact on children"]}]}, "'impact on children' in covers; if impact_on_children is meant"),
    ({"decisions": [{"about": "parenting risk assessment"}]}, "the about 'parenting risk assessment'; if parenting_risk_assessment is meant"),
])  # fmt: skip
def test_a_word_of_an_open_list_near_a_known_one_is_pointed_out(sections: dict[str, Any], said: str) -> None:
    assert [message for _, message in doubts(**sections)] == [f"no rule knows {said}, rules do not see it"]


def open_fields(model: type[Entry] = CaseRecord, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Field]]:
    """Every field of an open list in the model, with a way to it."""
    for field in shape_of(model).fields.values():
        here = (*path, field.key)
        if field.model is not None:
            yield from open_fields(field.model, (*here, 0) if field.many else here)
        elif isinstance(field.kind, OpenWord | ReasonKind):
            yield (*here, 0) if field.many else here, field


def case_with(path: tuple[str | int, ...], value: Any) -> Any:
    """The value at the end of the path; each entry on the way has an id where it may need one."""
    if not path:
        return value
    step, *rest = path
    inner = case_with(tuple(rest), value)
    return [inner] if step == 0 else {step: inner}


def with_ids(value: Any, number: list[int], model: type[Entry] = CaseRecord) -> Any:
    """The same with an id in every entry that must have one."""
    shape = shape_of(model)
    made = dict(value)
    for key, inner in value.items():
        below = shape.fields[key].model
        if below is not None:
            made[key] = [with_ids(one, number, below) for one in inner] if isinstance(inner, list) else with_ids(inner, number, below)
    if shape.has_id:
        number[0] += 1
        made["id"] = f"id-{number[0]}"
    return made


OPEN = dict(open_fields())


@pytest.mark.parametrize("path", OPEN, ids=lambda path: "/".join(map(str, path)))
def test_no_open_list_of_the_model_is_left_out(path: tuple[str | int, ...]) -> None:
    kind = OPEN[path].kind
    known = kind.words[0] if isinstance(kind, OpenWord) and kind.words else "domestic_abuse" if isinstance(kind, ReasonKind) else "parental_change"
    assert doubts(**with_ids(case_with(path, known), [0])) == []
    (line, message), = doubts(**with_ids(case_with(path, known.replace("_", "  ").upper()), [0]))
    assert f"if {known} is meant" in message
    assert line > 5
    assert doubts(**with_ids(case_with(path, "something_of_our_own"), [0])) == []


def test_there_are_open_lists_in_every_corner() -> None:
    assert len(OPEN) > 25
    assert ("meetings", 0, "minutes", "referral_reason", "reasons", 0) in OPEN


def test_no_word_that_is_known_is_pointed_out_in_any_open_list() -> None:
    everything = sorted({*SETTINGS.words(), *ROLES, *CENSUS_CODES, *CENSUS_CODES.values(), "domestic_violence", "prison_release", "carer", "other", "minutes"})
    for path in OPEN:
        if path[-1] == 0:
            case = case_with(path[:-1], everything)
            assert doubts(**with_ids(case, [0])) == [], path
    events = [{"id": f"e{n}", "type": word} for n, word in enumerate(everything)]
    assert doubts(events=events) == []


@pytest.mark.parametrize(("sections", "count"), [
    ({"conditions": [{"id": "c", "prohibits": "night_visits"}], "events": [{"id": "e", "type": "night visits"}, {"id": "f", "type": "holiday"}]}, 1),
    ({"conditions": [{"id": "c", "until": {"shown": "drug_free"}, "evidence": [{"shows": "drugfree"}]}]}, 1),
    ({"referral": {"significant_reason": "county_lines"}, "plans": [{"id": "p", "referral_reason": {"reasons": ["County Lines"]}}]}, 1),
    ({"referral": {"significant_reason": "domestic abuse"}, "plans": [{"id": "p", "referral_reason": {"reasons": ["domestic abuse"]}}]}, 2),
    ({"conditions": [{"id": "c", "prohibits": "returnd_home"}], "events": [{"id": "e", "type": "returned_home"}]}, 1),
    ({"decisions": [{"about": "asessment"}], "events": [{"id": "asessment", "type": "holiday"}]}, 0),
])  # fmt: skip
def test_words_that_the_record_itself_is_compared_with_are_known_unless_they_are_misspelt(sections: dict[str, Any], count: int) -> None:
    assert len(doubts(**sections)) == count


def test_the_model_finds_what_the_fast_reader_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    section = {"meetings": [{"id": "s", "outcome": "section 47 enquiry"}], "people": [{"id": "p", "role": "Mother"}]}
    fast = doubts(**section)
    monkeypatch.setattr(record_reader, "_shapes", lambda: None)
    assert doubts(**section) == fast
    assert len(fast) == 2


def test_a_word_in_two_spellings_is_told_as_the_file_has_it_where_both_would_sound_alike() -> None:
    plan = {"id": "p", "type": "child_protection", "start": "2016-02-01", "referral_reason": {"reasons": ["domestic abuse", "neglect"]}}
    case = {**HEAD, "referral": {"date": "2016-01-04", "significant_reason": "domestic_abuse"}, "plans": [plan]}
    found = check.check_bytes(json.dumps(case).encode(), "c.json", SETTINGS)
    told = [f.message for f in found.findings if f.rule in ("AG-R1B", "AG-R1C")]
    assert told[0] == "the reason for referral as stated: it names 'domestic abuse', neglect, not domestic abuse"
    assert "which names 'domestic abuse', neglect" in told[1]


def test_the_one_line_says_when_not_all_rules_were_asked() -> None:
    settings = check.Settings(check.load_rulebooks(["children-ag"]), date(2020, 1, 1), select=("AG-H",))
    case = b"format: case/1\ncase: C\nextracted: 2016-06-30\ncomplete: all\nprofessionals: []\npeople: []\nmeetings: []\n"
    told = text.render(check.report([check.check_bytes(case, "c.yaml", settings)], settings), RenderOptions())
    assert told == "c.yaml (C), 2016-06-30: nothing to report, 3 of 46 rules asked, 6 numbers unset.\n"
