"""Absence (Declare), a prohibition in force: nothing of a kind from a start until a release."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from scr_check.candidates import own_reads, places_of
from scr_check.classes import dataclass
from scr_check.dates import When, span
from scr_check.expression import Expression
from scr_check.holding import Held, build_held
from scr_check.judgement import Judgement
from scr_check.logic import Place, Truth, Unknown, join, spoken
from scr_check.own import exactly, places_along
from scr_check.ranging import Range
from scr_check.told import Told
from scr_check.verdicts import Found, Outcome
from scr_check.words import many

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scr_check.building import Builder
    from scr_check.specs.absence_until import AbsenceSpec
    from scr_check.specs.parts import SomeSpec
    from scr_check.telling_parts import RuleTeller

KEY = "absence_until"
CLOCK = True


@dataclass(frozen=True, slots=True)
class Release:
    """Compiled."""

    lifted: Expression | None
    at: Expression | None
    held: Held | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """What came before the breach and is told with it, compiled."""

    name: str
    range: Range
    where: Expression | None
    at: Expression
    reads: tuple[tuple[str, ...], ...]

    def told(self, c: Judgement, bound: tuple[Any, ...], when: When) -> tuple[str, tuple[Place, ...]]:
        """How many days after the last of these the breach came, in words; nothing where no whole days say it."""
        found = [(day, entry) for entry in self.range.over(c, bound).among(self.where, c, bound)
                 if (self.where is None or self.where(c, *bound, entry) is True) and isinstance(day := self.at(c, *bound, entry), When)
                 and day.exact and day.first <= when.first]  # fmt: skip
        if not found or not when.exact:
            return "", ()
        last, entry = max(found, key=lambda item: item[0].first)
        number = (when.first - last.first).days
        after = "the day of" if number == 0 else f"{many(number, 'day')} after"
        return f", {after} the {self.name} of {last.text}", places_of(c, entry, last, self.reads)


@dataclass(slots=True)
class Ended:
    """When the prohibition ended: surely by ``latest``, perhaps from ``earliest`` on; ``why`` that is not known."""

    earliest: date | None = None
    latest: When | None = None
    why: Unknown | None = None
    places: tuple[Place, ...] = ()
    #: It was lifted, on a day that may or may not have come.
    lifted: bool = False

    def sooner(self, first: date, sure: When | None, why: Unknown | None) -> None:
        """Another way in which it may have ended."""
        self.earliest = first if self.earliest is None else min(self.earliest, first)
        if sure is not None and (self.latest is None or sure.last < self.latest.last):
            self.latest = sure
        if why is not None:
            self.why = join(self.why, why)


@dataclass(frozen=True, slots=True)
class AbsenceUntil:
    """Compiled."""

    range: Range
    where: Expression | None
    at: Expression
    since: Expression
    release: tuple[Release, ...]
    names: tuple[str, ...]
    reads: tuple[tuple[str, ...], ...]
    earlier: Earlier | None

    def find(self, c: Judgement, bound: tuple[Any, ...]) -> Outcome:
        """What was found for these entries."""
        start = self.since(c, *bound)
        known = start if isinstance(start, When) else None
        if known is not None and known.first > c.day:
            return Outcome(Found.UNTRIGGERED)
        ended, found = self._ended(c, bound), self.range.over(c, bound)
        places = places_along(c, self.names, bound, self.since.reads) + ended.places
        broken, why, perhaps = self._happened(c, bound, found.among(self.where, c, bound), known, ended)
        if broken:
            when, entry = min(broken, key=lambda item: (item[0].first, c.pointer(item[1])))
            told, more = self.earlier.told(c, bound, when) if self.earlier is not None else ("", ())
            return Outcome(Found.BROKEN, places=(*places, *places_of(c, entry, when, self.reads), *more), detail=f"on {when.text}{told}")
        if found.unknown is not None:
            why = join(why, found.unknown)
        if why is not None:
            return Outcome(Found.POSSIBLY, why=spoken(why), places=(*places, *perhaps))
        return self._kept(c, known, ended, not found.holes, tuple(found.holes), places)

    def _happened(self, c: Judgement, bound: tuple[Any, ...], entries: Sequence[Any], start: When | None, ended: Ended
                  ) -> tuple[list[tuple[When, Any]], Unknown | None, tuple[Place, ...]]:  # fmt: skip
        """What surely happened while the prohibition was in force, and why something else may have."""
        broken: list[tuple[When, Any]] = []
        why: Unknown | None = None
        places: tuple[Place, ...] = ()
        for entry in entries:
            match: Truth = True if self.where is None else self.where(c, *bound, entry)
            if match is False:
                continue
            value = self.at(c, *bound, entry)
            when = value if isinstance(value, When) else None
            inside = self._inside(c, when, start, ended)
            if inside is False:
                continue
            if inside is True and match is True and when is not None:
                broken.append((when, entry))
                continue
            own = ((entry, ""),) if when is None else places_of(c, entry, when, self.reads)
            places += own
            for reason in (match, value, inside):
                if isinstance(reason, Unknown):
                    why = join(why, reason)
            if inside is not True:
                why = join(why, Unknown(missing=self._dates(c, bound, when, start, ended, own)))
        return broken, why, places

    def _dates(self, c: Judgement, bound: tuple[Any, ...], when: When | None, start: When | None, ended: Ended, own: tuple[Place, ...]) -> tuple[Place, ...]:
        """The days that would tell whether it fell between start and release: those that are not whole; else its own, on the day of either."""
        missing = places_along(c, self.names, bound, self.since.reads, there=start is not None) if start is None or not start.exact else ()
        missing += own if when is not None and not when.exact else ()
        missing += tuple(place for place in ended.places if ended.why is None and not exactly(*place))
        return missing or (own if when is not None else ())

    @staticmethod
    def _inside(c: Judgement, when: When | None, start: When | None, ended: Ended) -> Truth:
        """Did it fall between start and release? On the day of either, or where a date does not say, nobody can tell."""
        if when is not None and (when.first > c.day or (start is not None and when.last < start.first)):
            return False
        if when is not None and ended.latest is not None and when.first > ended.latest.last:
            return False
        after_start = when is not None and start is not None and when.first > start.last
        before_end = when is not None and (ended.earliest is None or when.last < ended.earliest)
        if after_start and before_end and when is not None and when.last <= c.day:
            return True
        return ended.why if after_start and ended.why is not None else Unknown()

    def _ended(self, c: Judgement, bound: tuple[Any, ...]) -> Ended:
        ended = Ended()
        for release in self.release:
            if release.held is not None:
                reading = release.held.read(c, bound)
                if reading.perhaps is not None:
                    sure = span(reading.surely, reading.surely) if reading.surely is not None else None
                    ended.sooner(reading.perhaps, sure, reading.why)
                    ended.places += reading.places
            elif release.lifted is not None and release.at is not None:
                self._lifted(c, bound, release.lifted, release.at, ended)
        return ended

    def _lifted(self, c: Judgement, bound: tuple[Any, ...], lifted: Expression, at: Expression, ended: Ended) -> None:
        """Lifted: on its day, or, where nobody wrote the day, on any."""
        mapping, when = lifted(c, *bound), at(c, *bound)
        if mapping is None or mapping.__class__ is Unknown:
            return
        ended.places += places_along(c, self.names, bound, at.reads)
        if isinstance(when, When):
            if when.first <= c.day:
                ended.sooner(when.first, when if when.last <= c.day else None, None)
        else:
            # The record holds it, so it was by the day on which the record was extracted; judged before that, it may have been later.
            sure = span(c.extracted, c.extracted) if c.extracted is not None and c.extracted <= c.day else None
            ended.sooner(date.min, sure, when if isinstance(when, Unknown) else None)
        ended.lifted = not isinstance(when, When) or when.first <= c.day

    @staticmethod
    def _kept(c: Judgement, start: When | None, ended: Ended, whole: bool, holes: tuple[Place, ...], places: tuple[Place, ...]) -> Outcome:
        released = ended.latest is not None
        until = ended.latest.last if ended.latest is not None else c.day
        if start is not None:
            until = max(until, start.first)
        complete: bool | None = whole and c.extracted is not None and c.extracted >= until
        why = Unknown(silent=True, missing=holes)
        if complete and ended.lifted and not released:
            complete = None  # kept so far, or kept to its end: it hangs on the day of the lifting
            why = ended.why if ended.why is not None else Unknown(missing=tuple(place for place in ended.places if not exactly(*place)))
        return Outcome(Found.KEPT, complete=complete, released=released, why=why, places=places)


def build(spec: AbsenceSpec, b: Builder) -> AbsenceUntil:
    """The compiled pattern."""
    at = b.at("no")
    range_ = at.range(spec.no.in_, "in")
    inner = at.naming(spec.no.each, range_.item)
    releases = []
    for i, one in enumerate(spec.release):
        place = b.at("release", i)
        if (one.held_for is None) == (one.lifted is None) or (one.lifted is None) != (one.at is None):
            place.fault("a release is either lifted with at, or held_for")
        releases.append(Release(
            place.value(one.lifted, "lifted") if one.lifted else None,
            place.date(one.at, "at") if one.at else None,
            build_held(one.held_for, place.at("held_for")) if one.held_for else None,
        ))  # fmt: skip
    where = inner.condition(spec.no.where, "where", of=spec.no.each) if spec.no.where else None
    if not spec.no.at:
        at.fault("say at: the date that counts")
    since, earlier = b.date(spec.since, "since"), _build_earlier(spec.days_since, b.at("days_since"))
    happened = inner.date(spec.no.at or "as_of", "at")
    return AbsenceUntil(range_, where, happened, since, tuple(releases), tuple(b.scope.bound), own_reads(happened, spec.no.each), earlier)


def _build_earlier(spec: SomeSpec | None, b: Builder) -> Earlier | None:
    if spec is None:
        return None
    range_ = b.range(spec.in_, "in")
    inner = b.naming(spec.each, range_.item)
    where = inner.condition(spec.where, "where", of=spec.each) if spec.where else None
    if not spec.at:
        b.fault("say at: the date that counts")
    at = inner.date(spec.at or "as_of", "at")
    return Earlier(spec.each, range_, where, at, own_reads(at, spec.each))


def tell(spec: AbsenceSpec, t: RuleTeller) -> Told:
    """In plain words."""
    what, at = t.some(spec.no)
    when = [f"It counts from this day: {t.value(spec.since)}. The day of what happened is {at}."]
    for one in spec.release:
        if one.held_for is not None:
            phrase, _ = t.entries(one.held_for.each, one.held_for.in_, one.held_for.where)
            gap = f", with no more than {t.length(one.held_for.max_gap)} between one and the next" if one.held_for.max_gap else ""
            when.append(f"It ends when it has been shown over {t.length(one.held_for.for_)}{gap}, nothing refuting it, by this: each {phrase}.")
            if one.held_for.max_gap and t.unset(one.held_for.max_gap):
                when.append(f"While {one.held_for.max_gap} is not set, such evidence alone ends nothing.")
        elif one.at is not None:
            when.append(f"It ends on {t.value(one.at)}.")
    verdicts = {
        "met": "It ended, and nothing of the kind had happened.",
        "holding": "Nothing of the kind has happened so far.",
        "breached": "It happened, while it was forbidden.",
        "not_recorded": f"Nothing of the kind is in the record, and {t.whole([spec.no.in_]).replace('says', 'does not say', 1)}: nobody can tell.",
        "unknown": "It is not known whether it was still forbidden, or whether what happened was of the kind. On the first and the last day it never is.",
    }
    if spec.days_since is not None:
        when.append(f"A finding says how many days after the last of these it happened: each {t.some(spec.days_since)[0].split(' ', 1)[1]}.")
    return Told([f"There is no {what.split(' ', 1)[1]}."], when, verdicts)
