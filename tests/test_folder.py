"""A folder of files, in one process and in several: the same report to the byte, nothing lost, everything said."""

from __future__ import annotations

import contextlib
import gc
import io
import json
import multiprocessing
import os
import pty
import re
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from commanding import Ran
from commanding import command as in_process
from scr_check import check, folder
from scr_check.case_results import CaseResult
from scr_check.files import Found, Packed, files_of
from scr_check.outputs import RenderOptions, Stream, csv_
from scr_check.running import Run, Wanted

CASE = """format: case/1
case: {name}
extracted: 2016-06-30
complete: all
meetings:
  - {{id: m, type: core_group, date: 2016-03-04, participants: [{{who: hv, attendance: attended, core_member: yes}}], circulation: []}}
professionals: [{{id: hv, role: health_visitor, agency: health}}]
agencies: [{{id: health, kind: health_visiting}}]
"""


def write(path: Path, name: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(CASE.format(name=name), encoding="utf-8")
    return path


def command(*args: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "scr_check", *args], capture_output=True, timeout=60, check=False, **more)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Thirty cases in three folders, one of them broken."""
    for number in range(30):
        write(tmp_path / f"cases/{number % 3}/case-{number:02}.yaml", f"C{number}")
    (tmp_path / "cases/1/broken.yaml").write_text("format: case/1\ncase: [", encoding="utf-8")
    return tmp_path / "cases"


@pytest.mark.parametrize("form", ["text", "json", "jsonl"])
def test_the_report_is_the_same_to_the_byte_for_any_number_of_processes(cases: Path, form: str) -> None:
    one, three = (command("cases", "--format", form, "--jobs", jobs, cwd=cases.parent) for jobs in ("1", "3"))
    assert one.returncode == three.returncode == 3
    assert one.stdout == three.stdout
    assert one.stderr == three.stderr == b""


def test_every_file_is_there_in_the_order_of_its_path(cases: Path) -> None:
    paths = [case["path"] for case in json.loads(command("cases", "--format", "json", "--jobs", "2", cwd=cases.parent).stdout)["cases"]]
    assert len(paths) == 31
    assert paths == sorted(paths)


def paths(root: Path, *exclude: str) -> list[tuple[str, str]]:
    return [(str(Path(one.path).relative_to(root)), one.fault) for one in files_of([str(root)], exclude)]


def test_what_gitignore_and_exclude_leave_out(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.json", "c.YML", "d.txt", "old/e.yaml", "deep/f.yaml", "deep/g.yaml", ".git/h.yaml", "waivers.yaml", ".scr-check.yaml"):
        write(tmp_path / name, "x")
    (tmp_path / ".gitignore").write_text("/old/\n", encoding="utf-8")
    (tmp_path / "deep/.gitignore").write_text("*.yaml\n!f.yaml\n", encoding="utf-8")
    assert paths(tmp_path) == [("a.yaml", ""), ("b.json", ""), ("c.YML", ""), ("deep/f.yaml", "")]
    assert paths(tmp_path, "*.json", "deep") == [("a.yaml", ""), ("c.YML", "")]


def test_how_many_files_are_left_out_is_said(tmp_path: Path) -> None:
    for name in ("cases/a.yaml", "cases/bad.yaml", "cases/worse.yaml", "cases/old/e.yaml", "cases/x.txt"):
        write(tmp_path / name, name[6])
    (tmp_path / "cases/.gitignore").write_text("bad*\n/old/\n*.txt\n", encoding="utf-8")
    done = command("cases", "--exclude", "w*", "--summary-only", cwd=tmp_path)
    assert done.stderr.decode().splitlines() == [
        "scr-check: --exclude leaves out 1 case file or folder", "scr-check: cases/.gitignore leaves out 2 case files and folders",
    ]  # fmt: skip
    assert b"1 case, 1 checked" in done.stdout
    assert b"cases/" not in command("cases", "--pseudonymise", "--summary-only", cwd=tmp_path).stderr


def test_a_format_without_a_summary_is_told_whole_beside_one_that_has_one_and_refused_alone(tmp_path: Path) -> None:
    write(tmp_path / "cases/a.yaml", "A")
    write(tmp_path / "cases/b.yaml", "B")
    for name in ("junit", "gitlab", "github", "sarif", "svg"):
        done = command("cases", "--summary-only", "--format", name, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, b"")
        refused = f"--summary-only: {name} tells each finding and has no summary; formats that have one are csv, html, json, jsonl, markdown, text, xlsx"
        assert done.stderr.decode() == f"scr-check: {refused}\n"
    both = command("cases", "--summary-only", "--format", "text", "--format", "junit=summed.xml", cwd=tmp_path)
    command("cases", "--format", "junit=whole.xml", cwd=tmp_path)
    assert (tmp_path / "summed.xml").read_bytes() == (tmp_path / "whole.xml").read_bytes()
    assert b"2 cases" in both.stdout and b"a.yaml (A)" not in both.stdout


def test_a_case_id_in_two_files_is_said_whatever_the_format(tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        write(tmp_path / f"cases/{name}.yaml", "A" if name != "c" else "C")
    for name in ("junit", "json", "text"):
        told = command("cases", "--format", name, cwd=tmp_path).stderr.decode()
        assert told == "scr-check: a case id that an earlier file has: cases/b.yaml (A): a waiver or a baseline takes both for one case\n"
    assert not command("cases", "--suppress-small", cwd=tmp_path).stderr


def test_what_cannot_be_looked_at_is_said(tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    write(cases / "a.yaml", "A")
    outside = write(tmp_path / "outside.yaml", "O")
    (cases / "loop").symlink_to(cases)
    (cases / "out.yaml").symlink_to(outside)
    (cases / "gone.yaml").symlink_to(cases / "nowhere.yaml")
    (cases / "inside.yaml").symlink_to(cases / "a.yaml")
    os.mkfifo(cases / "pipe.yaml")
    assert paths(cases) == [
        ("a.yaml", ""),
        ("gone.yaml", "a link that leads nowhere"),
        ("inside.yaml", ""),
        ("loop", "a link to a folder is not followed"),
        ("out.yaml", "a link that leads out of the folder is not followed"),
        ("pipe.yaml", "not a plain file (a pipe or a device)"),
    ]
    done = command("cases", "--format", "json", cwd=tmp_path)
    assert done.returncode == 3
    assert [case["status"] for case in json.loads(done.stdout)["cases"]] == ["checked", "unreadable", "checked", "unreadable", "unreadable", "unreadable"]


def test_a_name_that_is_not_utf_8_is_checked_and_told(tmp_path: Path) -> None:
    try:
        write(tmp_path / os.fsdecode(b"cases/caf\xe9.yaml"), "A")
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    for form in ("text", "json", "jsonl"):
        done = command("cases", "--format", form, cwd=tmp_path)
        assert done.returncode == 1, done.stderr
        assert b"caf" in done.stdout


def test_an_empty_folder_is_no_good_news(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    done = command("cases", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"scr-check: cases: no case file here (.yaml, .yml, .json): nothing was checked\n"


def dying(name: str) -> Callable[[CaseResult], CaseResult]:
    """Kills the process that has just checked this file."""

    def finish(result: CaseResult) -> CaseResult:
        if result.path.endswith(name) and result.status == "checked":
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return finish


@pytest.mark.parametrize("dead", ["0/case-00.yaml", "1/case-16.yaml", "2/case-29.yaml"])
def test_a_process_that_dies_takes_one_file_with_it(cases: Path, dead: str) -> None:
    files = files_of([str(cases)])
    work = folder.Work(check.Settings(check.load_rulebooks(()), date(2020, 1, 1)), (), dying(dead), keep=True)
    results = [told.result for told in folder.run(files, work, 3)]
    status = {Path(r.path).name: [p.message for p in r.problems] for r in results if r is not None and r.status == "unreadable"}
    assert len(results) == 31
    assert status.pop("broken.yaml")
    assert status == {Path(dead).name: [folder.DIED]}


def test_a_disk_that_is_full_leaves_no_half_written_file(cases: Path) -> None:
    report = cases.parent / "report.json"
    report.write_text("the old one", encoding="utf-8")

    def small_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = command("cases", "--format", "json", "--output", str(report), "--jobs", "2", cwd=cases.parent, preexec_fn=small_files)
    assert done.returncode == 2
    assert b"cannot be written: File too large" in done.stderr
    assert b"Traceback" not in done.stderr
    assert report.read_text(encoding="utf-8") == "the old one"
    assert sorted(path.name for path in cases.parent.iterdir()) == ["cases", "report.json"]


def heeds_interrupts() -> None:
    """What runs in the background of a shell ignores interrupts, and so does all that it starts."""
    for one in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(one, signal.SIG_DFL)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_ends_at_once_and_says_how_far_it_came(tmp_path: Path, sent: signal.Signals) -> None:
    for number in range(400):
        write(tmp_path / f"cases/case-{number:03}.yaml", f"C{number}")
    process = subprocess.Popen(
        [sys.executable, "-m", "scr_check", "cases", "--jobs", "2", "--format", "jsonl=out.jsonl"], cwd=tmp_path, stderr=subprocess.PIPE,
        preexec_fn=heeds_interrupts,  # noqa: PLW1509  (no thread runs here)
    )  # fmt: skip
    while not list(tmp_path.glob(".out.jsonl.*")):
        time.sleep(0.01)
        assert process.poll() is None, "it ended before it could be interrupted"
    process.send_signal(sent)
    _, error = process.communicate(timeout=10)
    assert process.returncode == 128 + sent
    assert error.startswith(b"scr-check: stopped after ")
    assert b"of 400 files; the report is not whole" in error
    assert [path.name for path in tmp_path.iterdir()] == ["cases"]


@contextlib.contextmanager
def shut_out(closed: Path, inside: Path) -> Iterator[None]:
    """A folder that may be listed and not entered. Whom nothing is closed to, root, is somebody else meanwhile."""
    closed.chmod(0o444)
    root = os.access(inside, os.R_OK)
    if root:
        for one in (closed.parent, *closed.parent.parents[:-2]):
            one.chmod(one.stat().st_mode | 0o055)
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        closed.chmod(0o755)


@pytest.mark.parametrize("given", ["cases", "cases/closed/inside.yaml"])
def test_a_folder_that_may_not_be_entered_loses_nothing_else(
    cases: Path, given: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(cases / "closed/inside.yaml", "C9")
    monkeypatch.chdir(cases.parent)
    for one in cases.rglob("*"):
        one.chmod(0o755 if one.is_dir() else 0o644)
    words = (given, "--format", "json", "--jobs", "1")
    assert in_process(capsys, *words).status in (0, 1, 3)  # all that it needs is imported now
    with shut_out(cases / "closed", cases / "closed/inside.yaml"):
        ran = in_process(capsys, *words)
    told = {case["path"]: case for case in json.loads(ran.out)["cases"]}
    assert ran.status == 3
    assert told["cases/closed/inside.yaml"]["problems"][0]["message"] == "cannot be read: Permission denied"
    assert sum(case["status"] == "checked" for case in told.values()) == (30 if given == "cases" else 0)


def test_a_link_in_a_circle_is_told_with_the_others(cases: Path) -> None:
    (cases.parent / "loop.yaml").symlink_to("loop.yaml")
    for given in (["cases", "loop.yaml"], ["loop.yaml", "cases"]):
        done = command(*given, "--format", "json", cwd=cases.parent)
        assert (done.returncode, done.stderr) == (3, b"")
        told = {case["path"]: case["status"] for case in json.loads(done.stdout)["cases"]}
        assert told.pop("loop.yaml") == "unreadable"
        assert told and set(told.values()) <= {"checked", "unreadable"}


@pytest.mark.parametrize(("given", "message"), [
    (["no\n::error::pwn\x1b[31m.yaml"], "scr-check: no\n"),
    (["case.yaml", "--select", "AG-\x1b[31m"], "\\x1b"),
    (["case.yaml", "--key", "x\n::error::pwn"], ""),
    ([""], "scr-check: an empty path: name a case file or a folder\n"),
    (["case.yaml", ""], "scr-check: an empty path: name a case file or a folder\n"),
])  # fmt: skip
def test_what_a_wrong_call_quotes_steers_nothing(tmp_path: Path, given: list[str], message: str) -> None:
    write(tmp_path / "case.yaml", "C1")
    done = command(*given, cwd=tmp_path)
    assert done.returncode in (2, 3)
    told = (done.stdout + done.stderr).decode()
    assert message in told
    assert "\x1b" not in told
    assert not [line for line in told.splitlines() if line.lstrip().startswith("::")]


@pytest.mark.parametrize(("shell", "status"), [
    ("{me} - <&-", 2), ("{me} case.yaml >&-", 2), ("{me} cases >&-", 2), ("{me} nowhere.yaml 2>/dev/full", 2), ("{me} --bogus 2>/dev/full", 2),
])  # fmt: skip
def test_streams_that_are_closed_or_full(tmp_path: Path, shell: str, status: int) -> None:
    write(tmp_path / "case.yaml", "C1")
    write(tmp_path / "cases/case.yaml", "C1")
    done = subprocess.run(["sh", "-c", shell.format(me=f"{sys.executable} -m scr_check")], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == status
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("words", [
    "case.yaml", "case.yaml --format json", "case.yaml --fail-on none --jobs 1", "cases", "cases --jobs 2 --format jsonl", "due case.yaml",
    "timeline case.yaml", "replay case.yaml", "rules", "rules AG-R3A --format json", "test children-ag", "schema record", "new", "config", "--help",
    "due --help", "--version",
])  # fmt: skip
def test_where_nobody_reads_the_status_is_no_verdict(tmp_path: Path, words: str) -> None:
    for name in ("case.yaml", *(f"cases/{number}.yaml" for number in range(12))):
        write(tmp_path / name, "C1")
    (tmp_path / "cases/bad.yaml").write_text("format: case/1\ncase: [\n", encoding="utf-8")
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run([sys.executable, "-m", "scr_check", *words.split()], stdout=theirs, stderr=subprocess.PIPE, cwd=tmp_path, check=False)
    os.close(theirs)
    assert (done.returncode, done.stderr) == (128 + signal.SIGPIPE, b"")


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_a_summary_names_what_could_not_be_read(tmp_path: Path, form: str) -> None:
    write(tmp_path / "cases/good.yaml", "C1")
    for number in range(22):
        (tmp_path / f"cases/bad-{number:02}.yaml").write_text("format: case/1\ncase: [\n", encoding="utf-8")
    done = command("cases", "--summary-only", "--format", form, cwd=tmp_path)
    told = done.stderr.decode().splitlines()
    assert done.returncode == 3
    assert [line.partition(":")[0] for line in told[:20]] == [f"cases/bad-{number:02}.yaml" for number in range(20)]
    assert len({line.partition(":")[2] for line in told[:20]}) == 1
    assert told[20:] == ["and 2 more faults of files that could not be read"]
    assert not command("cases", "--suppress-small", "--format", form, cwd=tmp_path).stderr


def test_first_results_come_early(tmp_path: Path) -> None:
    for number in range(200):
        write(tmp_path / f"cases/case-{number:03}.yaml", f"C{number}")
    process = subprocess.Popen([sys.executable, "-m", "scr_check", "cases", "--jobs", "2", "--format", "jsonl"], cwd=tmp_path, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert json.loads(process.stdout.readline())["path"] == "cases/case-000.yaml"
    assert process.poll() is None, "the first line should come while others are still being checked"
    process.communicate(timeout=60)


@pytest.mark.parametrize(("given", "message"), [
    (["--format", "jsn"], "--format: 'jsn' is no format (did you mean 'json'?); formats are "),
    (["--format", "json", "--format", "text"], "--format: two reports would go to one place; give each a file, as in --format json=report.json"),
    (["--format", "json=nowhere/x.json"], "nowhere/x.json: cannot be written: No such file or directory"),
    (["--output", "cases"], "cases: cannot be written: it is a folder"),
])  # fmt: skip
def test_wrong_calls(cases: Path, given: list[str], message: str) -> None:
    done = command("cases", *given, cwd=cases.parent)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(f"scr-check: {message}")


def test_several_formats_at_once(cases: Path) -> None:
    done = command("cases", "--format", "text", "--format", "json=a.json", "--format", "jsonl=b.jsonl", "--jobs", "2", cwd=cases.parent)
    assert done.stdout == command("cases", cwd=cases.parent).stdout
    assert (cases.parent / "a.json").read_bytes() == command("cases", "--format", "json", cwd=cases.parent).stdout
    assert (cases.parent / "b.jsonl").read_bytes() == command("cases", "--format", "jsonl", cwd=cases.parent).stdout


DASHED = [
    "cases/0", "cases/0 --format json", "due cases/0", "timeline cases/0/case-00.yaml", "replay cases/0/case-00.yaml", "rules", "diff a.json a.json",
]  # fmt: skip


@pytest.mark.parametrize("words", DASHED)
def test_a_dash_is_standard_output(cases: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    monkeypatch.chdir(cases.parent)
    in_process(capsys, "cases/0", "--format", "json=a.json")
    plain = in_process(capsys, *words.split())
    assert plain.out
    for said in ("output: elsewhere.txt\n", "output: '-'\n", "jobs: 1\n"):
        Path("cases/.scr-check.yaml").write_text(said)
        assert in_process(capsys, *words.split(), "--output", "-") == plain
        if "elsewhere" not in said:
            assert in_process(capsys, *words.split()) == plain
    assert sorted(path.name for path in cases.parent.iterdir()) == ["a.json", "cases"]


def test_two_formats_on_standard_output_are_refused(cases: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(cases.parent)
    said = "scr-check: --format: two reports would go to one place; give each a file, as in --format json=report.json\n"
    assert in_process(capsys, "cases", "--format", "text", "--format", "json=-") == Ran("", said, 2)
    assert in_process(capsys, "cases", "--format", "text=-", "--format", "json=-", "--output", "x") == Ran("", said, 2)
    assert in_process(capsys, "pages", "cases", "--output", "-") == Ran("", "scr-check: pages go to a folder: standard output is none\n", 2)


@pytest.mark.parametrize(("files", "wanted", "processors", "jobs"), [
    ([Found("a", 10)], None, 8, 1),
    ([Found(str(n), 15_000) for n in range(100)], None, 8, 8),
    ([Found(str(n), 15_000) for n in range(100)], 3, 8, 3),
])  # fmt: skip
def test_how_many_processes(files: list[Found], wanted: int | None, processors: int, jobs: int) -> None:
    assert folder.jobs_for(files, wanted, processors) == jobs


def test_a_loop_of_links_and_a_link_to_nowhere_do_not_stop_a_run(tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    write(cases / "a.yaml", "A")
    (cases / "round").symlink_to("round")
    (cases / "round.yaml").symlink_to("round.yaml")
    assert paths(cases) == [("a.yaml", ""), ("round.yaml", "a link that leads nowhere")]


def test_no_report_takes_the_place_of_a_record(tmp_path: Path) -> None:
    case = write(tmp_path / "case.yaml", "A")
    before = case.read_bytes()
    for given in (["--output", "case.yaml"], ["--format", "json=case.yaml"]):
        done = command("case.yaml", *given, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (2, b"scr-check: case.yaml: this is a case record that is checked: give the report another name\n")
        assert case.read_bytes() == before


def test_no_rule_to_run_is_a_wrong_call(tmp_path: Path) -> None:
    write(tmp_path / "case.yaml", "A")
    done = command("case.yaml", "--ignore", "AG,ET", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"scr-check: --select and --ignore leave no rule to run: nothing was checked\n"


@pytest.mark.parametrize("given", [["rules"], ["new"], ["schema", "record"], ["check", "case.yaml"], ["case.yaml"]])
def test_a_full_standard_output_is_said(tmp_path: Path, given: list[str]) -> None:
    write(tmp_path / "case.yaml", "A")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-m", "scr_check", *given], stdout=full, stderr=subprocess.PIPE, cwd=tmp_path, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr == b"scr-check: standard output: cannot be written: No space left on device\n"


def test_many_files_are_kept_small_in_the_order_of_their_paths_each_once() -> None:
    given = [Found("a/b.yaml", 3), Found("a.yaml", 5), Found("\U0001f476.yaml", 1), Found("\ufffd.yaml", 2), Found("\udc80.yaml", 0, "why"), Found("a.yaml", 7)]
    packed = Packed(iter(given))
    assert list(packed) == [Found("a.yaml", 5), Found("a/b.yaml", 3), Found("\udc80.yaml", 0, "why"), Found("\ufffd.yaml", 2), Found("\U0001f476.yaml", 1)]
    assert list(packed) == sorted(packed) and packed[1:3] == list(packed)[1:3] and packed[-1] == list(packed)[-1]
    assert list(Packed(sorted(packed))) == list(packed) and not Packed([])


def on_a_terminal(folder: Path, *words: str) -> str:
    """What a terminal gets from the command: both streams."""
    ours, theirs = pty.openpty()
    code = "from scr_check.start import main; main()"
    environment = {**os.environ, "TERM": "xterm", "NO_COLOR": "1"}
    process = subprocess.Popen([sys.executable, "-c", code, *words], stdin=theirs, stdout=theirs, stderr=theirs, cwd=folder, env=environment)
    os.close(theirs)
    got = b""
    with contextlib.suppress(OSError):  # Linux says so when the other end closes
        while more := os.read(ours, 65_536):
            got += more
    process.wait()
    os.close(ours)
    return got.decode()


def test_the_bar_is_gone_before_the_summary_and_never_stands_in_a_report_that_scrolls_by(tmp_path: Path) -> None:
    for number in range(25):
        (tmp_path / f"{number}.yaml").write_text("format: case/1\ncase: X\nextracted: 2016-06-30\nmeetings: []\n")
    summed = on_a_terminal(tmp_path, ".", "--summary-only")
    assert "/25 files, " in summed
    assert "\x1b[2K" in summed[summed.rindex(" files, ") : summed.index("25 cases, 25 checked")]
    assert " files, " not in on_a_terminal(tmp_path, ".")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_a_format_breaks_down_over_keeps_no_duty_out_of_the_oldest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    for number in range(14):  # the first is the oldest
        day = date(2015, 1, 1) + timedelta(days=number)
        (tmp_path / f"c{number:02}.yaml").write_text(
            f"format: case/1\ncase: C{number}\nextracted: 2016-08-01\ncomplete: all\nplans: [{{id: p, type: child_protection, start: {day}}}]\nmeetings: []\n"
        )
    real = csv_._Csv.case

    def broken(self: csv_._Csv, case: CaseResult) -> str:
        if case.case in ("C0", "C1", "C2", "C3"):
            raise ValueError
        return real(self, case)

    monkeypatch.setattr(csv_._Csv, "case", broken)
    settings = check.Settings(check.load_rulebooks(()), date(2016, 8, 1), select=("ET-REVIEW",))
    tally = Run(settings, (Wanted("csv", None, RenderOptions()),), jobs, io.BytesIO()).over(files_of([str(tmp_path)]))
    assert [Path(one[1]).name for one in tally.longest()] == [f"c{number:02}.yaml" for number in range(4, 14)]
    assert (tally.exit, tally.unreadable) == (3, 4)


def finish_fails(result: CaseResult) -> CaseResult:
    """Breaks down over one file, whatever came of it; its process is killed on the way, so that the parent has to tell it."""
    if result.path.endswith("case-16.yaml"):
        if result.status == "checked" and multiprocessing.parent_process() is not None:
            os.kill(os.getpid(), signal.SIGKILL)
        raise ValueError
    return result


class Plain(Stream):
    """A format that tells how a file fared."""

    def case(self, case: CaseResult) -> str:
        return case.status


class Fragile(Stream):
    """A format that tells no file of this name, not even as one that could not be read."""

    def case(self, case: CaseResult) -> str:
        if case.path.endswith("case-16.yaml"):
            raise ValueError
        return case.status


@pytest.mark.parametrize("jobs", [1, 3])
def test_what_cannot_even_be_told_as_unread_loses_nothing_else(cases: Path, jobs: int) -> None:
    files = files_of([str(cases)])
    settings = check.Settings(check.load_rulebooks(()), date(2020, 1, 1))
    told = list(folder.run(files, folder.Work(settings, (Plain(),), finish_fails), jobs))
    assert [one.texts for one in told].count(["unreadable"]) == 2 and len(told) == 31
    assert [(one.tally.unreadable, len(one.tally.untold)) for one in told if "16.yaml" in str(one.tally.faults)] == [(1, 0)]
    told = list(folder.run(files, folder.Work(settings, (Fragile(), Plain()), keep=True), jobs))
    assert [one.texts for one in told].count(["", "unreadable"]) == 1 and len(told) == 31
    assert [Path(path).name for one in told for path, _ in one.tally.untold] == ["case-16.yaml"]


def test_what_no_report_has_is_said_and_the_exit_status_says_so(
    cases: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(cases.parent)
    monkeypatch.setattr(csv_._Csv, "case", Fragile.case)
    ran = in_process(capsys, "cases", "--format", "csv=out.csv", "--jobs", "1")
    assert ran.status == 70
    assert re.fullmatch(r"cases/1/case-16\.yaml: scr-check itself broke down \(ValueError.*\n", ran.err)
    assert Path("out.csv").read_text().count("checked") == 29


@pytest.mark.parametrize("whole", [True, False])
def test_what_is_frozen_for_the_processes_does_not_stay_so(cases: Path, whole: bool) -> None:
    work = folder.Work(check.Settings(check.load_rulebooks(()), date(2020, 1, 1)), (Plain(),))
    running = folder.run(files_of([str(cases)]), work, 2)
    assert next(running).texts == ["checked"]
    assert gc.get_freeze_count() > 0
    if whole:
        assert len(list(running)) == 30
    running.close()  # type: ignore[attr-defined]
    assert gc.get_freeze_count() == 0
