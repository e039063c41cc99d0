"""A record that has faults, made readable, so that its ids and references are checked too and every fault is told at once.

What is wrong is taken out or replaced by something that no message names. The result is never used for anything else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError

from .record_models import CaseRecord

MENDED: Final = "\0mended"
"""The beginning of every text that stands in for a wrong one. A file cannot hold it: control characters are refused before."""

_ROUNDS: Final = 4  # a wrong list becomes an empty entry, that gets an id; nothing takes more than three


def mend(data: Mapping[str, Any], errors: Sequence[Mapping[str, Any]]) -> tuple[CaseRecord | None, set[str]]:
    """The record without what the errors name, and the ids that stood in what was taken out. None where it cannot be mended."""
    mended, lost = _copy(data), set[str]()
    for _ in range(_ROUNDS):
        for count, error in enumerate(errors):
            lost.update(_mend(mended, error["loc"], error["type"], count))
        try:
            return CaseRecord.model_validate(mended), lost
        except ValidationError as error:
            errors = error.errors(include_url=False)
    return None, lost


def _copy(value: Any) -> Any:
    """A copy whose mappings and lists may be changed; scalars are shared."""
    if isinstance(value, dict):
        return {key: _copy(inner) for key, inner in value.items()}
    return [_copy(inner) for inner in value] if isinstance(value, list) else value


def _mend(data: Any, steps: Sequence[str | int], kind: str, count: int) -> Iterator[str]:
    """Repair one error in place. Gives the ids that are lost by it."""
    if len(steps) > 1 and steps[-2] == "complete":
        steps = steps[:-1]  # any wrong name makes the list useless here
    holder = data
    try:
        for place, step in enumerate(steps[:-1], 1):
            if isinstance(holder[step], str):  # one text where several may stand
                steps = steps[:place]
                break
            holder = holder[step]
        old = None if kind == "missing" else holder[steps[-1]]
    except (KeyError, IndexError, TypeError):
        return  # an earlier error has taken it out
    yield from _ids(old)
    _replace(holder, steps[-1], kind, count)


def _replace(holder: Any, step: str | int, kind: str, count: int) -> None:
    if step == "complete":
        holder[step] = []
    elif isinstance(step, int):
        holder[step] = {} if kind == "model_type" else f"{MENDED} {count}"
    elif step == "format" and kind != "extra_forbidden":
        holder[step] = "case/1"
    elif kind == "missing":
        holder[step] = f"{MENDED} {count}"
    else:
        del holder[step]


def _ids(value: Any) -> Iterator[str]:
    """Every id that stands somewhere in a value."""
    if isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield value["id"]
        for inner in value.values():
            yield from _ids(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _ids(inner)
