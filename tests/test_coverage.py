"""Every sentence of the briefing has its answer, and every rule answers one; the pages made from the rulebooks are fresh."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from regenerate_docs import pages
from scr_check import check, coverage
from scr_check.coverage import Sentence
from scr_check.rule import Rulebook, RuleFault
from tabling import BOOK, load_files, rule_text

TEXT = " ".join((Path(__file__).parent / "data" / "children-ag-briefing.txt").read_text(encoding="utf-8").split())
#: What stands between sentences: headings, bullets, the numbers of the recommendations.
BETWEEN = re.compile(
    r"(Serious Case Review|6 Step Briefing|Children Ag|The Background|Safeguarding Concerns|The Incident|The Review|The Findings continued"
    r"|The Findings|Good Practice and Evidence as a result of this Review and similar Review|Good Practice:|Recommendations|-|\d\.|\s)*"
)


@cache
def book() -> Rulebook:
    return check.load_rulebooks(["children-ag"], examples=True)[0]


@cache
def sentences() -> tuple[Sentence, ...]:
    return coverage.sentences(book())


def test_the_sentences_are_the_whole_briefing_in_its_order() -> None:
    at = 0
    for one in sentences():
        where = TEXT.find(one.quote, at)
        assert where >= 0, f"not there, or not in its order: {one.quote}"
        assert BETWEEN.fullmatch(TEXT[at:where]), f"left out: {TEXT[at:where]}"
        at = where + len(one.quote)
    assert BETWEEN.fullmatch(TEXT[at:])


@pytest.mark.parametrize("one", sentences(), ids=lambda one: one.quote[:40])
def test_each_sentence_stands_in_the_briefing_once(one: Sentence) -> None:
    assert TEXT.count(one.quote) == 1
    assert one.rules or one.why


@pytest.mark.parametrize("rule", book().rules, ids=lambda rule: rule.id)
def test_each_rule_answers_the_sentence_that_it_cites(rule: object) -> None:
    quote, section = rule.source.quote, rule.source.section  # type: ignore[attr-defined]
    answered = [one for one in sentences() if rule.id in one.rules]  # type: ignore[attr-defined]
    text = " ".join(one.quote for one in answered if one.section == section)
    assert quote in text or any(quote in one.quote for one in answered)


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ("The mother of Ag children was in a violent relationship", ("a trigger, not a duty",)),
        ("The children had witnessed previous domestic violence", ("a trigger, not a duty", "needs a person's judgement")),
        ("A domestic violence incident took place", ("a trigger, not a duty",)),
        ("The case was considered by", ("not about a case",)),
        ("Partner agencies challenge whether this always happens", ("needs a person's judgement",)),
        ("This process needs to be circulated to partners", ("not about a case",)),
        ("Professionals felt the step down", ("needs a person's judgement",)),
        ("Agencies should receive copies of minutes", ()),
    ],
)
def test_why_no_rule_answers(quote: str, why: tuple[str, ...]) -> None:
    assert [one.why for one in sentences() if one.quote.startswith(quote)] == [why]


@pytest.mark.parametrize("path", list(pages()), ids=lambda path: path.name)
def test_the_page_is_fresh(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == pages()[path], "run python tests/regenerate_docs.py"


def test_no_page_tells_of_the_machine_that_made_it() -> None:
    assert not any(re.search(r"/(home|work|tmp|root|Users)/", text) for text in pages().values())


RULE = rule_text("require: {holds: count(meetings) > 0}")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("document: paper\nsections: [{section: '1', sentences: [{quote: words, rules: [T-2]}]}]",
         "sentences.yml:2:62: 'T-2' is no rule of tables (did you mean 'T-1'?)"),
        ("document: paper\nsections: [{section: '1', sentences: [{quote: words}]}]", "sentences.yml:2:39: a sentence has rules, or why there can be none"),
        ("document: paper\nsections: [{section: '1', sentences: [{quote: words, why: maybe}]}]",
         "sentences.yml:2:59: 'maybe' is not allowed here; allowed are trigger, judgement, not_a_case"),
    ],
)  # fmt: skip
def test_a_list_of_sentences_is_refused(text: str, fault: str, tmp_path: Path) -> None:
    loaded = load_files({"rulebook.yaml": BOOK, "T-1.yaml": RULE, "sentences.yml": text}, tmp_path)
    with pytest.raises(RuleFault) as refused:
        coverage.sentences(loaded)
    assert refused.value.lines == [f"{tmp_path}/{fault}"]


def test_without_a_list_the_sentences_are_those_that_rules_cite(tmp_path: Path) -> None:
    loaded = load_files({"rulebook.yaml": BOOK, "T-1.yaml": RULE}, tmp_path)
    assert coverage.sentences(loaded) == (Sentence("paper", "1", "words", ("T-1",)),)


def test_a_rulebook_that_extends_has_the_sentences_of_both(tmp_path: Path) -> None:
    head = "id: here\ntitle: Here\nversion: '1'\nextends: children-ag\nchange: {AG-H1: {off: Not ours.}}\nsources: {paper: {title: P}}\n"
    (tmp_path / "rulebook.yaml").write_text(head)
    (tmp_path / "T-1.yaml").write_text(rule_text("require: {holds: count(meetings) > 0}"))
    loaded = next(one for one in check.load_rulebooks([str(tmp_path)], examples=True) if one.id == "here")
    found = coverage.sentences(loaded)
    assert [one.quote for one in found] == [*(one.quote for one in sentences()), "words"]
    assert "AG-H1: switched off: Not ours." in coverage.as_text((loaded,))
    (data,) = coverage.as_data((loaded,))["rulebooks"]
    assert [one["switched_off"] for one in data["sentences"] if one["switched_off"]] == [["AG-H1"]]
