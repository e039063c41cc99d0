"""What different sources hold of one thing agrees. The only pattern that gives a conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scr_check.classes import dataclass
from scr_check.dates import When
from scr_check.expression import Expression
from scr_check.judgement import Judgement
from scr_check.logic import Place, Truth, Unknown
from scr_check.own import places_along
from scr_check.ranging import Range
from scr_check.told import Told
from scr_check.verdicts import Found, Outcome

if TYPE_CHECKING:
    from scr_check.building import Builder
    from scr_check.specs.sources_agree import AgreeSpec
    from scr_check.telling_parts import RuleTeller

KEY = "sources_agree"
CLOCK = False


@dataclass(slots=True)
class Saying:
    """What one source says. ``open``: members of a list that may or may not be in it; ``nameless``: so may anybody; ``unnamed``: somebody surely is."""

    who: str
    place: Place
    date: When | None = None
    members: frozenset[str] | None = None
    open: frozenset[str] = frozenset()
    nameless: bool = False
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Says:
    """Compiled."""

    value: Expression | None
    range: Range | None
    set_of: Expression | None
    where: Expression | None
    said_by: Expression
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourcesAgree:
    """Compiled."""

    sources: tuple[Says, ...]
    at_least: int

    def find(self, c: Judgement, bound: tuple[Any, ...]) -> Outcome:
        """What was found for these entries."""
        sayings = [saying for source in self.sources for saying in self._sayings(source, c, bound)]
        if len(sayings) < self.at_least:
            return Outcome(Found.UNTRIGGERED)
        places = tuple(saying.place for saying in sayings)
        results = [(self._agree(a, b), a, b) for i, a in enumerate(sayings) for b in sayings[i + 1 :]]
        conflict = next(((a, b) for result, a, b in results if result is False), None)
        if conflict is not None:
            return Outcome(Found.CONFLICT, places=places, detail=_said(conflict, sayings))
        unclear = [place for result, a, b in results if result is None for place in (a.place, b.place)]
        if unclear:
            return Outcome(Found.POSSIBLY, why=Unknown(missing=tuple(dict.fromkeys(unclear))), places=places)
        return Outcome(Found.SURELY, places=places)

    def _sayings(self, source: Says, c: Judgement, bound: tuple[Any, ...]) -> list[Saying]:
        if source.set_of is not None:
            return self._gathered(source, c, bound)
        if source.range is None:
            return self._single(source, c, bound)
        return [saying for entry in source.range.over(c, bound).items for saying in self._single(source, c, (*bound, entry))]

    @staticmethod
    def _single(source: Says, c: Judgement, bound: tuple[Any, ...]) -> list[Saying]:
        assert source.value is not None
        value = source.value(c, *bound)
        if value is None or value.__class__ is Unknown:
            return []
        place = next(iter(places_along(c, source.names, bound, source.value.reads)), (bound[-1] if bound else c.record.root, ""))
        name = _named(source.said_by(c, *bound))
        if isinstance(value, When):
            return [Saying(name, place, value)]
        members = frozenset(value) if isinstance(value, tuple) else frozenset({value})
        return [Saying(name, place, members=members)]

    @staticmethod
    def _gathered(source: Says, c: Judgement, bound: tuple[Any, ...]) -> list[Saying]:
        assert source.range is not None
        assert source.set_of is not None
        found = source.range.over(c, bound)
        holder = c.record.root if source.range.base is None else bound[source.range.base]
        if found.absent is not None or holder is None:
            return []
        members, perhaps, nameless, unnamed = set(), set(), False, False
        where, set_of = None if source.where is None else source.where.ready(), source.set_of.ready()
        for entry in found.items:
            match: Truth = True if where is None else where(c, *bound, entry)
            if match is False:
                continue
            who = set_of(c, *bound, entry)
            if not isinstance(who, str):
                nameless, unnamed = True, unnamed or match is True
            elif match is True:
                members.add(who)
            else:
                perhaps.add(who)
        name, place = _named(source.said_by(c, *bound)), (holder, source.range.fields[0].key)
        return [Saying(name, place, members=frozenset(members), open=frozenset(perhaps - members), nameless=nameless, unnamed=unnamed)]

    @staticmethod
    def _agree(a: Saying, b: Saying) -> bool | None:
        """True, False, or None: cannot tell."""
        if a.date is not None and b.date is not None:
            if a.date.last < b.date.first or b.date.last < a.date.first:
                return False
            return True if a.date.exact and b.date.exact else None
        mine, yours = a.members or frozenset(), b.members or frozenset()
        lacking = [(mine - yours, b), (yours - mine, a)]
        if any(one - other.open and not other.nameless for one, other in lacking):
            return False
        return None if any(one for one, _ in lacking) or a.unnamed or b.unnamed else True


def _named(who: Any) -> str:
    return who if isinstance(who, str) else "a source that is not named"


def _word(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _said(conflict: tuple[Saying, Saying], sayings: list[Saying]) -> str:
    a, b = conflict
    if a.date is not None:
        return "; ".join(f"{saying.who} says {saying.date.text}" for saying in sayings if saying.date is not None)
    parts = []
    for one, other in ((a, b), (b, a)):
        only = (one.members or frozenset()) - (other.members or frozenset()) - other.open
        if only:
            parts.append(f"{one.who} names {', '.join(sorted(map(_word, only)))}, {other.who} does not")
    return "; ".join(parts)


def build(spec: AgreeSpec, b: Builder) -> SourcesAgree:
    """The compiled pattern."""
    from scr_check import kinds as k  # noqa: PLC0415  (only when a rule is loaded)

    sources = []
    for i, one in enumerate(spec.sources):
        at = b.at("sources", i)
        if (one.each is None) != (one.in_ is None) or (one.value is None) == (one.set_of is None) or (one.set_of and not one.in_):
            at.fault("a source has value, or set_of with each and in")
            continue
        range_ = at.range(one.in_, "in") if one.in_ else None
        inner = at.naming(one.each, range_.item) if one.each and range_ is not None else at
        sources.append(Says(
            inner.value(one.value, "value", raw=True) if one.value else None,
            range_,
            inner.value(one.set_of, "set_of") if one.set_of else None,
            inner.condition(one.where, "where") if one.where else None,
            (at if one.set_of else inner).value(one.said_by, "said_by"),
            tuple(inner.scope.bound),
        ))  # fmt: skip
        if one.value and isinstance(sources[-1].value, Expression) and isinstance(sources[-1].value.kind, k.EntryOf):
            inner.fault("a date, a word or a list is wanted", "value")
    return SourcesAgree(tuple(sources), spec.at_least)


def tell(spec: AgreeSpec, t: RuleTeller) -> Told:
    """In plain words."""
    sources = []
    for one in spec.sources:
        if one.each is None or one.in_ is None:
            sources.append(f"{t.value(one.value or '')}, as {t.value(one.said_by)} has it")
            continue
        phrase, inner = t.entries(one.each, one.in_, one.where)
        by = (t if one.set_of else inner).value(one.said_by)
        sources.append(f"each {phrase}, as {by} has it" if one.set_of else f"{inner.value(one.value or '')}, as {by} has it")
    verdicts = {
        "met": "They all say the same.",
        "conflict": "Two of them differ; the finding says who says what.",
        "unknown": "They may agree or not: a date is not exact enough, or somebody's name or attendance is missing.",
        "not_applicable": f"Fewer than {spec.at_least} say anything: there is nothing to compare.",
    }
    return Told([f"These agree with each other: {'; '.join(sources)}."], [], verdicts)
