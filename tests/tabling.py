"""For tables of cases: a rulebook of one rule (or a few) and a record, both from YAML text, and the verdicts that come of them."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from scr_check import patterns, rulebook
from scr_check.dates import Duration, When
from scr_check.engine import Run
from scr_check.findings import Finding
from scr_check.record import Record, read_record
from scr_check.sources import read

BOOK = """\
id: tables
title: Rules of a test
version: "1"
sources: {paper: {title: A paper}}
parameters:
  two_weeks: {kind: duration, value: 2 weeks, about: x}
  unset_span: {kind: duration, about: x}
  unset_number: {kind: number, about: x}
  three: {kind: number, value: 3, about: x}
  unset_day: {kind: date, about: x}
  change_day: {kind: date, value: 2016-06-01, about: x}
lists:
  CONFERENCES: [initial_child_protection_conference, review_child_protection_conference]
"""
#: What a rule must have, where a test does not say it.
USUAL = {
    "id": "id: T-1",
    "title": "title: A rule",
    "duty": "duty: must",
    "source": "source: {document: paper, section: '1', quote: words}",
    "about": "about: it",
    "move": "move: somebody",
    "remedy": "remedy: Do it.",
}


def rule_text(body: str) -> str:
    """A whole rule file: the body, and what it does not say."""
    said = {line.split(":")[0] for line in body.splitlines()}
    return "\n".join([*(line for key, line in USUAL.items() if key not in said), body, ""])


def load_files(files: Mapping[str, str | bytes], folder: Path) -> rulebook.Rulebook:
    """The rulebook of these files, written into the folder. Raises RuleFault."""
    for name, text in files.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return rulebook.load(folder, patterns.registry())


@cache
def book_of(*bodies: str) -> rulebook.Rulebook:
    """A rulebook of these rules."""
    files = {f"R{i}.yaml": rule_text(body) for i, body in enumerate(bodies)}
    with tempfile.TemporaryDirectory() as folder:
        return load_files({"rulebook.yaml": BOOK, **files}, Path(folder))


def record_of(case: str) -> Record:
    """A record of the sections in the text."""
    return read_record(read(f"format: case/1\ncase: x\n{case}".encode(), "case.yaml"))


def findings_of(bodies: str | tuple[str, ...], case: str, as_of: str, **parameters: Duration | When | int | None) -> list[Finding]:
    """The findings of the first of the rules, in the order of the report."""
    book = book_of(*((bodies,) if isinstance(bodies, str) else bodies))
    book = replace(book, parameters={**book.parameters, **parameters})
    return Run(record_of(case), book, date.fromisoformat(as_of)).findings([r for r in book.rules if r.id == "T-1"])[0]


def verdicts(bodies: str | tuple[str, ...], case: str, as_of: str, **parameters: Duration | When | int | None) -> dict[str, str]:
    """``{subject: verdict}``; what does not apply is not there."""
    return {finding.subject: finding.verdict.value for finding in findings_of(bodies, case, as_of, **parameters)}


def same_rule(plans: str = "", assessments: str = "") -> str:
    """A rule: the reason of the referral is found in plans and assessments, of each those that this asks for (``where: ..., ``)."""
    return f"""\
for_each: [{{any: origin, in: referral}}]
require:
  same:
    origin: referral.significant_reason
    places:
      - {{each: plan, in: plans, {plans}at: plan.start, states: plan.referral_reason.reasons}}
      - {{each: assessment, in: assessments, {assessments}at: assessment.started, states: assessment.factors}}
"""
