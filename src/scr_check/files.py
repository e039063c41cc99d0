"""Which files a run looks at: each path given, and below a folder every case file that nothing leaves out.

Links to folders are not followed, so no loop of links can catch a run; a link to a file is followed only if the file stands in the same folder
tree. What cannot be looked at is said, never passed over.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from scr_check.classes import dataclass
from scr_check.sources import bytes_of

if TYPE_CHECKING:
    from scr_check.ignoring import Lines

SUFFIXES = (".yaml", ".yml", ".json")
OWN_NAMES = frozenset({".scr-check.yaml", "waivers.yaml"})
"""Files of ours that may stand among cases."""
DEEPEST = 100
"""Folders within each other that are looked into."""
MOST_IGNORING = 1 << 20
"""Bytes of a ``.gitignore``."""


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A file to look at, or a fault: why it cannot be looked at. ``size`` in bytes."""

    path: str
    size: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Ignoring:
    """What a ``.gitignore`` (or ``--exclude``) leaves out, below its folder."""

    folder: Path
    lines: Lines

    def leaves_out(self, path: Path, is_folder: bool) -> bool:
        """Is this path left out?"""
        return self.lines.leave_out(path.relative_to(self.folder).parts, is_folder)


def files_of(given: Iterable[str], exclude: tuple[str, ...] = ()) -> list[Found]:
    """The files of these paths, each once, in the order of their paths. Raises ValueError for patterns that are too many or too long."""
    found: dict[str, Found] = {}
    for one in given:
        path = Path(one)
        for file in _below(path, exclude) if path.is_dir() else (_file(path),):
            found.setdefault(file.path, file)
    return sorted(found.values())


def _below(folder: Path, exclude: tuple[str, ...]) -> Iterator[Found]:
    ignoring = (Ignoring(folder, _lines(exclude)),) if exclude else ()
    yield from _walk(folder, folder.resolve(), ignoring, 1)


def _lines(texts: Iterable[str]) -> Lines:
    from scr_check.ignoring import lines_of  # noqa: PLC0415  (only a folder with a .gitignore, or --exclude, needs it)

    return lines_of(texts)


def _walk(folder: Path, root: Path, ignoring: tuple[Ignoring, ...], level: int) -> Iterator[Found]:
    if level > DEEPEST:
        yield Found(str(folder), fault=f"folders are looked into {DEEPEST} deep, and this one stands deeper")
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as fault:
        yield Found(str(folder), fault=f"the folder cannot be listed: {fault.strerror}")
        return
    try:
        ignoring = (*ignoring, *_gitignore(folder, entries))
    except ValueError as fault:
        yield Found(str(folder / ".gitignore"), fault=f"leaves nothing out: {fault}")
    for entry in entries:
        path = folder / entry.name
        is_folder = entry.is_dir(follow_symlinks=False)
        if entry.name == ".git" or any(one.leaves_out(path, is_folder) for one in ignoring):
            continue
        if is_folder:
            yield from _walk(path, root, ignoring, level + 1)
        elif entry.is_symlink() and _leads_to_folder(entry):
            yield Found(str(path), fault="a link to a folder is not followed")
        elif path.suffix.lower() in SUFFIXES and entry.name not in OWN_NAMES:
            yield _linked(path, root) if entry.is_symlink() else _file(path)


def _leads_to_folder(entry: os.DirEntry[str]) -> bool:
    """Does the link lead to a folder? One that leads in a circle, or where we may not go, leads to none that we can tell."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _gitignore(folder: Path, entries: list[os.DirEntry[str]]) -> Iterator[Ignoring]:
    if any(entry.name == ".gitignore" and entry.is_file() for entry in entries):
        try:
            raw = bytes_of(folder / ".gitignore", MOST_IGNORING)
        except OSError:
            return  # what cannot be read leaves nothing out
        if len(raw) > MOST_IGNORING:
            raise ValueError(f"longer than {MOST_IGNORING:,} bytes, which is the most allowed")
        yield Ignoring(folder, _lines(raw.decode("utf-8", "surrogateescape").splitlines()))


def _linked(path: Path, root: Path) -> Found:
    """A link to a file: followed inside the folder tree, said to lead out of it otherwise."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return Found(str(path), fault="a link that leads nowhere")
    return _file(path) if target.is_relative_to(root) else Found(str(path), fault="a link that leads out of the folder is not followed")


def _file(path: Path) -> Found:
    try:
        status = path.stat()
    except OSError as fault:
        return Found(str(path), fault=f"cannot be read: {fault.strerror}")
    if not stat.S_ISREG(status.st_mode):
        return Found(str(path), fault="not a plain file (a pipe or a device)")
    return Found(str(path), status.st_size)
