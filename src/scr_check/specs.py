"""Kinds of value that several parts of a rule file share."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator

Item = TypeVar("Item")


def _listed(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]


#: One, or a list of several.
OneOrMore = Annotated[tuple[Item, ...], BeforeValidator(_listed)]
