"""The configuration ``.scr-check.yaml``: the options of ``check``, found in the current folder or the nearest one above it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from scr_check.faults import faults_of
from scr_check.findings import Verdict
from scr_check.sources import Fault, Refused, read
from scr_check.words import nearest

NAME = ".scr-check.yaml"


def _listed(value: Any) -> Any:
    """One word, several with commas between, or a list."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def _verdict_words(*more: str) -> Any:
    """Verdicts, and the words that may stand for several."""
    def check(value: Any) -> Any:
        allowed = (*more, *Verdict)
        for word in value if isinstance(value, list) else []:
            if word not in allowed:
                raise ValueError(f"'{word}' is no verdict{nearest(str(word), allowed)}; allowed are {', '.join(allowed)}")
        return value

    return Annotated[tuple[str, ...], BeforeValidator(check), BeforeValidator(_listed)]


def _texts(value: Any) -> Any:
    return {key: None if inner is None else str(inner) for key, inner in value.items()} if isinstance(value, dict) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_listed)]
Shown: Any = _verdict_words("attention", "all")
Failing: Any = _verdict_words("none")


class Config(BaseModel):
    """What ``.scr-check.yaml`` may hold. Every key is an option of ``check``; the command line wins."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    as_of: str | None = Field(None, alias="as-of", description="The day of judgement, YYYY-MM-DD.")
    rules: Words | None = Field(None, description="Rulebooks: folders, or ids of built-in ones.")
    select: Words | None = Field(None, description="Only these rules: ids or their beginnings.")
    ignore: Words | None = Field(None, description="Not these rules: ids or their beginnings.")
    exclude: Words | None = Field(None, description="Files of a folder to leave out, as in a .gitignore.")
    set: Annotated[dict[str, str | None], BeforeValidator(_texts)] | None = Field(None, description="Parameters of the rulebooks, by name.")
    profile: str | None = Field(None, description="A profile of local numbers: a file, or the name of a built-in one.")
    format: Words | None = Field(None, description="Formats of the report.")
    output: str | None = Field(None, description="The file that the report goes to.")
    show: Shown | None = Field(None, description="Which verdicts are listed.")
    fail_on: Failing | None = Field(None, alias="fail-on", description="Which verdicts of a must or should rule give exit status 1.")
    jobs: Annotated[int, Field(ge=1, le=256)] | None = Field(None, description="Processes for a folder.")


class ConfigFault(Exception):
    """A configuration that cannot be used: each fault as ``path:line:column: message``."""


def find(start: Path) -> Path | None:
    """The configuration in this folder or the nearest one above it."""
    return next((folder / NAME for folder in (start, *start.parents) if (folder / NAME).is_file()), None)


def load(path: Path) -> Config:
    """The configuration in a file. Raises ConfigFault."""
    try:
        document = read(path.read_bytes(), "x.yaml")
    except OSError as fault:
        raise ConfigFault(f"{path}: cannot be read: {fault.strerror}") from None
    except Refused as refused:
        raise ConfigFault(_lines(path, refused.faults)) from None
    data = _plain(document.data)
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        raise ConfigFault(_lines(path, faults_of(error, document, "", Config))) from None


def _plain(value: Any) -> Any:
    return {} if value is None else value


def _lines(path: Path, faults: Any) -> str:
    found: list[Fault] = list(faults)
    return "\n".join(f"{path}:{f.place.line}:{f.place.column}: {f.message}" if f.place else f"{path}: {f.message}" for f in found)
