"""What stands under ``recurrence``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from scr_check.specs.parts import SomeSpec


class RecurrenceSpec(SomeSpec):
    """What must come again and again."""

    since: str = Field(description="The date from which it counts.")
    first_within: str | None = Field(None, description="The limit of the first: a duration or a parameter. Without it, then_every.")
    then_every: str = Field(description="The longest gap after that: a duration or a parameter.")
    until: str | None = Field(None, description="The date on which it ends, that day included.")
    ended: str | None = Field(None, description="A mapping that says that it has ended, with or without a date.")
    counting: Literal["exclusive", "inclusive"] = "exclusive"


SPEC = RecurrenceSpec
