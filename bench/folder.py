"""A folder of cases: speed against what only reads them, and memory against how many there are.

    python bench/folder.py            1,000 cases, then 2,000 and 20,000 files
    python bench/folder.py --short    the short form for CI: fewer files, and it fails far out of bounds
    python bench/folder.py speed      speed alone, or ``memory`` alone

Everything is measured in one run, each in turn, as medians, on this machine's processors: the whole command as it is installed, from the start of
Python to its end, its report going to a file. It is held against ``yaml.load`` with CSafeLoader of the same YAML cases, all of them on one
processor, without the start of Python. check-jsonschema, if it is there (``pip install -e ".[bench]"``), is run beside it on the same files, with
the schema that ``scr-check schema record`` prints.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Collection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import corpus
from run import COMMAND, MEETINGS, installed, out_of_bounds

PROCESSORS = 2
"""So many are used, as many as there may be."""
BOUNDS = {".yaml": 1.0, ".json": 1 / 3}
"""The whole command on the cases in this syntax, in times of ``yaml.load`` on the YAML ones."""
FAR = {".yaml": 2.5, ".json": 2.2}
"""Beyond these, without the start, the short form fails: something has become much slower."""
FORMATS = {"text": (), "summary": ("--summary-only",), "jsonl": ("--format", "jsonl")}
MOST_MEMORY = 200.0
"""MiB of the largest process."""
MORE_MEMORY = 1.1
"""How much more ten times as many files may take."""
SLACK = 1.15
"""How far above that the short form may find it: of few files, what is paid once still shows."""
DISTINCT = 200
"""So many different cases; the other files of a large folder are links to them."""
LOADS = """
import os, sys, time, yaml
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
began = time.perf_counter()
for name in sorted(os.listdir(sys.argv[1])):
    with open(os.path.join(sys.argv[1], name), "rb") as file:
        yaml.load(file.read(), Loader=yaml.CSafeLoader)
print(time.perf_counter() - began)
"""
PEAK = """
import os, sys
pid = os.spawnv(os.P_NOWAIT, sys.executable, [sys.executable, *sys.argv[1:]])
_, status, used = os.wait4(pid, 0)
print(os.waitstatus_to_exitcode(status), used.ru_maxrss)
"""
"""Prints the exit status, and the peak in KiB of the largest process: what a process has waited for counts with it, so the workers do.

It runs in a small process of its own, for a new process begins with the peak of the one that it was made from.
"""


def load(folder: Path) -> float:
    """Seconds of ``yaml.load`` on all files of a folder, on one processor."""
    return float(subprocess.run([sys.executable, "-c", LOADS, str(folder)], capture_output=True, check=True, text=True).stdout)


def command(folder: Path, *options: str) -> float:
    """Seconds of the whole command."""
    with tempfile.TemporaryFile() as out:
        began = time.perf_counter()
        done = subprocess.run([sys.executable, "-c", COMMAND, str(folder), *options], stdout=out, stderr=subprocess.PIPE, check=False, text=True)
        took = time.perf_counter() - began
        assert done.returncode in (0, 1) and out.tell() > 0, done.stderr
    return took


def beside(schema: Path, folder: Path) -> float | None:
    """Seconds of check-jsonschema on all files of a folder; None where it is not installed."""
    program = shutil.which("check-jsonschema", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"])))
    if program is None:
        return None
    began = time.perf_counter()
    done = subprocess.run([program, "--schemafile", str(schema), *sorted(map(str, folder.iterdir()))], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return time.perf_counter() - began


def speed(folder: Path, count: int, rounds: int) -> bool:
    """Prints the ratios of so many cases. Is any of them far out of bounds?"""
    cases = {suffix: folder / suffix[1:] for suffix in BOUNDS}
    for suffix, place in cases.items():
        size = sum(path.stat().st_size for path in corpus.write(place, count, suffix, MEETINGS))
        print(f"{count} cases in {suffix}: {size / count / 1024:.1f} KiB each")
    calls: dict[tuple[str, str], Callable[[], float]] = {("base", ""): lambda: load(cases[".yaml"])}
    for suffix, place in cases.items():
        for name, options in FORMATS.items():
            calls[suffix, name] = lambda place=place, options=options: command(place, *options)  # type: ignore[misc]
    took: dict[tuple[str, str], list[float]] = {key: [] for key in calls}
    for _ in range(rounds):
        for key, call in calls.items():
            took[key].append(call())
    base = statistics.median(took.pop(("base", "")))
    start = _start(folder, cases[".yaml"])
    print(f"yaml.load of the {count} YAML cases, one processor: {base:.2f} s; the command on one of them: {start:.2f} s, {start / base:.2f} times")
    failed = False
    for (suffix, name), times in took.items():
        ratio = statistics.median(times) / base
        print(f"{suffix} {name}: {ratio * base:.2f} s, {ratio:.2f} times (bound {BOUNDS[suffix]:.2f}; {_spread(times, base)})", flush=True)
        failed |= ratio - start / base > FAR[suffix]  # of few files the start is a large part
    _beside(folder, cases, base)
    return failed


def _start(folder: Path, cases: Path) -> float:
    """Seconds of the command on a folder of one case."""
    one = folder / "one"
    one.mkdir()
    shutil.copy(min(cases.iterdir()), one)
    return statistics.median(command(one) for _ in range(3))


def _spread(times: list[float], base: float) -> str:
    return f"from {min(times) / base:.2f} to {max(times) / base:.2f} in {len(times)} rounds"


def _beside(folder: Path, cases: dict[str, Path], base: float) -> None:
    schema = folder / "schema.json"
    schema.write_bytes(subprocess.run([sys.executable, "-c", COMMAND, "schema", "record"], capture_output=True, check=True).stdout)
    for suffix, place in cases.items():
        other = beside(schema, place)
        told = f"{other:.2f} s, {other / base:.2f} times" if other is not None else 'not installed: pip install -e ".[bench]"'
        print(f"{suffix} check-jsonschema beside it: {told}", flush=True)


def peak(folder: Path, *options: str) -> float:
    """The peak of the largest process of the whole command, in MiB."""
    asked = [sys.executable, "-S", "-c", PEAK, "-c", COMMAND, str(folder), *options, "--output", os.devnull]
    done = subprocess.run(asked, capture_output=True, check=True, text=True)
    status, used = map(int, done.stdout.split())
    assert status in (0, 1), done.stderr
    return used / 1024


def memory(folder: Path, few: int, formats: Collection[str] = tuple(FORMATS), slack: float = 1.0) -> bool:
    """Prints the peaks at so many files and at ten times as many. Is one out of bounds?"""
    distinct = corpus.write(folder / "distinct", min(DISTINCT, few), meetings=MEETINGS)
    many = {count: _folder(folder / f"of-{count}", distinct, count) for count in (few, 10 * few)}
    failed = False
    for name in formats:
        less, more = (peak(place, *FORMATS[name]) for place in many.values())
        print(f"peak memory, {name}: {less:.1f} MiB of {few} files, {more:.1f} MiB of {10 * few} (bound {MOST_MEMORY:.0f}): ", end="")
        print(f"{more / less:.2f} times (bound {MORE_MEMORY})", flush=True)
        failed |= more > MOST_MEMORY or more / less > MORE_MEMORY * slack
    return failed


def _folder(folder: Path, distinct: list[Path], count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        (folder / f"case-{number:05d}.yaml").hardlink_to(distinct[number % len(distinct)])
    return folder


def main() -> int:
    """Prints a line for each measurement. Exit status 1 if the short form finds one far out of bounds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", nargs="?", choices=("speed", "memory"), help="one part alone")
    parser.add_argument("--short", action="store_true", help="fewer files and rounds; fails on a ratio far out of bounds")
    parser.add_argument("--count", type=int, help="cases for the speed (1,000, or 60 in the short form)")
    parser.add_argument("--rounds", type=int, help="rounds of the speed (3, or 1 in the short form)")
    asked = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:PROCESSORS])
    tables: list[Callable[[Path], bool]] = []
    if asked.part != "memory":
        tables.append(lambda place: speed(place, asked.count or (60 if asked.short else 1000), asked.rounds or (1 if asked.short else 3)))
    if asked.part != "speed":
        tables.append(lambda place: memory(place, 60, ("text",), SLACK) if asked.short else memory(place, 2000))
    with tempfile.TemporaryDirectory() as folder:
        installed(Path(folder) / "installed")
        failed = [out_of_bounds(asked.short, table) for table in tables]
    return int(any(failed))


if __name__ == "__main__":
    sys.exit(main())
