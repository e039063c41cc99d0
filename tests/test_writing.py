"""Where a report goes: whole or not at all, whenever the run is ended; a pipe waits for its reader."""

from __future__ import annotations

import inspect
import json
import os
import signal
import stat
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from commanding import command
from reporting import CORE_GROUP, settings
from scr_check import running, writing
from scr_check.files import files_of
from scr_check.outputs import RenderOptions
from scr_check.tally import Tally

NEW = b'{"the": "new one"}'


def interrupted_at(step: int, files: set[str], call: Callable[[], object]) -> bool:
    """Runs it, with an interrupt before the given step (a line, or the end of a function) of these modules. Did it come so far?"""
    left = step

    def within(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal left
        if event in ("line", "return"):
            left -= 1
            if not left:
                raise KeyboardInterrupt
        return within

    def entering(frame: FrameType, event: str, given: Any) -> Any:
        code = frame.f_code  # what is raised while a generator is closed is lost, here and in life
        return within(frame, event, given) if code.co_filename in files and not code.co_flags & inspect.CO_GENERATOR else None

    before = sys.gettrace()
    sys.settrace(entering)
    try:
        call()
    except KeyboardInterrupt:
        return True
    finally:
        sys.settrace(before)
    return False


def test_an_interrupt_at_any_step_leaves_the_old_file_or_the_new_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    for step in count(1):
        out.write_bytes(b"the old one")
        came = interrupted_at(step, {writing.__file__}, lambda: writing.write_whole(out, NEW))
        assert [one.name for one in tmp_path.iterdir()] == ["out.json"], f"left behind by an interrupt at step {step}"
        assert out.read_bytes() in ((b"the old one", NEW) if came else (NEW,))
        if not came:
            break
    assert step > 30


def test_an_interrupt_at_any_step_of_a_run_leaves_nothing(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text("format: case/1\ncase: C\nextracted: 2016-06-30\n")
    out, files = tmp_path / "out.csv", files_of([str(case)])
    modules = {writing.__file__, running.__file__, str(sys.modules[ExitStack.__module__].__file__)}

    def run() -> Tally:
        return running.Run(settings(), (running.Wanted("csv", out, RenderOptions()),), 1, sys.stdout.buffer).over(files)

    for step in count(1):
        out.unlink(missing_ok=True)
        came = interrupted_at(step, modules, run)
        assert {one.name for one in tmp_path.iterdir()} <= {"case.yaml", "out.csv"}, f"left behind by an interrupt at step {step}"
        if not came:
            break
    assert step > 100 and out.exists()


@pytest.mark.parametrize(("name", "message"), [
    ("nowhere/out.json", "No such file or directory"), ("file/out.json", "Not a directory"), (".", "it is a folder"), ("x" * 250, "File name too long"),
])  # fmt: skip
def test_what_cannot_be_written_is_said_and_leaves_nothing(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "file").write_bytes(b"a file")
    with pytest.raises(writing.WriteFault, match=f"cannot be written: {message}$"):
        writing.write_whole(tmp_path / name, NEW)
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_a_pipe_waits_for_its_reader_and_gives_it_the_whole_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case, pipe, got = written(tmp_path), tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Timer(0.3, lambda: got.append(pipe.read_text()))
    reader.start()
    command(capsys, str(case), "--format", "json", "--output", str(pipe))
    reader.join()
    assert got == [command(capsys, str(case), "--format", "json").out]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_pipe_without_a_reader_is_left_when_interrupted(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    case, pipe, real = written(tmp_path), tmp_path / "pipe", writing.Target.open
    os.mkfifo(pipe)

    def interrupted(self: writing.Target) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0.1)
        real(self)

    monkeypatch.setattr(writing.Target, "open", interrupted)
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    try:
        ran = command(capsys, str(case), "--output", str(pipe))
    finally:
        signal.signal(signal.SIGALRM, before)
    assert (ran.status, ran.out) == (130, "")
    assert ran.err == "scr-check: stopped after 0 of 1 files; the report is not whole\n"


def written(folder: Path) -> Path:
    case = folder / "case.json"
    case.write_text(json.dumps(CORE_GROUP))
    return case
