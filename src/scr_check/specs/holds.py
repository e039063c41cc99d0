"""What stands under ``holds``."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from scr_check.specs import Spec


class HoldsSpec(Spec):
    """A condition, or a mapping with ``that`` and what goes with it."""

    that: str = Field(description="What must be true.")
    denied: str | None = Field(None, description="The record saying outright that it is not so.")
    unsettled: str | None = Field(None, description="Where this is true and nothing is denied, the record does not say: not_recorded, whatever is complete.")

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"that": value} if isinstance(value, str) else value


SPEC = HoldsSpec
