"""Words of open lists that nobody knows, but that are near one that is known: ``prison release``, ``returnd_home``, ``section_47``.

Open lists take any word, so a misspelt one is no fault; but a rule that looks for the right one is then silent. A word that is near none
is left alone: a record may have its own. Known are the words that rules compare with and those that the format names, in any of its lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, Literal, NamedTuple, get_args, get_origin

from scr_check import vocabulary
from scr_check.case_results import Doubt
from scr_check.record import Record
from scr_check.record_entries import Entry

LONGEST: Final = 60
"""Characters of a word that may be a slip of another: no known word is nearly as long."""
COMPARED: Final = frozenset({"prohibits", "shown", "significant_reason"})
"""The fields that rules compare other words of the record with: what stands there is known, unless it is misspelt itself."""
_APART: Final = re.compile(r"[\W_]+")
_ONE, _TWO = 5, 8
"""From how many characters on a word may have one slip, and two."""


class Spelt(NamedTuple):
    """A word that is not known: where it stands, and the words that the format names there."""

    entry: Entry
    name: str
    number: int | None
    word: str
    listed: tuple[str, ...]


def doubts(record: Record, words: frozenset[str]) -> list[Doubt]:
    """A line for each word that may be misspelt. ``words``: those that the rules compare with."""
    known = _known(words)
    if record.words is not None:
        strange = record.words - known
        if not strange or (all(nearest(word, known, known) is None for word in strange) and strange.isdisjoint(_compared(record))):
            return []
    spelt = [one for one in _words(record.root, []) if one.word not in known and one.word not in record.by_id]
    near = [nearest(one.word, known, _near(words, one.listed)) for one in spelt]
    own = frozenset(one.word for one, meant in zip(spelt, near, strict=True) if one.name in COMPARED and meant is None)
    meant = [given or (_nearest(one.word, own, own) if own else None) for one, given in zip(spelt, near, strict=True)]
    return [_doubt(record, one, given) for one, given in zip(spelt, meant, strict=True) if given is not None]


def _compared(record: Record) -> Iterator[str]:
    """The words in the fields of ``COMPARED``."""
    conditions = record.root.conditions or ()
    for entry in (*conditions, *(one.until for one in conditions), record.root.referral):
        if entry is not None:
            yield from (value for name in COMPARED if (value := entry.values().get(name)) is not None)


def _words(entry: Entry, found: list[Spelt]) -> list[Spelt]:
    """Adds every word of an open list in the entry and in those within. What has neither such words nor happenings holds none that has."""
    held, lists = entry.values(), entry.OPEN
    for name in lists:
        value = held.get(name)
        if value.__class__ is tuple:
            found += [Spelt(entry, name, index, word, lists[name]) for index, word in enumerate(value)]
        elif value is not None:
            found.append(Spelt(entry, name, None, value, lists[name]))
    for value in held.values():
        if value.__class__ is tuple:
            if value and isinstance(value[0], Entry) and (value[0].OPEN or value[0].HAPPENINGS):
                for inner in value:
                    _words(inner, found)
        elif isinstance(value, Entry):
            _words(value, found)
    return found


def _doubt(record: Record, one: Spelt, near: str) -> Doubt:
    key = one.entry.KEYS[one.name]
    place = record.document.place(f"{record.pointer(one.entry)}/{key}" + ("" if one.number is None else f"/{one.number}"))
    word = repr(one.word[:40])
    said = f"the {key} {word}" if one.number is None else f"{word} in {key}"
    return Doubt(f"no rule knows {said}; if {near} is meant, rules do not see it", place.line, place.column, "spelling")


# what is known


@lru_cache(maxsize=16)
def _known(words: frozenset[str]) -> frozenset[str]:
    """The words of the rules and all that the format names."""
    return words.union(_of_format())


@lru_cache(maxsize=128)
def _near(words: frozenset[str], listed: tuple[str, ...]) -> frozenset[str]:
    """The words that may be meant in a field: those listed for it, and those of the rules that stand in no list, and so may belong anywhere."""
    return words.difference(_of_format()).union(listed)


def _of_format() -> Iterator[str]:
    """Every word that the format names, of closed lists and of open ones."""
    for value in vars(vocabulary).values():
        if get_origin(value) is Literal:
            yield from get_args(value)
    yield from vocabulary.ROLES
    yield from _open_words(Entry)


def _open_words(model: type[Entry]) -> Iterator[str]:
    for words in model.OPEN.values():
        yield from words
    for inner in model.__subclasses__():
        yield from _open_words(inner)


# what is near


def _nearest(word: str, known: frozenset[str], near: frozenset[str]) -> str | None:
    if word in known or not word:
        return None
    return min(_written_otherwise(word, known), default=None) or _short_of(word, near) or _slip(word, near)


@lru_cache(maxsize=4096)
def nearest(word: str, known: frozenset[str], near: frozenset[str]) -> str | None:
    """The word that is probably meant; None where this one is ``known``, or near none.

    It may be written otherwise than any known word: capitals, blanks or hyphens for underscores, or none. It may have a slip of a letter or
    two, or stop short (``section_47``), where the word is one of ``near``.
    """
    return _nearest(word, known, near)


def _written_otherwise(word: str, known: Iterable[str]) -> Iterator[str]:
    letters = _APART.sub("", word).lower()
    return (one for one in known if letters and _letters(one) == letters)


def _short_of(word: str, near: Iterable[str]) -> str | None:
    """The one word of which this is the beginning: two of its parts at least."""
    begins = f"{_plain(word)}_"
    found = [one for one in near if one.startswith(begins)] if begins.count("_") > 1 else []
    return found[0] if len(found) == 1 else None


def _slip(word: str, near: Iterable[str]) -> str | None:
    """The nearest word that a slip of a letter or two makes this one. Another number is no slip: section 17 is not section 47."""
    plain = _plain(word)
    if len(plain) > LONGEST:
        return None
    letters, figures = frozenset(plain), _figures(plain)
    found = []
    for one in near:
        most = 2 if len(one) >= _TWO else 1 if len(one) >= _ONE else 0
        if abs(len(one) - len(plain)) <= most and len(letters ^ _set(one)) <= 2 * most and figures == _figures(one):
            apart = _apart(plain, one)
            if 0 < apart <= most:
                found.append((apart, one))
    return min(found)[1] if found else None


def _plain(word: str) -> str:
    return _APART.sub("_", word.lower()).strip("_")


@lru_cache(maxsize=1024)
def _letters(word: str) -> str:
    return _APART.sub("", word.lower())


@lru_cache(maxsize=1024)
def _set(word: str) -> frozenset[str]:
    return frozenset(word)


def _figures(word: str) -> str:
    return "".join(one for one in word if one.isdigit())


def _apart(one: str, other: str) -> int:
    """How many letters must be put in, taken out, changed or swapped with the next to make one word of the other."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (a != b)))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                row[j] = min(row[j], before[j - 2] + 1)
        before, last = last, row
    return last[-1]

