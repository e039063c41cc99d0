"""`by_next`: owed by the date of the next of some entries; while there is none, it is due. Among few others and among many, where an index is asked."""
# ruff: noqa: E501 - tables: a line is one case

from __future__ import annotations

import pytest

from duties import CARE, judged

NEXT = """\
for_each: [{each: meeting, in: meetings, where: count(meeting.concerns) > 0}]
require:
  response:
    since: meeting.date
    by_next: {each: other, in: meetings, where: other.type == meeting.type, at: other.date}
    some: [{each: visit, in: visits, at: visit.date}]
"""
ANY = NEXT.replace(", where: other.type == meeting.type", "")
LATER = NEXT.replace("other.type == meeting.type", "other.date > meeting.date and other.type == meeting.type")
AHEAD = NEXT.replace("meetings, where: other.type == meeting.type, at: other.date", "events, where: other.planned > meeting.date, at: other.planned")
NO_CONCERNS = NEXT.replace("other.type == meeting.type", "count(other.concerns) == 0 and other.type == meeting.type")
DONE = NEXT.replace("meetings, where: other.type == meeting.type, at: other.date", "assessments, where: other.authorised > meeting.date, at: other.authorised")
NOW = NEXT.replace("at: other.date", "at: 'first_recorded(other.date, as_of)'")
OWN = """\
for_each: [{each: plan, in: plans}]
require: {response: {since: plan.start, by_next: {each: action, in: plan.actions, at: action.due}, some: [{each: visit, in: visits, at: visit.date}]}}
"""
MARAC = "type: marac, date: "


def meetings(first: str, *others: str, visit: str = "") -> str:
    every = [f"id: m, type: marac, date: {first}, concerns: [{{id: c}}]", *(f"id: o{i}, {other}" for i, other in enumerate(others))]
    visits = f"{{id: v, date: {visit}}}" if visit else ""
    return f"extracted: 2016-12-01\ncomplete: [visits, meetings, meetings.concerns]\nmeetings: [{', '.join(f'{{{one}}}' for one in every)}]\nvisits: [{visits}]\n"


def due(day: str) -> str:
    """A plan with one action, which is owed on this day."""
    return f"extracted: 2016-12-01\ncomplete: [visits]\nplans: [{{id: s, start: 2016-03-01, actions: [{{id: a, due: {day}}}]}}]\n"


TABLE = [
    # name, the rule, the day of judgement, the record, the way, what is found: verdict; words; limit; done on; seen; missing
    ("none", NEXT, "2016-06-15", meetings('2016-03-01'), CARE, "due; not done yet; -; -; /meetings/0/date; -"),
    ("the next day", NEXT, "2016-06-15", meetings('2016-03-01', MARAC + '2016-03-02'), CARE, "breached; not done, owed by 2016-03-02, 105 days ago; 2016-03-02; -; /meetings/0/date; -"),
    ("on the same day is not the next", NEXT, "2016-06-15", meetings('2016-03-01', MARAC + '2016-03-01'), CARE, "due; not done yet; -; -; /meetings/0/date; -"),
    ("before is not the next", NEXT, "2016-06-15", meetings('2016-03-01', MARAC + '2016-02-28'), CARE, "due; not done yet; -; -; /meetings/0/date; -"),
    ("of another type is not the next", NEXT, "2016-06-15", meetings('2016-03-01', 'type: core_group, date: 2016-04-01'), CARE, "due; not done yet; -; -; /meetings/0/date; -"),
    ("of any type", ANY, "2016-06-15", meetings('2016-03-01', 'type: core_group, date: 2016-04-01'), CARE, "breached; not done, owed by 2016-04-01, 75 days ago; 2016-04-01; -; /meetings/0/date; -"),
    ("the earliest of three", NEXT, "2016-06-15", meetings('2016-03-01', MARAC + '2016-05-10', MARAC + '2016-04-10', MARAC + '2016-06-10'), CARE, "breached; not done, owed by 2016-04-10, 66 days ago; 2016-04-10; -; /meetings/0/date; -"),
    ("the earliest of three, last in the file", NEXT, "2016-06-15", meetings('2016-03-01', MARAC + '2016-05-10', MARAC + '2016-06-10', MARAC + '2016-04-10'), CARE, "breached; not done, owed by 2016-04-10, 66 days ago; 2016-04-10; -; /meetings/0/date; -"),
    ("one on a day, one in a later month", NEXT, "2016-06-15", meetings('2016-03-01', MARAC + '2016-04-10', MARAC + '2016-05'), CARE, "breached; not done, owed by 2016-04-10, 66 days ago; 2016-04-10; -; /meetings/0/date; -"),
    ("one on a day, one in that month", NEXT, "2016-06-15", meetings('2016-03-01', MARAC + '2016-04-10', MARAC + '2016-04'), CARE, "breached; not done, owed by 2016-04-01 to 2016-04-10; 2016-04-01 to 2016-04-10; -; /meetings/0/date; -"),
    ("in a month", NEXT, "2016-06-15", meetings('2016-03-01', MARAC + '2016-04'), CARE, "breached; not done, owed by 2016-04; 2016-04-01 to 2016-04-30; -; /meetings/0/date; -"),
    ("in a month that may begin before", NEXT, "2016-06-15", meetings('2016-03-15', MARAC + '2016-03'), CARE, "unknown; cannot be told: it hangs on /meetings/1/date; -; -; /meetings/0/date /meetings/1; /meetings/1/date"),
    ("in a month that ends with the day", NEXT, "2016-06-15", meetings('2016-03-31', MARAC + '2016-03'), CARE, "due; not done yet; -; -; /meetings/0/date; -"),
    ("nobody wrote when", NEXT, "2016-06-15", meetings('2016-03-01', 'type: marac'), CARE, "unknown; cannot be told: it hangs on /meetings/1/date; -; -; /meetings/0/date /meetings/1; /meetings/1/date"),
    ("nobody wrote when, and it is early", NEXT, "2016-03-02", meetings('2016-03-01', 'type: marac'), CARE, "due; not done yet, owed by 2016-03-02 or later; -; -; /meetings/0/date; -"),
    ("nobody wrote when, and one on a day", NEXT, "2016-06-15", meetings('2016-03-01', 'type: marac', MARAC + '2016-04-10'), CARE, "breached; not done, owed by 2016-03-02 to 2016-04-10; 2016-03-02 to 2016-04-10; -; /meetings/0/date; -"),
    ("nobody wrote of which type", NEXT, "2016-06-15", meetings('2016-03-01', 'date: 2016-04-10'), CARE, "unknown; cannot be told: it hangs on /meetings/1/type; -; -; /meetings/0/date /meetings/1; /meetings/1/type"),
    ("nobody wrote of which type, and a later one", NEXT, "2016-06-15", meetings('2016-03-01', 'date: 2016-04-01', MARAC + '2016-04-10'), CARE, "breached; not done, owed by 2016-04-01 to 2016-04-10; 2016-04-01 to 2016-04-10; -; /meetings/0/date; -"),
    ("nobody wrote of which type, and an earlier one", NEXT, "2016-06-15", meetings('2016-03-01', 'date: 2016-04-20', MARAC + '2016-04-10'), CARE, "breached; not done, owed by 2016-04-10, 66 days ago; 2016-04-10; -; /meetings/0/date; -"),
    ("nobody wrote of which type, and one on that day", NEXT, "2016-06-15", meetings('2016-03-01', 'date: 2016-04-10', MARAC + '2016-04-10'), CARE, "breached; not done, owed by 2016-04-10, 66 days ago; 2016-04-10; -; /meetings/0/date; -"),
    ("done on the day of the next", NEXT, "2016-06-15", meetings('2016-03-01', MARAC + '2016-04-10', visit='2016-04-10'), CARE, "met; done on 2016-04-10, by 2016-04-10; 2016-04-10; 2016-04-10; /meetings/0/date /visits/0/date; -"),
    ("done the day after the next", NEXT, "2016-06-15", meetings('2016-03-01', MARAC + '2016-04-10', visit='2016-04-11'), CARE, "met_late; done on 2016-04-11, 1 day late (owed by 2016-04-10); 2016-04-10; 2016-04-11; /meetings/0/date /visits/0/date; -"),
    ("the next is to come", NEXT, "2016-06-15", meetings('2016-03-01', MARAC + '2016-07-10'), CARE, "due; not done yet, owed by 2016-07-10 (25 days left); 2016-07-10; -; /meetings/0/date; -"),
    ("the next is to come, asked by its date", LATER, "2016-06-15", meetings('2016-03-01', MARAC + '2016-07-10'), CARE, "due; not done yet, owed by 2016-07-10 (25 days left); 2016-07-10; -; /meetings/0/date; -"),
    ("the next is to come, asked by what it has not", NO_CONCERNS, "2016-06-15", meetings('2016-03-01', MARAC + '2016-07-10'), CARE, "due; not done yet, owed by 2016-07-10 (25 days left); 2016-07-10; -; /meetings/0/date; -"),
    ("from a month", NEXT, "2016-06-15", meetings('2016-03', MARAC + '2016-04-10'), CARE, "breached; not done, owed by 2016-03-02 to 2016-04-10; 2016-03-02 to 2016-04-10; -; /meetings/0/date; -"),
    ("from a month, one in it", NEXT, "2016-06-15", meetings('2016-03', MARAC + '2016-03-20', MARAC + '2016-04-10'), CARE, "breached; not done, owed by 2016-03-02 to 2016-04-10; 2016-03-02 to 2016-04-10; -; /meetings/0/date; -"),
    ("from a month, one on its first day", NEXT, "2016-06-15", meetings('2016-03', MARAC + '2016-03-01'), CARE, "unknown; cannot be told: it hangs on /meetings/0/date; -; -; /meetings/0 /meetings/0/date; /meetings/0/date"),
    ("from a month, one on its last day", NEXT, "2016-06-15", meetings('2016-03', MARAC + '2016-03-31'), CARE, "unknown; cannot be told: it hangs on /meetings/0/date; -; -; /meetings/0 /meetings/0/date; /meetings/0/date"),
    ("from a month, one on the day after", NEXT, "2016-06-15", meetings('2016-03', MARAC + '2016-04-01'), CARE, "breached; not done, owed by 2016-03-02 to 2016-04-01; 2016-03-02 to 2016-04-01; -; /meetings/0/date; -"),
    ("nobody wrote of which type, and another that cannot matter", NEXT, "2016-04-05", meetings('2016-03-01', 'date: 2016-04-01', MARAC + '2016-04-10', 'date: 2016-04-20', 'date: 2016-04-10'), CARE, "unknown; cannot be told: it hangs on /meetings/1/type; 2016-04-01 to 2016-04-10; -; /meetings/0/date /meetings/1; /meetings/1/type"),
    ("nobody wrote of which type, nor on which day", NEXT, "2016-04-05", meetings('2016-03-01', 'date: 2016-04', MARAC + '2016-04-10'), CARE, "unknown; cannot be told: it hangs on /meetings/1/type, /meetings/1/date; 2016-04-01 to 2016-04-10; -; /meetings/0/date /meetings/1; /meetings/1/type /meetings/1/date"),
    ("from a month, nobody wrote of which type", NEXT, "2016-04-05", meetings('2016-03', 'date: 2016-04-01', MARAC + '2016-04-10'), CARE, "unknown; cannot be told: it hangs on /meetings/0/date, /meetings/1/type; 2016-03-02 to 2016-04-10; -; /meetings/0 /meetings/0/date /meetings/1; /meetings/0/date /meetings/1/type"),
    ("nobody wrote when, and one is to come", NEXT, "2016-04-05", meetings('2016-03-01', 'type: marac', MARAC + '2016-04-10'), CARE, "unknown; cannot be told: it hangs on /meetings/1/date; 2016-03-02 to 2016-04-10; -; /meetings/0/date /meetings/1; /meetings/1/date"),
    ("what is planned", AHEAD, "2016-06-15", meetings('2016-03-01') + 'events: [{id: e, planned: 2016-07-10}]\n', CARE, "due; not done yet, owed by 2016-07-10 (25 days left); 2016-07-10; -; /meetings/0/date; -"),
    ("one of the plan's own", OWN, "2016-06-15", due('2016-07-10'), CARE, "due; not done yet, owed by 2016-07-10 (25 days left); 2016-07-10; -; /plans/0/start; -"),
    ("the next is to come, asked by a happening", DONE, "2016-06-15", meetings('2016-03-01') + 'assessments: [{id: a, started: 2016-06-01, authorised: 2016-07-10}]\n', CARE, "due; not done yet, owed by 2016-07-10 (25 days left); 2016-07-10; -; /meetings/0/date; -"),
    ("the day of judgement, where nobody wrote when", NOW, "2016-06-15", meetings('2016-03-01', 'type: marac'), CARE, "due; not done yet, owed by 2016-06-15 (0 days left); 2016-06-15; -; /meetings/0/date; -"),
    ("one that surely never came, before the next", DONE, "2016-06-15", meetings('2016-03-01') + 'assessments: [{id: z}, {id: a, started: 2016-06-01, authorised: 2016-07-10}]\n', CARE, "unknown; cannot be told: it hangs on /assessments/0/authorised; 2016-03-02 to 2016-07-10; -; /meetings/0/date /assessments/0; /assessments/0/authorised"),
    ("one that surely never came, before the next, in a whole record", DONE.replace(', where: other.authorised > meeting.date', ''), "2016-06-15", meetings('2016-03-01').replace('complete: [', 'complete: [assessments, ') + 'assessments: [{id: z}, {id: a, started: 2016-06-01, authorised: 2016-07-10}]\n', CARE, "due; not done yet, owed by 2016-07-10 (25 days left); 2016-07-10; -; /meetings/0/date; -"),
]


@pytest.mark.parametrize(("rule", "as_of", "case", "way", "found"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_the_next(rule: str, as_of: str, case: str, way: str, found: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert judged(rule, case, as_of, monkeypatch) == ([found] if found else [], way)


@pytest.mark.parametrize("more", ["type: marac, date: 2016-01-05", "type: core_group, date: 2016-03-05"], ids=["earlier ones", "others"])
@pytest.mark.parametrize(("case", "found"), [(row[3], row[5]) for row in TABLE if row[1] is NEXT and row[2] == "2016-06-15"], ids=[row[0] for row in TABLE if row[1] is NEXT and row[2] == "2016-06-15"])
def test_many_others_change_nothing(case: str, found: str, more: str, monkeypatch: pytest.MonkeyPatch) -> None:
    many = ", ".join(f"{{id: more{i}, {more}}}" for i in range(20))
    assert judged(NEXT, case.replace("]\nvisits", f", {many}]\nvisits"), "2016-06-15", monkeypatch) == ([found], CARE)
