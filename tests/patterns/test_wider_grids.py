"""More grids (see test_grids.py): each pattern asked in the ways that are rare, of values that hang on the rest of the record."""
# ruff: noqa: E501 - tables: a line is what is asked, or one case

from __future__ import annotations

from itertools import product

import pytest
from test_grids import WHOLE, dated, listed

from tabling import findings_of

DAY = "2016-06-10"
EARLY = "complete: [{}]\nextracted: 2016-05-01\n"
"""Complete, but only up to a day before that of judgement."""
STAFF = "agencies: [{id: a}, {id: b}]\nprofessionals: [{id: p, agency: a}, {id: q, agency: a}, {id: r, agency: b}, {id: s}]\n"


def held(required: str, each: str, section: str, *cases: str, day: str = DAY, duty: str = "must") -> None:
    """The findings of a rule on each of these cases."""
    loop = f"for_each: [{{each: {each}, in: {section}}}]\n" if each else ""
    for case in cases:
        findings_of(f"duty: {duty}\n{loop}require: {{{required}}}\n", case, day)


# --- count -------------------------------------------------------------------------------------------------------------

COUNTS = ("at_most: 1", "at_least: three", "at_most: three", "at_least: 1, at_most: 2", "at_least: 2, distinct: action.owner",
          "at_least: 1, at_most: 1, distinct: agency_of(action.owner)", "at: 'first_recorded(action.set_on, plan.start)', at_least: 2, days: three")  # fmt: skip
ACTIONS = ("", "due: 2016-04-01, set_on: 2016-04-02, owner: p", "due: 2016-04-01, set_on: 2016-04-02, owner: q", "due: 2016-04, set_on: 2016-04-05, owner: r",
           "owner: p", "due: 2016-07-01", "due: 2016-06, owner: s")  # fmt: skip


@pytest.mark.parametrize("asked", COUNTS)
def test_count_of_what_an_entry_holds(asked: str) -> None:
    rule = f"count: {{each: action, in: plan.actions, where: action.due <= as_of, {asked}}}"
    for head, first, second, third in product(("", WHOLE, EARLY), ACTIONS[:5], ACTIONS, ACTIONS[:2]):
        there = ", ".join(f"{{id: a{i}, {one}}}" for i, one in enumerate((first, second, third)) if one)
        held(rule, "plan", "plans", f"{head.format('plans.actions')}{STAFF}plans: [{{id: pl, start: 2016-04-01, actions: [{there}]}}]\n")


@pytest.mark.parametrize("asked", ["at_least: 2", "at_most: 1", "at_least: 1, at_most: 2", "at_least: three, at: meeting.date, days: three", "at_least: 2, at: 'earliest(meeting.date, as_of)', days: 5", "at_least: unset_number"])
def test_count_of_a_whole_section(asked: str) -> None:
    met = ("", "type: marac, date: 2016-03-01", "type: marac, date: 2016-03-04", "type: marac, date: 2016-06", "type: marac", "date: 2016-03-03", "type: core_group, date: 2016-06")
    rule = f"count: {{each: meeting, in: meetings, where: meeting.type == 'marac', {asked}}}"
    for head, first, second, third in product(("", WHOLE, EARLY), met, met[:5], met[:2]):
        there = listed("meetings", *(one and f"id: m{i}, {one}" for i, one in enumerate((first, second, third))))
        held(rule, "", "", head.format("meetings") + there, duty="advice" if "days" in asked else "must")


@pytest.mark.parametrize("asked", ["at_least: 1", "at_least: 2", "at_least: 1, at_most: 2", "at_most: 1"])
def test_count_through_several_entries(asked: str) -> None:
    children = ("", ", children: []", ", children: [k]", ", children: [k, l]")
    for head, first, second in product(("", WHOLE), children, children):
        held(f"count: {{each: child, in: plans.children, {asked}}}", "", "",
             f"{head.format('plans')}children: [{{id: k}}, {{id: l}}]\nplans: [{{id: p{first}}}, {{id: q{second}}}]\n")  # fmt: skip


# --- covers, recorded, holds, observes -----------------------------------------------------------------------------------

DROPPED = "any(x.attendance == 'absent' for x in meeting.participants)"


@pytest.mark.parametrize("denied", [DROPPED, "meeting.type == 'marac'"])
def test_covers_and_what_denies_it(denied: str) -> None:
    rule = f'covers: {{list: meeting.minutes.covers, required: [one_thing, two], denied: "{denied}"}}'
    minutes = ("", ", minutes: {}", ", minutes: {covers: []}", ", minutes: {covers: [two, one_thing]}", ", minutes: {covers: [two]}")
    people = ("", ", participants: [{attendance: absent}]", ", participants: [{attendance: attended}]")
    for head, kept, there, kind in product(("", WHOLE, EARLY), minutes, people, ("", ", type: marac")):
        held(rule, "meeting", "meetings", f"{head.format('meetings')}meetings: [{{id: m, date: 2016-03-01{kind}{kept}{there}}}]\n")


@pytest.mark.parametrize("silent", ["", "silent: breached, ", "silent: not_recorded, "])
def test_recorded_and_what_hangs_on_the_rest(silent: str) -> None:
    rule = f"recorded: {{all: [plan.end], {silent}denied: \"any(a.status == 'dropped' for a in plan.actions)\", then: plan.end <= as_of}}"
    for head, end, status in product(("", WHOLE, EARLY), ("", "2016-03-01", "2016-06", "2016-07-01"), ("", "{id: x, status: dropped}", "{id: x, status: done}", "{id: x, owner: p}")):
        held(rule, "plan", "plans", f"{head.format('plans')}{STAFF}plans: [{{id: pl{dated('end', end)}, actions: [{status}]}}]\n")


HOLDS = ("holds: any(x.completed < as_of for x in plan.actions)", "holds: {that: plan.end < as_of, unsettled: plan.start < as_of}",
         "holds: {that: plan.end < as_of, denied: plan.start < as_of}", "holds: {that: any(x.status == 'done' for x in plan.actions), denied: any(x.status == 'dropped' for x in plan.actions)}",
         "observes: any(x.completed > as_of for x in plan.actions)", "observes: plan.end > as_of")  # fmt: skip


@pytest.mark.parametrize("required", HOLDS)
def test_holds_and_observes_of_days(required: str) -> None:
    actions = ("", "{id: x, completed: 2016-05-01, status: done}", "{id: x, completed: 2016-07-01, status: dropped}", "{id: x, status: open}, {id: y, completed: 2016-07-01}", "{id: x, completed: 2016-06}")
    for head, start, end, there in product(("", WHOLE, EARLY), ("", "2016-03-01", "2016-06"), ("", "2016-04-01", "2016-07-01"), actions):
        case = f"{head.format('plans')}plans: [{{id: p{dated('start', start)}{dated('end', end)}, actions: [{there}]}}]\n"
        held(required, "plan", "plans", case, duty="advice" if "observes" in required else "must")


# --- held_for, recurrence ------------------------------------------------------------------------------------------------

CLOCKS = ("by: condition.lifted.on", "since: condition.set_on, within: 10 weeks", "since: condition.set_on, within: unset_span", "after: condition.set_on, within: 10 weeks")


@pytest.mark.parametrize("clock", CLOCKS)
def test_held_for_by_other_clocks(clock: str) -> None:
    rule = "held_for: {each: proof, in: condition.evidence, where: proof.shows == 'drug_free', against: recorded(proof.refutes), at: proof.date, for: 2 months, max_gap: 5 weeks, " + clock + "}"
    days = ("", "date: 2016-05-09, shows: drug_free", "date: 2016-05-10, shows: drug_free", "date: 2016-05-11, shows: drug_free", "date: 2016-05, shows: drug_free",
            "date: 2016-05-10, refutes: drug_free", "date: 2016-05-12", "shows: drug_free")  # fmt: skip
    first = "{date: 2016-03-10, shows: drug_free}, {date: 2016-04-09, shows: drug_free}"
    for head, start, lifted, last in product(("", WHOLE, EARLY), ("", "2016-03-01", "2016-03"), ("", "on: 2016-05-10", "on: 2016-05", "by: p", "on: 2016-07-01"), days):
        proofs = first + (f", {{{last}}}" if last else "")
        set_on = f"{dated('set_on', start)}{f', lifted: {{{lifted}}}' if lifted else ''}"
        held(rule, "condition", "conditions", f"{head.format('evidence')}{STAFF}conditions: [{{id: c{set_on}, evidence: [{proofs}]}}]\n")


SINCE = ("since: plan.end, then_every: 6 weeks", "since: plan.start + '5 working days', then_every: 6 weeks", "since: plan.start, first_within: unset_span, then_every: 6 weeks",
         "since: plan.start, first_within: 2 weeks, then_every: unset_span, until: plan.end, ended: plan.reviewed", "since: plan.start, then_every: 6 weeks, until: plan.end, ended: plan.reviewed")  # fmt: skip


@pytest.mark.parametrize("asked", SINCE)
def test_recurrence_from_other_days(asked: str) -> None:
    rule = f"recurrence: {{each: meeting, in: meetings, where: meeting.type == 'core_group', at: meeting.date, {asked}}}"
    starts, ends = ("", "1999-03-01", "2016-04-01", "2016-04"), ("", ", end: 2016-05-01", ", end: 2016-06", ", reviewed: {by: p}", ", end: 2016-07-01, reviewed: {on: 2016-05-01}")
    days = ((), ("2016-04-20",), ("2016-04-20", "2016-06"), ("2016-05-20", ""), ("2016-04-20", "2016-06-05"))
    for head, start, end, met in product(("", WHOLE, EARLY), starts, ends, days):
        there = listed("meetings", *(f"id: m{i}, type: core_group{dated('date', day)}" for i, day in enumerate(met)))
        held(rule, "plan", "plans", f"{head.format('meetings, plans')}{STAFF}plans: [{{id: pl{dated('start', start)}{end}}}]\n{there}")


# --- same, sequence, sources_agree ---------------------------------------------------------------------------------------


def test_same_of_several_origins_and_places() -> None:
    rule = "same: {origin: plan.type, places: [{each: other, in: plans, where: other.start < as_of, at: 'first_recorded(other.end, extracted)', states: other.referral_reason.reasons}]}"
    others = ("", "start: 2016-03-01, referral_reason: {reasons: [early_help, a]}", "start: 2016-03-01, end: 2016-05-01, referral_reason: {reasons: [b, a]}",
              "start: 2016-06, referral_reason: {reasons: [c]}", "end: 2016-06, start: 2016-02, referral_reason: {reasons: [d]}", "start: 2016-01-01, end: 2016-07-01, referral_reason: {reasons: [e]}")  # fmt: skip
    for head, kind, first, second in product(("", "extracted: 2016-05-01\n"), ("", ", type: early_help"), others, others):
        there = ", ".join(f"{{id: o{i}, {one}}}" for i, one in enumerate((first, second)) if one)
        held(rule, "plan", "plans", f"{head}plans: [{{id: p{kind}}}{', ' if there else ''}{there}]\n")


def test_same_inside_an_entry_and_of_what_may_be_later() -> None:
    rule = "same: {origin: meeting.chair, places: [{each: seen, in: meeting.agency_records, at: seen.date, states: seen.attended}]}"
    seen = ("", "agency: a, date: 2016-03-01, attended: [p, q]", "agency: b, date: 2016-03-02, attended: [q, r]", "date: 2016-06, attended: [s]", "attended: [s]", "date: 2016-06-10, attended: [s]")
    for chair, first, second in product(("", ", chair: p", ", chair: s"), seen, seen):
        records = ", ".join(f"{{{one}}}" for one in (first, second) if one)
        held(rule, "meeting", "meetings", f"{STAFF}meetings: [{{id: m, date: 2016-03-01{chair}, agency_records: [{records}]}}, {{id: n, date: 2016-03-02, chair: q}}]\n")
    rule = "same: {origin: plan.type, places: [{each: other, in: plans, at: other.authorised.on, states: other.referral_reason.reasons}]}"
    for start, on in product(("2016-06", "2016-03-01", "2016-06-11"), ("2016-03-01", "2016-06", "2016-06-10")):
        other = f"{{id: o, start: {start}, authorised: {{on: {on}}}, referral_reason: {{reasons: [a]}}}}"
        held(rule, "plan", "plans", f"plans: [{{id: p, type: early_help, start: 2016-01-01}}, {other}]\n")


def test_sequence_of_what_others_say() -> None:
    rule = "sequence: {each: step, in: escalations, where: step.about == meeting.id, at: step.on, stage: step.by.role, order: [social_worker, practice_manager, team_manager], satisfied_by: chair}"
    people = "professionals: [{id: p, role: social_worker}, {id: q, role: practice_manager}, {id: r, role: chair}, {id: s}, {id: t, role: team_manager}]\n"
    steps = ("", "about: m, by: p, on: 2016-03-01", "by: q, on: 2016-03-02", "about: m, by: q, on: 2016-03-03", "by: r, on: 2016-03-04", "about: m, by: r", "about: m, by: s, on: 2016-03-05", "by: t, on: 2016-03-06")
    for head, first, second in product(("", WHOLE, EARLY), steps, steps):
        held(rule, "meeting", "meetings", head.format("escalations") + people + "meetings: [{id: m, date: 2016-03-01}]\n" + listed("escalations", *(one for one in (first, second))))


def test_sequence_without_a_way_round_it() -> None:
    rule = "sequence: {each: step, in: escalations, where: step.on <= as_of, at: step.resolved, stage: step.to, order: [social_worker, practice_manager, team_manager]}"
    steps = ("", "to: social_worker, on: 2016-03-01, resolved: 2016-03-02", "to: social_worker, on: 2016-03-01, resolved: 2016-03", "to: practice_manager, on: 2016-03-05, resolved: 2016-03-06",
             "to: practice_manager, on: 2016-03-05, resolved: 2016-02", "to: team_manager, on: 2016-03-01", "to: team_manager, resolved: 2016-03-07", "to: partnership_procedure, on: 2016-03-01",
             "on: 2016-03-01, resolved: 2016-03-01")  # fmt: skip
    for head, first, second, third in product(("", WHOLE, EARLY), steps, steps, (steps[0], steps[1], steps[6])):
        held(rule, "meeting", "meetings", head.format("escalations") + "meetings: [{id: m, date: 2016-03-01}]\n" + listed("escalations", *(one and f"about: m, {one}" for one in (first, second, third))))


AGREE = ("[{value: meeting.date, said_by: agency_of(meeting.chair)}, {each: held, in: meeting.agency_records, where: held.date < as_of, value: held.date, said_by: held.agency}]",
         "[{value: meeting.type, said_by: meeting.chair}, {each: held, in: meeting.agency_records, value: held.agency, said_by: held.agency}]",
         "[{each: person, in: meeting.participants, set_of: agency_of(person.who), said_by: agency_of(meeting.chair)}, {each: held, in: meeting.agency_records, value: held.attended, said_by: held.agency}]")  # fmt: skip


@pytest.mark.parametrize("at_least", ["", ", at_least: 3"])
@pytest.mark.parametrize("sources", AGREE)
def test_sources_of_other_kinds(sources: str, at_least: str) -> None:
    records = ("", "{agency: a, date: 2016-03-01, attended: [a]}", "{agency: b, date: 2016-03-02, attended: [a, b]}", "{date: 2016-03, attended: []}", "{agency: a, date: 2016-03-01}, {agency: b, date: 2016-07-01, attended: [b]}",
               "{agency: a, date: 2016-03-01, attended: [b]}, {agency: b, date: 2016-03-01, attended: [a, b]}, {date: 2016-03-03}")  # fmt: skip
    people = ("", "{who: p}", "{who: p}, {who: r}", "{who: s}, {who: p}", "{attendance: attended}, {who: r}")
    for head, meeting, record, there in product(("", WHOLE), ("date: 2016-03-01, chair: p", "date: 2016-03, chair: s, type: marac", "chair: r"), records, people):
        held(f"sources_agree: {{sources: {sources}{at_least}}}", "meeting", "meetings",
             f"{head.format('agency_records, participants')}{STAFF}meetings: [{{id: m, {meeting}, participants: [{there}], agency_records: [{record}]}}]\n")  # fmt: skip
