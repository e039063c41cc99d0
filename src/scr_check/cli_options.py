"""What a call asks for: the options that several commands have, and what is in force when the configuration is read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scr_check.cli_out import stop
from scr_check.standing import CONFIGURATION, MISNAMED, is_folder, real
from scr_check.terminal import say

if TYPE_CHECKING:
    from datetime import date

    from scr_check.check import Settings
    from scr_check.config import Config, Loaded
    from scr_check.findings import Verdict

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
Output = Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Where the report goes (- is standard output); written whole or not at all.")]
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


def options_of(config: Path | None, given: dict[str, Any], paths: Iterable[str] = ()) -> dict[str, Any]:
    """The options in force: the command line, then the configuration."""
    loaded, asked = loaded_from(config, paths), asked_of(given)
    found = loaded.config
    merged = {**found.model_dump(), **{k: v for k, v in asked.model_dump().items() if v is not None}}
    merged["set"] = {**(found.set or {}), **(asked.set or {})}
    merged["file"] = loaded.path
    merged["output"] = None if merged["output"] == "-" else merged["output"]
    merged["set_at"] = {name: "{}:{}:{}: ".format(loaded.path, *loaded.place("set", name)) for name in found.set or () if name not in (asked.set or {})}
    merged["at"] = {kind: loaded.places(kind) for kind in ("select", "ignore") if getattr(found, kind) and getattr(asked, kind) is None}
    return merged


def loaded_from(config: Path | None, paths: Iterable[str] = ()) -> Loaded:
    """The configuration: the file named, else the nearest one above the current folder, else above the first path."""
    from scr_check import config as configuration  # noqa: PLC0415

    if not all(paths):
        stop("an empty path: name a case file or a folder")
    starts = [real(one) for one in paths if one != "-"][:1]
    folders = (Path.cwd(), *(one if is_folder(one) else one.parent for one in starts))
    path = config or configuration.find(*folders)
    misnamed = None if config is not None else configuration.find(*folders, name=MISNAMED[CONFIGURATION])
    if misnamed is not None:
        say(f"scr-check: {_seen(misnamed)}: not used: a configuration is named {CONFIGURATION}")
    try:
        return configuration.load(_seen(path)) if path is not None else configuration.Loaded(configuration.Config())
    except configuration.ConfigFault as fault:
        stop(str(fault))


def _seen(path: Path) -> Path:
    """A path as seen from the current folder."""
    import os  # noqa: PLC0415

    return Path(os.path.relpath(path)) if path.is_absolute() else path


def asked_of(given: dict[str, Any]) -> Config:
    """What the command line says, checked as the configuration is."""
    from scr_check import config as configuration  # noqa: PLC0415

    try:
        return configuration.Config.model_validate({_alias(k): v for k, v in given.items() if v is not None})
    except ValueError as fault:
        errors = fault.errors(include_url=False) if hasattr(fault, "errors") else []
        stop("\n".join(f"--{e['loc'][0]!s}: {e.get('ctx', {}).get('error', e['msg'])}" for e in errors) or str(fault))


def _alias(name: str) -> str:
    return name.replace("_", "-")


def pairs(given: list[str] | None) -> dict[str, str] | None:
    if not given:
        return None
    pairs = {}
    for one in given:
        name, mark, value = one.partition("=")
        if not mark or not name:
            stop(f"--set wants NAME=VALUE, found '{one}'")
        pairs[name.strip()] = value.strip()
    return pairs


def settings_of(options: dict[str, Any], examples: bool = False) -> Settings:
    from datetime import date  # noqa: PLC0415

    from scr_check import check as library  # noqa: PLC0415
    from scr_check.rule import RuleFault  # noqa: PLC0415

    try:
        books = library.load_rulebooks(options["rules"] or (), examples)
        if options["profile"]:
            from scr_check import profiles  # noqa: PLC0415

            books = library.with_settings(books, {name: one.value for name, one in profiles.load(options["profile"]).values.items()})
    except (RuleFault, ValueError) as fault:
        stop(str(fault))
    for name, value in options["set"].items():
        try:
            books = library.with_settings(books, {name: value or "unset"})
        except ValueError as fault:
            stop(f"{options['set_at'].get(name, '')}{fault}")
    settings = library.Settings(books, date.today(), day_of(options["as_of"]), tuple(options["select"] or ()), tuple(options["ignore"] or ()),
                                _verdicts(options["fail_on"]))  # fmt: skip
    known = [rule.id for book in books for rule in book.rules]
    missed = [(kind, start) for kind in ("select", "ignore") for start in options[kind] or () if not any(name.startswith(start) for name in known)]
    if missed:
        from scr_check.words import nearest  # noqa: PLC0415

        def meant(start: str) -> str:
            return nearest(start, [name for name in known if name.upper().startswith(start.upper())][:1] or known)

        said = {kind: options["at"].get(kind, {}) for kind in ("select", "ignore")}
        stop("\n".join(f"{_asked_at(said[kind].get(start), kind)}: no rule begins with '{start}'{meant(start)}" for kind, start in missed))
    if not any(settings.rules(book) for book in books):
        stop("--select and --ignore leave no rule to run: nothing was checked")
    return settings


def _asked_at(place: str | None, kind: str) -> str:
    """Where an option was given: in the configuration, at its place, or on the command line."""
    return f"{place}: {kind}" if place else f"--{kind}"


def day_of(text: str | None, option: str = "--as-of", before: str = "") -> date | None:
    """The day that an option asks for. ``before``: what is said before the fault of a text that is no date."""
    if text is None:
        return None
    from scr_check.dates import parse_when  # noqa: PLC0415

    try:
        when = parse_when(text)
    except ValueError as fault:
        stop(f"{option}: {before}{fault}")
    if not when.exact:
        stop(f"{option}: a whole day is wanted, such as 2016-06-30, found '{text}'")
    return when.first


def _verdicts(words: tuple[str, ...] | None) -> frozenset[Verdict]:
    from scr_check.findings import FAILING, Verdict  # noqa: PLC0415

    if words is None:
        return FAILING
    return frozenset(Verdict(word) for word in words if word != "none")
