"""Commands that show: the timeline in a terminal or as a picture, and a folder of pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scr_check import cli_options as ask
from scr_check import cli_privacy
from scr_check.cli_app import app
from scr_check.cli_out import end, format_of, place, processors, progress_bar, stop, write
from scr_check.cli_run import files_of, from_standard_input, one_file
from scr_check.cli_spare import spare

if TYPE_CHECKING:
    from scr_check.case_results import Report
    from scr_check.check import Settings
    from scr_check.outputs import Stream


@app.command()
def timeline(
    path: Annotated[str, typer.Argument(help="A case file; - is standard input.", show_default=False)],
    as_of: ask.AsOf = None, rules: ask.Rules = None, select: ask.Select = None, ignore: ask.Ignore = None, set_: ask.Set = None, profile: ask.Profile = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, svg or html.")] = "text", output: ask.Output = None,
    config: ask.ConfigFile = None, pseudonymise: ask.Pseudonymise = None, key: ask.KeyFile = None, relative_dates: ask.RelativeDates = None,
) -> None:  # fmt: skip
    """Show a case as a timeline: plans, meetings, conditions, events, the findings at their place, and the span of each duty."""
    from scr_check import check as library  # noqa: PLC0415
    from scr_check import outputs  # noqa: PLC0415
    from scr_check.classes import replace  # noqa: PLC0415
    from scr_check.terminal import no_colour, width  # noqa: PLC0415
    from scr_check.timeline_text import as_text  # noqa: PLC0415

    kind, output = format_of(format_, "text", "svg", "html"), place(output)
    given = {"as_of": as_of, "rules": rules or None, "select": select, "ignore": ignore, "set": ask.pairs(set_), "profile": profile}
    options = ask.options_of(config, {**given, **cli_privacy.asked(pseudonymise, key, relative_dates)}, [path])
    cli_privacy.only(options, "timeline", "pseudonymise", "relative_dates")
    spare([output], options, one_file(path))
    settings, _ = cli_privacy.disguised(replace(ask.settings_of(options), timeline=True), options)
    result = library.check_bytes(from_standard_input(), "-", settings) if path == "-" else library.check_path(Path(path), path, settings)
    made = library.report([result], settings)
    terminal = sys.stdout.isatty() and output is None
    try:
        if kind == "text":
            text = as_text(result, width(terminal), terminal and not no_colour(), settings.relative_dates)
        elif kind == "svg":
            text = outputs.whole_bytes(_stream("svg", made, settings), made).decode()
        else:
            text = outputs.whole(_stream("html", made, settings), made)
    except outputs.MissingExtra as fault:
        stop(str(fault))
    write(text, str(output) if output else None)
    raise SystemExit(3 if result.status != "checked" else 0)


def _stream(name: str, head: Report, settings: Settings) -> Stream:
    """A format for one case, told as the run is."""
    from scr_check import outputs  # noqa: PLC0415

    options = outputs.RenderOptions(alone=True, relative_dates=settings.relative_dates, show_text=settings.show_text)
    return outputs.streamed(outputs.registry()[name], head, options)


@app.command()
def pages(
    paths: ask.Paths, output: Annotated[Path, typer.Option("--output", metavar="FOLDER", help="A folder that is not there yet, or empty.")],
    as_of: ask.AsOf = None, rules: ask.Rules = None, select: ask.Select = None, ignore: ask.Ignore = None, set_: ask.Set = None, profile: ask.Profile = None,
    jobs: ask.Jobs = None, exclude: ask.Exclude = None, pseudonymise: ask.Pseudonymise = None, key: ask.KeyFile = None,
    relative_dates: ask.RelativeDates = None, suppress_small: ask.SuppressSmall = None, show_text: ask.ShowText = None, config: ask.ConfigFile = None,
) -> None:  # fmt: skip
    """Write a folder of pages: one for each case, and index.html with plots over all of them, which leads to each."""
    from scr_check import folder, outputs  # noqa: PLC0415
    from scr_check.writing import WriteFault  # noqa: PLC0415

    given = {"as_of": as_of, "rules": rules or None, "select": select, "ignore": ignore, "set": ask.pairs(set_), "profile": profile, "jobs": jobs}
    asked = cli_privacy.asked(pseudonymise, key, relative_dates, suppress_small, show_text)
    options = ask.options_of(config, {**given, **asked, "exclude": exclude or None}, paths)
    if "-" in paths:
        stop("pages are made of files: standard input is none")
    if place(output) is None:
        stop("pages go to a folder: standard output is none")
    settings, _ = cli_privacy.disguised(ask.settings_of(options), options)
    files = cli_privacy.order(settings, files_of(paths, options)[0])
    try:
        from scr_check.paging import Paging  # noqa: PLC0415

        with progress_bar(len(files)) as progress:
            run = Paging(settings, output, folder.jobs_for(files, options["jobs"], processors()), progress)
            tally = run.over(files)
    except (outputs.MissingExtra, WriteFault) as fault:
        stop(str(fault))
    except KeyboardInterrupt:
        stop(f"stopped after {run.tally.cases} of {len(files)} files; {output} has their pages, each whole, and no overview", 130)
    end(tally, settings.hold_small)
