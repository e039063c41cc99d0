"""``scr-check rules --check``: reads rulebooks without a case, and tells what is wrong in them or of no use.

What cannot be loaded at all (an unknown field, a word outside a closed list) is an error and comes from the loader. What is looked for
here loads, and does not do what its author meant; or is worth knowing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from scr_check import kinds as k
from scr_check import record_kinds
from scr_check.record_models import CaseRecord
from scr_check.rule import Rule, Rulebook
from scr_check.rule_conditions import conditions, never, said_words
from scr_check.rule_likeness import alike
from scr_check.sources import Document, bytes_of, read
from scr_check.vocabulary import CENSUS_CODES
from scr_check.words import nearest


@dataclass(frozen=True, order=True)
class Remark:
    """One thing found: ``level`` is error, warning or note; line and column from 1."""

    path: str
    line: int
    column: int
    level: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.level}: {self.message}"


def remarks(books: Iterable[Rulebook], beside: Iterable[Rulebook] = ()) -> list[Remark]:
    """What is found in these rulebooks, in the order of the files. ``beside``: others that run with them."""
    wanted, others = tuple(books), tuple(beside)
    known = _words_of_examples((*wanted, *others))
    found = [remark for book in wanted for remark in (*_of_book(book), *_of_rules(book, known))]
    return sorted({*found, *_same_ids(wanted, others), *_alike(wanted, others)})


def _at(rule: Rule, pointer: str, level: str, message: str) -> Remark:
    place = rule.document.place(pointer)
    return Remark(rule.path, place.line, place.column, level, message)


# one rule


def _of_rules(book: Rulebook, known: dict[str, set[str]]) -> Iterator[Remark]:
    for rule in book.own():
        yield from _impossible(rule, book)
        yield from _misspelt(rule, book, known)
        yield from _untested(rule)


def _impossible(rule: Rule, book: Rulebook) -> Iterator[Remark]:
    for pointer, text in conditions(rule.document.data):
        reason = never((text,), book.spec.lists)
        if reason:
            yield _at(rule, pointer, "warning", f"this can never hold: {reason}")
    steps = [step.where for step in rule.spec.for_each.steps if step.where]
    if rule.spec.where and not never((rule.spec.where,), book.spec.lists):
        reason = never((*steps, rule.spec.where), book.spec.lists)
        if reason:
            yield _at(rule, "/where", "warning", f"with the conditions of the steps this can never hold: {reason}")


def _untested(rule: Rule) -> Iterator[Remark]:
    if not rule.examples:
        yield _at(rule, "/id", "warning", f"{rule.id} has no examples: nothing shows that it does what it says")
        return
    good = "noted" if rule.advice else "met"
    if not any(verdict == good for example in rule.examples for verdict in example.expect.values()):
        yield _at(rule, "/examples", "warning", f"no example of {rule.id} comes out as {good}: it may be that nothing can fulfil it")


# words


def _misspelt(rule: Rule, book: Rulebook, known: dict[str, set[str]]) -> Iterator[Remark]:
    for pointer, key, word in said_words(rule.document.data, book.spec.lists):
        words = known.get(key)
        if words is None or word in words:
            continue
        hint = nearest(word, words)
        if hint:
            yield _at(rule, pointer, "warning", f"'{word}' stands in no record of the examples{hint}")


def _words_of_examples(books: Iterable[Rulebook]) -> dict[str, set[str]]:
    """For each key of an open vocabulary: the words that the format suggests and those that the examples' records have."""
    known = {key: set(words) for key, words in _suggested().items()}
    for book in books:
        for rule in book.rules:
            for example in rule.examples:
                _gather(example.case, known)
    return known


def _gather(value: Any, known: dict[str, set[str]]) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            for word in inner if isinstance(inner, list) else [inner]:
                if key in known and isinstance(word, str):
                    known[key].add(str(word))
            _gather(inner, known)
    elif isinstance(value, list):
        for inner in value:
            _gather(inner, known)


@cache
def _suggested() -> dict[str, frozenset[str]]:
    """The keys that hold a word of an open vocabulary in some entry, with every word that the format knows for a field of that name."""
    keys: dict[str, set[str]] = {}
    is_open: set[str] = set()
    for model, fields in k.FIELDS.items():
        for info in fields.values():
            mark = record_kinds.kind_of(model.model_fields[info.name]) if model is not CaseRecord else None
            kind = info.kind.of if isinstance(info.kind, k.Many) else info.kind
            if isinstance(mark, record_kinds.OpenWord):
                is_open.add(info.key)
                keys.setdefault(info.key, set()).update(mark.words)
            elif isinstance(mark, record_kinds.ReasonKind):
                is_open.add(info.key)
                keys.setdefault(info.key, set()).update(CENSUS_CODES.values())
            elif isinstance(kind, k.Word):
                keys.setdefault(info.key, set()).update(kind.closed)
    return {key: frozenset(words) for key, words in keys.items() if key in is_open}


# a rulebook, and several


def _of_book(book: Rulebook) -> Iterator[Remark]:
    """Parameters and lists of its own that no rule uses."""
    path = Path(book.folder) / "rulebook.yaml"
    document: Document = read(bytes_of(path), "rulebook.yaml")
    used = {name for rule in book.rules for name in (*rule.uses, *rule.waits_for)}
    for key, what in (("parameters", "the local number"), ("lists", "the list")):
        for name in document.data.get(key) or {}:
            if name not in used:
                place = document.key_place(f"/{key}/{name}")
                yield Remark(str(path), place.line, place.column, "warning", f"no rule uses {what} {name}")


def _same_ids(books: tuple[Rulebook, ...], beside: tuple[Rulebook, ...]) -> Iterator[Remark]:
    for i, book in enumerate(books):
        for other in (*books[i + 1 :], *beside):
            theirs = {rule.id for rule in other.rules}
            for rule in book.own():
                if rule.id in theirs and book.id != other.id:
                    yield _at(rule, "/id", "warning", f"the rule {rule.id} stands in the rulebook {other.id} too, and both run")


def _alike(books: tuple[Rulebook, ...], beside: tuple[Rulebook, ...]) -> Iterator[Remark]:
    rules = [(book, rule) for book in (*books, *beside) for rule in book.rules]
    own = {id(rule) for book in books for rule in book.own()}
    for i, (book, rule) in enumerate(rules):
        for other_book, other in rules[i + 1 :]:
            asked = (id(rule) in own or id(other) in own) and rule.id != other.id
            limits = alike(rule, book, other, other_book) if asked else None
            if limits:
                text = f"{rule.id} and {other.id} ask the same of the same thing, {rule.id} {limits[0]}, {other.id} {limits[1]}: both are reported"
                yield _at(rule if id(rule) in own else other, "/require", "note", text)
