"""``scr-check rules``: what it prints, from rulebooks and options; the command line itself is in ``cli``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from scr_check import check, coverage, rule_check, rules_markdown, rules_text, telling
from scr_check.check import Settings
from scr_check.rule import Rulebook, RuleFault
from scr_check.words import many, nearest

FORMATS = ("text", "json", "markdown")
CANNOT_LOAD, WARNED = 2, 1


class NotTold(Exception):
    """An id that no rule has, a format that there is not, a list of sentences that cannot be read: in words fit for a person."""


def form(name: str | None, *allowed: str) -> str:
    """The format asked for; text by default. Raises NotTold."""
    formats = allowed or FORMATS
    if name is not None and name not in formats:
        raise NotTold(f"--format: '{name}' is no format here{nearest(name, formats)}; formats are {', '.join(formats)}")
    return name or "text"


def rules(names: Sequence[str], settings: Settings, form: str) -> str:
    """The rules that would run; or those named, told. Raises NotTold."""
    if not names:
        return _table(settings, form)
    if form == "markdown":
        raise NotTold("--format markdown is for all rules, or for --sentences")
    found = [_found(name, settings) for name in names]
    if form == "json":
        data = [{"format": "rule/1", **one.as_dict()} for one in found]
        return _json(data[0] if len(data) == 1 else data)
    return "\n\n".join(rules_text.page(one) for one in found)


def _table(settings: Settings, form: str) -> str:
    every = [(book, settings.rules(book)) for book in settings.rulebooks]
    chosen = [(book, rules) for book, rules in every if rules] or every
    if form == "markdown":
        return "\n".join(rules_markdown.catalogue(book, rules) for book, rules in chosen)
    return _json(rules_text.table_data(chosen)) if form == "json" else rules_text.table(chosen)


def _found(name: str, settings: Settings) -> telling.Telling:
    for book in settings.rulebooks:
        rule = book.rule(name.upper())
        if rule is not None:
            return telling.tell(rule, book)
        if name.upper() in book.switched_off:
            raise NotTold(f"{name.upper()} is switched off in {book.id}: {book.switched_off[name.upper()]}")
    known = [rule.id for book in settings.rulebooks for rule in book.rules]
    raise NotTold(f"'{name}' is no rule{nearest(name.upper(), known)}; scr-check rules lists them")


def sentences(settings: Settings, form: str) -> str:
    """Every sentence of the sources, and what becomes of it. Raises NotTold."""
    try:
        if form == "markdown":
            return "\n".join(coverage.as_markdown(book) for book in settings.rulebooks)
        return _json(coverage.as_data(settings.rulebooks)) if form == "json" else coverage.as_text(settings.rulebooks)
    except RuleFault as fault:
        raise NotTold(str(fault)) from None


def looked_through(given: Sequence[str], form: str) -> tuple[str, int]:
    """What is found in rulebooks (the built-in ones if none are given), and the exit status: 0 notes at most, 1 warnings, 2 errors."""
    try:
        books = check.load_rulebooks(given, examples=True)
    except RuleFault as fault:
        return (_json({"format": "remarks/1", "errors": fault.lines, "remarks": []}) if form == "json"
                else "".join(f"{line}\n" for line in fault.lines)), CANNOT_LOAD  # fmt: skip
    wanted = _asked_for(books, given)
    found = rule_check.remarks(wanted, [book for book in books if book not in wanted])
    status = WARNED if any(one.level == "warning" for one in found) else 0
    if form == "json":
        return _json({"format": "remarks/1", "errors": [], "remarks": [_remark(one) for one in found]}), status
    return "".join(f"{line}\n" for line in [*map(str, found), _summed(wanted, found)]), status


def _asked_for(books: tuple[Rulebook, ...], given: Sequence[str]) -> list[Rulebook]:
    """Those given; the built-in ones run beside them, and are not what was asked about."""
    inside = check.builtin_folder()
    own = [book for book in books if not Path(book.folder).is_relative_to(inside) or book.id in given]
    return own or list(books)


def _remark(one: rule_check.Remark) -> dict[str, Any]:
    return {"path": one.path, "line": one.line, "column": one.column, "level": one.level, "message": one.message}


def _summed(books: Sequence[Rulebook], found: Sequence[rule_check.Remark]) -> str:
    rules = sum(len(book.own()) for book in books)
    counts = [(sum(one.level == level for one in found), level) for level in ("warning", "note")]
    said = ", ".join(many(count, level) for count, level in counts if count)
    return f"{many(rules, 'rule')} read: {said or 'nothing found'}"


def _json(data: Any) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
