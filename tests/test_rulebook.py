"""Faulty rule files: each is refused with its file, line, column and message. Nothing of a case is read before."""

from __future__ import annotations

from pathlib import Path

import pytest

from scr_check.rule import RuleFault
from tabling import BOOK, book_of, load_files, rule_text

GOOD = "for_each: [{each: meeting, in: meetings}]\nrequire: {holds: meeting.minutes.held}\n"
# SOME is a candidate. The lines that rule_text adds stand before the body: id, title, duty, source, about, move, remedy; so the body begins on line 8.
FAULTS = [
    # name, body, line, column, message
    ("unknown key", GOOD + "wehre: x\n", 10, 1, "unknown key 'wehre' (did you mean 'where'?); known are id, title, duty,"),
    ("unknown key of a step", GOOD.replace("in: meetings", "im: meetings"), 8, 28, "unknown key 'im'; known are each, any, in, where, absent,"),
    ("unknown key of a pattern", "require: {response: {since: as_of, wihtin: 2 weeks}}\n", 8, 36, "unknown key 'wihtin' (did you mean 'within'?)"),
    ("unknown key of one alternative", "require: {response: {since: as_of, some: {each: x, im: visits, at: x.date}}}\n", 8, 52, "unknown key 'im'"),
    ("two patterns", "require: {holds: 'True', observes: 'True'}\n", 8, 10, "require holds exactly one pattern, not 2: holds, observes"),
    ("no pattern", "require: {otherwise: []}\n", 8, 10, "require holds exactly one pattern, not 0: none"),
    ("unknown pattern", "require: {respnse: {since: as_of}}\n", 8, 20, "'respnse' is no pattern (did you mean 'response'?); patterns are"),
    ("a bad expression", GOOD.replace("minutes.held", "minuts.held"), 9, 18, "unknown field 'minuts' of an entry of meetings (did you mean 'minutes'?)"),
    ("an expression that is none", GOOD.replace("meeting.minutes.held", "'meeting.minutes.held =='"), 9, 18,
     "this cannot be read: a word, a comparison or a bracket is missing or too many here"),
    ("an unknown parameter", "require: {response: {since: as_of, within: thre_weeks, SOME}}\n", 8, 44,
     "'thre_weeks' is neither a duration such as \"2 weeks\" nor a parameter of that kind"),
    ("a parameter of another kind", "require: {response: {since: as_of, within: three, SOME}}\n", 8, 44, "'three' is neither a duration"),
    ("a bad duration", "require: {response: {since: as_of, within: 2 fortnights, SOME}}\n", 8, 44, "'2 fortnights'"),
    ("hours are no days", "require: {response: {since: as_of, within: 48 hours, SOME}}\n", 8, 44, "cannot be judged from dates"),
    ("a number that is none", "require: {count: {each: x, in: visits, at_least: ²}}\n", 8, 50, "'²' is neither a whole number nor a parameter of that kind"),
    ("a clock without a beginning", "require: {response: {within: 2 weeks, SOME}}\n", 8, 30, "within counts from a date: say since or after"),
    ("since and after", "require: {response: {since: as_of, after: as_of, within: 2 weeks, SOME}}\n", 8, 43, "either since or after, not both"),
    ("within and by", "require: {response: {since: as_of, by: as_of, within: 2 weeks, SOME}}\n", 8, 40, "either within or by, not both"),
    ("neither some nor at", "require: {response: {by: as_of}}\n", 8, 21, "say either some (the entries that fulfil it) or at"),
    ("fresh without a moment", "require: {precedence: {since: as_of, fresh: 3 days, SOME}}\n", 8, 45, "fresh looks back from a moment: say by"),
    ("days without at", "require: {count: {each: x, in: visits, at_least: 2, days: 3}}\n", 8, 18, "days and at go together"),
    ("a window with at_most", "require: {count: {each: x, in: visits, at: x.date, at_most: 2, days: 3}}\n", 8, 70, "a window of days goes with at_least alone"),
    ("neither at_least nor at_most", "require: {count: {each: x, in: visits}}\n", 8, 18, "say at_least or at_most"),
    ("a sequence of one", "require: {sequence: {each: x, in: visits, at: x.date, stage: x.type, order: [one]}}\n",
     8, 77, "at least one item is wanted, found a list"),
    ("a document that the rulebook does not cite", GOOD + "source: {document: papr, section: '1', quote: words}\n",
     9, 20, "the rulebook cites no document 'papr' (did you mean 'paper'?)"),
    ("observes in a must rule", "require: {observes: 'True'}\n", 8, 21, "observes is for advice and good_practice only"),
    ("a duty in an advice rule", "duty: advice\n" + GOOD, 9, 18, "advice and good_practice take observes or count, not holds"),
    ("a duty that there is not", "duty: shall\n" + GOOD, 7, 7, "'shall' is not allowed here; allowed are must, should, advice, good_practice"),
    ("in force from no day", GOOD + "in_force: {by: meeting.date, from: 2016-13-01}\n", 10, 36, "'2016-13-01'"),
    ("in force from no parameter", GOOD + "in_force: {by: meeting.date, from: two_weeks}\n",
     10, 36, "'two_weeks' is neither a date nor a parameter that holds one"),
    ("in force by no date", GOOD + "in_force: {by: meeting.type}\n", 10, 16, "a date is wanted, not a word"),
    ("a name that is taken", GOOD.replace("}]", "}, {each: meeting, in: plans}]"), 8, 50, "the name 'meeting' is taken"),
    ("a name of Python's", GOOD.replace("each: meeting", "each: class").replace("meeting.min", "as_of.min"), 8, 19, "'class' is no name"),
    ("a let with code for a name", GOOD + "let: {'x): import os': {ref: meeting.chair}}\n", 10, 7, "is no name: small letters, digits and underscores"),
    ("a list that there is not", GOOD.replace("in: meetings", "in: meeting"), 8, 32, "unknown name 'meeting' (did you mean 'meetings'?)"),
    ("a step over a date", GOOD.replace("in: meetings", "in: meetings.date"), 8, 32, "a list or a mapping of the record is wanted"),
    ("nth without an order", GOOD.replace("in: meetings", "in: meetings, nth: 3"), 8, 47, "say order_by: the date that puts the entries in order"),
    ("a subject that is bound by no step", GOOD + "subject: meting\n", None, None, "the subject 'meting' is bound by no step (did you mean 'meeting'?)"),
    ("the places of no rule", "for_each: {as: T-9}\nrequire: {holds: 'True'}\n", 8, 16, "'T-9' is no other rule of this rulebook"),
    ("the verdict of no rule", "require: {holds: 'verdict(\"T-9\") == \"met\"'}\n", 8, 10, "verdict() of 'T-9', which is no rule"),
    ("its own verdict", "require: {holds: 'verdict(\"T-1\") == \"met\"'}\n", 1, 5, "T-1 hangs on its own verdict, by way of T-1"),
    ("words for a verdict that there is not", GOOD + "say: {brached: x}\n", 10, 16, "'brached' is no verdict (did you mean 'breached'?)"),
    ("a phrase with a field that there is not", GOOD + "about: of {meeting.dat}\n", 9, 8, "unknown field 'dat' of an entry of meetings (did you mean 'date'?)"),
    ("a chain of something else", "require: {holds: 'True', otherwise: [{holds: 'True'}]}\n", 8, 38, "each link of otherwise is a response"),
    ("what is required is missing", "for_each: [{each: meeting, in: meetings}]\n", 1, 1, "'require' is missing"),
    ("a value of another kind", "require: [holds]\n", 8, 10, "a mapping is wanted, found a list"),
    ("a fault of YAML", GOOD + "let: {a: [}\n", 10, 11, ""),
    ("a key twice", GOOD + GOOD, None, None, "twice"),
    ("not UTF-8", b"id: T-1\ntitle: \xff\xfe\n", None, None, "UTF-8"),
    ("an empty file", b"", None, None, ""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "line", "column", "message"), FAULTS, ids=[row[0] for row in FAULTS])
def test_refused(name: str, body: str | bytes, line: int | None, column: int | None, message: str, tmp_path: Path) -> None:
    text = body if isinstance(body, bytes) else rule_text(body.replace("SOME", "some: {each: x, in: visits, at: x.date}"))
    with pytest.raises(RuleFault) as refused:
        load_files({"rulebook.yaml": BOOK, "T-1.yaml": text}, tmp_path)
    found = [said for said in refused.value.lines if message in said]
    assert found, refused.value.lines
    if line is not None:
        assert f"T-1.yaml:{line}:{column}: " in found[0]
    assert "T-1.yaml:" in found[0]


def test_all_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    files = {"a.yaml": rule_text(GOOD.replace("held", "hld")), "b.yaml": rule_text("id: T-2\n" + GOOD.replace("in: meetings", "in: meetngs"))}
    with pytest.raises(RuleFault) as refused:
        load_files({"rulebook.yaml": BOOK, **files}, tmp_path)
    assert any("a.yaml:9:18: unknown field 'hld'" in line for line in refused.value.lines)
    assert any("b.yaml:8:32: unknown name 'meetngs' (did you mean 'meetings'?)" in line for line in refused.value.lines)


def test_the_same_id_twice(tmp_path: Path) -> None:
    with pytest.raises(RuleFault, match=r"b\.yaml:1:5: the rule T-1 stands in a\.yaml already"):
        load_files({"rulebook.yaml": BOOK, "a.yaml": rule_text(GOOD), "b.yaml": rule_text(GOOD)}, tmp_path)


def test_a_cycle(tmp_path: Path) -> None:
    one = 'for_each: [{each: meeting, in: meetings}]\nrequire: {holds: \'verdict("T-2") == "met"\'}\n'
    two = "id: T-2\n" + one.replace("T-2", "T-1")
    with pytest.raises(RuleFault, match="T-1 hangs on its own verdict, by way of T-2"):
        load_files({"rulebook.yaml": BOOK, "a.yaml": rule_text(one), "b.yaml": rule_text(two)}, tmp_path)


@pytest.mark.parametrize(("book", "message"), [
    (BOOK + "colour: red\n", "unknown key 'colour'"),
    (BOOK.replace("kind: number, value: 3", "kind: number, value: several"), "three wants a whole number, found 'several'"),
    (BOOK.replace("value: 2 weeks", "value: 2 fortnights"), "'2 fortnights'"),
    (BOOK.replace("value: 2016-06-01", "value: 01/06/2016"), "'01/06/2016'"),
    (BOOK.replace("kind: number", "kind: colour", 1), "'colour' is not allowed here; allowed are duration, number, date"),
    (BOOK.replace("id: tables", "id: The Tables"), "found 'The Tables'"),
])  # fmt: skip
def test_a_faulty_rulebook(book: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(RuleFault) as refused:
        load_files({"rulebook.yaml": book, "a.yaml": rule_text(GOOD)}, tmp_path)
    assert any("rulebook.yaml" in line and message in line for line in refused.value.lines), refused.value.lines


def test_a_folder_that_is_no_rulebook(tmp_path: Path) -> None:
    with pytest.raises(RuleFault, match=r"holds no rulebook\.yaml, so it is no rulebook"):
        load_files({"a.yaml": rule_text(GOOD)}, tmp_path)


def test_a_good_rulebook_is_as_its_files_say() -> None:
    book = book_of(GOOD)
    rule = book.rules[0]
    assert (book.id, book.version, rule.id, rule.duty, rule.names) == ("tables", "1", "T-1", "must", ("meeting",))
    assert (rule.source.document, rule.source.section, rule.source.quote) == ("paper", "1", "words")
    assert (book.parameters["three"], book.parameters["unset_span"], str(book.parameters["two_weeks"])) == (3, None, "2 weeks")


@pytest.mark.parametrize("name", ["meetings", "referral", "as_of", "limit"])
def test_a_number_or_a_list_cannot_be_named_as_the_record_names_something(name: str, tmp_path: Path) -> None:
    for part, value in (("parameters", "{kind: number, about: x, value: 3}"), ("lists", "[core_group]")):
        folder = tmp_path / part
        folder.mkdir()
        book = "\n".join(line for line in BOOK.splitlines() if not line.startswith(("parameters", "lists", " ")))
        with pytest.raises(RuleFault) as refused:
            load_files({"rulebook.yaml": f"{book}\n{part}: {{{name}: {value}}}\n", "T-1.yaml": rule_text(GOOD)}, folder)
        assert any(line.endswith(f": the name '{name}' is taken") and "rulebook.yaml:" in line for line in refused.value.lines), refused.value.lines
