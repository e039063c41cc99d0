"""Makes invented cases of about 15 KB: 12 meetings with 7 participants, 6 plans, 5 assessments. The same number gives the same case."""

from __future__ import annotations

import json
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

WHO = ("hv", "sn", "fsw", "po", "mum", "partner", "dw")
MEETINGS = ("initial_child_protection_conference", "core_group", "core_group", "review_child_protection_conference", "child_in_need_meeting")


def case(number: int, meetings: int = 12, apart: int = 30) -> dict[str, Any]:
    """One case as plain data. ``meetings``: how many, and how many days ``apart``."""
    rng = random.Random(number)
    start = date(2015, 1, 5) + timedelta(days=rng.randrange(200))

    def day(offset: int) -> str:
        return (start + timedelta(days=offset)).isoformat()

    return {
        "format": "case/1", "case": f"bench-{number}", "extracted": day(max(apart * meetings, 300) + 60),
        "complete": ["meetings", "participants", "circulation", "plans", "assessments", "events"],
        "children": [{"id": "child-1", "born": "2006-05-17", "school": "school", "health_visitor": "health"}],
        "people": [{"id": "mum", "role": "mother"}, {"id": "partner", "role": "partner", "risk_to_children": {"view": True, "by": "probation"}}],
        "professionals": [
            {"id": "sw", "role": "social_worker", "agency": "csc"}, {"id": "pm", "role": "practice_manager", "agency": "csc"},
            {"id": "chair", "role": "child_protection_chair", "agency": "csc"}, {"id": "hv", "role": "health_visitor", "agency": "health"},
            {"id": "sn", "role": "school_nurse", "agency": "nurses"}, {"id": "fsw", "role": "family_support_worker", "agency": "school"},
            {"id": "po", "role": "probation_officer", "agency": "probation"}, {"id": "dw", "role": "drug_worker", "agency": "drugs"},
        ],
        "agencies": [
            {"id": "csc", "kind": "childrens_social_care"}, {"id": "mash", "kind": "mash"}, {"id": "health", "kind": "health_visiting"},
            {"id": "nurses", "kind": "school_nursing"}, {"id": "school", "kind": "school"}, {"id": "probation", "kind": "probation"},
            {"id": "drugs", "kind": "substance_misuse"},
        ],
        "referral": {"date": day(-20), "reasons": ["domestic_abuse", "2B"], "significant_reason": "domestic_abuse"},
        "plans": [_plan(rng, i, day) for i in range(6)],
        "meetings": [_meeting(rng, i, day, apart) for i in range(meetings)],
        "assessments": [
            {"id": f"a-{i}", "type": "social_work", "started": day(60 * i), "authorised": day(60 * i + rng.randrange(20, 50)), "factors": ["3B", "2B"]}
            for i in range(5)
        ],
        "events": [{"id": "ev-1", "type": "prison_release", "date": day(200), "person": "partner"}],
        "notifications": [{"id": "n-1", "about": "ev-1", "from": "probation", "to": "mash", "on": day(198)}],
    }  # fmt: skip


def _plan(rng: random.Random, i: int, day: Any) -> dict[str, Any]:
    actions = [
        {"id": f"act-{i}-{j}", "addresses": [rng.choice(["domestic_abuse", "2B"])], "set_on": day(60 * i), "owner": "sw",
         "due": day(60 * i + 30), "started": day(60 * i + 2), "status": rng.choice(["open", "done"])}
        for j in range(2)
    ]  # fmt: skip
    reason = {"reasons": [rng.choice(["domestic_abuse", "parental_drug_misuse"])], "position": rng.choice(["beginning", "elsewhere"])}
    kind = "child_protection" if i < 3 else "child_in_need"
    return {"id": f"plan-{i}", "type": kind, "start": day(60 * i), "referral_reason": reason, "children": ["child-1"], "actions": actions}


def _meeting(rng: random.Random, i: int, day: Any, apart: int) -> dict[str, Any]:
    people = [
        {"who": who, "invited": True, "attendance": rng.choice(["attended", "attended", "apologies", "absent"]), "core_member": rng.random() < 0.7}
        for who in WHO
    ]
    copies = [{"document": rng.choice(["minutes", "notes"]), "to": who, "sent": day(apart * i + rng.randrange(3, 25))} for who in WHO if rng.random() < 0.6]
    return {
        "id": f"m-{i}", "type": rng.choice(MEETINGS), "date": day(apart * i), "plan": f"plan-{i % 6}", "chair": rng.choice(["chair", "sw", "pm"]),
        "participants": people, "circulation": copies,
        "minutes": {"held": rng.random() < 0.8, "referral_reason": {"reasons": ["domestic_abuse"], "position": "beginning"}},
        "actions": [{"id": f"ma-{i}", "addresses": ["domestic_abuse"], "owner": "sw", "due": day(apart * i + 20), "status": "open"}],
    }  # fmt: skip


def as_yaml(data: dict[str, Any]) -> str:
    """The case as a person would write it: an entry of a list on a line or a few."""
    import yaml  # noqa: PLC0415

    lines: list[str] = []
    for key, value in data.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines.append(f"{key}:")
            lines += [_entry(item) for item in value]
        else:
            lines.append(yaml.safe_dump({key: value}, sort_keys=False, width=10_000).rstrip())
    return "\n".join(lines) + "\n"


def _entry(item: dict[str, Any]) -> str:
    """A list entry: short fields on their own lines, nested entries in braces."""
    import yaml  # noqa: PLC0415

    lines = []
    for key, value in item.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            lines.append(f"{key}:")
            lines += ["  - " + yaml.safe_dump(inner, default_flow_style=True, sort_keys=False, width=10_000).strip() for inner in value]
        else:
            flow = yaml.safe_dump({key: value}, default_flow_style=True, sort_keys=False, width=10_000).strip()
            lines.append(flow[1:-1])
    return "  - " + "\n    ".join(lines)


def write(folder: Path, count: int, suffix: str = ".yaml", meetings: int = 12) -> list[Path]:
    """Writes so many cases into a folder and gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(count):
        data = case(number, meetings)
        text = as_yaml(data) if suffix == ".yaml" else json.dumps(data, ensure_ascii=False, indent=1)
        path = folder / f"case-{number:05d}{suffix}"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths
