"""Held for (metric temporal logic): something was shown over a whole period by a date, nothing refuting it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from scr_check.candidates import comes_since
from scr_check.classes import dataclass
from scr_check.clocks import Clock, Reading, build_clock
from scr_check.dates import When, span
from scr_check.holding import Held, build_held
from scr_check.judgement import Judgement
from scr_check.logic import Truth, Unknown
from scr_check.told import Told
from scr_check.verdicts import Found, Outcome

if TYPE_CHECKING:
    from scr_check.building import Builder
    from scr_check.specs.held_for import HeldForSpec
    from scr_check.telling_parts import RuleTeller

KEY = "held_for"
CLOCK = True


@dataclass(frozen=True, slots=True)
class HeldFor:
    """Compiled."""

    held: Held
    clock: Clock

    def find(self, c: Judgement, bound: tuple[Any, ...]) -> Outcome:
        """What was found for these entries."""
        reading = self.clock.read(c, bound)
        if reading.later:
            return Outcome(Found.UNTRIGGERED)
        if reading.why is not None:
            return Outcome(Found.POSSIBLY, why=reading.why, places=reading.places)
        held = self.held.read(c, bound, partial(self._counts, reading))
        holes = (*self.held.range.over(c, bound).holes, *held.holes)
        covered = reading.covered(c, not holes)
        outcome = Outcome(Found.NOTHING, reading.limit, reading.passed(c.day), covered, places=reading.places + held.places, unset=reading.unset)
        outcome.why = Unknown(silent=True, missing=holes)
        limit = reading.limit
        if held.surely is not None and (limit is None or held.surely <= limit.first):
            outcome.found, outcome.fulfilled = Found.SURELY, span(held.surely, held.surely)
        elif held.perhaps is not None and (limit is None or held.perhaps <= limit.last):
            outcome.found, outcome.why = Found.POSSIBLY, Unknown(missing=reading.inexact()) if held.why is None else held.why
        elif held.surely is not None:
            outcome.found, outcome.fulfilled = Found.LATE, span(held.surely, held.surely)
        elif held.perhaps is not None:  # if at all, late
            outcome.found, outcome.why = Found.POSSIBLY, held.why
        elif outcome.passed is not False and any(limit is None or day <= limit.first for day in held.refuted):
            outcome.found = Found.DENIED
        elif outcome.passed is not False and limit is not None and any(day <= limit.last for day in held.refuted):
            outcome.found, outcome.why = Found.POSSIBLY, Unknown(missing=reading.inexact())
        if outcome.found in (Found.NOTHING, Found.DENIED) and (outcome.passed is None or outcome.complete is None):
            outcome.why = Unknown(missing=reading.inexact())
        return outcome

    def _counts(self, reading: Reading, when: When) -> Truth:
        """Does a piece of evidence of this day come since what starts the clock?"""
        since = comes_since(when, reading.anchor, self.clock.after is not None)
        if since is not None:
            return since
        return Unknown(missing=reading.inexact())


def build(spec: HeldForSpec, b: Builder) -> HeldFor:
    """The compiled pattern."""
    from scr_check.specs.parts import ClockSpec, HeldSpec  # noqa: PLC0415  (only when a rule is loaded)

    held = HeldSpec.model_validate({key: value for key, value in spec.model_dump(by_alias=True).items() if key not in ClockSpec.model_fields})
    clock = ClockSpec(since=spec.since, after=spec.after, within=spec.within, by=spec.by)
    return HeldFor(build_held(held, b), build_clock(clock, b))


def tell(spec: HeldForSpec, t: RuleTeller) -> Told:
    """In plain words."""
    phrase, _ = t.entries(spec.each, spec.in_, spec.where)
    gap = f", with no more than {t.length(spec.max_gap)} between one and the next" if spec.max_gap else ""
    asks = [f"It has been shown over {t.length(spec.for_)}{gap}, by this: each {phrase}."]
    if spec.against:
        against, _ = t.entries(spec.each, spec.in_, spec.against)
        asks.append(f"Nothing may refute it, not on the first or last day either: no {against}.")
    verdicts = t.usual(t.whole([spec.in_]), denied="it was refuted")
    return Told(asks, t.clock(spec), verdicts)
