"""`held_for`: the edges of a period, what may show or refute, what is not set, and evidence whose day is still to come."""
# ruff: noqa: E501 - tables: a line is one case

from __future__ import annotations

import pytest

from duties import QUICK, judged
from scr_check.rule import RuleFault
from tabling import book_of

HELD = """\
for_each: [{each: condition, in: conditions}]
require:
  held_for:
    each: proof
    in: condition.evidence
    where: proof.shows == "drug_free" and proof.date <= as_of
    against: recorded(proof.refutes) and proof.refutes == "drug_free" and proof.date <= as_of
    at: proof.date
    for: 2 months
    max_gap: 5 weeks
    after: condition.set_on
    within: 6 months
"""
OUTRIGHT = HELD.replace("recorded(proof.refutes) and ", "")
NEVER = "".join(line for line in HELD.splitlines(True) if "against" not in line)
NO_GAP = HELD.replace("    max_gap: 5 weeks\n", "")
UNSET, GAP_UNSET = HELD.replace("2 months", "unset_span"), HELD.replace("5 weeks", "unset_span")
NOTHING_SET = UNSET.replace("5 weeks", "unset_span")
SET = HELD.replace("2 months", "two_weeks")
ITS_OWN = HELD.replace("2 months", "condition.until.for_")
WORKING = HELD.replace("2 months", "5 working days")
GAP_WORKING = HELD.replace("5 weeks", "25 working days")
NOW = HELD.replace("at: proof.date", "at: as_of")
STARTED = """\
for_each: [{each: plan, in: plans}]
require: {held_for: {each: action, in: plan.actions, where: action.status == "done", at: action.started, for: 5 days, since: plan.start, within: 6 months}}
"""
BARE = HELD.replace("    max_gap: 5 weeks\n", "").replace("    against: recorded(proof.refutes) and proof.refutes == \"drug_free\" and proof.date <= as_of\n", "").replace(" and proof.date <= as_of", "")
AUTHORISED = """\
for_each: [{each: condition, in: conditions}]
require: {held_for: {each: one, in: assessments, where: recorded(one.id), at: one.authorised, for: 2 months, after: condition.set_on, within: 6 months}}
"""
VIEWED = """\
for_each: [{each: condition, in: conditions}]
require: {held_for: {each: proof, in: step_downs.conditions.evidence, where: proof.shows == "drug_free", at: proof.date, for: 2 months, after: condition.set_on, within: 6 months}}
"""
REFUTABLE = VIEWED.replace("at: proof.date", "against: recorded(proof.refutes) and proof.refutes == \"drug_free\", at: proof.date")
WORKDAYS = BARE.replace('proof.shows == "drug_free"', 'proof.shows == "drug_free" and is_working_day(proof.date)')
COUNTED = BARE.replace('proof.shows == "drug_free"', 'proof.shows == "drug_free" and count(condition.monitoring) < unset_number')
EITHER = STARTED.replace("at: action.started", "at: 'first_recorded(action.started, action.due)'")
WHOLE = "extracted: 2016-12-31\ncomplete: [evidence, plans.actions]\n"


def shown(*proofs: str, more: str = "set_on: 2016-03-01, ") -> str:
    """What shows it, each a day or the parts of the entry, in a section that is complete."""
    listed = ", ".join("{" + (one if ":" in one else f"date: {one}, shows: drug_free") + "}" for one in proofs)
    return f"{WHOLE}conditions: [{{id: c, {more}evidence: [{listed}]}}]\n"


def started(*days: str, set_on: str) -> str:
    listed = ", ".join(f"{{id: a{i}, status: done, set_on: {set_on}, started: {day}}}" for i, day in enumerate(days))
    return f"{WHOLE}plans: [{{id: s, start: 2016-06-01, actions: [{listed}]}}]\n"


GOOD = ("2016-03-10", "2016-04-10", "2016-05-10")
TABLE = [
    # name, the rule, the day of judgement, the record, the way, what is found: verdict; words; limit; done on; seen; missing
    ("shown for as long as asked", HELD, "2016-12-01", shown(*GOOD), QUICK, "met; done on 2016-05-10, by 2016-09-01; 2016-09-01; 2016-05-10; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date; -"),
    ("shown for a day less", HELD, "2016-12-01", shown('2016-03-10', '2016-04-10', '2016-05-09'), QUICK, "breached; not done, owed by 2016-09-01, 91 days ago; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date; -"),
    ("a gap of five weeks", HELD, "2016-12-01", shown('2016-03-10', '2016-04-14', '2016-05-10'), QUICK, "met; done on 2016-05-10, by 2016-09-01; 2016-09-01; 2016-05-10; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date; -"),
    ("a gap of a day more", HELD, "2016-12-01", shown('2016-03-10', '2016-04-15', '2016-05-10'), QUICK, "breached; not done, owed by 2016-09-01, 91 days ago; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date; -"),
    ("any gap will do", NO_GAP, "2016-12-01", shown('2016-03-10', '2016-05-10'), QUICK, "met; done on 2016-05-10, by 2016-09-01; 2016-09-01; 2016-05-10; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date; -"),
    ("refuted on the first day, shown from the next on", HELD, "2016-12-01", shown(*GOOD, '2016-06-10', 'date: 2016-03-10, refutes: drug_free'), QUICK, "met; done on 2016-06-10, by 2016-09-01; 2016-09-01; 2016-06-10; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date /conditions/0/evidence/3/date /conditions/0/evidence/4/date; -"),
    ("refuted on the last day", HELD, "2016-12-01", shown(*GOOD, 'date: 2016-05-10, refutes: drug_free'), QUICK, "breached; not done, owed by 2016-09-01, 91 days ago; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date /conditions/0/evidence/3/date; -"),
    ("refuted the day after", HELD, "2016-12-01", shown(*GOOD, 'date: 2016-05-11, refutes: drug_free'), QUICK, "met; done on 2016-05-10, by 2016-09-01; 2016-09-01; 2016-05-10; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date /conditions/0/evidence/3/date; -"),
    ("refuted the day before", HELD, "2016-12-01", shown(*GOOD, 'date: 2016-03-09, refutes: drug_free'), QUICK, "met; done on 2016-05-10, by 2016-09-01; 2016-09-01; 2016-05-10; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date /conditions/0/evidence/3/date; -"),
    ("refuted in a month that ends with the first day", HELD, "2016-12-01", shown('2016-03-31', '2016-04-30', '2016-05-31', 'date: 2016-03, refutes: drug_free'), QUICK, "unknown; cannot be told: it hangs on /conditions/0/evidence/3/shows, /conditions/0/evidence/3/date; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date /conditions/0/evidence/3 /conditions/0/evidence/3/date; /conditions/0/evidence/3/shows /conditions/0/evidence/3/date"),
    ("refuted in a month that ends before the first day", HELD, "2016-12-01", shown('2016-04-01', '2016-05-01', '2016-06-01', 'date: 2016-03, refutes: drug_free'), QUICK, "met; done on 2016-06-01, by 2016-09-01; 2016-09-01; 2016-06-01; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date /conditions/0/evidence/3/date; -"),
    ("refuted in a month that begins with the last day", HELD, "2016-12-01", shown('2016-04-01', '2016-05-01', '2016-06-01', 'date: 2016-06, refutes: drug_free'), QUICK, "unknown; cannot be told: it hangs on /conditions/0/evidence/3/shows, /conditions/0/evidence/3/date; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date /conditions/0/evidence/3 /conditions/0/evidence/3/date; /conditions/0/evidence/3/shows /conditions/0/evidence/3/date"),
    ("refuted in a month that begins after the last day", HELD, "2016-12-01", shown('2016-03-30', '2016-04-30', '2016-05-30', 'date: 2016-06, refutes: drug_free'), QUICK, "met; done on 2016-05-30, by 2016-09-01; 2016-09-01; 2016-05-30; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date /conditions/0/evidence/3/date; -"),
    ("refuted within, in a month", HELD, "2016-12-01", shown(*GOOD, 'date: 2016-04, refutes: drug_free'), QUICK, "unknown; cannot be told: it hangs on /conditions/0/evidence/3/shows, /conditions/0/evidence/3/date; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date /conditions/0/evidence/3 /conditions/0/evidence/3/date; /conditions/0/evidence/3/shows /conditions/0/evidence/3/date"),
    ("refuted, and shown anew", HELD, "2016-12-01", shown('2016-03-10', '2016-04-10', '2016-05-09', '2016-06-10', 'date: 2016-03-20, refutes: drug_free'), QUICK, "met; done on 2016-06-10, by 2016-09-01; 2016-09-01; 2016-06-10; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date /conditions/0/evidence/3/date /conditions/0/evidence/4/date; -"),
    ("refuted, and shown anew, too late", HELD, "2016-12-01", shown('2016-06-10', '2016-07-10', '2016-08-10', '2016-09-10', '2016-10-10', 'date: 2016-08-10, refutes: drug_free'), QUICK, "breached; not done, owed by 2016-09-01, 91 days ago; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date /conditions/0/evidence/3/date /conditions/0/evidence/4/date /conditions/0/evidence/5/date; -"),
    ("nobody wrote what it refutes", OUTRIGHT, "2016-12-01", shown(*GOOD), QUICK, "unknown; cannot be told: it hangs on /conditions/0/evidence/0/refutes, /conditions/0/evidence/1/refutes, /conditions/0/evidence/2/refutes; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0 /conditions/0/evidence/0/date /conditions/0/evidence/1 /conditions/0/evidence/1/date /conditions/0/evidence/2 /conditions/0/evidence/2/date; /conditions/0/evidence/0/refutes /conditions/0/evidence/1/refutes /conditions/0/evidence/2/refutes"),
    ("nothing may refute it", NEVER, "2016-12-01", shown(*GOOD, 'date: 2016-04-20, refutes: drug_free'), QUICK, "met; done on 2016-05-10, by 2016-09-01; 2016-09-01; 2016-05-10; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date /conditions/0/evidence/3/date; -"),
    ("shown in months", HELD, "2016-12-01", shown('2016-03', '2016-04', '2016-05'), QUICK, "unknown; cannot be told: it hangs on /conditions/0/evidence/0/date, /conditions/0/evidence/1/date, /conditions/0/evidence/2/date; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0 /conditions/0/evidence/0/date /conditions/0/evidence/1 /conditions/0/evidence/1/date /conditions/0/evidence/2 /conditions/0/evidence/2/date; /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date"),
    ("shown in a month that goes on", HELD, "2016-05-12", shown('2016-03-10', '2016-04-10', '2016-05'), QUICK, "unknown; cannot be told: it hangs on /conditions/0/evidence/2/date; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2 /conditions/0/evidence/2/date; /conditions/0/evidence/2/date"),
    ("shown in a month that goes on, too early for it", HELD, "2016-05-09", shown('2016-03-10', '2016-04-10', '2016-05'), QUICK, "due; not done yet, owed by 2016-09-01 (115 days left); 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date; -"),
    ("how long is not set", UNSET, "2016-12-01", shown(*GOOD), QUICK, "unknown; cannot be told: unset_span is not set; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date; -"),
    ("how long is not set, and nothing shows it", UNSET, "2016-12-01", shown(), QUICK, "breached; not done, owed by 2016-09-01, 91 days ago; 2016-09-01; -; /conditions/0/set_on; -"),
    ("the longest gap is not set", GAP_UNSET, "2016-12-01", shown(*GOOD), QUICK, "unknown; cannot be told: unset_span is not set; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date; -"),
    ("neither is set", NOTHING_SET, "2016-12-01", shown(*GOOD), QUICK, "unknown; cannot be told: unset_span is not set; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date; -"),
    ("how long is set for the place", SET, "2016-12-01", shown('2016-03-10', '2016-03-24'), QUICK, "met; done on 2016-03-24, by 2016-09-01; 2016-09-01; 2016-03-24; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date; -"),
    ("how long is set for the place, a day less", SET, "2016-12-01", shown('2016-03-10', '2016-03-23'), QUICK, "breached; not done, owed by 2016-09-01, 91 days ago; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date; -"),
    ("how long is said by the record", ITS_OWN, "2016-12-01", shown(*GOOD, more='set_on: 2016-03-01, until: {for: 2 months}, '), QUICK, "met; done on 2016-05-10, by 2016-09-01; 2016-09-01; 2016-05-10; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date; -"),
    ("how long is said by the record, longer", ITS_OWN, "2016-12-01", shown(*GOOD, more='set_on: 2016-03-01, until: {for: 3 months}, '), QUICK, "breached; not done, owed by 2016-09-01, 91 days ago; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date; -"),
    ("how long is not said by the record", ITS_OWN, "2016-12-01", shown(*GOOD), QUICK, "unknown; cannot be told: it hangs on /conditions/0/until; 2016-09-01; -; /conditions/0 /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date; /conditions/0/until"),
    ("in working days that cannot be counted", WORKING, "2016-12-01", shown('1999-03-10', '1999-03-20', more='set_on: 1999-03-01, '), QUICK, "unknown; cannot be told: the period lies beyond the known bank holidays; 1999-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date; -"),
    ("a gap in working days that cannot be counted", GAP_WORKING, "2016-12-01", shown('1999-03-10', '1999-08-10', more='set_on: 1999-03-01, '), QUICK, "unknown; cannot be told: the period lies beyond the known bank holidays; 1999-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date; -"),
    ("the day of judgement is the day that counts", NOW, "2016-06-01", shown(*GOOD), QUICK, "due; not done yet, owed by 2016-09-01 (92 days left); 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0 /conditions/0/evidence/1 /conditions/0/evidence/2; -"),
    ("no day", HELD, "2016-12-01", shown('2016-03-10', '2016-04-10', 'shows: drug_free'), QUICK, "unknown; cannot be told: it hangs on /conditions/0/evidence/2/date; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2 /conditions/0/evidence/2/date; /conditions/0/evidence/2/date"),
    ("shown five days", STARTED, "2016-06-15", started('2016-06-02', '2016-06-07', set_on='2016-06-01'), QUICK, "met; done on 2016-06-07, by 2016-12-01; 2016-12-01; 2016-06-07; /plans/0/start /plans/0/actions/0/started /plans/0/actions/1/started; -"),
    ("shown five days, by what may be set only later", STARTED, "2016-06-15", started('2016-06-02', '2016-06-07', set_on='2016-06'), QUICK, "unknown; cannot be told: it hangs on /plans/0/actions/0/set_on, /plans/0/actions/1/set_on; 2016-12-01; -; /plans/0/start /plans/0/actions/0 /plans/0/actions/0/started /plans/0/actions/1 /plans/0/actions/1/started; /plans/0/actions/0/set_on /plans/0/actions/1/set_on"),
    ("shown on a day that is still to come", STARTED, "2016-06-06", started('2016-06-02', '2016-06-07', set_on='2016-06-01'), QUICK, "due; not done yet, owed by 2016-12-01 (178 days left); 2016-12-01; -; /plans/0/start /plans/0/actions/0/started; -"),
    ("shown in a month that is still to come", STARTED, "2016-06-06", started('2016-06-02', '2016-07', set_on='2016-06-01'), QUICK, "due; not done yet, owed by 2016-12-01 (178 days left); 2016-12-01; -; /plans/0/start /plans/0/actions/0/started; -"),
    ("shown on the day of judgement", STARTED, "2016-06-07", started('2016-06-02', '2016-06-07', set_on='2016-06-01'), QUICK, "met; done on 2016-06-07, by 2016-12-01; 2016-12-01; 2016-06-07; /plans/0/start /plans/0/actions/0/started /plans/0/actions/1/started; -"),
    ("shown, and again on a day still to come that stands first", STARTED, "2016-06-07", started('2016-07-01', '2016-06-02', '2016-06-07', set_on='2016-06-01'), QUICK, "met; done on 2016-06-07, by 2016-12-01; 2016-12-01; 2016-06-07; /plans/0/start /plans/0/actions/1/started /plans/0/actions/2/started; -"),
    ("in working days that cannot be counted from the second day on", WORKING, "2029-02-01", shown('2028-07-10', '2028-12-28', '2028-12-31', more='set_on: 2028-07-01, '), QUICK, "unknown; cannot be told: the period lies beyond the known bank holidays; 2029-01-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date; -"),
    ("how long is not set, and it is refuted on its only day", UNSET, "2016-12-01", shown('2016-03-10', 'date: 2016-03-10, refutes: drug_free'), QUICK, "breached; not done, owed by 2016-09-01, 91 days ago; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date; -"),
    ("refuted by what shows something else", HELD, "2016-12-01", shown(*GOOD, 'date: 2016-04-20, shows: other, refutes: drug_free'), QUICK, "breached; not done, owed by 2016-09-01, 91 days ago; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date /conditions/0/evidence/3/date; -"),
    ("what shows something else stands first", HELD, "2016-12-01", shown('date: 2016-03-09, shows: other, refutes: other', *GOOD), QUICK, "met; done on 2016-05-10, by 2016-09-01; 2016-09-01; 2016-05-10; /conditions/0/set_on /conditions/0/evidence/1/date /conditions/0/evidence/2/date /conditions/0/evidence/3/date; -"),
    ("neither of two days is written", EITHER, "2016-06-15", started('2016-06-02', '', set_on='2016-06-01').replace(", started: }", "}"), QUICK, "unknown; cannot be told: it hangs on /plans/0/actions/1/due; 2016-12-01; -; /plans/0/start /plans/0/actions/0 /plans/0/actions/1; /plans/0/actions/1/due"),
    ("shown long enough before the clock starts", HELD, "2016-12-01", shown('2015-03-10', '2015-04-10', '2015-05-10'), QUICK, "breached; not done, owed by 2016-09-01, 91 days ago; 2016-09-01; -; /conditions/0/set_on; -"),
    ("shown on the day that starts it, which does not count", HELD, "2016-12-01", shown('2016-03-01', '2016-04-01', '2016-05-01'), QUICK, "breached; not done, owed by 2016-09-01, 91 days ago; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/1/date /conditions/0/evidence/2/date; -"),
    ("shown in the month that may begin before", HELD, "2016-12-01", shown('2016-03-10', '2016-04-10', '2016-05-10', more='set_on: 2016-03, '), QUICK, "unknown; cannot be told: it hangs on /conditions/0/set_on; 2016-09-01 to 2016-09-30; -; /conditions/0 /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date; /conditions/0/set_on"),
    ("refuted before the clock starts", HELD, "2016-12-01", shown('date: 2015-03-10, shows: other, refutes: drug_free').replace('complete: [evidence, plans.actions]\n', ''), QUICK, "not_recorded; no record either way (it was owed by 2016-09-01); 2016-09-01; -; /conditions/0 /conditions/0/set_on; /conditions/0/evidence"),
    ("refuted after the limit", HELD, "2016-12-01", shown('date: 2016-10-10, shows: other, refutes: drug_free').replace('complete: [evidence, plans.actions]\n', ''), QUICK, "not_recorded; no record either way (it was owed by 2016-09-01); 2016-09-01; -; /conditions/0 /conditions/0/set_on /conditions/0/evidence/0/date; /conditions/0/evidence"),
    ("refuted in time, in a record that may lack something", HELD, "2016-12-01", shown('date: 2016-08-10, shows: other, refutes: drug_free').replace('complete: [evidence, plans.actions]\n', ''), QUICK, "breached; not done, owed by 2016-09-01, 91 days ago; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date; -"),
    ("refuted where the limit may be before or after", HELD, "2016-12-01", shown('date: 2016-09-30, shows: other, refutes: drug_free', more='set_on: 2016-03, '), QUICK, "unknown; cannot be told: it hangs on /conditions/0/set_on; 2016-09-01 to 2016-09-30; -; /conditions/0 /conditions/0/set_on /conditions/0/evidence/0/date; /conditions/0/set_on"),
    ("shown late, if that is what it shows", BARE, "2016-12-01", shown('2016-08-01', 'date: 2016-11-10'), QUICK, "unknown; cannot be told: it hangs on /conditions/0/evidence/1/shows; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1 /conditions/0/evidence/1/date; /conditions/0/evidence/1/shows"),
    ("shown late, in a month", BARE, "2016-12-01", shown('2016-08-01', '2016-11'), QUICK, "unknown; cannot be told: it hangs on /conditions/0/evidence/1/date; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1 /conditions/0/evidence/1/date; /conditions/0/evidence/1/date"),
    ("a limit that is not exact", HELD, "2016-09-10", shown('2016-03-10', more='set_on: 2016-03, '), QUICK, "unknown; cannot be told: it hangs on /conditions/0/set_on; 2016-09-01 to 2016-09-30; -; /conditions/0 /conditions/0/set_on /conditions/0/evidence/0/date; /conditions/0/set_on"),
    ("no number for the limit", HELD.replace('6 months', 'unset_span'), "2016-12-01", shown('2016-03-10'), QUICK, "breached; not done; -; -; /conditions/0/set_on /conditions/0/evidence/0/date; -"),
    ("one that was never authorised", AUTHORISED, "2016-12-01", f'{WHOLE}assessments: [{{id: a, authorised: 2016-04-01}}, {{id: b}}]\nconditions: [{{id: c, set_on: 2016-03-01}}]\n'.replace('evidence,', 'assessments, evidence,'), QUICK, "breached; not done, owed by 2016-09-01, 91 days ago; 2016-09-01; -; /assessments/0/authorised /conditions/0/set_on; -"),
    ("one that nobody recorded as authorised", AUTHORISED, "2016-12-01", 'extracted: 2016-12-31\nassessments: [{id: a, authorised: 2016-04-01}, {id: b}]\nconditions: [{id: c, set_on: 2016-03-01}]\n', QUICK, "not_recorded; no record either way (it was owed by 2016-09-01); 2016-09-01; -; /assessments/0/authorised /assessments/1 /conditions/0/set_on; /assessments /assessments/1/authorised"),
    ("surely shown, though more may be where nobody can look", VIEWED, "2016-12-01", shown(*GOOD) + 'step_downs: [{id: s, conditions: [c]}, {id: t}]\n', QUICK, "met; done on 2016-05-10, by 2016-09-01; 2016-09-01; 2016-05-10; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date; -"),
    ("surely shown, and what may refute it may be where nobody can look", REFUTABLE, "2016-12-01", shown(*GOOD) + 'step_downs: [{id: s, conditions: [c]}, {id: t}]\n', QUICK, "unknown; cannot be told: it hangs on /step_downs/1/conditions; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date /conditions/0/evidence/2/date /step_downs/1; /step_downs/1/conditions"),
    ("two that nobody recorded as authorised, before one that is", AUTHORISED, "2016-12-01", 'extracted: 2016-12-31\nassessments: [{id: a}, {id: b}, {id: d, authorised: 2016-04-01}, {id: e, authorised: 2016-07-01}]\nconditions: [{id: c, set_on: 2016-03-01}]\n', QUICK, "met; done on 2016-07-01, by 2016-09-01; 2016-09-01; 2016-07-01; /assessments/2/authorised /assessments/3/authorised /conditions/0/set_on; -"),
    ("two that nobody recorded as authorised, before one that does not suffice", AUTHORISED, "2016-12-01", 'extracted: 2016-12-31\nassessments: [{id: a}, {id: b}, {id: d, authorised: 2016-04-01}]\nconditions: [{id: c, set_on: 2016-03-01}]\n', QUICK, "not_recorded; no record either way (it was owed by 2016-09-01); 2016-09-01; -; /assessments/0 /assessments/1 /assessments/2/authorised /conditions/0/set_on; /assessments /assessments/0/authorised /assessments/1/authorised"),
    ("one before the clock starts, then as long as asked", HELD, "2016-12-01", shown('2016-02-01', *GOOD), QUICK, "met; done on 2016-05-10, by 2016-09-01; 2016-09-01; 2016-05-10; /conditions/0/set_on /conditions/0/evidence/1/date /conditions/0/evidence/2/date /conditions/0/evidence/3/date; -"),
    ("whether it was a working day cannot be told", WORKDAYS, "2000-12-01", shown('1999-03-10', '1999-05-10', more='set_on: 1999-03-01, '), QUICK, "unknown; cannot be told: working days are known for 2010 to 2028 only, as bank holidays are; 1999-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date; -"),
    ("a number that decides is not set", COUNTED, "2016-12-01", shown('2016-03-10', '2016-05-10', more='set_on: 2016-03-01, monitoring: [{on: 2016-03-05}], '), QUICK, "unknown; cannot be told: unset_number is not set; 2016-09-01; -; /conditions/0/set_on /conditions/0/evidence/0/date /conditions/0/evidence/1/date; -"),
    ("the clock is to start", HELD.replace("after: condition.set_on", "after: condition.set_on + '2 months'"), "2016-04-01", shown('2016-03-10'), QUICK, None),
    ("when the clock starts hangs on a number that is not set", HELD.replace('after: condition.set_on', 'after: condition.set_on + unset_span'), "2016-12-01", shown(*GOOD), QUICK, "unknown; cannot be told: unset_span is not set; -; -; /conditions/0/set_on; -"),
]


@pytest.mark.parametrize(("rule", "as_of", "case", "way", "found"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_held(rule: str, as_of: str, case: str, way: str, found: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert judged(rule, case, as_of, monkeypatch) == ([found] if found else [], way)


def test_the_name_of_the_time_is_a_fault_at_its_place() -> None:
    with pytest.raises(RuleFault) as raised:
        book_of(HELD.replace("2 months", "a_while"))
    assert [line.rpartition("/")[2] for line in raised.value.lines] == ["R0.yaml:16:10: 'a_while' is neither a duration such as \"2 weeks\" nor a parameter of that kind"]
