"""The patterns of the rule language: one file for each, found by its place.

A pattern module has ``KEY`` (its name in a rule and its own), ``CLOCK`` (does it have a limit in time), ``tell(spec, teller)`` (its plain words) and
``build(spec, builder)``; the pydantic model of what stands under the key is ``SPEC`` of the module of that name in ``specs``, which judging does not
load. ``build`` gives an object whose ``find(judgement, bound)`` says what was found. No pattern makes a verdict.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType


def registry() -> dict[str, ModuleType]:
    """All patterns by their key."""
    modules = [importlib.import_module(f"{__name__}.{info.name}") for info in pkgutil.iter_modules(__path__)]
    return {module.KEY: module for module in modules}
