"""Tries mutants of the engine, each in a fork of a process that has the tests: in one that has collected them, or in one that has imported nothing.

Left out are tests on generated input: what only chance catches is not caught.
"""

from __future__ import annotations

import importlib.abc
import importlib.util
import json
import os
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial
from itertools import accumulate
from math import ceil
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import coverage
import pytest
from engine_mutants import Mutant

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "scr_check"
MOST_SECONDS = 6
"""What the tests of one mutant may take together, where they are chosen by what they run."""
LONGEST = 20
"""Seconds of the processor after which a trial is ended (or six times as many by the clock): what goes on for so long is caught."""


def path_of(module: str) -> Path:
    """The file of a module of the engine."""
    return SOURCE / f"{module.replace('.', '/')}.py"


def options(files: Iterable[str]) -> list[str]:
    """The command line for pytest."""
    return ["-o", "addopts=", "-q", "-x", "-m", "not wheel and not hypothesis", "-p", "no:cacheprovider", "-p", "no:xdist", "--rootdir", str(ROOT),
            *dict.fromkeys(files)]  # fmt: skip


def quiet() -> None:
    """Nothing more is read or printed by this process."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)


def tried(call: Callable[[], int], seconds: float = LONGEST) -> int:
    """The call's number, from a fork; -1 if it was killed, took more than 2 GiB, or went on for too long."""
    pid = os.fork()
    if pid == 0:
        number = 99
        try:
            quiet()
            resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
            resource.setrlimit(resource.RLIMIT_CPU, (ceil(seconds), ceil(seconds)))
            signal.setitimer(signal.ITIMER_REAL, 6 * seconds)
            number = call()
        finally:
            os._exit(number)
    _, status = os.waitpid(pid, 0)
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1


# --- In a fork that has imported nothing of the engine: the changed module is imported ----------------------------------


class Changed(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Imports one module from changed source."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> Any:
        """Only this module."""
        wanted = fullname == f"scr_check.{self.mutant.module}"
        return importlib.util.spec_from_file_location(fullname, path_of(self.mutant.module), loader=self) if wanted else None

    def get_source(self, fullname: str) -> str:
        """The changed source."""
        return self.mutant.source


def anew(mutant: Mutant, files: Iterable[str]) -> bool:
    """Is it caught by these tests, the engine imported anew?"""

    def run() -> int:
        sys.meta_path.insert(0, Changed(mutant))
        return int(pytest.main(options(files)))

    return tried(run, 3 * LONGEST) != 0


# --- In a fork that has collected the tests: the changed code is put into the function ---------------------------------


class Session:
    """A pytest session that, in place of running its tests, tries mutants with them.

    Writes a line of JSON for each: its name, and ``caught``, ``survived``, or ``again`` for one that has to be imported. ``near``: the files whose
    tests come first. The tests are run once, to see which run the line of a mutant.
    """

    def __init__(self, given: list[Mutant], jobs: int, to: int, near: dict[str, tuple[str, ...]]) -> None:
        self.given, self.jobs, self.to, self.near = given, jobs, to, near
        self.running = False
        self.failed: list[str] = []
        self.kills: Counter[tuple[str, str]] = Counter()
        self.seconds: list[float] = []
        self.lines: dict[str, dict[str, list[str]]] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """All mutants, in as many processes as wanted."""
        self.items = session.items
        self.caches = [one for module in list(sys.modules.values()) for one in _own(module) if hasattr(one, "cache_clear")]
        self._watch()
        for job in range(self.jobs):
            if os.fork() == 0:
                for mutant in self.given[job :: self.jobs]:
                    os.write(self.to, (json.dumps([mutant.name, self._word(mutant)]) + "\n").encode())
                os._exit(0)
        for _ in range(self.jobs):
            os.wait()
        return True

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """The first failure ends the trial; without any change there may be none."""
        if report.failed and not self.running:
            self.failed.append(report.nodeid)
        elif report.failed:
            os.write(self.back, report.nodeid.encode())
            os._exit(1)

    def _watch(self) -> None:
        """Which lines each test runs, and how long it takes: from a fork, so that no cache is filled here."""
        read, write = os.pipe()
        if os.fork() == 0:
            paths = {module: str(path_of(module)) for module in {mutant.module for mutant in self.given}}
            watching = coverage.Coverage(data_file=None, config_file=False, include=list(paths.values()))
            watching.start()
            seconds = []
            for number, (item, after) in enumerate(_with_next(self.items)):
                watching.switch_context(str(number))
                began = time.process_time()  # not by the clock: a machine that is busy must not choose fewer tests
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
                seconds.append(time.process_time() - began)
            watching.stop()
            data = watching.get_data()
            with os.fdopen(write, "w") as out:
                json.dump([seconds, {module: data.contexts_by_lineno(path) for module, path in paths.items()}, self.failed], out)
            os._exit(0)
        os.close(write)
        with os.fdopen(read) as found:
            self.seconds, self.lines, failed = json.load(found)
        os.wait()
        if failed:  # nothing is tried with tests that fail anyway
            os._exit(1)

    def _word(self, mutant: Mutant) -> str:
        items = self._items_for(mutant) if mutant.function else []
        return "again" if not items else "caught" if self._caught(mutant, items) else "survived"

    def _items_for(self, mutant: Mutant) -> list[pytest.Item]:
        """The tests that run its line: those that caught others of the function first, then those of its own files, then the quick ones."""
        lines = self.lines[mutant.module]
        numbers = {int(number) for line in mutant.lines for number in lines.get(str(line), ()) if number}

        def order(number: int) -> tuple[int, bool, float]:
            name = self.items[number].nodeid
            return -self.kills[mutant.function, name], not name.startswith(self.near[mutant.module]), self.seconds[number]

        ordered = sorted(numbers, key=order)
        ends = accumulate(self.seconds[number] for number in ordered)
        return [self.items[number] for number, end in zip(ordered, ends, strict=True) if end < MOST_SECONDS]

    def _caught(self, mutant: Mutant, items: list[pytest.Item]) -> bool:
        code = _code_of(mutant)
        if code is None:
            return True
        read, self.back = os.pipe()
        number = tried(partial(self._run, mutant, code, items))
        os.close(self.back)
        with os.fdopen(read) as said:
            self.kills[mutant.function, said.read()] += 1
        return number != 0

    def _run(self, mutant: Mutant, code: CodeType, items: list[pytest.Item]) -> int:
        for cache in self.caches:
            cache.cache_clear()
        _function(mutant).__code__ = code
        self.running = True
        for item, after in _with_next(items):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        return 0


def _with_next(items: list[pytest.Item]) -> Iterable[tuple[pytest.Item, pytest.Item | None]]:
    return zip(items, [*items[1:], None], strict=True)


def _own(module: ModuleType) -> list[Any]:
    file = getattr(module, "__file__", None) or ""
    return list(vars(module).values()) if file.startswith(str(ROOT)) else []


def _function(mutant: Mutant) -> FunctionType:
    """The function, or the method's or property's."""
    found: Any = sys.modules[f"scr_check.{mutant.module}"]
    for name in mutant.function.split("."):
        found = vars(found)[name]
        found = getattr(found, "fget", None) or getattr(found, "__func__", None) or getattr(found, "func", None) or getattr(found, "__wrapped__", found)
    assert isinstance(found, FunctionType), mutant.name
    return found


def _code_of(mutant: Mutant) -> CodeType | None:
    """The function's changed code; None if it is no Python."""
    try:
        code = compile(mutant.source, path_of(mutant.module), "exec", dont_inherit=True)
    except SyntaxError:
        return None
    for name in mutant.function.split("."):
        code = next(inner for inner in code.co_consts if isinstance(inner, CodeType) and inner.co_name == name)
    return code
