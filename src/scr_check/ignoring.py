"""What the lines of a ``.gitignore`` (or ``--exclude``) leave out, as git reads them, in time that grows with the length of a path and no faster.

A line is a glob over the steps of a path: ``*`` and ``?`` stop at a slash, ``**`` stands for any number of folders, ``[a-z]`` is one of several,
``\\`` takes a character as it is, ``!`` at the beginning brings back, a slash at the end means folders alone, and one before that ties it to the
folder of the file. Libraries make one regular expression of a line; that of ``*a*a*a*a*b`` takes hours over a long name, and who writes an export
writes its ``.gitignore``. Here each step is matched for itself, with expressions that never go back. From the page gitignore(5).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fnmatch import translate

from scr_check.classes import dataclass

MOST_LINES = 1000
"""Lines of one file that are read: each is held against every path."""
LONGEST = 500
"""Characters of a line."""
_ANY = None
"""A step ``**``."""

Step = re.Pattern[str] | None


class TooMuch(ValueError):
    """More than can be held against many paths. The message says what, and what is allowed."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its steps, whether it brings back, whether it means folders alone."""

    steps: tuple[Step, ...]
    back: bool
    folders: bool

    def matches(self, path: tuple[str, ...]) -> bool:
        """Does the whole path fit? Works out for each beginning of the line which beginnings of the path it fits."""
        fits = [True, *[False] * len(path)]
        for step in self.steps:
            if step is _ANY:
                first = fits.index(True) if True in fits else len(fits)
                fits = [place >= first for place in range(len(fits))]
            else:
                fits = [False, *(before and step.match(name) is not None for before, name in zip(fits, path, strict=False))]
        return fits[-1]


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one file; of those that fit a path the last decides."""

    lines: tuple[Line, ...]

    def leave_out(self, path: tuple[str, ...], is_folder: bool) -> bool:
        """Is the path, by its steps from the folder of the file, left out? What is below a folder that is left out is never asked for."""
        last = next((line for line in reversed(self.lines) if (is_folder or not line.folders) and line.matches(path)), None)
        return last is not None and not last.back


def lines_of(texts: Iterable[str]) -> Lines:
    """The lines of a file. Raises TooMuch."""
    found = []
    for number, text in enumerate(texts, 1):
        if number > MOST_LINES:
            raise TooMuch(f"more than {MOST_LINES:,} lines, which is the most allowed")
        if len(text) > LONGEST:
            raise TooMuch(f"line {number} has {len(text):,} characters: the most allowed is {LONGEST}")
        line = _line(text)
        if line is not None:
            found.append(line)
    return Lines(tuple(found))


def _line(text: str) -> Line | None:
    """One line; None for a comment, an empty one, and one that fits nothing."""
    text = _without_blanks(text)
    if not text or text.startswith("#"):
        return None
    back = text.startswith("!")
    text = text[1:] if back else text
    folders = text.endswith("/")
    tied = "/" in text.rstrip("/")
    names = [name for name in text.split("/") if name]
    if not names or (text.endswith("\\") and not text.endswith("\\\\")):
        return None
    steps = [_ANY if name == "**" else re.compile(translate(_unescaped(name))) for name in names]
    if not tied:
        steps.insert(0, _ANY)
    if steps[-1] is _ANY and len(steps) > 1 and names[-1] == "**":
        steps.append(re.compile(translate("?*")))  # "a/**" is all that is in a, and not a itself
    return Line(tuple(steps), back, folders)


def _without_blanks(text: str) -> str:
    """The line without the blanks at its end, but one after a backslash."""
    bare = text.rstrip(" \t\r")
    return bare + " " if bare.endswith("\\") and len(bare) < len(text) else bare


def _unescaped(name: str) -> str:
    """The glob as ``fnmatch`` writes it: what follows a backslash in brackets, and ``[^`` as ``[!``."""
    pieces, at = [], 0
    while at < len(name):
        character = name[at]
        if character == "\\" and at + 1 < len(name):
            after = name[at + 1]
            pieces.append(f"[{after}]" if after in "*?[" else after)
            at += 2
        elif character == "[" and name[at + 1 : at + 2] == "^":
            pieces.append("[!")
            at += 2
        else:
            pieces.append(character)
            at += 1
    return "".join(pieces)
