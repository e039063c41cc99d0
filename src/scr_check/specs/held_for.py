"""What stands under ``held_for``."""

from __future__ import annotations

from pydantic import Field

from scr_check.specs.parts import HeldSpec


class HeldForSpec(HeldSpec):
    """What must have been shown, for how long, and by when."""

    since: str | None = None
    after: str | None = None
    within: str | None = None
    by: str | None = Field(None, description="The date by which it must have been shown for long enough.")


SPEC = HeldForSpec
