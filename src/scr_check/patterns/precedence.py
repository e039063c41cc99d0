"""Precedence (Declare): something was there at a moment, and fresh if the rule says how fresh. What comes later is as if absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scr_check.classes import replace
from scr_check.responding import Response, build_response, tell_response
from scr_check.told import Told

if TYPE_CHECKING:
    from scr_check.building import Builder
    from scr_check.specs.precedence import PrecedenceSpec
    from scr_check.telling_parts import RuleTeller

KEY = "precedence"
CLOCK = True


def build(spec: PrecedenceSpec, b: Builder) -> Response:
    """The compiled pattern."""
    if spec.fresh and not spec.by:
        b.fault("fresh looks back from a moment: say by", "fresh")
    fresh = b.duration(spec.fresh, "fresh") if spec.fresh else None
    return replace(build_response(spec, b), late_counts=False, fresh=fresh)


def tell(spec: PrecedenceSpec, t: RuleTeller) -> Told:
    """In plain words."""
    told = tell_response(spec, t)
    fresh = [f"At that moment it may be no older than {t.length(spec.fresh)}."] if spec.fresh else []
    verdicts = {verdict: text for verdict, text in told.verdicts.items() if verdict != "met_late"}
    return replace(told, when=[*told.when, *fresh, "What comes later does not count at all."], verdicts=verdicts)
