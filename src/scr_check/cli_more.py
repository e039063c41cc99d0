"""More commands: what is in force, what changed, what falls due; and what several commands say of waivers and of files that could not be read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scr_check import cli_options as ask
from scr_check import cli_privacy
from scr_check.cli_app import app
from scr_check.cli_out import format_of, place, processors, stop, write
from scr_check.cli_run import files_of, nameless
from scr_check.cli_spare import spare
from scr_check.standing import MISNAMED, WAIVERS, is_folder
from scr_check.terminal import say
from scr_check.words import with_more

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scr_check.case_results import CaseResult, Problem, Waiver
    from scr_check.check import Settings
    from scr_check.due import Calendar
    from scr_check.files import Files
    from scr_check.folder import Finish
    from scr_check.tally import Tally

TextOrJson = Annotated[str, typer.Option("--format", metavar="FORMAT", help="text or json.")]

MOST_UNREAD = 20
"""So many faults of files that could not be read are named where no report names them."""


@app.command("config")
def config_(
    path: Annotated[str | None, typer.Argument(help="A case file or a folder; by default the current folder.", show_default=False)] = None,
    as_of: ask.AsOf = None, rules: ask.Rules = None, select: ask.Select = None, ignore: ask.Ignore = None, set_: ask.Set = None, profile: ask.Profile = None,
    output: ask.Output = None, show: ask.Show = None, fail_on: ask.FailOn = None, jobs: ask.Jobs = None, exclude: ask.Exclude = None,
    waivers: ask.WaiversFile = None, baseline: ask.Baseline = None, pseudonymise: ask.Pseudonymise = None, key: ask.KeyFile = None,
    relative_dates: ask.RelativeDates = None, suppress_small: ask.SuppressSmall = None, show_text: ask.ShowText = None, config: ask.ConfigFile = None,
    format_: TextOrJson = "text",
) -> None:  # fmt: skip
    """Print the settings in force, and where each came from: the command line, a line of a file, the default."""
    import json  # noqa: PLC0415

    from scr_check import config_command as shown  # noqa: PLC0415

    kind = format_of(format_, "text", "json")
    loaded = ask.loaded_from(config, [path] if path else [])
    asked = ask.asked_of({
        "as_of": as_of, "rules": rules or None, "select": select, "ignore": ignore, "set": ask.pairs(set_), "profile": profile,
        "output": str(output) if output else None, "show": show, "fail_on": fail_on, "jobs": jobs, "exclude": exclude or None,
        "waivers": str(waivers) if waivers else None, "baseline": str(baseline) if baseline else None,
        **cli_privacy.asked(pseudonymise, key, relative_dates, suppress_small, show_text),
    })  # fmt: skip
    settings = shown.in_force(asked, loaded)
    if kind == "json":
        write(json.dumps(shown.as_data(settings, loaded), indent=2, ensure_ascii=False) + "\n", None)
    else:
        write(shown.as_text(settings, loaded), None)


# what people answer for, and what was there before


def waivers_for(paths: list[str], files: Files, options: dict[str, Any], settings: Settings) -> tuple[Waiver, ...]:
    """The waivers of a run: of the file named, else of every waivers.yaml beside the cases."""
    from scr_check import waiving  # noqa: PLC0415

    named, folders = options["waivers"], [Path(one) for one in paths if one != "-" and is_folder(one)]
    if named is None:
        _say_of_names(waiving.beside(folders, (file.path for file in files), MISNAMED[WAIVERS]), options)
    places = waiving.beside(folders, (file.path for file in files)) if named is None else ()
    if named is None and not places:
        return ()
    from scr_check import waivers  # noqa: PLC0415

    try:
        if named is not None:
            found = waivers.load(Path(named), expected=bool(folders))
        else:
            found = tuple(one for folder in places for one in waivers.load(folder / WAIVERS, folder, _inside(folder, folders)))
    except waivers.WaiverFault as fault:
        stop(str(fault))
    known = frozenset(rule.id for book in settings.rulebooks for rule in book.rules)
    return waiving.for_run(found, known, frozenset(rule.id for book in settings.rulebooks for rule in settings.rules(book)))


def _say_of_names(folders: Iterable[Path], options: dict[str, Any]) -> None:
    """Waivers with another ending are not used. A folder may be named after a case."""
    name = MISNAMED[WAIVERS]
    for path in sorted({name if nameless(options) else str(folder / name) for folder in folders}):
        say(f"scr-check: {path}: not used: the file of waivers is named {WAIVERS}")


def _inside(folder: Path, others: list[Path]) -> bool:
    return any(folder.is_relative_to(other) for other in others)


def finish_of(held: tuple[Waiver, ...], options: dict[str, Any], settings: Settings) -> tuple[Finish | None, Finish | None]:
    """What is done to each result before it is told: waivers, then the baseline; and the baseline alone."""
    baseline = options["baseline"]
    if not held and baseline is None:
        return None, None
    from scr_check.waiving import Waivers  # noqa: PLC0415

    waived = Waivers(held).applied
    if baseline is None:
        return waived, None
    from scr_check import baseline as earlier  # noqa: PLC0415
    from scr_check.reports import ReportFault  # noqa: PLC0415

    try:
        known = earlier.load(Path(baseline))
    except ReportFault as fault:
        stop(str(fault))
    ran = frozenset(rule.id for book in settings.rulebooks for rule in settings.rules(book))
    return lambda case: known.marked(waived(case), settings.fail_on, ran), lambda case: known.marked(case, settings.fail_on, ran)


def say_of_unread(faults: Iterable[tuple[str, Iterable[Problem]]], most: int | None = None) -> None:
    """Names what could not be read, where no report does, each fault in a line; of more than ``most``, how many there are."""
    lines = [one.at(path) for path, problems in sorted(faults, key=lambda pair: pair[0]) for one in problems]
    for line in lines[:most]:
        say(line)
    if most is not None and len(lines) > most:
        say(f"and {len(lines) - most} more faults of files that could not be read")


def say_of_waivers(held: tuple[Waiver, ...], tally: Tally) -> None:
    """Says to standard error which waivers have run out or match nothing."""
    if held:
        from scr_check.waiving import remarks  # noqa: PLC0415

        for line in remarks(held, tally.waivers):
            say(line)


def say_beside(held: tuple[Waiver, ...], tally: Tally, summed: bool) -> None:
    """Says to standard error what a run met beside its report: several files with one case id, waivers; ``summed``: what no report names."""
    if tally.repeated:
        files = with_more((f"{path} ({case})" for path, case in tally.again), tally.repeated - len(tally.again))
        say(f"scr-check: a case id that an earlier file has: {files}: a waiver or a baseline takes both for one case")
    say_of_waivers(held, tally)
    if summed:
        say_of_unread(tally.faults, MOST_UNREAD)


# what changed, what falls due


@app.command()
def diff(
    old: Annotated[Path, typer.Argument(help="The earlier JSON report.", show_default=False)],
    new: Annotated[Path, typer.Argument(help="The later JSON report.", show_default=False)],
    format_: TextOrJson = "text", output: ask.Output = None, config: ask.ConfigFile = None,
) -> None:  # fmt: skip
    """Tell two JSON reports apart: what is new, what is resolved, what is still open and for how many days, by rule."""
    import json  # noqa: PLC0415

    from scr_check import diff as changes  # noqa: PLC0415
    from scr_check.outputs._plain import safe  # noqa: PLC0415
    from scr_check.reports import ReportFault, read_report  # noqa: PLC0415

    kind, output = format_of(format_, "text", "json"), place(output)
    options = ask.options_of(config, {}, [str(old), str(new)])
    spare([output], options, reports=(old, new))
    try:
        reports = read_report(old), read_report(new)
        cases = [case for one in reports for case in one.cases]
        told = {"pseudonymise": all(case.renamed for case in cases), "relative_dates": all(case.relative for case in cases)}
        cli_privacy.only(options, "diff", *(name for name, so in told.items() if so))
        made = changes.compare(*reports)
    except ReportFault as fault:
        stop(str(fault))
    if kind == "json":
        text = safe(json.dumps(changes.as_data(made, str(old), str(new)), indent=2, ensure_ascii=False)) + "\n"
    else:
        text = changes.as_text(made, str(old), str(new), *_looks(output))
    write(text, str(output) if output else None)


def _looks(output: Path | None) -> tuple[int, bool]:
    """Width and colour of text that goes there."""
    from scr_check.terminal import no_colour, width  # noqa: PLC0415

    terminal = sys.stdout.isatty() and output is None
    return width(terminal), terminal and not no_colour()


@app.command()
def due(
    paths: ask.Paths,
    within: Annotated[str, typer.Option("--within", metavar="PERIOD", help="14d, 2w, 3m, 1y, or as a rule writes it: '10 working days'.")] = "14d",
    as_of: ask.AsOf = None, rules: ask.Rules = None, select: ask.Select = None, ignore: ask.Ignore = None, set_: ask.Set = None, profile: ask.Profile = None,
    format_: Annotated[str, typer.Option("--format", metavar="FORMAT", help="text, json or ics (a calendar).")] = "text", output: ask.Output = None,
    jobs: ask.Jobs = None, exclude: ask.Exclude = None, waivers: ask.WaiversFile = None, pseudonymise: ask.Pseudonymise = None, key: ask.KeyFile = None,
    config: ask.ConfigFile = None,
) -> None:  # fmt: skip
    """Tell what falls due, by day and by whose move it is, over a case or a folder."""
    from scr_check import due as coming  # noqa: PLC0415

    kind, output = format_of(format_, "text", "json", "ics"), place(output)
    options = ask.options_of(config, {
        "as_of": as_of, "rules": rules or None, "select": select, "ignore": ignore, "set": ask.pairs(set_), "profile": profile, "jobs": jobs,
        "exclude": exclude or None, "waivers": str(waivers) if waivers else None, **cli_privacy.asked(pseudonymise, key),
    }, paths)  # fmt: skip
    cli_privacy.only(options, "due", "pseudonymise")
    try:
        period = coming.parse_within(within)
    except ValueError as fault:
        stop(f"--within: {fault}")
    cases = _judged(paths, options, output)
    try:
        made = coming.calendar(cases, period)
    except ValueError as fault:
        stop(str(fault))
    write(_calendar(made, kind, output), str(output) if output else None)
    raise SystemExit(_say_unread(cases))


def _judged(paths: list[str], options: dict[str, Any], output: Path | None) -> list[CaseResult]:
    """The results of these paths, with what is waived marked; ``output`` is where they will be told."""
    from scr_check import folder, running  # noqa: PLC0415

    settings = ask.settings_of(options)
    files, given = files_of(paths, options)
    spare([output], options, files)
    held = waivers_for(paths, files, options, settings)
    settings, finish = cli_privacy.disguised(settings, options, *finish_of(held, {"baseline": None}, settings))
    return running.results(files, given, settings, folder.jobs_for(files, options["jobs"], processors()), finish)


def _calendar(made: Calendar, kind: str, output: Path | None) -> str:
    import json  # noqa: PLC0415

    from scr_check import due as coming  # noqa: PLC0415
    from scr_check.outputs._plain import safe  # noqa: PLC0415

    if kind == "json":
        return safe(json.dumps(coming.as_data(made), indent=2, ensure_ascii=False)) + "\n"
    if kind == "text":
        return coming.as_text(made, *_looks(output))
    try:
        from scr_check.due_ics import as_ics  # noqa: PLC0415
    except ImportError:
        stop("--format ics: the extra 'ics' brings what it needs: pip install '.[ics]' in the folder of scr-check")
    without = len({one.finding.identity for one in made.undated})
    if without:
        many = "duties have no day yet, so they are" if without > 1 else "duty has no day yet, so it is"
        say(f"scr-check: {without} {many} not in the calendar")
    return as_ics(made).decode()


def _say_unread(cases: list[CaseResult]) -> int:
    """Says which files could not be read; the exit status."""
    unread = [(case.path, case.problems) for case in cases if case.status != "checked"]
    say_of_unread(unread)
    return 3 if unread else 0
