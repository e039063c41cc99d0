"""What a pattern found, and the one table that makes a verdict of it."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any, Final

from scr_check.classes import dataclass
from scr_check.dates import When
from scr_check.findings import Verdict
from scr_check.logic import Place, Unknown


class Found(Enum):
    """What a pattern found in the record."""

    SURELY = "it was done, in time"
    POSSIBLY = "it hangs on something that is not known"
    LATE = "it was done after the limit"
    DENIED = "the record says outright that it was not done"
    NOTHING = "nothing is there"
    BROKEN = "what is prohibited happened"
    KEPT = "what is prohibited has not happened so far"
    CONFLICT = "the sources disagree"
    OBSERVED = "what the rule looks out for is there"
    UNTRIGGERED = "nothing triggers the rule here"

    __hash__ = object.__hash__  # each is the one of its kind, and it is looked up for every verdict


@dataclass(slots=True)
class Outcome:
    """What a pattern found for one binding.

    ``limit``: the last day (an interval if inexact). ``passed``: has it passed on the day of judgement; None: cannot tell. A rule without
    a clock has passed always. ``complete``: do the sections looked in hold everything through the limit; None: cannot tell.
    ``released``: a prohibition that has ended. ``why``: what is not known. ``subject``: instead of the
    innermost binding. ``places``: evidence, or what gives it when a report asks (few do): ask ``evidence``. ``detail``: what the pattern adds to
    the message (the elements missing, who says what).
    """

    found: Found
    limit: When | None = None
    passed: bool | None = True
    complete: bool | None = False
    released: bool = False
    why: Unknown | None = None
    fulfilled: When | None = None
    subject: Any = None
    places: tuple[Place, ...] | Callable[[], tuple[Place, ...]] = ()
    detail: str = ""
    unset: tuple[str, ...] = ()

    def evidence(self) -> tuple[Place, ...]:
        """The places that decided."""
        places = self.places
        if not isinstance(places, tuple):
            places = self.places = places()
        return places


def verdict_of(outcome: Outcome) -> Verdict:
    """The table. Rows in the order of the verdicts' page; every row is one line of it."""
    row = _ROWS[outcome.found]
    verdict: Verdict = row if row.__class__ is Verdict else row(outcome)
    return verdict


def _kept(outcome: Outcome) -> Verdict:
    if not outcome.complete:
        return Verdict.UNKNOWN if outcome.complete is None else Verdict.NOT_RECORDED
    return Verdict.MET if outcome.released else Verdict.HOLDING


def _nothing(outcome: Outcome) -> Verdict:
    if not outcome.passed:
        return Verdict.UNKNOWN if outcome.passed is None else Verdict.DUE
    return {True: Verdict.BREACHED, False: Verdict.NOT_RECORDED, None: Verdict.UNKNOWN}[outcome.complete]


def _possibly(outcome: Outcome) -> Verdict:
    return Verdict.NOT_RECORDED if outcome.why is not None and outcome.why.silent else Verdict.UNKNOWN


def _denied(outcome: Outcome) -> Verdict:
    return {True: Verdict.BREACHED, False: Verdict.DUE, None: Verdict.UNKNOWN}[outcome.passed]


_ROWS: Final[dict[Found, Any]] = {
    Found.UNTRIGGERED: Verdict.NOT_APPLICABLE,
    Found.OBSERVED: Verdict.NOTED,
    Found.CONFLICT: Verdict.CONFLICT,
    Found.BROKEN: Verdict.BREACHED,
    Found.SURELY: Verdict.MET,
    Found.LATE: Verdict.MET_LATE,
    Found.POSSIBLY: _possibly,
    Found.KEPT: _kept,
    Found.DENIED: _denied,
    Found.NOTHING: _nothing,
}


#: For-all takes the worst, exists the best; ``not_applicable`` is neutral.
WORST_FIRST = (Verdict.BREACHED, Verdict.CONFLICT, Verdict.NOT_RECORDED, Verdict.UNKNOWN, Verdict.DUE, Verdict.HOLDING,
               Verdict.MET_LATE, Verdict.MET)  # fmt: skip


def worst(verdicts: list[Verdict]) -> Verdict:
    """The verdict of all of them together; ``not_applicable`` of none."""
    return next((v for v in WORST_FIRST if v in verdicts), Verdict.NOT_APPLICABLE)
