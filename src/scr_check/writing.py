"""Writes a report: to standard output, or to a file whole or not at all (into a new file beside it, which then takes its name).

A pipe or a device that stands there is written to as the report comes, as a shell does it: a pipe waits for its reader, until it is interrupted.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from scr_check.standing import real


class WriteFault(Exception):
    """A file that could not be written; the old one, if there was one, is as it was."""


class Target:
    """Somewhere a report goes, a piece at a time. Use it in a ``with``, and open it there: without ``keep`` nothing is left of it."""

    def __init__(self, path: Path | None, out: IO[bytes]) -> None:
        """``path`` None: ``out``, which is standard output. Touches nothing yet."""
        self.path, self._out = path, out
        self._new: Path | None = None
        self._ours = False

    def open(self) -> None:
        """Makes the new file. An interrupt may come between any two steps, so its name is known before there is one. Raises WriteFault."""
        if self.path is None:
            return
        try:
            self._out = self._opened(self.path)
            self._ours = True
        except OSError as fault:
            self._new = None  # it was not made; what has its name, if anything has, is somebody else's
            raise self._fault(fault) from None

    def _opened(self, path: Path) -> IO[bytes]:
        if path.is_dir():
            raise WriteFault(f"{path}: cannot be written: it is a folder")
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            return path.open("wb")
        target = real(path)
        self._new = target.parent / f".{target.name}.{os.urandom(4).hex()}"
        return open(self._new, "xb", opener=_for_its_owner)

    def _fault(self, fault: OSError) -> WriteFault:
        return WriteFault(f"{self.path or 'standard output'}: cannot be written: {fault.strerror}")

    def write(self, data: str | bytes) -> None:
        """The next piece. Raises WriteFault; a reader of standard output that has gone raises BrokenPipeError."""
        try:
            self._out.write(data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data)
            if self.path is None:
                self._out.flush()
        except BrokenPipeError:
            raise
        except OSError as fault:
            raise self._fault(fault) from None

    def keep(self) -> None:
        """All is written: the file takes its name. Its permissions are those of the file it replaces, else what the umask gives."""
        if self.path is None:
            return
        try:
            self._out.flush()
            if self._new is not None:
                os.fsync(self._out.fileno())
            self._out.close()
            if self._new is not None:
                target = real(self.path)
                mask = os.umask(0)
                os.umask(mask)
                self._new.chmod(stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~mask)
                self._new.replace(target)
                self._new = None
        except OSError as fault:
            raise self._fault(fault) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        """Leaves no half-written file."""
        if self._new is not None:
            self._new.unlink(missing_ok=True)
        if self._ours:
            with suppress(OSError):
                self._out.close()


def _for_its_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def write_whole(path: Path, data: bytes) -> None:
    """Writes the bytes to a file, whole or not at all. Raises WriteFault."""
    with Target(path, BytesIO()) as target:
        target.open()
        target.write(data)
        target.keep()
