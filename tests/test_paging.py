"""A folder of pages: the same bytes in any number of processes, nothing lost, nothing half written, no date where days are wanted."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reporting import settings
from scr_check import check, folder
from scr_check.case_results import CaseResult
from scr_check.files import files_of
from scr_check.paging import INDEX, Paging

CASE = """format: case/1
case: C-{number}
extracted: 2016-06-{day:02}
complete: all
referral: {{date: 2016-01-0{month}}}
meetings:
  - {{id: m, type: core_group, date: 2016-03-04, participants: [{{who: hv, attendance: attended, core_member: yes}}], circulation: []}}
professionals: [{{id: hv, role: health_visitor, agency: health}}]
agencies: [{{id: health, kind: health_visiting}}]
"""


def command(*args: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "scr_check", *args], capture_output=True, timeout=60, check=False, **more)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Seven cases and a broken one."""
    (tmp_path / "cases").mkdir()
    for number in range(7):
        text = CASE.format(number=number, day=number + 10, month=number + 1)
        (tmp_path / f"cases/{number}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "cases/3-broken.yaml").write_text("format: case/1\ncase: [", encoding="utf-8")
    return tmp_path / "cases"


def written(where: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in where.iterdir()}


@pytest.mark.parametrize("more", [[], ["--relative-dates"]])
def test_the_same_bytes_for_any_number_of_processes(cases: Path, more: list[str]) -> None:
    for jobs in ("1", "3"):
        done = command("pages", "cases", "--output", f"pages-{jobs}", "--jobs", jobs, *more, cwd=cases.parent)
        assert (done.returncode, done.stdout, done.stderr) == (3, b"", b"")
    one = written(cases.parent / "pages-1")
    assert one == written(cases.parent / "pages-3")
    assert sorted(one) == [f"case-{number:04}.html" for number in range(1, 9)] + [INDEX]
    assert b"not read" in one["case-0004.html"] and b"Case C-3" in one["case-0005.html"]


def test_days_instead_of_dates_on_every_page(cases: Path) -> None:
    assert command("pages", "cases", "--output", "pages", "--relative-dates", cwd=cases.parent).returncode == 3
    for name, data in written(cases.parent / "pages").items():
        text = re.sub(r"(?s)<section>\s*<h2 id=\"rules\".*", "", data.decode())
        assert not re.search(r"\b20[12]\d\b", text), name
    index = (cases.parent / "pages" / INDEX).read_text()
    assert "<td>day 161</td>" in index and "days 0 to 90" in index


@pytest.mark.parametrize("dead", ["0.yaml", "4.yaml", "6.yaml"])
def test_a_process_that_dies_leaves_the_others_written(cases: Path, dead: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = check.check_path

    def dying(path: Path, name: str, given: check.Settings) -> CaseResult:
        if path.name == dead:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(path, name, given)

    monkeypatch.setattr(folder, "check_path", dying)
    tally = Paging(settings(), cases.parent / "pages", 2).over(files_of([str(cases)]))
    pages = written(cases.parent / "pages")
    assert (tally.exit, tally.unreadable, len(pages)) == (3, 2, 9)
    assert [name for name, data in pages.items() if folder.DIED.encode() in data and name != INDEX] != []
    assert sum(b"Timeline</h2>" in data for data in pages.values()) == 6


def test_an_interrupt_leaves_no_half_written_page(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    for number in range(400):
        (tmp_path / f"cases/{number:03}.yaml").write_text(CASE.format(number=number, day=10, month=1), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "scr_check", "pages", "cases", "--output", "pages", "--jobs", "2"], cwd=tmp_path, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  (ignored in the background of a shell)
    )  # fmt: skip
    until = time.monotonic() + 30
    while time.monotonic() < until and not (tmp_path / "pages/case-0003.html").exists():
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=20)[1].decode()
    pages = written(tmp_path / "pages")
    assert process.returncode == 130
    assert re.fullmatch(r"scr-check: stopped after \d+ of 400 files; pages has their pages, each whole, and no overview\n", said)
    assert 3 <= len(pages) < 400 and INDEX not in pages
    assert all(re.fullmatch(r"case-\d{4}\.html", name) and data.endswith(b"</html>") for name, data in pages.items())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-", "--output", "new"], "pages are made of files: standard input is none"),
        (["cases", "--output", "cases"], "cases: not empty; pages are written to a folder of their own"),
        (["cases", "--output", "cases/0.yaml"], "cases/0.yaml: cannot be written: File exists"),
        (["none", "--output", "new"], "none: no such file or folder"),
    ],
)
def test_wrong_calls(cases: Path, arguments: list[str], message: str) -> None:
    done = command("pages", *arguments, cwd=cases.parent)
    assert (done.returncode, done.stdout, done.stderr.decode()) == (2, b"", f"scr-check: {message}\n")
    assert not (cases.parent / "new").exists()
