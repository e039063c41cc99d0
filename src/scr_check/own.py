"""Places read straight off the bound entries: for evidence, and for what the absence of such a value means."""

from __future__ import annotations

from typing import Any

from scr_check.dates import When
from scr_check.judgement import Judgement
from scr_check.logic import Place
from scr_check.ranging import Hop
from scr_check.record_entries import Entry

_HOPS: dict[tuple[type[Entry], str], Hop] = {}


def _hop(model: type[Entry], name: str) -> Hop:
    known = _HOPS.get((model, name))
    if known is None:
        known = _HOPS[model, name] = Hop(name, model.KEYS[name], name in model.HAPPENINGS, False)
    return known


def _walk(names: tuple[str, ...], bound: tuple[Any, ...], path: tuple[str, ...]) -> tuple[Any, Hop | None, Any]:
    """The entry that holds the path's last step (or the first missing one), the field there, and its value."""
    if path[0] not in names:
        return None, None, None
    entry = bound[names.index(path[0])]
    for position, name in enumerate(path[1:]):
        if not isinstance(entry, Entry) or name not in entry.KEYS:
            return None, None, None
        info = _hop(type(entry), name)
        value = getattr(entry, info.name)
        if value is None or position == len(path) - 2 or not isinstance(value, Entry):
            return entry, info, value
        entry = value
    return None, None, None


_PLANS: dict[Any, tuple[tuple[int, tuple[str, ...]], ...]] = {}


def _planned(names: tuple[str, ...], reads: tuple[tuple[str, ...], ...]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Of each path, the index of its bound name and its steps; those of other names are left out. There are as many as rules have expressions."""
    known = _PLANS.get((names, reads))
    if known is None:
        known = _PLANS[names, reads] = tuple((names.index(path[0]), path[1:]) for path in reads if path[0] in names)
    return known


def places_along(names: tuple[str, ...], bound: tuple[Any, ...], reads: tuple[tuple[str, ...], ...], there: bool = True) -> tuple[Place, ...]:
    """The places that these paths lead to: those with a value (``there``), or those without. As ``_walk``, which this does not call to be quick."""
    found: list[Place] = []
    for index, steps in _planned(names, reads):
        entry = bound[index]
        last = len(steps) - 1
        for position, name in enumerate(steps):
            key = entry.KEYS.get(name) if isinstance(entry, Entry) else None
            if key is None:
                break
            value = getattr(entry, name)
            if value is None or position == last or not isinstance(value, Entry):
                if (value is not None) is there:
                    found.append((entry, key))
                break
            entry = value
    return tuple(found)


def values_along(names: tuple[str, ...], bound: tuple[Any, ...], reads: tuple[tuple[str, ...], ...]) -> tuple[Any, ...]:
    """The values that these paths lead to, where there are any."""
    return tuple(value for _, _, value in (_walk(names, bound, path) for path in reads) if value is not None)


def declared_along(
    c: Judgement, names: tuple[str, ...], bound: tuple[Any, ...], reads: tuple[tuple[str, ...], ...], attributes: bool = False
) -> bool:
    """Is what is missing along these paths in sections that the record declares complete? ``attributes``: a missing attribute counts too.

    A happening dated after the day of judgement is not there yet: it is missing like any other.
    """
    for path in reads:
        entry, info, value = _walk(names, bound, path)
        later = isinstance(value, When) and info is not None and info.happening and value.first > c.day
        if info is not None and (value is None or later) and not ((info.happening or attributes) and c.declared(entry, info.key)):
            return False
    return True
