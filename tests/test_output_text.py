"""The text report: what stands first, what stands together, what is said once; and that it fits, loses nothing and harms no terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting import CORE_GROUP, QUIET, RELEASE, changed, report_of, result
from scr_check.case_results import CaseResult, Report
from scr_check.findings import ATTENTION, Evidence, Finding, Source, Verdict
from scr_check.outputs import RenderOptions, registry
from scr_check.outputs._blocks import as_one
from scr_check.outputs._lines import harmless, wrapped

COLOUR = re.compile("\x1b\\[[0-9;]*m")


def text(report: Report, width: int = 80, colour: bool = False, show: Iterable[Verdict] = ATTENTION) -> str:
    return registry()["text"].render(report, RenderOptions(width, colour, frozenset(show)))


def one_line(text: str) -> str:
    return " ".join(text.split())


def block_of(text: str, words: str) -> str:
    """The part between two empty lines that holds the words."""
    return next(one_line(part) for part in text.split("\n\n") if words in one_line(part))


# what it says


MINUTES = """\
Minutes and notes of the core group of 2016-03-04 (core-1)
! notes of the core group of 2016-03-04 to hv, fsw: not done, owed by
  2016-03-11, 111 days ago (AG-G4, lines 47, 53)
! minutes of the core group of 2016-03-04 to hv, fsw: not done, owed by
  2016-03-18, 104 days ago (AG-R3A, lines 47, 53)
? an escalation by hv, fsw about the notes of the core group of 2016-03-04: no
  record either way (AG-G6, lines 47, 53)
? hv, fsw following up the minutes of the core group of 2016-03-04 with the
  social worker: no record either way (AG-R3B, lines 47, 53)
    Move: the social worker. Send them now. If they still do not come, the
    member escalates.
    Move: hv, fsw, or their agency. Write to the social worker, then to the
    practice manager; or use the partnership's procedure.
    "Copies of the notes and written agreements should be circulated to core
    group members within five working days of the core group meeting." (The
    Findings continued)
"""


def test_minutes_that_did_not_arrive_are_one_block() -> None:
    shown = text(report_of(result(CORE_GROUP)))
    assert MINUTES in shown
    assert shown.count("core-1") == 2  # at a glance, and the block


def test_the_first_lines_say_how_much_and_whose_move() -> None:
    assert text(report_of(result(CORE_GROUP))).splitlines()[:4] == [
        "Case AG (cases/ag.json), as of 2016-06-30, the day of the record",
        "",
        "! 4 wrong: minutes and notes of the core group of 2016-03-04 (core-1)",
        "      Move: the social worker (4)",
    ]


def test_what_is_due_says_when_and_whose_move() -> None:
    shown = text(report_of(result(RELEASE)))
    assert (
        "> 3 coming up: the release ev-1 of partner Move: probation (2); children's social care (1); next by 2016-07-04, 4 days left"
        in one_line(shown)
    )
    assert "Move: probation. Tell them now." in block_of(shown, "The release ev-1 of partner")


def test_the_order_of_the_sections() -> None:
    shown = text(report_of(_case([_finding(verdict=verdict, rule=f"T-{i}") for i, verdict in enumerate(Verdict)])), show=Verdict)
    assert re.findall(r"^([A-Z ,]{4,})\(", shown, re.M) == [
        "KNOWN TO BE WRONG ", "NOBODY CAN TELL ", "DONE, BUT LATE ", "COMING UP ", "WORTH NOTICING ", "KEPT SO FAR ", "DONE ",
    ]  # fmt: skip


def test_nothing_to_report_is_one_line_with_the_count_of_unset_numbers() -> None:
    report = report_of(result(QUIET, "cases/ok.json"))
    assert text(report) == "cases/ok.json (OK): nothing to report, all looked at, 6 numbers unset.\n"
    assert text(report, width=100) == "cases/ok.json (OK), 2016-06-30: nothing to report, all looked at, 6 numbers unset.\n"


def test_what_was_not_looked_at_is_said_and_is_no_good_news() -> None:
    case = changed(QUIET)
    del case["conditions"], case["step_downs"]
    shown = one_line(text(report_of(result(case))))
    assert "Nothing to report of what was looked at." in shown
    assert "Not looked at, because the record has none: conditions (3 rules), step_downs (4 rules)." in shown
    assert "Local numbers not set: monitoring_interval, evidence_gap, plan_begins_within, cluster_size, cluster_days," in shown


def test_a_file_that_cannot_be_read_has_a_line_for_each_fault() -> None:
    bad = result(b"format: case/1\ncase: x\nmeetings: 7\nplan: 1\n", "cases/bad.yaml")
    lines = text(report_of(bad, result(QUIET, "cases/ok.json")), width=40).splitlines()
    assert lines[0] == "cases/bad.yaml: not read, 2 faults"
    assert [line.split(": ")[0] for line in lines[1:3]] == ["cases/bad.yaml:3:11", "cases/bad.yaml:4:1"]
    assert "2 cases, 1 checked, 1 unreadable: no rule found anything to judge." in one_line(" ".join(lines))


def test_several_cases_each_under_its_path_then_a_summary() -> None:
    shown = text(report_of(result(RELEASE, "b.json"), result(CORE_GROUP, "a.json")))
    assert re.findall(r"^Case \w+ \((.*)\)", shown, re.M) == ["a.json", "b.json"]
    assert "2 cases, 2 checked, 0 unreadable: 4 breached, 4 not recorded, 2 unknown, 3 due, 4 met. By rule " in one_line(shown)


# what is said once, and what stands together


def test_a_sentence_is_quoted_once_for_each_rule_of_a_case() -> None:
    findings = [_finding(rule=rule, person=i, cause="x") for i in range(3) for rule in ("T-1", "T-2", "T-3")]
    findings = [replace(f, source=Source("d", "s", "the same words" if f.rule != "T-3" else "the same")) for f in findings]
    assert text(report_of(_case(findings))).count("the same") == 1


@pytest.mark.parametrize("verdict", [Verdict.UNKNOWN, Verdict.NOT_RECORDED])
def test_what_hangs_on_another_rule_is_folded_into_it(verdict: Verdict) -> None:
    leading = _finding(rule="T-1", verdict=verdict)
    hanging = _finding(rule="T-2", verdict=Verdict.UNKNOWN, hangs_on="T-1")
    assert "? T-2 hangs on T-1 (line 10)" in block_of(text(report_of(_case([leading, hanging]))), "(T-1, line 10)")


def test_what_hangs_on_a_rule_that_is_not_shown_stands_alone() -> None:
    findings = [_finding(rule="T-1", verdict=Verdict.NOT_RECORDED), _finding(rule="T-2", verdict=Verdict.UNKNOWN, hangs_on="T-1")]
    shown = text(report_of(_case(findings)), show=[Verdict.UNKNOWN])
    assert "(T-2, line 10)" in shown and "T-1" not in shown


@pytest.mark.parametrize(
    ("person", "heading"),
    [(0, "NOBODY CAN TELL (2, 1 of them with what is wrong)"), (1, "NOBODY CAN TELL (2)")],
    ids=["of the same person: with what is wrong", "of another: by itself"],
)
def test_of_one_cause_and_one_person_all_stands_with_what_is_wrong(person: int, heading: str) -> None:
    wrong = _finding(rule="T-1", cause="minutes")
    open_ = [_finding(rule="T-2", cause="minutes", verdict=Verdict.UNKNOWN, person=person)]
    other = [_finding(rule="T-9", verdict=Verdict.UNKNOWN, person=5)]
    shown = text(report_of(_case([wrong, *open_])))
    assert ("T-2" in block_of(shown, "T-1,")) is (person == 0)
    assert heading in text(report_of(_case([wrong, *open_, *other])))


def test_the_nearest_day_stands_first() -> None:
    due = [_finding(rule=f"T-{left}", verdict=Verdict.DUE, left=left) for left in (9, 2, 30)]
    assert re.findall(r"\((T-\d+),", text(report_of(_case(due)))) == ["T-2", "T-9", "T-30"]


def test_a_missing_value_is_named_with_its_line() -> None:
    finding = _finding(verdict=Verdict.UNKNOWN)
    finding = replace(
        finding, message=f"{finding.about}: cannot be told: it hangs on /a/0/due", missing=("/a/0/due",), evidence=(Evidence("/a/0", None, 77, 1),)
    )
    assert "cannot be told: it hangs on 'due' (line 77) (T-1, line 10)" in one_line(text(report_of(_case([finding]))))


@pytest.mark.parametrize(
    ("phrases", "told"),
    [
        (["minutes to hv"], "minutes to hv"),
        (["minutes to hv", "minutes to hv"], "minutes to hv"),
        (["minutes to hv", "minutes to sw"], "minutes to hv, sw"),
        (["hv told of it", "sw told of it", "hv told of it"], "hv, sw told of it"),
        (["hv, or their agency", "sw, or their agency"], "hv, sw, or their agency"),
        (["minutes of 1 to hv", "minutes of 2 to sw"], None),
        (["minutes to", "minutes to hv"], None),
        (["hv", "sw"], None),
    ],
)
def test_phrases_that_differ_in_one_word_are_told_as_one(phrases: list[str], told: str | None) -> None:
    assert as_one(phrases) == told


# how it looks


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_it_fits(width: int) -> None:
    report = report_of(result(CORE_GROUP), result(RELEASE, "cases/re.json"))
    assert max(map(len, text(report, width, show=Verdict).splitlines())) <= width


def test_colour_changes_no_character() -> None:
    report = report_of(result(CORE_GROUP), result(RELEASE, "cases/re.json"))
    coloured = text(report, colour=True)
    assert "\x1b[" in coloured
    assert COLOUR.sub("", coloured) == text(report)
    assert "\x1b" not in text(report)


@pytest.mark.parametrize(
    ("odd", "shown"),
    [
        ("[red]x[/red]", "[red]x[/red]"),
        ("\x1b[31mx", "\\x1b[31mx"),
        ("\x9b31mx", "\\x9b31mx"),
        ("a\rb", "a\\x0db"),
        ("a\nb", "a\\x0ab"),
        ("\u202ex", "\\u202ex"),
        ("\ud800x", "\\ud800x"),
        ("\x00x", "\\x00x"),
        ("𝄞é", "𝄞é"),
    ],
)
@pytest.mark.parametrize("colour", [False, True])
def test_an_id_cannot_steer_the_terminal(odd: str, shown: str, colour: bool) -> None:
    finding = _finding()
    finding = replace(finding, about=odd, message=f"{odd}: not done", move=odd)
    case = replace(_case([finding]), path=odd, case=odd)
    bad = CaseResult(f"{odd}z", None, None, "unreadable", problems=(replace(result(b"x").problems[0], message=odd),))
    written = COLOUR.sub("", text(report_of(case, bad), colour=colour))
    assert written.count(shown) >= 5
    assert harmless(written.replace("\n", "")) == written.replace("\n", "")
    assert written.encode()


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [
        ("a bb ccc", 4, ["> a", "  bb", "  cc", "  c"]),
        ("abcdefgh", 5, ["> abc", "  def", "  gh"]),
        ("日本語 x", 6, ["> 日本", "  語 x"]),
        ("a b\xa0c", 5, ["> a", "  b c"]),
        ("", 5, [">"]),
    ],
)
def test_wrapping(words: str, width: int, lines: list[str]) -> None:
    assert [line.text for line in wrapped(words, width, "> ", "  ")] == lines


# the law: nothing is lost


def _finding(
    rule: str = "T-1", verdict: Verdict = Verdict.BREACHED, person: int = 0, meeting: int = 0, cause: str = "", hangs_on: str | None = None, left: int = 3
) -> Finding:
    about = f"minutes of {meeting} to person-{person}"
    due = verdict is Verdict.DUE
    subject = f"/meetings/{meeting}/participants/{person}"
    return Finding(
        rule=rule, rulebook="t", title=f"The title of {rule}", duty="must", verdict=verdict, subject=subject,
        bindings={"meeting": f"/meetings/{meeting}", "person": subject}, message=f"{about}: words of {verdict.value}",
        remedy="Do it.", move="somebody", about=about, limit="2016-07-01" if due else None, limit_between=None, fulfilled=None, days_late=None,
        days_left=left if due else None, missing=(), unset=(), hangs_on=hangs_on, evidence=(), source=Source("d", "A section", f"Words of {rule}."),
        line=10 + 100 * meeting + person, cause=cause,
    )  # fmt: skip


def _case(findings: list[Finding]) -> CaseResult:
    counts = {verdict.value: sum(f.verdict is verdict for f in findings) for verdict in Verdict}
    return CaseResult("t.json", "T", "0" * 64, "checked", "2016-06-28", "extracted", counts, findings=tuple(findings))


FINDINGS = st.builds(
    _finding,
    rule=st.sampled_from(["T-1", "T-2", "T-3", "T-4"]),
    verdict=st.sampled_from([verdict for verdict in Verdict if verdict is not Verdict.NOT_APPLICABLE]),
    person=st.integers(0, 3), meeting=st.integers(0, 2), cause=st.sampled_from(["", "minutes", "notes"]),
    hangs_on=st.sampled_from([None, None, "T-1", "T-2", "T-3"]), left=st.integers(0, 40),
)  # fmt: skip
TAG = re.compile(r"\((T-\d), lines? ([\d, ]+)\)")
FOLDED = re.compile(r"(T-\d) hangs on T-\d \(lines? ([\d, ]+)\)")


def found_in(shown: str) -> set[tuple[str, int]]:
    """Rule and line of everything that the text tells."""
    told = one_line(shown)
    return {(rule, int(line)) for tag in (TAG, FOLDED) for rule, lines in tag.findall(told) for line in lines.split(",")}


@settings(max_examples=150, deadline=None)
@given(
    findings=st.lists(FINDINGS, max_size=14),
    show=st.frozensets(st.sampled_from(list(Verdict)), min_size=1) | st.just(ATTENTION) | st.just(frozenset(Verdict)),
    width=st.sampled_from([40, 57, 80, 200]),
)
def test_every_finding_that_is_listed_is_found_in_the_text_and_no_other(findings: list[Finding], show: frozenset[Verdict], width: int) -> None:
    shown = text(report_of(_case(findings)), width, show=show)
    assert found_in(shown) == {(f.rule, f.line) for f in findings if f.verdict in show}
    assert all(len(line) <= width for line in shown.splitlines())


@pytest.mark.parametrize("case", [CORE_GROUP, RELEASE], ids=["core group", "release"])
@pytest.mark.parametrize("width", [40, 80])
def test_every_finding_of_a_real_report_is_found(case: dict[str, object], width: int) -> None:
    one = result(case)
    told = one_line(text(report_of(one), width, show=Verdict))
    tags = re.findall(r"\(?([A-Z]+-\w+)(?:,| hangs on \S+) \(?lines? ([\d, ]+)\)", told)
    assert {(rule, int(line)) for rule, lines in tags for line in lines.split(",")} == {(f.rule, f.line) for f in one.findings}
