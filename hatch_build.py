"""Compiles the built-in rulebooks when a wheel is built, so that a run starts faster. See scr_check.compiling."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileRules(BuildHookInterface):  # type: ignore[type-arg]
    """Writes src/scr_check/compiled, which git ignores and the wheel holds."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called before the files of the wheel are gathered."""
        source = Path(self.root) / "src"
        sys.path.insert(0, str(source))
        from scr_check import compiling  # noqa: PLC0415

        compiling.write(Path(self.root) / "rules", source / "scr_check" / "compiled")
