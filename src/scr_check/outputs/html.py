"""A page to look at: one file with all in it, no script, nothing fetched. The case's timeline as a drawing, then the findings, then what is met.

Of several cases first an overview, then the cases; of more than ``MOST`` the overview alone, since no browser shows a thousand cases on one
page: ``scr-check pages`` gives each its own. Jinja2 comes with ``pip install scr-check[html]`` and is imported only when a page is made.
"""

from __future__ import annotations

from importlib.util import find_spec
from typing import ClassVar, Final

from scr_check.case_results import CaseResult, Report
from scr_check.outputs import MissingExtra, RenderOptions, Stream, whole, whole_bytes
from scr_check.tally import Tally, tally_of

NAME: Final = "html"
SUFFIX: Final = ".html"
MEDIA: Final = "text/html"
MOST: Final = 20
"""How many cases stand on one page together with their overview."""


def render(report: Report, options: RenderOptions) -> str:
    """The whole page."""
    made = stream(report, options)
    return whole_bytes(made, report).decode() if made.BINARY else whole(made, report)


def stream(head: Report, options: RenderOptions) -> Stream:
    """The page of one case, or of several. Raises MissingExtra without Jinja2."""
    _needs_jinja("--format html needs")
    return One(head, options) if options.alone and not options.summary_only else Several(head, options)


def pages(head: Report, options: RenderOptions) -> Stream:
    """The pages of a folder: what is told of each case is a whole page. Raises MissingExtra without Jinja2."""
    _needs_jinja("pages need")
    return Pages(head, options)


def _needs_jinja(what: str) -> None:
    if find_spec("jinja2") is None:
        raise MissingExtra(f"{what} Jinja2, which is not installed; the extra 'html' brings it: pip install '.[html]' in the folder of scr-check")


def told(case: CaseResult, prefix: str | None = None, relative: bool = False) -> str:
    """A case's part of a page. ``prefix`` of its ids; None: one of its own. ``relative``: days from the referral instead of dates."""
    from scr_check.outputs._page import case_model  # noqa: PLC0415
    from scr_check.outputs._templates import render as filled  # noqa: PLC0415

    if not relative:
        return filled("case.html", **case_model(case, prefix))
    from scr_check.relative import relative_text, start_of  # noqa: PLC0415

    start = start_of(case)
    return relative_text(filled("case.html", **case_model(case, prefix, start)), start)


def begun(title: str, drawn: bool = True) -> str:
    """What stands before all else. ``drawn``: a case follows, with a drawing."""
    from markupsafe import Markup  # noqa: PLC0415

    from scr_check.drawing import DEFINITIONS  # noqa: PLC0415
    from scr_check.outputs._templates import render as filled  # noqa: PLC0415

    return filled("head.html", title=title, drawn=drawn, definitions=Markup(DEFINITIONS))


def ended(head: Report, tally: Tally) -> str:
    """What stands after all else: the rules, the numbers."""
    from scr_check.outputs._page import foot_model  # noqa: PLC0415
    from scr_check.outputs._templates import render as filled  # noqa: PLC0415

    return filled("foot.html", **foot_model(head, tally))


class One(Stream):
    """The page of one case."""

    TIMELINE: ClassVar[bool] = True
    RELATIVE: ClassVar[bool] = True

    def __init__(self, head: Report, options: RenderOptions) -> None:
        self._head, self._relative = head, options.relative_dates

    def begin(self) -> str:
        return begun("Case report")

    def case(self, case: CaseResult) -> str:
        return told(case, "", self._relative)

    def end(self, tally: Tally) -> str:
        return ended(self._head, tally)


class Pages(One):
    """A page for each case, whole: for a folder of them."""

    def case(self, case: CaseResult) -> str:
        return f"{self.begin()}{told(case, '', self._relative)}{self.end(tally_of([case], self._head.fail_on))}"


class Several(Stream):
    """A page of several cases. The overview stands first, so nothing is written before the last case has come."""

    BINARY: ClassVar[bool] = True
    TIMELINE: ClassVar[bool] = True
    RELATIVE: ClassVar[bool] = True

    def __init__(self, head: Report, options: RenderOptions) -> None:
        from scr_check.outputs._overview import Overview  # noqa: PLC0415

        self._head, self._options = head, options
        self._overview = Overview(relative=options.relative_dates)
        self._cases: list[CaseResult] = []
        self._number = 0

    def case(self, case: CaseResult) -> str:
        return ""

    def take(self, case: CaseResult) -> None:
        """The next case: its numbers, and the case itself as long as all may stand on the page."""
        self._number += 1
        self._overview.add(case, f"#c{self._number}")
        self._cases.append(case)
        if self._number > MOST or self._options.summary_only:
            self._cases.clear()

    def end(self, tally: Tally) -> bytes:
        shown = "".join(f'<hr id="c{number}">\n{told(case, None, self._options.relative_dates)}' for number, case in enumerate(self._cases, 1))
        overview = self._overview.part(self._head, tally, bool(self._cases))
        page = begun("Overview") + overview + shown + ended(self._head, tally)
        return page.encode("utf-8", "backslashreplace")
