"""Which parts of a condition an index can answer: a field of the entry that is looked for, held against what is known before that entry."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scr_check import kinds as k
from scr_check.kinds import Kind


@dataclass(frozen=True)
class Compared:
    """The Python name of the field; and what gives the value, or the words of the rule. See ``joining``."""

    field: str
    value: ast.expr | None
    words: str | tuple[str, ...] = ""


@dataclass(frozen=True)
class Sought:
    """The entry that is looked for: its name and kind; the kinds of other values, and the lists that the rulebook names."""

    name: str
    kind: Kind | None
    kind_of: Callable[[ast.expr], Kind]
    lists: dict[str, tuple[str, ...]]

    def field(self, node: ast.expr) -> k.Field | None:
        """The field that ``name.field`` reads, if every entry of this kind has it."""
        if not (isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == self.name):
            return None
        models = self.kind.models() if isinstance(self.kind, k.EntryOf) and not self.kind.maybe else ()
        found = [k.FIELDS[model].get(node.attr) for model in models]
        first = found[0] if found else None
        return first if first is not None and all(one is not None and one.name == first.name for one in found) else None

    def compared(self, condition: ast.expr) -> Iterator[Compared]:
        """The parts that must all hold, and hold a field against words or against a field of another entry."""
        if isinstance(condition, ast.BoolOp) and isinstance(condition.op, ast.And):
            for part in condition.values:
                yield from self.compared(part)
        if isinstance(condition, ast.Compare) and len(condition.ops) == 1:
            yield from list(self._one(condition.left, condition.ops[0], condition.comparators[0]))[:1]
        if isinstance(condition, ast.Call):
            yield from self._shared(condition)

    def _shared(self, call: ast.Call) -> Iterator[Compared]:
        """``any(word in x.field for word in other.list)``: the two lists share a word."""
        loop = call.args[0] if isinstance(call.func, ast.Name) and call.func.id == "any" and len(call.args) == 1 else None
        if not isinstance(loop, ast.GeneratorExp) or len(loop.generators) != 1 or loop.generators[0].ifs:
            return
        word, elt = loop.generators[0].target, loop.elt
        if not (isinstance(elt, ast.Compare) and len(elt.ops) == 1 and isinstance(elt.ops[0], ast.In) and isinstance(word, ast.Name)):
            return
        info = self.field(elt.comparators[0])
        several = info is not None and isinstance(info.kind, k.Many) and isinstance(info.kind.of, k.Scalar)
        if info is not None and several and isinstance(elt.left, ast.Name) and elt.left.id == word.id:
            yield from self._list(info.name, loop.generators[0].iter)

    def _one(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Iterator[Compared]:
        for own, other, on_the_left in ((left, right, True), (right, left, False)):
            info = self.field(own)
            if info is None:
                continue
            several = isinstance(info.kind, k.Many) and isinstance(info.kind.of, k.Scalar)
            if isinstance(op, ast.In) and on_the_left and isinstance(info.kind, k.Scalar):
                yield from self._list(info.name, other)
            elif (isinstance(op, ast.Eq) and isinstance(info.kind, k.Scalar)) or (isinstance(op, ast.In) and not on_the_left and several):
                yield from self._word(info.name, other)

    def _word(self, field: str, other: ast.expr) -> Iterator[Compared]:
        if isinstance(other, ast.Constant) and isinstance(other.value, str):
            yield Compared(field, None, other.value)
        elif self._known_before(other) and isinstance(self.kind_of(other), k.Scalar):
            yield Compared(field, other)

    def _list(self, field: str, other: ast.expr) -> Iterator[Compared]:
        if isinstance(other, ast.Tuple | ast.List):
            yield Compared(field, None, tuple(node.value for node in other.elts if isinstance(node, ast.Constant) and isinstance(node.value, str)))
        elif isinstance(other, ast.Name) and other.id in self.lists:
            yield Compared(field, None, self.lists[other.id])
        elif self._known_before(other):
            kind = self.kind_of(other)
            if isinstance(kind, k.Many) and isinstance(kind.of, k.Scalar):
                yield Compared(field, other)

    def _known_before(self, node: ast.expr) -> bool:
        """Is it a field of another entry?"""
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(node, ast.Name) and node.id != self.name
