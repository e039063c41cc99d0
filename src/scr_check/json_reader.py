"""Reads JSON from text: plain data at the speed of the standard library, and the offsets of values when they are asked for.

The standard library tells no offsets, so a second pass with one compiled expression finds them. It runs when a place is asked
for, or when the first pass met something that may be a fault and must be said with its place.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from scr_check.places import MOST_LEVELS, MOST_VALUES, Flaw, Inside, NotThisSyntax, Number, Spot, bad_character, quoted, same_keys

_TOKEN = re.compile(r'"(?:[^"\\]++|\\.)*+"|[][{}]|[^][{}\s,:"]++', re.DOTALL)
_SUSPECT_ESCAPE = re.compile(r"\\(?:u(?:00[0189]|007[fF]|[dD][89a-fA-F])|b)")
_COLLECTIONS = frozenset((dict, list))
_BLANKS = re.compile(r"[ \t\n\r]*+")
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str)
_NO_NUMBERS = ("NaN", "Infinity", "-Infinity")

_WORDS: tuple[tuple[str, str], ...] = (
    ("Expecting property name", "a key in double quotes was expected here"),
    ("Expecting ':'", "a ':' is missing after the key"),
    ("Expecting ','", "a ',' or the closing bracket is missing before this"),
    ("Illegal trailing comma", "no ',' may stand before the closing bracket"),
    ("Unterminated string", "the quotation mark that opens here is never closed"),
    ("Invalid control character", "a text in quotes must end on its own line: write a line end as \\n and a tab as \\t"),
    ("Invalid \\escape", "unknown escape after '\\': write '\\\\' for a backslash"),
    ("Invalid \\u", "the escape '\\u' needs four hexadecimal digits"),
    ("Extra data", "text follows after the end of the document: a file holds one"),
    ("", "this is not JSON"),
)


def read_json(text: str) -> tuple[Any, list[Flaw]]:
    """The data and the flaws of a text that holds one JSON document. Raises NotThisSyntax."""
    _check_count(text)
    first = _FirstPass(text)
    try:
        data = first.read()
    except RecursionError:
        raise NotThisSyntax(_first_too_deep(text)) from None
    except json.JSONDecodeError as error:
        raise NotThisSyntax(_plain_words(error, text)) from None
    if first.suspect or _SUSPECT_ESCAPE.search(text) or _deep(data):
        return data, _SecondPass(text).flaws
    return data, []


def json_spots(text: str) -> Spot:
    """The spots of a text that `read_json` has read without a flaw."""
    return _SecondPass(text).root


def json_spot(text: str, at: int) -> tuple[Spot, int]:
    """The spot of the value that begins at an offset of a text without a flaw, and the offset of its end. What stands in it: ask `json_inside`."""
    end = _DECODER.raw_decode(text, at)[1]
    return ((at, None) if text[at] in "{[" else at), end


def json_inside(text: str, start: int) -> Inside:
    """What stands in the collection that begins at an offset of a text without a flaw. The standard library passes over what stands further in."""
    keys: dict[str, tuple[int, Spot]] = {}
    items: list[Spot] = []
    skip, closing = _BLANKS.match, "}" if text[start] == "{" else "]"
    at = start
    while text[at := skip(text, at + 1).end()] != closing:  # type: ignore[union-attr]  # it always matches
        if closing == "}":
            key, after = _DECODER.raw_decode(text, at)
            spot, end = json_spot(text, skip(text, text.index(":", after) + 1).end())  # type: ignore[union-attr]
            keys[key] = at, spot
        else:
            spot, end = json_spot(text, at)
            items.append(spot)
        at = skip(text, end).end()  # type: ignore[union-attr]
        if text[at] == closing:
            break
    return keys if closing == "}" else items


class _FirstPass:
    """The standard library's reader with hooks; `suspect` tells that the second pass must look for flaws."""

    def __init__(self, text: str) -> None:
        self.suspect = False
        self._text = text
        self._wide = not text.isascii() or "\\u" in text
        self._empties = '""' in text
        self._nothing: dict[str, Any] = {}

    def read(self) -> Any:
        """The plain data. Raises json.JSONDecodeError, and RecursionError for a text nested very deep."""
        return json.loads(self._text, object_pairs_hook=self._mapping, parse_int=Number, parse_float=Number, parse_constant=self._constant)

    def _mapping(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """A mapping without the keys whose value is empty; one that is written empty is always the same object."""
        if not pairs:
            self._empties = True
            return self._nothing
        data = dict(pairs)
        if len(data) != len(pairs) or (self._wide and not "".join(data).isascii()):
            self.suspect = True
        if self._empties:
            return {key: value for key, value in data.items() if value != "" and value is not self._nothing}
        return data

    def _constant(self, _: str) -> None:
        """NaN or an infinity: the second pass says where."""
        self.suspect = True


class _SecondPass:
    """Walks the tokens of a text whose grammar is known to be right; finds the spots and every flaw."""

    def __init__(self, text: str) -> None:
        self.flaws: list[Flaw] = []
        self._told_deep = False
        self._tokens = _TOKEN.finditer(text)
        self.root = self._value(next(self._tokens), 1)

    def _value(self, match: re.Match[str], level: int) -> Spot:
        """The spot of the value that begins with this token, at this level of nesting."""
        at, token = match.start(), match[0]
        if token in ("{", "["):
            if level > MOST_LEVELS:
                return self._too_deep(at)
            return at, self._keys(level) if token == "{" else self._items(level)
        if token[0] == '"':
            self._text(token, at)
        elif token in _NO_NUMBERS:
            self.flaws.append(Flaw(f"{token} is not a number of JSON: write null, or leave the field out", at))
        return at

    def _items(self, level: int) -> list[Spot]:
        """The spots of a list's items, up to its end."""
        return [self._value(match, level + 1) for match in self._until("]")]

    def _keys(self, level: int) -> dict[str, tuple[int, Spot]]:
        """The offsets of a mapping's keys and the spots of their values, up to its end."""
        keys: dict[str, tuple[int, Spot]] = {}
        given = []
        for match in self._until("}"):
            key, at = self._text(match[0], match.start()), match.start()
            given.append((key, at))
            keys.setdefault(key, (at, self._value(next(self._tokens), level + 1)))
        if len(keys) < len(given) or not "".join(keys).isascii():
            self.flaws.extend(same_keys(given))
        return keys

    def _until(self, end: str) -> Iterator[re.Match[str]]:
        """The tokens that begin an item or a key of the collection being read."""
        for match in self._tokens:
            if match[0] == end:
                return
            yield match

    def _text(self, token: str, at: int) -> str:
        """What a text in quotes says."""
        if "\\" not in token:
            return token[1:-1]
        value = str(json.loads(token))
        flaw = bad_character(value, at)
        if flaw:
            self.flaws.append(flaw)
        return value

    def _too_deep(self, at: int) -> Spot:
        """Add a flaw for the first place that is nested too deep, and pass over what stands in it."""
        if not self._told_deep:
            self.flaws.append(_deep_flaw(at))
            self._told_deep = True
        depth = 1
        while depth:
            token = next(self._tokens)[0]
            depth += (token in ("{", "[")) - (token in ("}", "]"))
        return at


def _deep_flaw(at: int) -> Flaw:
    """The flaw of what is nested too deep."""
    return Flaw(f"nested deeper than {MOST_LEVELS} levels, which is the most allowed", at)


def _deep(data: Any) -> bool:
    """Whether mappings and lists stand in one another as deep as is allowed, or deeper: then what is empty may be too deep.

    Goes level by level, without recursion.
    """
    level = [data] if type(data) in _COLLECTIONS else []
    for _ in range(MOST_LEVELS - 1):
        parts = [part.values() if type(part) is dict else part for part in level]
        level = [value for part in parts for value in part if type(value) in _COLLECTIONS]
        if not level:
            return False
    return True


def _first_too_deep(text: str) -> Flaw:
    """The flaw of a text nested so deep that the standard library gave up; of its grammar nothing is known."""
    depth = 0
    for match in _TOKEN.finditer(text):
        depth += (match[0] in ("{", "[")) - (match[0] in ("}", "]"))
        if depth > MOST_LEVELS:
            return _deep_flaw(match.start())
    return Flaw("nested too deep", 0)


def _check_count(text: str) -> None:
    """Refuse a text of more keys and values than a case can need; only a long one can hold so many. Raises NotThisSyntax."""
    if len(text) < MOST_VALUES:
        return
    last = next(islice(_TOKEN.finditer(text), MOST_VALUES, None), None)
    if last is not None:
        message = f"the file holds more than {MOST_VALUES:,} keys and values: a case needs far fewer; divide the file"
        raise NotThisSyntax(Flaw(message, last.start()))


def _plain_words(error: json.JSONDecodeError, text: str) -> Flaw:
    """The flaw that the standard library's error tells of, with its own words in brackets."""
    words = next(words for part, words in _WORDS if error.msg.startswith(part))
    if error.pos >= len(text):
        words = "the file ends too early: a value or a closing bracket is missing"
    elif error.msg.startswith("Extra data") and text[error.pos] in "{[":
        words = "a second document begins here: a file holds one"
    elif error.msg.startswith("Expecting value"):
        words = f"a value was expected here, not {quoted(text[error.pos])}: put text in double quotes, and no ',' before a closing bracket"
    return Flaw(f"{words} (JSON: {error.msg})", error.pos)
