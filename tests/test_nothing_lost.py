"""Nothing lost: of a random report, the set of (rule, subject, verdict) that an outside reader finds in each format is the report's.

By design some formats say less. ``not_applicable`` is counted and listed by none. ``github`` and ``gitlab`` list what ``--show`` names, all of them here.
The text and the page are for people: they put verdicts into sections (breached and conflict are both known to be wrong), and what is waived into one of
its own; there the section is held against the verdict, and the line of counts against the number of each verdict. svg is the drawing alone.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from markdown_it import MarkdownIt
from openpyxl import load_workbook

from reporting import report_of
from scr_check.case_results import CaseResult, Item, Report
from scr_check.findings import Finding, Source, Verdict
from scr_check.identity import identity_of
from scr_check.outputs import RenderOptions, registry, whole, whole_bytes

Found = Counter[tuple[str, str, str]]
"""(rule, subject, verdict), and how often."""
LISTED = [verdict for verdict in Verdict if verdict is not Verdict.NOT_APPLICABLE]
OPTIONS = RenderOptions(show=frozenset(Verdict), width=100)
SECTIONS = {
    "breached": "wrong", "conflict": "wrong", "not_recorded": "nobody", "unknown": "nobody", "met_late": "late", "due": "coming", "noted": "noticing",
    "holding": "kept", "met": "done",
}  # fmt: skip
HEADINGS = [("known to be wrong", "wrong"), ("nobody can tell", "nobody"), ("done, but late", "late"), ("coming up", "coming"), ("worth noticing", "noticing"),
            ("waived", "waived"), ("kept so far", "kept"), ("done", "done")]  # fmt: skip
WAIVED = {"reason": "agreed", "approved_by": "head", "until": "2030-01-01"}


@st.composite
def results(draw: st.DrawFn, number: int) -> CaseResult:
    """One case with findings of any verdict, some on the case as a whole. A finding's line tells it from others of its case."""
    name = f"C{number}"
    found: list[Finding] = []
    for place in range(draw(st.integers(0, 12))):
        rule, verdict = draw(st.sampled_from(["T-1", "T-2", "T-3"])), draw(st.sampled_from(LISTED))
        limit, late = draw(st.sampled_from([(None, None), ("2016-03-18", 104), ("2016-07-04", None)]))
        found.append(Finding(
            rule, "t", f"title of {rule}", draw(st.sampled_from(["must", "should", "advice"])), verdict, f"/meetings/{place}", {}, f"message {place}",
            draw(st.sampled_from(["", "Mend it."])), draw(st.sampled_from(["", "the social worker", "the chair"])), f"thing {draw(st.integers(0, 3))}", limit,
            None, None, late, None, (), (), None, (), Source("d", "s", "q"), cause=draw(st.sampled_from(["", "", "one cause"])),
            waived=draw(st.sampled_from([None, None, None, WAIVED])), line=place + 1, column=1, identity=identity_of(rule, name, [("n", str(place))]),
        ))  # fmt: skip
    counts = {verdict.value: sum(f.verdict is verdict for f in found) for verdict in Verdict}
    counts["not_applicable"] = draw(st.integers(0, 3))
    items = tuple(Item(f.subject, "meetings", f.about, "CG", "core group", False, date(2016, 3, 4), None, "2016-03-04") for f in found[:2])
    return CaseResult(f"cases/{number}.yaml", name, "0" * 64, "checked", "2016-06-30", "extracted", counts, findings=tuple(found), timeline=items)


reports = st.integers(1, 3).flatmap(lambda many: st.tuples(*(results(number) for number in range(many)))).map(lambda cases: report_of(*cases))


def subject(path: str, line: int | str) -> str:
    """The subject, by the case's path and the finding's line."""
    return f"{path}#/meetings/{int(line) - 1}"


def wanted(report: Report) -> Found:
    """What every reader must find."""
    return Counter((f.rule, f"{case.path}#{f.subject}", f.verdict.value) for case in report.cases for f in case.findings)


def in_sections(report: Report) -> Found:
    """The same with the section in place of the verdict."""
    sections = [(case, f, "waived" if f.waived and f.verdict.value in WAIVABLE else SECTIONS[f.verdict.value]) for case in report.cases for f in case.findings]
    return Counter((f.rule, f"{case.path}#{f.subject}", section) for case, f, section in sections)


WAIVABLE = set(SECTIONS)
# Readers, one for each format; none is ours.


def read_json(raw: bytes) -> Found:
    """The standard library's reader."""
    return Counter((f["rule"], f"{case['path']}#{f['subject']}", f["verdict"]) for case in json.loads(raw)["cases"] for f in case["findings"])


def read_jsonl(raw: bytes) -> Found:
    """A line a case, or a finding."""
    found: Found = Counter()
    for line in raw.decode().splitlines():
        case = json.loads(line)
        for f in case.get("findings", ()):
            found[f["rule"], f"{case['path']}#{f['subject']}", f["verdict"]] += 1
    return found


def read_csv(raw: bytes) -> Found:
    """The csv module."""
    return Counter((r["rule"], f"{r['path']}#{r['subject']}", r["verdict"]) for r in csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def read_xlsx(raw: bytes) -> Found:
    """openpyxl."""
    first, *others = load_workbook(io.BytesIO(raw))["findings"].iter_rows(values_only=True)
    rows = [dict(zip(map(str, first), row, strict=True)) for row in others]
    return Counter((str(r["rule"]), f"{r['path']}#{r['subject']}", str(r["verdict"])) for r in rows)


def read_sarif(raw: bytes) -> Found:
    """JSON."""
    found: Found = Counter()
    for result in json.loads(raw)["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        assert subject(place["artifactLocation"]["uri"], place["region"]["startLine"]).endswith(f"#{result['properties']['subject']}")
        found[result["ruleId"], f"{place['artifactLocation']['uri']}#{result['properties']['subject']}", result["properties"]["verdict"]] += 1
    return found


def read_junit(raw: bytes) -> Found:
    """lxml."""
    found: Found = Counter()
    for suite in etree.fromstring(raw).iter("testsuite"):
        for test in suite.iter("testcase"):
            (inside,) = test
            text = inside.text
            found[test.get("classname").partition(".")[2], f"{suite.get('name')}#{re.search(r'column 1 [(](.*)[)]', text)[1]}", text.partition(":")[0]] += 1  # type: ignore[index]
    return found


def read_github(raw: bytes) -> Found:
    """Its workflow commands, as its runner takes them apart."""
    command = re.compile(r"::\w+ file=(.*),line=(\d+),col=1,title=(\S+) (.*?)::message \d+ \((.*?)\)")
    matches = [command.match(line) for line in raw.decode().splitlines() if line.startswith("::")]
    return Counter((m[3], f"{m[1]}#{m[5]}", m[4].replace(" ", "_")) for m in matches if m)


def read_gitlab(raw: bytes) -> Found:
    """JSON; it has no place for a pointer, so the line tells the subject."""
    return Counter(
        (i["check_name"], subject(i["location"]["path"], i["location"]["lines"]["begin"]), i["description"].partition(":")[0].replace(" ", "_"))
        for i in json.loads(raw)
    )


def read_markdown(raw: bytes) -> Found:
    """A CommonMark parser: the rows of the tables, below the heading of the case."""
    found: Found = Counter()
    path, row = "", []
    for token in MarkdownIt("commonmark").enable("table").parse(raw.decode()):
        if token.type == "tr_open":
            row = []
        elif token.type == "inline":
            text = "".join(inner.content for inner in token.children or ()).replace("\u200b", "")
            path = named[0] if (named := re.findall(r"cases/\d\.yaml", text)) else path
            row.append(text)
        elif token.type == "tr_close" and len(row) == 6 and row[0] != "Verdict":
            found[row[1], subject(path, row[5]), row[0].removesuffix(", waived").replace(" ", "_")] += 1
    return found


def section_of(heading: str) -> str:
    """Which section a heading begins; nothing for others."""
    return next((name for words, name in HEADINGS if heading.lower().startswith(words)), "")


def read_html(raw: bytes) -> Found:
    """lxml's reader of HTML: the rows, each below its heading."""
    found: Found = Counter()
    for article in html.fromstring(raw.decode()).iter("article"):
        path = article.find_class("quiet")[0].text
        section = rule = ""
        for element in article.iter("h2", "summary", "h3", "h4", "li"):
            text = " ".join(element.text_content().replace("\xa0", " ").split()).lstrip("!?~>*=+- ")
            if element.tag in ("h2", "summary"):
                section = section_of(text)
            elif element.tag in ("h3", "h4") and (link := [a.text for a in element.iter("a") if (a.text or "").startswith("T-")]):
                rule = link[0]
            elif element.tag == "li" and (small := element.find("small")) is not None:
                for line in re.search(r"lines? ([\d, and]+)", small.text_content())[1].replace("and", ",").split(","):  # type: ignore[index]
                    found[rule, subject(path, line), section] += 1
    return found


def read_text(raw: bytes) -> Iterator[tuple[str, str, str]]:
    """A person's eyes: headings in capitals, and after each row its rule and its lines."""
    path = section = ""
    text = re.sub(r"\n {2,}(?=\S)", " ", raw.decode())
    for line in text.splitlines():
        path = named[0] if line.startswith("Case ") and (named := re.findall(r"cases/\d\.yaml", line)) else path
        if line.isupper() and not line.startswith(("!", "?", "~", ">", "*", "=", "+", "-")):
            section = section_of(line)
        elif line[:2] in ("! ", "? ", "~ ", "> ", "* ", "= ", "+ ", "- ") and section:
            for rule, lines in re.findall(r"\((T-\d), lines? ([\d, and]+)\)", line):
                for one in lines.replace("and", ",").split(","):
                    yield rule, subject(path, one), section
        elif line.startswith(("Counts:", "Summary")):
            section = ""


READERS: dict[str, Callable[[bytes], Found]] = {
    "json": read_json, "jsonl": read_jsonl, "csv": read_csv, "xlsx": read_xlsx, "sarif": read_sarif, "junit": read_junit, "github": read_github,
    "gitlab": read_gitlab, "markdown": read_markdown,
}  # fmt: skip
IN_SECTIONS: dict[str, Callable[[bytes], Any]] = {"html": read_html, "text": read_text}
laws = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def told(name: str, report: Report) -> bytes:
    """The whole report in a format."""
    stream = registry()[name].stream(report, OPTIONS)
    return whole_bytes(stream, report) if getattr(stream, "BINARY", False) else whole(stream, report).encode()


def test_every_format_is_read_back() -> None:
    assert {*READERS, *IN_SECTIONS, "svg"} == set(registry())


@pytest.mark.parametrize("name", READERS)
def test_what_a_reader_finds_is_what_the_report_holds(name: str) -> None:
    @laws
    @given(reports)
    def holds(report: Report) -> None:
        assert READERS[name](told(name, report)) == wanted(report)

    holds()


@pytest.mark.parametrize("name", IN_SECTIONS)
def test_what_a_person_finds_is_what_the_report_holds(name: str) -> None:
    @laws
    @given(reports)
    def holds(report: Report) -> None:
        raw = told(name, report)
        assert Counter(IN_SECTIONS[name](raw)) == in_sections(report)
        for case in report.cases if len(report.cases) == 1 else ():
            for verdict in LISTED:
                if case.counts[verdict]:
                    assert f"{case.counts[verdict]} {verdict.value.replace('_', ' ')}" in " ".join(raw.decode().split())

    holds()
