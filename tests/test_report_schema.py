"""The schema of the report holds for real reports, and refuses what is none."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema
import pytest

from reporting import CORE_GROUP, QUIET, RELEASE, report_of, result
from scr_check.outputs import RenderOptions, registry
from scr_check.report_schema import report_schema

REPORT = report_of(result(CORE_GROUP), result(RELEASE, "cases/re.json"), result(QUIET, "cases/ok.json"), result(b"\xff", "cases/bad.json"))
DATA: dict[str, Any] = json.loads(registry()["json"].render(REPORT, RenderOptions()))
VALIDATOR = jsonschema.Draft202012Validator(report_schema())


def test_it_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(report_schema())
    assert report_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_real_reports_are_valid() -> None:
    assert {case["status"] for case in DATA["cases"]} == {"checked", "unreadable"}
    assert [error.message for error in VALIDATOR.iter_errors(DATA)] == []


def test_a_key_may_be_added() -> None:
    assert VALIDATOR.is_valid({**DATA, "further": 1})


WRONG = [
    ("/format", "report/2"),
    ("/exit", 2),
    ("/rulebooks/0/sha256", "abc"),
    ("/cases/0/status", "read"),
    ("/cases/0/as_of", "30 June"),
    ("/cases/0/counts/met", -1),
    ("/cases/0/findings/0/verdict", "not_applicable"),
    ("/cases/0/findings/0/duty", "may"),
    ("/cases/0/findings/0/subject", "meetings/0"),
    ("/cases/0/findings/0/line", 0),
    ("/cases/0/findings/0/source", None),
    ("/cases/0/findings/0/evidence", {}),
    ("/cases/1/problems", []),
    ("/summary/rules/AG-R3A", {"met": 1}),
]


@pytest.mark.parametrize(("pointer", "value"), WRONG)
def test_what_is_no_report_is_refused(pointer: str, value: Any) -> None:
    data: Any = copy.deepcopy(DATA)
    inner, keys = data, pointer.strip("/").split("/")
    for key in keys[:-1]:
        inner = inner[int(key)] if isinstance(inner, list) else inner[key]
    assert keys[-1] in inner
    inner[keys[-1]] = value
    assert not VALIDATOR.is_valid(data)


def _required(schema: Any, path: str = "") -> list[tuple[str, list[str], list[str]]]:
    if not isinstance(schema, dict):
        return []
    own = [(path, schema["required"], list(schema["properties"]))] if "required" in schema else []
    return own + [found for key, value in schema.items() for found in _required(value, f"{path}/{key}")]


ASKED_FOR = ("held_back", "texts")
"""Keys that only an option brings."""


@pytest.mark.parametrize(("path", "required", "named"), _required(report_schema()))
def test_every_key_that_it_names_is_always_there(path: str, required: list[str], named: list[str]) -> None:
    assert required == [name for name in named if name not in ASKED_FOR], path
