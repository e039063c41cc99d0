"""Every snippet of the guides: files are written, commands run, and what they print is what the page says. What the pages name is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from doc_blocks import Block, blocks, printed, written
from regenerate_docs import DOCS
from scr_check import patterns
from scr_check.kinds import FUNCTIONS
from scr_check.rule_spec import RulebookSpec, RuleSpec
from scr_check.specs import spec_of
from scr_check.specs.parts import StepSpec
from tabling import BOOK, load_files, rule_text

GUIDE = (DOCS / "writing-rules.md").read_text(encoding="utf-8")
LANGUAGE = (DOCS / "rule-language.md").read_text(encoding="utf-8")
COUNTED = re.compile(r"\b(\d+) of (\d+) verdicts as expected, in the examples of \d+ rules")


def counted(text: str) -> str:
    """The text without the number of examples, which grows with every rulebook; all of them must be as expected."""
    for found in COUNTED.finditer(text):
        assert found[1] == found[2], found[0]
    return COUNTED.sub("all verdicts as expected", text)


def test_the_guide_does_what_it_says(tmp_path: Path) -> None:
    commands = 0
    for block in blocks(GUIDE):
        if block.kind == "yaml":
            written(block, tmp_path)
        else:
            commands += 1
            said = block.body.partition("\n")[2]
            assert counted(printed(block.command, tmp_path)) == counted(said), f"line {block.line}: run python tests/regenerate_docs.py"
    assert commands >= 6


@pytest.mark.parametrize("block", list(blocks(LANGUAGE)), ids=lambda block: f"line {block.line}")
def test_each_snippet_of_the_language_is_a_rule(block: Block, tmp_path: Path) -> None:
    assert (block.kind, block.name) == ("yaml", "require")
    book = load_files({"rulebook.yaml": BOOK, "T-1.yaml": rule_text(block.body)}, tmp_path)
    assert [rule.id for rule in book.rules] == ["T-1"]


def first_cells(heading: str, text: str = LANGUAGE) -> str:
    """The first cells of the table under a heading."""
    part = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return "\n".join(line.split("|")[1] for line in part.splitlines() if line.startswith("|"))


def named(cells: str) -> set[str]:
    return set(re.findall(r"`([a-z_]+)", cells))


@pytest.mark.parametrize(
    ("heading", "names"),
    [
        ("A rule", {info.alias or name for name, info in RuleSpec.model_fields.items()} - {"plain"}),
        ("A step", {info.alias or name for name, info in StepSpec.model_fields.items()} - {"any"}),
        ("The patterns", set(patterns.registry())),
        ("`rulebook.yaml`", {info.alias or name for name, info in RulebookSpec.model_fields.items()}),
    ],
)
def test_the_language_page_names_every_key_and_no_other(heading: str, names: set[str]) -> None:
    assert named(first_cells(heading)) == names


def test_the_language_page_names_every_function() -> None:
    assert set(FUNCTIONS) <= set(re.findall(r"\b([a-z_]+)\(", first_cells("Conditions")))


@pytest.mark.parametrize("key", patterns.registry())
def test_the_language_page_names_every_key_of_a_pattern(key: str) -> None:
    (row,) = (line for line in LANGUAGE.splitlines() if line.startswith(f"| `{key}` |"))
    shared = {"since", "after", "within", "by", "by_next", "counting", "doubtful"}
    if key == "precedence":
        shared |= set(spec_of("response").model_fields)
    names = {info.alias or name for name, info in spec_of(key).model_fields.items()}
    assert names - shared <= set(re.findall(r"`([a-z_]+)`", row.split("|")[3]))


@pytest.mark.parametrize("text", [GUIDE, LANGUAGE], ids=["writing-rules", "rule-language"])
def test_links_lead_somewhere(text: str) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", text)
    assert links
    assert [link for link in links if not (DOCS / link).is_file()] == []
