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


def _next(c: Judgement, value: Any) -> Entry | None:
    """The entry in which a path goes on: what stands in a field, or what the id there names."""
    if isinstance(value, Entry):
        return value
    return c.by_id.get(value) if value.__class__ is str else None


def _walk(c: Judgement, names: tuple[str, ...], bound: tuple[Any, ...], path: tuple[str, ...]) -> tuple[Any, Hop | None, Any]:
    """The entry that holds the path's last step (or the first missing one), the field there, and its value."""
    if path[0] not in names:
        return None, None, None
    entry = bound[names.index(path[0])]
    for position, name in enumerate(path[1:]):
        if not isinstance(entry, Entry) or name not in entry.KEYS:
            return None, None, None
        info = _hop(type(entry), name)
        value = getattr(entry, info.name)
        inner = None if position == len(path) - 2 else _next(c, value)
        if inner is None:
            return entry, info, value
        entry = inner
    return None, None, None


def place_in(c: Judgement, entry: Any, reads: tuple[tuple[str, ...], ...], name: str = "") -> Place:
    """Where the first of these values stands that is read off the entry (by this name, if there is one); else the entry itself."""
    for path in reads:
        holder, info, _ = _walk(c, (path[0],), (entry,), path) if path[0] == (name or path[0]) else (None, None, None)
        if info is not None:
            return holder, info.key
    return entry, ""


def exactly(entry: Any, key: str) -> bool:
    """Does a whole day stand in this place?"""
    value = getattr(entry, entry.NAMES.get(key, ""), None)
    return isinstance(value, When) and value.exact


_PLANS: dict[Any, tuple[tuple[int, tuple[str, ...]], ...]] = {}


def _planned(names: tuple[str, ...], reads: tuple[tuple[str, ...], ...]) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Of each path, the index of its bound name and its steps; those of other names are left out. There are as many as rules have expressions."""
    known = _PLANS.get((names, reads))
    if known is None:
        known = _PLANS[names, reads] = tuple((names.index(path[0]), path[1:]) for path in reads if path[0] in names)
    return known


def places_along(c: Judgement, names: tuple[str, ...], bound: tuple[Any, ...], reads: tuple[tuple[str, ...], ...], there: bool = True) -> tuple[Place, ...]:
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
            inner = None if position == last else _next(c, value)
            if inner is None:
                if (value is not None) is there:
                    found.append((entry, key))
                break
            entry = inner
    return tuple(found)


def values_along(c: Judgement, names: tuple[str, ...], bound: tuple[Any, ...], reads: tuple[tuple[str, ...], ...]) -> tuple[Any, ...]:
    """The values that these paths lead to, where there are any."""
    return tuple(value for _, _, value in (_walk(c, names, bound, path) for path in reads) if value is not None)


def declared_along(
    c: Judgement, names: tuple[str, ...], bound: tuple[Any, ...], reads: tuple[tuple[str, ...], ...], attributes: bool = False
) -> bool:
    """Is what is missing along these paths in sections that the record declares complete? ``attributes``: a missing attribute counts too.

    A happening dated after the day of judgement is not there yet: it is missing like any other.
    """
    for path in reads:
        entry, info, value = _walk(c, names, bound, path)
        later = isinstance(value, When) and info is not None and info.happening and value.first > c.day
        if info is not None and (value is None or later) and not ((info.happening or attributes) and c.declared(entry, info.key)):
            return False
    return True
