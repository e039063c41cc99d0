"""A case as the template of its page is given it: what stands where, in which order, and where each link leads."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any, Final

from scr_check.case_results import CaseResult, Report
from scr_check.classes import dataclass
from scr_check.drawing import KINDS
from scr_check.findings import Source, Verdict
from scr_check.movers import mover
from scr_check.outputs._blocks import NOT_KNOWN, Section, places
from scr_check.outputs._few_words import apart, nothing_to_report
from scr_check.outputs._picture import Ids, picture
from scr_check.outputs._placing import Placed, Told, placed
from scr_check.outputs._texts import said
from scr_check.small import Told as Number
from scr_check.tally import Tally
from scr_check.timeline import key_of

_FROM: Final = {"extracted": "the day of the record", "option": "the day asked for", "today": "today"}
_FOLDED: Final = ("=", "+")
_WHOLE_DAY: Final = len("2016-03-04")
Link = tuple[str, str]
"""Where it leads, and its words."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the report. ``parts``: words, each with the link that follows; a day said in them leads to its flag, others stand in ``elsewhere``.

    ``answer``: who answers for it, and until when.
    """

    id: str
    kind: str
    parts: tuple[tuple[str, Link], ...]
    rest: str
    lines: str
    elsewhere: tuple[Link, ...]
    answer: str = ""
    #: The record's own words, where they are asked for.
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one rule that have one cause. What stands above already is not said again: ``title``, ``remedy`` and ``source`` are then empty."""

    title: str
    rule: str
    kind: str
    rows: tuple[Line, ...]
    remedy: str
    source: Source | None


def case_model(case: CaseResult, prefix: str | None = None, zero: date | None = None) -> dict[str, Any]:
    """What the template of a case is given. ``prefix`` of its ids; None: one made of the path, for a page that holds several.

    ``zero``: the day from which days are told, where no dates are.
    """
    from markupsafe import Markup  # noqa: PLC0415

    if case.status != "checked":
        return {"case": case, "read": False}
    found = placed(case, zero)
    ids = Ids(found, prefix if prefix is not None else f"c{sha256(case.path.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}-")
    lines, drawing = _lines(found, ids, case), picture(found, ids)
    quoted: set[str] = set()
    return {
        "case": case, "read": True, "prefix": ids.prefix, "day_from": _FROM.get(case.as_of_from or "", "the day of judgement"),
        "sheets": [(sheet.name, Markup(sheet.inside), sheet.height) for sheet in drawing.sheets],
        "axis": Markup(drawing.axis), "counts": counted(case.counts), "nothing": nothing_to_report(case),
        "apart": apart(case.findings).strip(), "key": key_of(found.items), "waived": any(f.waived is not None for f in case.findings),
        "entries": _entries(found, ids),
        "sections": [_section(section, rows, lines, quoted, case) for section, rows in found.sections if section.mark not in _FOLDED],
        "folded": [(section, _findings(rows), _by_rule(rows, lines)) for section, rows in found.sections if section.mark in _FOLDED],
    }  # fmt: skip


def counted(counts: Mapping[str, Number]) -> list[tuple[str, Number]]:
    """The counts to be shown: the word, the number."""
    return [(v.value.replace("_", " "), counts[v.value]) for v in Verdict if v is not Verdict.NOT_APPLICABLE and counts.get(v.value)]


def _findings(rows: tuple[Told, ...] | list[Told]) -> int:
    return sum(len(told.row.findings) for told in rows)


def _lines(found: Placed, ids: Ids, case: CaseResult) -> dict[int, Line]:
    """The rows as they are shown, by their numbers."""
    days = {item.pointer: item.day or "whole case" for item in found.items}
    return {told.number: _line(told, ids, days, case) for told in found.told()}


def _line(told: Told, ids: Ids, days: dict[str, str], case: CaseResult) -> Line:
    parts: list[tuple[str, Link]] = []
    elsewhere: list[Link] = []
    rest = f"{told.row.about}: {told.row.words}"
    for pointer in told.places:
        day = days[pointer]
        before = rest.find(day) if len(day) == _WHOLE_DAY else -1
        if before == -1:
            elsewhere.append((ids.flag(pointer, told.mark), day))
        else:
            parts.append((rest[:before], (ids.flag(pointer, told.mark), day)))
            rest = rest[before + len(day) :]
    texts = tuple(said(text for f in told.row.findings for text in case.texts_of(f)))
    lines = places(f.line for f in told.row.findings)
    return Line(ids.row(told.number), KINDS[told.mark], tuple(parts), rest, lines, tuple(elsewhere), _answer(told), texts)


def _answer(told: Told) -> str:
    given = dict.fromkeys((f.waived["until"], f.waived["approved_by"]) for f in told.row.findings if f.waived is not None)
    return " ".join(f"Waived until {until}, approved by {who}." for until, who in given)


def _entries(found: Placed, ids: Ids) -> list[tuple[str, str, str, list[tuple[int, str, list[Link]]]]]:
    """The table: the id, the day, the entry, its flags with the rows that tell them. A copy sent is there only where something is said of it."""
    return [
        (ids.place(item.pointer), item.day, item.label,
         [(flag.count, flag.word, [(ids.row(told.number), told.row.rule) for told in flag.rows]) for flag in found.flags.get(item.pointer, ())])
        for item in sorted(found.items, key=lambda item: item.day) if item.lane != "minutes" or item.pointer in found.flags
    ]  # fmt: skip


def _section(section: Section, rows: tuple[Told, ...], lines: dict[int, Line], quoted: set[str], case: CaseResult) -> dict[str, Any]:
    """A section's rows by whose move they are, in the order in which the text report comes to them. ``count``: as there, by verdict."""
    count = sum(f.verdict in section.verdicts and f.waived is None for f in case.findings) if section.verdicts else _findings(rows)
    here = sum(f.verdict in section.verdicts for told in rows for f in told.row.findings)
    above = f", {count - here} of them with what is wrong" if section is NOT_KNOWN and count > here else ""
    movers: dict[str, list[Told]] = {}
    for told in rows:
        movers.setdefault(mover(told.row.move), []).append(told)
    remedies = section.mark != "~"
    return {"section": section, "count": f"{count}{above}",
            "movers": [(mover, _findings(those), _groups(those, lines, quoted, remedies)) for mover, those in movers.items()]}  # fmt: skip


def _groups(rows: list[Told], lines: dict[int, Line], quoted: set[str], remedies: bool) -> list[Group]:
    """The rows of one rule of a block together, with what is to be done where one person comes to it first, and the review's sentence once."""
    groups: dict[tuple[int, str], list[Told]] = {}
    for told in rows:
        groups.setdefault((id(told.block), told.row.rule), []).append(told)
    made, above = [], 0
    asked: set[str] = set() if remedies else {told.row.findings[0].remedy for told in rows}
    for (block, rule), those in groups.items():
        first = those[0].row.findings[0]
        source = None if first.source.quote in quoted else first.source
        title = "" if block == above else those[0].block.title
        inside = tuple(lines[told.number] for told in those)
        made.append(Group(title[:1].upper() + title[1:], rule, inside[0].kind, inside, "" if first.remedy in asked else first.remedy, source))
        quoted.add(first.source.quote)
        asked.add(first.remedy)
        above = block
    return made


def _by_rule(rows: tuple[Told, ...], lines: dict[int, Line]) -> list[Group]:
    rules: dict[str, list[Line]] = {}
    for told in rows:
        rules.setdefault(told.row.rule, []).append(lines[told.number])
    return [Group("", rule, inside[0].kind, tuple(inside), "", None) for rule, inside in rules.items()]


def foot_model(head: Report, tally: Tally) -> dict[str, Any]:
    """What the template of the end is given: the rules that found something, the others, the numbers."""
    spoke = {rule for rule, counts in tally.rules.items() if any(n for verdict, n in counts.items() if verdict != Verdict.NOT_APPLICABLE.value)}
    return {
        "head": head, "tally": tally,
        "used": [rule for rule in head.rules if rule.id in spoke], "others": [rule for rule in head.rules if rule.id not in spoke],
        "set": [(name, value) for name, value in head.parameters.items() if value is not None], "unset": head.unset(),
    }  # fmt: skip
