"""Every sentence of a source, and the rules that answer it; or why none can. Read from ``sentences.yml`` beside the rules, only when asked for."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, model_validator

from scr_check.building import Builder
from scr_check.emitter import Scope
from scr_check.rule import Rulebook, RuleFault
from scr_check.sources import Document, Refused, bytes_of, read
from scr_check.specs import OneOrMore, Spec
from scr_check.words import nearest

NAME = "sentences.yml"
Why = Literal["trigger", "judgement", "not_a_case"]
WHYS: dict[str, str] = {"trigger": "a trigger, not a duty", "judgement": "needs a person's judgement", "not_a_case": "not about a case"}


class SentenceSpec(Spec):
    """One sentence: the rules that answer it, or why no rule can, or both where it says two things."""

    quote: str = Field(min_length=1)
    rules: tuple[str, ...] = ()
    why: OneOrMore[Why] = ()
    note: str | None = None

    @model_validator(mode="after")
    def _answered(self) -> SentenceSpec:
        if not self.rules and not self.why:
            raise ValueError("a sentence has rules, or why there can be none")
        return self


class SectionSpec(Spec):
    """The sentences under one heading."""

    section: str
    sentences: tuple[SentenceSpec, ...] = Field(min_length=1)


class SentencesSpec(Spec):
    """``sentences.yml``."""

    document: str
    sections: tuple[SectionSpec, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Sentence:
    """One sentence with its answers. ``why`` in words; ``rules`` are ids, those that are switched off among them."""

    document: str
    section: str
    quote: str
    rules: tuple[str, ...]
    why: tuple[str, ...] = ()
    note: str | None = None


def sentences(book: Rulebook) -> tuple[Sentence, ...]:
    """The sentences of a rulebook and of the one it extends; without such a list, those that its rules cite and those not judged. Raises RuleFault."""
    folders = dict.fromkeys([*(Path(rule.path).parent for rule in book.rules), Path(book.folder)])
    kept = [one for folder in folders if (folder / NAME).is_file() for one in _read(folder / NAME, book)]
    listed = {name for one in kept for name in one.rules}
    return (*kept, *_cited(book, listed), *_not_judged(book))


def _read(path: Path, book: Rulebook) -> Iterator[Sentence]:
    try:
        document = read(bytes_of(path), "x.yaml")
        spec = Builder(document, Scope({})).spec(SentencesSpec, document.data)
    except OSError as fault:
        raise RuleFault([f"{path}: cannot be read: {fault.strerror}"]) from None
    except Refused as refused:
        raise RuleFault([fault.at(path) for fault in refused.faults]) from None
    _known(path, document, spec, book)
    for section in spec.sections:
        for one in section.sentences:
            yield Sentence(spec.document, section.section, one.quote, one.rules, tuple(WHYS[why] for why in one.why), one.note)


def _known(path: Path, document: Document, spec: SentencesSpec, book: Rulebook) -> None:
    """Refuses rules that there are not."""
    known = {rule.id for rule in book.rules} | set(book.switched_off)
    lines = []
    for s, section in enumerate(spec.sections):
        for q, one in enumerate(section.sentences):
            for r, name in enumerate(one.rules):
                if name not in known:
                    place = document.place(f"/sections/{s}/sentences/{q}/rules/{r}")
                    lines.append(f"{path}:{place.line}:{place.column}: '{name}' is no rule of {book.id}{nearest(name, known)}")
    if lines:
        raise RuleFault(lines)


def _cited(book: Rulebook, listed: set[str]) -> Iterator[Sentence]:
    """The sentences of rules that no list names: each once, with all rules that cite it."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for rule in book.rules:
        if rule.id not in listed:
            found.setdefault((rule.source.document, rule.source.section, rule.source.quote), []).append(rule.id)
    for (document, section, quote), names in found.items():
        yield Sentence(document, section, quote, tuple(names))


def _not_judged(book: Rulebook) -> Iterator[Sentence]:
    for one in book.spec.not_judged:
        yield Sentence(one.source, "", one.quote, (), ("not judged",), one.reason)


# what is printed


def as_data(books: tuple[Rulebook, ...]) -> dict[str, Any]:
    """For JSON. The keys are stable."""
    return {
        "format": "sentences/1",
        "rulebooks": [{"id": book.id, "sentences": [_data(one, book) for one in sentences(book)]} for book in books],
    }


def _data(one: Sentence, book: Rulebook) -> dict[str, Any]:
    off = [name for name in one.rules if name in book.switched_off]
    return {"document": one.document, "section": one.section, "quote": one.quote, "rules": list(one.rules), "switched_off": off,
            "why": list(one.why), "note": one.note}  # fmt: skip


def _answers(one: Sentence, book: Rulebook) -> list[str]:
    """A line for each rule and each reason."""
    lines = []
    for name in one.rules:
        rule = book.rule(name)
        lines.append(f"{name}: {rule.title}" if rule is not None else f"{name}: switched off: {book.switched_off.get(name, '')}")
    lines += [why[:1].upper() + why[1:] for why in one.why]
    if one.note:
        lines[-1] += f". {one.note}" if one.why else f" ({one.note})"
    return lines


def as_text(books: tuple[Rulebook, ...], width: int = 80) -> str:
    """For a terminal or a pipe."""
    lines: list[str] = []
    for book in books:
        section = None
        lines += [*([""] if lines else []), f"{book.id}: {book.title}"]
        for one in sentences(book):
            if one.section != section:
                lines += ["", one.section or "Not judged"]
                section = one.section
            lines += ["", *textwrap.wrap(f'"{one.quote}"', width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)]
            for answer in _answers(one, book):
                lines += textwrap.wrap(answer, width, initial_indent="    ", subsequent_indent="      ", break_on_hyphens=False)
    return "\n".join(lines) + "\n"


def as_markdown(book: Rulebook) -> str:
    """A page for ``docs``."""
    found = sentences(book)
    with_rules = sum(bool(one.rules) for one in found)
    lines = [f"# What becomes of every sentence: {book.title}", "",
             f"Made from the rulebook `{book.id}` by `scr-check rules --sentences --format markdown`; do not edit it.",
             f"It has {len(found)} sentences. {with_rules} are answered by rules; of the others it says why no rule can answer them."]  # fmt: skip
    section = None
    for one in found:
        if one.section != section:
            lines += ["", f"## {one.section or 'Not judged'}"]
            section = one.section
        lines += ["", f"> {one.quote}", "", *(f"- {answer}" for answer in _answers(one, book))]
    return "\n".join(lines) + "\n"
