"""An expression is true of the bound entries. Another, ``denied``, is the record saying outright that it is not."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from scr_check.classes import dataclass
from scr_check.expression import Expression
from scr_check.judgement import Judgement
from scr_check.logic import Place, Truth, Unknown
from scr_check.own import places_along
from scr_check.told import Told
from scr_check.verdicts import Found, Outcome

if TYPE_CHECKING:
    from scr_check.building import Builder
    from scr_check.specs.holds import HoldsSpec
    from scr_check.telling_parts import RuleTeller

KEY = "holds"
CLOCK = False


@dataclass(frozen=True, slots=True)
class Holds:
    """A compiled condition."""

    that: Expression
    denied: Expression | None
    unsettled: Expression | None
    names: tuple[str, ...]

    def find(self, c: Judgement, bound: tuple[Any, ...]) -> Outcome:
        """What was found for these entries."""
        c.witness = None
        value: Truth = self.that.run(c, *bound)
        places = partial(self._places, c, bound, c.witness)  # few reports ask
        if value is True:
            return Outcome(Found.SURELY, places=places)
        if isinstance(value, Unknown) and not value.silent:
            # A value that nobody wrote may make it so: filling it in must not turn one definite verdict into another.
            return Outcome(Found.POSSIBLY, why=value, places=places)
        if self.denied is not None and self.denied.run(c, *bound) is True:
            denied = self.denied.reads
            return Outcome(Found.DENIED, places=lambda: places() + places_along(c, self.names, bound, denied))
        unsettled: Truth = self.unsettled.run(c, *bound) if self.unsettled is not None else False
        if unsettled is True:
            return Outcome(Found.NOTHING, complete=False, places=places, why=self._silence(value))
        if isinstance(unsettled, Unknown) and not unsettled.silent:
            return Outcome(Found.POSSIBLY, why=unsettled, places=places)
        if value is False:
            return Outcome(Found.NOTHING if self.denied is not None else Found.DENIED, complete=True, places=places)
        return Outcome(Found.POSSIBLY, why=value, places=places)

    @staticmethod
    def _silence(value: Truth) -> Unknown:
        return Unknown(silent=True, missing=value.missing if isinstance(value, Unknown) else ())

    def _places(self, c: Judgement, bound: tuple[Any, ...], witness: Any) -> tuple[Place, ...]:
        places = places_along(c, self.names, bound, self.that.reads)
        return (*places, (witness, "")) if witness is not None else places


def build(spec: HoldsSpec, b: Builder) -> Holds:
    """The compiled pattern."""
    return Holds(
        b.condition(spec.that, "that"),
        b.condition(spec.denied, "denied") if spec.denied else None,
        b.condition(spec.unsettled, "unsettled") if spec.unsettled else None,
        tuple(b.scope.bound),
    )


def tell(spec: HoldsSpec, t: RuleTeller) -> Told:
    """In plain words."""
    verdicts = t.usual("the record is complete where it would stand", denied=t.condition(spec.denied) if spec.denied else None, late=False, clock=False)
    if spec.denied is None:
        verdicts["breached"] = "The record says otherwise; or it says nothing, and is complete where it would stand."
    if spec.unsettled:
        verdicts["not_recorded"] = f"None of these, and {t.condition(spec.unsettled)}; or the record says nothing, and is not complete: nobody can tell."
    return Told(t.looked_for(spec.that), [], verdicts)
