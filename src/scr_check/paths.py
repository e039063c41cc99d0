"""Dotted paths of a rule into ranges: checked against the record's format when a rule is loaded."""

from __future__ import annotations

from scr_check import kinds as k
from scr_check.emitter import Scope, Wrong
from scr_check.ranging import Hop, Range
from scr_check.words import nearest


def _refers(info: k.Field) -> bool:
    kind = info.kind.of if isinstance(info.kind, k.Many) else info.kind
    return isinstance(kind, k.Ref)


def _step_into(kind: k.Kind, name: str) -> k.Field:
    inner = kind.of if isinstance(kind, k.Many) else kind
    models = inner.models() if isinstance(inner, k.EntryOf | k.Ref) else ()
    found = [k.FIELDS[model][name] for model in models if name in k.FIELDS[model]]
    if not found:
        known = sorted({key for model in models for key in k.FIELDS[model]})
        raise Wrong(f"unknown field '{name[:60]}' of {inner.said()}{nearest(name, known)}")
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
        raise Wrong(f"unknown name '{head[:60]}'{nearest(head, [*scope.bound, *k.ROOT_FIELDS])}")
    for name in rest:
        fields.append(_step_into(kind, name))
        kind = fields[-1].kind
    if not fields or not isinstance(kind, k.Many | k.EntryOf | k.Ref):
        raise Wrong(f"'{text}' is {kind.said()}; a list or a mapping of the record is wanted")
    if not isinstance(_item_of(kind), k.EntryOf):
        raise Wrong(f"'{text}' is a list of words; a list of entries, or a mapping of the record, is wanted")
    hops = tuple(Hop(info.name, info.key, info.happening, _refers(info)) for info in fields)
    return Range(text, base, hops, _item_of(kind), head if base is None else "")
