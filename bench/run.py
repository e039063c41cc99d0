"""Speed as ratios in one run, medians, against named things. ``--short`` for CI: fewer rounds, and it fails on a ratio far out of bounds.

    python bench/run.py            everything
    python bench/run.py --short    the short form
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parent))
import corpus

from scr_check import check

BOUNDS = {"warm YAML check": 2.0, "the command on one case": 2.0}
"""The ratios that must hold."""
SLACK = 1.6
"""How far above its bound a noisy machine may put a ratio before the short form fails."""


def interleaved(rounds: int, first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    """Medians of both in seconds, taken in turn so that noise falls on both alike."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for kept, call in zip(times, (first, second), strict=True):
            began = time.perf_counter()
            call()
            kept.append(time.perf_counter() - began)
    return statistics.median(times[0]), statistics.median(times[1])


def warm(rounds: int) -> tuple[str, float, float]:
    """The whole check of a YAML case, from its bytes to its findings, against yaml.load with CSafeLoader on the same text."""
    text = corpus.as_yaml(corpus.case(3))
    raw = text.encode()
    settings = check.Settings(check.load_rulebooks(()), date(2026, 1, 1))
    check.check_bytes(raw, "case.yaml", settings)
    base, ours = interleaved(rounds, lambda: yaml.load(text, Loader=yaml.CSafeLoader), lambda: check.check_bytes(raw, "case.yaml", settings))
    return "warm YAML check", ours, base


def start(rounds: int) -> tuple[str, float, float]:
    """The whole command on one case against the imports alone."""
    with tempfile.TemporaryDirectory() as folder:
        path = corpus.write(Path(folder), 1)[0]
        imports = [sys.executable, "-c", "import yaml, pydantic, typer"]
        command = [str(Path(sys.executable).with_name("scr-check")), str(path)]
        base, ours = interleaved(rounds, lambda: _run(imports), lambda: _run(command))
    return "the command on one case", ours, base


def _run(command: list[str]) -> None:
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, env={**os.environ, "NO_COLOR": "1"})


def main() -> int:
    """Prints a line for each measurement. Exit status 1 if the short form finds one far out of bounds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="fewer rounds; fails on a ratio far out of bounds")
    short = parser.parse_args().short
    failed = False
    for name, ours, base in (warm(15 if short else 101), start(5 if short else 21)):
        ratio = ours / base
        bound = BOUNDS[name]
        print(f"{name}: {ours * 1000:.1f} ms, {ratio:.2f} times its base of {base * 1000:.1f} ms (bound {bound})")
        failed |= short and ratio > bound * SLACK
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
