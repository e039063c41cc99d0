"""Reading whatever comes: hostile files, mutated ones, random data; and places held against other readers' own."""

import json
import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scr_check import places
from scr_check.sources import Document, Place, Refused, read
from test_sources import DATA, JSON_FAULTS, YAML_FAULTS

HOSTILE = {
    "deep.yaml": b"[" * 500_000,
    "items.yaml": b"- " * 500_000,
    "braces.yaml": b"{a: " * 300_000,
    "questions.yaml": b"? " * 300_000,
    "tags.yaml": b"".join(b"%%TAG !a%d! b\n" % n for n in range(100_000)),
    "line.yaml": b"a: " + b"x " * 2_000_000,
    "colons.yaml": b"a: " + b"x: " * 500_000,
    "lines.yaml": b"\n" * 5_000_000 + b"a",
    "twice.yaml": b"k: v\n" * 20_000,
    "keys.yaml": b"{" + b",".join(b"k%d: v" % n for n in range(100_000)) + b"}",
    "deep.json": b'[{"a":' * 300_000,
    "digits.json": b"1" * 5_000_000,
    "escapes.json": b'["' + b"\\u0000" * 500_000 + b'"]',
    "slashes.json": b'"' + b"\\" * 5_000_000,
    "quotes.json": b'"' * 3_000_000,
    "keys.json": b"{" + b",".join(b'"k%d": 1' % n for n in range(200_000)) + b"}",
    "-": b"{" * 500_000,
    "spaces": b" " * 2_000_000 + b"{" + b" " * 2_000_000 + b"a",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_take_no_long_time(name: str) -> None:
    start = time.process_time()
    comes_back(HOSTILE[name], name)
    assert time.process_time() - start < 10


def comes_back(raw: bytes, name: str) -> Document | None:
    """Read; nothing but a document or a refusal with messages and places may come back."""
    try:
        document = read(raw, name)
    except Refused as refused:
        assert refused.faults
        assert all(fault.message and (fault.place is None or fault.place >= Place(1, 1)) for fault in refused.faults)
        assert str(refused)
        return None
    assert document.place("/a/0") >= Place(1, 1)
    return document


NAMES = st.sampled_from(["", "a.yaml", "a.json"])
SEEDS = [text.encode() for _, text, _ in DATA] + [text.encode() for text, _ in YAML_FAULTS + JSON_FAULTS if len(text) < 200]
PIECES = [b"\n", b"\t", b" ", b"- ", b": ", b"[", b"]", b"{", b"}", b",", b"&a ", b"*a", b"!!x ", b"'", b'"', b"\\u", b"|", b"%"]
PIECES += [b"#", b"? ", b"---\n", b"\xff", b"\0"]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A text of the tables with a few pieces put in, taken out or doubled."""
    raw = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(raw)))
        end = draw(st.integers(start, min(len(raw), start + 5)))
        raw = raw[:start] + draw(st.sampled_from([*PIECES, b"", raw[start:end] * 2])) + raw[end:]
    return raw


@given(st.binary() | st.text().map(str.encode) | st.lists(st.sampled_from(PIECES)).map(b"".join) | mutated(), NAMES)
@settings(max_examples=500, deadline=None)
def test_anything_is_read_or_refused(raw: bytes, name: str) -> None:
    comes_back(raw, name)


@given(mutated())
@settings(max_examples=100, deadline=None)
def test_without_libyaml_too(raw: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader", raising=False)
        comes_back(raw, "a.yaml")
        assert read(b"a: [b, 'yes', yes]", "a.yaml").data == {"a": ["b", "yes", "yes"]}


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"), max_size=8)
KEYS = st.text(st.characters(exclude_categories=["Cs", "Cc"], max_codepoint=0x24F), max_size=4)
LEAVES = TEXTS | st.sampled_from(["yes", "null", "~", "2016-03-04", "a: b", "- x", "\ta\n", "007", "é/~", " x"])
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12)
TREES = st.dictionaries(KEYS, VALUES, max_size=4) | st.lists(VALUES, max_size=4)


def without_empties(value: Any) -> Any:
    """The data as a document gives it: without the keys whose value is an empty text or an empty mapping."""
    if isinstance(value, dict):
        return {key: without_empties(inner) for key, inner in value.items() if inner not in ("", {})}
    return [without_empties(inner) for inner in value] if isinstance(value, list) else value


def under(pointer: str, step: object) -> str:
    """The pointer to what stands under a key or an index."""
    return f"{pointer}/{str(step).replace('~', '~0').replace('/', '~1')}"


def pointers(value: Any, pointer: str = "", key: str | None = None) -> Iterator[tuple[str, Any, str | None]]:
    """Every pointer into a value, what it names, and its key."""
    yield pointer, value, key
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from pointers(inner, under(pointer, name), name)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from pointers(inner, under(pointer, number))


def composed(node: Any, pointer: str = "", key: int = 0) -> Iterator[tuple[str, tuple[int, int]]]:
    """The offsets of the key and of the value for every pointer, as another reader of YAML finds them."""
    yield pointer, (key, node.start_mark.index)
    if isinstance(node, yaml.MappingNode):
        for name, inner in node.value:
            yield from composed(inner, under(pointer, name.value), name.start_mark.index)
    elif isinstance(node, yaml.SequenceNode):
        for number, inner in enumerate(node.value):
            yield from composed(inner, under(pointer, number), inner.start_mark.index)


def offset(text: str, place: Place) -> int:
    """Where a place is in a text."""
    starts = [0, *(match.end() for match in re.finditer("\r\n?|\n", text))]
    return starts[place.line - 1] + place.column - 1


@given(TREES, st.sampled_from([None, 1]), st.booleans())
@settings(deadline=None)
def test_json_places_point_at_the_values(tree: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(tree, indent=indent, ensure_ascii=ascii_only)
    document = read(text.encode(), "a.json")
    assert document.data == without_empties(tree)
    decode = json.JSONDecoder().raw_decode
    for pointer, value, key in pointers(tree):
        assert decode(text, offset(text, document.place(pointer)))[0] == value
        assert key is None or decode(text, offset(text, document.key_place(pointer)))[0] == key


class Plain(yaml.SafeDumper):
    """Writes nothing by alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


@given(TREES, st.sampled_from([True, False, None]), st.booleans())
@settings(deadline=None)
def test_yaml_places_point_at_the_values(tree: Any, flow: bool | None, wide: bool) -> None:
    text = yaml.dump(tree, default_flow_style=flow, allow_unicode=wide, Dumper=Plain)
    document = read(text.encode(), "a.yaml")
    assert document.data == without_empties(tree) == read(json.dumps(tree).encode(), "a.json").data
    marks = dict(composed(yaml.compose(text, Loader=yaml.SafeLoader)))
    for pointer, _, key in pointers(tree):
        key_offset, value_offset = marks[pointer]
        assert offset(text, document.place(pointer)) == value_offset
        assert key is None or offset(text, document.key_place(pointer)) == key_offset


@given(st.text("ab\r\n", max_size=60), st.integers(1, 9))
def test_lines_are_counted_block_by_block(text: str, block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "_BLOCK", block)
        lines = places.Lines(text)
        for index in range(len(text), -1, -1):
            assert offset(text, lines.place(index)) == index
