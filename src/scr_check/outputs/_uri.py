"""Paths as URIs."""

from __future__ import annotations

import os
import re
from pathlib import PureWindowsPath
from urllib.parse import quote

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_NO_CHARACTER = re.compile("[\ud800-\udc7f\udd00-\udfff]")


def uri(path: str) -> str:
    """A path as a relative URI reference, or with ``file://`` if it is whole. What a URI may not hold is percent-encoded, bytes as they are."""
    if _DRIVE.match(path):
        return "file:///" + _quoted(PureWindowsPath(path).as_posix())
    path = path.replace(os.sep, "/")
    return ("file://" if path.startswith("/") else "") + _quoted(path)


def _quoted(path: str) -> str:
    return quote(_NO_CHARACTER.sub("\ufffd", path).encode("utf-8", "surrogateescape"), safe="/-._~")
