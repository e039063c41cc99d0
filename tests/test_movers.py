"""Whose move it is, told by role and by agency instead of by id."""

from __future__ import annotations

import json

import pytest

from scr_check.movers import KEEPER, agencies_of, known_of, role_of
from scr_check.record import read_record
from scr_check.sources import read

CASE = {
    "format": "case/1", "case": "M",
    "people": [{"id": "mum", "role": "mother"}],
    "professionals": [
        {"id": "sw", "role": "social_worker", "agency": "csc"}, {"id": "hv", "role": "health_visitor", "agency": "hvs"},
        {"id": "chair", "role": "child_protection_chair", "agency": "csc"}, {"id": "gp"}, {"id": "away", "role": "drug_worker"},
    ],
    "agencies": [
        {"id": "csc", "kind": "childrens_social_care"}, {"id": "hvs", "kind": "health_visiting"}, {"id": "police", "kind": "police"},
        {"id": "m", "kind": "mash"}, {"id": "odd"},
    ],
}  # fmt: skip
KNOWN = known_of(read_record(read(json.dumps(CASE).encode(), "case.json")).root)
CSC = "children's social care"
MOVES = [
    ("the social worker", "the social worker", (CSC,)),
    ("hv, or their agency", "the health visitor, or their agency", ("health visiting",)),
    ("mum, or their agency", "the mother, or their agency", ()),
    ("gp, or their agency", "gp, or their agency", ()),
    ("away", "the drug worker", ()),
    ("stranger", "stranger", ()),
    ("the social worker, from hvs", "the social worker, from health visiting", (CSC, "health visiting")),
    ("the police, through the MASH", "the police, through the MASH", ("police", "MASH")),
    ("csc", CSC, (CSC,)),
    ("odd", "odd", ()),
    ("chair", "the child protection chair", (CSC,)),
    ("the chair of the conference", "the chair of the conference", ()),
    ("the social worker for a plan, the chair for minutes", "the social worker for a plan, the chair for minutes", (CSC,)),
    ("the social worker and hv", "the social worker and the health visitor", (CSC, "health visiting")),
    ("", KEEPER, ()),
]  # fmt: skip


@pytest.mark.parametrize(("move", "role", "agencies"), MOVES)
def test_by_role_and_by_agency(move: str, role: str, agencies: tuple[str, ...]) -> None:
    assert (role_of(move, KNOWN), agencies_of(move, KNOWN)) == (role, agencies)


def test_a_record_that_names_nobody() -> None:
    empty = known_of(read_record(read(b'{"format": "case/1", "case": "E"}', "case.json")).root)
    assert empty == {}
    assert (role_of("the social worker", empty), agencies_of("the social worker", empty)) == ("the social worker", ())
