"""Record x rulebook x day -> findings. Each rule's steps bind entries, its pattern says what was found, the table makes the verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from operator import lt
from typing import Any
from weakref import ref

from scr_check.case_results import NotLookedAt
from scr_check.classes import replace
from scr_check.findings import Finding, Verdict
from scr_check.identity import Names
from scr_check.judgement import MOST_LOOKS, Judgement, TooMuch
from scr_check.logic import Truth, Unknown, spoken
from scr_check.record import Record
from scr_check.record_entries import Entry
from scr_check.rule import Branch, Rule, Rulebook
from scr_check.saying import Result, Saying, Told
from scr_check.steps import Binding, bindings
from scr_check.verdicts import Found, Outcome, verdict_of

_VERDICTS = tuple(verdict.value for verdict in Verdict)
UNDECIDED = frozenset({Verdict.UNKNOWN, Verdict.NOT_RECORDED, Verdict.CONFLICT})


class Run:
    """One record judged by one rulebook on one day.

    The judgement that rules ask holds it only weakly, and findings hold both: so all of it is gone with the last finding, and nothing has to look
    for circles.
    """

    def __init__(self, record: Record, rulebook: Rulebook, day: date, before: Run | None = None) -> None:
        """``before``: another rulebook's run over the same record and day, whose look at the record serves for this one, too."""
        self.record, self.rulebook, self.day = record, rulebook, day
        parameters = dict(rulebook.parameters)
        self.c: Judgement = Judgement(record, day, parameters) if before is None else before.c.with_parameters(parameters)
        self._asked = _answering(ref(self))
        self.c.judged_by(self._asked)
        self._rules = {rule.id: rule for rule in rulebook.rules}
        self._results: dict[str, list[Result]] = {}
        self._index: dict[str, dict[tuple[int, ...], Verdict]] = {}
        self._bindings: dict[Any, list[Binding]] = {}
        self.idle: dict[str, int] = {}
        self._places: dict[int, tuple[Any, ...]] = {}
        self._earlier: dict[date, Judgement] = {}

    # results

    def results(self, rule: Rule) -> list[Result]:
        """Every result of a rule, ``not_applicable`` too."""
        known = self._results.get(rule.id)
        if known is None:
            before = self.c.as_it_is, self.c.witness  # another rule may be asking
            self.c.as_it_is = rule.advice
            try:
                known = self._judged(rule)
            except Exception as fault:  # whatever it is: the other rules are judged, and this one never counts as met
                known = [self._broken_down(rule, fault)]
            self._results[rule.id] = known
            self.c.as_it_is, self.c.witness = before
        return known

    def _broken_down(self, rule: Rule, fault: Exception) -> Result:
        """The one result of a rule that broke down: nobody can tell. The fault's own words are not said: they may hold what the record holds."""
        reason = f"the rule {rule.id} broke down ({type(fault).__name__}); tell whoever keeps the rulebook"
        if isinstance(fault, TooMuch):
            reason = f"the rule {rule.id} was not judged: the rules may look at {MOST_LOOKS:,} entries of a record; divide it, or write what is missing in it"
        why = Unknown(reason=reason)
        branches = rule.branches or self._rules[rule.like or rule.id].branches or (Branch((), None, None),)
        return Result(Binding((), why, ()), branches[0], Outcome(Found.POSSIBLY, why=why), Verdict.UNKNOWN, (), failed=True)

    def _set(self, rule: Rule) -> bool:
        """Are the parameters set without which the rule makes no sense?"""
        return not rule.waits_for or all(self.c.parameters.get(name) is not None for name in rule.waits_for)

    def _judged(self, rule: Rule) -> list[Result]:
        if not self._set(rule):
            return []
        if rule.like is not None:
            return self._judged_like(rule, self._rules[rule.like])
        one = self._only_pattern if rule.only_pattern and not self.c.unsure else self._one
        made = [one(rule, branch, binding) for branch in rule.branches for binding in self._bound(rule, branch)]
        return [result for result in made if result is not None]

    def _only_pattern(self, rule: Rule, branch: Branch, binding: Binding) -> Result | None:
        """As ``_one``, of a rule where the pattern alone decides: most are so."""
        entries = binding.entries
        if binding.why is not None or binding.names != rule.names:
            return self._one(rule, branch, binding)
        outcome = rule.pattern.find(self.c, entries)
        verdict = verdict_of(outcome)
        return Result(binding, branch, outcome, self._as_advice(verdict) if rule.advice else verdict, entries)

    def _bound(self, rule: Rule, branch: Branch) -> list[Binding]:
        key = (branch.key, rule.advice)
        found = self._bindings.get(key)
        if found is None:
            hanging = any(step.where is not None and step.where.verdicts for step in branch.steps)
            found = bindings(branch.steps, self.c)
            if rule.advice:  # it takes only what is certain
                found = [binding for binding in found if binding.why is None]
            if not hanging:
                self._bindings[key] = found
        return found

    def _judged_like(self, rule: Rule, other: Rule) -> list[Result]:
        """The places of another rule. Where that could not tell whether it applies, neither can this."""
        hangs = rule.where is not None and other.id in rule.where.verdicts
        results = []
        for result in self.results(other):
            binding = result.binding
            if binding.why is not None:
                if self._surely_not(rule, binding):
                    continue
                why = Unknown(missing=binding.why.missing, hangs_on=other.id) if hangs else binding.why
                binding = Binding(binding.entries, why, binding.names)
            made = self._one(rule, result.branch, binding)
            if made is not None:
                results.append(made)
        return results

    def _surely_not(self, rule: Rule, binding: Binding) -> bool:
        """Does the rule's own condition say that it does not apply, whatever the other rule's trigger is?"""
        if rule.where is None or any(name not in binding.names for name in rule.names):
            return False
        bound = tuple(binding.entries[binding.names.index(name)] for name in rule.names)
        return rule.where(self.c, *bound) is False

    def _one(self, rule: Rule, branch: Branch, binding: Binding) -> Result | None:
        bound = binding.entries
        if binding.names != rule.names:
            bound = tuple([binding.entries[binding.names.index(name)] for name in rule.names if name in binding.names])
        if binding.why is not None:
            outcome = Outcome(Found.POSSIBLY, why=binding.why, places=_own_places(binding))
            return None if rule.advice else Result(binding, branch, outcome, verdict_of(outcome), bound)
        outcome, bound = self._outcome(rule, bound, binding.entries)
        verdict = verdict_of(outcome)
        return Result(binding, branch, outcome, self._as_advice(verdict) if rule.advice else verdict, bound)

    @staticmethod
    def _as_advice(verdict: Verdict) -> Verdict:
        return Verdict.NOTED if verdict in (Verdict.NOTED, Verdict.MET) else Verdict.NOT_APPLICABLE

    def _outcome(self, rule: Rule, bound: tuple[Any, ...], entries: tuple[Any, ...]) -> tuple[Outcome, tuple[Any, ...]]:
        """What was found, and the entries with the lets added."""
        c = self.c
        for let in rule.lets:
            bound = (*bound, let.find(c, bound))
        applies: Truth = True if rule.in_force is None else rule.in_force.holds(c, bound)
        if applies is True and rule.where is not None:
            applies = rule.where.run(c, *bound)
        if applies is False:
            return Outcome(Found.UNTRIGGERED), bound
        if applies is not True:
            return Outcome(Found.POSSIBLY, why=spoken(applies) if applies.hangs_on else applies), bound
        unsure = c.joined_weight((*entries, *bound)) if c.unsure and not rule.clock else None
        outcome = rule.pattern.find(c, bound)
        if unsure is not None and outcome.found is not Found.UNTRIGGERED:
            outcome = Outcome(Found.POSSIBLY, why=unsure, places=outcome.places)
        if rule.otherwise and verdict_of(outcome) is Verdict.BREACHED:
            outcome = self._otherwise(rule, bound, outcome)
        if rule.unless is not None and outcome.found is not Found.UNTRIGGERED:
            outcome = self._unless(rule, bound, outcome)
        return outcome, bound

    def _otherwise(self, rule: Rule, bound: tuple[Any, ...], outcome: Outcome) -> Outcome:
        """What is owed once the duty is breached: the first link that is not breached too decides. Made good is late, never in time."""
        for link in rule.otherwise:
            following = link.find(self.c, (*bound, outcome.limit))
            following.places = tuple(dict.fromkeys((*outcome.evidence(), *following.evidence())))
            verdict = verdict_of(following)
            if verdict in (Verdict.MET, Verdict.MET_LATE):
                following.found, following.detail = Found.LATE, "made good by what is owed instead"
                following.limit = outcome.limit
            if verdict is not Verdict.BREACHED:
                return following
            outcome = following
        return outcome

    def _unless(self, rule: Rule, bound: tuple[Any, ...], outcome: Outcome) -> Outcome:
        """A permission, read as it was at the limit."""
        assert rule.unless is not None
        c = self.c
        if outcome.limit is not None and outcome.limit.last < self.day:
            c = self._judgement_of(outcome.limit.last)
            bound = tuple(c.standing(self.c.original(entry)) if isinstance(entry, Entry) else entry for entry in bound)
        permitted: Truth = rule.unless(c, *bound)
        if permitted is True:
            return Outcome(Found.UNTRIGGERED)
        if isinstance(permitted, Unknown):
            permitted = replace(permitted, missing=tuple((c.original(entry) if entry is not None else None, key) for entry, key in permitted.missing))
        return outcome if permitted is False else Outcome(Found.POSSIBLY, outcome.limit, why=permitted, places=outcome.places)

    def _judgement_of(self, day: date) -> Judgement:
        """The record as it stood on an earlier day, made once for each."""
        known = self._earlier.get(day)
        if known is None:
            known = self._earlier[day] = Judgement(self.record, day, dict(self.c.parameters))
            known.judged_by(self._asked)
        return known

    # other rules' verdicts

    def _verdict_of(self, name: str, names: dict[str, Any]) -> Any:
        """Another rule's verdict for the same bindings; Unknown while it is undecided."""
        other = self._rules[name]
        index = self._index.get(name)
        if index is None:
            index = self._index[name] = {self._key(r.binding.entries): r.verdict for r in self.results(other)}
        key = self._key([names[n] for n in other.names if n in names])
        verdict = index.get(key)
        if verdict is None:  # where the other rule could not tell whether it applies, its verdict stands on an outer entry
            verdict = next((index[key[:n]] for n in range(len(key), -1, -1) if key[:n] in index), Verdict.NOT_APPLICABLE)
        return Unknown(hangs_on=name) if verdict in UNDECIDED else verdict._value_

    def _key(self, entries: Iterable[Any]) -> tuple[int, ...]:
        original = self.c.original
        return tuple([id(original(entry)) for entry in entries])

    # findings

    def findings(self, rules: Iterable[Rule]) -> tuple[list[Finding], dict[str, int], list[NotLookedAt]]:
        """The findings of these rules in the order of the report, the counts of all verdicts, and what could not be looked at."""
        counts = dict.fromkeys(_VERDICTS, 0)
        found: list[Finding] = []
        idle: dict[str, list[str]] = {}
        told = Told(self.c, self.record, self.rulebook.id, Names(self.record), self)
        for rule in rules:
            results = self.results(rule)
            if results:
                listed = [result for result in results if result.verdict is not Verdict.NOT_APPLICABLE]
                for result in listed:
                    counts[result.verdict] += 1
                counts["not_applicable"] += len(results) - len(listed)
                self.idle[rule.id] = len(results) - len(listed)
                found += self._listed(rule, listed, told)
                continue
            self.idle[rule.id] = 0
            for section in self._missing_sections(rule) if self._set(rule) else ():
                idle.setdefault(section, []).append(rule.id)
        return found, counts, [NotLookedAt(section, tuple(names)) for section, names in sorted(idle.items())]

    def _missing_sections(self, rule: Rule) -> list[str]:
        source = self._rules[rule.like] if rule.like is not None else rule
        roots = dict.fromkeys(branch.steps[0].range.root for branch in source.branches if branch.steps)
        return [name for name in roots if name and getattr(self.record.root, name, None) is None]

    def _listed(self, rule: Rule, results: list[Result], told: Told) -> list[Finding]:
        """The findings of a rule in the order of the file: of their subjects, then of all bound entries."""
        said = [Saying(told, rule, result) for result in results]
        if len(said) > 1 and not (rule.in_file_order and all(r.outcome.subject is None for r in results)):
            said = self._in_order(said)
        name, duty, move = rule.id, rule.duty, rule.fixed_move
        return [Finding.late(one, name, duty, one.result.verdict, one.result.failed, move) for one in said]

    def _in_order(self, said: list[Saying]) -> list[Saying]:
        """In the order of the file. Mostly they are in it already, and each has a subject of its own."""
        place = self._place_of
        at = [place(one.at()) for one in said]
        if all(map(lt, at, at[1:])):
            return said
        keys = [(subject, [place(entry) for entry in one.result.binding.entries]) for subject, one in zip(at, said, strict=True)]
        return [said[number] for number in sorted(range(len(said)), key=keys.__getitem__)]

    def _place_of(self, entry: Entry | None) -> tuple[Any, ...]:
        """Where an entry stands, to be compared: its pointer part by part, numbers as numbers."""
        if entry is None:
            return ()
        known = self._places.get(id(entry))
        if known is None:
            known = self._places[id(entry)] = self.c.place(entry)
        return known


def _answering(run: ref[Run]) -> Callable[[str, dict[str, Any]], Any]:
    def answer(name: str, names: dict[str, Any]) -> Any:
        held = run()
        assert held is not None  # whoever asks holds a finding of it, and that holds the run
        return held._verdict_of(name, names)

    return answer


def _own_places(binding: Binding) -> tuple[tuple[Entry, str], ...]:
    return ((binding.entries[-1], ""),) if binding.entries else ()
