"""The timeline of a case as one picture, SVG: what ``html`` draws, alone, for a slide or a letter. Light, 1100 pixels wide, no links."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from scr_check.case_results import CaseResult, Report
from scr_check.outputs import RenderOptions, Stream, whole_bytes
from scr_check.outputs._lines import harmless, wrapped
from scr_check.tally import Tally
from scr_check.words import many

if TYPE_CHECKING:
    from scr_check.drawn import Drawing

NAME: Final = "svg"
SUFFIX: Final = ".svg"
MEDIA: Final = "image/svg+xml"
_WIDTH: Final = 1100
_HEAD: Final = 34
_LINE: Final = 18
_COLUMNS: Final = 160
"""How many letters of the small text fit into a line."""


def render(report: Report, options: RenderOptions) -> bytes:
    """The whole picture."""
    return whole_bytes(stream(report, options), report)


def stream(head: Report, options: RenderOptions) -> Stream:
    """The picture: several cases one below the other."""
    return _Svg(options)


class _Svg(Stream):
    BINARY: ClassVar[bool] = True
    TIMELINE: ClassVar[bool] = True

    def __init__(self, options: RenderOptions) -> None:
        self._relative = options.relative_dates
        self._parts: list[str] = []
        self._height = 0
        self._cases = 0

    def case(self, case: CaseResult) -> str:
        return ""

    def take(self, case: CaseResult) -> None:
        from scr_check.drawing import escape  # noqa: PLC0415
        from scr_check.outputs._picture import Ids, picture  # noqa: PLC0415
        from scr_check.outputs._placing import placed  # noqa: PLC0415
        from scr_check.relative import relative_text, start_of  # noqa: PLC0415

        start, before = start_of(case) if self._relative else None, len(self._parts)
        read = case.status == "checked"
        said = f"Case {case.case}, as of {case.as_of}" if read else f"{case.path}: not read, {many(len(case.problems), 'fault')}"
        self._parts.append(f'<text class="title" x="6" y="{self._height + 23}">{escape(harmless(said))}</text>')
        self._height += _HEAD
        self._cases += 1
        self._say([one.said() for one in case.doubts] if read else [one.at(case.path) for one in case.problems])
        if read:
            found = placed(case, start)
            self._draw(picture(found, Ids(found, f"c{self._cases}-", linked=False)))
        if start is not None:
            self._parts[before:] = [relative_text(part, start) for part in self._parts[before:]]

    def _say(self, texts: list[str]) -> None:
        """Lines below the title."""
        from scr_check.drawing import escape  # noqa: PLC0415

        for line in (line for text in texts for line in wrapped(harmless(text), _COLUMNS)):
            self._parts.append(f'<text x="6" y="{self._height + 12}">{escape(line.text)}</text>')
            self._height += _LINE
        self._height += _LINE // 2 if texts else 0

    def _draw(self, drawing: Drawing) -> None:
        if drawing.sheets:
            self._parts.append(f"<defs>{drawing.axis}</defs>")
        for sheet in drawing.sheets:
            inside = _without_controls(sheet.inside)
            self._parts.append(f'<svg class="sheet" x="6" y="{self._height}" width="{_WIDTH - 12}" height="{sheet.height}">{inside}</svg>')
            self._height += sheet.height + 14

    def end(self, tally: Tally) -> bytes:
        from scr_check.drawing import DEFINITIONS  # noqa: PLC0415

        height = max(self._height, _HEAD)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="Timeline">'
            f"<title>Timeline</title><style>{_style()}</style><defs>{DEFINITIONS}</defs>"
            f'<rect width="{_WIDTH}" height="{height}" fill="#fff"/>'
        )
        return (head + "".join(self._parts) + "</svg>\n").encode("utf-8", "backslashreplace")


def _without_controls(text: str) -> str:
    """The text with what no XML may hold, and what turns the direction of writing, as an escape that can be read."""
    return harmless(text)


@cache
def _style() -> str:
    """The drawing's own rules, with the colours of the page in light: not every reader of SVG knows variables."""
    folder = Path(__file__).parents[1] / "templates"
    colours = dict(re.findall(r"--([a-z-]+):(#[0-9a-f]+)", (folder / "page.css").read_text(encoding="utf-8").partition("}")[0]))
    rules = (folder / "drawing.css").read_text(encoding="utf-8")
    rules = re.sub(r"var\(--([a-z-]+)\)", lambda found: colours[found[1]], rules)
    return rules + 'text{font:11.5px system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}.title{font-size:17px;font-weight:700}'
