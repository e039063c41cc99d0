"""The command and its groups. Imports wait until a command needs them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from scr_check.terminal import quiet_pipe


class Commands(TyperGroup):
    """``scr-check case.yaml`` is ``scr-check check case.yaml``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Puts ``check`` before arguments that name no command."""
        if args and args[0] not in self.commands and args[0] not in ("--help", "--version", "--install-completion", "--show-completion"):
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def make_context(self, *words: Any, **more: Any) -> Any:
        """As ``invoke``, for what is told of the command itself."""
        return _heard(super().make_context, *words, **more)

    def invoke(self, ctx: Any) -> Any:
        """Ends where nobody reads any more, before click does: it would say that something failed."""
        return _heard(super().invoke, ctx)


def _heard(does: Callable[..., Any], *words: Any, **more: Any) -> Any:
    try:
        return does(*words, **more)
    except BrokenPipeError:
        quiet_pipe()


app = typer.Typer(cls=Commands, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
                  context_settings={"help_option_names": ["-h", "--help"]})  # fmt: skip


def _version(wanted: bool) -> None:
    if wanted:
        from scr_check.check import tool_version  # noqa: PLC0415

        print(f"scr-check {tool_version()}")
        raise typer.Exit


@app.callback()
def root(version: Annotated[bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)] = False) -> None:
    """Tells, from a child's case record, whether what a safeguarding review asked for was done, late, not done, or cannot be told.

    scr-check case.yaml is the same as scr-check check case.yaml.
    """
