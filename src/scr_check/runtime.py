"""What compiled expressions call while they run: the places where a value may be missing, uncertain, or not there at all.

A value inside an expression is a plain value, ``None`` (surely nothing there), or an ``Unknown``. None equals nothing, not even None.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from scr_check.classes import dataclass
from scr_check.dates import Unreckoned, When, add, is_working_day, parse_duration
from scr_check.joining import among
from scr_check.logic import Place, Truth, Unknown, both, either, join, negation
from scr_check.record_entries import NONE_THERE

if TYPE_CHECKING:
    from scr_check.judgement import Judgement

Value = Any
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Count:
    """How many: at least ``low``, at most ``high`` (None: no bound), and why the two differ."""

    low: int
    high: int | None
    why: Unknown | None = None


def missing(entry: Any, key: str) -> Unknown:
    """An attribute that nobody wrote: unknown, whatever is complete."""
    return Unknown(missing=((entry, key),))


def unsettled(first: Value, second: Value) -> Value:
    """Two operands of which one at least is unknown: nothing there decides (none equals nothing), else both reasons."""
    if first is None or second is None:
        return False
    if isinstance(first, Unknown):
        return join(first, second) if isinstance(second, Unknown) else first
    return second


def field(c: Judgement, entry: Any, name: str, key: str, day: bool = False) -> Value:
    """A field that only some of the entries a reference may name have: an agency has no role, and that is nothing, not missing.

    ``day``: the date of a happening, which counts only if it has come.
    """
    if name not in entry.KEYS:
        return None
    value = getattr(entry, name)
    if value is not None:
        return happened(c, entry, key, value) if day and name in entry.HAPPENINGS else nothing_or(value)
    return c.absent(entry, key) if name in entry.HAPPENINGS else missing(entry, key)


def settled(c: Judgement, entry: Value) -> Value:
    """The entry, or why it is not known whether it was there yet on the day of judgement."""
    return c.unsure.get(id(entry), entry) if c.unsure else entry


def nothing_or(value: Value) -> Value:
    """A child's school written as ``null`` is known to be none."""
    return None if value is NONE_THERE else value


def happened(c: Judgement, entry: Any, key: str, value: When | None) -> Value:
    """The date of a happening as it stood on the day of judgement: one dated surely later has not happened.

    Of one whose days go on beyond that day nobody knows, unless the record was made by then: it tells what has happened.
    """
    if value is None:
        return c.absent(entry, key)
    if value.last <= c.day:
        return value
    if value.first > c.day:
        return None
    made = c.record.root.extracted
    return value if made is not None and made.last <= c.day else missing(entry, key)


def compare_days(op: str, first: Value, second: Value, places: tuple[Place, Place]) -> Truth:
    """``<``, ``<=`` or ``==`` of two dates, each as far as it is known."""
    if first.__class__ is Unknown or second.__class__ is Unknown or first is None or second is None:
        result: Truth = unsettled(first, second)
        return result
    if op == "<":
        sure: bool = first.last < second.first
        never: bool = first.first >= second.last
    elif op == "<=":
        sure, never = first.last <= second.first, first.first > second.last
    else:
        sure = first.exact and second.exact and first.first == second.first
        never = first.last < second.first or second.last < first.first
    if sure or never:
        return sure
    return Unknown(missing=tuple(place for place, day in ((places[0], first), (places[1], second)) if not day.exact))


def compare_numbers(op: str, first: Value, second: Value) -> Truth:
    """``<``, ``<=`` or ``==`` of numbers and counts; a count over an incomplete list is a lower bound."""
    if first.__class__ is Unknown or second.__class__ is Unknown or first is None or second is None:
        result: Truth = unsettled(first, second)
        return result
    a = first if isinstance(first, Count) else Count(first, first)
    b = second if isinstance(second, Count) else Count(second, second)
    strict = op == "<"
    if op == "==":
        return both(compare_numbers("<=", first, second), compare_numbers("<=", second, first))
    if a.high is not None and (a.high < b.low if strict else a.high <= b.low):
        return True
    if b.high is not None and (a.low >= b.high if strict else a.low > b.high):
        return False
    why = [count.why for count in (a, b) if count.why is not None]
    return why[0] if len(why) == 1 else join(why[0], why[1]) if why else Unknown()


def inside(outer: Truth, why: Unknown) -> Unknown:
    """An absence inside something that may not count: no value written there would bring an entry, so it gives way to a sure absence."""
    if outer is True or outer is False:
        return why
    joined = join(outer, why)
    return Unknown(False, joined.missing, joined.unset, joined.hangs_on, joined.reason, guarded=why.silent or why.guarded)


def within(c: Judgement, value: Value, collection: Value) -> Truth:
    """Is the value in the list? A plain list that is there is whole."""
    if value.__class__ is Unknown or collection.__class__ is Unknown or value is None or collection is None:
        result: Truth = unsettled(value, collection)
        return result
    return value in collection


def truth(value: Value) -> Truth:
    """A yes/no value used as a condition: nothing there is false."""
    return False if value is None else value


def agency_of(c: Judgement, who: Value) -> Value:
    """The agency that somebody stands for: itself, a professional's, none for family."""
    if who is None or who.__class__ is Unknown:
        return who
    entry = c.by_id[who]
    if entry.SECTION == "agencies":
        return who
    if entry.SECTION != "professionals":
        return None
    agency = getattr(entry, "agency")  # noqa: B009  (every professional has one)
    return missing(entry, "agency") if agency is None else agency


def _there(values: tuple[Value, ...]) -> list[When]:
    return [value for value in values if value is not None and value.__class__ is not Unknown]


def _none_there(values: tuple[Value, ...]) -> Value:
    """All arguments are missing: nothing, or unknown for all their reasons."""
    result: Unknown | None = None
    for value in values:
        if value is not None:
            result = join(result, value)
    return result


def earliest(*values: Value) -> Value:
    """The earliest of the dates that are there."""
    there = _there(values)
    if len(there) < 2:
        return there[0] if there else _none_there(values)
    first, last = min(d.first for d in there), min(d.last for d in there)
    return next((d for d in there if d.first == first and d.last == last), None) or _span(first, last)


def latest(*values: Value) -> Value:
    """The latest of the dates that are there."""
    there = _there(values)
    if len(there) < 2:
        return there[0] if there else _none_there(values)
    first, last = max(d.first for d in there), max(d.last for d in there)
    return next((d for d in there if d.first == first and d.last == last), None) or _span(first, last)


def extreme(found: list[tuple[Value, Truth]], last: bool) -> Value:
    """The earliest (or latest) date of several, each as surely there as its weight; an interval where that is not known. Judged on the file."""
    dated = [(value, weight) for value, weight in found if value is not None]
    sure = [value for value, weight in dated if weight is True and value.__class__ is not Unknown]
    if not sure:
        why: Unknown | None = None
        for value, weight in dated:
            why = join(why, value if value.__class__ is Unknown else weight)  # type: ignore[arg-type]
        return why
    if any(value.__class__ is Unknown for value, _ in dated):
        return next(value for value, _ in dated if value.__class__ is Unknown)
    known = [value for value, _ in dated]
    if last:
        return _span(max(d.first for d in sure), max(d.last for d in known))
    return _span(min(d.first for d in known), min(d.last for d in sure))


def _span(first: Any, last: Any) -> When:
    return When(first, last, first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}")


def first_recorded(*values: Value) -> Value:
    """The first of the arguments that is there."""
    there = _there(values)
    return there[0] if there else _none_there(values)


def shift(value: Value, duration: Value, sign: int) -> Value:
    """A date and a duration, added or taken away. Unknown where the calendar or the bank holidays do not reach."""
    if value is None or value.__class__ is Unknown:
        return value
    if duration.__class__ is Unknown:
        return duration
    result = add(value, duration, sign=1 if sign > 0 else -1)
    return Unknown(reason=result.reason) if isinstance(result, Unreckoned) else result


def days(first: Value, second: Value) -> Value:
    """Days from the first date to the second; bounds where one is not exact."""
    if first.__class__ is Unknown or second.__class__ is Unknown or first is None or second is None:
        result = unsettled(first, second)
        return None if result is False else result
    low, high = (second.first - first.last).days, (second.last - first.first).days
    return low if low == high else Count(low, high, Unknown(reason="a date that is not exact"))


def weekday(value: Value) -> Value:
    """The day's name in lower case; unknown of a date that is not exact."""
    if value is None or value.__class__ is Unknown:
        return value
    return WEEKDAYS[value.first.weekday()] if value.exact else Unknown(reason="a date that is not exact")


def working_day(value: Value) -> Truth:
    """Is it a working day? Unknown beyond the table of bank holidays."""
    if value is None or value.__class__ is Unknown:
        return truth(value)
    if not value.exact:
        return Unknown(reason="a date that is not exact")
    result = is_working_day(value.first)
    return Unknown(reason=result.reason) if isinstance(result, Unreckoned) else result


def written(value: Value) -> Truth:
    """Is anything written down here? Not known of a happening that may be of a later day."""
    if value.__class__ is Unknown:
        happenings = [entry for entry, key in value.missing if entry is not None and key in entry.HAPPENINGS and getattr(entry, key) is not None]
        return value if happenings else False
    return value is not None


def parameter(c: Judgement, name: str) -> Value:
    """A local number; unset, it is unknown and says its name. Nothing guesses one."""
    value = c.parameters[name]
    return Unknown(unset=(name,)) if value is None else value


def show(value: Value) -> str:
    """A value inside a message: ids, words and dates; what is not there is said."""
    kind = value.__class__
    if kind is str:
        return str(value)
    if kind is When:
        return str(value.text)
    if value is None:
        return "nobody"
    if kind is Unknown:
        return "(not recorded)"
    if isinstance(value, Count):
        return str(value.low) if value.low == value.high else f"{value.low} or more"
    if isinstance(value, tuple | list | frozenset):
        return ", ".join(sorted(map(str, value)) if isinstance(value, frozenset) else map(str, value)) or "none"
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def speak(value: Value) -> str:
    """Words of the record with blanks for underscores; one that has blanks in the record stands in quotes, for it is another word."""
    if value.__class__ is str:
        return f"'{value}'" if " " in value else value.replace("_", " ")
    if isinstance(value, tuple | list | frozenset):
        return show(tuple(map(speak, sorted(value) if isinstance(value, frozenset) else value)))
    return show(value)


#: The names under which compiled code finds all this.
NAMES: dict[str, Callable[..., Any] | type] = {
    "_U": Unknown, "_Count": Count, "_miss": missing, "_unsettled": unsettled, "_field": field, "_some": nothing_or, "_settled": settled,
    "_happened": happened, "_among": among, "_len": len,
    "_days": compare_days, "_numbers": compare_numbers, "_in": within, "_agency": agency_of, "_earliest": earliest,
    "_latest": latest, "_first": first_recorded, "_extreme": extreme, "_shift": shift, "_between": days, "_weekday": weekday, "_workday": working_day,
    "_written": written, "_p": parameter, "_both": both, "_either": either, "_not": negation, "_join": join, "_inside": inside, "_show": show, "_speak": speak,
    "_duration": parse_duration,
}  # fmt: skip
