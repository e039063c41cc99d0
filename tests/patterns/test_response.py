"""`response`: something comes since or after a trigger, within a limit or by a date."""

from __future__ import annotations

import pytest

from scr_check.dates import parse_duration
from tabling import findings_of, verdicts

MINUTES = """\
for_each:
  - {each: meeting, in: meetings}
  - {each: person, in: meeting.participants, where: 'person.attendance in ("attended", "apologies")', absent: not_recorded}
require:
  response:
    some:
      each: copy
      in: meeting.circulation
      where: copy.to == person.who and copy.document in ("minutes", "notes")
      at: earliest(copy.sent, copy.received)
    since: meeting.date
    within: two_weeks
"""
PEOPLE = "people: [{id: mum}, {id: dad}]\n"
AT = "/meetings/0/participants/0"


def minutes(*copies: str, date: str = "date: 2016-03-01, ", attendance: str = "attended", head: str = "") -> str:
    """A meeting of 1 March with one participant, and these copies."""
    listed = ", ".join("{" + copy + "}" for copy in copies)
    circulation = f", circulation: [{listed}]" if copies else ""
    there = f", attendance: {attendance}" if attendance else ""
    return head + PEOPLE + f"meetings: [{{id: m, {date}participants: [{{who: mum{there}}}]{circulation}}}]\n"


WHOLE = "extracted: 2016-12-31\ncomplete: [circulation]\n"
SENT = "to: mum, document: minutes, sent: "
TABLE = [
    # name, day of judgement, record, verdict of the participant
    ("sent on the day of the meeting", "2016-04-01", minutes(SENT + "2016-03-01"), "met"),
    ("sent on the last day", "2016-04-01", minutes(SENT + "2016-03-15"), "met"),
    ("sent the day after", "2016-04-01", minutes(SENT + "2016-03-16"), "met_late"),
    ("sent before the meeting", "2016-04-01", minutes(SENT + "2016-02-29"), "not_recorded"),
    ("received before it was sent", "2016-04-01", minutes(SENT + "2016-03-20, received: 2016-03-15"), "met"),
    ("nothing, on the last day", "2016-03-15", minutes(), "due"),
    ("nothing, the day after", "2016-03-16", minutes(), "not_recorded"),
    ("nothing, in a complete section", "2016-03-16", minutes(head=WHOLE), "breached"),
    ("nothing, in a complete section, on the last day", "2016-03-15", minutes(head=WHOLE), "due"),
    ("extracted on the last day", "2016-03-16", minutes(head=WHOLE.replace("2016-12-31", "2016-03-15")), "breached"),
    ("extracted before the limit", "2016-03-16", minutes(head=WHOLE.replace("2016-12-31", "2016-03-14")), "not_recorded"),
    ("on the day of the meeting", "2016-03-01", minutes(), "due"),
    ("before the meeting", "2016-02-29", minutes(), None),
    ("a copy without a date is no sending", "2016-04-01", minutes("to: mum, document: minutes"), "not_recorded"),
    ("a copy without a date, in a complete section", "2016-04-01", minutes("to: mum, document: minutes", head=WHOLE), "breached"),
    ("a month that lies after the limit", "2016-06-01", minutes(SENT + "2016-04"), "met_late"),
    ("a month around the limit", "2016-06-01", minutes(SENT + "2016-03"), "unknown"),
    ("a month that may be still to come", "2016-03-10", minutes(SENT + "2016-03"), "unknown"),
    ("sent later than the day of judgement", "2016-03-10", minutes(SENT + "2016-03-11"), "due"),
    ("sent later, and the limit has passed", "2016-03-16", minutes(SENT + "2016-03-17"), "not_recorded"),
    ("to somebody else", "2016-04-01", minutes("to: dad, document: minutes, sent: 2016-03-02"), "not_recorded"),
    ("to nobody knows whom", "2016-04-01", minutes("document: minutes, sent: 2016-03-02"), "unknown"),
    ("to nobody knows whom, in a complete section", "2016-04-01", minutes("document: minutes, sent: 2016-03-02", head=WHOLE), "unknown"),
    ("nobody knows what", "2016-04-01", minutes("to: mum, sent: 2016-03-02"), "unknown"),
    ("nobody knows what, but late", "2016-04-01", minutes("to: mum, sent: 2016-03-20"), "unknown"),
    ("one surely late, another possibly in time", "2016-04-01", minutes(SENT + "2016-03-20", "to: mum, sent: 2016-03-02"), "unknown"),
    ("one surely late, another possible and late", "2016-04-01", minutes(SENT + "2016-03-20", "to: mum, sent: 2016-03-25"), "met_late"),
    ("one late, one in time", "2016-04-01", minutes(SENT + "2016-03-20", SENT + "2016-03-02"), "met"),
    ("one possible, one in time", "2016-04-01", minutes("sent: 2016-03-02", SENT + "2016-03-09"), "met"),
    ("a meeting without a date", "2016-04-01", minutes(SENT + "2016-03-02", date=""), "unknown"),
    ("a meeting without a date, and nothing sent", "2016-04-01", minutes(date="", head=WHOLE), "unknown"),
    ("a meeting in a month: the earliest limit is to come", "2016-03-15", minutes(date="date: 2016-03, "), "due"),
    ("a meeting in a month: some limits have passed", "2016-03-16", minutes(date="date: 2016-03, "), "unknown"),
    ("a meeting in a month: the latest limit has not passed", "2016-04-14", minutes(date="date: 2016-03, "), "unknown"),
    ("a meeting in a month: the latest limit has passed", "2016-04-15", minutes(date="date: 2016-03, "), "not_recorded"),
    ("a meeting in a month, complete", "2016-04-15", minutes(date="date: 2016-03, ", head=WHOLE), "breached"),
    ("extracted inside the inexact limit", "2016-04-15", minutes(date="date: 2016-03, ", head=WHOLE.replace("2016-12-31", "2016-03-31")), "unknown"),
    ("a meeting in a month: in time or late by its day", "2016-05-01", minutes(SENT + "2016-03-31", date="date: 2016-03, "), "unknown"),
    ("a meeting in a month: late whatever the day", "2016-05-01", minutes(SENT + "2016-04-15", date="date: 2016-03, "), "met_late"),
    ("absent: not for them", "2016-04-01", minutes(attendance="absent"), None),
    ("attendance missing", "2016-04-01", minutes(SENT + "2016-03-02", attendance=""), "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "as_of", "case", "verdict"), TABLE, ids=[row[0] for row in TABLE])
def test_minutes(name: str, as_of: str, case: str, verdict: str | None) -> None:
    assert verdicts(MINUTES, case, as_of) == ({AT: verdict} if verdict else {})


def test_an_absent_collection_gives_one_verdict_on_what_would_hold_it() -> None:
    case = "meetings: [{id: m, date: 2016-03-01}]\n"
    assert verdicts(MINUTES, case, "2016-04-01") == {"/meetings/0": "not_recorded"}
    assert verdicts(MINUTES, "extracted: 2016-05-01\ncomplete: [participants]\n" + case, "2016-04-01") == {}
    assert verdicts(MINUTES, case.replace("}]", ", participants: []}]"), "2016-04-01") == {}


def test_the_days_and_the_deciding_places_are_told() -> None:
    late = findings_of(MINUTES, minutes(SENT + "2016-03-20"), "2016-04-01")[0]
    assert (late.limit, late.fulfilled, late.days_late, late.days_left) == ("2016-03-15", "2016-03-20", 5, None)
    assert [e.pointer for e in late.evidence] == ["/meetings/0/date", "/meetings/0/circulation/0/sent"]
    due = findings_of(MINUTES, minutes(), "2016-03-10")[0]
    assert (due.limit, due.days_late, due.days_left) == ("2016-03-15", None, 5)
    between = findings_of(MINUTES, minutes(date="date: 2016-03, "), "2016-04-01")[0]
    assert (between.limit, between.limit_between) == (None, ("2016-03-15", "2016-04-14"))
    absent = findings_of(MINUTES, minutes(), "2016-04-01")[0]
    assert absent.missing == ("/meetings/0/circulation",)
    nobody = findings_of(MINUTES, minutes("document: minutes, sent: 2016-03-02"), "2016-04-01")[0]
    assert nobody.missing == ("/meetings/0/circulation/0/to",)


UNSET = MINUTES.replace("two_weeks", "unset_span")
UNSET_TABLE = [
    ("done at all", "2016-12-01", minutes(SENT + "2016-11-30"), "met"),
    ("not done, on the day of the trigger", "2016-03-01", minutes(), "due"),
    ("not done, the day after", "2016-03-02", minutes(), "not_recorded"),
    ("not done, complete through the day of judgement", "2016-03-02", minutes(head=WHOLE), "breached"),
    ("not done, complete only before it", "2017-01-01", minutes(head=WHOLE), "not_recorded"),
    ("nobody knows whether it was done", "2016-03-02", minutes("sent: 2016-03-02"), "unknown"),
]


@pytest.mark.parametrize(("name", "as_of", "case", "verdict"), UNSET_TABLE, ids=[row[0] for row in UNSET_TABLE])
def test_without_a_number(name: str, as_of: str, case: str, verdict: str) -> None:
    assert verdicts(UNSET, case, as_of) == {AT: verdict}
    assert findings_of(UNSET, case, as_of)[0].unset == ("unset_span",)


def test_a_place_sets_the_number() -> None:
    assert verdicts(UNSET, minutes(SENT + "2016-03-05"), "2016-04-01", unset_span=parse_duration("3 days")) == {AT: "met_late"}


def plans(*actions: str, start: str = "start: 2016-03-01, ") -> str:
    return f"plans: [{{id: p, {start}actions: [{', '.join('{' + a + '}' for a in actions)}]}}]\n"


def clocked(clock: str) -> str:
    return f"for_each: [{{each: plan, in: plans}}]\nrequire: {{response: {{some: {{each: action, in: plan.actions, at: action.started}}, {clock}}}}}\n"


CLOCKS = [
    # name, the clock, the action, verdict on 2016-12-01
    ("since: that day counts", 'since: plan.start, within: "1 day"', "id: a, started: 2016-03-01", "met"),
    ("after: that day does not", 'after: plan.start, within: "1 day"', "id: a, started: 2016-03-01", "not_recorded"),
    ("after: the next day does", 'after: plan.start, within: "1 day"', "id: a, started: 2016-03-02", "met"),
    ("after, a month that may begin with that day", 'after: plan.start, within: "3 months"', "id: a, started: 2016-03", "unknown"),
    ("since, a month that begins with that day", 'since: plan.start, within: "3 months"', "id: a, started: 2016-03", "met"),
    ("counting inclusive: the first day is one of them", 'since: plan.start, within: "1 day", counting: inclusive', "id: a, started: 2016-03-02", "met_late"),
    ("counting inclusive, the last day", 'since: plan.start, within: "2 weeks", counting: inclusive', "id: a, started: 2016-03-14", "met"),
    ("counting inclusive, the day after", 'since: plan.start, within: "2 weeks", counting: inclusive', "id: a, started: 2016-03-15", "met_late"),
    ("working days over Easter, the last", 'since: plan.start, within: "20 working days"', "id: a, started: 2016-03-31", "met"),
    ("working days over Easter, the day after", 'since: plan.start, within: "20 working days"', "id: a, started: 2016-04-01", "met_late"),
    ("months, clipped", 'since: plan.start, within: "6 months"', "id: a, started: 2016-09-01", "met"),
    ("by a date before another, on the last day", "by: 'plan.start - \"2 working days\"'", "id: a, started: 2016-02-26", "met"),
    ("by a date before another, the day after", "by: 'plan.start - \"2 working days\"'", "id: a, started: 2016-02-27", "met_late"),
    ("by a date has no beginning", "by: plan.start", "id: a, started: 1990-01-01", "met"),
    ("by a date, too late", "by: plan.start", "id: a, started: 2016-03-02", "met_late"),
    ("by a date nobody wrote", "by: plan.end", "id: a, started: 2016-03-02", "unknown"),
]


@pytest.mark.parametrize(("name", "clock", "action", "verdict"), CLOCKS, ids=[row[0] for row in CLOCKS])
def test_clocks(name: str, clock: str, action: str, verdict: str) -> None:
    assert verdicts(clocked(clock), plans(action), "2016-12-01") == {"/plans/0": verdict}


def test_two_working_days_before() -> None:
    rule = clocked("by: 'plan.start - \"2 working days\"'")
    case = plans("id: a, started: 2016-03-05", start="start: 2016-03-04, ")
    assert verdicts(rule, case, "2016-12-01") == {"/plans/0": "met_late"}
    assert findings_of(rule, case, "2016-12-01")[0].limit == "2016-03-02"


def test_a_limit_beyond_the_bank_holidays_is_unknown_and_says_why() -> None:
    found = findings_of(clocked('since: plan.start, within: "5 working days"'), plans("id: a, started: 1999-03-02", start="start: 1999-03-01, "), "2016-12-01")
    assert found[0].verdict == "unknown"
    assert "working days are known for" in found[0].message


OWN = """\
for_each: [{each: step_down, in: step_downs}, {each: action, in: step_down.actions}]
require: {response: {by: action.due, at: action.completed, done: action.status == "done", denied: 'action.status in ("open", "dropped")'}}
"""
OWN_TABLE = [
    # name, day, the action, complete, extracted, verdict
    ("completed on the day", "2016-05-01", "due: 2016-04-01, completed: 2016-04-01", "", "", "met"),
    ("completed a day late", "2016-05-01", "due: 2016-04-01, completed: 2016-04-02", "", "", "met_late"),
    ("open, on the day", "2016-04-01", "due: 2016-04-01, status: open", "", "", "due"),
    ("open, the day after", "2016-04-02", "due: 2016-04-01, status: open", "", "", "breached"),
    ("dropped, not due yet", "2016-03-02", "due: 2016-04-01, status: dropped", "", "", "due"),
    ("open but completed", "2016-05-01", "due: 2016-04-01, completed: 2016-03-02, status: open", "", "", "met"),
    ("open, completed late: the record denies it", "2016-05-01", "due: 2016-04-01, completed: 2016-04-02, status: open", "", "", "breached"),
    ("no due date", "2016-05-01", "status: open", "", "", "unknown"),
    ("due within a month that has not begun to pass", "2016-04-01", "due: 2016-04, status: open", "", "", "due"),
    ("due within a month that is passing", "2016-04-15", "due: 2016-04, status: open", "", "", "unknown"),
    ("due within a month that has passed", "2016-05-01", "due: 2016-04, status: open", "", "", "breached"),
    ("neither status nor date", "2016-05-01", "due: 2016-04-01", "", "", "not_recorded"),
    ("neither, in a complete section", "2016-05-01", "due: 2016-04-01", "actions", "2016-05-01", "breached"),
    ("neither, in step-downs' own actions complete", "2016-05-01", "due: 2016-04-01", "step_downs.actions", "2016-05-01", "breached"),
    ("neither, another section complete", "2016-05-01", "due: 2016-04-01", "meetings.actions", "2016-05-01", "not_recorded"),
    ("done, not said when, extracted in time", "2016-05-01", "due: 2016-04-01, status: done", "", "2016-04-01", "met"),
    ("done, not said when, extracted after it was due", "2016-05-01", "due: 2016-04-01, status: done", "", "2016-04-02", "unknown"),
    ("done, not said when, extracted after the day of judgement", "2016-03-02", "due: 2016-04-01, status: done", "", "2016-03-20", "unknown"),
    ("done, not said when, nor when extracted", "2016-05-01", "due: 2016-04-01, status: done", "", "", "unknown"),
    ("to be completed after the day of judgement", "2016-03-02", "due: 2016-04-01, completed: 2016-03-10", "", "", "due"),
    ("completed after the day of judgement, overdue", "2016-04-02", "due: 2016-04-01, completed: 2016-04-10", "", "", "not_recorded"),
    ("completed in a month around the limit", "2016-06-01", "due: 2016-04-10, completed: 2016-04", "", "", "unknown"),
    ("set later than the day of judgement", "2016-03-02", "set_on: 2016-03-03, due: 2016-04-01", "", "", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "as_of", "action", "complete", "extracted", "verdict"), OWN_TABLE, ids=[row[0] for row in OWN_TABLE])
def test_its_own_date(name: str, as_of: str, action: str, complete: str, extracted: str, verdict: str | None) -> None:
    head = f"extracted: {extracted}\n" * bool(extracted) + f"complete: [{complete}]\n" * bool(complete)
    case = head + f"step_downs: [{{id: s, decided: 2016-03-01, actions: [{{id: a, {action}}}]}}]\n"
    assert verdicts(OWN, case, as_of) == ({"/step_downs/0/actions/0": verdict} if verdict else {})


ALTERNATIVES = """\
for_each: [{each: plan, in: plans}]
require:
  response:
    since: plan.start
    within: 2 weeks
    some:
      - {each: action, in: plan.actions, at: action.started}
      - {each: visit, in: visits, at: visit.date}
"""


def test_alternatives() -> None:
    assert verdicts(ALTERNATIVES, plans("id: a, started: 2016-03-20") + "visits: [{id: v, date: 2016-03-02}]\n", "2016-05-01") == {"/plans/0": "met"}
    head = "extracted: 2016-05-01\ncomplete: [visits]\n"
    assert verdicts(ALTERNATIVES, head + plans("id: a"), "2016-05-01") == {"/plans/0": "not_recorded"}
    assert verdicts(ALTERNATIVES, head.replace("visits", "visits, plans.actions") + plans("id: a"), "2016-05-01") == {"/plans/0": "breached"}


NEXT = """\
for_each: [{each: meeting, in: meetings}, {each: concern, in: meeting.concerns}]
require:
  response:
    since: meeting.date
    by_next: {each: other, in: meetings, where: other.type == meeting.type, at: other.date}
    at: concern.response.on
    where: concern.response.kind in ("action", "decision")
"""
NEXT_TABLE = [
    # name, the response, the other meetings, verdict on 2016-05-01
    ("answered on the day of the next", "kind: action, on: 2016-04-01", "type: marac, date: 2016-04-01", "met"),
    ("answered the day after", "kind: action, on: 2016-04-02", "type: marac, date: 2016-04-01", "met_late"),
    ("no next meeting, answered", "kind: action, on: 2016-04-02", "", "met"),
    ("no next meeting, not answered", "", "", "due"),
    ("the next is planned", "", "type: marac, date: 2016-05-20", "due"),
    ("not answered", "", "type: marac, date: 2016-04-01", "not_recorded"),
    ("the next is of another type", "", "type: core_group, date: 2016-04-01", "due"),
    ("nobody knows of which type the next is", "", "date: 2016-04-01", "unknown"),
    ("answered before it can matter of which type it is", "kind: action, on: 2016-03-05", "date: 2016-04-01", "met"),
    ("answered, nobody knows how", "on: 2016-03-05", "type: marac, date: 2016-04-01", "unknown"),
    ("answered, nobody knows when", "kind: action", "type: marac, date: 2016-04-01", "unknown"),
    ("a meeting on the same day is not the next", "", "type: marac, date: 2016-03-01", "due"),
    ("the earliest of two", "kind: action, on: 2016-04-15", "type: marac, date: 2016-04-20}, {id: o, type: marac, date: 2016-04-10", "met_late"),
]


@pytest.mark.parametrize(("name", "response", "other", "verdict"), NEXT_TABLE, ids=[row[0] for row in NEXT_TABLE])
def test_by_the_next(name: str, response: str, other: str, verdict: str) -> None:
    said = f", response: {{{response}}}" if response else ""
    more = f", {{id: n, {other}}}" if other else ""
    case = f"meetings: [{{id: m, type: marac, date: 2016-03-01, concerns: [{{id: c{said}}}]}}{more}]\n"
    assert verdicts(NEXT, case, "2016-05-01") == {"/meetings/0/concerns/0": verdict}


LEFT_OUT = MINUTES.replace("      at: earliest", "      doubtful: left_out\n      at: earliest")


def test_doubtful_candidates_may_be_left_out() -> None:
    assert verdicts(LEFT_OUT, minutes("document: minutes, sent: 2016-03-02"), "2016-04-01") == {AT: "not_recorded"}
    assert verdicts(LEFT_OUT, minutes(SENT + "2016-03-02"), "2016-04-01") == {AT: "met"}
