"""The straight way says what the long way says, to the byte; and it loads neither typer, pydantic, rich nor what reads rules."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scr_check import compiling, outputs, start

ROOT = Path(__file__).parents[1]
CASE = ROOT / "examples" / "children-ag" / "case.yaml"
FAULTY = "format: case/1\ncase: x\nmeetings: [{id: m, chair: nobody}]\nunknown: 1\n"


def ran(way: str, folder: Path, *arguments: str) -> tuple[int, bytes, bytes]:
    """The exit status, output and errors of a call of this way."""
    code = f"from scr_check import {way}\n{way}.main()"
    done = subprocess.run([sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, check=False, env={**os.environ, "COLUMNS": "72"})
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    ("content", "status"),
    [(CASE.read_text(), 1), (FAULTY, 3), ("", 3), ("format: case/1\ncase: quiet\nextracted: 2016-01-01\n", 0)],
    ids=["findings", "faulty", "empty", "nothing"],
)
def test_same_as_the_long_way(tmp_path: Path, content: str, status: int) -> None:
    (tmp_path / "case.yaml").write_text(content)
    straight, long = ran("start", tmp_path, "./case.yaml"), ran("cli", tmp_path, "./case.yaml")
    assert straight == long
    assert (straight[0], straight[2]) == (status, b"")


@pytest.mark.parametrize("content", [CASE.read_text(), FAULTY], ids=["findings", "faulty"])
@pytest.mark.parametrize("name", ["text", "json", "html", "svg", "csv", "none"])
def test_a_format_is_the_same_as_the_long_way(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / "case.yaml").write_text(content)
    straight, long = (ran(way, tmp_path, "case.yaml", "--format", name) for way in ("start", "cli"))
    assert straight == long
    assert bool(straight[1]) == (name != "none")


def test_a_dash_is_standard_output(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(CASE.read_text())
    plain = ran("cli", tmp_path, "case.yaml", "--format", "json")
    assert plain[1].startswith(b"{")
    assert plain == ran("start", tmp_path, "case.yaml", "--format", "json=-") == ran("cli", tmp_path, "case.yaml", "--format", "json=-")
    assert [one.name for one in tmp_path.iterdir()] == ["case.yaml"]


@pytest.mark.parametrize("file", ["out", "folder", "none/out", "case.yaml"])
def test_a_format_in_a_file_is_the_same_as_the_long_way(tmp_path: Path, file: str) -> None:
    (tmp_path / "case.yaml").write_text(CASE.read_text())
    (tmp_path / "folder").mkdir()
    said = []
    for way in ("start", "cli"):
        (tmp_path / "out").unlink(missing_ok=True)
        said.append((ran(way, tmp_path, "case.yaml", f"--format=html={file}"), (tmp_path / file).read_bytes() if (tmp_path / file).is_file() else None))
    assert said[0] == said[1]
    assert said[0][0][0] == (1 if file == "out" else 2)
    assert {one.name for one in tmp_path.iterdir()} <= {"case.yaml", "folder", "out"}


@pytest.mark.parametrize(
    ("arguments", "beside", "goes"),
    [
        (["case.yaml"], "", True),
        (["./case.yaml"], "", True),
        (["inner/case.json"], "", True),
        ([], "", False),
        (["case.yaml", "case.yaml"], "", False),
        (["case.yaml", "--format", "html"], "", True),
        (["--format=svg=case.svg", "case.yaml"], "", True),
        (["case.yaml", "--format=json=case.yaml"], "", False),
        (["case.yaml", "--format", "json="], "", False),
        (["case.yaml", "--format", "json=-"], "", True),
        (["case.yaml", "--format"], "", False),
        (["--format", "json"], "", False),
        (["--format", "--format", "case.yaml"], "", False),
        (["case.yaml", "--format", "json", "--show=all"], "", False),
        (["case.yaml", "--formats", "json"], "", False),
        (["case.yaml", "--format", "json"], "waivers.yaml", False),
        (["--help"], "", False),
        (["check"], "", False),
        (["inner"], "", False),
        (["-"], "", False),
        (["none.yaml"], "", False),
        (["case.txt"], "", False),
        (["waivers.yaml"], "waivers.yaml", False),
        (["case.yaml"], "waivers.yaml", False),
        (["case.yaml"], ".scr-check.yaml", False),
        (["inner/case.json"], ".scr-check.yaml", False),
        (["inner/case.json"], "inner/waivers.yaml", False),
        (["inner/case.json"], "inner/waivers.yml", False),
        (["inner/case.json"], ".scr-check.yml", False),
        (["link.yaml"], "", False),
    ],
)
def test_what_goes_straight(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], beside: str, goes: bool) -> None:
    (tmp_path / "inner").mkdir()
    for name in ("case.yaml", "case.txt", "inner/case.json", *([beside] if beside else [])):
        (tmp_path / name).write_text("x")
    (tmp_path / "link.yaml").symlink_to("case.yaml")
    monkeypatch.chdir(tmp_path)
    assert (start.plain(arguments) is not None) is goes


def test_completion_is_typers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "case.yaml").write_text("x")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("_SCR_CHECK_COMPLETE", "complete_bash")
    assert start.plain(["case.yaml"]) is None


def test_what_is_loaded(tmp_path: Path) -> None:
    """With what the build of the package compiles; without it the rules and the models are read, which needs them all."""
    package = tmp_path / "scr_check"
    package.mkdir()
    for one in (ROOT / "src" / "scr_check").iterdir():
        if one.name not in ("compiled", "__pycache__"):
            (package / one.name).symlink_to(one)
    compiling.write(ROOT / "rules", package / "compiled")
    (package / "rules").symlink_to(ROOT / "rules")
    code = "import sys\nfrom scr_check.start import main\ntry:\n    main()\nfinally:\n    print(*sorted(sys.modules), file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code, str(CASE)], capture_output=True, check=False, env={**os.environ, "PYTHONPATH": str(tmp_path)})
    loaded = set(done.stderr.decode().split())
    assert done.returncode == 1
    assert "scr_check.compiled.children_ag" in loaded
    unwanted = {"typer", "click", "pydantic", "rich", "inspect", "dataclasses", "multiprocessing", "scr_check.rulebook", "scr_check.kinds",
                "scr_check.specs", "scr_check.emitter", "scr_check.cli", "scr_check.config", "scr_check.record_models"}  # fmt: skip
    assert not loaded & unwanted


def test_a_format_is_found_by_its_name() -> None:
    assert {name: outputs.output(name) for name in outputs.registry()} == outputs.registry()
    assert outputs.output("_lines") is None and outputs.output("csv_") is None and outputs.output("pdf") is None
