"""What stands under ``sequence``."""

from __future__ import annotations

from pydantic import Field

from scr_check.specs.parts import SomeSpec


class SequenceSpec(SomeSpec):
    """The entries, and the order of their stages."""

    stage: str = Field(description="The field that holds the stage: escalation.to.")
    order: tuple[str, ...] = Field(min_length=2)
    satisfied_by: str | None = Field(None, description="A stage that makes the order not matter.")


SPEC = SequenceSpec
