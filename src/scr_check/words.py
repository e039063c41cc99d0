"""Small helps for messages: the nearest known word."""

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
