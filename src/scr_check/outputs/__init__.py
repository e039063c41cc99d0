"""The report formats: one file for each, found by its place.

An output module has ``NAME`` (its name at ``--format``), ``SUFFIX`` (of a file that holds it, with the dot), ``MEDIA`` (its media type) and
``render(report, options)``, which gives the whole report as text, with a line feed at its end. A module whose name begins with an
underscore is none.
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from typing import Literal, Protocol, cast

from scr_check.findings import ATTENTION, Finding, Report, Verdict


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How a report is shown. ``width`` in columns; ``show`` the verdicts to list, or ``all``. Programs' formats ignore all."""

    width: int = 80
    colour: bool = False
    show: frozenset[Verdict] | Literal["all"] = ATTENTION

    def lists(self, finding: Finding) -> bool:
        """Is this finding to be listed?"""
        return self.show == "all" or finding.verdict in self.show


class Output(Protocol):
    """A report format."""

    NAME: str
    SUFFIX: str
    MEDIA: str

    def render(self, report: Report, options: RenderOptions) -> str:
        """The whole report as text."""


def registry() -> dict[str, Output]:
    """All formats by their name, in the order of their names."""
    names = [info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_")]
    modules = [cast("Output", importlib.import_module(f"{__name__}.{name}")) for name in names]
    return {module.NAME: module for module in sorted(modules, key=lambda module: module.NAME)}
