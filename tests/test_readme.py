"""What the README says: its two commands, and every command of its table."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = sorted({command for row in re.findall(r"^\| .+$", README, re.M) for command in re.findall(r"`(scr-check [^`]+)`", row)})


def block(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n```sh\n(.+)\n```", README)
    assert found is not None
    return found[1]


def test_the_first_screen_has_both_commands() -> None:
    first = "\n".join(README.splitlines()[:24])
    assert block("main") in first
    assert block("test") in first
    assert block("main").endswith("&& .venv/bin/scr-check examples/children-ag/case.yaml")
    assert block("test").endswith("&& .venv/bin/pytest -n auto")


def test_ci_calls_the_test_command() -> None:
    assert "<!-- test -->" in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_the_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the commands name."""
    desk = tmp_path_factory.mktemp("desk")
    shutil.copy(ROOT / "examples/children-ag/case.yaml", desk / "case.yaml")
    shutil.copytree(ROOT / "examples/all-well", desk / "cases", ignore=shutil.ignore_patterns("*.txt"))
    shutil.copytree(ROOT / "rules/children-ag", desk / "my-rules")
    (desk / "FILE").write_bytes(b"a key of thirty-two bytes, made up")
    for name in ("old.json", "new.json"):
        subprocess.run([sys.executable, "-m", "scr_check", "case.yaml", "--format", "json", "--output", name], cwd=desk, check=False, timeout=60)
    return desk


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_table_runs(desk: Path, command: str) -> None:
    words = shlex.split(command.partition(" > ")[0])
    done = subprocess.run([sys.executable, "-m", "scr_check", *words[1:]], cwd=desk, capture_output=True, timeout=120, check=False)
    if b"pip install" in done.stderr:
        pytest.skip(done.stderr.decode())
    assert done.returncode in (0, 1), done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert done.stdout or "--output" in words
