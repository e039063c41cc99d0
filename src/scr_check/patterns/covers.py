"""A list contains every required element; what is missing is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scr_check.classes import dataclass
from scr_check.expression import Expression
from scr_check.judgement import Judgement
from scr_check.logic import Unknown
from scr_check.own import declared_along, places_along
from scr_check.told import Told
from scr_check.verdicts import Found, Outcome

if TYPE_CHECKING:
    from scr_check.building import Builder
    from scr_check.specs.covers import CoversSpec
    from scr_check.telling_parts import RuleTeller

KEY = "covers"
CLOCK = False


@dataclass(frozen=True, slots=True)
class Covers:
    """Compiled."""

    list: Expression
    required: tuple[str, ...]
    denied: Expression | None
    names: tuple[str, ...]

    def find(self, c: Judgement, bound: tuple[Any, ...]) -> Outcome:
        """What was found for these entries."""
        places = places_along(c, self.names, bound, self.list.reads)
        if self.denied is not None and self.denied(c, *bound) is True:
            return Outcome(Found.DENIED, places=places_along(c, self.names, bound, self.denied.reads))
        value = self.list(c, *bound)
        if value is None or value.__class__ is Unknown:
            complete = c.reaches and declared_along(c, self.names, bound, self.list.reads, attributes=True)
            missing = places_along(c, self.names, bound, self.list.reads, there=False)
            return Outcome(Found.NOTHING, complete=complete, places=places, why=Unknown(silent=True, missing=missing))
        lacking = [word for word in self.required if word not in value]
        if not lacking:
            return Outcome(Found.SURELY, places=places)
        return Outcome(Found.DENIED, places=places, detail="missing: " + ", ".join(lacking))


def build(spec: CoversSpec, b: Builder) -> Covers:
    """The compiled pattern."""
    return Covers(b.word_list(spec.list, "list"), spec.required, b.condition(spec.denied, "denied") if spec.denied else None, tuple(b.scope.bound))


def tell(spec: CoversSpec, t: RuleTeller) -> Told:
    """In plain words."""
    words = [word.replace("_", " ") for word in spec.required]
    outright = f" Or the record says outright that {t.condition(spec.denied)}." if spec.denied else ""
    verdicts = {
        "met": "All of these are in it.",
        "breached": f"One of these is not in it; the finding names which. Or there is no such list, and the record is complete there.{outright}",
        "not_recorded": "There is no such list, and the record does not say that it is complete there: nobody can tell.",
        "unknown": "What decides is missing, or may have been written only later.",
    }
    return Told([f"{t.capital(t.field(spec.list))} contains every one of these: {', '.join(words)}."], [], verdicts)
