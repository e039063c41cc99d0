"""The report as SARIF 2.1.0, the OASIS standard that code scanning reads (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html)."""

from __future__ import annotations

import json
from typing import Any, Final

from scr_check.case_results import CaseResult, Doubt, Gone, Problem, Report, RuleUsed
from scr_check.findings import Finding, Verdict
from scr_check.outputs import RenderOptions, Stream
from scr_check.outputs._levels import WELL, level, words
from scr_check.outputs._lines import harmless
from scr_check.outputs._plain import safe
from scr_check.outputs._texts import texts_said
from scr_check.outputs._uri import uri
from scr_check.tally import Tally

NAME: Final = "sarif"
SUFFIX: Final = ".sarif"
MEDIA: Final = "application/sarif+json"

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT: Final = "scrCheckIdentity/v1"
Data = dict[str, Any]


def stream(head: Report, options: RenderOptions) -> Stream:
    """Every verdict but ``not_applicable``, whatever ``options`` say: what is well has the kind ``pass``, so that viewers can hide it."""
    return _Sarif(head)


class _Sarif(Stream):
    """The results are written a case at a time; what the run was told of comes before them, what could not be read after."""

    def __init__(self, head: Report) -> None:
        self._head = head
        self._index = {(rule.rulebook, rule.id): place for place, rule in enumerate(head.rules)}

    def begin(self) -> str:
        driver = {"name": "scr-check", "version": self._head.version, "rules": [_rule(rule) for rule in self._head.rules]}
        opened = _dumped({"$schema": SCHEMA, "version": "2.1.0"})[:-1]
        run = _dumped({"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "properties": _run(self._head)})[:-1]
        return f'{opened}, "runs": [\n{run},\n"results": ['

    def case(self, case: CaseResult) -> str:
        told = [self._result(case, f) for f in case.findings if f.verdict is not Verdict.NOT_APPLICABLE]
        told += [_doubt(case, one) for one in case.doubts]
        told += [self._gone(case, one) for one in case.since.gone] if case.since is not None else []
        return ",".join("\n" + _dumped(one) for one in told)

    def between(self, before: str, after: str) -> str:
        return ","

    def end(self, tally: Tally) -> str:
        told = [_notification(path, problem) for path, problems in sorted(tally.faults, key=lambda one: one[0]) for problem in problems]
        invocation = {"executionSuccessful": not told, "exitCode": tally.exit, "toolExecutionNotifications": told}
        return f'\n],\n"invocations": [{_dumped(invocation)}]}}\n]}}\n'

    def _result(self, case: CaseResult, f: Finding) -> Data:
        place = self._index.get((f.rulebook, f.rule))
        how = level(f)
        return {
            "ruleId": f.rule, **({"ruleIndex": place} if place is not None else {}),
            "kind": "pass" if f.verdict in WELL else "fail", "level": how,
            "message": _message(words(f, texts=texts_said(case, f))),
            "locations": [{"physicalLocation": _place(case.path, f.line, f.column)}],
            "partialFingerprints": {FINGERPRINT: f.identity},
            **({"baselineState": case.since.states[f.identity]} if case.since is not None else {}),
            "properties": {"case": case.case, "asOf": case.as_of, "verdict": f.verdict.value, "duty": f.duty, "subject": f.subject, "move": harmless(f.move),
                           "limit": f.limit, "limitBetween": f.limit_between, "fulfilled": f.fulfilled, "daysLate": f.days_late, "daysLeft": f.days_left,
                           "missing": f.missing, "unset": f.unset, "hangsOn": f.hangs_on},
            **({"suppressions": [{"kind": "external", "justification": harmless(str(f.waived.get("reason", "")))}]} if f.waived is not None else {}),
        }  # fmt: skip


    def _gone(self, case: CaseResult, gone: Gone) -> Data:
        """A finding of the baseline that is no more: its place is where it was."""
        place = next((at for (_, rule), at in self._index.items() if rule == gone.rule), None)
        return {
            "ruleId": gone.rule, **({"ruleIndex": place} if place is not None else {}),
            "kind": "pass", "level": "none", "message": _message(gone.message),
            "locations": [{"physicalLocation": _place(case.path, max(gone.line, 1), None)}],
            "partialFingerprints": {FINGERPRINT: gone.identity}, "baselineState": "absent",
            "properties": {"case": case.case, "verdict": gone.verdict.value, "duty": gone.duty},
        }  # fmt: skip


def _rule(rule: RuleUsed) -> Data:
    help_ = f"{rule.remedy} {rule.source.document}, {rule.source.section}: \"{rule.source.quote}\""
    return {
        "id": rule.id, "name": rule.id, "shortDescription": {"text": harmless(rule.title)}, "fullDescription": {"text": harmless(rule.source.quote)},
        "help": {"text": harmless(help_.strip())}, "defaultConfiguration": {"level": _USUAL.get(rule.duty, "note")},
        "properties": {"duty": rule.duty, "rulebook": rule.rulebook, "source": rule.source.document, "section": rule.source.section, "tags": [rule.rulebook]},
    }  # fmt: skip


_USUAL: Final = {"must": "error", "should": "warning"}


def _run(head: Report) -> Data:
    books = [{"id": book.id, "version": book.version, "sha256": book.sha256, "rules": book.rules} for book in head.rulebooks]
    return {"rulebooks": books, "parameters": dict(head.parameters)}


def _doubt(case: CaseResult, doubt: Doubt) -> Data:
    """A word or a date that somebody should look at. No rule of the rulebooks gave it."""
    return {
        "ruleId": doubt.code, "kind": "review", "level": "none", "message": _message(f"{doubt.heading}: {doubt.message}"),
        "locations": [{"physicalLocation": _place(case.path, doubt.line, doubt.column)}],
        "properties": {"case": case.case, "asOf": case.as_of},
    }  # fmt: skip


def _notification(path: str, problem: Problem) -> Data:
    return {
        "level": "error", "message": _message(problem.message), "descriptor": {"id": "unreadable"},
        "locations": [{"physicalLocation": _place(path, problem.line, problem.column)}],
    }  # fmt: skip


def _place(path: str, line: int | None, column: int | None) -> Data:
    where: Data = {"artifactLocation": {"uri": uri(path)}}
    if line is not None:
        where["region"] = {"startLine": line, **({"startColumn": column} if column is not None else {})}
    return where


def _message(text: str) -> Data:
    """Plain text may hold links, ``[words](address)``, and placeholders, ``{0}``: what looks like one is no more than its characters."""
    return {"text": harmless(text).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]") if "](" in text else harmless(text)}


def _dumped(data: Data) -> str:
    return safe(json.dumps(data, ensure_ascii=False))
