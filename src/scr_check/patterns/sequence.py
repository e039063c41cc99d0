"""The entries of a group come in a given order, none skipped. Going back is allowed once each stage came first in its turn."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from scr_check.candidates import Candidate, Gathered, Some, build_some
from scr_check.classes import dataclass
from scr_check.expression import Expression
from scr_check.judgement import Judgement
from scr_check.logic import Place, Unknown
from scr_check.told import Told
from scr_check.verdicts import Found, Outcome

if TYPE_CHECKING:
    from scr_check.building import Builder
    from scr_check.specs.sequence import SequenceSpec
    from scr_check.telling_parts import RuleTeller

KEY = "sequence"
CLOCK = False


@dataclass(frozen=True, slots=True)
class Sequence:
    """Compiled."""

    some: Some
    stage: Expression
    order: tuple[str, ...]
    satisfied_by: str | None

    def find(self, c: Judgement, bound: tuple[Any, ...]) -> Outcome:
        """What was found for this group."""
        gathered = Gathered()
        self.some.gather(c, bound, gathered)
        stages = [(self.stage(c, *bound, one.entry), one) for one in gathered.candidates]
        places = tuple(place for _, one in stages for place in one.places)
        direct = next((one for stage, one in stages if stage == self.satisfied_by and one.match is True), None)
        if self.satisfied_by and direct is not None:
            return Outcome(Found.SURELY, places=places, detail=f"by {self.satisfied_by}")
        sure = [(self.order.index(stage), one) for stage, one in stages if stage in self.order and one.match is True]
        answers = {self._in_order(sure, strict) for strict in (True, False)}
        doubtful = [one for stage, one in stages if one.match is not True or not isinstance(stage, str)]
        if len(answers) == 2 or (doubtful and answers != {"order"}):
            return Outcome(Found.POSSIBLY, why=_why(stages), places=places)
        answer = answers.pop()
        if gathered.unknown is not None and answer != "order":
            return Outcome(Found.POSSIBLY, why=gathered.unknown, places=places)
        if answer in ("order", "skipped"):
            return self._lacking(c, answer, sure, gathered, places)
        return Outcome(Found.SURELY, places=places)

    @staticmethod
    def _in_order(stages: list[tuple[int, Candidate]], strict: bool) -> str:
        """``well``, ``order`` (a stage came after a later one) or ``skipped`` (a stage is not there). ``strict``: doubtful dates at their worst."""
        if not stages:
            return "well"
        top = max(stage for stage, _ in stages)
        if {stage for stage, _ in stages} != set(range(top + 1)):
            lowest = {stage: [one for s, one in stages if s == stage] for stage in range(top + 1)}
            there = [(stage, ones) for stage, ones in lowest.items() if ones]
            return "order" if any(_before(b, a, strict) for (_, a), (_, b) in pairwise(there)) else "skipped"
        ranked = [[one for s, one in stages if s == stage] for stage in range(top + 1)]
        return "order" if any(_before(b, a, strict) for a, b in pairwise(ranked)) else "well"

    def _lacking(self, c: Judgement, answer: str, sure: list[tuple[int, Candidate]], gathered: Gathered, places: tuple[Place, ...]) -> Outcome:
        there = {stage for stage, _ in sure}
        if answer == "order":
            return Outcome(Found.DENIED, places=places, detail="in the wrong order")
        missing = [self.order[stage] for stage in range(max(there)) if stage not in there]
        complete = c.reaches and not gathered.holes
        why = Unknown(silent=True, missing=tuple(gathered.holes))
        return Outcome(Found.NOTHING, complete=complete, places=places, detail="not there: " + ", ".join(missing), why=why)


def _before(later: list[Candidate], earlier: list[Candidate], strict: bool) -> bool:
    """Did the first of the later stage come before the first of the earlier? The same day is in order."""
    if strict:
        a = min((one.when.last for one in earlier if one.when), default=None)
        b = min((one.when.first for one in later if one.when), default=None)
    else:
        a = min((one.when.first for one in earlier if one.when), default=None)
        b = min((one.when.last for one in later if one.when), default=None)
    if a is None or b is None:
        return strict
    return b < a


def _why(stages: list[tuple[Any, Candidate]]) -> Unknown:
    missing = tuple(place for _, one in stages if one.when is None or not one.when.exact for place in one.places)
    return Unknown(missing=missing or tuple(place for _, one in stages for place in one.places))


def build(spec: SequenceSpec, b: Builder) -> Sequence:
    """The compiled pattern."""
    compiled = build_some(spec, b)
    inner = b.bound({spec.each: compiled.range.item})
    return Sequence(compiled, inner.value(spec.stage, "stage"), spec.order, spec.satisfied_by)


def tell(spec: SequenceSpec, t: RuleTeller) -> Told:
    """In plain words."""
    what, at = t.some(spec)
    stages = [word.replace("_", " ") for word in spec.order]
    asks = [f"These come in order, none skipped: {', then '.join(stages)}.", f"Each stage is {what}, on {at}."]
    asks.append("The same day is in order. Going back is allowed once each stage has come first in its turn.")
    if spec.satisfied_by:
        asks.append(f"The {spec.satisfied_by.replace('_', ' ')}, used at all, is enough.")
    verdicts = {
        "met": "The stages came in order.",
        "breached": "A stage came before an earlier one; or one is not there, and the record says that it is complete.",
        "not_recorded": "A stage is not there, and the record does not say that it is complete: nobody can tell.",
        "unknown": "The dates or the stages in the record are missing, or not exact enough.",
    }
    return Told(asks, [], verdicts)
