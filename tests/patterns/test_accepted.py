"""A rule that is accepted must not break down on a record: what it cannot mean is refused where it stands, and the rest is judged."""
# ruff: noqa: E501 - tables: a line is one case

from __future__ import annotations

import pytest

from scr_check.rule import RuleFault
from tabling import book_of, findings_of

MEETING = "for_each: [{each: m, in: meetings}]\n"
SOME = "some: [{each: visit, in: visits, at: visit.date}]"
REFUSED = [  # the rule, with a star before what is refused, and the words
    (MEETING + "require: {response: {since: m.date, within: 2 weeks, some: [{each: z, in: *referral.reasons, at: as_of}]}}", "'referral.reasons' is a list of words; a list of entries, or a mapping of the record, is wanted"),
    (MEETING + "require: {count: {each: z, in: *m.minutes.covers, at_least: 1}}", "'m.minutes.covers' is a list of words; a list of entries, or a mapping of the record, is wanted"),
    (MEETING + "require: {covers: {list: *m, required: [x]}}", "a list of words is wanted, not an entry of meetings"),
    (MEETING + "require: {covers: {list: *as_of, required: [x]}}", "a list of words is wanted, not a date"),
    (MEETING + "require: {covers: {list: *referral.date, required: [x]}}", "a list of words is wanted, not a date"),
    (MEETING + "require: {covers: {list: *two_weeks, required: [x]}}", "a list of words is wanted, not a duration"),
    (MEETING + "require: {covers: {list: *m.actions, required: [x]}}", "a list of words is wanted, not a list of entries"),
    (MEETING + "require: {same: {origin: m.type, places: [{each: z, in: meetings, at: z.date, states: *z.agency_records}]}}", "a list of words is wanted, not a list of entries"),
    ("for_each: [{each: c, in: conditions}]\nrequire: {held_for: {each: e, in: c.evidence, where: recorded(e.shows), at: e.date, for: *c.set_on, by: c.lifted.on}}", "a duration is wanted, not a date"),
    ("for_each: [{each: c, in: conditions}]\nrequire: {held_for: {each: e, in: c.evidence, where: recorded(e.shows), at: e.date, for: *c.until, by: c.lifted.on}}", "a duration is wanted, not an entry of conditions"),
    ("for_each: {steps: [{each: m, in: *meetingsx}]}\nrequire: {holds: recorded(m.date)}", "unknown name 'meetingsx' (did you mean 'meetings'?)"),
    ("for_each: {either: [{steps: [{each: m, in: *meetingsx}]}]}\nrequire: {holds: recorded(m.date)}", "unknown name 'meetingsx' (did you mean 'meetings'?)"),
    ("for_each: [{each: m, in: meetings}]\nsubject: *z\nrequire: {holds: recorded(m.date)}", "the subject 'z' is bound by no step"),
    ("for_each: {either: [{subject: *z, steps: [{each: m, in: meetings}]}]}\nrequire: {holds: recorded(m.date)}", "the subject 'z' is bound by no step"),
]


@pytest.mark.parametrize(("rule", "message"), REFUSED, ids=range(len(REFUSED)))
def test_what_a_rule_cannot_mean_is_refused_at_its_place(rule: str, message: str) -> None:
    with pytest.raises(RuleFault) as raised:
        book_of(rule.replace("*", "") + "\n")
    before = rule.partition("*")[0].split("\n")
    place = f"{7 + len(before)}:{len(before[-1]) + 1}"
    assert f"{place}: {message}" in [line.partition("R0.yaml:")[2] for line in raised.value.lines]


WHOLE = "extracted: 2016-12-01\ncomplete: all\n"
RECORD = f"""\
{WHOLE}referral: {{date: 2016-01-10, from: csc, reasons: [neglect], decision: {{on: 2016-01-12, outcome: assessment}}}}
agencies: [{{id: csc}}, {{id: school}}]
professionals: [{{id: p, agency: csc}}, {{id: q, agency: school}}]
plans: [{{id: s, start: 2016-02-01, end: 2016-05, reviewed: {{by: p, on: 2016-03-01}}, authorised: {{by: p, on: 2016-03-02}}}}]
meetings: [{{id: k, type: core_group, date: 2016-03-01, minutes: {{held: yes}}, agency_records: [{{agency: csc, date: 2016-03-01, minutes_held: no}}]}}]
assessments: [{{id: a}}, {{id: b, started: 2016-03-01, referral: 2016-01-10}}]
visits: [{{id: v, date: 2016-03-08, by: p}}, {{id: w, date: 2016-03-09, by: p}}]
step_downs: [{{id: d, ends: s, decided: 2016-04-01}}]
closure: {{on: 2016-02-01, reason: moved}}
"""
JUDGED = [  # the rule, and each verdict with its evidence, or what is missing
    ("for_each: [{each: self, in: meetings}]\nrequire: {holds: recorded(self.date)}", ["met /meetings/0/date"]),
    (MEETING + f"require: {{response: {{since: m.date, by_next: {{each: x, in: assessments, at: x.authorised}}, {SOME}}}}}", ["met /meetings/0/date /visits/0/date"]),
    (MEETING + "require: {sources_agree: {sources: [{value: m.minutes.held, said_by: m.chair}, {each: r, in: m.agency_records, value: r.minutes_held, said_by: r.agency}]}}", ["conflict /meetings/0/minutes/held /meetings/0/agency_records/0/minutes_held"]),
    ("for_each: [{each: a, in: assessments}]\nrequire: {sources_agree: {sources: [{value: referral.date, said_by: referral.from_}, {value: a.referral, said_by: a.author}]}}", ["not_applicable", "met /assessments/1 /assessments/1/referral"]),
    ("require: {sources_agree: {sources: [{value: referral.date, said_by: referral.from_}, {value: closure.on, said_by: closure.reason}]}}", ["conflict"]),
    ("require: {response: {since: referral.date, within: 2 weeks, at: closure.on}}", ["met_late"]),
    ("require: {count: {each: v, in: visits, at_least: 2, at: as_of, days: 5}}", ["noted /visits/0 /visits/1"]),
    ("require: {count: {each: v, in: visits, at_least: 2, at: referral.date, days: 5}}", ["noted /visits/0 /visits/1"]),
    ("for_each: [{each: d, in: step_downs}]\nrequire: {response: {by: d.ends.end, some: [{each: x, in: meetings, where: x.type == \"marac\", at: x.date}]}}", ["breached /plans/0/end"]),
    ("for_each: [{each: s, in: plans}]\nrequire: {sources_agree: {sources: [{value: s.reviewed.on, said_by: s.reviewed.by}, {value: s.authorised.on, said_by: s.authorised.by}]}}", ["conflict /plans/0/reviewed/on /plans/0/authorised/on"]),
    ("for_each: [{each: s, in: plans}]\nrequire: {recurrence: {each: v, in: visits, at: v.date, since: s.start, then_every: 2 weeks}}", ["breached /plans/0/start /visits/1/date"]),
    (MEETING + "require: {response: {since: m.date, within: 2 days, some: [{each: x, in: escalations, at: x.on}]}, otherwise: [{response: {since: limit, within: 2 days, some: [{each: x, in: escalations, at: x.on}]}}]}", ["breached /meetings/0/date"]),
]


@pytest.mark.parametrize(("rule", "told"), JUDGED, ids=range(len(JUDGED)))
def test_what_is_accepted_is_judged(rule: str, told: list[str]) -> None:
    duty = "duty: advice\n" if "count" in rule else ""
    found = findings_of(duty + rule + "\n", RECORD, "2016-06-10")
    assert not [one for one in found if one.failed]
    assert [" ".join([one.verdict, *(seen.pointer for seen in one.evidence)]) for one in found if one.verdict != "not_applicable"] == [one for one in told if one != "not_applicable"]
