"""A rule that breaks down gives one finding that says so and fails the run, whatever else is asked; it never counts as met, and no other rule is lost."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from scr_check import check, judgement
from scr_check.case_results import CaseResult, Report
from scr_check.classes import replace
from scr_check.expression import Expression
from scr_check.findings import Finding, Verdict
from scr_check.outputs import RenderOptions, json_, text
from scr_check.rule import Rule, Rulebook

EXAMPLE = Path(check.__file__).parents[2] / "examples" / "children-ag" / "case.yaml"
SECRET = "Ahmed was seen at home"


class Breaks:
    """A pattern with a fault. Its words hold what the record holds, as a fault's words may."""

    def find(self, c: Any, bound: Any) -> Any:
        raise ValueError(SECRET)


def broken_words(c: Any, *bound: Any) -> Any:
    raise KeyError(SECRET)


def with_rule(name: str, **changes: Any) -> tuple[Rulebook, ...]:
    """The built-in rulebooks with one rule changed."""
    books = check.load_rulebooks(())

    def changed(rule: Rule) -> Rule:
        return replace(rule, **changes) if rule.id == name else rule

    return tuple(replace(book, rules=tuple(changed(rule) for rule in book.rules)) for book in books)


def judged(books: tuple[Rulebook, ...], **settings: Any) -> tuple[CaseResult, Report]:
    given = check.Settings(books, date(2026, 1, 1), **settings)
    result = check.check_path(EXAMPLE, "case.yaml", given)
    return result, check.report([result], given)


def of(result: CaseResult, name: str) -> list[Finding]:
    return [f for f in result.findings if f.rule == name]


@pytest.mark.parametrize("name", ["AG-R3A", "AG-F2", "AG-G7", "AG-F7A", "ET-CORE1"])
def test_it_says_so_once_and_the_others_are_judged(name: str) -> None:
    well, _ = judged(check.load_rulebooks(()))
    result, report = judged(with_rule(name, pattern=Breaks()))
    (only,) = of(result, name)
    assert (only.verdict, only.failed, only.fails()) == (Verdict.UNKNOWN, True, True)
    assert only.message.endswith(f": cannot be told: the rule {name} broke down (ValueError); tell whoever keeps the rulebook")
    hanging = {rule.id for book in check.load_rulebooks(()) for rule in book.rules if name in rule.needs or rule.like == name} | {name}
    others = [(f.rule, f.subject, f.verdict) for f in result.findings if f.rule not in hanging]
    assert others == [(f.rule, f.subject, f.verdict) for f in well.findings if f.rule not in hanging]
    assert len(others) > 50 and report.exit == 1


def test_what_hangs_on_it_is_not_met_either() -> None:
    result, _ = judged(with_rule("AG-R3A", pattern=Breaks()))
    for name in ("AG-R3B", "AG-R3C"):
        assert {f.verdict for f in of(result, name)} <= {Verdict.UNKNOWN, Verdict.NOT_RECORDED}, name
    assert {f.hangs_on for f in of(result, "AG-R3B")} == {"AG-R3A"}


@pytest.mark.parametrize("settings", [{"fail_on": frozenset()}, {"fail_on": frozenset({Verdict.BREACHED}), "select": ("AG-G7",)}])
def test_it_fails_the_run_whatever_fails_otherwise(settings: dict[str, Any]) -> None:
    books = with_rule("AG-G7", pattern=Breaks())  # advice, which by itself fails nothing
    assert judged(books, **settings)[1].exit == 1
    assert judged(check.load_rulebooks(()), **settings)[1].exit == 0


def test_neither_a_waiver_nor_a_baseline_covers_it() -> None:
    (only,) = of(judged(with_rule("AG-F2", pattern=Breaks()))[0], "AG-F2")
    assert replace(only, waived={"reason": "known", "approved_by": "chair", "until": "2027-01-01"}).fails()
    assert replace(only, baseline="known").fails()


def test_every_report_says_it_and_none_tells_what_the_fault_says() -> None:
    _, report = judged(with_rule("AG-F2", pattern=Breaks()))
    for told in (text.render(report, RenderOptions(200)), json_.render(report, RenderOptions())):
        assert "AG-F2 broke down (ValueError)" in told and SECRET not in told
    assert json.loads(json_.render(report, RenderOptions()))["exit"] == 1


@pytest.mark.parametrize("part", ["about", "move", "cause"])
def test_where_its_words_break_down_the_verdict_stands_and_its_title_speaks(part: str) -> None:
    broken = Expression("{x}", None, "", function=broken_words)
    well = of(judged(check.load_rulebooks(()))[0], "AG-R3A")
    found = of(judged(with_rule("AG-R3A", **{part: broken}))[0], "AG-R3A")
    assert [f.verdict for f in found] == [f.verdict for f in well] and len(found) > 3
    for one in found:
        assert one.message.endswith("(the words of AG-R3A broke down: KeyError)") and SECRET not in one.message
        assert one.message.startswith("minutes reach everyone who attended") and one.move == ""


def square(name: str, count: int) -> dict[str, Any]:
    """A record in which nothing says what is about what, so that each may be about each."""
    shapes: dict[str, dict[str, Any]] = {
        "AG-F1D": {"step_downs": [{"id": f"s{i}", "from": "child_protection", "to": "child_in_need"} for i in range(count)],
                   "plans": [{"id": f"p{i}"} for i in range(count)]},
        "AG-G5": {"visits": [{"id": f"v{i}"} for i in range(count)],
                  "plans": [{"id": f"p{i}", "type": "child_protection", "start": "2016-01-01"} for i in range(count)]},
        "AG-R3A": {"people": [{"id": "p", "role": "mother"}],
                   "meetings": [{"id": "m", "type": "core_group", "date": "2016-03-01", "participants": [{"who": "p", "attendance": "attended"}] * count,
                                 "circulation": [{"document": "minutes"}] * count}]},
    }  # fmt: skip
    return {"format": "case/1", "case": "square", "extracted": "2016-06-30", **shapes[name]}


@pytest.mark.parametrize(("name", "count", "most"), [("AG-F1D", 700, None), ("AG-G5", 150, 20_000), ("AG-R3A", 150, 20_000), ("AG-F1D", 150, 20_000)])
def test_a_record_that_is_the_square_of_itself_is_not_judged_by_that_rule(name: str, count: int, most: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if most is not None:
        monkeypatch.setattr(judgement, "MOST_LOOKS", most)
    given = check.Settings(check.load_rulebooks(()), date(2026, 1, 1))
    began = time.process_time()
    result = check.check_bytes(json.dumps(square(name, count)).encode(), "case.json", given)
    told = json_.render(check.report([result], given), RenderOptions())
    assert time.process_time() - began < 20
    (only,) = of(result, name)
    assert (only.verdict, only.failed) == (Verdict.UNKNOWN, True)
    assert f"the rule {name} was not judged: the rules may look at 250,000 entries of a record" in only.message
    assert len(told) < 4_000_000
