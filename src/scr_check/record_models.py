"""The entries of a case record, format `case/1`: one frozen model for each section, and the record as a whole.

See `record_parts` for what is common to all, and for the entries that stand within these.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from . import record_kinds as k
from . import vocabulary as words

# All the parts, so that whoever looks for the models of a record finds every one here.
# isort: off
from .record_parts import Entry as Entry  # noqa: PLC0414
from .record_parts import (  # noqa: F401
    Action, AgencyRecord, AgencyView, Authorised, ChildAtEvent, ChildAtVisit, Closure, Concern, Copy, EarlierDecision,
    EarlierReferral, Evidence, Lifted, Minutes, MinutesReason, Monitoring, Participant, PlanReason, Referral,
    ReferralDecision, ReferralReason, Response, Reviewed, RiskToChildren, Until,
)  # fmt: skip
# isort: on


class Child(Entry):
    """A child of the family. `school` and `health_visitor` are `NONE_THERE` where the record writes `null`."""

    SECTION = "children"
    id: k.Id
    born: k.WhenField = None
    expected: k.WhenField = None
    school: k.AgencyOrNone = None
    health_visitor: k.AgencyOrNone = None


class FamilyMember(Entry):
    """One of the family, or another adult who is no professional."""

    SECTION = "people"
    id: k.Id
    role: Annotated[str | None, k.OpenWord(("mother", "father", "partner", "carer"))] = None
    risk_to_children: RiskToChildren | None = None


class Worker(Entry):
    """A professional."""

    SECTION = "professionals"
    id: k.Id
    role: Annotated[str | None, k.OpenWord(words.ROLES)] = None
    agency: k.Agency = None


class AgencyEntry(Entry):
    """An agency or a service."""

    SECTION = "agencies"
    id: k.Id
    kind: k.OneOf[words.AgencyType] = None


class Plan(Entry):
    """A plan for one or several children."""

    SECTION = "plans"
    OWN_DATE = ("start",)
    HAPPENINGS = frozenset({"end", "referral_reason", "reviewed", "authorised", "actions"})
    NOT_BEFORE = {"end": ("start",)}
    id: k.Id
    type: k.OneOf[words.PlanType] = None
    start: k.WhenField = None
    end: k.WhenField = None
    children: k.ChildIds = None
    referral_reason: PlanReason | None = None
    reviewed: Reviewed | None = None
    authorised: Authorised | None = None
    actions: tuple[Action, ...] | None = None
    complete: Annotated[tuple[str, ...] | None, k.Complete(words.NESTED_SECTIONS["plans"])] = None


class Meeting(Entry):
    """A meeting. `plan` is a tuple, whether the record writes one id or several."""

    SECTION = "meetings"
    OWN_DATE = ("date",)
    HAPPENINGS = frozenset({"participants", "minutes", "circulation", "actions", "concerns", "agency_records"})
    NOT_BEFORE = {"circulation": ("date",), "concerns": ("date",)}
    id: k.Id
    type: k.OneOf[words.MeetingType] = None
    date: k.WhenField = None
    plan: k.PlanIds = None
    outcome: k.Word = None
    chair: k.Professional = None
    participants: tuple[Participant, ...] | None = None
    minutes: Minutes | None = None
    circulation: tuple[Copy, ...] | None = None
    actions: tuple[Action, ...] | None = None
    concerns: tuple[Concern, ...] | None = None
    agency_records: tuple[AgencyRecord, ...] | None = None
    complete: Annotated[tuple[str, ...] | None, k.Complete(words.NESTED_SECTIONS["meetings"])] = None


class Assessment(Entry):
    """An assessment. `referral` is the date of the referral that it answers."""

    SECTION = "assessments"
    OWN_DATE = ("started",)
    HAPPENINGS = frozenset({"started", "authorised"})
    NOT_BEFORE = {"authorised": ("started",)}
    id: k.Id
    type: Annotated[str | None, k.OpenWord(("social_work", "parenting_risk"))] = None
    started: k.WhenField = None
    authorised: k.WhenField = None
    author: k.Professional = None
    after: Annotated[k.IdList, k.Ref("parenting_work")] = None
    covers: k.Words = None
    factors: k.Reasons = None
    delay_reason: k.FreeText = None
    referral: k.WhenField = None


class Decision(Entry):
    """A decision that something is not needed. `about` is a word or an id."""

    SECTION = "decisions"
    OWN_DATE = ("on",)
    about: k.Word = None
    outcome: k.Word = None
    reason: k.FreeText = None
    on: k.WhenField = None
    by: k.Anyone = None


class ParentingWork(Entry):
    """Work with a parent, on a programme."""

    SECTION = "parenting_work"
    OWN_DATE = ("start",)
    HAPPENINGS = frozenset({"end", "evidence"})
    NOT_BEFORE = {"end": ("start",)}
    id: k.Id
    person: k.Person = None
    programme: k.Text = None
    provider: k.Agency = None
    start: k.WhenField = None
    end: k.WhenField = None
    status: k.OneOf[words.WorkStatus] = None
    engagement: k.OneOf[words.Engagement] = None
    evidence: tuple[Evidence, ...] | None = None
    relied_on_by: Annotated[k.IdList, k.Ref("step_downs", "plans", "assessments", "decisions")] = None
    complete: Annotated[tuple[str, ...] | None, k.Complete(words.NESTED_SECTIONS["parenting_work"])] = None


class StepDown(Entry):
    """A step from one type of plan to a lower one. Without `ends`: the latest plan of type `from_` that started by `decided`."""

    SECTION = "step_downs"
    OWN_DATE = ("decided",)
    HAPPENINGS = frozenset({"views", "actions"})
    id: k.Id
    from_: k.OneOf[words.PlanType] = Field(None, alias="from")
    to: k.OneOf[words.PlanType] = None
    ends: k.PlanId = None
    begins: k.PlanId = None
    decided: k.WhenField = None
    at: Annotated[str | None, k.Ref("meetings")] = None
    rationale: k.FreeText = None
    views: tuple[AgencyView, ...] | None = None
    actions: tuple[Action, ...] | None = None
    conditions: Annotated[k.IdList, k.Ref("conditions")] = None
    complete: Annotated[tuple[str, ...] | None, k.Complete(words.NESTED_SECTIONS["step_downs"])] = None


class Condition(Entry):
    """A condition that binds somebody until something is shown. `prohibits` is a type of event."""

    SECTION = "conditions"
    OWN_DATE = ("set_on",)
    HAPPENINGS = frozenset({"monitoring", "evidence", "lifted"})
    NOT_BEFORE = {"monitoring": ("set_on",), "lifted": ("set_on",)}
    id: k.Id
    set_on: k.WhenField = None
    set_at: Annotated[str | None, k.Ref("step_downs", "meetings", "plans")] = None
    text: k.FreeText = None
    binds: k.Person = None
    prohibits: Annotated[Annotated[str, Field(max_length=k.LONGEST_WORD)] | None, k.OpenWord(words.EVENTS)] = None
    until: Until | None = None
    monitor: k.Anyone = None
    monitoring: tuple[Monitoring, ...] | None = None
    evidence: tuple[Evidence, ...] | None = None
    lifted: Lifted | None = None
    status: k.Word = None
    complete: Annotated[tuple[str, ...] | None, k.Complete(words.NESTED_SECTIONS["conditions"])] = None


class Event(Entry):
    """Something that happened: the chronology. `planned` is the day for which it was planned."""

    SECTION = "events"
    OWN_DATE = ("date",)
    HAPPENINGS = frozenset({"children"})
    id: k.Id
    type: Annotated[str | None, k.OpenWord(words.EVENTS)] = None
    date: k.WhenField = None
    planned: k.WhenField = None
    person: k.Person = None
    police_called: k.YesNo = None
    children: tuple[ChildAtEvent, ...] | None = None


class Notification(Entry):
    """One agency tells another. `about` is the id of an event, a meeting or any other entry."""

    SECTION = "notifications"
    OWN_DATE = ("on",)
    id: k.Id
    about: Annotated[str | None, k.Ref("events", "meetings", "people")] = None
    from_: k.Anyone = Field(None, alias="from")
    to: k.Anyone = None
    on: k.WhenField = None


class Escalation(Entry):
    """A complaint taken to somebody higher. `to` is a role, or `partnership_procedure`."""

    SECTION = "escalations"
    OWN_DATE = ("on",)
    HAPPENINGS = frozenset({"resolved"})
    NOT_BEFORE = {"resolved": ("on",)}
    about: Annotated[str | None, k.Ref("meetings")] = None
    by: k.Anyone = None
    to: Annotated[str | None, k.OpenWord((*words.ROLES, "partnership_procedure"))] = None
    reason: Annotated[str | None, k.OpenWord(("minutes", "disagreement"))] = None
    on: k.WhenField = None
    resolved: k.WhenField = None


class Visit(Entry):
    """A visit to the children."""

    SECTION = "visits"
    OWN_DATE = ("date",)
    HAPPENINGS = frozenset({"children"})
    id: k.Id
    type: k.OneOf[words.VisitType] = None
    plan: k.PlanId = None
    date: k.WhenField = None
    by: k.Anyone = None
    children: tuple[ChildAtVisit, ...] | None = None


class TrustedWorker(Entry):
    """A worker whom one of the family trusts, and the agencies that know of it."""

    SECTION = "trusted_workers"
    person: k.Person = None
    who: k.Professional = None
    known_to: k.AgencyIds = None


class CaseRecord(Entry):
    """A whole record: a family, its children and what agencies did. It holds `extracted`, a whole day, wherever it holds a `complete`."""

    SECTION = "case"
    HAPPENINGS = frozenset(words.TOP_SECTIONS) - {"referral"}
    format: Annotated[Literal["case/1"], k.ClosedWord()]
    case: k.Name
    extracted: k.WholeDay = None
    system: k.Text = None
    complete: Annotated[tuple[str, ...] | None, k.Complete(words.SECTION_NAMES)] = None
    children: tuple[Child, ...] | None = None
    people: tuple[FamilyMember, ...] | None = None
    professionals: tuple[Worker, ...] | None = None
    agencies: tuple[AgencyEntry, ...] | None = None
    referral: Referral | None = None
    earlier_referrals: tuple[EarlierReferral, ...] | None = None
    closure: Closure | None = None
    plans: tuple[Plan, ...] | None = None
    meetings: tuple[Meeting, ...] | None = None
    assessments: tuple[Assessment, ...] | None = None
    decisions: tuple[Decision, ...] | None = None
    parenting_work: tuple[ParentingWork, ...] | None = None
    step_downs: tuple[StepDown, ...] | None = None
    conditions: tuple[Condition, ...] | None = None
    events: tuple[Event, ...] | None = None
    notifications: tuple[Notification, ...] | None = None
    escalations: tuple[Escalation, ...] | None = None
    visits: tuple[Visit, ...] | None = None
    trusted_workers: tuple[TrustedWorker, ...] | None = None
