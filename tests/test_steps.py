"""Steps, lets, permissions, effective dates, chains and other rules' verdicts: what a rule asks, and of what."""

from __future__ import annotations

import pytest

from scr_check.dates import parse_when
from tabling import findings_of, verdicts

HEAD = "people: [{id: mum}]\nplans: [{id: p}, {id: q}]\n"


def meetings(*each: str, head: str = HEAD) -> str:
    return head + "meetings:\n" + "".join(f"  - {{id: m{i}, {one}}}\n" for i, one in enumerate(each))


HOLD = "require: {holds: 'True'}\n"
THIRD = "for_each: [{each: meeting, in: meetings, where: meeting.type == 'marac', nth: 2, order_by: meeting.date, per: meeting.plan}]\n" + HOLD
M = "type: marac, plan: p, date: "
NTH = [
    ("the second by date, not by place", (M + "2016-03-03", M + "2016-03-01"), {"/meetings/0": "met"}),
    ("there is but one", (M + "2016-03-01",), {}),
    ("another type does not count", (M + "2016-03-01", "type: core_group, plan: p, date: 2016-03-02", M + "2016-03-03"), {"/meetings/2": "met"}),
    ("the second of another plan", (M + "2016-03-01", "type: marac, plan: q, date: 2016-03-02"), {}),
    ("one meeting of two plans", (M + "2016-03-01", "type: marac, plan: [p, q], date: 2016-03-02"), {"/meetings/1": "met"}),
    ("without a plan they are a group of their own", ("type: marac, date: 2016-03-01", "type: marac, date: 2016-03-02"), {"/meetings/1": "met"}),
    ("two on one day", (M + "2016-03-01", M + "2016-03-02", M + "2016-03-02"), {"/meetings/1": "unknown", "/meetings/2": "unknown"}),
    ("a date not exact enough", (M + "2016-03-01", M + "2016-03", M + "2016-04-01"),
     {"/meetings/0": "unknown", "/meetings/1": "unknown"}),
    ("a date exact enough", (M + "2016-03-01", M + "2016-04", M + "2016-05-01"), {"/meetings/1": "met"}),
    ("one whose type is missing", (M + "2016-03-01", "plan: p, date: 2016-03-02"), {"/meetings/1": "unknown"}),
    ("one that may come before", (M + "2016-03-02", "plan: p, date: 2016-03-01", M + "2016-03-03"),
     {"/meetings/0": "unknown", "/meetings/2": "unknown"}),
    ("later than the day of judgement", (M + "2016-03-01", M + "2016-07-02"), {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "each", "expected"), NTH, ids=[row[0] for row in NTH])
def test_nth(name: str, each: tuple[str, ...], expected: dict[str, str]) -> None:
    assert verdicts(THIRD, meetings(*each), "2016-06-01") == expected


FIRST = "for_each: [{each: meeting, in: meetings, where: recorded(meeting.type), first_per: meeting.type, order_by: meeting.date}]\n" + HOLD


def test_the_first_of_each() -> None:
    case = meetings("type: marac, date: 2016-03-02", "type: marac, date: 2016-03-01", "type: core_group, date: 2016-03-09", "date: 2016-01-01")
    assert verdicts(FIRST, case, "2016-06-01") == {"/meetings/1": "met", "/meetings/2": "met"}


OUTER = (
    """\
for_each:
  - {each: meeting, in: meetings, where: meeting.type == "marac"}
  - {each: person, in: meeting.participants, where: person.attendance == "attended"}
"""
    + HOLD
)


def test_an_unknown_outer_step_is_told_once_and_only_if_something_inside_could_pass() -> None:
    case = meetings("participants: [{attendance: attended}, {attendance: attended}]", "participants: [{attendance: absent}]", "date: 2016-01-01")
    assert verdicts(OUTER, case, "2016-06-01") == {"/meetings/0": "unknown"}
    assert findings_of(OUTER, case, "2016-06-01")[0].missing == ("/meetings/0/type",)


ANY = (
    """\
for_each:
  - {each: meeting, in: meetings}
  - {any: copy, in: meeting.circulation, where: copy.document == "minutes"}
  - {each: person, in: meeting.participants}
"""
    + HOLD
)


def test_any_asks_once() -> None:
    people = "participants: [{who: mum}, {who: mum}]"
    case = meetings(f"{people}, circulation: [{{document: minutes}}, {{document: minutes}}]", f"{people}, circulation: [{{document: plan}}]",
                    f"{people}, circulation: [{{to: mum}}]", "circulation: [{to: mum}]", people)  # fmt: skip
    expected = {"/meetings/0/participants/0": "met", "/meetings/0/participants/1": "met", "/meetings/2": "unknown"}
    assert verdicts(ANY, case, "2016-06-01") == expected


EITHER = """\
for_each:
  either:
    - {steps: [{each: place, in: plans}]}
    - {steps: [{each: meeting, in: meetings}, {each: place, in: meeting.minutes}], subject: meeting}
require: {recorded: [place.referral_reason]}
"""


def test_either() -> None:
    case = meetings("minutes: {held: yes, referral_reason: {reasons: [x]}}", "minutes: {held: yes}", "date: 2016-01-01")
    case = case.replace("{id: q}", "{id: q, referral_reason: {reasons: [x]}}")
    expected = {"/plans/0": "not_recorded", "/plans/1": "met", "/meetings/0": "met", "/meetings/1": "not_recorded"}
    assert verdicts(EITHER, case, "2016-06-01") == expected


def test_without_steps_the_rule_is_asked_once_of_the_whole_case() -> None:
    assert verdicts("require: {holds: 'count(meetings) > 0'}\n", meetings("date: 2016-01-01"), "2016-06-01") == {"": "met"}
    assert verdicts("require: {holds: 'count(meetings) > 0'}\n", HEAD, "2016-06-01") == {"": "not_recorded"}


LET = """\
for_each: [{each: step_down, in: step_downs}]
let:
  ended:
    - {ref: step_down.ends}
    - {last: plan, in: plans, where: plan.type == "child_in_need", order_by: plan.start}
require: {holds: ended.start <= step_down.decided}
"""


@pytest.mark.parametrize(("plans", "ends", "verdict"), [
    ("{id: p, type: child_in_need, start: 2016-01-01}", "p", "met"),
    ("{id: p, type: child_in_need, start: 2016-05-01}", "p", "breached"),
    ("{id: p, type: child_in_need, start: 2016-05-01}, {id: q, type: child_in_need, start: 2016-01-01}", "", "breached"),
    ("{id: p, type: child_in_need, start: 2016-01-01}, {id: q, type: child_protection, start: 2016-05-01}", "", "met"),
    ("{id: p, type: child_in_need, start: 2016-01-01}, {id: q, start: 2016-02-01}", "", "unknown"),
    ("{id: p, type: child_in_need, start: 2016-01-01}, {id: q, type: child_in_need, start: 2016}", "", "unknown"),
    ("{id: p, type: child_in_need, start: 2016-01-01}, {id: q, type: child_in_need, start: 2016-01-01}", "", "unknown"),
])  # fmt: skip
def test_let(plans: str, ends: str, verdict: str) -> None:
    case = f"plans: [{plans}]\nstep_downs: [{{id: s, decided: 2016-03-01{f', ends: {ends}' if ends else ''}}}]\n"
    assert verdicts(LET, case, "2016-06-01") == {"/step_downs/0": verdict}


RESPONSE = "require: {response: {since: plan.start, within: 2 weeks, some: {each: action, in: plan.actions, at: action.started}}}\n"
UNLESS = "for_each: [{each: plan, in: plans}]\nunless: any(d.about == plan.id for d in decisions)\n" + RESPONSE
WHOLE = "extracted: 2016-12-01\ncomplete: [decisions]\n"
ALL = "extracted: 2016-12-01\ncomplete: all\n"


@pytest.mark.parametrize(("name", "head", "decisions", "verdict"), [
    ("permitted before the limit", "", "{about: p, on: 2016-03-10}", None),
    ("permitted on the limit", "", "{about: p, on: 2016-03-15}", None),
    ("permitted after the limit", WHOLE, "{about: p, on: 2016-03-16}", "not_recorded"),
    ("no permission", WHOLE, "", "not_recorded"),
    ("nobody wrote of what", WHOLE, "{on: 2016-03-10}", "unknown"),
])  # fmt: skip
def test_a_permission_is_read_as_it_was_at_the_limit(name: str, head: str, decisions: str, verdict: str | None) -> None:
    case = f"{head}plans: [{{id: p, start: 2016-03-01}}]\ndecisions: [{decisions}]\n"
    assert verdicts(UNLESS, case, "2016-06-01") == ({"/plans/0": verdict} if verdict else {})


def test_a_permission_that_hangs_on_the_entry_itself_names_its_place() -> None:
    rule = "for_each: [{each: plan, in: plans}]\nunless: plan.type == 'early_help'\n" + RESPONSE
    case = "plans: [{id: p, start: 2016-03-01, actions: [{id: a, set_on: 2016-05-01}]}]\n"
    found = findings_of(rule, case, "2016-06-01")[0]
    assert (found.verdict.value, found.missing) == ("unknown", ("/plans/0/type",))
    reads = rule.replace("plan.type == 'early_help'", "any(x.status == 'dropped' for x in plan.actions)")
    assert verdicts(reads, ALL + case.replace("2016-05-01}", "2016-05-01, status: dropped}"), "2016-06-01") == {"/plans/0": "breached"}


def test_what_is_not_triggered_needs_no_permission() -> None:
    assert verdicts(UNLESS, "plans: [{id: p, start: 2016-07-01}]\ndecisions: [{on: 2016-03-10}]\n", "2016-06-01") == {}


def in_force(ends: str) -> str:
    return f"for_each: [{{each: meeting, in: meetings}}]\nin_force: {{by: meeting.date, {ends}}}\n" + HOLD


@pytest.mark.parametrize(("ends", "when", "verdict"), [
    ("from: 2016-03-01", "2016-03-01", "met"),
    ("from: 2016-03-01", "2016-02-29", None),
    ("from: 2016-03-10", "2016-03", "unknown"),
    ("until: 2016-03-01", "2016-02-29", "met"),
    ("until: 2016-03-01", "2016-03-01", None),
    ("from: change_day", "2016-05-31", None),
    ("until: change_day", "2016-05-31", "met"),
    ("from: unset_day", "1990-01-01", "met"),
    ("until: unset_day", "1990-01-01", None),
    ("from: 2016-03-01", "", "unknown"),
])  # fmt: skip
def test_in_force(ends: str, when: str, verdict: str | None) -> None:
    case = meetings(f"date: {when}" if when else "type: marac")
    assert verdicts(in_force(ends), case, "2016-06-10") == ({"/meetings/0": verdict} if verdict else {})


def test_a_place_sets_the_day_of_a_change() -> None:
    assert verdicts(in_force("from: unset_day"), meetings("date: 2016-03-01"), "2016-06-10", unset_day=parse_when("2016-04-01")) == {}


CHAIN = """\
for_each: [{each: plan, in: plans}]
require:
  response: {since: plan.start, within: 2 weeks, some: {each: action, in: plan.actions, at: action.started}}
  otherwise:
    - response: {since: limit, within: 1 week, some: {each: visit, in: visits, at: visit.date}}
    - response: {since: limit, within: 1 week, some: {each: notice, in: notifications, at: notice.on}}
"""


@pytest.mark.parametrize(("name", "as_of", "more", "verdict"), [
    ("done", "2016-06-01", "actions: [{id: a, started: 2016-03-15}]}]", "met"),
    ("breached, and the next is due", "2016-03-16", "actions: []}]", "due"),
    ("made good is late", "2016-06-01", "actions: []}]\nvisits: [{id: v, date: 2016-03-22}]", "met_late"),
    ("breached twice, and the third is due", "2016-03-23", "actions: []}]", "due"),
    ("made good by the third", "2016-06-01", "actions: []}]\nnotifications: [{id: n, on: 2016-03-29}]", "met_late"),
    ("breached throughout", "2016-06-01", "actions: []}]", "breached"),
])  # fmt: skip
def test_what_is_owed_instead(name: str, as_of: str, more: str, verdict: str) -> None:
    assert verdicts(CHAIN, f"{ALL}plans: [{{id: p, start: 2016-03-01, {more}\n", as_of) == {"/plans/0": verdict}


OTHER = """\
id: T-2
for_each: [{each: meeting, in: meetings, where: meeting.type == 'marac'}, {each: person, in: meeting.participants}]
require: {holds: person.core_member}
"""
HANGS = 'for_each: [{each: meeting, in: meetings}, {each: person, in: meeting.participants}]\nrequire: {holds: \'verdict("T-2") != "breached"\'}\n'
AS = "for_each: {as: T-2}\nwhere: verdict('T-2') == 'breached'\nrequire: {holds: person.attendance == 'absent'}\n"


@pytest.mark.parametrize(("fields", "person", "hangs", "like"), [
    ("type: marac", "core_member: yes", "met", None),
    ("type: marac", "core_member: no, attendance: absent", "breached", "met"),
    ("type: marac", "attendance: absent", "unknown", "unknown"),
    ("type: core_group", "core_member: no", "met", None),
])  # fmt: skip
def test_another_rules_verdict(fields: str, person: str, hangs: str, like: str | None) -> None:
    case = meetings(f"{fields}, participants: [{{{person}}}]")
    assert verdicts((HANGS, OTHER), case, "2016-06-01") == {"/meetings/0/participants/0": hangs}
    assert verdicts((AS, OTHER), case, "2016-06-01") == ({"/meetings/0/participants/0": like} if like else {})


def test_another_rule_that_cannot_tell_whether_it_applies() -> None:
    case = meetings("participants: [{core_member: no}]")
    assert verdicts((HANGS, OTHER), case, "2016-06-01") == {"/meetings/0/participants/0": "unknown"}
    found = findings_of((AS, OTHER), case, "2016-06-01")
    assert [(f.subject, f.verdict.value, f.hangs_on) for f in found] == [("/meetings/0", "unknown", "T-2")]
