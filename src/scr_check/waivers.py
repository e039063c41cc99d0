"""The file of waivers: findings that somebody answers for, with a reason and until a day. What they do is in ``waiving``.

``waivers.yaml`` is a list; each item has ``rule``, ``case``, ``subject`` (a JSON pointer, a finding's identity, or its entry by ids, as the JSON
report has them) or ``pattern`` (a glob over pointers and entries by ids; ``*`` stands for anything), ``reason``, ``approved_by``, ``until``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError, WithJsonSchema, model_validator

from scr_check.case_results import Waiver
from scr_check.dates import parse_when
from scr_check.faults import faults_of
from scr_check.sources import Document, Fault, Refused, read_if_any
from scr_check.standing import WAIVERS

_SHORT: Final = Field(min_length=1, max_length=200)


def _day(value: Any) -> Any:
    if isinstance(value, str) and not parse_when(value).exact:
        raise ValueError(f"a whole day is wanted, such as 2016-06-30, found '{value}'")
    return value


class WaiverSpec(BaseModel):
    """One waiver."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    rule: Annotated[str, _SHORT] = Field(description="The rule's id.")
    case: Annotated[str, _SHORT] = Field(description="The case, by its id.")
    subject: str | None = Field(None, description="What it is about: a JSON pointer, a finding's identity, or its entry by ids. Empty for the whole case.")
    pattern: Annotated[str, _SHORT] | None = Field(None, description="Instead of subject: a glob over JSON pointers and entries by ids.")
    reason: str = Field(min_length=1, max_length=2000, description="Why.")
    approved_by: Annotated[str, _SHORT] = Field(description="Who answers for it.")
    until: Annotated[str, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})] = Field(description="The last day, YYYY-MM-DD.")

    @model_validator(mode="after")
    def _one_of_two(self) -> WaiverSpec:
        if (self.subject is None) == (self.pattern is None):
            raise ValueError("a waiver has either a 'subject' or a 'pattern'" + (", not both" if self.pattern is not None else ": neither is here"))
        return self


_LIST: Final = TypeAdapter(tuple[WaiverSpec, ...], config=ConfigDict(defer_build=True))


class WaiverFault(Exception):
    """A file of waivers that cannot be used: each fault as ``path:line:column: message``."""


def load(path: Path, folder: Path | None = None, expected: bool = False) -> tuple[Waiver, ...]:
    """The waivers in a file. ``folder``: they hold for case files in and below it alone. ``expected``: their cases should be there.

    Raises WaiverFault.
    """
    try:
        document = read_if_any(path)
        return () if document is None else tuple(_waivers(document, path, folder, expected))
    except OSError as fault:
        raise WaiverFault(f"{path}: cannot be read: {fault.strerror}") from None
    except Refused as refused:
        said = (fault.at(path) for fault in refused.faults)
        raise WaiverFault("\n".join(said)) from None


def _waivers(document: Document, path: Path, folder: Path | None, expected: bool) -> Iterator[Waiver]:
    data = [] if document.data is None else document.data
    if not isinstance(data, list):
        raise Refused([Fault("waivers are a list: each begins with '- rule: '", document.place(""))])
    whole = {steps[0] for steps in document.left_out() if len(steps) == 2 and steps[1] == "subject"}
    # An empty subject is the whole case, as in the report; the reader leaves empty texts out.
    data = [{**one, "subject": ""} if number in whole else one for number, one in enumerate(data)]
    try:
        specs = _LIST.validate_python(data)
    except ValidationError as error:
        raise Refused(faults_of(error, document, "", WaiverSpec)) from None
    for number, spec in enumerate(specs):
        place = document.place(f"/{number}")
        below = None if folder is None else str(folder)
        yield Waiver(**spec.model_dump(), path=str(path), line=place.line, column=place.column, folder=below, expected=expected)


def waivers_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of ``waivers.yaml``, for an editor."""
    schema = _LIST.json_schema()
    item = schema["$defs"]["WaiverSpec"]
    item["oneOf"] = [_has_alone("subject", "pattern"), _has_alone("pattern", "subject")]
    for name in ("subject", "pattern"):  # either is there or is not: an editor must not offer null
        item["properties"][name] = {"type": "string", "description": item["properties"][name]["description"]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": WAIVERS, **schema}


def _has_alone(one: str, other: str) -> dict[str, Any]:
    return {"required": [one], "not": {"required": [other]}}
