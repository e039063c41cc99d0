"""Checked syntax trees into Python source: one small function for each expression.

Every node is looked at; what is not on the list is refused. Values in the emitted code are as ``runtime`` describes them. A field of
an entry that surely is there is read in place; everything that may be missing goes through ``runtime``. Quantifiers become
functions of their own, so that the code has no closures over loop variables.

The file is long because it is one recursion over one grammar: every method calls, and is called by, the others.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from keyword import iskeyword

from scr_check import kinds as k
from scr_check import runtime
from scr_check.compared import Sought
from scr_check.dates import parse_duration
from scr_check.kinds import Kind
from scr_check.slips import unknown_function, unknown_name
from scr_check.words import nearest

NAME = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)
COMPARE = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in", ast.NotIn: "not in"}
MOST_LOOPS = 4
"""How many lists one loop may go over: each multiplies the work."""
FLIPPED = {">": "<", ">=": "<="}


class Wrong(Exception):
    """An expression that cannot be taken: what was found, what is allowed, and the character (from 0) where it stands."""

    def __init__(self, message: str, node: ast.AST | None = None) -> None:
        super().__init__(message)
        self.offset = getattr(node, "col_offset", None)


@dataclass(frozen=True)
class Scope:
    """What names mean where an expression stands: bound names, parameters (``duration``, ``number``, ``date``), named lists, rule ids."""

    bound: dict[str, Kind]
    parameters: dict[str, str] = field(default_factory=dict)
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def with_bound(self, more: dict[str, Kind]) -> Scope:
        """The same scope with further names. Raises ``Wrong`` for one that cannot be a name: it becomes an argument of compiled code."""
        for name in more:
            if not NAME.fullmatch(name) or iskeyword(name):
                raise Wrong(f"'{name[:40]}' is no name: small letters, digits and underscores, a letter first, and no word of Python's own")
        return replace(self, bound={**self.bound, **more})

    def taken(self, name: str) -> bool:
        """Does the name mean something in the record or the rule already? Another meaning would be read for the first.

        A name goes before a parameter or list of the rulebook, to which another rulebook may add: that stays allowed.
        """
        return name in self.bound or name in k.ROOT_FIELDS or name == "as_of"


@dataclass(frozen=True)
class Code:
    """Python source of a value, its kind, and whether it surely is an entry; of a field the source of the entry that holds it, and its key."""

    text: str
    kind: Kind
    sure: bool = False
    holder: str = ""
    key: str = ""


class Emitter:
    """Emits one expression. ``raw_dates``: dates of happenings as written, even after the day of judgement (for clocks)."""

    def __init__(self, scope: Scope, raw_dates: bool = False) -> None:
        self.scope = scope
        self.raw = raw_dates
        self.count = 0
        self.functions: list[str] = []
        self.verdicts: set[str] = set()

    def fresh(self, stem: str = "t") -> str:
        """A name that nothing else in the emitted function has."""
        self.count += 1
        return f"_{stem}{self.count}"

    # conditions

    def truth(self, node: ast.expr) -> str:
        """Source of a truth value: True, False or an Unknown."""
        if isinstance(node, ast.BoolOp):
            return self._chain([self.truth(value) for value in node.values], isinstance(node.op, ast.And))
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            inner, t = self.truth(node.operand), self.fresh()
            return f"((not {t}) if ({t} := {inner}) is True or {t} is False else {t})"
        if isinstance(node, ast.Compare):
            return self._compare(node)
        code = self.value(node)
        if isinstance(code.kind, k.Truth):
            return code.text
        if isinstance(code.kind, k.YesNo):
            t = self.fresh()
            return f"(False if ({t} := {code.text}) is None else {t})"
        several = '; to allow several words say field in ("this", "that")' if isinstance(code.kind, k.Literal) else ""
        raise Wrong(f"a condition is wanted, but this is {code.kind.said()}{several}", node)

    def _chain(self, parts: list[str], conjunction: bool) -> str:
        """Joined in halves: a long chain must not nest deeper than Python takes."""
        if len(parts) == 1:
            return parts[0]
        middle = (len(parts) + 1) // 2
        first, second = self._chain(parts[:middle], conjunction), self._chain(parts[middle:], conjunction)
        a, b = self.fresh(), self.fresh()
        if conjunction:
            return f"(False if ({a} := {first}) is False or ({b} := {second}) is False else {b} if {a} is True else _both({a}, {b}))"
        return f"(True if ({a} := {first}) is True or ({b} := {second}) is True else {b} if {a} is False else _either({a}, {b}))"

    def _compare(self, node: ast.Compare) -> str:
        operands = [node.left, *node.comparators]
        parts = [self._one(operands[i], COMPARE.get(type(op)), operands[i + 1], node) for i, op in enumerate(node.ops)]
        return self._chain(parts, True)

    def _one(self, left: ast.expr, op: str | None, right: ast.expr, node: ast.Compare) -> str:
        if op is None:
            raise Wrong("'is' is not a comparison here; allowed are == != < <= > >= in, not in", node)
        if op in ("!=", "not in"):
            inner, t = self._one(left, "==" if op == "!=" else "in", right, node), self.fresh()
            return f"((not {t}) if ({t} := {inner}) is True or {t} is False else {t})"
        if op in FLIPPED:
            return self._one(right, FLIPPED[op], left, node)
        if op == "in":
            return self._membership(left, right)
        if self._is_none(left) or self._is_none(right):
            code = self.value(left if self._is_none(right) else right)
            t = self.fresh()
            return f"({t} if ({t} := {code.text}).__class__ is _U else {t} is None)"
        return self._ordered(left, op, right, node)

    @staticmethod
    def _is_none(node: ast.expr) -> bool:
        return isinstance(node, ast.Constant) and node.value is None

    def _ordered(self, left: ast.expr, op: str, right: ast.expr, node: ast.Compare) -> str:
        a, b = self.value(left), self.value(right)
        if isinstance(a.kind, k.Day) and isinstance(b.kind, k.Day):
            return f"_days({op!r}, {a.text}, {b.text}, ({self._place(a)}{self._place(b)}))"
        if isinstance(a.kind, k.Number) and isinstance(b.kind, k.Number):
            return f"_numbers({op!r}, {a.text}, {b.text})"
        if op != "==":
            raise Wrong(f"{op} compares two dates or two numbers, not {a.kind.said()} with {b.kind.said()}", node)
        self._comparable(a, b, left, right)
        for one, other in ((a, right), (b, left)):
            if isinstance(other, ast.Constant):
                t = self.fresh()
                return f"({t} if ({t} := {one.text}).__class__ is _U else {t} == {other.value!r})"
        s, t = self.fresh(), self.fresh()
        known = f"(({s} := {a.text}).__class__ is not _U) & (({t} := {b.text}).__class__ is not _U)"
        return f"(({s} == {t} and {s} is not None) if {known} else _unsettled({s}, {t}))"

    def _place(self, code: Code) -> str:
        return f"({code.holder or None}, {code.key!r}), "

    def _comparable(self, a: Code, b: Code, left: ast.expr, right: ast.expr) -> None:
        for one, other in ((a, right), (b, left)):
            self._word_allowed(one.kind, other)
        if isinstance(a.kind, k.EntryOf | k.Many):
            raise Wrong(f"{a.kind.said()} cannot be compared; compare a field, such as its id", left)
        if not a.kind.compares_with(b.kind):
            itself = "; a yes/no field is said by itself, or with not before it" if isinstance(a.kind, k.YesNo) else ""
            raise Wrong(f"{a.kind.said()} is never equal to {b.kind.said()}{itself}", right)

    def _word_allowed(self, kind: Kind, node: ast.expr) -> None:
        if isinstance(kind, k.Word) and kind.closed and isinstance(node, ast.Constant) and node.value not in kind.closed:
            hint = nearest(str(node.value), kind.closed)
            raise Wrong(f"'{node.value!s}' is none of its words{hint}; allowed are {', '.join(kind.closed)}", node)

    def _membership(self, left: ast.expr, right: ast.expr) -> str:
        a = self.value(left)
        words = self._literals(right)
        if words is not None:
            spelt: list[str] = []
            for node in words if isinstance(words, list) else []:
                self._word_allowed(a.kind, node)
                if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
                    raise Wrong("a list in an expression holds words in quotation marks", node)
                spelt.append(node.value)
            text = repr(tuple(spelt) if isinstance(words, list) else self.scope.lists[words])
            if isinstance(a.kind, k.Many):
                raise Wrong("a list cannot be looked for in a list; say any(x in (...) for x in the list)", left)
            t = self.fresh()
            return f"({t} if ({t} := {a.text}).__class__ is _U else {t} in {text})"
        b = self.value(right)
        if not isinstance(b.kind, k.Many) or b.kind.section:
            raise Wrong(f"'in' looks in a list of words or ids, not in {b.kind.said()}", right)
        self._word_allowed(b.kind.of, left)
        if not a.kind.compares_with(b.kind.of):
            raise Wrong(f"{a.kind.said()} is never in a list of {b.kind.of.said()}", left)
        return f"_in(_c, {a.text}, {b.text})"

    def _literals(self, node: ast.expr) -> list[ast.expr] | str | None:
        if isinstance(node, ast.Tuple | ast.List):
            return node.elts
        if isinstance(node, ast.Name) and node.id in self.scope.lists and node.id not in self.scope.bound:
            self.scope.used.add(node.id)
            return node.id
        return None

    # values

    def value(self, node: ast.expr) -> Code:
        """Source of a value, and its kind."""
        if isinstance(node, ast.Name):
            return self._name(node)
        if isinstance(node, ast.Attribute):
            return self._attribute(node)
        if isinstance(node, ast.Constant):
            return self._constant(node)
        if isinstance(node, ast.Call):
            return self._call(node)
        if isinstance(node, ast.BinOp):
            return self._shift(node)
        if isinstance(node, ast.BoolOp | ast.Compare) or (isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)):
            return Code(self.truth(node), k.Truth())
        raise Wrong(f"{type(node).__name__.lower()} is not allowed in an expression", node)

    def _constant(self, node: ast.Constant) -> Code:
        if isinstance(node.value, bool):
            return Code(repr(node.value), k.Truth())
        if isinstance(node.value, str):
            return Code(repr(node.value), k.Literal())
        if isinstance(node.value, int) and abs(node.value) <= 10**6:
            return Code(repr(node.value), k.Number())
        raise Wrong("only words in quotation marks, whole numbers up to a million, True, False and None are values", node)

    def _name(self, node: ast.Name) -> Code:
        name = node.id
        if name in self.scope.bound:
            kind = self.scope.bound[name]
            sure = isinstance(kind, k.EntryOf) and not kind.maybe
            return Code(name, kind, sure)
        if name == "as_of":
            return Code("_c.as_of", k.Day())
        if name in self.scope.parameters:
            self.scope.used.add(name)
            return Code(f"_p(_c, {name!r})", k.of_parameter(self.scope.parameters[name]))
        if name in k.ROOT_FIELDS:
            return self._surely_there(self._member(Code("_c.root", k.ROOT, True), name, node))
        known = (*self.scope.bound, *self.scope.parameters, *self.scope.lists, *k.ROOT_FIELDS, "as_of")
        raise Wrong(unknown_name(name, nearest(name, known)), node)

    def _surely_there(self, code: Code) -> Code:
        """A mapping of the whole record (``referral``) that may be dated after the day of judgement is not surely there."""
        if not isinstance(code.kind, k.EntryOf):
            return code
        return replace(code, text=f"_settled(_c, {code.text})")

    def _attribute(self, node: ast.Attribute) -> Code:
        return self._member(self.value(node.value), node.attr, node)

    def _member(self, base: Code, name: str, node: ast.AST) -> Code:
        models = base.kind.models() if isinstance(base.kind, k.EntryOf | k.Ref) else ()
        if not models:
            raise Wrong(f"{base.kind.said()} has no fields, so no '{name[:60]}'", node)
        found = [k.FIELDS[model][name] for model in models if name in k.FIELDS[model]]
        if not found:
            known = sorted({key for model in models for key in k.FIELDS[model]})
            raise Wrong(f"unknown field '{name[:60]}' of {base.kind.said()}{nearest(name, known)}", node)
        kind = k.joined([info.kind for info in found])
        # A reference may name any entry of the file, so what it leads to may lack the field.
        everywhere = len(found) == len(models) and not isinstance(base.kind, k.Ref)
        if base.sure:
            text = self._read(base.text, found[0], everywhere)
            return Code(text, kind, holder=base.text, key=found[0].key)
        b = self.fresh("b")
        entry = f"_c.by_id[{b}]" if isinstance(base.kind, k.Ref) else b
        text = f"({b} if ({b} := {base.text}) is None or {b}.__class__ is _U else {self._read(entry, found[0], everywhere)})"
        # Where a value's holder is asked for, it is there: without it the value is nothing, or unknown.
        return Code(text, kind, holder=f"_c.by_id.get({b})" if isinstance(base.kind, k.Ref) else b, key=found[0].key)

    def _read(self, entry: str, info: k.Field, everywhere: bool) -> str:
        if not everywhere:
            day = ", True" if isinstance(info.kind, k.Day) and not self.raw else ""
            return f"_field(_c, {entry}, {info.name!r}, {info.key!r}{day})"
        if info.happening and isinstance(info.kind, k.Day) and not self.raw:
            return f"_happened(_c, {entry}, {info.key!r}, {entry}.{info.name})"
        t = self.fresh()
        absent = f"_c.absent({entry}, {info.key!r})" if info.happening else f"_miss({entry}, {info.key!r})"
        there = f"_some({t})" if info.may_be_none else t
        return f"({there} if ({t} := {entry}.{info.name}) is not None else {absent})"

    def _shift(self, node: ast.BinOp) -> Code:
        if not isinstance(node.op, ast.Add | ast.Sub):
            raise Wrong("only date + duration and date - duration are allowed", node)
        left = self.value(node.left)
        sign = 1 if isinstance(node.op, ast.Add) else -1
        if not isinstance(left.kind, k.Day):
            raise Wrong(f"a duration is added to a date, not to {left.kind.said()}", node.left)
        if isinstance(node.right, ast.Constant) and isinstance(node.right.value, str):
            try:
                parse_duration(node.right.value)
            except ValueError as fault:
                raise Wrong(str(fault), node.right) from None
            return Code(f"_shift({left.text}, _duration({node.right.value!r}), {sign})", k.Day())
        right = self.value(node.right)
        if not isinstance(right.kind, k.Span):
            raise Wrong(f"a duration is wanted, such as \"2 weeks\", not {right.kind.said()}", node.right)
        return Code(f"_shift({left.text}, {right.text}, {sign})", k.Day())

    # calls

    def _call(self, node: ast.Call) -> Code:
        if not isinstance(node.func, ast.Name):
            raise Wrong("only the functions of the rule language can be called", node)
        name = node.func.id
        if node.keywords or any(isinstance(arg, ast.Starred) for arg in node.args):
            raise Wrong(f"{name}() takes plain arguments", node)
        emit: Callable[[ast.Call], Code] | None = getattr(self, f"_call_{name}", None) if name in k.FUNCTIONS else None
        if emit is None:
            raise Wrong(unknown_function(name, nearest(name, k.FUNCTIONS), k.FUNCTIONS), node)
        least, most = k.FUNCTIONS[name]
        if not least <= len(node.args) <= most:
            wanted = f"{least if least == most else f'{least} to {most}'} argument{'s' if most > 1 else ''}"
            raise Wrong(f"{name}() takes {wanted}, not {len(node.args)}", node)
        return emit(node)

    def _call_any(self, node: ast.Call) -> Code:
        return Code(self._quantified(node, "any"), k.Truth())

    def _call_all(self, node: ast.Call) -> Code:
        t = self.fresh()
        return Code(f"((not {t}) if ({t} := {self._quantified(node, 'all')}) is True or {t} is False else {t})", k.Truth())

    def _call_count(self, node: ast.Call) -> Code:
        if isinstance(node.args[0], ast.GeneratorExp):
            return Code(self._quantified(node, "count"), k.Number())
        listed = self.value(node.args[0])
        if not isinstance(listed.kind, k.Many):
            raise Wrong(f"count() takes a list, not {listed.kind.said()}", node.args[0])
        variable = ast.Name("item_", ast.Load())
        loop = ast.comprehension(variable, node.args[0], [], 0)
        whole = ast.GeneratorExp(ast.Constant(True), [loop])
        return Code(self._quantified(ast.Call(node.func, [ast.copy_location(whole, node)], []), "count"), k.Number())

    def _call_recorded(self, node: ast.Call) -> Code:
        if not isinstance(node.args[0], ast.Attribute | ast.Name):
            raise Wrong("recorded() takes a field, such as recorded(meeting.chair)", node)
        outer = self.raw
        self.raw = False
        code = self.value(node.args[0])
        self.raw = outer
        if isinstance(node.args[0], ast.Attribute) and self._may_be_none(node.args[0]):
            holder = self.value(node.args[0].value)
            return Code(f"({holder.text}.{node.args[0].attr} is not None)" if holder.sure else f"_written({code.text})", k.Truth())
        return Code(f"_written({code.text})", k.Truth())

    def _may_be_none(self, node: ast.Attribute) -> bool:
        base = self.value(node.value)
        models = base.kind.models() if isinstance(base.kind, k.EntryOf | k.Ref) else ()
        return any(k.FIELDS[m][node.attr].may_be_none for m in models if node.attr in k.FIELDS[m])

    def _dates(self, node: ast.Call, function: str) -> Code:
        parts = [self.value(arg) for arg in node.args]
        for part, arg in zip(parts, node.args, strict=True):
            if not isinstance(part.kind, k.Day):
                raise Wrong(f"{node.func.id}() takes dates, not {part.kind.said()}", arg)  # type: ignore[attr-defined]
        return Code(f"{function}({', '.join(part.text for part in parts)})", k.Day())

    def _call_earliest(self, node: ast.Call) -> Code:
        if isinstance(node.args[0], ast.GeneratorExp):
            return Code(self._quantified(node, "earliest"), k.Day())
        return self._dates(node, "_earliest")

    def _call_latest(self, node: ast.Call) -> Code:
        if isinstance(node.args[0], ast.GeneratorExp):
            return Code(self._quantified(node, "latest"), k.Day())
        return self._dates(node, "_latest")

    def _call_first_recorded(self, node: ast.Call) -> Code:
        return self._dates(node, "_first")

    def _call_days(self, node: ast.Call) -> Code:
        return replace(self._dates(node, "_between"), kind=k.Number())

    def _call_weekday(self, node: ast.Call) -> Code:
        return replace(self._dates(node, "_weekday"), kind=k.Word(runtime.WEEKDAYS))

    def _call_is_working_day(self, node: ast.Call) -> Code:
        return replace(self._dates(node, "_workday"), kind=k.Truth())

    def _call_agency_of(self, node: ast.Call) -> Code:
        code = self.value(node.args[0])
        if not isinstance(code.kind, k.Ref | k.Id):
            raise Wrong(f"agency_of() takes the id of somebody, such as participant.who, not {code.kind.said()}", node.args[0])
        return Code(f"_agency(_c, {code.text})", k.AGENCY)

    def _call_verdict(self, node: ast.Call) -> Code:
        arg = node.args[0]
        if not isinstance(arg, ast.Constant) or not isinstance(arg.value, str):
            raise Wrong("verdict() takes the id of a rule in quotation marks", node)
        self.verdicts.add(arg.value)
        names = ", ".join(f"{name!r}: {name}" for name, kind in self.scope.bound.items() if isinstance(kind, k.EntryOf) and not kind.local)
        return Code(f"_c.verdict({arg.value!r}, {{{names}}})", k.Word(k.VERDICTS))

    # quantifiers

    def _quantified(self, node: ast.Call, kind: str) -> str:
        loop = node.args[0]
        if not isinstance(loop, ast.GeneratorExp):
            raise Wrong(f"{kind}() takes a loop, such as {kind}(x.type == \"core_group\" for x in meetings)", node)
        name, outer, arguments = self.fresh("q"), self.scope, ", ".join(self.scope.bound)
        lines = [f"def {name}(_c, {arguments}):"]
        lines.append("    _before = _c.witness; _u = None; " + {"count": "_low = 0; _high = 0"}.get(kind, "_found = []"))
        indent = "    "
        weights: list[str] = []
        for generator in loop.generators:
            passing = list(generator.ifs)
            if generator is loop.generators[-1] and kind in ("any", "count"):
                passing.append(loop.elt)
            indent = self._loop(generator, passing, lines, indent, weights, kind == "count")
        self._last(loop.elt, kind, lines, indent, weights)
        ends = {"count": "_Count(_low, _high, _u)", "earliest": "_extreme(_found, False)", "latest": "_extreme(_found, True)"}
        lines.append("    _c.witness = _before")  # what a loop inside this one found is no witness of what did not come true
        lines.append(f"    return {ends.get(kind, 'False if _u is None else _u')}")
        self.functions.append("\n".join(lines))
        self.scope = outer
        return f"{name}(_c, {arguments})"

    def _loop(self, generator: ast.comprehension, passing: list[ast.expr], lines: list[str], indent: str, weights: list[str], counts: bool) -> str:
        if generator.is_async or not isinstance(generator.target, ast.Name):
            raise Wrong("a loop has one plain name: for x in list", generator.target)
        variable = generator.target.id
        if len(weights) == MOST_LOOPS:
            raise Wrong(f"a loop goes over at most {MOST_LOOPS} lists", generator.target)
        if self.scope.taken(variable):
            raise Wrong(f"the name '{variable}' is taken", generator.target)
        listed = self.value(generator.iter)
        if not isinstance(listed.kind, k.Many):
            raise Wrong(f"a loop goes over a list, not {listed.kind.said()}", generator.iter)
        xs, w = self.fresh("x"), self.fresh("w")
        outer = weights[-1] if weights else "True"
        unbounded = "; _high = None" if counts else ""
        lines += [
            f"{indent}{xs} = {listed.text}",
            f"{indent}if {xs}.__class__ is _U: _u = _join(_u, _inside({outer}, {xs})); {xs} = (){unbounded}",
            f"{indent}elif {xs} is None: {xs} = ()",
        ]
        if listed.kind.section:
            place = f"{listed.holder or None}, {listed.key!r}"
            lines.append(f"{indent}elif not _c.whole({place}): _u = _join(_u, _inside({outer}, _c.hole({place}))){unbounded}")
        inner = self.scope.with_bound({variable: k.local(listed.kind.of)})
        lines += [f"{indent}{xs} = {joined}" for joined in self._joined(variable, listed.kind, passing, xs)]
        lines.append(f"{indent}for {variable} in _c.look({xs}):")
        self.scope = inner
        indent += "    "
        straddles = isinstance(listed.kind.of, k.EntryOf)
        lines.append(f"{indent}{w} = {outer if not straddles else f'{outer} if not _c.unsure else _c.weight({variable}, {outer})'}")
        weights.append(w)
        for condition in generator.ifs:
            self._condition(condition, lines, indent, w)
        return indent

    def _joined(self, variable: str, listed: k.Many, passing: list[ast.expr], xs: str) -> Iterator[str]:
        """Source of what is left of the list when an index has answered what it can of the conditions that must all hold."""
        sought = Sought(variable, listed.of, lambda node: Emitter(self.scope).value(node).kind, self.scope.lists)
        for condition in passing if listed.section else ():
            for one in sought.compared(condition):
                yield f"_among(_c, {xs}, {one.field!r}, lambda: {repr(one.words) if one.value is None else self.value(one.value).text})"

    def _condition(self, node: ast.expr, lines: list[str], indent: str, weight: str) -> None:
        t = self.fresh("k")
        lines += [
            f"{indent}{t} = {self.truth(node)}",
            f"{indent}if {t} is False: continue",
            f"{indent}if {t} is not True: {weight} = _both({weight}, {t})",
        ]

    def _last(self, node: ast.expr, kind: str, lines: list[str], indent: str, weights: list[str]) -> None:
        weight, t = weights[-1], self.fresh("k")
        if kind in ("earliest", "latest"):
            code = self.value(node)
            if not isinstance(code.kind, k.Day):
                raise Wrong(f"{kind}() takes dates, not {code.kind.said()}", node)
            lines.append(f"{indent}_found.append(({code.text}, {weight}))")
            return
        lines.append(f"{indent}{t} = {self.truth(node)}")
        if kind == "all":
            lines.append(f"{indent}{t} = _not({t})")
        lines.append(f"{indent}if {t} is False: continue")
        variable = [line for line in lines if line.strip().startswith("for ")][-1].split()[1]
        if kind == "count":
            lines += [
                f"{indent}if {t} is True and {weight} is True: _low += 1",
                f"{indent}else: _u = _join(_u, _both({weight}, {t}))",
                f"{indent}if _high is not None: _high += 1",
            ]
            return
        lines += [
            f"{indent}if {t} is True and {weight} is True: _c.witness = {variable}; return True",
            f"{indent}_u = _join(_u, _both({weight}, {t}))",
        ]
