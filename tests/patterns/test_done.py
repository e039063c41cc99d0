"""Without `some` the bound entry is its own candidate: `at` says when it was done, `where` whether it counts, `done` that it was, on a day that nobody wrote."""
# ruff: noqa: E501 - tables: a line is one case

from __future__ import annotations

import pytest

from duties import CARE, judged

OWN = """\
for_each: [{each: action, in: step_downs.actions}]
require:
  response: {by: action.due, at: action.completed, where: action.owner != "q", done: action.status == "done", denied: action.status == "dropped"}
"""
COUNTED = OWN.replace('action.status == "done"', "count(action.evidence) > 0")
SINCE = OWN.replace("by: action.due", "since: action.started, within: 10 days")
ANSWERED = """\
for_each: [{each: meeting, in: meetings}, {each: concern, in: meeting.concerns}]
require:
  response: {since: meeting.date, within: 2 weeks, at: concern.response.on, where: concern.response.kind == "action", done: recorded(concern.response.ref)}
"""
ANSWERED_BY = ANSWERED.replace("since: meeting.date, within: 2 weeks", "by: meeting.date")
HELD = """\
for_each: [{each: assessment, in: assessments}]
require: {response: {since: assessment.started, within: 2 weeks, at: assessment.started, where: assessment.authorised > assessment.started}}
"""
WHOLE = "complete: [step_downs.actions]\n"
DONE = "due: 2016-04-01, status: done"


def action(text: str, extracted: str = "", head: str = "") -> str:
    known = f"extracted: {extracted}\n" if extracted else ""
    return f"{known}{head}professionals: [{{id: p}}, {{id: q}}]\nstep_downs: [{{id: s, decided: 2016-03-01, actions: [{{id: a, {text}}}]}}]\n"


def concern(response: str, extracted: str = "", date: str = "2016-03-01", head: str = "") -> str:
    known, said = f"extracted: {extracted}\n" if extracted else "", f", response: {{{response}}}" if response else ""
    return f"{known}{head}meetings: [{{id: m, type: marac, date: {date}, concerns: [{{id: c{said}}}]}}]\n"


CONCERNS = "complete: [meetings.concerns]\n"
TABLE = [
    # name, the rule, the day of judgement, the record, the way, what is found: verdict; words; limit; done on; seen; missing
    ("it counts, on the last day", OWN, "2016-05-01", action('due: 2016-04-01, owner: p, completed: 2016-04-01'), CARE, "met; done on 2016-04-01, by 2016-04-01; 2016-04-01; 2016-04-01; /step_downs/0/actions/0/due /step_downs/0/actions/0/completed; -"),
    ("it counts, a day late", OWN, "2016-05-01", action('due: 2016-04-01, owner: p, completed: 2016-04-02'), CARE, "met_late; done on 2016-04-02, 1 day late (owed by 2016-04-01); 2016-04-01; 2016-04-02; /step_downs/0/actions/0/due /step_downs/0/actions/0/completed; -"),
    ("it does not count", OWN, "2016-05-01", action('due: 2016-04-01, owner: q, completed: 2016-04-01'), CARE, "not_recorded; no record either way (it was owed by 2016-04-01); 2016-04-01; -; /step_downs/0/actions/0/due; -"),
    ("it does not count, complete", OWN, "2016-05-01", action('due: 2016-04-01, owner: q, completed: 2016-04-01', '2016-12-01', WHOLE), CARE, "breached; not done, owed by 2016-04-01, 30 days ago; 2016-04-01; -; /step_downs/0/actions/0/due; -"),
    ("it may count", OWN, "2016-05-01", action('due: 2016-04-01, completed: 2016-04-01'), CARE, "unknown; cannot be told: it hangs on /step_downs/0/actions/0/owner; 2016-04-01; -; /step_downs/0/actions/0 /step_downs/0/actions/0/due; /step_downs/0/actions/0/owner"),
    ("it may count, a day late", OWN, "2016-05-01", action('due: 2016-04-01, completed: 2016-04-02'), CARE, "unknown; cannot be told: it hangs on /step_downs/0/actions/0/owner; 2016-04-01; -; /step_downs/0/actions/0 /step_downs/0/actions/0/due; /step_downs/0/actions/0/owner"),
    ("completed in a month that is late", OWN, "2016-06-01", action('due: 2016-04-01, owner: p, completed: 2016-05'), CARE, "met_late; done on 2016-05, some days late (owed by 2016-04-01); 2016-04-01; 2016-05; /step_downs/0/actions/0/due /step_downs/0/actions/0/completed; -"),
    ("completed in a month that is in time", OWN, "2016-06-01", action('due: 2016-04-30, owner: p, completed: 2016-04'), CARE, "met; done on 2016-04, by 2016-04-30; 2016-04-30; 2016-04; /step_downs/0/actions/0/due /step_downs/0/actions/0/completed; -"),
    ("completed in the month by which it was due", OWN, "2016-06-01", action('due: 2016-04, owner: p, completed: 2016-04'), CARE, "unknown; cannot be told: it hangs on /step_downs/0/actions/0/completed; 2016-04-01 to 2016-04-30; -; /step_downs/0/actions/0 /step_downs/0/actions/0/due; /step_downs/0/actions/0/completed"),
    ("done, and the record ends on the last day", OWN, "2016-05-01", action(DONE, '2016-04-01'), CARE, "met; done; 2016-04-01; -; /step_downs/0/actions/0/due /step_downs/0/actions/0/status; -"),
    ("done, whoever owns it", OWN, "2016-05-01", action(DONE + ', owner: q', '2016-04-01'), CARE, "met; done; 2016-04-01; -; /step_downs/0/actions/0/due /step_downs/0/actions/0/status; -"),
    ("done, and the record ends the day after", OWN, "2016-05-01", action(DONE, '2016-04-02'), CARE, "unknown; cannot be told: it hangs on /step_downs/0/actions/0/completed; 2016-04-01; -; /step_downs/0/actions/0 /step_downs/0/actions/0/due; /step_downs/0/actions/0/completed"),
    ("done, and nobody wrote when the record ends", OWN, "2016-05-01", action(DONE), CARE, "unknown; cannot be told: it hangs on /step_downs/0/actions/0/completed; 2016-04-01; -; /step_downs/0/actions/0 /step_downs/0/actions/0/due; /step_downs/0/actions/0/completed"),
    ("done, the record ends in time, complete", OWN, "2016-05-01", action(DONE, '2016-04-01', WHOLE), CARE, "met; done; 2016-04-01; -; /step_downs/0/actions/0/due /step_downs/0/actions/0/status; -"),
    ("done, the record ends the day after, complete", OWN, "2016-05-01", action(DONE, '2016-04-02', WHOLE), CARE, "unknown; cannot be told: it hangs on /step_downs/0/actions/0/completed; 2016-04-01; -; /step_downs/0/actions/0 /step_downs/0/actions/0/due; /step_downs/0/actions/0/completed"),
    ("done, judged on a day before the record ends", OWN, "2016-03-15", action(DONE, '2016-03-20'), CARE, "unknown; cannot be told: it hangs on /step_downs/0/actions/0/completed; 2016-04-01; -; /step_downs/0/actions/0 /step_downs/0/actions/0/due; /step_downs/0/actions/0/completed"),
    ("done, judged on the day on which the record ends", OWN, "2016-03-20", action(DONE, '2016-03-20'), CARE, "met; done; 2016-04-01; -; /step_downs/0/actions/0/due /step_downs/0/actions/0/status; -"),
    ("done, due in a month, the record ends on its first day", OWN, "2016-06-01", action('due: 2016-04, status: done', '2016-04-01'), CARE, "met; done; 2016-04-01 to 2016-04-30; -; /step_downs/0/actions/0/due /step_downs/0/actions/0/status; -"),
    ("done, due in a month, the record ends later", OWN, "2016-06-01", action('due: 2016-04, status: done', '2016-04-02'), CARE, "unknown; cannot be told: it hangs on /step_downs/0/actions/0/completed; 2016-04-01 to 2016-04-30; -; /step_downs/0/actions/0 /step_downs/0/actions/0/due; /step_downs/0/actions/0/completed"),
    ("done, on a day that is still to come", OWN, "2016-04-05", action(DONE + ', owner: p, completed: 2016-04-10', '2016-04-12'), CARE, "not_recorded; no record either way (it was owed by 2016-04-01); 2016-04-01; -; /step_downs/0/actions/0/due; -"),
    ("done, complete through the day of judgement", OWN, "2016-04-01", action(DONE, '2016-04-01', WHOLE), CARE, "met; done; 2016-04-01; -; /step_downs/0/actions/0/due /step_downs/0/actions/0/status; -"),
    ("done, as evidence says", COUNTED, "2016-05-01", action('due: 2016-04-01, evidence: [{date: 2016-03-20}]', '2016-04-01'), CARE, "met; done; 2016-04-01; -; /step_downs/0/actions/0/due /step_downs/0/actions/0/evidence; -"),
    ("no evidence says so", COUNTED, "2016-05-01", action('due: 2016-04-01', '2016-04-01', 'complete: [step_downs.actions, actions.evidence]\n'), CARE, "breached; not done, owed by 2016-04-01, 30 days ago; 2016-04-01; -; /step_downs/0/actions/0/due; -"),
    ("done, since a day that may be later", SINCE, "2016-05-01", action('started: 2016-03-10, status: done', '2016-03-15'), CARE, "unknown; cannot be told: it hangs on /step_downs/0/actions/0/completed; 2016-03-20; -; /step_downs/0/actions/0 /step_downs/0/actions/0/started; /step_downs/0/actions/0/completed"),
    ("nothing says that it is done", OWN, "2016-05-01", action('due: 2016-04-01, status: open'), CARE, "not_recorded; no record either way (it was owed by 2016-04-01); 2016-04-01; -; /step_downs/0/actions/0 /step_downs/0/actions/0/due; /step_downs/0/actions/0/completed"),
    ("nothing says that it is done, complete", OWN, "2016-05-01", action('due: 2016-04-01, status: open', '2016-12-01', WHOLE), CARE, "breached; not done, owed by 2016-04-01, 30 days ago; 2016-04-01; -; /step_downs/0/actions/0/due; -"),
    ("due in a month, complete", OWN, "2016-05-01", action('due: 2016-04, status: open', '2016-12-01', WHOLE), CARE, "breached; not done, owed by 2016-04; 2016-04-01 to 2016-04-30; -; /step_downs/0/actions/0/due; -"),
    ("due in a month that is passing, denied", OWN, "2016-04-15", action('due: 2016-04, status: dropped'), CARE, "unknown; cannot be told: it hangs on /step_downs/0/actions/0/due; 2016-04-01 to 2016-04-30; -; /step_downs/0/actions/0 /step_downs/0/actions/0/due /step_downs/0/actions/0/status; /step_downs/0/actions/0/due"),
    ("due in a month that is passing", OWN, "2016-04-15", action('due: 2016-04, status: open', '2016-12-01', WHOLE), CARE, "unknown; cannot be told: it hangs on /step_downs/0/actions/0/due; 2016-04-01 to 2016-04-30; -; /step_downs/0/actions/0 /step_downs/0/actions/0/due; /step_downs/0/actions/0/due"),
    ("due in a month, the record ends before it", OWN, "2016-05-01", action('due: 2016-04, status: open', '2016-03-31', WHOLE), CARE, "not_recorded; no record either way (it was owed by 2016-04); 2016-04-01 to 2016-04-30; -; /step_downs/0/actions/0 /step_downs/0/actions/0/due; /step_downs/0/actions/0/completed"),
    ("due in a month, the record ends in it", OWN, "2016-05-01", action('due: 2016-04, status: open', '2016-04-01', WHOLE), CARE, "unknown; cannot be told: it hangs on /step_downs/0/actions/0/due; 2016-04-01 to 2016-04-30; -; /step_downs/0/actions/0 /step_downs/0/actions/0/due; /step_downs/0/actions/0/due"),
    ("due in a month, the record ends with it", OWN, "2016-05-01", action('due: 2016-04, status: open', '2016-04-30', WHOLE), CARE, "breached; not done, owed by 2016-04; 2016-04-01 to 2016-04-30; -; /step_downs/0/actions/0/due; -"),
    ("denied", OWN, "2016-05-01", action('due: 2016-04-01, status: dropped'), CARE, "breached; not done, owed by 2016-04-01, 30 days ago; 2016-04-01; -; /step_downs/0/actions/0/due /step_downs/0/actions/0/status; -"),
    ("answered on the last day", ANSWERED, "2016-05-01", concern('kind: action, on: 2016-03-15'), CARE, "met; done on 2016-03-15, by 2016-03-15; 2016-03-15; 2016-03-15; /meetings/0/date /meetings/0/concerns/0/response/on; -"),
    ("answered, but not so", ANSWERED, "2016-05-01", concern('kind: decision, on: 2016-03-15'), CARE, "not_recorded; no record either way (it was owed by 2016-03-15); 2016-03-15; -; /meetings/0/date; -"),
    ("answered, but not so, complete", ANSWERED, "2016-05-01", concern('kind: decision, on: 2016-03-15', '2016-12-01', head=CONCERNS), CARE, "breached; not done, owed by 2016-03-15, 47 days ago; 2016-03-15; -; /meetings/0/date; -"),
    ("answered on a day that nobody wrote", ANSWERED, "2016-05-01", concern('kind: action', '2016-03-15'), CARE, "unknown; cannot be told: it hangs on /meetings/0/concerns/0/response/on; 2016-03-15; -; /meetings/0/date /meetings/0/concerns/0/response; /meetings/0/concerns/0/response/on"),
    ("answered by the time the record ends", ANSWERED_BY, "2016-05-01", concern('kind: action, ref: m', '2016-03-01'), CARE, "met; done; 2016-03-01; -; /meetings/0/date /meetings/0/concerns/0/response/ref; -"),
    ("answered by the time the record ends, a day late", ANSWERED_BY, "2016-05-01", concern('kind: action, ref: m', '2016-03-02'), CARE, "unknown; cannot be told: it hangs on /meetings/0/concerns/0/response/on; 2016-03-01; -; /meetings/0/date /meetings/0/concerns/0/response; /meetings/0/concerns/0/response/on"),
    ("not answered", ANSWERED, "2016-05-01", concern('', '2016-03-15'), CARE, "not_recorded; no record either way (it was owed by 2016-03-15); 2016-03-15; -; /meetings/0/date /meetings/0/concerns/0; /meetings/0/concerns/0/response"),
    ("not answered, complete", ANSWERED, "2016-05-01", concern('', '2016-03-15', head=CONCERNS), CARE, "breached; not done, owed by 2016-03-15, 47 days ago; 2016-03-15; -; /meetings/0/date; -"),
    ("since a month, not answered, complete", ANSWERED, "2016-05-01", concern('', '2016-12-01', '2016-03', CONCERNS), CARE, "breached; not done, owed by 2016-03-15 to 2016-04-14; 2016-03-15 to 2016-04-14; -; /meetings/0/date; -"),
    ("since a month, the record ends before the first limit", ANSWERED, "2016-05-01", concern('', '2016-03-14', '2016-03', CONCERNS), CARE, "not_recorded; no record either way (it was owed by 2016-03-15 to 2016-04-14); 2016-03-15 to 2016-04-14; -; /meetings/0/date /meetings/0/concerns/0; /meetings/0/concerns/0/response"),
    ("since a month, the record ends on the first limit", ANSWERED, "2016-05-01", concern('', '2016-03-15', '2016-03', CONCERNS), CARE, "unknown; cannot be told: it hangs on /meetings/0/date; 2016-03-15 to 2016-04-14; -; /meetings/0 /meetings/0/date; /meetings/0/date"),
    ("since a month, the record ends before the last limit", ANSWERED, "2016-05-01", concern('', '2016-04-13', '2016-03', CONCERNS), CARE, "unknown; cannot be told: it hangs on /meetings/0/date; 2016-03-15 to 2016-04-14; -; /meetings/0 /meetings/0/date; /meetings/0/date"),
    ("since a month, the record ends on the last limit", ANSWERED, "2016-05-01", concern('', '2016-04-14', '2016-03', CONCERNS), CARE, "breached; not done, owed by 2016-03-15 to 2016-04-14; 2016-03-15 to 2016-04-14; -; /meetings/0/date; -"),
    ("since a month, answered on the last limit", ANSWERED, "2016-05-01", concern('kind: action, on: 2016-04-14', date='2016-03'), CARE, "unknown; cannot be told: it hangs on /meetings/0/date; 2016-03-15 to 2016-04-14; -; /meetings/0 /meetings/0/date; /meetings/0/date"),
    ("since a month, answered after the last limit", ANSWERED, "2016-05-01", concern('kind: action, on: 2016-04-15', date='2016-03'), CARE, "met_late; done on 2016-04-15, some days late (owed by 2016-03-15 to 2016-04-14); 2016-03-15 to 2016-04-14; 2016-04-15; /meetings/0/date /meetings/0/concerns/0/response/on; -"),
    ("what counts came later than the day of judgement", HELD, "2016-05-01", 'assessments: [{id: a, started: 2016-03-10, authorised: 2016-06-01}]\n', CARE, "not_recorded; no record either way (it was owed by 2016-03-24); 2016-03-24; -; /assessments/0/started; -"),
    ("what counts came before", HELD, "2016-05-01", 'assessments: [{id: a, started: 2016-03-10, authorised: 2016-04-01}]\n', CARE, "met; done on 2016-03-10, by 2016-03-24; 2016-03-24; 2016-03-10; /assessments/0/started; -"),
]


@pytest.mark.parametrize(("rule", "as_of", "case", "way", "found"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_its_own_date(rule: str, as_of: str, case: str, way: str, found: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert judged(rule, case, as_of, monkeypatch) == ([found] if found else [], way)
