"""``let``: a name for one entry, found by a condition and an order, or by a reference; or none."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from scr_check.classes import dataclass, replace
from scr_check.dates import When
from scr_check.expression import Expression
from scr_check.judgement import Judgement
from scr_check.logic import Place, Truth, Unknown, join
from scr_check.own import place_in
from scr_check.ranging import Range

if TYPE_CHECKING:
    from scr_check.building import Builder


@dataclass(frozen=True, slots=True)
class Search:
    """The first or last entry that passes, or the one that a reference names."""

    range: Range | None
    where: Expression | None
    order_by: Expression | None
    last: bool
    later: bool
    ref: Expression | None

    def find(self, c: Judgement, bound: tuple[Any, ...]) -> Any:
        """The entry, None, or Unknown where it is not known which it is."""
        if self.ref is not None:
            value = self.ref(c, *bound)
            return c.by_id[value] if isinstance(value, str) else value if value is None else None
        assert self.range is not None
        passing: list[tuple[Any, Truth, date, date]] = []
        for entry in self.range.over(c, bound, self.later).among(self.where, c, bound):
            truth: Truth = True if self.where is None else self.where(c, *bound, entry)
            if truth is not False:
                passing.append((entry, truth, *self._span(c, bound, entry)))
        return self._chosen(c, passing)

    def _span(self, c: Judgement, bound: tuple[Any, ...], entry: Any) -> tuple[date, date]:
        when = self.order_by(c, *bound, entry) if self.order_by is not None else None
        return (when.first, when.last) if isinstance(when, When) else (date.min, date.max)

    def _chosen(self, c: Judgement, passing: list[tuple[Any, Truth, date, date]]) -> Any:
        """The first (or last) that surely passes, unless another may come before (or after) it."""
        sure = [one for one in passing if one[1] is True and one[2] == one[3]]
        if not passing:
            return None
        best = None
        if sure:
            best = (max if self.last else min)(sure, key=lambda one: one[2])
        if best is not None and sum(one[2] == best[2] for one in sure) > 1:
            return Unknown(missing=(self._place(c, best[0]),))
        doubtful = [one for one in passing if one not in sure and self._may_win(one, best)]
        if best is not None and not doubtful:
            return best[0]
        why: Unknown | None = None
        for entry, truth, _, _ in doubtful:
            why = join(why, truth if isinstance(truth, Unknown) else Unknown(missing=(self._place(c, entry),)))
        return why

    def _place(self, c: Judgement, entry: Any) -> Place:
        return place_in(c, entry, self.order_by.reads if self.order_by is not None else ())

    def _may_win(self, one: tuple[Any, Truth, date, date], best: tuple[Any, Truth, date, date] | None) -> bool:
        if best is None:
            return True
        return one[3] > best[2] if self.last else one[2] < best[2]


@dataclass(frozen=True, slots=True)
class Let:
    """A name, and the searches tried in turn: the first that finds something, or cannot tell."""

    name: str
    searches: tuple[Search, ...]

    def find(self, c: Judgement, bound: tuple[Any, ...]) -> Any:
        """The entry, None, or Unknown."""
        for search in self.searches:
            found = search.find(c, bound)
            if found is not None:
                return found
        return None


def build_lets(specs: Mapping[str, Any], b: Builder, root: str) -> tuple[tuple[Let, ...], Builder]:
    """The compiled lets, each in the scope of those before it, and a builder with their names in scope."""
    from scr_check import kinds as k  # noqa: PLC0415  (only when a rule is loaded)

    lets = []
    for name, alternatives in specs.items():
        searches, kinds = [], []
        for i, spec in enumerate(alternatives):
            search, kind = _search(spec, b.at(name, i))
            searches.append(search)
            kinds.append(kind)
        lets.append(Let(name, tuple(searches)))
        models = tuple(dict.fromkeys(model for kind in kinds for model in (kind.models() if isinstance(kind, k.EntryOf | k.Ref) else ())))
        b = replace(b.at(name).naming(name, k.EntryOf(models, maybe=True), ""), path=b.path)
    inner = replace(b, path=root)
    return tuple(lets), inner


def _search(spec: Any, b: Builder) -> tuple[Search, Any]:
    from scr_check import kinds as k  # noqa: PLC0415  (only when a rule is loaded)

    if spec.ref is not None:
        ref = b.value(spec.ref, "ref")
        if not isinstance(ref.kind, k.Ref):
            b.fault(f"a reference is wanted, such as step_down.ends, not {ref.kind.said()}", "ref")
        return Search(None, None, None, False, False, ref), ref.kind
    name = spec.first or spec.last
    if (spec.first is None) == (spec.last is None) or spec.in_ is None or spec.order_by is None:
        b.fault("a let says first or last (a name), in, and order_by (a date)")
        return Search(None, None, None, False, False, None), k.Kind()
    range_ = b.range(spec.in_, "in")
    inner = b.naming(name, range_.item, "first" if spec.first else "last")
    where = inner.condition(spec.where, "where", of=name) if spec.where else None
    order = inner.date(spec.order_by, "order_by")
    return Search(range_, where, order, spec.last is not None, spec.later == "counts", None), range_.item
