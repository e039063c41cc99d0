"""The parts that several patterns share, told in plain words: the clock of a duty, the entries that are looked for, the usual verdicts."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from scr_check.kinds import EntryOf
from scr_check.telling_expressions import Teller, tree
from scr_check.telling_words import NOUNS, a, capital, either, spoken

LONG = 60
"""Characters of a phrase that still fits into a sentence about something else."""
UNKNOWN = "a date, a word or a name that decides is missing, or not exact enough"


@dataclass(frozen=True)
class RuleTeller(Teller):
    """A teller that also tells what stands under a pattern."""

    def some(self, spec: Any) -> tuple[str, str]:
        """What is looked for, with its article; and the date that counts, or nothing."""
        phrase, inner = self.entries(spec.each, spec.in_, spec.where)
        at = inner.bound(spec.each, inner.scope.bound[spec.each], focus=True).value(spec.at) if spec.at else ""
        return a(phrase), at

    def whole(self, paths: Iterable[str]) -> str:
        """When the record can be said to hold everything of these lists."""
        names = dict.fromkeys(NOUNS.get(path.split(".")[-1], spoken(path.split(".")[-1])) for path in paths)
        return f"the record says that it is complete in its {either(list(names), 'and')}"

    def clock(self, spec: Any) -> list[str]:
        """By when, from the keys of a clock."""
        start = spec.since or spec.after
        if spec.by:
            begins = f"Only what is done {'since' if spec.since else 'later than'} this counts: {self.value(start)}." if start else ""
            return [f"By {self.value(spec.by)}.", *([begins] if begins else [])]
        if getattr(spec, "by_next", None):
            following = spec.by_next
            phrase, inner = self.entries(following.each, following.in_, following.where)
            return [f"By the day of the next {phrase}. The day is {inner.value(following.at)}.", "While there is no such day, it is due."]
        day = self.value(start) if start else "the start"
        apart = [] if len(day) <= LONG else [f"It counts from this day: {day}."]
        day = "that day" if apart else day
        first = "That day counts as the first." if getattr(spec, "counting", "") == "inclusive" else ""
        return [part for part in (*apart, *self._within(spec.within, day), self._early(spec, day), first) if part]

    def _early(self, spec: Any, day: str) -> str:
        if spec.after:
            return "What is done on that day does not count, nor what was done before it."
        return "What is done on that day counts; what was done before it does not."

    def _within(self, within: str | None, day: str) -> list[str]:
        if within is None:
            return [f"No limit is given: whenever it is done after {day}, it is in time. While it is not done, it is overdue from the day after."]
        if within in self.scope.parameters and self.values.get(within) is None:
            return [f"How long after {day} is not set ({within}). Until somebody sets it, whenever it is done is in time, "
                    "and while it is not done it is overdue from the day after."]  # fmt: skip
        if within in self.scope.parameters:
            return [f"Within {self.values[within]} of {day}. This is the local number {within}."]
        return [f"Within {within} of {day}."]

    def length(self, text: str) -> str:
        """A duration: its own text, a parameter, or a field."""
        if text[:1].isdigit() or text in self.scope.parameters:
            value = self.values.get(text)
            if text in self.scope.parameters:
                return f"{value} ({text})" if value is not None else f"a time that is not set ({text})"
            return text
        return self.value(text)

    def usual(self, complete: str, *, denied: str | None = None, late: bool = True, clock: bool = True, limit: bool = True) -> dict[str, str]:
        """What the verdicts of a duty mean. ``complete``: when silence means that it was not done; ``denied``: the record saying so outright."""
        passed = "" if not clock else "the limit has passed, " if limit else "its day is over, "
        outright = f"{passed}{'and ' if passed else ''}the record says outright that {denied}; or " if denied else ""
        verdicts = {"met": "done in time" if clock and limit else "done" if clock else "the record says so"}
        if late:
            verdicts["met_late"] = "done, but after the limit"
        if clock:
            verdicts["due"] = "not done yet, and the limit has not passed" if limit else "not done yet, on the day itself"
        verdicts["breached"] = f"{outright}{passed}nothing of it is in the record, and {complete}"
        verdicts["not_recorded"] = f"{passed}nothing of it is in the record, and the record does not say that it is complete: nobody can tell"
        verdicts["unknown"] = UNKNOWN
        return {verdict: capital(text) + "." for verdict, text in verdicts.items()}

    def is_mapping(self, path: str) -> bool:
        """Is this one thing of the record (the minutes of a meeting), not a list?"""
        node = tree(path)
        while isinstance(node, ast.Attribute):
            node = node.value
        if path.count(".") and getattr(node, "id", "") not in self.scope.bound:
            return False
        return isinstance(self.kind(tree(path)), EntryOf)

    def unset(self, name: str | int) -> bool:
        """Is this a parameter without a value?"""
        return str(name) in self.scope.parameters and self.values.get(str(name)) is None

    def looked_for(self, text: str, begin: str = "") -> list[str]:
        """A condition as sentences: its alternatives each on its own."""
        parts = self.alternatives(text)
        if len(parts) == 1:
            return [capital(f"{begin}{parts[0]}.")]
        letters = "abcdefghijklmnopqrstuvwxyz"
        return [capital(f"{begin}one of these is so."), *(f"({letters[i % 26]}) {capital(part)}." for i, part in enumerate(parts))]

    @staticmethod
    def capital(text: str) -> str:
        """As a sentence begins."""
        return capital(text)

    @staticmethod
    def noun_alone(inner: Teller, name: str, text: str) -> str:
        """A field of an entry as a noun without its owner: "agency"."""
        return inner.bound(name, inner.scope.bound[name], focus=True).value(text).removeprefix("its ").removeprefix("their ")

    def field(self, text: str) -> str:
        """A field of a bound entry."""
        return self.phrase(tree(text))
