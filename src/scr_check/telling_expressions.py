"""Expressions told as English, from the checked syntax tree: ``copy.to == person.who`` becomes "a copy that went to the person".

What is told has been compiled before, so names and fields are known to be good. The words stand in ``telling_words``.
"""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, replace
from typing import Self

from scr_check import kinds as k
from scr_check import telling_words as w
from scr_check.paths import compile_range
from scr_check.telling_nouns import NounTeller
from scr_check.telling_words import a, agreeing, either, spoken

FLIPPED = {ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt}
DATES = {ast.Lt: "is earlier than", ast.LtE: "is on or before", ast.Gt: "is later than", ast.GtE: "is on or after"}
NUMBERS = {ast.Lt: "fewer than", ast.LtE: "at most", ast.Gt: "more than", ast.GtE: "at least", ast.Eq: "exactly", ast.NotEq: "other than"}
Told = tuple[ast.expr | None, str]
"""What something is said of, and the verb with what follows; None: a whole sentence."""


def tree(text: str) -> ast.expr:
    """The syntax tree of an expression of a rule."""
    return ast.parse(text.strip(), mode="eval").body


@dataclass(frozen=True)
class Teller(NounTeller):
    """Tells conditions, and the phrases of a rule."""

    # sentences

    def clause(self, node: ast.expr, no: bool = False) -> str:
        """A condition as a sentence without its capital."""
        match node:
            case ast.BoolOp():
                both = isinstance(node.op, ast.And) != no
                parts = [self.clause(value, no) for value in node.values]
                return either(parts, "and") if both else f"either {', or '.join(parts)}"
            case ast.UnaryOp(op=ast.Not()):
                return self.clause(node.operand, not no)
        subject, verb = self.said(node, no)
        if subject is None:
            return verb
        phrase = self.phrase(subject)
        return f"{phrase} {agreeing(phrase, verb)}"

    def relative(self, node: ast.expr, name: str, no: bool = False, within: bool = False) -> str:
        """A condition on one entry, after its noun: "that is a core group, and whose date is after ..."."""
        match node:
            case ast.BoolOp():
                return self._relatives(node, name, no, within)
            case ast.UnaryOp(op=ast.Not()):
                return self.relative(node.operand, name, not no, within)
        teller = replace(self, focus=name)
        subject, verb = teller.said(node, no)
        owned = teller.owned(subject) if subject is not None else None
        if subject is None or owned is None:
            return f"where {teller.clause(node, no)}"
        if owned == "":
            return f"{self._pronoun(name)} {agreeing(self._core(self.scope.bound[name]) or 'thing', verb)}"
        return f"whose {owned} {agreeing(owned, verb)}"

    def _relatives(self, node: ast.BoolOp, name: str, no: bool, within: bool) -> str:
        both = isinstance(node.op, ast.And) != no
        parts = [self.relative(value, name, no, True) for value in node.values]
        leads = {part.split(" ", 1)[0] for part in parts}
        if not both:
            if leads == {pronoun := self._pronoun(name)}:
                return f"{pronoun} {'either ' if within else ''}{' or '.join(part.split(' ', 1)[1] for part in parts)}"
            return f"where {replace(self, focus=name).clause(node, no)}"
        if leads == {pronoun := self._pronoun(name)}:
            return f"{pronoun} {either([part.split(' ', 1)[1] for part in parts], 'and')}"
        return " and ".join(parts) if len(parts) == 2 else f"{', '.join(parts[:-1])}, and {parts[-1]}"

    def said(self, node: ast.expr, no: bool) -> Told:
        """What the condition says, and of what."""
        match node:
            case ast.Compare():
                if len(node.ops) > 1:
                    operands = [node.left, *node.comparators]
                    pairs: list[ast.expr] = [ast.Compare(operands[i], [op], [operands[i + 1]]) for i, op in enumerate(node.ops)]
                    return None, self.clause(ast.BoolOp(ast.And(), pairs), no)
                return self._compared(node.left, node.ops[0], node.comparators[0], no)
            case ast.Call():
                return self._truth_of(node, no)
            case ast.Constant():
                return None, "this is so" if node.value is not no else "this is never so"
        yes = self.label(w.YES, node)
        if yes and isinstance(node, ast.Attribute):
            return node.value, yes[1 if no else 0]
        return node, "is not so" if no else "is so"

    def _truth_of(self, node: ast.Call, no: bool) -> Told:
        name, arg = getattr(node.func, "id", ""), node.args[0]
        if name == "recorded":
            written = self.label(w.WRITTEN, arg)
            if written and isinstance(arg, ast.Attribute):
                return arg.value, written[1 if no else 0]
            return arg, "is not written down" if no else "is written down"
        if name == "is_working_day":
            return arg, "is not a working day" if no else "is a working day"
        if isinstance(arg, ast.GeneratorExp) and name in ("any", "all"):
            return None, self._some(arg, no) if name == "any" else self._every(arg, no)
        return None, ast.unparse(node)

    def _loops(self, loops: list[ast.comprehension], last: list[ast.expr]) -> tuple[Self, str]:
        """The entries that a loop goes over, each with its conditions; ``last``: conditions on the innermost."""
        teller, parts = self, []
        for i, loop in enumerate(loops):
            name = loop.target.id if isinstance(loop.target, ast.Name) else "x"
            kind = teller.kind(loop.iter)
            inner = kind.of if isinstance(kind, k.Many) else kind
            entry = teller.entry(loop.iter, name, inner)
            teller = replace(teller, focus="").bound(name, inner)
            conditions = [*loop.ifs, *(last if i == len(loops) - 1 else [])]
            said = teller.relative(conditions[0] if len(conditions) == 1 else ast.BoolOp(ast.And(), conditions), name) if conditions else ""
            parts.append(f"{entry} {said}".strip())
        return teller, ", with ".join([parts[0], *(a(part) for part in parts[1:])])

    def _some(self, node: ast.GeneratorExp, no: bool) -> str:
        shared = self._shared(node)
        if shared:
            return f"{shared} have {'nothing' if no else 'at least one'} in common"
        truth = isinstance(node.elt, ast.Constant) and node.elt.value is True
        _, items = self._loops(node.generators, [] if truth else [node.elt])
        return f"there is {f'no {items}' if no else a(items)}"

    def _shared(self, node: ast.GeneratorExp) -> str:
        """``any(x in these for x in those)``: two lists that have something in common."""
        loop, elt = node.generators[0], node.elt
        plain = len(node.generators) == 1 and not loop.ifs and isinstance(loop.target, ast.Name) and isinstance(elt, ast.Compare)
        if not plain or not isinstance(elt.ops[0], ast.In) or not isinstance(elt.left, ast.Name) or elt.left.id != loop.target.id:  # type: ignore
            return ""
        return f"{self.phrase(loop.iter)} and {self.phrase(elt.comparators[0])}"  # type: ignore

    def _every(self, node: ast.GeneratorExp, no: bool) -> str:
        teller, items = self._loops(node.generators, [])
        name = getattr(node.generators[-1].target, "id", "x")
        return f"{'not ' if no else ''}every {items} is one {teller.relative(node.elt, name)}"

    def _compared(self, left: ast.expr, op: ast.cmpop, right: ast.expr, no: bool) -> Told:
        if isinstance(op, ast.NotEq | ast.NotIn):
            return self._compared(left, ast.Eq() if isinstance(op, ast.NotEq) else ast.In(), right, not no)
        if isinstance(left, ast.Call) and getattr(left.func, "id", "") in ("count", "verdict"):
            return None, self._counted(left, op, right, no) if left.func.id == "count" else self._verdict(left, right, no)  # type: ignore[attr-defined]
        if type(op) in DATES:
            kind = FLIPPED[type(op)] if no else type(op)
            if isinstance(self.kind(left), k.Day):
                return left, f"{DATES[kind]} {self.phrase(right)}"
            return left, f"is {NUMBERS[kind]} {self.phrase(right)}"
        if isinstance(right, ast.Constant) and right.value is None:
            return self._none(left, no)
        if isinstance(op, ast.In):
            words = self._words(right)
            return self._worded(left, words, no) if words is not None else self._included(left, right, no)
        if isinstance(right, ast.Constant):
            return self._worded(left, [str(right.value)], no)
        if self.owned(left) is None and self.owned(right) is not None:
            left, right = right, left
        verb = self.label(w.VERBS, left)
        plain = verb.replace("is {a}", "is of {}").replace("{the}", "{}") if verb else "is {}"
        return (left.value if verb and isinstance(left, ast.Attribute) else left), _denied(plain.format(self.phrase(right)), no)

    def _none(self, left: ast.expr, no: bool) -> Told:
        """Compared with None: there is none, or there is one (``no``)."""
        has = "has a" if no else "has no"
        if isinstance(left, ast.Call):
            return left.args[0], f"has {'an' if no else 'no'} agency"
        noun = self.noun(left) if isinstance(left, ast.Attribute) else "value"
        return (left.value if isinstance(left, ast.Attribute) else left), f"{has} {noun}"

    def _worded(self, left: ast.expr, words: list[str], no: bool) -> Told:
        values = self.label(w.VALUES, left)
        if values and isinstance(left, ast.Attribute) and all(word in values for word in words) and not no:
            return left.value, either([values[word] for word in words])
        verb = self.label(w.VERBS, left)
        said = [spoken(word) for word in words] or ["a word of an empty list"]
        if verb is None or not isinstance(left, ast.Attribute):
            return left, _denied(f"is {either(said)}", no)
        text = verb.replace("{a}", either([a(word) for word in said])).replace("{the}", either([f"the {word}" for word in said]))
        return left.value, _denied(text.replace("{}", either(said)), no)

    def _included(self, left: ast.expr, right: ast.expr, no: bool) -> Told:
        verb = self.label(w.INCLUDES, right)
        if verb and isinstance(right, ast.Attribute):
            return right.value, _denied(verb.format(self.phrase(left)), no)
        return right, _denied(f"includes {self.phrase(left)}", no)

    def _counted(self, left: ast.Call, op: ast.cmpop, right: ast.expr, no: bool) -> str:
        kind = FLIPPED.get(type(op), ast.NotEq) if no else type(op)
        number = f"{NUMBERS[kind]} {self.phrase(right)}".replace("more than 0", "at least one").replace("at most 0", "no").replace("fewer than 1", "no")
        loop = left.args[0]
        if not isinstance(loop, ast.GeneratorExp):
            one = number in ("at least one", "no")
            return f"there {'is' if one else 'are'} {number} {'entry' if one else 'entries'} in {self.phrase(loop)}"
        _, items = self._loops(loop.generators, [loop.elt])
        return f"there are {number} of these: {a(items)}"

    def _verdict(self, call: ast.Call, right: ast.expr, no: bool) -> str:
        words = self._words(right) or [str(getattr(right, "value", ""))]
        rule = getattr(call.args[0], "value", "")
        return f"the rule {rule} {'does not say' if no else 'says'} {either([f'{chr(34)}{spoken(word)}{chr(34)}' for word in words])} here"

    # what stands in a rule

    def holes(self, text: str) -> str:
        """A phrase with values in braces, each told. An id after its noun ("the condition {condition.id}") is not told a second time."""
        parts, end = [], 0
        for hole in re.finditer(r"\{([^{}]*)\}", text):
            parts.append(text[end : hole.start()])
            end = hole.end()
            told = self._in_a_phrase(tree(hole[1]), "".join(parts))
            if hole[1].endswith(".id") and re.search(r"(\b(the|a)|'s) [\w-]+ $", parts[-1]):
                parts[-1] = parts[-1].rstrip()
            else:
                parts.append(told.removeprefix("the ") if parts[-1].endswith((" the ", "the ")) else told)
        return re.sub(r"(?i)^(.+): \1$", r"\1", "".join([*parts, text[end:]]))

    def _in_a_phrase(self, node: ast.expr, before: str) -> str:
        """A value in braces: the type of a meeting is said as "meeting", and its date as its own once the meeting has been named."""
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in self.scope.bound:
            owner = self.name(node.value.id)
            if node.attr == "type":
                return owner
            if isinstance(self.kind(node), k.Day) and w.core(owner).split()[-1] in before.split():
                return f"its {self.noun(node)}"
        return self.phrase(node)

    def alternatives(self, text: str) -> list[str]:
        """A condition as a sentence; or, if it has several alternatives, each."""
        node = tree(text)
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            return [self.clause(value) for value in node.values]
        return [self.clause(node)]

    def condition(self, text: str) -> str:
        """A condition from a rule, as a sentence without its capital."""
        return self.clause(tree(text))

    def value(self, text: str) -> str:
        """A value from a rule, as a noun phrase."""
        return self.phrase(tree(text))

    def entries(self, name: str, in_: str, where: str | None, called: bool = False) -> tuple[str, Teller]:
        """An entry with its conditions, without an article: "copy ... that went to the person"; and a teller that knows its name."""
        kind = compile_range(in_, self.scope).item
        inner = self.bound(name, kind)
        said = f" {inner.relative(tree(where), name)}" if where else ""
        return self.entry(tree(in_), name, kind, called) + said, inner


def _denied(verb: str, no: bool) -> str:
    """The verb, or its denial."""
    if not no:
        return verb
    first, _, rest = verb.partition(" ")
    if first in ("is", "was"):
        return f"{first} not {rest}"
    if first == "went":
        return f"did not go {rest}"
    if first == "came":
        return f"did not come {rest}"
    return f"does not {w.PLURALS.get(first, first)} {rest}"
