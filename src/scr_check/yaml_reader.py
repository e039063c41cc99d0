"""Reads one YAML document from text: plain data, and the offsets of its values.

libyaml's parser gives events; they are built into data here, without YAML's guesses at what a scalar means, without tags and
without merge keys. What an alias repeats is shared, not copied, so a hostile file cannot grow in memory.
"""

from collections.abc import Callable
from typing import Any

import yaml

from scr_check.classes import dataclass
from scr_check.places import MOST_LEVELS, MOST_VALUES, Flaw, NotThisSyntax, Spot, Word, bad_character, quoted, same_keys
from scr_check.yaml_problems import plain_words

ALIAS_FACTOR = 10
"""What aliases repeat may add up to this many times the file's own length. From case-record.md."""

_PLAIN: dict[str, str | None] = {word: Word(word) for word in ("yes", "no", "true", "false")} | {"null": None, "~": None, "": None}
# The events carry no types of their own; as Any they can be read without an assertion for each mark.
_SCALAR: Any = yaml.ScalarEvent
_ALIAS: Any = yaml.AliasEvent
_MAPPING: Any = yaml.MappingStartEvent
_MAPPING_END: Any = yaml.MappingEndEvent
_LIST: Any = yaml.SequenceStartEvent
_LIST_END: Any = yaml.SequenceEndEvent
_DOCUMENT: Any = yaml.DocumentStartEvent
_STARTS: Any = (_MAPPING, _LIST)
_ENDS: Any = (_MAPPING_END, _LIST_END)
# libyaml compares each '%TAG' line with all before it, and each token with all open levels: without these bounds it could take days.
_MOST_TAG_LINES = 100
_MOST_SKIPPED_LEVELS = 500


@dataclass(slots=True)
class _Anchored:
    """What an alias repeats: the value, its spot, its length in characters and its levels. `open`: it is still being read."""

    value: Any = None
    spot: Spot = 0
    length: int = 0
    levels: int = 0
    open: bool = True


def read_yaml(text: str) -> tuple[Any, Spot, list[Flaw]]:
    """The data, the spots and the flaws of a text that holds one YAML document. Raises NotThisSyntax."""
    if text.count("\n%TAG") > _MOST_TAG_LINES:
        message = "lines '%TAG' have no use here: take them out"
        raise NotThisSyntax(Flaw(message, text.index("\n%TAG") + 1))
    try:
        return _Builder(text).document()
    except yaml.YAMLError as error:
        raise NotThisSyntax(plain_words(error, text)) from None


def _events(text: str) -> Callable[[], Any]:
    """The call that gives the next event; it counts them only for a text long enough to hold too many."""
    get: Callable[[], Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text).get_event
    if len(text) < MOST_VALUES // 2:
        return get
    left = iter(range(MOST_VALUES))

    def counted() -> Any:
        event = get()
        if next(left, None) is None:
            message = f"the file holds more than {MOST_VALUES:,} keys and values: a case needs far fewer; divide the file"
            raise NotThisSyntax(Flaw(message, event.start_mark.index))
        return event

    return counted


class _Builder:
    """Builds the data of one document from its events. It holds what one reading needs and is thrown away after it."""

    def __init__(self, text: str) -> None:
        self._get = _events(text)
        self._wide = not text.isascii() or "\\" in text
        self._flaws: list[Flaw] = []
        self._anchors: dict[str, _Anchored] = {}
        self._allowed = len(text) * ALIAS_FACTOR
        self._expanded = 0
        self._deepest = 0
        self._end = 0
        self._told_deep = False

    def document(self) -> tuple[Any, Spot, list[Flaw]]:
        """Read the stream: one document, with something in it."""
        self._get()
        if type(self._get()) is not _DOCUMENT:
            raise NotThisSyntax(Flaw("the file is empty, or holds only comments", 0))
        root = self._get()
        if type(root) is _SCALAR and root.value == "" and not root.style:
            self._flaws.append(Flaw("the document is empty", root.start_mark.index))
        value, spot = self._value(root, 1)
        self._get()
        after = self._get()
        if type(after) is _DOCUMENT:
            message = "a second document begins here: a file holds one; take out the '---' or make it a file of its own"
            raise NotThisSyntax(Flaw(message, after.start_mark.index))
        return value, spot, self._flaws

    def _value(self, event: Any, level: int) -> tuple[Any, Spot]:
        """The value that begins with this event, at this level of nesting."""
        if type(event) is _SCALAR:
            return self._scalar(event), event.start_mark.index
        if type(event) is _ALIAS:
            return self._alias(event, level)
        self._tag(event)
        if level > MOST_LEVELS:
            self._too_deep(event)
            self._skip(event)
            return None, event.start_mark.index
        if event.anchor is not None:
            return self._anchored(event, level)
        return self._collection(event, level)

    def _collection(self, event: Any, level: int) -> tuple[Any, Spot]:
        """The mapping or list that begins with this event."""
        if level > self._deepest:  # noqa: PLR1730 - max() here is a tenth of the time of a short mapping
            self._deepest = level
        if type(event) is _MAPPING:
            return self._mapping(event.start_mark.index, level)
        return self._list(event.start_mark.index, level)

    def _mapping(self, start: int, level: int) -> tuple[dict[str, Any], Spot]:
        """A mapping up to its end. What is empty is left out of the data, and keeps its key's place."""
        get, plain = self._get, _PLAIN.get
        data: dict[str, Any] = {}
        keys: dict[str, tuple[int, Spot]] = {}
        twice: list[tuple[str, int]] = []
        while type(event := get()) is not _MAPPING_END:
            at = event.start_mark.index
            key = event.value if type(event) is _SCALAR and not event.style and not event.tag and not event.anchor else self._key(event)
            event = get()
            if type(event) is _SCALAR:
                spot = event.start_mark.index
                if event.style or event.tag or event.anchor:
                    value = self._scalar(event)
                else:
                    value = plain(event.value, event.value)
                if value != "":
                    data[key] = value
            else:
                value, spot = self._value(event, level + 1)
                if not _empty(value, spot):
                    data[key] = value
            if key in keys:
                twice.append((key, at))
            else:
                keys[key] = at, spot
        self._end = event.end_mark.index
        self._check_keys(keys, twice)
        return data, (start, keys)

    def _list(self, start: int, level: int) -> tuple[list[Any], Spot]:
        """A list up to its end, with everything that stands in it."""
        get = self._get
        data: list[Any] = []
        spots: list[Spot] = []
        while type(event := get()) is not _LIST_END:
            if type(event) is _SCALAR:
                value, spot = self._scalar(event), event.start_mark.index
            else:
                value, spot = self._value(event, level + 1)
            data.append(value)
            spots.append(spot)
        self._end = event.end_mark.index
        return data, (start, spots)

    def _scalar(self, event: Any) -> str | None:
        """A scalar's text; None and Word only where it stands without quotes."""
        value: str | None = event.value
        style = event.style
        if not style:
            value = _PLAIN.get(event.value, value)
        elif style == '"' and (flaw := bad_character(event.value, event.start_mark.index)):
            self._flaws.append(flaw)
        if event.tag is not None:
            self._tag(event)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchored(value, event.start_mark.index, len(event.value), 0, open=False)
        return value

    def _key(self, event: Any) -> str:
        """A key's text, whatever YAML would make of it. Anything but a scalar is a flaw, and stands in as an empty key."""
        if type(event) is _SCALAR:
            self._scalar(event)
            return str(event.value)
        what = "an alias" if type(event) is _ALIAS else "a list" if type(event) is _LIST else "a mapping"
        self._flaws.append(Flaw(f"{what} stands where a key should: a key is text", event.start_mark.index))
        self._skip(event)
        return f"\0{event.start_mark.index}"

    def _check_keys(self, keys: dict[str, tuple[int, Spot]], twice: list[tuple[str, int]]) -> None:
        """Add a flaw for each key given twice; Unicode is looked at only where a key is not ASCII."""
        if twice or (self._wide and not "".join(keys).isascii()):
            given = [*((key, at) for key, (at, _) in keys.items()), *twice]
            self._flaws.extend(same_keys(sorted(given, key=lambda key: key[1])))

    def _tag(self, event: Any) -> None:
        """Add a flaw for a tag that is written out."""
        if event.tag is not None:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            message = f"the tag {quoted(tag)} is not allowed: take it out; each field says itself how its value is read"
            self._flaws.append(Flaw(message, event.start_mark.index))

    def _too_deep(self, event: Any) -> None:
        """Add a flaw for the first place that is nested too deep."""
        if not self._told_deep:
            message = f"nested deeper than {MOST_LEVELS} levels, which is the most allowed"
            self._flaws.append(Flaw(message, event.start_mark.index))
            self._told_deep = True

    def _skip(self, event: Any) -> None:
        """Pass over the rest of the value that begins with this event; give up where it is nested far too deep."""
        depth = 1 if type(event) in _STARTS else 0
        while depth:
            event = self._get()
            if depth > _MOST_SKIPPED_LEVELS:
                raise NotThisSyntax(*self._flaws)
            depth += (type(event) in _STARTS) - (type(event) in _ENDS)

    def _anchored(self, event: Any, level: int) -> tuple[Any, Spot]:
        """A collection with an anchor, kept for the aliases that repeat it, with its length when they are all written out."""
        kept = self._anchors[event.anchor] = _Anchored()
        deepest, expanded = self._deepest, self._expanded
        self._deepest = level
        kept.value, kept.spot = self._collection(event, level)
        kept.levels = self._deepest - level + 1
        kept.length = self._end - event.start_mark.index + self._expanded - expanded
        kept.open = False
        self._deepest = max(deepest, self._deepest)
        return kept.value, kept.spot

    def _alias(self, event: Any, level: int) -> tuple[Any, Spot]:
        """What the alias repeats; inside it, places are those of what is repeated. None where it may not stand."""
        at = event.start_mark.index
        kept = self._anchors.get(event.anchor)
        if kept is None or kept.open:
            why = "has no anchor before it" if kept is None else "stands inside what it repeats, without end"
            self._flaws.append(Flaw(f"the alias {quoted('*' + event.anchor)} {why}", at))
            return None, at
        self._expand(kept.length, at)
        if level + kept.levels - 1 > MOST_LEVELS:
            self._too_deep(event)
        self._deepest = max(self._deepest, level + kept.levels - 1)
        return kept.value, at if isinstance(kept.spot, int) else (at, kept.spot[1])

    def _expand(self, length: int, at: int) -> None:
        """Count what aliases repeat, and add a flaw where it passes what is allowed."""
        before = self._expanded
        self._expanded += length
        if before <= self._allowed < self._expanded:
            message = f"the aliases up to here repeat more than {ALIAS_FACTOR} times the file's own length: write the values out"
            self._flaws.append(Flaw(message, at))


def _empty(value: Any, spot: Spot) -> bool:
    """Whether a value is an empty text, or a mapping in which nothing is written."""
    return value == "" or (value == {} and not isinstance(spot, int) and not spot[1])
