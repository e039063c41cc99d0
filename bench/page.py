"""What a page costs against the report as text, and how large it is. ``--short`` for CI: fewer rounds, fails on what is far out of bounds.

    python bench/page.py
    python bench/page.py --short

The package is measured as it is installed (``run.installed``). The times of whole commands are those of the processor, which other work on the
machine disturbs least; medians, taken in turn.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import corpus
import run

MEETINGS = {"a case of about 15 KB": 10, "a case of 60 meetings": 60}
TIMES = 1.5
"""A page may take so many times the text report, whole commands."""
PAGE, OVERVIEW = 300_000, 2_000_000
"""Bytes that a page of 60 meetings, and an overview of 1,000 cases, may have."""
SLACK = 1.2
"""How far above its bound a noisy machine may put the ratio before the short form fails."""


def spent(*arguments: str) -> float:
    """Seconds of the processor for a whole command."""
    before = os.times()
    done = subprocess.run([sys.executable, "-c", run.COMMAND, *arguments], capture_output=True, check=False)
    assert done.returncode in (0, 1) and not done.stderr, done.stderr
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def commands(rounds: int, case: Path) -> tuple[float, float]:
    """Seconds of the plain command on a case, and of the same with ``--format html``."""
    taken = [(spent(str(case)), spent(str(case), "--format", "html")) for _ in range(rounds)]
    text, page = zip(*taken, strict=True)
    return statistics.median(text), statistics.median(page)


def in_process(rounds: int, case: Path) -> list[float]:
    """Seconds of each in a process that has everything loaded: the check, the text, the drawing, the page."""
    from scr_check import check  # noqa: PLC0415
    from scr_check.outputs import RenderOptions, html, svg, text  # noqa: PLC0415

    settings = check.Settings(check.load_rulebooks(()), date(2026, 1, 1), timeline=True)

    def checked() -> object:
        return check.check_path(case, case.name, settings)

    made = check.report([check.check_path(case, case.name, settings)], settings)
    options = RenderOptions(alone=True)
    calls: list[Callable[[], object]] = [checked, *(lambda form=form: form.render(made, options) for form in (text, svg, html))]
    for call in calls:
        call()
    return run.medians(rounds, *calls)


def overview(cases: int, folder: Path) -> int:
    """Bytes of the overview of so many cases."""
    from scr_check import check  # noqa: PLC0415
    from scr_check.outputs import RenderOptions, html  # noqa: PLC0415

    settings = check.Settings(check.load_rulebooks(()), date(2026, 1, 1))
    some = [check.check_path(path, path.name, settings) for path in corpus.write(folder / "cases", 20)]
    return len(html.render(check.report([some[n % len(some)] for n in range(cases)], settings), RenderOptions()).encode())


def _cases(what: str, folder: Path, short: bool) -> bool:
    """Prints what such a case costs. Is its page far out of bounds?"""
    (case,) = corpus.write(folder, 1, meetings=MEETINGS[what])
    text, page = commands(5 if short else 15, case)
    size = len(subprocess.run([sys.executable, "-c", run.COMMAND, str(case), "--format", "html"], capture_output=True, check=False).stdout)
    print(f"{what}: text {text * 1000:.0f} ms, page {page * 1000:.0f} ms, {page / text:.2f} times (bound {TIMES}); {size} bytes (bound {PAGE})")
    checked, told, drawn, shown = (1000 * seconds for seconds in in_process(5 if short else 21, case))
    print(f"  in one process: check {checked:.1f} ms, text {told:.1f} ms, drawing {drawn:.1f} ms, page {shown:.1f} ms")
    print(f"  check and page against check and text: {(checked + shown) / (checked + told):.2f} times")
    return size > PAGE or page / text > TIMES * SLACK


def main() -> int:
    """Prints a line for each measurement. Exit status 1 for an overview that is too large, or in the short form a page that is far out of bounds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="fewer rounds; fails on a ratio far out of bounds")
    short = parser.parse_args().short
    with tempfile.TemporaryDirectory() as folder:
        run.installed(Path(folder) / "installed")
        failed = [run.out_of_bounds(short, lambda place, what=what: _cases(what, place, short)) for what in MEETINGS]  # type: ignore[misc]
        size = overview(1000, Path(folder))
        print(f"the overview of 1,000 cases: {size} bytes (bound {OVERVIEW})")
    return int(any(failed) or size > OVERVIEW)


if __name__ == "__main__":
    sys.exit(main())
