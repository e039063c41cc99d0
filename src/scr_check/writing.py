"""Writes a report: to standard output, or to a file whole or not at all (into a new file beside it, which then takes its name)."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from scr_check.standing import real


class WriteFault(Exception):
    """A file that could not be written; the old one, if there was one, is as it was."""


class Target:
    """Somewhere a report goes, a piece at a time. Use it in a ``with``: without ``keep`` nothing is left of it."""

    def __init__(self, path: Path | None, out: IO[bytes]) -> None:
        """``path`` None: ``out``, which is standard output. Raises WriteFault."""
        self.path, self._out = path, out
        self._new: Path | None = None
        if path is not None:
            self._out = self._opened(path)

    def _opened(self, path: Path) -> IO[bytes]:
        try:
            if path.is_dir():
                raise WriteFault(f"{path}: cannot be written: it is a folder")
            if path.exists() and not stat.S_ISREG(path.stat().st_mode):
                return path.open("wb")
            target = real(path)
            handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
            self._new = Path(name)
            return os.fdopen(handle, "wb")
        except OSError as fault:
            raise self._fault(fault) from None

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
            try:
                self._out.close()
            except OSError:
                self._new.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Writes the bytes to a file, whole or not at all. Raises WriteFault."""
    with Target(path, out=_nowhere()) as target:
        target.write(data)
        target.keep()


def _nowhere() -> IO[bytes]:
    return open(os.devnull, "wb")  # noqa: PTH123  (never written: a path is given)
