"""A compiled rule: what the engine judges by."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from scr_check.classes import dataclass, field, replace
from scr_check.dates import Duration, When, parse_duration, parse_when
from scr_check.expression import Expression
from scr_check.findings import Source
from scr_check.judgement import Judgement
from scr_check.lets import Let
from scr_check.logic import Truth, Unknown
from scr_check.steps import Step
from scr_check.verdicts import Outcome
from scr_check.words import nearest

if TYPE_CHECKING:
    from scr_check.rule_spec import ExampleSpec, RulebookSpec, RuleSpec
    from scr_check.sources import Document

ADVICE = ("advice", "good_practice")


class RuleFault(Exception):
    """A rulebook that cannot be used: every fault as ``path:line:column: message``."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Pattern(Protocol):
    """What a pattern module's ``build`` gives."""

    def find(self, c: Judgement, bound: tuple[Any, ...]) -> Outcome:
        """What was found for these entries."""
        ...


@dataclass(frozen=True, slots=True)
class Branch:
    """One kind of place: its steps, the words for it, and which name is the subject (None: the innermost)."""

    steps: tuple[Step, ...]
    about: Expression | None
    subject: str | None
    #: What its steps say: branches of the same steps have the same bindings.
    key: tuple[str, ...] = field(init=False, compare=False, repr=False, default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", tuple([step.text for step in self.steps]))


@dataclass(frozen=True, slots=True)
class InForce:
    """When a rule is in force: the date that decides, and the names or dates of its two ends."""

    by: Expression
    start: str | None
    end: str | None

    def holds(self, c: Judgement, bound: tuple[Any, ...]) -> Truth:
        """Is the rule in force for these entries? An unset start: always; an unset end: never."""
        start, end = _moment(c, self.start), _moment(c, self.end)
        if self.end is not None and end is None:
            return False
        if start is None and end is None:
            return True
        when = self.by(c, *bound)
        if not isinstance(when, When):
            return when if isinstance(when, Unknown) else False
        if (start is not None and when.last < start.first) or (end is not None and when.first >= end.last):
            return False
        inside = (start is None or when.first >= start.last) and (end is None or when.last < end.first)
        return True if inside else Unknown(missing=())


def _moment(c: Judgement, name: str | None) -> When | None:
    if name is None:
        return None
    value = parse_when(name) if name[:1].isdigit() else c.parameters.get(name)
    return value if isinstance(value, When) else None


@dataclass(frozen=True)
class Rule:
    """A compiled rule. ``names`` are those that all its branches bind, in order; expressions take the entries in that order, then the lets.

    ``spec`` and ``document`` are what it was read from; a rule of a rulebook that was compiled when the package was built has neither
    (``check.load_rulebooks`` with ``examples`` reads the files).
    """

    id: str
    title: str
    duty: str
    source: Source
    spec: RuleSpec
    document: Document
    path: str
    branches: tuple[Branch, ...]
    like: str | None
    names: tuple[str, ...]
    where: Expression | None
    lets: tuple[Let, ...]
    in_force: InForce | None
    unless: Expression | None
    pattern_key: str
    clock: bool
    pattern: Pattern
    otherwise: tuple[Pattern, ...]
    about: Expression
    say: Mapping[str, Expression]
    move: Expression
    needs: frozenset[str]
    uses: frozenset[str]
    cause: Expression | None = None
    remedy: str = ""
    subject: str | None = None
    waits_for: tuple[str, ...] = ()

    @cached_property
    def advice(self) -> bool:
        """Advice and good practice judge the file as it is, and never say breached or met_late."""
        return self.duty in ADVICE

    @cached_property
    def only_pattern(self) -> bool:
        """Does the pattern alone decide, once the entries are bound?"""
        return not self.lets and not self.otherwise and self.in_force is None and self.where is None and self.unless is None

    @cached_property
    def in_file_order(self) -> bool:
        """Are its results in the order of their subjects in the file? So it is where one thing is ranged over, and each next one lies within it."""
        if len(self.branches) != 1 or self.subject is not None or self.branches[0].subject is not None:
            return False
        ranges = [step.range for step in self.branches[0].steps if not step.asks_once]
        return all(one.base == (None if i == 0 else i - 1) and not any(hop.refers for hop in one.fields) for i, one in enumerate(ranges))

    @cached_property
    def fixed_move(self) -> str | None:
        """Whose move it is, where that is the same for every result."""
        return None if "{" in self.move.text else self.move.text

    @property
    def examples(self) -> tuple[ExampleSpec, ...]:
        """The rule's own tests."""
        return self.spec.examples


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A rulebook as it runs. ``parameters`` are the values in force; None is unset.

    ``extends`` is the id of the rulebook that it is built on, which it takes the place of. ``switched_off``: rules and the reason.
    ``kinds``: of each parameter, ``duration``, ``number`` or ``date``. ``words``: those of the record that its rules compare with.
    """

    id: str
    title: str
    version: str
    sha256: str
    spec: RulebookSpec
    rules: tuple[Rule, ...]
    parameters: Mapping[str, Duration | When | int | None]
    folder: str
    extends: str | None = None
    switched_off: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    words: frozenset[str] = frozenset()

    def rule(self, name: str) -> Rule | None:
        """The rule of this id."""
        return next((rule for rule in self.rules if rule.id == name), None)

    def own(self) -> tuple[Rule, ...]:
        """The rules whose files stand in this rulebook's own folder."""
        return tuple(rule for rule in self.rules if Path(rule.path).parent == Path(self.folder))


def parameter_value(name: str, kind: str, text: str | None) -> Duration | When | int | None:
    """A parameter's value from its text; None is unset. Raises ValueError in words fit for a person."""
    if text is None or text in ("", "unset"):
        return None
    if kind == "duration":
        return parse_duration(text)
    if kind == "date":
        return parse_when(text)
    if not (text.isascii() and text.isdigit()) or len(text) > 6:
        raise ValueError(f"{name} wants a whole number, found '{text[:40]}'")
    return int(text)


def files_hash(folder: Path) -> str:
    """The SHA-256 of a rulebook's files, names and contents, in hexadecimal."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.yaml")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def package_hash() -> str:
    """The SHA-256 of this package's own modules: what a compiled rulebook means depends on all of them."""
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(path for path in package.rglob("*.py") if path.parent.name != "compiled"):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def with_parameters(rulebook: Rulebook, texts: dict[str, str]) -> Rulebook:
    """The rulebook with these parameters set. Raises ValueError for one that there is not, or a value of another kind."""
    if not texts:
        return rulebook
    values = dict(rulebook.parameters)
    for name, text in texts.items():
        kind = rulebook.kinds.get(name)
        if kind is None:
            known = rulebook.kinds
            raise ValueError(f"'{name}' is no parameter of {rulebook.id}{nearest(name, known)}; known are {', '.join(known) or 'none'}")
        values[name] = parameter_value(name, kind, text)
    return replace(rulebook, parameters=values)
