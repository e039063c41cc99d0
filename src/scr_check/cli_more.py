"""More commands: what is in force, what changed, what falls due. They use the helpers of ``cli``, which imports this at its end."""

from __future__ import annotations

from typing import Annotated

import typer

from scr_check import cli
from scr_check.cli import AsOf, ConfigFile, Exclude, FailOn, Ignore, Jobs, Output, Profile, Rules, Select, Set, Show, app

TextOrJson = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")]


def _kind(given: str, *known: str) -> str:
    """The format asked for, if it is one of these."""
    if given not in known:
        from scr_check.words import nearest  # noqa: PLC0415

        cli._stop(f"--format: '{given}' is no format of this command{nearest(given, known)}; formats are {', '.join(known)}")
    return given


@app.command("config")
def config_(
    path: Annotated[str | None, typer.Argument(help="A case file or a folder; by default the current folder.", show_default=False)] = None,
    as_of: AsOf = None, rules: Rules = None, select: Select = None, ignore: Ignore = None, set_: Set = None, profile: Profile = None,
    output: Output = None, show: Show = None, fail_on: FailOn = None, jobs: Jobs = None, exclude: Exclude = None, config: ConfigFile = None,
    format_: TextOrJson = "text",
) -> None:  # fmt: skip
    """Print the settings in force, and where each came from: the command line, a line of a file, the default."""
    import json  # noqa: PLC0415

    from scr_check import config_command as shown  # noqa: PLC0415

    kind = _kind(format_, "text", "json")
    loaded = cli._loaded(config, [path] if path else [])
    asked = cli._asked({
        "as_of": as_of, "rules": rules or None, "select": select, "ignore": ignore, "set": cli._pairs(set_), "profile": profile,
        "output": str(output) if output else None, "show": show, "fail_on": fail_on, "jobs": jobs, "exclude": exclude or None,
    })  # fmt: skip
    settings = shown.in_force(asked, loaded)
    if kind == "json":
        cli._write(json.dumps(shown.as_data(settings, loaded), indent=2, ensure_ascii=False) + "\n", None)
    else:
        cli._write(shown.as_text(settings, loaded), None)
