"""The configuration: where it is found, what it may hold, who wins, and what ``scr-check config`` says of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from commanding import AG, Ran, command
from scr_check.config import DEFAULTS, Config, ConfigFault, config_schema, find, load
from scr_check.standing import CONFIGURATION

FULL = """\
as-of: 2016-06-30
rules: [children-ag]
select: AG-R3A, AG-R3B
ignore: [AG-F7A]
exclude: [old]
set:
  monitoring_interval: 4 weeks
  cluster_size: 3
profile: northamptonshire
format: text
output: out.txt
show: all
fail-on: [breached, conflict]
jobs: 2
waivers: waivers.yaml
baseline: report.json
pseudonymise: yes
key: names.key
relative-dates: true
suppress-small: no
show-text: false
"""
SCHEMA = jsonschema.Draft202012Validator(config_schema())
WRONG = [
    ("as-of: 30.6.2016", "1:8: '30.6.2016' is in another order (it would be 2016-06-30 if 30 June 2016 is meant): write a date as 2016-03-04, or 2016-03 or "
                         "2016 where only the month or the year is known"),
    ("as-of: 2016-06", "1:8: a whole day is wanted, such as 2016-06-30, found '2016-06'"),
    ("jobs: 2\nfailon: breached", "2:1: unknown key 'failon' (did you mean 'fail-on'?); known are " + ", ".join(DEFAULTS)),
    ("show-text: maybe", "1:12: yes or no is wanted, found 'maybe'"),
    ("jobs: many", "1:7: a whole number is wanted, found 'many'"),
    ("fail-on: []", "1:10: a verdict is wanted, or none, found nothing"),
    ("fail-on: [none, breached]", "1:10: 'none' goes alone: it stands for no verdict at all"),
    ("show: ', '", "1:7: a verdict is wanted, or attention or all, found nothing"),
    ('jobs: 1\nfail-on: ""\npseudonymise: ""', "2:10: an empty text: give a value, or leave the key out\n"
                                             "{path}:3:15: an empty text: give a value, or leave the key out"),
    ("show: breech", "1:7: 'breech' is no verdict (did you mean 'breached'?); allowed are attention, all, breached, conflict, not_recorded, unknown, due, "
                     "holding, met_late, noted, met, not_applicable"),
    ("waivers: [a]", "1:10: text is wanted, found a list"),
]  # fmt: skip


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with cases in it, and another folder, from which it is looked at."""
    (tmp_path / "project/cases").mkdir(parents=True)
    (tmp_path / "project/cases/ag.yaml").write_bytes(AG.read_bytes())
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return tmp_path


def test_each_key_has_a_default_told() -> None:
    assert list(DEFAULTS) == [info.alias or name for name, info in Config.model_fields.items()]


def test_a_configuration_that_says_everything(tmp_path: Path) -> None:
    (tmp_path / CONFIGURATION).write_text(FULL)
    config = load(tmp_path / CONFIGURATION).config
    assert None not in config.model_dump().values()
    assert (config.select, config.set, config.jobs) == (("AG-R3A", "AG-R3B"), {"monitoring_interval": "4 weeks", "cluster_size": "3"}, 2)
    assert [error.message for error in SCHEMA.iter_errors(yaml.load(FULL, yaml.BaseLoader) | {"jobs": 2, "relative-dates": True, "show-text": False})] == []


@pytest.mark.parametrize(("text", "fault"), WRONG)
def test_what_cannot_be_used_is_refused_at_its_place(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / CONFIGURATION).write_text(text)
    with pytest.raises(ConfigFault) as refused:
        load(tmp_path / CONFIGURATION)
    assert str(refused.value) == f"{tmp_path / CONFIGURATION}:{fault.replace('{path}', str(tmp_path / CONFIGURATION))}"


UNKNOWN_RULES = [
    ("select: [AG-R3A, AG-X]\nignore:\n  - AG-f7\n", [], ["project/.scr-check.yaml:1:18: select: no rule begins with 'AG-X' (did you mean 'AG-R2'?)",
                                                        "project/.scr-check.yaml:3:5: ignore: no rule begins with 'AG-f7' (did you mean 'AG-F7A'?)"]),
    ("select: AG-R3A, AG-X9\n", [], ["project/.scr-check.yaml:1:9: select: no rule begins with 'AG-X9' (did you mean 'AG-R2'?)"]),
    ("select: AG-X\nignore: AG-f7\n", ["--select", "AG-R3A"], ["project/.scr-check.yaml:2:9: ignore: no rule begins with 'AG-f7' (did you mean 'AG-F7A'?)"]),
    ("select: AG-X\n", ["--select", "AG-f7"], ["--select: no rule begins with 'AG-f7' (did you mean 'AG-F7A'?)"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "more", "said"), UNKNOWN_RULES)
def test_rules_that_are_not_there_are_told_at_their_place(
    folders: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str, more: list[str], said: list[str],
) -> None:  # fmt: skip
    (folders / "project" / CONFIGURATION).write_text(text)
    monkeypatch.chdir(folders)
    ran = command(capsys, "project/cases", *more)
    assert (ran.out, ran.status) == ("", 2)
    assert ran.err.splitlines() == [f"scr-check: {line}" for line in said]


@pytest.mark.parametrize("data", [{"failon": "x"}, {"show": ["breech"]}, {"fail-on": []}, {"fail-on": ""}, {"jobs": 0}, {"rules": 7}, {"set": {"x": []}}])
def test_the_schema_refuses_what_is_refused(data: Any) -> None:
    assert not SCHEMA.is_valid(data)


def test_it_is_found_here_first_then_above_here_then_above_the_files(folders: Path) -> None:
    here, above, beside = folders / "elsewhere" / CONFIGURATION, folders / CONFIGURATION, folders / "project" / CONFIGURATION
    starts = (folders / "elsewhere", folders / "project/cases")
    for path in (beside, above, here):
        path.write_text("jobs: 1")
    assert find(*starts) == here
    here.unlink()
    assert find(*starts) == above
    above.unlink()
    assert find(*starts) == beside


def test_paths_in_it_are_as_seen_from_its_folder(folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folders / "project/local.yaml").write_text("id: local\ntitle: L\nvalues: {monitoring_interval: {value: 4 weeks, source: A page}}\n")
    (folders / "project" / CONFIGURATION).write_text("profile: local.yaml\nrules: children-ag\noutput: out.json\nformat: json\n")
    ran = command(capsys, "../project/cases")
    assert (ran.out, ran.err, ran.status) == ("", "", 1)
    report = json.loads((folders / "project/out.json").read_text())
    assert [case["path"] for case in report["cases"]] == ["../project/cases/ag.yaml"]
    assert report["parameters"]["monitoring_interval"] == "4 weeks"
    assert [book["id"] for book in report["rulebooks"]] == ["children-ag"]


def test_the_command_line_wins(folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folders / "project" / CONFIGURATION).write_text("fail-on: none\nset: {monitoring_interval: 4 weeks, cluster_days: 14}\n")
    assert command(capsys, "../project/cases").status == 0
    assert command(capsys, "../project/cases", "--fail-on", "breached").status == 1
    ran = command(capsys, "config", "../project/cases", "--fail-on", "breached", "--set", "monitoring_interval=2 weeks")
    assert ran.out == """\
configuration: ../project/.scr-check.yaml

as-of                    each record's extracted, else today  default
rules                    the built-in rulebooks               default
select                   all rules                            default
ignore                   no rule                              default
exclude                  nothing                              default
set.cluster_days         14                                   ../project/.scr-check.yaml:2
set.monitoring_interval  2 weeks                              command line
profile                  none                                 default
format                   text                                 default
output                   standard output                      default
show                     attention                            default
fail-on                  breached                             command line
jobs                     one for each processor               default
waivers                  waivers.yaml beside the cases        default
baseline                 none                                 default
pseudonymise             no                                   default
key                      a new one for each run               default
relative-dates           no                                   default
suppress-small           no                                   default
show-text                no                                   default
"""


@pytest.mark.parametrize(("given", "said"), [
    (("--fail-on", ""), "--fail-on: a verdict is wanted, or none, found nothing"),
    (("--fail-on", " , "), "--fail-on: a verdict is wanted, or none, found nothing"),
    (("--fail-on", "none,breached"), "--fail-on: 'none' goes alone: it stands for no verdict at all"),
    (("--show", ""), "--show: a verdict is wanted, or attention or all, found nothing"),
])  # fmt: skip
def test_no_gate_is_switched_off_by_saying_nothing(folders: Path, capsys: pytest.CaptureFixture[str], given: tuple[str, str], said: str) -> None:
    assert command(capsys, "../project/cases", *given) == Ran("", f"scr-check: {said}\n", 2)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("set: {cluster_days: 14 days}", "1:21: cluster_days wants a whole number, found '14 days'"),
        ("jobs: 1\nset:\n  cluster_dais: 1", "3:17: 'cluster_dais' is no parameter (did you mean 'cluster_days'?); known are "),
    ],
)
def test_a_number_that_no_rulebook_knows_is_told_at_its_place(folders: Path, capsys: pytest.CaptureFixture[str], text: str, fault: str) -> None:
    (folders / "project" / CONFIGURATION).write_text(text)
    ran = command(capsys, "../project/cases")
    assert ran.err.startswith(f"scr-check: ../project/.scr-check.yaml:{fault}")
    assert ran.status == 2


def test_what_is_in_force_as_data(folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folders / "project" / CONFIGURATION).write_text("jobs: 2\nset:\n  cluster_size: unset\n  monitoring_interval:\n")
    ran = command(capsys, "config", "../project", "--select", "AG-R3A,AG-R3B", "--format", "json")
    data = json.loads(ran.out)
    told = {one.pop("name"): one for one in data["settings"]}
    assert data["file"] == "../project/.scr-check.yaml"
    assert told["jobs"] == {"value": 2, "default": DEFAULTS["jobs"], "from": "file", "path": "../project/.scr-check.yaml", "line": 1, "column": 7}
    assert told["select"] == {"value": ["AG-R3A", "AG-R3B"], "default": "all rules", "from": "command line", "path": None, "line": None, "column": None}
    assert told["show"] == {"value": None, "default": "attention", "from": "default", "path": None, "line": None, "column": None}
    assert (told["set.cluster_size"]["value"], told["set.cluster_size"]["line"]) == ("unset", 3)


@pytest.mark.parametrize("words", [("../project/cases",), ("config", "../project"), ("due", "../project/cases/ag.yaml"), ("rules",)])
def test_another_ending_is_said(folders: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]) -> None:
    for place in ("project/cases", "elsewhere"):
        (folders / place / ".scr-check.yml").write_text("output: out.txt\n")
    ran = command(capsys, *words)
    assert ran.out and ran.err == "scr-check: .scr-check.yml: not used: a configuration is named .scr-check.yaml\n"
    assert command(capsys, *words, "--config", "../project/cases/.scr-check.yml").err == ""


def test_without_a_file_it_says_so(folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = command(capsys, "config")
    assert ran.out.startswith("configuration: no file\n\n")
    assert {line.rpartition("  ")[2] for line in ran.out.splitlines()[2:]} == {"default"}


@pytest.mark.parametrize(("words", "fault"), [
    (["config", "--format", "jsn"], "'jsn' is no format of this command (did you mean 'json'?); formats are text, json"),
    (["timeline", "case.yaml", "--format", "svgz"], "'svgz' is no format of this command (did you mean 'svg'?); formats are text, svg, html"),
])  # fmt: skip
def test_a_format_that_a_command_has_not(words: list[str], fault: str, capsys: pytest.CaptureFixture[str]) -> None:
    ran = command(capsys, *words)
    assert (ran.err, ran.status) == (f"scr-check: --format: {fault}\n", 2)


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(command(capsys, "schema", "config").out) == config_schema()
    ran = command(capsys, "schema", "confg")
    assert (ran.err, ran.status) == ("scr-check: 'confg' is no schema (did you mean 'config'?); schemas are record, rule, report, config, waivers\n", 2)
