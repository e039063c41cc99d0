"""What the reader of the format case/1 refuses: each kind of fault once, with its whole message and its place."""

from __future__ import annotations

import pytest

from scr_check.record import read_record
from scr_check.sources import Refused, read
from scr_check.vocabulary import SECTION_NAMES

HEAD = "format: case/1\ncase: x\n"
A_DATE = "write a date as 2016-03-04, or 2016-03 or 2016 where only the month or the year is known"
A_PERIOD = 'write a period as a whole number and a unit, such as "2 weeks", "45 working days", "6 months" or "1 year"'
PLAN_KEYS = "id, type, start, end, children, referral_reason, reviewed, authorised, actions, complete"
NO_EXTRACTED = "'complete' needs 'extracted', the day on which all this was known"
BEGINS = "a case record is a mapping that begins with 'format: case/1', found"

# What follows HEAD, the message, the line, the column.
REFUSED = [
    # keys
    ("plans: [{id: p, typ: x}]", f"the key 'typ' is not known in 'plans' (did you mean 'type'?); known are {PLAN_KEYS}", 3, 17),
    ("plans: [{id: p, typ: ''}]", f"the key 'typ' is not known in 'plans' (did you mean 'type'?); known are {PLAN_KEYS}", 3, 17),
    ("plans: [{id: p, typ: {}}]", f"the key 'typ' is not known in 'plans' (did you mean 'type'?); known are {PLAN_KEYS}", 3, 17),
    ("plans: [{id: p, a/b~c: 1}]", f"the key 'a/b~c' is not known in 'plans'; known are {PLAN_KEYS}", 3, 17),
    ("closure: {? 'o\u202en' : 1}", "the key 'o\\u202en' is not known in 'closure' (did you mean 'on'?); known are on, reason", 3, 13),
    (f"closure: {{{'k' * 90}: 1}}", f"the key '{'k' * 40}...' is not known in 'closure'; known are on, reason", 3, 11),
    ("plans: [{type: early_help}]", "'id' is missing: each entry of 'plans' needs one", 3, 9),
    ("plans: [{id: null}]", "'id' is missing: each entry of 'plans' needs one", 3, 14),
    ("plans: [{id: ''}]", "'id' is missing: each entry of 'plans' needs one", 3, 14),
    # words of closed lists
    (
        "plans: [{id: p, type: child_protecton}]",
        "type: 'child_protecton' is not allowed here (did you mean 'child_protection'?); allowed: child_protection, child_in_need, early_help",
        3,
        23,
    ),
    ("visits: [{id: v, type: marac}]", "type: 'marac' is not allowed here; allowed: child_protection, child_in_need", 3, 24),
    ("plans: [{id: p, type: [early_help]}]", "type: a word is wanted, found a list", 3, 23),
    # ids and references
    ("plans: [{id: p}, {id: p}]", "the id 'p' is already that of an entry in line 3: an id is given once", 3, 23),
    ("people: [{id: a}]\nchildren: [{id: a}]", "the id 'a' is already that of an entry in line 3: an id is given once", 4, 17),
    (
        "professionals: [{id: sw, agency: csv}]\nagencies: [{id: csc}]",
        "agency: no entry of this file has the id 'csv' (did you mean 'csc'?)",
        3,
        34,
    ),
    ("meetings: [{id: m, plan: [p, q]}]\nplans: [{id: p}]", "plan: no entry of this file has the id 'q'", 3, 30),
    ("meetings: [{id: m, plan: n}]", "plan: no entry of this file has the id 'n'", 3, 26),
    ("children: [{id: c, school: s}]", "school: no entry of this file has the id 's'", 3, 28),
    ("referral: {from: police}", "from: no entry of this file has the id 'police'", 3, 18),
    ("plans: [{id: p, children: c}]", "children: a list is wanted, found the text 'c'", 3, 27),
    ("plans: [{id: p, children: ['']}]", "children: an empty text stands in the list: write a word or take the item out", 3, 28),
    (
        "plans: [{id: p, children: [null]}]",
        "an item of children: the id of an entry is wanted, found nothing: take the item out",
        3,
        28,
    ),
    ("plans: [{id: p, children: [[]]}]", "an item of children: the id of an entry is wanted, found a list", 3, 28),
    # dates and periods
    (
        "events: [{id: e, date: 04/03/2016}]",
        "date: '04/03/2016' is in another order (it would be 2016-03-04 if 4 March 2016 is meant or 2016-04-03 if 3 April 2016 is meant): " + A_DATE,
        3,
        24,
    ),
    (
        "events: [{id: e, date: 31/02/2016}]",
        f"date: '31/02/2016' is not in the calendar, whichever figure is the month: {A_DATE}",
        3,
        24,
    ),
    ("events: [{id: e, date: 2016-02-30}]", "date: '2016-02-30' is not in the calendar: February 2016 has days 1 to 29", 3, 24),
    ("events: [{id: e, date: [2016]}]", f"date: a date is wanted, found a list: {A_DATE}", 3, 24),
    ("events: [{id: e, date: yes}]", f"date: 'yes' is not a date: {A_DATE}", 3, 24),
    (f"events: [{{id: e, date: {'9' * 60}}}]", f"date: a date is wanted, found the text '{'9' * 40}...': {A_DATE}", 3, 24),
    ("extracted: 2016-06", "extracted: the whole day is wanted, found '2016-06': write it as 2016-03-04", 3, 12),
    ("conditions: [{id: c, until: {for: 6 moons}}]", "for: '6 moons' has no known unit, 'moons': did you mean months?", 3, 35),
    ("conditions: [{id: c, until: {for: [6]}}]", f"for: a period is wanted, found a list: {A_PERIOD}", 3, 35),
    # yes and no
    ("events: [{id: e, police_called: maybe}]", "police_called: yes or no is wanted, found the text 'maybe'", 3, 33),
    (
        'events: [{id: e, police_called: "yes"}]',
        "police_called: yes or no is wanted, found the text 'yes': write yes without quotation marks",
        3,
        33,
    ),
    (
        "events: [{id: e, police_called: NO}]",
        "police_called: yes or no is wanted, found the text 'NO': write no in small letters, without quotation marks",
        3,
        33,
    ),
    ("events: [{id: e, police_called: {a: b}}]", "police_called: yes or no is wanted, found a mapping", 3, 33),
    ("meetings: [{id: m, participants: [{invited: soon}]}]", "invited: yes, no or a date is wanted, found the text 'soon'", 3, 45),
    (
        'meetings: [{id: m, participants: [{invited: "no"}]}]',
        "invited: yes or no is wanted, found the text 'no': write no without quotation marks",
        3,
        45,
    ),
    (
        "meetings: [{id: m, participants: [{invited: 2016-13}]}]",
        f"invited: '2016-13' is not in the calendar, there is no month 13: {A_DATE}",
        3,
        45,
    ),
    # lists, mappings and text
    ("meetings: m1", "meetings: a list is wanted, found a text", 3, 11),
    ("meetings: {id: m}", "meetings: a list is wanted, found a mapping", 3, 11),
    ("meetings: [Mrs Smith said so]", "an item of meetings: a mapping is wanted, found a text", 3, 12),
    ("meetings: [null]", "an item of meetings: a mapping is wanted, found nothing: take the item out", 3, 12),
    ("meetings: [{id: m, minutes: yes}]", "minutes: a mapping is wanted, found a text", 3, 29),
    ("meetings: [{id: m, minutes: []}]", "minutes: a mapping is wanted, found a list", 3, 29),
    ("meetings: [{id: m, participants: [{}]}]", "an empty entry stands in the list: fill it in or take it out", 3, 35),
    ("meetings: [{id: m, outcome: [a]}]", "outcome: text is wanted, found a list", 3, 29),
    ("conditions: [{id: c, text: [A long story]}]", "text: text is wanted, found a list", 3, 28),
    # complete
    ("complete: all", NO_EXTRACTED, 3, 1),
    ("complete: []", NO_EXTRACTED, 3, 1),
    ("plans: [{id: p, complete: [actions]}]", NO_EXTRACTED, 3, 17),
    (
        "complete: [meting]\nextracted: 2016-01-01",
        f"complete: 'meting' is no section (did you mean 'meetings'?); allowed: {', '.join(SECTION_NAMES)}",
        3,
        12,
    ),
    ("complete: [all]\nextracted: 2016-01-01", "complete: 'all' stands alone, not in a list: write complete: all", 3, 12),
    ("complete: plans\nextracted: 2016-01-01", "complete: a list of sections, or all, is wanted, found the text 'plans'", 3, 11),
    (
        "plans: [{id: p, complete: [action]}]\nextracted: 2016-01-01",
        "complete: 'action' is no nested section of this entry (did you mean 'actions'?); allowed: actions",
        3,
        28,
    ),
    ("decisions: [{complete: []}]", "the key 'complete' is not known in 'decisions'; known are about, outcome, reason, on, by", 3, 14),
]

# The rest of a JSON object that begins with format and case, the message, the column in line 2.
REFUSED_JSON = [
    ('"system": 12.5', "system: text is wanted, found a number: put it in quotation marks if it is meant as text", 11),
    ('"system": true', "system: text is wanted, found true: put it in quotation marks if it is meant as text", 11),
    ('"events": [{"id": "e", "date": 20160304}]', f"date: a date is wanted, found the number 20160304: {A_DATE}", 32),
    (
        '"events": [{"id": "e", "police_called": "yes"}]',
        "police_called: yes or no is wanted, found the text 'yes': in JSON write true or false, without quotation marks",
        41,
    ),
    ('"events": [{"id": "e", "police_called": 1}]', "police_called: yes or no is wanted, found the number 1", 41),
    ('"meetings": [{"id": "m", "participants": [{"invited": 1e3}]}]', "invited: yes, no or a date is wanted, found the number 1e3", 55),
    ('"visits": [{"id": "v", "type": 7}]', "type: '7' is not allowed here; allowed: child_protection, child_in_need", 32),
    ('"conditions": [{"id": "c", "until": {"for": 6}}]', f"for: a period is wanted, found the number 6: {A_PERIOD}", 45),
    ('"meetings": [{"id": 1.5}]', "id: an id is wanted, found a number", 21),
]

# A whole file, the message, the column in line 1.
REFUSED_WHOLE = [
    ("[]", f"{BEGINS} a list", 1),
    ("a", f"{BEGINS} a single value", 1),
    ("~", f"{BEGINS} nothing", 1),
    ("case: x", "'format' is missing: a case record begins with 'format: case/1'", 1),
    ("format: case/1", "'case' is missing: a case record needs the case's identifier", 1),
    ("format: case/2\ncase: x", "format: 'case/2' is not allowed here (did you mean 'case/1'?); allowed: case/1", 9),
]


def faults_of(text: str, name: str = "case.yaml") -> list[tuple[str, int, int]]:
    with pytest.raises(Refused) as caught:
        read_record(read(text.encode(), name))
    return [(fault.message, fault.place.line, fault.place.column) for fault in caught.value.faults if fault.place]


@pytest.mark.parametrize(("text", "message", "line", "column"), REFUSED)
def test_refuses(text: str, message: str, line: int, column: int) -> None:
    assert faults_of(f"{HEAD}{text}\n") == [(message, line, column)]


@pytest.mark.parametrize(("text", "message", "column"), REFUSED_JSON)
def test_refuses_json(text: str, message: str, column: int) -> None:
    assert faults_of(f'{{"format": "case/1", "case": "x",\n{text}}}', "case.json") == [(message, 2, column)]


@pytest.mark.parametrize(("text", "message", "column"), REFUSED_WHOLE)
def test_refuses_whole(text: str, message: str, column: int) -> None:
    assert faults_of(text) == [(message, 1, column)]


def test_every_fault_at_once() -> None:
    text = HEAD + (
        "meetngs: [{id: lost}]\n"
        "agencies: [{id: csc, kind: schol}, {id: csc}, x]\n"
        "meetings:\n"
        "  - {id: m1, chair: nobody, plan: lost, participants: [{who: [csc], invited: 2016-02-30}, {}]}\n"
        "complete: [metings]\n"
    )
    assert [(line, column) for _, line, column in faults_of(text)] == [
        (3, 1),  # the unknown key
        (4, 28),  # the kind of agency
        (4, 41),  # the id given twice
        (4, 47),  # no mapping
        (6, 21),  # nobody; but `lost` is there, under the wrong key
        (6, 62),  # who
        (6, 78),  # invited
        (6, 91),  # the empty entry; the first is not, though all that it holds is wrong
        (7, 1),  # no extracted
        (7, 12),  # no such section
    ]


def test_free_text_is_never_repeated() -> None:
    secret = "Mother told the worker"
    text = HEAD + f"meetings: {secret}\nclosure: {{reason: [{secret}]}}\nconditions: [{{id: c, monitoring: {secret}, text: {{{secret}: x}}}}]"
    faults = faults_of(text)
    assert len(faults) == 4
    assert not [message for message, _, _ in faults if "Mother" in message]


@pytest.mark.parametrize(("text", "place"), [
    ("complete: [" + "m, " * 10_001 + "]", "4:11"),
    ("people: [" + "m, " * 10_001 + "]", "4:9"),
    ("meetings:\n- {id: a, plan: [" + "m, " * 9_000 + "]}\n- {id: b, plan: [" + "m, " * 1_001 + "]}", ""),
    ("people: [" + "{}, " * 10_001 + "]", "4:9"),
])  # fmt: skip
def test_lists_of_more_words_than_a_case_needs(text: str, place: str) -> None:
    with pytest.raises(Refused) as refused:
        read_record(read(f"format: case/1\ncase: x\nextracted: 2016-06-30\n{text}\n".encode(), "a.yaml"))
    (fault,) = refused.value.faults
    assert fault.message.startswith("the lists of this record hold more than 10,000 words and empty entries in all, up to here")
    assert fault.place is not None
    assert place in ("", f"{fault.place.line}:{fault.place.column}")
