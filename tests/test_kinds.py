"""The kinds of the record's fields: what each section leads to, how a kind is said, and what kinds that several models share are together."""

from __future__ import annotations

import pytest

from scr_check import kinds as k
from scr_check.expressions import Scope, Wrong, compile_value
from scr_check.findings import Verdict
from scr_check.record_models import AgencyEntry, CaseRecord, Child, Entry, FamilyMember, Meeting, Plan, Worker
from scr_check.record_parts import Minutes, Participant, Referral
from scr_check.vocabulary import TOP_SECTIONS

A, B = k.Word(("a", "b")), k.Word(("b", "c"))
MEETING, PLAN = k.EntryOf((Meeting,)), k.EntryOf((Plan,))
JOINED = [  # the kinds of a field that several models have, and the one kind of them all
    ([A], A),
    ([A, A], A),
    ([A, B], k.Word(("a", "b", "c"))),
    ([A, k.Word()], k.Word()),
    ([MEETING, MEETING], MEETING),
    ([MEETING, PLAN], k.EntryOf((Meeting, Plan), maybe=True)),
    ([MEETING, k.EntryOf((Plan, Meeting))], k.EntryOf((Meeting, Plan), maybe=True)),
    ([k.Many(A), k.Many(B)], k.Many(k.Word(("a", "b", "c")))),
    ([k.Many(MEETING, section=True), k.Many(PLAN)], k.Many(k.EntryOf((Meeting, Plan), maybe=True), section=True)),
    ([k.Id(), A], k.Word()),
    ([k.Day(), A], k.Kind()),
    ([k.Many(A), A], k.Kind()),
    ([MEETING, A], k.Kind()),
]


@pytest.mark.parametrize(("several", "one"), JOINED)
def test_one_kind_for_several(several: list[k.Kind], one: k.Kind) -> None:
    assert k.joined(several) == one


READ = [  # a model; the field in expressions, its key in the file, its kind, whether its absence is one of a happening, whether it may be written as none
    (Meeting, k.Field("minutes", "minutes", k.EntryOf((Minutes,), maybe=True), True, False)),
    (Meeting, k.Field("participants", "participants", k.Many(k.EntryOf((Participant,)), section=True), True, False)),
    (Meeting, k.Field("date", "date", k.Day(), False, False)),
    (Meeting, k.Field("plan", "plan", k.Many(k.Ref(sections=("plans",))), False, False)),
    (Participant, k.Field("invited_on", "invited", k.Day(), False, False)),
    (Child, k.Field("school", "school", k.Ref(sections=("agencies",)), False, True)),
    (CaseRecord, k.Field("referral", "referral", k.EntryOf((Referral,), maybe=True), False, False)),
]


@pytest.mark.parametrize(("model", "field"), READ)
def test_how_a_field_is_read_off_its_model(model: type[Entry], field: k.Field) -> None:
    assert k.FIELDS[model][field.name] == field


def test_the_name_of_the_case_may_be_asked_for() -> None:
    assert set(k.ROOT_FIELDS) - set(TOP_SECTIONS) == {"case", "extracted"}


SAID = [
    (k.Kind(), "a value"), (MEETING, "an entry of meetings"), (k.EntryOf((Plan, Meeting)), "an entry of meetings or plans"), (k.Many(), "a list"),
    (A, "a word"), (k.Literal(), "a word in quotation marks"), (k.Id(), "an id"), (k.Day(), "a date"), (k.Span(), "a duration"), (k.Number(), "a number"),
    (k.Ref(sections=("people", "agencies")), "the id of an entry of people or agencies"), (k.YesNo(), "yes or no"), (k.Truth(), "a condition"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "words"), SAID)
def test_how_a_kind_is_said(kind: k.Kind, words: str) -> None:
    assert kind.said() == words


EQUAL = [  # may two values of these kinds be equal?
    (k.Day(), k.Day(), True), (k.Day(), k.Number(), False), (k.Number(), k.Day(), False), (k.YesNo(), k.Truth(), False), (A, k.Literal(), True),
    (k.Id(), k.Ref(), True), (A, k.Day(), False), (k.Day(), A, False), (k.Kind(), k.Kind(), True),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "may_be"), EQUAL)
def test_which_kinds_may_be_equal(first: k.Kind, second: k.Kind, may_be: bool) -> None:
    assert first.compares_with(second) is may_be


def test_what_an_id_may_name() -> None:
    assert k.Ref(sections=("people", "agencies", "no_section")).models() == (FamilyMember, AgencyEntry)
    assert k.Ref(sections=("professionals", "children")).models() == (Worker, Child)


def test_an_entry_bound_by_a_loop_is_local_and_a_word_stays_as_it_is() -> None:
    assert k.local(MEETING) == k.EntryOf((Meeting,), local=True)
    assert k.local(A) is A


def test_the_verdicts_of_an_expression_are_those_of_the_report() -> None:
    assert set(k.VERDICTS) == {verdict.value for verdict in Verdict}


ONE, EIGHT = "1 argument", "1 to 8 arguments"
ARGUMENTS = {
    "any": ONE, "all": ONE, "count": ONE, "recorded": ONE, "weekday": ONE, "is_working_day": ONE, "agency_of": ONE, "verdict": ONE,
    "days": "2 arguments", "earliest": EIGHT, "latest": EIGHT, "first_recorded": EIGHT,
}  # fmt: skip


@pytest.mark.parametrize(("name", "takes"), ARGUMENTS.items())
def test_how_many_arguments_a_function_takes(name: str, takes: str) -> None:
    with pytest.raises(Wrong) as refused:
        compile_value(f"{name}({', '.join(['as_of'] * 9)})", Scope({}))
    assert str(refused.value) == f"{name}() takes {takes}, not 9"
    with pytest.raises(Wrong) as refused:
        compile_value(f"{name}()", Scope({}))
    assert str(refused.value) == f"{name}() takes {takes}, not 0"
