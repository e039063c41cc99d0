"""What the program found: verdicts, findings, the result of a case, the report, and the exit status that follows.

The shapes are those of ``report/1``; ``outputs`` turn them into text. Places stay pointers until a report asks for lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from scr_check.classes import dataclass, field


class Verdict(StrEnum):
    """The ten verdicts. The order is that of a report: what is known to be wrong, what nobody can tell, what is coming, what is well."""

    BREACHED = "breached"
    CONFLICT = "conflict"
    NOT_RECORDED = "not_recorded"
    UNKNOWN = "unknown"
    DUE = "due"
    HOLDING = "holding"
    MET_LATE = "met_late"
    NOTED = "noted"
    MET = "met"
    NOT_APPLICABLE = "not_applicable"


ATTENTION = frozenset({Verdict.BREACHED, Verdict.CONFLICT, Verdict.NOT_RECORDED, Verdict.UNKNOWN, Verdict.MET_LATE, Verdict.DUE, Verdict.NOTED})
"""The verdicts that a report lists unless told otherwise."""
BINDING = ("must", "should")
"""The duties that can fail a case; advice and good practice never do."""
FAILING = frozenset({Verdict.BREACHED, Verdict.CONFLICT, Verdict.NOT_RECORDED, Verdict.UNKNOWN})
"""The verdicts of a ``must`` or ``should`` rule that make the exit status 1 unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A value that decided: where it stands (RFC 6901, line and column from 1) and what it says; None for a mapping or a list."""

    pointer: str
    value: str | bool | None
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from: the document, its section, and the sentence word for word."""

    document: str
    section: str
    quote: str


class _Late:
    """Fields that are worked out when they are first asked for: ``_late.given`` gives a field's value, and those of others that go with it."""

    __slots__ = ("_late",)
    #: How each field is put in its place; of frozen objects there is no other way.
    _puts: ClassVar[dict[str, Any]]

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Called for a field that has no value yet."""
            if name not in self._members:
                raise AttributeError(f"a {self.__class__.__name__} has no {name}")
            values = object.__getattribute__(self, "_late").given(name)
            put = self._puts
            for one, value in values.items():
                put[one](self, value)
            return values[name]


@dataclass(frozen=True, slots=True)
class Finding(_Late):
    """One verdict of one rule on one thing. Dates are as the record writes them or YYYY-MM-DD; days are whole days.

    ``line`` and ``column`` (from 1) are where the subject stands; for the whole case, where the last of the evidence does. ``cause`` is the
    phrase that findings of several rules share when one thing lies behind them, or nothing. ``identity`` is the same from one run to the
    next, wherever the entries stand in the file (see ``identity.py``); ``entry`` is the subject's name there, by ids.
    ``waived``: who answers for it (``reason``, ``approved_by``, ``until``). ``baseline``: of what fails, whether an earlier report has it
    already (``known``) or not (``new``); None without such a report. ``failed``: the rule itself broke down, and the message says so.
    """

    rule: str
    rulebook: str
    title: str
    duty: str
    verdict: Verdict
    subject: str
    bindings: dict[str, str]
    message: str
    remedy: str
    move: str
    about: str
    limit: str | None
    limit_between: tuple[str, str] | None
    fulfilled: str | None
    days_late: int | None
    days_left: int | None
    missing: tuple[str, ...]
    unset: tuple[str, ...]
    hangs_on: str | None
    evidence: tuple[Evidence, ...]
    source: Source
    waived: dict[str, Any] | None = None
    baseline: str | None = None
    line: int = 1
    column: int = 1
    cause: str = ""
    identity: str = ""
    entry: str = ""
    failed: bool = False

    @classmethod
    def late(cls, saying: object, rule: str, duty: str, verdict: Verdict, failed: bool = False, move: str | None = None) -> Finding:
        """A finding whose other fields ``saying`` works out when they are asked for; nobody can tell it from another. ``move``: if it is known."""
        made = object.__new__(cls)
        _put_late(made, saying)
        _put_rule(made, rule)
        _put_duty(made, duty)
        _put_verdict(made, verdict)
        _put_failed(made, failed)
        _put_waived(made, None)  # these two are said of a finding only after it was made
        _put_baseline(made, None)
        if move is not None:
            _put_move(made, move)
        return made

    @property
    def binding(self) -> bool:
        """Is the rule one that binds (must, should)? Advice and good practice never fail a case."""
        return self.duty in BINDING

    def fails(self, verdicts: frozenset[Verdict] = FAILING) -> bool:
        """Does it fail its case? Not if somebody answers for it, nor if an earlier report has it already; always if its rule broke down."""
        return (self.verdict in verdicts and self.duty in BINDING and self.waived is None and self.baseline != "known") or self.failed


Finding._puts = {name: Finding.__dict__[name].__set__ for name in Finding.__slots__}
_put_late = _Late.__dict__["_late"].__set__
_put_rule, _put_duty, _put_verdict, _put_move, _put_waived, _put_baseline, _put_failed = (
    Finding._puts[name] for name in ("rule", "duty", "verdict", "move", "waived", "baseline", "failed")
)
"""The slots of a finding: it cannot be changed, but it must be made, for every result of every rule."""


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
    #: Words that may be misspelt, so that a rule does not see them.
    doubts: tuple[Problem, ...] = ()
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
