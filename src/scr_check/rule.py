"""A compiled rule: what the engine judges by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from scr_check.expressions import Expression
from scr_check.findings import Source
from scr_check.judgement import Judgement
from scr_check.lets import Let
from scr_check.rule_spec import ExampleSpec, RuleSpec
from scr_check.sources import Document
from scr_check.steps import Step
from scr_check.verdicts import Outcome

ADVICE = ("advice", "good_practice")


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
