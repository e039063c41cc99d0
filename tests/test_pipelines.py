"""What pipelines use: the guides' commands, the hook by pre-commit itself, the action's steps, completion, ``python -m scr_check``."""

from __future__ import annotations

import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from commanding import AG, ROOT
from doc_blocks import blocks, printed, written
from scr_check.start import Asked, plain

WELL = ROOT / "examples/all-well/case.yaml"
BASH = shutil.which("bash")
needs_bash = pytest.mark.skipif(BASH is None or os.name == "nt", reason="bash is not here: the steps of the action are bash")
HAS_PRE_COMMIT = importlib.util.find_spec("pre_commit") is not None and shutil.which("git") is not None


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two cases, of which one fails, and a ``scr-check`` on the path; the current folder."""
    (tmp_path / "project/cases").mkdir(parents=True)
    shutil.copy(AG, tmp_path / "project/cases/ag.yaml")
    shutil.copy(WELL, tmp_path / "project/cases/well.yaml")
    (tmp_path / "bin").mkdir()
    shim = tmp_path / "bin/scr-check"
    shim.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m scr_check "$@"\n')
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", f"{shim.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


def run(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, env={**os.environ, "NO_COLOR": "1", **env}, capture_output=True, encoding="utf-8", check=False)


# the guides


@pytest.mark.parametrize(("page", "least"), [("pipelines.md", 2), ("waivers-and-baselines.md", 5)])
def test_the_commands_of_a_guide_print_what_it_says(page: str, least: int, tmp_path: Path) -> None:
    commands = 0
    for block in blocks((ROOT / "docs" / page).read_text(encoding="utf-8")):
        if block.kind == "yaml":
            written(block, tmp_path)
        elif block.kind == "console":
            commands += 1
            assert printed(block.command, tmp_path) == block.body.partition("\n")[2], f"line {block.line}: run python tests/regenerate_docs.py"
    assert commands >= least


def guide(name: str) -> Any:
    """A file that the page on pipelines shows."""
    text = (ROOT / "docs/pipelines.md").read_text(encoding="utf-8")
    (block,) = (block for block in blocks(text) if block.name == name)
    return yaml.load(block.body, yaml.BaseLoader)


@needs_bash
def test_the_gitlab_job_runs_and_leaves_its_reports(project: Path) -> None:
    job = guide(".gitlab-ci.yml")["scr-check"]
    install, check = job["script"]
    assert install.startswith("pip install ")
    assert run(*shlex.split(check)).returncode == 1
    assert all(Path(file).stat().st_size for file in job["artifacts"]["reports"].values())


def test_the_guide_names_the_hook_and_the_actions_inputs() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    (shown,) = guide(".pre-commit-config.yaml")["repos"]
    assert [one["id"] for one in shown["hooks"]] == [one["id"] for one in hooks] == ["scr-check"]
    steps = guide(".github/workflows/cases.yml")["jobs"]["cases"]["steps"]
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    assert set(steps[-1]["with"]) <= set(action["inputs"])


# the hook


@pytest.mark.skipif(not HAS_PRE_COMMIT, reason="pre-commit or git is not here")
def test_the_hook_runs_in_a_repository(project: Path) -> None:
    """As pre-commit runs it, but with this scr-check: making an environment needs a package index."""
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert hook["language"] == "python"
    Path(".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": [{**hook, "language": "system"}]}]}))
    Path("other.yaml").write_text("no: case\n")
    Path("cases/waivers.yaml").write_text("[]\n")
    assert run("git", "init", "-q").returncode == 0
    assert run("git", "add", ".").returncode == 0
    pre_commit = (sys.executable, "-m", "pre_commit", "run")
    home = {"PRE_COMMIT_HOME": str(project.parent / "home")}
    every = run(*pre_commit, "--all-files", **home)
    assert "Failed\n- hook id: scr-check\n- exit code: 1\n\nCase AG-EXAMPLE (cases/ag.yaml)" in every.stdout, every.stdout + every.stderr
    assert "2 cases, 2 checked, 0 unreadable" in every.stdout
    one = run(*pre_commit, "--files", "cases/well.yaml", "other.yaml", **home)
    assert (one.stdout.splitlines()[-1][-6:], one.returncode) == ("Passed", 0)


# the action


def steps() -> list[dict[str, Any]]:
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    assert action["runs"]["using"] == "composite"
    found: list[dict[str, Any]] = action["runs"]["steps"]
    return found


def test_the_action_uses_no_other_action_and_puts_no_input_into_its_scripts() -> None:
    assert not any("uses" in step for step in steps())
    assert not any("${{" in step["run"] for step in steps())
    assert all(step["shell"] == "bash" for step in steps())


def step(number: int, **env: str) -> subprocess.CompletedProcess[str]:
    """Runs a step as the runner does."""
    assert BASH is not None
    return run(BASH, "--noprofile", "--norc", "-eo", "pipefail", "-c", steps()[number]["run"], **env)


@needs_bash
def test_the_action_installs_from_its_own_path(project: Path) -> None:
    python = project.parent / "bin/some-python"
    python.write_text('#!/bin/sh\nif [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; else echo "$@"; fi\n')
    python.chmod(0o755)
    ran = step(0, PYTHON=str(python), RUNNER_TEMP=str(project / "tmp dir"), GITHUB_PATH=str(project / "path"), GITHUB_ACTION_PATH="/the action")
    assert (ran.stdout, ran.stderr, ran.returncode) == ("-m pip install --quiet /the action\n", "", 0)
    assert Path("path").read_text() == f"{project}/tmp dir/scr-check/bin\n"


@needs_bash
def test_the_action_checks(project: Path) -> None:
    assert step(1, PATHS="cases", ARGUMENTS="").returncode == 1
    assert step(1, PATHS="cases/well.yaml\n", ARGUMENTS="").returncode == 0
    ran = step(1, PATHS="cases/ag.yaml\ncases/well.yaml", ARGUMENTS="--select=AG-R3A\n--format=text\n--format=json=a report.json\n")
    assert ran.returncode == 1
    assert "2 cases, 2 checked" in ran.stdout
    assert Path("a report.json").exists()
    assert step(1, PATHS="--help; exit 0", ARGUMENTS="").returncode == 2


# the shell


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("scr-check du", "due"), ("scr-check conf", "config"), ("scr-check due --wit", "--within"), ("scr-check check --basel", "--baseline")],
)
def test_completion(typed: str, offered: str) -> None:
    env = {"_SCR_CHECK_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
    assert run(sys.executable, "-m", "scr_check", **env).stdout.split() == [offered]


def test_python_m_scr_check() -> None:
    ran = run(sys.executable, "-m", "scr_check", "--version")
    assert (ran.stdout.split()[0], ran.stderr, ran.returncode) == ("scr-check", "", 0)


def test_the_short_way_in_sees_waivers_and_configuration(project: Path) -> None:
    assert plain(["cases/ag.yaml"]) == Asked(Path("cases/ag.yaml"), "text", None)
    Path("cases/waivers.yaml").write_text("[]\n")
    assert plain(["cases/ag.yaml"]) is None
    Path("cases/waivers.yaml").unlink()
    Path(".scr-check.yaml").write_text("jobs: 1\n")
    assert plain(["cases/ag.yaml"]) is None
