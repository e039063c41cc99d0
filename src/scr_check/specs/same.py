"""What stands under ``same``."""

from __future__ import annotations

from pydantic import Field

from scr_check.specs import Spec


class PlaceSpec(Spec):
    """Entries that may state the value."""

    each: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    in_: str = Field(alias="in")
    where: str | None = None
    at: str = Field(description="The date by which places are put in order.")
    states: str = Field(description="The list in which the value must be found.")


class SameSpec(Spec):
    """Where the value comes from, and where it must be found."""

    origin: str = Field(description="The value.")
    places: tuple[PlaceSpec, ...] = Field(min_length=1)


SPEC = SameSpec
