"""The words of the format case/1: its closed lists, the names of its sections, and the reasons with their census codes.

The closed lists are those that the format's page gives whole. All other words (roles, event and assessment types, `covers`,
`prohibits`, reasons) are open: a record may use one that stands nowhere here.
"""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

AgencyType: TypeAlias = Literal[
    "childrens_social_care",
    "mash",
    "health_visiting",
    "school_nursing",
    "general_practice",
    "midwifery",
    "hospital",
    "mental_health",
    "school",
    "police",
    "probation",
    "prison",
    "substance_misuse",
    "domestic_abuse_service",
    "housing",
    "early_help",
    "other",
]
PlanType: TypeAlias = Literal["child_protection", "child_in_need", "early_help"]
MeetingType: TypeAlias = Literal[
    "strategy_discussion",
    "initial_child_protection_conference",
    "review_child_protection_conference",
    "core_group",
    "child_in_need_meeting",
    "early_help_meeting",
    "marac",
    "professionals_meeting",
    "other",
]
VisitType: TypeAlias = Literal["child_protection", "child_in_need"]
WorkStatus: TypeAlias = Literal["planned", "in_progress", "completed", "withdrawn"]
ActionStatus: TypeAlias = Literal["open", "done", "dropped"]
Attendance: TypeAlias = Literal["attended", "apologies", "absent"]
Position: TypeAlias = Literal["beginning", "elsewhere"]
CopiedDocument: TypeAlias = Literal["minutes", "notes", "written_agreement", "plan", "report", "decision_letter", "assessment"]
EvidenceSource: TypeAlias = Literal["self_report", "provider", "third_party", "drug_test", "observation"]
View: TypeAlias = Literal["support", "oppose", "none"]
Engagement: TypeAlias = Literal["good", "low", "none"]
ResponseType: TypeAlias = Literal["action", "decision"]
MonitoringResult: TypeAlias = Literal["kept", "broken", "unknown"]

ROLES: Final = (
    "social_worker",
    "practice_manager",
    "team_manager",
    "service_manager",
    "child_protection_chair",
    "family_support_worker",
    "health_visitor",
    "school_nurse",
    "probation_officer",
    "police_officer",
    "independent_domestic_violence_adviser",
)
"""The roles of professionals that rules use: suggestions, not a closed list."""

EVENTS: Final = ("prison_release", "returned_home", "domestic_abuse_incident")
"""The types of events that the format names: suggestions, too. A condition prohibits one."""

TOP_SECTIONS: Final = (
    "children",
    "people",
    "professionals",
    "agencies",
    "referral",
    "earlier_referrals",
    "closure",
    "plans",
    "meetings",
    "assessments",
    "decisions",
    "parenting_work",
    "step_downs",
    "conditions",
    "events",
    "notifications",
    "escalations",
    "visits",
    "trusted_workers",
)
"""The top-level sections, in the order of the format's page."""

NESTED_SECTIONS: Final[dict[str, tuple[str, ...]]] = {
    "plans": ("actions",),
    "meetings": ("participants", "circulation", "actions", "concerns", "agency_records"),
    "parenting_work": ("evidence",),
    "step_downs": ("views", "actions"),
    "conditions": ("monitoring", "evidence"),
    "actions": ("evidence",),
}
"""For each section whose entries hold nested sections: the names of those."""

SECTION_NAMES: Final = (
    *TOP_SECTIONS,
    *dict.fromkeys(name for names in NESTED_SECTIONS.values() for name in names),
    *(f"{section}.{name}" for section, names in NESTED_SECTIONS.items() for name in names),
)
"""Every name that the record's `complete` may list: a section, a nested one of any section, or that of one section (`meetings.actions`)."""

CENSUS_CODES: Final[dict[str, str]] = {
    "1A": "child_alcohol_misuse",
    "1B": "parental_alcohol_misuse",
    "1C": "household_alcohol_misuse",
    "2A": "child_drug_misuse",
    "2B": "parental_drug_misuse",
    "2C": "household_drug_misuse",
    "3A": "domestic_abuse",
    "3B": "domestic_abuse",
    "3C": "domestic_abuse",
    "4A": "child_mental_health",
    "4B": "parental_mental_health",
    "4C": "household_mental_health",
    "5A": "child_learning_disability",
    "5B": "parental_learning_disability",
    "5C": "household_learning_disability",
    "6A": "child_disability_or_illness",
    "6B": "parental_disability_or_illness",
    "6C": "household_disability_or_illness",
    "7A": "young_carer",
    "8B": "privately_fostered",
    "8C": "privately_fostered",
    "8D": "privately_fostered",
    "8E": "privately_fostered",
    "8F": "privately_fostered",
    "9A": "unaccompanied_asylum_seeking",
    "10A": "missing",
    "11A": "child_sexual_exploitation",
    "12A": "trafficking",
    "13A": "gangs",
    "14A": "socially_unacceptable_behaviour",
    "15A": "self_harm",
    "16A": "neglect",
    "17A": "emotional_abuse",
    "18A": "physical_abuse",
    "18B": "physical_abuse",
    "18C": "physical_abuse",
    "19A": "sexual_abuse",
    "19B": "sexual_abuse",
    "19C": "sexual_abuse",
    "20": "other",
    "21": "none_identified",
    "22A": "female_genital_mutilation",
    "23A": "abuse_linked_to_faith",
    "24A": "child_criminal_exploitation",
}
"""The children in need census's codes for factors identified at the end of an assessment, and the word that each stands for."""

_READ_AS: Final[dict[str, str]] = {**CENSUS_CODES, "domestic_violence": "domestic_abuse"}
REASONS: Final = tuple(dict.fromkeys((*_READ_AS.values(), *_READ_AS)))
"""The reasons and factors that the census names, and the codes and words that are read as one of them. Others are taken, too."""


def reason(text: str) -> str:
    """The word that a reason, factor or census code stands for; any other word as it is.

    `3B` and `domestic_violence` both give `domestic_abuse`. Codes are read as the census writes them, in capitals.
    """
    return _READ_AS.get(text, text)
