"""Many files in several processes: each told by the process that checked it, in the order of the paths whatever the number of processes.

A process that dies takes one file with it, which is then ``unreadable`` with the reason; the rest are checked. Memory stays flat: what was told
waits only until its turn comes, and no more is handed out while too much is waiting.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from scr_check.case_results import CaseResult
from scr_check.check import Settings, check_bytes, check_path, named, unreadable
from scr_check.classes import dataclass, field
from scr_check.files import Files, Found
from scr_check.findings import Verdict
from scr_check.outputs import Stream
from scr_check.relative import relative_tally
from scr_check.tally import Age, Tally

AHEAD = 3
"""How many files a process has in hand, so that it never waits for the next."""
LARGE = 1 << 20
"""Files from this size (bytes) on are begun first: the last one must not hold up the end."""
WAITING = 4 << 20
"""How much may wait for its turn (characters told) before no more is handed out."""
DIED = "the process that checked it died; the rest were checked"

Finish = Callable[[CaseResult], CaseResult]
"""What is done to a result before it is told (waivers, a baseline)."""


@dataclass(slots=True)
class Told:
    """One file, checked and told in each format asked for."""

    number: int
    texts: list[str]
    tally: Tally
    findings: int
    result: CaseResult | None = None

    @property
    def weight(self) -> int:
        """How much it holds while it waits."""
        return sum(map(len, self.texts)) + 2000


@dataclass(frozen=True, slots=True)
class Work:
    """What each process does with a file. ``keep``: a format needs the results themselves."""

    settings: Settings
    streams: tuple[Stream, ...]
    finish: Finish | None = None
    keep: bool = False
    tells: bool = True
    #: The oldest duties that this process has seen.
    bar: list[Age] = field(default_factory=list)

    def tell(self, number: int, file: Found, given: bytes | None = None) -> Told:
        """Checks and tells one file; ``given``: what came by standard input. Never raises for what stands in it."""
        try:
            return self.told(number, self._checked(file, given))
        except Exception as fault:  # a format or a waiver broke down over it: the other files are told
            from scr_check.breakdown import told  # noqa: PLC0415

            return self.unread(number, file.path, told(fault))

    def _checked(self, file: Found, given: bytes | None) -> CaseResult:
        if given is not None:
            return check_bytes(given, file.path, self.settings)
        if file.fault:
            return named(unreadable(file.path, file.fault), self.settings)
        return check_path(Path(file.path), file.path, self.settings)

    def unread(self, number: int, path: str, why: str) -> Told:
        """A file of which nothing is told but why. Never raises: where something breaks down over that too, that is left out."""
        result = named(unreadable(path, why), self.settings)
        try:
            return self.told(number, result)
        except Exception:
            texts = [_case_or_none(stream, result) if self.tells else "" for stream in self.streams]
        fault = (result.path, result.problems)
        tally = Tally(self.settings.fail_on, cases=1, faults=[fault], untold=[fault] if None in texts else [])
        return Told(number, [text or "" for text in texts], tally, 0, result if self.keep else None)

    def told(self, number: int, result: CaseResult) -> Told:
        """One result, told."""
        if self.finish is not None:
            result = self.finish(result)
        tally, bar = Tally(self.settings.fail_on), list(self.bar)
        tally.add(result, bar)
        if self.settings.relative_dates:
            relative_tally(tally, result)
        listed = sum(f.verdict is not Verdict.NOT_APPLICABLE for f in result.findings)
        told = Told(number, [stream.case(result) if self.tells else "" for stream in self.streams], tally, listed, result if self.keep else None)
        self.bar[:] = bar  # only now: what could not be told keeps no other duty out of the list of the oldest
        return told


def _case_or_none(stream: Stream, result: CaseResult) -> str | None:
    try:
        return stream.case(result)
    except Exception:
        return None


def run(files: Files, work: Work, jobs: int) -> Iterator[Told]:
    """Every file, told, in order."""
    if jobs > 1 and len(files) > 1 and "fork" in multiprocessing.get_all_start_methods():
        yield from _Pool(files, work, min(jobs, len(files))).told()
        return
    for number, file in enumerate(files):
        yield work.tell(number, file)


@dataclass(slots=True)
class _Worker:
    process: Any
    pipe: Connection
    in_hand: deque[int] = field(default_factory=deque)


class _Pool:
    """Processes, each with a pipe and a few files in hand."""

    def __init__(self, files: Files, work: Work, jobs: int) -> None:
        self.files, self.work = files, work
        self.large = deque(sorted((n for n, f in enumerate(files) if f.size >= LARGE), key=lambda n: -files[n].size))
        self.begun = set(self.large)
        self.rest = deque(n for n in range(len(files)) if n not in self.begun)
        self.again: deque[int] = deque()
        self.ready: dict[int, Told] = {}
        self.heavy = 0
        self.next = 0
        # The rulebooks are in memory already: a forked process shares them, and has nothing to load.
        self.context = multiprocessing.get_context("fork")
        self.jobs = jobs
        self.workers: list[_Worker] = []

    def _begin(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=_serve, args=(theirs, ours, self.work, self.files), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def told(self) -> Iterator[Told]:
        """Every file, in order. However it ends, no process is left behind, and nothing that is shared with them stays frozen."""
        try:
            gc.freeze()
            self.workers += (self._begin() for _ in range(self.jobs))
            while self.next < len(self.files):
                for worker in list(self.workers):
                    self._hand_out(worker)
                busy = {worker.pipe: worker for worker in self.workers if worker.in_hand}
                for pipe in wait(list(busy)):
                    self._take(busy[pipe])  # type: ignore[index]
                while self.next in self.ready:
                    told = self.ready.pop(self.next)
                    self.heavy -= told.weight
                    self.next += 1
                    yield told
        finally:
            for worker in self.workers:
                worker.process.kill()
                worker.pipe.close()
            for worker in self.workers:
                worker.process.join()
            gc.unfreeze()

    def _hand_out(self, worker: _Worker) -> None:
        while len(worker.in_hand) < AHEAD:
            number = self._choose()
            if number is None:
                return
            try:
                worker.pipe.send(number)
            except OSError:  # it died before it had this file
                self.again.append(number)
                if not worker.in_hand:
                    self._bury(worker)
                return
            worker.in_hand.append(number)

    def _choose(self) -> int | None:
        """The next file to begin: one that a dead process had in hand, a large one, the next in order."""
        if self.again:
            return self.again.popleft()
        if self.large:
            return self.large.popleft()
        # What is waiting waits for a file that some process has in hand, so this cannot stand still.
        if not self.rest or (self.heavy > WAITING and self.rest[0] != self.next):
            return None
        return self.rest.popleft()

    def _take(self, worker: _Worker) -> None:
        try:
            told: Told = worker.pipe.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        worker.in_hand.remove(told.number)
        self._keep(told)

    def _keep(self, told: Told) -> None:
        self.ready[told.number] = told
        self.heavy += told.weight

    def _bury(self, worker: _Worker) -> None:
        """A process died: the file it was at is said, the others in its hand go to another."""
        worker.process.join()
        worker.pipe.close()
        if worker.in_hand:
            number = worker.in_hand.popleft()
            self._keep(self.work.unread(number, self.files[number].path, DIED))
            self.again.extend(worker.in_hand)
        self.workers[self.workers.index(worker)] = self._begin()


def _serve(pipe: Connection, parents: Connection, work: Work, files: Files) -> None:
    """What a process does: files in, told results out, until the pipe closes. An interrupt is the parent's business."""
    parents.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    try:
        while True:
            number = pipe.recv()
            pipe.send(work.tell(number, files[number]))
    except Exception:  # the pipe is closed, or nothing could be told: the parent sees that this process is gone, and no traceback tells what a record holds
        return


def jobs_for(files: Iterable[Found], wanted: int | None, processors: int) -> int:
    """How many processes: those asked for, else one for each processor, but one alone where there is little to do."""
    if wanted is not None:
        return wanted
    total = count = 0
    for file in files:
        total, count = total + file.size, count + 1
    return processors if count > 8 and total > 100_000 else 1
