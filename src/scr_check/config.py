"""The configuration ``.scr-check.yaml``: the options of ``check``, found in the current folder or the nearest one above it.

Where there is none, it is looked for in the folder of the first path that is checked and those above it. Paths in it are as seen from its
own folder, so that it says the same from wherever it is used.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema

from scr_check.dates import parse_when
from scr_check.faults import faults_of
from scr_check.findings import Verdict
from scr_check.sources import Document, Fault, Refused, read_if_any
from scr_check.standing import CONFIGURATION, is_file
from scr_check.words import nearest


def _listed(value: Any) -> Any:
    """One word, several with commas between, or a list."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def _verdict_words(*more: str) -> Any:
    """Verdicts, and the words that may stand for several."""
    def check(value: Any) -> Any:
        allowed = (*more, *Verdict)
        if value in ([], ()):
            raise ValueError(f"a verdict is wanted, or {' or '.join(more)}, found nothing")
        for word in value if isinstance(value, list) else []:
            if word not in allowed:
                raise ValueError(f"'{word}' is no verdict{nearest(str(word), allowed)}; allowed are {', '.join(allowed)}")
        if isinstance(value, list) and "none" in value and len(value) > 1:
            raise ValueError("'none' goes alone: it stands for no verdict at all")
        return value

    shape = {"anyOf": [{"type": "string", "minLength": 1}, {"type": "array", "minItems": 1, "items": {"enum": [*more, *Verdict]}}]}
    return Annotated[tuple[str, ...], BeforeValidator(check), BeforeValidator(_listed), WithJsonSchema(shape)]


def _day(value: Any) -> Any:
    """The text of one whole day."""
    if isinstance(value, str) and not parse_when(value).exact:
        raise ValueError(f"a whole day is wanted, such as 2016-06-30, found '{value}'")
    return value


def _yes_no(value: Any) -> Any:
    """Yes, no, true or false, as a record has them."""
    known = {"yes": True, "true": True, "no": False, "false": False}
    if isinstance(value, str) and value in known:
        return known[value]
    if isinstance(value, bool):
        return value
    raise ValueError(f"yes or no is wanted, found {repr(str(value)) if isinstance(value, str) else 'something else'}")


def _texts(value: Any) -> Any:
    return {key: None if inner is None else str(inner) for key, inner in value.items()} if isinstance(value, dict) else value


_WORDS = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
_SET = {"type": "object", "additionalProperties": {"type": ["string", "integer", "null"]}}
YesNo = Annotated[bool, BeforeValidator(_yes_no), WithJsonSchema({"enum": [True, False, "yes", "no"]})]
Words = Annotated[tuple[str, ...], BeforeValidator(_listed), WithJsonSchema(_WORDS)]
Shown: Any = _verdict_words("attention", "all")
Failing: Any = _verdict_words("none")


class Config(BaseModel):
    """What ``.scr-check.yaml`` may hold. Every key is an option of ``check``; the command line wins."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    as_of: Annotated[str, BeforeValidator(_day)] | None = Field(None, alias="as-of", description="The day of judgement, YYYY-MM-DD.")
    rules: Words | None = Field(None, description="Rulebooks: folders, or ids of built-in ones.")
    select: Words | None = Field(None, description="Only these rules: ids or their beginnings.")
    ignore: Words | None = Field(None, description="Not these rules: ids or their beginnings.")
    exclude: Words | None = Field(None, description="Files of a folder to leave out, as in a .gitignore.")
    set: Annotated[dict[str, str | None], BeforeValidator(_texts), WithJsonSchema(_SET)] | None = Field(None, description="Parameters, by name.")
    profile: str | None = Field(None, description="A profile of local numbers: a file, or the name of a built-in one.")
    format: Words | None = Field(None, description="Formats of the report.")
    output: str | None = Field(None, description="The file that the report goes to.")
    show: Shown | None = Field(None, description="Which verdicts are listed.")
    fail_on: Failing | None = Field(None, alias="fail-on", description="Which verdicts of a must or should rule give exit status 1.")
    jobs: Annotated[int, Field(ge=1, le=256)] | None = Field(None, description="Processes for a folder.")
    waivers: str | None = Field(None, description="The file of waivers.")
    baseline: str | None = Field(None, description="A JSON report: what failed in it does not fail again.")
    pseudonymise: YesNo | None = Field(None, description="Other names for all ids.")
    key: str | None = Field(None, description="The file of the key to those names.")
    relative_dates: YesNo | None = Field(None, alias="relative-dates", description="Days from the referral instead of dates.")
    suppress_small: YesNo | None = Field(None, alias="suppress-small", description="Only the summary, with counts under five held back.")
    show_text: YesNo | None = Field(None, alias="show-text", description="The free text of the record with each finding.")


DEFAULTS = {
    "as-of": "each record's extracted, else today", "rules": "the built-in rulebooks", "select": "all rules", "ignore": "no rule", "exclude": "nothing",
    "set": "the rulebooks' own numbers", "profile": "none", "format": "text", "output": "standard output", "show": "attention",
    "fail-on": "breached, conflict, not_recorded, unknown", "jobs": "one for each processor", "waivers": "waivers.yaml beside the cases",
    "baseline": "none", "pseudonymise": "no", "key": "a new one for each run", "relative-dates": "no", "suppress-small": "no", "show-text": "no",
}  # fmt: skip
"""What holds where neither the command line nor a configuration says anything."""


class ConfigFault(Exception):
    """A configuration that cannot be used: each fault as ``path:line:column: message``."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A configuration and the file that it came from; without a file, one that says nothing."""

    config: Config
    path: Path | None = None
    document: Document | None = None

    def places(self, key: str) -> dict[str, str]:
        """Where each word of a list under a key stands, as ``path:line:column``; words with commas between stand where the first does."""
        words = getattr(self.config, key) or ()
        assert self.document is not None
        listed = isinstance(self.document.data[key], list)
        return {word: "{}:{}:{}".format(self.path, *(self.place(key, str(number)) if listed else self.place(key))) for number, word in enumerate(words)}

    def place(self, key: str, *inner: str) -> tuple[int, int]:
        """Line and column (from 1) of the value under a key."""
        assert self.document is not None
        place = self.document.place("".join("/" + step.replace("~", "~0").replace("/", "~1") for step in (key, *inner)))
        return place.line, place.column


def find(*starts: Path, name: str = CONFIGURATION) -> Path | None:
    """The configuration (or what has another ``name``) in the first of these folders or the nearest one above it; else in the next of them or above it."""
    folders = (folder for start in starts for folder in (start, *start.parents))
    return next((folder / name for folder in folders if is_file(folder / name)), None)


def load(path: Path) -> Loaded:
    """The configuration in a file. Raises ConfigFault."""
    try:
        document = read_if_any(path)
    except OSError as fault:
        raise ConfigFault(f"{path}: cannot be read: {fault.strerror}") from None
    except Refused as refused:
        raise ConfigFault(_lines(path, refused.faults)) from None
    if document is None:
        return Loaded(Config(), path)
    if empty := [steps[0] for steps in document.left_out() if len(steps) == 1 and steps[0] != "set"]:
        said = (Fault("an empty text: give a value, or leave the key out", document.place(f"/{key}")) for key in empty)
        raise ConfigFault(_lines(path, said))
    try:
        config = Config.model_validate({} if document.data is None else document.data)
    except ValidationError as error:
        raise ConfigFault(_lines(path, faults_of(error, document, "", Config))) from None
    return Loaded(_rebased(config, path.parent), path, document)


def _rebased(config: Config, folder: Path) -> Config:
    """The same configuration with its paths as seen from the current folder."""
    if os.path.relpath(folder) == ".":
        return config
    seen: dict[str, Any] = {name: _from(folder, value) for name in ("output", "waivers", "baseline", "key") if (value := getattr(config, name)) is not None}
    if config.rules is not None:
        seen["rules"] = tuple(_if_there(folder, one) for one in config.rules)
    if config.profile is not None:
        seen["profile"] = _if_there(folder, config.profile)
    if config.format is not None:
        seen["format"] = tuple(f"{name}={_from(folder, file)}" if file else name for name, _, file in (one.partition("=") for one in config.format))
    return config.model_copy(update=seen)


def _from(folder: Path, path: str) -> str:
    """A path as seen from here; ``-`` is standard output, wherever it stands."""
    if path == "-":
        return path
    return os.path.relpath(folder / path)


def _if_there(folder: Path, name: str) -> str:
    """A path, if there is something; else the id of a built-in one."""
    return _from(folder, name) if os.path.exists(folder / name) else name  # noqa: PTH110  (of what cannot be a path, Path.exists raises)


def _lines(path: Path, faults: Iterable[Fault]) -> str:
    return "\n".join(fault.at(path) for fault in faults)


def config_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of ``.scr-check.yaml``, for an editor."""
    schema = Config.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": CONFIGURATION}
