"""A value is found in every place that states one, as in its origin. Names the first place that drops it, by date."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from scr_check.classes import dataclass
from scr_check.expression import Expression
from scr_check.judgement import Judgement
from scr_check.logic import Truth, Unknown, both, join
from scr_check.own import place_in, places_along
from scr_check.ranging import Range
from scr_check.runtime import show
from scr_check.told import Told
from scr_check.verdicts import Found, Outcome
from scr_check.words import many, one_of

if TYPE_CHECKING:
    from scr_check.building import Builder
    from scr_check.specs.same import SameSpec
    from scr_check.telling_parts import RuleTeller

KEY = "same"
CLOCK = False


@dataclass(frozen=True, slots=True)
class StatedIn:
    """One kind of place, compiled."""

    range: Range
    where: Expression | None
    at: Expression
    states: Expression


@dataclass(slots=True)
class Stated:
    """One place that states something: the entry, how surely it counts, its first possible day, what it states."""

    entry: Any
    counts: Truth
    day: date
    text: str
    values: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True)
class Same:
    """Compiled."""

    origin: Expression
    places: tuple[StatedIn, ...]
    names: tuple[str, ...]

    def find(self, c: Judgement, bound: tuple[Any, ...]) -> Outcome:
        """What was found in all places that state something."""
        stated = sorted((s for place in self.places for s in self._stated(place, c, bound)), key=lambda s: (s.day, c.pointer(s.entry)))
        why: Unknown | None = None
        for place in self.places:
            elsewhere = place.range.over(c, bound).unknown
            why = why if elsewhere is None else join(why, elsewhere)
        if not stated and why is None:
            return Outcome(Found.UNTRIGGERED)
        origin, own = self.origin(c, *bound), places_along(c, self.names, bound, self.origin.reads)
        if origin is None or origin.__class__ is Unknown:
            return Outcome(Found.POSSIBLY, why=Unknown(missing=origin.missing if origin is not None else ()), places=own)
        dropped = [s for s in stated if origin not in s.values]
        sure = next((s for s in dropped if s.counts is True), None)
        if sure is not None:
            instead = ", ".join(f"'{one}'" if " " in one else one for one in sure.values)
            detail = f"first dropped in {_named(c, sure.entry)} ({sure.text}), which names {instead}"
            return Outcome(Found.DENIED, places=(*own, (sure.entry, sure.key)), detail=detail)
        for one in dropped or ([] if any(s.counts is True for s in stated) else stated):
            why = join(why, one.counts)  # type: ignore[arg-type]
        if why is not None:
            return Outcome(Found.POSSIBLY, why=why, places=own)
        return Outcome(Found.SURELY, places=(*own, *((s.entry, s.key) for s in stated)), detail=f"in {many(len(stated), 'place')}")

    @staticmethod
    def _stated(place: StatedIn, c: Judgement, bound: tuple[Any, ...]) -> list[Stated]:
        found = []
        for entry in place.range.over(c, bound).among(place.where, c, bound):
            counts: Truth = True if place.where is None else place.where(c, *bound, entry)
            values = place.states(c, *bound, entry)
            if counts is False or not isinstance(values, tuple) or not values:
                continue
            when = place.at(c, *bound, entry)
            known = when is not None and when.__class__ is not Unknown
            if known and when.first > c.day:
                continue
            why = c.unsure.get(id(entry))
            if why is None and known and when.last > c.day:
                why = Unknown(missing=(place_in(c, entry, place.at.reads),))
            counts = counts if why is None else both(counts, why)
            key = "/".join(place.states.reads[0][1:]) if place.states.reads else ""
            found.append(Stated(entry, counts, when.first if known else date.max, show(when), values, key))
        return found


def _named(c: Judgement, entry: Any) -> str:
    """The plan by its id; what has none by its place."""
    name = getattr(entry, "id", None)
    return c.pointer(entry) if name is None else f"the {one_of(entry.SECTION)} {name}"


def build(spec: SameSpec, b: Builder) -> Same:
    """The compiled pattern."""
    places = []
    for i, place in enumerate(spec.places):
        at = b.at("places", i)
        range_ = at.range(place.in_, "in")
        inner = at.naming(place.each, range_.item)
        states = inner.word_list(place.states, "states")
        where = inner.condition(place.where, "where", of=place.each) if place.where else None
        places.append(StatedIn(range_, where, inner.date(place.at, "at"), states))
    return Same(b.value(spec.origin, "origin"), tuple(places), tuple(b.scope.bound))


def tell(spec: SameSpec, t: RuleTeller) -> Told:
    """In plain words."""
    places = []
    for one in spec.places:
        phrase, inner = t.entries(one.each, one.in_, one.where)
        places.append(f"each {phrase}, in {inner.bound(one.each, inner.scope.bound[one.each], focus=True).value(one.states)}")
    asks = [f"{t.capital(t.value(spec.origin))} is found wherever something of the kind is stated: {'; '.join(places)}.",
            "The places are read in the order of their dates; those that state nothing are passed over."]  # fmt: skip
    verdicts = {
        "met": "It is found in every place that states anything.",
        "breached": "A place drops it; the finding names the first that does, and what it names instead.",
        "unknown": f"{t.capital(t.value(spec.origin))} is not written down, or a place may only be dated later.",
    }
    return Told(asks, [], verdicts)
