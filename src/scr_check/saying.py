"""What a finding says, worked out when it is first asked for: a report shows few of those that are met, and of none of them everything."""

from __future__ import annotations

from typing import Any

from scr_check import wording
from scr_check.classes import dataclass, field
from scr_check.findings import Evidence, Source, Verdict
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
    evidence: dict[str, Evidence] = field(default_factory=dict)


@dataclass(slots=True)
class Saying:
    """One result, put into words and places. Its methods are the fields of ``findings.Finding``."""

    told: Told
    of: Rule
    branch: Branch
    bound_as: Binding
    bound: tuple[Any, ...]
    outcome: Outcome
    found: Verdict

    # the rule

    def rulebook(self) -> str:
        """The rulebook's id."""
        return self.told.rulebook

    def title(self) -> str:
        """The rule's title."""
        return self.of.title

    def remedy(self) -> str:
        """What to do."""
        return self.of.remedy

    def source(self) -> Source:
        """Where the rule comes from."""
        return self.of.source

    # places

    def at(self) -> Entry | None:
        """The subject: what the outcome names, else the branch or the rule, else the innermost entry bound. None: the whole case."""
        if self.outcome.subject is not None:
            subject: Entry = self.outcome.subject
            return subject
        name, names, entries = self.branch.subject or self.of.subject, self.bound_as.names, self.bound_as.entries
        if name in names:
            entry: Entry = entries[names.index(name)]
            return entry
        return entries[-1] if entries else None

    def subject(self) -> str:
        """The subject's pointer; empty for the whole case."""
        entry = self.at()
        return "" if entry is None else self.told.c.pointer(entry)

    def bindings(self) -> dict[str, str]:
        """The pointers of the bound entries, by their names in the rule."""
        pointer = self.told.c.pointer
        return {name: pointer(entry) for name, entry in zip(self.bound_as.names, self.bound_as.entries, strict=True)}

    def entry(self) -> str:
        """The subject's name, by ids."""
        entry = self.at()
        return "" if entry is None else self.told.names.name(self.told.c.original(entry))

    def identity(self) -> str:
        """What the finding is called from one run to the next."""
        name, original = self.told.names.name, self.told.c.original
        named = ((bound, name(original(entry))) for bound, entry in zip(self.bound_as.names, self.bound_as.entries, strict=True))
        return identity_of(self.of.id, self.told.record.root.case, named)

    def line(self) -> int:
        """The line of the subject."""
        return self._place()[0]

    def column(self) -> int:
        """The column of the subject."""
        return self._place()[1]

    def _place(self) -> tuple[int, int]:
        """Line and column of the subject; for the whole case, of what decided last, or the file's beginning."""
        subject = self.subject()
        if subject:
            place = self.told.record.document.place(subject)
            return place.line, place.column
        evidence = self.evidence()
        return (evidence[-1].line, evidence[-1].column) if evidence else (1, 1)

    def evidence(self) -> tuple[Evidence, ...]:
        """The places that decided, in the order of the file; of what is absent, the entry that would hold it."""
        places = [place for place in self.outcome.places if place[0] is not None]
        why = self._why()
        if why is not None:
            places += [(entry, "") for entry, _ in why.missing if entry is not None]
        seen: dict[str, Evidence] = {}
        for entry, key in places:
            pointer = wording.pointer_to(self.told.c, (entry, key))
            if pointer and pointer not in seen:
                seen[pointer] = self._evidence(pointer, entry, key)
        return tuple(sorted(seen.values(), key=_by_place))

    def _evidence(self, pointer: str, entry: Any, key: str) -> Evidence:
        known = self.told.evidence.get(pointer)
        if known is None:
            place = self.told.record.document.place(pointer)
            known = self.told.evidence[pointer] = Evidence(pointer, wording.value_at(entry, key), place.line, place.column)
        return known

    def _why(self) -> Unknown | None:
        """Why nobody can tell, where that is the verdict."""
        return self.outcome.why if self.found in (Verdict.UNKNOWN, Verdict.NOT_RECORDED) else None

    def missing(self) -> tuple[str, ...]:
        """The pointers of what is missing."""
        why = self._why()
        return () if why is None else tuple(dict.fromkeys(wording.pointer_to(self.told.c, place) for place in why.missing))

    # words and numbers

    def _said(self) -> wording.Said:
        return wording.Said(self.of, self.branch, self.bound_as.entries, self.bound, self.outcome, self.found, self.told.c)

    def message(self) -> str:
        """One line: what it is about, what was found, the numbers."""
        return self._said().message()

    def move(self) -> str:
        """Whose move it is."""
        return self._said().move()

    def about(self) -> str:
        """What the finding is about."""
        return self._said().about()

    def cause(self) -> str:
        """What lies behind this finding and others."""
        return self._said().cause()

    def limit(self) -> str | None:
        """The last day, if it is known."""
        limit = self.outcome.limit
        return limit.first.isoformat() if limit is not None and limit.exact else None

    def limit_between(self) -> tuple[str, str] | None:
        """The first and the last day on which the limit may be, if it is not known."""
        limit = self.outcome.limit
        return (limit.first.isoformat(), limit.last.isoformat()) if limit is not None and not limit.exact else None

    def fulfilled(self) -> str | None:
        """The day on which it was done."""
        return self.outcome.fulfilled.text if self.outcome.fulfilled is not None else None

    def days_late(self) -> int | None:
        """Days late."""
        return wording.days(self.found, self.outcome, self.told.c.day)[0]

    def days_left(self) -> int | None:
        """Days left."""
        return wording.days(self.found, self.outcome, self.told.c.day)[1]

    def unset(self) -> tuple[str, ...]:
        """The parameters without a number that stand in the way."""
        why = self.outcome.why
        return tuple(dict.fromkeys((*self.outcome.unset, *(why.unset if why is not None else ()))))

    def hangs_on(self) -> str | None:
        """The rule whose verdict this one follows."""
        return self.outcome.why.hangs_on if self.outcome.why is not None else None


def _by_place(evidence: Evidence) -> tuple[int, int, str]:
    return evidence.line, evidence.column, evidence.pointer
