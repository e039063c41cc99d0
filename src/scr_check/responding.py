"""What `response` and `precedence` share: a duty, its clock, and the entries that may fulfil it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from scr_check.candidates import DOUBT, Candidate, Dated, Gathered, Some, build_some, dated, each_in_time, places_of, settle
from scr_check.classes import dataclass
from scr_check.clocks import Clock, Reading, build_clock
from scr_check.dates import Duration, Unreckoned, When, add, span
from scr_check.expression import Expression
from scr_check.judgement import Judgement
from scr_check.logic import Place, Truth, Unknown
from scr_check.own import declared_along, places_along
from scr_check.told import Told
from scr_check.verdicts import Found, Outcome

if TYPE_CHECKING:
    from scr_check.building import Builder
    from scr_check.specs.parts import ResponseSpec
    from scr_check.telling_parts import RuleTeller


@dataclass(frozen=True, slots=True)
class Response:
    """A compiled response. ``late_counts`` is False for ``precedence``, where a later entry is as if absent.

    ``find`` first tries the plain case: entries are looked for, and every date that it meets is one day. Most are so, and it is many times quicker.
    At the first thing that is not certain it starts again, with care. Both say the same (tests/test_plain_case.py).
    """

    clock: Clock
    some: tuple[Some, ...]
    at: Expression | None
    where: Expression | None
    done: Expression | None
    denied: Expression | None
    names: tuple[str, ...]
    late_counts: bool = True
    fresh: Callable[[Any], Duration | None] | None = None

    def find(self, c: Judgement, bound: tuple[Any, ...]) -> Outcome:
        """What was found for these entries."""
        outcome = self.plainly(c, bound) if self.at is None and self.fresh is None else None
        return self.carefully(c, bound) if outcome is None else outcome

    # the plain case

    def plainly(self, c: Judgement, bound: tuple[Any, ...]) -> Outcome | None:
        """What was found, if nothing here is uncertain; else None."""
        dates = self.clock.plain(c, bound)
        if dates is None:
            return None
        start, limit = dates
        if start is not None and start.first > c.day and self.clock.by is None:
            return Outcome(Found.UNTRIGGERED)
        last = start if limit is None else limit
        assert last is not None  # a clock has one of the two
        holes: list[Place] = []
        best, passed = self._first(c, bound, start, limit, holes), c.day > last.first
        if best is DOUBT:
            return None
        if best is not None and (limit is None or best[0] <= limit.first):
            outcome = Outcome(Found.SURELY, limit, fulfilled=best[2])
        elif self.denied is not None and passed and self.denied(c, *bound) is True:
            outcome, best = Outcome(Found.DENIED, limit), None
        elif best is not None and self.late_counts:
            outcome = Outcome(Found.LATE, limit, fulfilled=best[2])
        else:
            outcome, best = Outcome(Found.NOTHING, limit, passed, Reading(limit=limit).covered(c, not holes)), None
            if holes:
                outcome.why = Unknown(missing=tuple(holes))
        if limit is None and self.clock.parameter:
            outcome.unset = (self.clock.parameter,)
        outcome.places = partial(self._plain_places, c, bound, outcome.found, best)
        return outcome

    def _first(self, c: Judgement, bound: tuple[Any, ...], start: When | None, limit: When | None, holes: list[Place]) -> Dated | None:
        """The earliest entry that surely fulfils it; None without one; ``DOUBT`` where what is uncertain may matter. Adds the holes."""
        begin, after, doubtful = date.min if start is None else start.first, self.clock.after is not None, False
        best: Dated | None = None
        for alternative in self.some:
            found, others = alternative.first(c, bound, begin, after, holes)
            if found is DOUBT:
                return DOUBT
            if found is not None and (best is None or found[0] < best[0]):
                best = found
            doubtful = doubtful or others
        if best is not None and (limit is None or best[0] <= limit.first):
            return best  # whatever else there may be
        return DOUBT if doubtful or any(alternative.perhaps(c, bound, begin, after) for alternative in self.some) else best

    def _plain_places(self, c: Judgement, bound: tuple[Any, ...], found: Found, best: Dated | None) -> tuple[Place, ...]:
        places = self.clock.places(c, bound)
        if found is Found.DENIED:
            assert self.denied is not None
            places += places_along(c, self.names, bound, self.denied.reads)
        return places if best is None else places + places_of(c, *best[1:])

    # the careful case

    def carefully(self, c: Judgement, bound: tuple[Any, ...]) -> Outcome:
        """What was found, whatever is uncertain."""
        reading = self.clock.read(c, bound)
        if reading.later:
            return Outcome(Found.UNTRIGGERED)
        if reading.why is not None:
            return Outcome(Found.POSSIBLY, why=reading.why, places=reading.places)
        gathered = Gathered()
        for alternative in self.some:
            alternative.gather(c, bound, gathered)
        whole = not gathered.holes
        if self.at is not None:
            whole = self._itself(c, bound, gathered)
        denied: Truth = self.denied(c, *bound) if self.denied is not None else False
        ordered = list(each_in_time(gathered.candidates, c, reading, self.clock.after is not None))
        if self.fresh is not None:
            ordered = [known for one in ordered if (known := self._freshened(c, one, reading)) is not None]
        if gathered.unknown is not None:  # what stands where nobody can look may be in time
            ordered.append(("perhaps", Candidate(None, gathered.unknown, None, ())))
        outcome = settle(ordered, c, reading, denied, whole, self.late_counts)
        return self._evidenced(c, outcome, gathered, reading, bound)

    def _freshened(self, c: Judgement, one: tuple[str, Candidate], reading: Reading) -> tuple[str, Candidate] | None:
        """The candidate if it is surely fresh at the moment that counts; as a possible one if it may be; None if it is too old."""
        group, candidate = one
        assert self.fresh is not None
        duration = self.fresh(c)
        if duration is None or reading.limit is None or candidate.when is None:
            return one
        oldest = add(reading.limit, duration, sign=-1)
        if isinstance(oldest, Unreckoned):
            candidate.why = Unknown(reason=oldest.reason)
        elif candidate.when.first >= oldest.last:
            return one
        elif candidate.when.last < oldest.first:
            return None
        return ("perhaps" if group == "sure" else group), candidate

    def _itself(self, c: Judgement, bound: tuple[Any, ...], gathered: Gathered) -> bool:
        """The bound entry as its own candidate. Gives whether its absence would be recorded."""
        assert self.at is not None
        match: Truth = self.where(c, *bound) if self.where is not None else True
        when = self.at(c, *bound)
        unwritten = when is None or when.__class__ is Unknown
        if unwritten and self.done is not None and self.done(c, *bound) is True:
            gathered.candidates.append(self._some_day(c, bound))
        elif match is not False and (candidate := dated(c, bound[-1] if bound else None, match, when, ())) is not None:
            candidate.places = places_along(c, self.names, bound, self.at.reads)
            gathered.candidates.append(candidate)
        return declared_along(c, self.names, bound, self.at.reads)

    def _some_day(self, c: Judgement, bound: tuple[Any, ...]) -> Candidate:
        """Done, but nobody wrote when: on some day up to the extraction."""
        assert self.at is not None and self.done is not None
        extracted = c.record.root.extracted
        when = None if extracted is None else span(date.min, extracted.last)
        why = Unknown(missing=places_along(c, self.names, bound, self.at.reads, there=False))
        return Candidate(bound[-1] if bound else None, True, when, places_along(c, self.names, bound, self.done.reads), why)

    def _evidenced(self, c: Judgement, outcome: Outcome, gathered: Gathered, reading: Reading, bound: tuple[Any, ...]) -> Outcome:
        outcome.places = reading.places + outcome.evidence()
        if outcome.found is Found.DENIED:
            assert self.denied is not None
            outcome.places += places_along(c, self.names, bound, self.denied.reads)
            if outcome.passed is None:
                outcome.why = Unknown(missing=reading.inexact())
        elif outcome.found is Found.NOTHING:
            if outcome.passed is None or outcome.complete is None:
                # The limit is not exact: the date that it counts from is what would decide.
                outcome.why = Unknown(missing=reading.inexact())
            elif gathered.holes:
                outcome.why = Unknown(missing=tuple(gathered.holes))
            elif self.at is not None:
                outcome.why = Unknown(missing=places_along(c, self.names, bound, self.at.reads, there=False))
        return outcome


def build_response(spec: ResponseSpec, b: Builder) -> Response:
    """The compiled duty."""
    if (spec.some is None) == (spec.at is None):
        b.fault("say either some (the entries that fulfil it) or at (the date on which the entry itself was done)")
    for key in ("where", "done"):
        if spec.some is not None and getattr(spec, key):
            b.fault(f"{key} goes with at; inside some, each alternative has its own", key)
    return Response(
        build_clock(spec, b),
        tuple(build_some(one, b.at("some", i)) for i, one in enumerate(spec.some or ())),
        b.date(spec.at, "at") if spec.at else None,
        b.condition(spec.where, "where") if spec.where else None,
        b.condition(spec.done, "done") if spec.done else None,
        b.condition(spec.denied, "denied") if spec.denied else None,
        tuple(b.scope.bound),
    )


def tell_response(spec: ResponseSpec, t: RuleTeller) -> Told:
    """The duty in plain words."""
    asks, paths = [], []
    for i, one in enumerate(spec.some or ()):
        what, at = t.some(one)
        paths.append(one.in_)
        asks.append(f"{'There is' if i == 0 else 'Or there is'} {what}. The day that counts is {at}.")
    if spec.at:
        asks.append(f"It is done. The day that counts is {t.value(spec.at)}.")
        asks += [f"It counts only if {t.condition(spec.where)}."] if spec.where else []
        asks += [f"If {t.condition(spec.done)}, but no day is written down, it was done on some day up to the day of the export."] if spec.done else []
    limit = bool(spec.by or spec.by_next or (spec.within and not t.unset(spec.within)))
    complete = t.whole(paths) if spec.some else "the record says that it is complete there"
    verdicts = t.usual(complete, denied=t.condition(spec.denied) if spec.denied else None, late=limit, limit=limit)
    return Told(asks, t.clock(spec), verdicts)
