"""Changes the engine in one place at a time and runs the tests: each change must be caught, or be explained in engine_survivors.yaml.

    python bench/mutate_engine.py                      # all mutants of all modules: docs/mutation.md says how long it takes
    python bench/mutate_engine.py dates patterns.count # of these
    python bench/mutate_engine.py --short              # a sample, for CI: the same mutants, as long as their lines are the same

The mutants are mutmut's, see engine_mutants.py. mutmut itself wraps each function, and so leaves out what stands outside functions, methods with a
decorator, and what is run by an import. Here the tests are collected once, and it is seen which run which line; a fork of that process tries a mutant
by giving the function its changed code and running the tests that run the line. What stands outside functions, and what no test runs, is
tried in a fork that has not imported the engine yet. docs/mutation.md tells more.

Fails when a mutant survives that is not explained. Of an entry of engine_survivors.yaml it says when its line is no longer there, or when it is
caught by now; where all mutants are tried, these fail, too. Needs a system that forks.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from engine_mutants import Mutant, mutants
from engine_trials import ROOT, SOURCE, Session, anew, options, path_of, quiet

EXPRESSIONS = ("tests/test_expressions.py", "tests/test_kinds.py", "tests/test_runtime.py", "tests/test_joining.py")
IN_EXPRESSIONS = ("expression", "expressions", "kinds", "emitter", "runtime")
PATTERNS = ("tests/patterns", "tests/test_steps.py", "tests/test_verdicts.py")
DUTIES = ("clocks", "candidates", "responding", "holding", "gaps")
"""What `response`, `precedence` and others share."""
NEAR: dict[str, tuple[str, ...]] = {
    "dates": ("tests/test_dates.py",),
    "logic": ("tests/test_logic.py",),
    **dict.fromkeys(IN_EXPRESSIONS, EXPRESSIONS),
    "verdicts": PATTERNS,
    **dict.fromkeys(DUTIES, (*PATTERNS, "tests/test_plain_case.py", "tests/test_joining.py", "tests/test_recurrence_filled.py")),
    **{f"patterns.{path.stem}": PATTERNS for path in sorted((SOURCE / "patterns").glob("[a-z]*.py"))},
}
"""The modules that are changed, and the tests that are theirs: all that a sample is tried with."""
FAR: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(IN_EXPRESSIONS, (*PATTERNS, "tests/test_mistakes.py")),
    **{
        name: ("tests/test_mistakes.py", "tests/test_rules.py", "tests/test_telling.py", "tests/test_verdict_table.py")
        for name in NEAR if "patterns." in name or name in DUTIES
    },
}
"""Further tests, of which a mutant meets those that run its line."""
IN_SHORT = {
    **{name: files for name, files in NEAR.items() if name not in ("verdicts", *DUTIES) and "patterns." not in name},
    "patterns.count": ("tests/patterns/test_count.py", "tests/patterns/test_refusals.py", *(
        f"tests/patterns/{name}" for name in (
            "test_grids.py::test_count", "test_grids.py::test_count_of_a_plain_list", "test_grids.py::test_count_in_a_window",
            "test_wider_grids.py::test_count_of_what_an_entry_holds", "test_wider_grids.py::test_count_of_a_whole_section",
            "test_wider_grids.py::test_count_through_several_entries")
    )),
}  # fmt: skip
"""What a sample is taken of, and the tests it is tried with: one pattern alone, for the grids of all take longer than CI waits."""
SAMPLE = 60


def survivors(given: list[Mutant], short: bool, jobs: int) -> Iterator[Mutant]:
    """Those that no test catches."""
    near = {**NEAR, **IN_SHORT} if short else NEAR
    read, write = os.pipe()
    if os.fork() == 0:
        os.close(read)
        quiet()
        modules = dict.fromkeys(mutant.module for mutant in given)
        files = [file for module in modules for file in (*near[module], *(() if short else FAR.get(module, ())))]
        os._exit(int(pytest.main(options(files), plugins=[Session(given, jobs, write, near)])))
    os.close(write)
    by_name = {mutant.name: mutant for mutant in given}
    again, count = [], 0
    with os.fdopen(read) as lines:
        for name, word in map(json.loads, lines):
            count += 1
            if word == "survived":
                yield by_name[name]
            elif word == "again":
                again.append(by_name[name])
    if os.wait()[1] or count < len(given):
        raise SystemExit("the tests could not be run without any change")
    with ThreadPoolExecutor(jobs) as pool:
        caught = pool.map(lambda mutant: anew(mutant, near[mutant.module]), again)
        yield from (mutant for mutant, was in zip(again, caught, strict=True) if not was)


def explained() -> dict[str, str]:
    """The survivors' names, and why they do not matter."""
    read = yaml.safe_load(Path(__file__).with_name("engine_survivors.yaml").read_text(encoding="utf-8")) or {}
    places = [(f"{module}.{function}", changes) for module, functions in read.items() for function, changes in functions.items()]
    return {f"{place}: {change}": why for place, changes in places for change, why in changes.items()}


def told(wanted: list[Mutant], alive: list[Mutant], unexplained: int, seconds: float) -> None:
    """The numbers."""
    whole, left = Counter(mutant.module for mutant in wanted), Counter(mutant.module for mutant in alive)
    for module, count in whole.items():
        print(f"{module:24} {count:5} changes, {count - left[module]:5} caught, {left[module]:3} survived ({left[module] / count:.1%})")
    print(f"{len(wanted)} changes, {len(wanted) - len(alive)} caught, {len(alive)} survived ({unexplained} of them unexplained); {seconds:.0f} s")


def main() -> int:
    """Prints every survivor that is not explained, and the numbers of each module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", help="as in dates or patterns.count; all without")
    parser.add_argument("--short", action="store_true", help=f"{SAMPLE} mutants, tried with the tests of their modules")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    given = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT / "src"))
    began, known, modules = time.perf_counter(), explained(), given.modules or list(IN_SHORT if given.short else NEAR)
    every = [mutant for module in modules for mutant in mutants(module, path_of(module).read_text(encoding="utf-8"))]
    wanted = sorted(every, key=lambda mutant: sha256(mutant.name.encode()).digest())[:SAMPLE] if given.short else every
    alive = []
    for mutant in survivors(wanted, given.short, given.jobs):
        alive.append(mutant)
        if mutant.name not in known:
            print(f"SURVIVED {mutant.name}", flush=True)
    unexplained = sum(mutant.name not in known for mutant in alive)
    gone = {name for name in known if name.startswith(tuple(f"{module}." for module in modules))} - {mutant.name for mutant in every}
    caught = known.keys() & {mutant.name for mutant in wanted} - {mutant.name for mutant in alive}
    for word, names in (("NO SUCH CHANGE ANY MORE", gone), ("CAUGHT BY NOW", caught)):
        for name in sorted(names):
            print(f"{word} (take it out of engine_survivors.yaml) {name}")
    told(wanted, alive, unexplained, time.perf_counter() - began)
    return 1 if unexplained or (not given.short and (gone or caught)) else 0


if __name__ == "__main__":
    sys.exit(main())
