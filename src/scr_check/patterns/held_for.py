"""Held for (metric temporal logic): something was shown over a whole period by a date, nothing refuting it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scr_check.classes import dataclass
from scr_check.clocks import Clock, build_clock
from scr_check.dates import span
from scr_check.holding import Held, build_held
from scr_check.judgement import Judgement
from scr_check.logic import Unknown
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
        clock = self.clock.read(c, bound)
        if clock.later:
            return Outcome(Found.UNTRIGGERED)
        if clock.why is not None:
            return Outcome(Found.POSSIBLY, why=clock.why)
        reading = self.held.read(c, bound)
        holes = self.held.range.over(c, bound).holes
        outcome = Outcome(Found.NOTHING, clock.limit, clock.passed(c.day), clock.covered(c, not holes), places=clock.places + reading.places)
        outcome.why = Unknown(silent=True, missing=tuple(holes))
        limit = clock.limit
        if reading.surely is not None and (limit is None or reading.surely <= limit.first):
            outcome.found, outcome.fulfilled = Found.SURELY, span(reading.surely, reading.surely)
        elif reading.perhaps is not None and (limit is None or reading.perhaps <= limit.last):
            outcome.found, outcome.why = Found.POSSIBLY, Unknown(missing=clock.inexact()) if reading.why is None else reading.why
        elif reading.surely is not None:
            outcome.found, outcome.fulfilled = Found.LATE, span(reading.surely, reading.surely)
        elif reading.refuted and outcome.passed:
            outcome.found = Found.DENIED
        return outcome


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
