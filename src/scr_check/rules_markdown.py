"""The catalogue of a rulebook as a page for ``docs``: every rule told, made from its data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scr_check.rule import Rule, Rulebook
from scr_check.rules_text import PARTS
from scr_check.telling import DUTIES, Telling, place_in_words, tell
from scr_check.telling_words import capital, spoken
from scr_check.wording import duration_text


def catalogue(book: Rulebook, chosen: Sequence[Rule] | None = None) -> str:
    """The rules of a rulebook (all, or those chosen), its numbers, and what it leaves out."""
    rules = book.rules if chosen is None else chosen
    lines = [f"# The rules: {book.title}", "",
             f"Made from the rulebook `{book.id}`, version {book.version}, by `scr-check rules --format markdown`; do not edit it.", "",
             "| rule | duty | pattern | title |", "|---|---|---|---|"]  # fmt: skip
    lines += [f"| [{r.id}](#{r.id.lower()}) | {spoken(r.duty)} | `{r.pattern_key}` | {r.title} |" for r in rules]
    lines += [*_sources(book, {rule.source.document for rule in rules}), *_numbers(book), *_left_out(book)]
    for rule in rules:
        lines += ["", *_rule(tell(rule, book))]
    return "\n".join(lines) + "\n"


def _sources(book: Rulebook, cited: set[str]) -> Iterator[str]:
    papers = [paper for name, paper in book.spec.sources.items() if name in cited]
    if not papers:
        return
    yield from ["", "## The papers that they cite", "", "| paper | published by | where it stands, and what else |", "|---|---|---|"]
    yield from (f"| {one.title} | {one.publisher or ''} | {one.note or ''} |" for one in papers)


def _numbers(book: Rulebook) -> Iterator[str]:
    if not book.spec.parameters:
        return
    yield from ["", "## Local numbers", "", "| name | value | what it is | where the value comes from |", "|---|---|---|---|"]
    for name, parameter in book.spec.parameters.items():
        value = duration_text(book.parameters.get(name))
        yield f"| `{name}` | {'not set' if value is None else value} | {parameter.about} | {parameter.source or ''} |"


def _left_out(book: Rulebook) -> Iterator[str]:
    if book.switched_off:
        yield from ["", "## Switched off", "", *(f"- {name}: {reason}" for name, reason in sorted(book.switched_off.items()))]
    if book.spec.not_judged:
        yield from ["", "## Not judged, and why", "", *(f'- "{one.quote}" ({one.source}): {one.reason}' for one in book.spec.not_judged)]


def _rule(told: Telling) -> Iterator[str]:
    yield from [f"## {told.id}", "", f"**{told.title}** {capital(DUTIES[told.duty])}. Pattern `{told.pattern}`.", ""]
    yield from [f"> {told.source['quote']}", ">", f"> {told.source['title'] or told.source['document']}, {told.source['section']}", ""]
    for key, heading in PARTS:
        sentences = getattr(told, key)
        if sentences:
            yield f"- *{heading}.* {' '.join(sentences)}"
    if told.waits_for:
        yield f"- *It does not run until this is set.* {', '.join(told.waits_for)}"
    yield f"- *Whose move it is.* {told.move}."
    yield f"- *What helps.* {told.remedy}"
    yield from ["", "| verdict | what it means here |", "|---|---|", *(f"| {spoken(verdict)} | {text} |" for verdict, text in told.verdicts.items())]
    yield from ["", "Examples:", "", *(_example(told)), *([] if told.examples else ["- none"])]


def _example(told: Telling) -> Iterator[str]:
    for one in told.examples:
        local = f", with {', '.join(f'{name} {value}' for name, value in one.set.items())}" if one.set else ""
        outcome = "; ".join(f"{place_in_words(where)}: {spoken(verdict)}" for where, verdict in one.expect.items())
        yield f"- On {one.as_of}{local}: {capital(one.name.rstrip('.'))}. {capital(outcome)}."
