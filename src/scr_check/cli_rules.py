"""Commands about the rules themselves, the formats of files, and a case day by day."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scr_check import cli_privacy
from scr_check.cli_app import app
from scr_check.cli_options import ConfigFile, Format, Ignore, Output, Profile, Rules, Select, Set, day_of, options_of, pairs, settings_of
from scr_check.cli_out import place, stop, write
from scr_check.cli_run import from_standard_input, one_file
from scr_check.cli_spare import spare
from scr_check.terminal import width
from scr_check.words import many

if TYPE_CHECKING:
    from datetime import date

SCHEMAS = {
    "record": ("record_schema", "record_schema"), "rule": ("rule_schema", "rule_schema"), "report": ("report_schema", "report_schema"),
    "config": ("config", "config_schema"), "waivers": ("waivers", "waivers_schema"),
}  # fmt: skip
"""Each schema by its name: the module and the function that make it."""


@app.command("rules")
def rules_(
    names: Annotated[list[str] | None, typer.Argument(
        help="The id of a rule, to have it told in plain words; with --check, rulebooks.", metavar="[ID]", show_default=False)] = None,
    sentences: Annotated[bool, typer.Option("--sentences", help="Every sentence of the sources, and the rules that answer it.")] = False,
    look: Annotated[bool, typer.Option("--check", help="Read rulebooks without a case: what is wrong in them, or of no use.")] = False,
    rules: Rules = None, select: Select = None, ignore: Ignore = None, set_: Set = None, profile: Profile = None,
    format_: Annotated[str | None, typer.Option("--format", metavar="FORMAT", help="text, json or markdown.")] = None, output: Output = None,
    config: ConfigFile = None,
) -> None:  # fmt: skip
    """List the rules that would run; or tell one in plain words: when it applies, what it asks, by when, what each verdict means."""
    from scr_check import rules_command as told  # noqa: PLC0415

    given = [*(rules or []), *(names or [])] if look else rules
    options = options_of(config, {"rules": given or None, "select": select, "ignore": ignore, "set": pairs(set_), "profile": profile})
    status, output = 0, place(output)
    spare([output], options)
    try:
        if look:
            text, status = told.looked_through(options["rules"] or (), told.form(format_, "text", "json"))
        elif sentences:
            text = told.sentences(settings_of(options, examples=True), told.form(format_))
        else:
            text = told.rules(names or [], settings_of(options, examples=True), told.form(format_))
    except told.NotTold as fault:
        stop(str(fault))
    write(text, str(output) if output else None)
    raise SystemExit(status)


@app.command("test")
def test_(rulebook: Annotated[list[str] | None, typer.Argument(help="A rulebook, or the id of a built-in one.", show_default=False)] = None) -> None:
    """Run the examples inside rules. A rule without examples fails."""
    from scr_check import check as library  # noqa: PLC0415
    from scr_check.rule import RuleFault  # noqa: PLC0415
    from scr_check.rule_examples import trials  # noqa: PLC0415

    try:
        chosen = library.load_rulebooks(rulebook or (), examples=True)
    except RuleFault as fault:
        stop(str(fault))
    wanted = _named(chosen, rulebook or [])
    results = [trial for book in wanted for trial in trials(book)]
    for trial in results:
        if trial.fault:
            print(f"{trial.where}: {trial.rule}{f' ({trial.example})' if trial.example else ''}: {trial.fault}")
    wrong = sum(trial.fault is not None for trial in results)
    rules = sum(len(book.rules) for book in wanted)
    total = len(results)
    print(f"{total - wrong} of {many(total, 'verdict')} as expected, in the examples of {many(rules, 'rule')}")
    raise SystemExit(1 if wrong else 0)


def _named(books: Any, given: list[str]) -> Any:
    """With rulebooks given, only those (not the built-in ones that they stand beside)."""
    from scr_check.check import builtin_folder  # noqa: PLC0415

    if not given or all(not Path(one).exists() for one in given):
        return books
    return [book for book in books if not Path(book.folder).is_relative_to(builtin_folder()) or book.id in given] or books


@app.command()
def schema(which: Annotated[str, typer.Argument(help="record, rule, report, config or waivers.")]) -> None:
    """Print a JSON Schema, for editors and for exporters."""
    import importlib  # noqa: PLC0415
    import json  # noqa: PLC0415

    if which not in SCHEMAS:
        from scr_check.words import nearest  # noqa: PLC0415

        stop(f"'{which}' is no schema{nearest(which, SCHEMAS)}; schemas are {', '.join(SCHEMAS)}")
    module, name = SCHEMAS[which]
    make = getattr(importlib.import_module(f"scr_check.{module}"), name)
    write(json.dumps(make(), indent=2, ensure_ascii=False) + "\n", None)


@app.command()
def new() -> None:
    """Print a commented, empty case record to fill in."""
    from scr_check.record_schema import blank_record  # noqa: PLC0415

    write(blank_record(), None)

@app.command()
def replay(
    path: Annotated[str, typer.Argument(help="A case file; - is standard input.", show_default=False)],
    until: Annotated[str | None, typer.Option("--until", metavar="DATE|ID", help="The last day, or the id of an event; else extracted, else today.")] = None,
    rules: Rules = None, select: Select = None, ignore: Ignore = None, set_: Set = None, profile: Profile = None, format_: Format = None,
    output: Output = None, config: ConfigFile = None,
) -> None:  # fmt: skip
    """Judge a case on every day on which something changes: when each finding first could have been seen."""
    import json  # noqa: PLC0415

    from scr_check import replay as through_time  # noqa: PLC0415

    options = options_of(config, {
        "rules": rules or None, "select": select, "ignore": ignore, "set": pairs(set_), "profile": profile, "format": format_ or None,
        "output": str(output) if output else None,
    }, [path])  # fmt: skip
    kind = (options["format"] or ("text",))[0]
    if kind not in ("text", "json"):
        stop(f"--format: replay is told as text or json, not '{kind}'")
    cli_privacy.only(options, "replay")
    spare([Path(options["output"])] if options["output"] else [], options, one_file(path))
    settings = settings_of(options)
    record = _record(path)
    made = through_time.replay(record, settings, _until(record, until, settings.today))
    terminal = sys.stdout.isatty() and not options["output"]
    text = json.dumps(through_time.as_data(made), indent=2, ensure_ascii=False) + "\n" if kind == "json" else through_time.as_text(made, width(terminal))
    write(text, options["output"])


def _record(path: str) -> Any:
    """The record of a file, or out with its faults and exit status 3."""
    from scr_check.record import read_record  # noqa: PLC0415
    from scr_check.sources import Refused, bytes_of, read  # noqa: PLC0415

    try:
        raw = from_standard_input() if path == "-" else bytes_of(Path(path))
        return read_record(read(raw, path))
    except OSError as fault:
        stop(f"{path}: cannot be read: {fault.strerror}")
    except Refused as refused:
        stop("\n".join(fault.at(path) for fault in refused.faults), 3)


def _until(record: Any, given: str | None, today: date) -> date:
    """The last day of a replay: a date, the day of an event, or the day of extraction."""
    if given is None:
        extracted = record.root.extracted
        return extracted.first if extracted is not None else today
    entry = record.by_id.get(given)
    if entry is not None:
        when = getattr(entry, "date", None)
        if when is None or not when.exact:
            stop(f"--until: '{given}' has no exact date")
        day: date = when.first
        return day
    found = day_of(given, "--until", f"no event has the id '{given}', and " if given else "")
    assert found is not None
    return found
