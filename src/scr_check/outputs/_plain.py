"""A report as plain data: the keys of ``report/1``, their order, and what is null. Keys may be added here; none is renamed or removed."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from scr_check.case_results import CaseResult, Doubt, Problem, Report, Waiver, WaiverUse
from scr_check.findings import Evidence, Finding, Verdict
from scr_check.outputs._texts import texts_data
from scr_check.small import HIDDEN, Held, numbers
from scr_check.tally import Tally
from scr_check.waiving import standing

FORMAT: Final = "report/1"
_UNSAFE: Final = re.compile(
    "[\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff]"
    "|[\U000e0000-\U000e007f]|(?<=#)#(?=[a-z]*\\[)"
)
_NOT_SEEN: Final = "\u115f\u1160\u3164\uffa0"
"""Those of them that Python takes for printable."""

Data = dict[str, Any]


def safe(text: str) -> str:
    """JSON text in which what UTF-8 cannot hold (lone surrogates), what steers a terminal or a pipeline, ends a line or is not seen, is escaped."""
    if "##" not in text and text.replace("\n", "").isprintable() and not any(one in text for one in _NOT_SEEN):
        return text  # the usual one, seen so in a tenth of the time
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}" if found[0] < "\U00010000" else json.dumps(found[0])[1:-1], text)


def head_data(report: Report) -> Data:
    """What ran: the tool, the rulebooks, the parameters."""
    return {
        "format": FORMAT,
        "tool": {"name": "scr-check", "version": report.version},
        "rulebooks": [{"id": book.id, "version": book.version, "sha256": book.sha256, "rules": book.rules} for book in report.rulebooks],
        "parameters": dict(report.parameters),
    }


def tail_data(head: Report, tally: Tally) -> Data:
    """The numbers over all cases, what became of the waivers, and the exit status. A rule is listed once it found anything.

    Where small counts are held back, those are null, ``held_back`` tells how much is said of each, and waivers, which name cases, are not told.
    """
    told = numbers(tally)
    summary: Data = {
        "cases": told.cases, "checked": told.checked, "unreadable": told.unreadable,
        "verdicts": {verdict.value: told.verdicts[verdict.value] for verdict in Verdict},
        "rules": {
            rule: {verdict.value: counts[verdict.value] for verdict in Verdict}
            for rule, counts in sorted(told.rules.items()) if any(counts.values())
        },
        "doubts": told.doubts,
    }  # fmt: skip
    more: Data = {
        "failing": tally.failing, "waived": tally.waived, "new": tally.baseline["new"], "known": tally.baseline["known"],
        "nothing_to_judge": tally.nothing, "repeated_ids": tally.repeated,
    }  # fmt: skip
    summary |= dict.fromkeys(more, HIDDEN) if tally.hold_small else more
    held: dict[str, str] = {}
    if tally.hold_small:
        summary = {**_without_held(summary, "", held), "held_back": held}
    waivers = [] if tally.hold_small else [_waiver(one, tally.waivers.get(n)) for n, one in enumerate(head.waivers)]
    return {"summary": summary, "waivers": waivers, "exit": tally.exit}


def _without_held(value: Any, pointer: str, held: dict[str, str]) -> Any:
    """The same data with null for what is held back; ``held`` takes the pointer of each and what is said of it."""
    if isinstance(value, Held):
        held[pointer] = str(value)
        return None
    if isinstance(value, dict):
        return {key: _without_held(one, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}", held) for key, one in value.items()}
    return value


def _waiver(one: Waiver, use: WaiverUse | None) -> Data:
    status, said = standing(one, use)
    return {
        "path": one.path, "line": one.line, "column": one.column, "rule": one.rule, "case": one.case, "subject": one.subject, "pattern": one.pattern,
        "reason": one.reason, "approved_by": one.approved_by, "until": one.until,
        "status": status, "findings": use.matched if use is not None else 0, "message": said or None,
    }  # fmt: skip


def case_data(case: CaseResult) -> Data:
    """One case; of an unreadable file only what is known of it."""
    if case.status != "checked":
        problems = [_problem(one) for one in case.problems]
        return {"path": case.path, "case": case.case, "status": case.status, "findings": [], "problems": problems}
    return {
        "path": case.path, "case": case.case, "sha256": case.sha256, "status": case.status,
        "as_of": case.as_of, "as_of_from": case.as_of_from,
        "counts": {verdict.value: case.counts.get(verdict.value, 0) for verdict in Verdict},
        "problems": [_problem(one) for one in case.problems],
        "doubts": [{**_problem(one), "kind": one.kind} for one in case.doubts],
        "not_looked_at": [{"section": one.section, "rules": list(one.rules)} for one in case.not_looked_at],
        "findings": [{**_finding(one), **texts_data(case, one)} for one in case.findings if one.verdict is not Verdict.NOT_APPLICABLE],
    }  # fmt: skip


def _problem(problem: Problem | Doubt) -> Data:
    return {"line": problem.line, "column": problem.column, "message": problem.message}


def _finding(f: Finding) -> Data:
    return {
        "rule": f.rule, "rulebook": f.rulebook, "title": f.title, "duty": f.duty, "verdict": f.verdict.value,
        "subject": f.subject, "bindings": dict(f.bindings), "message": f.message, "remedy": f.remedy,
        "limit": f.limit, "limit_between": list(f.limit_between) if f.limit_between else None, "fulfilled": f.fulfilled,
        "days_late": f.days_late, "days_left": f.days_left,
        "missing": list(f.missing), "unset": list(f.unset), "hangs_on": f.hangs_on,
        "evidence": [_evidence(one) for one in f.evidence],
        "source": {"document": f.source.document, "section": f.source.section, "quote": f.source.quote},
        "waived": f.waived, "move": f.move, "line": f.line, "column": f.column,
        "identity": f.identity, "entry": f.entry, "baseline": f.baseline,
    }  # fmt: skip


def _evidence(one: Evidence) -> Data:
    return {"pointer": one.pointer, "value": one.value, "line": one.line, "column": one.column}
