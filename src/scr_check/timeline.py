"""The dated entries of a record as plain data, for those who draw it: bars with a beginning and an end, marks with a day.

Nothing of the record but ids, roles, dates and words of its lists is taken. Only a format that draws asks for this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from scr_check.case_results import Item
from scr_check.classes import replace
from scr_check.dates import When
from scr_check.record import Record

LANES: Final = {
    "referral": "Referrals, decisions, closing", "plans": "Plans", "step_downs": "Step-downs", "assessments": "Assessments", "parenting_work": "Parenting work",
    "conditions": "Conditions in force", "meetings": "Meetings", "minutes": "Minutes and other copies sent", "events": "Releases, incidents, other events",
    "notifications": "Notifications and escalations", "visits": "Visits",
}  # fmt: skip
"""The lanes of the drawing, in their order from the top, each with its heading."""
PLANNED: Final = ", planned"
CODES: Final = {
    "core_group": "CG", "initial_child_protection_conference": "IC", "review_child_protection_conference": "RC", "child_in_need_meeting": "CN",
    "strategy_discussion": "SD", "early_help_meeting": "EH", "marac": "MA", "professionals_meeting": "PM", "prison_release": "PR", "returned_home": "RH",
    "domestic_abuse_incident": "IN", "referral": "RE", "earlier_referral": "ER", "decision": "DE", "closing": "CL", "step_down": "ST", "notification": "NO",
    "escalation": "ES", "visit": "VI",
}  # fmt: skip
"""Two letters that stand for a type on the drawing; of another type, its own first two."""


def timeline_of(record: Record, day: date) -> tuple[Item, ...]:
    """The dated entries of a record as it stood on this day, in the order of the lanes and of their days; those without a date last."""
    order = list(LANES)
    return tuple(sorted(_stood(_items(record), day), key=lambda item: (order.index(item.lane), item.first or date.max, item.pointer)))


def begins(record: Record) -> date | None:
    """The day of the referral; without one, that of the first dated entry. It does not hang on the day of judgement."""
    dated = [(item.pointer != "/referral", item.first) for item in _items(record) if item.first is not None]
    return min(dated)[1] if dated else None


def _stood(items: Iterable[Item], day: date) -> Iterator[Item]:
    """What came after the day is not there yet, unless it is planned; an end that came after it has not come."""
    for item in items:
        if item.first is not None and item.first > day and not item.label.endswith(PLANNED):
            continue
        yield replace(item, last=None, day=f"{item.day.partition(' to ')[0]} to now") if item.last is not None and item.last > day else item


def _items(record: Record) -> Iterator[Item]:
    root = record.root
    yield from _alone(root)
    for index, plan in enumerate(root.plans or ()):
        yield _bar("plans", index, "plans", _named(plan.id, plan.type, "plan"), plan.start, plan.end)
    for index, one in enumerate(root.assessments or ()):
        yield _bar("assessments", index, "assessments", _named(one.id, one.type, "assessment"), one.started, one.authorised)
    for index, work in enumerate(root.parenting_work or ()):
        of = f" of {work.person}" if work.person else ""
        yield _bar("parenting_work", index, "parenting_work", f"parenting work {work.id}{of}", work.start, work.end)
    for index, bond in enumerate(root.conditions or ()):
        of = f" on {bond.binds}" if bond.binds else ""
        yield _bar("conditions", index, "conditions", f"condition {bond.id}{of}", bond.set_on, bond.lifted.on if bond.lifted else None)
    for index, meeting in enumerate(root.meetings or ()):
        yield _mark(f"/meetings/{index}", "meetings", _named(meeting.id, meeting.type, "meeting"), meeting.type, meeting.date)
        yield from _copies(f"/meetings/{index}", meeting)
    yield from _happened(root)


def _alone(root: Any) -> Iterator[Item]:
    """What stands once, or has no length: referrals, decisions, steps down, the closing."""
    if root.referral is not None:
        yield _mark("/referral", "referral", "the referral", "referral", root.referral.date)
    for index, one in enumerate(root.earlier_referrals or ()):
        yield _mark(f"/earlier_referrals/{index}", "referral", "an earlier referral", "earlier_referral", one.date)
    for index, one in enumerate(root.decisions or ()):
        yield _mark(f"/decisions/{index}", "referral", "a decision", "decision", one.on)
    if root.closure is not None:
        yield _mark("/closure", "referral", "the case was closed", "closing", root.closure.on)
    for index, one in enumerate(root.step_downs or ()):
        to = f" to {_spaced(one.to)}" if one.to else ""
        yield _mark(f"/step_downs/{index}", "step_downs", f"step-down {one.id}{to}", "step_down", one.decided)


def _happened(root: Any) -> Iterator[Item]:
    for index, one in enumerate(root.events or ()):
        of = f" of {one.person}" if one.person else ""
        planned = "" if one.date is not None or one.planned is None else PLANNED
        yield _mark(f"/events/{index}", "events", _named(one.id, one.type, "event") + of + planned, one.type, one.date or one.planned)
    for index, one in enumerate(root.notifications or ()):
        between = "".join(f" {word} {who}" for word, who in (("from", one.from_), ("to", one.to)) if who)
        yield _mark(f"/notifications/{index}", "notifications", f"notification {one.id}{between}", "notification", one.on)
    for index, one in enumerate(root.escalations or ()):
        yield _mark(f"/escalations/{index}", "notifications", "escalation" + (f" to {_spaced(one.to)}" if one.to else ""), "escalation", one.on)
    for index, one in enumerate(root.visits or ()):
        yield _mark(f"/visits/{index}", "visits", _named(one.id, one.type, "visit"), "visit", one.date)


def _copies(pointer: str, meeting: Any) -> Iterator[Item]:
    """The days on which copies of a meeting's documents went out: one for each day."""
    sent: dict[str, list[Any]] = {}
    for index, copy in enumerate(meeting.circulation or ()):
        when = copy.sent or copy.received
        if when is not None:
            sent.setdefault(when.text, []).append((index, copy, when))
    for several in sent.values():
        index, copy, when = several[0]
        label = f"{_spaced(copy.document or 'copy')} of {meeting.id}"
        yield _mark(f"{pointer}/circulation/{index}", "minutes", label, "", when)


def _bar(section: str, index: int, lane: str, label: str, start: When | None, end: When | None) -> Item:
    first = start or end
    day = f"{start.text if start else '?'} to {end.text if end else 'now'}"
    return Item(f"/{section}/{index}", lane, label, "", "", True, first.first if first else None, end.last if end else None, day if first else "no date")


def _mark(pointer: str, lane: str, label: str, kind: str | None, when: When | None) -> Item:
    kind = "" if kind is None else kind
    code = CODES.get(kind, kind.replace("_", " ")[:2].upper())
    return Item(pointer, lane, label, code, _spaced(kind), False, when.first if when else None, None, when.text if when else "no date")


def _named(name: str, kind: str | None, otherwise: str) -> str:
    word = _spaced(kind) if kind else otherwise
    return f"{word} {name}" if otherwise in word or kind in CODES else f"{word} {otherwise} {name}"


def _spaced(word: str) -> str:
    return word.replace("_", " ")


def key_of(items: Iterable[Item]) -> dict[str, str]:
    """What the two letters on a drawing of these entries mean."""
    kinds: dict[str, dict[str, None]] = {}
    for item in items:
        if item.code:
            kinds.setdefault(item.code, {})[item.kind] = None
    return {code: " or ".join(those) for code, those in kinds.items()}
