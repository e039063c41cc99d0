"""Of a list with many entries a pattern goes through those alone that an index leaves, and finds the same."""

from __future__ import annotations

from typing import Any

import pytest

from scr_check import joining
from scr_check.joining import Listing
from tabling import findings_of

PAPER = (
    "agencies: [{id: a}, {id: b}]\nprofessionals: [{id: p, agency: a}, {id: q, agency: b}]\n"
    "meetings: [{id: m, type: other, date: 2016-03-01, chair: p}]\n"
    "visits: [" + ", ".join(f"{{id: v{i}, date: 2016-03-{i + 5:02}, by: {'a' if i % 3 else 'b'}}}" for i in range(20)) + "]\n"
    "assessments: [" + ", ".join(f"{{id: s{i}, started: 2016-03-{i + 5:02}, author: {'p' if i % 3 else 'q'}, factors: [neglect]}}" for i in range(20)) + "]\n"
)
VISITS = "each: visit, in: visits, where: visit.by == meeting.chair.agency"
RULES = [
    ("count", f"{{{VISITS}, at_least: 14}}", [("by", "a")], "breached"),
    ("count", f"{{{VISITS}, at_least: 13}}", [("by", "a")], "met"),
    ("absence_until", f"{{no: {{{VISITS}, at: visit.date}}, since: meeting.date, release: []}}", [("by", "a")], "breached"),
    ("absence_until", "{no: {each: one, in: assessments, where: one.author == meeting.chair.id, at: one.started}, since: meeting.date, release: [], "
                      f"days_since: {{{VISITS}, at: visit.date}}}}", [("author", "p"), ("by", "a")], "breached"),
    ("same", "{origin: meeting.type, places: [{each: one, in: assessments, where: one.author == meeting.chair.id, at: one.started, states: one.factors}]}",
     [("author", "p")], "breached"),
    ("response", f"{{some: [{{{VISITS}, at: visit.date}}], after: meeting.date, within: 2 weeks}}", [("by", "a")], "met"),
    ("response", f"{{some: [{{each: one, in: assessments, where: one.author == 'nobody', at: one.started}}], since: meeting.date, "
                 f"by_next: {{{VISITS}, at: visit.date}}}}", [("by", "a"), ("author", "nobody")], "breached"),
    ("recurrence", f"{{{VISITS}, at: visit.date, since: meeting.date, then_every: 2 weeks}}", [("by", "a")], "breached"),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "asked", "sought", "verdict"), RULES, ids=[f"{row[0]}-{i}" for i, row in enumerate(RULES)])
def test_an_index_is_asked(pattern: str, asked: str, sought: list[Any], verdict: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rule = f"for_each: [{{each: meeting, in: meetings}}]\nrequire: {{{pattern}: {asked}}}\n"
    head = "extracted: 2016-12-01\ncomplete: [visits, assessments]\n"
    seen: list[Any] = []
    having = Listing.having
    monkeypatch.setattr(Listing, "having", lambda self, name, value, written=False: [seen.append((name, value)), having(self, name, value, written)][1])
    found = findings_of(rule, head + PAPER, "2016-06-10")
    assert [one.verdict for one in found] == [verdict]
    assert list(dict.fromkeys(seen)) == sought
    monkeypatch.setattr(joining, "FEW", 10**9)
    seen.clear()
    assert findings_of(rule, head + PAPER, "2016-06-10") == found
    assert seen == []
