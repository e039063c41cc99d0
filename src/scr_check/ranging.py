"""What a step or a candidate ranges over: a dotted path to a list, a mapping (one entry or none) or a list of ids.

``meetings``, ``meeting.circulation``, ``plans.actions`` (the actions of all plans), ``meeting.minutes``, ``plan.children``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from scr_check import kinds as k
from scr_check.emitter import Scope, Wrong
from scr_check.judgement import Judgement
from scr_check.logic import Place, Unknown, join
from scr_check.runtime import missing
from scr_check.words import nearest


@dataclass(slots=True)
class Found:
    """What a range gave: the entries; the places where the record does not say that it holds all; attributes missing on the way."""

    items: list[Any]
    holes: list[Place]
    unknown: Unknown | None = None
    #: The collection itself is not in the file (as opposed to empty): its holder and key.
    absent: Place | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """A compiled path. ``base`` is the index of a bound name, or None for the whole record."""

    text: str
    base: int | None
    fields: tuple[k.Field, ...]
    item: k.Kind
    root: str

    def over(self, c: Judgement, bound: tuple[Any, ...], later: bool = False) -> Found:
        """The entries. ``later``: those dated after the day of judgement too."""
        start = (c.record.root if later else c.root) if self.base is None else bound[self.base]
        if later and self.base is not None and start is not None:
            start = c.original(start)
        found = Found([start] if start is not None else [], [])
        for info in self.fields:
            self._into(c, info, found)
        return found

    @staticmethod
    def _into(c: Judgement, info: k.Field, found: Found) -> None:
        items: list[Any] = []
        for entry in found.items:
            value = getattr(entry, info.name, None)
            if value is None:
                found.absent = (entry, info.key)
                if not info.happening:
                    found.unknown = join(found.unknown, missing(entry, info.key))
                elif not c.declared(entry, info.key):
                    found.holes.append((entry, info.key))
            elif value.__class__ is tuple:
                if info.happening and not c.declared(entry, info.key):
                    found.holes.append((entry, info.key))
                items.extend(value if not _refers(info) else (c.by_id[name] for name in value))
            else:
                items.append(c.by_id[value] if isinstance(value, str) and value in c.by_id and _refers(info) else value)
        found.items = items


def _refers(info: k.Field) -> bool:
    kind = info.kind.of if isinstance(info.kind, k.Many) else info.kind
    return isinstance(kind, k.Ref)


def _step_into(kind: k.Kind, name: str) -> k.Field:
    inner = kind.of if isinstance(kind, k.Many) else kind
    models = inner.models() if isinstance(inner, k.EntryOf | k.Ref) else ()
    found = [k.FIELDS[model][name] for model in models if name in k.FIELDS[model]]
    if not found:
        known = sorted({key for model in models for key in k.FIELDS[model]})
        raise Wrong(f"unknown field '{name}' of {inner.said()}{nearest(name, known)}")
    return found[0]


def _item_of(kind: k.Kind) -> k.Kind:
    inner = kind.of if isinstance(kind, k.Many) else kind
    if isinstance(inner, k.Ref):
        return k.EntryOf(inner.models())
    return k.EntryOf(inner.of) if isinstance(inner, k.EntryOf) else inner


def compile_range(text: str, scope: Scope) -> Range:
    """The path as a range. Raises ``Wrong`` for a name or field that there is not, or a path that ends in no list or mapping."""
    head, *rest = text.strip().split(".")
    fields: list[k.Field] = []
    base: int | None = None
    if head in scope.bound:
        base, kind = list(scope.bound).index(head), scope.bound[head]
    elif head in k.ROOT_FIELDS:
        fields.append(k.ROOT_FIELDS[head])
        kind = fields[0].kind
    else:
        raise Wrong(f"unknown name '{head}'{nearest(head, [*scope.bound, *k.ROOT_FIELDS])}")
    for name in rest:
        fields.append(_step_into(kind, name))
        kind = fields[-1].kind
    if not fields or not isinstance(kind, k.Many | k.EntryOf | k.Ref):
        raise Wrong(f"'{text}' is {kind.said()}; a list or a mapping of the record is wanted")
    return Range(text, base, tuple(fields), _item_of(kind), head if base is None else "")
