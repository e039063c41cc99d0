"""How many matching entries there are: in all, of different kinds, or in a sliding window of days."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scr_check.classes import dataclass
from scr_check.expression import Expression
from scr_check.judgement import Judgement
from scr_check.logic import Place, Truth, Unknown, join
from scr_check.own import place_in
from scr_check.ranging import Range
from scr_check.told import Told
from scr_check.verdicts import Found, Outcome

if TYPE_CHECKING:
    from scr_check.building import Builder
    from scr_check.specs.count import CountSpec
    from scr_check.telling_parts import RuleTeller

KEY = "count"
CLOCK = False


@dataclass(slots=True)
class Counted:
    """What was counted: entries that surely count, those that may, places that may hold more."""

    sure: list[Any]
    perhaps: list[Any]
    holes: list[Place]
    why: Unknown | None = None
    #: A plain list on the way is not written down: nobody can tell what is in it.
    unwritten: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """Compiled."""

    range: Range
    where: Expression | None
    distinct: Expression | None
    at_least: Callable[[Any], int | None] | None
    at_most: Callable[[Any], int | None] | None
    at: Expression | None
    days: Callable[[Any], int | None] | None
    parameters: tuple[str, ...]

    def find(self, c: Judgement, bound: tuple[Any, ...]) -> Outcome:
        """What was found for these entries."""
        unset = tuple(name for name in self.parameters if c.parameters.get(name) is None)
        if unset:
            return Outcome(Found.UNTRIGGERED, unset=unset)
        counted = self._counted(c, bound)
        if self.days is not None:
            return self._window(c, bound, counted)
        low, high = self._numbers(c, bound, counted)
        places = tuple((entry, "") for entry in counted.sure)
        least = self.at_least(c) if self.at_least is not None else None
        most = self.at_most(c) if self.at_most is not None else None
        outcome = Outcome(Found.SURELY, places=places, detail=f"{low} found")
        if most is not None and low > most:
            outcome.found = Found.DENIED
        elif counted.unwritten and (most is not None or least is None or low < least):
            outcome.found, outcome.why = Found.POSSIBLY, counted.why
        elif (least is not None and high < least) or (most is not None and high <= most and (least is None or low >= least)):
            self._gaps(c, counted, outcome, lacking=least is not None and high < least)
        elif (least is not None and low < least) or (most is not None and high > most):
            outcome.found, outcome.why = Found.POSSIBLY, Unknown() if counted.why is None else counted.why
        return outcome

    def _gaps(self, c: Judgement, counted: Counted, outcome: Outcome, lacking: bool) -> None:
        """Too few in the file, or not too many in it: the record may hold that there are no others, or not."""
        plain = not any(hop.happening for hop in self.range.fields)
        whole = c.as_it_is or plain or (c.reaches and not counted.holes)
        if lacking:
            outcome.found, outcome.complete = Found.NOTHING, whole
        elif not whole:
            outcome.found, outcome.complete = Found.NOTHING, False
        outcome.why = Unknown(silent=True, missing=tuple(counted.holes))

    def _counted(self, c: Judgement, bound: tuple[Any, ...]) -> Counted:
        found = self.range.over(c, bound)
        counted = Counted([], [], found.holes, found.unknown, found.unknown is not None)
        for entry in found.among(self.where, c, bound):
            match: Truth = True if self.where is None else self.where(c, *bound, entry)
            match = c.weight(entry, match) if match is not False else match
            if match is True:
                counted.sure.append(entry)
            elif match is not False:
                counted.perhaps.append(entry)
                counted.why = join(counted.why, match)
        return counted

    def _numbers(self, c: Judgement, bound: tuple[Any, ...], counted: Counted) -> tuple[int, int]:
        if self.distinct is None:
            return len(counted.sure), len(counted.sure) + len(counted.perhaps)
        values = [self.distinct(c, *bound, entry) for entry in counted.sure]
        known = {value for value in values if value is not None and value.__class__ is not Unknown}
        for value in values:
            if value.__class__ is Unknown:
                counted.why = join(counted.why, value)
        unknown = sum(value.__class__ is Unknown for value in values)
        others = {value for entry in counted.perhaps if (value := self.distinct(c, *bound, entry)) is not None}
        return len(known), len(known | others) + unknown

    def _window(self, c: Judgement, bound: tuple[Any, ...], counted: Counted) -> Outcome:
        """The longest run of entries, by date, that fits in the window; the earliest of several."""
        assert self.at is not None
        assert self.days is not None
        width, least = self.days(c) or 0, (self.at_least(c) if self.at_least is not None else None) or 1
        dated = [(when.first, c.pointer(entry), entry) for entry in counted.sure
                 if (when := self.at(c, *bound, entry)) is not None and when.__class__ is not Unknown and when.exact]  # fmt: skip
        dated.sort(key=lambda item: item[:2])
        runs = [[e for d, _, e in dated[i:] if (d - start).days <= width] for i, (start, _, _) in enumerate(dated)]
        run = max(runs, key=len, default=[])
        if len(run) < least:
            return Outcome(Found.NOTHING, complete=False)
        first, last = (self.at(c, *bound, run[i]) for i in (0, -1))
        places = tuple(place_in(c, entry, self.at.reads) for entry in run)
        return Outcome(Found.SURELY, places=places, subject=run[0], detail=f"{len(run)} from {first.text} to {last.text}")


def build(spec: CountSpec, b: Builder) -> Count:
    """The compiled pattern."""
    if spec.at_least is None and spec.at_most is None:
        b.fault("say at_least or at_most")
    if (spec.days is None) != (spec.at is None):
        b.fault("days and at go together: the window, and the date that counts")
    if spec.days is not None and (spec.at_least is None or spec.at_most is not None):
        b.fault("a window of days goes with at_least alone", "days")
    range_ = b.range(spec.in_, "in")
    inner = b.naming(spec.each, range_.item)
    numbers = {key: getattr(spec, key) for key in ("at_least", "at_most", "days")}
    compiled = {key: b.number(given, key) if given is not None else None for key, given in numbers.items()}
    return Count(
        range_,
        inner.condition(spec.where, "where", of=spec.each) if spec.where else None,
        inner.value(spec.distinct, "distinct") if spec.distinct else None,
        compiled["at_least"],
        compiled["at_most"],
        inner.date(spec.at, "at") if spec.at else None,
        compiled["days"],
        tuple(str(given) for given in numbers.values() if given is not None and not str(given).isdigit()),
    )


def tell(spec: CountSpec, t: RuleTeller) -> Told:
    """In plain words."""
    phrase, inner = t.entries(spec.each, spec.in_, spec.where)
    least = f"at least {t.parameter(spec.at_least)}" if spec.at_least is not None else ""
    most = f"at most {t.parameter(spec.at_most)}" if spec.at_most is not None else ""
    what = f"of these, counted once for each {t.noun_alone(inner, spec.each, spec.distinct)}" if spec.distinct else "of these"
    window = f" within {t.parameter(spec.days)} days" if spec.days is not None else ""
    asks = [f"There are {' and '.join(part for part in (least, most) if part)} {what}{window}: each {phrase}."]
    names = [str(given) for given in (spec.at_least, spec.at_most, spec.days) if given is not None and t.unset(given)]
    if names:
        asks.append(f"Until {' and '.join(names)} {'is' if len(names) == 1 else 'are'} set, this rule does not run.")
    verdicts = {
        "met": "The number is as asked.",
        "breached": "The number is not as asked, and the record says that it is complete there; or there are surely too many.",
        "not_recorded": "The number is not as asked in this record, which does not say that it is complete there: nobody can tell.",
        "unknown": "Something that decides whether one of them counts is missing, or not exact enough.",
        "noted": "The number is what the rule looks out for.",
        "not_applicable": "It is not, or the record does not say.",
    }
    return Told(asks, [], verdicts)
