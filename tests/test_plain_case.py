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


RULE = """for_each: [{each: release, in: events}]
require:
  response:
    since: release.date
    within: 10 days
    some: [{each: note, in: notifications, where: note.about == release.id, at: note.on%s}]
"""
LATER = RULE.replace("since:", "after:")
RELEASE = "{id: r, type: prison_release, date: 2016-03-10}"
WHOLE = "extracted: 2016-12-01\ncomplete: [notifications, events]\n"
DOUBTS: list[tuple[str, str, str, str, bool]] = [  # a name, the rule, the notifications, the verdict; is the quick way enough?
    ("in time, whatever else is written", RULE, "{about: r, on: 2016-03-12}, {on: 2016-03-11}, {about: r}, {on: 2016-03}", "met", True),
    ("in time, but another of that month may be earlier", RULE, "{about: r, on: 2016-03-12}, {about: r, on: 2016-03}", "met", False),
    ("late, unless it is another that counts", RULE, "{about: r, on: 2016-04-12}, {on: 2016-03-11}", "unknown", False),
    ("late, as is the other that may count", RULE, "{about: r, on: 2016-04-12}, {on: 2016-04-13}", "met_late", False),
    ("late, and what may count was before", RULE, "{about: r, on: 2016-04-12}, {on: 2016-03-09}", "met_late", True),
    ("none but one that may count", RULE, "{on: 2016-03-11}", "unknown", False),
    ("none but one that is left out", RULE.replace("%s", ", doubtful: left_out"), "{on: 2016-03-11}", "breached", True),
    ("in time, and one on a day that nobody wrote", RULE, "{about: r, on: 2016-03-12}, {about: r}", "met", True),
    ("late, and one on a day that nobody wrote", RULE, "{about: r, on: 2016-04-12}, {about: r}", "unknown", False),
    ("on the day itself", RULE, "{about: r, on: 2016-03-10}", "met", True),
    ("on the day itself, which is too early", LATER, "{about: r, on: 2016-03-10}", "breached", True),
    ("on the day after", LATER, "{about: r, on: 2016-03-11}", "met", True),
    ("after the day of judgement", RULE, "{about: r, on: 2016-07-02}", "breached", True),
    ("after the day of judgement, as may be another", RULE, "{on: 2016-07-02}", "breached", True),
    ("of two the first", RULE, "{about: r, on: 2016-03-14}, {about: r, on: 2016-03-12}", "met", True),
]


@pytest.mark.parametrize("others", [0, 20], ids=["few", "many"])
@pytest.mark.parametrize(("rule", "notes", "verdict", "quick"), [row[1:] for row in DOUBTS], ids=[row[0] for row in DOUBTS])
def test_what_is_uncertain_matters_only_where_it_may_decide(
    rule: str, notes: str, verdict: str, quick: bool, others: int, ways: dict[bool, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    more = "".join(f", {{about: home, on: 2016-03-{10 + i}}}" for i in range(others))
    events = f"events: [{RELEASE}, {{id: home, type: returned_home}}]\n"
    number = count()
    named = re.sub("{", lambda _: f"{{id: n{next(number)}, ", notes + more)
    body, case = rule.replace("%s", ""), f"{WHOLE}{events}notifications: [{named}]\n"
    found = findings_of(body, case, "2016-07-01")
    assert [one.verdict for one in found if one.subject == "/events/0"] == [verdict]
    assert ways[True] == quick  # the other event has no date: it is judged with care
    monkeypatch.setattr(Response, "plainly", lambda self, c, bound: None)
    assert findings_of(body, case, "2016-07-01") == found
