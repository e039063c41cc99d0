"""How much a verdict matters, for formats that have levels of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from scr_check.findings import ATTENTION, Finding, Verdict

KNOWN: Final = frozenset({Verdict.BREACHED, Verdict.CONFLICT})
"""Known to be wrong."""
WELL: Final = frozenset({Verdict.MET, Verdict.HOLDING})


def waived(finding: Finding) -> str:
    """``, waived until 2026-12-31``; nothing for what nobody answers for."""
    if finding.waived is None:
        return ""
    return f", waived until {finding.waived['until']}" if finding.waived.get("until") else ", waived"


def verdict(finding: Finding) -> str:
    """The verdict in words; of what is waived that it is, and until when."""
    return finding.verdict.value.replace("_", " ") + waived(finding)


def words(finding: Finding, place: str = "", texts: Sequence[str] = ()) -> str:
    """The finding in one line: what was found, the place if given, what to do if it wants attention, and the record's own words if given."""
    remedy = finding.remedy if finding.verdict in ATTENTION else ""
    return " ".join(part for part in (finding.message, f"({place})" if place else "", remedy, *texts) if part)


def level(finding: Finding) -> str:
    """``error``, ``warning``, ``note`` or ``none``: by the verdict, and by whether the rule says must.

    A known breach of a must is an error, of a should a warning. What nobody can tell of a rule that binds is a warning. All else that wants
    attention is a note. What is waived is at most a note.
    """
    if finding.verdict not in ATTENTION:
        return "none"
    if finding.waived is not None or not finding.binding:
        return "note"
    if finding.verdict in KNOWN:
        return "error" if finding.duty == "must" else "warning"
    return "warning" if finding.verdict in (Verdict.NOT_RECORDED, Verdict.UNKNOWN) else "note"
