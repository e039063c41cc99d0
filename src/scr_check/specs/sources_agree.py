"""What stands under ``sources_agree``."""

from __future__ import annotations

from pydantic import Field

from scr_check.specs import Spec


class SaysSpec(Spec):
    """One kind of source: a value of the bound entry, a value of each entry of a list, or a list gathered from entries."""

    value: str | None = Field(None, description="What it says: a date, a word, or a list.")
    each: str | None = Field(None, pattern=r"^[a-z][a-z0-9_]*$")
    in_: str | None = Field(None, alias="in")
    set_of: str | None = Field(None, description="Gather this of all entries into one list.")
    where: str | None = Field(None, description="With set_of: which entries are in the list.")
    said_by: str = Field(description="Who says so: a word in quotation marks, or a field.")


class AgreeSpec(Spec):
    """The sources that must agree."""

    sources: tuple[SaysSpec, ...] = Field(min_length=1)
    at_least: int = Field(2, ge=2, description="With fewer that say anything, there is nothing to compare.")


SPEC = AgreeSpec
