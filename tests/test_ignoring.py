"""What .gitignore leaves out: as git itself says, and soon, whatever stands in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scr_check.files import files_of
from scr_check.ignoring import LONGEST, MOST_LINES, TooMuch, lines_of

TABLE = [
    ("*.json", "a.json", True), ("*.json", "old/a.json", True), ("*.json", "a.yaml", False), ("/a.yaml", "a.yaml", True), ("/a.yaml", "old/a.yaml", False),
    ("old/a.yaml", "old/a.yaml", True), ("old/a.yaml", "x/old/a.yaml", False), ("old/", "old/", True), ("old/", "old", False), ("old", "x/old/", True),
    ("**/old", "x/y/old", True), ("**/old", "old", True), ("a/**/b", "a/b", True), ("a/**/b", "a/x/y/b", True), ("a/**", "a/b/c", True), ("a/**", "a/", False),
    ("a*b?c", "aXXbYc", True), ("a*b?c", "a/b/c", False), ("[a-c].yaml", "b.yaml", True), ("[!a-c].yaml", "b.yaml", False), ("[^a-c].yaml", "d.yaml", True),
    ("\\*.yaml", "*.yaml", True), ("\\*.yaml", "a.yaml", False), ("\\#a", "#a", True), ("#a", "#a", False), ("a.yaml  ", "a.yaml", True), ("", "a", False),
    ("\\!a", "!a", True), ("[z-a].yaml", "b.yaml", False), ("*", "a/b", True), ("/*", "a/b", False), ("**", "a/b", True), ("/", "a", False),
]  # fmt: skip


@pytest.mark.parametrize(("line", "path", "out"), TABLE)
def test_a_line_and_a_path(line: str, path: str, out: bool) -> None:
    assert lines_of([line]).leave_out(tuple(path.rstrip("/").split("/")), path.endswith("/")) is out


def test_the_last_line_that_fits_decides() -> None:
    lines = lines_of(["*.yaml", "!keep.yaml", "old/keep.yaml"])
    assert [lines.leave_out(tuple(path.split("/")), False) for path in ("a.yaml", "keep.yaml", "old/keep.yaml", "x/keep.yaml")] == [True, False, True, False]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository in which git can be asked."""
    if shutil.which("git") is None:
        pytest.skip("there is no git to hold it against")
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    return folder


names = st.text("ab*?[]!^-.x", min_size=1, max_size=5).filter(lambda name: name not in (".", "..") and "**" not in name)
steps = st.lists(st.sampled_from(["**", "a", "*", "b*", "?x"]) | names, min_size=1, max_size=4)
globs = st.builds(lambda start, parts, end: start + "/".join(parts) + end, st.sampled_from(["", "", "/", "!"]), steps, st.sampled_from(["", "", "/"]))
places = st.lists(st.text("abx-.", min_size=1, max_size=4).filter(lambda name: set(name) != {"."}), min_size=1, max_size=4)


@given(st.lists(globs, min_size=1, max_size=4), st.lists(places, min_size=1, max_size=6))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_as_git_says(repository: Path, lines: list[str], paths: list[list[str]]) -> None:
    (repository / ".gitignore").write_text("\n".join(lines) + "\n", encoding="utf-8")
    asked = "\0".join("/".join(path) for path in paths)
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(["git", "-C", str(repository), "check-ignore", "--no-index", "-z", "--stdin"], input=asked, text=True, capture_output=True,
                          check=False, env=environment)  # fmt: skip
    ignored = set(done.stdout.split("\0"))
    ours = lines_of(lines)

    def out(path: list[str]) -> bool:
        """The path, or a folder above it."""
        return any(ours.leave_out(tuple(path[:length]), length < len(path)) for length in range(1, len(path) + 1))

    assert [out(path) for path in paths] == ["/".join(path) in ignored for path in paths]


@pytest.mark.parametrize("line", ["*a" * 100 + "b", "**/a/" * 60 + "b", "[!b]*" * 80 + "c", "?*" * 100 + "/b", "*" * 400 + "b"])
def test_no_line_takes_long(line: str) -> None:
    lines = lines_of([line])
    start = time.process_time()
    for path in (("a" * 255,), ("a",) * 100, ("a" * 255,) * 16):
        lines.leave_out(path, False)
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(("lines", "message"), [
    (["a"] * (MOST_LINES + 1), "more than 1,000 lines, which is the most allowed"),
    (["b", "a" * (LONGEST + 1)], "line 2 has 501 characters: the most allowed is 500"),
])  # fmt: skip
def test_what_is_too_much(lines: list[str], message: str, tmp_path: Path) -> None:
    with pytest.raises(TooMuch, match=message):
        lines_of(lines)
    (tmp_path / "a.yaml").write_text("x", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("\n".join(lines), encoding="utf-8")
    found = files_of([str(tmp_path)])
    assert [(Path(one.path).name, one.fault) for one in found] == [(".gitignore", f"leaves nothing out: {message}"), ("a.yaml", "")]
