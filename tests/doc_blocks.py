"""The fenced blocks of a page of ``docs``: files to write, commands to run and what they print."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<name>\S+))?\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """One block: ``yaml`` with a name is a file, ``console`` a command after ``$`` and what it prints. ``line`` is where it begins, from 1."""

    kind: str
    name: str
    body: str
    line: int
    start: int
    end: int

    @property
    def command(self) -> str:
        """The command of a console block."""
        return self.body.splitlines()[0].removeprefix("$ ")


def blocks(text: str) -> Iterator[Block]:
    """Every block of a page, in its order."""
    for found in BLOCK.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield Block(found["kind"], found["name"] or "", found["body"], line, found.start(), found.end())


def written(block: Block, folder: Path) -> None:
    """Writes the file of a block."""
    path = folder / block.name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.body, encoding="utf-8")


def printed(command: str, folder: Path) -> str:
    """What a command prints when it is run in the folder, with what it says beside."""
    words = shlex.split(command)
    assert words[0] == "scr-check", command
    env = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, "-m", "scr_check", *words[1:]], cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


def refreshed(text: str, folder: Path) -> str:
    """The page with what its commands print now."""
    parts, end = [], 0
    for block in blocks(text):
        parts.append(text[end : block.start])
        end = block.end
        whole = text[block.start : block.end]
        if block.kind == "yaml" and block.name:
            written(block, folder)
        elif block.kind == "console":
            whole = f"```console\n$ {block.command}\n{printed(block.command, folder)}```"
        parts.append(whole)
    return "".join([*parts, text[end:]])
