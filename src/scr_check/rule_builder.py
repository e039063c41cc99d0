"""Compiles one rule of a rulebook, and notes everything that is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import ModuleType
from typing import Any

from scr_check import kinds as k
from scr_check.building import Builder
from scr_check.dates import parse_when
from scr_check.expressions import Expression, Scope
from scr_check.findings import Source, Verdict
from scr_check.lets import build_lets
from scr_check.rule import ADVICE, Branch, InForce, Rule, RuleFault
from scr_check.rule_spec import BranchSpec, InForceSpec, RulebookSpec, RuleSpec
from scr_check.sources import Document, Fault, Refused
from scr_check.specs import spec_of
from scr_check.steps import build_step
from scr_check.words import nearest

Parsed = tuple[str, Document, RuleSpec]
"""A rule file: its path, its document, its spec."""


@dataclass
class Loading:
    """What the files of one rulebook gave so far."""

    patterns: dict[str, ModuleType]
    faults: list[tuple[str, Fault]] = field(default_factory=list)

    def note(self, path: str, faults: tuple[Fault, ...] | list[Fault]) -> None:
        self.faults.extend((path, fault) for fault in faults)

    def stop(self) -> None:
        """Refuses everything that was wrong so far."""
        if self.faults:
            lines = [fault.at(path) for path, fault in self.faults]
            raise RuleFault(list(dict.fromkeys(lines)))


@dataclass
class RuleBuilder:
    """Compiles one rule."""

    path: str
    document: Document
    rule: RuleSpec
    rulebook: RulebookSpec
    known: dict[str, tuple[str, Document, RuleSpec]]
    loading: Loading

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
        self._needs(b)
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
            inner.template(rule.move, "move"), needs, frozenset(b.scope.used), self._cause(inner, names), rule.remedy, rule.subject, tuple(rule.needs),
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

    def _needs(self, b: Builder) -> None:
        """The parameters without which the rule does not run."""
        known = self.rulebook.parameters
        for i, name in enumerate(self.rule.needs):
            if name not in known:
                b.fault(f"'{name}' is no parameter{nearest(name, known)}", "needs", i)
            b.scope.used.add(name)

    def _sayable(self, b: Builder) -> list[tuple[str, str]]:
        for verdict in self.rule.say:
            if verdict not in list(Verdict):
                b.fault(f"'{verdict}' is no verdict{nearest(verdict, list(Verdict))}", "say", verdict)
        return list(self.rule.say.items())

    def _branches(self, b: Builder) -> tuple[tuple[Branch, ...], Builder, tuple[str, ...]]:
        places = self.rule.for_each
        if places.as_ is not None:
            return self._like(places.as_, b)
        branches = [self._branch(one, b.at("for_each", "either", i)) for i, one in enumerate(places.either)]
        if not branches:
            branches = [self._branch(BranchSpec.model_construct(steps=places.steps, about=None, subject=self.rule.subject), b.at("for_each"), b)]
        common = [name for name in branches[0][1] if all(name in names for _, names in branches)]
        if places.either and not common:
            b.fault("the branches of either bind no name in common", "for_each", "either")
        return tuple(branch for branch, _ in branches), b.bound(self._kinds(common, branches)), tuple(common)

    @staticmethod
    def _kinds(common: list[str], branches: list[tuple[Branch, dict[str, Any]]]) -> dict[str, Any]:
        return {name: k.joined_entries([names[name] for _, names in branches]) for name in common}

    def _branch(self, spec: BranchSpec, b: Builder, whole: Builder | None = None) -> tuple[Branch, dict[str, Any]]:
        """The steps below a place, and the names that they bind. ``whole``: where the subject stands, if not there."""
        steps, inner = [], b
        for i, one in enumerate(spec.steps):
            step, further = build_step(one, inner.at("steps", i))
            inner = Builder(further.document, further.scope, further.faults, further.verdicts, b.path)
            steps.append(step)
        names = {name: kind for name, kind in inner.scope.bound.items() if name not in b.scope.bound}
        if spec.subject and spec.subject not in names:
            (whole or b).fault(f"the subject '{spec.subject}' is bound by no step{nearest(spec.subject, names)}", "subject")
        about = inner.template(spec.about, "about") if spec.about else None
        return Branch(tuple(steps), about, spec.subject), names

    def _like(self, other: str, b: Builder) -> tuple[tuple[Branch, ...], Builder, tuple[str, ...]]:
        if other not in self.known or other == self.rule.id:
            b.fault(f"'{other}' is no other rule of this rulebook{nearest(other, self.known)}", "for_each", "as")
            return (), b, ()
        path, document, spec = self.known[other]
        theirs = RuleBuilder(path, document, spec, self.rulebook, self.known, Loading(self.loading.patterns))
        branches, scope, names = theirs._branches(Builder(document, b.scope, [], set()))
        return branches, b.bound({name: kind for name, kind in scope.scope.bound.items() if name not in b.scope.bound}), names

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
        return key, module, module.build(at.spec(spec_of(key), require[key]), at)

    def _fitting(self, key: str, b: Builder) -> None:
        advice = self.rule.duty in ADVICE
        if key == "observes" and not advice:
            b.fault("observes is for advice and good_practice only: a duty needs a pattern that can be breached", "require", key)
        if advice and key not in ("observes", "count"):
            b.fault(f"advice and good_practice take observes or count, not {key}: they never say breached", "require", key)

    def _otherwise(self, b: Builder) -> tuple[Any, ...]:
        chain = self.rule.require.get("otherwise", [])
        module = self.loading.patterns["response"]
        links = []
        for i, link in enumerate(chain if isinstance(chain, list) else [chain]):
            at = b.at("require", "otherwise", i, "response").naming("limit", k.Day(), "")
            if not isinstance(link, dict) or list(link) != ["response"]:
                b.at("require", "otherwise", i).fault("each link of otherwise is a response")
                continue
            links.append(module.build(at.spec(spec_of("response"), link["response"]), at))
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
