"""The command: the clock, the files, the terminal. Nothing else touches them. Imports wait until a command needs them.

Long because ``check`` has twenty options, each of which must be read here and nowhere else; other groups of commands stand in ``cli_more``
(configuration, waivers, what falls due, what changed) and ``cli_page`` (pictures and pages).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from scr_check.terminal import no_colour, quiet_pipe, width

if TYPE_CHECKING:
    from datetime import date

    from scr_check.check import Settings
    from scr_check.config import Config, Loaded
    from scr_check.files import Files
    from scr_check.findings import Verdict
    from scr_check.running import Wanted

WRONG_CALL = 2
SCHEMAS = {
    "record": ("record_schema", "record_schema"), "rule": ("rule_schema", "rule_schema"), "report": ("report_schema", "report_schema"),
    "config": ("config", "config_schema"), "waivers": ("waivers", "waivers_schema"),
}  # fmt: skip
"""Each schema by its name: the module and the function that make it."""


class Commands(TyperGroup):
    """``scr-check case.yaml`` is ``scr-check check case.yaml``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Puts ``check`` before arguments that name no command."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "--version", "--install-completion", "--show-completion"):
            args = ["check", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=Commands, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
                  context_settings={"help_option_names": ["-h", "--help"]})  # fmt: skip


def main() -> None:
    """Runs the command. Whatever happens, the exit status says so and nothing of a record is in a traceback."""
    try:
        app(prog_name="scr-check")
    except BrokenPipeError:
        quiet_pipe()
    except KeyboardInterrupt:
        _stop("stopped", 130)


def _stop(message: str, status: int = WRONG_CALL) -> NoReturn:
    """One message to standard error, and out."""
    from contextlib import suppress  # noqa: PLC0415

    from scr_check.outputs._lines import harmless, no_command  # noqa: PLC0415

    with suppress(OSError, AttributeError):  # standard error is full, or closed: the exit status says it
        for line in message.splitlines():
            print(no_command(f"scr-check: {harmless(line)}"), file=sys.stderr, flush=True)
    raise SystemExit(status)


def _version(wanted: bool) -> None:
    if wanted:
        from scr_check.check import tool_version  # noqa: PLC0415

        print(f"scr-check {tool_version()}")
        raise typer.Exit


@app.callback()
def root(version: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)] = False) -> None:
    """Tells, from a child's case record, whether what a safeguarding review asked for was done, late, not done, or cannot be told.

    scr-check case.yaml is the same as scr-check check case.yaml.
    """


# check

Paths = Annotated[list[str], typer.Argument(help="Case files or folders; - is standard input.", show_default=False)]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="The day of judgement; else the record's extracted, else today.")]
Rules = Annotated[list[str] | None, typer.Option("--rules", metavar="PATH", help="A rulebook, a folder of them, or the id of a built-in one.")]
Select = Annotated[str | None, typer.Option("--select", metavar="IDS", help="Only these rules: ids or their beginnings, with commas.")]
Ignore = Annotated[str | None, typer.Option("--ignore", metavar="IDS", help="Not these rules.")]
Set = Annotated[list[str] | None, typer.Option("--set", metavar="NAME=VALUE", help="A rulebook's parameter.")]
Profile = Annotated[str | None, typer.Option("--profile", metavar="NAME", help="Local numbers: a built-in profile or a file.")]
Format = Annotated[list[str] | None, typer.Option("--format", metavar="FORMAT", help="A format, or FORMAT=FILE; may be repeated.")]
Exclude = Annotated[list[str] | None, typer.Option("--exclude", metavar="PATTERN", help="Files of a folder to leave out, as in a .gitignore.")]
SummaryOnly = Annotated[bool, typer.Option("--summary-only", help="Over a folder: no cases, only the summary.")]
Output = Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Where the report goes; written whole or not at all.")]
Show = Annotated[str | None, typer.Option("--show", metavar="VERDICTS", help="Which verdicts are listed: attention, all, or their names.")]
FailOn = Annotated[str | None, typer.Option("--fail-on", metavar="VERDICTS", help="Which verdicts give exit status 1; none for none.")]
Jobs = Annotated[int | None, typer.Option("--jobs", metavar="N", min=1, max=256, help="Processes for a folder.")]
WaiversFile = Annotated[Path | None, typer.Option("--waivers", metavar="FILE", help="The waivers; else waivers.yaml beside the cases.")]
Baseline = Annotated[Path | None, typer.Option("--baseline", metavar="FILE", help="A JSON report: what failed in it does not fail again.")]
Pseudonymise = Annotated[bool | None, typer.Option("--pseudonymise/--no-pseudonymise", help="Other names for all ids: child-1, health visitor 1.",
                                                   show_default=False)]  # fmt: skip
KeyFile = Annotated[Path | None, typer.Option("--key", metavar="FILE", help="The same key gives the same names; made if it is not there.")]
RelativeDates = Annotated[bool | None, typer.Option("--relative-dates/--no-relative-dates", help="Days from the referral instead of dates.",
                                                    show_default=False)]  # fmt: skip
SuppressSmall = Annotated[bool | None, typer.Option("--suppress-small/--no-suppress-small", show_default=False,
                                                    help="Only the summary, with counts under five held back.")]  # fmt: skip
ShowText = Annotated[bool | None, typer.Option("--show-text/--no-show-text", help="The record's free text with each finding.", show_default=False)]
ConfigFile = Annotated[Path | None, typer.Option("--config", metavar="FILE", help="The configuration; else .scr-check.yaml here or above.")]


@app.command()
def check(
    paths: Paths, as_of: AsOf = None, rules: Rules = None, select: Select = None, ignore: Ignore = None, set_: Set = None,
    profile: Profile = None, format_: Format = None, output: Output = None, show: Show = None, fail_on: FailOn = None, jobs: Jobs = None,
    exclude: Exclude = None, summary_only: SummaryOnly = False, waivers: WaiversFile = None, baseline: Baseline = None, config: ConfigFile = None,
    pseudonymise: Pseudonymise = None, key: KeyFile = None, relative_dates: RelativeDates = None, suppress_small: SuppressSmall = None,
    show_text: ShowText = None,
) -> None:  # fmt: skip
    """Check case files and print the report."""
    from scr_check import folder, outputs, running  # noqa: PLC0415
    from scr_check.writing import WriteFault  # noqa: PLC0415

    options = _options(config, {
        "as_of": as_of, "rules": rules or None, "select": select, "ignore": ignore, "set": _pairs(set_), "profile": profile, "format": format_ or None,
        "output": str(output) if output else None, "show": show, "fail_on": fail_on, "jobs": jobs, "exclude": exclude or None,
        "waivers": str(waivers) if waivers else None, "baseline": str(baseline) if baseline else None,
        **cli_privacy.asked(pseudonymise, key, relative_dates, suppress_small, show_text),
    }, paths)  # fmt: skip
    settings = _settings(options)
    wanted = _wanted(options, summary_only)
    files, given = _files(paths, options)
    _spare(files, wanted)
    held = cli_more.waivers_for(paths, files, options, settings)
    settings, finish = cli_privacy.disguised(settings, options, *cli_more.finish_of(held, options, settings))
    wanted, held, files = cli_privacy.told(settings, wanted), cli_privacy.waivers(settings, held), cli_privacy.order(settings, files)
    processes = folder.jobs_for(files, options["jobs"], _processors())
    scrolls = sys.stdout.isatty() and any(one.path is None and not one.options.summary_only for one in wanted)
    with _progress(0 if scrolls else len(files)) as progress:  # a bar under a report that scrolls by would be written into it
        run = running.Run(settings, wanted, processes, sys.stdout.buffer, finish=finish, progress=progress, waivers=held)
        try:
            tally = run.over(files, given)
        except (WriteFault, outputs.MissingExtra) as fault:
            _stop(str(fault))
        except KeyboardInterrupt:
            _stop(f"stopped after {run.tally.cases} of {len(files)} files; the report is not whole", 130)
    if not settings.hold_small:  # they name cases
        cli_more.say_of_waivers(held, tally)
        if all(one.options.summary_only for one in wanted):
            cli_more.say_of_unread(tally)
    raise SystemExit(tally.exit)


def _options(config: Path | None, given: dict[str, Any], paths: Iterable[str] = ()) -> dict[str, Any]:
    """The options in force: the command line, then the configuration."""
    loaded, asked = _loaded(config, paths), _asked(given)
    found = loaded.config
    merged = {**found.model_dump(), **{k: v for k, v in asked.model_dump().items() if v is not None}}
    merged["set"] = {**(found.set or {}), **(asked.set or {})}
    merged["set_at"] = {name: "{}:{}:{}: ".format(loaded.path, *loaded.place("set", name)) for name in found.set or () if name not in (asked.set or {})}
    merged["at"] = {kind: loaded.places(kind) for kind in ("select", "ignore") if getattr(found, kind) and getattr(asked, kind) is None}
    return merged


def _loaded(config: Path | None, paths: Iterable[str] = ()) -> Loaded:
    """The configuration: the file named, else the nearest one above the current folder, else above the first path."""
    import os  # noqa: PLC0415

    from scr_check import config as configuration  # noqa: PLC0415

    # Not Path.resolve: a link that leads in a circle is told with the other files.
    if not all(paths):
        _stop("an empty path: name a case file or a folder")
    starts = [Path(os.path.realpath(one)) for one in paths if one != "-"][:1]
    path = config or configuration.find(Path.cwd(), *(one if os.path.isdir(one) else one.parent for one in starts))  # noqa: PTH112
    try:
        return configuration.load(_seen(path)) if path is not None else configuration.Loaded(configuration.Config())
    except configuration.ConfigFault as fault:
        _stop(str(fault))


def _seen(path: Path) -> Path:
    """A path as seen from the current folder."""
    import os  # noqa: PLC0415

    return Path(os.path.relpath(path)) if path.is_absolute() else path


def _asked(given: dict[str, Any]) -> Config:
    """What the command line says, checked as the configuration is."""
    from scr_check import config as configuration  # noqa: PLC0415

    try:
        return configuration.Config.model_validate({_alias(k): v for k, v in given.items() if v is not None})
    except ValueError as fault:
        errors = fault.errors(include_url=False) if hasattr(fault, "errors") else []
        _stop("\n".join(f"--{e['loc'][0]!s}: {e.get('ctx', {}).get('error', e['msg'])}" for e in errors) or str(fault))


def _alias(name: str) -> str:
    return name.replace("_", "-")


def _pairs(given: list[str] | None) -> dict[str, str] | None:
    if not given:
        return None
    pairs = {}
    for one in given:
        name, mark, value = one.partition("=")
        if not mark or not name:
            _stop(f"--set wants NAME=VALUE, found '{one}'")
        pairs[name.strip()] = value.strip()
    return pairs


def _settings(options: dict[str, Any], examples: bool = False) -> Settings:
    from datetime import date  # noqa: PLC0415

    from scr_check import check as library  # noqa: PLC0415
    from scr_check.rule import RuleFault  # noqa: PLC0415

    try:
        books = library.load_rulebooks(options["rules"] or (), examples)
        if options["profile"]:
            from scr_check import profiles  # noqa: PLC0415

            books = library.with_settings(books, {name: one.value for name, one in profiles.load(options["profile"]).values.items()})
    except (RuleFault, ValueError) as fault:
        _stop(str(fault))
    for name, value in options["set"].items():
        try:
            books = library.with_settings(books, {name: value or "unset"})
        except ValueError as fault:
            _stop(f"{options['set_at'].get(name, '')}{fault}")
    settings = library.Settings(books, date.today(), _day(options["as_of"]), tuple(options["select"] or ()), tuple(options["ignore"] or ()),
                                _verdicts(options["fail_on"]))  # fmt: skip
    known = [rule.id for book in books for rule in book.rules]
    missed = [(kind, start) for kind in ("select", "ignore") for start in options[kind] or () if not any(name.startswith(start) for name in known)]
    if missed:
        from scr_check.words import nearest  # noqa: PLC0415

        def meant(start: str) -> str:
            return nearest(start, [name for name in known if name.upper().startswith(start.upper())][:1] or known)

        said = {kind: options["at"].get(kind, {}) for kind in ("select", "ignore")}
        _stop("\n".join(f"{_asked_at(said[kind].get(start), kind)}: no rule begins with '{start}'{meant(start)}" for kind, start in missed))
    if not any(settings.rules(book) for book in books):
        _stop("--select and --ignore leave no rule to run: nothing was checked")
    return settings


def _asked_at(place: str | None, kind: str) -> str:
    """Where an option was given: in the configuration, at its place, or on the command line."""
    return f"{place}: {kind}" if place else f"--{kind}"


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    from scr_check.dates import parse_when  # noqa: PLC0415

    try:
        when = parse_when(text)
    except ValueError as fault:
        _stop(f"--as-of: {fault}")
    if not when.exact:
        _stop(f"--as-of: a whole day is wanted, such as 2016-06-30, found '{text}'")
    return when.first


def _verdicts(words: tuple[str, ...] | None) -> frozenset[Verdict]:
    from scr_check.findings import FAILING, Verdict  # noqa: PLC0415

    if words is None:
        return FAILING
    return frozenset(Verdict(word) for word in words if word != "none")


def _files(paths: list[str], options: dict[str, Any]) -> tuple[Files, bytes | None]:
    """The files to look at, and what came by standard input."""
    from scr_check import files  # noqa: PLC0415

    given = from_standard_input() if "-" in paths else None
    named = [one for one in paths if one != "-"]
    for one in named:
        if not files.stands(one):
            _stop(f"{one}: no such file or folder")
    try:
        found = files.files_of(named, tuple(options.get("exclude") or ()))
    except ValueError as fault:
        _stop(f"--exclude: {fault}")
    if not found and given is None:
        _stop(f"{', '.join(named)}: no case file here ({', '.join(files.SUFFIXES)}): nothing was checked")
    return found, given


def from_standard_input() -> bytes:
    """What came by standard input, and no more of it than shows that it is too long."""
    from scr_check.sources import MOST_BYTES  # noqa: PLC0415

    if sys.stdin is None:
        _stop("standard input is closed: nothing was checked")
    return sys.stdin.buffer.read(MOST_BYTES + 1)


def _spare(files: Files, wanted: tuple[Wanted, ...]) -> None:
    """No report takes the place of a case record."""
    import os  # noqa: PLC0415

    for one in wanted:
        # Where nothing stands there is no record; and of many files no list is made.
        if one.path is None or not os.path.exists(one.path):  # noqa: PTH110
            continue
        path = os.path.realpath(one.path)
        if any(os.path.realpath(file.path) == path for file in files):
            _stop(f"{one.path}: this is a case record that is checked: give the report another name")


def _processors() -> int:
    import os  # noqa: PLC0415

    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity is not None else os.cpu_count() or 1


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int, int, int], None]]:
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


def _wanted(options: dict[str, Any], summary_only: bool = False) -> tuple[Wanted, ...]:
    """The formats asked for, each with where it goes. One alone may go to standard output or to --output."""
    from scr_check import outputs  # noqa: PLC0415
    from scr_check.running import Wanted  # noqa: PLC0415
    from scr_check.words import nearest  # noqa: PLC0415

    wanted = []
    for one in options["format"] or ("text",):
        name, _, file = one.partition("=")
        if outputs.output(name) is None:
            formats = outputs.registry()
            _stop(f"--format: '{name}' is no format{nearest(name, formats)}; formats are {', '.join(sorted(formats))}")
        path = Path(file) if file else Path(options["output"]) if options["output"] else None
        wanted.append(Wanted(name, path, _render_options(options, path, summary_only)))
    places = [one.path for one in wanted]
    if len(set(places)) < len(places):
        _stop("--format: two reports would go to one place; give each a file, as in --format json=report.json")
    return tuple(wanted)


def _render_options(options: dict[str, Any], path: Path | None, summary_only: bool) -> Any:
    from scr_check.findings import ATTENTION, Verdict  # noqa: PLC0415
    from scr_check.outputs import RenderOptions  # noqa: PLC0415

    words = options["show"] or ("attention",)
    shown = frozenset(Verdict) if "all" in words else ATTENTION if "attention" in words else frozenset(Verdict(word) for word in words)
    terminal = sys.stdout.isatty() and path is None
    return RenderOptions(width=width(terminal), colour=terminal and not no_colour(), show=shown, summary_only=summary_only)


def _write(text: str, output: str | None) -> None:
    """To standard output, or to the file: whole or not at all."""
    data = text.encode("utf-8", "backslashreplace")
    if output is None:
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as fault:
            _stop(f"standard output: cannot be written: {fault.strerror}")
        return
    from scr_check.writing import WriteFault, write_whole  # noqa: PLC0415

    try:
        write_whole(Path(output), data)
    except WriteFault as fault:
        _stop(str(fault))


# the rules themselves


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
    options = _options(config, {"rules": given or None, "select": select, "ignore": ignore, "set": _pairs(set_), "profile": profile})
    status = 0
    try:
        if look:
            text, status = told.looked_through(options["rules"] or (), told.form(format_, "text", "json"))
        elif sentences:
            text = told.sentences(_settings(options, examples=True), told.form(format_))
        else:
            text = told.rules(names or [], _settings(options, examples=True), told.form(format_))
    except told.NotTold as fault:
        _stop(str(fault))
    _write(text, str(output) if output else None)
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
        _stop(str(fault))
    wanted = _named(chosen, rulebook or [])
    results = [trial for book in wanted for trial in trials(book)]
    for trial in results:
        if trial.fault:
            print(f"{trial.where}: {trial.rule}{f' ({trial.example})' if trial.example else ''}: {trial.fault}")
    wrong = sum(trial.fault is not None for trial in results)
    rules = sum(len(book.rules) for book in wanted)
    print(f"{len(results) - wrong} of {len(results)} verdicts as expected, in the examples of {rules} rules")
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

        _stop(f"'{which}' is no schema{nearest(which, SCHEMAS)}; schemas are {', '.join(SCHEMAS)}")
    module, name = SCHEMAS[which]
    make = getattr(importlib.import_module(f"scr_check.{module}"), name)
    _write(json.dumps(make(), indent=2, ensure_ascii=False) + "\n", None)


@app.command()
def new() -> None:
    """Print a commented, empty case record to fill in."""
    from scr_check.record_schema import blank_record  # noqa: PLC0415

    _write(blank_record(), None)

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

    options = _options(config, {
        "rules": rules or None, "select": select, "ignore": ignore, "set": _pairs(set_), "profile": profile, "format": format_ or None,
        "output": str(output) if output else None,
    }, [path])  # fmt: skip
    kind = (options["format"] or ("text",))[0]
    if kind not in ("text", "json"):
        _stop(f"--format: replay is told as text or json, not '{kind}'")
    cli_privacy.only(options, "replay")
    settings = _settings(options)
    record = _record(path)
    made = through_time.replay(record, settings, _until(record, until, settings.today))
    terminal = sys.stdout.isatty() and not options["output"]
    text = json.dumps(through_time.as_data(made), indent=2, ensure_ascii=False) + "\n" if kind == "json" else through_time.as_text(made, width(terminal))
    _write(text, options["output"])


def _record(path: str) -> Any:
    """The record of a file, or out with its faults and exit status 3."""
    from scr_check.record import read_record  # noqa: PLC0415
    from scr_check.sources import Refused, bytes_of, read  # noqa: PLC0415

    try:
        raw = from_standard_input() if path == "-" else bytes_of(Path(path))
        return read_record(read(raw, path))
    except OSError as fault:
        _stop(f"{path}: cannot be read: {fault.strerror}")
    except Refused as refused:
        _stop("\n".join(f"{path}:{f.place.line}:{f.place.column}: {f.message}" if f.place else f"{path}: {f.message}" for f in refused.faults), 3)


def _until(record: Any, given: str | None, today: date) -> date:
    """The last day of a replay: a date, the day of an event, or the day of extraction."""
    if given is None:
        extracted = record.root.extracted
        return extracted.first if extracted is not None else today
    entry = record.by_id.get(given)
    if entry is not None:
        when = getattr(entry, "date", None)
        if when is None or not when.exact:
            _stop(f"--until: '{given}' has no exact date")
        day: date = when.first
        return day
    found = _day(given)
    assert found is not None
    return found


from scr_check import cli_more, cli_page, cli_privacy  # noqa: E402, F401  (register their commands; they use the helpers above)
