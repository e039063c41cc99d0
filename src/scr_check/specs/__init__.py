"""What stands in a rule file, as pydantic models: only loading a rule needs them, judging by a compiled one does not.

Here is what all share, in ``parts`` what several patterns share; a pattern ``holds`` has its model, ``SPEC``, in ``holds``.
"""

from __future__ import annotations

import importlib
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


def spec_of(key: str) -> type[Spec]:
    """The model of what stands under a pattern's key."""
    model: type[Spec] = importlib.import_module(f"{__name__}.{key}").SPEC
    return model
