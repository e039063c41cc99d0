"""`count`: how many matching entries there are, in all or in a sliding window."""

from __future__ import annotations

import pytest

from tabling import findings_of, verdicts

HEAD = "agencies: [{id: a}, {id: b}]\nprofessionals: [{id: p, agency: a}, {id: q, agency: a}, {id: r, agency: b}, {id: s}]\n"
WHOLE = "extracted: 2016-12-01\ncomplete: [participants]\n"


def rule(more: str) -> str:
    where = "person.attendance == 'attended'"
    counted = f"{{each: person, in: meeting.participants, where: {where}, {more}}}"
    return f"for_each: [{{each: meeting, in: meetings}}]\nrequire: {{count: {counted}}}\n"


def people(*names: str, head: str = "") -> str:
    """A meeting; `p` attended, `p-` did not, `p?` nobody wrote."""
    said = {"-": ", attendance: absent", "?": ""}
    listed = ", ".join(f"{{who: {n[0]}{said.get(n[1:], ', attendance: attended')}}}" for n in names)
    return f"{head}{HEAD}meetings: [{{id: m, date: 2016-03-01, participants: [{listed}]}}]\n"


TABLE = [
    # name, what is counted, record, verdict
    ("enough", "at_least: 2", people("p", "q"), "met"),
    ("too few, nobody knows of others", "at_least: 2", people("p"), "not_recorded"),
    ("too few, complete", "at_least: 2", people("p", head=WHOLE), "breached"),
    ("perhaps enough", "at_least: 2", people("p", "q?"), "unknown"),
    ("perhaps enough, complete", "at_least: 2", people("p", "q?", head=WHOLE), "unknown"),
    ("never enough", "at_least: 3", people("p", "q?", "r-", head=WHOLE), "breached"),
    ("enough without the doubtful", "at_least: 2", people("p", "q", "r?"), "met"),
    ("a parameter", "at_least: three", people("p", "q", "r"), "met"),
    ("an unset parameter: nothing to count to", "at_least: unset_number", people("p"), None),
    ("not too many, complete", "at_most: 1", people("p", head=WHOLE), "met"),
    ("not too many in the file", "at_most: 1", people("p"), "not_recorded"),
    ("too many", "at_most: 1", people("p", "q"), "breached"),
    ("perhaps too many", "at_most: 1", people("p", "q?", head=WHOLE), "unknown"),
    ("between", "at_least: 1, at_most: 2", people("p", "q", head=WHOLE), "met"),
    ("between, perhaps too few", "at_least: 1, at_most: 2", people("p?", head=WHOLE), "unknown"),
    ("between, perhaps too many", "at_least: 1, at_most: 2", people("p", "q", "r?", head=WHOLE), "unknown"),
    ("between, too few", "at_least: 2, at_most: 3", people("p", head=WHOLE), "breached"),
    ("different agencies", "at_least: 2, distinct: agency_of(person.who)", people("p", "r"), "met"),
    ("the same agency twice", "at_least: 2, distinct: agency_of(person.who)", people("p", "q", head=WHOLE), "breached"),
    ("an agency that nobody wrote", "at_least: 2, distinct: agency_of(person.who)", people("p", "s", head=WHOLE), "unknown"),
    ("an agency that may have been there", "at_least: 2, distinct: agency_of(person.who)", people("p", "r?", head=WHOLE), "unknown"),
    ("another of the same agency that may have been there", "at_least: 2, distinct: agency_of(person.who)", people("p", "q?", head=WHOLE), "breached"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "more", "case", "verdict"), TABLE, ids=[row[0] for row in TABLE])
def test_count(name: str, more: str, case: str, verdict: str | None) -> None:
    assert verdicts(rule(more), case, "2016-06-01") == ({"/meetings/0": verdict} if verdict else {})


def test_a_plain_list_that_nobody_wrote_is_unknown() -> None:
    counted = "for_each: [{each: plan, in: plans}]\nrequire: {count: {each: child, in: plan.children, at_least: 1}}\n"
    case = "children: [{id: k}]\nplans: [{id: p}, {id: q, children: [k]}, {id: r, children: []}]\n"
    assert verdicts(counted, case, "2016-06-01") == {"/plans/0": "unknown", "/plans/1": "met", "/plans/2": "breached"}
    case = "extracted: 2016-06-01\ncomplete: all\n" + case
    assert verdicts(counted, case, "2016-06-01") == {"/plans/0": "unknown", "/plans/1": "met", "/plans/2": "breached"}


WINDOW = "duty: advice\nrequire: {count: {each: meeting, in: meetings, at: meeting.date, at_least: 3, days: 10}}\n"


def held(*days: str) -> str:
    return "meetings:\n" + "".join(f"  - {{id: m{i}, date: {day}}}\n" for i, day in enumerate(days))


WINDOWS = [
    ("three in the window, its last day included", ("2016-03-01", "2016-03-05", "2016-03-11"), {"/meetings/0": "noted"}),
    ("a day too long", ("2016-03-01", "2016-03-05", "2016-03-12"), {}),
    ("whatever their order", ("2016-03-11", "2016-03-05", "2016-03-01"), {"/meetings/2": "noted"}),
    ("two", ("2016-03-01", "2016-03-05"), {}),
    ("the longest run", ("2016-01-01", "2016-01-02", "2016-01-03", "2016-03-01", "2016-03-02", "2016-03-03", "2016-03-04"), {"/meetings/3": "noted"}),
    ("a month counts nowhere", ("2016-03-01", "2016-03-05", "2016-03"), {}),
    ("later than the day of judgement", ("2016-05-30", "2016-05-31", "2016-06-02"), {}),
]


@pytest.mark.parametrize(("name", "days", "expected"), WINDOWS, ids=[row[0] for row in WINDOWS])
def test_window(name: str, days: tuple[str, ...], expected: dict[str, str]) -> None:
    assert verdicts(WINDOW, held(*days), "2016-06-01") == expected


def test_how_many_is_told() -> None:
    assert "(2 found)" in findings_of(rule("at_least: 2"), people("p", "q"), "2016-06-01")[0].message
    assert "(3 from 2016-03-01 to 2016-03-11)" in findings_of(WINDOW, held("2016-03-01", "2016-03-05", "2016-03-11"), "2016-06-01")[0].message
