"""Reads a JSON report, ``report/1``, that an earlier run wrote: as much of it as a comparison needs."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path, PurePath
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from scr_check.findings import Verdict
from scr_check.sources import bytes_of

MOST_BYTES = 512 << 20
"""Of a report: that of twenty thousand cases has as much."""


_RENAMED = re.compile(r"(?:case|file)-[0-9a-f]{10}(?:\.[A-Za-z]+)?")
_RELATIVE = re.compile(r"day (-?[0-9]{1,6})")


class ReportFault(Exception):
    """A report that cannot be used, with a line for a person."""


class _Part(BaseModel):
    """A part of a report. Keys may have been added since."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)


def day_number(text: str) -> int:
    """A day as a number of days: of a date, and of ``day 515``, as ``--relative-dates`` writes it.

    Only two of one report and kind compare. Raises ValueError.
    """
    relative = _RELATIVE.fullmatch(text)
    return int(relative[1]) if relative else date.fromisoformat(text).toordinal()


def _day(text: str) -> str:
    try:
        day_number(text)
    except ValueError:
        raise ValueError(f"a day is wanted, such as 2016-06-30, found '{text[:40]}'") from None
    return text


class OldFinding(_Part):
    """A finding as it was."""

    rule: str
    duty: str
    verdict: Verdict
    message: str
    move: str = ""
    line: int
    limit: str | None = None
    entry: str = ""
    identity: str = Field(min_length=1)
    waived: dict[str, Any] | None = None


class OldCase(_Part):
    """A case as it was; an unreadable one has no findings."""

    path: str
    case: str | None
    status: Literal["checked", "unreadable"]
    as_of: Annotated[str, AfterValidator(_day)] | None = None
    findings: tuple[OldFinding, ...]

    @property
    def renamed(self) -> bool:
        """Is it told under other names, as ``--pseudonymise`` gives them? Then its path is made of nothing else."""
        return _RENAMED.fullmatch(self.path) is not None and self.case in (None, PurePath(self.path).stem)

    @property
    def relative(self) -> bool:
        """Is it told in days from the referral, or has it none to tell?"""
        return self.as_of is None or self.as_of.startswith("day ")


class OldBook(_Part):
    """A rulebook that ran."""

    id: str
    version: str
    sha256: str
    rules: int


class OldSummary(_Part):
    """How many files there were; None where small counts are held back."""

    cases: int | None = 0


class OldReport(_Part):
    """A report as it was."""

    format: Literal["report/1"]
    rulebooks: tuple[OldBook, ...]
    parameters: dict[str, str | int | None]
    cases: tuple[OldCase, ...]
    summary: OldSummary = OldSummary()


def read_report(path: Path) -> OldReport:
    """The report in a file. Raises ReportFault; for one that tells no findings, too: all would look new, or gone."""
    try:
        found = OldReport.model_validate_json(_bytes(path))
    except OSError as fault:
        raise ReportFault(f"{path}: cannot be read: {fault.strerror}") from None
    except ValidationError as error:
        raise ReportFault(f"{path}: {_said(error)}") from None
    if not found.cases and found.summary.cases != 0:
        raise ReportFault(f"{path}: has no findings to compare with: it was made with --summary-only or --suppress-small; make it without them")
    return found


def _bytes(path: Path) -> bytes:
    raw = bytes_of(path, MOST_BYTES)
    if len(raw) > MOST_BYTES:
        raise ReportFault(f"{path}: longer than {MOST_BYTES:,} bytes, which is the most that a report may have")
    return raw


def _said(error: ValidationError) -> str:
    """The first fault in plain words; that findings have no identity before all others, for that is an old report."""
    errors = error.errors(include_url=False, include_input=False)
    if any(one["type"] == "missing" and one["loc"][-1] == "identity" for one in errors):
        return "its findings have no 'identity', so they cannot be found again: an older scr-check wrote it; check the same files with this one, --format json"
    first = errors[0]
    if first["type"] == "json_invalid":
        return "not JSON: a report of scr-check --format json is wanted"
    if first["loc"] in ((), ("format",)):
        return "not a report/1: a report of scr-check --format json is wanted"
    return f"not a whole report/1: at /{'/'.join(map(str, first['loc']))}: {first['msg'][:1].lower()}{first['msg'][1:]}"
