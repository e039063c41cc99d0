"""What ``scr-check rules --check`` finds in rulebooks: a mistake, a line. The built-in rulebooks give notes only."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_check import check, rule_check
from scr_check.rule_conditions import never
from tabling import BOOK, load_files, rule_text

LISTS = {"CONFERENCES": ("initial_child_protection_conference",), "NONE": (), "BOTH": ("a", "b")}


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ('x.type == "a" and x.type == "b"', "x.type cannot be both a and b"),
        ('x.type in ("a", "b") and x.type == "c"', "x.type cannot be both a or b and c"),
        ('x.type in BOTH and x.type in ("c", "d")', "x.type cannot be both a or b and c or d"),
        ('x.type == "a" and x.type not in BOTH', "x.type would have to be a, and must not be"),
        ('x.type == "a" and not x.type == "a"', "it says both x.type == 'a' and not x.type == 'a'"),
        ('x.type == "a" and not x.type in BOTH', "x.type would have to be a, and must not be"),
        ('"a" == x.type and x.type != "a"', "x.type would have to be a, and must not be"),
        ("x.type in ()", "x.type is looked for in an empty list"),
        ("x.type in NONE", "x.type is looked for in an empty list"),
        ("x.date < y.date and x.date > y.date", "x.date and y.date would have to be in two orders at once"),
        ("x.date < y.date and y.date <= x.date", "x.date and y.date would have to be in two orders at once"),
        ("x.date < y.date <= x.date", "x.date and y.date would have to be in two orders at once"),
        ("x.date < x.date", "x.date is compared with itself"),
        ("count(xs) > 3 and count(xs) < 3", "no number can be all that is asked of count(xs)"),
        ("count(xs) > 3 and count(xs) < 4", "no number can be all that is asked of count(xs)"),
        ("recorded(x.end) and not recorded(x.end)", "it says both recorded(x.end) and not recorded(x.end)"),
        ('any(y.type == "a" for y in ys if y.type == "b")', "y.type cannot be both b and a"),
        ('(x.type == "a" and x.type == "b") or x.type in ()', "x.type cannot be both a and b"),
        ('y.open and (x.type == "a" and x.type == "b" or x.type in ())', "x.type cannot be both a and b"),
        ('x.type == "a" and x.type == "a"', ""),
        ('x.type == "a" and y.type == "b"', ""),
        ('x.type == "a" or x.type == "b"', ""),
        ('x.type in () or x.type == "b"', ""),
        ('x.type in BOTH and x.type != "a"', ""),
        ("x.date <= y.date and x.date >= y.date", ""),
        ("x.date != y.date and x.date <= y.date", ""),
        ("count(xs) > 3 and count(xs) < 5", ""),
        ('not (x.type == "a" and x.type == "b")', ""),
    ],
)
def test_a_condition_that_can_never_hold(condition: str, reason: str) -> None:
    assert never((condition,), LISTS) == reason


EACH = "for_each: [{each: meeting, in: meetings}]\n"
MET = ("examples: [{name: x, as_of: 2016-01-01, case: {meetings: [{id: m, chair: w}], professionals: [{id: w, role: social_worker}]}, "
       "expect: {/meetings/0: met}}]")  # fmt: skip
USED = rule_text("id: T-9\nrequire: {count: {each: m, in: meetings, at: m.date, days: three, at_least: unset_number}}\nin_force: {by: as_of, "
                 "from: unset_day, until: change_day}\nwhere: any(m.type in CONFERENCES and m.date + two_weeks > as_of and m.date + unset_span > as_of "
                 "for m in meetings)\n" + MET)  # fmt: skip


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (EACH + 'where: meeting.type == "marac" and meeting.type == "core_group"\nrequire: {holds: recorded(meeting.chair)}\n' + MET,
         ["2:8: warning: this can never hold: meeting.type cannot be both marac and core_group"]),
        ('for_each: [{each: meeting, in: meetings, where: meeting.type == "marac"}]\nwhere: meeting.type in ("core_group", "other")\n'
         "require: {holds: recorded(meeting.chair)}\n" + MET,
         ["2:8: warning: with the conditions of the steps this can never hold: meeting.type cannot be both marac and core_group or other"]),
        (EACH + 'require: {holds: meeting.chair.role == "socal_worker"}\n' + MET,
         ["2:18: warning: 'socal_worker' stands in no record of the examples (did you mean 'social_worker'?)"]),
        (EACH + 'require: {holds: \'meeting.chair.role in ("team_manager", "practise_manager")\'}\n' + MET,
         ["2:18: warning: 'practise_manager' stands in no record of the examples (did you mean 'practice_manager'?)"]),
        (EACH + "require: {covers: {list: meeting.minutes.covers, required: [next_tree_months]}}\n" + MET,
         ["2:61: warning: 'next_tree_months' stands in no record of the examples (did you mean 'next_three_months'?)"]),
        (EACH + 'require: {holds: meeting.chair.role == "judge"}\n' + MET, []),
        (EACH + "require: {holds: recorded(meeting.chair)}", ["-6:5: warning: T-1 has no examples: nothing shows that it does what it says"]),
        (EACH + "require: {holds: recorded(meeting.chair)}\n" + MET.replace(": met}", ": breached}"),
         ["3:11: warning: no example of T-1 comes out as met: it may be that nothing can fulfil it"]),
        (EACH + "duty: advice\nrequire: {observes: recorded(meeting.chair)}\n" + MET,
         ["4:11: warning: no example of T-1 comes out as noted: it may be that nothing can fulfil it"]),
        (EACH + "require: {holds: recorded(meeting.chair)}\n" + MET, []),
    ],
)  # fmt: skip
def test_what_is_found_in_a_rule(body: str, found: list[str], tmp_path: Path) -> None:
    text = rule_text(body)
    usual = text.splitlines().index(body.splitlines()[0])
    book = load_files({"rulebook.yaml": BOOK, "T-1.yaml": text, "T-9.yaml": USED}, tmp_path)
    moved = [f"{int(line.split(':', 1)[0]) + usual}:{line.split(':', 1)[1]}" for line in found]
    assert [str(one) for one in rule_check.remarks([book])] == [f"{tmp_path}/T-1.yaml:{line}" for line in moved]


def test_numbers_and_lists_that_no_rule_uses(tmp_path: Path) -> None:
    book = load_files({"rulebook.yaml": BOOK, "T-1.yaml": rule_text(EACH + "require: {holds: recorded(meeting.chair)}\n" + MET)}, tmp_path)
    names = ["two_weeks", "unset_span", "unset_number", "three", "unset_day", "change_day"]
    assert [str(one) for one in rule_check.remarks([book])] == [
        *(f"{tmp_path}/rulebook.yaml:{6 + i}:3: warning: no rule uses the local number {name}" for i, name in enumerate(names)),
        f"{tmp_path}/rulebook.yaml:13:3: warning: no rule uses the list CONFERENCES",
    ]


RESPONSE = ("for_each: [{each: %s, in: meetings, where: '%s.type == \"%s\"'}]\nrequire: {response: {since: %s.date, within: %s, "
            "some: {each: %s, in: %s.circulation, where: '%s.document == \"minutes\"', at: %s.sent}}}\n")  # fmt: skip


def response(name: str, kind: str, within: str, copy: str) -> str:
    """A rule about minutes, under names of its own."""
    return RESPONSE % (name, name, kind, name, within, copy, name, copy, copy)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (response("meeting", "marac", "2 weeks", "copy"), response("m", "marac", "5 days", "c"),
         "T-1 and T-2 ask the same of the same thing, T-1 within 2 weeks, T-2 within 5 days: both are reported"),
        (response("meeting", "marac", "2 weeks", "copy"), response("m", "marac", "unset_span", "c"),
         "T-1 and T-2 ask the same of the same thing, T-1 within 2 weeks, T-2 within unset_span, which is not set: both are reported"),
        (response("meeting", "marac", "2 weeks", "copy"), response("m", "marac", "2 weeks", "c"), ""),
        (response("meeting", "marac", "2 weeks", "copy"), response("m", "core_group", "5 days", "c"), ""),
        (response("meeting", "marac", "2 weeks", "copy"), response("m", "marac", "5 days", "c").replace("minutes", "notes"), ""),
    ],
)  # fmt: skip
def test_two_rules_that_ask_the_same(one: str, other: str, found: str, tmp_path: Path) -> None:
    book = load_files({"rulebook.yaml": BOOK, "T-1.yaml": rule_text(one + MET), "T-2.yaml": rule_text(f"id: T-2\n{other}{MET}")}, tmp_path)
    notes = [one for one in rule_check.remarks([book]) if one.level == "note"]
    assert [(one.message, Path(one.path).name) for one in notes] == ([(found, "T-1.yaml")] if found else [])


def test_a_rule_of_another_rulebook_with_the_same_id(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("a", "b")]
    for folder in folders:
        folder.mkdir()
    text = {"T-1.yaml": rule_text(EACH + "require: {holds: recorded(meeting.chair)}\n" + MET), "T-9.yaml": USED}
    first, second = (load_files({"rulebook.yaml": BOOK.replace("id: tables", f"id: {folder.name}"), **text}, folder) for folder in folders)
    found = [str(one) for one in rule_check.remarks([first], [second])]
    assert [line.removeprefix(f"{tmp_path}/a/") for line in found] == [
        "T-1.yaml:1:5: warning: the rule T-1 stands in the rulebook b too, and both run",
        "T-9.yaml:7:5: warning: the rule T-9 stands in the rulebook b too, and both run",
    ]


def test_the_built_in_rulebooks_give_notes_only() -> None:
    found = rule_check.remarks(check.load_rulebooks([], examples=True))
    assert [str(one) for one in found if one.level != "note"] == []


def test_the_two_rules_on_minutes_are_both_meant_and_noted() -> None:
    found = rule_check.remarks(check.load_rulebooks(["children-ag"], examples=True))
    assert [(Path(one.path).name, one.message) for one in found] == [
        ("AG-G4.yaml", "AG-G4 and AG-R3A ask the same of the same thing, AG-G4 within 5 working days, AG-R3A within 2 weeks: both are reported")
    ]
