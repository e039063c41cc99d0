"""Values of expressions told as English noun phrases: ``copy.to`` is "the copy's recipient". The words stand in ``telling_words``."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from scr_check import kinds as k
from scr_check import telling_words as w
from scr_check.emitter import Emitter, Scope, Wrong
from scr_check.paths import compile_range
from scr_check.telling_words import either, possessive, spoken

ADJECTIVES = frozenset({"first", "last", "earlier", "later", "other", "next", "previous", "ended", "new", "old", "asked", "exposed", "current"})
"""Names that go before a noun: the other meeting."""


@dataclass(frozen=True)
class NounTeller:
    """Tells values. ``focus`` is the name that is spoken of as "it"; ``values`` are the parameters in force."""

    scope: Scope
    values: Mapping[str, Any] = field(default_factory=dict)
    focus: str = ""

    def bound(self, name: str, kind: k.Kind, focus: bool = False) -> Self:
        """The same with another name in scope."""
        return replace(self, scope=replace(self.scope, bound={**self.scope.bound, name: kind}), focus=name if focus else self.focus)

    def kind(self, node: ast.expr) -> k.Kind:
        """What kind of value this is."""
        return Emitter(self.scope, True).value(node).kind

    # noun phrases

    def name(self, name: str) -> str:
        """A bound name: "the person", "the other meeting"."""
        if name == self.focus:
            return "they" if self._pronoun(name) == "who" else "it"
        core = self._core(self.scope.bound[name])
        if name in ADJECTIVES and core:
            return f"the {name} {core}"
        return f"the {core}" if spoken(name) in core.split() else f"the {spoken(name)}"

    @staticmethod
    def _core(kind: k.Kind) -> str:
        models = kind.models() if isinstance(kind, k.EntryOf | k.Ref) else ()
        cores = sorted({w.core(noun_of(model)) for model in models}, key=len)
        return cores[0] if cores and all(one.endswith(cores[0]) for one in cores) else ""

    def phrase(self, node: ast.expr) -> str:
        """A value as a noun phrase."""
        match node:
            case ast.Name():
                return self._named(node.id)
            case ast.Constant(value=None):
                return "none"
            case ast.Constant():
                return spoken(str(node.value))
            case ast.Attribute():
                return self._field(node)
            case ast.Call():
                return self._call(node)
            case ast.BinOp():
                after = "after" if isinstance(node.op, ast.Add) else "before"
                right = str(node.right.value) if isinstance(node.right, ast.Constant) else self.phrase(node.right)
                return f"{right} {after} {self.phrase(node.left)}"
            case ast.BoolOp() | ast.Compare() | ast.UnaryOp():
                return f"whether {self.clause(node)}"
        return f'"{ast.unparse(node)}"'

    def _named(self, name: str) -> str:
        if name in self.scope.bound:
            return self.name(name)
        if name == "as_of":
            return "the day of judgement"
        if name in self.scope.parameters:
            return self.parameter(name)
        if name in self.scope.lists:
            return either([spoken(word) for word in self.scope.lists[name]])
        return f"the {w.NOUNS.get(name) or spoken(name)}"

    def parameter(self, text: str | int) -> str:
        """A number of a rule: its own text, or the value of the parameter that it names."""
        name = str(text)
        if name not in self.scope.parameters:
            return name
        value = self.values.get(name)
        unset = f"the time {name} (not set)" if self.scope.parameters[name] == "duration" else f"{name} (not set)"
        return f"{value} ({name})" if value is not None else unset

    def label(self, table: Mapping[str, Any], node: ast.expr) -> Any:
        """The words of a table for the field at the end of a path."""
        if not isinstance(node, ast.Attribute):
            return None
        kind, key = self.kind(node.value), node.attr.rstrip("_")
        models = kind.models() if isinstance(kind, k.EntryOf | k.Ref) else ()
        own = next((table[f"{model.__name__}.{key}"] for model in models if f"{model.__name__}.{key}" in table), None)
        return own if own is not None else table.get(key)

    def _stands_for(self, node: ast.Attribute) -> bool:
        kind, key = self.kind(node.value), node.attr
        models = kind.models() if isinstance(kind, k.EntryOf) else ()
        return key in w.SAME or any(f"{model.__name__}.{key}" in w.SAME for model in models)

    def noun(self, node: ast.Attribute) -> str:
        """What a field is called."""
        return self.label(w.NOUNS, node) or spoken(node.attr.rstrip("_"))

    def _field(self, node: ast.Attribute) -> str:
        if self._stands_for(node):
            return self.phrase(node.value)
        base, of = self.phrase(node.value), self.label(w.OF, node)
        if of and not (base in ("it", "they") and str(of).endswith((" of {}", " in {}"))):
            return str(of).format(base)
        return f"{possessive(base)} {self.noun(node)}"

    def _call(self, node: ast.Call) -> str:
        name, args = getattr(node.func, "id", ""), node.args
        if name == "agency_of":
            return f"{possessive(self.phrase(args[0]))} agency"
        if name in ("earliest", "latest") and isinstance(args[0], ast.GeneratorExp):
            inner, items = self._loops(args[0].generators, [])
            return f"the {name} of these: {inner.phrase(args[0].elt)}, for each {items}"
        parts = [self.phrase(arg) for arg in args]
        if name in ("earliest", "latest"):
            degree = {"earliest": "earlier", "latest": "later"}[name] if len(parts) == 2 else name
            return f"the {degree} of {either(parts, 'and')}"
        if name == "first_recorded":
            return ", or, where that is not written down, ".join(parts)
        if name == "days":
            return f"the number of days from {parts[0]} to {parts[1]}"
        if name == "weekday":
            return f"the weekday of {parts[0]}"
        if name == "count":
            return f"the number of entries in {parts[0]}"
        return f"whether {self.clause(node)}"

    def entry(self, path: ast.expr, name: str, inner: k.Kind, called: bool = False) -> str:
        """What one entry of a list is called: "participant of the meeting (here: the person)"."""
        models = inner.models() if isinstance(inner, k.EntryOf | k.Ref) else ()
        noun = noun_of(models[0]) if models else spoken(name)
        if isinstance(path, ast.Attribute) and ("{}" in noun or self._refers(path)):
            noun = (noun if "{}" in noun else noun + " of {}").format(self._holder(path.value))
        head = w.core(noun)
        known = spoken(name) in head.split() or spoken(name) == head or name in ADJECTIVES
        return f"{noun} (here: {self.bound(name, inner).name(name)})" if called and not known else noun

    def _refers(self, path: ast.Attribute) -> bool:
        """Is this a list of ids, or one: the plans of a meeting?"""
        if isinstance(path.value, ast.Name) and path.value.id not in self.scope.bound:
            return False
        try:
            kind = self.kind(path)
        except Wrong:  # a list within a list
            return False
        return isinstance(kind.of if isinstance(kind, k.Many) else kind, k.Ref)

    def _holder(self, node: ast.expr) -> str:
        try:
            kind = self.kind(node)
        except Wrong:  # a list within a list, which no value can be, but a range
            return f"any {self.entry(node, '', compile_range(ast.unparse(node), self.scope).item)}"
        if isinstance(kind, k.Many) and isinstance(node, ast.Name):
            models = kind.of.models() if isinstance(kind.of, k.EntryOf) else ()
            return f"any {noun_of(models[0])}"
        return self.phrase(node)

    def clause(self, node: ast.expr, no: bool = False) -> str:
        """A condition as a sentence: told by ``telling_expressions``."""
        raise NotImplementedError

    def _loops(self, loops: list[ast.comprehension], last: list[ast.expr]) -> tuple[Self, str]:
        raise NotImplementedError

    def _pronoun(self, name: str) -> str:
        kind = self.scope.bound[name]
        models = kind.models() if isinstance(kind, k.EntryOf | k.Ref) else ()
        return "who" if models and all(model.__name__ in w.PEOPLE for model in models) else "that"

    def owned(self, node: ast.expr) -> str | None:
        """The path from the focus on, as nouns: "recipient's agency". Nothing for the focus itself; None if it begins elsewhere."""
        if isinstance(node, ast.Name):
            return "" if node.id == self.focus else None
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "agency_of":
            inner, noun = self.owned(node.args[0]), "agency"
        elif isinstance(node, ast.Attribute):
            inner = self.owned(node.value)
            if self._stands_for(node):
                return inner
            noun = self.noun(node)
        else:
            return None
        return None if inner is None else f"{possessive(inner)} {noun}" if inner else noun

    def _words(self, node: ast.expr) -> list[str] | None:
        if isinstance(node, ast.Tuple | ast.List):
            return [str(one.value) for one in node.elts if isinstance(one, ast.Constant)]
        if isinstance(node, ast.Name) and node.id in self.scope.lists and node.id not in self.scope.bound:
            return list(self.scope.lists[node.id])
        return None


def noun_of(model: type[Any]) -> str:
    """What one entry of a model is called."""
    return w.ENTRIES.get(model.__name__) or re.sub(r"(?<!^)([A-Z])", r" \1", model.__name__).lower()
