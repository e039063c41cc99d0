"""With other names for the ids, no report holds an original one: every format is searched for every id of the file."""

from __future__ import annotations

import json
from typing import Any

import pytest

from reporting import settings
from scr_check import outputs
from scr_check.check import check_bytes, report
from scr_check.classes import replace
from scr_check.outputs import RenderOptions
from scr_check.outputs._relative import relative_tally, relative_text, start_of
from scr_check.pseudonyms import Pseudonyms
from scr_check.tally import tally_of
from scr_check.timeline_text import as_text

CASE: dict[str, Any] = {
    "format": "case/1", "case": "ZZCASE-7", "extracted": "2016-06-30", "system": "export of zzcase by ZZSOCIAL",
    "complete": ["meetings", "circulation", "participants", "plans", "events", "conditions", "assessments"],
    "children": [{"id": "zzkid-a", "school": "zzschool"}, {"id": "zzkid-b", "school": "zzschool"}],
    "people": [{"id": "zzmum", "role": "mother"}, {"id": "zzdad", "role": "father"}, {"id": "zzpartner", "role": "partner"}],
    "professionals": [
        {"id": "zzsocial", "role": "social_worker", "agency": "zzcsc"}, {"id": "zzvisitor", "role": "health_visitor", "agency": "zzhealth"},
        {"id": "zzvisitor-2", "role": "health_visitor", "agency": "zzhealth"},
    ],
    "agencies": [{"id": "zzcsc", "kind": "childrens_social_care"}, {"id": "zzhealth", "kind": "health_visiting"}, {"id": "zzschool", "kind": "school"}],
    "referral": {"date": "2016-01-04", "from": "zzschool", "reasons": ["domestic_abuse"], "significant_reason": "domestic_abuse"},
    "plans": [{"id": "zzplan", "type": "child_protection", "start": "2016-01", "children": ["zzkid-a"], "actions": [
        {"id": "zzaction", "text": "zzdad to leave", "owner": "zzsocial", "aimed_at": "zzdad", "due": "2016-03-01", "carried_from": "zzelsewhere"}]}],
    "meetings": [{"id": "zzmeeting", "type": "core_group", "date": "2016-03-04", "plan": "zzplan", "chair": "zzsocial",
                  "participants": [{"who": "zzvisitor", "invited": True, "attendance": "apologies", "core_member": True},
                                   {"who": "zzvisitor-2", "invited": True, "attendance": "attended", "core_member": True}],
                  "minutes": {"held": True}, "circulation": [{"document": "minutes", "to": "zzvisitor", "sent": "2016-05-05"}],
                  "concerns": [{"id": "zzconcern", "raised_by": "zzvisitor", "about": "zzpartner"}]}],
    "conditions": [{"id": "zzbond", "set_on": "2016-02", "binds": "zzpartner", "prohibits": "returned_home", "text": "zzpartner stays away"}],
    "events": [{"id": "zzrelease", "type": "prison_release", "date": "2016-04-01", "person": "zzpartner"}],
    "notifications": [{"id": "zznote", "about": "zzrelease", "from": "zzhealth", "to": "zzschool", "on": "2016-04-09"}],
    "assessments": [{"id": "zzassess", "type": "social_work", "started": "2016-01-05", "author": "zzsocial"}],
}  # fmt: skip
KEY = b"k" * 32
FORMATS = sorted(outputs.registry())


def judged(case: Any = CASE, key: bytes = KEY, path: str = "cases/zzcase-7.json") -> Any:
    """The result under other names."""
    return check_bytes(json.dumps(case).encode(), path, replace(settings(), timeline=True, pseudonyms=Pseudonyms(key)))


def told(form: str, result: Any, relative: bool = False) -> str:
    """The report in a format, as text that can be searched."""
    made = report([result], settings())
    stream = outputs.streamed(outputs.registry()[form], made, RenderOptions(alone=True, relative_dates=relative))
    if not stream.BINARY:
        return outputs.whole(stream, made)
    stream.take(result)
    tally = tally_of([result])
    if relative:
        relative_tally(tally, result)
    raw = stream.end(tally)
    assert isinstance(raw, bytes)
    if raw[:2] == b"PK":
        import io  # noqa: PLC0415
        import zipfile  # noqa: PLC0415

        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            return "".join(packed.read(name).decode() for name in packed.namelist())
    return raw.decode()


@pytest.mark.parametrize("form", FORMATS)
def test_no_format_holds_an_original_id(form: str) -> None:
    assert "zz" in told(form, check_bytes(json.dumps(CASE).encode(), "zz.json", replace(settings(), timeline=True))).lower()
    assert "zz" not in told(form, judged()).lower()


def test_the_terminal_holds_none_either() -> None:
    assert "zz" not in as_text(judged(), 100, colour=False).lower()


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_that_cannot_be_read_names_nobody(form: str) -> None:
    broken = {**CASE, "events": [{"id": "zzrelease", "type": "prison_release", "person": "zznobody"}]}
    assert "zz" not in told(form, judged(broken)).lower()


def test_verdicts_are_the_same_under_any_name() -> None:
    own = check_bytes(json.dumps(CASE).encode(), "x.json", settings())
    told_of = [[(f.rule, f.verdict, f.line, f.limit, f.days_late) for f in case.findings] for case in (own, judged())]
    assert told_of[0] == told_of[1]


def test_a_key_gives_the_same_names_and_another_key_others() -> None:
    assert told("json", judged()) == told("json", judged())
    assert {judged(key=bytes([n]) * 32).case for n in range(9)} != {judged().case}
    assert judged().sha256 != judged(key=b"x" * 32).sha256


def test_people_are_told_by_a_word_and_a_number() -> None:
    names = Pseudonyms(KEY)._names(CASE)
    assert {names["zzkid-a"], names["zzkid-b"]} == {"child-1", "child-2"}
    assert {names["zzmum"], names["zzdad"]} == {"parent-1", "parent-2"}
    assert {names["zzvisitor"], names["zzvisitor-2"]} == {"health visitor 1", "health visitor 2"}
    assert (names["zzpartner"], names["zzmeeting"], names["zzcsc"]) == ("adult-1", "meeting-1", "childrens social care 1")


@pytest.mark.parametrize("form", FORMATS)
def test_dates_become_days_from_the_referral(form: str) -> None:
    text = told(form, judged(), relative=True)
    assert [day for day in ("2016-03-04", "2016-03-18", "2016-06-30", "2016-02") if day in text] == []
    assert start_of(judged()).isoformat() == "2016-01-04"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("done on 2016-01-05, by 2016-01", "done on day 1, by about day 10"), ("2016-13-40", "2016-13-40"), ('"value": "2016"', '"value": "about day 200"'),
     ("lines 2016, 2017", "lines 2016, 2017")],
)  # fmt: skip
def test_a_date_becomes_a_day(text: str, wanted: str) -> None:
    from datetime import date  # noqa: PLC0415

    assert relative_text(text, date(2016, 1, 4)) == wanted
