"""The templates of the pages: as the build of the package compiled them, else read and compiled here."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scr_check.outputs._lines import harmless, no_command

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER: Final = Path(__file__).parents[1] / "templates"
COMPILED: Final = "page_templates"
"""The module of the compiled package that holds them: ``MADE_FROM``, and ``TEMPLATES``, a function for each that gives its module."""


@cache
def environment() -> Environment:
    """The templates: every value escaped. What comes of them must yet go through ``shown``."""
    from jinja2 import Environment as Made  # noqa: PLC0415
    from jinja2 import FunctionLoader, StrictUndefined  # noqa: PLC0415  (only a page pays for it)

    class Compiled(FunctionLoader):
        """Takes what was compiled, where it was made from these files by this Jinja."""

        def load(self, environment: Environment, name: str, globals: Any = None) -> Any:
            made = _compiled().get(name)
            if made is None:
                return super().load(environment, name, globals)
            return environment.template_class.from_module_dict(environment, made(environment), globals if globals is not None else {})

    return Made(loader=Compiled(_source), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)


def shown(page: str) -> str:
    """What a template gave, made harmless: nothing that steers a terminal or turns the direction of writing, but the ends of its lines."""
    return no_command("\n".join(map(harmless, page.split("\n"))))


def render(name: str, **given: Any) -> str:
    """A template with these values."""
    return shown(environment().get_template(name).render(given))


def _source(name: str) -> str | None:
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.is_file() else None


@cache
def _compiled() -> Mapping[str, Callable[[Environment], dict[str, Any]]]:
    """What makes each compiled template, by its name; none where they are missing or are not of these files and this Jinja."""
    try:
        made = importlib.import_module(f"scr_check.compiled.{COMPILED}")
        found: Mapping[str, Callable[[Environment], dict[str, Any]]] = made.TEMPLATES
        return found if made_from() == made.MADE_FROM else {}
    except (ImportError, AttributeError):
        return {}


def made_from() -> str:
    """What compiled templates hang on: the files, and the version of Jinja."""
    import jinja2  # noqa: PLC0415

    digest = sha256(str(getattr(jinja2, "__version__", "")).encode())
    for path in sorted(FOLDER.iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def module() -> str:
    """The source of a Python module that holds the templates compiled. Raises ImportError without Jinja2."""
    made = environment()
    parts = [f'"""The templates of the pages, compiled. Made by scr_check.compiling; do not edit."""\n\nMADE_FROM = {made_from()!r}\nTEMPLATES = {{}}\n']
    for path in sorted(FOLDER.iterdir()):
        body = made.compile(path.read_text(encoding="utf-8"), path.name, path.name, raw=True)
        lines = "\n".join(f"    {line}" if line else "" for line in body.splitlines())
        name = path.name.replace(".", "_")
        parts.append(f"\n\ndef _{name}(environment):\n{lines}\n    return {{**locals(), '__file__': {path.name!r}}}\n\n\nTEMPLATES[{path.name!r}] = _{name}\n")
    return "".join(parts)
