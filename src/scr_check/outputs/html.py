"""A page to look at: one file with all in it, no script, nothing fetched. The case's timeline as a drawing, then the findings, then what is met.

Drawn by ``drawing``, laid out by the templates. Jinja2 comes with ``pip install scr-check[html]`` and is imported only when a page is made.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scr_check.findings import CaseResult, Report, Verdict
from scr_check.outputs import MissingExtra, RenderOptions, Stream, whole
from scr_check.outputs._lines import harmless
from scr_check.tally import Tally

if TYPE_CHECKING:
    from jinja2 import Environment

    from scr_check.outputs._placing import Told

NAME: Final = "html"
SUFFIX: Final = ".html"
MEDIA: Final = "text/html"
_FROM: Final = {"extracted": "the day of the record", "option": "the day asked for", "today": "today"}
_FOLDED: Final = ("=", "+")


def render(report: Report, options: RenderOptions) -> str:
    """The whole page."""
    return whole(stream(report, options), report)


def stream(head: Report, options: RenderOptions) -> Stream:
    """The page, a case at a time. Raises MissingExtra without Jinja2."""
    if find_spec("jinja2") is None:
        raise MissingExtra("--format html needs Jinja2, which is not installed: pip install 'scr-check[html]'")
    return _Html(head, options)


class _Html(Stream):
    TIMELINE = True

    def __init__(self, head: Report, options: RenderOptions) -> None:
        self._head, self._prefix = head, "" if options.alone else None

    def begin(self) -> str:
        return environment().get_template("head.html").render(title="Case report")

    def case(self, case: CaseResult) -> str:
        return environment().get_template("case.html").render(**case_model(case, self._prefix))

    def end(self, tally: Tally) -> str:
        return environment().get_template("foot.html").render(**foot_model(self._head, tally))


@cache
def environment() -> Environment:
    """The templates: every value escaped, and made harmless before it is."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415  (only a page pays for it)
    from markupsafe import Markup  # noqa: PLC0415

    def shown(value: Any) -> Any:
        return harmless(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    folder = Path(__file__).parents[1] / "templates"
    return Environment(loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined, finalize=shown)


def case_model(case: CaseResult, prefix: str | None = None) -> dict[str, Any]:
    """What the template of a case is given. ``prefix`` of its ids; None: one made of the path, for a page that holds several."""
    from markupsafe import Markup  # noqa: PLC0415

    from scr_check.drawing import DEFINITIONS, KINDS  # noqa: PLC0415
    from scr_check.outputs._picture import Ids, picture  # noqa: PLC0415
    from scr_check.outputs._placing import placed  # noqa: PLC0415
    from scr_check.timeline import key_of  # noqa: PLC0415

    if case.status != "checked":
        return {"case": case, "read": False}
    found = placed(case)
    ids = Ids(found, prefix if prefix is not None else f"c{sha256(case.path.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}-")
    quoted: set[str] = set()
    return {
        "case": case, "read": True, "ids": ids, "placed": found, "day_from": _FROM.get(case.as_of_from or "", "the day of judgement"),
        "sheets": [(sheet.name, Markup(sheet.inside), sheet.height) for sheet in picture(found, ids)],
        "definitions": Markup(DEFINITIONS), "kinds": KINDS, "counts": _counts(case.counts), "key": key_of(found.items),
        "sections": [_section(section, rows, quoted) for section, rows in found.sections if section.mark not in _FOLDED],
        "folded": [(section, sum(len(t.row.findings) for t in rows), _by_rule(rows)) for section, rows in found.sections if section.mark in _FOLDED],
    }  # fmt: skip


def _counts(counts: dict[str, int]) -> list[tuple[str, int]]:
    return [(v.value.replace("_", " "), counts[v.value]) for v in Verdict if v is not Verdict.NOT_APPLICABLE and counts.get(v.value)]


def _section(section: Any, rows: tuple[Told, ...], quoted: set[str]) -> dict[str, Any]:
    """A section's rows by whose move they are, in the order in which the text report comes to them."""
    movers: dict[str, list[Told]] = {}
    for told in rows:
        movers.setdefault(told.row.move if told.row.move not in ("", "(not recorded)") else "whoever keeps the record", []).append(told)
    return {"section": section, "count": sum(len(told.row.findings) for told in rows),
            "movers": [(mover, sum(len(t.row.findings) for t in those), _groups(those, quoted)) for mover, those in movers.items()]}  # fmt: skip


def _groups(rows: list[Told], quoted: set[str]) -> list[dict[str, Any]]:
    """The rows of one rule of a block together, with what is to be done, and the review's sentence where it stands first."""
    groups: dict[tuple[int, str], list[Told]] = {}
    for told in rows:
        groups.setdefault((id(told.block), told.row.rule), []).append(told)
    made = []
    for those in groups.values():
        finding = those[0].row.findings[0]
        said = finding.source.quote in quoted
        quoted.add(finding.source.quote)
        made.append({"title": those[0].block.title, "rule": finding.rule, "rows": those, "remedy": finding.remedy, "source": None if said else finding.source})
    return made


def _by_rule(rows: tuple[Told, ...]) -> list[tuple[str, list[Told]]]:
    rules: dict[str, list[Told]] = {}
    for told in rows:
        rules.setdefault(told.row.rule, []).append(told)
    return list(rules.items())


def foot_model(head: Report, tally: Tally) -> dict[str, Any]:
    """What the template of the end is given: the rules that found something, the others, the numbers."""
    spoke = {rule for rule, counts in tally.rules.items() if any(n for verdict, n in counts.items() if verdict != Verdict.NOT_APPLICABLE.value)}
    return {
        "head": head, "tally": tally,
        "used": [rule for rule in head.rules if rule.id in spoke], "others": [rule for rule in head.rules if rule.id not in spoke],
        "set": [(name, value) for name, value in head.parameters.items() if value is not None], "unset": head.unset(),
    }  # fmt: skip
