"""Commands that show: the timeline in a terminal or as a picture. They use the helpers of ``cli``, which imports this at its end."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from scr_check import cli
from scr_check.cli import AsOf, ConfigFile, Ignore, Output, Profile, Rules, Select, Set, app


@app.command()
def timeline(
    path: Annotated[str, typer.Argument(help="A case file; - is standard input.", show_default=False)],
    as_of: AsOf = None, rules: Rules = None, select: Select = None, ignore: Ignore = None, set_: Set = None, profile: Profile = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, svg or html.")] = "text", output: Output = None, config: ConfigFile = None,
) -> None:  # fmt: skip
    """Show a case as a timeline: plans, meetings, conditions, events, the findings at their place, and the span of each duty."""
    from pathlib import Path  # noqa: PLC0415

    from scr_check import check as library  # noqa: PLC0415
    from scr_check import outputs  # noqa: PLC0415
    from scr_check.classes import replace  # noqa: PLC0415
    from scr_check.terminal import no_colour, width  # noqa: PLC0415
    from scr_check.timeline_text import as_text  # noqa: PLC0415

    kind = cli_kind(format_)
    given = {"as_of": as_of, "rules": rules or None, "select": select, "ignore": ignore, "set": cli._pairs(set_), "profile": profile}
    options = cli._options(config, given, [path])
    settings = replace(cli._settings(options), timeline=True)
    result = library.check_bytes(sys.stdin.buffer.read(), "-", settings) if path == "-" else library.check_path(Path(path), path, settings)
    made = library.report([result], settings)
    terminal = sys.stdout.isatty() and output is None
    try:
        if kind == "text":
            text = as_text(result, width(terminal), terminal and not no_colour())
        elif kind == "svg":
            text = outputs.whole_bytes(outputs.registry()["svg"].stream(made, outputs.RenderOptions(alone=True)), made).decode()
        else:
            text = outputs.whole(outputs.registry()["html"].stream(made, outputs.RenderOptions(alone=True)), made)
    except outputs.MissingExtra as fault:
        cli._stop(str(fault))
    cli._write(text, str(output) if output else None)
    raise SystemExit(3 if result.status != "checked" else 0)


def cli_kind(given: str) -> str:
    """The format of a timeline, or out."""
    if given not in ("text", "svg", "html"):
        cli._stop(f"--format: a timeline is shown as text, svg or html, not '{given}'")
    return given
