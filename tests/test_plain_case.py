"""A duty whose dates are all whole days is judged the quick way (``Response.plainly``): it must say what the careful way says, to the last place."""

from __future__ import annotations

import json
from datetime import date
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


def test_the_quick_way_is_the_usual_one(monkeypatch: pytest.MonkeyPatch) -> None:
    ways = {True: 0, False: 0}
    quickly = Response.plainly

    def counted(self: Response, c: Judgement, bound: tuple[Any, ...]) -> Any:
        outcome = quickly(self, c, bound)
        ways[outcome is not None] += 1
        return outcome

    monkeypatch.setattr(Response, "plainly", counted)
    example = Path(patterns.__file__).parents[3] / "examples" / "children-ag" / "case.yaml"
    told(read_record(read(example.read_bytes(), "case.yaml")), date(2016, 7, 1))
    assert ways[True] > ways[False] > 0
