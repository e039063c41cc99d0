"""Do two rules ask the same of the same thing, with different limits? Names that a rule gives do not matter: they are numbered."""

from __future__ import annotations

import ast
from typing import Any

from scr_check.rule import Rule, Rulebook
from scr_check.rule_conditions import never
from scr_check.rule_spec import RuleSpec
from scr_check.specs.parts import ResponseSpec, StepSpec
from scr_check.telling_expressions import tree

PATTERNS = ("response", "precedence")


class _Numbered(ast.NodeTransformer):
    def __init__(self, names: dict[str, str]) -> None:
        self.names = names

    def visit_Name(self, node: ast.Name) -> ast.Name:
        """A name that the rule gave, by its number."""
        return ast.Name(self.names.get(node.id, node.id), node.ctx)


def _plain(text: str | None, names: dict[str, str]) -> str:
    return ast.unparse(_Numbered(names).visit(tree(text))) if text else ""


def _steps(spec: RuleSpec, book: Rulebook) -> tuple[StepSpec, ...]:
    """The steps that bind something; nothing where there are several kinds of place."""
    if spec.for_each.as_ is not None:
        other = book.rule(spec.for_each.as_)
        return _steps(other.spec, book) if other is not None else ()
    return tuple(step for step in spec.for_each.steps if step.each)


def _asked(rule: Rule, book: Rulebook) -> tuple[Any, list[str], str] | None:
    """What is asked, of what, as plain data; the conditions on what; and the limit in words."""
    steps = _steps(rule.spec, book)
    if rule.pattern_key not in PATTERNS or not steps:
        return None
    spec = ResponseSpec.model_validate({key: value for key, value in rule.spec.require[rule.pattern_key].items() if key != "fresh"})
    if spec.some is None:
        return None
    names: dict[str, str] = {}
    places, wheres = [], []
    for step in steps:
        places.append(_plain(step.in_, names))
        names[step.each or ""] = f"s{len(names)}"
        wheres += [_plain(step.where, names)] if step.where else []
    some = tuple(sorted((_plain(one.in_, names), _plain(one.where, {**names, one.each: "e"}), _plain(one.at, {**names, one.each: "e"})) for one in spec.some))
    start = _plain(spec.since or spec.after, names)
    return (tuple(places), some, start), wheres, _limit(spec, book, names)


def _limit(spec: ResponseSpec, book: Rulebook, names: dict[str, str]) -> str:
    if spec.by:
        return f"by {_plain(spec.by, names)}"
    if not spec.within:
        return "without a limit"
    value = book.parameters.get(spec.within, spec.within)
    return f"within {value}" if value is not None else f"within {spec.within}, which is not set"


def alike(one: Rule, book: Rulebook, other: Rule, other_book: Rulebook) -> tuple[str, str] | None:
    """The two limits, if the rules ask the same of the same thing by different ones and may both apply; else None."""
    first, second = _asked(one, book), _asked(other, other_book)
    if first is None or second is None or first[0] != second[0] or first[2] == second[2]:
        return None
    lists = {**other_book.spec.lists, **book.spec.lists}
    return None if never([*first[1], *second[1]], lists) else (first[2], second[2])
