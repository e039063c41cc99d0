"""Named things are written down. ``silent`` says what silence means where the rule is a duty to record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scr_check.classes import dataclass
from scr_check.expression import Expression
from scr_check.judgement import Judgement
from scr_check.logic import Place, Truth, Unknown
from scr_check.own import declared_along, places_along, values_along
from scr_check.told import Told
from scr_check.verdicts import Found, Outcome

if TYPE_CHECKING:
    from scr_check.building import Builder
    from scr_check.specs.recorded import RecordedSpec
    from scr_check.telling_parts import RuleTeller

KEY = "recorded"
CLOCK = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """Compiled."""

    paths: tuple[tuple[tuple[str, ...], ...], ...]
    silent: str | None
    denied: Expression | None
    then: Expression | None
    names: tuple[str, ...]

    def find(self, c: Judgement, bound: tuple[Any, ...]) -> Outcome:
        """What was found for these entries."""
        reads = tuple(path for paths in self.paths for path in paths)
        places = places_along(c, self.names, bound, reads)
        if self.denied is not None and self.denied(c, *bound) is True:
            return Outcome(Found.DENIED, places=places)
        gaps = [paths for paths in self.paths if places_along(c, self.names, bound, paths, there=False)]
        if not gaps:
            # What may have been written down only after the day of judgement is not surely there.
            unsure = c.joined_weight(values_along(c, self.names, bound, reads))
            return self._then(c, bound, places) if unsure is None else Outcome(Found.POSSIBLY, why=unsure, places=places)
        complete = self.silent == "breached"
        if self.silent is None:
            complete = c.reaches and any(self._declared(c, bound, paths) for paths in gaps)
        missing = tuple(place for paths in gaps for place in places_along(c, self.names, bound, paths, there=False))
        detail = "missing: " + ", ".join(dict.fromkeys(key for _, key in missing))
        return Outcome(Found.NOTHING, complete=complete, places=places, why=Unknown(silent=True, missing=missing), detail=detail)

    def _declared(self, c: Judgement, bound: tuple[Any, ...], paths: tuple[tuple[str, ...], ...]) -> bool:
        return declared_along(c, self.names, bound, paths, attributes=True)

    def _then(self, c: Judgement, bound: tuple[Any, ...], places: tuple[Place, ...]) -> Outcome:
        value: Truth = True if self.then is None else self.then(c, *bound)
        if isinstance(value, Unknown):
            return Outcome(Found.POSSIBLY, why=value, places=places)
        return Outcome(Found.SURELY if value else Found.DENIED, places=places)


def build(spec: RecordedSpec, b: Builder) -> Recorded:
    """The compiled pattern."""
    from scr_check import kinds as k  # noqa: PLC0415  (only when a rule is loaded)

    values = [b.value(text, "all", i) for i, text in enumerate(spec.all)]
    for i, value in enumerate(values):
        if not value.reads and type(value.kind) is not k.Kind:  # what could not be compiled has been told already
            b.fault("a field of a bound entry is wanted, such as condition.monitor", "all", i)
    denied = b.condition(spec.denied, "denied") if spec.denied else None
    then = b.condition(spec.then, "then") if spec.then else None
    return Recorded(tuple(v.reads for v in values), spec.silent, denied, then, tuple(b.scope.bound))


def tell(spec: RecordedSpec, t: RuleTeller) -> Told:
    """In plain words."""
    parts = [t.field(text) for text in spec.all]
    asks = [f"{'This is' if len(parts) == 1 else 'These are'} written down: {'; '.join(parts)}."]
    if spec.then:
        asks.append(f"And then: {t.condition(spec.then)}.")
    outright = f"the record says outright that {t.condition(spec.denied)}" if spec.denied else ""
    otherwise = "it is written down, but the other way round" if spec.then else ""
    silent = {"breached": "something is missing: this is a duty to record", "not_recorded": ""}.get(
        spec.silent or "", "something is missing, and the record says that it is complete there"
    )
    breached = t.capital("; or ".join(part for part in (outright, otherwise, silent) if part) + ".")
    verdicts = {"met": "All of it is written down.", "breached": breached}
    if spec.silent != "breached":
        verdicts["not_recorded"] = "Something is missing" + ("." if spec.silent else ", and the record does not say that it is complete there.")
    return Told(asks, [], {**verdicts, "unknown": "What is written down may have been written only later, or lacks what decides."})
