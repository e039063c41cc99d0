"""The summary over a folder: the table by rule, who owes most, the oldest duties, rules that never applied, fields that never vary."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from random_reports import BOTH, HOSTILE, hostile_report, laws, reports, text

from reporting import CORE_GROUP, QUIET, RELEASE, report_of, result
from scr_check.case_results import Report
from scr_check.check import Settings, load_rulebooks, with_settings
from scr_check.check import report as made
from scr_check.findings import Verdict
from scr_check.outputs import RenderOptions
from scr_check.outputs._lines import cells, harmless
from scr_check.outputs._summary import agencies, by_rule, lines, movers, remarks, tables
from scr_check.tally import Tally, tally_of

THREE = report_of(result(CORE_GROUP, "a.json"), result(RELEASE, "b.json"), result(QUIET, "c.json"))
RULE_COLUMNS = ("rule", "met", "late", "breached", "not recorded", "unknown", "due", "noted", "not applicable", "decided")


def tally(report: Report) -> Tally:
    return tally_of(report.cases, report.fail_on)


def told(report: Report, width: int = 80) -> list[str]:
    return [line.text for line in lines(report, tally(report), width)]


def one_line(report: Report) -> str:
    return " ".join(" ".join(told(report)).split())


def test_by_rule() -> None:
    table = by_rule(THREE, tally(THREE))
    assert table.columns == RULE_COLUMNS
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["AG-R3A"] == (0, 0, 2, 0, 0, 0, 0, 0, "100%")
    assert rows["AG-R3B"] == (0, 0, 0, 2, 0, 0, 0, 0, "0%")
    assert list(rows) == [rule.id for rule in THREE.rules if rule.id in rows]


@laws
@given(reports)
def test_the_table_holds_every_finding(report: Report) -> None:
    rows = by_rule(report, tally(report)).rows
    found = Counter({str(row[0]): sum(n for n in row[1:8] if isinstance(n, int)) for row in rows})
    assert found == Counter(f.rule for case in report.cases for f in case.findings)


@laws
@given(reports)
def test_every_line_fits_and_is_harmless(report: Report) -> None:
    for width in (40, 80):
        page = told(report, width)
        assert all(cells(line) <= width for line in page)
        assert all(line == harmless(line) for line in page)


SHARES = [
    ({"met": 3}, "100%"), ({"breached": 1, "unknown": 1}, "50%"), ({"met": 999, "unknown": 1}, "99%"), ({"met": 1, "not_recorded": 999}, "1%"),
    ({"unknown": 2}, "0%"), ({"due": 3}, "-"), ({"conflict": 1, "met_late": 1, "unknown": 2}, "50%"),
]  # fmt: skip


@pytest.mark.parametrize(("counts", "share"), SHARES)
def test_the_share_of_what_could_be_decided(counts: dict[str, int], share: str) -> None:
    assert by_rule(replace(BOTH, rules=()), Tally(rules={"T-1": Counter(counts)})).rows[0][-1] == share


def test_the_page_at_80_columns() -> None:
    page = told(THREE)
    start = page.index("By rule")
    assert page[start + 1 : start + 3] == [
        "                                    not",
        "  rule    met  late  breached  recorded  unknown  due  noted  n/a  decided",
    ]
    assert "  AG-R3A    .     .         2         .        .    .      .    .     100%" in page


def test_who_owes_most() -> None:
    rows = movers(tally(THREE)).rows
    assert rows[0][1] == "the social worker" and [row[0] for row in rows] == sorted((row[0] for row in rows), reverse=True)
    many = Tally(movers=Counter({f"worker {n}": n for n in range(1, 14)}))
    assert movers(many).rows[-2:] == ((4, "worker 4"), (6, "3 others together"))
    eleven = Tally(movers=Counter({f"worker {n:02}": 1 for n in range(11)}))
    assert movers(eleven).rows[-1] == (1, "worker 10")
    assert len(movers(many, most=None).rows) == 13


def test_which_agencies_owe_most() -> None:
    owed = agencies(tally(THREE))
    assert {name: number for number, name in owed.rows}["children's social care"] > 1
    assert "hv" not in str(owed.rows) + str(movers(tally(THREE)).rows)
    homeless = Tally(agencies=Counter(police=2), movers=Counter(probation=5), homeless=3)
    assert agencies(homeless).note == "Of 3 more it cannot be told: the rule or the record names no agency."
    assert agencies(Tally(agencies=Counter(police=2, school=2), movers=Counter(probation=3))).note == "A finding that is the move of several counts under each."


def test_the_oldest_duties_and_the_fullest_cases() -> None:
    oldest, fullest = tables(THREE, tally(THREE))[3:]
    assert oldest.rows[0] == (111, "AG-G4", "notes of the core group of 2016-03-04 to hv, and 1 more (a.json, line\xa047)")
    assert len({row[1] for row in oldest.rows}) == len(oldest.rows)
    assert [row[0] for row in oldest.rows] == sorted((row[0] for row in oldest.rows), reverse=True)
    assert fullest.rows[0][1] == "a.json"


def test_a_silent_rule_is_named_and_one_that_waits_for_a_number_apart() -> None:
    waits = tuple(replace(rule, unset=("cluster_size",)) if rule.id in ("AG-F2", "AG-R3A") else rule for rule in THREE.rules)
    waiting, silent, *_ = remarks(replace(THREE, rules=waits), tally(THREE))
    assert waiting == "Not asked, because a local number is not set: AG-F2."
    assert silent.startswith("Never applied in any of the 3 cases: ") and "AG-F2," not in silent
    assert "AG-F1A" in silent and "AG-R3A" not in silent and silent.endswith("or is it never recorded?")


def test_a_field_that_always_says_the_same_is_named() -> None:
    same = next(one for one in remarks(THREE, tally(THREE)) if one.startswith("Always the same"))
    assert "participants.invited\xa0(yes)" in same
    meeting = CORE_GROUP["meetings"][0]
    other = {**CORE_GROUP, "meetings": [{**meeting, "participants": [{**meeting["participants"][0], "invited": False}]}]}
    mixed = report_of(result(CORE_GROUP, "a.json"), result(other, "b.json"))
    assert "participants.invited" not in next(one for one in remarks(mixed, tally(mixed)) if one.startswith("Always the same"))


def test_one_case_has_no_summary_unless_it_is_asked_for() -> None:
    one = report_of(result(CORE_GROUP))
    assert "By rule" not in text("text", one)
    assert "By rule" in text("text", one, RenderOptions(summary_only=True))


def test_only_the_summary_drops_the_cases() -> None:
    page = text("text", THREE, RenderOptions(summary_only=True))
    assert "By rule" in page and "Case AG" not in page and "3 cases, 3 checked, 0 unreadable: " in page


@pytest.mark.parametrize("name", [one for one in HOSTILE if one and "\x00" not in one])
def test_hostile_text(name: str) -> None:
    for line in told(hostile_report(name)):
        assert line == harmless(line) and cells(line) <= 80


def test_numbers_of_a_large_folder_fit() -> None:
    counts = {verdict.value: 123_456 for verdict in Verdict}
    large = [line.text for line in lines(THREE, Tally(cases=2, checked=2, rules={"AG-R3A": Counter(counts)}), 80)]
    assert max(map(cells, large)) <= 80 and any("246912" in line for line in large)


def test_the_unset_numbers_of_a_rule_come_with_the_report() -> None:
    books = load_rulebooks(["england-timescales"])
    head = made((), Settings(books, date(2016, 6, 30)))
    assert next(rule for rule in head.rules if rule.id == "ET-CIN1").unset == ("planning_meeting_within",)
    known = made((), Settings(with_settings(books, {"planning_meeting_within": "10 days"}), date(2016, 6, 30)))
    assert next(rule for rule in known.rules if rule.id == "ET-CIN1").unset == ()


def test_a_case_id_that_an_earlier_file_has() -> None:
    twice = report_of(*(result(case, path) for case, path in ((CORE_GROUP, "a.json"), (RELEASE, "b.json"), (CORE_GROUP, "c.json"), (CORE_GROUP, "d.json"))))
    assert f"A case id that an earlier file has: {CORE_GROUP['case']} (c.json); {CORE_GROUP['case']} (d.json). Is it" in one_line(twice)
    assert "earlier file" not in one_line(THREE)
    held = replace(tally(twice), hold_small=True)
    assert not [one for one in remarks(twice, held) if "earlier file" in one]


def test_many_files_with_one_case_id_are_counted() -> None:
    found = tally(report_of(*(result(CORE_GROUP, f"{number:02}.json") for number in range(15))))
    assert [path for path, _ in found.again] == [f"{number:02}.json" for number in range(1, 11)]
    assert any("(10.json); and 4 more. Is it" in one.replace("\xa0", " ") for one in remarks(THREE, found))


def test_merged_or_added_the_same_ids_are_met_again() -> None:
    cases = [result(case, f"{number}.json") for number, case in enumerate((CORE_GROUP, RELEASE, RELEASE, QUIET, CORE_GROUP))]
    merged = Tally()
    for case in cases:
        merged.merge(tally_of([case]))
    assert merged.again == tally_of(cases).again == [("2.json", RELEASE["case"]), ("4.json", CORE_GROUP["case"])]
    assert len(merged.ids) == 3


def test_cases_in_which_nothing_was_found_to_judge_are_named() -> None:
    assert "No rule found anything to judge in 1 of 3 cases: c.json. A case with nothing in it is not a good one." in one_line(THREE)
    hollow = tally(report_of(*(result(QUIET, f"{number:02}.json") for number in range(12)), result(CORE_GROUP, "z.json")))
    assert (hollow.nothing, hollow.empty) == (12, [f"{number:02}.json" for number in range(10)])
    assert any("in 12 of 13 cases: 00.json; " in one and "; and 2 more. A case" in one for one in remarks(THREE, hollow))
    assert not any("judge in" in one for one in remarks(THREE, tally(report_of(result(CORE_GROUP, "a.json"), result(RELEASE, "b.json")))))


def test_what_is_waived_and_known_stands_beside_the_counts() -> None:
    first, second, third, fourth, *others = THREE.cases[0].findings
    marked = [replace(f, baseline=word) for f, word in ((second, "known"), (third, "new"), (fourth, "new"))]
    waiver = {"reason": "x", "approved_by": "y", "until": "2030-01-01"}
    waived = replace(THREE.cases[0], findings=(replace(first, waived=waiver), *marked, *others))
    found = tally(replace(THREE, cases=(waived, *THREE.cases[1:])))
    assert (found.waived, found.baseline) == (1, {"known": 1, "new": 2})
