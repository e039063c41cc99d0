"""Each pattern with each of its parts left out, and with nonsense in its place: what is refused and where, or how the rule that is left is told.

What is held stands in `tests/data/pattern_refusals.json`. After a change that is meant, remove it, and `REGENERATE=1 pytest -n0
tests/patterns/test_refusals.py` writes it anew: read what git says has changed.
"""
# ruff: noqa: E501 - tables: a line is what is asked, or one case

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from scr_check.rule import RuleFault
from scr_check.telling import tell
from tabling import book_of

FILE = Path(__file__).parent.parent / "data" / "pattern_refusals.json"
SOME = "{each: copy, in: meeting.circulation, where: copy.to == meeting.chair, at: copy.sent}"
HELD = "each: proof, in: condition.evidence, where: proof.shows == 'drug_free', against: recorded(proof.refutes), at: proof.date, for: 2 months, max_gap: 5 weeks"
MEETING, PLAN, CONDITION = ("{each: meeting, in: meetings}", "{each: plan, in: plans}", "{each: condition, in: conditions}")
REQUIRED = {  # what each pattern can be asked, with as many parts as go together
    "absence_until": (CONDITION, "{'no': {each: event, in: events, where: event.type == condition.prohibits, at: event.date}, since: condition.set_on, "
                      "release: [{lifted: condition.lifted, at: condition.lifted.on}, {held_for: {" + HELD + "}}], "
                      "days_since: {each: visit, in: visits, where: visit.type == 'child_in_need', at: visit.date}}"),
    "count": (MEETING, "{each: person, in: meeting.participants, where: person.core_member, distinct: agency_of(person.who), at_least: 2, at_most: 5}"),
    "count window": (MEETING, "{each: other, in: meetings, where: other.type == 'marac', at_least: three, at: other.date, days: unset_number}"),
    "covers": ("{each: assessment, in: assessments}", "{list: assessment.covers, required: [one_thing, two], denied: recorded(assessment.author)}"),
    "held_for": (CONDITION, "{" + HELD + ", after: condition.set_on, within: 6 months}"),
    "held_for by": (CONDITION, "{" + HELD + ", by: condition.lifted.on}"),
    "holds": (MEETING, "{that: meeting.minutes.held, denied: meeting.type == 'marac', unsettled: count(meeting.participants) > 0}"),
    "observes": (MEETING, "{that: meeting.minutes.held}"),
    "precedence": ("{each: step_down, in: step_downs}", "{by: step_down.decided, fresh: 30 days, "
                   "some: {each: assessment, in: assessments, where: assessment.type == 'social_work', at: assessment.authorised}}"),
    "recorded": (PLAN, "{all: [plan.reviewed.on, plan.authorised.on], silent: breached, denied: plan.type == 'early_help', "
                 "then: plan.reviewed.on <= plan.authorised.on}"),
    "recurrence": (PLAN, "{each: meeting, in: meetings, where: plan.id in meeting.plan, at: meeting.date, since: plan.start, first_within: two_weeks, "
                   "then_every: 6 weeks, until: plan.end, ended: plan.reviewed, counting: inclusive}"),
    "recurrence unset": (PLAN, "{each: meeting, in: meetings, at: meeting.date, since: plan.start, first_within: unset_span, then_every: 6 weeks}"),
    "recurrence from one of several days": (PLAN, "{each: meeting, in: meetings, at: meeting.date, since: 'first_recorded(plan.start, plan.authorised.on, plan.reviewed.on)', "
                                            "first_within: unset_span, then_every: 6 weeks}"),
    "recurrence without a first": (PLAN, "{each: meeting, in: meetings, at: meeting.date, since: plan.start, then_every: two_weeks}"),
    "count window with a most": (MEETING, "{each: other, in: meetings, at_least: 2, at_most: 3, at: other.date, days: 5}"),
    "count window unset": (MEETING, "{each: other, in: meetings, at_least: unset_number, at: other.date, days: unset_number}"),
    "response": (MEETING, "{some: " + SOME + ", since: meeting.date, within: two_weeks, counting: inclusive, denied: meeting.type == 'marac'}"),
    "response of its own": ("{each: action, in: step_downs.actions}", "{by: action.due, at: action.completed, where: action.owner == action.set_by, "
                            "done: action.status == 'done', denied: action.status == 'dropped'}"),
    "response by the next": (MEETING, "{some: [" + SOME + ", {each: visit, in: visits, at: visit.date}], since: meeting.date, "
                             "by_next: {each: other, in: meetings, where: other.type == meeting.type, at: other.date}}"),
    "same": ("{any: origin, in: referral}", "{origin: referral.significant_reason, places: ["
             "{each: plan, in: plans, where: plan.type == 'early_help', at: plan.start, states: plan.referral_reason.reasons}, "
             "{each: assessment, in: assessments, at: assessment.started, states: assessment.factors}]}"),
    "sequence": (MEETING, "{each: step, in: escalations, where: step.about == meeting.id, at: step.on, stage: step.to, "
                 "order: [social_worker, team_manager], satisfied_by: partnership_procedure}"),
    "sources_agree": (MEETING, "{sources: [{value: meeting.date, said_by: meeting.chair}, "
                      "{each: held, in: meeting.agency_records, value: held.date, where: held.minutes_held, said_by: held.agency}]}"),
    "sources_agree twice wrong": (MEETING, "{sources: [{value: meeting.date, each: held, said_by: meeting.chair}, {set_of: meeting.plan, said_by: meeting.chair}]}"),
    "sources_agree sets": (MEETING, "{sources: [{each: person, in: meeting.participants, set_of: person.who, where: person.core_member, said_by: meeting.chair}, "
                           "{each: held, in: meeting.agency_records, value: held.attended, said_by: held.agency}]}"),
}  # fmt: skip


def variants(value: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    """The value with one of its parts changed, and what was changed: nonsense for every text, and every part dropped."""
    if isinstance(value, str | int):
        yield f"{where} nonsense", "nonsense.x"
        return
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    for key in keys:
        dropped = copy.copy(value)
        del dropped[key]
        yield f"{where}/{key} dropped", dropped
        for said, changed in variants(value[key], f"{where}/{key}"):
            other = copy.copy(value)
            other[key] = changed
            yield said, other


def outcome(step: str, pattern: str, required: Any) -> str:
    """The faults of the rule, or the rule in words."""
    body = f"duty: {'advice' if pattern == 'observes' else 'must'}\nfor_each: [{step}]\n" + yaml.safe_dump({"require": {pattern: required}}, sort_keys=False, width=1000)
    try:
        book = book_of.__wrapped__(body)
    except RuleFault as fault:
        return "; ".join(line.partition("R0.yaml:")[2] or line for line in fault.lines)
    told = tell(book.rules[0], book)
    return " ".join([*told.asks, *told.when, *(f"{verdict}: {meaning}" for verdict, meaning in told.verdicts.items()), *told.waits_for])


@pytest.mark.parametrize("name", REQUIRED)
def test_what_is_refused_and_how_the_rest_is_told(name: str) -> None:
    step, text = REQUIRED[name]
    required = yaml.safe_load(text)
    found = {"as it is": outcome(step, name.split(maxsplit=1)[0], required)}
    found |= {said: outcome(step, name.split(maxsplit=1)[0], changed) for said, changed in variants(required)}
    held = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    if "REGENERATE" in os.environ:
        held[name] = found
        FILE.write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == held[name]


IN = "{each: *one, in: visits, at: one.date}"
TAKEN = [  # a part that names what it goes through: the name stands behind a star
    "require: {count: {each: *one, in: visits, at_least: 1}}",
    "require: {recurrence: {each: *one, in: visits, at: one.date, since: meeting.date, then_every: 2 weeks}}",
    "require: {held_for: {each: *one, in: visits, where: recorded(one.by), at: one.date, for: 2 weeks, after: meeting.date}}",
    "require: {sequence: {each: *one, in: visits, at: one.date, stage: one.id, order: [a, b]}}",
    f"require: {{response: {{some: {IN}, since: meeting.date}}}}",
    "require: {response: {some: {each: visit, in: visits, at: visit.date}, since: meeting.date, by_next: " + IN + "}}",
    f"require: {{absence_until: {{no: {IN}, since: meeting.date, release: []}}}}",
    f"require: {{absence_until: {{no: {IN.replace('*one', 'visit').replace('one', 'visit')}, since: meeting.date, release: [], days_since: {IN}}}}}",
    "require: {same: {origin: meeting.type, places: [{each: *one, in: assessments, at: one.started, states: one.factors}]}}",
    "require: {sources_agree: {sources: [{each: *one, in: visits, set_of: one.by, said_by: meeting.chair}, {value: meeting.chair, said_by: meeting.chair}]}}",
    "let: {found: {first: *one, in: visits, order_by: one.date}}\nrequire: {holds: recorded(found.date)}",
    "let: {found: {last: *one, in: visits, order_by: one.date}}\nrequire: {holds: recorded(found.date)}",
    "let: {visit: {first: other, in: visits, order_by: other.date}, *one: {ref: meeting.chair}}\nrequire: {holds: recorded(visit.date)}",
    "require: {holds: *'any(recorded(one.date) for one in visits)'}",
]


@pytest.mark.parametrize("name", ["meeting", "visits", "case", "as_of"])
@pytest.mark.parametrize("rule", TAKEN, ids=range(len(TAKEN)))
def test_a_name_that_means_something_already(rule: str, name: str) -> None:
    def faults(word: str) -> list[str]:
        try:
            book_of("for_each: [{each: meeting, in: meetings}]\n" + rule.replace("*", "").replace("one", word) + "\n")
        except RuleFault as fault:
            return [line.partition("R0.yaml:")[2] for line in fault.lines]
        return []

    before = rule.partition("*")[0].replace("one", name)
    assert not faults("another")
    assert not faults("two_weeks")  # a name of its own goes before a number of the rulebook: another rulebook may add some
    assert any(line.startswith(f"9:{len(before) + 1}: the name '{name}' is taken") for line in faults(name)), faults(name)


def test_two_names_that_are_taken_each_have_their_place() -> None:
    with pytest.raises(RuleFault) as raised:
        book_of("for_each: [{each: meeting, in: meetings}]\nlet: {visits: {ref: meeting.chair}, plans: {ref: meeting.chair}}\nrequire: {holds: recorded(meeting.date)}\n")
    assert [line.rpartition("R0.yaml:")[2] for line in raised.value.lines] == ["9:7: the name 'visits' is taken", "9:37: the name 'plans' is taken"]


def test_what_is_owed_instead_counts_from_limit_so_that_name_is_taken() -> None:
    body = """\
for_each: [{each: limit, in: meetings}]
require:
  response: {some: {each: visit, in: visits, at: visit.date}, since: limit.date, within: 2 weeks}
  otherwise: [{response: {some: {each: other, in: visits, at: other.date}, by: limit}}]
"""
    with pytest.raises(RuleFault) as raised:
        book_of(body)
    assert [line.rpartition("R0.yaml:")[2] for line in raised.value.lines] == ["11:16: the name 'limit' is taken"]
    assert book_of(body.replace("each: limit", "each: meeting").replace("limit.date", "meeting.date")).rules


CLOCK = "require: {response: {some: {each: visit, in: visits, at: visit.date}, "
NOT_TOGETHER = [  # parts of a clock or a duty that do not go together: the last of them is where the fault stands
    (CLOCK + "since: meeting.date, after: *meeting.date}}", "either since or after, not both"),
    (CLOCK + "since: meeting.date, within: 2 weeks, by: *meeting.date}}", "either within or by, not both"),
    (CLOCK + "by: meeting.date, within: *2 weeks}}", "within counts from a date: say since or after"),
    (CLOCK + "by: meeting.date, by_next: *{each: one, in: visits, at: one.date}}}", "by_next goes with since, and instead of by and within"),
    (CLOCK + "since: meeting.date, where: *recorded(meeting.date)}}", "where goes with at; inside some, each alternative has its own"),
    (CLOCK + "since: meeting.date, done: *recorded(meeting.date)}}", "done goes with at; inside some, each alternative has its own"),
    ("require: {response: *{since: meeting.date, within: 2 weeks}}", "say either some (the entries that fulfil it) or at (the date on which the entry itself was done)"),
    ("require: {response: *{some: {each: visit, in: visits, at: visit.date}, at: meeting.date, since: meeting.date}}", "say either some (the entries that fulfil it) or at (the date on which the entry itself was done)"),
]


@pytest.mark.parametrize(("rule", "message"), NOT_TOGETHER, ids=range(len(NOT_TOGETHER)))
def test_what_does_not_go_together(rule: str, message: str) -> None:
    with pytest.raises(RuleFault) as raised:
        book_of("for_each: [{each: meeting, in: meetings}]\n" + rule.replace("*", "") + "\n")
    assert f"9:{rule.index('*') + 1}: {message}" in [line.partition("R0.yaml:")[2] for line in raised.value.lines]
