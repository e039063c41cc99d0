"""The English of the case record: what its entries, fields and words are called when a rule is told to a person.

Keys are a field's key, or the model's name and the key where one key means different things. A field that has no words here is called by its key.
"""

from __future__ import annotations

import re
from typing import Final

ENTRIES: Final[dict[str, str]] = {
    "Child": "child",
    "FamilyMember": "person of the family",
    "Worker": "professional",
    "AgencyEntry": "agency",
    "ParentingWork": "piece of parenting work",
    "StepDown": "step-down",
    "TrustedWorker": "trusted worker",
    "Participant": "participant of {}",
    "Copy": "copy in the circulation of {}",
    "Minutes": "minutes of {}",
    "Action": "action of {}",
    "Concern": "concern raised at {}",
    "AgencyRecord": "agency record of {}",
    "AgencyView": "agency's view on {}",
    "Monitoring": "check of {}",
    "Evidence": "piece of evidence on {}",
    "ChildAtEvent": "child at {}",
    "ChildAtVisit": "child at {}",
    "EarlierReferral": "earlier referral",
}
"""What one entry is called; the braces stand for what holds it."""

PEOPLE: Final = frozenset({"Child", "FamilyMember", "Worker", "Participant", "ChildAtEvent", "ChildAtVisit", "TrustedWorker"})
"""Entries that are people: who, not that."""

SAME: Final = frozenset({"who", "id", "ChildAtEvent.child", "ChildAtVisit.child", "risk_to_children", "until"})
"""Fields that lead to what the entry stands for: said as the entry itself."""

NOUNS: Final[dict[str, str]] = {
    "from": "sender",
    "to": "recipient",
    "by": "author",
    "born": "date of birth",
    "expected": "expected date of birth",
    "begins": "new plan",
    "ends": "old plan",
    "delay_reason": "reason for the delay",
    "Assessment.referral": "referral date",
    "Escalation.by": "sender",
    "StepDown.from": "old type of plan",
    "StepDown.to": "new type of plan",
    "Plan.actions": "actions",
    "agency_records": "records that agencies hold of it",
    "aimed_at": "target person",
    "Assessment.authorised": "date of authorisation",
    "authorised": "authorisation",
    "reviewed": "review",
    "binds": "bound person",
    "core_member": "core membership",
    "due": "due date",
    "set_on": "date of setting",
    "on": "date",
    "decided": "date of decision",
    "start": "start",
    "end": "end",
    "started": "start",
    "completed": "completion",
    "covers": "list of what it covers",
    "for": "length",
    "planned": "planned date",
    "prohibits": "forbidden event",
    "Meeting.plan": "plans",
    "referral_reason": "statement of the reason for referral",
    "significant_reason": "significant reason",
    "reasons": "reasons",
    "relied_on_by": "list of what rests on it",
    "lifted": "lifting",
    "minutes_held": "keeping of the minutes",
    "actions_held": "keeping of the actions",
    "evidence": "evidence",
    "monitor": "watcher",
    "monitoring": "checks",
    "circulation": "circulation",
    "parenting_work": "parenting work",
    "step_downs": "step-downs",
    "trusted_workers": "trusted workers",
}
"""A field, after the entry: the copy's recipient."""

OF: Final[dict[str, str]] = {
    "date": "the date of {}",
    "on": "the day of {}",
    "start": "the start of {}",
    "end": "the end of {}",
    "set_on": "the day on which {} was set",
    "decided": "the day on which {} was decided",
    "completed": "the day on which {} was completed",
    "started": "the day on which {} was started",
    "sent": "the day on which {} was sent",
    "received": "the day on which {} was received",
    "Assessment.authorised": "the day on which {} was authorised",
    "due": "the day by which {} is due",
    "planned": "the day for which {} was planned",
    "binds": "the person whom {} binds",
    "prohibits": "the kind of event that {} forbids",
    "Event.person": "the person of {}",
    "aimed_at": "the person whom {} is aimed at",
    "ends": "the plan that {} ends",
    "begins": "the plan that {} begins",
    "significant_reason": "the significant reason of {}",
    "Until.shown": "what must be shown under {}",
    "Until.for": "the time asked for by {}",
    "reasons": "the reasons in {}",
    "shows": "what {} shows",
    "refutes": "what {} refutes",
    "monitor": "whoever watches {}",
    "owner": "the owner of {}",
    "relied_on_by": "the list of what rests on {}",
    "covers": "the list of what {} covers",
    "referral_reason": "the statement of the reason for referral in {}",
    "AgencyRecord.agency": "the agency that keeps {}",
    "AgencyView.agency": "the agency whose view is {}",
    "minutes_held": "whether {} holds the minutes",
    "actions_held": "whether {} holds the actions",
    "attended": "the list of who attended in {}",
}
"""A field of an entry, the entry in braces; used in place of the possessive where it reads better."""

VERBS: Final[dict[str, str]] = {
    "Meeting.type": "is {a}",
    "Event.type": "is {a}",
    "role": "is {a}",
    "kind": "is of the kind {}",
    "Response.kind": "is {a}",
    "about": "is about {}",
    "Decision.about": "is about {}",
    "Escalation.to": "went to {the}",
    "Escalation.by": "came from {}",
    "to": "went to {}",
    "from": "came from {}",
    "StepDown.from": "is from {}",
    "StepDown.to": "is to {}",
    "Copy.document": "is of the {}",
    "aimed_at": "is aimed at {}",
    "shows": "shows {}",
    "refutes": "refutes {}",
    "Assessment.referral": "answers the referral of {}",
    "begins": "begins {}",
    "ends": "ends {}",
    "position": "stands at the {}",
    "source": "comes from {}",
    "Visit.plan": "is for {}",
    "TrustedWorker.person": "is trusted by {}",
}
"""A field compared with a value, as what the entry does: {a} puts a or an before each word, {the} the."""

INCLUDES: Final[dict[str, str]] = {
    "addresses": "addresses {}",
    "reasons": "names {}",
    "factors": "names {}",
    "covers": "covers {}",
    "Assessment.after": "looks at {}",
    "known_to": "is known to {}",
    "Meeting.plan": "is about {}",
}
"""A value found in a list, as what the entry does."""

YES: Final[dict[str, tuple[str, str]]] = {
    "Minutes.held": ("is held", "is not held"),
    "core_member": ("is a core group member", "is not a core group member"),
    "invited": ("was invited", "was not invited"),
    "police_called": ("is one to which the police were called", "is one to which the police were not called"),
    "resident": ("lives there", "does not live there"),
    "present": ("was present", "was not present"),
    "minutes_held": ("holds the minutes", "does not hold the minutes"),
    "actions_held": ("holds the actions", "does not hold the actions"),
    "RiskToChildren.view": ("is held to be a risk to children", "is not held to be a risk to children"),
    "seen": ("was seen", "was not seen"),
    "seen_alone": ("was seen alone", "was not seen alone"),
}
"""A yes/no field: yes, no."""

WRITTEN: Final[dict[str, tuple[str, str]]] = {
    "Assessment.after": ("names the parenting work that it looks at", "names no parenting work"),
    "prohibits": ("says which kind of event it forbids", "does not say which kind of event it forbids"),
    "Visit.plan": ("names a plan", "names no plan"),
    "ends": ("names the plan that it ends", "does not name the plan that it ends"),
    "known_to": ("is recorded as known to some agency", "is not recorded as known to any agency"),
    "lifted": ("has been lifted", "has not been lifted"),
    "shows": ("says what it shows", "does not say what it shows"),
    "refutes": ("says what it refutes", "does not say what it refutes"),
    "provider": ("names its provider", "does not name its provider"),
    "view": ("says what the agency thought", "does not say what the agency thought"),
    "Escalation.by": ("says who raised it", "does not say who raised it"),
    "Assessment.referral": ("says which referral it answers", "does not say which referral it answers"),
    "delay_reason": ("gives a reason for the delay", "gives no reason for the delay"),
    "invited": ("is recorded as invited or not", "is not recorded as invited or not"),
    "attendance": ("is recorded as having come or not", "is not recorded as having come or not"),
}
"""recorded(): there, not there."""

VALUES: Final[dict[str, dict[str, str]]] = {
    "attendance": {"attended": "attended", "apologies": "sent apologies", "absent": "was absent"},
    "ParentingWork.status": {"in_progress": "is in progress", "completed": "is completed", "planned": "is planned", "withdrawn": "was withdrawn"},
    "engagement": {"good": "is met with good engagement", "low": "is met with little engagement", "none": "is met with no engagement"},
    "Action.status": {"open": "is open", "done": "is done", "dropped": "was dropped"},
    "AgencyView.view": {"support": "is in support", "oppose": "is opposed", "none": "is neither for nor against"},
}
"""A field compared with a word of a closed list, as what the entry does or is."""

WORDS: Final[dict[str, str]] = {
    "marac": "MARAC",
    "mash": "MASH",
    "childrens_social_care": "children's social care",
    "step_down": "step-down",
    "return_home": "return home",
    "returned_home": "return home",
    "self_report": "the parent's own report",
    "child_protection": "child protection",
    "parenting_risk_assessment": "a parenting risk assessment",
}
"""Words of the record that are not said as they are written."""

PLURALS: Final[dict[str, str]] = {"is": "are", "was": "were", "has": "have", "does": "do", "names": "name", "says": "say", "gives": "give",
                                  "holds": "hold", "covers": "cover", "comes": "come", "stands": "stand", "answers": "answer", "lives": "live", "looks": "look",
                                  "addresses": "address", "begins": "begin", "ends": "end", "includes": "include"}  # fmt: skip
"""Verbs after several things."""
SINGULAR: Final = frozenset({"status", "address", "access", "process"})
"""Nouns that end in s and are one thing."""
CORE: Final = re.compile(r" (?:of|at|on|in|that|raised|sent|under)(?: |$)")


def spoken(word: str) -> str:
    """A word of the record as a person says it."""
    return WORDS.get(word) or word.replace("_", " ").removesuffix(" ")


def a(noun: str) -> str:
    """The noun with its article."""
    return noun if noun.startswith(("a ", "the ")) else f"an {noun}" if noun[:1].lower() in "aeiou" else f"a {noun}"


def either(parts: list[str], last: str = "or") -> str:
    """``x``, ``x or y``, ``x, y or z``."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def capital(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]


def possessive(owner: str) -> str:
    """The owner's."""
    return {"it": "its", "they": "their"}.get(owner) or (f"{owner}'" if owner.endswith("s") else f"{owner}'s")


def core(noun: str) -> str:
    """The noun without what follows it: "concern raised at the meeting" is a concern."""
    return CORE.split(noun, maxsplit=1)[0]


def several(noun: str) -> bool:
    """Does the noun speak of several things?"""
    head = core(noun).split()[-1]
    return head == "they" or (head.endswith("s") and not head.endswith(("'s", "ss")) and head not in SINGULAR)


def agreeing(subject: str, verb: str) -> str:
    """The verb as it goes with the subject: the minutes are held."""
    first, blank, rest = verb.partition(" ")
    return PLURALS.get(first, first) + blank + rest if several(subject) else verb
