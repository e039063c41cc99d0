"""What stands under ``count``."""

from __future__ import annotations

from pydantic import Field

from scr_check.specs import Spec


class CountSpec(Spec):
    """What is counted, and how many there must be."""

    each: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    in_: str = Field(alias="in")
    where: str | None = None
    distinct: str | None = Field(None, description="Count different values of this, not entries: agency_of(person.who).")
    at_least: str | int | None = Field(None, description="A whole number or a parameter.")
    at_most: str | int | None = Field(None, description="A whole number or a parameter.")
    at: str | None = Field(None, description="With days: the date that counts.")
    days: str | int | None = Field(None, description="A sliding window of so many days: from its first day to at most so many days later.")


SPEC = CountSpec
