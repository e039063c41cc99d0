"""What may fulfil a duty: where it is looked for, and what is not known of it. Both ways of a duty must say the same."""
# ruff: noqa: E501 - tables: a line is one case

from __future__ import annotations

import pytest

from duties import CARE, EVENT, PEOPLE, QUICK, duty, judged, released

NOTED = duty("after: release.date, within: 2 weeks")
AIMED = f"""\
{EVENT}require:
  response:
    after: release.date
    within: 2 weeks
    some: [{{each: action, in: plans.actions, where: action.aimed_at == release.person, at: action.started}}]
"""
WHOLE = "extracted: 2016-12-01\ncomplete: [notifications, plans, plans.actions]\n"
RELEASE = f"{WHOLE}{PEOPLE}events: [{{id: r, type: prison_release, person: x, date: 2016-05-01}}]\n"


def actions(first: str) -> str:
    """A plan with so many actions that an index is asked for them; all but the first are aimed at somebody else."""
    others = "".join(f", {{id: a{i}, set_on: 2016-05-02, started: 2016-05-05, aimed_at: y}}" for i in range(1, 16))
    return f"{RELEASE}plans: [{{id: s, start: 2016-08-01, actions: [{{id: a0, set_on: 2016-05-02, started: 2016-05-05{first}}}{others}]}}]\n"


TABLE = [
    # name, the rule, the record, the way, what is found: verdict; words; limit; done on; seen; missing
    ("neither to whom nor when", NOTED, released("date: 2016-05-01", "", head=WHOLE), CARE, "unknown; cannot be told: it hangs on /notifications/0/to, /notifications/0/on; 2016-05-15; -; /events/0/date /notifications/0; /notifications/0/to /notifications/0/on"),
    ("nobody wrote when", NOTED, released("date: 2016-05-01", "to: y", head=WHOLE), CARE, "unknown; cannot be told: it hangs on /notifications/0/on; 2016-05-15; -; /events/0/date /notifications/0; /notifications/0/on"),
    ("nobody wrote to whom", NOTED, released("date: 2016-05-01", "on: 2016-05-05", head=WHOLE), CARE, "unknown; cannot be told: it hangs on /notifications/0/to; 2016-05-15; -; /events/0/date /notifications/0; /notifications/0/to"),
    ("one of many, in a plan that begins later", AIMED, actions(", aimed_at: x"), QUICK, "met; done on 2016-05-05, by 2016-05-15; 2016-05-15; 2016-05-05; /events/0/date /plans/0/actions/0/started; -"),
    ("one of many, aimed at nobody knows whom, in a plan that begins later", AIMED, actions(""), CARE, "unknown; cannot be told: it hangs on /plans/0/actions/0/aimed_at; 2016-05-15; -; /events/0/date /plans/0/actions/0; /plans/0/actions/0/aimed_at"),
    ("none of many", AIMED, actions(", aimed_at: y"), QUICK, "breached; not done, owed by 2016-05-15, 26 days ago; 2016-05-15; -; /events/0/date; -"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "case", "way", "found"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_candidates(rule: str, case: str, way: str, found: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert judged(rule, case, "2016-06-10", monkeypatch) == ([found], way)
