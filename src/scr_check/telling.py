"""A rule told in plain words, made from its data: for ``scr-check rules ID`` and the catalogue. Nothing of it is written by hand a second time."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from scr_check import patterns
from scr_check.emitter import Scope
from scr_check.rule import Rule, Rulebook
from scr_check.rule_spec import BranchSpec, InForceSpec, LetSpec, RuleSpec
from scr_check.specs import spec_of
from scr_check.specs.parts import StepSpec
from scr_check.telling_parts import RuleTeller
from scr_check.telling_words import a, capital
from scr_check.told import Told
from scr_check.words import one_of

DUTIES = {
    "must": "must: a duty",
    "should": "should: a duty, if a softer one",
    "advice": "advice: something to look at, never a failing",
    "good_practice": "good practice: something done well, never a failing",
}
ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth")


@dataclass(frozen=True)
class Example:
    """One of the rule's own tests: its name, its day, the local numbers that it sets, and what comes out where."""

    name: str
    as_of: str
    set: dict[str, str]
    expect: dict[str, str]


@dataclass(frozen=True)
class Telling:
    """A rule in words. Lists hold whole sentences; ``verdicts`` the verdict's name and what it means here."""

    id: str
    title: str
    rulebook: str
    duty: str
    pattern: str
    applies: list[str]
    asks: list[str]
    when: list[str]
    verdicts: dict[str, str]
    permissions: list[str]
    in_force: list[str]
    otherwise: list[str]
    waits_for: list[str]
    finding: str
    move: str
    remedy: str
    source: dict[str, str]
    examples: list[Example]
    path: str

    def as_dict(self) -> dict[str, Any]:
        """For JSON: the keys are these fields' names, and stable."""
        return {**asdict(self), "examples": [asdict(one) for one in self.examples]}


def tell(rule: Rule, rulebook: Rulebook) -> Telling:
    """The rule told. It must have been read with its examples, so that its own text is at hand."""
    scope = Scope({}, dict(rulebook.kinds), dict(rulebook.spec.lists))
    applies, t = _places(rule.spec, rulebook, RuleTeller(scope, rulebook.parameters))
    lets, t = _lets(rule.spec, t)
    told = _told(rule.pattern_key, rule.spec.require[rule.pattern_key], t)
    where = [f"And only where {t.condition(rule.spec.where)}."] if rule.spec.where else []
    fits = ("noted", "not_applicable") if rule.advice else [v for v in told.verdicts if v != "noted" and (v != "not_applicable" or rule.pattern_key != "count")]
    meanings = {verdict: text for verdict, text in told.verdicts.items() if verdict in fits}
    verdicts = {**meanings, **{verdict: _added(told.verdicts.get(verdict, ""), t.holes(text)) for verdict, text in rule.spec.say.items()}}
    return Telling(
        rule.id, rule.title, rulebook.id, rule.duty, rule.pattern_key, [*applies, *lets, *where], told.asks, told.when, verdicts,
        [f"It is not asked where {t.condition(rule.spec.unless)}."] if rule.spec.unless else [], _in_force(rule.spec.in_force, t),
        _otherwise(rule, t), list(rule.waits_for), t.holes(rule.spec.about), capital(t.holes(rule.spec.move)), rule.remedy,
        _source(rule, rulebook), [Example(e.name, e.as_of, dict(e.set), dict(e.expect)) for e in rule.examples],
        "/".join(Path(rule.path).parts[-2:]),
    )  # fmt: skip


def _added(meaning: str, own: str) -> str:
    return f'{meaning} The report says: "{own}".'.strip()


def _told(key: str, data: Any, t: RuleTeller) -> Told:
    module = patterns.registry()[key]
    told: Told = module.tell(spec_of(key).model_validate(data), t)
    return told


def _source(rule: Rule, rulebook: Rulebook) -> dict[str, str]:
    document = rulebook.spec.sources.get(rule.source.document)
    return {"document": rule.source.document, "title": document.title if document else "", "section": rule.source.section, "quote": rule.source.quote}


# where a rule applies


def _places(spec: RuleSpec, rulebook: Rulebook, t: RuleTeller) -> tuple[list[str], RuleTeller]:
    """The steps as sentences, and a teller that knows their names."""
    places = spec.for_each
    if places.as_ is not None:
        other = rulebook.rule(places.as_)
        if other is None:
            return [], t
        sentences, inner = _places(other.spec, rulebook, t)
        return [f"In the same places as {places.as_}. {sentences[0]}", *sentences[1:]], inner
    if places.either:
        return _either(places.either, t)
    if not places.steps:
        return ["Once, of the case as a whole."], t
    return _steps(places.steps, spec.subject, t)


def _either(branches: tuple[BranchSpec, ...], t: RuleTeller) -> tuple[list[str], RuleTeller]:
    sentences, inner = [], t
    for number, branch in enumerate(branches, 1):
        told, one = _steps(branch.steps, branch.subject, t)
        sentences.append(f"({number}) {' '.join(told)}")
        shared = {name: kind for name, kind in one.scope.bound.items() if number == 1 or name in inner.scope.bound}
        inner = replace(inner, scope=replace(inner.scope, bound={**shared, **({} if number == 1 else _joined(inner, one, shared))}))
    return [f"In {len(branches)} kinds of place.", *sentences], inner


def _joined(one: RuleTeller, other: RuleTeller, names: dict[str, Any]) -> dict[str, Any]:
    from scr_check.kinds import joined_entries  # noqa: PLC0415

    return {name: joined_entries([one.scope.bound[name], other.scope.bound[name]]) for name in names}


def _steps(steps: tuple[StepSpec, ...], subject: str | None, t: RuleTeller) -> tuple[list[str], RuleTeller]:
    sentences: list[str] = []
    for number, step in enumerate(steps):
        said, t = _step(step, t, first=number == 0)
        sentences += said
    if subject and len(steps) > 1:
        sentences.append(f"The verdict stands on {t.name(subject)}.")
    return sentences, t


def _step(step: StepSpec, t: RuleTeller, first: bool) -> tuple[list[str], RuleTeller]:
    name = step.each or step.any or "entry"
    phrase, inner = t.entries(name, step.in_, step.where, called=step.each is not None)
    if step.any:
        begin = "Once, if" if first else "But only if"
        single = "it has" if step.in_ in ("referral", "closure") else "it has at least one of these:"
        return [f"{begin} the record says so: {single} {a(phrase)}."], t
    own = RuleTeller(inner.scope, inner.values)
    listed = _which(step, phrase, own, name)
    sentences = [f"{'For' if first else 'Then for'} {listed}."]
    if step.later == "counts":
        sentences.append("Those that are still to come count too.")
    if step.absent == "not_recorded":
        sentences.append(f'Where {t.value(step.in_)} {"are" if step.in_.endswith("s") else "is"} not in the file: "not recorded", once, '
                         f"on {t.value(step.in_.rpartition('.')[0]) if '.' in step.in_ else 'the case'}.")  # fmt: skip
    if step.doubtful == "left_out":
        sentences.append("What may or may not be one of them is left out.")
    return sentences, own


def _which(step: StepSpec, phrase: str, t: RuleTeller, name: str) -> str:
    focus = t.bound(name, t.scope.bound[name], focus=True)
    order = f"in the order of {focus.value(step.order_by)}" if step.order_by else ""
    if step.nth is not None:
        number = ORDINALS[step.nth] if step.nth < len(ORDINALS) else f"{step.nth}th"
        per = f", counted for each {_one(focus.value(step.per))} on its own" if step.per else ""
        return f"the {number} {phrase} ({order}{per})"
    if step.first_per:
        return f"each {phrase}; but only the first for each {_one(focus.value(step.first_per))}, {order}"
    return f"{'the' if t.is_mapping(step.in_) else 'each'} {phrase}"


def _one(noun: str) -> str:
    """``its plans`` as one of them."""
    return noun.removeprefix("its ").removesuffix("s")


def _lets(spec: RuleSpec, t: RuleTeller) -> tuple[list[str], RuleTeller]:
    sentences = []
    for name, searches in spec.let.items():
        told = [_let(one, t) for one in searches]
        kinds = [kind for _, kind in told]
        t = RuleTeller(replace(t.scope, bound={**t.scope.bound, name: kinds[0]}), t.values)
        sentences.append(f"{capital(t.name(name))} is {'; or, if there is none, '.join(text for text, _ in told)}.")
    return sentences, t


def _let(spec: LetSpec, t: RuleTeller) -> tuple[str, Any]:
    from scr_check.kinds import EntryOf, Ref  # noqa: PLC0415
    from scr_check.telling_expressions import tree  # noqa: PLC0415

    if spec.ref:
        kind = t.kind(tree(spec.ref))
        return t.value(spec.ref), EntryOf(kind.models() if isinstance(kind, Ref) else (), maybe=True)
    name = spec.first or spec.last or "entry"
    phrase, inner = t.entries(name, spec.in_ or "", spec.where)
    order = inner.bound(name, inner.scope.bound[name], focus=True).value(spec.order_by or "")
    return f"the {'first' if spec.first else 'last'} {phrase}, in the order of {order}", inner.scope.bound[name]


# the rest


def _in_force(spec: InForceSpec | None, t: RuleTeller) -> list[str]:
    if spec is None:
        return []
    sentences = [f"What counts is {t.value(spec.by)}."]
    for text, word, unset in ((spec.from_, "From {} on.", "so it is always in force"), (spec.until, "Before {} only.", "so it is never in force")):
        if text is None:
            continue
        if t.unset(text):
            sentences.append(f"{word.format(f'the day {text}')} That day is not set, {unset}.")
        else:
            sentences.append(word.format(t.values.get(text, text)))
    return sentences


def _otherwise(rule: Rule, t: RuleTeller) -> list[str]:
    chain = rule.spec.require.get("otherwise", [])
    sentences = []
    for link in chain if isinstance(chain, list) else [chain]:
        from scr_check.kinds import Day  # noqa: PLC0415

        told = _told("response", link["response"], RuleTeller(replace(t.scope, bound={**t.scope.bound, "limit": Day()}), t.values))
        sentences.append(" ".join([*told.asks, *told.when]))
    return sentences


def place_in_words(pointers: str) -> str:
    """``/meetings/0/participants/1`` as "meetings 1, participants 2"; several pointers with blanks between; nothing is the whole case."""
    told = [_one_place(pointer) for pointer in pointers.replace('"', "").split()]
    return " with ".join(told) or "the case"


def _one_place(pointer: str) -> str:
    parts: list[str] = []
    for step in pointer.strip("/").split("/"):
        if step.isdigit() and parts:
            parts[-1] += f" {int(step) + 1}"
        else:
            parts.append(one_of(step))
    return ", ".join(parts)
