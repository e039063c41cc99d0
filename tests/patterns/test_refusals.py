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
