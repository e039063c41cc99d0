"""What a run is over and what it gives: the files asked for, and the formats with their places."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scr_check.cli_out import place, stop
from scr_check.standing import may_be_there
from scr_check.terminal import no_colour, say, width
from scr_check.words import many

if TYPE_CHECKING:
    from scr_check.files import Files
    from scr_check.running import Wanted


SUMMED: Final = ("csv", "html", "json", "jsonl", "markdown", "text", "xlsx")
"""Formats that have a summary; the others tell each finding."""


def files_of(paths: list[str], options: dict[str, Any]) -> tuple[Files, bytes | None]:
    """The files to look at, and what came by standard input."""
    from scr_check import files  # noqa: PLC0415

    given = from_standard_input() if "-" in paths else None
    named = [one for one in paths if one != "-"]
    for one in named:
        if not may_be_there(one):
            stop(f"{one}: no such file or folder")
    left_out: files.LeftOut = Counter()
    try:
        found = files.files_of(named, tuple(options.get("exclude") or ()), left_out)
    except ValueError as fault:
        stop(f"--exclude: {fault}")
    if not found and given is None:
        stop(f"{', '.join(named)}: no case file here ({', '.join(files.SUFFIXES)}): nothing was checked")
    for name, number in sorted(left_out.items()):
        if number:
            by = name if name == files.EXCLUDED or not nameless(options) else ".gitignore"
            say(f"scr-check: {by} leaves out {many(number, 'case file or folder', 'case files and folders')}")
    return found, given


def nameless(options: dict[str, Any]) -> bool:
    """May no folder be named? It may be named after a case."""
    return bool(options.get("pseudonymise") or options.get("suppress_small"))


def one_file(path: str) -> Files:
    """The file that a command for one case reads; of standard input none."""
    from scr_check.files import Found  # noqa: PLC0415

    return () if path == "-" else (Found(path),)


def from_standard_input() -> bytes:
    """What came by standard input, and no more of it than shows that it is too long."""
    from scr_check.sources import MOST_BYTES  # noqa: PLC0415

    if sys.stdin is None:
        stop("standard input is closed: nothing was checked")
    return sys.stdin.buffer.read(MOST_BYTES + 1)


def wanted_of(options: dict[str, Any], summary_only: bool = False) -> tuple[Wanted, ...]:
    """The formats asked for, each with where it goes. One alone may go to standard output or to --output."""
    from scr_check import outputs  # noqa: PLC0415
    from scr_check.running import Wanted  # noqa: PLC0415
    from scr_check.words import nearest  # noqa: PLC0415

    wanted = []
    names = [one.partition("=")[0] for one in options["format"] or ("text",)]
    if summary_only and not set(names) & set(SUMMED):
        stop(f"--summary-only: {', '.join(names)} tells each finding and has no summary; formats that have one are {', '.join(SUMMED)}")
    for one in options["format"] or ("text",):
        name, _, file = one.partition("=")
        if outputs.output(name) is None:
            formats = outputs.registry()
            stop(f"--format: '{name}' is no format{nearest(name, formats)}; formats are {', '.join(sorted(formats))}")
        path = place(Path(file)) if file else Path(options["output"]) if options["output"] else None
        wanted.append(Wanted(name, path, _render_options(options, path, summary_only and name in SUMMED)))
    places = [one.path for one in wanted]
    if len(set(places)) < len(places):
        stop("--format: two reports would go to one place; give each a file, as in --format json=report.json")
    return tuple(wanted)


def _render_options(options: dict[str, Any], path: Path | None, summary_only: bool) -> Any:
    from scr_check.findings import ATTENTION, Verdict  # noqa: PLC0415
    from scr_check.outputs import RenderOptions  # noqa: PLC0415

    words = options["show"] or ("attention",)
    shown = frozenset(Verdict) if "all" in words else ATTENTION if "attention" in words else frozenset(Verdict(word) for word in words)
    terminal = sys.stdout.isatty() and path is None
    return RenderOptions(width=width(terminal), colour=terminal and not no_colour(), show=shown, summary_only=summary_only)
