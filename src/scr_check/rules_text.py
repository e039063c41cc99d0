"""The rules as a person reads them in a terminal: the table of those that run, and one rule told in whole."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from scr_check.rule import Rule, Rulebook
from scr_check.telling import DUTIES, Telling, place_in_words
from scr_check.telling_words import capital, spoken
from scr_check.wording import duration_text
from scr_check.words import many

WIDTH = 80
PARTS = (("applies", "When it applies"), ("asks", "What it asks"), ("when", "By when"), ("permissions", "When it is not asked"),
         ("in_force", "From when to when it is in force"), ("otherwise", "What is owed if it is breached"))  # fmt: skip


def table(chosen: Sequence[tuple[Rulebook, Sequence[Rule]]]) -> str:
    """The rules that would run, 80 columns: id, duty, pattern, title; then what is switched off, not set, and not judged."""
    lines: list[str] = []
    for book, rules in chosen:
        lines += ["" if lines else None, *_wrapped(f"{book.id}, version {book.version}: {book.title}"), ""]  # type: ignore[list-item]
        lines += [line for rule in rules for line in _row(rule)]
        part = "" if len(rules) == len(book.rules) else f"{len(rules)} of "
        lines += ["", f"{part}{many(len(book.rules), 'rule')}"]
        lines += list(_rest(book))
    return "\n".join(line for line in lines if line is not None) + "\n"


def _row(rule: Rule) -> Iterator[str]:
    """``id  duty  pattern  title``, the title over several lines if need be."""
    head = f"{rule.id:<9} {spoken(rule.duty):<13} {rule.pattern_key:<13} "
    first, *more = textwrap.wrap(rule.title, WIDTH - len(head)) or [""]
    yield (head + first).rstrip()
    for line in more:
        yield " " * len(head) + line


def _wrapped(text: str, indent: str = "", further: str | None = None) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent if further is None else further, break_on_hyphens=False)


def _rest(book: Rulebook) -> Iterator[str]:
    """Switched off, not set, not judged: nothing of a rulebook is left out in silence."""
    if book.switched_off:
        yield from ["", "Switched off:"]
        for name, reason in sorted(book.switched_off.items()):
            yield from _wrapped(f"{name}: {reason}", "  ", "    ")
    if changed(book):
        yield from ["", "Changed here:"]
        for name, text in changed(book).items():
            yield from _wrapped(f"{name}: {text}", "  ", "    ")
    unset = unset_parameters(book)
    if unset:
        yield from ["", "Local numbers that are not set:"]
        for name, about in unset.items():
            yield from _wrapped(f"{name}: {about}", "  ", "    ")
    if book.spec.not_judged:
        yield from ["", "Not judged, and why:"]
        for one in book.spec.not_judged:
            yield from _wrapped(f'"{one.quote}" ({one.source}): {one.reason}', "  ", "    ")


def changed(book: Rulebook) -> dict[str, str]:
    """The rules of the rulebook below that this one changes and does not switch off: how, and why."""
    told = {}
    for name, change in sorted(book.spec.change.items()):
        parts = [f"the duty is {spoken(change.duty)}"] if change.duty else []
        parts += ["it has other days from which, or until which, it is in force"] if change.in_force else []
        if parts and not change.off:
            told[name] = f"{' and '.join(parts)}. {change.reason or 'No reason is given.'}"
    return told


def unset_parameters(book: Rulebook) -> dict[str, str]:
    """The numbers that nobody has set, and what each is about."""
    return {name: book.spec.parameters[name].about for name, value in book.parameters.items() if value is None}


def table_data(chosen: Sequence[tuple[Rulebook, Sequence[Rule]]]) -> dict[str, Any]:
    """The same for JSON. The keys are stable."""
    return {"format": "rules/1", "rulebooks": [_book_data(book, rules) for book, rules in chosen]}


def _book_data(book: Rulebook, rules: Sequence[Rule]) -> dict[str, Any]:
    return {
        "id": book.id, "title": book.title, "version": book.version, "extends": book.extends,
        "rules": [{"id": r.id, "duty": r.duty, "title": r.title, "pattern": r.pattern_key, "source": _cited(r)} for r in rules],
        "switched_off": dict(sorted(book.switched_off.items())),
        "changed": changed(book),
        "parameters": {name: duration_text(value) for name, value in book.parameters.items()},
        "unset": unset_parameters(book),
        "not_judged": [one.model_dump() for one in book.spec.not_judged],
    }  # fmt: skip


def _cited(rule: Rule) -> dict[str, str]:
    return {"document": rule.source.document, "section": rule.source.section, "quote": rule.source.quote}


def page(telling: Telling) -> str:
    """One rule told, 80 columns."""
    kind = f"{capital(DUTIES[telling.duty])}. Rulebook {telling.rulebook}, pattern {telling.pattern}."
    lines = [*_wrapped(f"{telling.id}: {telling.title}"), "", *_wrapped(kind)]
    for key, heading in PARTS:
        sentences = getattr(telling, key)
        if sentences:
            lines += ["", heading, *(line for sentence in sentences for line in _wrapped(sentence, "  ", "    "))]
    if telling.waits_for:
        lines += ["", *_wrapped(f"It does not run until this is set: {', '.join(telling.waits_for)}.")]
    lines += ["", "What each verdict means here"]
    lines += [line for verdict, text in telling.verdicts.items() for line in _wrapped(f"{spoken(verdict)}: {text}", "  ", "    ")]
    lines += ["", "A finding speaks of", *_wrapped(f"{telling.finding}", "  "), "", "Whose move it is", *_wrapped(f"{telling.move}.", "  ")]
    lines += ["", "What helps", *_wrapped(telling.remedy, "  "), "", "Where it comes from"]
    lines += _wrapped(f"{telling.source['title'] or telling.source['document']}, {telling.source['section']}:", "  ")
    lines += [*_wrapped(f'"{telling.source["quote"]}"', "  "), *_examples(telling)]
    return "\n".join(lines) + "\n"


def _examples(telling: Telling) -> Iterator[str]:
    if not telling.examples:
        yield from ["", "It has no examples."]
        return
    yield from ["", f"Its examples, in {telling.path}"]
    for one in telling.examples:
        local = f", with {', '.join(f'{name} {value}' for name, value in one.set.items())}" if one.set else ""
        yield from _wrapped(f"On {one.as_of}{local}: {capital(one.name.rstrip('.'))}.", "  ", "    ")
        for where, verdict in one.expect.items():
            yield from _wrapped(f"{place_in_words(where)}: {spoken(verdict)}", "    ", "      ")
