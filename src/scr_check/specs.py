"""Kinds of value that several parts of a rule file share."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict

Item = TypeVar("Item")


class Spec(BaseModel):
    """A part of a rule file. Unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def _listed(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


#: One, or a list of several.
OneOrMore = Annotated[tuple[Item, ...], BeforeValidator(_listed)]
