"""The wheel, built from a clean copy and installed elsewhere: it finds its rules, and starts without what only reading rules needs.

Slow, and it builds with pip: ``pytest -m wheel`` runs it, and CI does.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NEEDED = ("src", "rules", "profiles", "pyproject.toml", "hatch_build.py", "README.md")
CODE = """
import sys
import scr_check
from scr_check.start import main
try:
    main()
finally:
    print(scr_check.__file__, *sorted(sys.modules), file=sys.stderr)
"""


def pip(*arguments: str) -> None:
    """Runs pip; its output is shown where it fails."""
    done = subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.wheel
def test_the_wheel_elsewhere(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    for name in NEEDED:
        one = ROOT / name
        if one.is_dir():
            shutil.copytree(one, copy / name, ignore=shutil.ignore_patterns("compiled", "__pycache__"))
        else:
            shutil.copy(one, copy / name)
    isolated = [] if importlib.util.find_spec("hatchling") is None else ["--no-build-isolation"]
    pip("wheel", str(copy), "--no-deps", *isolated, "-w", str(tmp_path / "wheels"))
    (wheel,) = (tmp_path / "wheels").glob("*.whl")
    installed = tmp_path / "installed"
    pip("install", "--no-deps", "--target", str(installed), str(wheel))
    shutil.rmtree(copy)
    shutil.copy(ROOT / "examples" / "children-ag" / "case.yaml", tmp_path / "case.yaml")
    done = subprocess.run(
        [sys.executable, "-c", CODE, "case.yaml"], cwd=tmp_path, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(installed)}
    )
    assert done.returncode == 1, done.stderr
    assert "the minutes" in done.stdout
    place, *modules = done.stderr.split()
    assert Path(place).is_relative_to(installed)
    assert {"scr_check.compiled.children_ag", "scr_check.compiled.record_table"} <= set(modules)
    assert not {"pydantic", "typer", "rich", "dataclasses", "scr_check.rulebook", "scr_check.record_models"} & set(modules)
