"""``scr-check config``: which settings are in force, and where each came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from scr_check.config import DEFAULTS, Config, Loaded

Value = str | int | list[str] | None


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its value (None: the default), and where it came from: ``command line``, ``file`` with its place, or ``default``."""

    name: str
    value: Value
    origin: str
    place: tuple[int, int] | None = None

    @property
    def words(self) -> str:
        """The value as a person reads it."""
        if self.value is None and self.origin == "default":
            return DEFAULTS[self.name]
        if self.value is None:
            return "unset"
        if isinstance(self.value, bool):
            return "yes" if self.value else "no"
        return ", ".join(self.value) if isinstance(self.value, list) else str(self.value)


def in_force(asked: Config, loaded: Loaded) -> tuple[Setting, ...]:
    """Every setting, in the order of the configuration's keys. Of ``set`` each parameter by its own name, ``set.NAME``."""
    return tuple(_all(asked, loaded))


def _all(asked: Config, loaded: Loaded) -> Iterator[Setting]:
    for field, info in Config.model_fields.items():
        name = info.alias or field
        if field == "set":
            yield from _parameters(asked.set or {}, loaded)
            continue
        said, found = getattr(asked, field), getattr(loaded.config, field)
        if said is not None:
            yield Setting(name, _plain(said), "command line")
        elif found is not None:
            yield Setting(name, _plain(found), "file", loaded.place(name))
        else:
            yield Setting(name, None, "default")


def _parameters(asked: dict[str, str | None], loaded: Loaded) -> Iterator[Setting]:
    found = loaded.config.set or {}
    for name in sorted({*asked, *found}):
        if name in asked:
            yield Setting(f"set.{name}", asked[name], "command line")
        else:
            yield Setting(f"set.{name}", found[name], "file", loaded.place("set", name))
    if not asked and not found:
        yield Setting("set", None, "default")


def _plain(value: Any) -> Value:
    return list(value) if isinstance(value, tuple) else value


def as_text(settings: tuple[Setting, ...], loaded: Loaded) -> str:
    """A line for each: name, value, origin."""
    names = max(len(one.name) for one in settings)
    values = min(max(len(one.words) for one in settings), 44)
    lines = [f"{one.name:<{names}}  {one.words:<{values}}  {_origin(one, loaded)}" for one in settings]
    return "\n".join([f"configuration: {loaded.path or 'no file'}", "", *lines, ""])


def _origin(one: Setting, loaded: Loaded) -> str:
    return f"{loaded.path}:{one.place[0]}" if one.place is not None else one.origin


def as_data(settings: tuple[Setting, ...], loaded: Loaded) -> dict[str, Any]:
    """``{"file", "settings": [{"name", "value", "default", "from", "path", "line", "column"}]}``; a default has the value null and is told in words."""
    return {"file": str(loaded.path) if loaded.path else None, "settings": [_data(one, loaded) for one in settings]}


def _data(one: Setting, loaded: Loaded) -> dict[str, Any]:
    line, column = one.place or (None, None)
    return {
        "name": one.name, "value": one.value, "default": DEFAULTS.get(one.name), "from": one.origin,
        "path": str(loaded.path) if one.place else None, "line": line, "column": column,
    }  # fmt: skip
