"""The JSON Schema of ``report/1``, for those who read the report with a program. Keys may be added, so no unknown key is refused."""

from __future__ import annotations

from typing import Any, Final

from scr_check.case_results import KINDS
from scr_check.findings import Verdict

Schema = dict[str, Any]

_TEXT: Final[Schema] = {"type": "string"}
_TEXT_OR_NULL: Final[Schema] = {"type": ["string", "null"]}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_COUNT_OR_NULL: Final[Schema] = {"type": ["integer", "null"], "minimum": 0}
_PLACE: Final[Schema] = {"type": "integer", "minimum": 1}
_PLACE_OR_NULL: Final[Schema] = {"type": ["integer", "null"], "minimum": 1}
_DAY: Final[Schema] = {"type": "string", "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2}|day -?[0-9]+)$", "description": "With --relative-dates day 14."}
_SHA256: Final[Schema] = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_IDENTITY: Final[Schema] = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
_POINTER: Final[Schema] = {"type": "string", "pattern": "^(/([^~/]|~[01])*)*$", "description": "A JSON pointer (RFC 6901)."}
_VERDICTS: Final = [verdict.value for verdict in Verdict]
_LISTED: Final = [verdict.value for verdict in Verdict if verdict is not Verdict.NOT_APPLICABLE]


def report_schema() -> Schema:
    """The schema, draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "report/1",
        "description": "What scr-check found in case records.",
        **_object(
            format={"const": "report/1"},
            tool=_object(name={"const": "scr-check"}, version=_TEXT),
            rulebooks=_list(_object(id=_TEXT, version=_TEXT, sha256=_SHA256, rules=_COUNT)),
            parameters=_told("The numbers that a place may set; null is unset.", _map({"type": ["string", "integer", "null"]})),
            cases=_list({"oneOf": [{"$ref": "#/$defs/checked"}, {"$ref": "#/$defs/unreadable"}]}),
            summary=_summary(),
            waivers=_told("What became of each waiver.", _list({"$ref": "#/$defs/waiver"})),
            exit=_told("0 nothing to fail on; 1 findings that fail; 3 a file that could not be read.", {"enum": [0, 1, 3]}),
        ),
        "$defs": {
            "checked": _checked(), "unreadable": _unreadable(), "finding": _finding(), "problem": _problem(), "evidence": _evidence(),
            "waiver": _waiver(),
        },
    }  # fmt: skip


def _summary() -> Schema:
    by_rule = _told("Of each rule that found anything, how often it gave each verdict.", _map(_counts(_LISTED, _COUNT_OR_NULL)))
    made = _object(
        cases=_COUNT_OR_NULL, checked=_COUNT_OR_NULL, unreadable=_COUNT_OR_NULL, verdicts=_counts(_VERDICTS, _COUNT_OR_NULL), rules=by_rule,
        doubts=_told("Of each kind of doubt, how many cases have one.", _counts(list(KINDS), _COUNT_OR_NULL)),
        failing=_told("Cases with a finding that fails.", _COUNT_OR_NULL), waived=_told("Findings that are waived.", _COUNT_OR_NULL),
        new=_told("Of what fails, findings that the baseline does not have.", _COUNT_OR_NULL), known=_told("Those that it has.", _COUNT_OR_NULL),
        nothing_to_judge=_told("Cases in which no rule found anything to judge.", _COUNT_OR_NULL),
        repeated_ids=_told("Files with a case id that an earlier file has.", _COUNT_OR_NULL),
    )  # fmt: skip
    held = _told("With --suppress-small: of each count that is null, by its JSON pointer from here, what is said of it.",
                 _map({"type": "string", "pattern": "^(<5|[0-9]+\\+|\\*)$"}))  # fmt: skip
    return {**made, "properties": {**made["properties"], "held_back": held}}


def _checked() -> Schema:
    return _object(
        path=_told("- is standard input.", _TEXT), case=_TEXT, sha256=_SHA256, status={"const": "checked"},
        as_of=_told("The day of judgement.", _DAY), as_of_from={"enum": ["option", "extracted", "today"]},
        counts=_counts(_VERDICTS), problems={"type": "array", "maxItems": 0},
        doubts=_told("Words that may be misspelt and dates that cannot be, so that a rule does not see them.",
                     _list(_object(line=_PLACE, column=_PLACE, message=_TEXT, kind={"enum": list(KINDS)}))),
        not_looked_at=_told("Sections that the record does not have.", _list(_object(section=_TEXT, rules=_list(_TEXT)))),
        findings=_list({"$ref": "#/$defs/finding"}),
    )  # fmt: skip


def _unreadable() -> Schema:
    return _object(
        path=_TEXT, case={"type": "null"}, status={"const": "unreadable"}, findings={"type": "array", "maxItems": 0},
        problems={**_list({"$ref": "#/$defs/problem"}), "minItems": 1},
    )  # fmt: skip


def _finding() -> Schema:
    made = _object(
        rule=_TEXT, rulebook=_TEXT, title=_TEXT, duty={"enum": ["must", "should", "advice", "good_practice"]}, verdict={"enum": _LISTED},
        subject=_told("The innermost bound entry, or the one that the rule names; empty for the whole case.", _POINTER),
        bindings=_map(_POINTER), message=_TEXT, remedy=_TEXT,
        limit=_told("The last day on which the duty could be met; null where it is not one day.", _or_null(_DAY)),
        limit_between=_or_null({"type": "array", "items": _DAY, "minItems": 2, "maxItems": 2}),
        fulfilled=_told("As the record writes it.", _TEXT_OR_NULL),
        days_late=_told("From the limit to the fulfilment, or to the day of judgement.", _COUNT_OR_NULL), days_left=_COUNT_OR_NULL,
        missing=_told("The values that would decide, fifty of them at most; they may point to what does not exist.", _list(_POINTER)),
        unset=_told("The parameters without a number that matter here.", _list(_TEXT)),
        hangs_on=_told("The rule whose verdict this one follows.", _TEXT_OR_NULL),
        evidence=_list({"$ref": "#/$defs/evidence"}), source=_object(document=_TEXT, section=_TEXT, quote=_TEXT),
        waived=_told("Who answers for it; then it fails nothing.", _or_null(_object(reason=_TEXT, approved_by=_TEXT, until=_DAY))),
        move=_told("Whose move it is; empty where nobody can be named.", _TEXT),
        line=_told("Where the subject stands, from 1.", _PLACE), column=_PLACE,
        identity=_told("The same from one run to the next, wherever the entries stand in the file.", _IDENTITY),
        entry=_told("The subject by ids.", _TEXT), baseline=_told("Of what fails: does an earlier report have it?", {"enum": ["known", "new", None]}),
    )  # fmt: skip
    texts = _told("With --show-text: the free text of what the finding is about.",
                  _list(_object(entry=_TEXT, field=_TEXT, pointer=_POINTER, line=_PLACE, text=_TEXT)))  # fmt: skip
    return {**made, "properties": {**made["properties"], "texts": texts}}


def _waiver() -> Schema:
    return _object(
        path=_TEXT, line=_PLACE, column=_PLACE, rule=_TEXT, case=_TEXT, subject=_TEXT_OR_NULL, pattern=_TEXT_OR_NULL, reason=_TEXT, approved_by=_TEXT,
        until=_DAY, status={"enum": ["applied", "expired", "unmatched", "not_looked_at"]}, findings=_COUNT,
        message=_told("What is to be said of one that has run out or matches nothing.", _TEXT_OR_NULL),
    )  # fmt: skip


def _problem() -> Schema:
    return _object(line=_PLACE_OR_NULL, column=_PLACE_OR_NULL, message=_TEXT)


def _evidence() -> Schema:
    return _object(pointer=_POINTER, value={"type": ["string", "boolean", "null"]}, line=_PLACE, column=_PLACE)


def _counts(names: list[str], count: Schema = _COUNT) -> Schema:
    return _object(**dict.fromkeys(names, count))


def _object(**properties: Schema) -> Schema:
    """An object that has all these keys."""
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _map(values: Schema) -> Schema:
    return {"type": "object", "additionalProperties": values}


def _or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _told(description: str, schema: Schema) -> Schema:
    return {**schema, "description": description}
