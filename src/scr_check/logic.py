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
MOST_PLACES = 50
"""So many places that would settle a truth value are named: who fills them in sees the others then. All together would be the square of a record."""


@dataclass(frozen=True, slots=True, eq=False)
class Unknown:
    """Not known, and why.

    ``silent``: only absences in incomplete sections stand in the way, so the verdict is ``not_recorded`` rather than ``unknown``.
    ``missing``: places whose values would decide, ``MOST_PLACES`` of them. ``unset``: names of parameters without a number.
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
    missing = first.missing
    if second.missing and len(missing) < MOST_PLACES:
        known = {(id(entry), key) for entry, key in missing}
        missing = (missing + tuple([place for place in second.missing if (id(place[0]), place[1]) not in known]))[:MOST_PLACES]
    return Unknown(
        (first.silent or second.silent) and (first.silent or first.guarded) and (second.silent or second.guarded),
        missing,
        first.unset + tuple([name for name in second.unset if name not in first.unset]) if second.unset else first.unset,
        first.hangs_on or second.hangs_on,
        first.reason or second.reason,
        first.guarded and second.guarded,
    )


def join_all(reasons: Iterable[Unknown]) -> Unknown | None:
    """All reasons in one; None of none."""
    made: Unknown | None = None
    for reason in reasons:
        made = join(made, reason)
    return made


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
