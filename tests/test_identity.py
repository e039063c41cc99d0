"""The identity of a finding: it stays when entries move, and it tells every finding of a case from every other."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import records
from reporting import CORE_GROUP, Case, changed, result
from scr_check.identity import TOLD_APART_BY, Names, identity_of
from scr_check.record_entries import Entry
from scr_check.record_models import CaseRecord
from scr_check.record_shape import shape_of

laws = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same data with its entries and keys in another order; lists of words stay as they are, but for ones of mappings."""
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key], chance) for key in keys}
    if isinstance(value, list):
        moved = [shuffled(one, chance) for one in value]
        if all(isinstance(one, dict) for one in moved):
            chance.shuffle(moved)
        return moved
    return value


@laws
@given(records.cases(), st.randoms(use_true_random=False))
def test_a_finding_keeps_its_identity_when_entries_move(case: Case, chance: random.Random) -> None:
    before, after = (Counter((f.identity, f.rule, f.verdict) for f in result(one).findings) for one in (case, shuffled(case, chance)))
    assert before == after


@laws
@given(records.cases())
def test_no_two_findings_of_a_case_share_an_identity(case: Case) -> None:
    identities = [f.identity for f in result(case).findings]
    assert len(identities) == len(set(identities))


@laws
@given(records.cases())
def test_no_two_entries_share_a_name(case: Case) -> None:
    record = records.record(case)
    names = Names(record)
    entries = [record.root, *_below(record.root)]
    assert len({names.name(entry) for entry in entries}) == len(entries)


def _below(entry: Entry) -> list[Entry]:
    inner = [one for value in entry.values().values() for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, Entry)]
    return [*inner, *(one for part in inner for one in _below(part))]


NAMES: list[tuple[dict[str, Any], str, str]] = [
    ({"meetings": [{"id": "m", "participants": [{"who": "hv"}, {"who": "sw"}]}]}, "/meetings/0", "m"),
    ({"meetings": [{"id": "m", "participants": [{"who": "hv"}, {"who": "sw"}]}]}, "/meetings/0/participants/1", "m/participants:sw"),
    ({"meetings": [{"id": "m", "participants": [{"who": "hv"}, {"who": "hv", "invited": True}]}]}, "/meetings/0/participants/0", "m/participants:hv"),
    ({"meetings": [{"id": "m", "participants": [{"who": "hv"}, {"who": "hv", "invited": True}]}]}, "/meetings/0/participants/1", "m/participants:hv#2"),
    ({"meetings": [{"id": "m", "participants": [{"invited": True}]}]}, "/meetings/0/participants/0", "m/participants:"),
    ({"meetings": [{"id": "m", "circulation": [{"document": "minutes", "to": "hv"}]}]}, "/meetings/0/circulation/0", "m/circulation:minutes,hv"),
    ({"meetings": [{"id": "m", "minutes": {"held": True}}]}, "/meetings/0/minutes", "m/minutes"),
    ({"meetings": [{"id": "a/b:c", "minutes": {"held": True}}]}, "/meetings/0/minutes", "a~1b~2c/minutes"),
    ({"escalations": [{"by": "hv", "to": "team_manager", "on": "2016-04"}]}, "/escalations/0", "/escalations:,hv,team_manager,2016-04"),
]  # fmt: skip


@pytest.mark.parametrize(("sections", "pointer", "name"), NAMES)
def test_what_an_entry_is_called(sections: dict[str, Any], pointer: str, name: str) -> None:
    workers = [{"id": "hv", "role": "health_visitor"}, {"id": "sw", "role": "social_worker"}]
    record = records.record({"format": "case/1", "case": "x", "professionals": workers, **sections})
    entry = next(one for one in _below(record.root) if record.pointer(one) == pointer)
    assert Names(record).name(entry) == name


def test_filling_in_what_is_missing_changes_no_identity() -> None:
    def identities(case: Case) -> dict[str, str]:
        return {f.identity: f.verdict for f in result(case).findings if f.rule == "AG-R3A"}

    sent = [{"document": "minutes", "to": who, "sent": "2016-03-10"} for who in ("hv", "fsw")]
    meeting = {**CORE_GROUP["meetings"][0], "circulation": sent}
    before, after = identities(CORE_GROUP), identities(changed(CORE_GROUP, meetings=[meeting]))
    assert before.keys() == after.keys() and before != after


def test_rule_case_and_bindings_all_count() -> None:
    told = [("A", "x", [("m", "m1")]), ("B", "x", [("m", "m1")]), ("A", "y", [("m", "m1")]), ("A", "x", [("m", "m2")]), ("A", "x", [("n", "m1")])]
    assert len({identity_of(*one) for one in told}) == len(told)


def test_every_list_of_entries_without_an_id_says_what_tells_them_apart() -> None:
    wanted: dict[str, set[str]] = {}

    def look(model: Any) -> None:
        for key, field in shape_of(model).fields.items():
            if field.model is not None:
                if field.many and not shape_of(field.model).has_id:
                    wanted.setdefault(key, set()).update(shape_of(field.model).fields)
                look(field.model)

    look(CaseRecord)
    assert wanted.keys() == TOLD_APART_BY.keys()
    assert all(set(keys) <= wanted[name] for name, keys in TOLD_APART_BY.items())
