"""Every example of every built-in rule holds, and every verdict that a rule can give has an example.

``CAN_GIVE`` is made by hand from the rulebook's rows and the patterns, so that an example that is lost, or a verdict that a rule should
not be able to give, is seen.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest

from scr_check.check import load_rulebooks
from scr_check.rule import Rule
from scr_check.rule_examples import Trial, trials

# Duties that ask for something by a date; without a date; and what advice may say.
CLOCK = "met met_late breached not_recorded unknown due"
PLAIN = "met breached not_recorded unknown not_applicable"
ADVICE = "noted not_applicable"

CAN_GIVE = {
    "AG-B4": f"{CLOCK} not_applicable",
    "AG-B5": "met breached unknown not_applicable",
    "AG-B6": "met breached holding not_recorded unknown not_applicable",
    "AG-B7": f"{CLOCK} not_applicable",
    "AG-F1A": f"{CLOCK} not_applicable",
    "AG-F1B": ADVICE,
    "AG-F1C": f"{CLOCK} not_applicable",
    "AG-F1D": CLOCK,
    "AG-F2": PLAIN,
    "AG-F3": PLAIN,
    "AG-F4": PLAIN,
    "AG-F5": PLAIN,
    "AG-F6A": PLAIN,
    "AG-F6B": ADVICE,
    "AG-F7A": ADVICE,
    "AG-F7B": "met conflict unknown not_applicable",
    "AG-F7C": "met conflict unknown not_applicable",
    "AG-F7D": PLAIN,
    "AG-F7E": PLAIN,
    "AG-F7F": PLAIN,
    "AG-G1": f"{CLOCK} not_applicable",
    "AG-G2": f"{CLOCK} not_applicable",
    "AG-G4": f"{CLOCK} not_applicable",
    "AG-G4W": f"{CLOCK} not_applicable",
    "AG-G5": f"{CLOCK} not_applicable",
    "AG-G6": PLAIN,
    "AG-G7": ADVICE,
    "AG-H1": ADVICE,
    "AG-H2": ADVICE,
    "AG-H3": ADVICE,
    "AG-P1A": ADVICE,
    "AG-P1B": PLAIN,
    "AG-P1C": "met breached unknown not_applicable",
    "AG-P1D": PLAIN,
    "AG-P1E": ADVICE,
    "AG-P2": PLAIN,
    "AG-P3A": "met breached not_recorded unknown due not_applicable",
    "AG-P3B": "met breached not_recorded unknown due not_applicable",
    "AG-R1A": PLAIN,
    "AG-R1B": "met breached unknown not_applicable",
    "AG-R1C": "met breached unknown not_applicable",
    "AG-R2": f"{CLOCK} not_applicable",
    "AG-R2C": PLAIN,
    "AG-R3A": f"{CLOCK} not_applicable",
    "AG-R3B": PLAIN,
    "AG-R3C": PLAIN,
}


@cache
def rules() -> dict[str, Rule]:
    """Every rule of every built-in rulebook, by its file: a rule that a later rulebook takes over stands once."""
    return {rule.path: rule for book in load_rulebooks((), examples=True) for rule in book.rules}


@cache
def tried() -> dict[str, list[Trial]]:
    """What came of every example, by the rule's id."""
    found: dict[str, list[Trial]] = defaultdict(list)
    for book in load_rulebooks((), examples=True):
        for trial in trials(book):
            found[trial.rule].append(trial)
    return found


def ids() -> list[str]:
    """The rules' ids, for the names of the tests."""
    return sorted(rule.id for rule in rules().values())


@pytest.mark.parametrize("rule", ids())
def test_every_example_of_the_rule_holds(rule: str) -> None:
    faults = [f"{trial.where}: {trial.example}: {trial.fault}" for trial in tried()[rule] if trial.fault is not None]
    assert not faults, "\n".join(faults)


def given(rule: str) -> set[str]:
    """The verdicts that the examples of a rule expect."""
    return {verdict for one in rules().values() if one.id == rule for example in one.examples for verdict in example.expect.values()}


@pytest.mark.parametrize("rule", CAN_GIVE)
def test_every_verdict_that_the_rule_can_give_has_an_example_and_no_other_has(rule: str) -> None:
    assert given(rule) == set(CAN_GIVE[rule].split())


def test_the_table_has_every_rule_of_the_review() -> None:
    assert set(CAN_GIVE) == {rule for rule in ids() if rule.startswith("AG-")}


@pytest.mark.parametrize("rule", ids())
def test_no_two_examples_of_a_rule_have_one_name(rule: str) -> None:
    names = [example.name for one in rules().values() if one.id == rule for example in one.examples]
    assert len(names) == len(set(names))
