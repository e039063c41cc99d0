"""Runs the examples, and writes what they print: ``python tests/regenerate_examples.py`` after a change that a report shows.

``expected.txt`` is what ``sh command.txt`` prints. In ``examples/README.md`` the lines and sentences of the tables are brought up to date;
the rules, places and verdicts stand there by hand and are not touched: test_examples holds the program against them.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from scr_check import check
from scr_check.case_results import CaseResult
from scr_check.findings import Finding
from scr_check.sources import Document, read

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
README = EXAMPLES / "README.md"
FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/command.txt"))
ROW = re.compile(
    r"^\| (?P<rule>(?:AG|ET)-\w+) \| (?P<verdict>\w+) \| (?P<where>[\w -]+) \| (?P<line>\d*) \| (?P<part>[^|]*) \| (?P<sentence>[^|]*) \|$"
)


@dataclass(frozen=True)
class Row:
    """One row of a table of the README: a verdict that a file must have, where, and the sentence of the briefing that it answers."""

    file: str
    rule: str
    verdict: str
    where: str
    line: str
    part: str
    sentence: str

    def __str__(self) -> str:
        return f"| {self.rule} | {self.verdict} | {self.where} | {self.line} | {self.part} | {self.sentence} |"


@dataclass(frozen=True)
class Judged:
    """A case file of the examples, and what the program says of it."""

    document: Document
    result: CaseResult

    def findings(self, rule: str, where: str) -> list[Finding]:
        """The findings of a rule whose bound entries bear all these names; for a case-level rule ``where`` is a section."""
        return [one for one in self.result.findings if one.rule == rule and set(where.split()) <= self._names(one)]

    def line(self, finding: Finding, where: str) -> int:
        """The line of the innermost of the bound entries; for the whole case, of the section named."""
        places = {finding.subject, *finding.bindings.values()} - {""} or {f"/{where}"}
        return max(self.document.place(pointer).line for pointer in places)

    def _names(self, finding: Finding) -> set[str]:
        places = {finding.subject, *finding.bindings.values()} - {""}
        return {name for pointer in places for name in _names_of(self._value(pointer))} or set(self.document.data)

    def _value(self, pointer: str) -> Any:
        value: Any = self.document.data
        for step in pointer.split("/")[1:]:
            value = value[int(step)] if isinstance(value, list) else value[step]
        return value


def _names_of(entry: Any) -> set[str]:
    return {str(entry[key]) for key in ("id", "who", "child", "agency") if key in entry} if isinstance(entry, dict) else set()


@cache
def judged(file: str, as_of: str | None = None) -> Judged:
    """A file below ``examples``, judged by the built-in rules on a day; by default the day of its extraction."""
    settings = check.Settings(check.load_rulebooks([]), date(2000, 1, 1), date.fromisoformat(as_of) if as_of else None)
    path = EXAMPLES / file
    return Judged(read(path.read_bytes(), path.name), check.check_path(path, file, settings))


def rows() -> Iterator[Row]:
    """The rows of the README's tables. A table is about the file that the heading above it names."""
    file = ""
    for line in README.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            file = line.removeprefix("## ").strip("`")
        elif found := ROW.match(line):
            yield Row(file, **found.groupdict())


def commands(folder: Path) -> list[str]:
    """The commands of an example, as a user types them from the project's root."""
    return (folder / "command.txt").read_text(encoding="utf-8").splitlines()


def run(command: str) -> tuple[str, int]:
    """What a command prints to standard output, and its exit status."""
    words = shlex.split(command)
    assert words[0] == "scr-check", command
    env = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "scr_check", *words[1:]], cwd=ROOT, env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert not done.stderr, done.stderr
    return done.stdout, done.returncode


def _refreshed(row: Row) -> Row:
    found = judged(row.file).findings(row.rule, row.where)
    if not found:
        return row
    one = found[0]
    return replace(row, line=str(judged(row.file).line(one, row.where)), part=one.source.section, sentence=one.source.quote)


def main() -> None:
    """Writes every ``expected.txt`` and the lines and sentences of the README."""
    for folder in FOLDERS:
        (folder / "expected.txt").write_text("".join(run(command)[0] for command in commands(folder)), encoding="utf-8")
    text = README.read_text(encoding="utf-8")
    for row in rows():
        text = text.replace(f"{row}\n", f"{_refreshed(row)}\n", 1)
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
