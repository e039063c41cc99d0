"""Speed as ratios in one run, medians, against named things. ``--short`` for CI: fewer rounds, and it fails on a ratio far out of bounds.

    python bench/run.py            everything, and where the time goes
    python bench/run.py --short    the short form

What is measured is the package as it is installed: a copy of it with its rules inside, compiled as the build of the wheel does, with bytecode.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(Path(__file__).parent))
import corpus  # noqa: E402

BOUNDS = {
    "the command on one case": 2.0,
    "YAML, bytes to findings": 2.0, "YAML, bytes to text": 2.0, "JSON, bytes to findings": 2.0, "JSON, bytes to text": 2.0,
}  # fmt: skip
"""The ratios that must hold."""
AIMS = {
    "the command on one case": 1.3,
    "YAML, bytes to findings": 1.0, "YAML, bytes to text": 1.0, "JSON, bytes to findings": 1 / 3, "JSON, bytes to text": 1 / 3,
}  # fmt: skip
"""The ratios that are aimed at."""
SLACK = 1.6
"""How far above its bound a noisy machine may put a ratio before the short form fails."""
TRIES = 3
MEETINGS = 10
"""A case of about 15 KB of YAML."""
BASE = "import yaml, pydantic, typer"
COMMAND = "from scr_check.start import main; main()"
STAGES = """
import sys, time
at = [time.perf_counter()]
def now(): at.append(time.perf_counter())
import yaml; now()
from datetime import date; from pathlib import Path; from scr_check import check; from scr_check.outputs import RenderOptions, text; now()
settings = check.Settings(check.load_rulebooks(()), date.today()); now()
result = check.check_path(Path(sys.argv[1]), "case.yaml", settings); now()
text.render(check.report([result], settings), RenderOptions()); now()
print(*(after - before for before, after in zip(at, at[1:])))
"""
"""Prints the seconds of each stage of a run, in the order of ``STAGE_NAMES``."""
STAGE_NAMES = ("import yaml", "import scr_check", "rulebooks", "check", "text")

Measured = tuple[str, float, float]
"""A name, our seconds, those of the base."""


def installed(folder: Path) -> None:
    """Makes the package in a folder as the wheel would, and puts it first on the path of this process and of those it starts."""
    package = folder / "scr_check"
    shutil.copytree(ROOT / "src" / "scr_check", package, ignore=shutil.ignore_patterns("compiled", "__pycache__"))
    shutil.copytree(ROOT / "rules", package / "rules")
    sys.path.insert(0, str(folder))
    os.environ["PYTHONPATH"] = str(folder)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    code = "import sys; from pathlib import Path; from scr_check import compiling; compiling.write(Path(sys.argv[1]), Path(sys.argv[2]))"
    subprocess.run([sys.executable, "-c", code, str(package / "rules"), str(package / "compiled")], check=True)
    compileall.compile_dir(package, quiet=1)


def medians(rounds: int, *calls: Callable[[], object]) -> list[float]:
    """The median of each call in seconds, taken in turn so that noise falls on all alike."""
    times: list[list[float]] = [[] for _ in calls]
    for _ in range(rounds):
        for kept, call in zip(times, calls, strict=True):
            began = time.perf_counter()
            call()
            kept.append(time.perf_counter() - began)
    return [statistics.median(kept) for kept in times]


def out_of_bounds(short: bool, table: Callable[[Path], bool]) -> bool:
    """Does the short form fail? A table is given an empty folder and says whether it found something far out of bounds.

    If so it is made again: only what is so ``TRIES`` times is not the machine's.
    """
    for number in range(1, TRIES + 1):
        with tempfile.TemporaryDirectory() as folder:
            far = table(Path(folder))
        if not far or not short:
            return False
        print(f"far out of bounds, {number} of {TRIES} times", flush=True)
    return True


# in one process, warm


class Warm:
    """A case in one syntax, and what is done to it in a process that has everything loaded."""

    def __init__(self, syntax: str) -> None:
        from scr_check import check  # noqa: PLC0415

        data = corpus.case(3, MEETINGS)
        self.text = corpus.as_yaml(data) if syntax == "YAML" else json.dumps(data, ensure_ascii=False, indent=1)
        self.raw, self.name, self.check = self.text.encode(), f"case.{syntax.lower()}", check
        self.settings = check.Settings(check.load_rulebooks(()), date(2026, 1, 1))

    def base(self) -> object:
        """What it is held against."""
        return yaml.load(self.text, Loader=yaml.CSafeLoader)

    def findings(self) -> Any:
        """Bytes to findings."""
        return self.check.check_bytes(self.raw, self.name, self.settings)

    def told(self) -> str:
        """Bytes to the report as text."""
        from scr_check.outputs import RenderOptions, text  # noqa: PLC0415

        return text.render(self.check.report([self.findings()], self.settings), RenderOptions())


def warm(rounds: int) -> list[Measured]:
    """The whole check of a case against ``yaml.load`` with CSafeLoader on the same text, without and with the report."""
    measured = []
    for syntax in ("YAML", "JSON"):
        one = Warm(syntax)
        one.told()
        base, findings, told = medians(rounds, one.base, one.findings, one.told)
        measured += [(f"{syntax}, bytes to findings", findings, base), (f"{syntax}, bytes to text", told, base)]
    return measured


def phases(rounds: int, syntax: str) -> dict[str, float]:
    """Seconds of each phase of the whole check, bytes to text."""
    from scr_check.record import read_record  # noqa: PLC0415
    from scr_check.sources import read  # noqa: PLC0415

    one = Warm(syntax)
    document = read(one.raw, one.name)
    record = read_record(document)
    base, reading, entries, rules, findings, told = medians(
        rounds, one.base, lambda: read(one.raw, one.name), lambda: read_record(document),
        lambda: one.check.check_record(record, one.name, one.settings), one.findings, one.told,
    )  # fmt: skip
    return {"yaml.load": base, "bytes to data": reading, "data to record": entries, "rules": rules, "words and text": told - findings}


# the command


def start(rounds: int, case: Path) -> list[Measured]:
    """The whole command on one case against the imports alone."""
    base, ours = medians(rounds, lambda: _run(BASE), lambda: _run(COMMAND, str(case)))
    return [("the command on one case", ours, base)]


def stages(rounds: int, case: Path) -> dict[str, float]:
    """Seconds of each stage of the command, and of Python itself."""
    runs = [list(map(float, _run(STAGES, str(case)).split())) for _ in range(rounds)]
    found = dict(zip(STAGE_NAMES, (statistics.median(one) for one in zip(*runs, strict=True)), strict=True))
    return {"python": medians(rounds, lambda: _run("pass"))[0], **found}


def _run(code: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=False, text=True)
    assert done.returncode in (0, 1) and "Traceback" not in done.stderr, done.stderr
    return done.stdout


def _table(title: str, parts: dict[str, float]) -> None:
    print(f"\n{title}")
    for name, seconds in parts.items():
        print(f"  {name:<18}{seconds * 1000:8.1f} ms")


def _ratios(measured: list[Measured]) -> bool:
    """Prints them. Is one far out of bounds?"""
    far = False
    for name, ours, base in measured:
        ratio = ours / base
        print(f"{name}: {ours * 1000:.1f} ms, {ratio:.2f} times its base of {base * 1000:.1f} ms (bound {BOUNDS[name]}, aim {AIMS[name]:.2f})")
        far |= ratio > BOUNDS[name] * SLACK
    return far


def main() -> int:
    """Prints a line for each measurement. Exit status 1 if the short form finds one far out of bounds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="fewer rounds; fails on a ratio far out of bounds")
    short = parser.parse_args().short
    with tempfile.TemporaryDirectory() as folder:
        installed(Path(folder) / "installed")
        case = corpus.write(Path(folder), 1, meetings=MEETINGS)[0]
        failed = out_of_bounds(short, lambda _: _ratios([*start(5 if short else 21, case), *warm(15 if short else 101)]))
        if not short:
            _table(f"Where the command's time goes ({case.stat().st_size} bytes of YAML)", stages(11, case))
            for syntax in ("YAML", "JSON"):
                _table(f"Where a warm check's time goes ({syntax})", phases(51, syntax))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
