"""For tables of duties: what is found, in one line, the usual way and with care, and whether the quick way was enough."""

from __future__ import annotations

from typing import Any

import pytest

from scr_check.findings import Finding
from scr_check.responding import Response
from tabling import book_of, findings_of

QUICK, CARE = "the quick way", "with care"
EVENT = 'for_each: [{each: release, in: events, where: release.type == "prison_release"}]\n'
NOTES = 'some: [{each: note, in: notifications, where: note.about == release.id and note.to != "x", at: note.on}]'
PEOPLE = "people: [{id: x, role: partner}, {id: y, role: mother}]\n"


def released(event: str, *notes: str, head: str = "") -> str:
    """A record of one release from prison, and what was notified about it."""
    listed = ", ".join(f"{{id: n{i}, about: r, {note}}}" for i, note in enumerate(notes))
    return f"{head}{PEOPLE}events: [{{id: r, type: prison_release, {event}}}]\nnotifications: [{listed}]\n"


def duty(text: str) -> str:
    """A rule on each release from prison that is fulfilled by a notification about it, other than to x."""
    return f"{EVENT}require:\n  response: {{{text}, {NOTES}}}\n"


def in_short(found: Finding) -> str:
    """The verdict; the words; the limit; the day on which it was done; where that is seen; what is missing."""
    limit = found.limit or (" to ".join(found.limit_between) if found.limit_between else "-")
    seen = " ".join(one.pointer for one in found.evidence)
    return "; ".join([found.verdict, found.message.removeprefix("it: "), limit, found.fulfilled or "-", seen or "-", " ".join(found.missing) or "-"])


def judged(rule: str, case: str, as_of: str, monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], str]:
    """The findings in short, and which way was enough. The rule is compiled anew; with care, all findings must be the same."""
    book_of.cache_clear()
    careful = 0
    carefully = Response.carefully

    def counted(self: Response, *given: Any) -> Any:
        nonlocal careful
        careful += 1
        return carefully(self, *given)

    with monkeypatch.context() as patched:
        patched.setattr(Response, "carefully", counted)
        found = findings_of(rule, case, as_of)
    with monkeypatch.context() as patched:
        patched.setattr(Response, "plainly", lambda self, c, bound: None)
        assert findings_of(rule, case, as_of) == found
    return [in_short(one) for one in found], CARE if careful else QUICK
