"""The supply chain: what development is pinned to, whether any of it is known to be unsafe, and the bill of materials of a wheel.

python bench/supply.py lock                      writes requirements-dev.txt anew (needs uv: pip install uv)
python bench/supply.py audit                     holds it against the public database of vulnerabilities, where that can be reached
python bench/supply.py sbom dist/*.whl           prints the wheel's bill of materials (CycloneDX 1.6, JSON), the same for the same wheel
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from email import message_from_string
from hashlib import sha256
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZipFile

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements-dev.txt"
HEAD = """\
# What development uses, each with the hashes of its files: every extra of pyproject.toml, for every system and Python from 3.11 on.
#     pip install --require-hashes -r requirements-dev.txt && pip install --no-deps --no-build-isolation -e .
# Made by: python bench/supply.py lock
"""
UV = ["uv", "pip", "compile", "pyproject.toml", "--all-extras", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url",
      "--no-header", "--quiet"]  # fmt: skip
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^ ;\\]+)(?: ; ([^\\]+))?", re.MULTILINE)


def pinned() -> dict[str, str]:
    """Each package of the lock and its version; of one with several, for several systems, the last."""
    return {plain(name): version for name, version, _ in PINNED.findall(LOCK.read_text(encoding="utf-8"))}


def plain(name: str) -> str:
    """A package's name as all tools write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def lock() -> int:
    """Writes the lock."""
    made = subprocess.run(UV, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    LOCK.write_text(HEAD + made, encoding="utf-8")
    print(f"{LOCK.name}: {len(pinned())} packages, {made.count('--hash=')} hashes")
    return 0


def audit() -> int:
    """1 for a known vulnerability. Where the database cannot be reached, says so and goes on."""
    words = [
        sys.executable,
        "-m",
        "pip_audit",
        "--requirement",
        str(LOCK),
        "--no-deps",
        "--disable-pip",
        "--format",
        "json",
        "--progress-spinner",
        "off",
        "--timeout",
        "10",
    ]
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=120)
        found = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        print("pip-audit: the database of vulnerabilities could not be reached: nothing was looked up")
        return 0
    looked_up = [one for one in found if "vulns" in one]
    unsafe = [(one["name"], one["version"], vulnerability["id"]) for one in looked_up for vulnerability in one["vulns"]]
    if not looked_up:
        print(f"pip-audit: none of {len(found)} packages could be looked up in the database of vulnerabilities: nothing is known")
    else:
        print(f"pip-audit: {len(looked_up)} of {len(found)} packages looked up, {len(unsafe)} known vulnerabilities")
    for name, version, vulnerability in unsafe:
        print(f"  {name} {version}: {vulnerability}")
    return 1 if unsafe else 0


def sbom(wheel: Path) -> str:
    """The bill of materials of a wheel: what it is, and all that it needs to run, as the lock pins it."""
    from cyclonedx.model import HashAlgorithm, HashType  # noqa: PLC0415
    from cyclonedx.model.bom import Bom  # noqa: PLC0415
    from cyclonedx.model.component import Component, ComponentType  # noqa: PLC0415
    from cyclonedx.output import make_outputter  # noqa: PLC0415
    from cyclonedx.schema import OutputFormat, SchemaVersion  # noqa: PLC0415
    from packageurl import PackageURL  # noqa: PLC0415

    with ZipFile(wheel) as file:
        (name,) = (one for one in file.namelist() if one.endswith(".dist-info/METADATA"))
        about = message_from_string(file.read(name).decode())
    digest = sha256(wheel.read_bytes()).hexdigest()
    bom = Bom(serial_number=uuid5(NAMESPACE_URL, digest))
    bom.metadata.timestamp = datetime(2020, 2, 2, tzinfo=UTC)  # as in the wheel: a bill of the same wheel is the same to the byte
    own = Component(name=about["Name"], version=about["Version"], type=ComponentType.APPLICATION, bom_ref="wheel", description=about["Summary"],
                    purl=PackageURL("pypi", None, about["Name"], about["Version"]), hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)])  # fmt: skip
    bom.metadata.component = own
    versions, edges = pinned(), needs()
    wanted = [plain(re.split(r"[ ;<>=!~\[(]", one)[0]) for one in about.get_all("Requires-Dist", []) if "extra ==" not in one]
    made: dict[str, Component] = {}

    def component(name: str) -> Component:
        if name not in made:
            made[name] = Component(
                name=name, version=versions[name], type=ComponentType.LIBRARY, bom_ref=name, purl=PackageURL("pypi", None, name, versions[name])
            )
            bom.components.add(made[name])
            bom.register_dependency(made[name], [component(one) for one in edges.get(name, [])])
        return made[name]

    bom.register_dependency(own, [component(name) for name in wanted])
    return str(make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=2)) + "\n"


def needs() -> dict[str, list[str]]:
    """What each package of the lock needs, from the lock's own notes ("# via")."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        if match := PINNED.match(line):
            name = plain(match[1])
        elif name and (via := re.match(r"\s+#\s+(?:via )?([A-Za-z0-9_.-]+)(?: \(.*\))?$", line)) and via[1] != "via":
            found.setdefault(plain(via[1]), []).append(name)
    return found


def main() -> int:
    """Does what was asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=["lock", "audit", "sbom"])
    parser.add_argument("wheel", nargs="?", type=Path)
    given = parser.parse_args()
    if given.what == "sbom":
        if given.wheel is None:
            parser.error("sbom needs a wheel")
        print(sbom(given.wheel), end="")
        return 0
    return lock() if given.what == "lock" else audit()


if __name__ == "__main__":
    raise SystemExit(main())
