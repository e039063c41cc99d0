"""The page and its drawing, read in a real browser where there is one: links, findings, no request, no script, printed on paper."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from reporting import CORE_GROUP, QUIET, RELEASE, settings
from scr_check import outputs
from scr_check.case_results import CaseResult, Doubt
from scr_check.check import check_bytes, check_path, report
from scr_check.classes import replace
from scr_check.cli import app
from scr_check.findings import Verdict
from scr_check.outputs import RenderOptions, _templates
from scr_check.outputs._overview import Overview
from scr_check.tally import tally_of

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
import corpus

AG = Path(__file__).parents[1] / "examples" / "children-ag" / "case.yaml"
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NO_BROWSER = "no browser here: apt-get install chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
HOSTILE = {**CORE_GROUP, "case": "<b>x</b>\u202egpj", "meetings": [{**CORE_GROUP["meetings"][0], "id": "</svg><img src=x onerror=alert(1)>"}]}
EMPTY = {"format": "case/1", "case": "EMPTY", "extracted": "2016-06-30"}
WELL = AG.parents[1] / "all-well" / "case.yaml"
CASES = {"example": AG, "all well": WELL, "core group": CORE_GROUP, "release": RELEASE, "quiet": QUIET, "hostile": HOSTILE, "empty": EMPTY}


MANY = {**CASES, "sixty meetings": corpus.case(3, 60)}
"""With a case that takes a browser seconds."""


@cache
def result(name: str) -> CaseResult:
    """A case's result with its timeline."""
    case, drawn = MANY[name], replace(settings(), timeline=True)
    return check_path(case, "case.yaml", drawn) if isinstance(case, Path) else check_bytes(json.dumps(case).encode(), "case.json", drawn)


@cache
def page(name: str, form: str = "html") -> str:
    """A case's page."""
    made = replace(report([result(name)], settings()), version="0.0")
    return outputs.whole(outputs.registry()[form].stream(made, RenderOptions(alone=True)), made)


def listed(name: str) -> list[Any]:
    """The findings that a report may list."""
    return [f for f in result(name).findings if f.verdict is not Verdict.NOT_APPLICABLE]


@pytest.mark.parametrize("name", CASES)
def test_every_link_leads_somewhere_and_no_id_stands_twice(name: str) -> None:
    ids = re.findall(r' id="([^"]*)"', page(name))
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', page(name))) <= {*ids, *re.findall(r'id="(s\w+)"', page(name))}


@pytest.mark.parametrize("name", CASES)
def test_the_flags_of_the_drawing_count_every_finding(name: str) -> None:
    flags = re.findall(r'id="b\d+\w"><title>.*?</title>.*?<text[^>]*>.(\d+)</text>', page(name).replace("&gt;", ">"))
    assert sum(map(int, flags)) == len(listed(name))


@pytest.mark.parametrize("name", CASES)
def test_every_finding_is_told_and_leads_back_to_the_drawing(name: str) -> None:
    rows = re.findall(r'<li id="f\d+".*?</li>', page(name))
    assert sum(max(len(re.findall(r"\d+", re.search(r"<small>\(lines? ([\d, ]+)[;)]", row)[1])), 1) for row in rows) <= len(listed(name))  # type: ignore[index]
    assert all('href="#b' in row for row in rows)
    assert set(re.findall(r'<h[34]>[^<]*<a href="#([^"]+)"', page(name))) == {f.rule for f in listed(name)}


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_fetched_and_nothing_runs(name: str) -> None:
    text = page(name)
    assert not re.search(r"<script|<link|<img|<iframe|@import|<[^>]*(?:javascript:| on\w+=)|https?://", text)
    assert not re.findall(r'(?:src|href)="(?!#)', text)
    assert "default-src 'none'" in text


def test_what_a_record_says_is_shown_as_text() -> None:
    text = page("hostile")
    assert "<b>x</b>" not in text and "&lt;b&gt;x&lt;/b&gt;\\u202egpj" in text
    assert "<img" not in text and "&lt;img src=x onerror=alert(1)&gt;" in text.replace("&#34;", '"')


def test_the_page_says_what_was_judged_and_by_what() -> None:
    text = html.unescape(page("example"))
    for wanted in ("2016-02-19", "the day of the record", result("example").sha256 or "?", "Not set:", "minutes_within", "children-ag",
                   "conditions agreed as a result of closing the Child Protection Plans were not adhered to"):  # fmt: skip
        assert wanted in text


def test_what_is_waived_stands_apart_with_who_answers_for_it() -> None:
    given = {"reason": "r", "approved_by": "the manager", "until": "2016-12-31"}
    found = result("core group")
    first = next(f for f in found.findings if f.verdict is Verdict.BREACHED)
    doubt = Doubt("is a word that no rule knows", 7, 3, "spelling")
    case = replace(found, findings=tuple(replace(f, waived=given) if f is first else f for f in found.findings), doubts=(doubt,))
    text = outputs.registry()["html"].render(report([case], settings()), RenderOptions(alone=True))  # type: ignore[attr-defined]
    assert "Of these 1 waived." in text and "Waived: somebody answers for it (1)" in text
    assert len(re.findall(r"Waived until 2016-12-31, approved by the manager\.", text)) == 1
    assert re.search(r'class="v" href[^>]*><title>[^<]*: 1 waived, ', text)
    assert "Check the spelling, line 7: is a word that no rule knows." in text


def test_a_page_of_compiled_templates_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    made: dict[str, Any] = {}
    exec(_templates.module(), made)
    assert made["MADE_FROM"] == _templates.made_from()
    compiled = {name: make(_templates.environment()) for name, make in made["TEMPLATES"].items()}
    assert compiled.keys() == {one.name for one in _templates.FOLDER.iterdir()}
    expected = page("release")
    for given in ({}, made["TEMPLATES"]):
        _templates.environment.cache_clear()
        monkeypatch.setattr(_templates, "_compiled", lambda given=given: given)
        assert page.__wrapped__("release") == expected


@pytest.mark.parametrize("name", CASES)
def test_a_page_is_small(name: str) -> None:
    assert len(page(name).encode()) < 150_000


def test_a_page_of_sixty_meetings_is_small() -> None:
    """The bound is 300,000; what is above this limit takes part of the room that is kept below it."""
    assert len(page("sixty meetings").encode()) < 265_000


# --- over a folder ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a folder: four cases, and one file that cannot be read."""
    cases, pages = tmp_path_factory.mktemp("cases"), tmp_path_factory.mktemp("pages") / "out"
    for name in ("core group", "release", "quiet", "hostile"):
        (cases / f"{name}.json").write_text(json.dumps(CASES[name]), encoding="utf-8")
    (cases / "bad.yaml").write_text("nonsense: 1\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["pages", str(cases), "--output", str(pages)])
    assert done.exit_code == 3, done.output
    return pages


def test_the_overview_leads_to_every_case(folder: Path) -> None:
    text = (folder / "index.html").read_text(encoding="utf-8")
    assert sorted(re.findall(r'<td><a href="([^"]+)"', text)) == sorted(one.name for one in folder.glob("case-*.html"))
    assert "5 cases" in text and "1 not read" in text and "not read: " in text
    for heading in ("By rule", "By whose move", "How late", "Over time"):
        assert heading in text


def test_pages_do_not_go_where_something_is(folder: Path) -> None:
    assert CliRunner().invoke(app, ["pages", str(AG), "--output", str(folder)]).exit_code == 2


def test_an_overview_of_a_thousand_cases_is_small() -> None:
    many, tally = Overview(), tally_of([result("example")] * 1000)
    for number in range(1000):
        many.add(result("example"), f"case-{number:04d}.html")
    assert len(many.page(report((), settings()), tally).encode()) < 1_000_000


def several(names: Iterable[str], **options: Any) -> str:
    """The page of several cases."""
    cases = [replace(result(name), path=f"{number}.yaml") for number, name in enumerate(names)]
    return outputs.registry()["html"].render(report(cases, settings()), RenderOptions(**options))  # type: ignore[attr-defined, no-any-return]


def test_several_cases_on_one_page_have_an_overview_that_leads_to_each() -> None:
    names = ("example", "release", "hostile", "empty")
    text = several(names)
    ids = re.findall(r' id="([^"]*)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]*)"', text)) <= set(ids)
    assert text.index("Overview of 4 cases") < text.index('<hr id="c1">') < text.index("<h1>Case")
    assert set(re.findall(r'<td><a href="#([^"]+)">', text)) == {"c1", "c2", "c3", "c4"}
    assert len(re.findall(r'<li id="c\w+-f\d+"', text)) == sum(len(re.findall(r'<li id="f\d+"', page(name))) for name in names)


@pytest.mark.parametrize(("many", "only"), [(21, False), (1000, False), (2, True)])
def test_of_more_cases_than_a_browser_shows_the_overview_stands_alone_and_says_so(many: int, only: bool) -> None:
    text = several(["core group"] * many, summary_only=only)
    assert f"Overview of {many} cases" in text and "scr-check pages FOLDER" in text
    assert 'href="#c1"' not in text and "Timeline</h2>" not in text
    assert len(text.encode()) < 1_000_000


def test_a_page_of_several_cases_has_days_where_they_are_asked_for() -> None:
    text = several(("example", "release"), relative_dates=True)
    assert not re.search(r"\b20[01]\d-\d\d|\b20[01]\d, quarter", text.partition('<h2 id="rules"')[0])
    assert "<td>day " in text


# --- in a browser -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if BROWSER is None:
        pytest.skip(NO_BROWSER)
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        yield opened
        opened.close()


class Seen:
    """A page that was opened: what it asked for, and what it said on the console."""

    def __init__(self, browser: Any, path: Path, **options: Any) -> None:
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda one: self.asked.append(one.url))
        self.page.on("console", lambda one: self.said.append(one.text))
        self.page.on("pageerror", lambda one: self.said.append(str(one)))
        self.page.goto(path.as_uri())


@pytest.fixture(params=CASES)
def file(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """A case's page in a file."""
    path = tmp_path / "page.html"
    path.write_text(page(request.param), encoding="utf-8")
    return request.param, path


def large(which: str) -> str:
    """A page that takes a browser seconds."""
    if which == "sixty meetings":
        return page(which)
    return several(("release", "empty", "all well") if which == "several" else [("example", "all well", "quiet")[n % 3] for n in range(300)])


def faults(browser: Any, path: Path, width: int, scheme: str) -> list[Any]:
    """What axe-core finds, with all that is folded away opened; and whether the page is wider than the screen."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    seen = Seen(browser, path, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    seen.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = axe.run(seen.page).response["violations"]
    wide = seen.page.evaluate("document.documentElement.scrollWidth")
    seen.context.close()
    said = [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found]
    return [*said, *(["wider than the screen"] if wide > width else [])]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_finds_no_fault(browser: Any, file: tuple[str, Path], width: int, scheme: str) -> None:
    assert faults(browser, file[1], width, scheme) == []


@pytest.mark.parametrize(
    ("which", "width", "scheme"),
    [("sixty meetings", 390, "light"), ("sixty meetings", 1280, "dark"), ("several", 390, "dark"), ("overview of 300", 1280, "light")],
)
def test_a_browser_finds_no_fault_in_a_large_page(browser: Any, tmp_path: Path, which: str, width: int, scheme: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(large(which), encoding="utf-8")
    assert faults(browser, path, width, scheme) == []


def test_no_request_leaves_the_page_and_the_console_is_silent(browser: Any, file: tuple[str, Path]) -> None:
    seen = Seen(browser, file[1])
    seen.context.close()
    assert (seen.asked, seen.said) == ([file[1].as_uri()], [])


def test_a_flag_leads_to_its_findings_and_back_without_a_script(browser: Any, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(page("example"), encoding="utf-8")
    seen = Seen(browser, path, java_script_enabled=True)
    for flag in seen.page.locator("svg.sheet a[id]").all()[:12]:
        flag.focus()
        seen.page.keyboard.press("Enter")
        target = seen.page.evaluate("location.hash.slice(1)")
        assert seen.page.locator(f"[id='{target}']").is_visible(), target
    back = seen.page.locator("ul.rows li a").first
    back.click()
    assert seen.page.locator(f"[id='{seen.page.evaluate('location.hash.slice(1)')}']").is_visible()
    seen.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_browser_finds_no_fault_in_the_overview(browser: Any, folder: Path, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    seen = Seen(browser, folder / "index.html", viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    found = axe.run(seen.page).response["violations"]
    wide = seen.page.evaluate("document.documentElement.scrollWidth")
    seen.page.locator("td a").first.click()
    heading = seen.page.locator("h1").inner_text()
    seen.context.close()
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found] == []
    assert wide <= width and heading.startswith("Case ")


def test_what_is_printed_has_every_finding(browser: Any, file: tuple[str, Path]) -> None:
    reader = pytest.importorskip("pypdf").PdfReader
    seen = Seen(browser, file[1])
    printed = seen.page.pdf(prefer_css_page_size=True)
    seen.context.close()
    told = "".join(one.extract_text() for one in reader(io.BytesIO(printed)).pages)
    paper = re.sub(r"\s+", "", unicodedata.normalize("NFKC", told))  # a font may print "fi" as one sign
    rows = [html.unescape(re.sub(r"<[^>]+>", "", row)) for row in re.findall(r'<li id="f\d+"[^>]*>(.*?) <small>', page(file[0]))]
    assert bool(rows) == bool(listed(file[0]))
    assert [row for row in rows if re.sub(r"\s+", "", row) not in paper] == []
