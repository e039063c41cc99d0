"""From a rule's text to its compiled parts, with a place for every fault: what the rulebook and the patterns build with."""

from __future__ import annotations

import typing
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from scr_check import kinds as k
from scr_check.dates import Duration, parse_duration
from scr_check.expression import Expression, Fixed, Parameter
from scr_check.expressions import (
    Scope,
    Wrong,
    compile_condition,
    compile_date,
    compile_template,
    compile_value,
)
from scr_check.faults import faults_of, written
from scr_check.paths import compile_range
from scr_check.ranging import Range
from scr_check.sources import Document, Fault, Refused

NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
Model = TypeVar("Model", bound=BaseModel)
Made = TypeVar("Made")


@dataclass
class Builder:
    """Builds the parts of one rule: knows its document, the names in scope, and collects the faults."""

    document: Document
    scope: Scope
    faults: list[Fault] = field(default_factory=list)
    verdicts: set[str] = field(default_factory=set)
    path: str = ""

    def at(self, *keys: str | int) -> Builder:
        """The same, one or more keys further into the file; a number where the file has no list, but one entry in short, is that entry."""
        return replace(self, path=self.path + "".join(f"/{key}" for key in written(keys, self.path, self.document)))

    def bound(self, names: dict[str, k.Kind]) -> Builder:
        """The same, with more names in scope; one that cannot be a name is a fault."""
        try:
            return replace(self, scope=self.scope.with_bound(names))
        except Wrong as wrong:
            self.fault(str(wrong))
            return self

    def naming(self, name: str, kind: k.Kind, key: str = "each") -> Builder:
        """The same, with a name for the entries that a part goes through: the value of this key, or without one a key itself.

        One that cannot be a name, or is taken, is a fault there.
        """
        message = f"the name '{name}' is taken" if self.scope.taken(name) else ""
        inner = self
        try:
            inner = replace(self, scope=self.scope.with_bound({name: kind}))
        except Wrong as wrong:
            message = str(wrong)
        if message:
            self.faults.append(Fault(message, self.document.place(self.at(key).path) if key else self.document.key_place(self.path)))
        return inner

    def fault(self, message: str, *keys: str | int) -> None:
        """Notes a fault at this place."""
        self.faults.append(Fault(message, self.document.place(self.at(*keys).path)))

    def spec(self, model: type[Model], data: Any) -> Model:
        """The data as a spec; raises ``Refused`` with every fault of it."""
        try:
            return model.model_validate(data)
        except ValidationError as error:
            raise Refused(tuple(faults_of(error, self.document, self.path, model))) from None

    def condition(self, text: str, *keys: str | int, raw: bool = False, of: str = "") -> Expression:
        """A compiled condition; ``of``: on the entry of this name, which is looked for."""
        return self._compiled(lambda: compile_condition(text, self.scope, raw, of), text, keys)

    def date(self, text: str, *keys: str | int) -> Expression:
        """A compiled date."""
        return self._compiled(lambda: compile_date(text, self.scope), text, keys)

    def value(self, text: str, *keys: str | int, raw: bool = False) -> Expression:
        """A compiled value of any kind."""
        return self._compiled(lambda: compile_value(text, self.scope, raw), text, keys)

    def word_list(self, text: str, key: str) -> Expression:
        """A compiled list of words; anything else is a fault."""
        listed = self.value(text, key)
        kind = listed.kind
        if isinstance(listed, Expression) and not (isinstance(kind, k.Many) and isinstance(kind.of, k.Scalar)):
            self.fault(f"a list of words is wanted, not {'a list of entries' if isinstance(kind, k.Many) else kind.said()}", key)
        return listed

    def template(self, text: str, *keys: str | int) -> Expression:
        """A compiled phrase."""
        return self._compiled(lambda: compile_template(text, self.scope), text, keys)

    def range(self, text: str, *keys: str | int) -> Range:
        """A compiled range: a dotted path to a list, a mapping or a list of ids."""
        return self._compiled(lambda: compile_range(text, self.scope), text, keys)

    def number(self, given: str | int, *keys: str | int) -> Callable[[Any], int | None]:
        """A whole number, or the parameter that holds one."""
        text = str(given)
        if text.isascii() and text.isdigit():
            number = int(text)
            return Fixed(number)
        return self._parameter(text, "number", keys)

    def duration(self, text: str, *keys: str | int) -> Callable[[Any], Duration | None]:
        """A duration, or the parameter that holds one."""
        if text[:1].isdigit():
            duration = self._compiled(lambda: parse_duration(text), text, keys)
            return Fixed(duration)
        return self._parameter(text, "duration", keys)

    def _parameter(self, name: str, kind: str, keys: tuple[str | int, ...]) -> Callable[[Any], Any]:
        known = [other for other, of in self.scope.parameters.items() if of == kind]
        if name not in known:
            from scr_check.words import nearest  # noqa: PLC0415  (only for a fault)

            example = {"duration": 'a duration such as "2 weeks"', "number": "a whole number", "date": "a date"}[kind]
            first = name.split(maxsplit=1)[0].lower() if name.split() else ""
            digits = f"; write the number in digits: {NUMBERS.index(first)}" if first in NUMBERS else ""
            self.fault(f"'{name}' is neither {example} nor a parameter of that kind{nearest(name, known)}{digits}", *keys)
        self.scope.used.add(name)
        return Parameter(name)

    def _compiled(self, make: Callable[[], Made], text: str, keys: tuple[str | int, ...]) -> Made:
        try:
            made = make()
        except (Wrong, ValueError) as wrong:
            offset = getattr(wrong, "offset", None)
            at = "" if not offset else f" (at character {offset + 1} of: {text[:80].strip()})"
            if not (self.faults and str(wrong).startswith("a value has no fields")):  # else it follows from what is told already
                self.fault(f"{wrong}{at}", *keys)
            return typing.cast("Made", Broken())
        self.verdicts |= getattr(made, "verdicts", frozenset())
        return made


class Broken:
    """Stands for a part with a fault until the rule is refused."""

    kind: k.Kind = k.Kind()
    reads: tuple[typing.Any, ...] = ()
    item: k.Kind = k.Kind()
    root: str = ""
