"""Rules, parameters, rulebooks: loaded and checked whole, or refused with every fault and its place.

The loader is handed the patterns (``patterns.registry()``), so that this file stands below them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from scr_check.building import Builder
from scr_check.dates import Duration, When, parse_duration, parse_when
from scr_check.expressions import Expression, Scope
from scr_check.findings import Source, Verdict
from scr_check.judgement import Judgement
from scr_check.lets import Let, build_lets
from scr_check.logic import Unknown
from scr_check.rule_spec import BranchSpec, ExampleSpec, InForceSpec, ParameterSpec, RulebookSpec, RuleSpec
from scr_check.sources import Document, Fault, Refused, read
from scr_check.steps import Step, build_step
from scr_check.verdicts import Outcome
from scr_check.words import nearest

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


@dataclass(frozen=True, slots=True)
class InForce:
    """When a rule is in force: the date that decides, and the names or dates of its two ends."""

    by: Expression
    start: str | None
    end: str | None


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled rule. ``names`` are those that all its branches bind, in order; expressions take the entries in that order, then the lets."""

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

    @property
    def advice(self) -> bool:
        """Advice and good practice judge the file as it is, and never say breached or met_late."""
        return self.duty in ADVICE

    @property
    def examples(self) -> tuple[ExampleSpec, ...]:
        """The rule's own tests."""
        return self.spec.examples


@dataclass(frozen=True, slots=True)
class Rulebook:
    """A rulebook as it runs. ``parameters`` are the values in force; None is unset."""

    id: str
    title: str
    version: str
    sha256: str
    spec: RulebookSpec
    rules: tuple[Rule, ...]
    parameters: Mapping[str, Duration | When | int | None]
    folder: str
    switched_off: Mapping[str, str] = field(default_factory=dict)

    def rule(self, name: str) -> Rule | None:
        """The rule of this id."""
        return next((rule for rule in self.rules if rule.id == name), None)


# loading


@dataclass
class _Loading:
    """What the files of one rulebook gave so far."""

    patterns: dict[str, ModuleType]
    faults: list[tuple[str, Fault]] = field(default_factory=list)

    def note(self, path: str, faults: tuple[Fault, ...] | list[Fault]) -> None:
        self.faults.extend((path, fault) for fault in faults)

    def stop(self) -> None:
        """Refuses everything that was wrong so far."""
        if self.faults:
            lines = [f"{path}:{f.place.line}:{f.place.column}: {f.message}" if f.place else f"{path}: {f.message}" for path, f in self.faults]
            raise RuleFault(list(dict.fromkeys(lines)))


def load(folder: Path, patterns: dict[str, ModuleType], examples: bool = True) -> Rulebook:
    """The rulebook of a folder. ``examples`` False leaves the rules' examples unread, which saves most of the time. Raises RuleFault."""
    loading = _Loading(patterns)
    try:
        raw = {path: path.read_bytes() for path in sorted(folder.glob("*.yaml"))}
    except OSError as fault:
        raise RuleFault([f"{folder}: cannot be read: {fault.strerror}"]) from None
    head = folder / "rulebook.yaml"
    if head not in raw:
        raise RuleFault([f"{folder}: holds no rulebook.yaml, so it is no rulebook"])
    spec = _rulebook_spec(head, raw.pop(head), loading)
    loading.stop()
    assert spec is not None  # noqa: S101
    parsed = [_rule_spec(path, text, examples, loading) for path, text in raw.items()]
    loading.stop()
    digest = hashlib.sha256(b"".join(path.name.encode() + b"\0" + text + b"\0" for path, text in [(head, head.read_bytes()), *raw.items()]))
    rules = _compiled([one for one in parsed if one is not None], spec, loading)
    values = _values(head, spec, loading)
    loading.stop()
    return Rulebook(spec.id, spec.title, spec.version, digest.hexdigest(), spec, rules, values, str(folder))


def _rulebook_spec(path: Path, text: bytes, loading: _Loading) -> RulebookSpec | None:
    try:
        document = read(text, path.name)
        return Builder(document, Scope({})).spec(RulebookSpec, document.data)
    except Refused as refused:
        loading.note(str(path), refused.faults)
        return None


def _without_examples(text: bytes) -> bytes:
    """The rule without its examples, which stand last; the whole text where they do not."""
    head, mark, tail = text.partition(b"\nexamples:")
    return head + b"\n" if mark and not any(line[:1].isalpha() for line in tail.split(b"\n")[1:]) else text


def _rule_spec(path: Path, text: bytes, examples: bool, loading: _Loading) -> tuple[str, Document, RuleSpec] | None:
    try:
        document = read(text if examples else _without_examples(text), path.name)
        return str(path), document, Builder(document, Scope({})).spec(RuleSpec, document.data)
    except Refused as refused:
        loading.note(str(path), refused.faults)
        return None


def _values(path: Path, spec: RulebookSpec, loading: _Loading) -> dict[str, Duration | When | int | None]:
    values: dict[str, Duration | When | int | None] = {}
    for name, parameter in spec.parameters.items():
        try:
            values[name] = parameter_value(name, parameter, parameter.value)
        except ValueError as fault:
            loading.note(str(path), [Fault(str(fault), None)])
    return values


def parameter_value(name: str, parameter: ParameterSpec, text: str | None) -> Duration | When | int | None:
    """A parameter's value from its text; None is unset. Raises ValueError in words fit for a person."""
    if text is None or text in ("", "unset"):
        return None
    if parameter.kind == "duration":
        return parse_duration(text)
    if parameter.kind == "date":
        return parse_when(text)
    if not (text.isascii() and text.isdigit()) or len(text) > 6:
        raise ValueError(f"{name} wants a whole number, found '{text[:40]}'")
    return int(text)


def _compiled(parsed: list[tuple[str, Document, RuleSpec]], spec: RulebookSpec, loading: _Loading) -> tuple[Rule, ...]:
    known: dict[str, tuple[str, Document, RuleSpec]] = {}
    for path, document, rule in parsed:
        if rule.id in known:
            loading.note(path, [Fault(f"the rule {rule.id} stands in {Path(known[rule.id][0]).name} already", document.place("/id"))])
        known.setdefault(rule.id, (path, document, rule))
    rules = []
    for path, document, rule in known.values():
        built = _RuleBuilder(path, document, rule, spec, known, loading).build()
        if built is not None:
            rules.append(built)
    return _in_order(rules, known, loading)


def _in_order(rules: list[Rule], known: dict[str, tuple[str, Document, RuleSpec]], loading: _Loading) -> tuple[Rule, ...]:
    """By id; refuses cycles of ``verdict()`` and ids that there are not."""
    needs = {rule.id: rule.needs for rule in rules}
    for rule in rules:
        for other in sorted(rule.needs - set(known)):
            loading.note(rule.path, [Fault(f"verdict() of '{other}', which is no rule{nearest(other, known)}", rule.document.place("/require"))])
        reached, level = set[str](), set(rule.needs)
        while level:
            reached |= level
            level = {n for one in level for n in needs.get(one, ())} - reached
        if rule.id in reached:
            loading.note(rule.path, [Fault(f"{rule.id} hangs on its own verdict, by way of {', '.join(sorted(rule.needs))}", rule.document.place("/id"))])
    return tuple(sorted(rules, key=lambda rule: rule.id))


@dataclass
class _RuleBuilder:
    """Compiles one rule."""

    path: str
    document: Document
    rule: RuleSpec
    rulebook: RulebookSpec
    known: dict[str, tuple[str, Document, RuleSpec]]
    loading: _Loading

    def build(self) -> Rule | None:
        """The rule, or None with its faults noted."""
        parameters: dict[str, str] = {name: p.kind for name, p in self.rulebook.parameters.items()}
        b = Builder(self.document, Scope({}, parameters, dict(self.rulebook.lists)))
        try:
            built = self._built(b)
        except Refused as refused:
            b.faults.extend(refused.faults)
            built = None
        self.loading.note(self.path, b.faults)
        return built if not b.faults else None

    def _built(self, b: Builder) -> Rule:
        rule = self.rule
        self._sources(b)
        branches, inner, names = self._branches(b)
        lets, inner = build_lets(rule.let, inner.at("let"), b.path)
        inner.path = b.path
        key, module, pattern = self._pattern(inner)
        verdicts = {verdict: inner.template(text, "say", verdict) for verdict, text in self._sayable(inner)}
        where = inner.condition(rule.where, "where") if rule.where else None
        needs = frozenset(b.verdicts) | ({rule.for_each.as_} if rule.for_each.as_ else set())
        return Rule(
            rule.id, rule.title, rule.duty, Source(**rule.source.model_dump()), rule, self.document, self.path, branches, rule.for_each.as_,
            names, where, lets, self._in_force(inner), inner.condition(rule.unless, "unless") if rule.unless else None, key,
            bool(module is not None and module.CLOCK), pattern, self._otherwise(inner), inner.template(rule.about, "about"), verdicts,
            inner.template(rule.move, "move"), needs, frozenset(b.scope.used), self._cause(inner, names),
        )  # fmt: skip

    def _cause(self, b: Builder, names: tuple[str, ...]) -> Expression | None:
        """The phrase that findings share. It may speak of the outermost entry alone, so that they do share it."""
        if self.rule.cause is None:
            return None
        outer = replace(b, scope=replace(b.scope, bound={name: b.scope.bound[name] for name in names[:1]}))
        return outer.template(self.rule.cause, "cause")

    def _sources(self, b: Builder) -> None:
        if self.rule.source.document not in self.rulebook.sources:
            known = self.rulebook.sources
            b.fault(f"the rulebook cites no document '{self.rule.source.document}'{nearest(self.rule.source.document, known)}", "source", "document")

    def _sayable(self, b: Builder) -> list[tuple[str, str]]:
        for verdict in self.rule.say:
            if verdict not in list(Verdict):
                b.fault(f"'{verdict}' is no verdict{nearest(verdict, list(Verdict))}", "say", verdict)
        return list(self.rule.say.items())

    def _branches(self, b: Builder) -> tuple[tuple[Branch, ...], Builder, tuple[str, ...]]:
        places = self.rule.for_each
        if places.as_ is not None:
            return self._like(places.as_, b)
        branches = [self._branch(one, b.at("for_each", "either", i, "steps")) for i, one in enumerate(places.either)]
        if not branches:
            branches = [self._branch(BranchSpec.model_construct(steps=places.steps, about=None, subject=self.rule.subject), b.at("for_each"))]
        common = [name for name in branches[0][1] if all(name in names for _, names in branches)]
        if places.either and not common:
            b.fault("the branches of either bind no name in common", "for_each", "either")
        return tuple(branch for branch, _ in branches), b.bound(**self._kinds(common, branches)), tuple(common)

    @staticmethod
    def _kinds(common: list[str], branches: list[tuple[Branch, dict[str, Any]]]) -> dict[str, Any]:
        from scr_check.kinds import joined_entries  # noqa: PLC0415

        return {name: joined_entries([names[name] for _, names in branches]) for name in common}

    def _branch(self, spec: BranchSpec, b: Builder) -> tuple[Branch, dict[str, Any]]:
        steps, inner = [], b
        for i, one in enumerate(spec.steps):
            step, further = build_step(one, inner.at(i))
            inner = Builder(further.document, further.scope, further.faults, further.verdicts, b.path)
            steps.append(step)
        names = {name: kind for name, kind in inner.scope.bound.items() if name not in b.scope.bound}
        if spec.subject and spec.subject not in names:
            b.fault(f"the subject '{spec.subject}' is bound by no step{nearest(spec.subject, names)}")
        about = inner.template(spec.about) if spec.about else None
        return Branch(tuple(steps), about, spec.subject), names

    def _like(self, other: str, b: Builder) -> tuple[tuple[Branch, ...], Builder, tuple[str, ...]]:
        if other not in self.known or other == self.rule.id:
            b.fault(f"'{other}' is no other rule of this rulebook{nearest(other, self.known)}", "for_each", "as")
            return (), b, ()
        path, document, spec = self.known[other]
        silent = _RuleBuilder(path, document, spec, self.rulebook, self.known, _Loading(self.loading.patterns))
        return silent._branches(Builder(document, b.scope, [], set()))[0], self._scope_like(silent, b), self._names_like(silent, b)

    def _scope_like(self, other: _RuleBuilder, b: Builder) -> Builder:
        theirs = other._branches(Builder(other.document, b.scope, [], set()))[1]
        return b.bound(**{name: kind for name, kind in theirs.scope.bound.items() if name not in b.scope.bound})

    def _names_like(self, other: _RuleBuilder, b: Builder) -> tuple[str, ...]:
        return other._branches(Builder(other.document, b.scope, [], set()))[2]

    def _pattern(self, b: Builder) -> tuple[str, ModuleType | None, Any]:
        require = self.rule.require
        keys = [key for key in require if key != "otherwise"]
        if len(keys) != 1:
            b.fault(f"require holds exactly one pattern, not {len(keys)}: {', '.join(keys) or 'none'}", "require")
            return "", None, None
        key = keys[0]
        module = self.loading.patterns.get(key)
        if module is None:
            b.fault(f"'{key}' is no pattern{nearest(key, self.loading.patterns)}; patterns are {', '.join(self.loading.patterns)}", "require", key)
            return key, None, None
        self._fitting(key, b)
        at = b.at("require", key)
        return key, module, module.build(at.spec(module.SPEC, require[key]), at)

    def _fitting(self, key: str, b: Builder) -> None:
        advice = self.rule.duty in ADVICE
        if key == "observes" and not advice:
            b.fault("observes is for advice and good_practice only: a duty needs a pattern that can be breached", "require", key)
        if advice and key not in ("observes", "count"):
            b.fault(f"advice and good_practice take observes or count, not {key}: they never say breached", "require", key)

    def _otherwise(self, b: Builder) -> tuple[Any, ...]:
        from scr_check.kinds import Day  # noqa: PLC0415

        chain = self.rule.require.get("otherwise", [])
        module = self.loading.patterns["response"]
        links = []
        for i, link in enumerate(chain if isinstance(chain, list) else [chain]):
            at = b.at("require", "otherwise", i, "response").bound(limit=Day())
            if not isinstance(link, dict) or list(link) != ["response"]:
                b.at("require", "otherwise", i).fault("each link of otherwise is a response")
                continue
            links.append(module.build(at.spec(module.SPEC, link["response"]), at))
        return tuple(links)

    def _in_force(self, b: Builder) -> InForce | None:
        spec: InForceSpec | None = self.rule.in_force
        if spec is None:
            return None
        for key, value in (("from", spec.from_), ("until", spec.until)):
            if value is None:
                continue
            if value[:1].isdigit():
                try:
                    parse_when(value)
                except ValueError as fault:
                    b.fault(str(fault), "in_force", key)
            elif self.rulebook.parameters.get(value) is None or self.rulebook.parameters[value].kind != "date":
                b.fault(f"'{value}' is neither a date nor a parameter that holds one{nearest(value, self.rulebook.parameters)}", "in_force", key)
            b.scope.used.add(value)
        return InForce(b.date(spec.by, "in_force", "by"), spec.from_, spec.until)


def why_of(value: Any) -> Unknown | None:
    """The reason inside a value that is not known."""
    return value if isinstance(value, Unknown) else None


Loader = Callable[[Path, dict[str, ModuleType]], Rulebook]
