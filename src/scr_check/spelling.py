"""Words of the record that no rule knows, but that are near one that a rule does: ``prison release``, ``returnd_home``.

Open vocabularies take any word, so a misspelt one is no fault; but a rule that looks for the right one is then silent. A word that is near none
is left alone: a record may have its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from scr_check.case_results import Problem
from scr_check.record import Record
from scr_check.vocabulary import ROLES

SECTIONS: dict[str, tuple[str, ...]] = {
    "people": ("role",), "professionals": ("role",), "events": ("type",), "assessments": ("type", "covers", "factors"), "decisions": ("about",),
    "conditions": ("prohibits",), "escalations": ("to",),
}  # fmt: skip
"""The sections whose open words decide what a rule looks at, and the fields that hold them."""


KNOWN = frozenset({*ROLES, "mother", "father", "partner", "carer"})
"""Roles that the format's page names."""


def doubts(record: Record, words: frozenset[str]) -> tuple[Problem, ...]:
    """A line for each word that may be misspelt. ``words``: those that the rules compare with; what a condition prohibits is compared too."""
    words |= {one.prohibits for one in record.root.conditions or () if one.prohibits}
    return tuple(_doubt(record, entry, key, word, near) for entry, key, word in _spelt(record) if (near := nearest(word, words)) is not None)


def _spelt(record: Record) -> Iterator[tuple[Any, str, str]]:
    for section, fields in SECTIONS.items():
        for entry in getattr(record.root, section) or ():
            for name in fields:
                value = getattr(entry, name)
                for word in value if isinstance(value, tuple) else (value,):
                    if isinstance(word, str) and word not in record.by_id:
                        yield entry, name, word


@lru_cache(maxsize=4096)
def nearest(word: str, words: frozenset[str]) -> str | None:
    """The word that is probably meant; None where this one is known, or near none."""
    if word in words or word in KNOWN:
        return None
    from difflib import get_close_matches  # noqa: PLC0415  (hardly ever needed)

    plain = "_".join(word.lower().replace("-", " ").replace("_", " ").split())
    found = get_close_matches(plain, sorted(words), n=1, cutoff=0.9)
    return found[0] if found else None


def _doubt(record: Record, entry: Any, key: str, word: str, near: str) -> Problem:
    place = record.document.place(f"{record.pointer(entry)}/{key}")
    return Problem(f"no rule knows the {key} {word[:40]!r}; if {near} is meant, rules do not see it", place.line, place.column)
