"""`held_for`, alone: something was shown over a whole period by a date."""

from __future__ import annotations

import pytest

from tabling import verdicts

RULE = """\
for_each: [{each: condition, in: conditions}]
require:
  held_for:
    each: proof
    in: condition.evidence
    where: proof.shows == "drug_free"
    against: proof.refutes == "drug_free"
    at: proof.date
    for: 2 months
    max_gap: 5 weeks
    after: condition.set_on
    within: 6 months
""".replace('against: proof.refutes == "drug_free"', 'against: recorded(proof.refutes) and proof.refutes == "drug_free"')
WHOLE = "extracted: 2016-12-01\ncomplete: [evidence]\n"
GOOD = ("2016-03-10", "2016-04-10", "2016-05-10")


def shown(*proofs: str, head: str = "", set_on: str = "set_on: 2016-03-01, ") -> str:
    listed = ", ".join("{" + (one if ":" in one else f"date: {one}, shows: drug_free") + "}" for one in proofs)
    return f"{head}conditions: [{{id: c, {set_on}evidence: [{listed}]}}]\n"


TABLE = [
    ("shown in time", "2016-12-01", shown(*GOOD), "met"),
    ("shown for a day less", "2016-12-01", shown("2016-03-10", "2016-04-10", "2016-05-09", head=WHOLE), "breached"),
    ("nothing yet, on the last day", "2016-09-01", shown(head=WHOLE), "due"),
    ("nothing, the day after", "2016-09-02", shown(head=WHOLE), "breached"),
    ("nothing, the day after, incomplete", "2016-09-02", shown(), "not_recorded"),
    ("shown too late", "2016-12-01", shown("2016-07-10", "2016-08-10", "2016-09-10"), "met_late"),
    ("a gap too long", "2016-12-01", shown("2016-03-10", "2016-05-10", head=WHOLE), "breached"),
    ("refuted within", "2016-12-01", shown(*GOOD, "date: 2016-04-20, refutes: drug_free"), "breached"),
    ("refuted, before the limit", "2016-06-01", shown(*GOOD, "date: 2016-04-20, refutes: drug_free"), "due"),
    ("refuted, nobody wrote when", "2016-12-01", shown(*GOOD, "refutes: drug_free"), "unknown"),
    ("a proof without a date may complete it", "2016-12-01", shown("2016-03-10", "2016-04-10", "shows: drug_free"), "unknown"),
    ("one that nobody wrote what it shows", "2016-12-01", shown("2016-03-10", "2016-04-10", "date: 2016-05-10"), "unknown"),
    ("later than the day of judgement", "2016-05-01", shown(*GOOD), "due"),
    ("begins later than the day of judgement", "2016-02-01", shown(*GOOD), None),
    ("nobody wrote when it begins", "2016-12-01", shown(*GOOD, set_on=""), "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "as_of", "case", "verdict"), TABLE, ids=[row[0] for row in TABLE])
def test_held_for(name: str, as_of: str, case: str, verdict: str | None) -> None:
    assert verdicts(RULE, case, as_of) == ({"/conditions/0": verdict} if verdict else {})
