"""Counts under five held back, so that a table over many cases can be shown to those who must not tell who is in it.

Holding back the small numbers is not enough: one that is missing can be worked out from what stands around it. So, for whoever knows every number
that is told, how this is done, and the sum of every row, a number that is held back could still be another (with a large one in its row, any of one to four):

- a row is taken to have a sum that somebody knows: beside its small numbers a large one is held back, too;
- a sum is told only if everything that it is made of is told; else the least that it can be;
- a second table over the same findings holds back a number of its own wherever the first does, so that its sum tells nothing of the first.

A row whose small numbers would follow from its sum even so (1 and 5; 4 and 4) is held back whole, with its noughts. Elsewhere a nought stays a nought.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from scr_check.case_results import KINDS
from scr_check.classes import dataclass
from scr_check.findings import Verdict
from scr_check.tally import Tally

UNDER: Final = 5
"""Counts from one up to this are held back."""
ENOUGH: Final = 8
"""A number from here on may be three less and still be no small one: with it, a sum leaves every small number open."""


class Held(str):
    """Stands for a number that is not told: ``<5``, ``5+`` (at least five), ``*`` (nothing is said)."""

    __slots__ = ()


SMALL: Final = Held("<5")
MORE: Final = Held("5+")
HIDDEN: Final = Held("*")
Told = int | Held
Key = TypeVar("Key")


def held_back(counts: Mapping[Key, int], slack: bool = False) -> dict[Key, Told]:
    """The counts of one row, those held back that must be. ``slack``: the sum must not be told, even where no count is small.

    Which one is held back beside the small ones hangs on the order alone, the first that is large enough, so that the choice tells nothing.
    """
    small = [number for number in counts.values() if 0 < number < UNDER]
    if not (small or slack) or not any(counts.values()):
        return dict(counts)
    others: list[Key] = []
    if slack or sum(counts.values()) >= UNDER:
        others = [key for key, number in counts.items() if number >= ENOUGH][:1]
        if not others:
            others = [key for key, number in counts.items() if number >= UNDER]
            if slack or _follows(small, [counts[key] for key in others]):
                return dict.fromkeys(counts, HIDDEN)
    return {key: SMALL if 0 < number < UNDER else MORE if key in others else number for key, number in counts.items()}


def _follows(small: list[int], others: list[int]) -> bool:
    """Could each of the small numbers be only one, for whoever knows the sum of the row and sees that the others are no ``ENOUGH``?"""
    whole, rest = sum(small) + sum(others), len(small) - 1
    least = max(1, whole - (UNDER - 1) * rest - (ENOUGH - 1) * len(others))
    return least >= min(UNDER - 1, whole - rest - UNDER * len(others))


def together(numbers: Iterable[Told]) -> Told:
    """Their sum; where one is not told, no more than follows from those that are."""
    given = list(numbers)
    held = [one for one in given if isinstance(one, Held)]
    told = sum(one for one in given if isinstance(one, int))
    if not held:
        return told
    if len(held) == 1 and not told:
        return held[0]
    least = told + sum(map(_least, held))
    return Held(f"{least}+") if least >= UNDER else HIDDEN


def _least(one: Held) -> int:
    return 1 if one == SMALL else 0 if one == HIDDEN else int(one.removesuffix("+"))


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a summary may tell: of each rule how often it gave each verdict, of all rules, whose move the open findings are, the cases."""

    rules: dict[str, dict[str, Told]]
    verdicts: dict[str, Told]
    movers: dict[str, Told]
    cases: Told
    checked: Told
    unreadable: Told
    failing: Told
    #: Of each kind of doubt, how many cases have one.
    doubts: dict[str, Told]
    #: Is any number of a rule held back? Then no other table may tell the sum of the same findings.
    slack: bool = False
    #: Are small counts held back at all?
    held: bool = False


def numbers(tally: Tally) -> Numbers:
    """The numbers of a tally, as they may be told."""
    if not tally.hold_small:
        rules: dict[str, dict[str, Told]] = {rule: {v.value: counts.get(v.value, 0) for v in Verdict} for rule, counts in tally.rules.items()}
        verdicts: dict[str, Told] = {v.value: tally.verdicts.get(v.value, 0) for v in Verdict}
        doubts = _doubts(tally, False)
        return Numbers(rules, verdicts, dict(tally.movers), tally.cases, tally.checked, tally.unreadable, tally.failing, doubts)
    rules = {rule: held_back({v.value: counts.get(v.value, 0) for v in reversed(Verdict)}) for rule, counts in tally.rules.items()}
    slack = any(isinstance(one, Held) for row in rules.values() for one in row.values())
    verdicts = {v.value: together(row[v.value] for row in rules.values()) for v in Verdict}
    parts = held_back({"well": tally.checked - tally.failing, "failing": tally.failing, "unreadable": tally.unreadable})
    cases: Told = tally.cases if tally.cases == 0 or tally.cases >= UNDER else SMALL
    movers = held_back(dict(sorted(tally.movers.items())), slack)
    checked, doubts = together((parts["failing"], parts["well"])), _doubts(tally, True)
    return Numbers(rules, verdicts, movers, cases, checked, parts["unreadable"], parts["failing"], doubts, slack, True)


def _doubts(tally: Tally, held: bool) -> dict[str, Told]:
    """How many cases have a doubt of each kind. The others are as many as the rest of those checked: they are a row of two."""
    with_one = {kind: tally.doubts[kind] for kind in KINDS}
    if not held:
        return dict(with_one)
    return {kind: held_back({"with": number, "without": tally.checked - number})["with"] for kind, number in with_one.items()}


def ordered(counts: Mapping[str, Told]) -> list[tuple[Told, str]]:
    """The largest first, then by name; what is not told stands last, by name alone, so that its place says nothing."""
    return sorted(((number, name) for name, number in counts.items()), key=lambda one: (-one[0] if isinstance(one[0], int) else 1, one[1]))
