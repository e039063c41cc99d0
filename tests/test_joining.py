"""An index answers what a condition asks of a list: it must leave out only what surely does not pass, and keep the order of the file."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from records import DAY, cases, record
from scr_check import joining, patterns, rulebook
from scr_check import kinds as k
from scr_check.engine import Run
from scr_check.expressions import Scope, compile_condition, compile_date, compile_value
from scr_check.joining import FEW, Listing
from scr_check.judgement import Judgement
from scr_check.record import Record, read_record
from scr_check.runtime import Count, show
from scr_check.sources import read
from tabling import findings_of

FOLDERS = [path for path in sorted(Path(patterns.__file__).parents[3].joinpath("rules").iterdir()) if (path / "rulebook.yaml").is_file()]
TABLE: dict[str, Any] = json.loads(Path(__file__).with_name("data").joinpath("verdicts.json").read_text(encoding="utf-8"))
FIELDS = ("rule", "verdict", "subject", "bindings", "message", "move", "limit", "limit_between", "fulfilled", "days_late", "days_left", "missing", "unset",
          "hangs_on", "evidence", "identity", "entry", "line", "column", "about", "cause")  # fmt: skip
ALWAYS, NEVER = 1, 10**9


BOOKS = [rulebook.load(path, patterns.registry(), examples=False) for path in FOLDERS]


def told(case: Record, day: date, few: int) -> list[dict[str, Any]]:
    """All that a report can say, with an index from so many entries on."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(joining, "FEW", few)
        return [{name: getattr(f, name) for name in FIELDS} for book in BOOKS for f in Run(case, book, day).findings(book.rules)[0]]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
@given(cases())
def test_random_records_are_told_alike(case: dict[str, Any]) -> None:
    assert told(record(case), DAY, ALWAYS) == told(record(case), DAY, NEVER)


@pytest.mark.parametrize("case", TABLE["cases"], ids=[case["name"] for case in TABLE["cases"]])
def test_records_of_the_table_are_told_alike(case: dict[str, Any]) -> None:
    day = date.fromisoformat(case["as_of"])
    one = read_record(read(json.dumps(case["case"]).encode(), "case.json"))
    assert told(one, day, ALWAYS) == told(one, day, NEVER)


def many() -> Record:
    """Several releases and meetings, and many entries that name one of them, several, another or none, on all kinds of days."""
    names = ["p1", "p2", "p3", None]
    days: list[Callable[[int], str | None]] = [
        lambda i: (date(2016, 1, 1) + timedelta(days=17 * i % 200)).isoformat(), lambda i: None, lambda i: f"2016-0{1 + i % 6}", lambda i: "2016-03-10",
    ]  # fmt: skip
    def entry(**fields: Any) -> dict[str, Any]:
        return {key: value for key, value in fields.items() if value is not None}

    return record({
        "format": "case/1", "case": "many",
        "professionals": [{"id": "w", "role": "health_visitor"}],
        "people": [{"id": name, "role": "partner"} for name in names[:3]],
        "events": [entry(id=f"e{i}", type=["prison_release", "returned_home", None][i % 3], person=names[i % 4], date=days[i % 3](i)) for i in range(24)],
        "plans": [{"id": f"plan{i}", "type": "child_protection", "start": "2016-01-01",
                   "actions": [entry(id=f"a{i}-{j}", aimed_at=names[(i + j) % 4], set_on=days[(i + j) % 4](j)) for j in range(20)]} for i in range(3)],
        "meetings": [entry(id=f"m{i}", type=["core_group", "review_child_protection_conference", "initial_child_protection_conference"][i % 3],
                           plan=[None, "plan0", ["plan0", "plan1"], "plan2"][i % 4], date=days[i // 2 % 4](i), concerns=[{"id": f"c{i}"}]) for i in range(30)],
        "escalations": [entry(by="w", about=f"m{i % 5}" if i % 4 else None, to=["practice_manager", "social_worker"][i % 2], on=days[i % 4](i))
                        for i in range(20)],
    })  # fmt: skip


@pytest.mark.parametrize("day", [date(2016, 2, 1), date(2016, 3, 10), date(2016, 12, 31)])
def test_long_lists_are_told_alike(day: date) -> None:
    findings = told(many(), day, ALWAYS)
    assert findings == told(many(), day, NEVER)
    assert {finding["rule"] for finding in findings} >= {"AG-B4", "AG-F1C", "AG-F2", "AG-R3C", "ET-REVIEW"}
    assert len(findings) > 100


SCOPE = Scope({"release": k.EntryOf(k.SECTION_MODELS["events"]), "x": k.EntryOf(k.SECTION_MODELS["meetings"])}, lists={"REVIEWS": ("core_group", "review")})
MEETINGS = Scope({"meeting": k.EntryOf(k.SECTION_MODELS["meetings"]), "x": k.EntryOf(k.SECTION_MODELS["meetings"])})
PERSON = Scope({"release": k.EntryOf(k.SECTION_MODELS["events"]), "x": k.EntryOf(k.SECTION_MODELS["notifications"])})


@pytest.mark.parametrize(("scope", "condition", "joins"), [
    (PERSON, "x.about == release.id", [("about", "release.id", "")]),
    (PERSON, "release.id == x.about", [("about", "release.id", "")]),
    (PERSON, "x.about == release.id and agency_of(x.to) == release.person", [("about", "release.id", "")]),
    (PERSON, "x.about == release.id and (x.about == release.person and recorded(x.on))", [("about", "release.id", ""), ("about", "release.person", "")]),
    (PERSON, "x.about != release.id", []),
    (PERSON, "not x.about == release.id", []),
    (PERSON, "x.about == release.id or x.about == release.person", []),
    (PERSON, "agency_of(x.to) == release.person", []),
    (PERSON, "x.on == release.date", []),
    (PERSON, "x.about == x.to", []),
    (PERSON, "release.id == release.person", []),
    (SCOPE, 'x.type == "core_group"', [("type", None, "core_group")]),
    (SCOPE, 'x.type in ("core_group", "strategy_discussion")', [("type", None, ("core_group", "strategy_discussion"))]),
    (SCOPE, "x.type in REVIEWS", [("type", None, ("core_group", "review"))]),
    (SCOPE, 'x.type not in ("core_group", "strategy_discussion")', []),
    (SCOPE, '"plan" in x.plan', [("plan", None, "plan")]),
    (SCOPE, "release.person in x.plan", [("plan", "release.person", "")]),
    (MEETINGS, "any(plan in x.plan for plan in meeting.plan)", [("plan", "meeting.plan", "")]),
    (MEETINGS, "any(plan in x.plan for plan in x.plan)", []),
    (MEETINGS, "any(plan in x.plan for plan in meeting.plan if meeting.chair == plan)", []),
    (MEETINGS, "any(plan in meeting.plan for plan in x.plan)", []),
    (MEETINGS, "all(plan in x.plan for plan in meeting.plan)", []),
    (MEETINGS, "any(meeting.chair in x.plan for plan in meeting.plan)", []),
    (SCOPE, 'x.date > release.date and x.type == "core_group"', [("type", None, "core_group")]),
])  # fmt: skip
def test_what_an_index_can_answer(scope: Scope, condition: str, joins: list[tuple[str, str | None, Any]]) -> None:
    found = compile_condition(condition, scope, of="x").joins
    assert [(join.field, join.value.text if join.value else None, join.words) for join in found] == joins
    assert compile_condition(condition, scope).joins == ()


@pytest.mark.parametrize(("text", "own"), [("x.date", "date"), ("release.date", ""), ("first_recorded(x.date, release.date)", ""), ("as_of", "")])
def test_a_date_that_is_a_field_of_the_entry_itself(text: str, own: str) -> None:
    assert compile_date(text, SCOPE).own == own


def test_a_listing_keeps_the_order_of_the_file() -> None:
    meetings = many().root.meetings
    assert meetings is not None
    listing = Listing(meetings)
    wanted = [one for one in meetings if one.plan is None or "plan1" in one.plan]
    assert listing.having("plan", "plan1").items == wanted
    assert listing.having("plan", ("plan1", "plan2", "plan0")).items == list(meetings)
    assert listing.having("plan", "nobody").items == [one for one in meetings if one.plan is None]
    assert listing.having("type", "core_group").having("plan", "plan1").items == [one for one in wanted if one.type == "core_group"]
    assert listing.having("plan", "plan1") is listing.having("plan", "plan1")


def test_a_listing_by_date() -> None:
    meetings = many().root.meetings
    assert meetings is not None
    dated = Listing(meetings).dated("date")
    exact = [one for one in meetings if one.date is not None and one.date.exact]
    assert sorted(dated.days) == dated.days == [one.date.first for one in dated.entries]
    assert list(dated.since(date(2016, 3, 10))) == sorted((one for one in exact if one.date.first >= date(2016, 3, 10)), key=lambda one: one.date.first)
    assert list(dated.since(date.min)) == dated.entries
    assert list(dated.since(date.max)) == []
    assert dated.others == [one for one in meetings if one not in exact]


def test_a_list_that_is_no_longer_there_does_not_lend_its_index() -> None:
    c = Judgement(many(), DAY, {})
    for type_ in ("core_group", "strategy_discussion"):
        items = [one for one in c.root.meetings or () if one.type == type_]
        assert joining.among(c, items * 20, "type", type_) == items * 20
        assert joining.among(c, items * 20, "type", None) == items * 20


LISTS = Scope(
    {"meeting": k.EntryOf(k.SECTION_MODELS["meetings"])}, lists={"REVIEWS": ("review_child_protection_conference", "marac")},
)  # fmt: skip
TYPES = ("core_group", "marac", "review_child_protection_conference", None)
HELD = record({
    "format": "case/1", "case": "long", "extracted": "2016-06-30", "complete": ["meetings", "participants", "plans", "visits"],
    "agencies": [{"id": "a"}, {"id": "b"}], "professionals": [{"id": "p", "agency": "a"}, {"id": "q", "agency": "b"}],
    "plans": [{"id": "p1", "start": "2016-01-01"}, {"id": "p2", "start": "2016-02-01"}],
    "visits": [{"id": f"v{i}", "by": "ab"[i % 2], "date": f"2016-03-{i + 1:02}"} for i in range(20)],
    "meetings": [{"id": f"m{i}", "date": f"2016-04-{i + 1:02}", "plan": [["p1"], ["p2"], ["p1", "p2"]][i % 3],
                  **({"type": TYPES[i % 4]} if TYPES[i % 4] else {}), **({"chair": "pq"[i % 2]} if i < 19 else {}),
                  "participants": [{"who": "pq"[j > 17], "attendance": "attended"} for j in range(20 if i < 2 else 3)]} for i in range(20)],
})  # fmt: skip
LOOPS = [  # a loop over a long list: what it gives, and what an index was asked for
    ("count(x.id == 'm3' for x in meetings)", "1", [("id", "m3")]),
    ("count(x.type == 'marac' for x in meetings)", "5 to 10", [("type", "marac")]),
    ("count(x.type in REVIEWS for x in meetings)", "10 to 15", [("type", ("review_child_protection_conference", "marac"))]),
    ("count(x.type in ('core_group', 'marac') for x in meetings)", "10 to 15", [("type", ("core_group", "marac"))]),
    ("count('p1' in x.plan for x in meetings)", "13", [("plan", "p1")]),
    ("count(x.by == meeting.chair.agency for x in visits)", "10", [("by", "a")]),
    ("count(recorded(x.date) for x in visits if x.by == meeting.chair.agency)", "10", [("by", "a")]),
    ("count(x.date < as_of for x in visits if x.by == 'b' if x.id == 'v1')", "1", [("by", "b")]),
    ("any(x.by == 'b' for x in visits)", "T", [("by", "b")]),
    ("any(x.by == 'b' and x.id == 'v2' for x in visits)", "F", [("by", "b")]),
    ("any(recorded(x.date) for x in visits if x.by == 'q')", "F", [("by", "q")]),
    ("all(x.by == 'a' for x in visits)", "F", []),
    ("all(x.by == 'a' for x in visits if x.by == 'a')", "T", [("by", "a")]),
    ("all(recorded(x.date) for x in visits if x.by == meeting.chair.agency)", "T", [("by", "a")]),
    ("earliest(x.date for x in visits if x.by == 'b')", "2016-03-02", [("by", "b")]),
    ("latest(x.date for x in visits)", "2016-03-20", []),
    ("any(x.who == m.chair for m in meetings if m.id == 'm1' for x in m.participants)", "T", [("id", "m1"), ("who", "q")]),
    ("count(x.who == m.chair for m in meetings for x in m.participants)", "47 to 50", [("who", "p"), ("who", "q")]),
    ("count(x.who == meeting.chair for x in meeting.participants)", "18", [("who", "p")]),
    ("all(x.who == m.chair for m in meetings for x in m.participants)", "F", []),
    ("any(x == 'p1' for x in meeting.plan)", "T", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "sought"), LOOPS, ids=[row[0] for row in LOOPS])
def test_a_loop_over_a_long_list(text: str, expected: str, sought: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    c = Judgement(HELD, DAY, {})
    assert c.root.meetings
    seen: list[Any] = []
    having = Listing.having
    monkeypatch.setattr(Listing, "having", lambda self, name, value, written=False: [seen.append((name, value)), having(self, name, value, written)][1])
    assert said(compile_value(text, LISTS)(c, c.root.meetings[0])) == expected
    assert list(dict.fromkeys(seen)) == sought
    monkeypatch.setattr(joining, "FEW", NEVER)
    seen.clear()
    assert said(compile_value(text, LISTS)(c, c.root.meetings[0])) == expected
    assert seen == []


def said(value: Any) -> str:
    """T, F, a number, its bounds or a day."""
    if isinstance(value, Count) and value.low != value.high:
        return f"{value.low} to {value.high}"
    return "FT"[value] if isinstance(value, bool) else show(value)


@pytest.mark.parametrize(("condition", "left"), [
    ("x.type == 'core_group'", ["m0", "m3", "m4", "m7", "m8", "m11", "m12", "m15", "m16", "m19"]),
    ("x.type in ('core_group', 'marac') and x.id == 'm5'", ["m5"]),
    ("x.chair == meeting.chair.id", ["m0", "m2", "m4", "m6", "m8", "m10", "m12", "m14", "m16", "m18", "m19"]),
    ("x.id in meeting.plan", []),
    ("x.chair == other.chair", [f"m{i}" for i in range(20)]),
])  # fmt: skip
def test_what_is_left_of_a_list(condition: str, left: list[str]) -> None:
    meetings = k.EntryOf(k.SECTION_MODELS["meetings"])
    c = Judgement(HELD, DAY, {})
    assert c.root.meetings
    listing = Listing(c.root.meetings)
    for join in compile_condition(condition, Scope({"meeting": meetings, "other": meetings, "x": meetings}), of="x").joins:
        listing = join.of(listing, c, (c.root.meetings[0], c.root.meetings[19]), written=False)
    assert [one.id for one in listing.items] == left


BEFORE: dict[str, tuple[str, Callable[[int], dict[str, Any]]]] = {  # the body of a rule, and what a record with so many entries has
    "what a condition decides before it asks for the value": (
        """for_each: [{each: plan, in: plans}, {each: kid, in: plan.children}]
require: {count: {each: a, in: plan.actions, where: a.status == "done" and a.aimed_at == kid.school, at_least: 1}}
""",
        lambda count: {"people": [{"id": "mum", "role": "mother"}],
                       "plans": [{"id": "p", "children": ["mum"], "actions": [{"id": f"a{i}", "status": "open", "aimed_at": "mum"} for i in range(count)]}]},
    ),
    "the same in a loop": (
        """for_each: [{each: plan, in: plans}, {each: kid, in: plan.children}]
require: {holds: 'any(a.status == "done" and a.aimed_at == kid.school for a in plan.actions)'}
""",
        lambda count: {"people": [{"id": "mum", "role": "mother"}],
                       "plans": [{"id": "p", "children": ["mum"], "actions": [{"id": f"a{i}", "status": "open", "aimed_at": "mum"} for i in range(count)]}]},
    ),
    "what a loop inside another found, where the other finds nothing": (
        """for_each: [{each: plan, in: plans}]
require: {holds: 'any(any(p.attendance == "absent" for p in m.participants) and plan.id in m.plan for m in meetings)'}
""",
        lambda count: {"plans": [{"id": "p"}, {"id": "q"}], "people": [{"id": "mum", "role": "mother"}],
                       "meetings": [{"id": f"m{i}", "plan": "q", "participants": [{"who": "mum", "attendance": "absent"}]} for i in range(count)]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BEFORE)
def test_one_entry_more_tells_nothing_else(name: str) -> None:
    body, made = BEFORE[name]
    held = []
    for count in (FEW - 1, FEW):
        case = {"extracted": "2016-06-30", "complete": ["plans", "actions", "meetings", "participants"], **made(count)}
        found = findings_of(body, "".join(f"{key}: {json.dumps(value)}\n" for key, value in case.items()), "2016-06-30")
        held.append([(f.verdict, f.subject, f.message, [(one.pointer, one.value) for one in f.evidence], f.failed) for f in found])
    assert held[0] == held[1]
    assert held[0] and not any(failed for *_, failed in held[0])
