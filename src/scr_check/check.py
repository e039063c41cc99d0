"""The public call of the library: case files, rulebooks and a day in, a report out. Reads no clock and writes nothing."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scr_check import __version__
from scr_check.answers import answers_of
from scr_check.case_results import CaseResult, FreeText, NotLookedAt, Problem, Report, RulebookUsed, RuleUsed
from scr_check.classes import dataclass, field, replace
from scr_check.doubts import doubts_of
from scr_check.engine import Run
from scr_check.findings import FAILING, Finding, Verdict
from scr_check.movers import known_of
from scr_check.record import Record, read_record
from scr_check.rule import Rule, Rulebook, RuleFault, files_hash, package_hash, with_parameters
from scr_check.sources import Refused, bytes_of, read
from scr_check.wording import duration_text
from scr_check.words import nearest

if TYPE_CHECKING:
    from scr_check.pseudonyms import Pseudonyms


_BESIDE = Path(__file__).parents[2] / "rules"
"""The rulebooks of a checkout."""


@dataclass(frozen=True)
class Settings:
    """What a run judges by. ``as_of`` None: each record's ``extracted``, else ``today``, which only the caller knows."""

    rulebooks: tuple[Rulebook, ...]
    today: date
    as_of: date | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: frozenset[Verdict] = FAILING
    #: Does a format draw the record? Then its dated entries come with the result.
    timeline: bool = False
    #: Other names for the ids of each record, if it is to be told without its own.
    pseudonyms: Pseudonyms | None = None
    #: Days from the referral instead of dates; counts under five held back, and no move by its id; the record's free text with each finding.
    relative_dates: bool = False
    hold_small: bool = False
    show_text: bool = False
    _rules: dict[str, tuple[Rule, ...]] = field(default_factory=dict, compare=False, repr=False)

    def rules(self, rulebook: Rulebook) -> tuple[Rule, ...]:
        """The rules of a rulebook that run, by id."""
        known = self._rules.get(rulebook.id)
        if known is None:
            known = self._rules[rulebook.id] = tuple(rule for rule in rulebook.rules if self._runs(rule.id))
        return known

    def words(self) -> frozenset[str]:
        """The words that the rules compare with."""
        known: frozenset[str] = frozenset().union(*(book.words for book in self.rulebooks))
        return known

    def _runs(self, name: str) -> bool:
        wanted = not self.select or any(name.startswith(start) for start in self.select)
        return wanted and not any(name.startswith(start) for start in self.ignore)


def tool_version() -> str:
    """The version of scr-check."""
    return __version__


def builtin_folder() -> Path:
    """Where the rulebooks of the package stand: inside the wheel, or beside ``src`` in a checkout."""
    inside = Path(__file__).parent / "rules"
    return inside if inside.is_dir() else _BESIDE


def builtin_rulebooks() -> list[Path]:
    """The folders of the built-in rulebooks."""
    return sorted(path.parent for path in builtin_folder().glob("*/rulebook.yaml"))


def load_rulebooks(given: Iterable[str], examples: bool = False) -> tuple[Rulebook, ...]:
    """The built-in rulebooks and those given: a folder that holds ``rulebook.yaml``, a folder of such folders, or the id of a built-in one.

    Ids of built-in ones choose among them. A given rulebook of the same id takes the place of the built-in one. Raises RuleFault.
    """
    builtin = {path.name: path for path in builtin_rulebooks()}
    chosen, folders = [], []
    for one in given:
        path = Path(one)
        if one in builtin and not path.exists():
            chosen.append(builtin[one])
        else:
            folders.extend(_rulebooks_in(path, builtin))
    own = [_load(path, True, builtin.get) for path in folders]
    replaced = {book.id for book in own} | {book.extends for book in own}
    wanted = chosen or [path for path in builtin.values() if path.name not in replaced]
    books = [_load(path, True, builtin.get) if examples else _compiled(path) or _load(path, False, builtin.get) for path in wanted]
    return tuple([book for book in books if book.id not in replaced] + own)


def _load(folder: Path, examples: bool, base: Callable[[str], Path | None]) -> Rulebook:
    """Reads and checks the files of a rulebook."""
    from scr_check import patterns, rulebook  # noqa: PLC0415  (a compiled rulebook needs neither)

    return rulebook.load(folder, patterns.registry(), examples, base)


def _compiled(folder: Path) -> Rulebook | None:
    """The rulebook as the build of the package compiled it; None if there is none, or the files are no longer those it was made from.

    In a checkout the modules of the package may have changed since, too; in an installed package they do not.
    """
    try:
        made = importlib.import_module("scr_check.compiled")
        if folder.parent == _BESIDE and package_hash() != made.PACKAGE:
            return None
        module = importlib.import_module(f"scr_check.compiled.{folder.name.replace('-', '_')}")
    except (ImportError, AttributeError):
        return None
    book: Rulebook = module.RULEBOOK
    if book.sha256 != files_hash(folder):
        return None
    return replace(book, folder=str(folder))


def _rulebooks_in(path: Path, builtin: dict[str, Path]) -> list[Path]:
    if (path / "rulebook.yaml").is_file():
        return [path]
    if path.name == "rulebook.yaml" and path.is_file():
        return [path.parent]
    found = sorted(inner.parent for inner in path.glob("*/rulebook.yaml")) if path.is_dir() else []
    if not found:
        raise RuleFault([f"{path}: no rulebook here: a folder with a rulebook.yaml is wanted, or one of {', '.join(builtin)}{nearest(str(path), builtin)}"])
    return found


def with_settings(rulebooks: tuple[Rulebook, ...], given: dict[str, str]) -> tuple[Rulebook, ...]:
    """The rulebooks with parameters set, in each that has one of the name. Raises ValueError."""
    known = {name for book in rulebooks for name in book.kinds}
    for name in given:
        if name not in known:
            raise ValueError(f"'{name}' is no parameter{nearest(name, known)}; known are {', '.join(sorted(known))}")
    return tuple(with_parameters(book, {name: text for name, text in given.items() if name in book.kinds}) for book in rulebooks)


# one case


def check_bytes(raw: bytes, path: str, settings: Settings) -> CaseResult:
    """The result of one file's bytes. Never raises for what stands in them."""
    try:
        return named(_checked(raw, path, settings), settings)
    except Exception as fault:  # whatever it is: the other files are checked, and this one never counts as read
        from scr_check.breakdown import told  # noqa: PLC0415

        return named(unreadable(path, told(fault)), settings)


def _checked(raw: bytes, path: str, settings: Settings) -> CaseResult:
    try:
        document = read(raw, path)
        record = read_record(document)
        if settings.pseudonyms is not None:
            return settings.pseudonyms.judged(document, record, lambda one: check_record(one, path, settings))
    except Refused as refused:
        faults = [Problem(f.message, f.place.line if f.place else None, f.place.column if f.place else None) for f in refused.faults]
        return CaseResult(path, None, None, "unreadable", problems=tuple(faults))
    return check_record(record, path, settings)


def check_record(record: Record, path: str, settings: Settings) -> CaseResult:
    """The result of one record."""
    day, source = _day(record, settings)
    findings: list[Finding] = []
    counts: dict[str, int] = {verdict.value: 0 for verdict in Verdict}
    idle: dict[str, list[str]] = {}
    silent: dict[str, int] = {}
    run: Run | None = None
    for book in settings.rulebooks:
        run = Run(record, book, day, run)
        found, counted, unseen = run.findings(settings.rules(book))
        findings.extend(found)
        silent.update(run.idle)
        for name, number in counted.items():
            counts[name] += number
        for one in unseen:
            idle.setdefault(one.section, []).extend(one.rules)
    if settings.hold_small:
        from scr_check.pseudonyms import by_role  # noqa: PLC0415  (only what is to be published needs it)

        findings = by_role(findings, record)
    return CaseResult(
        path, record.root.case, record.document.sha256, "checked", day.isoformat(), source, counts,
        not_looked_at=tuple(NotLookedAt(section, tuple(rules)) for section, rules in sorted(idle.items())), findings=tuple(findings), idle=silent,
        yes_no=answers_of(record), doubts=doubts_of(record, settings.words()),
        **(_timeline(record, day) if settings.timeline else {}), who=known_of(record.root),
        texts=_texts(record) if settings.show_text else None,
    )  # fmt: skip


def _timeline(record: Record, day: date) -> dict[str, Any]:
    from scr_check.timeline import begins, timeline_of  # noqa: PLC0415  (only what draws needs it)

    return {"timeline": timeline_of(record, day), "begins": begins(record)}


def _texts(record: Record) -> dict[str, tuple[FreeText, ...]]:
    from scr_check.free_text import texts_of  # noqa: PLC0415  (only who asks for it pays for it)

    return texts_of(record)


def _day(record: Record, settings: Settings) -> tuple[date, str]:
    if settings.as_of is not None:
        return settings.as_of, "option"
    extracted = record.root.extracted
    return (extracted.first, "extracted") if extracted is not None else (settings.today, "today")


def check_path(path: Path, shown: str, settings: Settings) -> CaseResult:
    """The result of one file. What cannot be opened or is too large is ``unreadable`` with the reason."""
    try:
        if not path.is_file():
            return named(unreadable(shown, "not a file" if path.exists() else "no such file"), settings)
        raw = bytes_of(path)
    except OSError as fault:
        return named(unreadable(shown, f"cannot be read: {fault.strerror}"), settings)
    return check_bytes(raw, shown, settings)


def named(result: CaseResult, settings: Settings) -> CaseResult:
    """The result as it may be told: with ``pseudonyms``, without its path."""
    return result if settings.pseudonyms is None else settings.pseudonyms.result(result, result.path)


def unreadable(path: str, reason: str) -> CaseResult:
    """The result of a file that could not be read."""
    return CaseResult(path, None, None, "unreadable", problems=(Problem(reason),))


def report(cases: Iterable[CaseResult], settings: Settings) -> Report:
    """The report of a run: cases in the order of their paths."""
    parameters = {name: duration_text(value) for book in settings.rulebooks for name, value in book.parameters.items()}
    used = tuple(RulebookUsed(b.id, b.title, b.version, b.sha256, len(settings.rules(b))) for b in settings.rulebooks)
    rules = tuple(_used(rule, book) for book in settings.rulebooks for rule in settings.rules(book))
    made = Report(tool_version(), used, parameters, (), settings.fail_on, rules=rules,
                  rules_known=sum(len(book.rules) for book in settings.rulebooks))  # fmt: skip
    return replace(made, cases=tuple(sorted(cases, key=lambda case: case.path)))


def _used(rule: Rule, book: Rulebook) -> RuleUsed:
    unset = tuple(name for name in rule.waits_for if book.parameters.get(name) is None)
    return RuleUsed(rule.id, book.id, rule.title, rule.duty, rule.remedy, rule.source, unset)
