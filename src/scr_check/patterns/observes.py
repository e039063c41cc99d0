"""An expression is true of the file as it is: ``noted``. Only for advice and good practice; false, or not certain, says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scr_check.classes import dataclass
from scr_check.expression import Expression
from scr_check.judgement import Judgement
from scr_check.own import places_along
from scr_check.told import Told
from scr_check.verdicts import Found, Outcome

if TYPE_CHECKING:
    from scr_check.building import Builder
    from scr_check.specs.observes import ObservesSpec
    from scr_check.telling_parts import RuleTeller

KEY = "observes"
CLOCK = False


@dataclass(frozen=True, slots=True)
class Observes:
    """A compiled observation."""

    that: Expression
    names: tuple[str, ...]

    def find(self, c: Judgement, bound: tuple[Any, ...]) -> Outcome:
        """What was found for these entries."""
        c.witness = None
        if self.that.run(c, *bound) is not True:
            return Outcome(Found.UNTRIGGERED)
        places = places_along(c, self.names, bound, self.that.reads)
        return Outcome(Found.OBSERVED, places=(*places, (c.witness, "")) if c.witness is not None else places)


def build(spec: ObservesSpec, b: Builder) -> Observes:
    """The compiled pattern. Dates of happenings as written: what was done later was still open."""
    return Observes(b.condition(spec.that, "that", raw=True), tuple(b.scope.bound))


def tell(spec: ObservesSpec, t: RuleTeller) -> Told:
    """In plain words."""
    verdicts = {"noted": "It is so in the record, as far as the record goes.", "not_applicable": "It is not so, or the record does not say."}
    return Told(t.looked_for(spec.that, "it looks out for this: "), [], verdicts)
