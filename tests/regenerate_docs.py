"""Writes the pages of ``docs`` that are made from the rulebooks, and what the commands of the guides print.

``python tests/regenerate_docs.py`` after a change in a rule or in what a command prints.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from doc_blocks import refreshed
from scr_check import check, coverage, rules_markdown

DOCS = Path(__file__).parents[1] / "docs"
GUIDES = ("pipelines.md", "waivers-and-baselines.md", "writing-rules.md")
"""Pages written by hand, whose commands are run."""


def pages() -> dict[Path, str]:
    """Each page and what must stand in it: of every built-in rulebook its catalogue, and what becomes of every sentence of its sources."""
    made = {}
    for book in check.load_rulebooks([], examples=True):
        made[DOCS / f"rules-{book.id}.md"] = rules_markdown.catalogue(book)
        made[DOCS / f"coverage-{book.id}.md"] = coverage.as_markdown(book)
    return made


def main() -> None:
    """Writes them."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
    for name in GUIDES:
        with tempfile.TemporaryDirectory() as folder:
            text = refreshed((DOCS / name).read_text(encoding="utf-8"), Path(folder))
        (DOCS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
