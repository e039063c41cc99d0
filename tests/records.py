"""Small random case records, as plain data: every section, partial dates, missing attributes, random `complete` and `extracted`.

Dates lie around the day of judgement, 2016-05-16, so that limits fall on both sides of it. Every record is invented.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from scr_check.record import Record, read_record
from scr_check.sources import read

DAY = date(2016, 5, 16)
AGENCIES = [
    ("csc", "childrens_social_care"),
    ("mash", "mash"),
    ("hvs", "health_visiting"),
    ("sch", "school"),
    ("prob", "probation"),
    ("s2s", "substance_misuse"),
]
WORKERS = [("sw", "social_worker", "csc"), ("pm", "practice_manager", "csc"), ("cpc", "child_protection_chair", "csc"), ("hv", "health_visitor", "hvs"),
           ("fsw", "family_support_worker", "sch"), ("po", "probation_officer", "prob")]  # fmt: skip
PEOPLE = [("mum", "mother"), ("dad", "father"), ("ptr", "partner")]
SECTIONS = ["people", "plans", "meetings", "assessments", "decisions", "parenting_work", "step_downs", "conditions", "events", "notifications", "escalations",
            "visits", "trusted_workers", "participants", "circulation", "actions", "concerns", "agency_records", "evidence", "monitoring", "views"]  # fmt: skip
REASONS = ["domestic_abuse", "neglect", "2B", "substance_misuse"]

near = st.integers(-120, 40).map(lambda n: DAY + timedelta(days=n))
whole_days = near.map(date.isoformat)
days = st.one_of(whole_days, whole_days, whole_days, near.map(lambda d: d.isoformat()[:7]), st.just("2016"))
yes_no = st.booleans()
workers = st.sampled_from([w[0] for w in WORKERS])
anybody = st.sampled_from([w[0] for w in WORKERS] + [p[0] for p in PEOPLE])
family = st.sampled_from([p[0] for p in PEOPLE])
agencies = st.sampled_from([a[0] for a in AGENCIES])


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A mapping in which any field may be missing, most are there. `from_` and `for_` lose their underscore."""

    def there(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        return st.integers(0, 7).flatmap(lambda n: value if n else st.none())

    return st.fixed_dictionaries({k: there(v) for k, v in fields.items()}).map(
        lambda d: {k.rstrip("_"): v for k, v in d.items() if v is not None}
    )  # fmt: skip


def few(entry: st.SearchStrategy[Any], most: int = 2) -> st.SearchStrategy[list[Any]]:
    """A short list of entries that say something."""
    return st.lists(entry.filter(bool), max_size=most)


def words(*allowed: str) -> st.SearchStrategy[str]:
    """One of these."""
    return st.sampled_from(allowed)


reason = some(reasons=st.lists(st.sampled_from(REASONS), min_size=1, max_size=2), position=words("beginning", "elsewhere"))
evidence = some(source=words("self_report", "provider", "drug_test"), date=days, shows=words("drug_free"), refutes=words("drug_free"))
action = some(set_on=days, due=days, completed=days, started=days, status=words("open", "done", "dropped"), aimed_at=family, owner=workers,
              addresses=st.lists(st.sampled_from(REASONS), max_size=2))  # fmt: skip
participant = some(who=anybody, invited=st.one_of(yes_no, whole_days), attendance=words("attended", "apologies", "absent"), core_member=yes_no)
copy = some(document=words("minutes", "notes", "written_agreement"), to=st.one_of(anybody, agencies), sent=days, received=days)
concern = some(raised_by=workers, response=some(kind=words("action", "decision"), on=days).filter(bool))
agency_record = some(agency=agencies, date=days, attended=st.lists(anybody, max_size=2), minutes_held=yes_no, actions_held=yes_no)
minutes = some(held=yes_no, referral_reason=reason.filter(bool), covers=st.lists(words("last_three_months", "next_three_months"), max_size=2))
plan = some(type=words("child_protection", "child_in_need"), start=days, end=days, referral_reason=reason.filter(bool),
            reviewed=some(on=days, by=workers).filter(bool),
            authorised=some(on=days, by=workers).filter(bool), actions=few(action))  # fmt: skip
conferences = ("initial_child_protection_conference", "review_child_protection_conference")
meeting = some(type=words("core_group", "child_in_need_meeting", *conferences, "marac"), date=days, plan=words("p0"), chair=workers,
               participants=few(participant, 3), minutes=minutes.filter(bool), circulation=few(copy, 3), actions=few(action, 1), concerns=few(concern, 1),
               agency_records=few(agency_record))  # fmt: skip
assessment = some(type=words("social_work", "parenting_risk"), started=days, authorised=days, after=st.just(["w0"]),
                  factors=st.lists(st.sampled_from(REASONS), max_size=2),
                  covers=st.lists(words("work_undertaken", "parental_change", "impact_on_children"), max_size=3))  # fmt: skip
work = some(person=family, provider=agencies, start=days, end=days, status=words("planned", "in_progress", "completed", "withdrawn"),
            engagement=words("good", "low", "none"), evidence=few(evidence), relied_on_by=st.just(["p0"]))  # fmt: skip
step_down = some(from_=words("child_protection", "child_in_need"), to=words("child_in_need", "early_help"), ends=words("p0"), decided=days,
                 views=few(some(agency=agencies, view=words("support", "oppose"), on=days)), actions=few(action))  # fmt: skip
condition = some(set_on=days, binds=family, prohibits=words("returned_home"),
                 until=some(shown=words("drug_free"), for_=words("1 month", "6 months")).filter(bool),
                 monitor=workers, monitoring=few(some(on=days, by=workers)), evidence=few(evidence, 3), lifted=some(on=days, by=workers).filter(bool),
                 status=words("open"))  # fmt: skip
event = some(type=words("prison_release", "returned_home", "domestic_abuse_incident"), date=days, planned=days, person=family, police_called=yes_no,
             children=few(some(child=words("k1"), resident=yes_no), 1))  # fmt: skip
notification = some(about=words("e0"), from_=st.one_of(agencies, workers), to=st.one_of(agencies, workers), on=days)
escalation = some(about=words("m0"), by=workers, to=words("social_worker", "practice_manager", "team_manager", "partnership_procedure"), on=days)
NAMED = {"plans": "p", "meetings": "m", "assessments": "a", "parenting_work": "w", "step_downs": "s", "conditions": "c", "events": "e",
         "notifications": "n", "visits": "v"}  # fmt: skip
LISTS = {
    "plans": plan, "meetings": meeting, "assessments": assessment, "parenting_work": work, "step_downs": step_down, "conditions": condition,
    "events": event, "notifications": notification, "escalations": escalation,
    "decisions": some(about=words("parenting_risk_assessment"), on=days),
    "visits": some(type=words("child_protection", "child_in_need"), plan=words("p0"), date=days),
    "trusted_workers": some(person=family, who=workers, known_to=st.lists(agencies, max_size=1)),
}  # fmt: skip


@st.composite
def cases(draw: st.DrawFn) -> dict[str, Any]:
    """A record of a few sections: what they refer to is there too."""
    chosen = draw(st.lists(st.sampled_from(sorted(LISTS)), min_size=1, max_size=4, unique=True))
    case: dict[str, Any] = {"format": "case/1", "case": "x"}
    for name in dict.fromkeys([*chosen, "plans", "meetings", "events", "parenting_work"]):
        entries = draw(st.lists(LISTS[name].filter(bool), min_size=1 if name not in chosen else 0, max_size=3 if name in chosen else 1))
        case[name] = [{"id": f"{NAMED[name]}{i}", **entry} for i, entry in enumerate(entries)] if name in NAMED else entries
    for name in ("plans", "meetings", "events", "parenting_work"):  # what others refer to
        if not case[name]:
            case[name] = [{"id": f"{NAMED[name]}0"}]
    case["agencies"] = [{"id": i, "kind": kind} for i, kind in AGENCIES]
    case["professionals"] = [{"id": i, "role": role, "agency": agency} for i, role, agency in WORKERS]
    risk = some(view=yes_no, on=days).filter(bool)
    case["people"] = [{"id": i, "role": role, **({"risk_to_children": draw(risk)} if draw(yes_no) else {})} for i, role in PEOPLE]
    case["children"] = [{"id": "k1", **draw(some(school=words("sch"), health_visitor=words("hvs")))}]
    if draw(yes_no):
        case["referral"] = {"date": "2016-01", **draw(some(significant_reason=st.sampled_from(REASONS), reasons=st.just(["neglect"])))}
    for section in ("meetings", "plans", "step_downs"):
        for entry in case.get(section, ()):
            for key, mark in (("actions", "x"), ("concerns", "y")):
                for i, one in enumerate(entry.get(key, ())):
                    one["id"] = f"{entry['id']}{mark}{i}"
    if draw(st.integers(0, 3)):
        case["extracted"] = (DAY + timedelta(days=draw(st.sampled_from([-20, -3, 0, 0, 0, 5, 60])))).isoformat()
        case["complete"] = draw(st.one_of(st.just("all"), st.lists(st.sampled_from(SECTIONS), unique=True)))
    return case


def record(case: dict[str, Any]) -> Record:
    """The record of plain data."""
    return read_record(read(json.dumps(case).encode(), "case.json"))
