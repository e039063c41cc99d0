"""Three-valued logic: true, false, and not known, which remembers why.

The logic is Kleene's strong logic, as CQL and SQL have it: false and unknown is false, true or unknown is true. A truth value is
``True``, ``False`` or an :class:`Unknown`. An ``Unknown`` names the places that would settle it, so that a report can say where to look.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from scr_check.classes import dataclass

#: A place that is not filled in: the entry that would hold the value, and the key.
Place = tuple[Any, str]


@dataclass(frozen=True, slots=True, eq=False)
class Unknown:
    """Not known, and why.

    ``silent``: only absences in incomplete sections stand in the way, so the verdict is ``not_recorded`` rather than ``unknown``.
    ``missing``: places whose values would decide. ``unset``: names of parameters without a number.
    ``hangs_on``: the rule whose verdict this one follows. ``reason``: said where no place can say it (a limit beyond the bank holidays).
    """

    silent: bool = False
    missing: tuple[Place, ...] = ()
    unset: tuple[str, ...] = ()
    hangs_on: str | None = None
    reason: str | None = None
    #: An absence inside something doubtful: unknown by itself, but beside an absence that surely stands in the way it decides nothing.
    guarded: bool = False

    def __bool__(self) -> NoReturn:
        """An unknown is neither true nor false: testing it so is a fault of the program, and says so."""
        raise TypeError("an unknown value was used as true or false")


Truth = bool | Unknown


def join(first: Unknown | None, second: Unknown) -> Unknown:
    """Both reasons in one. Silent only if both are."""
    if first is None or first is second:
        return second
    known = {(id(entry), key) for entry, key in first.missing}
    more = tuple(place for place in second.missing if (id(place[0]), place[1]) not in known)
    return Unknown(
        (first.silent or second.silent) and (first.silent or first.guarded) and (second.silent or second.guarded),
        first.missing + more,
        first.unset + tuple(name for name in second.unset if name not in first.unset),
        first.hangs_on or second.hangs_on,
        first.reason or second.reason,
        first.guarded and second.guarded,
    )


def join_all(reasons: Iterable[Unknown]) -> Unknown | None:
    """All reasons in one, as ``join`` makes it of one after another, in time that grows as they do; None of none."""
    several = list(reasons)
    if len(several) < 3:
        return join(several[0], several[1]) if len(several) == 2 else several[0] if several else None
    missing, known, unset = [], set[tuple[int, str]](), dict.fromkeys(name for one in several for name in one.unset)
    for one in several:
        more = [place for place in one.missing if (id(place[0]), place[1]) not in known]
        known.update((id(entry), key) for entry, key in more)
        missing += more
    return Unknown(
        all(one.silent or one.guarded for one in several) and any(one.silent for one in several),
        tuple(missing), tuple(unset),
        next((one.hangs_on for one in several if one.hangs_on), None), next((one.reason for one in several if one.reason), None),
        all(one.guarded for one in several),
    )  # fmt: skip


def both(first: Truth, second: Truth) -> Truth:
    """Kleene's *and*."""
    if first is False or second is False:
        return False
    if first is True:
        return second
    return first if second is True else join(first, second)


def either(first: Truth, second: Truth) -> Truth:
    """Kleene's *or*."""
    if first is True or second is True:
        return True
    if first is False:
        return second
    return first if second is False else join(first, second)


def negation(value: Truth) -> Truth:
    """Kleene's *not*: an unknown stays as unknown as it was."""
    return value if isinstance(value, Unknown) else not value


def spoken(why: Unknown) -> Unknown:
    """The same reason, of something that is there to be seen: unknown, never merely not recorded."""
    return Unknown(False, why.missing, why.unset, why.hangs_on, why.reason)
