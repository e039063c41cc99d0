"""Lines for a terminal: made harmless, wrapped to a width in cells, and coloured at the very end, so that colour changes no character."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

KEPT_TOGETHER: Final = "\xa0"
"""Stands for a blank at which no line is broken."""
_UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_COMMAND: Final = re.compile(r"(?<=#)#(?=[a-z]*\[)")
"""``##[...]`` and ``##vso[...]`` are commands to what runs pipelines, wherever in a line they stand."""
_COMMAND_LINE: Final = re.compile(r"^(\s*):(?=:)", re.MULTILINE)
"""``::...::`` is one at the beginning of a line."""
_FIRST_COMBINING: Final = "\u0300"
"""Every character before this one takes one column."""
_STYLES: Final = {
    "head": "bold", "wrong": "bold red", "open": "bold yellow", "due": "bold cyan", "well": "green", "quiet": "dim", "plain": "",
}  # fmt: skip


def harmless(text: str) -> str:
    """The text with every character that steers a terminal or a pipeline, turns the direction of writing or is not seen, as an escape that can be read."""
    if not (text.isascii() and text.isprintable()):
        text = _UNSAFE.sub(_escape, text)
    return _COMMAND.sub(r"\\x23", text) if "##" in text else text


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\x{number:02x}" if number < 1 << 8 else f"\\u{number:04x}" if number < 1 << 16 else f"\\U{number:08x}"


def no_command(text: str) -> str:
    """The lines with no command to a pipeline at the beginning of one: where it is broken, any word may come to stand there."""
    return _COMMAND_LINE.sub(r"\1\\x3a", text) if "::" in text else text


def cells(text: str) -> int:
    """Columns that the text takes."""
    if text.isascii() or max(text) < _FIRST_COMBINING:
        return len(text)
    return sum(0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


class Line(NamedTuple):
    """One line and the name of its style."""

    text: str
    style: str = "plain"


_new = tuple.__new__
"""Makes a line without a call into Python: a report has thousands."""


def wrapped(text: str, width: int, first: str = "", rest: str = "", style: str = "plain") -> Iterable[Line]:
    """The text in lines of at most ``width`` columns; ``first`` begins the first line, ``rest`` the others. Too long a word is cut."""
    narrow = text.isascii() or max(text) < _FIRST_COMBINING
    if narrow and "  " not in text and text.strip(" ") == text != "":
        lines = _filled(text, width, first, rest, style)
        if lines is not None:
            return lines
    return _word_by_word(text, width, first, rest, style, len if narrow else cells)


def _filled(text: str, width: int, first: str, rest: str, style: str) -> list[Line] | None:
    """The usual text: words that fit, one blank between them, one column for each character. As `_word_by_word`, several times faster.

    None where a word does not fit.
    """
    lines: list[Line] = []
    begin, start, room, length = first, 0, width - len(first), len(text)
    while length - start > room:
        end = text.rfind(" ", start, max(start, start + room + 1))
        if end != -1:
            lines.append(_new(Line, (begin + text[start:end], style)))
            start = end + 1
        elif lines or begin == rest:
            return None
        else:  # the first word does not fit beside what begins the first line
            lines.append(Line(begin, style))
        begin, room = rest, width - len(rest)
    lines.append(_new(Line, ((begin + text[start:]).rstrip(), style)))
    if KEPT_TOGETHER in text:
        lines = [Line(line.replace(KEPT_TOGETHER, " "), style) for line, _ in lines]
        lines[-1] = Line(lines[-1].text.rstrip(), style)
    return lines


def _word_by_word(text: str, width: int, first: str, rest: str, style: str, measure: Callable[[str], int]) -> Iterator[Line]:
    line, taken, started = first, cells(first), False
    for word in _words(text, max(width - cells(rest), 1), measure):
        wide = measure(word)
        if taken + started + wide > width and (started or line != rest):
            yield Line(line.replace(KEPT_TOGETHER, " "), style)
            line, taken, started = rest, cells(rest), False
        line, taken = f"{line} {word}" if started else line + word, taken + started + wide
        started = True
    yield Line(line.replace(KEPT_TOGETHER, " ").rstrip(), style)


def _words(text: str, longest: int, measure: Callable[[str], int]) -> Iterator[str]:
    for word in text.split(" "):
        if measure(word) <= longest:
            if word:
                yield word
        elif KEPT_TOGETHER in word:
            yield from _words(word.replace(KEPT_TOGETHER, " "), longest, measure)
        else:
            yield from _cut(word, longest)


def _cut(word: str, longest: int) -> Iterator[str]:
    """Too long a word in parts that fit."""
    while cells(word) > longest:
        head = _head(word, longest)
        yield word[:head]
        word = word[head:]
    if word:
        yield word


def _head(word: str, longest: int) -> int:
    """How many characters fit; one at least."""
    count = 0
    while count < len(word) and cells(word[: count + 1]) <= longest:
        count += 1
    return max(count, 1)


def joined(lines: list[Line], colour: bool) -> str:
    """The lines as text; with ``colour``, each in its style."""
    if not colour:
        return no_command("".join(f"{line.text}\n" for line in lines))
    from rich.color import ColorSystem  # noqa: PLC0415  (only a terminal pays for it)
    from rich.style import Style  # noqa: PLC0415

    styles = {name: Style.parse(text) for name, text in _STYLES.items()}
    return "".join(styles[line.style].render(line.text, color_system=ColorSystem.STANDARD) + "\n" for line in lines)
