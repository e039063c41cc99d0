"""Nothing of a record goes anywhere but into the output that was named: every command is run with the network forbidden and file writes watched.

A child process is watched from within by an audit hook, which sees whatever Python opens, renames, connects or starts, and, where strace works, from
without too. Not run: ``--install-completion``, which is asked to write into the shell's own settings.
"""

from __future__ import annotations

import functools
import json
import os
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer

from scr_check.cli import app
from scr_check.outputs import registry

ROOT = Path(__file__).parents[1]
ID, TEXT = "Canary-Id-7Q", "canary free text 7Q"
WATCH = """
import os, sys
_log = os.open(os.environ["WATCH_LOG"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
_home = os.getpid()

def _seen(event, args):
    if event == "open":
        path, mode, flags = args
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
        if not writes or isinstance(path, int):
            return
        said = os.fspath(path)
    elif event in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "shutil.move", "shutil.copyfile"):
        said = os.fspath(args[0]) if not isinstance(args[0], int) else ""
    elif event == "socket.__new__" and args[1] == 1:
        return  # a pair of sockets inside this machine: how processes of one run talk
    elif event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "ssl.")) and event != "socket.gethostname":
        said = repr(args)
    elif event in ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "pty.spawn", "webbrowser.open", "ctypes.dlopen"):
        said = repr(args)
        if event == "ctypes.dlopen" and args[0] is None:
            return
    else:
        return
    if isinstance(said, bytes):
        said = os.fsdecode(said)
    if event in ("open", "os.rename", "os.remove", "os.mkdir", "os.chmod") and not os.path.isabs(said):
        said = os.path.join(os.getcwd(), said)
    os.write(_log, f"{event}\\t{said}\\n".encode("utf-8", "surrogateescape"))
    if event.startswith("socket."):
        raise OSError("no network here")

sys.addaudithook(_seen)
"""
CASE = {
    "format": "case/1", "case": "AG", "extracted": "2016-06-30", "complete": ["meetings", "participants", "circulation"],
    "referral": {"date": "2016-01-04", "decision": {"on": "2016-01-05", "outcome": "assess"}},
    "people": [{"id": "mum", "role": "mother"}],
    "professionals": [{"id": "sw", "role": "social_worker", "agency": "csc"}, {"id": ID, "role": "health_visitor", "agency": "health"}],
    "agencies": [{"id": "csc", "kind": "childrens_social_care"}, {"id": "health", "kind": "health_visiting"}],
    "conditions": [{"id": "c1", "set_on": "2016-02-01", "text": TEXT}],
    "decisions": [{"about": "mum", "outcome": "no", "reason": TEXT, "on": "2016-02-01", "by": "sw"}],
    "meetings": [{
        "id": "core-1", "type": "core_group", "date": "2016-03-04", "chair": "sw", "minutes": {"held": True}, "circulation": [],
        "participants": [{"who": ID, "invited": True, "attendance": "apologies", "core_member": True}],
        "actions": [{"id": "a1", "text": TEXT, "owner": "sw", "due": "2016-07-04", "status": "open"}],
    }],
}  # fmt: skip
FORMATS = sorted(set(registry()) - {"svg"})
RULE = ROOT / "rules/children-ag"


@dataclass(frozen=True)
class Call:
    """A call of a command, what it may leave behind, and its exit status."""

    words: str
    leaves: tuple[str, ...] = ()
    status: int = 0
    given: str = ""


CALLS: dict[str, list[Call]] = {
    "check": [
        Call("case.json", status=1), Call("check -", status=1, given="case.json"), Call("case.json bad.yaml --format html --output out.html", ("out.html",), 3),
        Call("cases --jobs 2 " + " ".join(f"--format {form}=out.{form}" for form in FORMATS), tuple(f"out.{form}" for form in FORMATS), 3),
        Call("case.json --format svg=out.svg", ("out.svg",), 1),
        Call("case.json --pseudonymise --key new.key --output out.txt", ("new.key", "out.txt"), 1), Call("case.json --waivers waivers/w.yaml", status=1),
        Call("cases --baseline report.json --summary-only", status=3),
    ],
    "rules": [Call("rules AG-R3A --output out.txt", ("out.txt",)), Call("rules --check my-rules"), Call("rules --sentences")],
    "test": [Call("test my-rules")],
    "schema": [Call(f"schema {which}") for which in ("record", "rule", "report", "config", "waivers")],
    "new": [Call("new")],
    "replay": [Call("replay case.json --format json --output out.json", ("out.json",)), Call("replay -", given="case.json")],
    "config": [Call("config")],
    "diff": [Call("diff report.json report.json --output out.txt", ("out.txt",))],
    "due": [Call("due case.json"), Call("due cases --format ics --output out.ics", ("out.ics",), 3)],
    "timeline": [Call("timeline case.json --format svg --output out.svg", ("out.svg",)), Call("timeline -", given="case.json")],
    "pages": [Call("pages cases --output out", ("out", "out/index.html", "out/case-0001.html", "out/case-0002.html"), 3)],
}  # fmt: skip
"""Every command, in every form that reads or writes something else."""
EVERY = [call for calls in CALLS.values() for call in calls]


def test_every_command_is_watched() -> None:
    assert set(CALLS) == set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@functools.cache
def report() -> str:
    """A JSON report on the case."""
    done = subprocess.run([sys.executable, "-m", "scr_check", "-", "--format", "json"], input=json.dumps(CASE), text=True, capture_output=True, check=False)
    return done.stdout


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with all that the calls read, and beside it a home and a place for temporary files, all empty."""
    for name in ("home", "tmp", "watch", "work", "work/cases", "work/waivers"):
        (tmp_path / name).mkdir()
    (tmp_path / "watch/sitecustomize.py").write_text(WATCH, encoding="utf-8")
    work = tmp_path / "work"
    for name in ("case.json", "cases/a.json"):
        (work / name).write_text(json.dumps(CASE), encoding="utf-8")
    for name in ("bad.yaml", "cases/b.yaml"):
        (work / name).write_text(f"format: case/1\ncase: B\npeople: [{{id: x, role: 7, text: '{TEXT}'}}]\n", encoding="utf-8")
    (work / "report.json").write_text(report(), encoding="utf-8")
    (work / "waivers/w.yaml").write_text(
        f"- {{rule: AG-R3A, case: AG, subject: 'core-1/participants:{ID}', reason: r, approved_by: b, until: 2030-01-01}}\n", encoding="utf-8"
    )
    shutil.copytree(RULE, work / "my-rules")
    return tmp_path


def environment(place: Path) -> dict[str, str]:
    """The child's: watched, with the home and the place for temporary files of its own, writing no bytecode (that is Python's, and holds no record)."""
    paths = [str(place / "watch"), str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    own = {"HOME": str(place / "home"), "TMPDIR": str(place / "tmp"), "WATCH_LOG": str(place / "log"), "PYTHONDONTWRITEBYTECODE": "1"}
    return {**os.environ, **own, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def run(place: Path, call: Call, *before: str, mask: int = 0o022) -> subprocess.CompletedProcess[bytes]:
    """Runs a call in the working folder."""
    given = (place / "work" / call.given).read_bytes() if call.given else b""
    return subprocess.run([*before, sys.executable, "-m", "scr_check", *call.words.split()], cwd=place / "work", env=environment(place), input=given,
                          capture_output=True, check=False, timeout=120, umask=mask)  # fmt: skip


def listing(place: Path) -> dict[str, bytes | None]:
    """Every file and folder there is, but for the log."""
    return {str(path.relative_to(place)): path.read_bytes() if path.is_file() else None for path in sorted(place.rglob("*")) if path.name != "log"}


def allowed(path: str, place: Path, call: Call) -> bool:
    """Is it the output, or the new file beside it that takes its name when it is whole?"""
    inside = Path(os.path.relpath(path, place / "work"))
    outputs = [Path(one) for one in call.leaves]
    return path == os.devnull or any(inside == one or (inside.parent == one.parent and inside.name.startswith(f".{one.name}.")) for one in outputs)


@pytest.mark.parametrize("call", EVERY, ids=lambda call: call.words)
def test_only_the_named_output_is_written(call: Call, place: Path) -> None:
    before = listing(place)
    done = run(place, call)
    assert done.returncode == call.status, done.stderr.decode()
    seen = [line.split("\t", 1) for line in (place / "log").read_text(encoding="utf-8", errors="surrogateescape").splitlines()]
    assert [(event, path) for event, path in seen if not allowed(path, place, call)] == []
    after = listing(place)
    assert {name: after.get(name) for name in before} == before, "something was changed or taken away"
    assert set(after) - set(before) == {f"work/{name}" for name in call.leaves}
    assert TEXT.encode() not in done.stdout + done.stderr
    assert all(TEXT.encode() not in (content or b"") for name, content in after.items() if name not in before)
    assert b"Traceback" not in done.stderr


def test_the_watch_sees(place: Path) -> None:
    """What the hook is for, done on purpose: without this, the tests above could pass because nothing is seen."""
    code = "import socket, subprocess\nopen('x', 'w')\nsubprocess.run(['true'])\n"
    code += "try:\n    socket.create_connection(('127.0.0.1', 9))\nexcept OSError as e:\n    print(e)"
    done = subprocess.run([sys.executable, "-c", code], cwd=place, env=environment(place), capture_output=True, text=True, check=True)
    assert done.stdout == "no network here\n"
    events = {line.partition("\t")[0] for line in (place / "log").read_text(encoding="utf-8").splitlines()}
    assert {"open", "subprocess.Popen"} <= events
    assert any(event.startswith("socket.") for event in events)


def strace_works() -> bool:
    """Is there an strace that may look at processes?"""
    return shutil.which("strace") is not None and subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("call", [CALLS["check"][0], CALLS["check"][3], CALLS["pages"][0]],
                         ids=lambda call: call.words)  # fmt: skip
def test_seen_from_without(call: Call, place: Path) -> None:
    if not strace_works():
        pytest.skip("there is no strace that may look at processes")
    done = run(place, call, "strace", "-f", "-qq", "-o", str(place / "trace"), "-e", "trace=openat,open,creat,connect,sendto,bind,execve,rename,renameat,mkdir")
    assert done.returncode == call.status
    own = 0
    for line in (place / "trace").read_text(encoding="utf-8", errors="replace").splitlines():
        what = line.split(maxsplit=1)[1]
        assert not what.startswith(("connect(", "sendto(", "bind(")) or "AF_UNIX" in what, what
        if what.startswith("execve("):
            own += "= 0" in what
        elif what.startswith(("open", "creat")) and ("O_WRONLY" in what or "O_RDWR" in what or "O_CREAT" in what) and "= -1" not in what:
            path = what.split('"')[1]
            path = str(place / "work" / path)
            # A lock of the C library for processes of one run lies in memory alone.
            assert allowed(path, place, call) or path == str(place / "log") or path.startswith("/dev/shm/"), what
    assert own == 1, "another program was started"


@pytest.mark.parametrize(("mask", "file", "folder"), [(0o022, 0o644, 0o755), (0o077, 0o600, 0o700)])
def test_permissions_are_those_that_the_umask_gives(mask: int, file: int, folder: int, place: Path) -> None:
    run(place, Call("case.json --format json=out.json --format html=out.html --format xlsx=out.xlsx"), mask=mask)
    run(place, Call("pages cases --output out"), mask=mask)
    run(place, Call("due case.json --format ics --output out.ics"), mask=mask)
    run(place, Call("case.json --pseudonymise --key new.key"), mask=mask)
    modes = {
        path.name: stat.S_IMODE(path.stat().st_mode) for path in (place / "work").rglob("*") if "out" in str(path.relative_to(place)) or path.suffix == ".key"
    }
    assert modes == {
        "out.json": file, "out.html": file, "out.xlsx": file, "out.ics": file, "out": folder, "index.html": file, "case-0001.html": file,
            "case-0002.html": file,
        "new.key": 0o600,
    }  # fmt: skip


def test_a_file_that_is_replaced_is_no_wider_than_it_was(place: Path) -> None:
    for mode in (0o600, 0o440):
        out = place / "work/out.json"
        out.write_text("old", encoding="utf-8")
        out.chmod(mode)
        run(place, Call("case.json --output out.json --format json"), mask=0o000)
        assert stat.S_IMODE(out.stat().st_mode) == mode
        assert out.read_bytes().startswith(b"{")
        out.unlink()


PLACES = {
    "scr_check.record_reader.read": 3, "scr_check.engine.Run.findings": 3, "scr_check.judgement.Judgement.__init__": 3,
    "scr_check.tally.Tally.add": 70, "scr_check.check.report": 70, "scr_check.check.load_rulebooks": 70, "scr_check.outputs.text._Page.case": 70,
}  # fmt: skip
"""Where the program is made to fail, and the exit status: 3 where only the file is lost, 70 where nothing can be told."""
BREAK = """
import sys
{words}
from importlib import import_module
module, _, name = "{place}".rpartition(".")
try:
    holder = import_module(module)
except ImportError:
    outer, _, inner = module.rpartition(".")
    holder = getattr(import_module(outer), inner)
assert hasattr(holder, name)

def broken(*given, **named):
    raise KeyError("{text} {id}")

setattr(holder, name, broken)
from scr_check.start import main
main()
"""


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("words", ["case.json", "cases --jobs 2"])
def test_a_failure_of_the_program_says_nothing_of_the_record(where: str, words: str, place: Path) -> None:
    code = BREAK.format(words=f"sys.argv = ['scr-check', *{words.split()!r}]", place=where, text=TEXT, id=ID)
    done = subprocess.run([sys.executable, "-c", code], cwd=place / "work", env=environment(place), capture_output=True, text=True, check=False, timeout=60)
    said = done.stdout + done.stderr
    assert done.returncode == (3 if where == "scr_check.tally.Tally.add" and "--jobs" in words else PLACES[where]), said  # each is told as not read
    assert "scr-check itself broke down (KeyError" in " ".join(said.split())
    assert TEXT not in said
    assert ID not in said
    assert "Traceback" not in said
    assert list((place / "tmp").iterdir()) == list((place / "home").iterdir()) == []
