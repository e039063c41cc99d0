"""What may fulfil a duty: the entries looked for, each with how surely it matches and when it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from scr_check.classes import dataclass, field
from scr_check.clocks import Reading
from scr_check.dates import When, span
from scr_check.expression import Expression
from scr_check.judgement import Judgement
from scr_check.logic import Place, Truth, Unknown, join, join_all, spoken
from scr_check.own import place_in
from scr_check.ranging import Range
from scr_check.verdicts import Found, Outcome

if TYPE_CHECKING:
    from scr_check.building import Builder
    from scr_check.specs.parts import SomeSpec


@dataclass(slots=True)
class Candidate:
    """One entry that may fulfil: how surely it matches, and the interval of days on which it was (None: any day)."""

    entry: Any
    match: Truth
    when: When | None
    places: tuple[Place, ...]
    why: Unknown | None = None

    def days(self) -> tuple[date, date]:
        """The first and last day on which it may have been, of one that surely fulfils."""
        assert self.when is not None
        return self.when.first, self.when.last


@dataclass(slots=True)
class Gathered:
    """All candidates; where the record does not say that there are no others; and why it is not known where to look, if an attribute on the way is missing."""

    candidates: list[Candidate] = field(default_factory=list)
    holes: list[Place] = field(default_factory=list)
    unknown: Unknown | None = None


Dated = tuple[date, Any, When, tuple[tuple[str, ...], ...]]
"""An entry that fulfils, where nothing is uncertain: the day, the entry, the day as written, the paths that it was read along."""
DOUBT: Dated = (date.min, None, span(date.min, date.min), ())
"""Which of several is the earliest cannot be told."""


@dataclass(frozen=True, slots=True)
class Some:
    """A compiled range of candidates."""

    range: Range
    where: Expression | None
    at: Expression
    certain: bool
    #: The paths of the date that are read off the candidate itself.
    reads: tuple[tuple[str, ...], ...]

    def first(self, c: Judgement, bound: tuple[Any, ...], start: date, after: bool, holes: list[Place]) -> tuple[Dated | None, bool]:
        """The earliest entry from a day on (or ``after`` it) that surely matches, and whether others may match or be of such a day. Adds the holes.

        The entry is None without one, and ``DOUBT`` where nobody can tell which it is.
        """
        found = self.range.over(c, bound, later=True)
        holes += found.holes
        by_day = found.listing(self.where, c, bound, written=True).dated(self.at.own)
        best, doubtful = self._earliest(c, bound, c.look(by_day.others), start, after)
        if by_day.days and best is not DOUBT:  # the others have no exact day: none of them can be the earliest
            best, more = self._in_order(c, bound, by_day.since(start, after))
            doubtful = doubtful or more
        return best, doubtful or found.unknown is not None

    def _earliest(self, c: Judgement, bound: tuple[Any, ...], entries: Sequence[Any], start: date, after: bool) -> tuple[Dated | None, bool]:
        """As ``first``, of entries in any order."""
        where, at, last, certain = None if self.where is None else self.where.ready(), self.at.ready(), c.day, self.certain
        best: Dated | None = None
        doubtful = False
        for entry in entries:
            match = True if where is None else where(c, *bound, entry)
            if match is False or (certain and match is not True):
                continue
            when = at(c, *bound, entry)
            if when is None or (when.__class__ is Unknown and when.silent):
                continue
            if when.__class__ is Unknown:
                doubtful = True
                continue
            day = when.first
            if day > last or when.last < start or (after and when.last == start):
                continue
            if match is not True:
                doubtful = True
            elif day != when.last:
                return DOUBT, True
            elif best is None or day < best[0]:
                best = (day, entry, when, self.reads)
        return best, doubtful

    def _in_order(self, c: Judgement, bound: tuple[Any, ...], entries: Sequence[Any]) -> tuple[Dated | None, bool]:
        """As ``first``, of entries of exact days from the start on, the earliest first."""
        doubtful = False
        for entry in entries:
            when: When = self.at(c, *bound, entry)
            if when.first > c.day:
                break
            match = True if self.where is None else self.where(c, *bound, entry)
            if match is True:
                return (when.first, entry, when, self.reads), doubtful
            doubtful |= match is not False and not self.certain
        return None, doubtful

    def perhaps(self, c: Judgement, bound: tuple[Any, ...], start: date, after: bool) -> bool:
        """May one of those match that do not name what the condition asks for? ``first`` does not look at these."""
        found, where = self.range.over(c, bound, later=True), self.where
        may, names = found.listing(where, c, bound), found.listing(where, c, bound, written=True)
        return len(may.items) > len(names.items) and self._earliest(c, bound, c.look(may.items), start, after)[1]

    def gather(self, c: Judgement, bound: tuple[Any, ...], into: Gathered) -> None:
        """Adds the candidates that may match and the holes. Its own date decides whether a candidate has happened, not that of what holds it."""
        found = self.range.over(c, bound, later=True)
        into.holes.extend(found.holes)
        if found.unknown is not None:
            into.unknown = join(into.unknown, found.unknown)
        where, at = self.where.ready() if self.where is not None else None, self.at.ready()
        for entry in found.among(self.where, c, bound):
            match = True if where is None else where(c, *bound, entry)
            if match is False or (self.certain and match is not True):
                continue
            candidate = dated(c, entry, match, at(c, *bound, entry), self.reads)
            if candidate is not None:
                into.candidates.append(candidate)


def places_of(c: Judgement, entry: Any, when: When, reads: tuple[tuple[str, ...], ...]) -> tuple[Place, ...]:
    """Where the day of an entry is written, by the paths that are read off it; the entry itself where it is written in none of these places."""
    places = [place_in(c, entry, (path,)) for path in reads]
    return tuple(dict.fromkeys((holder, key) for holder, key in places if key and getattr(holder, holder.NAMES[key]) == when)) or ((entry, ""),)


def dated(c: Judgement, entry: Any, match: Truth, when: Any, reads: tuple[tuple[str, ...], ...]) -> Candidate | None:
    """The candidate with its date; None where it surely has not happened by the day of judgement."""
    if when is None:
        return None
    if when.__class__ is Unknown:
        # A happening that nobody recorded (sent) is no candidate; an attribute that nobody wrote (on) is any day.
        return None if when.silent else Candidate(entry, match, None, when.missing, when)
    if when.first > c.day:
        return None
    return Candidate(entry, match, when, places_of(c, entry, when, reads))


def build_some(spec: SomeSpec, b: Builder) -> Some:
    """One compiled alternative of `some`."""
    range_ = b.range(spec.in_, "in")
    inner = b.naming(spec.each, range_.item)
    if not spec.at:
        b.fault("say at: the date that counts")
    where = inner.condition(spec.where, "where", of=spec.each) if spec.where else None
    at = inner.date(spec.at or "as_of", "at")
    return Some(range_, where, at, spec.doubtful == "left_out", own_reads(at, spec.each))


def own_reads(at: Expression, name: str) -> tuple[tuple[str, ...], ...]:
    """The paths of an expression that are read off the entry of this name."""
    return tuple(path for path in at.reads if path[0] == name)


def each_in_time(candidates: list[Candidate], c: Judgement, reading: Reading, strictly_after: bool) -> Iterator[tuple[str, Candidate]]:
    """Sorts the candidates: ``sure``, ``late``, ``perhaps`` (possibly matching, or possibly in time), ``perhaps late``."""
    for candidate in candidates:
        since = comes_since(candidate.when, reading.anchor, strictly_after)
        if since is False:
            continue
        in_time = _in_time(candidate.when, reading.limit)
        certain = candidate.match is True and since is True and candidate.when is not None and candidate.when.last <= c.day
        if in_time is True:
            yield ("sure" if certain else "perhaps"), candidate
        elif in_time is False:
            yield ("late" if certain else "perhaps late"), candidate
        else:
            yield "perhaps", candidate


def comes_since(when: When | None, anchor: When | None, strictly_after: bool) -> bool | None:
    """Does a day come since the one that starts the clock (``strictly_after``: after it)? None: cannot tell."""
    if anchor is None:
        return True
    if when is None:
        return None
    if when.last < anchor.first or (strictly_after and when.last == anchor.first):
        return False
    return True if when.first > anchor.last or (not strictly_after and when.first == anchor.last) else None


def _in_time(when: When | None, limit: When | None) -> bool | None:
    if limit is None:
        return True
    if when is None:
        return None
    if when.last <= limit.first:
        return True
    return False if when.first > limit.last else None


def why_perhaps(candidates: list[Candidate], reading: Reading) -> Unknown:
    """Why it is not known whether these fulfil: the values that would decide."""
    result = join_all(_whys(candidates))
    return Unknown(missing=reading.inexact()) if result is None else result


def _whys(candidates: list[Candidate]) -> Iterator[Unknown]:
    for candidate in candidates:
        if isinstance(candidate.match, Unknown):
            yield candidate.match
        if candidate.why is not None:
            yield candidate.why
        elif candidate.when is not None and not candidate.when.exact:
            yield Unknown(missing=candidate.places)


def earliest_of(candidates: list[Candidate]) -> Candidate:
    """The earliest; of several on one day the one whose place in the file comes first is as good as any other."""
    return min(candidates, key=Candidate.days)


def settle(sorted_: list[tuple[str, Candidate]], c: Judgement, reading: Reading, denied: Truth, whole: bool, late_counts: bool) -> Outcome:
    """Several candidates, in the order of the rule language: in time; denied; perhaps; late; nothing."""
    passed = reading.passed(c.day)
    groups: dict[str, list[Candidate]] = {"sure": [], "perhaps": [], "late": [], "perhaps late": []}
    for name, candidate in sorted_:
        groups[name].append(candidate)
    outcome = Outcome(Found.NOTHING, reading.limit, passed, reading.covered(c, whole), unset=reading.unset)
    if groups["sure"]:
        return _fulfilled(outcome, Found.SURELY, earliest_of(groups["sure"]))
    if denied is True and passed is not False:
        outcome.found = Found.DENIED
        return outcome
    if groups["perhaps"]:
        outcome.found, outcome.why = Found.POSSIBLY, spoken(why_perhaps(groups["perhaps"], reading))
    elif late_counts and groups["late"]:
        return _fulfilled(outcome, Found.LATE, earliest_of(groups["late"]))
    elif late_counts and groups["perhaps late"]:
        outcome.found, outcome.why = Found.POSSIBLY, spoken(why_perhaps(groups["perhaps late"], reading))
    return outcome


def _fulfilled(outcome: Outcome, found: Found, candidate: Candidate) -> Outcome:
    written = candidate.when if candidate.why is None else None  # it may be known to be done in time, though nobody wrote the day
    outcome.found, outcome.fulfilled, outcome.places = found, written, candidate.places
    return outcome
