"""What stands under ``observes``."""

from __future__ import annotations

from typing import Any

from pydantic import Field, model_validator

from scr_check.specs import Spec


class ObservesSpec(Spec):
    """A condition on the file as it is."""

    that: str = Field(description="What the rule looks out for.")

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"that": value} if isinstance(value, str) else value


SPEC = ObservesSpec
