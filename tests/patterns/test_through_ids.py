"""A date or a word that an id leads to: the evidence is where it stands, not where the id does, in every pattern."""
# ruff: noqa: E501 - tables: a line is one case

from __future__ import annotations

import pytest

from duties import in_short
from tabling import findings_of

RECORD = """\
extracted: 2016-12-01
complete: all
agencies: [{id: csc}]
professionals: [{id: p, agency: csc}]
plans: [{id: s, type: child_protection, start: START, end: 2016-09-01, reviewed: {by: p, on: 2016-05-01}}, {id: t, start: 2016-04-05}]
meetings: [{id: m, type: marac, date: 2016-04-20, minutes: {covers: [a]}}]
visits: [{id: v, date: 2016-04-10, plan: t}, {id: w, date: 2016-06-10, plan: s}]
step_downs: [{id: d, ends: s, at: m, decided: 2016-06-01}]
assessments: [{id: a, started: 2016-05-01, factors: [neglect]}]
"""
TABLE = [
    # what is required; the day on which the plan that ends began; verdict; words; limit; done on; seen; missing
    ('absence_until: {no: {each: v, in: visits, at: v.date}, since: d.ends.start, release: []}', '2016-04-01', 'breached; it happened (on 2016-04-10); -; -; /plans/0/start /visits/0/date; -'),
    ('absence_until: {no: {each: v, in: visits, at: v.plan.start}, since: d.ends.start, release: [{lifted: d.ends.reviewed, at: d.ends.reviewed.on}]}', '2016-04-01', 'breached; it happened (on 2016-04-05); -; -; /plans/0/start /plans/0/reviewed/on /plans/1/start; -'),
    ('absence_until: {no: {each: v, in: visits, at: v.date}, since: d.ends.start, release: [], days_since: {each: x, in: visits, at: x.plan.start}}', '2016-04-01', 'breached; it happened (on 2016-04-10, 5 days after the x of 2016-04-05); -; -; /plans/0/start /plans/1/start /visits/0/date; -'),
    ('recurrence: {each: v, in: visits, at: v.date, since: d.ends.start, then_every: 8 weeks, until: d.ends.end}', '2016-04-01', 'breached; not done, owed by 2016-08-05, 66 days ago (one before came too late: it was owed by 2016-06-05); 2016-08-05; -; /plans/0/start /visits/1/date; -'),
    ('recorded: {all: [d.ends.start, d.ends.authorised.on]}', '2016-04-01', 'breached; not done (missing: authorised); -; -; /plans/0/start; -'),
    ('holds: {that: d.ends.start <= d.decided}', '2016-04-01', 'met; done; -; -; /plans/0/start /step_downs/0/decided; -'),
    ('holds: {that: d.ends.start <= d.decided, denied: d.ends.type == "child_protection"}', '2016-04-01', 'met; done; -; -; /plans/0/start /step_downs/0/decided; -'),
    ('covers: {list: d.at.minutes.covers, required: [a]}', '2016-04-01', 'met; done; -; -; /meetings/0/minutes/covers; -'),
    ('covers: {list: d.at.minutes.covers, required: [a], denied: d.ends.type == "child_protection"}', '2016-04-01', 'breached; not done; -; -; /plans/0/type; -'),
    ('response: {since: d.ends.start, within: 2 weeks, at: d.at.date}', '2016-04-01', 'met_late; done on 2016-04-20, 5 days late (owed by 2016-04-15); 2016-04-15; 2016-04-20; /plans/0/start /meetings/0/date; -'),
    ('response: {since: d.ends.start, within: 2 weeks, at: d.at.date, denied: d.ends.type == "child_protection"}', '2016-04-01', 'breached; not done, owed by 2016-04-15, 178 days ago; 2016-04-15; -; /plans/0/type /plans/0/start; -'),
    ('response: {since: d.ends.start, within: 2 weeks, at: d.ends.authorised.on, done: d.at.type == "marac"}', '2016-04-01', 'unknown; cannot be told: it hangs on /plans/0/authorised; 2016-04-15; -; /plans/0 /plans/0/start; /plans/0/authorised'),
    ('response: {since: d.decided, within: 2 weeks, some: [{each: v, in: visits, at: v.plan.start}]}', '2016-04-01', 'breached; not done, owed by 2016-06-15, 117 days ago; 2016-06-15; -; /step_downs/0/decided; -'),
    ('same: {origin: d.at.type, places: [{each: a, in: assessments, at: a.started, states: a.factors}]}', '2016-04-01', 'breached; not done (first dropped in the assessment a (2016-05-01), which names neglect); -; -; /meetings/0/type /assessments/0/factors; -'),
    ('count: {each: v, in: visits, at_least: 2, at: v.plan.start, days: 9}', '2016-04-01', 'noted; noted (2 from 2016-04-01 to 2016-04-05); -; -; /plans/0/start /plans/1/start; -'),
    ('absence_until: {no: {each: v, in: visits, at: v.date}, since: d.ends.start, release: []}', '2016-04', 'breached; it happened (on 2016-06-10); -; -; /plans/0/start /visits/1/date; -'),
    ('absence_until: {no: {each: v, in: visits, at: v.plan.start}, since: d.ends.start, release: [{lifted: d.ends.reviewed, at: d.ends.reviewed.on}]}', '2016-04', 'unknown; cannot be told: it hangs on /plans/0/start; -; -; /plans/0 /plans/0/start /plans/0/reviewed/on /plans/1/start; /plans/0/start'),
    ('absence_until: {no: {each: v, in: visits, at: v.date}, since: d.ends.start, release: [], days_since: {each: x, in: visits, at: x.plan.start}}', '2016-04', 'breached; it happened (on 2016-06-10, 66 days after the x of 2016-04-05); -; -; /plans/0/start /plans/1/start /visits/1/date; -'),
    ('recurrence: {each: v, in: visits, at: v.date, since: d.ends.start, then_every: 8 weeks, until: d.ends.end}', '2016-04', 'breached; not done, owed by 2016-08-05, 66 days ago; 2016-08-05; -; /plans/0/start /visits/1/date; -'),
    ('recorded: {all: [d.ends.start, d.ends.authorised.on]}', '2016-04', 'breached; not done (missing: authorised); -; -; /plans/0/start; -'),
    ('holds: {that: d.ends.start <= d.decided}', '2016-04', 'met; done; -; -; /plans/0/start /step_downs/0/decided; -'),
    ('holds: {that: d.ends.start <= d.decided, denied: d.ends.type == "child_protection"}', '2016-04', 'met; done; -; -; /plans/0/start /step_downs/0/decided; -'),
    ('covers: {list: d.at.minutes.covers, required: [a]}', '2016-04', 'met; done; -; -; /meetings/0/minutes/covers; -'),
    ('covers: {list: d.at.minutes.covers, required: [a], denied: d.ends.type == "child_protection"}', '2016-04', 'breached; not done; -; -; /plans/0/type; -'),
    ('response: {since: d.ends.start, within: 2 weeks, at: d.at.date}', '2016-04', 'unknown; cannot be told: it hangs on /plans/0/start; 2016-04-15 to 2016-05-14; -; /plans/0 /plans/0/start; /plans/0/start'),
    ('response: {since: d.ends.start, within: 2 weeks, at: d.at.date, denied: d.ends.type == "child_protection"}', '2016-04', 'breached; not done, owed by 2016-04-15 to 2016-05-14; 2016-04-15 to 2016-05-14; -; /plans/0/type /plans/0/start; -'),
    ('response: {since: d.ends.start, within: 2 weeks, at: d.ends.authorised.on, done: d.at.type == "marac"}', '2016-04', 'unknown; cannot be told: it hangs on /plans/0/authorised; 2016-04-15 to 2016-05-14; -; /plans/0 /plans/0/start; /plans/0/authorised'),
    ('response: {since: d.decided, within: 2 weeks, some: [{each: v, in: visits, at: v.plan.start}]}', '2016-04', 'breached; not done, owed by 2016-06-15, 117 days ago; 2016-06-15; -; /step_downs/0/decided; -'),
    ('same: {origin: d.at.type, places: [{each: a, in: assessments, at: a.started, states: a.factors}]}', '2016-04', 'breached; not done (first dropped in the assessment a (2016-05-01), which names neglect); -; -; /meetings/0/type /assessments/0/factors; -'),
    ('count: {each: v, in: visits, at_least: 2, at: v.plan.start, days: 9}', '2016-04', None),
    ("response: {since: d.ends.start, within: 2 weeks, some: [{each: v, in: visits, at: v.date}]}", "2016-04-01", "met; done on 2016-04-10, by 2016-04-15; 2016-04-15; 2016-04-10; /plans/0/start /visits/0/date; -"),
    ("response: {since: d.ends.start, within: 2 days, some: [{each: v, in: visits, at: v.date, where: v.id == 'x'}], denied: d.ends.type == 'child_protection'}", "2016-04-01", "breached; not done, owed by 2016-04-03, 190 days ago; 2016-04-03; -; /plans/0/type /plans/0/start; -"),
]


FORBIDDEN = [  # a prohibition that nobody can tell of: what is forbidden, its start; what is told
    ("each: v, in: visits, at: v.date", "d.decided + '1 year'", None),
    ("each: v, in: visits, at: v.date, where: is_working_day(v.date)", "d.decided", "unknown; cannot be told: working days are known for 2010 to 2028 only, as bank holidays are; -; -; /visits/0/date /step_downs/0/decided; -"),
]


@pytest.mark.parametrize(("forbidden", "since", "told"), FORBIDDEN, ids=range(len(FORBIDDEN)))
def test_a_prohibition(forbidden: str, since: str, told: str | None) -> None:
    record = """\
extracted: 2001-12-01
complete: all
visits: [{id: v, date: 2001-06-11}]
step_downs: [{id: d, decided: 2001-06-01}]
"""
    rule = f"for_each: [{{each: d, in: step_downs}}]\nrequire: {{absence_until: {{no: {{{forbidden}}}, since: \"{since}\", release: []}}}}\n"
    assert [in_short(one) for one in findings_of(rule, record, "2001-10-10")] == ([told] if told else [])


@pytest.mark.parametrize(("required", "start", "told"), TABLE, ids=range(len(TABLE)))
def test_what_an_id_leads_to(required: str, start: str, told: str | None) -> None:
    duty = "duty: advice\n" if required.startswith("count") else ""
    found = findings_of(f"{duty}for_each: [{{each: d, in: step_downs}}]\nrequire: {{{required}}}\n", RECORD.replace("START", start), "2016-10-10")
    assert [in_short(one) for one in found] == ([told] if told else [])
