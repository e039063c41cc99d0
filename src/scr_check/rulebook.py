"""Rules, parameters, rulebooks: loaded and checked whole, or refused with every fault and its place.

The loader is handed the patterns (``patterns.registry()``), so that this file stands below them. A rulebook may extend another: it then has
the other's rules and its own, and may set numbers, change a duty or an in-force date, and switch a rule off with a reason.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from scr_check.building import Builder
from scr_check.dates import Duration, When
from scr_check.expressions import Scope
from scr_check.kinds import ROOT_FIELDS
from scr_check.rule import ADVICE, Branch, InForce, Pattern, Rule, Rulebook, RuleFault, parameter_value
from scr_check.rule_builder import Loading, Parsed, RuleBuilder
from scr_check.rule_spec import ChangeSpec, RulebookSpec, RuleSpec
from scr_check.sources import Document, Fault, Refused, bytes_of, read
from scr_check.words import nearest

__all__ = ["ADVICE", "Branch", "InForce", "Pattern", "Rule", "RuleFault", "Rulebook", "load", "parameter_value"]

_WORD = re.compile(r'\\"([a-z][a-z0-9_]*)\\"')
"""A word in quotation marks inside an expression, in JSON."""
_LISTED = re.compile(r'"(?:required|order|satisfied_by)": (\[[^\]]*\]|"[^"]*")')
"""Words that a pattern lists."""

RESERVED = ("as_of", "limit")
"""Names that a rule has of itself: the day of judgement, and the limit that `otherwise` counts from."""

Base = Callable[[str], Path | None]
"""Finds the folder of a rulebook that another extends, from its name. One inside the folder of the other is found without it."""


@dataclass
class _Read:
    """The files of a rulebook and of those that it extends, before anything is compiled."""

    path: Path
    document: Document
    spec: RulebookSpec
    parsed: list[Parsed]
    digest: Any
    switched_off: dict[str, str] = field(default_factory=dict)


def _nowhere(name: str) -> Path | None:
    return None


def _inside(name: str, folder: Path) -> Path | None:
    found = folder / name
    return found if (found / "rulebook.yaml").is_file() else None


def load(folder: Path, patterns: dict[str, ModuleType], examples: bool = True, base: Base = _nowhere) -> Rulebook:
    """The rulebook of a folder. ``examples`` False leaves the rules' examples unread, which saves most of the time. Raises RuleFault."""
    loading = Loading(patterns)
    found = _read(folder, examples, loading, base, ())
    rules = _compiled(found.parsed, found.spec, loading)
    values = _values(found, loading)
    loading.stop()
    spec = found.spec
    return Rulebook(spec.id, spec.title, spec.version, found.digest.hexdigest(), spec, rules, values, str(folder), spec.extends, found.switched_off,
                    {name: parameter.kind for name, parameter in spec.parameters.items()}, _words(found.parsed, spec))  # fmt: skip


def _words(parsed: list[Parsed], spec: RulebookSpec) -> frozenset[str]:
    """The words in quotation marks in the rules' conditions, those that they require, and those of the named lists."""
    found = {word for words in spec.lists.values() for word in words}
    for _, _, rule in parsed:
        lets = [one.model_dump(mode="json") for several in rule.let.values() for one in several]
        text = json.dumps([rule.for_each.model_dump(mode="json"), rule.where, rule.require, lets])
        found.update(_WORD.findall(text))
        found.update(word for listed in _LISTED.findall(text) for word in re.findall(r'"([a-z0-9_]+)"', listed))
    return frozenset(found)


def _read(folder: Path, examples: bool, loading: Loading, base: Base, above: tuple[Path, ...]) -> _Read:
    """Reads a rulebook, and first the one that it extends."""
    try:
        raw = {path: bytes_of(path) for path in sorted(folder.glob("*.yaml"))}
    except OSError as fault:
        raise RuleFault([f"{fault.filename or folder}: cannot be read: {fault.strerror}"]) from None
    head = folder / "rulebook.yaml"
    stray = [path for path in sorted([*folder.glob("*.yml"), *folder.glob("*/*.yaml")]) if path.name != "sentences.yml"]
    if stray:
        raise RuleFault([f"{path}: not read: rule files end in .yaml and stand beside rulebook.yaml" for path in stray])
    if head not in raw:
        raise RuleFault([f"{folder}: holds no rulebook.yaml, so it is no rulebook"])
    document, spec = _rulebook_spec(head, raw[head], loading)
    parsed = [one for path, text in raw.items() if path != head and (one := _rule_spec(path, text, examples, loading)) is not None]
    loading.stop()
    assert spec is not None
    assert document is not None
    if not parsed and spec.extends is None:
        loading.note(str(head), [Fault("this rulebook has no rule: each stands in a file of its own beside it", None)])
        loading.stop()
    digest = hashlib.sha256(b"".join(path.name.encode() + b"\0" + text + b"\0" for path, text in raw.items()))
    found = _Read(head, document, spec, parsed, digest)
    if spec.extends is None:
        return found
    return _extended(found, _base_of(found, examples, loading, base, (*above, folder.resolve())), loading)


def _base_of(found: _Read, examples: bool, loading: Loading, base: Base, above: tuple[Path, ...]) -> _Read:
    name, folder = found.spec.extends or "", found.path.parent
    where = base(name) or _inside(name, folder)
    if where is None or where.resolve() in above:
        reason = "extends itself" if where is not None else f"extends '{name}', which is neither a built-in rulebook nor a folder here"
        loading.note(str(found.path), [Fault(f"the rulebook {reason}", found.document.place("/extends"))])
        loading.stop()
    assert where is not None
    return _read(where, examples, loading, base, above)


def _extended(own: _Read, below: _Read, loading: Loading) -> _Read:
    """The rulebook below, with what the upper one adds and changes."""
    parameters = {**below.spec.parameters, **own.spec.parameters}
    for name, text in own.spec.set.items():
        if name not in parameters:
            _note(own, loading, f"'{name}' is no parameter of {below.spec.id}{nearest(name, parameters)}", f"/set/{name}")
        else:
            parameters[name] = parameters[name].model_copy(update={"value": text})
    switched_off = dict(below.switched_off)
    kept = []
    for path, document, rule in below.parsed:
        change = own.spec.change.get(rule.id)
        if change is not None and change.off is not None:
            switched_off[rule.id] = change.off
        else:
            kept.append((path, document, rule if change is None else _changed(rule, change)))
    known = [rule.id for _, _, rule in below.parsed]
    _follow(own, kept, switched_off, loading)
    for name in own.spec.change:
        if name not in known:
            _note(own, loading, f"'{name}' is no rule of {below.spec.id}{nearest(name, known)}", f"/change/{name}")
    merged = own.spec.model_copy(update={
        "parameters": parameters, "lists": {**below.spec.lists, **own.spec.lists}, "sources": {**below.spec.sources, **own.spec.sources},
    })  # fmt: skip
    digest = hashlib.sha256(below.digest.digest() + own.digest.digest())
    return _Read(own.path, own.document, merged, kept + own.parsed, digest, switched_off)


def _follow(own: _Read, kept: list[Parsed], switched_off: dict[str, str], loading: Loading) -> None:
    """What a change asks for besides: a rule that hangs on one that is switched off, a duty that its pattern cannot have."""
    for _, _, rule in kept:
        text = json.dumps([rule.where, rule.require, rule.for_each.model_dump(mode="json")])
        for name in switched_off:
            if rule.for_each.as_ == name or f'verdict(\\"{name}\\")' in text:
                message = f"{rule.id} hangs on {name}, which is switched off here: switch {rule.id} off too"
                _note(own, loading, message, f"/change/{name}")
        change = own.spec.change.get(rule.id)
        if change is not None and change.duty in ADVICE and not {"observes", "count"} & set(rule.require):
            message = f"{rule.id} cannot be {change.duty}: advice and good practice only observe or count, and it asks for {next(iter(rule.require))}"
            _note(own, loading, message, f"/change/{rule.id}/duty")


def _note(own: _Read, loading: Loading, message: str, pointer: str) -> None:
    loading.note(str(own.path), [Fault(message, own.document.place(pointer))])


def _changed(rule: RuleSpec, change: ChangeSpec) -> RuleSpec:
    return rule.model_copy(update={key: value for key in ("duty", "in_force") if (value := getattr(change, key)) is not None})


def _rulebook_spec(path: Path, text: bytes, loading: Loading) -> tuple[Document | None, RulebookSpec | None]:
    try:
        document = read(text, path.name)
        return document, Builder(document, Scope({})).spec(RulebookSpec, document.data)
    except Refused as refused:
        loading.note(str(path), refused.faults)
        return None, None


def _without_examples(text: bytes) -> bytes:
    """The rule without its examples, which stand last; the whole text where they do not."""
    head, mark, tail = text.partition(b"\nexamples:")
    return head + b"\n" if mark and not any(line[:1].isalpha() for line in tail.split(b"\n")[1:]) else text


def _rule_spec(path: Path, text: bytes, examples: bool, loading: Loading) -> Parsed | None:
    try:
        document = read(text if examples else _without_examples(text), path.name)
        return str(path), document, Builder(document, Scope({})).spec(RuleSpec, document.data)
    except Refused as refused:
        loading.note(str(path), refused.faults)
        return None


def _values(found: _Read, loading: Loading) -> dict[str, Duration | When | int | None]:
    values: dict[str, Duration | When | int | None] = {}
    for name in (*found.spec.parameters, *found.spec.lists):
        if name in ROOT_FIELDS or name in RESERVED:
            part = "parameters" if name in found.spec.parameters else "lists"
            loading.note(str(found.path), [Fault(f"the name '{name}' is taken", found.document.key_place(f"/{part}/{name}"))])
    for name, parameter in found.spec.parameters.items():
        try:
            values[name] = parameter_value(name, parameter.kind, parameter.value)
        except ValueError as fault:
            key = f"/set/{name}" if name in found.spec.set else f"/parameters/{name}/value"
            _note(found, loading, str(fault), key)
    return values


def _compiled(parsed: list[Parsed], spec: RulebookSpec, loading: Loading) -> tuple[Rule, ...]:
    known: dict[str, Parsed] = {}
    for path, document, rule in parsed:
        if rule.id in known:
            loading.note(path, [Fault(f"the rule {rule.id} stands in {Path(known[rule.id][0]).name} already", document.place("/id"))])
        known.setdefault(rule.id, (path, document, rule))
    rules = []
    for path, document, rule in known.values():
        built = RuleBuilder(path, document, rule, spec, known, loading).build()
        if built is not None:
            rules.append(built)
    return _in_order(rules, known, loading)


def _in_order(rules: list[Rule], known: dict[str, Parsed], loading: Loading) -> tuple[Rule, ...]:
    """By id; refuses cycles of ``verdict()`` and ids that there are not."""
    needs = {rule.id: rule.needs for rule in rules}
    for rule in rules:
        for other in sorted(rule.needs - set(known)):
            loading.note(rule.path, [Fault(f"verdict() of '{other}', which is no rule{nearest(other, known)}", rule.document.place("/require"))])
        reached, level = set[str](), set(rule.needs)
        while level:
            reached |= level
            level = {n for one in level for n in needs.get(one, ())} - reached
        if rule.id in reached:
            loading.note(rule.path, [Fault(f"{rule.id} hangs on its own verdict, by way of {', '.join(sorted(rule.needs))}", rule.document.place("/id"))])
    return tuple(sorted(rules, key=lambda rule: rule.id))
