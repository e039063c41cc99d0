"""A finding in words: what it is about, what was found, by how many days, whose move it is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from scr_check.classes import dataclass
from scr_check.dates import Duration, When
from scr_check.findings import Verdict
from scr_check.judgement import Judgement
from scr_check.logic import Place
from scr_check.record_entries import NONE_THERE, Entry
from scr_check.verdicts import Found, Outcome
from scr_check.words import many

if TYPE_CHECKING:
    from scr_check.rulebook import Branch, Rule

_NAME_OF_KEY = {"from": "from_", "for": "for_"}
WORDS = {
    Verdict.BREACHED: "not done",
    Verdict.CONFLICT: "the sources disagree",
    Verdict.NOT_RECORDED: "no record either way",
    Verdict.UNKNOWN: "cannot be told",
    Verdict.DUE: "not done yet",
    Verdict.HOLDING: "kept so far",
    Verdict.MET_LATE: "done late",
    Verdict.NOTED: "noted",
    Verdict.MET: "done",
    Verdict.NOT_APPLICABLE: "does not apply",
}


def pointer_to(c: Judgement, place: Place) -> str:
    """The JSON pointer of a place; an empty key is the entry itself."""
    entry, key = place
    if entry is None:
        return ""
    pointer = c.pointer(entry)
    return f"{pointer}/{key}" if key else pointer


def value_at(entry: Any, key: str) -> str | bool | None:
    """The value as the record writes it; None for a mapping, a list, or what is not there."""
    if not key or "/" in key:
        return None
    value = getattr(entry, _NAME_OF_KEY.get(key, key), None)
    if value is None or value is NONE_THERE or isinstance(value, Entry | tuple):
        return None
    if isinstance(value, bool):
        return value
    return value.text if isinstance(value, When) else str(value)


def plain_about(rule: Rule) -> str:
    """What a finding is about, where nothing else can be said: the rule's title."""
    return rule.title[:1].lower() + rule.title[1:]


def days(verdict: Verdict, outcome: Outcome, day: date) -> tuple[int | None, int | None]:
    """Days late (to the fulfilment, or to the day of judgement) and days left; None where there is no one limit, or it does not matter."""
    limit = outcome.limit
    if limit is None or not limit.exact:
        return None, None
    if verdict is Verdict.MET_LATE and outcome.fulfilled is not None and outcome.fulfilled.exact:
        return (outcome.fulfilled.first - limit.first).days, None
    if verdict is Verdict.BREACHED and limit.first < day:
        return (day - limit.first).days, None
    return None, (limit.first - day).days if verdict is Verdict.DUE else None


@dataclass(slots=True)
class Said:
    """Puts one result into words."""

    rule: Rule
    branch: Branch
    entries: tuple[Any, ...]
    bound: tuple[Any, ...]
    outcome: Outcome
    verdict: Verdict
    c: Judgement

    def about(self) -> str:
        """What the finding is about: a noun phrase."""
        if len(self.bound) < len(self.rule.names) + len(self.rule.lets):
            # The verdict stands on an outer entry: the phrase would speak of what is not bound.
            return plain_about(self.rule)
        if self.branch.about is not None and self.rule.like is None:
            return str(self.branch.about.run(self.c, *self.entries))
        return str(self.rule.about.run(self.c, *self.bound))

    def move(self) -> str:
        """Whose move it is."""
        move = self.rule.move
        if "{" not in move.text:
            return move.text
        return "" if len(self.bound) < len(self.rule.names) + len(self.rule.lets) else str(move.run(self.c, *self.bound))

    def cause(self) -> str:
        """What lies behind this finding and others, told of the outermost entry; nothing where the rule names none."""
        outer = self.bound[: len(self.rule.names)][:1]
        if self.rule.cause is None or len(outer) < len(self.rule.names[:1]):
            return ""
        return str(self.rule.cause.run(self.c, *outer))

    def message(self, about: str) -> str:
        """One line: what it is about, what was found, the numbers."""
        own = self.rule.say.get(self.verdict._value_) if self.rule.say else None
        if own is not None and len(self.bound) == len(self.rule.names) + len(self.rule.lets):
            text = f"{about}: {own.run(self.c, *self.bound)}"
        else:
            text = f"{about}: {self._verdict_words()}"
        detail = f" ({self.outcome.detail})" if self.outcome.detail else ""
        return text + detail

    def _verdict_words(self) -> str:
        outcome, verdict = self.outcome, self.verdict
        limit = outcome.limit.text if outcome.limit is not None else None
        late, left = days(verdict, outcome, self.c.day)
        if verdict is Verdict.MET and outcome.fulfilled is not None:
            return f"done on {outcome.fulfilled.text}" + (f", by {limit}" if limit else "")
        if verdict is Verdict.MET_LATE and outcome.fulfilled is not None:
            return f"done on {outcome.fulfilled.text}, {_days(late)} late (owed by {limit})"
        if verdict is Verdict.BREACHED:
            return self._breached(limit, late)
        if verdict is Verdict.DUE and limit:
            return f"not done yet, owed by {limit}" + (f" ({_days(left)} left)" if left is not None else "")
        if verdict is Verdict.NOT_RECORDED:
            return "no record either way" + (f" (it was owed by {limit})" if limit else "")
        if verdict is Verdict.UNKNOWN:
            return self.unknown()
        return WORDS[verdict]

    def _breached(self, limit: str | None, late: int | None) -> str:
        if self.outcome.found is Found.BROKEN:
            return "it happened"
        return f"not done, owed by {limit}" + (f", {_days(late)} ago" if late is not None else "") if limit else "not done"

    def unknown(self) -> str:
        """That nobody can tell, and why."""
        why = self.outcome.why
        if why is None:
            return "cannot be told"
        if why.hangs_on:
            return f"cannot be told: it hangs on {why.hangs_on}"
        if why.unset:
            return f"cannot be told: {', '.join(why.unset)} is not set"
        if why.reason:
            return f"cannot be told: {why.reason}"
        missing = list(dict.fromkeys(pointer_to(self.c, place) for place in why.missing if place[0] is not None))
        return "cannot be told" + (f": it hangs on {', '.join(missing[:3])}" + (" and others" if len(missing) > 3 else "") if missing else "")


def _days(count: int | None) -> str:
    return "some days" if count is None else many(count, "day")


def duration_text(value: Duration | When | int | None) -> str | int | None:
    """A parameter's value for a report."""
    return value if value is None or isinstance(value, int) else str(value)
