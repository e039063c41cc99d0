"""What stands under ``covers``."""

from __future__ import annotations

from pydantic import Field

from scr_check.specs import Spec


class CoversSpec(Spec):
    """A list and what it must contain."""

    list: str = Field(description="The list: assessment.covers.")
    required: tuple[str, ...] = Field(min_length=1, description="The words that it must contain.")
    denied: str | None = Field(None, description="The record saying outright that it was not done.")


SPEC = CoversSpec
