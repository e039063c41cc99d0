"""The examples inside rules are their tests: each is a fragment of a record, a day, and the verdicts that must come of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scr_check.dates import parse_when
from scr_check.engine import Run
from scr_check.findings import Finding, Verdict
from scr_check.record import read_record
from scr_check.rule import Rule, Rulebook, with_parameters
from scr_check.rule_spec import ExampleSpec
from scr_check.sources import Document, Place, Refused
from scr_check.words import nearest


@dataclass(frozen=True, slots=True)
class Trial:
    """One expectation of one example, and what came: ``fault`` is None where they agree."""

    rule: str
    example: str
    where: str
    expected: str
    fault: str | None = None


class Fragment(Document):
    """A record inside a rule file: its places are those of the rule file."""

    __slots__ = ("_outer", "_prefix")

    def __init__(self, outer: Document, prefix: str, data: dict[str, Any]) -> None:
        super().__init__(data, outer.syntax, outer.sha256, "", None)
        self._outer, self._prefix = outer, prefix

    def place(self, pointer: str) -> Place:
        """The place in the rule file."""
        return self._outer.place(self._prefix + pointer)

    def key_place(self, pointer: str) -> Place:
        """The place of the key in the rule file."""
        return self._outer.key_place(self._prefix + pointer)


def trials(rulebook: Rulebook) -> Iterator[Trial]:
    """Runs every example of every rule. A rule without examples is a fault of its own."""
    for rule in rulebook.rules:
        yield from rule_trials(rulebook, rule)


def rule_trials(rulebook: Rulebook, rule: Rule) -> Iterator[Trial]:
    """Runs every example of one rule."""
    if not rule.examples:
        yield Trial(rule.id, "", f"{rule.path}:1:1", "", "the rule has no examples")
    for number, example in enumerate(rule.examples):
        yield from _tried(rulebook, rule, number, example)


def _tried(rulebook: Rulebook, rule: Rule, number: int, example: ExampleSpec) -> Iterator[Trial]:
    prefix = f"/examples/{number}"
    try:
        findings = judged(rulebook, rule, number, example)
    except Refused as refused:
        for fault in refused.faults:
            yield Trial(rule.id, example.name, _at(rule, fault.place), "", fault.message)
        return
    except ValueError as wrong:
        yield Trial(rule.id, example.name, _at(rule, rule.document.place(prefix)), "", str(wrong))
        return
    data = rule.document.data["examples"][number]["case"]
    for pointers, expected in example.expect.items():
        where = _at(rule, rule.document.place(prefix + "/expect/" + pointers.replace("~", "~0").replace("/", "~1")))
        yield Trial(rule.id, example.name, where, expected, _nowhere(data, findings, pointers) or _difference(findings, pointers, expected))
    for pointers, words in example.says.items():
        where = _at(rule, rule.document.place(prefix + "/says/" + pointers.replace("~", "~0").replace("/", "~1")))
        yield Trial(rule.id, example.name, where, words, _nowhere(data, findings, pointers) or _unsaid(findings, pointers, words))


def _at(rule: Rule, place: Place | None) -> str:
    return f"{rule.path}:{place.line}:{place.column}" if place is not None else rule.path


def judged(rulebook: Rulebook, rule: Rule, number: int, example: ExampleSpec) -> list[Finding]:
    """The rule's findings on the example. Raises Refused for a faulty fragment, ValueError for a wrong day or parameter."""
    data = {"format": "case/1", "case": "example", **rule.document.data["examples"][number]["case"]}
    record = read_record(Fragment(rule.document, f"/examples/{number}/case", data))
    day = parse_when(example.as_of)
    if not day.exact:
        raise ValueError(f"as_of is a whole day, found '{example.as_of}'")
    findings, _, _ = Run(record, with_parameters(rulebook, example.set), day.first).findings([rule])
    return findings


def _nowhere(data: Any, findings: list[Finding], pointers: str) -> str | None:
    """The fault of a pointer that leads nowhere in the example's case, and to no finding, or None: of nothing every rule is not applicable."""
    for one in sorted(_wanted(pointers)):
        if not _is_in(data, one) and not _meant(findings, one):
            return f"there is no {one} in the example's case"
    return None


def _is_in(data: Any, pointer: str) -> bool:
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(data, list) and key.isdecimal() and int(key) < len(data):
            data = data[int(key)]
        elif isinstance(data, dict) and key in data:
            data = data[key]
        else:
            return False
    return pointer[:1] in ("", "/")


def _difference(findings: list[Finding], pointers: str, expected: str) -> str | None:
    """What is wrong with this expectation, or None. The pointers are the finding's subject or among its bindings."""
    if expected not in list(Verdict):
        return f"'{expected}' is no verdict{nearest(expected, list(Verdict))}; verdicts are {', '.join(Verdict)}"
    said = {f.verdict.value for f in _meant(findings, pointers)} or {"not_applicable"}
    return None if said == {expected} else f"expected {expected}, found {', '.join(sorted(said))}"


def _unsaid(findings: list[Finding], pointers: str, words: str) -> str | None:
    """What is wrong with the messages of these findings, or None: each must hold the words."""
    messages = [f.message for f in _meant(findings, pointers)]
    if messages and all(words in message for message in messages):
        return None
    return f"expected the words '{words}', found {'; '.join(messages) or 'no finding'}"


def _meant(findings: list[Finding], pointers: str) -> list[Finding]:
    """The findings whose subject and bindings have all these pointers; of "", those on the whole case."""
    wanted = _wanted(pointers)
    return [f for f in findings if wanted <= {f.subject, *f.bindings.values()}]


def _wanted(pointers: str) -> set[str]:
    return set(pointers.split()) if pointers.strip('" ') else {""}
