"""What bench/fuzz.py throws its input at: for each target its seeds, how one input is run, and the refusals that are no fault."""

from __future__ import annotations

import json
import random
import re
import shutil
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import corpus
import yaml
from fuzz_input import changed

from scr_check import baseline, check, config, dates, diff, due, expressions, kinds, paths, patterns, profiles, record_reader, rulebook, waivers, waiving
from scr_check.case_results import CaseResult
from scr_check.expression import Expression
from scr_check.files import Ignoring
from scr_check.ignoring import lines_of
from scr_check.outputs import RenderOptions, registry, whole
from scr_check.record import Record, read_record
from scr_check.record_validation import validated
from scr_check.reports import ReportFault, read_report
from scr_check.rule import RuleFault, with_parameters
from scr_check.rule_examples import trials
from scr_check.sources import Document, Refused, read

ROOT = Path(__file__).parents[1]
DAY = date(2016, 6, 30)


class Disagreement(Exception):
    """Two readers that must agree do not."""


def cases() -> list[Any]:
    """Whole records as plain data: the bench's, the examples', and the one of the rules' own examples."""
    found = [corpus.case(1, 2), corpus.case(2, 1)]
    for path in sorted((ROOT / "rules").glob("*/*.yaml")):
        rule = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        found += [{"format": "case/1", "case": "x", **one["case"]} for one in rule.get("examples", [])[:3]]
    return found


class Target:
    """Something that reads. ``EXECUTIONS``: of the long form."""

    EXECUTIONS = 0
    refusals: tuple[type[Exception], ...] = (Refused,)
    tokens: Sequence[bytes] = ()

    def seeds(self) -> list[bytes]:
        """Inputs to begin with."""
        raise NotImplementedError

    def run(self, given: bytes) -> None:
        """Read one input; raises one of ``refusals``, or nothing, or it is a fault."""
        raise NotImplementedError

    def close(self) -> None:
        """Clears up."""


class OnFile(Target):
    """One whose reader takes a path."""

    NAME = "x.yaml"

    def __init__(self) -> None:
        memory = Path("/dev/shm")
        self.folder = Path(tempfile.mkdtemp(prefix="scr-check-fuzz-", dir=memory if memory.is_dir() else None))
        self.path = self.folder / self.NAME

    def close(self) -> None:
        shutil.rmtree(self.folder)


def pointers(value: Any, found: list[str], pointer: str = "") -> None:
    """The pointers of the first hundred values."""
    if len(found) > 100:
        return
    found.append(pointer)
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        pointers(inner, found, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}")


def looked_at(document: Document) -> None:
    """Every place of a document is one, from line 1 and column 1 on, and every character of it can be written."""
    found: list[str] = []
    pointers(document.data, found)
    for pointer in found:
        place, key = document.place(pointer), document.key_place(pointer)
        if min(place.line, place.column, key.line, key.column) < 1:
            raise Disagreement(f"{pointer} at {place}")
    document.left_out()
    json.dumps(document.data, ensure_ascii=False).encode()


def said(refused: Refused) -> None:
    """A refusal has a message in one line for each fault, short enough to read, and holds no control characters."""
    if not refused.faults:
        raise Disagreement("no fault")
    for fault in refused.faults:
        if not fault.message or len(fault.message) > 2500 or re.search("[\x00-\x1f\x7f-\x9f\ud800-\udfff]", fault.message):
            raise Disagreement(f"what is said: {fault.message[:80]!r}")


class Yaml(Target):
    """The YAML source."""

    EXECUTIONS = 150_000
    ENDING = "a.yaml"

    def seeds(self) -> list[bytes]:
        some = cases()
        flow = [yaml.safe_dump(one, default_flow_style=style, allow_unicode=True).encode() for one in some[2::9] for style in (True, False)]
        own = [
            b"a: &x [1, 2]\nb: *x\n",
            b"a: |\n  x\n  y\nb: >-\n  z\n",
            b"{a: [b, {c: d}], 'e': \"f\\n\"}",
            b"? a\n: b\n",
            b"%YAML 1.1\n---\na: b\n...\n",
            b"- - a\n  - b\n",
        ]
        return [*own, *flow, corpus.as_yaml(corpus.case(3, 1)).encode()]

    def run(self, given: bytes) -> None:
        try:
            document = read(given, self.ENDING)
            looked_at(document)
        except Refused as refused:
            said(refused)
            raise
        read_record(document)


class Json(Yaml):
    """The JSON source."""

    EXECUTIONS = 150_000
    ENDING = "a.json"

    def seeds(self) -> list[bytes]:
        own = [b'{"a": [1, 2.5, -1e9, true, null, "x\\n\\u00e9"]}', b"[]", b'{"": {"": ""}}', b'"x"', b" [ [ ] , { } ] "]
        return [*own, *(json.dumps(one, indent=indent).encode() for one in cases()[2::7] for indent in (None, 1))]


class Either(Json):
    """A file of which nobody says what it is."""

    EXECUTIONS = 50_000
    ENDING = "-"

    def seeds(self) -> list[bytes]:
        return [*super().seeds()[:20], *Yaml.seeds(self)[:20]]


class InTree(Target):
    """One whose input is data put wrong, made from the input's bytes as a seed, so that it is mostly well-formed text."""

    def seeds(self) -> list[bytes]:
        return [b"0"]

    def rng(self, given: bytes) -> random.Random:
        return random.Random(given)


class TheRecord(InTree):
    """The record: the fast reader and the models agree, so do YAML and JSON; every now and then the whole report too, in every format of text."""

    EXECUTIONS = 60_000

    def __init__(self) -> None:
        self.known = cases()
        self.settings = check.Settings(check.load_rulebooks(()), DAY)
        self.formats = [name for name in registry() if name not in ("xlsx", "html", "svg")]
        self.number = 0

    def run(self, given: bytes) -> None:
        rng = self.rng(given)
        self.number += 1
        data = changed(rng.choice(self.known), rng, rng.choice((0, 1, 1, 1, 2, 4)))
        text = json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")
        document = read(text, "a.json")
        try:
            record = self.agreed(document)
        except Refused as refused:
            said(refused)
            raise
        if self.number % 10 == 0:
            self.reported(text, record)

    def agreed(self, document: Document) -> Record:
        """What the models say; what the fast reader takes, it reads as they do."""
        fast = record_reader.read(document)
        try:
            slow = validated(document)
        except Refused:
            if fast is not None:
                raise Disagreement("the fast reader takes what the models refuse") from None
            raise
        if fast is not None and (fast.root.model_dump() if hasattr(fast.root, "model_dump") else plain(fast.root)) != plain(slow.root):
            raise Disagreement("the readers read it differently")
        if fast is not None and (fast.last_date != slow.last_date or fast.by_id.keys() != slow.by_id.keys()):
            raise Disagreement("the readers disagree on ids or the last date")
        return fast or slow

    def reported(self, text: bytes, record: Record) -> None:
        """The report, from JSON and from YAML, and in every format."""
        result = whole_and_well(check.check_record(record, "x", self.settings))
        data = json.loads(text)
        try:
            other = check.check_bytes(yaml.dump(data, Dumper=Plain, allow_unicode=True, sort_keys=False).encode(), "x.yaml", self.settings)
        except UnicodeEncodeError:
            return
        if other.status != "checked" and not unsaid_in_yaml(data):
            raise Disagreement(f"the same as YAML is refused: {other.problems[0].message}")
        if other.status == "checked" and verdicts(result) != verdicts(other):
            raise Disagreement("the same as YAML gives another report")
        made = check.report([result, other], self.settings)
        for name in self.formats:
            whole(registry()[name].stream(made, RenderOptions()), made).encode("utf-8", "backslashreplace")


def whole_and_well(result: CaseResult) -> CaseResult:
    """The result, if no rule broke down over it."""
    for one in result.findings:
        if "broke down" in one.message:
            raise Disagreement(one.message)
    return result


class Plain(yaml.SafeDumper):
    """Writes nothing by alias, and what JSON has as yes/no without quotes."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def unsaid_in_yaml(data: Any) -> bool:
    """Does PyYAML write this differently (1e+30, a very long number)?"""
    if isinstance(data, dict | list):
        return any(unsaid_in_yaml(inner) for inner in (data.values() if isinstance(data, dict) else data))
    return isinstance(data, float) or (isinstance(data, int) and abs(data) > 10**300)


def plain(value: Any) -> Any:
    """An entry as plain data, whichever reader made it."""
    if hasattr(value, "KEYS"):
        return {name: plain(inner) for name in value.KEYS if (inner := getattr(value, name, None)) is not None}
    return [plain(one) for one in value] if isinstance(value, list | tuple) else str(value)


def verdicts(result: CaseResult) -> Any:
    """What a report says, without places."""
    return [(f.rule, f.subject, f.verdict, f.message, f.limit, f.days_late, f.missing, [(e.pointer, e.value) for e in f.evidence]) for f in result.findings]


class Expressions(Target):
    """Expressions of every kind, and paths; what is taken is compiled to a function."""

    EXECUTIONS = 150_000
    refusals = (expressions.Wrong,)
    tokens = [word.encode() for word in (
        "any(", "all(", "earliest(", "latest(", "first_recorded(", "count(", " for ", " in ", " if ", " else ", " and ", " or ", "not ", "==", "!=",
            "<=", "meeting",
        "person", ".date", ".minutes", ".held", "meetings", "participants", "lambda x: ", ":=", "__import__", "**", "f'{x}'", "@", "...", "\"",
            "'''", "(" * 30, "#",
    )]  # fmt: skip

    def __init__(self) -> None:
        entry = {name: kind.kind for name, kind in kinds.ROOT_FIELDS.items()}
        bound = {"meeting": kinds.EntryOf(getattr(entry["meetings"], "of", entry["meetings"]).models())}
        self.scope = expressions.Scope(bound, {"within": "duration", "most": "number", "since": "date"}, {"some": ("a", "b")})
        self.kinds = (expressions.compile_condition, expressions.compile_date, expressions.compile_value,
                      expressions.compile_template, paths.compile_range)  # fmt: skip

    def seeds(self) -> list[bytes]:
        found: set[str] = set()

        def walk(value: Any) -> None:
            if isinstance(value, dict | list):
                for inner in value.values() if isinstance(value, dict) else value:
                    walk(inner)
            elif isinstance(value, str) and len(value) < 500:
                found.add(value)

        for path in sorted((ROOT / "rules").glob("*/*.yaml")):
            rule = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
            for key in ("for_each", "where", "let", "in_force", "unless", "require", "about", "say", "move", "cause"):
                walk(rule.get(key))
        return [one.encode() for one in sorted(found)]

    def run(self, given: bytes) -> None:
        text = given.decode("utf-8", "surrogateescape")
        for number, make in enumerate(self.kinds):
            try:
                made = make(text, self.scope)
            except expressions.Wrong as wrong:
                if not str(wrong) or len(str(wrong)) > 2500:
                    raise Disagreement(f"what is said: {str(wrong)[:80]!r}") from None
                if number == len(self.kinds) - 1:
                    raise
                continue
            if isinstance(made, Expression):
                made.ready()


class Rules(OnFile):
    """A rule file beside a rulebook's head: loaded or refused; what loads is run on its examples and on two records."""

    EXECUTIONS = 8_000
    refusals = (RuleFault,)

    def __init__(self) -> None:
        super().__init__()
        self.heads = [path.read_bytes() for path in sorted((ROOT / "rules").glob("*/rulebook.yaml"))]
        (self.folder / "rulebook.yaml").write_bytes(self.heads[0])
        self.path = self.folder / "AG-X.yaml"
        self.patterns = patterns.registry()
        self.records = [read_record(read(json.dumps(corpus.case(n, 2)).encode(), "a.json")) for n in (4, 5)]
        self.known = [yaml.load(one, yaml.BaseLoader) for one in self.seeds()]

    def seeds(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted((ROOT / "rules").glob("*/[A-Z]*.yaml"))]

    def run(self, given: bytes) -> None:
        rng = random.Random(given)
        if rng.random() < 0.6:
            given = yaml.safe_dump(changed(rng.choice(self.known), rng, rng.choice((1, 1, 2, 3))), allow_unicode=True, sort_keys=False).encode(
                "utf-8", "surrogatepass"
            )
        self.path.write_bytes(given)
        book = rulebook.load(self.folder, self.patterns, True)
        list(trials(book))
        for record in self.records:
            whole_and_well(check.check_record(record, "x", check.Settings((book,), DAY)))


class Head(Rules):
    """The head of a rulebook."""

    EXECUTIONS = 3_000

    def __init__(self) -> None:
        super().__init__()
        self.path = self.folder / "rulebook.yaml"
        (self.folder / "AG-G4.yaml").write_bytes((ROOT / "rules/children-ag/AG-G4.yaml").read_bytes())
        self.known = [yaml.load(one, yaml.BaseLoader) for one in self.heads]

    def seeds(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted((ROOT / "rules").glob("*/rulebook.yaml"))]


class Configuration(OnFile):
    """``.scr-check.yaml``."""

    EXECUTIONS = 80_000
    refusals = (config.ConfigFault,)

    def seeds(self) -> list[bytes]:
        return [
            b"as-of: 2016-06-30\nselect: [AG-R3, AG-G]\nignore: AG-R3B\nset:\n  minutes_within: 3 weeks\n"
            b"format: [text, sarif=out.sarif]\nfail-on: breached, conflict\n",
            b"rules: [children-ag, my-rules]\nexclude: ['*.json', old/]\nprofile: northamptonshire\njobs: 4\n"
            b"waivers: w.yaml\nbaseline: b.json\nshow: all\noutput: x\n",
            b"{}", b"",
        ]  # fmt: skip

    def run(self, given: bytes) -> None:
        self.path.write_bytes(given)
        loaded = config.load(self.path)
        for key in loaded.config.set or ():
            loaded.place("set", key)
        for key in loaded.config.model_dump(exclude_none=True, by_alias=True):
            loaded.place(key)


class TheWaivers(OnFile):
    """``waivers.yaml``; what is read is held against findings."""

    EXECUTIONS = 80_000
    refusals = (waivers.WaiverFault,)

    def __init__(self) -> None:
        super().__init__()
        settings = check.Settings(check.load_rulebooks(["children-ag"]), DAY)
        self.case = check.check_bytes(json.dumps({**corpus.case(6, 2), "case": "AG"}).encode(), "a.json", settings)

    def seeds(self) -> list[bytes]:
        one = b"- rule: AG-R3A\n  case: AG\n  subject: /meetings/0/participants/1\n  reason: Told by telephone.\n"
        one += b"  approved_by: head-of-service\n  until: 2016-12-31\n"
        return [one, one.replace(b"subject: /meetings/0/participants/1", b"pattern: '/meetings/*/participants/[0-9]'"), one * 3, b"[]", b""]

    def run(self, given: bytes) -> None:
        self.path.write_bytes(given)
        found = waiving.for_run(waivers.load(self.path), frozenset({"AG-R3A"}), frozenset({"AG-R3A"}))
        case = waiving.Waivers(found).applied(self.case)
        waiving.remarks(found, {use.number: use for use in case.waivers})


class Reports(OnFile):
    """An earlier report: the baseline, and the comparison."""

    EXECUTIONS = 40_000
    refusals = (ReportFault,)

    def __init__(self) -> None:
        super().__init__()
        settings = check.Settings(check.load_rulebooks(["children-ag"]), DAY, select=("AG-R3", "AG-G4"))
        self.case = check.check_bytes(json.dumps(corpus.case(6, 1)).encode(), "a.json", settings)
        made = check.report([self.case, check.unreadable("b.yaml", "no")], settings)
        self.text = whole(registry()["json"].stream(made, RenderOptions()), made).encode()
        self.path.write_bytes(self.text)
        self.old = read_report(self.path)

    def seeds(self) -> list[bytes]:
        return [self.text]

    def run(self, given: bytes) -> None:
        self.path.write_bytes(given)
        baseline.load(self.path).marked(self.case, frozenset(), frozenset({"AG-R3A", "AG-G4"}))
        new = read_report(self.path)
        for one in (diff.compare(self.old, new), diff.compare(new, self.old)):
            diff.as_text(one, "a", "b", 80).encode("utf-8", "backslashreplace")
            json.dumps(diff.as_data(one, "a", "b"))


class Profiles(OnFile):
    """A profile."""

    EXECUTIONS = 20_000
    refusals = (RuleFault, ValueError)

    def __init__(self) -> None:
        super().__init__()
        self.books = check.load_rulebooks(())

    def seeds(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted((ROOT / "profiles").glob("*.yaml"))]

    def run(self, given: bytes) -> None:
        self.path.write_bytes(given)
        check.with_settings(self.books, {name: one.value for name, one in profiles.load(str(self.path)).values.items()})


class Dates(Target):
    """Dates, and what is reckoned from them."""

    EXECUTIONS = 240_000
    refusals = (ValueError,)
    tokens = [b"-", b"/", b".", b" ", b"0", b"1", b"12", b"31", b"29", b"02", b"2000", b"1900", b"2199", b"T10:00", b"Z", "\u0661".encode()]

    def __init__(self) -> None:
        self.periods = [dates.Duration(count, unit) for count in (1, 10, 10_000) for unit in dates.UNITS]

    def seeds(self) -> list[bytes]:
        return [b"2016-03-04", b"2016-03", b"2016", b"04/03/2016", b"4.3.16", b"2016-02-29", b"1900-01-01", b"2199-12-31", b"2016-03-04T10:00:00Z"]

    def run(self, given: bytes) -> None:
        text = given.decode("utf-8", "surrogateescape")
        try:
            when = dates.parse_when(text)
        except ValueError as fault:
            said_shortly(fault)
            raise
        for period in self.periods:
            for sign in (1, -1):
                found = dates.add(when, period, sign=sign, inclusive=sign > 0)  # type: ignore[arg-type]
                if isinstance(found, dates.When) and found.first > found.last:
                    raise Disagreement(str(found))


class Durations(Target):
    """Periods, as a rule or a parameter writes them, and as --within takes them."""

    EXECUTIONS = 150_000
    refusals = (ValueError,)
    tokens = [
        b"days",
        b"day",
        b"working ",
        b"weeks",
        b"month",
        b"year",
        b"10",
        b"0",
        b"9" * 30,
        b"9" * 5000,
        b"d",
        b"w",
        b"hours",
        "\u0663".encode(),
        "\u00b2".encode(),
    ]

    def __init__(self) -> None:
        self.books = check.load_rulebooks(["children-ag"])

    def seeds(self) -> list[bytes]:
        return [b"2 weeks", b"45 working days", b"6 months", b"1 year", b"14d", b"2w", b"3m", b"10 school days", b"unset"]

    def run(self, given: bytes) -> None:
        text = given.decode("utf-8", "surrogateescape")
        faults = []
        for make in (dates.parse_duration, due.parse_within, self.set):
            try:
                make(text)
            except ValueError as fault:
                said_shortly(fault)
                faults.append(fault)
        if faults:
            raise faults[0]

    def set(self, text: str) -> None:
        """As a parameter's value."""
        for name in list(self.books[0].kinds)[:3]:
            with_parameters(self.books[0], {name: text})


def said_shortly(fault: ValueError) -> None:
    """A date's or a period's refusal is a line of plain characters."""
    if not str(fault) or len(str(fault)) > 1000 or re.search("[\x00-\x1f\x7f-\x9f]", str(fault)):
        raise Disagreement(f"what is said: {str(fault)[:80]!r}") from None


class Patterns(Target):
    """What leaves files out: a .gitignore or --exclude."""

    EXECUTIONS = 50_000
    refusals = (ValueError,)
    tokens = [b"*", b"**", b"**/", b"/", b"!", b"?", b"[", b"]", b"[!", b"a-z", b"\\", b"a", b"*a" * 12, b".yaml"]
    PATHS = [Path("/x/a.yaml"), Path("/x/old/2016/case.json"), Path("/x/" + "a" * 200 + ".yaml"), Path("/x/" + "a/" * 60 + "b.json"), Path("/x/[a].yml")]

    def seeds(self) -> list[bytes]:
        return [b"*.json\n!keep.json\n/old/\n", b"**/a/**\n", b"[a-c]?.yaml\n#no\n", b"a/**/b\n\\!x\n", b"*a*a*a*b\n"]

    def run(self, given: bytes) -> None:
        lines = lines_of(given.decode("utf-8", "surrogateescape").splitlines())
        for path in self.PATHS:
            Ignoring(Path("/x"), lines, ".gitignore").leaves_out(path, False)


TARGETS: dict[str, type[Target]] = {
    "yaml": Yaml, "json": Json, "either": Either, "record": TheRecord, "expressions": Expressions, "rules": Rules, "rulebook": Head, "config": Configuration,
    "waivers": TheWaivers, "reports": Reports, "profiles": Profiles, "dates": Dates, "durations": Durations, "patterns": Patterns,
}  # fmt: skip
