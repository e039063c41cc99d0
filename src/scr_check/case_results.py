"""What came of a file and of a run: the result of a case, what stands in it beside its findings, the report, and the exit status that follows.

The shapes are those of ``report/1``; ``outputs`` turn them into text. Places stay pointers until a report asks for lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from scr_check.classes import dataclass, field
from scr_check.findings import FAILING, Finding, Source, Verdict


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of a file: one line, its place if it has one (from 1)."""

    message: str
    line: int | None = None
    column: int | None = None

    def at(self, path: str) -> str:
        """``path:line:column: message``, as far as the place is known."""
        place = "".join(f":{part}" for part in (self.line, self.column) if part is not None)
        return f"{path}{place}: {self.message}"


KINDS: Final = ("spelling", "date")
"""The kinds of doubt."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a checked file that is no fault, but may be wrong, so that no rule sees it. ``kind``: one of ``KINDS``."""

    message: str
    line: int
    column: int
    kind: str

    @property
    def heading(self) -> str:
        """What is asked of whoever keeps the record."""
        return f"Check the {self.kind}"

    @property
    def code(self) -> str:
        """What stands for the kind where findings have a rule or a verdict: ``check_spelling``."""
        return f"check_{self.kind}"

    def said(self) -> str:
        """The doubt and its place, in one line."""
        return f"{self.heading}, line {self.line}: {self.message}."


@dataclass(frozen=True, slots=True)
class NotLookedAt:
    """A section that the record does not have, and the rules that had nothing to look at because of it."""

    section: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A dated entry of a record, for those who draw it: a bar from ``first`` to ``last`` (None: it goes on), or a mark on ``first``.

    ``first`` None: nobody wrote its date. ``day`` is as the record writes it. ``code``: two letters for ``kind``, the type in words.
    """

    pointer: str
    lane: str
    label: str
    code: str
    kind: str
    bar: bool
    first: date | None
    last: date | None
    day: str


@dataclass(frozen=True, slots=True)
class FreeText:
    """Free text of a record, which may name somebody: its entry's id or section, the field, its place (RFC 6901, line from 1), the text."""

    entry: str
    field: str
    pointer: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Waiver:
    """Somebody answers for a finding until a day. Its place in its file is that of its item; ``folder``: only case files in and below it.

    ``rule_state``: does the rule run (``ran``), was it left out (``idle``), or has no rulebook such a rule (``unknown``; ``meant`` is the
    nearest)? ``expected``: a folder was checked in which the case should be.
    """

    rule: str
    case: str
    subject: str | None
    pattern: str | None
    reason: str
    approved_by: str
    until: str
    path: str
    line: int
    column: int
    folder: str | None = None
    expected: bool = False
    rule_state: str = "ran"
    meant: str = ""


@dataclass(frozen=True, slots=True)
class WaiverUse:
    """What a waiver, by its number in the run, did for a case: how many findings it waived; the day of judgement, if it had run out by then."""

    number: int
    matched: int
    expired: str | None

    def with_other(self, other: WaiverUse) -> WaiverUse:
        """The same waiver's use in both; of two days on which it had run out, the first."""
        days = [day for day in (self.expired, other.expired) if day is not None]
        return WaiverUse(self.number, self.matched + other.matched, min(days, default=None))


@dataclass(frozen=True, slots=True)
class Gone:
    """A finding that an earlier report has and this one has not, though its rule ran."""

    rule: str
    duty: str
    verdict: Verdict
    message: str
    line: int
    identity: str


@dataclass(frozen=True, slots=True)
class Since:
    """What became of a case since an earlier report: by identity ``new``, ``unchanged`` or ``updated`` (another verdict), and what is gone."""

    states: dict[str, str]
    gone: tuple[Gone, ...]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What came of one file. ``status`` is ``checked`` or ``unreadable``; ``as_of_from`` is ``option``, ``extracted`` or ``today``."""

    path: str
    case: str | None
    sha256: str | None
    status: str
    as_of: str | None = None
    as_of_from: str | None = None
    counts: dict[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    not_looked_at: tuple[NotLookedAt, ...] = ()
    findings: tuple[Finding, ...] = ()
    #: Of each rule, how often it did not apply to something it looked at. Of each yes/no field, the values in the file.
    idle: dict[str, int] = field(default_factory=dict)
    yes_no: dict[str, tuple[bool, ...]] = field(default_factory=dict)
    #: Words that may be misspelt and dates that cannot be, so that a rule does not see them.
    doubts: tuple[Doubt, ...] = ()
    waivers: tuple[WaiverUse, ...] = ()
    #: The record's dated entries, where a format asked for them; and the day from which days are counted, whatever the day of judgement.
    timeline: tuple[Item, ...] | None = None
    begins: date | None = None
    since: Since | None = None
    #: Who and what the record names, by id: roles and kinds of agency (see ``movers.py``).
    who: dict[str, tuple[str, str]] = field(default_factory=dict)
    #: Of each entry, by its pointer, the free text in it; None unless it was asked for.
    texts: dict[str, tuple[FreeText, ...]] | None = None

    def texts_of(self, finding: Finding) -> tuple[FreeText, ...]:
        """The free text of the entries that a finding is about: its subject, what it is bound to, what decided, and what these stand in."""
        if not self.texts:
            return ()
        places = dict.fromkeys(one for pointer in (finding.subject, *finding.bindings.values(), *(e.pointer for e in finding.evidence))
                               for one in _upwards(pointer))  # fmt: skip
        return tuple(text for one in places for text in self.texts.get(one, ()))

    def failing(self, verdicts: frozenset[Verdict] = FAILING) -> bool:
        """Does any finding fail the case?"""
        return any(f.fails(verdicts) for f in self.findings)


def _upwards(pointer: str) -> Iterator[str]:
    """The pointer, and that of everything that it stands in, the innermost first."""
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class RulebookUsed:
    """A rulebook as it ran: its id and version, the hash of its files, the number of its rules that ran."""

    id: str
    title: str
    version: str
    sha256: str
    rules: int


@dataclass(frozen=True, slots=True)
class RuleUsed:
    """A rule that ran: what a report says of it once, not with each finding. ``unset``: local numbers without which it asks nothing."""

    id: str
    rulebook: str
    title: str
    duty: str
    remedy: str
    source: Source
    unset: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run. ``rules``: all that ran, in the order of rulebook and rule."""

    version: str
    rulebooks: tuple[RulebookUsed, ...]
    parameters: dict[str, str | int | None]
    cases: tuple[CaseResult, ...]
    fail_on: frozenset[Verdict] = FAILING
    waivers: tuple[Waiver, ...] = ()
    rules: tuple[RuleUsed, ...] = ()
    #: How many rules the rulebooks have: more than ran, where some were left out.
    rules_known: int = 0

    @property
    def exit(self) -> int:
        """0 nothing to fail on, 1 findings that fail, 3 a file that could not be read (the worst that applies)."""
        if any(case.status == "unreadable" for case in self.cases):
            return 3
        return 1 if any(case.failing(self.fail_on) for case in self.cases) else 0

    def unset(self) -> tuple[str, ...]:
        """Names of the parameters without a number."""
        return tuple(name for name, value in self.parameters.items() if value is None)
