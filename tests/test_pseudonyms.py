"""With other names for the ids, no report holds an original one: every format is searched for every id of the file."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from commanding import command
from reporting import settings
from scr_check import outputs
from scr_check.check import check_bytes, report
from scr_check.classes import replace
from scr_check.outputs import RenderOptions
from scr_check.pseudonyms import Pseudonyms
from scr_check.relative import relative_tally, relative_text, start_of
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


# waivers, a baseline, a folder

FORMATS_OF_A_RUN = [*FORMATS, "pages"]
WAIVED = """\
- rule: AG-R3A
  case: ZZCASE-7
  subject: zzmeeting/participants:zzvisitor-2
  reason: zzreason
  approved_by: zzhead
  until: 2030-01-01
- rule: AG-R3A
  case: ZZCASE-7
  pattern: "zzmeeting/participants:zznobody*"
  reason: zzreason
  approved_by: zzhead
  until: 2030-01-01
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two cases that differ in name, a file that cannot be read, waivers."""
    (tmp_path / "zzcases").mkdir()
    (tmp_path / "zzcases/zzone.json").write_text(json.dumps(CASE))
    (tmp_path / "zzcases/zztwo.json").write_text(json.dumps({**CASE, "case": "ZZCASE-8"}))
    (tmp_path / "zzcases/zzbad.json").write_text('{"format": "case/1", "case": "zzbad", "meetings": 7}')
    (tmp_path / "zzcases/waivers.yaml").write_text(WAIVED)
    (tmp_path / "key").write_bytes(KEY)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def words(path: Path) -> str:
    """All that is in a file or a folder, packed or not, with the names of its files."""
    if path.is_dir():
        return "".join(f"{one.name}\n{words(one)}" for one in sorted(path.iterdir()))
    raw = path.read_bytes()
    if raw[:2] != b"PK":
        return raw.decode()
    with zipfile.ZipFile(io.BytesIO(raw)) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist())


@pytest.mark.parametrize("form", FORMATS_OF_A_RUN)
@pytest.mark.parametrize("more", [(), ("--relative-dates",)], ids=["dates", "days"])
def test_a_whole_run_holds_no_id_no_waiver_and_where_asked_no_date(
    desk: Path, capsys: pytest.CaptureFixture[str], form: str, more: tuple[str, ...]
) -> None:  # fmt: skip
    how = ("pages", "zzcases", "--output", "out") if form == "pages" else ("zzcases", "--format", f"{form}=out")
    ran = command(capsys, *how, "--pseudonymise", "--key", "key", *more)
    assert ran.status == 3
    told = words(desk / "out")
    assert "case-" in told
    assert "zz" not in (told + ran.out + ran.err).lower()
    assert bool(re.search(r"2016-0[1-9]", told.replace("2016-01-01", ""))) == (not more)
    if more:
        assert "day 60" in told


def findings(capsys: pytest.CaptureFixture[str], *more: str) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Each finding by its case's place, its rule and its subject."""
    ran = command(capsys, "zzcases", "--format", "json", *more)
    cases = [case for case in json.loads(ran.out)["cases"] if case["status"] == "checked"]
    cases.sort(key=lambda case: -sum(f["waived"] is not None for f in case["findings"]))
    return {(str(place), f["rule"], f["subject"]): f for place, case in enumerate(cases) for f in case["findings"]}


def test_a_waiver_is_held_against_the_real_ids(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own, other = findings(capsys), findings(capsys, "--pseudonymise", "--key", "key")
    assert {key for key, one in own.items() if one["waived"]} == {key for key, one in other.items() if one["waived"]} != set()
    assert {json.dumps(one["waived"]) for one in other.values() if one["waived"]} == {
        '{"reason": "(held back)", "approved_by": "(held back)", "until": "2030-01-01"}'
    }
    ran = command(capsys, "zzcases", "--pseudonymise", "--key", "key")
    said = r"waivers.yaml:7:3: the waiver of AG-R3A matches nothing: in case case-\w{10} there is nothing to waive in pattern \(held back\)\n"
    assert re.fullmatch(said, ran.err)


@pytest.mark.parametrize("made", [(), ("--pseudonymise", "--key", "key")], ids=["of real ids", "under the same key"])
def test_a_baseline_is_known_under_either_name(desk: Path, capsys: pytest.CaptureFixture[str], made: tuple[str, ...]) -> None:
    command(capsys, "zzcases", "--select", "AG-R3A", "--format", "json=old.json", *made)
    told = findings(capsys, "--baseline", "old.json", "--pseudonymise", "--key", "key")
    failing = {rule: {f["baseline"] for (_, one, _), f in told.items() if one == rule and f["verdict"] == "breached"} for rule in ("AG-R3A", "AG-G4")}
    assert failing == {"AG-R3A": {"known", None}, "AG-G4": {"new"}}
    assert "zz" not in json.dumps(list(told.values())).lower()


def test_an_identity_stays_under_a_key_when_people_are_added(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = findings(capsys, "--pseudonymise", "--key", "key")
    for name in ("zzone", "zztwo"):
        case = json.loads((desk / f"zzcases/{name}.json").read_text())
        case["professionals"] = [{"id": f"zznew-{n}", "role": "health_visitor"} for n in range(9)] + case["professionals"]
        (desk / f"zzcases/{name}.json").write_text(json.dumps(case))
    after = findings(capsys, "--pseudonymise", "--key", "key")
    assert {f["identity"] for f in before.values()} == {f["identity"] for f in after.values()}
    assert {f["identity"] for f in before.values()}.isdisjoint(f["identity"] for f in findings(capsys).values())


def test_the_order_of_the_files_says_nothing(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    orders = set()
    for number in range(8):
        (desk / "key").write_bytes(bytes([number]) * 32)
        told = json.loads(command(capsys, "zzcases", "--format", "json", "--pseudonymise", "--key", "key").out)
        orders.add(tuple(case["status"] for case in told["cases"]))
    assert len(orders) > 1


def test_what_falls_due_is_told_under_other_names(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "zz" not in command(capsys, "due", "zzcases/zzone.json", "--within", "1y", "--pseudonymise").out
    ran = command(capsys, "timeline", "zzcases/zzone.json", "--pseudonymise", "--relative-dates")
    assert "zz" not in ran.out
    assert "day 0" in ran.out
    assert "2016" not in ran.out


@pytest.mark.parametrize("more", [(), ("--relative-dates",)], ids=["dates", "days"])
def test_of_a_baseline_of_real_ids_nothing_is_told_as_gone(desk: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...]) -> None:
    command(capsys, "zzcases", "--format", "json=old.json")
    command(capsys, "zzcases", "--baseline", "old.json", "--pseudonymise", "--key", "key", "--format", "sarif=out.sarif", *more)
    told = (desk / "out.sarif").read_text()
    states = {one["baselineState"] for one in json.loads(told)["runs"][0]["results"]}
    assert states == {"unchanged"}
    assert "zz" not in told.lower()


def test_the_days_of_waivers_are_held_back_with_other_dates(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form in FORMATS:
        command(capsys, "zzcases", "--relative-dates", "--format", f"{form}=out")
        assert "2030" not in words(desk / "out"), form
    (desk / "zzcases/waivers.yaml").write_text(WAIVED.replace("2030", "2012"))
    ran = command(capsys, "zzcases", "--relative-dates")
    assert "the waiver of AG-R3A ran out before the day of judgement of case ZZCASE-7" in ran.err
    assert "2012" not in ran.out + ran.err


def test_day_0_does_not_hang_on_the_day_of_judgement(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def day(as_of: str) -> str:
        found = re.search(r"as of (day -?\d+)", command(capsys, "zzcases/zzone.json", "--relative-dates", "--show", "all", "--as-of", as_of).out)
        assert found is not None
        return found[1]

    numbers = [int(day(one)[4:]) for one in ("2015-01-01", "2015-01-31", "2016-01-31")]
    assert [one - numbers[0] for one in numbers] == [0, 30, 395]


def test_where_small_counts_are_held_back_no_waiver_names_a_case(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (desk / "zzcases/waivers.yaml").write_text(WAIVED.replace("ZZCASE-7", "ZZCASE-9"))
    assert "ZZCASE-9" in command(capsys, "zzcases").err
    assert command(capsys, "zzcases", "--suppress-small").err == ""
