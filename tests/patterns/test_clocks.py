"""The clock of a duty: what starts it, by when it is owed, and what may come in time, where the dates are days and where one is a month."""
# ruff: noqa: E501 - tables: a line is one case

from __future__ import annotations

import pytest

from duties import CARE, QUICK, duty, judged, released
from scr_check.rule import RuleFault
from tabling import book_of, findings_of

WHOLE = "extracted: 2016-12-01\ncomplete: [notifications, events, plans, visits, step_downs, plans.actions]\n"
BOTH = duty("since: release.date, by: release.planned")
PLANNED = duty("since: release.planned, within: 10 days")
OWED = duty("since: release.planned, by: release.planned")
LAST, LATE = "to: y, on: 2016-03-20", "to: y, on: 2016-03-21"
DAYS = "date: 2016-03-10, planned: 2016-03-20"


def plan(clock: str) -> str:
    some = "[{each: action, in: plan.actions, at: action.started}, {each: visit, in: visits, at: visit.date}]"
    return f"for_each: [{{each: plan, in: plans}}]\nrequire: {{response: {{some: {some}, {clock}}}}}\n"


def planned(action: str = "", visit: str = "", dates: str = "start: 2016-03-01", head: str = "") -> str:
    actions, visits = (f"{{id: a, started: {action}}}" if action else ""), (f"{{id: v, date: {visit}}}" if visit else "")
    return f"{head}plans: [{{id: p, {dates}, actions: [{actions}]}}]\nvisits: [{visits}]\n"


WEEKS = plan("since: plan.start, within: 2 weeks")
INCLUSIVE = plan("since: plan.start, within: 2 weeks, counting: inclusive")
REVIEWED = plan("since: plan.reviewed.on, within: 2 weeks")
BY_END, TO_END = plan("by: plan.end"), plan("since: plan.start, by: plan.end")
UNSET, BY_UNSET, TO_UNSET = plan("since: plan.start, within: unset_span"), plan("by: plan.start + unset_span"), plan("since: plan.start, by: plan.start + unset_span")
BY_WORKING, WORKING = plan("by: 'plan.start - \"2 working days\"'"), plan("since: plan.start, within: 5 working days")
NO_LIMIT = plan("since: plan.start")
BEFORE = plan("since: plan.reviewed.on, by: plan.start")
AFTER_IT = "start: 2016-05-15, reviewed: {on: 2016-06}"
LINKED = """\
for_each: [{each: step_down, in: step_downs}]
require: {response: {since: step_down.decided, within: 2 weeks, some: {each: one, in: step_down.conditions, at: one.set_on}}}
"""
AS_OF = plan("since: plan.start, within: 2 weeks").replace("at: visit.date", "at: as_of")


def fresh(span: str = "    fresh: 30 days\n", by: str = "step_down.decided", each: str = "step_down, in: step_downs") -> str:
    return f"""\
for_each: [{{each: {each}}}]
require:
  precedence:
    by: {by}
{span}    some: {{each: visit, in: visits, where: visit.type == "child_in_need", at: visit.date}}
"""


def visited(decided: str, visit: str, others: str = "step_downs: [{id: s, decided: DAY}]") -> str:
    return f"{WHOLE}{others.replace('DAY', decided)}\nvisits: [{{id: v, {visit}}}]\n"


FRESH, FIVE, EVER = fresh(), fresh("    fresh: 5 working days\n"), fresh("")
ENDED = fresh(by="plan.end", each="plan, in: plans")
GOING = "plans: [{id: p, start: 2016-03-01}]"
KIND = "type: child_in_need, date: "
TABLE = [
    # name, the rule, the day of judgement, the record, the way, what is found: verdict; words; limit; done on; seen; missing
    ("since and by, on the last day", BOTH, "2016-06-01", released(DAYS, LAST), QUICK, "met; done on 2016-03-20, by 2016-03-20; 2016-03-20; 2016-03-20; /events/0/date /events/0/planned /notifications/0/on; -"),
    ("since and by, the day after", BOTH, "2016-06-01", released(DAYS, LATE), QUICK, "met_late; done on 2016-03-21, 1 day late (owed by 2016-03-20); 2016-03-20; 2016-03-21; /events/0/date /events/0/planned /notifications/0/on; -"),
    ("since and by, before the first", BOTH, "2016-06-01", released(DAYS, 'to: y, on: 2016-03-09'), QUICK, "not_recorded; no record either way (it was owed by 2016-03-20); 2016-03-20; -; /events/0/date /events/0/planned; /notifications"),
    ("the day that starts it is to come", PLANNED, "2016-03-09", released('planned: 2016-03-10'), QUICK, None),
    ("the day that starts it has come", PLANNED, "2016-03-10", released('planned: 2016-03-10'), QUICK, "due; not done yet, owed by 2016-03-20 (10 days left); 2016-03-20; -; /events/0/planned; -"),
    ("the month that starts it is to come", PLANNED, "2016-02-29", released('planned: 2016-03'), CARE, None),
    ("the month that starts it has begun", PLANNED, "2016-03-01", released('planned: 2016-03'), CARE, "due; not done yet, owed by 2016-03-11 to 2016-04-10; 2016-03-11 to 2016-04-10; -; /events/0/planned; -"),
    ("the day that starts it is to come, owed by a day", OWED, "2016-03-09", released('planned: 2016-03-10'), QUICK, "due; not done yet, owed by 2016-03-10 (1 day left); 2016-03-10; -; /events/0/planned; -"),
    ("the month that starts it is to come, owed by a day", OWED, "2016-02-20", released('planned: 2016-03'), CARE, "due; not done yet, owed by 2016-03; 2016-03-01 to 2016-03-31; -; /events/0/planned; -"),
    ("nobody wrote the day that starts it", PLANNED, "2016-06-01", released('police_called: true'), CARE, "unknown; cannot be told: it hangs on /events/0/planned; -; -; /events/0; /events/0/planned"),
    ("two, the first of the rule is the earlier", WEEKS, "2016-06-01", planned('2016-03-03', '2016-03-04'), QUICK, "met; done on 2016-03-03, by 2016-03-15; 2016-03-15; 2016-03-03; /plans/0/start /plans/0/actions/0/started; -"),
    ("two, the second of the rule is the earlier", WEEKS, "2016-06-01", planned('2016-03-04', '2016-03-03'), QUICK, "met; done on 2016-03-03, by 2016-03-15; 2016-03-15; 2016-03-03; /plans/0/start /visits/0/date; -"),
    ("two on one day, the first of the rule", WEEKS, "2016-06-01", planned('2016-03-03', '2016-03-03'), QUICK, "met; done on 2016-03-03, by 2016-03-15; 2016-03-15; 2016-03-03; /plans/0/start /plans/0/actions/0/started; -"),
    ("two on one day, both late", WEEKS, "2016-06-01", planned('2016-04-14', '2016-04-14'), QUICK, "met_late; done on 2016-04-14, 30 days late (owed by 2016-03-15); 2016-03-15; 2016-04-14; /plans/0/start /plans/0/actions/0/started; -"),
    ("since a month, two late ones", WEEKS, "2016-06-01", planned('2016-05-14', '2016-05-13', 'start: 2016-03'), CARE, "met_late; done on 2016-05-13, some days late (owed by 2016-03-15 to 2016-04-14); 2016-03-15 to 2016-04-14; 2016-05-13; /plans/0/start /visits/0/date; -"),
    ("since a month, two late ones on one day", WEEKS, "2016-06-01", planned('2016-05-14', '2016-05-14', 'start: 2016-03'), CARE, "met_late; done on 2016-05-14, some days late (owed by 2016-03-15 to 2016-04-14); 2016-03-15 to 2016-04-14; 2016-05-14; /plans/0/start /plans/0/actions/0/started; -"),
    ("counting the first day", INCLUSIVE, "2016-06-01", planned(), QUICK, "not_recorded; no record either way (it was owed by 2016-03-14); 2016-03-14; -; /plans/0 /plans/0/start; /plans/0/actions /visits"),
    ("counting the first day, since a month", INCLUSIVE, "2016-06-01", planned(dates='start: 2016-03'), CARE, "not_recorded; no record either way (it was owed by 2016-03-14 to 2016-04-13); 2016-03-14 to 2016-04-13; -; /plans/0 /plans/0/start; /plans/0/actions /visits"),
    ("nothing starts it, complete", REVIEWED, "2016-06-01", planned(head=WHOLE), CARE, "unknown; cannot be told: nothing says from which day it counts; -; -; -; -"),
    ("nothing starts it", REVIEWED, "2016-06-01", planned(), CARE, "unknown; cannot be told: it hangs on /plans/0/reviewed; -; -; /plans/0; /plans/0/reviewed"),
    ("nothing ends it, complete", BY_END, "2016-06-01", planned(head=WHOLE), CARE, "due; not done yet; -; -; -; -"),
    ("nothing ends it, complete, done", BY_END, "2016-06-01", planned('2016-03-03', head=WHOLE), CARE, "met; done on 2016-03-03; -; 2016-03-03; /plans/0/actions/0/started; -"),
    ("nothing ends it", BY_END, "2016-06-01", planned(), CARE, "unknown; cannot be told: it hangs on /plans/0/end; -; -; /plans/0; /plans/0/end"),
    ("since a day, nothing ends it, complete", TO_END, "2016-06-01", planned(head=WHOLE), CARE, "due; not done yet; -; -; /plans/0/start; -"),
    ("since a day, nothing ends it, complete, done", TO_END, "2016-06-01", planned('2016-03-03', head=WHOLE), CARE, "met; done on 2016-03-03; -; 2016-03-03; /plans/0/start /plans/0/actions/0/started; -"),
    ("since a day, nothing ends it", TO_END, "2016-06-01", planned(), CARE, "unknown; cannot be told: it hangs on /plans/0/end; -; -; /plans/0 /plans/0/start; /plans/0/end"),
    ("owed by a number that is not set", BY_UNSET, "2016-06-01", planned(), CARE, "unknown; cannot be told: unset_span is not set; -; -; /plans/0/start; -"),
    ("since a day, owed by a number that is not set", TO_UNSET, "2016-06-01", planned('2016-03-03'), CARE, "unknown; cannot be told: unset_span is not set; -; -; /plans/0/start; -"),
    ("owed by working days that cannot be counted", BY_WORKING, "2016-06-01", planned(dates='start: 1999-03-01'), CARE, "unknown; cannot be told: working days are known for 2010 to 2028 only, as bank holidays are; -; -; /plans/0/start; -"),
    ("within working days that cannot be counted", WORKING, "2016-06-01", planned(dates='start: 1999-03-01'), CARE, "unknown; cannot be told: working days are known for 2010 to 2028 only, as bank holidays are; -; -; /plans/0/start; -"),
    ("within working days that cannot be counted, to come", WORKING, "2016-06-01", planned(dates='start: 2040-03-01'), QUICK, None),
    ("no limit, on the day", NO_LIMIT, "2016-03-01", planned(head=WHOLE), QUICK, "due; not done yet; -; -; /plans/0/start; -"),
    ("no limit, the day after", NO_LIMIT, "2016-03-02", planned(head=WHOLE), QUICK, "breached; not done; -; -; /plans/0/start; -"),
    ("no limit, since a month that goes on", NO_LIMIT, "2016-03-15", planned(dates='start: 2016-03', head=WHOLE), CARE, "unknown; cannot be told: it hangs on /plans/0/start; -; -; /plans/0 /plans/0/start; /plans/0/start"),
    ("no limit, since a month that is over", NO_LIMIT, "2016-04-01", planned(dates='start: 2016-03', head=WHOLE), CARE, "breached; not done; -; -; /plans/0/start; -"),
    ("no limit, done", NO_LIMIT, "2016-06-01", planned('2016-04-03'), QUICK, "met; done on 2016-04-03; -; 2016-04-03; /plans/0/start /plans/0/actions/0/started; -"),
    ("a limit that is not set", UNSET, "2016-06-01", planned(head=WHOLE), QUICK, "breached; not done; -; -; /plans/0/start; -"),
    ("a limit that is not set, since a month", UNSET, "2016-06-01", planned(dates='start: 2016-03', head=WHOLE), CARE, "breached; not done; -; -; /plans/0/start; -"),
    ("a limit that is not set, since a month, done", UNSET, "2016-06-01", planned('2016-04-03', dates='start: 2016-03'), CARE, "met; done on 2016-04-03; -; 2016-04-03; /plans/0/start /plans/0/actions/0/started; -"),
    ("owed before it starts, done in the month that starts it", BEFORE, "2016-12-01", planned('2016-06-10', dates=AFTER_IT), CARE, "unknown; cannot be told: it hangs on /plans/0/reviewed/on; 2016-05-15; -; /plans/0/start /plans/0/reviewed /plans/0/reviewed/on; /plans/0/reviewed/on"),
    ("owed before it starts, done before", BEFORE, "2016-12-01", planned('2016-05-31', dates=AFTER_IT), CARE, "not_recorded; no record either way (it was owed by 2016-05-15); 2016-05-15; -; /plans/0 /plans/0/start /plans/0/reviewed/on; /plans/0/actions /visits"),
    ("owed before it starts, done after", BEFORE, "2016-12-01", planned('2016-07-01', dates=AFTER_IT), CARE, "met_late; done on 2016-07-01, 47 days late (owed by 2016-05-15); 2016-05-15; 2016-07-01; /plans/0/start /plans/0/reviewed/on /plans/0/actions/0/started; -"),
    ("one on any day", WEEKS, "2016-06-01", planned(visit='null').replace(', date: null', ''), CARE, "unknown; cannot be told: it hangs on /visits/0/date; 2016-03-15; -; /plans/0/start /visits/0; /visits/0/date"),
    ("one on any day, and a late one", WEEKS, "2016-06-01", planned('2016-03-20', 'null').replace(', date: null', ''), CARE, "unknown; cannot be told: it hangs on /visits/0/date; 2016-03-15; -; /plans/0/start /visits/0; /visits/0/date"),
    ("one that did not happen, and a late one", WEEKS, "2016-06-01", planned('2016-03-20').replace('}]}]', '}, {id: b}]}]'), QUICK, "met_late; done on 2016-03-20, 5 days late (owed by 2016-03-15); 2016-03-15; 2016-03-20; /plans/0/start /plans/0/actions/0/started; -"),
    ("a month before it starts", WEEKS, "2016-06-01", planned(visit='2016-02'), QUICK, "not_recorded; no record either way (it was owed by 2016-03-15); 2016-03-15; -; /plans/0 /plans/0/start; /plans/0/actions /visits"),
    ("a month around the start", WEEKS, "2016-06-01", planned(visit='2016-03', dates='start: 2016-03-02'), CARE, "unknown; cannot be told: it hangs on /visits/0/date; 2016-03-16; -; /plans/0/start /visits/0; /visits/0/date"),
    ("a month around the limit", WEEKS, "2016-06-01", planned(visit='2016-04', dates='start: 2016-03-20'), CARE, "unknown; cannot be told: it hangs on /visits/0/date; 2016-04-03; -; /plans/0/start /visits/0; /visits/0/date"),
    ("since a month, on its last limit", WEEKS, "2016-06-01", planned(visit='2016-04-14', dates='start: 2016-03'), CARE, "unknown; cannot be told: it hangs on /plans/0/start; 2016-03-15 to 2016-04-14; -; /plans/0 /plans/0/start; /plans/0/start"),
    ("since a month, after its last limit", WEEKS, "2016-06-01", planned(visit='2016-04-15', dates='start: 2016-03'), CARE, "met_late; done on 2016-04-15, some days late (owed by 2016-03-15 to 2016-04-14); 2016-03-15 to 2016-04-14; 2016-04-15; /plans/0/start /visits/0/date; -"),
    ("the day of judgement is the day", AS_OF, "2016-03-10", planned(visit='2016-03-02'), QUICK, "met; done on 2016-03-10, by 2016-03-15; 2016-03-15; 2016-03-10; /plans/0/start /visits/0; -"),
    ("what it is looked for in is not said", LINKED, "2016-06-01", WHOLE + 'step_downs: [{id: s, decided: 2016-03-01}]\nconditions: []\n', CARE, "unknown; cannot be told: it hangs on /step_downs/0/conditions; 2016-03-15; -; /step_downs/0 /step_downs/0/decided; /step_downs/0/conditions"),
    ("what it is looked for in has none", LINKED, "2016-06-01", WHOLE + 'step_downs: [{id: s, decided: 2016-03-01, conditions: []}]\n', QUICK, "breached; not done, owed by 2016-03-15, 78 days ago; 2016-03-15; -; /step_downs/0/decided; -"),
    ("what it is looked for in has one", LINKED, "2016-06-01", WHOLE + 'step_downs: [{id: s, decided: 2016-03-01, conditions: [c]}]\nconditions: [{id: c, set_on: 2016-03-15}]\n', QUICK, "met; done on 2016-03-15, by 2016-03-15; 2016-03-15; 2016-03-15; /step_downs/0/decided /conditions/0/set_on; -"),
    ("fresh on one day of the month", FRESH, "2016-12-01", visited('2016-06', KIND + '2016-05-02'), CARE, "unknown; cannot be told: it hangs on /step_downs/0/decided; 2016-06-01 to 2016-06-30; -; /step_downs/0 /step_downs/0/decided; /step_downs/0/decided"),
    ("fresh on no day of the month", FRESH, "2016-12-01", visited('2016-06', KIND + '2016-05-01'), CARE, "breached; not done, owed by 2016-06; 2016-06-01 to 2016-06-30; -; /step_downs/0/decided; -"),
    ("fresh on every day of the month", FRESH, "2016-12-01", visited('2016-06', KIND + '2016-05-31'), CARE, "met; done on 2016-05-31, by 2016-06; 2016-06-01 to 2016-06-30; 2016-05-31; /step_downs/0/decided /visits/0/date; -"),
    ("fresh on all days of the month but one", FRESH, "2016-12-01", visited('2016-06', KIND + '2016-05-30'), CARE, "unknown; cannot be told: it hangs on /step_downs/0/decided; 2016-06-01 to 2016-06-30; -; /step_downs/0 /step_downs/0/decided; /step_downs/0/decided"),
    ("a month whose last day is fresh", FRESH, "2016-12-01", visited('2016-05-30', KIND + '2016-04'), CARE, "unknown; cannot be told: it hangs on /visits/0/date; 2016-05-30; -; /step_downs/0/decided /visits/0; /visits/0/date"),
    ("a month whose last day is too old", FRESH, "2016-12-01", visited('2016-05-31', KIND + '2016-04'), CARE, "breached; not done, owed by 2016-05-31, 184 days ago; 2016-05-31; -; /step_downs/0/decided; -"),
    ("a month whose first day is fresh", FRESH, "2016-12-01", visited('2016-05-31', KIND + '2016-05'), CARE, "met; done on 2016-05, by 2016-05-31; 2016-05-31; 2016-05; /step_downs/0/decided /visits/0/date; -"),
    ("nobody wrote how old", FRESH, "2016-12-01", visited('2016-05-31', 'type: child_in_need'), CARE, "unknown; cannot be told: it hangs on /visits/0/date; 2016-05-31; -; /step_downs/0/decided /visits/0; /visits/0/date"),
    ("it may count, and comes later", FRESH, "2016-12-01", visited('2016-05-31', 'date: 2016-06-01'), CARE, "breached; not done, owed by 2016-05-31, 184 days ago; 2016-05-31; -; /step_downs/0/decided; -"),
    ("it may count, and is fresh", FRESH, "2016-12-01", visited('2016-05-31', 'date: 2016-05-31'), CARE, "unknown; cannot be told: it hangs on /visits/0/type; 2016-05-31; -; /step_downs/0/decided /visits/0; /visits/0/type"),
    ("it may count, and is too old", FRESH, "2016-12-01", visited('2016-05-31', 'date: 2016-04-30'), CARE, "breached; not done, owed by 2016-05-31, 184 days ago; 2016-05-31; -; /step_downs/0/decided; -"),
    ("how fresh cannot be counted", FIVE, "2016-12-01", visited('2001-05-31', KIND + '2001-05-30'), CARE, "unknown; cannot be told: working days are known for 2010 to 2028 only, as bank holidays are; 2001-05-31; -; /step_downs/0/decided; -"),
    ("how fresh cannot be counted, but it comes later", FIVE, "2016-12-01", visited('2001-05-31', KIND + '2001-06-01'), CARE, "breached; not done, owed by 2001-05-31, 5663 days ago; 2001-05-31; -; /step_downs/0/decided; -"),
    ("how fresh matters once there is a day", ENDED, "2016-12-01", visited('', KIND + '2010-01-01', GOING), CARE, "met; done on 2010-01-01; -; 2010-01-01; /visits/0/date; -"),
    ("how fresh matters once there is a day, and nothing is there", ENDED, "2016-12-01", visited('', 'type: child_protection', GOING), CARE, "due; not done yet; -; -; -; -"),
    ("of any age, but later", EVER, "2016-12-01", visited('2016-05-31', KIND + '2016-06-01'), QUICK, "breached; not done, owed by 2016-05-31, 184 days ago; 2016-05-31; -; /step_downs/0/decided; -"),
    ("of any age, may count, but later", EVER, "2016-12-01", visited('2016-05-31', 'date: 2016-06-01'), CARE, "breached; not done, owed by 2016-05-31, 184 days ago; 2016-05-31; -; /step_downs/0/decided; -"),
    ("from a day that hangs on a number that is not set", duty('since: release.date + unset_span, within: 2 weeks'), "2016-06-01", released('date: 2016-03-10'), CARE, "unknown; cannot be told: unset_span is not set; -; -; /events/0/date; -"),
    ("from a working day that cannot be counted", duty('since: release.date + \'5 working days\', within: 2 weeks'), "2016-06-01", released('date: 1999-03-10'), CARE, "unknown; cannot be told: working days are known for 2010 to 2028 only, as bank holidays are; -; -; /events/0/date; -"),
]


@pytest.mark.parametrize(("rule", "as_of", "case", "way", "found"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_clock(rule: str, as_of: str, case: str, way: str, found: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert judged(rule, case, as_of, monkeypatch) == ([found] if found else [], way)


@pytest.mark.parametrize("clock", ["since: plan.start, by: plan.end", "since: plan.start, within: 2 weeks", "after: plan.start", "by: plan.end"])
def test_a_next_stands_alone(clock: str) -> None:
    with pytest.raises(RuleFault) as raised:
        book_of(plan(clock + ", by_next: {each: other, in: meetings, at: other.date}"))
    assert [line.partition(": ")[2] for line in raised.value.lines] == ["by_next goes with since, and instead of by and within"]


def test_each_plan_has_its_own_limit() -> None:
    case = "plans: [{id: p, start: 2016-03-01, actions: []}, {id: q, start: 2016-03-02, actions: []}]\nvisits: []\n"
    assert [one.limit for one in findings_of(WEEKS, case, "2016-06-01")] == ["2016-03-15", "2016-03-16"]
