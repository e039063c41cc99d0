"""Which files a run looks at: each path given, and below a folder every case file that nothing leaves out.

Links to folders are not followed, so no loop of links can catch a run; a link to a file is followed only if the file stands in the same folder
tree. What cannot be looked at is said, never passed over.
"""

from __future__ import annotations

import os
import stat
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, overload

from scr_check.classes import dataclass
from scr_check.sources import bytes_of
from scr_check.standing import OWN_NAMES, is_folder

if TYPE_CHECKING:
    from scr_check.ignoring import Lines

SUFFIXES = (".yaml", ".yml", ".json")
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
    name: str

    def leaves_out(self, path: Path, is_folder: bool) -> bool:
        """Is this path left out?"""
        return self.lines.leave_out(path.relative_to(self.folder).parts, is_folder)


Files = Sequence[Found]


class Packed(Files):
    """Many files in little memory: a path and some thirty bytes each, and an object only while one is looked at."""

    def __init__(self, found: Iterable[Found]) -> None:
        """Puts them in the order of their paths, each path once: the first that comes."""
        self._paths, self._ends, self._sizes = bytearray(), array("Q", [0]), array("Q")
        self._faults: dict[int, str] = {}
        last, rising = "", True
        for number, file in enumerate(found):
            self._paths += file.path.encode("utf-8", "surrogatepass")
            self._ends.append(len(self._paths))
            self._sizes.append(file.size)
            if file.fault:
                self._faults[number] = file.fault
            last, rising = file.path, rising and last < file.path
        self._order = array("Q", range(len(self._sizes)) if rising else self._sorted())

    def _sorted(self) -> Iterator[int]:
        """The numbers in order: the bytes of UTF-8 are in that of the characters."""
        before = None
        for number in sorted(range(len(self._sizes)), key=self._path):
            if (path := self._path(number)) != before:
                yield number
            before = path

    def _path(self, number: int) -> bytes:
        return bytes(self._paths[self._ends[number] : self._ends[number + 1]])

    def __len__(self) -> int:
        return len(self._order)

    @overload
    def __getitem__(self, place: int) -> Found: ...

    @overload
    def __getitem__(self, place: slice) -> Files: ...

    def __getitem__(self, place: int | slice) -> Found | Files:
        """One of them, or several."""
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        number = self._order[place]
        return Found(self._path(number).decode("utf-8", "surrogatepass"), self._sizes[number], self._faults.get(number, ""))


EXCLUDED = "--exclude"
LeftOut = Counter[str]
"""How many case files and folders each ``.gitignore`` (by its path) and ``--exclude`` left out."""


def files_of(given: Iterable[str], exclude: tuple[str, ...] = (), left_out: LeftOut | None = None) -> Files:
    """The files of these paths, each once, in the order of their paths. Raises ValueError for patterns that are too many or too long.

    ``left_out`` is told what is not looked at.
    """
    left = Counter() if left_out is None else left_out
    return Packed(file for path in map(Path, given) for file in (_below(path, exclude, left) if is_folder(path) else (_file(path),)))


def _below(folder: Path, exclude: tuple[str, ...], left_out: LeftOut) -> Iterator[Found]:
    ignoring = (Ignoring(folder, _lines(exclude), EXCLUDED),) if exclude else ()
    yield from _walk(folder, folder.resolve(), ignoring, left_out, 1)


def _lines(texts: Iterable[str]) -> Lines:
    from scr_check.ignoring import lines_of  # noqa: PLC0415  (only a folder with a .gitignore, or --exclude, needs it)

    return lines_of(texts)


def _walk(folder: Path, root: Path, ignoring: tuple[Ignoring, ...], left_out: LeftOut, level: int) -> Iterator[Found]:
    if level > DEEPEST:
        yield Found(str(folder), fault=f"folders are looked into {DEEPEST} deep, and this one stands deeper")
        return
    try:
        with os.scandir(folder) as entries:
            names, kinds = [], {}
            for entry in entries:
                names.append(entry.name)
                if (kind := _kind(entry)) != "file":  # most are, and of those nothing is kept
                    kinds[entry.name] = kind
    except OSError as fault:
        yield Found(str(folder), fault=f"the folder cannot be listed: {fault.strerror}")
        return
    try:
        ignoring = (*ignoring, *_gitignore(folder, names))
    except ValueError as fault:
        yield Found(str(folder / ".gitignore"), fault=f"leaves nothing out: {fault}")
    names.sort()
    for name in names:
        path, kind = folder / name, kinds.get(name, "file")
        if name == ".git":
            continue
        by = next((one.name for one in ignoring if one.leaves_out(path, kind == "folder")), "")
        if by:
            left_out[by] += kind == "folder" or (path.suffix.lower() in SUFFIXES and name not in OWN_NAMES)
            continue
        if kind == "folder":
            yield from _walk(path, root, ignoring, left_out, level + 1)
        elif kind == "link to a folder":
            yield Found(str(path), fault="a link to a folder is not followed")
        elif path.suffix.lower() in SUFFIXES and name not in OWN_NAMES:
            yield _linked(path, root) if kind == "link" else _file(path)


def _kind(entry: os.DirEntry[str]) -> str:
    """What an entry is. A link that leads in a circle, or where we may not go, leads to no folder that we can tell."""
    if not entry.is_symlink():
        return "folder" if entry.is_dir(follow_symlinks=False) else "file"
    try:
        return "link to a folder" if entry.is_dir() else "link"
    except OSError:
        return "link"


def _gitignore(folder: Path, names: Iterable[str]) -> Iterator[Ignoring]:
    if ".gitignore" in names and (folder / ".gitignore").is_file():
        try:
            raw = bytes_of(folder / ".gitignore", MOST_IGNORING)
        except OSError:
            return  # what cannot be read leaves nothing out
        if len(raw) > MOST_IGNORING:
            raise ValueError(f"longer than {MOST_IGNORING:,} bytes, which is the most allowed")
        yield Ignoring(folder, _lines(raw.decode("utf-8", "surrogateescape").splitlines()), str(folder / ".gitignore"))


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
