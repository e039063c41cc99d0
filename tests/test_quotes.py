"""Every rule's quote stands in its source word for word, line breaks folded, whatever was typed for an apostrophe or a dash included."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from scr_check.check import load_rulebooks
from scr_check.rule import Rule

TEXTS = {"briefing": Path(__file__).parent / "data" / "children-ag-briefing.txt"}


def folded(text: str) -> str:
    """The text with every run of white space as one blank."""
    return " ".join(text.split())


@cache
def source(document: str) -> str:
    """The folded text of a document."""
    return folded(TEXTS[document].read_text(encoding="utf-8"))


def cited() -> list[Rule]:
    """The rules of the review's own rulebook."""
    return [rule for book in load_rulebooks(()) if book.id == "children-ag" for rule in book.rules]


@pytest.mark.parametrize("rule", cited(), ids=lambda rule: rule.id)
def test_the_quote_stands_in_the_source(rule: Rule) -> None:
    quote = folded(rule.source.quote)
    assert quote in source(rule.source.document)


@pytest.mark.parametrize("rule", cited(), ids=lambda rule: rule.id)
def test_the_section_is_a_heading_of_the_source_or_a_numbered_recommendation(rule: Rule) -> None:
    lines = {line.strip().rstrip(":") for line in TEXTS[rule.source.document].read_text(encoding="utf-8").splitlines()}
    section = rule.source.section
    number = section.removeprefix("Recommendation ")
    assert section in lines if number == section else any(line.startswith(f"{number}. ") for line in lines)


def test_a_word_changed_is_seen() -> None:
    assert folded("minutes are circulated to all attendees\n  and those") in source("briefing")
    assert folded("minutes are sent to all attendees and those") not in source("briefing")
