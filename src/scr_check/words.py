"""Small helps for messages: the nearest known word, how many of what."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

LONGEST = 100
"""Characters of a word for which a near one is looked for: comparing takes the square of the length."""


def nearest(found: str, known: Iterable[str]) -> str:
    """`` (did you mean 'meetings'?)``, or nothing where no known word is near."""
    if len(found) > LONGEST:
        return ""
    match = get_close_matches(found, list(known), n=1, cutoff=0.6)
    return f" (did you mean '{match[0]}'?)" if match else ""


def many(count: object, one: str, more: str = "") -> str:
    """How many of what: ``1 day``, ``2 days``; ``more``: what several are called, where it is not the word with an s."""
    return f"{count} {one if count == 1 else more or f'{one}s'}"


def one_of(key: str) -> str:
    """A section's key as one of its entries: ``meeting``."""
    irregular = {"people": "person", "children": "child", "agencies": "agency", "step_downs": "step-down", "minutes": "minutes"}
    return irregular.get(key) or key.removesuffix("s").replace("_", " ")


def with_more(named: Iterable[str], others: int) -> str:
    """Those that are named, and how many others there are: ``a; b; and 3 more``."""
    return "; ".join([*named, *([f"and {others} more"] if others else [])])
