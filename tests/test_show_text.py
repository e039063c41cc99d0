"""Free text stays in the record unless it is asked for, and whatever stands in it, or in ids and open lists, is no more than characters in any format.

Each format is read by a reader that is not ours; where that gives text back, what it gives must be without power over a terminal, a pipeline, a
spreadsheet, a page or the direction of writing.
"""

from __future__ import annotations

import csv
import io
import json
import re
from functools import cache
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import jsonschema
import openpyxl
import pytest
import yaml
from markdown_it import MarkdownIt

from commanding import ROOT, command
from reporting import settings
from scr_check import outputs
from scr_check.case_results import CaseResult
from scr_check.check import check_bytes, report
from scr_check.classes import replace
from scr_check.findings import Verdict
from scr_check.outputs import RenderOptions
from scr_check.record_kinds import OpenWord, TextKind
from scr_check.record_models import Entry
from scr_check.record_shape import model_at, shape_of
from scr_check.report_schema import report_schema

HOSTILE = {
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>", "rich": "[link=https://evil.example]x[/link] [bold]y[/bold]",
    "escape": "\x1b[31mred\x1b[0m \x9b2J \x9d8;;x\x9c", "link": "\x1b]8;;https://evil.example\x07here\x1b]8;;\x07", "bell": "\x07\x08\x7f\x85",
    "hyperlink": '=HYPERLINK("https://evil.example","x")', "plus": "+cmd|' /C calc'!A0", "at": "@SUM(1+1)", "minus": "-2+3", "split": 'x";=1+1;@SUM(1)',
    "lines": "one\ntwo\r\n::error::three\n=1+1", "markdown": "![x](https://evil.example/x.png) [y](javascript:alert(1)) `code` | cell | **b** https://evil.example",
    "command": "::error::x", "words": "some words ::set-output name=a::b " * 5, "old command": "a ##[set-env name=x]y ##vso[task.setvariable variable=x]y",
    "right to left": "\u202egnp.exe\u202c \u2066x\u2069 \u200e\u200f\u061c", "unseen": "a\u200bb\u2060c\ufeffd\U000e0041\u180e\xad", "nul": "a\x00b",
    "xml": "]]><!-- --><?x?>&amp;&#27;", "table": "a | b\n--- | ---\n# head", "template": "{{ 7 * 7 }} {% raw %} {0} %s ${x}",
}  # fmt: skip
"""None of this may be more than characters."""
POWER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
"""What no reader should be given back as text: it steers, or is not seen."""
PIPELINE = re.compile(r"(?m)^\s*::[a-z-]+( |::)|##[a-z]*\[")
_PLAIN = {'"null"': "null", '"yes"': "true", '"no"': "false"}
EXAMPLE = json.loads(re.sub("|".join(_PLAIN), lambda found: _PLAIN[found[0]],
                            json.dumps(yaml.load((ROOT / "examples/children-ag/case.yaml").read_text(), yaml.BaseLoader))))  # fmt: skip
"""The example as JSON has it."""
MARK = "zzfree"
REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""What the reader of a record takes nowhere: a file with it is told as one that cannot be read."""
OPEN = {("people", "role"), ("professionals", "role"), ("meetings", "outcome"), ("decisions", "outcome"), ("events", "type")}


def filled(text: str, value: Any = EXAMPLE, steps: tuple[Any, ...] = ()) -> Any:
    """The example with this in every free text that its entries may have, and where it has nothing else in some words of open lists."""
    if isinstance(value, list):
        return [filled(text, one, (*steps, place)) for place, one in enumerate(value)]
    if not isinstance(value, dict):
        return value
    model = model_at(steps)
    fields = shape_of(model).fields if model is not None else {}
    own = {key: text for key, field in fields.items() if isinstance(field.kind, TextKind) and key != "case"}
    return {**{key: filled(text, one, (*steps, key)) for key, one in value.items()}, **own}


def in_ids(text: str) -> Any:
    """The example with this at the end of every id, of every role and of every other word of an open list."""
    raw = json.loads(json.dumps(EXAMPLE))
    ids = {one["id"] for key in raw if isinstance(raw[key], list) for one in raw[key] if isinstance(one, dict) and "id" in one}

    def renamed(value: Any, steps: tuple[Any, ...]) -> Any:
        if isinstance(value, dict):
            return {key: renamed(one, (*steps, key)) for key, one in value.items()}
        if isinstance(value, list):
            return [renamed(one, (*steps, place)) for place, one in enumerate(value)]
        model = model_at(tuple(step for step in steps[:-1]))
        field = shape_of(model).fields.get(steps[-1]) if model is not None and isinstance(steps[-1], str) else None
        word = field is not None and isinstance(field.kind, OpenWord) and (steps[0], steps[-1]) in OPEN
        return f"{text}{value}" if value in ids and steps[-1] not in ("role", "type", "kind") else f"{value}{text}" if word else value

    return {**renamed(raw, ()), "case": f"{text}AG"}


@cache
def judged(name: str, free: bool) -> CaseResult:
    """The example with the hostile text in its free text, or in its ids and roles. What the reader refuses in free text is put there afterwards."""
    wanted = replace(settings(), timeline=True, show_text=free)
    case = filled(MARK) if free else in_ids(HOSTILE[name])
    result = check_bytes(json.dumps(case).encode(), f"cases/{'ag' if free else HOSTILE[name]}.json", wanted)
    assert result.status == ("unreadable" if not free and REFUSED.search(HOSTILE[name]) else "checked"), result.problems[:3]
    if not free:
        return result
    texts = {entry: tuple(replace(one, text=f"{HOSTILE[name]} {MARK}") for one in some) for entry, some in (result.texts or {}).items()}
    return replace(result, texts=texts)


def told(form: str, result: CaseResult, show: bool) -> bytes:
    """The report in a format, as its bytes."""
    wanted = settings()
    made = report([result], wanted)
    stream = outputs.streamed(outputs.registry()[form], made, RenderOptions(width=80, show=frozenset(Verdict), alone=True, show_text=show))
    return outputs.whole_bytes(stream, made) if stream.BINARY else outputs.whole(stream, made).encode("utf-8", "strict")


class Page(HTMLParser):
    """A page as a browser would take it: its elements, attributes and words."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def values_of(data: Any) -> list[str]:
    """Every text in JSON."""
    if isinstance(data, dict):
        return [text for key, one in data.items() for text in (key, *values_of(one))]
    if isinstance(data, list):
        return [text for one in data for text in values_of(one)]
    return [data] if isinstance(data, str) else []


def read(form: str, raw: bytes) -> list[str]:
    """The report's words, as the reader of its format finds them; what this reader would obey fails."""
    text = raw.decode() if form != "xlsx" else ""
    if form in ("json", "jsonl", "gitlab", "sarif"):
        assert not POWER.search(text), "raw"
        data = [json.loads(line) for line in text.splitlines()] if form == "jsonl" else json.loads(text)
        if form == "json":
            jsonschema.Draft202012Validator(report_schema()).validate(data)
        return values_of(data)
    if form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True) for cell in row]
        assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")] == []
        assert [part for cell in cells for part in cell.split(";")[1:] if part.lstrip()[:1] in tuple("=+-@")] == []
        return cells
    if form == "xlsx":
        found = [cell for sheet in openpyxl.load_workbook(io.BytesIO(raw)) for row in sheet.iter_rows() for cell in row]
        assert [cell.value for cell in found if cell.data_type == "f" or cell.hyperlink] == []
        return [cell.value for cell in found if isinstance(cell.value, str)]
    if form in ("junit", "svg"):
        parts = list(ElementTree.fromstring(raw).iter())
        assert not {part.tag.rpartition("}")[2] for part in parts} & {"script", "a", "image", "foreignObject", "img"}
        return [word for part in parts for word in (part.text, part.tail, *part.attrib.values()) if word]
    if form == "html":
        page = Page()
        page.feed(text)
        assert not page.tags & {"script", "img", "iframe", "object", "link"}
        assert [one for one in page.attributes if one[0].startswith("on") or (one[0] in ("href", "src") and not one[1].startswith("#"))] == []
        return page.words
    if form == "markdown":
        tokens = [token for block in MarkdownIt("commonmark").enable("table").parse(text) for token in (block, *(block.children or ()))]
        assert not {token.type for token in tokens} & {"image", "link_open", "html_inline", "html_block", "code_inline", "fence"}
        return [token.content for token in tokens if token.content]
    return text.splitlines()


FORMATS = sorted(outputs.registry())
CASES = [pytest.param(form, name, id=f"{form}-{name}") for form in FORMATS for name in HOSTILE]


@pytest.mark.parametrize(("form", "name"), CASES)
def test_what_stands_in_free_text_is_no_more_than_characters(form: str, name: str) -> None:
    raw = told(form, judged(name, True), show=True)
    words = read(form, raw)
    assert any(MARK in one.replace("\\", "") for one in words) == (form != "svg")
    harmless(form, raw, words)


@pytest.mark.parametrize(("form", "name"), CASES)
def test_what_stands_in_ids_and_roles_is_no_more_than_characters(form: str, name: str) -> None:
    raw = told(form, judged(name, False), show=False)
    harmless(form, raw, read(form, raw))


def harmless(form: str, raw: bytes, words: list[str]) -> None:
    """Nothing in the bytes steers a terminal or is unseen; no line of them is a command, but those of the format that has commands."""
    if form == "xlsx":
        assert [one for one in words if POWER.search(one)] == []
        return
    text = raw.decode().removeprefix("\ufeff")
    assert not POWER.search(text.replace("\r\n", "\n"))
    lines = text.splitlines()
    if form == "github":
        assert all(re.match(r"::(error|warning|notice) file=", line) for line in lines)
        lines = [line.partition("::")[2] for line in lines]
    assert [line for line in lines if PIPELINE.search(line)] == []


@pytest.mark.parametrize("form", FORMATS)
def test_free_text_stays_in_the_record_unless_it_is_asked_for(form: str) -> None:
    raw = told(form, check_bytes(json.dumps(filled(MARK)).encode(), "ag.json", replace(settings(), timeline=True)), show=False)
    assert MARK not in ("".join(read(form, raw)) if form == "xlsx" else raw.decode())


def test_every_free_text_of_what_a_finding_is_about_is_told_with_its_place() -> None:
    result = check_bytes(json.dumps(filled(MARK)).encode(), "ag.json", replace(settings(), show_text=True))
    data = json.loads(told("json", result, show=True))
    texts = [text for finding in data["cases"][0]["findings"] for text in finding["texts"]]
    assert {text["field"] for text in texts} >= {"text", "rationale"}
    assert {text["text"] for text in texts} == {MARK}
    assert all(text["pointer"].endswith(f"/{text['field']}") for text in texts)


def test_a_model_with_free_text_is_known_by_its_kind() -> None:
    models: list[type[Entry]] = [one for one in (model_at(("conditions",)), model_at(("step_downs",))) if one is not None]
    assert all(any(isinstance(field.kind, TextKind) and field.kind.free for field in shape_of(one).fields.values()) for one in models)


@pytest.mark.parametrize("option", ["--pseudonymise", "--relative-dates"])
def test_it_does_not_go_with_what_it_would_undo(capsys: pytest.CaptureFixture[str], option: str) -> None:
    ran = command(capsys, str(ROOT / "examples/children-ag/case.yaml"), "--show-text", option)
    assert (ran.out, ran.status) == ("", 2)
    assert ran.err == f"scr-check: --show-text: free text holds names and dates, which {option} cannot take out of it\n"


def test_numbers_alone_have_no_words_to_show(capsys: pytest.CaptureFixture[str]) -> None:
    ran = command(capsys, str(ROOT / "examples/children-ag/case.yaml"), "--show-text", "--suppress-small")
    assert (ran.out, ran.status) == ("", 2)
    assert ran.err == "scr-check: --show-text: --suppress-small tells only numbers, and no finding whose words could be shown\n"
