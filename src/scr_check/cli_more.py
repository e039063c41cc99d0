"""More commands: what is in force, what changed, what falls due. They use the helpers of ``cli``, which imports this at its end."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scr_check import cli
from scr_check.cli import AsOf, Baseline, ConfigFile, Exclude, FailOn, Ignore, Jobs, Output, Profile, Rules, Select, Set, Show, WaiversFile, app

if TYPE_CHECKING:
    from scr_check.check import Settings
    from scr_check.files import Found
    from scr_check.findings import Waiver
    from scr_check.folder import Finish
    from scr_check.tally import Tally

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
    output: Output = None, show: Show = None, fail_on: FailOn = None, jobs: Jobs = None, exclude: Exclude = None,
    waivers: WaiversFile = None, baseline: Baseline = None, config: ConfigFile = None, format_: TextOrJson = "text",
) -> None:  # fmt: skip
    """Print the settings in force, and where each came from: the command line, a line of a file, the default."""
    import json  # noqa: PLC0415

    from scr_check import config_command as shown  # noqa: PLC0415

    kind = _kind(format_, "text", "json")
    loaded = cli._loaded(config, [path] if path else [])
    asked = cli._asked({
        "as_of": as_of, "rules": rules or None, "select": select, "ignore": ignore, "set": cli._pairs(set_), "profile": profile,
        "output": str(output) if output else None, "show": show, "fail_on": fail_on, "jobs": jobs, "exclude": exclude or None,
        "waivers": str(waivers) if waivers else None, "baseline": str(baseline) if baseline else None,
    })  # fmt: skip
    settings = shown.in_force(asked, loaded)
    if kind == "json":
        cli._write(json.dumps(shown.as_data(settings, loaded), indent=2, ensure_ascii=False) + "\n", None)
    else:
        cli._write(shown.as_text(settings, loaded), None)


# what people answer for, and what was there before


def waivers_for(paths: list[str], files: list[Found], options: dict[str, Any], settings: Settings) -> tuple[Waiver, ...]:
    """The waivers of a run: of the file named, else of every waivers.yaml beside the cases."""
    named = options["waivers"]
    folders = [Path(one) for one in paths if one != "-" and Path(one).is_dir()]
    if named is None and not any((folder / "waivers.yaml").is_file() for folder in {*folders, *(Path(file.path).parent for file in files)}):
        return ()
    from scr_check import waivers, waiving  # noqa: PLC0415

    try:
        if named is not None:
            found = waivers.load(Path(named), expected=bool(folders))
        else:
            places = waivers.beside(paths, [file.path for file in files])
            found = tuple(one for folder in places for one in waivers.load(folder / waivers.NAME, folder, _inside(folder, folders)))
    except waivers.WaiverFault as fault:
        cli._stop(str(fault))
    known = frozenset(rule.id for book in settings.rulebooks for rule in book.rules)
    return waiving.for_run(found, known, frozenset(rule.id for book in settings.rulebooks for rule in settings.rules(book)))


def _inside(folder: Path, others: list[Path]) -> bool:
    return any(folder.is_relative_to(other) for other in others)


def finish_of(held: tuple[Waiver, ...], options: dict[str, Any], settings: Settings) -> Finish | None:
    """What is done to each result before it is told: waivers, then the baseline."""
    baseline = options["baseline"]
    if not held and baseline is None:
        return None
    from scr_check.waiving import Waivers  # noqa: PLC0415

    waived = Waivers(held).applied
    if baseline is None:
        return waived
    from scr_check import baseline as earlier  # noqa: PLC0415
    from scr_check.reports import ReportFault  # noqa: PLC0415

    try:
        known = earlier.load(Path(baseline))
    except ReportFault as fault:
        cli._stop(str(fault))
    return lambda case: known.marked(waived(case), settings.fail_on)


def say_of_waivers(held: tuple[Waiver, ...], tally: Tally) -> None:
    """Says to standard error which waivers have run out or match nothing."""
    if held:
        from scr_check.outputs._lines import harmless  # noqa: PLC0415
        from scr_check.waiving import remarks  # noqa: PLC0415

        for line in remarks(held, tally.waivers):
            print(harmless(line), file=sys.stderr)
