"""What stands under ``recorded``."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, model_validator

from scr_check.specs import Spec


class RecordedSpec(Spec):
    """A list of fields, or a mapping with ``all`` and what goes with it."""

    all: tuple[str, ...] = Field(min_length=1, description="The fields that must be written down.")
    silent: Literal["breached", "not_recorded"] | None = Field(None, description="What a missing one is, whatever is complete.")
    denied: str | None = Field(None, description="The record saying outright that it was not done.")
    then: str | None = Field(None, description="What must also be true once all are written down.")

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"all": value} if isinstance(value, list) else value


SPEC = RecordedSpec
