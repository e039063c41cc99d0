"""No report takes the place of what the run reads, by whatever name: the file is as it was, and the call is refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from commanding import AG, ROOT, command

RULES = ROOT / "rules" / "england-timescales"
WAIVERS = "- {rule: AG-R3A, case: X, subject: '', reason: r, approved_by: a, until: 2030-01-01}\n"
WAYS = {
    "check": ["check", "cases"], "due": ["due", "cases"], "timeline": ["timeline", "cases/case.yaml"], "replay": ["replay", "cases/case.yaml"],
    "rules": ["rules"], "look": ["rules", "--check", "own"],
}  # fmt: skip
CONFIGURED, KEYED, OWN = ["--config", "own.yaml"], ["--pseudonymise", "--key", "k"], ["--rules", "own"]
TABLE = [
    ("check", ["--waivers", "w.yaml"], "w.yaml", "the file of waivers"),
    ("check", [], "cases/waivers.yaml", "the file of waivers"),
    ("check", ["--waivers", "w.yaml"], "link", "the file of waivers"),
    ("check", KEYED, "k", "the key to the other names"),
    ("check", ["--pseudonymise", "--key", "new.key"], "new.key", "the key to the other names"),
    ("check", ["--baseline", "b.json", "--format", "json"], "b.json", "the baseline"),
    ("check", CONFIGURED, "own.yaml", "the configuration in force"),
    ("check", [], ".scr-check.yaml", "the configuration in force"),
    ("check", OWN, "own/ET-VISIT1.yaml", "a file of a rulebook"),
    ("check", ["--rules", "own/rulebook.yaml"], "own/rulebook.yaml", "a file of a rulebook"),
    ("check", ["--rules", "."], "own/rulebook.yaml", "a file of a rulebook"),
    ("check", OWN, "elsewhere.yaml", "a file of a rulebook"),
    ("check", ["--profile", "p.yaml"], "p.yaml", "the profile in force"),
    ("check", [], "cases/case.yaml", "a case record that is checked"),
    ("check", [], "hard", "a case record that is checked"),
    ("due", [], "cases/case.yaml", "a case record that is checked"),
    ("due", [], "cases/waivers.yaml", "the file of waivers"),
    ("due", KEYED, "k", "the key to the other names"),
    ("due", OWN, "own/rulebook.yaml", "a file of a rulebook"),
    ("timeline", [], "cases/case.yaml", "a case record that is checked"),
    ("timeline", KEYED, "k", "the key to the other names"),
    ("timeline", ["--profile", "p.yaml"], "p.yaml", "the profile in force"),
    ("replay", [], "cases/case.yaml", "a case record that is checked"),
    ("replay", CONFIGURED, "own.yaml", "the configuration in force"),
    ("rules", OWN, "own/ET-VISIT1.yaml", "a file of a rulebook"),
    ("rules", CONFIGURED, "own.yaml", "the configuration in force"),
    ("look", [], "own/rulebook.yaml", "a file of a rulebook"),
]  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A folder with one of everything that a run may read."""
    (tmp_path / "cases").mkdir()
    (tmp_path / "own").mkdir()
    for path in RULES.glob("*.yaml"):
        (tmp_path / "own" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "own/ET-VISIT2.yaml").rename(tmp_path / "elsewhere.yaml")
    (tmp_path / "own/ET-VISIT2.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    (tmp_path / "cases/case.yaml").write_bytes(AG.read_bytes())
    (tmp_path / "hard").hardlink_to(tmp_path / "cases/case.yaml")
    for name in ("w.yaml", "cases/waivers.yaml"):
        (tmp_path / name).write_text(WAIVERS)
    (tmp_path / "link").symlink_to("w.yaml")
    (tmp_path / "k").write_bytes(b"k" * 32)
    (tmp_path / "p.yaml").write_bytes((ROOT / "profiles/northamptonshire.yaml").read_bytes())
    for name in (".scr-check.yaml", "own.yaml"):
        (tmp_path / name).write_text("jobs: 1\n")
    monkeypatch.chdir(tmp_path)
    command(capsys, "cases/case.yaml", "--format", "json", "--output", "b.json")
    return tmp_path


def held(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(("way", "more", "place", "what"), TABLE)
def test_what_is_read_stays(desk: Path, capsys: pytest.CaptureFixture[str], way: str, more: list[str], place: str, what: str) -> None:
    before = held(desk)
    ran = command(capsys, *WAYS[way], *more, "--output", place)
    assert (ran.out, ran.err, ran.status) == ("", f"scr-check: {place}: this is {what}: give the report another name\n", 2)
    assert held(desk) == before


@pytest.mark.parametrize(("given", "what"), [
    (["cases", "--baseline", "b.json", "--format", "json=b.json"], "b.json: this is the baseline"),
    (["cases", *KEYED, "--format", "text", "--format", "json=k"], "k: this is the key to the other names"),
    (["diff", "b.json", "./b.json", "--output", "b.json"], "b.json: this is a report that is compared"),
])  # fmt: skip
def test_so_it_is_with_each_format_and_with_two_reports(desk: Path, capsys: pytest.CaptureFixture[str], given: list[str], what: str) -> None:
    before = held(desk)
    ran = command(capsys, *given)
    assert (ran.out, ran.err, ran.status) == ("", f"scr-check: {what}: give the report another name\n", 2)
    assert held(desk) == before


@pytest.mark.parametrize("place", ["own/report.json", "new.yaml", "b.json"])
def test_what_is_not_read_may_be_written(desk: Path, capsys: pytest.CaptureFixture[str], place: str) -> None:
    for _ in range(2):
        assert command(capsys, "cases", "--profile", "northamptonshire", *OWN, "--format", "json", "--output", place).status == 1
    assert (desk / place).read_bytes().startswith(b"{")


@pytest.mark.parametrize("place", ["own/rulebook.yaml", "hard"])
def test_so_it_is_the_straight_way(desk: Path, place: str) -> None:
    for name in (".scr-check.yaml", "cases/waivers.yaml"):
        (desk / name).unlink()
    before = held(desk)
    code = "from scr_check.start import main; main()"
    done = subprocess.run([sys.executable, "-c", code, "cases/case.yaml", f"--format=json={place}"], cwd=desk, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.endswith(b": give the report another name\n")
    assert held(desk) == before
