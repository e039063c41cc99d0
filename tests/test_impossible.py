"""Dates that cannot be are pointed out, each with its line and why; what may be, if only of a month or as a plan, is not."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scr_check import check, record_reader
from scr_check.outputs import RenderOptions, text
from scr_check.record_compiling import table
from scr_check.record_kinds import DateKind
from scr_check.record_models import CaseRecord, Entry
from scr_check.record_shape import shape_of

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "bench"))
import corpus  # noqa: E402

SETTINGS = check.Settings(check.load_rulebooks([]), date(2020, 1, 1))
HEAD: dict[str, Any] = {"format": "case/1", "case": "C", "extracted": "2016-06-30", "professionals": [{"id": "hv", "role": "health_visitor"}]}
THERE = [{"who": "hv", "attendance": "attended"}]
SHAPES = record_reader.shapes_of(table())


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fast reader, though no build came first."""
    monkeypatch.setattr(record_reader, "_shapes", lambda: SHAPES)



def doubts(**sections: Any) -> list[str]:
    """What is said of each date of a case that cannot be, in the order of the file."""
    found = check.check_bytes(json.dumps({**HEAD, **sections}, indent=0).encode(), "c.json", SETTINGS)
    assert found.problems == ()
    assert {one.kind for one in found.doubts} <= {"date"}
    return [one.message for one in found.doubts]


def meeting(day: str | None, **fields: Any) -> dict[str, Any]:
    return {"meetings": [{"id": "m", "type": "core_group", **({"date": day} if day else {}), **fields}]}


def copy(**fields: Any) -> dict[str, Any]:
    return {"circulation": [{"document": "minutes", "to": "hv", **fields}]}


def action(**fields: Any) -> dict[str, Any]:
    return {"plans": [{"id": "p", "actions": [{"id": "a", **fields}]}]}


RECORD = "but the record is of 2016-06-30"


@pytest.mark.parametrize(("sections", "said"), [
    (meeting("2016-03-04", **copy(sent="2016-12-01")), f"sent on 2016-12-01, {RECORD}"),
    (meeting("2016-03-04", **copy(received="2016-07")), f"received on 2016-07, {RECORD}"),
    (meeting("2016-03-04", concerns=[{"id": "c", "response": {"on": "2016-08-01"}}]), f"response on 2016-08-01, {RECORD}"),
    (action(completed="2016-07-01"), f"completed on 2016-07-01, {RECORD}"),
    (action(started="2017"), f"started on 2017, {RECORD}"),
    ({"assessments": [{"id": "a", "started": "2016-05-01", "authorised": "2016-07-02"}]}, f"authorised on 2016-07-02, {RECORD}"),
    ({"plans": [{"id": "p", "reviewed": {"on": "2016-07-02"}}]}, f"reviewed on 2016-07-02, {RECORD}"),
    ({"conditions": [{"id": "c", "lifted": {"on": "2016-07-01"}}]}, f"lifted on 2016-07-01, {RECORD}"),
    ({"escalations": [{"on": "2016-06-01", "resolved": "2016-07-01"}]}, f"resolved on 2016-07-01, {RECORD}"),
    ({"referral": {"date": "2016-03-24", "decision": {"on": "2016-07-20"}}}, f"decision on 2016-07-20, {RECORD}"),
    ({"parenting_work": [{"id": "w", "status": "completed", "end": "2016-07-20"}]}, f"end on 2016-07-20, {RECORD}"),
    ({"children": [{"id": "c", "born": "2016-09-01"}]}, f"born on 2016-09-01, {RECORD}; an unborn child has the day under expected"),
    (meeting("2016-09-04", participants=THERE), f"the meeting is of 2016-09-04 and says that it happened (attendance), {RECORD}"),
    (meeting("2016-09", minutes={"held": True}), f"the meeting is of 2016-09 and says that it happened (held), {RECORD}"),
    ({"parenting_work": [{"id": "w", "start": "2016-07-20", "status": "in_progress"}]},
     f"the parenting work starts on 2016-07-20 and says that it happened (status), {RECORD}"),
    ({"conditions": [{"id": "c", "monitoring": [{"on": "2016-07-20", "result": "kept"}]}]},
     f"the monitoring is of 2016-07-20 and says that it happened (result), {RECORD}"),
    (meeting("2016-03-04", **copy(sent="2016-03-03")), "sent on 2016-03-03, but the meeting is of 2016-03-04"),
    (meeting("2016-03-04", **copy(sent="2016-02")), "sent on 2016-02, but the meeting is of 2016-03-04"),
    (meeting("2016-03-04", **copy(sent="2016-03-20", received="2016-03-19")), "received on 2016-03-19, but the copy was sent on 2016-03-20"),
    (meeting("2016-03-04", concerns=[{"id": "c", "response": {"on": "2016-03-01"}}]), "response on 2016-03-01, but the meeting is of 2016-03-04"),
    (action(set_on="2016-03-04", completed="2016-03-01"), "completed on 2016-03-01, but the action was set on 2016-03-04"),
    (action(set_on="2016-03-04", started="2016-03-01"), "started on 2016-03-01, but the action was set on 2016-03-04"),
    (action(started="2016-03-04", completed="2016-03-01"), "completed on 2016-03-01, but the action started on 2016-03-04"),
    (action(set_on="2016-04-01", carried_from="x", started="2016-03-04", completed="2016-03-01"),
     "completed on 2016-03-01, but the action started on 2016-03-04"),
    ({"plans": [{"id": "p", "start": "2016-03-05", "end": "2016-01-05"}]}, "end on 2016-01-05, but the plan starts on 2016-03-05"),
    ({"parenting_work": [{"id": "w", "start": "2016-03", "end": "2016-02"}]}, "end on 2016-02, but the parenting work starts on 2016-03"),
    ({"assessments": [{"id": "a", "started": "2016-03-05", "authorised": "2016-01-05"}]}, "authorised on 2016-01-05, but the assessment started on 2016-03-05"),
    ({"conditions": [{"id": "c", "set_on": "2016-01-01", "lifted": {"on": "2015-12-01"}}]}, "lifted on 2015-12-01, but the condition was set on 2016-01-01"),
    ({"conditions": [{"id": "c", "set_on": "2016-01-01", "monitoring": [{"on": "2015-12-01"}]}]},
     "monitoring on 2015-12-01, but the condition was set on 2016-01-01"),
    ({"escalations": [{"on": "2016-03-05", "resolved": "2016-01-05"}]}, "resolved on 2016-01-05, but the escalation is of 2016-03-05"),
    ({"referral": {"date": "2016-03-24", "decision": {"on": "2016-03-20"}}}, "decision on 2016-03-20, but the referral is of 2016-03-24"),
    ({"earlier_referrals": [{"date": "2015-03-24", "decision": {"on": "2015-03-20"}}]}, "decision on 2015-03-20, but the earlier referral is of 2015-03-24"),
])  # fmt: skip
def test_what_cannot_be_is_pointed_out(sections: dict[str, Any], said: str) -> None:
    assert doubts(**sections) == [said]


@pytest.mark.parametrize("sections", [
    meeting("2016-09-04"),
    meeting("2016-09-04", participants=[{"who": "hv", "invited": "2016-06-01"}], minutes={"held": False}),
    meeting("2016-06", participants=THERE, **copy(sent="2016-06-30")),
    meeting("2016-03-04", **copy(sent="2016-03-04", received="2016-03-04")),
    meeting("2016-03-04", **copy(sent="2016-03")),
    meeting("2016", **copy(sent="2016-03-01")),
    meeting(None, **copy(sent="2016-03-01")),
    meeting("2016-03-04", circulation=[{"document": "report", "to": "hv", "sent": "2016-02-01"}, {"to": "hv", "sent": "2016-02-01"}]),
    meeting("2016-03-04", actions=[{"id": "a", "set_on": "2016-02-01"}]),
    meeting("2016-03-04", concerns=[]),
    action(set_on="2016-03-04", carried_from="x", started="2016-01-01", completed="2016-02-01"),
    action(set_on="2016-03-04", evidence=[{"date": "2016-01-01"}], due="2016-02-01"),
    {"plans": [{"id": "p", "start": "2017-03-05", "end": "2018-01-01", "actions": []}]},
    {"plans": [{"id": "p", "start": "2016-03-05", "end": "2016-03-05", "authorised": {"on": "2016-03-01"}, "reviewed": {"on": "2016-03-01"}}]},
    {"parenting_work": [{"id": "w", "start": "2016-07-20", "end": "2016-12-20", "status": "planned"}]},
    {"step_downs": [{"id": "s", "decided": "2016-03-04", "views": [{"on": "2016-03-01"}]}]},
    {"visits": [{"id": "v", "date": "2016-07-03"}]},
    {"events": [{"id": "e", "type": "holiday", "planned": "2016-09-01"}]},
    {"children": [{"id": "c", "expected": "2016-09-01"}, {"id": "d", "born": "2016"}]},
    {"closure": {"on": "2016-07-10"}},
])  # fmt: skip
def test_what_may_be_is_left_alone(sections: dict[str, Any]) -> None:
    assert doubts(**sections) == []


def test_without_the_day_of_the_record_nothing_is_to_come() -> None:
    later = meeting("2019-09-04", participants=THERE, **copy(sent="2019-12-01", received="2019-11-01"))
    case = {key: value for key, value in HEAD.items() if key != "extracted"} | later
    found = check.check_bytes(json.dumps(case).encode(), "c.json", SETTINGS)
    assert [one.message for one in found.doubts] == ["received on 2019-11-01, but the copy was sent on 2019-12-01"]


def test_each_is_told_at_its_own_line_between_the_words_in_the_order_of_the_file() -> None:
    case = b"""format: case/1
case: C
extracted: 2016-06-30
meetings:
  - id: m
    date: 2016-03-04
    outcome: section 47 enquiry
    circulation:
      - {document: minutes, sent: 2016-03-01, received: 2016-02-01}
    chair: hv
people: [{id: p, role: Mother}]
professionals: [{id: hv}]
"""
    result = check.check_bytes(case, "c.yaml", SETTINGS)
    assert [(one.kind, one.line, one.column, one.message[:19]) for one in result.doubts] == [
        ("spelling", 7, 14, "no rule knows the o"),
        ("date", 9, 35, "sent on 2016-03-01,"),
        ("date", 9, 57, "received on 2016-02"),
        ("date", 9, 57, "received on 2016-02"),
        ("spelling", 11, 24, "no rule knows the r"),
    ]
    told = text.render(check.report([result], SETTINGS), RenderOptions(width=200))
    assert "Check the date, line 9: sent on 2016-03-01, but the meeting is of 2016-03-04." in told


def test_the_model_finds_what_the_fast_reader_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    sections = {**meeting("2016-09-04", participants=THERE, **copy(sent="2016-03-01")), **action(started="2016-03-04", completed="2016-03-01"),
                "referral": {"date": "2016-03-24", "decision": {"on": "2016-03-20"}}, "children": [{"id": "c", "born": "2016-09-01"}]}  # fmt: skip
    fast = doubts(**sections)
    monkeypatch.setattr(record_reader, "_shapes", lambda: None)
    assert doubts(**sections) == fast
    assert len(fast) == 5


def models(model: type[Entry] = CaseRecord) -> set[type[Entry]]:
    """The model and all within."""
    return {model}.union(*(models(field.model) for field in shape_of(model).fields.values() if field.model is not None))


@pytest.mark.parametrize("model", sorted(models(), key=lambda model: model.__name__))
def test_what_the_model_says_of_order_is_of_its_own_fields(model: type[Entry]) -> None:
    fields = shape_of(model).fields
    for name, others in model.NOT_BEFORE.items():
        assert name in model.HAPPENINGS
        assert all(isinstance(fields[other].kind, DateKind) for other in others)
    dated = {name for name in model.HAPPENINGS if isinstance(fields[name].kind, DateKind)}
    assert dated - set(model.OWN_DATE) <= set(model.NOT_BEFORE), "a happening with a date follows the entry's own"


def test_the_examples_and_the_cases_that_are_measured_have_none() -> None:
    for path in sorted(ROOT.glob("examples/*/*case*.yaml")):
        assert check.check_path(path, path.name, SETTINGS).doubts == (), path
    for number in range(20):
        assert check.check_bytes(json.dumps(corpus.case(number)).encode(), "c.json", SETTINGS).doubts == (), number
