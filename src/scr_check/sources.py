"""Bytes become a Document: plain data, and where each value stands.

Every file that this program reads as YAML or JSON comes in here: cases, rules, configuration. The page case-record.md says what a
reader refuses; what is said there of a file as text is refused here, with every such fault at once.

    document = read(raw, "case.yaml")
    document.data["meetings"][0]["date"]     # '2015-05-01', a text: YAML's guesses are not asked for
    document.place("/meetings/0/date")       # line 61, column 11
"""

import codecs
import hashlib
import os
import re
import stat
from collections.abc import Iterator
from copy import copy
from itertools import islice
from pathlib import Path
from typing import Any, Literal, Self

from scr_check.json_reader import json_inside, json_spot, json_spots, read_json
from scr_check.places import Fault, Flaw, Inside, Lines, NotThisSyntax, Number, Place, Refused, Spot, Word
from scr_check.yaml_reader import read_yaml

__all__ = ["MOST_BYTES", "Document", "Fault", "Number", "Place", "Refused", "Word", "bytes_of", "read", "says_nothing"]

_EMPTY = ('""', "''", "&", "*")
_EMPTY_BRACES = re.compile(r"\{\s*+\}")
"""Without one of these in it, a text holds no empty value (an alias may repeat one). As one expression it takes several times as long."""

_DOCUMENTS = (
    (b"%PDF-", "a PDF document"), (b"PK\x03\x04", "a Word or Excel document, or another zip file"), (b"\xd0\xcf\x11\xe0", "an old Word or Excel document"),
    (b"{\\rtf", "an RTF document"), (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"),
)  # fmt: skip
"""The first bytes of files that people keep beside records, and what they are."""

MOST_BYTES = 8 * 1024 * 1024
"""A longer file is refused: a case of a thousand meetings has a seventh of it. case-record.md names 64 MiB as the most that may ever be taken; to read as
much takes seconds and hundreds of MiB, and docs/security.md promises that no file does."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_CONTROL_BYTES = bytes(code for code in range(128) if _CONTROL.match(chr(code)))
_MOST_CONTROLS = 20
_LONG = 100_000
"""Of a longer JSON text all places are found at once: one that is long and deep would be passed over again at each level."""
_MOST_FLAWS = 1000
_JSON_START = re.compile(r'\s*+[{\[]\s*+["{\[\]}]')

Syntax = Literal["yaml", "json"]


class Document:
    """What a file holds, and where.

    `data` is made of dict, list, str and None; from YAML also Word, from JSON also bool and Number. A key whose value is an
    empty text or an empty mapping is left out of its mapping; in a list they stay, and so does None everywhere. What an alias
    repeats is the same object: do not change the data. `sha256` is that of the file's bytes, in hexadecimal.
    """

    __slots__ = ("_known", "_lines", "_opened", "_spots", "_text", "data", "sha256", "syntax")

    def __init__(self, data: Any, syntax: Syntax, sha256: str, text: str, spots: Spot | None) -> None:
        """Hold what was read; without spots they are looked for when the first place is asked for."""
        self.data = data
        self.syntax: Syntax = syntax
        self.sha256 = sha256
        self._text = text
        self._spots = spots
        self._lines: Lines | None = None
        self._known: dict[str, tuple[int, Spot, bool]] = {}
        self._opened: dict[int, Inside] = {}

    def with_data(self, data: Any, sha256: str) -> Self:
        """The same file with other data and another hash: what has the same pointer has the same place."""
        made = copy(self)
        made.data, made.sha256 = data, sha256
        return made

    def place(self, pointer: str) -> Place:
        """Where the value stands that an RFC 6901 pointer names; of one that is not there, its nearest ancestor that is.

        Raises ValueError for what is no pointer.
        """
        return self._place(self._find(pointer)[1])

    def key_place(self, pointer: str) -> Place:
        """Where the key of that value stands; a list item has none, so its own place. Otherwise as `place`."""
        return self._place(self._find(pointer)[0])

    def left_out(self) -> list[tuple[str | int, ...]]:
        """The paths of the keys that were left out of ``data`` because their value is empty."""
        text = self._text
        if not any(empty in text for empty in _EMPTY) and not _EMPTY_BRACES.search(text):
            return []
        return list(_lacking(self.data, json_spots(text) if self._spots is None else self._spots, ()))

    def _place(self, offset: int) -> Place:
        if self._lines is None:
            self._lines = Lines(self._text)
        return self._lines.place(offset)

    def _find(self, pointer: str) -> tuple[int, int]:
        """The offsets of the key and of the value, as far as the pointer leads."""
        key, spot, _ = self._found(pointer)
        return key, _start(spot)

    def _found(self, pointer: str) -> tuple[int, Spot, bool]:
        """The key's offset and the spot, as far as the pointer leads, and whether it leads there. Kept: one entry is asked for again and again."""
        known = self._known.get(pointer)
        if known is None:
            known = self._known[pointer] = self._looked_up(pointer)
        return known

    def _looked_up(self, pointer: str) -> tuple[int, Spot, bool]:
        if self._spots is None:
            text = self._text
            self._spots = json_spots(text) if len(text) > _LONG else json_spot(text, len(text) - len(text.lstrip()))[0]
        if not pointer:
            return _start(self._spots), self._spots, True
        if not pointer.startswith("/"):
            raise ValueError(f"a pointer is empty or begins with '/': {pointer!r}")
        outer, _, step = pointer.rpartition("/")
        key, spot, whole = self._found(outer)
        if not whole:
            return key, spot, False
        found = None if isinstance(spot, int) else _step(self._inside(spot), step.replace("~1", "/").replace("~0", "~"))
        return (_start(spot), spot, False) if found is None else (*found, True)

    def _inside(self, spot: tuple[int, Inside | None]) -> Inside:
        """What stands in a collection; of JSON, it is read when it is first asked for."""
        start, inside = spot
        if inside is None:
            inside = self._opened.get(start)
        if inside is None:
            inside = self._opened[start] = json_inside(self._text, start)
        return inside


def read(raw: bytes, name: str = "") -> Document:
    """The document that a file's bytes hold. Raises Refused with every fault of the file as text.

    The name's ending decides the syntax: `.json`, `.yaml` or `.yml`. Any other name, `-` or none: JSON if it reads as JSON.
    """
    if len(raw) > MOST_BYTES:
        raise Refused([Fault(f"the file is longer than {MOST_BYTES:,} bytes, which is the most allowed: a case needs far fewer; divide the file", None)])
    text = _decode(raw)
    if not text or text.isspace():
        raise Refused([Fault("the file is empty", Place(1, 1))])
    try:
        return _read_text(text, _syntax(name, text), hashlib.sha256(raw).hexdigest())
    except NotThisSyntax as error:
        raise _refused(text, error.flaws) from None
    except (MemoryError, RecursionError):
        raise Refused([Fault("the file is too big or too deep for the memory that is left", None)]) from None


def says_nothing(raw: bytes) -> bool:
    """Does a YAML file hold nothing, or only comments? Raises Refused for what is no text."""
    lines = (line.strip() for line in _decode(raw).splitlines()) if len(raw) <= MOST_BYTES else ("too long",)
    return all(line in ("", "---") or line.startswith("#") for line in lines)


def read_if_any(path: Path) -> Document | None:
    """The document in a YAML file that may hold nothing, or only comments: then None. Raises OSError and Refused."""
    raw = bytes_of(path)
    return None if says_nothing(raw) else read(raw, "x.yaml")


def bytes_of(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of a plain file, one more than ``most`` at the most, so that a device or a file that grows fills no memory.

    Raises OSError, whose ``strerror`` says why; for what is no plain file too.
    """
    # Opened without waiting: a pipe that nobody writes to would hold up the run for ever.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with open(handle, "rb") as file:  # noqa: PTH123  (it is open)
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(21, "it is a folder", str(path))
        if not stat.S_ISREG(mode):
            raise OSError(22, "not a plain file (a pipe or a device)", str(path))
        return file.read(most + 1)


def _read_text(text: str, syntax: Syntax | None, sha256: str) -> Document:
    """Read the text; JSON first where the syntax is not known. Raises Refused and NotThisSyntax."""
    _check_characters(text)
    spots: Spot | None = None
    if syntax is None:
        return _sniffed(text, sha256)
    if syntax == "json":
        data, flaws = read_json(text)
    else:
        data, spots, flaws = read_yaml(text)
    if flaws:
        raise _refused(text, flaws)
    return Document(data, syntax, sha256, text, spots)


def _sniffed(text: str, sha256: str) -> Document:
    """Read a text that may be JSON, or YAML that begins with a bracket. Where it is neither, it is told of as JSON."""
    try:
        return _read_text(text, "json", sha256)
    except NotThisSyntax as not_json:
        try:
            return _read_text(text, "yaml", sha256)
        except NotThisSyntax:
            raise not_json from None


def _syntax(name: str, text: str) -> Syntax | None:
    """The syntax that a file's name, or else the beginning of its text, tells; None where JSON should be tried first."""
    ending = name.lower().rpartition(".")[2]
    if ending == "json":
        return "json"
    return "yaml" if ending in ("yaml", "yml") or not _JSON_START.match(text) else None


def _refused(text: str, flaws: list[Flaw] | tuple[Flaw, ...]) -> Refused:
    """The refusal that these flaws of a text make."""
    lines = Lines(text)
    faults = [lines.fault(flaw) for flaw in flaws[:_MOST_FLAWS]]
    more = [Fault(f"only {_MOST_FLAWS:,} of its faults are told", None)] if len(flaws) > _MOST_FLAWS else []
    return Refused([*more, *faults])


def _check_characters(text: str) -> None:
    """Refuse control characters that stand in the text as they are; in a file of many, only the first are told. Raises Refused."""
    if text.isascii():  # most files are, and deleting bytes is four times as fast as searching characters
        plain = text.encode("ascii")
        if len(plain.translate(None, _CONTROL_BYTES)) == len(plain):
            return
    elif _CONTROL.search(text) is None:
        return
    message = "the control character U+{:04X} is not allowed: of these only tabs and line ends are"
    found = list(islice(_CONTROL.finditer(text), _MOST_CONTROLS + 1))
    flaws = [Flaw(message.format(ord(match[0])), match.start()) for match in found[:_MOST_CONTROLS]]
    if len(found) > _MOST_CONTROLS:
        flaws.append(Flaw("more control characters from here on: is this a text file?", found[-1].start()))
    raise _refused(text, flaws)


def _decode(raw: bytes) -> str:
    """The text without its byte-order mark. Raises Refused."""
    encoding, name = "utf-8", "UTF-8"
    kind = next((kind for mark, kind in _DOCUMENTS if raw.startswith(mark)), None)
    if kind is not None:
        raise Refused([Fault(f"the file is {kind}: a case record is text in YAML or JSON; 'scr-check new' prints an empty one", None)])
    if len(raw) > 3 and (raw[0] == raw[2] == 0 or raw[1] == raw[3] == 0) and not raw.startswith(codecs.BOM_UTF16_LE):
        raise Refused([Fault("the file looks like UTF-16 or UTF-32 without a byte-order mark: save it as UTF-8", None)])
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Refused([Fault("the file is UTF-32: save it as UTF-8", None)])
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding, name = "utf-16", "UTF-16"
    try:
        return raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode(encoding, "replace").removeprefix("\ufeff")
        found = raw[error.start : error.start + 1].hex().upper()
        raise Refused([Fault(f"the byte {found} is not {name}: save the file as UTF-8", Lines(before).place(len(before)))]) from None


def _step(inside: Inside, step: str) -> tuple[int, Spot] | None:
    """The key's offset and the spot of what stands under a key or an index; None where nothing does."""
    if isinstance(inside, dict):
        return inside.get(step)
    if not (step.isdecimal() and step.isascii()) or (step[0] == "0" and step != "0") or len(step) > 10 or int(step) >= len(inside):
        return None
    return _start(inside[int(step)]), inside[int(step)]


def _lacking(data: Any, spot: Spot, path: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    """The paths of keys that have a spot and no value."""
    inner = spot[1] if isinstance(spot, tuple) else None
    if isinstance(inner, dict) and isinstance(data, dict):
        for key, (_, below) in inner.items():
            if key in data:
                yield from _lacking(data[key], below, (*path, key))
            else:
                yield (*path, key)
    elif isinstance(inner, list) and isinstance(data, list):
        for number, (item, below) in enumerate(zip(data, inner, strict=False)):
            yield from _lacking(item, below, (*path, number))


def _start(spot: Spot) -> int:
    """The offset at which a value begins."""
    return spot if isinstance(spot, int) else spot[0]
