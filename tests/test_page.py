"""The page and its drawing, read in a real browser where there is one: links, findings, no request, no script, printed on paper."""

from __future__ import annotations

import html
import io
import json
import re
import shutil
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from reporting import CORE_GROUP, QUIET, RELEASE, settings
from scr_check import outputs
from scr_check.check import check_bytes, check_path, report
from scr_check.classes import replace
from scr_check.cli import app
from scr_check.findings import CaseResult, Verdict
from scr_check.outputs import RenderOptions
from scr_check.outputs._overview import Overview
from scr_check.tally import tally_of

AG = Path(__file__).parents[1] / "examples" / "children-ag" / "case.yaml"
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NO_BROWSER = "no browser here: apt-get install chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
HOSTILE = {**CORE_GROUP, "case": "<b>x</b>\u202egpj", "meetings": [{**CORE_GROUP["meetings"][0], "id": "</svg><img src=x onerror=alert(1)>"}]}
EMPTY = {"format": "case/1", "case": "EMPTY", "extracted": "2016-06-30"}
CASES = {"example": AG, "core group": CORE_GROUP, "release": RELEASE, "quiet": QUIET, "hostile": HOSTILE, "empty": EMPTY}


@cache
def result(name: str) -> CaseResult:
    """A case's result with its timeline."""
    case, drawn = CASES[name], replace(settings(), timeline=True)
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


@pytest.mark.parametrize("name", CASES)
def test_a_page_is_small(name: str) -> None:
    assert len(page(name).encode()) < 300_000


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
    assert len(many.page(report((), settings()), tally).encode()) < 2_000_000


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


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_browser_finds_no_fault(browser: Any, file: tuple[str, Path], width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    seen = Seen(browser, file[1], viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    found = axe.run(seen.page).response["violations"]
    wide = seen.page.evaluate("document.documentElement.scrollWidth")
    seen.context.close()
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in found] == []
    assert wide <= width, "wider than the screen"


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
