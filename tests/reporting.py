"""For the tests of the report formats: small invented records, judged by the built-in rulebook, as a report."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from scr_check.case_results import CaseResult, Report
from scr_check.check import Settings, check_bytes, load_rulebooks, report

Case = dict[str, Any]

CORE_GROUP: Case = {
    "format": "case/1", "case": "AG", "extracted": "2016-06-30", "complete": ["meetings", "circulation", "participants"],
    "professionals": [
        {"id": "sw", "role": "social_worker", "agency": "csc"},
        {"id": "hv", "role": "health_visitor", "agency": "health"},
        {"id": "fsw", "role": "family_support_worker", "agency": "school"},
    ],
    "agencies": [
        {"id": "csc", "kind": "childrens_social_care"}, {"id": "health", "kind": "health_visiting"}, {"id": "school", "kind": "school"},
    ],
    "meetings": [
        {
            "id": "core-1", "type": "core_group", "date": "2016-03-04",
            "participants": [
                {"who": "hv", "invited": True, "attendance": "apologies", "core_member": True},
                {"who": "fsw", "invited": True, "attendance": "attended", "core_member": True},
            ],
            "minutes": {"held": True, "referral_reason": {"reasons": ["domestic_abuse"], "position": "beginning"}},
            "actions": [], "circulation": [],
        }
    ],
}  # fmt: skip
"""A core group whose minutes reached nobody."""
RELEASE: Case = {
    "format": "case/1", "case": "RE", "extracted": "2016-06-30",
    "people": [{"id": "partner", "role": "partner"}],
    "agencies": [{"id": "school", "kind": "school"}, {"id": "police", "kind": "police"}],
    "events": [{"id": "ev-1", "type": "prison_release", "planned": "2016-07-04", "person": "partner"}],
}  # fmt: skip
"""A release in four days, of which nobody was told."""
QUIET: Case = {
    "format": "case/1", "case": "OK", "extracted": "2016-06-30", "assessments": [], "conditions": [], "earlier_referrals": [], "events": [],
    "meetings": [], "parenting_work": [], "people": [], "plans": [], "professionals": [], "referral": {"date": "2016-01-04"}, "step_downs": [], "visits": [],
}  # fmt: skip
"""Every section is there, and nothing in them asks for anything."""


def changed(case: Case, **sections: Any) -> Case:
    """A copy of the case with other sections."""
    return {**copy.deepcopy(case), **sections}


@cache
def settings(as_of: str | None = None) -> Settings:
    """The built-in rules on this day, else on each record's own."""
    return Settings(load_rulebooks(["children-ag"]), date(2016, 6, 30), as_of=date.fromisoformat(as_of) if as_of else None)


def result(case: Case | bytes, path: str = "cases/ag.json", as_of: str | None = None) -> CaseResult:
    """What came of one case; of bytes, whatever they are."""
    raw = case if isinstance(case, bytes) else json.dumps(case, indent=1).encode("utf-8", "surrogatepass")
    return check_bytes(raw, path, settings(as_of))


def report_of(*cases: CaseResult) -> Report:
    """A report on these cases, of a version that no release changes."""
    return replace(report(cases, settings()), version="0.0")
