"""Changes the rules one operator, number, name or part at a time, and runs their examples: every change that can be told apart is caught.

    python bench/mutation.py                       every rule of every built-in rulebook
    python bench/mutation.py AG-R3A AG-G4          these rules
    python bench/mutation.py --short               every 25th change, for CI

A change that the loader refuses counts as refused, not as caught. Survivors that are known to mean the same stand in
bench/mutation_survivors.yaml with the reason; any other makes the exit status 1.
"""

from __future__ import annotations

import argparse
import ast
import copy
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

import yaml

from scr_check import kinds, patterns, rulebook
from scr_check.check import builtin_rulebooks
from scr_check.rule import RuleFault
from scr_check.rule_examples import rule_trials

LOGIC = ("for_each", "where", "let", "in_force", "unless", "require", "needs")
"""The keys of a rule that decide a verdict; the others are words."""
TEXT = {"each", "any", "first", "last", "in", "said_by", "as"}
"""Keys inside those whose text is a name or a path, not an expression: renaming it is refused, or means the same."""
WORDS = {"about", "subject", "reason"}
"""Keys that change what is said, not what is judged."""
SWAPS = {
    "absent": ("not_applicable", "not_recorded"), "later": ("left_out", "counts"), "doubtful": ("unknown", "left_out"),
    "silent": ("breached", "not_recorded"), "counting": ("exclusive", "inclusive"),
}  # fmt: skip
COMPARE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Lt: (ast.LtE, ast.Gt), ast.LtE: (ast.Lt, ast.GtE), ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE), ast.In: (ast.NotIn,), ast.NotIn: (ast.In,),
}  # fmt: skip
FUNCTIONS = {"any": ("all",), "all": ("any",), "earliest": ("latest",), "latest": ("earliest",), "first_recorded": ("earliest", "latest")}
CLOSED = sorted({info.kind.closed for fields in kinds.FIELDS.values() for info in fields.values() if getattr(info.kind, "closed", ())})
"""The closed lists of the record's format."""


@dataclass(frozen=True)
class Mutant:
    """One change: what it is, in words, and the rule with it."""

    name: str
    data: dict[str, Any]


def mutants(data: dict[str, Any]) -> Iterator[Mutant]:
    """Every change of one rule."""
    for key in LOGIC:
        if key in data:
            for name, changed in changes(data[key], key):
                yield Mutant(f"{key}: {name}", {**data, key: changed})
            if key != "require":
                yield Mutant(f"{key}: dropped", {k: v for k, v in data.items() if k != key})


def changes(value: Any, key: str) -> Iterator[tuple[str, Any]]:
    """Every change of one value under this key."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name in WORDS:
                continue
            if len(value) > 1:
                yield f"{name} dropped", {k: v for k, v in value.items() if k != name}
            for other in {"since": ("after",), "after": ("since",), "first": ("last",), "last": ("first",)}.get(name, ()):
                if other not in value:
                    yield f"{name} read as {other}", {(other if k == name else k): v for k, v in value.items()}
            for said, changed in changes(inner, name):
                yield f"{name}: {said}", {**value, name: changed}
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            if len(value) > 1:
                yield f"item {number} dropped", value[:number] + value[number + 1 :]
            for said, changed in changes(inner, key):
                yield f"item {number}: {said}", [*value[:number], changed, *value[number + 1 :]]
    elif isinstance(value, bool):
        yield f"{value} turned", not value
    elif isinstance(value, int):
        yield from ((f"{value} read as {value + by}", value + by) for by in (1, -1))
    elif isinstance(value, str):
        yield from text_changes(value, key)


def text_changes(value: str, key: str) -> Iterator[tuple[str, Any]]:
    """Every change of a word, a duration or an expression."""
    if key in SWAPS:
        yield from ((f"{value} read as {other}", other) for other in SWAPS[key] if other != value)
    elif key not in TEXT:
        yield from durations(value)
        try:
            tree = ast.parse(value.strip(), mode="eval")
        except SyntaxError:
            return
        for said, changed in tree_changes(tree):
            yield said, ast.unparse(changed)


def durations(value: str) -> Iterator[tuple[str, str]]:
    """A duration one longer, one shorter."""
    count, _, unit = value.partition(" ")
    if count.isdigit() and unit:
        yield from ((f"{value} read as {int(count) + by} {unit}", f"{int(count) + by} {unit}") for by in (1, -1))


def tree_changes(tree: ast.Expression) -> Iterator[tuple[str, ast.AST]]:
    """Every change of one node of an expression."""
    for number, node in enumerate(ast.walk(tree)):
        for said, change in node_changes(node):
            other = copy.deepcopy(tree)
            target = list(ast.walk(other))[number]
            change(target)
            yield f"{said} in `{ast.unparse(node)[:70]}`", ast.fix_missing_locations(other)


def node_changes(node: ast.AST) -> Iterator[tuple[str, Any]]:
    """The changes of a node: what is said of each, and a function that makes it."""
    if isinstance(node, ast.Compare):
        for new in COMPARE.get(type(node.ops[0]), ()):
            yield f"{type(node.ops[0]).__name__} read as {new.__name__}", lambda n, new=new: n.ops.__setitem__(0, new())
    elif isinstance(node, ast.BoolOp):
        yield "and/or turned", lambda n: setattr(n, "op", ast.Or() if isinstance(n.op, ast.And) else ast.And())
        for i in range(len(node.values)):
            yield f"part {i} dropped", lambda n, i=i: n.values.pop(i)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not dropped", lambda n: (setattr(n, "op", ast.Not()), setattr(n, "operand", ast.UnaryOp(ast.Not(), n.operand)))
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        for new in FUNCTIONS.get(node.func.id, ()):
            yield f"{node.func.id} read as {new}", lambda n, new=new: setattr(n.func, "id", new)
        for i in range(len(node.args)) if len(node.args) > 1 else ():
            yield f"argument {i} dropped", lambda n, i=i: n.args.pop(i)
    elif isinstance(node, ast.Tuple):
        for i in range(len(node.elts)) if len(node.elts) > 1 else ():
            yield f"word {i} dropped", lambda n, i=i: n.elts.pop(i)
    elif isinstance(node, ast.comprehension):
        for i in range(len(node.ifs)):
            yield f"if {i} dropped", lambda n, i=i: n.ifs.pop(i)
    elif isinstance(node, ast.BinOp):
        yield "plus/minus turned", lambda n: setattr(n, "op", ast.Sub() if isinstance(n.op, ast.Add) else ast.Add())
    elif isinstance(node, ast.Constant):
        yield from constant_changes(node.value)


def constant_changes(value: Any) -> Iterator[tuple[str, Any]]:
    """A number one more or less, a duration longer or shorter, a word read as another."""
    if isinstance(value, int) and not isinstance(value, bool):
        for by in (1, -1):
            yield f"{value} read as {value + by}", lambda n, by=by: setattr(n, "value", n.value + by)
    elif isinstance(value, str):
        for said, new in durations(value):
            yield said, lambda n, new=new: setattr(n, "value", new)
        closed = next((words for words in CLOSED if value in words), ())
        others = [closed[(closed.index(value) + 1) % len(closed)], closed[closed.index(value) - 1]] if closed else ["other_word"]
        for new in dict.fromkeys(others):
            yield f"{value} read as {new}", lambda n, new=new: setattr(n, "value", new)


def parameter_mutants(book: dict[str, Any]) -> Iterator[Mutant]:
    """Every change of the rulebook's own numbers and lists."""
    for name, parameter in book.get("parameters", {}).items():
        for said, changed in durations(str(parameter.get("value") or "")):
            yield Mutant(f"{name}: {said}", {**book, "parameters": {**book["parameters"], name: {**parameter, "value": changed}}})
    for name, words in book.get("lists", {}).items():
        for word in words:
            yield Mutant(f"{name}: {word} dropped", {**book, "lists": {**book["lists"], name: [w for w in words if w != word]}})


Trial = tuple[str, Callable[[], bool | None]]
"""A change, and the call that tries it."""


class Trying:
    """Tries mutants of one rulebook in a folder of its own."""

    def __init__(self, folder: Path, work: Path) -> None:
        self.folder, self.work = folder, work
        self.registry = patterns.registry()
        self.files = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))}
        self.book = self.files.pop("rulebook")
        self.users = rulebook.load(folder, self.registry)

    def needed(self, rule: str) -> set[str]:
        """The rule, and those whose verdicts or places it asks for."""
        found, waiting = set[str](), {rule}
        while waiting:
            one = waiting.pop()
            found.add(one)
            waiting |= set(self.users.rule(one).needs) - found  # type: ignore[union-attr]
        return found

    def passes(self, rules: dict[str, dict[str, Any]], book: dict[str, Any], tried: set[str]) -> bool | None:
        """Do the examples of the tried rules hold? None: refused at load."""
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir()
        for name, data in [("rulebook", book), *rules.items()]:
            (self.work / f"{name}.yaml").write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=10_000), encoding="utf-8")
        try:
            loaded = rulebook.load(self.work, self.registry)
        except RuleFault:
            return None
        return not any(trial.fault for rule in loaded.rules if rule.id in tried for trial in rule_trials(loaded, rule))

    def of_rule(self, name: str) -> Iterator[Trial]:
        """Every change of a rule, and the call that says whether its examples still hold."""
        needed = self.needed(name)
        for mutant in mutants(self.files[name]):
            rules = {one: self.files[one] for one in needed} | {name: mutant.data}
            yield f"{name} {mutant.name}", partial(self.passes, rules, self.book, {name})

    def of_book(self) -> Iterator[Trial]:
        """Every change of the rulebook's numbers and lists, tried on the rules that use them."""
        for mutant in parameter_mutants(self.book):
            name = mutant.name.partition(":")[0]
            using = {rule.id for rule in self.users.rules if name in rule.uses}
            needed = {one for rule in using for one in self.needed(rule)}
            yield f"{self.book['id']} {mutant.name}", partial(self.passes, {one: self.files[one] for one in needed}, mutant.data, using)


def main() -> int:
    """Prints every survivor and the numbers."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rules", nargs="*", help="ids of rules; all without")
    parser.add_argument("--short", action="store_true", help="every 25th change")
    given = parser.parse_args()
    known = yaml.safe_load(Path(__file__).with_name("mutation_survivors.yaml").read_text(encoding="utf-8")) or {}
    began, numbers, unexplained, seen = time.perf_counter(), {"caught": 0, "refused": 0, "survived": 0}, 0, set()
    for folder in builtin_rulebooks():
        with tempfile.TemporaryDirectory() as work:
            trying = Trying(folder, Path(work) / "rules")
            jobs = [trying.of_rule(name) for name in trying.files if not given.rules or name in given.rules] + ([] if given.rules else [trying.of_book()])
            for name, call in islice(chain(*jobs), 0, None, 25 if given.short else 1):
                held = call()
                numbers["refused" if held is None else "survived" if held else "caught"] += 1
                if held and name not in known:
                    unexplained += 1
                    print(f"SURVIVED {name}")
                if held:
                    seen.add(name)
    stale = [] if given.short or given.rules else sorted(set(known) - seen)
    for name in stale:
        print(f"EXPLAINED BUT CAUGHT (take it out of mutation_survivors.yaml) {name}")
    total = numbers["caught"] + numbers["survived"]
    print(f"{total} changes that load, {numbers['caught']} caught, {numbers['survived']} survived ({unexplained} of them unexplained); "
          f"{numbers['refused']} more refused by the loader; {time.perf_counter() - began:.0f} s")  # fmt: skip
    return 1 if unexplained or stale else 0


if __name__ == "__main__":
    sys.exit(main())
