"""The free text of a record beside a finding, where it was asked for (``--show-text``): the same words in every format that is no data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from scr_check.case_results import CaseResult, FreeText
from scr_check.findings import Finding


def texts_said(case: CaseResult, finding: Finding) -> list[str]:
    """Each text in a line: whose it is, which field, its line, the words."""
    return said(case.texts_of(finding))


def said(texts: Iterable[FreeText]) -> list[str]:
    """The texts, a line each, none twice."""
    return [f'{one.entry}, {one.field}, line {one.line}: "{one.text}"' for one in dict.fromkeys(texts)]


def texts_data(case: CaseResult, finding: Finding) -> dict[str, Any]:
    """``{"texts": [...]}``, each with ``entry``, ``field``, ``pointer``, ``line``, ``text``; nothing unless it was asked for."""
    if case.texts is None:
        return {}
    texts = case.texts_of(finding)
    return {"texts": [{"entry": t.entry, "field": t.field, "pointer": t.pointer, "line": t.line, "text": t.text} for t in texts]}
