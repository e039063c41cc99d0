"""Recurrence: first within a limit, then never a longer gap, until an end. The open tail is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from scr_check.candidates import Candidate, Gathered, Some, build_some
from scr_check.classes import dataclass
from scr_check.clocks import Reading
from scr_check.dates import Duration, Unreckoned, When, add, span
from scr_check.expression import Expression
from scr_check.findings import Verdict
from scr_check.judgement import Judgement
from scr_check.logic import Place, Unknown
from scr_check.own import places_along
from scr_check.told import Told
from scr_check.verdicts import Found, Outcome, verdict_of, worst

if TYPE_CHECKING:
    from scr_check.building import Builder
    from scr_check.specs.recurrence import RecurrenceSpec
    from scr_check.telling_parts import RuleTeller

KEY = "recurrence"
CLOCK = True


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Compiled."""

    some: Some
    since: Expression
    first_within: Callable[[Any], Duration | None]
    then_every: Callable[[Any], Duration | None]
    until: Expression | None
    ended: Expression | None
    parameters: tuple[str, ...]
    names: tuple[str, ...]
    inclusive: bool

    def find(self, c: Judgement, bound: tuple[Any, ...]) -> Outcome:
        """What was found for these entries."""
        start = self.since(c, *bound)
        places = places_along(self.names, bound, self.since.reads)
        gathered = Gathered([], [])
        self.some.gather(c, bound, gathered)
        if not isinstance(start, When):
            return self._no_start(c, start, gathered, places)
        if start.first > c.day:
            return Outcome(Found.UNTRIGGERED)
        end = self._end(c, bound)
        every, first = self.then_every(c), self.first_within(c)
        if every is None or first is None:
            outcome = self._at_least_one(c, start, end, gathered)
        else:
            gathered.holes.extend(self._perhaps_ended(c, bound, end))
            outcome = self._never_longer(c, bound, (start, end), gathered, first, every)
        outcome.places = places + outcome.evidence()
        if outcome.why is None:
            outcome.why = Unknown(silent=True, missing=tuple(gathered.holes))
        return outcome

    def _no_start(self, c: Judgement, start: Any, gathered: Gathered, places: tuple[Place, ...]) -> Outcome:
        why = start if isinstance(start, Unknown) else Unknown()
        return Outcome(Found.POSSIBLY, why=Unknown(missing=why.missing, reason=why.reason), places=places)

    def _end(self, c: Judgement, bound: tuple[Any, ...]) -> When | None:
        """The end, if it has come; any day up to now where the record says that it ended, but not when."""
        value = self.until(c, *bound) if self.until is not None else None
        if isinstance(value, When):
            return value if value.first <= c.day else None
        mapping = self.ended(c, *bound) if self.ended is not None else None
        if mapping is not None and mapping.__class__ is not Unknown:
            return span(date(1900, 1, 1), c.day)
        return None

    def _perhaps_ended(self, c: Judgement, bound: tuple[Any, ...], end: When | None) -> tuple[Place, ...]:
        """Where its end would stand, if nobody wrote that it ended in a section that need not hold it: what comes next is not surely owed."""
        value = self.until(c, *bound) if self.until is not None and end is None else None
        return value.missing if isinstance(value, Unknown) and value.silent else ()

    @staticmethod
    def _counting(candidates: list[Candidate], start: When, end: When | None) -> tuple[list[When], list[Candidate]]:
        """Those that surely count (between start and end, both included), and those that may."""
        sure: list[When] = []
        perhaps: list[Candidate] = []
        for one in candidates:
            when = one.when
            if when is not None and (when.last < start.first or (end is not None and when.first > end.last)):
                continue
            inside = when is not None and when.first >= start.last and (end is None or when.last <= end.first)
            if one.match is True and inside and when is not None:
                sure.append(when)
            else:
                perhaps.append(one)
        return sorted(sure, key=lambda when: (when.first, when.last)), perhaps

    def _at_least_one(self, c: Judgement, start: When, end: When | None, gathered: Gathered) -> Outcome:
        """No number is set for the interval: at least one entry, and a day of grace on the first day."""
        sure, perhaps = self._counting(gathered.candidates, start, end)
        reading = Reading(anchor=start, unset=self.parameters)
        through = Reading(limit=end) if end is not None else reading
        passed = reading.passed(c.day)
        outcome = Outcome(Found.NOTHING, None, passed, through.covered(c, not gathered.holes), unset=self.parameters)
        certain = [when for when in sure if when.last <= c.day]
        if certain:
            outcome.found, outcome.fulfilled = Found.SURELY, certain[0]
        elif sure or perhaps:
            outcome.found = Found.POSSIBLY
            outcome.why = Unknown(missing=tuple(place for one in perhaps for place in one.places))
        return outcome

    def _never_longer(self, c: Judgement, bound: tuple[Any, ...], frame: tuple[When, When | None], gathered: Gathered, first: Duration,
                      every: Duration) -> Outcome:  # fmt: skip
        """Judged twice: with what surely counts, and with what may count standing where it helps most. Two answers are one unknown."""
        start, end = frame
        sure, perhaps = self._counting(gathered.candidates, start, end)
        exact = [when.first for when in sure if when.exact and when.last <= c.day]
        helping = [one.when for one in perhaps] + [when for when in sure if not (when.exact and when.last <= c.day)]
        strict = self._walk(c, (start.first, end.last if end else None), exact, [], (first, every), gathered)
        if not helping and start.exact and (end is None or end.exact):
            return strict
        kind = self._walk(c, (start.last, end.first if end else None), exact, helping, (first, every), gathered)
        if verdict_of(kind) == verdict_of(strict):
            return strict
        doubtful = [one for one in gathered.candidates if one in perhaps or one.when is None or not one.when.exact]
        places = tuple(place for one in doubtful for place in one.places)
        places += places_along(self.names, bound, self.since.reads) if not start.exact else ()
        places += places_along(self.names, bound, self.until.reads) if self.until is not None and end is not None and not end.exact else ()
        return Outcome(Found.POSSIBLY, strict.limit, why=Unknown(missing=places), places=places)

    def _walk(self, c: Judgement, frame: tuple[date, date | None], exact: list[date], helping: list[When | None],
              durations: tuple[Duration, Duration], gathered: Gathered) -> Outcome:  # fmt: skip
        """From one to the next. The worst of all gaps is the outcome."""
        previous, end = frame
        rest, spare = sorted(exact), list(helping)
        gaps: list[Outcome] = []
        duration = durations[0]
        while True:
            limit = self._limit(previous, duration)
            if limit is None:
                return Outcome(Found.POSSIBLY, why=Unknown(reason="the limit lies beyond the known bank holidays"))
            chosen = self._next(previous, limit, rest, spare, first=not gaps)
            if chosen is None or (chosen > limit and end is not None and end <= limit):
                gaps.append(self._tail(c, limit, end, gathered))
                break
            when = span(chosen, chosen)
            late = chosen > limit
            gaps.append(Outcome(Found.LATE if late else Found.SURELY, span(limit, limit), fulfilled=when))
            rest = [day for day in rest if day > chosen]
            previous, duration = chosen, durations[1]
        return self._worst(gaps)

    def _limit(self, day: date, duration: Duration) -> date | None:
        result = add(span(day, day), duration, inclusive=self.inclusive)
        return None if isinstance(result, Unreckoned) else result.first

    @staticmethod
    def _next(previous: date, limit: date, rest: list[date], spare: list[When | None], first: bool) -> date | None:
        """The last exact day up to the limit, or an uncertain one where it helps most; else the next exact day.

        Of the first window the first day: the longest gap may be shorter than that window, and is counted from there.
        """
        inside = [day for day in rest if previous <= day <= limit]
        if inside:
            return inside[0 if first else -1]
        for one in spare:
            last = limit if one is None else min(limit, one.last)
            after = last >= previous if first else last > previous  # what is held on the day of the start is the first
            if after and (one is None or one.first <= limit):
                spare.remove(one)
                return last
        return next((day for day in rest if day > limit), None)

    @staticmethod
    def _tail(c: Judgement, limit: date, end: date | None, gathered: Gathered) -> Outcome:
        """Nothing more: enough if it ended before the limit, else due, or overdue."""
        if end is not None and end <= limit and end <= c.day:
            return Outcome(Found.SURELY)
        reading = Reading(limit=span(limit, limit))
        return Outcome(Found.NOTHING, reading.limit, reading.passed(c.day), reading.covered(c, not gathered.holes))

    @staticmethod
    def _worst(gaps: list[Outcome]) -> Outcome:
        verdict: Verdict = worst([verdict_of(gap) for gap in gaps])
        return next(gap for gap in gaps if verdict_of(gap) == verdict)


def build(spec: RecurrenceSpec, b: Builder) -> Recurrence:
    """The compiled pattern."""
    first = spec.first_within or spec.then_every
    return Recurrence(
        build_some(spec, b),
        b.date(spec.since, "since"),
        b.duration(first, "first_within" if spec.first_within else "then_every"),
        b.duration(spec.then_every, "then_every"),
        b.date(spec.until, "until") if spec.until else None,
        b.value(spec.ended, "ended") if spec.ended else None,
        tuple(dict.fromkeys(name for name in (first, spec.then_every) if not name[:1].isdigit())),
        tuple(b.scope.bound),
        spec.counting == "inclusive",
    )


def tell(spec: RecurrenceSpec, t: RuleTeller) -> Told:
    """In plain words."""
    what, at = t.some(spec)
    start, every = t.value(spec.since), t.length(spec.then_every)
    begins = [f"It counts from this day: {start}."] if len(start) > 60 else []
    start = "that day" if begins else start
    asks = [f"Again and again there is {what}. Its day is {at}."]
    first = f"The first within {t.length(spec.first_within)} of {start}, then" if spec.first_within else f"Counted from {start},"
    when = [f"{first} never longer than {every} from one to the next."]
    unset = [name for name in dict.fromkeys((spec.first_within, spec.then_every)) if name and t.unset(name)]
    if unset:
        when = [f"Counted from {start}. How often is not set ({' and '.join(unset)}). Until somebody sets it, one is enough."]
    if spec.until:
        when.append(f"It ends on this day, if there is one: {t.value(spec.until)}.")
    verdicts = t.usual(t.whole([spec.in_])) | {"met": "Done every time in time, up to the end.", "met_late": "Done every time, but at least once too late."}
    return Told(asks, [*begins, *when], verdicts | {"due": "In time so far; the next is still to come."})
