"""Expressions: Python's syntax, checked node by node when a rule is loaded, compiled once to a Python function.

``compile_condition``, ``compile_date``, ``compile_value`` and ``compile_template`` give an :class:`Expression`,
called with a judgement and the bound entries in the order of the scope's names. Nothing but what ``emitter`` allows can be said; names
of no meaning and fields that the record's format does not have are refused at once, with the nearest known name.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from itertools import accumulate

from scr_check import kinds as k
from scr_check.classes import replace
from scr_check.compared import Sought
from scr_check.emitter import Code, Emitter, Scope, Wrong
from scr_check.expression import Expression, Join
from scr_check.slips import likely

__all__ = ["Expression", "Scope", "Wrong", "compile_condition", "compile_date", "compile_template", "compile_value"]

LONGEST, DEEPEST, LARGEST, MOST_BRACKETS = 2000, 24, 400, 150
"""Characters, levels and nodes that an expression may have. The longest of the rulebooks has a tenth of these.

Python takes 200 brackets within each other: the code made of an expression stays well below.
"""
HOLE = re.compile(r"\{([^{}]*)\}")


def _parse(text: str) -> ast.expr:
    if len(text) > LONGEST:
        raise Wrong(f"an expression has at most {LONGEST} characters; this has {len(text)}")
    depth = deepest = 0
    for character in text:
        depth += (character in "([{") - (character in ")]}")
        deepest = max(deepest, depth)
    if deepest > DEEPEST or text.count("not ") > DEEPEST * 4:
        raise Wrong(f"an expression is nested at most {DEEPEST} deep")
    if "\0" in text:
        raise Wrong("an expression holds no control characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # such as that of "\\d": nobody means it
            tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as fault:
        wrong = Wrong(f"this cannot be read: {likely(text, fault.msg)}")
        before = text.strip().splitlines(keepends=True)[: (fault.lineno or 1) - 1]
        wrong.offset = max((fault.offset or 1) - 1, 0) + sum(map(len, before))
        raise wrong from None
    except (RecursionError, MemoryError, ValueError):
        raise Wrong("not an expression that can be read") from None
    if "\n" in text or not text.isascii():
        _in_characters(tree, text.strip())
    _bounded(tree)
    return tree


def _in_characters(tree: ast.expr, text: str) -> None:
    """Python counts the bytes from the start of the line, a person the characters from the start of the text."""
    lines = text.encode().splitlines(keepends=True)
    for node in ast.walk(tree):
        if isinstance(node, ast.expr):
            before = b"".join(lines[: node.lineno - 1]) + lines[node.lineno - 1][: node.col_offset]
            node.col_offset = len(before.decode())


def _bounded(tree: ast.expr) -> None:
    level, nodes, depth = [tree], 0, 0
    while level:
        nodes, depth = nodes + len(level), depth + 1
        if nodes > LARGEST or depth > DEEPEST * 2:
            raise Wrong(f"an expression has at most {LARGEST} parts, {DEEPEST * 2} deep")
        for node in level:
            name = getattr(node, "id", None) or getattr(node, "attr", None)
            if isinstance(name, str) and name.startswith("_"):
                raise Wrong(f"the name '{name}' is not allowed: names do not begin with an underscore", node)
        level = [child for node in level for child in ast.iter_child_nodes(node)]  # type: ignore[misc]


def _source(emitter: Emitter, scope: Scope, text: str) -> str:
    arguments = "".join(f", {name}" for name in scope.bound)
    source = "\n".join([*emitter.functions, f"def _main(_c{arguments}):", f"    return {text}"])
    if source.count("(") > MOST_BRACKETS and max(accumulate((ch == "(") - (ch == ")") for ch in source)) > MOST_BRACKETS:
        raise Wrong("an expression is nested too deep; say part of it in a rule of its own, or as a named list")
    return source


def _paths(tree: ast.AST, scope: Scope) -> tuple[tuple[str, ...], ...]:
    """The longest dotted paths that begin at a bound name."""
    found: list[tuple[str, ...]] = []

    def walk(node: ast.AST) -> None:
        parts: list[str] = []
        inner = node
        while isinstance(inner, ast.Attribute):
            parts.append(inner.attr)
            inner = inner.value
        if isinstance(inner, ast.Name) and parts and inner.id in scope.bound:
            found.append((inner.id, *reversed(parts)))
            return
        for child in ast.iter_child_nodes(node):
            walk(child)

    walk(tree)
    return tuple(dict.fromkeys(found))


def compile_condition(text: str, scope: Scope, raw: bool = False, of: str = "") -> Expression:
    """A condition: True, False or Unknown. ``of``: the name of the entry that is looked for, if it is one on such. Raises ``Wrong``."""
    tree, emitter = _parse(text), Emitter(scope, raw)
    source = emitter.truth(tree)
    joins = tuple(_joins(tree, scope, of)) if of else ()
    return Expression(text, k.Truth(), _source(emitter, scope, source), _paths(tree, scope), frozenset(emitter.verdicts), joins=joins)


def _joins(tree: ast.expr, scope: Scope, name: str) -> Iterator[Join]:
    """What an index can answer of a condition on the entry of this name; the value is asked of the names bound before it."""
    before = replace(scope, bound={other: kind for other, kind in scope.bound.items() if other != name})
    sought = Sought(name, scope.bound.get(name), lambda node: Emitter(before).value(node).kind, scope.lists)
    for one in sought.compared(tree):
        if one.value is None:
            yield Join(one.field, None, one.words)
            continue
        emitter = Emitter(before)
        code = emitter.value(one.value)
        yield Join(one.field, Expression(ast.unparse(one.value), code.kind, _source(emitter, before, code.text)))


def compile_value(text: str, scope: Scope, raw: bool = True) -> Expression:
    """Any value. Raises ``Wrong``."""
    tree, emitter = _parse(text), Emitter(scope, raw)
    code: Code = emitter.value(tree)
    return Expression(text, code.kind, _source(emitter, scope, code.text), _paths(tree, scope), frozenset(emitter.verdicts))


def compile_date(text: str, scope: Scope) -> Expression:
    """A date as the record writes it, even after the day of judgement: for the clocks. Raises ``Wrong``."""
    expression = compile_value(text, scope)
    if not isinstance(expression.kind, k.Day):
        raise Wrong(f"a date is wanted, not {expression.kind.said()}")
    name = next(reversed(scope.bound), "")
    own = Sought(name, scope.bound.get(name), lambda _: k.Kind(), {}).field(_parse(text))
    return replace(expression, own=own.name) if own is not None else expression


def compile_template(text: str, scope: Scope) -> Expression:
    """A phrase with values in braces: ``minutes of the {meeting.type} of {meeting.date}``. A word of a vocabulary is said with blanks. Raises ``Wrong``."""
    pieces: list[str] = []
    end = 0
    emitter = Emitter(scope, raw_dates=True)
    for hole in HOLE.finditer(text):
        try:
            code = emitter.value(_parse(hole[1]))
        except Wrong as wrong:
            wrong.offset = len(text[: hole.start(1)].lstrip()) + len(hole[1]) - len(hole[1].lstrip()) + (wrong.offset or 0)
            raise
        show = "_speak" if isinstance(code.kind.of if isinstance(code.kind, k.Many) else code.kind, k.Word) else "_show"
        pieces += [repr(text[end : hole.start()]), f"{show}({code.text})"]
        end = hole.end()
    rest = text[end:]
    if "{" in rest or "}" in rest:
        raise Wrong("a brace in a phrase stands around an expression, as in {meeting.date}")
    pieces.append(repr(rest))
    return Expression(text, k.Word(), _source(emitter, scope, " + ".join(pieces)), (), frozenset(emitter.verdicts))
