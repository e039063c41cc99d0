"""Expressions: what each gives with values that are there, missing, not exact, or in an incomplete section; and what is refused."""

from __future__ import annotations

import sys
import time
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records import record
from scr_check import kinds as k
from scr_check.dates import When, parse_duration
from scr_check.expressions import Expression, Scope, Wrong, compile_condition, compile_date, compile_template, compile_value
from scr_check.judgement import Judgement
from scr_check.logic import Unknown
from scr_check.record_models import Action, Child, Meeting, Participant, Plan, Visit
from scr_check.runtime import Count, show
from tabling import record_of

CASE = """\
extracted: 2016-06-30
complete: COMPLETE
people: [{id: mum, role: mother}]
agencies: [{id: hvs, kind: health_visiting}, {id: sch, kind: school}]
professionals:
  - {id: hv, role: health_visitor, agency: hvs}
  - {id: sw, role: social_worker}
children: [{id: c1, born: 2013, school: null, health_visitor: hvs}]
plans:
  - id: p1
    type: child_protection
    start: 2016-03-01
    children: [c1]
    actions:
      - {id: a1, set_on: 2016-03-02, due: 2016-04, completed: 2016-04-20, status: done, owner: sw}
      - {id: a2, completed: 2016-07-15}
meetings:
  - id: m1
    type: core_group
    date: 2016-03-04
    plan: p1
    chair: hv
    participants:
      - {who: hv, attendance: attended, core_member: yes, invited: no}
      - {who: mum, core_member: no}
      - {attendance: absent}
    minutes: {held: no, covers: []}
  - {id: m2, date: 2016-06}
"""
SCOPE = Scope(
    {
        "meeting": k.EntryOf((Meeting,)), "other": k.EntryOf((Meeting,)),
        "person": k.EntryOf((Participant,)), "mother": k.EntryOf((Participant,)),
        "plan": k.EntryOf((Plan,)), "action": k.EntryOf((Action,)), "later": k.EntryOf((Action,)), "child": k.EntryOf((Child,)),
        "none": k.EntryOf((Plan,), maybe=True),
    },
    {"two_weeks": "duration", "gap": "duration", "size": "number", "day": "date"},
    {"HEALTH": ("health_visiting", "midwifery")},
)  # fmt: skip


def judged(text: str, complete: str = "", day: str = "2016-06-10", compiled: Any = compile_condition) -> Any:
    """The value of an expression about the case above."""
    record = record_of(CASE.replace("COMPLETE", complete if complete == "all" else f"[{complete}]"))
    c = Judgement(record, date.fromisoformat(day), {"two_weeks": parse_duration("2 weeks"), "gap": None, "size": 3, "day": None})
    c.judged_by(lambda rule, names: {"A-1": "met", "A-2": Unknown(hangs_on="A-2")}[rule])
    root = c.root
    assert root.meetings and root.plans and root.plans[0].actions and root.children and root.meetings[0].participants
    m1, m2, actions = root.meetings[0], root.meetings[1], root.plans[0].actions
    people = m1.participants
    assert people
    return compiled(text, SCOPE)(c, m1, m2, people[0], people[1], root.plans[0], actions[0], actions[1], root.children[0], None)


def said(value: Any) -> str:
    """A value in short: T, F, ``silent`` or ``unknown`` and the keys that would settle it, or the value in words."""
    if isinstance(value, Unknown):
        keys = [key for _, key in value.missing] + list(value.unset) + [value.hangs_on or ""] + [value.reason or ""]
        return " ".join([("silent" if value.silent else "unknown"), *(key for key in keys if key)])
    if isinstance(value, Count):
        return f"{value.low} to {value.high}"
    return {True: "T", False: "F"}.get(value, "") if isinstance(value, bool) else show(value)


CONDITIONS = [
    # words, ids and references
    ('meeting.type == "core_group"', "T"),
    ('meeting.type != "core_group"', "F"),
    ('other.type == "core_group"', "unknown type"),
    ('other.type != "core_group"', "unknown type"),
    ('not other.type == "core_group"', "unknown type"),
    ('"core_group" == meeting.type', "T"),
    ('meeting.chair == "hv"', "T"),
    ("meeting.chair == person.who", "T"),
    ("meeting.chair == other.chair", "unknown chair"),
    ('meeting.chair.role == "health_visitor"', "T"),
    ('meeting.chair.agency.kind in HEALTH', "T"),
    ('other.chair.role == "health_visitor"', "unknown chair"),
    ('action.owner.agency == "hvs"', "unknown agency"),
    ('mother.who.role == "mother"', "T"),
    ('mother.who.agency == "hvs"', "F"),
    ('meeting.type in ("core_group", "marac")', "T"),
    ('meeting.type not in ("core_group", "marac")', "F"),
    ('other.type in ["core_group"]', "unknown type"),
    ('"p1" in meeting.plan', "T"),
    ('"p1" in other.plan', "unknown plan"),
    ('"p1" not in other.plan', "unknown plan"),
    ('plan.id in meeting.plan', "T"),
    ('"last_three_months" in meeting.minutes.covers', "F"),
    ('"last_three_months" in other.minutes.covers', "silent minutes"),
    # yes and no
    ("person.core_member", "T"),
    ("mother.core_member", "F"),
    ("not person.invited", "T"),
    ("mother.invited", "unknown invited"),
    ("meeting.minutes.held", "F"),
    ("other.minutes.held", "silent minutes"),
    # what is surely nothing: equal to nothing
    ('child.school == "sch"', "F"),
    ('child.school != "sch"', "T"),
    ("child.school == None", "T"),
    ("child.health_visitor != None", "T"),
    ("meeting.chair == None", "F"),
    ("None == meeting.chair", "F"),
    ("None == child.school", "T"),
    ("None != child.school", "F"),
    ("other.chair == None", "unknown chair"),
    ("none.start == None", "T"),
    ("none.start < as_of", "F"),
    ("agency_of(mother.who) == agency_of(mother.who)", "F"),
    ("agency_of(mother.who) == None", "T"),
    ("agency_of(child.school) == None", "T"),
    ("agency_of(person.who) == agency_of(meeting.chair)", "T"),
    ('agency_of(person.who) == "hvs"', "T"),
    ('agency_of(child.health_visitor) == "hvs"', "T"),
    ('agency_of(action.owner) == "hvs"', "unknown agency"),
    ('agency_of(other.chair).kind == "school"', "unknown chair"),
    # dates
    ("meeting.date < as_of", "T"),
    ("extracted < as_of", "F"),
    ("extracted == other.date", "unknown date"),
    ("meeting.date <= plan.start", "F"),
    ("plan.start < meeting.date < as_of", "T"),
    ("plan.start < meeting.date < plan.start", "F"),
    ("meeting.date < plan.start < as_of", "F"),
    ("other.date < plan.start < as_of", "F"),
    ("plan.start < other.date < as_of", "unknown date"),
    ("other.date < as_of", "unknown date"),
    ("other.date <= as_of", "unknown date"),
    ("as_of >= meeting.date", "T"),
    ("meeting.date >= plan.start", "T"),
    ("meeting.date >= meeting.date", "T"),
    ("plan.start >= meeting.date", "F"),
    ("meeting.date < other.date", "T"),
    ("other.date > meeting.date", "T"),
    ("other.date <= meeting.date", "F"),
    ("other.date == meeting.date", "F"),
    ("other.date == other.date", "unknown date date"),
    ("later.due < as_of", "unknown due"),
    ("action.completed > action.due", "unknown due"),
    ("action.completed <= as_of", "T"),
    ("later.completed <= as_of", "F"),
    ("action.started < as_of", "silent started"),
    ("action.due < day", "unknown day"),
    ('meeting.date + "2 weeks" <= as_of', "T"),
    ('meeting.date + two_weeks < as_of', "T"),
    ('meeting.date + gap < as_of', "unknown gap"),
    ('other.date - "1 month" < meeting.date', "F"),
    ('none.start + "2 weeks" < as_of', "F"),
    ('as_of - "99 years" < meeting.date', "T"),
    # numbers
    ("days(plan.start, meeting.date) == 3", "T"),
    ("days(plan.start, meeting.date) > size", "F"),
    ("days(plan.start, other.date) > 90", "T"),
    ("days(plan.start, other.date) > 100", "unknown a date that is not exact"),
    ("days(plan.start, other.date) < 90", "F"),
    ("days(plan.start, none.start) > 1", "F"),
    ("days(plan.start, plan.end) > 1", "silent end"),
    ('weekday(meeting.date) == "friday"', "T"),
    ('weekday(other.date) == "friday"', "unknown a date that is not exact"),
    ("is_working_day(meeting.date)", "T"),
    ("is_working_day(other.date)", "unknown a date that is not exact"),
    ('is_working_day(meeting.date + "1 day")', "F"),
    ('is_working_day(meeting.date - "200 years")', "unknown working days are known"),
    # recorded: always true or false
    ("recorded(meeting.chair)", "T"),
    ("recorded(other.chair)", "F"),
    ("recorded(meeting.chair.role)", "T"),
    ("recorded(other.chair.role)", "F"),
    ("recorded(meeting.participants)", "T"),
    ("recorded(other.participants)", "F"),
    ("recorded(meeting.minutes.covers)", "T"),
    ("recorded(child.school)", "T"),
    ("recorded(none.start)", "F"),
    ("recorded(later.completed)", "F"),
    ("recorded(action.completed)", "T"),
    ("recorded(referral)", "F"),
    # quantifiers
    ("any(x.core_member for x in meeting.participants)", "T"),
    ('any(x.attendance == "apologies" for x in meeting.participants)', "unknown participants attendance"),
    ('any(x.type == "marac" for x in meetings)', "unknown meetings date type"),
    ("any(x.who == mother.who for x in other.participants)", "silent participants"),
    ("all(x.core_member for x in meeting.participants)", "F"),
    ("all(recorded(x.who) for x in other.participants)", "silent participants"),
    ('all(x != "p1" for x in meeting.plan)', "F"),
    ('all(x == "p1" for x in meeting.plan)', "T"),
    ('any(x == "p1" for x in other.plan)', "unknown plan"),
    ("any(x.core_member for m in meetings for x in m.participants)", "T"),
    ('any(x.core_member for m in meetings if m.type == "core_group" for x in m.participants if x.who == "hv")', "T"),
    ("count(meeting.participants) >= 3", "T"),
    ("count(meeting.participants) > 3", "silent participants"),
    ("count(meeting.plan) == 1", "T"),
    ("count(other.plan) == 1", "unknown plan"),
    ("count(x.core_member for x in meeting.participants) >= 1", "T"),
    # Kleene
    ('other.type == "marac" and meeting.type == "marac"', "F"),
    ('other.type == "marac" or meeting.type == "core_group"', "T"),
    ('other.type == "marac" or meeting.type == "marac"', "unknown type"),
    ('recorded(meeting.chair) and other.minutes.held', "silent minutes"),
    ('other.minutes.held or other.type == "marac"', "unknown minutes type"),
    ("True", "T"), ("not True", "F"), ("True and not False", "T"),
    # verdicts
    ('verdict("A-1") == "met"', "T"),
    ('verdict("A-2") == "met"', "unknown A-2"),
    ('verdict("A-2") in ("met", "breached")', "unknown A-2"),
]  # fmt: skip
COMPLETE = [  # the same, where the record says that it holds everything
    ("other.minutes.held", "meetings", "F"),
    ("not (other.minutes.held)", "meetings", "T"),
    ("any(x.who == mother.who for x in other.participants)", "participants", "F"),
    ("all(recorded(x.who) for x in other.participants)", "meetings.participants", "T"),
    ('any(x.attendance == "apologies" for x in meeting.participants)', "participants", "unknown attendance"),
    ("count(meeting.participants) > 3", "participants", "F"),
    ("count(meeting.participants) == 3", "participants", "T"),
    ("count(x.core_member for x in meeting.participants) == 1", "participants", "unknown core_member"),
    ("days(plan.start, plan.end) > 1", "plans", "F"),
    ("action.started < as_of", "plans.actions", "F"),
    ('other.type == "marac"', "all", "unknown type"),
    ('"p1" in other.plan', "all", "unknown plan"),
    ("count(other.plan) == 1", "all", "unknown plan"),
    ('any(x.core_member for m in meetings for x in m.participants if m.id == "m2")', "all", "F"),
]
VALUES = [
    ("earliest(meeting.date, plan.start)", "2016-03-01"),
    ("latest(meeting.date, plan.start)", "2016-03-04"),
    ("earliest(meeting.date, none.start)", "2016-03-04"),
    ("earliest(other.date, as_of)", "2016-06-01 to 2016-06-10"),
    ("latest(other.date, as_of)", "2016-06-10 to 2016-06-30"),
    ("latest(other.date, meeting.date)", "2016-06"),
    ("earliest(plan.end, action.started)", "silent end started"),
    ("earliest(none.start)", "nobody"),
    ("first_recorded(plan.end, plan.start)", "2016-03-01"),
    ("first_recorded(none.start, plan.end)", "silent end"),
    ("first_recorded(plan.end, later.due)", "unknown end due"),
    ("latest(x.completed for x in plan.actions)", "2016-07-15"),
    ("earliest(x.due for x in plan.actions)", "unknown due"),
    ("latest(x.date for x in meetings)", "2016-03-04 to 2016-06-30"),
    ('earliest(x.date for x in meetings if x.type == "core_group")', "2016-03-04"),
    ('earliest(x.date for x in meetings if x.type == "marac")', "unknown date type"),
    ("later.completed", "2016-07-15"),
    ("extracted", "2016-06-30"),
    # recorded() asks how it stood on the day of judgement, also among dates as they are written
    ("recorded(later.completed) or later.completed > as_of", "T"),
    ("recorded(later.completed)", "F"),
    ("earliest(x.date for x in meetings) < as_of", "T"),
    ("latest(x.completed for x in plan.actions) > as_of", "T"),
    ("1000000", "1000000"),
    ("meeting.type == 'core_group' and other.type == 'marac'", "unknown type"),
    ("meeting.date < as_of", "T"),
    ("not meeting.date < as_of", "F"),
    ('meeting.date + "5 working days"', "2016-03-11"),
    ('meeting.date - "2 working days"', "2016-03-02"),
    ('other.date + "1 month"', "2016-07-01 to 2016-07-30"),
    ('plan.end + "1 month"', "silent end"),
    ("days(meeting.date, plan.start)", "-3"),
    ("days(plan.start, other.date)", "92 to 121"),
    ("days(plan.end, other.date)", "silent end"),
    ("weekday(none.start)", "nobody"),
    ("weekday(plan.end)", "silent end"),
    ("is_working_day(plan.end)", "silent end"),
    ("count(meeting.participants)", "3 to None"),
    ("size", "3"),
    ("gap", "unknown gap"),
    ("agency_of(person.who)", "hvs"),
    ("child.school", "nobody"),
    ("person.core_member", "T"),
    ("meeting.plan", "p1"),
]


@pytest.mark.parametrize(("text", "expected"), CONDITIONS)
def test_condition(text: str, expected: str) -> None:
    found = said(judged(text))
    assert found.startswith(expected) if "working days are known" in expected else found == expected


@pytest.mark.parametrize(("text", "complete", "expected"), COMPLETE)
def test_complete(text: str, complete: str, expected: str) -> None:
    assert said(judged(text, complete)) == expected


@pytest.mark.parametrize(("text", "expected"), VALUES)
def test_value(text: str, expected: str) -> None:
    assert said(judged(text, compiled=compile_value)) == expected


LEAVES = {"T": "meeting.type == 'core_group'", "F": "meeting.type == 'marac'", "unknown type": "other.type == 'marac'"}
FOLDED = {"and": ("F", "unknown type", "T"), "or": ("T", "unknown type", "F")}
"""The first of these that stands in a chain is what the chain is."""


@pytest.mark.parametrize("parts", [parts for count in (2, 3, 4) for parts in product(LEAVES, repeat=count)], ids=" ".join)
@pytest.mark.parametrize("word", FOLDED)
def test_a_chain_of_any_length_is_as_kleene_has_it(word: str, parts: tuple[str, ...]) -> None:
    text = f" {word} ".join(LEAVES[part] for part in parts)
    expected = next(truth for truth in FOLDED[word] if truth in parts)
    assert said(judged(text)) == expected
    assert said(judged(f"not ({text})")) == {"T": "F", "F": "T"}.get(expected, expected)


def test_what_is_dated_on_the_day_of_judgement_has_happened() -> None:
    assert said(judged("later.completed <= as_of", day="2016-07-15")) == "T"
    assert said(judged("later.completed <= as_of", day="2016-07-14")) == "F"


def test_a_condition_of_clocks_has_dates_as_they_are_written() -> None:
    day = {"day": "2016-07-14"}
    assert said(judged("later.completed > as_of", **day, compiled=lambda text, scope: compile_condition(text, scope, raw=True))) == "T"
    assert said(judged("later.completed > as_of", **day)) == "F"


def test_a_list_of_words_is_asked_for_its_words_alone() -> None:
    with pytest.raises(Wrong) as wrong:
        compile_condition("'c' in words", Scope({"words": k.Many(k.Word(("a", "b")))}))
    assert (str(wrong.value), wrong.value.offset) == ("'c' is none of its words; allowed are a, b", 0)


def test_a_complete_section_says_nothing_of_the_days_after_the_extraction() -> None:
    assert said(judged("other.minutes.held", "meetings", "2016-06-30")) == "F"
    assert said(judged("other.minutes.held", "meetings", "2016-07-01")) == "silent minutes"


def test_phrase() -> None:
    text = "{meeting.type} of {meeting.date}, {other.chair}, {child.school}, {meeting.plan}, {meeting.minutes.held}"
    assert judged(text, compiled=compile_template) == "core group of 2016-03-04, (not recorded), nobody, p1, no"
    assert judged('it\'s a \\ "phrase"', compiled=compile_template) == 'it\'s a \\ "phrase"'
    # as the record writes it, even after the day of judgement; and a word that is not the record's stays as it is
    assert judged('{later.completed} {"a_b"}', compiled=compile_template) == "2016-07-15 a_b"


REFERRED = """\
extracted: 2016-06-30
complete: COMPLETE
agencies: [{id: sch, kind: school}]
people: [{id: mum, role: mother}]
referral: {date: 2016-06, from: sch}
plans: [{id: p1, type: child_protection, start: 2016-03-01, actions: [{id: a1, status: done}]}, {id: p2, start: 2016-05, end: 2016-06-20}]
visits: [{id: v1, date: 2016-05-10, plan: p2}, {id: v2, date: 2016-05-10}]
meetings: [{id: m1, type: core_group, date: 2016-03-04, chair: sch}, {id: m2, date: 2016-03-05, chair: mum}]
"""
MEETING, PLAN = k.EntryOf((Meeting,)), k.EntryOf((Plan,), maybe=True)
EITHER = k.EntryOf((Meeting, Plan))
OF_ONE = [  # an expression about x, what x is, which entry it is, what is complete; the value
    ('x.chair.role == "mother"', MEETING, "m1", "", "F"),  # an agency has no role
    ('x.chair.role == "mother"', MEETING, "m2", "", "T"),
    ('x.chair == "sch"', EITHER, "m1", "", "T"),
    ('x.chair == "sch"', EITHER, "p1", "", "F"),  # a plan has no chair
    ('x.type == "child_protection"', EITHER, "p1", "", "T"),
    # an entry that may not be there, and is: its list is whole where the section is complete
    ('any(a.status == "dropped" for a in x.actions)', PLAN, "p1", "", "silent actions"),
    ('any(a.status == "dropped" for a in x.actions)', PLAN, "p1", "plans.actions", "F"),
    ('any(a.status == "done" for a in x.actions)', PLAN, "p1", "", "T"),
    ("x.end < as_of", PLAN, "p1", "", "silent end"),
    ("x.end > as_of", PLAN, "p2", "", "F"),  # it has not ended yet
    # through the id of another entry
    ("x.plan.start < x.date", k.EntryOf((Visit,)), "v1", "", "unknown start"),
    ("x.plan.start < x.date", k.EntryOf((Visit,)), "v2", "", "unknown plan"),
    # two lists, and conditions on them: the inner counts no more surely than the outer
    ('any(a.status == "done" for p in plans if p.type == "child_protection" for a in p.actions)', MEETING, "m1", "", "T"),
    ('any(p.start < as_of for p in plans if p.type == "child_in_need")', MEETING, "m1", "plans", "unknown type"),
    ('any(m.type == "core_group" for p in plans if p.type == "child_in_need" for m in meetings)', MEETING, "m1", "plans, meetings", "unknown type type"),
    ('any(True for m in meetings if m.type == "marac" if m.chair == "mum")', MEETING, "m1", "meetings", "unknown type"),
    ("recorded(x.school)", k.EntryOf((Child,), maybe=True), None, "", "F"),
    # the referral may be dated after the day of judgement
    ('referral.from_ == "sch"', MEETING, "m1", "", "unknown date"),
    ("recorded(referral.from_)", MEETING, "m1", "", "F"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "one", "complete", "expected"), OF_ONE)
def test_of_one_entry(text: str, kind: k.Kind, one: str | None, complete: str, expected: str) -> None:
    c = Judgement(record_of(REFERRED.replace("COMPLETE", f"[{complete}]")), date(2016, 6, 10), {})
    assert said(compile_condition(text, Scope({"x": kind}))(c, c.by_id.get(one))) == expected


def test_the_place_of_a_date_that_an_id_leads_to_is_in_the_entry_that_it_names() -> None:
    c = Judgement(record_of(REFERRED.replace("COMPLETE", "[]")), date(2016, 6, 10), {})
    found = compile_condition("x.plan.start < x.date", Scope({"x": k.EntryOf((Visit,))}))(c, c.by_id["v1"])
    assert [(entry.id, key) for entry, key in found.missing] == [("p2", "start")]


def test_the_parameters_and_lists_that_are_used_are_told_and_a_bound_name_is_no_list() -> None:
    scope = Scope({"meeting": MEETING, "words": k.Many(k.Word())}, {"gap": "duration", "size": "number"}, {"HEALTH": ("a",), "words": ("b",), "MORE": ("c",)})
    compile_condition("meeting.type in HEALTH and meeting.type in words and meeting.date + gap < as_of", scope)
    assert scope.used == {"HEALTH", "gap"}


def test_what_an_expression_reads_is_told() -> None:
    expression = compile_condition(
        'meeting.chair.role == "x" and verdict("A-1") == "met" and any(x.core_member for x in meeting.participants)', SCOPE
    )
    assert expression.reads == (("meeting", "chair", "role"), ("meeting", "participants"))
    assert expression.verdicts == {"A-1"}
    assert expression.kind == k.Truth()
    assert compile_value('verdict("A-1")', SCOPE).verdicts == {"A-1"}
    phrase = compile_template('{meeting.date} {verdict("A-1")}', SCOPE)
    assert (phrase.reads, phrase.verdicts, phrase.kind) == ((), {"A-1"}, k.Word())


def test_compiled_code_has_no_builtins_and_is_called_as_the_expression_begins() -> None:
    text = "meeting.date < as_of and meeting.chair == person.who or not recorded(other.date)"
    function = compile_condition(text, SCOPE).ready()
    assert function.__globals__["__builtins__"] == {}
    assert function.__code__.co_filename == f"<'{text[:60]}'>"


def test_an_expression_reads_and_asks_nothing_unless_it_says_so() -> None:
    expression = Expression("True", k.Truth(), "def _main(_c):\n    return True")
    assert (expression.reads, expression.verdicts, expression.function) == ((), frozenset(), None)
    assert expression(None) is True
    assert "function" not in repr(expression)


def test_the_entry_that_decides_and_the_names_that_another_rule_is_asked_for() -> None:
    c = Judgement(record_of(REFERRED.replace("COMPLETE", "")), date(2016, 6, 10), {})
    asked: list[tuple[str, dict[str, Any]]] = []

    def answer(rule: str, names: dict[str, Any]) -> str:
        asked.append((rule, names))
        return "met"

    c.judged_by(answer)
    text = 'verdict("A-1") == "met" and any(m.chair == "mum" and verdict("A-2") == "met" for p in plans for m in meetings)'
    assert compile_condition(text, Scope({"x": MEETING, "word": k.Word()}))(c, c.by_id["m1"], "w") is True
    assert c.witness is c.by_id["m2"]
    assert asked == [("A-1", {"x": c.by_id["m1"]}), ("A-2", {"x": c.by_id["m1"]})]


@pytest.mark.parametrize("name", ["c", "u", "low", "high", "found", "x", "k1", "w1", "items", "type", "match"])
def test_a_name_never_meets_those_of_the_compiled_code(name: str) -> None:
    assert judged(f"any({name}.core_member for {name} in meeting.participants)") is True
    assert said(judged(f"count({name}.core_member for {name} in meeting.participants) >= 1")) == "T"
    assert said(judged(f"latest({name}.date for {name} in meetings)", compiled=compile_value)) == "2016-03-04 to 2016-06-30"


REFUSED = [
    # names and fields
    ("meetng.date < as_of", "unknown name 'meetng' (did you mean 'meeting'?)", 0),
    ("meeting.dat < as_of", "unknown field 'dat' of an entry of meetings (did you mean 'date'?)", 0),
    ("meeting.chair.rle == 'x'", "unknown field 'rle' of the id of an entry of professionals (did you mean 'role'?)", 0),
    ("meeting.date.year == 2016", "a date has no fields, so no 'year'", 0),
    ("meeting.type.upper == 'x'", "a word has no fields, so no 'upper'", 0),
    ("any(x.core for x in meeting.participants)", "unknown field 'core' of an entry of participants", 4),
    ("HELTH == 'x'", "unknown name 'HELTH' (did you mean 'HEALTH'?)", 0),
    # words outside closed lists
    ("meeting.type == 'core_grup'", "'core_grup' is none of its words (did you mean 'core_group'?); allowed are strategy_discussion,...", 16),
    ("meeting.type in ('core_group', 'x')", "'x' is none of its words; allowed are...", 31),
    ("'x' == action.status", "'x' is none of its words; allowed are open, done, dropped", 0),
    ("meeting.type == 3", "'3' is none of its words...", 16),
    ("weekday(meeting.date) == 'Friday'", "'Friday' is none of its words (did you mean 'friday'?)...", 25),
    ("verdict('A-1') == 'broken'", "'broken' is none of its words...", 18),
    # kinds that never meet
    ("meeting.date == 'core_group'", "a date is never equal to a word in quotation marks", 16),
    ("meeting.date < 3", "< compares two dates or two numbers, not a date with a number", 0),
    ("meeting.type < 'x'", "< compares two dates or two numbers, not a word with a word in quotation marks", 0),
    ("meeting == other", "an entry of meetings cannot be compared; compare a field, such as its id", 0),
    ("meeting.plan == other.plan", "a list cannot be compared; compare a field, such as its id", 0),
    ("meeting.type", "a condition is wanted, but this is a word", 0),
    ("meeting.participants", "a condition is wanted, but this is a list", 0),
    ("meeting.chair and True", "a condition is wanted, but this is the id of an entry of professionals", 0),
    ("meeting.plan in ('p1', 'p2')", "a list cannot be looked for in a list; say any(x in (...) for x in the list)", 0),
    ("meeting.type in meeting.participants", "'in' looks in a list of words or ids, not in a list", 16),
    ("meeting.type in meeting.date", "'in' looks in a list of words or ids, not in a date", 16),
    ("meeting.date in meeting.plan", "a date is never in a list of the id of an entry of plans", 0),
    ("meeting.type in (1, 2)", "'1' is none of its words...", 17),
    ("meeting.outcome in (meeting.type,)", "a list in an expression holds words in quotation marks", 20),
    ("meeting.type is None", "'is' is not a comparison here; allowed are == != < <= > >= in, not in", 0),
    ("any(x for x in meeting.plan)", "a condition is wanted, but this is the id of an entry of plans", 4),
    ("any(x.date for x in meeting.date)", "a loop goes over a list, not a date", 20),
    ("any(meeting.participants)", 'any() takes a loop, such as any(x.type == "core_group" for x in meetings)', 0),
    ("all(True)", 'all() takes a loop, such as all(x.type == "core_group" for x in meetings)', 0),
    ("count(meeting.date) > 1", "count() takes a list, not a date", 6),
    # arithmetic
    ("meeting.date + 'soon' < as_of", "'soon' is not a period...", 15),
    ("meeting.date + '3 school days' < as_of", "'3 school days' is finer than a day or needs a school's calendar: hours and school days cannot be...", 15),
    ("meeting.date * two_weeks < as_of", "only date + duration and date - duration are allowed", 0),
    ("meeting.date + 3 < as_of", 'a duration is wanted, such as "2 weeks", not a number', 15),
    ("1 + 1 == 2", "a duration is added to a date, not to a number", 0),
    ("two_weeks + meeting.date < as_of", "a duration is added to a date, not to a duration", 0),
    ("verdict(1) == 'met'", "verdict() takes the id of a rule in quotation marks", 0),
    # a condition is a condition
    ("-True", "unaryop is not allowed in an expression", 0),
    ("meeting.date", "a condition is wanted, but this is a date", 0),
    (
        "meeting.type == 'core_group' or 'marac'",
        'a condition is wanted, but this is a word in quotation marks; to allow several words say field in ("this", "that")',
        32,
    ),
    ("size < meeting.date", "< compares two dates or two numbers, not a number with a date", 0),
    ("meeting.date <= size", "<= compares two dates or two numbers, not a date with a number", 0),
    ("(size == 3) == meeting.date", "a condition is never equal to a date", 15),
    ("size == meeting.date", "a number is never equal to a date", 8),
    ("True and meeting.type > 'a'", "< compares two dates or two numbers, not a word in quotation marks with a word", 9),
    ("True and meeting.type <= 'a'", "<= compares two dates or two numbers, not a word with a word in quotation marks", 9),
    # lists of words
    ("meeting.type in (meeting.id, 'marac')", "a list in an expression holds words in quotation marks", 17),
    ("meeting.id in ('m1', other)", "a list in an expression holds words in quotation marks", 21),
    ("meeting.id in ('m1', 1)", "a list in an expression holds words in quotation marks", 21),
    ("'x' in meetings", "'in' looks in a list of words or ids, not in a list", 7),
    ("as_off < meeting.date", "unknown name 'as_off' (did you mean 'as_of'?)", 0),
    (f"meeting.{'x' * 61} == 'x'", f"unknown field '{'x' * 60}' of an entry of meetings", 0),
    # calls
    ("open('/etc/passwd')", "unknown function 'open'...", 0),
    ("eval('1')", "unknown function 'eval'...", 0),
    ("cuont(meetings) > 1", "unknown function 'cuont' (did you mean 'count'?)...", 0),
    ("meeting.date.replace(year=1)", "only the functions of the rule language can be called", 0),
    ("(lambda: 1)()", "only the functions of the rule language can be called", 0),
    ("recorded(meeting.chair, other.chair)", "recorded() takes 1 argument, not 2", 0),
    ("days(meeting.date) > 1", "days() takes 2 arguments, not 1", 0),
    ("earliest() < as_of", "earliest() takes 1 to 8 arguments, not 0", 0),
    ("recorded(x=meeting.chair)", "recorded() takes plain arguments", 0),
    ("recorded(*meetings)", "recorded() takes plain arguments", 0),
    ("recorded(**meetings)", "recorded() takes plain arguments", 0),
    ("recorded('x')", "recorded() takes a field, such as recorded(meeting.chair)", 0),
    ("earliest(meeting.type) < as_of", "earliest() takes dates, not a word", 9),
    ("latest(x.type for x in meetings) < as_of", "latest() takes dates, not a word", 7),
    ("agency_of(meeting.type) == 'x'", "agency_of() takes the id of somebody, such as participant.who, not a word", 10),
    ("verdict(meeting) == 'met'", "verdict() takes the id of a rule in quotation marks", 0),
    ("verdict(meeting.type) == 'met'", "verdict() takes the id of a rule in quotation marks", 0),
    # what Python has and the language has not
    ("lambda: True", "lambda is not allowed in an expression", 0),
    ("[x for x in meetings]", "listcomp is not allowed in an expression", 0),
    ("{x for x in meetings}", "setcomp is not allowed in an expression", 0),
    ("{x: x for x in meetings}", "dictcomp is not allowed in an expression", 0),
    ("(x for x in meetings)", "generatorexp is not allowed in an expression", 0),
    ("any([True for x in meetings])", 'any() takes a loop, such as any(x.type == "core_group" for x in meetings)', 0),
    ("any(True async for x in meetings)", "a loop has one plain name: for x in list", None),
    ("any(True for x, y in meetings)", "a loop has one plain name: for x in list", 13),
    ("any(True for meeting in meetings)", "the name 'meeting' is taken", 13),
    ("any(True for plans in meetings)", "the name 'plans' is taken", 13),
    ("any(True for x in meetings for x in meetings)", "the name 'x' is taken", 31),
    ("any(True for a in plans for b in plans for d in plans for e in plans for f in plans)", "a loop goes over at most 4 lists", 73),
    ("f'{meeting.type}' == 'x'", "joinedstr is not allowed in an expression", 0),
    ("(y := meeting.type) == 'x'", "namedexpr is not allowed in an expression", 1),
    ("True if meeting.type == 'x' else False", "ifexp is not allowed in an expression", 0),
    ("meetings[0].date < as_of", "subscript is not allowed in an expression", 0),
    ("meetings[0:1] == 'x'", "subscript is not allowed in an expression", 0),
    ("-1 < 2", "unaryop is not allowed in an expression", 0),
    ("await meeting", "await is not allowed in an expression", None),
    ("yield", "this cannot be read: a word, a comparison or a bracket is missing or too many here", None),
    ("{'a': 1}", "dict is not allowed in an expression", 0),
    ("('a', 'b')", "tuple is not allowed in an expression", 0),
    ("1.5 < 2", "only words in quotation marks, whole numbers up to a million, True, False and None are values", 0),
    ("b'x' == 'x'", "only words in quotation marks, whole numbers up to a million, True, False and None are values", 0),
    ("1j == 1", "only words in quotation marks, whole numbers up to a million, True, False and None are values", 0),
    ("... == 1", "only words in quotation marks, whole numbers up to a million, True, False and None are values", 0),
    ("count(meetings) <= 1000001", "only words in quotation marks, whole numbers up to a million, True, False and None are values", 19),
    ("10000000 == 1", "only words in quotation marks, whole numbers up to a million, True, False and None are values", 0),
    ("None == None", "only words in quotation marks, whole numbers up to a million, True, False and None are values", 0),
    # underscores, whatever their look
    ("__import__('os')", "the name '__import__' is not allowed: names do not begin with an underscore", 0),
    ("meeting.__class__ == 'x'", "the name '__class__' is not allowed: names do not begin with an underscore", 0),
    ("meeting._x == 'x'", "the name '_x' is not allowed: names do not begin with an underscore", 0),
    ("_c == 'x'", "the name '_c' is not allowed: names do not begin with an underscore", 0),
    ("＿c == 'x'", "this cannot be read: the character '＿' (U+FF3F) cannot stand in a condition", None),
    ("any(True for _x in meetings)", "the name '_x' is not allowed: names do not begin with an underscore", 13),
    ("any(_x.core_member for x in meeting.participants)", "the name '_x' is not allowed: names do not begin with an underscore", 4),
    ("mееting.date < as_of", "unknown name 'mееting' (did you mean 'meeting'?)", 0),
    # text that is no expression
    ("", "this cannot be read: nothing is written here", 0),
    ("   ", "this cannot be read: nothing is written here", 0),
    ("# meeting", "this cannot be read: nothing is written here", None),
    ("meeting.type ==", "this cannot be read: a word, a comparison or a bracket is missing or too many here", 0),
    ("meeting.type = 'x'", "this cannot be read: write == to ask whether two things are the same, not =", 13),
    ("meeting.type == 'x'; True", "this cannot be read: a word, a comparison or a bracket is missing or too many here", None),
    ("import os", "this cannot be read: a word, a comparison or a bracket is missing or too many here", None),
    ("True\nTrue", "this cannot be read: a word, a comparison or a bracket is missing or too many here", None),
    ("meeting.from == 'x'", "this cannot be read: the fields from and for are written from_ and for_ in a condition", None),
    ("meeting.type == 'x", "this cannot be read: a quotation mark is opened and not closed", None),
    ("meeting.outcome == '\\d'", "this cannot be read: a \\ cannot stand in a condition", None),
    ("True\0", "an expression holds no control characters", None),
    ("\ud800 == 'x'", "not an expression that can be read", None),
    # too large
    ("True or " * 300 + "True", "an expression has at most 2000 characters; this has 2404", None),
    ("(" * 30 + "True" + ")" * 30, "an expression is nested at most 24 deep", None),
    ("not " * 400 + "True", "an expression is nested at most 24 deep", None),
    ("not " * 10000 + "True", "an expression has at most 2000 characters; this has 40004", None),
    ("not\t" * 60 + "True", "an expression has at most 400 parts, 48 deep", None),
    ("meeting" + ".chair" * 100, "an expression has at most 400 parts, 48 deep", None),
    ("~" * 1900 + "1", "an expression has at most 400 parts, 48 deep", None),
    ("1 < " * 450 + "1", "an expression has at most 400 parts, 48 deep", None),
    ("x" * 10**6, "an expression has at most 2000 characters; this has 1000000", None),
    ("1" * 1999, "only words in quotation marks, whole numbers up to a million, True, False and None are values", 0),
]


@pytest.mark.parametrize(("text", "message", "offset"), REFUSED, ids=[ascii(text[:40]) for text, _, _ in REFUSED])
def test_refused(text: str, message: str, offset: int | None) -> None:
    before = time.process_time()
    with pytest.raises(Wrong) as refused:
        compile_condition(text, SCOPE)
    assert time.process_time() - before < 0.5
    assert str(refused.value) == message or (message.endswith("...") and str(refused.value).startswith(message[:-3]))
    assert offset is None or refused.value.offset == offset


PLACES = [  # where a fault stands: characters from the start of the text, blanks around it left out
    (compile_condition, "meeting.id == 'x' and meetng.type", 22),
    (compile_condition, "meeting.id == 'é' and meetng.type", 22),
    (compile_condition, "  meeting.id == 'x' and meetng.type", 22),
    (compile_condition, "(meeting.id == 'x'\n  and meetng.type)", 25),
    (compile_condition, "('é' == meeting.id\n  and\n 'é' == meetng.type)", 33),
    (compile_condition, "(meeting.id == 'é'\n  and meeting.type = 'x')", 38),
    (compile_condition, "meeting.id == 'é' and ＿x.type", 22),
    (compile_template, "minutes of {meetng}", 12),
    (compile_template, "  minutes of { any(x.tpe for x in meetings)}", 17),
    (compile_template, "{meeting.id} of {meeting.type =}", 30),
    (compile_template, "{meeting.id} of {" + "(" * 25 + "True" + ")" * 25 + "}", 17),
]


@pytest.mark.parametrize(("compiled", "text", "offset"), PLACES)
def test_where_a_fault_stands(compiled: Any, text: str, offset: int) -> None:
    with pytest.raises(Wrong) as wrong:
        compiled(text, SCOPE)
    assert wrong.value.offset == offset


@pytest.mark.parametrize("name", ["x): import os", "X", "_x", "1x", "class", "from", "in", "lambda", "é", "", "x y", "x\n", "Y" * 40])
def test_a_name_that_is_none_is_never_bound(name: str) -> None:
    with pytest.raises(Wrong) as refused:
        SCOPE.with_bound({name: k.EntryOf((Meeting,))})
    assert str(refused.value) == f"'{name}' is no name: small letters, digits and underscores, a letter first, and no word of Python's own"


def test_dates_and_phrases_are_refused_too() -> None:
    for compiled, text, message in (
        (compile_date, "meeting.type", "a date is wanted, not a word"),
        (compile_template, "a {meeting.dat}", "unknown field 'dat'"),
        (compile_template, "a {b", "a brace in a phrase stands around an expression"),
        (compile_template, "a } b", "a brace in a phrase stands around an expression"),
        (compile_template, "{}", "this cannot be read: nothing is written here"),
    ):
        with pytest.raises(Wrong) as refused:
            compiled(text, SCOPE)
        assert str(refused.value).startswith(message)


def nested_chains(depth: int) -> str:
    """Chains of nine within each other: joined in halves, the code of each is eight brackets deep."""
    return "(" * depth + "True" + (" and True" * 8 + ")") * depth


LONGEST_WITH = "an expression has at most 2000 characters; this has 2001"
MOST_PARTS = "an expression has at most 400 parts, 48 deep"
DEEPEST_WITH = "an expression is nested at most 24 deep"
TOO_DEEP = "an expression is nested too deep; say part of it in a rule of its own, or as a named list"
XS = f"meeting.id == '{'X' * 30}'"
BOUNDS = [  # the largest that is taken, the smallest that is not, and what is said of it
    ("True" + " " * 1996, "True" + " " * 1997, LONGEST_WITH),
    ("(" * 24 + "True" + ")" * 24, "(" * 25 + "True" + ")" * 25, DEEPEST_WITH),
    (" and ".join(["(True)"] * 40), "True and " * 40 + "(" * 25 + "True" + ")" * 25, DEEPEST_WITH),
    (XS, f"{XS} or {'(' * 25}True{')' * 25}", DEEPEST_WITH),
    (" or ".join(["not True"] * 96), " or ".join(["not True"] * 97), DEEPEST_WITH),
    ("not\t" * 47 + "True", "not\t" * 48 + "True", MOST_PARTS),
    ("1" + "<1" * 199, "1" + "<1" * 200, MOST_PARTS),
    (nested_chains(18), nested_chains(20), TOO_DEEP),
    ("not " * 3 + nested_chains(18), "not not " + nested_chains(18).replace("True", "meeting.date < as_of", 1), TOO_DEEP),
]  # fmt: skip


@pytest.mark.parametrize(("taken", "refused", "message"), BOUNDS)
def test_where_the_bounds_are(taken: str, refused: str, message: str) -> None:
    assert callable(compile_condition(taken, SCOPE).ready())
    with pytest.raises(Wrong) as wrong:
        compile_condition(refused, SCOPE)
    assert str(wrong.value) == message


def test_the_longest_that_is_allowed_compiles_and_runs() -> None:
    assert judged(" or ".join(["meeting.date > as_of"] * 48)) is False
    assert judged(" and ".join(["True"] * 200)) is True
    assert said(judged("(" * 20 + "other.type == 'marac'" + " or other.minutes.held)" * 20)) == "unknown type minutes"


PIECES = [
    "meeting", "other.type", ".date", "==", "<", " in ", "(", ")", "any(", "x", " for x in ", "meetings", "'core_group'", "and ", "not ",
    "count(", "[", "]", "__class__", ".", ",", "{", "}", "lambda ", "as_of", "+ '2 weeks'", "\\", "\n", "import ", "=", ":", "0", "*",
]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map("".join)))
def test_any_text_is_compiled_or_refused_and_nothing_runs(text: str) -> None:
    seen: list[str] = []
    hook_on.append(seen)
    try:
        for compiled in (compile_condition, compile_value, compile_date, compile_template):
            try:
                made = compiled(text, SCOPE)
                assert isinstance(made, Expression)
                assert callable(made.ready())
            except Wrong:
                pass
    finally:
        hook_on.clear()
    assert not seen


hook_on: list[list[str]] = []


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    """Notes whatever would leave the process: files, programs, sockets."""
    if hook_on and event.split(".", maxsplit=1)[0] in ("open", "os", "subprocess", "socket", "shutil", "ctypes"):
        hook_on[0].append(event)


sys.addaudithook(_hook)


# A naive interpreter of a grammar of valid expressions: true, false, or None for unknown.

Truth = bool | None
ATTENDANCE = ("attended", "apologies", "absent")


class Naive:
    """A record of one meeting, as plain values; None is missing."""

    def __init__(
        self, kind: str | None, when: tuple[date, date] | None, held: bool | None, people: list[tuple[str | None, bool | None]], whole: bool
    ):
        self.kind, self.when, self.held, self.people, self.whole = kind, when, held, people, whole

    def text(self) -> str:
        written = {True: "yes", False: "no"}
        people = ", ".join(
            "{" + ", ".join([f"attendance: {a}"] * (a is not None) + [f"core_member: {written.get(m, '')}"] * (m is not None)) + "}"
            for a, m in self.people
        )
        lines = ["extracted: 2016-06-30", f"complete: [{'participants, meetings' if self.whole else ''}]", "meetings:", "  - id: m1"]
        if self.kind:
            lines.append(f"    type: {self.kind}")
        if self.when:
            lines.append(f"    date: {self.when[0].isoformat()[:7] if self.when[0] != self.when[1] else self.when[0].isoformat()}")
        lines.append(f"    participants: [{people}]")
        if self.held is not None:
            lines.append(f"    minutes: {{held: {'yes' if self.held else 'no'}}}")
        return "\n".join(lines) + "\n"


def k_not(a: Truth) -> Truth:
    return None if a is None else not a


def k_and(a: Truth, b: Truth) -> Truth:
    return False if a is False or b is False else None if a is None or b is None else True


def k_or(a: Truth, b: Truth) -> Truth:
    return k_not(k_and(k_not(a), k_not(b)))


def before(when: tuple[date, date] | None, day: date) -> Truth:
    return None if when is None else True if when[1] < day else False if when[0] >= day else None


DAYS = [date(2016, 3, 1), date(2016, 3, 31), date(2016, 4, 1)]
naives = st.builds(
    Naive,
    st.sampled_from([None, "core_group", "marac"]),
    st.sampled_from([None, (date(2016, 3, 1), date(2016, 3, 31)), (date(2016, 3, 1),) * 2, (date(2016, 4, 1),) * 2]),
    st.sampled_from([None, True, False]),
    st.lists(
        st.tuples(st.sampled_from([None, *ATTENDANCE]), st.sampled_from([None, True, False])).filter(lambda p: p != (None, None)),
        max_size=3,
    ),
    st.booleans(),
)
AS_OF = {day: f'as_of - "{(date(2016, 6, 10) - day).days} days"' for day in DAYS}
# Each: text, and a function from the naive record (and a person) to its truth.
about_meeting = st.one_of(
    st.sampled_from(["core_group", "marac"]).map(lambda w: (f"m.type == '{w}'", lambda r, p: None if r.kind is None else r.kind == w)),
    st.sampled_from(DAYS).map(lambda d: (f"m.date < {AS_OF[d]}", lambda r, p: before(r.when, d))),
    st.just(("recorded(m.type)", lambda r, p: r.kind is not None)),
    # Without minutes nothing is held, in a complete section; else nobody can tell.
    st.just(("m.minutes.held", lambda r, p: r.held if r.held is not None else False if r.whole else None)),
)
about_person = st.one_of(
    st.sampled_from(ATTENDANCE).map(lambda w: (f"p.attendance == '{w}'", lambda r, p: None if p[0] is None else p[0] == w)),
    st.just(("p.core_member", lambda r, p: p[1])),
    st.just(("recorded(p.core_member)", lambda r, p: p[1] is not None)),
)


def grown(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.recursive(leaves, lambda inner: st.one_of(
        inner.map(lambda a: (f"not ({a[0]})", lambda r, p: k_not(a[1](r, p)))),
        st.tuples(inner, inner).map(lambda ab: (f"({ab[0][0]} and {ab[1][0]})", lambda r, p: k_and(ab[0][1](r, p), ab[1][1](r, p)))),
        st.tuples(inner, inner).map(lambda ab: (f"({ab[0][0]} or {ab[1][0]})", lambda r, p: k_or(ab[0][1](r, p), ab[1][1](r, p)))),
    ), max_leaves=5)  # fmt: skip


def some(parts: tuple[Any, Any]) -> Any:
    (text, value), (condition, passes) = parts

    def found(r: Naive, p: Any) -> Truth:
        result: Truth = False if r.whole else None
        for one in r.people:
            result = k_or(result, k_and(passes(r, one), value(r, one)))
        return result

    return f"any({text} for p in m.participants if {condition})", found


def every(parts: tuple[Any, Any]) -> Any:
    (text, value), rest = parts
    _, found = some(((f"not ({text})", lambda r, p: k_not(value(r, p))), rest))
    return f"all({text} for p in m.participants if {rest[0]})", lambda r, p: k_not(found(r, p))


def at_least(parts: tuple[Any, int]) -> Any:
    (text, value), number = parts

    def found(r: Naive, p: Any) -> Truth:
        truths = [value(r, one) for one in r.people]
        low, high = truths.count(True), len(truths) - truths.count(False)
        return True if low >= number else False if r.whole and high < number else None

    return f"count({text} for p in m.participants) >= {number}", found


person = grown(about_person)
conditions = grown(st.one_of(
    about_meeting, st.tuples(person, person).map(some), st.tuples(person, person).map(every),
    st.tuples(person, st.integers(1, 4)).map(at_least),
))  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(naives, conditions)
def test_valid_expressions_are_as_a_naive_interpreter_has_them(naive: Naive, condition: tuple[str, Any]) -> None:
    text, value = condition
    record = record_of(naive.text())
    c = Judgement(record, date(2016, 6, 10), {})
    assert c.root.meetings
    try:
        made = compile_condition(text, Scope({"m": k.EntryOf((Meeting,))}))
    except Wrong as wrong:
        assert "nested" in str(wrong) or "parts" in str(wrong)
        return
    found = made(c, c.root.meetings[0])
    assert (None if isinstance(found, Unknown) else found) == value(naive, None)


def test_the_values_of_a_count_are_bounds() -> None:
    found = judged("count(x.core_member for x in meeting.participants)", "participants", compiled=compile_value)
    assert (found.low, found.high) == (1, 2)
    found = judged("count(meeting.participants)", "participants", compiled=compile_value)
    assert (found.low, found.high) == (3, 3)
    assert isinstance(judged("meeting.date", compiled=compile_value), When)


@pytest.mark.parametrize(("condition", "truth"), [
    ("recorded(x.plan.end)", False),
    ("x.plan.end > x.plan.start", False),
    ("recorded(x.plan.start)", True),
    ("recorded(plan.end)", False),
    ("any(a.id == 'a1' for a in x.plan.actions)", True),
])
def test_what_is_dated_later_has_not_happened_through_an_id_either(condition: str, truth: bool) -> None:
    plan = {"id": "p2", "start": "2016-05", "end": "2016-06-20", "actions": [{"id": "a1"}]}
    case = {"format": "case/1", "case": "x", "extracted": "2016-06-30", "complete": ["plans"], "plans": [plan], "visits": [{"id": "v1", "plan": "p2"}]}
    whole = record(case)
    scope = Scope({"x": k.EntryOf(k.SECTION_MODELS["visits"]), "plan": k.EntryOf(k.SECTION_MODELS["plans"])})
    for day, found in ((date(2016, 6, 10), truth), (date(2016, 6, 20), True)):
        c = Judgement(whole, day, {})
        assert compile_condition(condition, scope)(c, c.root.visits[0], c.root.plans[0]) is found


def test_what_is_read_through_an_id_as_it_is_written() -> None:
    case = {"format": "case/1", "case": "x", "plans": [{"id": "p2", "end": "2016-06-20"}], "visits": [{"id": "v1", "plan": "p2"}],
            "events": [{"id": "e", "planned": "2016-07-01"}], "notifications": [{"id": "n", "about": "e"}]}  # fmt: skip
    c = Judgement(record(case), date(2016, 6, 10), {})
    scope = Scope({"x": k.EntryOf(k.SECTION_MODELS["visits"]), "n": k.EntryOf(k.SECTION_MODELS["notifications"])})
    for compiled, text, value in (
        (compile_date, "x.plan.end", "2016-06-20"),  # for a clock, a date that is still to come is one
        (compile_value, "recorded(x.plan.end)", "F"),
        (compile_value, "n.about.planned", "2016-07-01"),
        (compile_condition, "n.about.planned > as_of", "T"),  # a plan is no happening
    ):
        assert said(compiled(text, scope)(c, c.root.visits[0], c.root.notifications[0])) == value


def test_two_expressions_of_one_text_are_equal() -> None:
    one, two = compile_condition("meeting.date < as_of", SCOPE), compile_condition("meeting.date < as_of", SCOPE)
    assert one == two
    assert one.run is not two.run
    assert "function" not in repr(one)
    assert "run" not in repr(one)


def test_a_function_that_is_there_is_run_itself() -> None:
    given = Expression("1", k.Number(), "", function=lambda c, *bound: (c, *bound))
    assert given.run is given.function
    assert given("c", 1, 2) == ("c", 1, 2)
    made = compile_condition("True", SCOPE)
    assert made.run is not made.function
    assert made.ready() is made.run is made.function
