"""``scr-check rules``: what it prints, from rulebooks and options; the command line itself is in ``cli``."""

from __future__ import annotations

import json
from typing import Any

from scr_check import rules_text, telling
from scr_check.check import Settings
from scr_check.words import nearest

FORMATS = ("text", "json")


class NotTold(Exception):
    """An id that no rule has, or a format that there is not, in words fit for a person."""


def form(name: str | None) -> str:
    """The format asked for; text by default. Raises NotTold."""
    if name is not None and name not in FORMATS:
        raise NotTold(f"--format: '{name}' is no format of rules{nearest(name, FORMATS)}; formats are {', '.join(FORMATS)}")
    return name or "text"


def table(settings: Settings, form: str) -> str:
    """The rules that would run."""
    chosen = [(book, settings.rules(book)) for book in settings.rulebooks]
    return _json(rules_text.table_data(chosen)) if form == "json" else rules_text.table(chosen)


def one(name: str, settings: Settings, form: str) -> str:
    """One rule told. A rule that is switched off is told as that. Raises NotTold."""
    for book in settings.rulebooks:
        rule = book.rule(name.upper())
        if rule is not None:
            told = telling.tell(rule, book)
            return _json({"format": "rule/1", **told.as_dict()}) if form == "json" else rules_text.page(told)
        if name.upper() in book.switched_off:
            raise NotTold(f"{name.upper()} is switched off in {book.id}: {book.switched_off[name.upper()]}")
    known = [rule.id for book in settings.rulebooks for rule in book.rules]
    raise NotTold(f"'{name}' is no rule{nearest(name.upper(), known)}; scr-check rules lists them")


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
