"""Reading bytes as YAML or JSON: what comes out, where it stands, and what is refused with which words."""

import hashlib
import json
import pickle
from types import ModuleType
from typing import Any

import pytest

from scr_check import json_reader, sources, yaml_reader
from scr_check.sources import Number, Place, Refused, Word, read


def refusal(raw: bytes | str, name: str) -> list[tuple[str, Place | None]]:
    """The messages and places of a file that must be refused."""
    with pytest.raises(Refused) as caught:
        read(raw.encode() if isinstance(raw, str) else raw, name)
    return [(fault.message, fault.place) for fault in caught.value.faults]


def at(line: int, column: int) -> Place:
    return Place(line, column)


DATA: list[tuple[str, str, Any]] = [
    ("a.yaml", "a: 21\nb: 007\nc: NO\nd: 2016-03-04\ne: 1e3\nf: 0x1F",
     {"a": "21", "b": "007", "c": "NO", "d": "2016-03-04", "e": "1e3", "f": "0x1F"}),
    ("a.yaml", "on: x\nno: y\n1: z\nnull: w\n~: v", {"on": "x", "no": "y", "1": "z", "null": "w", "~": "v"}),
    ("a.yaml", "a: null\nb: ~\nc:\nd: Null\ne: 'null'", {"a": None, "b": None, "c": None, "d": "Null", "e": "null"}),
    ("a.yaml", "a: ''\nb: {}\nc: []\nd: |\ne: x", {"c": [], "e": "x"}),
    ("a.yaml", "a: {b: ''}\nc: ['', {}, null]", {"a": {}, "c": ["", {}, None]}),
    ("a.yaml", "base: &b {c: d}\nx: *b\n<<: *b", {"base": {"c": "d"}, "x": {"c": "d"}, "<<": {"c": "d"}}),
    ("a.yaml", "e: &e ''\nm: &m {}\nx: *e\ny: *m", {}),
    ("a.yaml", "a: |\n  one\n  two\nb: >-\n  three\n  four", {"a": "one\ntwo\n", "b": "three four"}),
    ("a.yaml", 'a: "x\\ty\\n\\v"', {"a": "x\ty\n\v"}),
    ("a.yml", "- a\n- [b]", ["a", ["b"]]),
    ("A.YAML", "%YAML 1.2\n---\na: b\n...\n", {"a": "b"}),
    ("a.json", '{"a": [1, -2.50, true, null, "x"], "b": "", "c": {}, "d": {"e": ""}}', {"a": ["1", "-2.50", True, None, "x"], "d": {}}),
    ("a.json", '["", {}, [], "\\ud83d\\ude00 \\u00e9\\n", "a\x85b"]', ["", {}, [], "\U0001f600 é\n", "a\x85b"]),
    ("a.JSON", '{"n": 1e999999, "m": ' + "9" * 5000 + "}", {"n": "1e999999", "m": "9" * 5000}),
    ("-", '{"a": 1}', {"a": "1"}),
    ("", '{"a": b}', {"a": "b"}),
    ("", "{a: b}", {"a": "b"}),
    ("case.txt", "a: {b: c}", {"a": {"b": "c"}}),
]


@pytest.mark.parametrize(("name", "text", "data"), DATA)
def test_data(name: str, text: str, data: Any) -> None:
    document = read(text.encode(), name)
    assert document.data == data
    assert document.sha256 == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "raw",
    ["é: x\r\n".encode(), b"\xef\xbb\xbf" + "é: x".encode(), "é: x".encode("utf-16"), b"\xfe\xff" + "é: x".encode("utf-16-be")],
)
def test_encodings(raw: bytes) -> None:
    document = read(raw, "a.yaml")
    assert document.data == {"é": "x"}
    assert document.place("/é") == at(1, 4)


def test_words_and_numbers() -> None:
    data = read(b"a: yes\nb: 'yes'\nc: Yes\nd: [no, true, false]\nyes: x", "a.yaml").data
    assert [type(data[key]) for key in "abc"] == [Word, str, str]
    assert [type(value) for value in data["d"]] == [Word, Word, Word]
    assert type(list(data)[-1]) is str
    data = read(b'{"a": 1, "b": "1", "c": true}', "a.json").data
    assert [type(data[key]) for key in "abc"] == [Number, str, bool]


def test_syntax() -> None:
    files = [(b"{}", "a.yaml"), (b"{}", "a.json"), (b"[]", "-"), (b"[a]", "")]
    assert [read(text, name).syntax for text, name in files] == ["yaml", "json", "json", "yaml"]


PLACES: list[tuple[str, str, str, Place, Place]] = [
    # name, text, pointer, place of the value, place of its key
    ("a.yaml", "a: b\nc:\n  - d\n  - {e: f}\n", "", at(1, 1), at(1, 1)),
    ("a.yaml", "a: b\nc:\n  - d\n  - {e: f}\n", "/c", at(3, 3), at(2, 1)),
    ("a.yaml", "a: b\nc:\n  - d\n  - {e: f}\n", "/c/1", at(4, 5), at(4, 5)),
    ("a.yaml", "a: b\nc:\n  - d\n  - {e: f}\n", "/c/1/e", at(4, 9), at(4, 6)),
    ("a.yaml", "a: b\nc:\n  - d\n  - {e: f}\n", "/c/1/nothing/x", at(4, 5), at(4, 5)),
    ("a.yaml", "a: b\nc:\n  - d\n", "/c/7", at(3, 3), at(3, 3)),
    ("a.yaml", "a: b\nc:\n  - d\n", "/c/-", at(3, 3), at(3, 3)),
    ("a.yaml", "a: b\nc:\n  - d\n", "/c/00", at(3, 3), at(3, 3)),
    ("a.yaml", "a: b\nc:\n  - d\n", "/c/" + "9" * 9000, at(3, 3), at(3, 3)),
    ("a.yaml", "a: ''\nb: {}\n", "/b", at(2, 4), at(2, 1)),
    ("a.yaml", "a/b: x\nc~d: y\n'': z\n", "/a~1b", at(1, 6), at(1, 1)),
    ("a.yaml", "a/b: x\nc~d: y\n'': z\n", "/c~0d", at(2, 6), at(2, 1)),
    ("a.yaml", "a/b: x\nc~d: y\n'': z\n", "/", at(3, 5), at(3, 1)),
    ("a.yaml", "a: &x {b: c}\nd: *x\n", "/d", at(2, 4), at(2, 1)),
    ("a.yaml", "a: &x {b: c}\nd: *x\n", "/d/b", at(1, 11), at(1, 8)),
    ("a.yaml", "é: 'ü' # x\r\nb: \U0001f600\rc: d", "/c", at(3, 4), at(3, 1)),
    ("a.yaml", "a: 'x\u2028y'\nb: c", "/b", at(2, 4), at(2, 1)),
    ("a.yaml", "#\n" * 5000 + "a: b", "/a", at(5001, 4), at(5001, 1)),
    ("a.json", '{"a": [1,\n {"b": "x"}],\r\n "c": ""}', "/a/1/b", at(2, 8), at(2, 3)),
    ("a.json", '{"a": [1,\n {"b": "x"}],\r\n "c": ""}', "/c", at(3, 7), at(3, 2)),
    ("a.json", '{"a": [1,\n {"b": "x"}],\r\n "c": ""}', "/d", at(1, 1), at(1, 1)),
    ("a.json", '{"\\u0061\\"": true, "{[": 2}', '/a"', at(1, 14), at(1, 2)),
    ("a.json", '{"\\u0061\\"": true, "{[": 2}', "/{[", at(1, 26), at(1, 20)),
]


@pytest.mark.parametrize(("name", "text", "pointer", "value", "key"), PLACES)
def test_places(name: str, text: str, pointer: str, value: Place, key: Place) -> None:
    document = read(text.encode(), name)
    assert (document.place(pointer), document.key_place(pointer)) == (value, key)


def test_with_other_data_every_value_stands_where_it_stood() -> None:
    document = read(b"case: A\nmeetings:\n  - {id: m}\n", "case.yaml")
    before = document.place("/case")
    other = document.with_data({"case": "B", "meetings": [{"id": "n"}]}, "0" * 64)
    assert (other.data["case"], other.sha256, other.syntax) == ("B", "0" * 64, "yaml")
    assert other.place("/meetings/0/id") == document.place("/meetings/0/id") == Place(3, 10)
    assert (document.data["case"], document.sha256 == other.sha256, other.place("/case")) == ("A", False, before)


def test_a_pointer_begins_with_a_slash() -> None:
    with pytest.raises(ValueError, match="begins with '/'"):
        read(b"a: b", "a.yaml").place("a")


YAML_FAULTS: list[tuple[str, list[tuple[str, Place]]]] = [
    ("a: 1\nb: 2\na: 3\na: 4",
     [("the key 'a' is given twice: keep one of them (first in line 1)", at(3, 1)), ("key 'a' is given twice", at(4, 1))]),
    ("x: {on: 1, on: 2}\nx: 1", [("the key 'on' is given twice", at(1, 12)), ("the key 'x' is given twice", at(2, 1))]),
    ("\u00e9: 1\ne\u0301: 2", [("spelt with other Unicode characters but read as the same: keep one of them (first in line 1)", at(2, 1))]),
    ("a: !!int 3\nb: !foo {c: !bar d}", [("the tag '!!int' is not allowed", at(1, 4)), ("'!foo'", at(2, 4)), ("'!bar'", at(2, 13))]),
    ("!k a: b\nc: ! d", [("the tag '!k'", at(1, 1)), ("the tag '!' is not allowed", at(2, 4))]),
    ("? [a, {b: c}]\n: x\n{d: e}: y\nf: f\nf: g",
     [("a list stands where a key should", at(1, 3)), ("a mapping", at(3, 1)), ("'f'", at(5, 1))]),
    ("a: &x b\n*x : c", [("an alias stands where a key should: a key is text", at(2, 1))]),
    ("a: *no\nb: &b [*b]",
     [("the alias '*no' has no anchor before it", at(1, 4)), ("'*b' stands inside what it repeats, without end", at(2, 8))]),
    ("a: \"\\0\"\nb: \"\\e[1m\"", [("a control character (U+0000)", at(1, 4)), ("(U+001B)", at(2, 4))]),
    ("a: b\n--- \nc: d", [("a second document begins here: a file holds one", at(2, 1))]),
    ("# nothing\n", [("the file is empty, or holds only comments", at(1, 1))]),
    (" \n", [("the file is empty", at(1, 1))]),
    ("---\n...\n", [("the document is empty", at(2, 1))]),
    ("a: b\nb: \x07\x7f", [("control character U+0007 is not allowed: of these only tabs", at(2, 4)), ("U+007F", at(2, 5))]),
    ("%TAG !a! b\n" * 300, [("lines '%TAG' have no use here", at(2, 1))]),
    # faults of grammar: one alone, in plain words, with libyaml's own after them
    ("a: 1\na: b: c", [("a ':' stands where no key can end: put a text that holds ': ' in quotes", at(2, 5))]),
    ("a: [b\nc: d", [("the list that '[' opens in line 1 goes wrong here: a ',' or the closing ']' is missing", at(2, 2))]),
    ("a: {b", [("the mapping that '{' opens in line 1 goes wrong here: a ',' or the closing '}' is missing, "
                "or a text with a comma in it stands without quotes", at(1, 6))]),
    ("a: 'b\nc: d", [("the quotation mark that opens here is never closed (YAML: found unexpected end of stream)", at(1, 4))]),
    ('a: "b\\q"', [("unknown escape after '\\' in double quotes", at(1, 6))]),
    ('a: "\\xzz"', [("needs hexadecimal digits", at(1, 7))]),
    ('a: "\\ud800"', [("is no character of Unicode", at(1, 7))]),
    ("a: b\nfoo\nc: d", [("this line is neither 'key: value' nor a list item: a ':' is missing", at(2, 1))]),
    ("a:\n\tb: c", [("a tab cannot indent a line: use spaces", at(2, 1))]),
    ("a: @x", [("text cannot begin with '@': put it in quotes", at(1, 4))]),
    ("a: *", [("text cannot begin with '&' or '*'", at(1, 5))]),
    ("a: - b", [("a list item '- ' cannot begin here", at(1, 4))]),
    ("- a\nb: c", [("this does not go on with the list that begins in line 1", at(2, 1))]),
    ("a: 'b' c", [("this does not go on with the mapping that begins in line 1", at(1, 8))]),
    ("a: |x\n x", [("nothing may follow '|' or '>' on its line", at(1, 5))]),
    ("a: ,b", [("a value was expected here", at(1, 4))]),
    ('"abc" def', [("text follows after the end of the document", at(1, 7))]),
    ("a: !foo!bar x", [("a tag '!' is not allowed here", at(1, 4))]),
    ("%YAML 3.0\n---\na", [("the line '%YAML' names a version that cannot be read", at(1, 1))]),
    ("%FOO\n---\na", [("a line cannot begin with '%' here", at(1, 5))]),
    ("a: \uffff", [("the character U+FFFF is not allowed in YAML", at(1, 4))]),
]

JSON_FAULTS: list[tuple[str, list[tuple[str, Place]]]] = [
    ('{"a": 1,\n "a": 2, "a": 3}',
     [("the key 'a' is given twice: keep one of them (first in line 1)", at(2, 2)), ("'a' is given twice", at(2, 10))]),
    ('[{"b": {"c": 1, "\\u0063": 2}}]', [("the key 'c' is given twice", at(1, 17))]),
    ('{"\u00e9": 1, "e\\u0301": 2}', [("spelt with other Unicode characters", at(1, 10))]),
    ('{"a": NaN, "b": [-Infinity, Infinity], "a": 1}',
     [("NaN is not a number of JSON", at(1, 7)), ("-Inf", at(1, 18)), ("Inf", at(1, 29)), ("'a'", at(1, 40))]),
    ('["\\ud800",\n "\\u0000", "\\b"]', [("half of a surrogate pair (U+D800)", at(1, 2)), ("(U+0000)", at(2, 2)), ("(U+0008)", at(2, 12))]),
    ('{"a": "\x7f"}', [("the control character U+007F is not allowed", at(1, 8))]),
    ("", [("the file is empty", at(1, 1))]),
    ("{} {}", [("a second document begins here: a file holds one", at(1, 4))]),
    ("{} x", [("text follows after the end of the document", at(1, 4))]),
    ('{"a" 1}', [("a ':' is missing after the key", at(1, 6))]),
    ('{"a": 1 "b": 2}', [("a ',' or the closing bracket is missing before this", at(1, 9))]),
    ('{"a": [1,\n2', [("the file ends too early", at(2, 2))]),
    ('["a', [("the quotation mark that opens here is never closed", at(1, 2))]),
    ('["a\nb"]', [("a text in quotes must end on its own line", at(1, 4))]),
    ('["\\q"]', [("unknown escape after '\\'", at(1, 3))]),
    ('["\\u12"]', [("needs four hexadecimal digits", at(1, 4))]),
    ("['a']", [("a value was expected here, not \"'\": put text in double quotes", at(1, 2))]),
]


@pytest.mark.parametrize(
    ("name", "text", "expected"), [("a.yaml", *row) for row in YAML_FAULTS] + [("a.json", *row) for row in JSON_FAULTS]
)
def test_faults(name: str, text: str, expected: list[tuple[str, Place]]) -> None:
    found = refusal(text, name)
    assert [place for _, place in found] == [place for _, place in expected]
    for (message, _), (part, _) in zip(found, expected, strict=True):
        assert part in message


@pytest.mark.parametrize(
    ("raw", "message", "place"),
    [
        (b"a: \xe9", "the byte E9 is not UTF-8: save the file as UTF-8", at(1, 4)),
        (b"\xef\xbb\xbfb\n\xff", "the byte FF is not UTF-8", at(2, 1)),
        (b"\xff\xfea\0\n\0b", "the byte 62 is not UTF-16", at(2, 1)),
        ("a: b".encode("utf-16-le"), "looks like UTF-16 or UTF-32 without a byte-order mark", None),
        ("a: b".encode("utf-32"), "the file is UTF-32: save it as UTF-8", None),
    ],
)
def test_faults_of_encoding(raw: bytes, message: str, place: Place | None) -> None:
    [(found, where)] = refusal(raw, "")
    assert message in found
    assert where == place


def test_a_file_of_control_characters_is_told_briefly() -> None:
    found = refusal("a" + "\x01" * 5000, "a.yaml")
    assert len(found) == 21
    assert found[-1] == ("more control characters from here on: is this a text file?", at(1, 22))


def test_what_begins_with_a_bracket_and_is_neither_is_told_of_as_json() -> None:
    assert "(JSON: " in refusal('{"a": 1', "")[0][0]
    assert "(YAML: " in refusal("{a: 1", "")[0][0]


@pytest.mark.parametrize(
    ("name", "opening", "closing"), [("a.yaml", "[", "]"), ("a.yaml", "- ", ""), ("a.json", "[", "]"), ("a.json", '{"a":', "}")]
)
def test_nesting(name: str, opening: str, closing: str) -> None:
    read((opening * 64 + '"x"' + closing * 64).encode(), name)
    for levels in (65, 70, 1000, 40_000):
        expected = [("nested deeper than 64 levels, which is the most allowed", at(1, 64 * len(opening) + 1))]
        assert refusal(opening * levels + '"x"' + closing * levels, name) == expected
        assert refusal(opening * levels + "{}" + closing * levels, name)[0] == expected[0]


def test_nesting_hides_no_other_fault() -> None:
    deep = "[" * 65 + "]" * 65
    assert [place for _, place in refusal(f"a: {deep}\nb: {deep}\na: 1", "a.yaml")] == [at(1, 67), at(3, 1)]
    assert [place for _, place in refusal(f'{{"a": {deep},\n"b": {deep},\n"a": 1}}', "a.json")] == [at(1, 70), at(3, 1)]


@pytest.mark.parametrize(("levels", "place"), [(23, None), (24, at(2, 28))])
def test_nesting_by_alias(levels: int, place: Place | None) -> None:
    text = "a: &a " + "[" * 40 + "x" + "]" * 40 + "\nb: " + "[" * levels + "*a" + "]" * levels
    if place is None:
        read(text.encode(), "a.yaml")
    else:
        assert [where for _, where in refusal(text, "a.yaml")] == [place]


def test_aliases_may_repeat_ten_times_the_file() -> None:
    assert len(read(("- &a " + "x" * 90 + "\n" + "- *a\n" * 9).encode(), "a.yaml").data) == 10
    bomb = "a0: &a0 [x, x, x, x]\n" + "".join(f"a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 9) + "]\n" for n in range(1, 50))
    [(message, place)] = refusal(bomb, "a.yaml")
    assert message == "the aliases up to here repeat more than 10 times the file's own length: write the values out"
    assert place is not None and 3 <= place.line <= 6
    long = "x" * 1000
    assert refusal(f"- &a {long}\n" + "- *a\n" * 20, "a.yaml")[0][1] == at(13, 3)


def test_length(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sources.MOST_BYTES == 8 * 1024 * 1024
    monkeypatch.setattr(sources, "MOST_BYTES", 4)
    read(b"a: b", "a.yaml")
    assert refusal(b"\0\0\0\0\0", "a.yaml") == [("the file is longer than 4 bytes, which is the most allowed: a case needs far fewer; divide the file", None)]


@pytest.mark.parametrize(("module", "name"), [(yaml_reader, "a.yaml"), (json_reader, "a.json")])
def test_number_of_values(module: ModuleType, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_VALUES", 100)
    read(("[" + "1," * 60 + "1]").encode(), name)
    [(message, _)] = refusal("[" + "1," * 200 + "1]", name)
    assert "more than 100 keys and values" in message


def test_a_trailing_comma_in_json() -> None:
    [(message, place)] = refusal('{"a": 1,}', "a.json")
    assert "in double quotes was expected" in message or "no ',' may stand before" in message  # Python 3.13 tells more
    assert place in (at(1, 8), at(1, 9))


def test_a_refusal_and_a_document_can_go_to_another_process() -> None:
    with pytest.raises(Refused) as caught:
        read(b"a: 1\na: 2", "a.yaml")
    assert pickle.loads(pickle.dumps(caught.value)).faults == caught.value.faults
    assert pickle.loads(pickle.dumps(read(b"a: yes", "a.yaml"))).place("/a") == at(1, 4)


def _pointers(value: Any, at: str = "") -> list[str]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [at, *(pointer for step, one in inner for pointer in _pointers(one, f"{at}/{step}"))]


@pytest.mark.parametrize("text", [
    '{"a": 1}', "[]", "{}", '  [1, [2, {"b": "x,]"}], {}, [ ] ]', '{"a":{"b":[true,null,"\\"}"],"c":{}},"d":[[],[[]],-1.5e3]}',
    '\n{"a"\n:\n[\n1\n,\n{"b"\t:\t2}\n]\n}\n',
    '{"\\u00e9,:": [{"x": "\\\\"}, {"x": ":"}]}', '"alone"', "7",
])  # fmt: skip
def test_places_of_json_are_the_same_one_by_one_and_all_at_once(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one_by_one = read(text.encode(), "a.json")
    monkeypatch.setattr(sources, "_LONG", 0)
    at_once = read(text.encode(), "a.json")
    for pointer in (*_pointers(json.loads(text)), "/zzz", "/a/b/99", "/0/x"):
        assert (one_by_one.place(pointer), one_by_one.key_place(pointer)) == (at_once.place(pointer), at_once.key_place(pointer)), pointer
