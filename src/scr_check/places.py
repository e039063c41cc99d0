"""Where a value stands in a file, what is wrong there, and the texts whose spelling tells more than their letters.

The reader of each syntax hands back plain data and a `Spot`: the same tree, holding offsets in place of values.
An offset is a count of characters from the start of the decoded text; lines are counted only when a place is asked for.
"""

import re
from collections.abc import Iterable
from unicodedata import normalize

from scr_check.classes import dataclass

MOST_LEVELS = 64
"""Mappings and lists may stand inside one another this deep; the outermost is the first level. From case-record.md."""

MOST_VALUES = 200_000
"""More keys and values than this are refused, so that a small file of brackets cannot fill the memory of the machine. A case of a thousand meetings has
two thirds of them."""

Inside = dict[str, tuple[int, "Spot"]] | list["Spot"]
"""The keys of a mapping (offset of the key, spot of the value), or the items of a list."""
Spot = int | tuple[int, Inside | None]
"""A scalar's offset; or a collection's offset with what stands in it, None while nobody has asked."""

FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
"""Characters that no text may hold, however it is escaped: controls that are not white space, and halves of a pair."""

_BLOCK = 1024


class Word(str):
    """A plain YAML scalar `yes`, `no`, `true` or `false`: a yes/no field reads it so, any other field reads its letters."""

    __slots__ = ()


class Number(str):
    """A JSON number by its literal text, such as `21` or `1e999`; nobody has computed with it."""

    __slots__ = ()


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A line and a column of a file, both counted from 1, the column in characters."""

    line: int
    column: int

    def __str__(self) -> str:
        """`line 3, column 7`."""
        return f"line {self.line}, column {self.column}"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing for which a file is refused, in words fit for a person, and where; without a place it is the whole file."""

    message: str
    place: Place | None

    def at(self, path: object) -> str:
        """``path:line:column: message``, as far as the place is known."""
        return f"{path}:{self.place.line}:{self.place.column}: {self.message}" if self.place else f"{path}: {self.message}"


class Refused(Exception):
    """A file cannot be read. `faults` are all that were found, in the order of the file; there is at least one."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        """Sort the faults by place, those of the whole file first."""
        self.faults: tuple[Fault, ...] = tuple(sorted(faults, key=lambda fault: fault.place or Place(0, 0)))
        super().__init__(self.faults)

    def __str__(self) -> str:
        """The first few faults in one line; a report goes through `faults` itself."""
        return "; ".join(f"{fault.place}: {fault.message}" if fault.place else fault.message for fault in self.faults[:5])


@dataclass(frozen=True, slots=True)
class Flaw:
    """A fault as the reader of a syntax knows it: a message, and the offset of its place."""

    message: str
    offset: int
    first: int | None = None
    """The offset of an earlier place that the message should name."""


class NotThisSyntax(Exception):
    """The text breaks the grammar of its syntax, or is too big to go on: `flaws` say where and hide all other faults."""

    def __init__(self, *flaws: Flaw) -> None:
        """Keep the flaws; there is at least one."""
        self.flaws = flaws
        super().__init__(flaws[0].message)


class Lines:
    """Turns offsets in a text into places. A line ends in LF, CR or both, as editors count.

    Line ends are counted block by block, and no further than a place needs: a list of all of them could be far larger than the text.
    """

    def __init__(self, text: str) -> None:
        """Hold the text with each line end as one LF in its last character, so that offsets stay."""
        self._text = text.replace("\r\n", " \n").replace("\r", "\n")
        self._blocks = [(1, 0)]

    def place(self, offset: int) -> Place:
        """The line and column of the character at `offset`."""
        number = offset // _BLOCK
        while len(self._blocks) <= number:
            self._blocks.append(self._until(len(self._blocks) * _BLOCK))
        line, start = self._until(offset)
        return Place(line, offset - start + 1)

    def _until(self, offset: int) -> tuple[int, int]:
        """The number of the line at an offset in, or at the end of, a block already begun, and where that line starts."""
        number = (offset - 1) // _BLOCK if offset else 0
        line, start = self._blocks[number]
        begin = number * _BLOCK
        return line + self._text.count("\n", begin, offset), max(start, self._text.rfind("\n", begin, offset) + 1)

    def fault(self, flaw: Flaw) -> Fault:
        """The flaw with its offsets turned into places."""
        first = "" if flaw.first is None else f" (first in line {self.place(flaw.first).line})"
        return Fault(flaw.message + first, self.place(flaw.offset))


def quoted(text: str) -> str:
    """The text in quotation marks for a message: short, and with nothing in it that a terminal would obey."""
    return repr(text if len(text) <= 60 else text[:57] + "...")


def same_keys(keys: Iterable[tuple[str, int]]) -> list[Flaw]:
    """A flaw for each key, given with its offset, that equals an earlier one of its mapping by letters or after Unicode NFC."""
    seen: dict[str, tuple[str, int]] = {}
    flaws = []
    for key, offset in keys:
        earlier, first = seen.setdefault(normalize("NFC", key), (key, offset))
        if first != offset:
            same = "" if earlier == key else ", spelt with other Unicode characters but read as the same"
            flaws.append(Flaw(f"the key {quoted(key)} is given twice{same}: keep one of them", offset, first))
    return flaws


def bad_character(value: str, offset: int) -> Flaw | None:
    """The flaw of a text, written at `offset`, that holds a character which no text may hold."""
    match = FORBIDDEN.search(value)
    if match is None:
        return None
    code = ord(match[0])
    what = "half of a surrogate pair" if code >= 0xD800 else "a control character"
    return Flaw(f"the text holds {what} (U+{code:04X}): take it out; of control characters only tabs and line ends are allowed", offset)
