"""The report as GitHub's workflow commands: each finding an annotation at its line of the case file.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions: ``%``, CR and LF are escaped in the message, ``:`` and ``,`` as
well in properties. GitHub shows ten errors, ten warnings and ten notices of a step; all stand in its log.
"""

from __future__ import annotations

from typing import Final

from scr_check.case_results import CaseResult, Doubt, Problem, Report
from scr_check.findings import Finding
from scr_check.outputs import RenderOptions, Stream
from scr_check.outputs._levels import level, verdict, words
from scr_check.outputs._lines import harmless
from scr_check.outputs._texts import texts_said

NAME: Final = "github"
SUFFIX: Final = ".txt"
MEDIA: Final = "text/plain"

_COMMAND: Final = {"error": "error", "warning": "warning", "note": "notice", "none": "notice"}


def stream(head: Report, options: RenderOptions) -> Stream:
    """An annotation for each finding that ``options.show`` lists, each doubt, and each fault of a file that could not be read."""
    return _GitHub(head, options)


class _GitHub(Stream):
    def __init__(self, head: Report, options: RenderOptions) -> None:
        self._head, self._options = head, options

    def case(self, case: CaseResult) -> str:
        faults = "".join(_fault(case.path, problem) for problem in case.problems)
        doubts = "".join(_doubt(case.path, doubt) for doubt in case.doubts)
        return faults + doubts + "".join(_finding(case, f) for f in case.findings if self._options.lists(f))


def _finding(case: CaseResult, f: Finding) -> str:
    title = f"{f.rule} {verdict(f)}"
    return _command(_COMMAND[level(f)], {"file": case.path, "line": f.line, "col": f.column, "title": title}, words(f, f.subject, texts_said(case, f)))


def _fault(path: str, problem: Problem) -> str:
    return _command("error", {"file": path, "line": problem.line, "col": problem.column, "title": "cannot be read"}, problem.message)


def _doubt(path: str, doubt: Doubt) -> str:
    return _command("notice", {"file": path, "line": doubt.line, "col": doubt.column, "title": doubt.heading}, doubt.message)


def _command(name: str, properties: dict[str, str | int | None], message: str) -> str:
    told = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items() if value is not None)
    return f"::{name} {told}::{_data(message)}\n"


def _data(text: str) -> str:
    return harmless(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
