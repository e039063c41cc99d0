"""Profiles: the local numbers of a place, each with its source, as a small file. ``--profile northamptonshire`` or a path."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from scr_check.building import Builder
from scr_check.expressions import Scope
from scr_check.rule import RuleFault
from scr_check.rule_spec import as_text
from scr_check.sources import Refused, bytes_of, read
from scr_check.specs import Spec
from scr_check.words import nearest


class LocalSpec(Spec):
    """One number and where it comes from."""

    value: Annotated[str, BeforeValidator(as_text)]
    source: str = Field(min_length=1)


class ProfileSpec(Spec):
    """A profile."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str
    values: dict[str, LocalSpec] = Field(min_length=1)


def builtin_folder() -> Path:
    """Where the profiles of the package stand: inside the wheel, or beside ``src`` in a checkout."""
    inside = Path(__file__).parent / "profiles"
    return inside if inside.is_dir() else Path(__file__).parents[2] / "profiles"


def load(name: str) -> ProfileSpec:
    """The profile of this name, or in this file. Raises RuleFault with every fault and its place."""
    known = {path.stem: path for path in sorted(builtin_folder().glob("*.yaml"))}
    path = known.get(name) if not Path(name).is_file() else Path(name)
    if path is None:
        raise RuleFault([f"--profile: '{name}' is neither a file nor a profile of the package{nearest(name, known)}; those are {', '.join(known)}"])
    try:
        document = read(bytes_of(path), "x.yaml")
        return Builder(document, Scope({})).spec(ProfileSpec, document.data)
    except OSError as fault:
        raise RuleFault([f"{path}: cannot be read: {fault.strerror}"]) from None
    except Refused as refused:
        raise RuleFault([fault.at(path) for fault in refused.faults]) from None
