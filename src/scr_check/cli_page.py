"""Commands that show: the timeline in a terminal or as a picture. They use the helpers of ``cli``, which imports this at its end."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scr_check import cli
from scr_check.cli import AsOf, ConfigFile, Exclude, Ignore, Jobs, KeyFile, Output, Paths, Profile, Pseudonymise, RelativeDates, Rules, Select, Set, app

if TYPE_CHECKING:
    from scr_check.check import Settings
    from scr_check.outputs import Output as Output_
    from scr_check.running import Wanted

MOST_KEY = 4096
"""Bytes of a key."""
NO_TEXT = ("svg", "xlsx")
"""Formats whose dates are drawn or are numbers, which cannot become days."""


@app.command()
def timeline(
    path: Annotated[str, typer.Argument(help="A case file; - is standard input.", show_default=False)],
    as_of: AsOf = None, rules: Rules = None, select: Select = None, ignore: Ignore = None, set_: Set = None, profile: Profile = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, svg or html.")] = "text", output: Output = None, config: ConfigFile = None,
    pseudonymise: Pseudonymise = False, key: KeyFile = None,
) -> None:  # fmt: skip
    """Show a case as a timeline: plans, meetings, conditions, events, the findings at their place, and the span of each duty."""
    from scr_check import check as library  # noqa: PLC0415
    from scr_check import outputs  # noqa: PLC0415
    from scr_check.classes import replace  # noqa: PLC0415
    from scr_check.terminal import no_colour, width  # noqa: PLC0415
    from scr_check.timeline_text import as_text  # noqa: PLC0415

    kind = cli_kind(format_)
    given = {"as_of": as_of, "rules": rules or None, "select": select, "ignore": ignore, "set": cli._pairs(set_), "profile": profile}
    options = cli._options(config, given, [path])
    settings, _ = disguised(replace(cli._settings(options), timeline=True), (), pseudonymise, key, False, False)
    result = library.check_bytes(cli.from_standard_input(), "-", settings) if path == "-" else library.check_path(Path(path), path, settings)
    made = library.report([result], settings)
    terminal = sys.stdout.isatty() and output is None
    try:
        if kind == "text":
            text = as_text(result, width(terminal), terminal and not no_colour())
        elif kind == "svg":
            text = outputs.whole_bytes(_format("svg").stream(made, outputs.RenderOptions(alone=True)), made).decode()
        else:
            text = outputs.whole(_format("html").stream(made, outputs.RenderOptions(alone=True)), made)
    except outputs.MissingExtra as fault:
        cli._stop(str(fault))
    cli._write(text, str(output) if output else None)
    raise SystemExit(3 if result.status != "checked" else 0)


def _format(name: str) -> Output_:
    from scr_check import outputs  # noqa: PLC0415

    return outputs.registry()[name]


def cli_kind(given: str) -> str:
    """The format of a timeline, or out."""
    if given not in ("text", "svg", "html"):
        cli._stop(f"--format: a timeline is shown as text, svg or html, not '{given}'")
    return given


@app.command()
def pages(
    paths: Paths, output: Annotated[Path, typer.Option("--output", metavar="FOLDER", help="A folder that is not there yet, or empty.")],
    as_of: AsOf = None, rules: Rules = None, select: Select = None, ignore: Ignore = None, set_: Set = None, profile: Profile = None,
    jobs: Jobs = None, exclude: Exclude = None, pseudonymise: Pseudonymise = False, key: KeyFile = None, relative_dates: RelativeDates = False,
    config: ConfigFile = None,
) -> None:  # fmt: skip
    """Write a folder of pages: one for each case, and index.html with plots over all of them, which leads to each."""
    from scr_check import folder, outputs  # noqa: PLC0415
    from scr_check.writing import WriteFault  # noqa: PLC0415

    given = {"as_of": as_of, "rules": rules or None, "select": select, "ignore": ignore, "set": cli._pairs(set_), "profile": profile, "jobs": jobs}
    options = cli._options(config, {**given, "exclude": exclude or None}, paths)
    if "-" in paths:
        cli._stop("pages are made of files: standard input is none")
    settings, _ = disguised(cli._settings(options), (), pseudonymise, key, False, False)
    files, _ = cli._files(paths, options)
    try:
        from scr_check.paging import Paging  # noqa: PLC0415

        with cli._progress(len(files)) as progress:
            run = Paging(settings, output, folder.jobs_for(files, options["jobs"], cli._processors()), relative_dates, progress)
            tally = run.over(files)
    except (outputs.MissingExtra, WriteFault) as fault:
        cli._stop(str(fault))
    except KeyboardInterrupt:
        cli._stop(f"stopped after {run.tally.cases} of {len(files)} files; {output} has their pages, each whole, and no overview", 130)
    raise SystemExit(tally.exit)


def disguised(
    settings: Settings, wanted: tuple[Wanted, ...], pseudonymise: bool, key: Path | None, relative_dates: bool, held: bool
) -> tuple[Settings, tuple[Wanted, ...]]:  # fmt: skip
    """The run with other names and days instead of dates, as asked for; or out, where that cannot be."""
    from scr_check.classes import replace  # noqa: PLC0415

    if key is not None and not pseudonymise:
        cli._stop("--key goes with --pseudonymise")
    if pseudonymise:
        from scr_check.pseudonyms import Pseudonyms  # noqa: PLC0415

        if held:
            cli._stop("--pseudonymise: waivers and a baseline speak of the record's own ids, and would match nothing")
        settings = replace(settings, pseudonyms=Pseudonyms(_key(key)))
    if relative_dates:
        for one in wanted:
            if one.name in NO_TEXT:
                cli._stop(f"--relative-dates: {one.name} draws dates or holds them as numbers; choose another format")
        wanted = tuple(replace(one, options=replace(one.options, relative_dates=True)) for one in wanted)
    return settings, wanted


def _key(path: Path | None) -> bytes:
    """The key in the file; a new one where there is no file yet; one for this run alone without a file."""
    import os  # noqa: PLC0415
    import secrets  # noqa: PLC0415

    from scr_check.pseudonyms import KEY_BYTES  # noqa: PLC0415
    from scr_check.sources import bytes_of  # noqa: PLC0415

    if path is None:
        return secrets.token_bytes(KEY_BYTES)
    try:
        if not path.exists():
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(secrets.token_bytes(KEY_BYTES))
            print(f"scr-check: {path}: a new key", file=sys.stderr)
        found = bytes_of(path, MOST_KEY)
    except OSError as fault:
        cli._stop(f"{path}: cannot be used as a key: {fault.strerror}")
    if len(found) > MOST_KEY:
        cli._stop(f"{path}: too long for a key: {MOST_KEY:,} bytes at most")
    if len(found) < KEY_BYTES // 2:
        cli._stop(f"{path}: too short for a key: {KEY_BYTES // 2} bytes at least")
    return found
