"""Throws mutated input at everything that reads: what may come back is a result or a refusal in the project's own words, soon and in little memory.

    python bench/fuzz.py                        the long form: a million executions over all targets, each target in a process of its own
    python bench/fuzz.py --short                a part of it, for CI: some seconds
    python bench/fuzz.py yaml rules --seed 7    these targets, from another seed
    python bench/fuzz.py --atheris yaml         led by coverage, where atheris is installed (pip install atheris); ends with Ctrl-C

A crash is any exception that is not the reader's own refusal; a hang is more than a second of processor time in one execution; and no process
may take more than 200 MiB. The same seed gives the same inputs. What broke stands in tests/test_found_by_fuzzing.py.
"""

from __future__ import annotations

import argparse
import faulthandler
import multiprocessing
import resource
import signal
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).parent))

from fuzz_input import Mutator
from fuzz_targets import TARGETS, Disagreement

LONGEST = 1.0
"""Seconds of processor time that one execution may take."""
MOST_MEMORY = 200
"""MiB that a process may take."""
SHORT = 400
"""The short form makes one execution for this many of the long form's."""


class Hang(BaseException):
    """One execution took too long. No handler of the project catches it."""


@dataclass
class Broken:
    """What broke, the first input that did it, and how often it did."""

    target: str
    what: str
    given: bytes
    trace: str
    times: int = 1


@dataclass
class Ran:
    """What came of one target."""

    target: str
    executions: int
    refused: int
    seconds: float
    slowest: float
    memory: int
    broken: list[Broken] = field(default_factory=list)


def peak() -> int:
    """The most memory that this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def too_long(number: int, frame: FrameType | None) -> None:
    """The alarm."""
    raise Hang


def where(error: BaseException) -> str:
    """The exception and the innermost line of the project: two inputs that break the same place are one fault."""
    frames = [one for one in traceback.extract_tb(error.__traceback__) if "scr_check" in one.filename]
    last = frames[-1] if frames else None
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}" if last else type(error).__name__


def fuzz(name: str, executions: int, seed: int, most_memory: int = MOST_MEMORY) -> Ran:
    """One target, so many times."""
    target = TARGETS[name]()
    mutator = Mutator(f"{seed}-{name}", target.seeds(), target.tokens)
    signal.signal(signal.SIGPROF, too_long)
    broken: dict[str, Broken] = {}
    refused, slowest, began, before = 0, 0.0, time.perf_counter(), peak()
    for _ in range(executions):
        given = mutator.next()
        faulthandler.dump_traceback_later(60, exit=True)  # a hang in C, which no alarm of Python's ends
        start = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, LONGEST)
        found: BaseException | None = None
        try:
            target.run(given)
        except target.refusals:
            refused += 1
        except (Exception, Hang) as error:
            found = error
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        slowest = max(slowest, time.process_time() - start)
        now = peak()
        if found is None and now > max(before, most_memory):
            found = MemoryError(f"{now} MiB")
        before = max(before, now)
        if found is not None:
            key = where(found) + (f" {found}" if isinstance(found, Disagreement) else "")[:80]
            if key in broken:
                broken[key].times += 1
                if len(given) < len(broken[key].given):
                    broken[key].given = given
            else:
                broken[key] = Broken(name, key, given, "".join(traceback.format_exception(found))[-3000:])
    faulthandler.cancel_dump_traceback_later()
    target.close()
    return Ran(name, executions, refused, time.perf_counter() - began, slowest, peak(), list(broken.values()))


def apart(name: str, executions: int, seed: int) -> Ran:
    """The same in a process of its own, so that its memory is its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(fuzz, (name, executions, seed))


def led_by_coverage(name: str) -> None:
    """Hands the target to atheris."""
    import atheris  # noqa: PLC0415  (not on every Python)

    with atheris.instrument_imports(include=["scr_check"]):
        target = TARGETS[name]()

    def one(data: bytes) -> None:
        try:
            target.run(data)
        except target.refusals:
            return

    corpus = Path("/tmp" if Path("/tmp").is_dir() else ".") / f"scr-check-fuzz-{name}"
    corpus.mkdir(exist_ok=True)
    for number, seed in enumerate(target.seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    atheris.Setup([sys.argv[0], str(corpus), "-timeout=2", f"-rss_limit_mb={MOST_MEMORY * 2}", "-max_len=4096"], one)
    atheris.Fuzz()


def main() -> int:
    """Prints a line for each target; 1 if anything broke."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--short", action="store_true", help="some seconds, for CI")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--times", type=float, default=1.0, help="so many times the executions")
    parser.add_argument("--atheris", metavar="TARGET", help="one target, led by coverage")
    given = parser.parse_args()
    if given.atheris:
        led_by_coverage(given.atheris)
        return 0
    print(f"seed {given.seed}\n{'target':<12} {'executions':>10} {'refused':>9} {'seconds':>8} {'slowest':>9} {'memory':>8}  broken")
    total, broken = 0, []
    for name in given.targets or TARGETS:
        executions = max(int(TARGETS[name].EXECUTIONS * given.times / (SHORT if given.short else 1)), 20)
        ran = apart(name, executions, given.seed)
        print(
            f"{name:<12} {ran.executions:>10,} {ran.refused:>9,} {ran.seconds:>8.1f} {ran.slowest * 1000:>6.0f} ms {ran.memory:>4} MiB  {len(ran.broken)}",
            flush=True,
        )
        total += ran.executions
        broken += ran.broken
    print(f"{total:,} executions, {len(broken)} places broken")
    for one in broken:
        print(f"\n{one.target}: {one.what}, {one.times} times, with {one.given[:2000]!r}\n{one.trace}")
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
