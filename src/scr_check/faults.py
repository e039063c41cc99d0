"""What is wrong with a rule, a configuration or a waiver file: pydantic's errors in plain words, each with its place."""

from __future__ import annotations

import pkgutil
import typing
from collections.abc import Callable
from typing import Any

from pydantic import BaseModel, ValidationError

from scr_check import specs
from scr_check.sources import Document, Fault
from scr_check.words import nearest


def _model_at(model: type[BaseModel], steps: tuple[str | int, ...]) -> type[BaseModel] | None:
    """The model of the mapping that the steps lead to."""
    current: Any = model
    for step in steps:
        if isinstance(step, int):
            continue
        field = next((info for name, info in current.model_fields.items() if step in (name, info.alias)), None)
        current = _inner(field.annotation) if field is not None else None
        if current is None:
            return None
    found: type[BaseModel] | None = current
    return found


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in typing.get_args(annotation) if (found := _inner(inner)) is not None), None)


def _keys(model: type[BaseModel] | None) -> list[str]:
    return [info.alias or name for name, info in model.model_fields.items()] if model is not None else []


def _unknown_key(error: Any, model: type[BaseModel]) -> str:
    known = _keys(_model_at(model, error["loc"][:-1]))
    key = error["loc"][-1]
    return f"unknown key '{str(key)[:60]}'{_elsewhere(str(key), known) or nearest(str(key), known)}; known are {', '.join(known)}"


def _elsewhere(key: str, known: list[str]) -> str:
    """A key that belongs somewhere else in a rule: the indentation is wrong, or the dash of a list is missing."""
    if "require" in known and key in {info.name for info in pkgutil.iter_modules(specs.__path__)} - {"parts"}:
        return ", which stands below require: put two more blanks before it and before what belongs to it"
    if "either" in known and key in ("each", "in", "where"):
        return ": for_each is a list, so each step begins with '- '"
    return ""


def _missing(error: Any, model: type[BaseModel]) -> str:
    info = getattr(_model_at(model, error["loc"][:-1]), "model_fields", {}).get(error["loc"][-1])
    return f"'{error['loc'][-1]}' is missing" + (f": {info.description[:1].lower()}{info.description[1:].rstrip('.')}" if info and info.description else "")


def _literal(error: Any, model: type[BaseModel]) -> str:
    allowed = error["ctx"]["expected"].replace(" or ", ", ").replace("'", "").split(", ")
    found = str(error["input"])[:40]
    return f"'{found}' is not allowed here{nearest(found, allowed)}; allowed are {', '.join(allowed)}"


def _own_words(error: Any, model: type[BaseModel]) -> str:
    return str(error["ctx"].get("error", error["msg"]))


def _kind(wanted: str) -> Callable[[Any, type[BaseModel]], str]:
    def say(error: Any, model: type[BaseModel]) -> str:
        found = error["input"]
        names = {dict: "a mapping", list: "a list", tuple: "a list", type(None): "nothing"}
        kind = names.get(type(found), f"'{str(found)[:40]}'")
        below = "; what belongs to it stands on the lines below, two blanks further in" if found is None and wanted in ("a mapping", "a list") else ""
        return f"{wanted} is wanted, found {kind}{below}"

    return say


def _pattern(error: Any, model: type[BaseModel]) -> str:
    wanted = "a name of small letters, digits and underscores"
    if error["ctx"]["pattern"].startswith("^[A-Z]"):
        wanted = "an id such as AG-R3A (capitals and digits, a dash, capitals and digits)"
    elif "-" in error["ctx"]["pattern"].removeprefix("^[a-z][a-z0-9"):
        wanted = "a name of small letters, digits and dashes"
    return _kind(wanted)(error, model)


_MESSAGES: dict[str, Callable[[Any, type[BaseModel]], str]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing,
    "literal_error": _literal,
    "value_error": _own_words,
    "string_type": _kind("text"),
    "string_pattern_mismatch": _pattern,
    "string_too_short": _kind("text that is not empty"),
    "tuple_type": _kind("a list"),
    "list_type": _kind("a list"),
    "dict_type": _kind("a mapping"),
    "model_type": _kind("a mapping"),
    "model_attributes_type": _kind("a mapping"),
    "int_parsing": _kind("a whole number"),
    "int_type": _kind("a whole number"),
    "bool_parsing": _kind("yes or no"),
    "too_short": _kind("at least one item"),
}


def written(steps: tuple[str | int, ...], prefix: str, document: Document) -> list[str | int]:
    """The steps as the file has them: where it writes a list, or one entry, in short, the model's steps around it are not there."""
    at: Any = document.data
    for key in prefix.split("/")[1:]:
        at = at[int(key)] if isinstance(at, list) else at.get(key) if isinstance(at, dict) else None
    kept: list[str | int] = []
    for step in steps:
        if isinstance(at, list) == isinstance(step, int):
            kept.append(step)
            at = at[step] if isinstance(step, int) else at.get(step) if isinstance(at, dict) else None
    return kept


def faults_of(error: ValidationError, document: Document, prefix: str, model: type[BaseModel]) -> list[Fault]:
    """A fault for each error, at its place in the file; that of an unknown key at the key."""
    faults = []
    errors = error.errors(include_url=False)
    inner = {one["loc"][:length] for one in errors for length in range(len(one["loc"]))}
    for one in errors:
        if one["type"] == "too_short" and one["loc"] in inner:
            continue  # it is short only of the items that have faults of their own
        say = _MESSAGES.get(one["type"])
        message = say(one, model) if say is not None else one["msg"]
        pointer = prefix + "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in written(one["loc"], prefix, document))
        place = document.key_place(pointer) if one["type"] == "extra_forbidden" else document.place(pointer)
        faults.append(Fault(message, place))
    return faults
