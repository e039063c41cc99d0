"""Runs the command inside the test's own process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from scr_check.cli import app

ROOT = Path(__file__).parents[1]
AG = ROOT / "examples/children-ag/case.yaml"


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit status."""

    out: str
    err: str
    status: int


def command(capsys: pytest.CaptureFixture[str], *words: str) -> Ran:
    """Runs ``scr-check`` with these words in the current folder."""
    capsys.readouterr()
    status = 0
    try:
        app(list(words), prog_name="scr-check", standalone_mode=False)
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    told = capsys.readouterr()
    return Ran(told.out, told.err, status)
