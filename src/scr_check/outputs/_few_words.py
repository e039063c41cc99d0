"""What a report for people says in a few words: how many, of what, whose move."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from scr_check.case_results import CaseResult
from scr_check.findings import Finding, Verdict
from scr_check.movers import mover
from scr_check.outputs._blocks import Block
from scr_check.outputs._lines import KEPT_TOGETHER
from scr_check.small import Told
from scr_check.tally import Tally
from scr_check.words import many, with_more

_DONE: Final = "~=+"
_MOVERS: Final = 3
_NAMED: Final = 5


def nothing_to_report(case: CaseResult) -> str:
    """That no finding is listed; what is to be checked in the record first may be why."""
    return f"Nothing {'else ' if case.doubts else ''}to report of what was looked at."


def capital(text: str) -> str:
    """The text as a sentence begins."""
    return text[:1].upper() + text[1:]


def counts(verdicts: Mapping[str, Told]) -> str:
    """How many findings of each verdict there are."""
    told = [f"{verdicts[v.value]} {v.value.replace('_', ' ')}" for v in Verdict if v is not Verdict.NOT_APPLICABLE and verdicts.get(v.value)]
    return ", ".join(one.replace(" ", KEPT_TOGETHER) for one in told) or "no rule found anything to judge"


def apart(findings: Iterable[Finding]) -> str:
    """How many of them are waived; of what fails, how many an earlier report has already."""
    return _apart(sum(f.waived is not None for f in findings), Counter(f.baseline for f in findings if f.baseline is not None))


def apart_in(tally: Tally) -> str:
    """The same over all cases; nothing where small counts are held back."""
    return "" if tally.hold_small else _apart(tally.waived, tally.baseline)


def _apart(waived: int, counted: Mapping[str, int]) -> str:
    told = f" Of these {waived} waived." if waived else ""
    return told + (f" Against the baseline {counted.get('new', 0)} new, {counted.get('known', 0)} known." if counted else "")


def short_name(block: Block) -> str:
    """What a block is about, short: its cause, or the first thing that it tells of."""
    first, others = block.rows[0], len(block.rows) - 1
    if others and first.findings[0].cause and block.title == first.findings[0].cause:
        return block.title
    return first.about + (f" and {many(others, 'other')}" if others else "")


def some(names: list[str]) -> str:
    """The first few of these, and how many more there are."""
    told = [name[:1].lower() + name[1:] for name in names[:_NAMED]]
    return with_more(told, len(names) - len(told))


def movers(findings: Iterable[Finding]) -> str:
    """Whose move it is, those with most first."""
    counted = Counter(mover(f.move) for f in findings if f.hangs_on is None)
    told = [f"{move}{KEPT_TOGETHER}({count})" for move, count in counted.most_common(_MOVERS)]
    others = sum(counted.values()) - sum(count for _, count in counted.most_common(_MOVERS))
    return "; ".join([*told, f"others{KEPT_TOGETHER}({others})"] if others else told)


def nearest(findings: list[Finding]) -> str:
    """Of what is coming up, the nearest day and how long there is."""
    dated = [f for f in findings if f.verdict is Verdict.DUE and f.days_left is not None]
    if not dated:
        return ""
    first = min(dated, key=lambda f: f.days_left or 0)
    return f"; next by {first.limit}, " + (f"{many(first.days_left, 'day')} left" if first.days_left else "today")


def move_of(move: str, remedy: str, mark: str) -> str:
    """Whose move it is, and what to do; of what is done, whose it was."""
    if mark in _DONE:
        return f"It was for: {mover(move)}."
    return remedy if move == "nobody" else f"Move: {mover(move)}. {remedy}"
