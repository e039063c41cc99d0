"""What falls due as a calendar (RFC 5545), for a diary: an all-day event for each duty.

The library icalendar writes it: the folding of lines at 75 octets, and what must be escaped, are its business. An event keeps its UID from one
run to the next, so that a diary replaces it; DTSTAMP is the day of judgement, for no clock is read.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar as ICalendar
from icalendar import Event

from scr_check.due import Calendar, Due


def as_ics(made: Calendar) -> bytes:
    """The calendar. A duty with no day yet has no place in it; of a case that two files hold, the later day of judgement counts."""
    out = ICalendar()
    out.add("prodid", "-//scr-check//due//EN")
    out.add("version", "2.0")
    out.add("calscale", "GREGORIAN")
    latest: dict[str, Due] = {}
    for one in made.dated:
        known = latest.get(one.finding.identity)
        if known is None or (one.case.as_of or "") > (known.case.as_of or ""):
            latest[one.finding.identity] = one
    for one in latest.values():
        out.add_component(_event(one))
    data: bytes = out.to_ical()
    return data


def _event(one: Due) -> Event:
    assert one.day is not None
    f, event = one.finding, Event()
    event.add("uid", f"{f.identity}@scr-check")
    event.add("dtstamp", datetime.combine(date.fromisoformat(one.case.as_of or ""), time(), UTC))
    event.add("dtstart", one.day)
    event.add("dtend", one.day + timedelta(days=1))
    event.add("summary", f"{one.case.case}: {f.about}")
    event.add("description", "\n".join(_told(one)))
    event.add("categories", [f.rule])
    event.add("transp", "TRANSPARENT")
    return event


def _told(one: Due) -> list[str]:
    f = one.finding
    return [f"Due {one.when}.", f"Move: {one.move}.", f.remedy, f'"{f.source.quote}" ({f.rule}, {f.source.section})']
