"""What an auditor asks of a folder: which duties are kept, who owes most, what is oldest, which cases have the most, and what is never said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from scr_check.case_results import Report
from scr_check.classes import dataclass
from scr_check.findings import Verdict
from scr_check.outputs._lines import KEPT_TOGETHER, Line, cells, harmless, wrapped
from scr_check.small import Held, Told, numbers, ordered, together
from scr_check.tally import Tally
from scr_check.words import many, with_more

Value = str | int

NOTHING: Final = "-"
"""Stands for a share of nothing."""
SHOWN: Final = 10
"""How many of those that owe most are shown."""
_GROUPS: Final[dict[str, tuple[Verdict, ...]]] = {
    "met": (Verdict.MET, Verdict.HOLDING),
    "late": (Verdict.MET_LATE,),
    "breached": (Verdict.BREACHED, Verdict.CONFLICT),
    "not recorded": (Verdict.NOT_RECORDED,),
    "unknown": (Verdict.UNKNOWN,),
    "due": (Verdict.DUE,),
    "noted": (Verdict.NOTED,),
    "not applicable": (Verdict.NOT_APPLICABLE,),
}
_BRIEF: Final = {"not applicable": "n/a"}
HELD_NOTE: Final = (
    "Counts under five are held back (<5), and so is what they would follow from: 5+ stands for five or more, another number with + for at least so many, "
    "* for a number of which nothing is said. Single cases are not told."
)
_DOUBTED: Final = {"spelling": "words that may be misspelt", "date": "dates that cannot be"}
_DECIDED: Final = ("met", "late", "breached")
_UNDECIDED: Final = ("not recorded", "unknown")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the summary: a title, the names of its columns, its rows, and what must be known to read it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""


def tables(head: Report, tally: Tally) -> list[Table]:
    """The tables that have something to say. Where small counts are held back, none that tells of single cases, nor the same findings twice."""
    more = () if tally.hold_small else (agencies(tally), _oldest(tally), _fullest(tally))
    made = (by_rule(head, tally), movers(tally), *more)
    return [table for table in made if table.rows]


def remarks(head: Report, tally: Tally) -> list[str]:
    """What is to be checked in the records, and what is never said: rules that never applied, yes/no fields that always say the same.

    And cases with nothing to judge, and those that seem to be there twice.
    """
    found = doubts_said(numbers(tally).doubts)
    silent = [rule for rule in head.rules if not _applied(tally.rules.get(rule.id, Counter()))]
    if tally.checked and (unset := [rule.id for rule in silent if rule.unset]):
        found.append(f"Not asked, because a local number is not set: {', '.join(unset)}.")
    if tally.checked and (never := [rule.id for rule in silent if not rule.unset]):
        found.append(f"Never applied in {_cases(tally)}: {', '.join(never)}. A silent rule is a question: does it never happen here, or is it never recorded?")
    if tally.hold_small:
        return [*found, HELD_NOTE]
    if tally.nothing:
        files = with_more(tally.empty, tally.nothing - len(tally.empty))
        where = f"{tally.nothing} of {many(tally.checked, 'case')}: {files}"
        found.append(f"No rule found anything to judge in {where}. A case with nothing in it is not a good one.")
    if tally.again:
        files = with_more((f"{case}{KEPT_TOGETHER}({path})" for path, case in tally.again), tally.repeated - len(tally.again))
        found.append(f"A case id that an earlier file has: {files}. Is it one child twice, or two with one id? The numbers count each file.")
    same = [f"{name} ({'yes' if True in values else 'no'})" for name, values in sorted(tally.yes_no.items()) if len(values) == 1]
    if tally.checked > 1 and same:
        kept = ", ".join(one.replace(" ", KEPT_TOGETHER) for one in same)
        found.append(f"Always the same, wherever it is filled in: {kept}. Is it asked each time, or filled in by habit?")
    return found


def doubts_said(counts: Mapping[str, Told]) -> list[str]:
    """How many cases have words and dates to check, a sentence for each kind that there is."""
    return [f"{number} case{' has' if number == 1 else 's have'} {_DOUBTED[kind]}: see the report of each." for kind, number in counts.items() if number]


def lines(head: Report, tally: Tally, width: int) -> list[Line]:
    """The summary for a terminal, each line of at most ``width`` columns."""
    made: list[Line] = []
    for table in tables(head, tally):
        made += [Line(""), *wrapped(harmless(table.title), width, "", "  ", "head"), *_table(table, width)]
        if table.note:
            made += wrapped(table.note, width, "  ", "  ", "quiet")
    for remark in remarks(head, tally):
        made += [Line(""), *wrapped(harmless(remark), width, "", "  ")]
    return made


def by_rule(head: Report, tally: Tally) -> Table:
    """Of each rule that applied to anything, what came of it, and how much of it could be decided."""
    known = [rule.id for rule in head.rules]
    names = [*(name for name in known if name in tally.rules), *sorted(set(tally.rules) - set(known))]
    rules = numbers(tally).rules
    told = [(name, rules[name]) for name in names if _applied(tally.rules[name])]
    rows: tuple[tuple[Value, ...], ...] = tuple((name, *_grouped(counts).values(), _share(counts)) for name, counts in told)
    note = "breached: conflicts too; met: what is kept so far, too; decided: the share of those that were met, late or breached, of all but due and noted."
    return Table("By rule", ("rule", *_GROUPS, "decided"), rows, note)


def _grouped(counts: Mapping[str, Told]) -> dict[str, Told]:
    return {name: together(counts[verdict.value] for verdict in verdicts) for name, verdicts in _GROUPS.items()}


def _share(counts: Mapping[str, Told]) -> str:
    """Of all that had to be decided, how much could be. Whole per cent, never 100 while one is open, nor 0 while one is not.

    Where any of these numbers is held back, nothing: the share would tell it.
    """
    grouped = _grouped(counts)
    decided = together(grouped[name] for name in _DECIDED)
    asked = together((decided, *(grouped[name] for name in _UNDECIDED)))
    if isinstance(decided, Held) or isinstance(asked, Held) or not asked:
        return NOTHING
    share = round(100 * decided / asked)
    return f"{min(max(share, 1), 99) if 0 < decided < asked else share}%"


def _applied(counts: Counter[str]) -> bool:
    return any(number for verdict, number in counts.items() if verdict != Verdict.NOT_APPLICABLE.value)


def movers(tally: Tally, most: int | None = SHOWN) -> Table:
    """Whose move the open findings are, by role, those with most first; ``most`` None: all of them."""
    return Table("Who owes most: open findings by whose move it is", ("open", "whose move"), _ranked(numbers(tally).movers, most))


def agencies(tally: Tally, most: int | None = SHOWN) -> Table:
    """Of what kind of agency those are whose move it is, those with most first."""
    note = f"Of {tally.homeless} more it cannot be told: the rule or the record names no agency." if tally.homeless else ""
    if sum(tally.agencies.values()) + tally.homeless > sum(tally.movers.values()):
        note += " A finding that is the move of several counts under each."
    return Table("Which agencies owe most: the same findings by agency", ("open", "agency"), _ranked(tally.agencies, most), note.strip())


def _ranked(counts: Mapping[str, Told], most: int | None) -> tuple[tuple[Value, ...], ...]:
    told = ordered(counts)
    rest = told[most:] if most is not None and len(told) > most + 1 else []  # a line for one other is no shorter than its own
    others = together(number for number, _ in rest)
    return (*told[: len(told) - len(rest)], *([(others, f"{len(rest)} others together")] if rest else []))


def _oldest(tally: Tally) -> Table:
    rows = tuple((days, rule, f"{about}{_more(more)} ({path}, line{KEPT_TOGETHER}{line})") for days, path, rule, line, about, more in tally.longest())
    return Table("The oldest open duties, one of each rule in each case", ("days", "rule", "what"), rows)


def _more(number: int) -> str:
    return f", and {number} more" if number else ""


def _fullest(tally: Tally) -> Table:
    return Table("The cases with the most findings that fail", ("fail", "case"), tuple(tally.most()))


def _cases(tally: Tally) -> str:
    if tally.hold_small:
        return "any case"
    return "the one case" if tally.checked == 1 else f"any of the {tally.checked} cases"


# for a terminal


def _table(table: Table, width: int) -> list[Line]:
    """In columns; where those do not fit, a line for each row."""
    heads = [_stacked(_BRIEF.get(name, name)) for name in table.columns]
    told = [[_short(value) for value in row] for row in table.rows]
    wide = [max(cells(one) for one in (*heads[place], *(row[place] for row in told))) for place in range(len(heads))]
    last = len(heads) - 1
    rest = sum(wide[:last]) + 2 * last + 2
    if all(isinstance(row[last], int) or str(row[last]).endswith(("%", NOTHING)) for row in table.rows) and len(heads) > 3:
        told = [["." if one == "0" else one for one in row] for row in told]  # what is there stands out
        gap = next((gap for gap in ("  ", " ") if 2 + sum(wide) + last * len(gap) <= width), None)
        if gap is None:
            return [line for row in told for line in wrapped(_said(table.columns, row), width, "  ", "    ")]
        return [*_heads(heads, wide, gap), *(Line("  " + gap.join(_cell(one, wide[n], "" if n == 0 else 0) for n, one in enumerate(row))) for row in told)]
    made = _heads([head if place < last else ["", ""] for place, head in enumerate(heads)], [*wide[:last], 0]) if len(heads) > 2 else []
    for row, values in zip(told, table.rows, strict=True):
        before = "  " + "".join(_cell(row[place], wide[place], values[place]) + "  " for place in range(last))
        made += wrapped(row[last], width, before, " " * min(rest, width // 2))
    return [line for line in made if line.text.strip()]


def _short(value: Value) -> str:
    """A number of at most six digits; text made harmless."""
    if isinstance(value, Held):
        return str(value)
    if isinstance(value, int):
        return str(value) if value < 1_000_000 else f"{value // 1_000_000}m"
    return harmless(value)


def _stacked(name: str) -> list[str]:
    """A column's name in two lines."""
    first, _, second = name.rpartition(" ")
    return [first, second]


def _heads(heads: list[list[str]], wide: list[int], gap: str = "  ") -> list[Line]:
    made = []
    for place in (0, 1):
        text = "  " + gap.join(head[place].ljust(wide[n]) if n == 0 else head[place].rjust(wide[n]) for n, head in enumerate(heads))
        made.append(Line(text.rstrip(), "quiet"))
    return made


def _cell(text: str, wide: int, value: Value) -> str:
    space = " " * (wide - cells(text))
    return space + text if isinstance(value, int | Held) else text + space


def _said(columns: tuple[str, ...], row: list[str]) -> str:
    told = [f"{value} {name}".replace(" ", KEPT_TOGETHER) for name, value in zip(columns[1:], row[1:], strict=True) if value not in ("0", NOTHING)]
    return f"{row[0]}: {', '.join(told)}"
