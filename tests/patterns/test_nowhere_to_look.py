"""An attribute that nobody wrote on the way to the entries: nobody can tell where to look, so no pattern says that nothing is there, or all is well."""
# ruff: noqa: E501 - tables: a line is one case

from __future__ import annotations

import pytest

from duties import judged

ACTION = "each: action, in: meeting.plan.actions, at: action.completed"
PATTERNS = [
    # what is required; what is found where it is known which plan it was: on 5 March, on 10 June
    ("count: {each: action, in: meeting.plan.actions, at_least: 2}", "breached", "breached"),
    (f"response: {{some: [{{{ACTION}}}], since: meeting.date, within: 2 weeks}}", "due", "met_late"),
    ("response: {some: [{each: visit, in: visits, at: visit.date}], since: meeting.date, by_next: {each: action, in: meeting.plan.actions, at: action.due}}", "due", "breached"),
    (f"sequence: {{{ACTION}, stage: action.id, order: [a, b]}}", "met", "breached"),
    (f"absence_until: {{no: {{{ACTION}}}, since: meeting.date, release: []}}", "holding", "breached"),
    (f"held_for: {{{ACTION}, where: recorded(action.completed), for: 2 days, since: meeting.date, within: 2 weeks}}", "due", "breached"),
    ("same: {origin: meeting.type, places: [{each: action, in: meeting.plan.actions, at: action.completed, states: action.addresses}]}", None, "breached"),
]
RULE = "for_each: [{each: meeting, in: meetings}]\nrequire: {%s}\n"


def record(plan: str) -> str:
    action = "{id: b, set_on: 2016-01-02, due: 2016-04-01, completed: 2016-03-20, addresses: [neglect]}"
    return f"""\
extracted: 2016-12-01
complete: [plans, plans.actions, meetings, visits]
plans: [{{id: p, start: 2016-01-01, actions: [{action}]}}]
meetings: [{{id: m, type: marac, date: 2016-03-01{plan}}}]
"""


@pytest.mark.parametrize(("required", "early", "late"), PATTERNS, ids=[row[0].partition(":")[0] + str(i) for i, row in enumerate(PATTERNS)])
def test_where_nobody_can_look(required: str, early: str | None, late: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    for day, verdict in (("2016-03-05", early), ("2016-06-10", late)):
        found, _ = judged(RULE % required, record(", plan: p"), day, monkeypatch)
        assert [one.partition(";")[0] for one in found] == ([verdict] if verdict else [])
        (told,), _ = judged(RULE % required, record(""), day, monkeypatch)
        assert told.startswith("unknown; cannot be told: it hangs on /meetings/0/plan")
        assert told.endswith("; /meetings/0/plan")


def test_two_places_where_nobody_can_look_are_both_named(monkeypatch: pytest.MonkeyPatch) -> None:
    action = "{{each: action, in: d.{}.actions, at: action.completed}}"
    rule = f"for_each: [{{each: d, in: step_downs}}]\nrequire: {{response: {{since: d.decided, within: 2 weeks, some: [{action.format('ends')}, {action.format('begins')}]}}}}\n"
    (told,), _ = judged(rule, "extracted: 2016-12-01\ncomplete: all\nstep_downs: [{id: d, decided: 2016-03-01}]\n", "2016-06-10", monkeypatch)
    assert told.endswith("; /step_downs/0/ends /step_downs/0/begins")


def test_what_may_have_happened_is_named_beside_where_nobody_can_look(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = "for_each: [{each: d, in: step_downs}]\nrequire: {absence_until: {no: {each: action, in: meetings.plan.actions, at: action.completed}, since: d.decided, release: []}}\n"
    record = """\
extracted: 2016-12-01
complete: all
plans: [{id: p, start: 2016-01-01, actions: [{id: a, set_on: 2016-01-02, completed: 2016-03}]}]
meetings: [{id: m, date: 2016-02-01, plan: p}, {id: n, date: 2016-02-02}]
step_downs: [{id: d, decided: 2016-03-10}]
"""
    (told,), _ = judged(rule, record, "2016-06-10", monkeypatch)
    assert told.endswith("; /plans/0/actions/0/completed /meetings/1/plan")
