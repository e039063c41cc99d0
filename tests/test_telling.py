"""Rules told in plain words: an expression and its English, a line; every rule of the built-in rulebooks can be told."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache

import pytest

from scr_check import check, rules_markdown, telling
from scr_check.emitter import Scope
from scr_check.paths import compile_range
from scr_check.rule import Rule, Rulebook
from scr_check.telling_parts import RuleTeller

PARAMETERS = {"minutes_within": "duration", "cluster_size": "number"}


def teller(**names: str) -> RuleTeller:
    """A teller with these names in scope, each an entry of a list of the record."""
    scope = Scope({}, PARAMETERS, {"CONFERENCES": ("initial_child_protection_conference", "core_group")})
    for name, path in names.items():
        scope = scope.with_bound({name: compile_range(path, scope).item})
    return RuleTeller(scope, {"minutes_within": None, "cluster_size": 3})


MEETING = teller(
    meeting="meetings",
    person="meeting.participants",
    copy="meeting.circulation",
    plan="plans",
    event="events",
    condition="conditions",
    other="meetings",
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("meeting.minutes.held", "the meeting's minutes are held"),
        ("not meeting.minutes.held", "the meeting's minutes are not held"),
        ("person.core_member and person.who.role == \"social_worker\"", "the person is a core group member and the person is a social worker"),
        ("not (person.invited or recorded(person.attendance))", "the person was not invited and the person is not recorded as having come or not"),
        ("meeting.type in CONFERENCES", "the meeting is an initial child protection conference or a core group"),
        ('plan.type != "child_in_need"', "the plan's type is not child in need"),
        ("agency_of(copy.to) == agency_of(person.who)", "the copy's recipient's agency is the person's agency"),
        ("agency_of(person.who) != None", "the person has an agency"),
        ("agency_of(person.who) == None", "the person has no agency"),
        ("meeting.date <= as_of", "the date of the meeting is on or before the day of judgement"),
        ("not meeting.date <= as_of", "the date of the meeting is later than the day of judgement"),
        ('plan.start + "6 months" < as_of', "6 months after the start of the plan is earlier than the day of judgement"),
        ("plan.start + minutes_within < as_of", "the time minutes_within (not set) after the start of the plan is earlier than the day of judgement"),
        ("count(meeting.actions) > 0", "there is at least one entry in the meeting's actions"),
        ("not count(meeting.actions) > 0", "there is no entry in the meeting's actions"),
        ("count(x.type == \"marac\" for x in meetings) >= cluster_size", "there are at least 3 (cluster_size) of these: a meeting that is a MARAC"),
        ('any(x.type == "marac" for x in meetings)', "there is a meeting that is a MARAC"),
        ('not any(x.type == "marac" for x in meetings)', "there is no meeting that is a MARAC"),
        ('any(a.status == "open" for m in meetings if plan.id in m.plan for a in m.actions)',
         "there is a meeting that is about the plan, with an action of the m that is open"),
        ('all(a.aimed_at.role == "father" for a in meeting.actions)', "every action of the meeting is one whose target person is a father"),
        ("any(p in meeting.plan for p in other.plan)", "the other meeting's plans and the meeting's plans have at least one in common"),
        ("referral.significant_reason in plan.referral_reason.reasons",
         "the statement of the reason for referral in the plan names the significant reason of the referral"),
        ("person.who == meeting.chair", "the person is the meeting's chair"),
        ("event.type == condition.prohibits", "the event is of the kind of event that the condition forbids"),
        ('verdict("AG-G4") in ("breached", "met_late")', 'the rule AG-G4 says "breached" or "met late" here'),
        ("is_working_day(meeting.date)", "the date of the meeting is a working day"),
        ("days(plan.start, plan.end) > 30", "the number of days from the start of the plan to the end of the plan is more than 30"),
        ('plan.start < meeting.date <= plan.end',
         "the start of the plan is earlier than the date of the meeting and the date of the meeting is on or before the end of the plan"),
    ],
)  # fmt: skip
def test_a_condition(text: str, told: str) -> None:
    assert MEETING.condition(text) == told


@pytest.mark.parametrize(
    ("name", "path", "where", "told"),
    [
        ("copy", "meeting.circulation", 'copy.to == person.who and copy.document in ("minutes", "notes")',
         "copy in the circulation of the meeting that went to the person and is of the minutes or notes"),
        ("person", "meeting.participants", 'person.attendance in ("attended", "apologies")', "participant of the meeting who attended or sent apologies"),
        ("visit", "visits", 'visit.type == "child_protection" and (not recorded(visit.plan) or visit.plan == plan.id)',
         "visit whose type is child protection and that either names no plan or is for the plan"),
        ("action", "plans.actions", 'action.status == "open" or action.due < as_of',
         "action of any plan where either it is open, or the day by which it is due is earlier than the day of judgement"),
        ("notice", "notifications", 'agency_of(notice.from_).kind == "probation"', "notification whose sender's agency is of the kind probation"),
        ("notice", "notifications", None, "notification"),
    ],
)  # fmt: skip
def test_an_entry_that_is_looked_for(name: str, path: str, where: str | None, told: str) -> None:
    fresh = RuleTeller(Scope({other: kind for other, kind in MEETING.scope.bound.items() if other != name}), {})
    assert fresh.entries(name, path, where)[0] == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("earliest(copy.sent, copy.received)", "the earlier of the day on which the copy was sent and the day on which the copy was received"),
        ("first_recorded(event.date, event.planned)", "the date of the event, or, where that is not written down, the day for which the event was planned"),
        ("condition.until.for_", "the time asked for by the condition"),
        ("latest(p.start for p in plans if p.type == \"early_help\")", "the latest of these: the start of the p, for each plan whose type is early help"),
        ("weekday(meeting.date)", "the weekday of the date of the meeting"),
    ],
)  # fmt: skip
def test_a_value(text: str, told: str) -> None:
    assert MEETING.value(text) == told


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("minutes of the {meeting.type} of {meeting.date} to {person.who}", "minutes of the meeting of its date to the person"),
        ("the condition {condition.id} of {condition.binds}", "the condition of the person whom the condition binds"),
        ("{person.who}, or their agency", "the person, or their agency"),
    ],
)
def test_a_phrase_with_braces(phrase: str, told: str) -> None:
    assert MEETING.holes(phrase) == told


@pytest.mark.parametrize(
    ("pointers", "told"),
    [
        ("", "the case"),
        ('""', "the case"),
        ("/meetings/0/participants/1", "meeting 1, participant 2"),
        ("/people/0 /agencies/2", "person 1 with agency 3"),
        ("/step_downs/0", "step-down 1"),
    ],
)
def test_a_place(pointers: str, told: str) -> None:
    assert telling.place_in_words(pointers) == told


@cache
def books() -> tuple[Rulebook, ...]:
    return check.load_rulebooks([], examples=True)


RULES = [(book, rule) for book in books() for rule in book.rules]


@pytest.mark.parametrize(("book", "rule"), RULES, ids=lambda one: one.id)
def test_every_rule_is_told_without_a_word_of_code(book: Rulebook, rule: Rule) -> None:
    told = telling.tell(rule, book)
    names = {name for name in (*book.parameters, *rule.spec.let) if "_" in name}
    sentences = [*told.applies, *told.asks, *told.when, *told.permissions, *told.in_force, *told.verdicts.values(), told.finding, told.move]
    for sentence in sentences:
        plain = re.sub(r"\b(" + "|".join(names or {"x"}) + r")\b", "x", sentence)
        assert not re.search(r"[a-z]_[a-z]|==|[{}\[\]]|\b[a-z]+\.[a-z]+|\bit's\b|\bthe the\b|  ", plain), sentence
    assert all(sentence.endswith(".") or sentence.endswith('".') for sentence in [*told.applies, *told.asks, *told.when])
    assert told.applies
    assert told.asks
    assert told.verdicts


def test_the_rule_that_the_briefing_is_known_for() -> None:
    book = next(one for one in books() if one.id == "children-ag")
    told = telling.tell(book.rule("AG-R3A"), book)  # type: ignore[arg-type]
    assert told.applies == [
        "For each meeting that is an initial child protection conference, a review child protection conference or a core group.",
        "Then for each participant of the meeting (here: the person) who attended or sent apologies.",
        'Where the meeting\'s participants are not in the file: "not recorded", once, on the meeting.',
    ]
    assert told.asks == [
        "There is a copy in the circulation of the meeting that went to the person and is of the minutes or notes. "
        "The day that counts is the earlier of the day on which it was sent and the day on which it was received."
    ]
    assert told.when == [
        "Within 2 weeks of the date of the meeting. This is the local number minutes_within.",
        "What is done on that day counts; what was done before it does not.",
    ]
    assert (told.move, told.path, told.source["section"]) == ("The social worker", "children-ag/AG-R3A.yaml", "Recommendation 3")


# the command


def run(*words: str) -> tuple[int, str, str]:
    """Exit status, what it prints, what it says beside."""
    done = subprocess.run([sys.executable, "-m", "scr_check", *words], capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout, done.stderr


def test_the_table_fits_and_says_what_is_not_set() -> None:
    status, out, _ = run("rules", "--rules", "children-ag", "--select", "AG-R3", "--set", "cluster_size=3")
    lines = out.splitlines()
    assert status == 0
    assert max(map(len, lines)) <= 80
    assert [line.split()[0] for line in lines if line.startswith("AG-")] == ["AG-R3A", "AG-R3B", "AG-R3C"]
    assert "3 of 46 rules" in lines
    assert any(line.startswith("  monitoring_interval: ") for line in lines)
    assert not any(line.startswith("  cluster_size") for line in lines)


def test_the_page_names_the_papers_that_its_rules_cite_and_no_other() -> None:
    book = next(one for one in books() if one.id == "england-timescales")
    rule = next(rule for rule in book.rules if rule.source.document == "referral_page")
    paper = book.spec.sources["referral_page"]
    page = rules_markdown.catalogue(book, [rule]).splitlines()
    table = page[page.index("## The papers that they cite") + 2 : page.index("## Local numbers") - 1]
    assert table == ["| paper | published by | where it stands, and what else |", "|---|---|---|", f"| {paper.title} | tri.x | {paper.note} |"]


def test_the_table_as_json() -> None:
    status, out, _ = run("rules", "--rules", "children-ag", "--ignore", "AG-R,AG-F", "--format", "json")
    (book,) = json.loads(out)["rulebooks"]
    assert status == 0
    assert list(book) == ["id", "title", "version", "extends", "rules", "switched_off", "changed", "parameters", "unset", "not_judged"]
    assert list(book["rules"][0]) == ["id", "duty", "title", "pattern", "source"]
    assert {rule["id"][:4] for rule in book["rules"]} == {"AG-B", "AG-G", "AG-H", "AG-P"}


def test_a_rule_as_json_and_text() -> None:
    status, out, _ = run("rules", "ag-r3a", "--format", "json", "--set", "minutes_within=10 days")
    data = json.loads(out)
    assert status == 0
    assert list(data) == ["format", "id", "title", "rulebook", "duty", "pattern", "applies", "asks", "when", "verdicts", "permissions", "in_force",
                          "otherwise", "waits_for", "finding", "move", "remedy", "source", "examples", "path"]  # fmt: skip
    assert data["when"][0] == "Within 10 days of the date of the meeting. This is the local number minutes_within."
    status, out, _ = run("rules", "AG-R3A")
    assert max(map(len, out.splitlines())) <= 80
    assert [line for line in out.splitlines() if line and not line.startswith(" ")] == [
        "AG-R3A: Minutes reach everyone who attended or sent apologies within two weeks",
        "Must: a duty. Rulebook children-ag, pattern response.",
        "When it applies",
        "What it asks",
        "By when",
        "What each verdict means here",
        "A finding speaks of",
        "Whose move it is",
        "What helps",
        "Where it comes from",
        "Its examples, in children-ag/AG-R3A.yaml",
    ]


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("rules", "AG-R3Z"), "scr-check: 'AG-R3Z' is no rule (did you mean 'AG-R3C'?); scr-check rules lists them\n"),
        (("rules", "--format", "xml"), "scr-check: --format: 'xml' is no format here; formats are text, json, markdown\n"),
        (("rules", "--check", "--format", "markdown"), "scr-check: --format: 'markdown' is no format here; formats are text, json\n"),
    ],
)
def test_a_wrong_call(words: tuple[str, ...], fault: str) -> None:
    status, out, said = run(*words)
    assert (status, out, said) == (2, "", fault)
