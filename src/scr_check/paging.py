"""A folder of pages: one for each case, checked and told by several processes, and an overview that leads to each. Each file is whole or not there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from scr_check import folder
from scr_check.check import Settings, report
from scr_check.classes import dataclass, field, replace
from scr_check.files import Files
from scr_check.outputs import RenderOptions
from scr_check.outputs._overview import Overview
from scr_check.outputs.html import pages
from scr_check.tally import Tally
from scr_check.writing import WriteFault, write_whole

INDEX = "index.html"


@dataclass(slots=True)
class Paging:
    """What is asked for. ``progress(done, of, findings)`` is called after each case."""

    settings: Settings
    target: Path
    jobs: int
    progress: Callable[[int, int, int], None] = lambda done, of, findings: None
    tally: Tally = field(default_factory=Tally)

    def over(self, files: Files) -> Tally:
        """Writes ``case-0001.html`` and so on, in the order of the files, then ``index.html``. Raises WriteFault, and MissingExtra without Jinja2.

        Where small counts are held back, ``index.html`` alone, which then names no case.

        The same bytes whatever the number of processes. What stops it leaves the pages that are written, and no ``index.html``.
        """
        head, findings = report((), self.settings), 0
        days, small = self.settings.relative_dates, self.settings.hold_small
        stream = pages(head, RenderOptions(alone=True, relative_dates=days, show_text=self.settings.show_text))
        stream.begin()  # the templates are loaded before processes are forked, so that each has them
        self._empty()
        work = folder.Work(replace(self.settings, timeline=True), (stream,), keep=True, tells=not small)
        overview, self.tally = Overview(relative=days), Tally(self.settings.fail_on, small)
        wide = max(len(str(len(files))), 4)
        for number, told in enumerate(folder.run(files, work, self.jobs), 1):
            assert told.result is not None
            name = f"case-{number:0{wide}}.html"
            if not small:
                self._write(name, told.texts[0])
            overview.add(told.result, name)
            self.tally.merge(told.tally)
            findings += told.findings
            self.progress(number, len(files), findings)
        self._write(INDEX, overview.page(head, self.tally))
        return self.tally

    def _empty(self) -> None:
        """Makes the folder, or sees that it is empty."""
        try:
            self.target.mkdir(parents=True, exist_ok=True)
            if any(self.target.iterdir()):
                raise WriteFault(f"{self.target}: not empty; pages are written to a folder of their own")
        except OSError as fault:
            raise WriteFault(f"{self.target}: cannot be written: {fault.strerror}") from None

    def _write(self, name: str, page: str) -> None:
        write_whole(self.target / name, page.encode("utf-8", "backslashreplace"))
