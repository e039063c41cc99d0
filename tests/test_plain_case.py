"""A duty whose dates are all whole days is judged the quick way (``Response.plainly``): it must say what the careful way says, to the last place."""

from __future__ import annotations

import json
import re
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from records import DAY, cases, record
from scr_check import check, patterns, rulebook
from scr_check.engine import Run
from scr_check.judgement import Judgement
from scr_check.record import Record, read_record
from scr_check.responding import Response
from scr_check.sources import read
from tabling import findings_of

BOOKS = [
    rulebook.load(path, patterns.registry(), examples=False)
    for path in sorted(Path(patterns.__file__).parents[3].joinpath("rules").iterdir())
    if (path / "rulebook.yaml").is_file()
]
# With local numbers: a clock without its number never has a limit.
BOOKS += [check.with_settings((book,), dict.fromkeys((name for name, kind in book.kinds.items() if kind == "duration"), "2 weeks"))[0] for book in BOOKS]
TABLE: dict[str, Any] = json.loads(Path(__file__).with_name("data").joinpath("verdicts.json").read_text(encoding="utf-8"))
FIELDS = ("rule", "verdict", "subject", "bindings", "message", "move", "limit", "limit_between", "fulfilled", "days_late", "days_left", "missing", "unset",
          "hangs_on", "evidence", "line", "column", "identity")  # fmt: skip


def told(case: Record, day: date) -> list[dict[str, Any]]:
    """All that a report can say."""
    return [{name: getattr(f, name) for name in FIELDS} for book in BOOKS for f in Run(case, book, day).findings(book.rules)[0]]


def both_ways(case: Record, day: date, monkeypatch: pytest.MonkeyPatch) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    quick = told(case, day)
    with monkeypatch.context() as patched:
        patched.setattr(Response, "plainly", lambda self, c, bound: None)
        return quick, told(case, day)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
@given(cases())
def test_random_records(case: dict[str, Any]) -> None:
    with pytest.MonkeyPatch.context() as monkeypatch:
        quick, careful = both_ways(record(case), DAY, monkeypatch)
    assert quick == careful


@pytest.mark.parametrize("case", TABLE["cases"], ids=[case["name"] for case in TABLE["cases"]])
def test_records_of_the_table(case: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    quick, careful = both_ways(read_record(read(json.dumps(case["case"]).encode(), "case.json")), date.fromisoformat(case["as_of"]), monkeypatch)
    assert quick == careful


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> dict[bool, int]:
    """How often a duty was judged the quick way, and how often with care."""
    counts = {True: 0, False: 0}
    quickly = Response.plainly

    def counted(self: Response, c: Judgement, bound: tuple[Any, ...]) -> Any:
        outcome = quickly(self, c, bound)
        counts[outcome is not None] += 1
        return outcome

    monkeypatch.setattr(Response, "plainly", counted)
    return counts


def test_the_quick_way_is_the_usual_one(ways: dict[bool, int]) -> None:
    example = Path(patterns.__file__).parents[3] / "examples" / "children-ag" / "case.yaml"
    told(read_record(read(example.read_bytes(), "case.yaml")), date(2016, 7, 1))
    assert ways[True] > 100
    assert ways[False] < ways[True] / 20


RULE = """for_each: [{each: release, in: events, where: release.type == "prison_release"}]
require:
  response:
    since: release.date
    within: 10 days
    some: [{each: note, in: notifications, where: note.about == release.id and (note.to != "x" or note.from_ == "p"), at: note.on%s}]
"""
CERTAIN = RULE.replace("%s", ", doubtful: left_out")
LATER = RULE.replace("since:", "after:")
LONG = RULE.replace("10 days", "10 weeks")
WHOLE = """extracted: 2016-12-01
complete: [notifications, events]
people: [{id: x, role: partner}]
professionals: [{id: p, role: police_officer}]
events: [{id: r, type: prison_release, date: 2016-03-10}, {id: home, type: returned_home}]
"""
SURE = "{about: r, from: p, "
DOUBTS: list[tuple[str, str, str, str, str | None, bool]] = [  # a name, the rule, the notifications, the verdict, the day; is the quick way enough?
    ("in time, whatever else is written", RULE, SURE + "on: 2016-03-12}, {on: 2016-03-11}, {about: r}, {on: 2016-03}", "met", "2016-03-12", True),
    ("in time, as may be an earlier one", RULE, SURE + "on: 2016-03-12}, {about: r, on: 2016-03-11}", "met", "2016-03-12", True),
    ("in time, but another of that month may be earlier", RULE, SURE + "on: 2016-03-12}, " + SURE + "on: 2016-03}", "met", "2016-03-12", False),
    ("in time, but another is of an earlier month", LONG, SURE + "on: 2016-05-12}, " + SURE + "on: 2016-04}", "met", "2016-04", False),
    ("late, unless it is another that counts", RULE, SURE + "on: 2016-04-12}, {on: 2016-03-11}", "unknown", None, False),
    ("late, unless another that is about it counts", RULE, SURE + "on: 2016-04-12}, {about: r, on: 2016-03-11}", "unknown", None, False),
    ("late, as is the other that may count", RULE, SURE + "on: 2016-04-12}, {on: 2016-04-13}", "met_late", "2016-04-12", False),
    ("late, and what may count was before", RULE, SURE + "on: 2016-04-12}, {on: 2016-03-09}", "met_late", "2016-04-12", True),
    ("late, and what may count is left out", CERTAIN, "{about: r, on: 2016-03-11}, " + SURE + "on: 2016-04-12}", "met_late", "2016-04-12", True),
    ("none but one that may count", RULE, "{on: 2016-03-11}", "unknown", None, False),
    ("none but one about it that may count", RULE, "{about: r, on: 2016-03-11}", "unknown", None, False),
    ("none but one that is left out", CERTAIN, "{about: r, on: 2016-03-11}, {on: 2016-03-11}", "breached", None, True),
    ("in time, and one on a day that nobody wrote", RULE, SURE + "on: 2016-03-12}, {about: r, from: p}", "met", "2016-03-12", True),
    ("in time, and before it in the file one on a day that nobody wrote", RULE, "{about: r, from: p}, " + SURE + "on: 2016-03-12}", "met", "2016-03-12", True),
    ("in time on the last day, as may be an earlier one", RULE, SURE + "on: 2016-03-20}, {on: 2016-03-11}", "met", "2016-03-20", True),
    ("late, and one on a day that nobody wrote", RULE, SURE + "on: 2016-04-12}, {about: r, from: p}", "unknown", None, False),
    ("on the day itself", RULE, SURE + "on: 2016-03-10}", "met", "2016-03-10", True),
    ("on the day itself, which is too early", LATER, SURE + "on: 2016-03-10}", "breached", None, True),
    ("one that may count, on the day itself, which is too early", LATER, "{on: 2016-03-10}", "breached", None, True),
    ("on the day after", LATER, SURE + "on: 2016-03-11}", "met", "2016-03-11", True),
    ("on the day of judgement", LONG, SURE + "on: 2016-07-01}", "met_late", "2016-07-01", True),
    ("after the day of judgement", RULE, SURE + "on: 2016-07-02}", "breached", None, True),
    ("after the day of judgement, as may be another", RULE, "{on: 2016-07-02}", "breached", None, True),
    ("of two the first", RULE, SURE + "on: 2016-03-14}, " + SURE + "on: 2016-03-12}", "met", "2016-03-12", True),
    ("of two on one day the first in the file", RULE, SURE + "on: 2016-03-12, to: p}, " + SURE + "on: 2016-03-12}", "met", "2016-03-12", True),
]
OTHERS = {"few": "", "many": "{about: home, on: 2016-03-11}", "many about it": "{about: r, from: p, on: 2016-01-11}",
          "many that do not count": "{about: r, from: x, to: x, on: 2016-04-25}"}  # fmt: skip


@pytest.mark.parametrize("others", OTHERS)
@pytest.mark.parametrize(("rule", "notes", "verdict", "day", "quick"), [row[1:] for row in DOUBTS], ids=[row[0] for row in DOUBTS])
def test_what_is_uncertain_matters_only_where_it_may_decide(
    rule: str, notes: str, verdict: str, day: str | None, quick: bool, others: str, ways: dict[bool, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    number = count()
    named = re.sub("{", lambda _: f"{{id: n{next(number)}, ", ", ".join([notes, *[OTHERS[others]] * (20 if OTHERS[others] else 0)]))
    body, case = rule.replace("%s", ""), f"{WHOLE}notifications: [{named}]\n"
    found = findings_of(body, case, "2016-07-01")
    assert [(one.verdict, one.fulfilled) for one in found if one.subject == "/events/0"] == [(verdict, day)]
    assert ways[True] == quick
    monkeypatch.setattr(Response, "plainly", lambda self, c, bound: None)
    assert findings_of(body, case, "2016-07-01") == found


BELOW = """for_each: [{each: release, in: events, where: release.type == "prison_release"}]
require:
  response:
    since: release.date
    within: 10 days
    some: [{each: action, in: plans.actions, where: action.aimed_at == release.person, at: '%s'}]
"""
ABOVE = """extracted: 2016-12-01
complete: [plans, actions, events]
people: [{id: x, role: partner}]
events: [{id: r, type: prison_release, date: 2016-03-10, planned: 2016-03-12, person: x}]
plans: [{id: plan, start: 2016-09-01, actions: [{id: a, %sset_on: 2016-03-12}, {id: b, %sset_on: 2016-03-13}]}]
"""


@pytest.mark.parametrize(("at", "person", "verdict", "pointers"), [
    ("action.set_on", "x", "met", ["/plans/0/actions/0/set_on", "/events/0/date"]),
    ("release.planned", "x", "met", ["/plans/0/actions/0", "/events/0/date"]),
    ("first_recorded(action.started, release.planned)", "x", "met", ["/plans/0/actions/0", "/events/0/date"]),
    ("action.set_on", "", "unknown", ["/events/0/date", "/plans/0/actions/0", "/plans/0/actions/1"]),
])  # fmt: skip
def test_what_stands_in_an_entry_of_a_later_day_has_its_own(at: str, person: str, verdict: str, pointers: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    aimed = f"aimed_at: {person}, " if person else ""
    found = findings_of(BELOW % at, ABOVE % (aimed, aimed), "2016-07-01")
    assert [(one.verdict, sorted(seen.pointer for seen in one.evidence)) for one in found] == [(verdict, sorted(pointers))]
    monkeypatch.setattr(Response, "plainly", lambda self, c, bound: None)
    assert findings_of(BELOW % at, ABOVE % (aimed, aimed), "2016-07-01") == found
