"""What can be read off the conditions of a rule without a case: whether one can ever hold, and which words it looks for."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from scr_check.telling_expressions import tree

CONDITIONS = frozenset({"where", "unless", "denied", "against", "that", "then", "done", "unsettled", "holds", "observes"})
FLIPPED = {ast.Lt: ast.Gt, ast.Gt: ast.Lt, ast.LtE: ast.GtE, ast.GtE: ast.LtE}
#: Which of less, equal and greater a comparison allows.
ALLOWS = {ast.Lt: {"<"}, ast.LtE: {"<", "="}, ast.Gt: {">"}, ast.GtE: {">", "="}, ast.Eq: {"="}, ast.NotEq: {"<", ">"}}
Lists = Mapping[str, tuple[str, ...]]


def conditions(data: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Every condition of a rule file with its pointer; those of its examples are none."""
    if isinstance(data, dict):
        for key, value in data.items():
            inner = f"{pointer}/{key}"
            if key in CONDITIONS and isinstance(value, str):
                yield inner, str(value)
            elif key != "examples":
                yield from conditions(value, inner)
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from conditions(value, f"{pointer}/{number}")


def never(texts: Sequence[str], lists: Lists) -> str:
    """Why these conditions can never hold together, in words; nothing if they may."""
    return _never([tree(text) for text in texts], lists)


def _never(nodes: Sequence[ast.expr], lists: Lists) -> str:
    parts = [part for node in nodes for part in _conjuncts(node)]
    for part in parts:
        reason = _inside(part, lists)
        if reason:
            return reason
    return _opposed(parts) or _no_word(parts, lists) or _no_order(parts)


def _conjuncts(node: ast.expr) -> list[ast.expr]:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        return [part for value in node.values for part in _conjuncts(value)]
    if isinstance(node, ast.Compare) and len(node.ops) > 1:
        operands = [node.left, *node.comparators]
        return [ast.Compare(operands[i], [op], [operands[i + 1]]) for i, op in enumerate(node.ops)]
    return [node]


def _inside(node: ast.expr, lists: Lists) -> str:
    """One part that can never hold by itself: all its alternatives, or the loop that it asks about."""
    if isinstance(node, ast.BoolOp):
        reasons = [_never([value], lists) for value in node.values]
        return reasons[0] if all(reasons) else ""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "any" and isinstance(node.args[0], ast.GeneratorExp):
        loop = node.args[0]
        return _never([*(one for generator in loop.generators for one in generator.ifs), loop.elt], lists)
    if isinstance(node, ast.Constant) and node.value is False:
        return "it is False"
    return ""


def _opposed(parts: Sequence[ast.expr]) -> str:
    """Something, and that it is not so."""
    said = {ast.dump(part) for part in parts}
    for part in parts:
        if isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Not) and ast.dump(part.operand) in said:
            return f"it says both {ast.unparse(part.operand)} and {ast.unparse(part)}"
    return ""


def _no_word(parts: Sequence[ast.expr], lists: Lists) -> str:
    """A field that would have to be two words at once, or one of none."""
    held: dict[str, set[str]] = {}
    banned: dict[str, set[str]] = {}
    for part in parts:
        for field, words, allowed in _asked(part, lists):
            if not allowed:
                banned.setdefault(field, set()).update(words)
                continue
            if not words:
                return f"{field} is looked for in an empty list"
            before = held.get(field)
            held[field] = set(words) if before is None else before & set(words)
            if before is not None and not held[field]:
                return f"{field} cannot be both {_or(before)} and {_or(words)}"
    for field, left in held.items():
        if left <= banned.get(field, set()):
            return f"{field} would have to be {_or(left)}, and must not be"
    return ""


def _or(words: Any) -> str:
    return " or ".join(sorted(words))


def _asked(part: ast.expr, lists: Lists) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """The field, the words it is compared with, and whether it may be or must not be one of them."""
    if isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Not):
        for field, words, allowed in _asked(part.operand, lists):
            yield field, words, not allowed
        return
    if not isinstance(part, ast.Compare) or len(part.ops) != 1:
        return
    left, op, right = part.left, part.ops[0], part.comparators[0]
    if isinstance(left, ast.Constant) and isinstance(op, ast.Eq | ast.NotEq):
        left, right = right, left
    listed = _constants(right, lists)
    if listed is None or isinstance(left, ast.Constant):
        return
    if isinstance(op, ast.Eq | ast.In):
        yield ast.unparse(left), listed, True
    elif isinstance(op, ast.NotEq | ast.NotIn):
        yield ast.unparse(left), listed, False


def _constants(node: ast.expr, lists: Lists) -> tuple[str, ...] | None:
    """The words of a constant, a list in brackets or a named list; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return (node.value,)
    if isinstance(node, ast.Tuple | ast.List):
        listed = [one.value for one in node.elts if isinstance(one, ast.Constant) and isinstance(one.value, str)]
        return tuple(listed) if len(listed) == len(node.elts) else None
    return lists.get(node.id) if isinstance(node, ast.Name) else None


def _no_order(parts: Sequence[ast.expr]) -> str:
    """Two things that would have to be both less and greater, or a number beyond its own bounds."""
    relation: dict[tuple[str, str], set[str]] = {}
    bounds: dict[str, list[float]] = {}
    for part in parts:
        if not isinstance(part, ast.Compare) or len(part.ops) != 1 or type(part.ops[0]) not in ALLOWS:
            continue
        left, op, right = part.left, type(part.ops[0]), part.comparators[0]
        if isinstance(right, ast.Constant) and isinstance(right.value, int) and not isinstance(right.value, bool):
            if _out_of_bounds(bounds.setdefault(ast.unparse(left), [float("-inf"), float("inf")]), op, right.value):
                return f"no number can be all that is asked of {ast.unparse(left)}"
            continue
        names = (ast.unparse(left), ast.unparse(right))
        if names[0] > names[1]:
            names, op = (names[1], names[0]), FLIPPED.get(op, op)
        possible = relation.setdefault(names, {"<", "=", ">"})
        possible &= ALLOWS[op]
        if not possible:
            return f"{names[0]} and {names[1]} would have to be in two orders at once"
        if names[0] == names[1] and "=" not in possible:
            return f"{names[0]} is compared with itself"
    return ""


def _out_of_bounds(bounds: list[float], op: type[ast.cmpop], value: int) -> bool:
    if op in (ast.GtE, ast.Eq):
        bounds[0] = max(bounds[0], value)
    if op in (ast.LtE, ast.Eq):
        bounds[1] = min(bounds[1], value)
    if op is ast.Gt:
        bounds[0] = max(bounds[0], value + 1)
    if op is ast.Lt:
        bounds[1] = min(bounds[1], value - 1)
    return bounds[0] > bounds[1]


# words


def said_words(data: Any, lists: Lists) -> Iterator[tuple[str, str, str]]:
    """Every word that a rule looks for in a field: the pointer, the field's key, the word."""
    for pointer, text in conditions(data):
        for node in ast.walk(tree(text)):
            if isinstance(node, ast.Compare):
                for key, word in _compared(node, lists):
                    yield pointer, key, word
    require = data.get("require", {})
    covers, sequence = require.get("covers"), require.get("sequence")
    if isinstance(covers, dict) and isinstance(covers.get("list"), str):
        yield from _listed(covers, "list", "required", "/require/covers")
    if isinstance(sequence, dict) and isinstance(sequence.get("stage"), str):
        yield from _listed(sequence, "stage", "order", "/require/sequence")


def _listed(spec: dict[str, Any], field: str, words: str, pointer: str) -> Iterator[tuple[str, str, str]]:
    key = str(spec[field]).rpartition(".")[2]
    for number, word in enumerate(spec.get(words) or []):
        if isinstance(word, str):
            yield f"{pointer}/{words}/{number}", key, word


def _compared(node: ast.Compare, lists: Lists) -> Iterator[tuple[str, str]]:
    operands = [node.left, *node.comparators]
    for one, other in pairwise(operands):
        for field, words in ((one, other), (other, one)):
            if isinstance(field, ast.Attribute):
                constants = _constants(words, lists) or ()
                yield from ((field.attr.rstrip("_"), word) for word in constants)
