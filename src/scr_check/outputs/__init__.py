"""The report formats: one file for each, found by its place.

An output module has ``NAME`` (its name at ``--format``), ``SUFFIX`` (of a file that holds it, with the dot), ``MEDIA`` (its media type) and
``stream(head, options)``, which gives a :class:`Stream`: the report made one case at a time, so that a folder of any size can be told. A
module whose name begins with an underscore is none.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import ClassVar, Literal, Protocol, cast

from scr_check.case_results import CaseResult, Report
from scr_check.classes import dataclass
from scr_check.findings import ATTENTION, Finding, Verdict
from scr_check.tally import Tally, tally_of


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How a report is shown. ``width`` in columns; ``show`` the verdicts to list, or ``all``. Programs' formats ignore all.

    ``summary_only``: no cases, only what is said of all of them. ``alone``: one file was asked for, so a page need not tell cases apart.
    ``relative_dates``: days from the referral instead of dates. ``show_text``: each finding with the free text of what it is about.
    """

    width: int = 80
    colour: bool = False
    show: frozenset[Verdict] | Literal["all"] = ATTENTION
    summary_only: bool = False
    alone: bool = False
    relative_dates: bool = False
    show_text: bool = False

    def lists(self, finding: Finding) -> bool:
        """Is this finding to be listed?"""
        return self.show == "all" or finding.verdict in self.show


class MissingExtra(Exception):
    """A format needs a package that is not installed; the message says which, and how to get it."""


class Stream:
    """A report made one case at a time: ``begin``, each case with ``between`` it and the one before, ``end``.

    ``case`` depends on the case alone, so that cases can be told in several processes. A format that is no text has ``BINARY``: it tells no
    case, but takes each in turn, and its ``end`` gives the bytes of the whole. One that draws has
    ``TIMELINE``: the record's dated entries come with each case. ``RELATIVE``: it tells days instead of dates itself, where asked.
    """

    BINARY: ClassVar[bool] = False
    TIMELINE: ClassVar[bool] = False
    RELATIVE: ClassVar[bool] = False

    def begin(self) -> str:
        """What stands before the cases."""
        return ""

    def case(self, case: CaseResult) -> str:
        """One case."""
        raise NotImplementedError

    def take(self, case: CaseResult) -> None:
        """The next case of a format that is no text. Called in the order of the report, in one process."""

    def between(self, before: str, after: str) -> str:
        """What stands between two cases that were told."""
        return ""

    def end(self, tally: Tally) -> str | bytes:
        """What stands after the cases."""
        return ""


class Output(Protocol):
    """A report format."""

    NAME: str
    SUFFIX: str
    MEDIA: str

    def stream(self, head: Report, options: RenderOptions) -> Stream:
        """The report's stream. ``head`` is the report without its cases."""


def registry() -> dict[str, Output]:
    """All formats by their name, in the order of their names."""
    import pkgutil  # noqa: PLC0415  (slow to load, and only a list of all wants it)

    names = [info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_")]
    modules = [cast("Output", importlib.import_module(f"{__name__}.{name}")) for name in names]
    return {module.NAME: module for module in sorted(modules, key=lambda module: module.NAME)}


def output(name: str) -> Output | None:
    """The format of this name; no other is loaded, for some are slow to. A module is named as its format, with an underscore where Python has one."""
    if not name.isidentifier() or name.strip("_") != name:
        return None
    for found in (name, f"{name}_"):
        if any((Path(folder) / f"{found}.py").is_file() for folder in __path__):
            return cast("Output", importlib.import_module(f"{__name__}.{found}"))
    return None


def streamed(output: Output, head: Report, options: RenderOptions) -> Stream:
    """The stream of a format, with days for dates if they are asked for. A format that is no text sees to that itself."""
    stream = output.stream(head, options)
    if not options.relative_dates or stream.BINARY or stream.RELATIVE:
        return stream
    from scr_check.outputs._relative import Relative  # noqa: PLC0415

    return Relative(stream)


def whole_bytes(stream: Stream, report: Report) -> bytes:
    """The whole report of a format that is no text."""
    for case in report.cases:
        stream.take(case)
    made = stream.end(tally_of(report.cases, report.fail_on))
    assert isinstance(made, bytes)
    return made


def whole(stream: Stream, report: Report) -> str:
    """The whole report as text."""
    parts, before = [stream.begin()], ""
    for case in report.cases:
        told = stream.case(case)
        parts += [stream.between(before, told) if before and told else "", told]
        before = told or before
    last = stream.end(tally_of(report.cases, report.fail_on))
    assert isinstance(last, str)
    return "".join([*parts, last])
