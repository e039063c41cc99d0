"""What changed from one report to a later one: new, resolved, still open and for how many days, by rule.

Open is what fails: ``breached``, ``conflict``, ``not_recorded``, ``unknown`` of a rule that binds, unless it is waived. A finding is found again by
its identity. What was open in a case that the later report did not check is neither resolved nor open: it is not compared. What the later report
does not have, of a case that it checked, is no longer asked: it may be mended, or its entry or its rule may be gone, which no report tells apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from scr_check.classes import dataclass
from scr_check.findings import FAILING
from scr_check.outputs._lines import Line, harmless, joined, wrapped
from scr_check.reports import OldCase, OldFinding, OldReport, ReportFault, day_number
from scr_check.words import many

KINDS: Final = ("new", "resolved", "no_longer_asked", "still_open", "not_compared")
_HEADINGS: Final = {
    "new": "New", "resolved": "Resolved", "no_longer_asked": "No longer asked: mended, or the entry or the rule is gone", "still_open": "Still open",
    "not_compared": "Not compared, for the case was not checked again",
}  # fmt: skip
_MARKS: Final = {"new": "!", "resolved": "+", "no_longer_asked": "?", "still_open": "!", "not_compared": "?"}


@dataclass(frozen=True, slots=True)
class Change:
    """One finding in the two reports. ``was`` and ``now`` are verdicts, ``waived``, or None where the report does not have it.

    ``days``: of what is still open, the days from the earlier day of judgement to the later one.
    """

    kind: str
    rule: str
    case: str | None
    path: str
    line: int
    entry: str
    identity: str
    message: str
    move: str
    was: str | None
    now: str | None
    days: int | None


@dataclass(frozen=True, slots=True)
class Changes:
    """All changes, by kind, rule, path and line; and what makes the two reports hard to compare."""

    all: tuple[Change, ...]
    notes: tuple[str, ...]

    def of(self, kind: str) -> list[Change]:
        """Those of one kind."""
        return [one for one in self.all if one.kind == kind]

    def counts(self, rule: str | None = None) -> dict[str, int]:
        """How many of each kind, of one rule or of all."""
        return {kind: sum(one.rule == rule or rule is None for one in self.of(kind)) for kind in KINDS}


@dataclass(frozen=True, slots=True)
class _Seen:
    case: OldCase
    finding: OldFinding

    @property
    def verdict(self) -> str:
        return "waived" if self.finding.waived is not None else self.finding.verdict.value

    @property
    def open(self) -> bool:
        f = self.finding
        return f.waived is None and f.verdict in FAILING and f.duty in ("must", "should")


def compare(old: OldReport, new: OldReport) -> Changes:
    """What changed. Raises ReportFault if a case of the later report is judged on an earlier day, or one report alone is told under other names."""
    if old.cases and new.cases and all(one.renamed for one in old.cases) != all(one.renamed for one in new.cases):
        raise ReportFault("one of the two reports alone was made with --pseudonymise: nothing in it can be found again in the other")
    before, after = _by_identity(old), _by_identity(new)
    checked = {case.case for case in new.cases if case.status == "checked"}
    found = [*_from_before(before, after, checked), *_from_after(before, after)]
    return Changes(tuple(sorted(found, key=lambda one: (KINDS.index(one.kind), one.rule, one.path, one.line, one.identity))), tuple(_notes(old, new)))


def _by_identity(report: OldReport) -> dict[str, _Seen]:
    """Each finding once; of two files of one case, that which is open."""
    seen: dict[str, _Seen] = {}
    for case in report.cases:
        for finding in case.findings:
            one, known = _Seen(case, finding), seen.get(finding.identity)
            if known is None or (one.open and not known.open):
                seen[finding.identity] = one
    return seen


def _from_before(before: dict[str, _Seen], after: dict[str, _Seen], checked: set[str | None]) -> Iterator[Change]:
    for identity, one in before.items():
        if not one.open:
            continue
        now = after.get(identity)
        if now is not None and now.open:
            yield _change("still_open", now, one.verdict, now.verdict, _days(one.case, now.case))
        elif one.case.case in checked:
            yield _change("no_longer_asked" if now is None else "resolved", now or one, one.verdict, now.verdict if now is not None else None)
        else:
            yield _change("not_compared", one, one.verdict, None)


def _from_after(before: dict[str, _Seen], after: dict[str, _Seen]) -> Iterator[Change]:
    for identity, one in after.items():
        was = before.get(identity)
        if one.open and (was is None or not was.open):
            yield _change("new", one, was.verdict if was is not None else None, one.verdict)


def _change(kind: str, seen: _Seen, was: str | None, now: str | None, days: int | None = None) -> Change:
    f = seen.finding
    return Change(kind, f.rule, seen.case.case, seen.case.path, f.line, f.entry, f.identity, f.message, f.move, was, now, days)


def _days(old: OldCase, new: OldCase) -> int | None:
    if old.as_of is None or new.as_of is None:
        return None
    if old.as_of.startswith("day ") != new.as_of.startswith("day "):
        raise ReportFault(f"case {new.case} is judged as of {old.as_of} in the first report, as of {new.as_of} in the second: only one has relative dates")
    days = day_number(new.as_of) - day_number(old.as_of)
    if days < 0:
        raise ReportFault(f"the earlier report comes first: case {new.case} is judged as of {old.as_of} in the first, as of {new.as_of} in the second")
    return days


def _notes(old: OldReport, new: OldReport) -> Iterator[str]:
    if {(one.id, one.sha256, one.rules) for one in old.rulebooks} != {(one.id, one.sha256, one.rules) for one in new.rulebooks}:
        yield "The two reports were made with different rules: what is new or resolved may be so for that alone."
    if old.parameters != new.parameters:
        names = sorted(name for name in {*old.parameters, *new.parameters} if old.parameters.get(name) != new.parameters.get(name))
        yield f"The two reports were made with different numbers ({', '.join(names)}): what is new or resolved may be so for that alone."


# told


def as_text(changes: Changes, old: str, new: str, width: int, colour: bool = False) -> str:
    """The changes for a person: what is new first, then what is resolved, then what is still open."""
    lines = list(wrapped(harmless(f"From {old} to {new}: {_counted(changes.counts())}."), width, style="head"))
    for note in changes.notes:
        lines += wrapped(harmless(note), width)
    for kind in KINDS:
        lines += _section(kind, changes.of(kind), width)
    rules = sorted({one.rule for one in changes.all})
    if rules:
        lines += [Line(""), Line("BY RULE", "head")]
    for rule in rules:
        lines += wrapped(f"{rule}: {_counted(changes.counts(rule))}", width, rest="  ")
    return joined(lines, colour)


def _section(kind: str, changes: list[Change], width: int) -> Iterator[Line]:
    if not changes:
        return
    yield Line("")
    yield from wrapped(f"{_HEADINGS[kind].upper()} ({len(changes)})", width, style="head")
    for one in changes:
        yield from wrapped(harmless(f"{one.message} ({one.rule}, {one.path}:{one.line}){_since(one)}"), width, f"{_MARKS[kind]} ", "  ")


def _since(one: Change) -> str:
    if one.kind == "still_open":
        word = "" if one.was == one.now else f"; was {_word(one.was)}"
        return f", open for {many(one.days, 'day')}{word}"
    if one.kind == "resolved":
        return f"; was {_word(one.was)}, now {_word(one.now)}"
    return f"; was {_word(one.was)}" if one.was else ""


def _word(verdict: str | None) -> str:
    return (verdict or "").replace("_", " ")


def _counted(counts: dict[str, int]) -> str:
    told = [f"{counts['new']} new", f"{counts['resolved']} resolved", f"{counts['still_open']} still open"]
    return ", ".join([*told, *(f"{counts[kind]} {_word(kind)}" for kind in ("no_longer_asked", "not_compared") if counts[kind])])


def as_data(changes: Changes, old: str, new: str) -> dict[str, Any]:
    """The changes for a program, ``diff/1``: ``summary``, ``rules`` with the counts of each, and a list for each kind."""
    rules = sorted({one.rule for one in changes.all})
    return {
        "format": "diff/1", "reports": {"old": old, "new": new}, "notes": list(changes.notes), "summary": changes.counts(),
        "rules": {rule: changes.counts(rule) for rule in rules},
        **{kind: list(_plain(changes.of(kind))) for kind in KINDS},
    }  # fmt: skip


def _plain(changes: Iterable[Change]) -> Iterator[dict[str, Any]]:
    for one in changes:
        yield {
            "rule": one.rule, "case": one.case, "path": one.path, "line": one.line, "entry": one.entry, "identity": one.identity,
            "message": one.message, "move": one.move, "was": one.was, "now": one.now, "days": one.days,
        }  # fmt: skip
