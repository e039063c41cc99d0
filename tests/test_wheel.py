"""The wheel, built from a clean copy and installed elsewhere: it finds its rules, and starts without what only reading rules needs.

Slow, and it builds with pip: ``pytest -m wheel`` runs it, and CI does.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
import supply

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


def pip(*arguments: str, **environment: str) -> None:
    """Runs pip; its output is shown where it fails."""
    done = subprocess.run([sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments], capture_output=True, text=True, check=False,
                          env={**os.environ, **environment})  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def copied(copy: Path) -> Path:
    """A clean copy of what the wheel is built from."""
    copy.mkdir(parents=True)
    for name in NEEDED:
        one = ROOT / name
        if one.is_dir():
            shutil.copytree(one, copy / name, ignore=shutil.ignore_patterns("compiled", "__pycache__"))
        else:
            shutil.copy(one, copy / name)
    return copy


def built(copy: Path, wheels: Path, **environment: str) -> Path:
    """The wheel that a copy gives."""
    isolated = [] if importlib.util.find_spec("hatchling") is None else ["--no-build-isolation"]
    pip("wheel", str(copy), "--no-deps", *isolated, "-w", str(wheels), **environment)
    (wheel,) = wheels.glob("*.whl")
    return wheel


@pytest.mark.wheel
def test_the_wheel_elsewhere(tmp_path: Path) -> None:
    copy = copied(tmp_path / "copy")
    wheel = built(copy, tmp_path / "wheels")
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


@pytest.mark.wheel
def test_the_wheel_is_the_same_to_the_byte_and_so_is_its_bill_of_materials(tmp_path: Path) -> None:
    """From another folder, with files of another age and other permissions, another order of hashes, another time zone."""
    one, other = copied(tmp_path / "one"), copied(tmp_path / "elsewhere/further/other")
    for path in other.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
        path.chmod(0o700 if path.is_dir() else 0o600)
    wheels = [
        built(one, tmp_path / "wheels-1", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C"),
        built(other, tmp_path / "wheels-2", PYTHONHASHSEED="2", TZ="Pacific/Auckland", LC_ALL="C.UTF-8"),
    ]
    assert wheels[0].read_bytes() == wheels[1].read_bytes()
    bills = [supply.sbom(wheel) for wheel in wheels]
    assert bills[0] == bills[1]
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(bills[0]) is None
    bill = json.loads(bills[0])
    direct = next(one["dependsOn"] for one in bill["dependencies"] if one["ref"] == "wheel")
    assert direct == ["pydantic", "python-dateutil", "pyyaml", "rich", "typer"]
    assert {one["name"] for one in bill["components"]} >= {*direct, "pydantic-core", "six", "click"} - {"click"}
    assert bill["metadata"]["component"]["hashes"] == [{"alg": "SHA-256", "content": hashlib.sha256(wheels[0].read_bytes()).hexdigest()}]


def test_the_lock_pins_what_pyproject_asks_for() -> None:
    """Each dependency of pyproject.toml is in requirements-dev.txt, everything there has a hash, and no registry is named."""
    text = supply.LOCK.read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *(one for several in project["optional-dependencies"].values() for one in several)]
    assert [one for one in asked if supply.plain(re.split(r"[<>=\[ ]", one)[0]) not in supply.pinned()] == []
    assert all(" \\\n    --hash=sha256:" in text[match.start() : match.start() + 300] for match in supply.PINNED.finditer(text))
    assert "://" not in text and "index" not in text
