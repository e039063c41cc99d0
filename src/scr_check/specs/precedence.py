"""What stands under ``precedence``."""

from __future__ import annotations

from pydantic import Field

from scr_check.specs.parts import ResponseSpec


class PrecedenceSpec(ResponseSpec):
    """As ``response``, by a moment."""

    fresh: str | None = Field(None, description="How old it may be at that moment: a duration or a parameter.")


SPEC = PrecedenceSpec
