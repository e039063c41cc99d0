"""What is likely meant where an expression cannot be read: told to a person who knows no programming."""

from __future__ import annotations

import re
from collections.abc import Iterable

from scr_check.kinds import FUNCTIONS

_FUNCTION = re.compile(rf"\b({'|'.join(FUNCTIONS)})\s+([a-z])")
_SLIPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("[\u201c\u201d\u201e\u2018\u2019]"), "write straight quotation marks, \" or ', not curly ones"),
    (re.compile(r"(?<![=!<>])=(?!=)"), "write == to ask whether two things are the same, not ="),
    (re.compile(r"\b(AND|OR|NOT|IN)\b"), "write and, or, not, in with small letters"),
    (re.compile(r"\b\d{4}-\d\d-\d\d\b"), "a condition holds no date of its own: make it a parameter of kind date, and write the parameter's name"),
    (re.compile(r"\.(from|for)\b(?!_)"), "the fields from and for are written from_ and for_ in a condition"),
    (re.compile(r"\.(is|in|not|and|or)\b"), "a field's name is missing after the dot"),
    (re.compile(r"[<>]=?\s*[<>=]|=>|=<|<>"), "comparisons are == != < <= > >="),
    (re.compile(r"&&|\|\||!(?!=)"), "write and, or, not"),
)
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


def likely(text: str, reason: str) -> str:
    """What may be wrong with an expression that cannot be read; ``reason`` is what the parser says."""
    if "unterminated string" in reason:
        return "a quotation mark is opened and not closed"
    if "was never closed" in reason or "does not match" in reason or "unmatched" in reason:
        return "a bracket is opened and not closed, or the other way round"
    outside = _QUOTED.sub("''", text)
    for pattern, advice in _SLIPS:
        if pattern.search(outside):
            return advice
    if reason.startswith("invalid character"):
        return f"the character {reason.removeprefix('invalid character ')} cannot stand in a condition"
    if "escape" in reason:
        return "a \\ cannot stand in a condition"
    if not text.strip() or text.lstrip().startswith("#"):
        return "nothing is written here"
    called = _FUNCTION.search(outside)
    if called:
        return f"write brackets after {called[1]}: {called[1]}(...)"
    if re.search(r"(==|!=)\s*[a-z_]+\s+[a-z]", outside):
        return "words of the record stand in quotation marks, with _ for a blank: \"core_group\""
    return "a word, a comparison or a bracket is missing or too many here"


def unknown_name(name: str, near: str) -> str:
    """A name that means nothing where it stands."""
    if name in ("yes", "no", "true", "false"):
        return f"unknown name '{name}': a yes/no field is said by itself, as meeting.minutes.held, or with not before it"
    hint = near or f'; a word of the record stands in quotation marks: "{name[:60]}"'
    return f"unknown name '{name[:60]}'{hint}"


def unknown_function(name: str, near: str, known: Iterable[str]) -> str:
    """A function that there is not."""
    return f"unknown function '{name[:60]}'{near}; functions are {', '.join(known)}"
