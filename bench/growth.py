"""How the cost grows with the work: with meetings in a case, with a whole record, with rules.

A cost per unit that stays flat is in proportion to the work; one that grows as the number does is its square. All times are the processor's own, so
that a busy machine changes little, and without the collector, which the command stops while it checks one record.

    python bench/growth.py            everything; where a rule grows faster than the work, its name and its numbers
    python bench/growth.py --profile  also the functions that the largest case spends its time in
    python bench/growth.py --short    smaller sizes; fails where a cost per unit grows far beyond its bound
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import pstats
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import corpus
from run import ROOT, installed, out_of_bounds

MEETINGS = (10, 30, 100, 300, 1000)
COPIES = (1, 3, 10, 30, 60)
RULES = (20, 50, 100, 200, 500)
BOUND = 1.5
"""How much more a unit may cost in the largest than in the third of the sizes, where what is paid once no longer shows."""
SLACK = 1.6
"""How far above its bound a noisy machine may put it before the short form fails."""
SUSPECT = 2.0
"""A rule whose cost per unit grows by more is named."""
WORTH = 0.02
"""A rule that takes less than this share of the largest case is not."""
CLOSE = 3
"""Days from one meeting to the next: a thousand of them stay within the years of the bank holidays."""
APART = 30
"""Days from one copy of a record to the next."""
SHARED = ("children", "professionals", "agencies")
"""Sections that do not grow."""
EXAMPLE = ROOT / "examples" / "children-ag" / "case.yaml"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

Rows = list[tuple[int, float]]
"""How many units, and the seconds that they took."""


def seconds(call: Callable[[], object], least: float = 0.4) -> float:
    """The median of a call in processor time, made at least three times and for so many seconds."""
    times: list[float] = []
    gc.disable()
    while len(times) < 3 or (sum(times) < least and len(times) < 200):
        gc.collect()
        began = time.process_time()
        call()
        times.append(time.process_time() - began)
    gc.enable()
    return statistics.median(times)


# cases that grow


def meetings(count: int) -> dict[str, Any]:
    """A case with so many meetings, ``CLOSE`` days apart."""
    return corpus.case(3, count, CLOSE)


def copies(count: int) -> dict[str, Any]:
    """The example with each of its sections so many times, each copy with ids and days of its own."""
    from scr_check.sources import read  # noqa: PLC0415

    data: dict[str, Any] = _copy(read(EXAMPLE.read_bytes(), EXAMPLE.name).data, set(), 0)
    lists = {name: value for name, value in data.items() if isinstance(value, list) and name not in (*SHARED, "complete")}
    own = _ids(lists)
    made: dict[str, list[Any]] = {name: [] for name in lists}
    for number in range(count):
        for name, value in lists.items():
            made[name] += _copy(value, own, number)
    return {**data, **made}


def _ids(value: Any) -> set[str]:
    if isinstance(value, list):
        return set().union(*map(_ids, value))
    if not isinstance(value, dict):
        return set()
    return ({value["id"]} if "id" in value else set()).union(*map(_ids, value.values()))


def _copy(value: Any, own: set[str], number: int) -> Any:
    if isinstance(value, list):
        return [_copy(one, own, number) for one in value]
    if isinstance(value, dict):
        return {key: _copy(one, own, number) for key, one in value.items()}
    if value in ("yes", "no"):
        return value == "yes"
    if isinstance(value, str) and number:
        if value in own:
            return f"{value}-{number}"
        if _DAY.fullmatch(value):
            return (date.fromisoformat(value) - timedelta(days=APART * number)).isoformat()
    return value


class Case:
    """A case, read, to be judged again and again."""

    def __init__(self, data: dict[str, Any]) -> None:
        from scr_check import check  # noqa: PLC0415
        from scr_check.record import read_record  # noqa: PLC0415
        from scr_check.sources import read  # noqa: PLC0415

        self.raw = json.dumps(data).encode()
        self.record = read_record(read(self.raw, "case.json"))
        self.settings = check.Settings(check.load_rulebooks(()), date(2026, 1, 1))
        self.day, self.check = date.fromisoformat(data["extracted"]), check

    def whole(self) -> Any:
        """Bytes to findings."""
        return self.check.check_bytes(self.raw, "case.json", self.settings)

    def told(self) -> str:
        """Bytes to the report as JSON, which tells all findings."""
        from scr_check.outputs import RenderOptions, json_, whole  # noqa: PLC0415

        report = self.check.report([self.whole()], self.settings)
        return whole(json_.stream(report, RenderOptions()), report)

    def by_rule(self) -> dict[str, float]:
        """Seconds that each rule takes, with those that it hangs on before it."""
        from scr_check.engine import Run  # noqa: PLC0415

        took = {}
        gc.collect()
        gc.disable()  # it would fall on whichever rule runs when it comes
        for book in self.settings.rulebooks:
            run = Run(self.record, book, self.day)
            for rule in book.rules:
                began = time.process_time()
                run.results(rule)
                took[rule.id] = time.process_time() - began
        gc.enable()
        return took


def grown(make: Callable[[int], dict[str, Any]], sizes: tuple[int, ...], profile: bool) -> list[tuple[str, Rows]]:
    """What a case costs at these sizes, to findings and to JSON; says which rules grow faster than the work."""
    cases = {size: Case(make(size)) for size in sizes}
    rows = [("bytes to findings", [(size, seconds(case.whole)) for size, case in cases.items()])]
    rows.append(("bytes to JSON", [(size, seconds(case.told)) for size, case in cases.items()]))
    few, many = sizes[2], sizes[-1]
    small = _medians([cases[few].by_rule() for _ in range(7)])
    large = _medians([cases[many].by_rule() for _ in range(3)])
    total = sum(large.values())
    for rule in sorted(large, key=lambda one: -large[one]):
        more = (large[rule] / many) / (small[rule] / few) if small[rule] else 0.0
        if more > SUSPECT and large[rule] > WORTH * total:
            share = 100 * large[rule] / total
            print(f"  grows faster than the work: {rule}, {more:.1f} times a unit from {few} to {many}; {large[rule] * 1000:.0f} ms, {share:.0f}% of all rules")
    if profile:
        profiler = cProfile.Profile()
        profiler.runcall(cases[many].whole)
        pstats.Stats(profiler).sort_stats("tottime").print_stats(14)
    return rows


def _medians(runs: list[dict[str, float]]) -> dict[str, float]:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


# rules that grow


def rulebook(folder: Path, count: int) -> Path:
    """A rulebook of so many rules: the first that hang on no other, each again and again under ids of its own."""
    source, made = ROOT / "rules" / "children-ag", folder / f"rules-{count}"
    made.mkdir()
    (made / "rulebook.yaml").write_bytes((source / "rulebook.yaml").read_bytes())
    texts = [path.read_text("utf-8").partition("\nexamples:")[0] + "\n" for path in sorted(source.glob("AG-*.yaml"))]
    alone = [text for text in texts if "verdict(" not in text and not re.search(r"for_each: *\{ *as:|^  as:", text, re.MULTILINE)][:20]
    for number in range(count):
        text = alone[number % len(alone)]
        name = re.search(r"^id: (\S+)$", text, re.MULTILINE)
        assert name is not None
        own = name[1].replace("-", f"{number // len(alone)}-", 1)
        (made / f"{own}.yaml").write_text(text.replace(name[0], f"id: {own}", 1), "utf-8")
    return made


def loaded(folder: Path) -> list[tuple[str, Rows]]:
    """What it costs to load so many rules, and to judge a case by them."""
    from scr_check import check  # noqa: PLC0415
    from scr_check.record import read_record  # noqa: PLC0415
    from scr_check.sources import read  # noqa: PLC0415

    record = read_record(read(json.dumps(corpus.case(3, 10)).encode(), "case.json"))
    loading: Rows = []
    judging: Rows = []
    for count in RULES:
        place = str(rulebook(folder, count))
        loading.append((count, seconds(lambda place=place: check.load_rulebooks([place]))))  # type: ignore[misc]
        books = tuple(book for book in check.load_rulebooks([place]) if book.id == "children-ag")
        settings = check.Settings(books, date(2026, 1, 1))
        judging.append((count, seconds(lambda settings=settings: check.check_record(record, "case.json", settings))))  # type: ignore[misc]
    return [("load from YAML", loading), ("judge a case", judging)]


# telling


def _print(title: str, unit: str, tables: list[tuple[str, Rows]]) -> bool:
    """Prints the tables. Is one far out of bounds?"""
    print(f"\n{title}")
    far = False
    for name, rows in tables:
        print(f"  {name}: " + ", ".join(f"{size}: {took * 1000:.1f} ms ({took / size * 1e6:.0f} us a {unit})" for size, took in rows))
        (few, less), (many, more) = rows[2], rows[-1]
        ratio = (more / many) / (less / few)
        print(f"    a {unit} among {many} costs {ratio:.2f} times one among {few} (bound {BOUND})", flush=True)
        far |= ratio > BOUND * SLACK
    return far


def main() -> int:
    """Prints a table for each way to grow. Exit status 1 if the short form finds one far out of bounds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="smaller sizes; fails where the cost of a unit grows far beyond its bound")
    parser.add_argument("--profile", action="store_true", help="where the largest case's time goes, by function")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        installed(Path(folder) / "installed")
        less = slice(0, 4) if asked.short else slice(None)
        tables: list[Callable[[Path], bool]] = [
            lambda _: _print("Meetings in one case", "meeting", grown(meetings, MEETINGS[less], asked.profile)),
            lambda _: _print("The example, copied", "copy", grown(copies, COPIES[less], asked.profile)),
            lambda place: _print("Rules", "rule", loaded(place)),
        ]
        failed = [out_of_bounds(asked.short, table) for table in tables]
    return int(any(failed))


if __name__ == "__main__":
    sys.exit(main())
