"""Counts under five: what is held back, and that whoever knows all that is told, and the sums, cannot work it out."""

from __future__ import annotations

import csv
import io
import itertools
import json
import random
import re
import zipfile
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import openpyxl
import pytest
import yaml

from commanding import command
from reporting import CORE_GROUP, RELEASE
from scr_check.findings import Verdict
from scr_check.report_schema import report_schema
from scr_check.small import HIDDEN, MORE, SMALL, Held, Told, held_back, numbers, together
from scr_check.tally import Tally

ROWS: list[tuple[dict[str, int], bool, dict[str, Told]]] = [
    ({"a": 0, "b": 7}, False, {"a": 0, "b": 7}),
    ({"a": 0, "b": 0}, True, {"a": 0, "b": 0}),
    ({"a": 3, "b": 0}, False, {"a": SMALL, "b": 0}),  # the sum is small itself, and told nowhere
    ({"a": 3, "b": 97}, False, {"a": SMALL, "b": MORE}),
    ({"a": 3, "b": 97, "c": 20}, False, {"a": SMALL, "b": MORE, "c": 20}),
    ({"a": 3, "b": 6, "c": 20}, False, {"a": SMALL, "b": 6, "c": MORE}),  # six is too small to hide four
    ({"a": 3, "b": 3, "c": 0}, False, {"a": SMALL, "b": SMALL, "c": 0}),
    ({"a": 4, "b": 4, "c": 0}, False, {"a": HIDDEN, "b": HIDDEN, "c": HIDDEN}),  # eight is four and four
    ({"a": 1, "b": 5, "c": 0}, False, {"a": HIDDEN, "b": HIDDEN, "c": HIDDEN}),  # six, of which five or more
    ({"a": 3, "b": 6}, False, {"a": SMALL, "b": MORE}),
    ({"a": 9, "b": 20}, True, {"a": MORE, "b": 20}),  # another table must not tell the sum
    ({"a": 5, "b": 6}, True, {"a": HIDDEN, "b": HIDDEN}),
]


@pytest.mark.parametrize(("counts", "slack", "wanted"), ROWS)
def test_what_is_held_back(counts: dict[str, int], slack: bool, wanted: dict[str, Told]) -> None:
    assert held_back(counts, slack) == wanted


def test_no_row_of_small_numbers_follows_from_its_sum() -> None:
    """Every row of four with a sum up to twelve: all rows that look the same and have the same sum are what a reader must think possible."""
    possible: dict[object, list[tuple[int, ...]]] = {}
    for row in itertools.product(range(13), repeat=4):
        if sum(row) > 12:
            continue
        told = tuple(held_back(dict(enumerate(row))).values())
        possible.setdefault((told, sum(row)), []).append(row)
    for (told, whole), rows in possible.items():
        for place, one in enumerate(told):
            if isinstance(one, Held) and whole >= 5:
                assert len({row[place] for row in rows}) > 1, (told, whole)


SUMS: list[tuple[list[Told], Told]] = [
    ([], 0), ([3, 4], 7), ([0, SMALL], SMALL), ([0, MORE, 0], MORE), ([SMALL, SMALL], HIDDEN), ([SMALL, 12], Held("13+")), ([MORE, SMALL, 12], Held("18+")),
    ([HIDDEN, 0], HIDDEN), ([HIDDEN, 8], Held("8+")),
]  # fmt: skip


@pytest.mark.parametrize(("given", "wanted"), SUMS)
def test_a_sum_says_no_more_than_its_parts(given: list[Told], wanted: Told) -> None:
    assert together(given) == wanted
    assert isinstance(together(given), Held) == any(isinstance(one, Held) for one in given)


def random_tally(seed: int) -> Tally:
    dice = random.Random(seed)
    rules = {f"T-{n}": Counter({v.value: dice.choice((0, 0, 1, 2, 4, 5, 9, 40)) for v in Verdict}) for n in range(dice.randint(1, 4))}
    verdicts: Counter[str] = Counter()
    for row in rules.values():
        verdicts.update(row)
    movers = Counter({name: dice.choice((1, 4, 5, 8, 30)) for name in "abc"[: dice.randint(0, 3)]})
    return Tally(hold_small=True, cases=60, checked=57, failing=dice.choice((0, 2, 30, 55)), verdicts=verdicts, rules=rules, movers=movers)


@pytest.mark.parametrize("seed", range(200))
def test_no_small_number_and_no_sum_that_hides_one(seed: int) -> None:
    tally = random_tally(seed)
    told = numbers(tally)
    cells = [*(one for row in told.rules.values() for one in row.values()), *told.verdicts.values(), *told.movers.values(), told.cases, told.checked,
             told.unreadable, told.failing]  # fmt: skip
    assert [one for one in cells if isinstance(one, int) and 0 < one < 5] == []
    for verdict, whole in told.verdicts.items():
        column = [row[verdict] for row in told.rules.values()]
        assert isinstance(whole, Held) == any(isinstance(one, Held) for one in column)
    if told.slack and any(told.movers.values()):
        assert any(isinstance(one, Held) and one != SMALL for one in told.movers.values())


# whole runs

CASES = {f"zz{n}.json": {**CORE_GROUP, "case": f"zzcase-{n}"} for n in range(9)} | {
    f"zzr{n}.json": {**RELEASE, "case": f"zzrelease-{n}"} for n in range(2)
}
"""Of each rule on core groups nine, on releases two: a file more cannot be read."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, case in CASES.items():
        text = json.dumps(case).replace('"hv"', '"zzhv"').replace('"fsw"', '"zzfsw"').replace('"sw"', '"zzsw"')
        (tmp_path / "zzcases").mkdir(exist_ok=True)
        (tmp_path / "zzcases" / name).write_text(text)
    (tmp_path / "zzcases/zzbad.json").write_text('{"format": "case/1", "case": "zzbad", "meetings": 7}')
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Words(HTMLParser):
    """The words of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.off = False

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.off = tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        if not self.off:
            self.found.append(data)


def words_of_page(page: str) -> str:
    parser = Words()
    parser.feed(page)
    return " ".join(parser.found)


def cells_of(form: str, path: Path) -> list[object]:
    """The numbers of a summary as its reader finds them: the cells of its tables, and its first line."""
    if form in ("json", "jsonl"):
        summary = json.loads(path.read_text().splitlines()[-1] if form == "jsonl" else path.read_text())["summary"]
        return [summary["cases"], summary["checked"], summary["unreadable"], *summary["verdicts"].values(),
                *(one for row in summary["rules"].values() for one in row.values())]  # fmt: skip
    if form == "csv":
        return [int(cell) for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))) for cell in row if cell.isdigit()]
    if form == "xlsx":
        rows = [row for sheet in openpyxl.load_workbook(io.BytesIO(path.read_bytes())) for row in sheet.iter_rows(values_only=True)]
        return [cell for row in rows for cell in row if isinstance(cell, int)]
    text = words_of_page(path.read_text()).partition("Rules used")[0] if form == "html" else path.read_text()
    text = re.sub(r"\d+ others|\d+ numbers?|\b[A-Z]{2}-[A-Z0-9]+|Local numbers not set.*|up to .*|up to \d+ \w+|quarter \d", "", text)
    return [int(found) for found in re.findall(r"(?<![\w<+*-])\d+(?![\w+*-])", text)]


@pytest.mark.parametrize("form", ["csv", "html", "json", "jsonl", "markdown", "text", "xlsx"])
def test_no_small_number_stands_in_a_summary(folder: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    assert command(capsys, "zzcases", "--format", f"{form}=plain").status == 3
    assert command(capsys, "zzcases", "--suppress-small", "--format", f"{form}=held").status == 3
    found = cells_of(form, folder / "held")
    assert [cell for cell in found if isinstance(cell, int) and 0 < cell < 5] == []
    if form != "csv":
        assert 12 in found
    raw = (folder / "held").read_bytes()
    with zipfile.ZipFile(folder / "held") if form == "xlsx" else io.BytesIO() as packed:
        text = "".join(packed.read(name).decode() for name in packed.namelist()) if isinstance(packed, zipfile.ZipFile) else raw.decode()
    assert "zz" not in text


def test_the_json_says_what_is_held_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = json.loads(command(capsys, "zzcases", "--suppress-small", "--format", "json").out)
    jsonschema.Draft202012Validator(report_schema()).validate(report)
    summary = report["summary"]
    assert (report["cases"], report["waivers"]) == ([], [])
    assert (summary["cases"], summary["checked"], summary["unreadable"]) == (12, None, None)
    assert (summary["held_back"]["/unreadable"], summary["held_back"]["/verdicts/due"]) == ("<5", "*")
    assert summary["rules"]["AG-R3A"]["breached"] == 18
    assert summary["rules"]["AG-R3A"]["met"] == 0
    nulls = {f"/{key}" for key, one in summary.items() if one is None}
    nulls |= {f"/verdicts/{key}" for key, one in summary["verdicts"].items() if one is None}
    nulls |= {f"/rules/{rule}/{key}" for rule, row in summary["rules"].items() for key, one in row.items() if one is None}
    assert nulls == set(summary["held_back"])


def test_a_number_held_back_has_no_bar_that_could_be_taken_for_its_length(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command(capsys, "pages", "zzcases", "--output", "out", "--suppress-small")
    told = Path("out/index.html").read_text(encoding="utf-8")
    rows = re.findall(r"<strong>(.*?)</strong>(.*?)</li>", told)
    for number, bar in rows:
        wanted = {"&lt;5": " (no bar)", "5+": " (no bar: it may be the longest)", "*": " (no bar)"}.get(number)
        assert bar == wanted if wanted else bar.startswith("<svg"), (number, bar)
    assert "5+" in {number for number, _ in rows}


def test_the_overview_of_pages_names_no_case(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command(capsys, "pages", "zzcases", "--output", "out", "--suppress-small")
    assert [path.name for path in (folder / "out").iterdir()] == ["index.html"]
    page = (folder / "out/index.html").read_text()
    assert "zz" not in page
    assert "Overview of 12 cases" in page
    assert "&lt;5 not read" in page


@pytest.mark.parametrize("form", ["github", "gitlab", "junit", "sarif", "svg"])
def test_a_format_without_a_summary_is_refused(folder: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    ran = command(capsys, "zzcases", "--suppress-small", "--format", form)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"scr-check: --suppress-small: {form} tells each finding and has no summary; formats that have one are csv, html, json")


def test_the_configuration_asks_for_it_and_the_command_line_wins(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / ".scr-check.yaml").write_text(yaml.safe_dump({"suppress-small": True}))
    assert "zz" not in command(capsys, "zzcases").out
    assert "zz" in command(capsys, "zzcases", "--no-suppress-small").out
    ran = command(capsys, "replay", "zzcases/zz1.json")
    assert ran.err == "scr-check: suppress-small is asked for, and 'replay' cannot do it: nothing was told; use another configuration (--config)\n"
