"""A run over files: checks them, writes the report in every format asked for, and gives the numbers. The command's eyes and hands are passed in."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from scr_check import folder, outputs
from scr_check.case_results import CaseResult, Report, Waiver
from scr_check.check import Settings, report
from scr_check.classes import dataclass, field, replace
from scr_check.files import Files, Found
from scr_check.outputs import RenderOptions, Stream
from scr_check.tally import Tally
from scr_check.writing import Target

STANDARD_INPUT = Found("-", 0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A format and where it goes: a file, or None for standard output."""

    name: str
    path: Path | None
    options: RenderOptions


@dataclass(slots=True)
class Outlet:
    """A format while it is written."""

    stream: Stream
    target: Target
    options: RenderOptions
    before: str = ""

    def case(self, told: str) -> None:
        """The next case, as it was told."""
        if not told or self.options.summary_only:
            return
        if self.before:
            self.target.write(self.stream.between(self.before, told))
        self.target.write(told)
        # Only what stands between two cases needs the one before, and that asks for its lines alone.
        self.before = told


@dataclass(slots=True)
class Run:
    """What a run is asked for. ``progress(done, of, findings)`` is called after each file."""

    settings: Settings
    wanted: tuple[Wanted, ...]
    jobs: int
    out: IO[bytes]
    finish: folder.Finish | None = None
    progress: Callable[[int, int, int], None] = lambda done, of, findings: None
    tally: Tally = field(default_factory=Tally)
    head: Report | None = None
    waivers: tuple[Waiver, ...] = ()

    def over(self, files: Files, given: bytes | None = None) -> Tally:
        """Checks the files (and ``given``, standard input, with the path ``-``), writes the report, gives the numbers.

        Raises WriteFault, with nothing half written; KeyboardInterrupt leaves nothing half written either.
        """
        self.head = replace(report((), self.settings), waivers=self.waivers)
        self.tally = Tally(self.settings.fail_on, self.settings.hold_small)
        with ExitStack() as stack:
            alone = len(files) + (given is not None) == 1
            outlets = [self._outlet(replace(one, options=replace(one.options, alone=alone)), stack) for one in self.wanted]
            keep = any(getattr(outlet.stream, "BINARY", False) for outlet in outlets)
            settings = replace(self.settings, timeline=self.settings.relative_dates or any(outlet.stream.TIMELINE for outlet in outlets))
            tells = not all(outlet.options.summary_only for outlet in outlets)
            work = folder.Work(settings, tuple(outlet.stream for outlet in outlets), self.finish, keep, tells)
            for outlet in outlets:
                outlet.target.write(outlet.stream.begin())
            self._told(files, given, work, outlets)
            for outlet in outlets:
                outlet.target.write(outlet.stream.end(self.tally))
            for outlet in outlets:
                outlet.target.keep()
        return self.tally

    def _outlet(self, wanted: Wanted, stack: ExitStack) -> Outlet:
        assert self.head is not None
        output = outputs.output(wanted.name)
        assert output is not None
        stream = outputs.streamed(output, self.head, wanted.options)
        target = stack.enter_context(Target(wanted.path, self.out))
        target.open()
        return Outlet(stream, target, wanted.options)

    def _told(self, files: Files, given: bytes | None, work: folder.Work, outlets: list[Outlet]) -> None:
        total, findings = len(files) + (given is not None), 0
        if given is not None:
            findings += self._take(work.tell(0, STANDARD_INPUT, given), outlets, 1, total, findings)
        done = int(given is not None)
        for told in folder.run(files, work, self.jobs):
            done += 1
            findings += self._take(told, outlets, done, total, findings)

    def _take(self, told: folder.Told, outlets: list[Outlet], done: int, total: int, findings: int) -> int:
        self.tally.merge(told.tally)
        for outlet, text in zip(outlets, told.texts, strict=True):
            if told.result is not None and hasattr(outlet.stream, "take"):
                outlet.stream.take(told.result)
            outlet.case(text)
        self.progress(done, total, findings + told.findings)
        return told.findings


def results(files: Files, given: bytes | None, settings: Settings, jobs: int = 1, finish: folder.Finish | None = None) -> list[CaseResult]:
    """The results themselves, for what needs them all at once."""
    work = folder.Work(settings, (), finish, keep=True)
    told: list[Any] = [work.tell(0, STANDARD_INPUT, given)] if given is not None else []
    return [one.result for one in (*told, *folder.run(files, work, jobs)) if one.result is not None]
