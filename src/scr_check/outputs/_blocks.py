"""Findings put together as a person reads them: in sections, by one cause, and what differs in one word said once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from scr_check.classes import dataclass, field
from scr_check.findings import Finding, Verdict

_ORDER: Final = {verdict: place for place, verdict in enumerate(Verdict)}
_DUTIES: Final = {"must": 0, "should": 1}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report: its heading, its word in the summary, its mark, the verdicts that belong there."""

    heading: str
    word: str
    mark: str
    verdicts: frozenset[Verdict]


WRONG: Final = Section("Known to be wrong", "wrong", "!", frozenset({Verdict.BREACHED, Verdict.CONFLICT}))
NOT_KNOWN: Final = Section("Nobody can tell", "nobody can tell", "?", frozenset({Verdict.NOT_RECORDED, Verdict.UNKNOWN}))
LATE: Final = Section("Done, but late", "done late", "~", frozenset({Verdict.MET_LATE}))
DUE: Final = Section("Coming up", "coming up", ">", frozenset({Verdict.DUE}))
NOTED: Final = Section("Worth noticing", "worth noticing", "*", frozenset({Verdict.NOTED}))
HOLDING: Final = Section("Kept so far", "kept so far", "=", frozenset({Verdict.HOLDING}))
MET: Final = Section("Done", "done", "+", frozenset({Verdict.MET}))
SECTIONS: Final = (WRONG, NOT_KNOWN, LATE, DUE, NOTED, HOLDING, MET)
_SECTION_OF: Final = {verdict: section for section in SECTIONS for verdict in section.verdicts}


def section_of(finding: Finding) -> Section:
    """The section to which its verdict belongs."""
    return _SECTION_OF[finding.verdict]


@dataclass(frozen=True, slots=True)
class Row:
    """Findings of one rule in the same words. ``folded``: they follow the verdict of another rule of the block."""

    findings: tuple[Finding, ...]
    about: str
    words: str
    move: str
    folded: bool

    @property
    def rule(self) -> str:
        """The rule's id."""
        return self.findings[0].rule

    @property
    def mark(self) -> str:
        """The mark of the verdict."""
        return section_of(self.findings[0]).mark


@dataclass(slots=True)
class Block:
    """Findings with one cause. ``title`` is empty where one row says it all."""

    key: str
    title: str = ""
    findings: list[Finding] = field(default_factory=list)
    rows: tuple[Row, ...] = ()


def blocks(findings: Sequence[Finding]) -> list[tuple[Section, list[Block]]]:
    """The sections that have something, each with its blocks in the order to be read. Every finding stands in exactly one row."""
    homes = _Homes(findings)
    found: dict[str, dict[str, Block]] = {section.heading: {} for section in SECTIONS}
    for finding in findings:
        section, key = homes.home(finding)
        inside = found[section.heading]
        if key not in inside:
            inside[key] = Block(key)
        inside[key].findings.append(finding)
    filled = []
    for section in SECTIONS:
        ordered = sorted(_by_rule(found[section.heading].values()), key=_urgency)
        for block in ordered:
            block.rows = _rows(block.findings, homes)
            block.title = _title(block)
        if ordered:
            filled.append((section, ordered))
    return filled


def _by_rule(inside: Iterable[Block]) -> list[Block]:
    """The same blocks, but those in which one rule alone speaks put together by that rule: its remedy and its sentence hold for all."""
    made: dict[str, Block] = {}
    for block in inside:
        rules = {f.rule for f in block.findings}
        key = rules.pop() if len(rules) == 1 else block.key
        if key not in made:
            made[key] = Block(key)
        made[key].findings.extend(block.findings)
    return list(made.values())


class _Homes:
    """Where each finding stands: with the one that it hangs on; else with what is wrong of its cause and subject; else by its verdict."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        leading = {f.hangs_on for f in findings}
        self._by_place = {(f.rule, tuple(f.bindings.values())): f for f in findings if f.rule in leading}
        self._wrong = {(f.cause, f.subject) for f in findings if f.cause and f.verdict in WRONG.verdicts}

    def followed(self, finding: Finding) -> Finding | None:
        """The finding whose verdict this one follows, if the report lists it."""
        if finding.hangs_on is None:
            return None
        return self._by_place.get((finding.hangs_on, tuple(finding.bindings.values())))

    def home(self, finding: Finding) -> tuple[Section, str]:
        """The section and the block."""
        seen = {finding.rule}
        while (other := self.followed(finding)) is not None and other.rule not in seen:
            finding = other
            seen.add(other.rule)
        section = section_of(finding)
        if section is NOT_KNOWN and (finding.cause, finding.subject) in self._wrong:
            section = WRONG
        return section, finding.cause or finding.rule


def _urgency(block: Block) -> tuple[int, int, int]:
    """Duties that must be done first; of what is due, the nearest day; of what is wrong, breaches before conflicts."""
    left = [f.days_left for f in block.findings if f.verdict is Verdict.DUE and f.days_left is not None]
    duty = 0 if left else min(_DUTIES.get(f.duty, 2) for f in block.findings)
    return duty, min(left, default=99999), min(_ORDER[f.verdict] for f in block.findings)


def _rows(findings: Iterable[Finding], homes: _Homes) -> tuple[Row, ...]:
    alike: dict[tuple[str, str, bool], list[Finding]] = {}
    for finding in sorted(findings, key=lambda f: (_ORDER[f.verdict], f.rule)):
        alike.setdefault((finding.rule, said(finding), homes.followed(finding) is not None), []).append(finding)
    rows = []
    for (_, words, folded), those in alike.items():
        if len(those) == 1:  # most are
            rows.append(Row((those[0],), those[0].about, words, those[0].move, folded))
            continue
        for some in _tellable(those):
            moves = as_one([f.move for f in some]) or "; ".join(dict.fromkeys(f.move for f in some if f.move))
            rows.append(Row(tuple(some), as_one([f.about for f in some]) or some[0].about, words, moves, folded))
    return tuple(sorted(rows, key=lambda row: row.folded))


def _tellable(findings: list[Finding]) -> list[list[Finding]]:
    """Findings in parts that can each be told in one phrase."""
    parts: list[_Alike] = []
    for finding in findings:
        words = finding.about.split(" ")
        fitting = next((part for part in parts if part.takes(words)), None)
        if fitting is None:
            parts.append(_Alike(words, [finding]))
        else:
            fitting.findings.append(finding)
    return [part.findings for part in parts]


@dataclass(slots=True)
class _Alike:
    """Findings whose phrases differ in one word at most, so that ``as_one`` can tell them. ``at``: which word, once two differ."""

    words: list[str]
    findings: list[Finding]
    at: int | None = None

    def takes(self, words: list[str]) -> bool:
        """Does a phrase of these words fit? It then belongs to these."""
        if words == self.words:
            return True
        if len(words) != len(self.words) or len(words) == 1:
            return False
        at = self.at
        if at is None:
            at = next(i for i, (ours, theirs) in enumerate(zip(self.words, words, strict=True)) if ours != theirs)
        fits = words[:at] == self.words[:at] and words[at + 1 :] == self.words[at + 1 :]
        if fits:
            self.at = at
        return fits


def as_one(phrases: Sequence[str]) -> str | None:
    """``minutes to hv``, ``minutes to sw``: ``minutes to hv, sw``. None where they differ in more than one word."""
    different = list(dict.fromkeys(phrases))
    if len(different) == 1:
        return different[0]
    words = [phrase.split(" ") for phrase in different]
    start = _shared(words)
    end = _shared([list(reversed(one[start:])) for one in words])
    middles = [one[start : len(one) - end] for one in words]
    if any(len(middle) != 1 for middle in middles) or not start + end:
        return None
    said_once = [middle[0] for middle in middles]
    close = said_once[0][-1:] if said_once[0][-1:] in ",;:" and len({one[-1:] for one in said_once}) == 1 else ""
    joined = ", ".join(one.removesuffix(close) for one in said_once) + close
    return " ".join([*words[0][:start], joined, *words[0][len(words[0]) - end :]])


def _shared(words: Sequence[Sequence[str]]) -> int:
    """How many words at the beginning are the same in all."""
    count = 0
    for at in zip(*words, strict=False):
        if len(set(at)) > 1:
            break
        count += 1
    return count


def said(finding: Finding) -> str:
    """The words of the verdict, without what it is about; of what hangs on values of the record, which and in what line."""
    words = finding.message.removeprefix(f"{finding.about}: ")
    head, hanging, _ = words.partition("it hangs on /")
    if hanging and finding.missing and finding.verdict is Verdict.UNKNOWN:
        words = head + "it hangs on " + _values(finding)
    unset = [name for name in finding.unset if name not in words]
    if unset:
        words += f" ({', '.join(unset)} {'is' if len(unset) == 1 else 'are'} not set)"
    return words


def _values(finding: Finding) -> str:
    """``aimed_at (lines 47, 71), set_on (line 71)``: missing values by name, with the line of the entry that lacks them."""
    lines: dict[str, list[int]] = {}
    known = {one.pointer: one.line for one in finding.evidence}
    for pointer in finding.missing:
        parent, _, name = pointer.rpartition("/")
        while parent and parent not in known:
            parent = parent.rpartition("/")[0]
        at = lines.setdefault(name, [])
        if parent in known and known[parent] not in (*at, finding.line):
            at.append(known[parent])
    return ", ".join(f"'{name}'" + (f" ({places(at)})" if at else "") for name, at in lines.items())


def places(lines: Iterable[int]) -> str:
    """``line 4``, ``lines 4, 7``."""
    different = list(dict.fromkeys(lines))
    return f"line{'s' if len(different) > 1 else ''} {', '.join(map(str, different))}"


def _title(block: Block) -> str:
    first = block.findings[0]
    if len(block.rows) == 1:
        return ""
    if len({f.rule for f in block.findings}) > 1:
        return next((f.cause for f in block.findings if f.cause), first.title)
    # A duty's title says how it should be; above what is wrong it must not read as a praise.
    return f"Asked for: {first.title[:1].lower()}{first.title[1:]}" if first.binding else first.title
