"""The entries of a case record, format `case/1`: the base of all, and those that stand within others.

A missing field is None; a list that is there is a tuple, even when it is empty. `from` and `for` are `from_` and `for_`.
Four class variables say what the format's page says in words:

- `SECTION`: the section that an entry belongs to when `complete` is asked. A mapping (`minutes`, `lifted`, ...) and the
  `children` of an event or a visit belong to the section of the entry that holds them.
- `OWN_DATE`: the fields that date the entry itself; the earliest that is there. Empty: the entry has no date of its own.
- `NOT_BEFORE`: the fields that hold the date of a happening, or entries with one, which cannot lie before the dates in those named.
- `HAPPENINGS`: the fields whose absence is an absence, which `complete` decides. Every other missing field is a value that nobody wrote.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field

from . import record_entries
from . import record_kinds as k
from . import vocabulary as words


class Entry(record_entries.Entry, BaseModel):
    """An entry of a case record: a mapping of the file, whose keys are the model's fields and no others."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    SECTION: ClassVar[str] = ""
    OWN_DATE: ClassVar[tuple[str, ...]] = ()
    HAPPENINGS: ClassVar[frozenset[str]] = frozenset()
    NOT_BEFORE: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        cls.KEYS = {name: info.alias or name for name, info in cls.model_fields.items()}
        cls.NAMES = record_entries.names_of(cls.KEYS)
        cls.OPEN = {name: open_ for name, info in cls.model_fields.items() if (open_ := k.open_words(k.kind_of(info))) is not None}

    def changed(self, changes: Mapping[str, Any]) -> Self:
        """The same entry with other values."""
        return self.model_copy(update=changes)


class ReferralReason(Entry):
    """Why the family was referred, as a plan or the minutes of a meeting state it. See `PlanReason` and `MinutesReason`."""

    reasons: k.Reasons = None
    position: k.OneOf[words.Position] = None


class PlanReason(ReferralReason):
    """The reason for referral, as a plan states it."""

    SECTION = "plans"


class MinutesReason(ReferralReason):
    """The reason for referral, as the minutes of a meeting state it."""

    SECTION = "meetings"


class Evidence(Entry):
    """A piece of evidence, of an action, of parenting work or of a condition."""

    SECTION = "evidence"
    OWN_DATE = ("date",)
    source: k.OneOf[words.EvidenceSource] = None
    document: k.Text = None
    date: k.WhenField = None
    result: k.Text = None
    shows: k.Word = None
    refutes: k.Word = None


class Action(Entry):
    """An action, of a plan, a meeting or a step-down. `carried_from` may name an action of a file that this one does not hold."""

    SECTION = "actions"
    OWN_DATE = ("set_on",)
    HAPPENINGS = frozenset({"started", "completed", "evidence"})
    NOT_BEFORE = {"started": ("set_on",), "completed": ("set_on", "started")}
    id: k.Id
    text: k.FreeText = None
    addresses: k.Reasons = None
    set_by: k.Anyone = None
    set_on: k.WhenField = None
    owner: k.Anyone = None
    aimed_at: k.Person = None
    due: k.WhenField = None
    started: k.WhenField = None
    completed: k.WhenField = None
    status: k.OneOf[words.ActionStatus] = None
    carried_from: Annotated[str | None, k.Ref("actions", checked=False)] = None
    evidence: tuple[Evidence, ...] | None = None
    complete: Annotated[tuple[str, ...] | None, k.Complete(words.NESTED_SECTIONS["actions"])] = None


class RiskToChildren(Entry):
    """Whether somebody is held to be a risk to children, by whom and since when."""

    SECTION = "people"
    view: k.YesNo = None
    by: k.Anyone = None
    on: k.WhenField = None


class ReferralDecision(Entry):
    """What was decided on a referral."""

    SECTION = "referral"
    OWN_DATE = ("on",)
    on: k.WhenField = None
    outcome: k.Word = None


class Referral(Entry):
    """The referral that the record is about."""

    SECTION = "referral"
    OWN_DATE = ("date",)
    HAPPENINGS = frozenset({"decision"})
    NOT_BEFORE = {"decision": ("date",)}
    date: k.WhenField = None
    from_: Annotated[str | None, k.Ref("agencies", "professionals", "people")] = Field(None, alias="from")
    reasons: k.Reasons = None
    significant_reason: k.Reason = None
    decision: ReferralDecision | None = None


class EarlierDecision(ReferralDecision):
    """What was decided on an earlier referral."""

    SECTION = "earlier_referrals"


class EarlierReferral(Referral):
    """A referral before the one that the record is about."""

    SECTION = "earlier_referrals"
    decision: EarlierDecision | None = None


class Closure(Entry):
    """The closing of the case."""

    SECTION = "closure"
    OWN_DATE = ("on",)
    on: k.WhenField = None
    reason: k.FreeText = None


class Reviewed(Entry):
    """The review of a plan."""

    SECTION = "plans"
    OWN_DATE = ("on",)
    on: k.WhenField = None
    by: k.Anyone = None


class Authorised(Entry):
    """The authorisation of a plan."""

    SECTION = "plans"
    OWN_DATE = ("on",)
    on: k.WhenField = None
    by: k.Anyone = None
    system: k.Text = None


class Participant(Entry):  # type: ignore[no-redef]  # two fields read one key
    """Somebody invited to a meeting or there. A date in `invited` means yes, and is kept as `invited_on`, which is no key of the file."""

    SECTION = "participants"
    who: k.Anyone = None
    invited: k.Invited = None
    invited_on: k.InvitedOn = Field(None, alias="invited")
    attendance: k.OneOf[words.Attendance] = None
    core_member: k.YesNo = None


class Minutes(Entry):
    """The minutes of a meeting."""

    SECTION = "meetings"
    HAPPENINGS = frozenset({"referral_reason"})
    held: k.YesNo = None
    referral_reason: MinutesReason | None = None
    covers: Annotated[k.WordList, k.OpenWord(("last_three_months", "next_three_months"))] = None


class Copy(Entry):
    """A copy of a document of a meeting that went to somebody."""

    SECTION = "circulation"
    OWN_DATE = ("sent", "received")
    HAPPENINGS = frozenset({"sent", "received"})
    NOT_BEFORE = {"received": ("sent",)}
    document: k.OneOf[words.CopiedDocument] = None
    to: k.Anyone = None
    sent: k.WhenField = None
    received: k.WhenField = None


class Response(Entry):
    """What answered a concern."""

    SECTION = "concerns"
    OWN_DATE = ("on",)
    kind: k.OneOf[words.ResponseType] = None
    ref: k.AnyId = None
    on: k.WhenField = None


class Concern(Entry):
    """A concern raised at a meeting. `about` is a word or an id."""

    SECTION = "concerns"
    HAPPENINGS = frozenset({"response"})
    id: k.Id
    raised_by: k.Anyone = None
    about: k.Word = None
    response: Response | None = None


class AgencyRecord(Entry):
    """What an agency's own record holds of a meeting."""

    SECTION = "agency_records"
    agency: k.Agency = None
    date: k.WhenField = None
    attended: k.People = None
    minutes_held: k.YesNo = None
    actions_held: k.YesNo = None


class AgencyView(Entry):
    """What an agency thought of a step-down."""

    SECTION = "views"
    OWN_DATE = ("on",)
    agency: k.Agency = None
    view: k.OneOf[words.View] = None
    on: k.WhenField = None


class Until(Entry):
    """What must be shown, and for how long, before a condition no longer binds."""

    SECTION = "conditions"
    shown: k.Word = None
    for_: k.DurationField = Field(None, alias="for")


class Monitoring(Entry):
    """Once that somebody looked whether a condition was kept."""

    SECTION = "monitoring"
    OWN_DATE = ("on",)
    on: k.WhenField = None
    by: k.Anyone = None
    result: k.OneOf[words.MonitoringResult] = None


class Lifted(Entry):
    """The lifting of a condition."""

    SECTION = "conditions"
    OWN_DATE = ("on",)
    on: k.WhenField = None
    by: k.Anyone = None


class ChildAtEvent(Entry):
    """A child, as an event touched it."""

    SECTION = "events"
    child: k.ChildId = None
    resident: k.YesNo = None
    present: k.YesNo = None
    intervened: k.YesNo = None


class ChildAtVisit(Entry):
    """A child, as a visit found it."""

    SECTION = "visits"
    child: k.ChildId = None
    seen: k.YesNo = None
    seen_alone: k.YesNo = None
