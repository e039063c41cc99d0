"""What a finding says, worked out when it is first asked for: a report shows few of those that are met, and of none of them everything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from scr_check import wording
from scr_check.classes import dataclass, field
from scr_check.findings import Evidence, Verdict
from scr_check.identity import Names, identity_of
from scr_check.judgement import Judgement
from scr_check.logic import Unknown
from scr_check.record import Record
from scr_check.record_entries import Entry
from scr_check.rule import Branch, Rule
from scr_check.steps import Binding
from scr_check.verdicts import Outcome


@dataclass(slots=True)
class Told:
    """What the findings of one run share: the record as it was judged, the names of its entries, the evidence told so far."""

    c: Judgement
    record: Record
    rulebook: str
    names: Names
    #: Who answers for other rules' verdicts: it lasts as long as words may ask.
    run: object
    evidence: dict[str, Evidence] = field(default_factory=dict)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(slots=True)
class Result:
    """One verdict before it is put into words: the binding, its branch, what was found."""

    binding: Binding
    branch: Branch
    outcome: Outcome
    verdict: Verdict
    bound: tuple[Any, ...]
    #: The rule broke down: a fault of the rule or of this program, which is said and fails the run.
    failed: bool = False


@dataclass(slots=True)
class Saying:
    """One result, put into words and places. Fields of ``findings.Finding`` that a report asks for together are worked out together."""

    told: Told
    of: Rule
    result: Result

    def given(self, name: str) -> dict[str, Any]:
        """The values of the field of this name, and of those that go with it."""
        return _GROUPS[name](self)

    def at(self) -> Entry | None:
        """The subject: what the outcome names, else the branch or the rule, else the innermost entry bound. None: the whole case."""
        if self.result.outcome.subject is not None:
            subject: Entry = self.result.outcome.subject
            return subject
        name, names, entries = self.result.branch.subject or self.of.subject, self.result.binding.names, self.result.binding.entries
        if name in names:
            entry: Entry = entries[names.index(name)]
            return entry
        return entries[-1] if entries else None

    # each group of fields

    def _rule(self) -> dict[str, Any]:
        return {"rulebook": self.told.rulebook, "title": self.of.title, "remedy": self.of.remedy, "source": self.of.source}

    def _told(self) -> dict[str, Any]:
        """What every report asks: which entries, where, in what words, what is not known. Asked for together, so worked out together."""
        entry, pointer, outcome = self.at(), self.told.c.pointer, self.result.outcome
        about, message, cause, move = self._words()
        subject = "" if entry is None else pointer(entry)
        why, shown = outcome.why, self._why()
        line, column = self._place(subject)
        return {
            "subject": subject,
            "line": line, "column": column, "about": about, "message": message, "cause": cause, "move": move,
            "missing": () if shown is None else tuple(dict.fromkeys([wording.pointer_to(self.told.c, place) for place in shown.missing])),
            "unset": outcome.unset if why is None else tuple(dict.fromkeys((*outcome.unset, *why.unset))),
            "hangs_on": None if why is None else why.hangs_on,
        }  # fmt: skip

    def _bindings(self) -> dict[str, Any]:
        pointer = self.told.c.pointer
        return {"bindings": {name: pointer(one) for name, one in zip(self.result.binding.names, self.result.binding.entries, strict=True)}}

    def _words(self) -> tuple[str, str, str, str]:
        """What it is about, the message, the cause, whose move it is. Where the rule's own words break down, its title speaks, and says so."""
        said = self._said()
        if self.result.failed:
            plain = wording.plain_about(self.of)
            return plain, f"{plain}: {said.unknown()}", "", ""
        try:
            about = said.about()
            return about, said.message(about), said.cause(), said.move()
        except Exception as fault:  # the verdict stands, whatever its words are
            plain = wording.plain_about(self.of)
            return plain, f"{plain}: {wording.WORDS[self.result.verdict]} (the words of {self.of.id} broke down: {type(fault).__name__})", "", ""

    def _said(self) -> wording.Said:
        return wording.Said(self.of, self.result.branch, self.result.binding.entries, self.result.bound, self.result.outcome, self.result.verdict, self.told.c)

    def _place(self, subject: str) -> tuple[int, int]:
        """Line and column of the subject; for the whole case, of what decided last, or the file's beginning."""
        if subject:
            known = self.told.places.get(subject)
            if known is None:
                place = self.told.record.document.place(subject)
                known = self.told.places[subject] = (place.line, place.column)
            return known
        evidence = self._evidence()["evidence"]
        return (evidence[-1].line, evidence[-1].column) if evidence else (1, 1)

    def _move(self) -> dict[str, Any]:
        """For a summary, which asks for nothing else."""
        try:
            return {"move": "" if self.result.failed else self._said().move()}
        except Exception:  # as in `_words`
            return {"move": ""}

    def _days(self) -> dict[str, Any]:
        late, left = wording.days(self.result.verdict, self.result.outcome, self.told.c.day)
        return {"days_late": late, "days_left": left}

    def _numbers(self) -> dict[str, Any]:
        limit, fulfilled = self.result.outcome.limit, self.result.outcome.fulfilled
        return {
            "limit": limit.first.isoformat() if limit is not None and limit.exact else None,
            "limit_between": (limit.first.isoformat(), limit.last.isoformat()) if limit is not None and not limit.exact and limit.last < date.max else None,
            "fulfilled": fulfilled.text if fulfilled is not None else None,
        }  # fmt: skip

    def _names(self) -> dict[str, Any]:
        entry, name, original = self.at(), self.told.names.name, self.told.c.original
        named = ((bound, name(original(one))) for bound, one in zip(self.result.binding.names, self.result.binding.entries, strict=True))
        identity = identity_of(self.of.id, self.told.record.root.case, named)
        return {"identity": identity, "entry": "" if entry is None else name(original(entry))}

    def _evidence(self) -> dict[str, Any]:
        """The places that decided, in the order of the file; of what is absent, the entry that would hold it."""
        places = [place for place in self.result.outcome.evidence() if place[0] is not None]
        why = self._why()
        if why is not None:
            places += [(entry, "") for entry, _ in why.missing if entry is not None]
        seen: dict[str, Evidence] = {}
        for entry, key in places:
            pointer = wording.pointer_to(self.told.c, (entry, key))
            if pointer and pointer not in seen:
                seen[pointer] = self._one(pointer, entry, key)
        return {"evidence": tuple(sorted(seen.values(), key=_by_place))}

    def _one(self, pointer: str, entry: Any, key: str) -> Evidence:
        known = self.told.evidence.get(pointer)
        if known is None:
            place = self.told.record.document.place(pointer)
            known = self.told.evidence[pointer] = Evidence(pointer, wording.value_at(entry, key), place.line, place.column)
        return known

    def _why(self) -> Unknown | None:
        """Why nobody can tell, where that is the verdict."""
        return self.result.outcome.why if self.result.verdict in _OPEN else None


_OPEN = frozenset({Verdict.UNKNOWN, Verdict.NOT_RECORDED})
_GROUPS: dict[str, Callable[[Saying], dict[str, Any]]] = {
    name: group
    for group, names in (
        (Saying._rule, ("rulebook", "title", "remedy", "source")),
        (Saying._bindings, ("bindings",)),
        (Saying._told, ("subject", "line", "column", "about", "message", "cause", "missing", "unset", "hangs_on")),
        (Saying._move, ("move",)),
        (Saying._numbers, ("limit", "limit_between", "fulfilled")),
        (Saying._days, ("days_late", "days_left")),
        (Saying._names, ("identity", "entry")),
        (Saying._evidence, ("evidence",)),
    )
    for name in names
}  # fmt: skip
"""What works out each field."""


def _by_place(evidence: Evidence) -> tuple[int, int, str]:
    return evidence.line, evidence.column, evidence.pointer
