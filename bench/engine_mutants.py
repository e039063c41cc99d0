"""The mutants of one module: mutmut's operators, and three of our own, each as the whole changed source.

mutmut changes what stands inside functions without a decorator. Here the same operators are applied to everything that runs: decorated functions,
tables and patterns at the top of a module, fields of classes. Left out: annotations, decorators, docstrings, imports, ``__all__``, what only mypy
reads, and the arguments of ``len`` and ``isinstance``, as mutmut does. Of mutmut's three changes of a string the first is taken (``XX`` around it).

Our own: a part of an ``and``/``or`` dropped, a condition that is no comparison turned, and one word changed in a text that holds code
(what ``emitter`` writes), where mutmut changes nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

UNTOUCHED_CALLS = {"len", "isinstance", "TypeVar", "cast"}
CODE_WORDS = (("is not ", "is "), (" is ", " is not "), ("True", "False"), ("False", "True"), (" or ", " and "), (" and ", " or "), ("not ", ""),
              ("_both", "_either"), ("_either", "_both"), (" == ", " != "), (" & ", " | "), ("= 0", "= 1"), ("+= 1", "+= 2"), ("None", "_miss"))  # fmt: skip
CODE = re.compile(r"_[a-z]+\(|\b(if|else|return|continue|elif|def)\b.*[{:=(]|__class__|:=|= \(\)|_u\b|_low|_high|_found")


@dataclass(frozen=True)
class Mutant:
    """One change. ``function``: the outermost function or method, empty at the top of the module; ``change``: the line, the changed words in brackets."""

    module: str
    function: str
    change: str
    lines: range
    source: str

    @property
    def name(self) -> str:
        """Module, function and change."""
        return f"{self.module}.{self.function or '(top)'}: {self.change}"


def mutants(module: str, source: str) -> list[Mutant]:
    """Every mutant of this source, in the order of the file."""
    wrapper = MetadataWrapper(cst.parse_module(source))
    finder = _Finder(wrapper.resolve(PositionProvider))
    wrapper.module.visit(finder)
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    made: list[Mutant] = []
    said: Counter[tuple[str, str]] = Counter()
    for function, where, node, changed in finder.found:
        begin, end = starts[where.start.line - 1] + where.start.column, starts[where.end.line - 1] + where.end.column
        before, after = wrapper.module.code_for_node(node), wrapper.module.code_for_node(changed)
        # The parentheses around a node belong to its code, and not to its position.
        if source[begin:end] != before:
            begin = source.rindex(before, 0, end + len(before) - (end - begin)) if before in source else begin
            end = begin + len(before)
        mutated = source[:begin] + after + source[end:]
        change = _told(source, mutated, begin, len(source) - end)
        said[function, change] += 1
        again = said[function, change]
        made.append(Mutant(module, function, change if again == 1 else f"{change} ({again})", range(where.start.line, where.end.line + 1), mutated))
    return made


def _told(old: str, new: str, left: int, right: int) -> str:
    """The line with what was changed in it: ``if first is None [or -> and] first is second:``. All but the first and the last so many characters may differ."""
    short = min(len(old), len(new))
    left = next((i for i in range(left, short - right) if old[i] != new[i]), short - right)
    right = next((i for i in range(right, short - left) if old[-1 - i] != new[-1 - i]), short - left)
    while left and (old[left - 1].isalnum() or old[left - 1] == "_"):
        left -= 1
    while right and (old[len(old) - right].isalnum() or old[len(old) - right] == "_"):
        right -= 1
    begin = old.rfind("\n", 0, left) + 1
    end = old.find("\n", max(len(old) - right, left))
    was, now = old[left : len(old) - right], new[left : len(new) - right]
    return " ".join(f"{old[begin:left]}[{was} -> {now}]{old[len(old) - right : end if end >= 0 else len(old)]}".split())


class _Finder(cst.CSTVisitor):
    def __init__(self, positions: Any) -> None:
        super().__init__()
        self.positions = positions
        self.found: list[tuple[str, Any, cst.CSTNode, cst.CSTNode]] = []
        self.names: list[str] = []
        self.depth = 0  # of functions: what lies in the inner belongs to the outermost
        self.fixed = 0  # inside the arguments of a function's head, which are evaluated with the module

    def on_visit(self, node: cst.CSTNode) -> bool:
        if _untouched(node):
            return False
        if isinstance(node, cst.ClassDef | cst.FunctionDef):
            self.names.append(node.name.value)
            self.depth += isinstance(node, cst.FunctionDef)
        self.fixed += isinstance(node, cst.Parameters) and self.depth == 1
        where = self.positions.get(node)
        if where is not None:
            function = ".".join(self.names) if self.depth and not self.fixed else ""
            self.found += [(function, where, node, changed) for changed in _changes(node)]
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if _untouched(original_node):
            return
        if isinstance(original_node, cst.ClassDef | cst.FunctionDef):
            self.names.pop()
            self.depth -= isinstance(original_node, cst.FunctionDef)
        self.fixed -= isinstance(original_node, cst.Parameters) and self.depth == 1


def _untouched(node: cst.CSTNode) -> bool:
    """What no mutant is made of."""
    if isinstance(node, cst.Annotation | cst.Decorator | cst.Import | cst.ImportFrom | cst.Assert):
        return True
    if isinstance(node, cst.Expr) and isinstance(node.value, cst.SimpleString | cst.ConcatenatedString):
        return True
    if isinstance(node, cst.Call) and isinstance(node.func, cst.Name):
        return node.func.value in UNTOUCHED_CALLS
    if isinstance(node, cst.Assign):
        name = node.targets[0].target
        alias = isinstance(name, cst.Name) and name.value[:1].isupper() and not name.value.isupper() and "_" not in name.value
        return alias or (isinstance(name, cst.Name) and name.value == "__all__")
    return isinstance(node, cst.If) and isinstance(node.test, cst.Name) and node.test.value == "TYPE_CHECKING"


def _changes(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    for kind, operator in mutation_operators:
        if isinstance(node, kind):
            made = list(operator(node))
            yield from made[:1] if isinstance(node, cst.SimpleString) else made
    if isinstance(node, cst.BooleanOperation):
        yield from (node.left, node.right)
    elif isinstance(node, cst.If | cst.IfExp | cst.CompIf | cst.While) and isinstance(node.test, cst.Name | cst.Attribute | cst.Call):
        yield node.with_changes(test=cst.UnaryOperation(cst.Not(), node.test))
    elif isinstance(node, cst.FormattedString):
        yield from _text_changes(node)


def _text_changes(node: cst.FormattedString) -> Iterator[cst.CSTNode]:
    """XX before a text with values in it; in code, one word changed at a time."""
    text = "".join(part.value if isinstance(part, cst.FormattedStringText) else "{}" for part in node.parts)
    if not CODE.search(text):
        yield node.with_changes(parts=[cst.FormattedStringText("XX"), *node.parts])
        return
    for number, part in enumerate(node.parts):
        if not isinstance(part, cst.FormattedStringText):
            continue
        for old, new in CODE_WORDS:
            for found in re.finditer(re.escape(old), part.value):
                changed = part.value[: found.start()] + new + part.value[found.end() :]
                yield node.with_changes(parts=[*node.parts[:number], cst.FormattedStringText(changed), *node.parts[number + 1 :]])
