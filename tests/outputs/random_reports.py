"""Reports on nothing real, of random findings with the worst text that an id could hold; and what a reader must find in any of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from reporting import CORE_GROUP, Case, changed, report_of, result
from scr_check.case_results import CaseResult, Problem, Report
from scr_check.findings import Finding, Source, Verdict
from scr_check.identity import identity_of
from scr_check.outputs import RenderOptions, registry, whole

HOSTILE = [
    "<script>alert(1)</script>", "[link=https://example.org]x[/link]", "[words](javascript:alert(1))", "![x](https://example.org/x.png)", "\x1b[31mred",
    "\x9b2J", "\x1b]8;;https://example.org\x07", '=HYPERLINK("https://example.org")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "a\r\n::error::x",
    "\u202egnp.exe", "\u200f", "::set-output name=x::y", "%0A", "%", "]]>", "<![CDATA[", "&amp;", "|", "a|b", "`", "``", "```", "**", "_x_", "# head", "1. x",
    "---", "\\", "\\|", "{0}", "{{", "'", '"', '""', ",", ";", "a,b:c", "\x00", "\x7f", "\ufffe", "\uffff", "\udc80", "\ud800", "\ufeff", "\u2028", "日本語",
    "", " ", "  x  ", "@someone", "#1", "~x~", "$x$", "https://example.org", "www.example.org", "<!--", "-->", "\n\n## x", "<br>", "&lt;",
]  # fmt: skip
"""None of this may be more than characters in any report."""
NASTY = [one for one in HOSTILE if one and "\x00" not in one]
texts = st.sampled_from(HOSTILE) | st.text(max_size=12)
LISTED = [verdict for verdict in Verdict if verdict is not Verdict.NOT_APPLICABLE]
EVERYTHING = RenderOptions(show=frozenset(Verdict))
pointers = texts.map(lambda text: "/meetings/0/" + text.replace("~", "~0").replace("/", "~1"))
days = st.sampled_from([None, "2016-03-18"])

laws = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=60)
"""Random reports are large, and the machine may be busy."""
findings = st.builds(
    Finding,
    rule=st.sampled_from(["T-1", "T-2", "T-3"]), rulebook=st.just("t"), title=texts, duty=st.sampled_from(["must", "should", "advice", "good_practice"]),
    verdict=st.sampled_from(LISTED), subject=pointers | st.just(""), bindings=st.dictionaries(st.just("meeting"), pointers), message=texts, remedy=texts,
    move=texts, about=texts, limit=days, limit_between=st.sampled_from([None, ("2016-03-01", "2016-03-31")]), fulfilled=st.sampled_from([None, "2016-04"]),
    days_late=st.none() | st.integers(0, 400), days_left=st.none() | st.integers(0, 40), missing=st.lists(pointers, max_size=2).map(tuple),
    unset=st.just(()), hangs_on=st.sampled_from([None, "T-1"]), evidence=st.just(()), source=st.builds(Source, texts, texts, texts),
    waived=st.sampled_from([None, None, None, {"reason": "agreed"}]), line=st.integers(1, 500), column=st.integers(1, 80),
)  # fmt: skip
problems = st.lists(st.builds(Problem, texts, st.none() | st.integers(1, 99)), min_size=1, max_size=2).map(
    lambda some: tuple(replace(one, column=3) if one.line else one for one in some)
)  # fmt: skip


@st.composite
def case_results(draw: st.DrawFn) -> CaseResult:
    """One file, checked or not. Its path has what no other has, so that reports can be read back."""
    path = f"cases/{draw(texts)}.yaml"
    if not draw(st.integers(0, 3)):
        return CaseResult(path, None, None, "unreadable", problems=draw(problems))
    name = draw(texts)
    found = [replace(f, identity=identity_of(f.rule, name, [("place", str(place))])) for place, f in enumerate(draw(st.lists(findings, max_size=4)))]
    counts = {verdict.value: sum(f.verdict is verdict for f in found) for verdict in Verdict}
    return CaseResult(path, name, "0" * 64, "checked", "2016-06-28", "extracted", counts, findings=tuple(found), idle={"T-3": draw(st.integers(0, 2))})


reports = st.lists(case_results(), max_size=4, unique_by=lambda case: case.path).map(lambda cases: report_of(*cases))


def text(name: str, report: Report, options: RenderOptions = EVERYTHING) -> str:
    """The whole report in a format that is text. What is written is what UTF-8 can hold."""
    told = whole(registry()[name].stream(report, options), report)
    assert told.encode("utf-8", "backslashreplace").decode() == told
    return told


def told(report: Report, by: str = "identity") -> Counter[tuple[Any, ...]]:
    """What a reader must find: (rule, identity or another attribute, verdict) of each finding."""
    return Counter((f.rule, getattr(f, by), f.verdict.value) for case in report.cases for f in case.findings)


def faults(report: Report) -> int:
    """How many faults of files that could not be read a reader must find."""
    return sum(len(case.problems) for case in report.cases)


def hostile_case(name: str) -> Case:
    """The core group with the text as the id of everybody in it."""
    return {**as_named(CORE_GROUP, name), "case": f"c{name}"}


def as_named(value: Any, name: str) -> Any:
    """The same data with the text at the end of every id and every reference to one."""
    ids = {"hv", "fsw", "core-1"}
    if isinstance(value, dict):
        return {key: as_named(one, name) for key, one in value.items()}
    if isinstance(value, list):
        return [as_named(one, name) for one in value]
    return f"{name}{value}" if value in ids else value


def hostile_report(name: str) -> Report:
    """A real report on the hostile case, and on a file that could not be read."""
    return report_of(result(hostile_case(name), f"cases/{name}.json"), result(b"format: case/1\ncase: x\nmeetings: 7\n", f"cases/bad{name}.yaml"))


BOTH = report_of(result(changed(CORE_GROUP)), result(b"format: case/1\ncase: x\nmeetings: 7\nplan: 1\n", "cases/bad.yaml"))
"""A core group whose minutes reached nobody, and a file with two faults."""
