"""Replay: the case judged on every day on which something changes, and when each finding first could have been seen.

Days on which something can change are those that the record names (the first and last day that each of its dates may mean) and the days after
each limit. In between no verdict changes: the record is the same, and no limit passes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from scr_check.check import Settings
from scr_check.dates import When
from scr_check.engine import Run
from scr_check.findings import FAILING, Finding, Verdict
from scr_check.record import Record
from scr_check.record_entries import Entry
from scr_check.words import many

Key = tuple[str, str, tuple[tuple[str, str], ...]]
"""What makes a finding the same on another day: its rule, its subject, its bindings."""


@dataclass(frozen=True, slots=True)
class Span:
    """A verdict from one day to another, both included."""

    first: date
    last: date
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Story:
    """One finding through time: its verdicts in order, and how it stood on the last day."""

    finding: Finding
    spans: tuple[Span, ...]

    def open_since(self, verdicts: frozenset[Verdict] = FAILING) -> date | None:
        """The day since which it has stood open without a break, up to the last day; None if it does not stand open."""
        since: date | None = None
        for span in reversed(self.spans):
            if span.verdict not in verdicts:
                break
            since = span.first
        return since

    def first_seen(self, verdicts: frozenset[Verdict] = FAILING) -> date | None:
        """The first day on which it could have been seen."""
        return next((span.first for span in self.spans if span.verdict in verdicts), None)


@dataclass(frozen=True, slots=True)
class Replay:
    """A case through time: the days judged, and the stories of all findings that ever were."""

    case: str
    days: tuple[date, ...]
    stories: tuple[Story, ...]

    @property
    def until(self) -> date:
        """The last day judged."""
        return self.days[-1]


def replay(record: Record, settings: Settings, until: date) -> Replay:
    """Judges the record on every day up to ``until`` (included) on which something changes."""
    waiting = {day for day in _days_of(record.root) if day <= until} | {until}
    done: dict[date, dict[Key, Finding]] = {}
    while waiting:
        day = min(waiting)
        waiting.discard(day)
        done[day] = found = dict(_judged(record, settings, day))
        waiting |= {after for one in found.values() for after in _after_limits(one) if day < after <= until and after not in done}
    days = tuple(sorted(done))
    return Replay(record.root.case, days, tuple(_stories(days, done)))


def _judged(record: Record, settings: Settings, day: date) -> Iterator[tuple[Key, Finding]]:
    for book in settings.rulebooks:
        findings, _, _ = Run(record, book, day).findings(settings.rules(book))
        for one in findings:
            yield (one.rule, one.subject, tuple(one.bindings.items())), one


def _after_limits(finding: Finding) -> Iterator[date]:
    limits = (finding.limit,) if finding.limit else finding.limit_between or ()
    for limit in limits:
        day = date.fromisoformat(limit)
        if day < date.max:
            yield day + timedelta(days=1)


def _days_of(entry: Entry) -> Iterator[date]:
    """Every day that the entry's dates may begin or end on, and the day after, for what counts from the day itself."""
    for name, value in entry.values().items():
        if isinstance(value, When) and name not in ("born", "expected"):
            yield from (value.first, value.last)
            if value.last < date.max:
                yield value.last + timedelta(days=1)
        elif isinstance(value, Entry):
            yield from _days_of(value)
        elif value.__class__ is tuple:
            for inner in value:
                if isinstance(inner, Entry):
                    yield from _days_of(inner)


def _stories(days: tuple[date, ...], done: dict[date, dict[Key, Finding]]) -> Iterator[Story]:
    """By the day on which it stood open first, then as the report orders them."""
    order: dict[Key, Finding] = {}
    for day in days:
        order.update(done[day])
    for key, last in order.items():
        spans: list[Span] = []
        for number, day in enumerate(days):
            here = done[day].get(key)
            end = days[number + 1] - timedelta(days=1) if number + 1 < len(days) else day
            verdict = here.verdict if here is not None else Verdict.NOT_APPLICABLE
            if spans and spans[-1].verdict is verdict:
                spans[-1] = Span(spans[-1].first, end, verdict)
            else:
                spans.append(Span(day, end, verdict))
        yield Story(last, tuple(spans))


# in words


def as_text(made: Replay, width: int = 80) -> str:
    """What stood open on the last day, the longest first; then what was put right before it."""
    standing = [(since, story) for story in made.stories if story.finding.binding and (since := story.open_since()) is not None]
    standing.sort(key=lambda item: (item[0], item[1].finding.rule, item[1].finding.subject))
    mended = [story for story in made.stories if story.finding.binding and story.open_since() is None and story.first_seen() is not None]
    lines = [f"Case {made.case} through time, {made.days[0]} to {made.until}: judged on {many(len(made.days), 'day')}", ""]
    lines.append(f"STOOD OPEN ON {made.until} ({len(standing)}), the longest first" if standing else f"Nothing stood open on {made.until}.")
    for since, story in standing:
        lines += _entry(f"{since}", f"{_days((made.until - since).days)}", story, width)
    if mended:
        lines += ["", f"COULD BE SEEN, AND WAS PUT RIGHT ({len(mended)})"]
        for story in sorted(mended, key=lambda s: (s.first_seen() or date.max, s.finding.rule)):
            spans = [span for span in story.spans if span.verdict in FAILING]
            lines += _entry(f"{spans[0].first}", f"to {spans[-1].last}", story, width)
    return "\n".join(lines) + "\n"


def _entry(first: str, second: str, story: Story, width: int) -> list[str]:
    import textwrap  # noqa: PLC0415

    verdict = next(span.verdict for span in reversed(story.spans) if span.verdict in FAILING)
    text = f"{story.finding.about} ({story.finding.rule}, {verdict.value.replace('_', ' ')})"
    return textwrap.wrap(f"{first}  {second:>13}  {text}", width=max(width, 40), subsequent_indent=" " * 27 if width >= 60 else "  ")


def _days(count: int) -> str:
    return "since that day" if count == 0 else many(count, "day")


def as_data(made: Replay) -> dict[str, object]:
    """``replay/1``: the days judged, and each finding with its verdicts in time."""
    return {
        "format": "replay/1", "case": made.case, "until": made.until.isoformat(), "days": [day.isoformat() for day in made.days],
        "findings": [
            {
                "rule": s.finding.rule, "rulebook": s.finding.rulebook, "subject": s.finding.subject, "bindings": s.finding.bindings,
                "duty": s.finding.duty, "about": s.finding.about,
                "first_seen": _iso(s.first_seen()), "open_since": _iso(s.open_since()),
                "open_days": (made.until - since).days if (since := s.open_since()) is not None else None,
                "verdicts": [{"from": x.first.isoformat(), "to": x.last.isoformat(), "verdict": x.verdict.value} for x in s.spans],
            }
            for s in made.stories
        ],
    }  # fmt: skip


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
