"""Other names for the ids of a record, given before it is judged, so that no report can hold an original one.

A person is told by a word and a number (``child-1``, ``parent-2``, ``health visitor 1``). Which of several gets which number hangs on a key:
the same key gives the same names.

A finding keeps its identity under a key: it is made of the key and of the identity that it has under the real ids, since a number may pass to
somebody else when people are added. So the record is judged twice, under its own ids and under the others. What was judged under its own ids is
what waivers and a baseline speak of; of it no more is kept than who is waived, what is known, and the identities.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from typing import Any, Final

from scr_check.case_results import CaseResult, Problem, Waiver
from scr_check.classes import dataclass, replace
from scr_check.findings import Finding
from scr_check.identity import LENGTH
from scr_check.movers import known_of
from scr_check.record import Record, read_record
from scr_check.sources import Document
from scr_check.waiving import HELD_BACK

KEY_BYTES: Final = 32
Finish = Callable[[CaseResult], CaseResult]
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
    """The names of one run. ``key``: secret bytes. ``finish`` and ``again``: what is done to a result under the real ids, and under the others."""

    key: bytes
    finish: Finish | None = None
    again: Finish | None = None

    def judged(self, document: Document, record: Record, judge: Callable[[Record], CaseResult]) -> CaseResult:
        """The result under other names, with what is said of it under its own."""
        own, told = judge(record), judge(read_record(self.document(document)))
        own = self.finish(own) if self.finish is not None else own
        named: dict[tuple[Any, ...], deque[Finding]] = {}
        for one in own.findings:
            named.setdefault(_place(one), deque()).append(one)
        findings = tuple(self._marked(one, named.get(_place(one)) or deque([one])) for one in told.findings)
        told = replace(told, findings=findings, waivers=own.waivers)
        if self.again is None:
            return told
        # Under the path that is told, too: else a report of real ids would be found by the real path, and what it says be told as gone.
        return self._since(own, replace(self.again(self.result(told, told.path)), path=told.path))

    def _since(self, own: CaseResult, told: CaseResult) -> CaseResult:
        """What an earlier report has under either name. What is gone since is told of a report under other names alone: it has the words of that report."""
        if own.since is None or told.since is None:
            return told
        states = {self._identity(one): state for one, state in own.since.states.items() if state != "new"}
        return replace(told, since=replace(told.since, states={**told.since.states, **states}))

    def _identity(self, own: str) -> str:
        return self._digest("identity", own)[:LENGTH]

    def _marked(self, finding: Finding, same: deque[Finding]) -> Finding:
        own = same.popleft()
        waived = {"reason": HELD_BACK, "approved_by": HELD_BACK, "until": own.waived["until"]} if own.waived is not None else None
        return replace(finding, identity=self._identity(own.identity), waived=waived, baseline=own.baseline)

    def waiver(self, waiver: Waiver) -> Waiver:
        """A waiver as a report may tell it: its rule, its place in its file, until when."""
        subject = waiver.subject if waiver.subject is None or waiver.subject[:1] in ("", "/") else HELD_BACK
        return replace(waiver, case=self.case(waiver.case), subject=subject, pattern=None if waiver.pattern is None else HELD_BACK, reason=HELD_BACK,
                       approved_by=HELD_BACK, path=PurePath(waiver.path).name, folder=None)  # fmt: skip

    def shuffled(self, paths: Iterable[str]) -> list[str]:
        """The paths in an order that the key decides: the alphabet would tell something of the names."""
        return sorted(paths, key=lambda path: self._digest("path", path))

    def document(self, document: Document) -> Document:
        """The same record with other ids; every value stands where it stood. The hash is keyed, so that nobody can try files against it."""
        data = document.data
        if not isinstance(data, dict):
            return document
        names = self._names(data)
        renamed = {**_renamed(data, names, ()), "case": self.case(str(data.get("case")))}
        return document.with_data(renamed, hmac.new(self.key, document.sha256.encode(), hashlib.sha256).hexdigest())

    def case(self, name: str) -> str:
        """The other name of a case. Of ten thousand cases two share one once in a hundred thousand runs."""
        return f"case-{self._digest('case', name)[:10]}"

    def result(self, case: CaseResult, path: str) -> CaseResult:
        """The result with another path; of an unreadable file only where its faults stand."""
        if case.status == "checked":
            return replace(case, path=f"{case.case}{PurePath(path).suffix}")
        problems = tuple(Problem(WITHHELD, one.line, one.column) for one in case.problems)
        return replace(case, path=f"file-{self._digest('path', path)[:10]}{PurePath(path).suffix}", problems=problems)

    def _digest(self, *parts: str) -> str:
        return hmac.new(self.key, "\0".join(parts).encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()

    def _names(self, data: Mapping[str, Any]) -> dict[str, str]:
        """Of each id, the new one. People, professionals and agencies are numbered in the key's order, entries in that of the file."""
        case = str(data.get("case"))
        kinds: dict[str, list[str]] = {}
        for section, word in _WORDS:
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


def by_role(findings: Iterable[Finding], record: Record) -> list[Finding]:
    """The findings with each id in their moves that ``movers`` knows no role of as a word: over many cases nobody is to be told by an id."""
    data, known = record.document.data, known_of(record.root)
    roles = {entry["id"]: word(entry).rstrip(" -") for section, word in _WORDS for entry in data.get(section) or ()}
    roles.update({one: _SECTIONS.get(section, "entry") for section, one in _entry_ids(data) if one not in roles})
    roles = {one: word for one, word in roles.items() if not known.get(one, ("", ""))[0]}
    told = _within(roles)
    return [replace(one, move=told(one.move)) if one.move else one for one in findings]


def _place(finding: Finding) -> tuple[Any, ...]:
    """What a finding has under any names: its rule and where its entries stand in the file."""
    return finding.rulebook, finding.rule, finding.subject, tuple(finding.bindings.items())


def _child(entry: Mapping[str, Any]) -> str:
    return "child-"


def _person(entry: Mapping[str, Any]) -> str:
    return "parent-" if entry.get("role") in _PARENTS else "adult-"


def _worker(entry: Mapping[str, Any]) -> str:
    return f"{str(entry.get('role') or 'professional').replace('_', ' ')} "


def _agency(entry: Mapping[str, Any]) -> str:
    return f"{str(entry.get('kind') or 'agency').replace('_', ' ')} "


_WORDS: Final = (("children", _child), ("people", _person), ("professionals", _worker), ("agencies", _agency))
"""The sections of people and agencies, each with what gives an entry's word."""


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
