"""What the tests of the patterns find is held in full: not the verdict alone, but its words, days, places and gaps, and how the rule is told.

The tables say which verdict a case has and why; `tests/data/pattern_findings.json` says all else that a report would. After a change that is meant,
remove it, and `REGENERATE=1 pytest -n0 tests/patterns` writes it anew: read what git says has changed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from scr_check.engine import Run
from scr_check.findings import Finding
from scr_check.rule import Rule
from scr_check.telling import tell

FILE = Path(__file__).parent.parent / "data" / "pattern_findings.json"
ANEW = "REGENERATE" in os.environ
Held = dict[str, list[str]]


@cache
def held() -> Held:
    """The test's name: its findings, a line each; the name of the test's file: how its rules are told, a line each."""
    found: Held = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return found


def line(finding: Finding) -> str:
    """A finding in one line: the verdict, where, the words; then what is there of days, gaps and evidence."""
    days = {"limit": finding.limit, "between": finding.limit_between, "fulfilled": finding.fulfilled, "late": finding.days_late, "left": finding.days_left}
    more = {**days, "missing": finding.missing, "unset": finding.unset, "hangs on": finding.hangs_on, "entry": finding.entry}
    seen = [f"{one.pointer}={one.value}" for one in finding.evidence]
    assert "Unknown(" not in finding.message, "a report must not show what stands behind a value"
    parts = [f"{key}: {value}" for key, value in {**more, "seen": seen}.items() if value not in (None, (), [], "")]
    return f"{finding.verdict} {finding.subject}: {finding.message} | {' | '.join(parts)}"


def told(rule: Rule, run: Run) -> str:
    """What the pattern makes of its part of the rule, in words."""
    telling = tell(rule, run.rulebook)
    return " ".join([*telling.asks, *telling.when, *(f"{verdict}: {meaning}" for verdict, meaning in telling.verdicts.items()), *telling.waits_for])


@pytest.fixture(autouse=True)
def in_full(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Holds all that the test finds against what is held."""
    name = request.node.nodeid.rpartition("/")[2]
    file = name.partition("::")[0]
    now: list[str] = []
    tellings: set[str] = set()
    findings: Callable[..., Any] = Run.findings

    def noted(self: Run, rules: list[Rule]) -> Any:
        found = findings(self, rules)
        now.extend(line(one) for one in found[0])
        tellings.update(told(rule, self) for rule in rules)
        return found

    monkeypatch.setattr(Run, "findings", noted)
    yield
    if "grids" in file:  # thousands of lines: the verdict, and a digest of all else
        now = [f"{one.split(' ', 1)[0]} {sha256(one.encode()).hexdigest()[:8]}" for one in now]
    if ANEW:
        made = {**held(), **({name: now} if now else {}), file: sorted({*held().get(file, ()), *tellings})}
        FILE.write_text(json.dumps({key: value for key, value in made.items() if value}, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
        held.cache_clear()
    assert now == held().get(name, []), "what a report would say is not what is held in tests/data/pattern_findings.json"
    assert tellings <= set(held().get(file, ())), "a rule is told in other words than those held in tests/data/pattern_findings.json"
