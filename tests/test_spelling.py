"""Words that no rule knows but that are near one that a rule does: a report in which all seems well says so."""

from __future__ import annotations

from datetime import date

import pytest

from scr_check import check
from scr_check.outputs import RenderOptions, text
from scr_check.spelling import nearest

WORDS = frozenset({"prison_release", "returned_home", "social_worker", "social_work", "domestic_abuse_incident", "father", "health_visiting"})


@pytest.mark.parametrize(("word", "near"), [
    ("prison_release", None),
    ("prison release", "prison_release"),
    ("Prison-Release", "prison_release"),
    ("prison_relase", "prison_release"),
    ("returnd_home", "returned_home"),
    ("return_home", "returned_home"),
    ("socialworker", "social_worker"),
    ("hospital_admission", None),
    ("grandfather", None),
    ("health_visitor", None),
    ("social_work_manager", None),
    ("", None),
])  # fmt: skip
def test_the_word_that_is_probably_meant(word: str, near: str | None) -> None:
    assert nearest(word, WORDS) == near


def test_a_report_says_so_and_does_not_say_that_all_was_looked_at() -> None:
    case = b"format: case/1\ncase: C\nextracted: 2016-06-30\ncomplete: all\nevents:\n  - {id: e, type: prison relase, date: 2016-05-01}\n"
    settings = check.Settings(check.load_rulebooks(["children-ag"]), date(2020, 1, 1))
    result = check.check_bytes(case, "c.yaml", settings)
    assert [(one.line, one.column, one.message) for one in result.doubts] == [
        (6, 19, "no rule knows the type 'prison relase'; if prison_release is meant, rules do not see it")
    ]
    told = text.render(check.report([result], settings), RenderOptions(width=200))
    assert "Check the spelling, line 6: no rule knows the type 'prison relase'; if prison_release is meant, rules do not see it." in told
    assert "all looked at" not in told


def test_what_a_condition_prohibits_is_a_word_to_be_near() -> None:
    case = b"""format: case/1
case: C
conditions: [{id: c, prohibits: returned_home}]
events: [{id: e, type: returned home, date: 2016-05-01}, {id: f, type: holiday, date: 2016-05-01}]
"""
    settings = check.Settings(check.load_rulebooks(["children-ag"]), date(2020, 1, 1))
    assert [one.line for one in check.check_bytes(case, "c.yaml", settings).doubts] == [4]


def test_the_one_line_says_when_not_all_rules_were_asked() -> None:
    settings = check.Settings(check.load_rulebooks(["children-ag"]), date(2020, 1, 1), select=("AG-H",))
    case = b"format: case/1\ncase: C\nextracted: 2016-06-30\ncomplete: all\nprofessionals: []\npeople: []\nmeetings: []\n"
    told = text.render(check.report([check.check_bytes(case, "c.yaml", settings)], settings), RenderOptions())
    assert told == "c.yaml (C), 2016-06-30: nothing to report, 3 of 46 rules asked, 6 numbers unset.\n"
