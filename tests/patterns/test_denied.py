"""`denied`: the record says outright that it was not done. It decides once the limit has passed, but not against what was surely done in time."""
# ruff: noqa: E501 - tables: a line is one case

from __future__ import annotations

import pytest

from duties import CARE, QUICK, duty, judged, released

TELL = duty("since: release.date, within: 10 days, denied: not release.police_called")
VISITED = duty("since: release.date, within: 10 days, denied: 'any(visit.type == \"child_in_need\" for visit in visits)'")
WHOLE = "extracted: 2016-12-01\ncomplete: [notifications, events]\n"
NOT, DONE, SILENT = "date: 2016-03-10, police_called: false", "date: 2016-03-10, police_called: true", "date: 2016-03-10"
MONTH = "date: 2016-03, police_called: false"
LAST, LATE, PERHAPS = "to: y, on: 2016-03-20", "to: y, on: 2016-03-21", "on: 2016-03-15"
VISIT = "visits: [{id: v, type: child_in_need, date: 2016-03-15}]\n"
TABLE = [
    # name, the rule, the day of judgement, the record, the way, what is found: verdict; words; limit; done on; seen; missing
    ("denied, on the last day", TELL, "2016-03-20", released(NOT), QUICK, "due; not done yet, owed by 2016-03-20 (0 days left); 2016-03-20; -; /events/0/date; -"),
    ("denied, the day after", TELL, "2016-03-21", released(NOT), QUICK, "breached; not done, owed by 2016-03-20, 1 day ago; 2016-03-20; -; /events/0/date /events/0/police_called; -"),
    ("denied, but done on the last day", TELL, "2016-06-01", released(NOT, LAST), QUICK, "met; done on 2016-03-20, by 2016-03-20; 2016-03-20; 2016-03-20; /events/0/date /notifications/0/on; -"),
    ("denied, and done late: the record denies it", TELL, "2016-06-01", released(NOT, LATE), QUICK, "breached; not done, owed by 2016-03-20, 73 days ago; 2016-03-20; -; /events/0/date /events/0/police_called; -"),
    ("not denied, and done late", TELL, "2016-06-01", released(DONE, LATE), QUICK, "met_late; done on 2016-03-21, 1 day late (owed by 2016-03-20); 2016-03-20; 2016-03-21; /events/0/date /notifications/0/on; -"),
    ("nobody wrote whether, and done late", TELL, "2016-06-01", released(SILENT, LATE), QUICK, "met_late; done on 2016-03-21, 1 day late (owed by 2016-03-20); 2016-03-20; 2016-03-21; /events/0/date /notifications/0/on; -"),
    ("not denied, and nothing", TELL, "2016-06-01", released(DONE), QUICK, "not_recorded; no record either way (it was owed by 2016-03-20); 2016-03-20; -; /events/0/date; /notifications"),
    ("not denied, and nothing, complete", TELL, "2016-06-01", released(DONE, head=WHOLE), QUICK, "breached; not done, owed by 2016-03-20, 73 days ago; 2016-03-20; -; /events/0/date; -"),
    ("nobody wrote whether, and nothing, complete", TELL, "2016-06-01", released(SILENT, head=WHOLE), QUICK, "breached; not done, owed by 2016-03-20, 73 days ago; 2016-03-20; -; /events/0/date; -"),
    ("denied, and complete", TELL, "2016-06-01", released(NOT, head=WHOLE), QUICK, "breached; not done, owed by 2016-03-20, 73 days ago; 2016-03-20; -; /events/0/date /events/0/police_called; -"),
    ("denied, and one that may count", TELL, "2016-06-01", released(NOT, PERHAPS), CARE, "breached; not done, owed by 2016-03-20, 73 days ago; 2016-03-20; -; /events/0/date /events/0/police_called; -"),
    ("denied, not passed, and one that may count", TELL, "2016-03-20", released(NOT, PERHAPS), CARE, "unknown; cannot be told: it hangs on /notifications/0/to; 2016-03-20; -; /events/0/date /notifications/0; /notifications/0/to"),
    ("not denied, and one that may count", TELL, "2016-06-01", released(DONE, PERHAPS), CARE, "unknown; cannot be told: it hangs on /notifications/0/to; 2016-03-20; -; /events/0/date /notifications/0; /notifications/0/to"),
    ("since a month: the first limit has not passed", TELL, "2016-03-11", released(MONTH), CARE, "due; not done yet, owed by 2016-03-11 to 2016-04-10; 2016-03-11 to 2016-04-10; -; /events/0/date; -"),
    ("since a month: the first limit has passed", TELL, "2016-03-12", released(MONTH), CARE, "unknown; cannot be told: it hangs on /events/0/date; 2016-03-11 to 2016-04-10; -; /events/0 /events/0/date /events/0/police_called; /events/0/date"),
    ("since a month: the last limit has not passed", TELL, "2016-04-10", released(MONTH), CARE, "unknown; cannot be told: it hangs on /events/0/date; 2016-03-11 to 2016-04-10; -; /events/0 /events/0/date /events/0/police_called; /events/0/date"),
    ("since a month: the last limit has passed", TELL, "2016-04-11", released(MONTH), CARE, "breached; not done, owed by 2016-03-11 to 2016-04-10; 2016-03-11 to 2016-04-10; -; /events/0/date /events/0/police_called; -"),
    ("since a month, and perhaps done in time", TELL, "2016-06-01", released(MONTH, 'to: y, on: 2016-03-31'), CARE, "breached; not done, owed by 2016-03-11 to 2016-04-10; 2016-03-11 to 2016-04-10; -; /events/0/date /events/0/police_called; -"),
    ("since a month, not denied", TELL, "2016-06-01", released(MONTH.replace('false', 'true')), CARE, "not_recorded; no record either way (it was owed by 2016-03-11 to 2016-04-10); 2016-03-11 to 2016-04-10; -; /events/0/date; /notifications"),
    ("denied by what stands elsewhere", VISITED, "2016-06-01", released(SILENT) + VISIT, QUICK, "breached; not done, owed by 2016-03-20, 73 days ago; 2016-03-20; -; /events/0/date; -"),
    ("denied by what stands elsewhere, since a month", VISITED, "2016-06-01", released('date: 2016-03') + VISIT, CARE, "breached; not done, owed by 2016-03-11 to 2016-04-10; 2016-03-11 to 2016-04-10; -; /events/0/date; -"),
    ("what would deny it is in no section", VISITED, "2016-06-01", released(SILENT), QUICK, "not_recorded; no record either way (it was owed by 2016-03-20); 2016-03-20; -; /events/0/date; /notifications"),
    ("what would deny it is in no section, since a month", VISITED, "2016-06-01", released('date: 2016-03'), CARE, "not_recorded; no record either way (it was owed by 2016-03-11 to 2016-04-10); 2016-03-11 to 2016-04-10; -; /events/0/date; /notifications"),
]


@pytest.mark.parametrize(("rule", "as_of", "case", "way", "found"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_denied(rule: str, as_of: str, case: str, way: str, found: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert judged(rule, case, as_of, monkeypatch) == ([found] if found else [], way)
