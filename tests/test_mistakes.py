"""Mistakes that people make in a rule file, and what is said of each: the place, and what to do, in words that need no programming."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_check.rule import RuleFault
from tabling import load_files

HEAD = 'id: mine\ntitle: Mine\nversion: "1"\nsources:\n  review: {title: Our review}\n'
GOOD = """\
id: MY-1
title: Minutes name who chaired
duty: must
source: {document: review, section: "1", quote: The minutes did not say who chaired.}
for_each:
  - {each: meeting, in: meetings, where: meeting.type == "core_group"}
require:
  recorded: [meeting.chair]
about: the chair of the core group of {meeting.date}
move: the social worker
remedy: Find out who chaired it.
"""
WHERE = 'meeting.type == "core_group"'
TYPES = ("strategy_discussion, initial_child_protection_conference, review_child_protection_conference, core_group, child_in_need_meeting, "
         "early_help_meeting, marac, professionals_meeting, other")  # fmt: skip
KEYS = ("id, title, duty, source, for_each, where, let, in_force, needs, unless, require, subject, about, say, cause, move, remedy, plain, examples")


def within(text: str) -> str:
    """The rule as a response with this limit."""
    return GOOD.replace("  recorded: [meeting.chair]", f"  response:\n    since: meeting.date\n    within: {text}\n    "
                        "some: {each: copy, in: meeting.circulation, at: copy.sent}")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (GOOD.replace("  recorded", "recorded"),
         ["7:9: a mapping is wanted, found nothing; what belongs to it stands on the lines below, two blanks further in",
          "8:1: unknown key 'recorded', which stands below require: put two more blanks before it and before what belongs to it; known are " + KEYS]),
        (GOOD.replace("  recorded", "\trecorded"),
         ["8:1: a tab cannot indent a line: use spaces (YAML: found character that cannot start any token)"]),
        (GOOD.replace("meeting.chair", "meeting.chairperson"), ["8:14: unknown field 'chairperson' of an entry of meetings (did you mean 'chair'?)"]),
        (GOOD.replace("  recorded", "  recorder"),
         ["8:13: 'recorder' is no pattern (did you mean 'recorded'?); patterns are absence_until, count, covers, held_for, holds, observes, precedence, "
          "recorded, recurrence, response, same, sequence, sources_agree"]),
        (GOOD.replace("core_group\"", "core_groups\""),
         [f"6:42: 'core_groups' is none of its words (did you mean 'core_group'?); allowed are {TYPES} "
          '(at character 17 of: meeting.type == "core_groups")']),
        (GOOD.replace('"core_group"', "core_group"),
         ["6:42: unknown name 'core_group'; a word of the record stands in quotation marks: \"core_group\" (at character 17 of: meeting.type == core_group)"]),
        (GOOD.replace('"core_group"', "core group"),
         ['6:42: this cannot be read: words of the record stand in quotation marks, with _ for a blank: "core_group" '
          "(at character 22 of: meeting.type == core group)"]),
        (GOOD.replace('"core_group"', "“core_group”"),
         ["6:42: this cannot be read: write straight quotation marks, \" or ', not curly ones (at character 17 of: meeting.type == “core_group”)"]),
        (GOOD.replace("==", "="),
         ["6:42: this cannot be read: write == to ask whether two things are the same, not = (at character 14 of: meeting.type = \"core_group\")"]),
        (GOOD.replace(WHERE, WHERE + " AND meeting.minutes.held"),
         ['6:42: this cannot be read: write and, or, not, in with small letters (at character 30 of: meeting.type == "core_group" AND meeting.minutes.held)']),
        (GOOD.replace(WHERE, WHERE + ' or "marac"'),
         ['6:42: a condition is wanted, but this is a word in quotation marks; to allow several words say field in ("this", "that") '
          '(at character 33 of: meeting.type == "core_group" or "marac")']),
        (GOOD.replace(WHERE, 'meeting.minutes.held == "yes"'),
         ["6:42: yes or no is never equal to a word in quotation marks; a yes/no field is said by itself, or with not before it "
          '(at character 25 of: meeting.minutes.held == "yes")']),
        (GOOD.replace(WHERE, "meeting.minutes.held == yes"),
         ["6:42: unknown name 'yes': a yes/no field is said by itself, as meeting.minutes.held, or with not before it "
          "(at character 25 of: meeting.minutes.held == yes)"]),
        (GOOD.replace(WHERE, "recorded meeting.chair"),
         ["6:42: this cannot be read: write brackets after recorded: recorded(...) (at character 10 of: recorded meeting.chair)"]),
        (GOOD.replace(WHERE, "meeting.date > 2016-03-01"),
         ["6:42: this cannot be read: a condition holds no date of its own: make it a parameter of kind date, and write the parameter's name "
          "(at character 21 of: meeting.date > 2016-03-01)"]),
        (GOOD.replace(WHERE, "recorded(meeting.chair"),
         ["6:42: this cannot be read: a bracket is opened and not closed, or the other way round (at character 9 of: recorded(meeting.chair)"]),
        (GOOD.replace(WHERE, 'meeting.type in ("core_group", "marac")'),
         ["6:80: the mapping that '{' opens in line 6 goes wrong here: a ',' or the closing '}' is missing, or a text with a comma in it stands "
          "without quotes (YAML: did not find expected ',' or '}')"]),
        (GOOD.replace(WHERE, "len(meeting.actions) > 0"),
         ["6:42: unknown function 'len'; functions are any, all, count, recorded, earliest, latest, first_recorded, days, weekday, is_working_day, "
          "agency_of, verdict"]),
        (within("two weeks"),
         ['10:13: \'two weeks\' is neither a duration such as "2 weeks" nor a parameter of that kind; write the number in digits: 2']),
        (within("2 wekks"), ["10:13: '2 wekks' has no known unit, 'wekks': did you mean weeks?"]),
        (GOOD.replace("title: Minutes", "title: Minutes: they"),
         ["2:15: a ':' stands where no key can end: put a text that holds ': ' in quotes, or mend the indentation "
          "(YAML: mapping values are not allowed in this context)"]),
        (GOOD.replace("duty: must", "duty: mandatory"), ["3:7: 'mandatory' is not allowed here; allowed are must, should, advice, good_practice"]),
        (GOOD.replace("id: MY-1", "id: my rule"),
         ["1:5: an id such as AG-R3A (capitals and digits, a dash, capitals and digits) is wanted, found 'my rule'"]),
        (GOOD.replace("remedy: Find out who chaired it.\n", ""), ["1:1: 'remedy' is missing: what a person can do about it now"]),
        (GOOD.replace("in: meetings", "in: meeting"), ["6:25: unknown name 'meeting' (did you mean 'meetings'?)"]),
        (GOOD.replace('  - {each: meeting, in: meetings, where: meeting.type == "core_group"}', "  each: meeting\n  in: meetings"),
         ["6:3: unknown key 'each': for_each is a list, so each step begins with '- '; known are steps, either, as",
          "7:3: unknown key 'in': for_each is a list, so each step begins with '- '; known are steps, either, as"]),
        (GOOD + "duty: should\n", ["12:1: the key 'duty' is given twice: keep one of them (first in line 3)"]),
    ],
)  # fmt: skip
def test_a_mistake_is_explained(text: str, faults: list[str], tmp_path: Path) -> None:
    assert text != GOOD
    with pytest.raises(RuleFault) as refused:
        load_files({"rulebook.yaml": HEAD, "MY-1.yaml": text}, tmp_path)
    assert refused.value.lines == [f"{tmp_path}/MY-1.yaml:{fault}" for fault in faults]


def test_without_the_mistakes_it_is_a_rule(tmp_path: Path) -> None:
    assert [rule.id for rule in load_files({"rulebook.yaml": HEAD, "MY-1.yaml": GOOD}, tmp_path).rules] == ["MY-1"]
