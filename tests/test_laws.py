"""The five laws of the rule language, on random records judged by both rulebooks."""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from records import DAY, LISTS, NAMED, SECTIONS, cases, record
from scr_check import check, patterns, rulebook
from scr_check.dates import parse_when
from scr_check.engine import Run
from scr_check.findings import Finding
from scr_check.record_models import CaseRecord
from scr_check.record_shape import model_at, shape_of

PHASES = [Phase.explicit, Phase.generate]
BOOKS = [
    rulebook.load(Path(patterns.__file__).parents[3] / "rules" / name, patterns.registry(), examples=False) for name in ("children-ag", "england-timescales")
]
# With local numbers in the second: a rule that waits for one does not run.
UNSET = [name for name, kind in BOOKS[1].kinds.items() if kind == "duration" and BOOKS[1].parameters[name] is None]
BOOKS[1:] = check.with_settings((BOOKS[1],), dict.fromkeys(UNSET, "2 weeks"))
RULES = {rule.id: rule for book in BOOKS for rule in book.rules}
Key = tuple[str, tuple[str, ...]]
LAW = settings(max_examples=int(os.environ.get("LAWS", "25")), deadline=None, suppress_health_check=list(HealthCheck), phases=PHASES)


def judged(case: dict[str, Any], day: date = DAY) -> dict[Key, Finding]:
    """Every finding, by its rule and the places that it binds. What does not apply is not there."""
    read = record(case)
    findings = [finding for book in BOOKS for finding in Run(read, book, day).findings(book.rules)[0]]
    return {(f.rule, tuple(f.bindings.values())): f for f in findings}


def verdicts(case: dict[str, Any], day: date = DAY) -> dict[Key, str]:
    """The same, the verdicts alone."""
    return {key: finding.verdict.value for key, finding in judged(case, day).items()}


# Law 1: the day of judgement moves forward, or entries come that are dated after it


def settled(found: dict[Key, str]) -> dict[Key, str]:
    """What later days and entries never change."""
    lasting = {"absence_until": ("met", "met_late", "breached")}
    return {key: verdict for key, verdict in found.items() if RULES[key[0]].clock and verdict in lasting.get(RULES[key[0]].pattern_key, ("met", "met_late"))}


@LAW
@given(cases(), st.integers(1, 60))
def test_law_1_a_later_day_changes_nothing_that_was_fulfilled(case: dict[str, Any], days: int) -> None:
    before, after = settled(verdicts(case)), verdicts(case, DAY + timedelta(days=days))
    assert {key: after.get(key) for key in before} == before


@LAW
@given(cases(), st.data())
def test_law_1_later_entries_change_nothing_that_was_fulfilled(case: dict[str, Any], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(LISTS)))
    added = data.draw(LISTS[name])
    dates = {"date", "on", "start", "started", "decided", "set_on", "authorised", "end", "completed"}
    added = {key: value for key, value in added.items() if not isinstance(value, list | dict)}
    added.update({key: (DAY + timedelta(days=9)).isoformat() for key in added if key in dates})
    assume(name not in NAMED or dates & set(added))
    assume(dates & set(added))
    more = copy.deepcopy(case)
    more.setdefault(name, []).append({"id": "later", **added} if name in NAMED else added)
    before, after = settled(verdicts(case)), verdicts(more)
    assert {key: after.get(key) for key in before} == before


# Law 2: `due` changes on the day after the earliest possible limit


def without_later(value: Any) -> Any:
    """The record without anything dated after the day of judgement, save what is planned or due."""
    if isinstance(value, list):
        return [kept for one in value if (kept := without_later(one)) != {}]
    if not isinstance(value, dict):
        return value
    kept = {key: without_later(one) for key, one in value.items()}
    return {key: one for key, one in kept.items() if key in ("due", "planned", "extracted") or not _later(one)}


def _later(value: Any) -> bool:
    return isinstance(value, str) and value[:2] == "20" and parse_when(value).last > DAY


@LAW
@given(cases())
def test_law_2_due_ends_with_the_earliest_limit(case: dict[str, Any]) -> None:
    case = without_later(case)
    for key, finding in judged(case).items():
        if finding.verdict != "due":
            continue
        text = finding.limit or (finding.limit_between[0] if finding.limit_between else None)
        if text is None:  # no limit yet: due on every day
            assert finding.rule == "AG-F1C" or finding.unset
            continue
        limit = date.fromisoformat(text)
        assert limit >= DAY
        for day in {DAY + timedelta(days=1), limit}:
            if DAY < day <= limit:
                assert verdicts(case, day)[key] == "due"
        assert verdicts(case, limit + timedelta(days=1)).get(key) != "due"


# Law 3: filling in a missing value. Told backwards: a value is taken out, or made less exact

DEFINITE = {"met", "met_late", "breached", "conflict", "due", "holding", "not_applicable"}
#: Where a rule reads the absence itself: the field that may be missing, and the rules that ask whether it is written down.
READS_ABSENCE = {
    "monitor": {"AG-B5"},
    "view": {"AG-F6A"},
    "status": {"AG-B5"},
    "prohibits": {"AG-B6"},
    "invited": {"AG-F5"},
    "attendance": {"AG-F5"},
    "source": {"AG-F3"},
    "relied_on_by": {"AG-F3"},
    "date": {"AG-F7B"},
    "attended": {"AG-F7C"},
    "minutes_held": {"AG-F7F"},
    "actions_held": {"AG-F7F"},
    "plan": {"AG-G5"},
    "reasons": {"AG-R1A", "AG-R1B", "AG-R1C"},
    "factors": {"AG-R1C"},
    "after": {"AG-R2", "AG-R2C"},
    "covers": {"AG-R2C", "AG-P1D"},
    "ends": {"AG-F1D"},
    "by": {"AG-R3C"},
    "about": {"AG-R3C"},
    "to": {"AG-R3C"},
    "on": {"AG-R3C"},
}


def told(found: dict[Key, str], key: Key) -> str:
    """The verdict there; that of an outer place, where it is not known whether the rule applies further in."""
    rule, places = key
    outer = (found[(rule, places[:n])] for n in range(len(places), -1, -1) if (rule, places[:n]) in found)
    return next(outer, "not_applicable")


def dates_itself(path: tuple[Any, ...]) -> bool:
    """Is it the date of an entry itself? Without it the entry counts as there, and a later one makes that the entry is not there."""
    model = model_at(path[:-1])
    return model is not None and path[-1] in model.OWN_DATE


def at(case: Any, path: tuple[Any, ...]) -> Any:
    """The value at a path."""
    for step in path:
        case = case[step]
    return case


def values_of(value: Any, model: Any = CaseRecord, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], bool]]:
    """The path of every attribute that is there, and whether it is an exact date. Ids and what the record says of itself are left alone."""
    shape = shape_of(model)
    for key, field in shape.fields.items():
        inner = value.get(key)
        if inner is None or key in ("id", "format", "case", "extracted", "complete"):
            continue
        if field.model is None:
            if field.name not in model.HAPPENINGS:
                yield (*path, key), isinstance(inner, str) and len(inner) == 10 and inner[:2] == "20"
        elif field.many:
            for i, one in enumerate(inner):
                yield from values_of(one, field.model, (*path, key, i))
        else:
            yield from values_of(inner, field.model, (*path, key))


def without(case: dict[str, Any], path: tuple[Any, ...], blurred: bool) -> dict[str, Any]:
    """The record with the value taken out, or of a date only the month."""
    less = copy.deepcopy(case)
    holder: Any = less
    for step in path[:-1]:
        holder = holder[step]
    if blurred:
        holder[path[-1]] = holder[path[-1]][:7]
    else:
        del holder[path[-1]]
    return less


@LAW
@given(cases(), st.data())
def test_law_3_a_filled_in_value_never_turns_one_definite_verdict_into_another(case: dict[str, Any], data: st.DataObject) -> None:
    places = list(values_of(case))
    full = verdicts(case)
    for path, exact in data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=8)):
        blurred = exact and data.draw(st.booleans())
        if not blurred and isinstance(path[-2] if len(path) > 1 else "", int) and len(at(case, path[:-1])) == 1:
            continue  # an entry of a list without any value is no record
        less = verdicts(without(case, path, blurred))
        for key in full.keys() | less.keys():
            rule = RULES[key[0]]
            if rule.advice or (not blurred and key[0] in READS_ABSENCE.get(path[-1], ())):
                continue
            a, b = told(less, key), told(full, key)
            if dates_itself(path) and _later(at(case, path)):
                continue
            assert a == b or not {a, b} <= DEFINITE, (key, path, blurred, a, b)


# Law 4: the order of entries, and entries that a rule does not read


def shuffled(value: Any, data: st.DataObject, old: str, new: str, moved: dict[str, str]) -> Any:
    """The record with every list of entries in another order; ``moved`` tells where each entry went."""
    moved[old] = new
    if isinstance(value, dict):
        return {key: shuffled(one, data, f"{old}/{key}", f"{new}/{key}", moved) for key, one in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        order = data.draw(st.permutations(range(len(value))))
        return [shuffled(value[n], data, f"{old}/{n}", f"{new}/{i}", moved) for i, n in enumerate(order)]
    return value


@LAW
@given(cases(), st.data())
def test_law_4_the_order_of_entries_never_matters(case: dict[str, Any], data: st.DataObject) -> None:
    moved: dict[str, str] = {}
    other = shuffled(case, data, "", "", moved)
    before = {(rule, tuple(moved[place] for place in places)): verdict for (rule, places), verdict in verdicts(case).items()}
    assert before == verdicts(other)


def reads(name: str) -> str:
    """What a rule's file says of where it looks, and so of the rules that it hangs on."""
    rule = RULES[name]
    said = json.dumps([rule.spec.for_each.model_dump(mode="json"), rule.spec.where, rule.spec.require, str(rule.spec.let)])
    return said + "".join(reads(other) for other in rule.needs)


READ = {name: reads(name) for name in RULES}


@LAW
@given(cases(), st.data())
def test_law_4_entries_that_a_rule_does_not_read_never_matter(case: dict[str, Any], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(LISTS)))
    added = data.draw(LISTS[name].filter(bool))
    more = copy.deepcopy(case)
    more.setdefault(name, []).append({"id": "another", **_named(added, "another")} if name in NAMED else added)
    more["system"] = "another system"
    unread = {rule for rule in RULES if name not in READ[rule]}
    before = {key: verdict for key, verdict in verdicts(case).items() if key[0] in unread}
    assert {key: verdict for key, verdict in verdicts(more).items() if key[0] in unread} == before


def _named(entry: dict[str, Any], stem: str) -> dict[str, Any]:
    for key in ("actions", "concerns"):
        for i, one in enumerate(entry.get(key, ())):
            one["id"] = f"{stem}{key}{i}"
    return entry


# Law 5: a section is declared complete


@LAW
@given(cases(), st.sampled_from(SECTIONS))
def test_law_5_declaring_a_section_complete_settles_absences_alone(case: dict[str, Any], section: str) -> None:
    assume("extracted" in case and case["complete"] != "all" and section not in case["complete"])
    before = judged(case)
    after = verdicts({**case, "complete": [*case["complete"], section]})
    for key in before.keys() | after.keys():
        a, b = before[key].verdict.value if key in before else "not_applicable", told(after, key)
        if a in (b, "not_recorded"):
            continue
        assert a == "unknown", (key, section, a, b)
        assert before[key].hangs_on or any(is_absence(case, place) for place in before[key].missing), (key, section, a, b, before[key].missing)


def is_absence(case: dict[str, Any], pointer: str) -> bool:
    """Does the pointer lead to a happening, or to a list of them?"""
    model: Any = CaseRecord
    steps = [step for step in pointer.split("/")[1:] if not step.isdigit()]
    for step in steps[:-1]:
        model = shape_of(model).fields[step].model
    field = shape_of(model).fields[steps[-1]]
    return field.name in model.HAPPENINGS or field.many
