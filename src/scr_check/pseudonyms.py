"""Other names for the ids of a record, given before it is judged, so that no report can hold an original one.

A person is told by a word and a number (``child-1``, ``parent-2``, ``health visitor 1``). Which of several gets which number hangs on a key:
the same key gives the same names.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Any, Final

from scr_check.classes import dataclass, replace
from scr_check.findings import CaseResult, Problem
from scr_check.sources import Document

KEY_BYTES: Final = 32
WITHHELD: Final = "a fault here; what it is may name somebody, so it is told only without --pseudonymise"
_PARENTS: Final = ("mother", "father")
_SECTIONS: Final = {
    "plans": "plan", "meetings": "meeting", "assessments": "assessment", "parenting_work": "work", "step_downs": "step-down", "conditions": "condition",
    "events": "event", "notifications": "notification", "visits": "visit", "actions": "action", "concerns": "concern",
}  # fmt: skip
_MAYBE_IDS: Final = frozenset({"about"})
"""Fields that hold a word or an id."""


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """The names of one run. ``key``: secret bytes."""

    key: bytes

    def document(self, document: Document) -> Document:
        """The same record with other ids; every value stands where it stood. The hash is keyed, so that nobody can try files against it."""
        data = document.data
        if not isinstance(data, dict):
            return document
        names = self._names(data)
        made = object.__new__(Document)
        for slot in Document.__slots__:
            if hasattr(document, slot):
                setattr(made, slot, getattr(document, slot))
        made.data = {**_renamed(data, names, ()), "case": self.case(data)}
        made.sha256 = hmac.new(self.key, document.sha256.encode(), hashlib.sha256).hexdigest()
        return made

    def case(self, data: Mapping[str, Any]) -> str:
        """The case's other name."""
        return f"case-{self._digest('case', str(data.get('case')))[:6]}"

    def result(self, case: CaseResult, path: str) -> CaseResult:
        """The result with another path; of an unreadable file only where its faults stand."""
        if case.status == "checked":
            return replace(case, path=f"{case.case}{PurePath(path).suffix}")
        problems = tuple(Problem(WITHHELD, one.line, one.column) for one in case.problems)
        return replace(case, path=f"file-{self._digest('path', path)[:6]}{PurePath(path).suffix}", problems=problems)

    def _digest(self, *parts: str) -> str:
        return hmac.new(self.key, "\0".join(parts).encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def _names(self, data: Mapping[str, Any]) -> dict[str, str]:
        """Of each id, the new one. People, professionals and agencies are numbered in the key's order, entries in that of the file."""
        case = str(data.get("case"))
        kinds: dict[str, list[str]] = {}
        for section, word in (("children", _child), ("people", _person), ("professionals", _worker), ("agencies", _agency)):
            for entry in data.get(section) or ():
                kinds.setdefault(word(entry), []).append(entry["id"])
        names = {}
        for word_of, ids in kinds.items():
            for number, one in enumerate(sorted(ids, key=lambda one: self._digest(case, one)), 1):
                names[one] = f"{word_of}{number}"
        counts: dict[str, int] = {}
        for section, one in _entry_ids(data):
            counts[section] = counts.get(section, 0) + 1
            names.setdefault(one, f"{_SECTIONS.get(section, 'entry')}-{counts[section]}")
        return names


def _child(entry: Mapping[str, Any]) -> str:
    return "child-"


def _person(entry: Mapping[str, Any]) -> str:
    return "parent-" if entry.get("role") in _PARENTS else "adult-"


def _worker(entry: Mapping[str, Any]) -> str:
    return f"{str(entry.get('role') or 'professional').replace('_', ' ')} "


def _agency(entry: Mapping[str, Any]) -> str:
    return f"{str(entry.get('kind') or 'agency').replace('_', ' ')} "


def _entry_ids(value: Any, section: str = "") -> Any:
    """The id of every entry below, with the section that it stands in."""
    if isinstance(value, dict):
        if section and isinstance(value.get("id"), str):
            yield section, value["id"]
        for key, inner in value.items():
            yield from _entry_ids(inner, key if isinstance(inner, list) else section)
    elif isinstance(value, list):
        for inner in value:
            yield from _entry_ids(inner, section)


def _renamed(value: Any, names: Mapping[str, str], steps: tuple[str | int, ...]) -> Any:
    """The value with every id in a place of ids by its new name, and within texts too."""
    if isinstance(value, dict):
        return {key: _renamed(inner, names, (*steps, key)) for key, inner in value.items()}
    if isinstance(value, list):
        return [_renamed(inner, names, (*steps, number)) for number, inner in enumerate(value)]
    return _word(value, names, steps) if isinstance(value, str) else value


def _word(value: str, names: Mapping[str, str], steps: tuple[str | int, ...]) -> str:
    from scr_check.record_kinds import IdKind, Ref, TextKind  # noqa: PLC0415
    from scr_check.record_shape import field_at  # noqa: PLC0415

    field = field_at(steps)
    kind = field.kind if field is not None else None
    if isinstance(kind, IdKind | Ref):
        if value in names:
            return names[value]
        checked = isinstance(kind, Ref) and kind.checked
        return value if checked else "elsewhere-1"
    if steps and steps[-1] in _MAYBE_IDS:
        return names.get(value, value)
    if isinstance(kind, TextKind):
        return _within(names)(value)
    return value


def _within(names: Mapping[str, str]) -> Callable[[str], str]:
    """Replaces whole ids inside a text."""
    if not names:
        return lambda text: text
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(sorted(map(re.escape, names), key=len, reverse=True)) + r")(?![\w-])")
    return lambda text: pattern.sub(lambda found: names[found[0]], text)
