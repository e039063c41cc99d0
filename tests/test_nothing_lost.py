"""Nothing lost: of a random report, the set of (rule, subject, verdict) that an outside reader finds in each format is the report's; and of each
word and date to check the line, the kind and what is said of it.

By design some formats say less. ``not_applicable`` is counted and listed by none. ``github`` and ``gitlab`` list what ``--show`` names, all of them here.
The text and the page are for people: they put verdicts into sections (breached and conflict are both known to be wrong), and what is waived into one of
its own; there the section is held against the verdict, and the line of counts against the number of each verdict. svg is the drawing alone,
below what is to be checked, or why a file was not read.
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
from scr_check.case_results import KINDS, CaseResult, Doubt, Item, Problem, Report
from scr_check.classes import replace
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
    doubts = tuple(Doubt(f"message {place} of it; if prison_release is meant, rules do not see it", 40 + place, 3, draw(st.sampled_from(KINDS)))
                   for place in range(draw(st.integers(0, 2))))  # fmt: skip
    return CaseResult(f"cases/{number}.yaml", name, "0" * 64, "checked", "2016-06-30", "extracted", counts, findings=tuple(found), timeline=items,
                      doubts=doubts)  # fmt: skip


reports = st.integers(1, 3).flatmap(lambda many: st.tuples(*(results(number) for number in range(many)))).map(lambda cases: report_of(*cases))


def subject(path: str, line: int | str) -> str:
    """The subject, by the case's path and the finding's line."""
    return f"{path}#/meetings/{int(line) - 1}"


def without_waiver(words: str) -> str:
    """The verdict that these words tell, with or without until when it is waived."""
    return re.split(", waived|%2C waived", words)[0].replace(" ", "_")


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
    rows = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))
    return Counter((r["rule"], f"{r['path']}#{r['subject']}", r["verdict"]) for r in rows if r["rule"])


def read_xlsx(raw: bytes) -> Found:
    """openpyxl."""
    first, *others = load_workbook(io.BytesIO(raw))["findings"].iter_rows(values_only=True)
    rows = [dict(zip(map(str, first), row, strict=True)) for row in others]
    return Counter((str(r["rule"]), f"{r['path']}#{r['subject']}", str(r["verdict"])) for r in rows if r["rule"])


def read_sarif(raw: bytes) -> Found:
    """JSON."""
    found: Found = Counter()
    for result in (one for one in json.loads(raw)["runs"][0]["results"] if one["kind"] != "review"):
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
            found[test.get("classname").partition(".")[2], f"{suite.get('name')}#{re.search(r'column 1 [(](.*)[)]', text)[1]}", re.match(r"\w+", text)[0]] += 1  # type: ignore[index]
    return found


def read_github(raw: bytes) -> Found:
    """Its workflow commands, as its runner takes them apart."""
    command = re.compile(r"::\w+ file=(.*),line=(\d+),col=1,title=(\S+) (.*?)::message \d+ \((.*?)\)")
    matches = [command.match(line) for line in raw.decode().splitlines() if line.startswith("::")]
    return Counter((m[3], f"{m[1]}#{m[5]}", without_waiver(m[4])) for m in matches if m)


def read_gitlab(raw: bytes) -> Found:
    """JSON; it has no place for a pointer, so the line tells the subject."""
    return Counter(
        (i["check_name"], subject(i["location"]["path"], i["location"]["lines"]["begin"]), without_waiver(i["description"].partition(":")[0]))
        for i in json.loads(raw) if not i["check_name"].startswith("check_")
    )  # fmt: skip


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


# Words and dates to check.

Doubts = Counter[tuple[str, int, str, str]]
"""(path, line, kind, message), and how often."""


def doubted(report: Report) -> Doubts:
    """What every reader must find."""
    return Counter((case.path, one.line, one.kind, one.message) for case in report.cases for one in case.doubts)


def doubts_json(raw: bytes) -> Doubts:
    """JSON."""
    return Counter((case["path"], d["line"], d["kind"], d["message"]) for case in json.loads(raw)["cases"] for d in case["doubts"])


def doubts_jsonl(raw: bytes) -> Doubts:
    """A line a case."""
    cases = [case for line in raw.decode().splitlines() if "findings" in (case := json.loads(line))]
    return Counter((case["path"], d["line"], d["kind"], d["message"]) for case in cases for d in case["doubts"])


def _of_rows(rows: list[dict[str, Any]]) -> Doubts:
    named = [(r, str(r["verdict"])) for r in rows]
    return Counter((r["path"], int(r["line"]), verdict[6:], r["message"]) for r, verdict in named if verdict.startswith("check_") and r["case"])


def doubts_csv(raw: bytes) -> Doubts:
    """The csv module."""
    return _of_rows(list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))))


def doubts_xlsx(raw: bytes) -> Doubts:
    """openpyxl."""
    first, *others = load_workbook(io.BytesIO(raw))["findings"].iter_rows(values_only=True)
    return _of_rows([dict(zip(map(str, first), row, strict=True)) for row in others])


def doubts_sarif(raw: bytes) -> Doubts:
    """JSON."""
    found: Doubts = Counter()
    for result in (one for one in json.loads(raw)["runs"][0]["results"] if one["kind"] == "review"):
        place = result["locations"][0]["physicalLocation"]
        message = result["message"]["text"].partition(": ")[2]
        found[place["artifactLocation"]["uri"], place["region"]["startLine"], result["ruleId"].removeprefix("check_"), message] += 1
    return found


SAID = re.compile(r"Check the (\w+), line (\d+): (.*?rules do not see it)[.]")


def _said(path: str, text: str) -> Doubts:
    return Counter((path, int(line), kind, message) for kind, line, message in SAID.findall(text))


def doubts_junit(raw: bytes) -> Doubts:
    """lxml: the output of a suite."""
    found: Doubts = Counter()
    for suite in etree.fromstring(raw).iter("testsuite"):
        found.update(_said(suite.get("name"), "".join(one.text for one in suite.findall("system-out"))))
    return found


def doubts_github(raw: bytes) -> Doubts:
    """Its workflow commands."""
    command = re.compile(r"::notice file=(.*),line=(\d+),col=3,title=Check the (\w+)::(.*)")
    matches = [command.match(line) for line in raw.decode().splitlines()]
    return Counter((m[1], int(m[2]), m[3], m[4]) for m in matches if m)


def doubts_gitlab(raw: bytes) -> Doubts:
    """JSON."""
    issues = [i for i in json.loads(raw) if i["check_name"].startswith("check_")]
    assert {i["severity"] for i in issues} <= {"info"}
    assert len({i["fingerprint"] for i in issues}) == len(issues)
    places = [(i["location"]["path"], i["location"]["lines"]["begin"]) for i in issues]
    return Counter((*place, i["check_name"][6:], i["description"].partition(": ")[2]) for place, i in zip(places, issues, strict=True))


def doubts_markdown(raw: bytes) -> Doubts:
    """A CommonMark parser: the items of lists, below the heading of the case."""
    found: Doubts = Counter()
    path = ""
    for token in MarkdownIt("commonmark").enable("table").parse(raw.decode()):
        if token.type == "inline":
            text = "".join(inner.content for inner in token.children or ())
            path = named[0] if (named := re.findall(r"cases/\d\.yaml", text)) else path
            found.update(_said(path, text))
    return found


def doubts_html(raw: bytes) -> Doubts:
    """lxml's reader of HTML: the paragraphs of a case."""
    found: Doubts = Counter()
    for article in html.fromstring(raw.decode()).iter("article"):
        for one in article.iter("p"):
            found.update(_said(article.find_class("quiet")[0].text, one.text_content()))
    return found


def doubts_text(raw: bytes) -> Doubts:
    """A person's eyes."""
    found: Doubts = Counter()
    path = ""
    for line in re.sub(r"\n {2,}(?=\S)", " ", raw.decode()).splitlines():
        path = named[0] if line.startswith("Case ") and (named := re.findall(r"cases/\d\.yaml", line)) else path
        found.update(_said(path, line))
    return found


def doubts_svg(raw: bytes) -> Doubts:
    """lxml: the lines below the title of a case."""
    found: Doubts = Counter()
    path = ""
    for one in etree.fromstring(raw).iter("{http://www.w3.org/2000/svg}text"):
        path = f"cases/{named[1]}.yaml" if (named := re.match(r"Case C(\d),", one.text or "")) else path
        found.update(_said(path, one.text or ""))
    return found


DOUBTS: dict[str, Callable[[bytes], Doubts]] = {name.removeprefix("doubts_"): read for name, read in list(globals().items()) if name.startswith("doubts_")}


def test_every_format_tells_what_is_to_be_checked() -> None:
    assert set(DOUBTS) == set(registry())


@pytest.mark.parametrize("name", DOUBTS)
def test_what_is_to_be_checked_is_found_in_every_format(name: str) -> None:
    @laws
    @given(reports)
    def holds(report: Report) -> None:
        assert DOUBTS[name](told(name, report)) == doubted(report)

    holds()


def test_an_unreadable_file_is_told_with_its_faults_where_there_is_only_a_picture() -> None:
    faults = (Problem("a key is given twice", 3, 7), Problem("an id is given twice", 9, 1))
    raw = told("svg", report_of(CaseResult("cases/x.yaml", None, None, "unreadable", problems=faults)))
    lines = [one.text for one in etree.fromstring(raw).iter("{http://www.w3.org/2000/svg}text")]
    assert lines == ["cases/x.yaml: not read, 2 faults", "cases/x.yaml:3:7: a key is given twice", "cases/x.yaml:9:1: an id is given twice"]
    raw = told("svg", report_of(CaseResult("cases/x.yaml", None, None, "unreadable", problems=faults[:1])))
    assert b"not read, 1 fault<" in raw


SUMMED = {
    "text": "2 cases have words that may be misspelt: see the report of each. 1 case has dates that cannot be: see the report of each.",
    "markdown": "2 cases have words that may be misspelt: see the report of each. 1 case has dates that cannot be: see the report of each.",
    "html": "2 cases have words that may be misspelt: see the report of each. 1 case has dates that cannot be: see the report of each.",
    "json": '"doubts": { "spelling": 2, "date": 1 }', "jsonl": '"doubts": {"spelling": 2, "date": 1}',
}  # fmt: skip


@pytest.mark.parametrize("name", SUMMED)
def test_a_summary_says_how_many_cases_there_are_to_be_checked(name: str) -> None:
    word, day = Doubt("a", 1, 1, "spelling"), Doubt("b", 2, 1, "date")
    cases = [CaseResult(f"cases/{n}.yaml", f"C{n}", "0" * 64, "checked", "2016-06-30", "extracted", {}, doubts=doubts)
             for n, doubts in enumerate([(word, word), (word, day), ()])]  # fmt: skip
    report, options = report_of(*cases), RenderOptions(summary_only=True, width=100)
    stream = registry()[name].stream(report, options)
    raw = whole_bytes(stream, report) if getattr(stream, "BINARY", False) else whole(stream, report).encode()
    shown = html.fromstring(raw.decode()).text_content() if name == "html" else raw.decode()
    assert SUMMED[name] in " ".join(shown.split())


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_where_something_is_to_be_checked_it_comes_before_that_nothing_is_to_report(name: str) -> None:
    case = CaseResult("cases/0.yaml", "C0", "0" * 64, "checked", "2016-06-30", "extracted", {}, doubts=(Doubt("message", 4, 1, "spelling"),))
    shown = told(name, report_of(case)).decode()
    assert shown.index("Check the spelling, line 4: message.") < shown.index("Nothing else to report of what was looked at.")


@pytest.mark.parametrize(("name", "said"), [
    ("github", "title=T-1 breached%2C waived until 2030-01-01::"),
    ("gitlab", '"description": "breached, waived until 2030-01-01: '),
    ("junit", "<system-out>breached, waived until 2030-01-01: "),
])  # fmt: skip
def test_what_is_waived_says_so_and_until_when(name: str, said: str) -> None:
    open_ = Finding("T-1", "t", "title", "must", Verdict.BREACHED, "/meetings/0", {}, "message", "", "", "thing", None, None, None, None, None, (), (), None,
                    (), Source("d", "s", "q"), line=1, column=1, identity="0" * 32)  # fmt: skip
    case = CaseResult("cases/0.yaml", "C0", "0" * 64, "checked", "2016-06-30", "extracted", {"breached": 1}, findings=(open_,))
    assert "waived" not in told(name, report_of(case)).decode()
    assert said in told(name, report_of(replace(case, findings=(replace(open_, waived=WAIVED),)))).decode()
