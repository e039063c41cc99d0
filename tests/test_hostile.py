"""Files made to do harm, in a folder with one good case: each is refused soon, in a line that says what was found and what is allowed.

The good one is checked all the same.

How soon is measured in seconds of processor time of the whole command, less what the same command takes over the good case alone, so that a busy
machine does not decide. ``python tests/test_hostile.py`` prints the table that docs/security.md has.
"""

from __future__ import annotations

import functools
import json
import os
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from scr_check.record_faults import MOST_FAULTS
from scr_check.sources import MOST_BYTES, read

MiB = 1 << 20
HEAD = b"format: case/1\ncase: x\n"
JSON = b'{"format":"case/1","case":"x",'
GOOD = b'{"format":"case/1","case":"good","extracted":"2016-06-30"}'
LONG = "the file is longer than 8,388,608 bytes, which is the most allowed: a case needs far fewer; divide the file"
MANY = "the file holds more than 200,000 keys and values: a case needs far fewer; divide the file"
DEEP = "nested deeper than 64 levels, which is the most allowed"
SOON = 1.0
"""Seconds of processor time that a hostile file may cost."""
MEMORY = 200
"""MiB that the command may take."""


def bomb(levels: int) -> bytes:
    """Lists that repeat the one before ten times each."""
    first = b"a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    return HEAD + first + b"".join(b"a%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 10)) for n in range(1, levels))


def lines(pattern: bytes, count: int) -> bytes:
    """So many lines, numbered."""
    return b"".join(pattern % n for n in range(count))


LARGE: list[tuple[str, Callable[[], bytes], str]] = [
    ("bomb.yaml", lambda: bomb(12), ":6:10: the aliases up to here repeat more than 10 times the file's own length: write the values out"),
    ("bomb-of-one.yaml", lambda: HEAD + b"system: &a " + b"x" * 150 + b"\nprofessionals: [" + b"*a," * 9000 + b"*a]\n", ": the aliases up to here repeat more"),
    ("itself.yaml", lambda: HEAD + b"people: &a [*a]\n", ":3:13: the alias '*a' stands inside what it repeats, without end"),
    ("64-mib.yaml", lambda: HEAD + b"system: " + b"x" * (64 * MiB), f": {LONG}"),
    ("64-mib-of-comments.yaml", lambda: (b"# " + b"x" * 77 + b"\n") * (64 * MiB // 80) + HEAD, f": {LONG}"),
    ("64-mib-of-blanks.json", lambda: GOOD + b" " * (64 * MiB), f": {LONG}"),
    ("50-mb-line.yaml", lambda: HEAD + b"system: " + b"x " * 25_000_000, f": {LONG}"),
    ("50-mb-line.json", lambda: JSON + b'"system":"' + b"x" * 50_000_000 + b'"}', f": {LONG}"),
    ("8-mib-line.yaml", lambda: HEAD + b"system: " + b"x" * (MOST_BYTES - 40),
     ":3:9: system: a text of 8,388,568 characters: an id, a word or a name has at most 200"),
    ("8-mib-of-emoji.yaml", lambda: HEAD + b"system: " + ("👶" * (2 * MiB - 20)).encode(), ":3:9: system: a text of 2,097,132 characters: an id, a word"),
    ("8-mib-of-comments.yaml", lambda: (b"# " + b"x" * 77 + b"\n") * (MOST_BYTES // 80), ":1:1: the file is empty, or holds only comments"),
    ("8-mib-of-lines.yaml", lambda: b"\n" * (MOST_BYTES - 40) + HEAD + b"x: y\n", ":8388571:1: the key 'x' is not known in a case record"),
    ("8-mib-of-backslashes.json", lambda: JSON + b'"system":"' + b"\\\\" * (4 * MiB - 40) + b'"}', ":1:40: system: a text of 4,194,264 characters"),
    ("8-mib-of-quotes.json", lambda: b'"' * MOST_BYTES, MANY),
    ("8-mib-of-brackets.json", lambda: b"[" + b"[]," * 2_700_000 + b"[]]", f":1:300000: {MANY}"),
    ("free-text.yaml", lambda: HEAD + b"conditions:\n- {id: c, text: " + b"y" * 100_001 + b"}\n",
     ":4:17: text: a text of 100,001 characters: a free text has at most 100,000"),
    ("a-million-keys.yaml", lambda: HEAD + lines(b"k%d: v\n", 1_000_000), f": {LONG}"),
    ("a-million-short-keys.yaml", lambda: HEAD + b"a:\n" * 1_000_000, f": {MANY}"),
    ("a-million-keys.json", lambda: JSON + lines(b'"%x":1,', 700_000) + b'"z":1}', f": {MANY}"),
    ("90000-keys.yaml", lambda: HEAD + lines(b"k%d: v\n", 90_000), f": only {MOST_FAULTS:,} of its faults are told"),
    ("words.yaml", lambda: HEAD + b"extracted: 2016-06-30\ncomplete: [" + lines(b"m%d,", 190_000) + b"]\n",
     ":4:11: the lists of this record hold more than 10,000 words"),
    ("words.json", lambda: JSON + b'"people":[' + b'"m",' * 190_000 + b'"m"]}', "the lists of this record hold more than 10,000"),
    ("same-key.yaml", lambda: HEAD + b"k: v\n" * 90_000, ": only 1,000 of its faults are told"),
    ("references.json", lambda: JSON + b'"events":[' + lines(b'{"id":"e%d","type":"x","person":"q"},', 20_000) + b'{"id":"e"}]}',
     ": only 1,000 of its references"),
    ("deep.yaml", lambda: b"[" * 500_000, f":1:65: {DEEP}"),
    ("deep-keys.yaml", lambda: b"{a: " * 300_000, f":1:257: {DEEP}"),
    ("deep-questions.yaml", lambda: b"? " * 300_000, ":1:3: a mapping stands where a key should: a key is text"),
    ("deep.json", lambda: b'[{"a":' * 30_000, f":1:193: {DEEP}"),
    ("deeper.json", lambda: b"[" * 8_000_000, f": {MANY}"),
    ("tags.yaml", lambda: lines(b"%%TAG !a%d! b\n", 100_000), ":2:1: lines '%TAG' have no use here: take them out"),
    ("nuls.yaml", lambda: b"\0" * MiB, ": the file looks like UTF-16 or UTF-32 without a byte-order mark: save it as UTF-8"),
    ("bigger.json", lambda: JSON + b'"extracted":1' + b"0" * 5_000_000 + b"}", ":1:43: extracted: a date is wanted, found the number 1000000"),
]  # fmt: skip
"""A large file, what is in it, and what must be said of it, after its name."""
SMALL: list[tuple[str, Callable[[], bytes], str]] = [
    ("tag.yaml", lambda: HEAD + b"system: !!python/object/apply:os.system [ls]\n",
     ":3:9: the tag '!!python/object/apply:os.system' is not allowed: take it out"),
    ("merge.yaml", lambda: HEAD + b"<<: {system: a}\n", ":3:1: the key '<<' is not known in a case record"),
    ("nfd.yaml", lambda: HEAD + "café: 1\ncafe\u0301: 2\n".encode(),
     ":4:1: the key 'cafe\u0301' is given twice, spelt with other Unicode characters but read as the same"),
    ("nfd.json", lambda: JSON + '"café":1,"cafe\u0301":2}'.encode(),
     ":1:40: the key 'cafe\u0301' is given twice, spelt with other Unicode characters but read as the same"),
    ("nul.yaml", lambda: HEAD + b"system: \0\n", ":3:9: the control character U+0000 is not allowed: of these only tabs and line ends are"),
    ("escape.yaml", lambda: HEAD + b"system: \x1b[31mred\n", ":3:9: the control character U+001B is not allowed"),
    ("escaped.yaml", lambda: HEAD + b'system: "\\x1b[31m"\n', ":3:9: the text holds a control character (U+001B): take it out"),
    ("escaped.json", lambda: JSON + b'"system":"\\u009b2J"}', ":1:40: the text holds a control character (U+009B): take it out"),
    ("surrogate.json", lambda: JSON + b'"system":"\\ud800"}', ":1:40: the text holds half of a surrogate pair (U+D800): take it out"),
    ("surrogate.yaml", lambda: HEAD + b'system: "\\ud800"\n', ":3:12: the escape after '\\' is no character of Unicode"),
    ("surrogate-bytes.yaml", lambda: HEAD + b"system: \xed\xa0\x80\n", ":3:9: the byte ED is not UTF-8: save the file as UTF-8"),
    ("latin.yaml", lambda: HEAD + b"system: caf\xe9\n", ":3:12: the byte E9 is not UTF-8: save the file as UTF-8"),
    ("nan.json", lambda: JSON + b'"extracted":NaN}', ":1:43: NaN is not a number of JSON: write null, or leave the field out"),
    ("infinity.json", lambda: JSON + b'"extracted":-Infinity}', ":1:43: -Infinity is not a number of JSON: write null, or leave the field out"),
    ("big.json", lambda: JSON + b'"extracted":1' + b"0" * 400 + b"}",
     ":1:43: extracted: a date is wanted, found the number 1000000000000000000000000000000000000000..."),
    ("exponent.json", lambda: JSON + b'"extracted":1e999999999}', ":1:43: extracted: a date is wanted, found the number 1e999999999"),
    ("year-0.yaml", lambda: HEAD + b"extracted: 0000-01-01\n", ":3:12: extracted: '0000-01-01' has a year outside 1900 to 2199"),
    ("year-10000.yaml", lambda: HEAD + b"extracted: 10000-01-01\n", ":3:12: extracted: '10000-01-01' is not a date: write a date as 2016-03-04"),
    ("year-10000.json", lambda: JSON + b'"extracted":10000}', ":1:43: extracted: a date is wanted, found the number 10000: write a date as"),
    ("day-32.yaml", lambda: HEAD + b"extracted: 2016-02-30\n", ":3:12: extracted: '2016-02-30' is not in the calendar: February 2016 has days 1 to 29"),
    ("word.docx.yaml", lambda: b"PK\x03\x04" + b"\0" * 100, ": the file is a Word or Excel document, or another zip file"),
]  # fmt: skip
"""Small ones, which are read in one run."""


@dataclass(frozen=True)
class Ran:
    """What a command said, its exit status, its processor time in seconds, its time by the clock, its memory in MiB."""

    out: str
    err: str
    status: int
    seconds: float
    clock: float
    memory: int


METER = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:])
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"METER {used.ru_utime + used.ru_stime} {used.ru_maxrss // 1024}", file=sys.stderr)
sys.exit(done.returncode)
"""


def run(folder: Path, *words: str, given: object = subprocess.DEVNULL, most: int = 60) -> Ran:
    """Runs the command in the folder."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", METER, sys.executable, "-m", "scr_check", *words], cwd=folder, capture_output=True, check=False,
                          timeout=most, stdin=given, env={**os.environ, "COLUMNS": "1000"})  # type: ignore[call-overload]  # fmt: skip
    err, _, meter = done.stderr.decode("utf-8", "replace").rpartition("METER ")
    seconds, memory = meter.split()
    return Ran(done.stdout.decode("utf-8", "replace"), err, done.returncode, float(seconds), time.perf_counter() - start, int(memory))


@functools.cache
def alone(folder: Path) -> Ran:
    """The command over the good case alone, the quicker of two runs."""
    folder.mkdir(exist_ok=True)
    (folder / "good.json").write_bytes(GOOD)
    return min((run(folder, ".", "--format", "json") for _ in range(2)), key=lambda ran: ran.seconds)


def took(ran: Ran, again: Callable[[], Ran], scratch: pytest.TempPathFactory) -> float:
    """Seconds over those of the good case alone; of a run that seems slow, of the quickest of three."""
    base = alone(scratch.getbasetemp() / "alone").seconds
    seconds = ran.seconds - base
    for _ in range(2):
        seconds = min(seconds, again().seconds - base) if seconds >= SOON else seconds
    return seconds


def with_good(folder: Path) -> Ran:
    """The command over the folder and a good case in it; asserts that the good one is checked, and that nothing is said that should not be."""
    (folder / "good.json").write_bytes(GOOD)
    ran = run(folder, ".", "--format", "json")
    assert "Traceback" not in ran.err
    assert ran.status == 3, ran.err
    cases = {case["path"]: case for case in json.loads(ran.out)["cases"]}
    assert cases.pop("good.json")["status"] == "checked"
    assert {case["status"] for case in cases.values()} == {"unreadable"}
    return ran


def said(ran: Ran, name: str) -> str:
    """The first fault of the file, in a line, as the text report has it."""
    (case,) = (one for one in json.loads(ran.out)["cases"] if one["path"] == name)
    first = case["problems"][0]
    assert len(case["problems"]) <= 2 * MOST_FAULTS + 2
    assert all(len(one["message"]) < 1000 and one["message"].isprintable() for one in case["problems"])
    return (f":{first['line']}:{first['column']}" if first["line"] is not None else "") + f": {first['message']}"


def test_small_hostile_files(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name, content, _ in SMALL:
        (tmp_path / name).write_bytes(content())
    ran = with_good(tmp_path)
    assert [name for name, _, message in SMALL if message not in said(ran, name)] == []
    assert took(ran, lambda: with_good(tmp_path), tmp_path_factory) < 2 * SOON, "all of them together"
    assert ran.memory < MEMORY


@pytest.mark.parametrize(("name", "content", "message"), LARGE, ids=[name for name, *_ in LARGE])
def test_a_hostile_file(name: str, content: Callable[[], bytes], message: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (tmp_path / name).write_bytes(content())
    ran = with_good(tmp_path)
    assert message in said(ran, name)
    assert took(ran, lambda: with_good(tmp_path), tmp_path_factory) < SOON
    assert ran.memory < MEMORY


def test_a_device_and_a_pipe_and_links_that_leave_the_folder(tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    cases.mkdir()
    (tmp_path / "outside.yaml").write_bytes(HEAD)
    for name, target in (("zero.yaml", "/dev/zero"), ("full.json", "/dev/full"), ("out.yaml", "../outside.yaml"), ("passwd.yaml", "/etc/passwd"), ("up", "..")):
        (cases / name).symlink_to(target)
    os.mkfifo(cases / "pipe.yaml")
    ran = with_good(cases)
    told = {case["path"]: case["problems"][0]["message"] for case in json.loads(ran.out)["cases"] if case["problems"]}
    out = "a link that leads out of the folder is not followed"
    assert told == {
        "zero.yaml": out, "full.json": out, "out.yaml": out, "passwd.yaml": out, "up": "a link to a folder is not followed",
        "pipe.yaml": "not a plain file (a pipe or a device)",
    }  # fmt: skip


ODD = "not a plain file (a pipe or a device)"
NAMED: list[tuple[list[str], int, str]] = [
    (["/dev/zero"], 3, f"/dev/zero: {ODD}"),
    (["/dev/full"], 3, f"/dev/full: {ODD}"),
    (["pipe.yaml"], 3, f"pipe.yaml: {ODD}"),
    (["replay", "/dev/zero"], 2, f"scr-check: /dev/zero: cannot be read: {ODD}"),
    (["timeline", "pipe.yaml"], 3, "not a file"),
    (["good.json", "--config", "/dev/zero"], 2, f"dev/zero: cannot be read: {ODD}"),
    (["good.json", "--waivers", "/dev/zero"], 2, f"scr-check: /dev/zero: cannot be read: {ODD}"),
    (["good.json", "--baseline", "/dev/zero"], 2, f"scr-check: /dev/zero: cannot be read: {ODD}"),
    (["good.json", "--baseline", "pipe.yaml"], 2, f"scr-check: pipe.yaml: cannot be read: {ODD}"),
    (["diff", "/dev/zero", "/dev/zero"], 2, f"scr-check: /dev/zero: cannot be read: {ODD}"),
    (["good.json", "--pseudonymise", "--key", "/dev/zero"], 2, f"scr-check: /dev/zero: cannot be used as a key: {ODD}"),
    (["good.json", "--rules", "rules"], 2, f"scr-check: rules/AG-X.yaml: cannot be read: {ODD}"),
    (["good.json", "--profile", "/dev/zero"], 2, "scr-check: --profile: '/dev/zero' is neither a file nor a profile of the package"),
    (["good.json", "--rules", "x" * 5000], 2, "File name too long"),
    (["x" * 5000 + ".yaml"], 2, "File name too long"),
    ([".", "--exclude", "*a" * 400], 2, "scr-check: --exclude: line 1 has 800 characters: the most allowed is 500"),
    (["good.json", "--output", "good.json/x"], 2, "scr-check: good.json/x: cannot be written: Not a directory"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "status", "message"), NAMED, ids=[" ".join(words)[:50] for words, *_ in NAMED])
def test_what_is_named_on_the_command_line(words: list[str], status: int, message: str, tmp_path: Path) -> None:
    (tmp_path / "good.json").write_bytes(GOOD)
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules/rulebook.yaml").write_text("id: x\ntitle: x\nversion: '1'\n", encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.yaml")
    os.mkfifo(tmp_path / "rules/AG-X.yaml")
    ran = run(tmp_path, *words, most=20)
    assert (ran.status, "Traceback" in ran.err) == (status, False), ran.err
    assert message in ran.out + ran.err
    assert ran.memory < MEMORY


@pytest.mark.parametrize("words", [["-"], ["replay", "-"], ["timeline", "-"]])
def test_standard_input_without_end(words: list[str], tmp_path: Path) -> None:
    with Path("/dev/zero").open("rb") as zero:
        ran = run(tmp_path, *words, given=zero, most=20)
    assert (ran.status, "Traceback" in ran.err) == (3, False)
    assert LONG in ran.out + ran.err
    assert ran.memory < MEMORY


def test_a_file_that_grows_while_it_is_read(tmp_path: Path) -> None:
    growing = tmp_path / "growing.yaml"
    growing.write_bytes(HEAD)
    stop = threading.Event()

    def grow() -> None:
        with growing.open("ab") as file:
            while not stop.is_set() and growing.stat().st_size < 200 * MiB:
                file.write(b"# more\n" * 10_000)

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        (tmp_path / "good.json").write_bytes(GOOD)
        ran = run(tmp_path, ".", "--format", "json", most=20)
    finally:
        stop.set()
        writer.join()
    assert "Traceback" not in ran.err
    cases = {case["path"]: case for case in json.loads(ran.out)["cases"]}
    assert cases["good.json"]["status"] == "checked"
    assert cases["growing.yaml"]["status"] == "checked" or LONG in said(ran, "growing.yaml")
    assert ran.memory < MEMORY


@pytest.mark.skipif(os.getuid() == 0, reason="to root every file is readable")
def test_a_file_without_permission(tmp_path: Path) -> None:
    (tmp_path / "closed.yaml").write_bytes(HEAD)
    (tmp_path / "closed.yaml").chmod(0)
    assert said(with_good(tmp_path), "closed.yaml") == ": cannot be read: Permission denied"


def test_a_folder_as_deep_as_there_can_be(tmp_path: Path) -> None:
    here = Path.cwd()
    (tmp_path / "good.json").write_bytes(GOOD)
    os.chdir(tmp_path)
    try:
        for _ in range(1500):
            Path("d").mkdir()
            os.chdir("d")
    finally:
        os.chdir(here)
    ran = with_good(tmp_path)
    assert said(ran, "/".join(["d"] * 100)) == ": folders are looked into 100 deep, and this one stands deeper"
    subprocess.run(["rm", "-r", str(tmp_path / "d")], check=True)


LINES = ["*a*a*a*a*a*a*a*a*a*a*a*a*a*b"] * 100 + ["**/a/" * 90 + "b", "[!b]*" * 90, "[", "[z-a]", "\\", "!", "/", "[[:alpha:]]", "\0", "***b"]


@pytest.mark.parametrize(("lines_", "message"), [
    ("\n".join(LINES), None), ("x\n" * 100_000, ": leaves nothing out: more than 1,000 lines, which is the most allowed"),
    ("x" * 2_000_000, ": leaves nothing out: longer than 1,048,576 bytes, which is the most allowed"),
])  # fmt: skip
def test_a_hostile_gitignore(lines_: str, message: str | None, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    for number in range(50):
        (tmp_path / (f"{number}" + "a" * 240 + ".yaml")).write_bytes(HEAD)
    (tmp_path / "good.json").write_bytes(GOOD)
    (tmp_path / ".gitignore").write_text(lines_, encoding="utf-8")

    def again() -> Ran:
        return run(tmp_path, ".", "--format", "json", "--jobs", "1")

    ran = again()
    assert "Traceback" not in ran.err
    assert ran.status == (3 if message else 0), ran.err
    if message:
        assert said(ran, ".gitignore") == message
    assert took(ran, again, tmp_path_factory) < SOON + 0.5


GLOBS = ["*a*a*a*a*a*a*a*a*a*a*b", "[!b]*" * 35, "?*" * 90 + "b", "[z-a]*", "[" * 150]


def test_hostile_patterns_of_waivers(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    meeting = {"id": "a" * 199 + "m", "type": "core_group", "date": "2016-03-04", "participants": [{"who": "a" * 200, "core_member": True}]}
    case = json.loads(GOOD) | {"case": "x", "complete": "all", "professionals": [{"id": "a" * 200, "role": "health_visitor"}], "meetings": [meeting]}
    (tmp_path / "case.json").write_text(json.dumps(case), encoding="utf-8")
    waiver = {"rule": "AG-R3A", "case": "x", "reason": "r", "approved_by": "b", "until": "2030-01-01"}
    (tmp_path / "waivers.yaml").write_text(json.dumps([waiver | {"pattern": pattern} for pattern in GLOBS * 40]), encoding="utf-8")

    def again() -> Ran:
        return run(tmp_path, "case.json", "--format", "json")

    ran = again()
    assert (ran.status, "Traceback" in ran.err) == (1, False), ran.err
    assert "AG-R3A" in {one["rule"] for one in json.loads(ran.out)["cases"][0]["findings"]}, "nothing that the patterns were held against"
    assert took(ran, again, tmp_path_factory) < SOON


EXPRESSIONS = ["any(" * 500, "not " * 3000 + "x", "(" * 1000, "a" * 100_000, "1" * 1900, "'" * 1001, "meeting" + ".date" * 300, "{x" * 500, "a==" * 600,
               "meeting.date" + " and meeting.date" * 100, "().__class__", "__import__('os')", "[" * 60 + "]" * 60, "lambda: 0", "9**9**9**9"]  # fmt: skip


def test_hostile_expressions_of_rules(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Each is refused at its place, and all at once."""
    rules = tmp_path / "rules"
    rules.mkdir()
    source = Path(__file__).parents[1] / "rules/children-ag"
    (rules / "rulebook.yaml").write_bytes((source / "rulebook.yaml").read_bytes())
    rule = {key: value for key, value in read((source / "AG-G4.yaml").read_bytes(), "x.yaml").data.items() if key != "examples"}
    (tmp_path / "good.json").write_bytes(GOOD)
    for number, text in enumerate(EXPRESSIONS):
        (rules / f"AG-X{number}.yaml").write_text(json.dumps(rule | {"id": f"AG-X{number}", "where": text}), encoding="utf-8")

    def again() -> Ran:
        return run(tmp_path, "good.json", "--rules", "rules")

    ran = again()
    assert (ran.status, "Traceback" in ran.err) == (2, False), ran.err
    told = [line.removeprefix("scr-check: ") for line in ran.err.splitlines()]
    assert sorted({line.partition(":")[0] for line in told}) == sorted(f"rules/AG-X{number}.yaml" for number in range(len(EXPRESSIONS)))
    assert all(len(line) < 500 and re.match(r"rules/AG-X\d+\.yaml:1:\d+: ", line) for line in told), told
    assert took(ran, again, tmp_path_factory) < SOON + 0.5


def test_the_program_uses_no_expression_that_goes_back() -> None:
    """What texts of others meet: regular expressions of this program, each held against what makes such expressions slow."""
    from scr_check import dates, due, expressions, json_reader, record_reader, sources  # noqa: PLC0415

    found = [one for module in (dates, due, expressions, json_reader, record_reader, sources) for one in vars(module).values() if isinstance(one, re.Pattern)]
    found += [pattern for pattern, _ in dates._OTHER_FORMS]
    assert len(found) > 10
    for pattern in found:
        for text in ("1" * 20_000, " " * 20_000 + "x", '"' + "\\" * 20_001, "2016-03-04T" + " 1" * 10_000, "a-" * 10_000, "{" * 20_000, "([" * 10_000):
            start = time.process_time()
            pattern.fullmatch(text)
            pattern.match(text)
            assert time.process_time() - start < 0.2, (pattern.pattern, text[:20])


def main() -> None:
    """Prints the table of docs/security.md."""
    import tempfile  # noqa: PLC0415

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with tempfile.TemporaryDirectory() as name:
        base = alone(Path(name) / "alone")
        print(
            f"the good case alone: {base.seconds:.2f} s of processor time, {base.memory} MiB\n\n"
            "| file | bytes | more than that, s | memory, MiB | what is said |\n|---|---:|---:|---:|---|"
        )
        for number, (file, content, _) in enumerate([*LARGE, *SMALL]):
            folder = Path(name) / str(number)
            folder.mkdir()
            (folder / file).write_bytes(content())
            size = (folder / file).stat().st_size
            ran = with_good(folder)
            print(f"| {file} | {size:,} | {max(ran.seconds - base.seconds, 0):.2f} | {ran.memory} | `{said(ran, file)[:90]}` |")
            (folder / file).unlink()


if __name__ == "__main__":
    main()
