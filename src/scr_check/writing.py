"""Writes a file whole or not at all: into a new file beside it, which then takes its name."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path


class WriteFault(Exception):
    """A file that could not be written; the old one, if there was one, is as it was."""


def write_whole(path: Path, data: bytes) -> None:
    """Writes the bytes. A device or a pipe is written straight. Raises WriteFault with a line for a person."""
    try:
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            _straight(path, data)
        else:
            _beside(path, data)
    except OSError as fault:
        raise WriteFault(f"{path}: cannot be written: {fault.strerror}") from None


def _straight(path: Path, data: bytes) -> None:
    if path.is_dir():
        raise WriteFault(f"{path}: cannot be written: it is a folder")
    with path.open("wb") as file:
        file.write(data)


def _beside(path: Path, data: bytes) -> None:
    """The new file has the permissions that the umask gives, as any new file; a link keeps pointing at its target."""
    target = path.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~mask)
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
