"""Writes a built-in rulebook as a Python module, so that a run need not read, check and compile its rules again.

The build of the wheel does this (``hatch_build.py``). The module holds the same objects that ``rulebook.load`` makes, and the hash of the files it
was made from: ``check.load_rulebooks`` takes it only while that hash is the files' own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from scr_check import patterns, record_compiling
from scr_check.expression import Expression
from scr_check.ranging import Range
from scr_check.rule import Rule, Rulebook, package_hash
from scr_check.rulebook import load

NOT_KEPT = {(Rule, "spec"), (Rule, "document"), (Rulebook, "spec"), (Expression, "kind"), (Range, "item")}
"""Fields that only loading and telling need."""


class Writer:
    """Collects the imports and functions that the written objects need."""

    def __init__(self) -> None:
        self.imports: set[tuple[str, str]] = set()
        self.functions: list[str] = []

    def literal(self, value: Any) -> str:
        """Python source of a value. Sets and mappings are written in one order, so that the same rules give the same module."""
        if isinstance(value, Expression):
            return self._expression(value)
        if is_dataclass(value) and not isinstance(value, type):
            return self._object(value)
        if isinstance(value, tuple | list):
            inner = "".join(f"{self.literal(item)}, " for item in value)
            return f"({inner.strip()})" if value else "()"
        if isinstance(value, frozenset):
            return f"frozenset({sorted(value)!r})"
        if hasattr(value, "items"):
            return "{" + ", ".join(f"{self.literal(k)}: {self.literal(v)}" for k, v in value.items()) + "}"
        if isinstance(value, date):
            self.imports.add(("datetime", "date"))
            return f"date({value.year}, {value.month}, {value.day})"
        if value is None or isinstance(value, bool | int | str):
            return repr(value)
        raise TypeError(f"a {type(value).__name__} cannot be written")

    def _object(self, value: Any) -> str:
        kind = type(value)
        self.imports.add((kind.__module__, kind.__name__))
        given = ("None" if (kind, field.name) in NOT_KEPT else self.literal(getattr(value, field.name)) for field in fields(value) if field.init)
        return f"{kind.__name__}({', '.join(given)})"

    def _expression(self, value: Expression) -> str:
        number = len(self.functions)
        body = "\n".join(f"    {line}" for line in value.source.splitlines())
        self.functions.append(f"def _e{number}():\n{body}\n    return _main\n")
        self.imports.add((Expression.__module__, Expression.__name__))
        more = f", {self.literal(value.joins)}, {value.own!r}" if value.joins or value.own else ""
        return f"Expression({value.text!r}, None, '', {self.literal(value.reads)}, {self.literal(value.verdicts)}, _e{number}(){more})"


def module_of(book: Rulebook) -> str:
    """The module's source: ``RULEBOOK`` is the rulebook."""
    rules = tuple(replace(rule, path=Path(rule.path).name) for rule in book.rules)
    writer = Writer()
    text = writer.literal(replace(book, rules=rules, folder=""))
    lines = [f'"""The rulebook {book.id}, compiled from its files. Made by scr_check.compiling; do not edit."""', *_imports(writer), ""]
    return "\n".join([*lines, *writer.functions, f"RULEBOOK = {text}", ""])


def _imports(writer: Writer) -> Iterator[str]:
    yield "from scr_check.runtime import NAMES"
    for module, name in sorted(writer.imports):
        yield f"from {module} import {name}"
    yield "globals().update(NAMES)"


def write(rules: Path, folder: Path) -> list[Path]:
    """Writes a module for each rulebook below ``rules`` into ``folder``; gives their paths. Raises RuleFault for a faulty one."""
    folder.mkdir(parents=True, exist_ok=True)
    made = [folder / "__init__.py"]
    made.append(folder / "record_table.py")
    made[1].write_text(record_compiling.module(), encoding="utf-8")
    about = '"""Built-in rulebooks and the format of a record, compiled when the package was built, from the modules with this hash."""'
    made[0].write_text(f"{about}\n\nPACKAGE = {package_hash()!r}\n", encoding="utf-8")
    made += _pages(folder)
    for path in sorted(rules.glob("*/rulebook.yaml")):
        book = load(path.parent, patterns.registry(), examples=False)
        target = folder / f"{book.id.replace('-', '_')}.py"
        target.write_text(module_of(book), encoding="utf-8")
        made.append(target)
    return made


def _pages(folder: Path) -> list[Path]:
    """The templates of the pages, where Jinja2 is there to compile them."""
    from scr_check.outputs import _templates  # noqa: PLC0415

    target = folder / f"{_templates.COMPILED}.py"
    try:
        target.write_text(_templates.module(), encoding="utf-8")
    except ImportError:
        return []
    return [target]


__all__ = ["module_of", "write"]
