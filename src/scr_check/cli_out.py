"""How a command speaks: a message and out, a text to its place, a bar while it works."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from scr_check.terminal import say

if TYPE_CHECKING:
    from scr_check.tally import Tally

WRONG_CALL = 2
"""The exit status of a wrong call."""


def stop(message: str, status: int = WRONG_CALL) -> NoReturn:
    """One message to standard error, and out."""
    say("\n".join(f"scr-check: {line}" for line in message.splitlines()))
    raise SystemExit(status)


def end(tally: Tally, nameless: bool) -> NoReturn:
    """Out, with the exit status of the run. What a format broke down over, so that no report has it, is said here; ``nameless``: without its path."""
    from scr_check.breakdown import STATUS  # noqa: PLC0415

    for path, problems in tally.untold:
        for one in problems:
            say(one.message if nameless else one.at(path))
    raise SystemExit(STATUS if tally.untold else tally.exit)


def place(given: Path | None) -> Path | None:
    """Where a report goes; ``-`` is standard output, as it is without any."""
    return None if given is None or str(given) == "-" else given


def write(text: str, output: str | None) -> None:
    """To standard output, or to the file: whole or not at all."""
    data = text.encode("utf-8", "backslashreplace")
    if output is None:
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as fault:
            stop(f"standard output: cannot be written: {fault.strerror}")
        return
    from scr_check.writing import WriteFault, write_whole  # noqa: PLC0415

    try:
        write_whole(Path(output), data)
    except WriteFault as fault:
        stop(str(fault))


def format_of(given: str, *known: str) -> str:
    """The format asked for, if it is one of these, or out."""
    if given not in known:
        from scr_check.words import nearest  # noqa: PLC0415

        stop(f"--format: '{given}' is no format of this command{nearest(given, known)}; formats are {', '.join(known)}")
    return given


def processors() -> int:
    """Those that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


@contextmanager
def progress_bar(total: int) -> Iterator[Callable[[int, int, int], None]]:
    """A bar on the terminal's error stream: files done, findings so far, time left. Silent in a pipe, and for a few files."""
    if total < 20 or not sys.stderr.isatty():
        yield lambda done, of, findings: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("files, {task.fields[findings]} findings"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, findings=0)

        def told(done: int, of: int, findings: int) -> None:
            bar.update(task, completed=done, findings=findings)
            if done == of:  # gone before the summary comes, which may go to the same terminal
                bar.stop()

        yield told
