"""A compiled expression, and the numbers that stand beside expressions in a rule: what judging a record needs of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from scr_check import runtime
from scr_check.classes import dataclass, field


@dataclass(slots=True)
class Expression:
    """A checked expression. Calling it gives a value, None (nothing there) or an ``Unknown``."""

    text: str
    kind: Any
    source: str
    #: Paths read straight off bound names, such as ``("meeting", "chair")``: the places a report shows.
    reads: tuple[tuple[str, ...], ...] = ()
    verdicts: frozenset[str] = frozenset()
    function: Callable[..., Any] | None = field(default=None, repr=False)

    def __call__(self, c: Any, *bound: Any) -> Any:
        """The value for these bound entries."""
        return (self.function or self.ready())(c, *bound)

    def ready(self) -> Callable[..., Any]:
        """The compiled function itself, for loops."""
        if self.function is None:
            self.function = self._compiled()
        return self.function

    def _compiled(self) -> Callable[..., Any]:
        names: dict[str, Any] = {**runtime.NAMES, "__builtins__": {}}
        exec(compile(self.source, f"<{self.text[:60]!a}>", "exec"), names)
        function: Callable[..., Any] = names["_main"]
        return function


@dataclass(frozen=True, slots=True)
class Fixed:
    """A number or a duration that the rule names itself."""

    value: Any

    def __call__(self, c: Any) -> Any:
        """The number."""
        return self.value


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number or a duration that a place may set; None while it is unset."""

    name: str

    def __call__(self, c: Any) -> Any:
        """The number in force."""
        return c.parameters.get(self.name)
