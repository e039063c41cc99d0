"""A compiled expression, and the numbers that stand beside expressions in a rule: what judging a record needs of them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from scr_check import runtime
from scr_check.classes import dataclass, field

if TYPE_CHECKING:
    from scr_check.joining import Listing


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
    #: Of a condition on an entry that is looked for: what an index can answer.
    joins: tuple[Join, ...] = ()
    #: Of a date: the field of the last bound entry, where that is all there is to it.
    own: str = ""

    #: The same as a call of the expression, without the call in between: for what is asked most.
    run: Callable[..., Any] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        self.run = self._first if self.function is None else self.function

    def __call__(self, c: Any, *bound: Any) -> Any:
        """The value for these bound entries."""
        return self.run(c, *bound)

    def ready(self) -> Callable[..., Any]:
        """The compiled function itself, for loops."""
        if self.function is None:
            self.function = self.run = self._compiled()
        return self.function

    def _first(self, c: Any, *bound: Any) -> Any:
        """The first call of an expression that was not compiled with its rulebook."""
        return self.ready()(c, *bound)

    def _compiled(self) -> Callable[..., Any]:
        names: dict[str, Any] = {**runtime.NAMES, "__builtins__": {}}
        exec(compile(self.source, f"<{self.text[:60]!a}>", "exec"), names)
        function: Callable[..., Any] = names["_main"]
        return function


@dataclass(frozen=True, slots=True)
class Join:
    """A part of a condition: a field of the entry that is looked for is, or holds, a value that is known before it.

    ``value``: what gives it; None where the rule names the ``words`` themselves.
    """

    field: str
    value: Expression | None
    words: str | tuple[str, ...] = ""

    def of(self, listing: Listing, c: Any, bound: tuple[Any, ...], written: bool) -> Listing:
        """What may pass; with ``written``, only where the field is."""
        if self.value is None:
            return listing.having(self.field, self.words, written)
        return listing.sought(self.field, partial(self.value.run, c, *bound), written)


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
