"""How our own files are named, and what stands at a path.

`Path.is_file` and its like raise where a folder may not be entered, and `Path.resolve` where a link leads in a circle. Such a path is told
with the files that cannot be read, and nothing else is lost by it; so these give an answer.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

CONFIGURATION: Final = ".scr-check.yaml"
WAIVERS: Final = "waivers.yaml"
MISNAMED: Final = {CONFIGURATION: ".scr-check.yml", WAIVERS: "waivers.yml"}
"""What people write instead: such a file is not used, and it is said."""
OWN_NAMES: Final = frozenset({*MISNAMED, *MISNAMED.values()})
"""Files of ours that may stand among cases."""


def is_file(path: Path | str) -> bool:
    """Is there a file, as far as we can see?"""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path | str) -> bool:
    """Is there a folder, as far as we can see?"""
    return os.path.isdir(path)  # noqa: PTH112


def is_there(path: Path | str) -> bool:
    """Is there anything, as far as we can see?"""
    return os.path.exists(path)  # noqa: PTH110


def may_be_there(path: Path | str) -> bool:
    """Is there something of this name, a link too, or may there be? In a folder that may not be entered nobody can tell."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError):
        return True
    return True


def same(one: Path | str, other: Path | str) -> bool:
    """Do both lead to one file, which may not be there yet? By links of either kind, and by other letters where the disk takes them for the same."""
    try:
        return os.path.realpath(one) == os.path.realpath(other) or os.path.samefile(one, other)  # noqa: PTH121
    except (OSError, ValueError):
        return False


def beside_a_rulebook(path: Path | str) -> bool:
    """Is this the file of a rule or of a rulebook, or of the sentences that one answers?"""
    target = real(path)
    return target.suffix in (".yaml", ".yml") and is_file(target.parent / "rulebook.yaml")


def real(path: Path | str) -> Path:
    """The path without links; of a link in a circle, as far as it leads."""
    return Path(os.path.realpath(path))
