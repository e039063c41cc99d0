"""What the program found: verdicts and findings. What comes of a whole file, and of a run, stands in ``case_results.py``.

The shapes are those of ``report/1``; ``outputs`` turn them into text. Places stay pointers until a report asks for lines.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from scr_check.classes import dataclass


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
