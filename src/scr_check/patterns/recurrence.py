"""Recurrence: first within a limit, then never a longer gap, until an end. The open tail is due."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from scr_check.candidates import Candidate, Gathered, Some, build_some, earliest_of, why_perhaps
from scr_check.classes import dataclass
from scr_check.clocks import Reading
from scr_check.dates import Duration, When, span
from scr_check.expression import Expression
from scr_check.findings import Verdict
from scr_check.gaps import Gaps
from scr_check.judgement import Judgement
from scr_check.logic import Place, Unknown, join, spoken
from scr_check.own import places_along
from scr_check.told import Told
from scr_check.verdicts import Found, Outcome, verdict_of

if TYPE_CHECKING:
    from scr_check.building import Builder
    from scr_check.specs.recurrence import RecurrenceSpec
    from scr_check.telling_parts import RuleTeller

KEY = "recurrence"
CLOCK = True


class Counting(NamedTuple):
    """The entries that surely count, and those that may.

    ``doubtful``: those that may, and those without an exact day. ``holes``: where others may be missing.
    """

    sure: list[Candidate]
    perhaps: list[Candidate]
    doubtful: list[Candidate]
    holes: list[Place]


def _within(candidates: list[Candidate], first: date, last: date) -> Iterator[When]:
    """The days from the first to the last on which each may have been; none where nothing is between these."""
    for one in candidates:
        when = one.when or span(date.min, date.max)
        low, high = max(first, when.first), min(last, when.last)
        if low <= high:
            yield When(low, high, when.text)


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
        places = places_along(c, self.names, bound, self.since.reads)
        gathered = Gathered()
        self.some.gather(c, bound, gathered)
        if not isinstance(start, When):
            return self._no_start(c, start, gathered, places)
        if start.first > c.day:
            return Outcome(Found.UNTRIGGERED)
        outcome = self._judged(c, bound, start, gathered)
        open_ = outcome.found is Found.LATE or (outcome.found is Found.NOTHING and outcome.passed is not False)
        if gathered.unknown is not None and open_:
            outcome.found, outcome.why = Found.POSSIBLY, gathered.unknown
        outcome.places = places + outcome.evidence()
        if outcome.why is None:
            outcome.why = Unknown(silent=True, missing=tuple(gathered.holes))
        return outcome

    def _no_start(self, c: Judgement, start: Any, gathered: Gathered, places: tuple[Place, ...]) -> Outcome:
        why = start if isinstance(start, Unknown) else Unknown()
        return Outcome(Found.POSSIBLY, why=spoken(why), places=places)

    def _judged(self, c: Judgement, bound: tuple[Any, ...], start: When, gathered: Gathered) -> Outcome:
        """What was found from this start on."""
        end = self._end(c, bound)
        every, first = self.then_every(c), self.first_within(c)
        counting = self._counting(gathered, c.day, start, end)
        if every is None or first is None:
            outcome = self._at_least_one(c, start, end, counting)
        else:
            gathered.holes.extend(self._perhaps_ended(c, bound, end))
            outcome = self._never_longer(c, start, end, counting, first, every)
        outcome.places = self._deciding(counting, outcome)
        if outcome.why is None and verdict_of(outcome) is Verdict.UNKNOWN:
            self._doubt(c, bound, (start, end), counting, outcome)
        return outcome

    @staticmethod
    def _deciding(counting: Counting, outcome: Outcome) -> tuple[Place, ...]:
        """Where the one stands that decides: the one that was too late, else the last, from which the next is counted."""
        told = [one for one in counting.sure if one.when == outcome.fulfilled] or sorted(counting.sure, key=lambda one: one.days())[-1:]
        return told[0].places if told else ()

    def _end(self, c: Judgement, bound: tuple[Any, ...]) -> When | None:
        """The end, if it has come; any day up to now where the record says that it ended, but not when."""
        value = self.until(c, *bound) if self.until is not None else None
        if isinstance(value, When):
            return value if value.first <= c.day else None
        mapping = self.ended(c, *bound) if self.ended is not None else None
        if mapping is not None and mapping.__class__ is not Unknown:
            return span(date(1900, 1, 1), c.day)
        return None

    def _where_it_ends(self, c: Judgement, bound: tuple[Any, ...]) -> tuple[Place, ...]:
        """Where the end is written, or would be."""
        value = self.until(c, *bound) if self.until is not None else None
        if isinstance(value, Unknown):
            return value.missing
        return places_along(c, self.names, bound, self.until.reads) if self.until is not None else ()

    def _perhaps_ended(self, c: Judgement, bound: tuple[Any, ...], end: When | None) -> tuple[Place, ...]:
        """Where its end would stand, if nobody wrote that it ended in a section that need not hold it: what comes next is not surely owed."""
        value = self.until(c, *bound) if self.until is not None and end is None else None
        return value.missing if isinstance(value, Unknown) and value.silent else ()

    @staticmethod
    def _counting(gathered: Gathered, day: date, start: When, end: When | None) -> Counting:
        """Those that surely count (between start and end, both included, and held by the day of judgement), and those that may."""
        counting = Counting([], [], [], gathered.holes)
        until = day if end is None else min(day, end.first)
        for one in gathered.candidates:
            when = one.when
            if when is not None and (when.last < start.first or (end is not None and when.first > end.last)):
                continue
            if one.match is True and when is not None and when.first >= start.last and when.last <= until:
                counting.sure.append(one)
                if when.exact:
                    continue
            else:
                counting.perhaps.append(one)
            counting.doubtful.append(one)
        return counting

    def _at_least_one(self, c: Judgement, start: When, end: When | None, counting: Counting) -> Outcome:
        """No number is set for the interval: at least one entry, and a day of grace on the first day."""
        reading = Reading(anchor=start, unset=self.parameters)
        through = Reading(limit=end) if end is not None else reading
        outcome = Outcome(Found.NOTHING, None, reading.passed(c.day), through.covered(c, not counting.holes), unset=self.parameters)
        if counting.sure:
            outcome.found, outcome.fulfilled = Found.SURELY, earliest_of(counting.sure).when
        elif counting.perhaps:
            outcome.found = Found.POSSIBLY
        return outcome

    def _never_longer(self, c: Judgement, start: When, end: When | None, counting: Counting, first: Duration, every: Duration) -> Outcome:
        """What comes last decides: what is owed after it, unless it ended before. If it surely ended, every gap counts."""
        until = c.day if end is None else min(c.day, end.last)
        sure = sorted(_within(counting.sure, start.first, until), key=lambda when: (when.first, when.last))
        gaps = Gaps(start, sure, list(_within(counting.perhaps, start.first, until)), first, every, self.inclusive)
        if not gaps.reckoned():
            return Outcome(Found.POSSIBLY, why=Unknown(reason="the limit lies beyond the known bank holidays"))
        owed = gaps.owed_at_last()
        if end is None or end.first > owed.last:
            reading = Reading(limit=owed)
            return Outcome(Found.NOTHING, owed, reading.passed(c.day), reading.covered(c, not counting.holes), detail=gaps.late_before())
        surely_ended = end.last <= min(owed.first, c.day)
        return gaps.in_time(end.first) if surely_ended else Outcome(Found.POSSIBLY, owed)

    def _doubt(self, c: Judgement, bound: tuple[Any, ...], frame: tuple[When, When | None], counting: Counting, outcome: Outcome) -> None:
        """Adds why nobody can tell: what may count, what has no exact day, a start or an end that has none."""
        start, end = frame
        places = places_along(c, self.names, bound, self.since.reads) if not start.exact else ()
        places += self._where_it_ends(c, bound) if end is not None and not end.exact else ()
        why = join(why_perhaps(counting.doubtful, Reading()), Unknown(missing=places))
        outcome.found, outcome.why = Found.POSSIBLY, spoken(why)
        outcome.places = tuple(place for one in counting.doubtful for place in one.places) + places


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
    return Told(asks, [*begins, *when], verdicts | {"due": "The next is still to come. The report says so if one before came too late."})
