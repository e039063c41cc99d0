"""What the command knows of the terminal that it writes to."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import suppress
from typing import Final, NoReturn

NO_READER: Final = 141
"""The exit status where the reader of our output has gone: 128 and the number of SIGPIPE, which Windows does not have."""


def width(terminal: bool) -> int:
    """Columns for a report: those of the terminal, 100 at most; 80 in a file or a pipe."""
    return min(shutil.get_terminal_size((80, 24)).columns, 100) if terminal else 80


def no_colour() -> bool:
    """Does the environment ask for no colour?"""
    return bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"


def say(message: str) -> None:
    """Says something on standard error, each line for itself. What it quotes steers no terminal and no pipeline; where nobody can hear it, nothing fails."""
    from scr_check.outputs._lines import harmless, no_command  # noqa: PLC0415  (a report that is all well says nothing)

    if sys.stderr is None:
        return
    with suppress(OSError):
        for line in message.splitlines():
            print(no_command(harmless(line)), file=sys.stderr, flush=True)


def quiet_pipe() -> NoReturn:
    """The reader of our output has gone: nothing more to say, and no verdict in the exit status."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(NO_READER)
