"""The steps of a rule: what it ranges over. ``for_each`` in a rule file, outer step first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from scr_check.classes import dataclass, field
from scr_check.dates import When
from scr_check.expression import Expression
from scr_check.judgement import Judgement
from scr_check.logic import Truth, Unknown, both, join
from scr_check.own import place_in
from scr_check.ranging import Range

if TYPE_CHECKING:
    from scr_check.building import Builder
    from scr_check.specs.parts import StepSpec



@dataclass(slots=True)
class Binding:
    """The entries bound so far. ``why``: it is not known whether the rule applies here, and the verdict stands on the last entry bound."""

    entries: tuple[Any, ...]
    why: Unknown | None = None
    #: How many names are bound: fewer than the rule has where the verdict stands on an outer entry.
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A compiled step."""

    name: str
    asks_once: bool
    range: Range
    where: Expression | None
    absent: str
    later: bool
    nth: int | None
    order_by: Expression | None
    per: Expression | None
    first_per: Expression | None
    certain: bool
    text: str = field(compare=False, default="")
    #: Every entry passes, and one that is not there is nothing.
    takes_all: bool = field(init=False, compare=False, repr=False, default=False)

    def __post_init__(self) -> None:
        plain = self.where is None and self.nth is None and self.first_per is None and not self.asks_once
        object.__setattr__(self, "takes_all", plain and self.absent != "not_recorded")

    def candidates(self, c: Judgement, bound: tuple[Any, ...]) -> tuple[list[tuple[Any, Truth]], bool]:
        """The entries that pass, each True or Unknown; and whether the collection is absent from the file."""
        found = self.range.over(c, bound, self.later)
        passing: list[tuple[Any, Truth]] = []
        if self.where is None:
            passing = [(entry, True) for entry in found.items]
        else:
            where, certain = self.where.ready(), self.certain
            for entry in found.among(self.where, c, bound):
                truth: Truth = where(c, *bound, entry)
                if truth is True or (truth is not False and not certain):
                    passing.append((entry, truth))
        if self.nth is not None:
            passing = self._nth(c, bound, passing)
        elif self.first_per is not None:
            passing = self._first_per(c, bound, passing)
        return passing, found.absent is not None and not found.items

    # the nth of several

    def _nth(self, c: Judgement, bound: tuple[Any, ...], passing: list[tuple[Any, Truth]]) -> list[tuple[Any, Truth]]:
        """The nth of each group; where two are on one day, or a date is not exact, every entry that may be it, unknown."""
        groups: dict[Any, list[tuple[Any, Truth]]] = {}
        for entry, truth in passing:
            for key in self._groups(c, bound, entry):
                groups.setdefault(key, []).append((entry, truth))
        result: dict[int, tuple[Any, Truth]] = {}
        for group in groups.values():
            for entry, truth in self._nth_of(c, bound, group):
                before = result.get(id(entry))
                result[id(entry)] = (entry, True if truth is True or (before and before[1] is True) else truth)
        return [result[id(entry)] for entry, _ in passing if id(entry) in result]

    def _groups(self, c: Judgement, bound: tuple[Any, ...], entry: Any) -> tuple[Any, ...]:
        value = self.per(c, *bound, entry) if self.per is not None else None
        if isinstance(value, tuple):
            return tuple(dict.fromkeys(value)) or (None,)
        return (None if value.__class__ is Unknown else value,)

    def _nth_of(self, c: Judgement, bound: tuple[Any, ...], group: list[tuple[Any, Truth]]) -> Iterator[tuple[Any, Truth]]:
        assert self.nth is not None
        dated = [(entry, both(truth, c.weight(entry, True)), *self._span(c, bound, entry)) for entry, truth in group]
        for entry, truth, first, last in dated:
            before = perhaps = 0
            for other, sure, other_first, other_last in dated:
                if other is entry or other_first > last:
                    continue
                if sure is True and other_last < first:
                    before += 1
                else:
                    perhaps += 1
            if before == self.nth - 1 and not perhaps:
                yield entry, truth
            elif before <= self.nth - 1 <= before + perhaps:
                why = Unknown(missing=(place_in(c, entry, self.order_by.reads if self.order_by is not None else (), self.name),))
                yield entry, why if truth is True else join(why, truth)  # type: ignore[arg-type]

    def _span(self, c: Judgement, bound: tuple[Any, ...], entry: Any) -> tuple[date, date]:
        """The days on which it may have been: up to the day of judgement, if nobody wrote the date."""
        when = self.order_by(c, *bound, entry) if self.order_by is not None else None
        if isinstance(when, When):
            return when.first, min(when.last, c.day) if when.first <= c.day else when.last
        return date.min, c.day

    def _first_per(self, c: Judgement, bound: tuple[Any, ...], passing: list[tuple[Any, Truth]]) -> list[tuple[Any, Truth]]:
        assert self.first_per is not None
        firsts: dict[Any, tuple[tuple[date, date], Any, Truth]] = {}
        for entry, truth in passing:
            key, span = self.first_per(c, *bound, entry), self._span(c, bound, entry)
            if key.__class__ is Unknown or key is None:
                continue
            held = firsts.get(key)
            if held is None or span < held[0]:
                firsts[key] = (span, entry, truth if held is None or truth is True else held[2])
        kept = {id(entry): truth for _, entry, truth in firsts.values()}
        return [(entry, kept[id(entry)]) for entry, _ in passing if id(entry) in kept]


def bindings(steps: tuple[Step, ...], c: Judgement, bound: tuple[Any, ...] = (), names: tuple[str, ...] = ()) -> list[Binding]:
    """Every binding of the steps; one with ``why`` where it is not known whether the rule applies."""
    found: list[Binding] = []
    _bind(steps, c, bound, names, found)
    return found


def _bind(steps: tuple[Step, ...], c: Judgement, bound: tuple[Any, ...], names: tuple[str, ...], found: list[Binding]) -> None:
    if not steps:
        found.append(Binding(bound, None, names))
        return
    step, rest = steps[0], steps[1:]
    if step.asks_once:
        _ask_once(step, rest, c, bound, names, found)
        return
    inside = (*names, step.name)
    if step.takes_all:
        items = step.range.over(c, bound, step.later).items
        if not rest:
            found += [Binding((*bound, entry), None, inside) for entry in items]
        else:
            for entry in items:
                _bind(rest, c, (*bound, entry), inside, found)
        return
    passing, absent = step.candidates(c, bound)
    if absent and step.absent == "not_recorded":
        holder, key = bound[-1] if bound else c.root, step.range.fields[-1].key
        if not c.declared(holder, key):
            found.append(Binding(bound, Unknown(silent=True, missing=((holder, key),)), names))
        return
    for entry, truth in passing:
        if truth is not True:
            inner = (*bound, entry)
            if not rest or bindings(rest, c, inner, inside):
                found.append(Binding(inner, truth, inside))  # type: ignore[arg-type]
        elif rest:
            _bind(rest, c, (*bound, entry), inside, found)
        else:
            found.append(Binding((*bound, entry), None, inside))


def _ask_once(step: Step, rest: tuple[Step, ...], c: Judgement, bound: tuple[Any, ...], names: tuple[str, ...], found: list[Binding]) -> None:
    """Goes on if some entry passes. If some only may, the rule may apply: one unknown here, if anything inside could pass."""
    passing, _ = step.candidates(c, bound)
    weighed = [c.weight(entry, truth) for entry, truth in passing]
    if any(truth is True for truth in weighed):
        _bind(rest, c, bound, names, found)
        return
    why: Unknown | None = None
    for truth in weighed:
        why = join(why, truth)  # type: ignore[arg-type]
    if why is not None and (not rest or bindings(rest, c, bound, names)):
        found.append(Binding(bound, why, names))


def build_step(spec: StepSpec, b: Builder) -> tuple[Step, Builder]:
    """The compiled step, and a builder with its name in scope."""
    name = spec.each or spec.any or "entry"
    if (spec.each is None) == (spec.any is None):
        b.fault("a step says each (a name for every entry) or any (a name for some entry)")
    if (spec.nth is not None or spec.first_per) and not spec.order_by:
        b.fault("say order_by: the date that puts the entries in order", "nth" if spec.nth is not None else "first_per")
    range_ = b.range(spec.in_, "in")
    inner = b.naming(name, range_.item, "each" if spec.each else "any")
    step = Step(
        name,
        spec.any is not None,
        range_,
        inner.condition(spec.where, "where", of=name) if spec.where else None,
        spec.absent,
        spec.later == "counts",
        spec.nth,
        inner.date(spec.order_by, "order_by") if spec.order_by else None,
        inner.value(spec.per, "per") if spec.per else None,
        inner.value(spec.first_per, "first_per") if spec.first_per else None,
        spec.doubtful == "left_out",
        spec.model_dump_json(),
    )
    return step, (b if spec.any is not None else inner)
