"""The patterns of the rule language: one file for each, found by its place.

A pattern module has ``KEY`` (its name in a rule), ``CLOCK`` (does it have a limit in time), ``SPEC`` (the pydantic model of what stands under the
key) and ``build(spec, builder)``, which gives an object whose ``find(judgement, bound)`` says what was found. No pattern makes a verdict.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType


def registry() -> dict[str, ModuleType]:
    """All patterns by their key."""
    modules = [importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)]
    return {module.KEY: module for module in modules}
