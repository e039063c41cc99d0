"""The JSON Schema of a rule file, made from the models and the patterns' own schemas."""

from __future__ import annotations

from typing import Any

from scr_check import patterns
from scr_check.rule_spec import RuleSpec
from scr_check.specs import spec_of


def rule_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one rule file, for an editor."""
    schema = RuleSpec.model_json_schema(by_alias=True)
    definitions = schema.setdefault("$defs", {})
    require: dict[str, Any] = {"type": "object", "minProperties": 1, "maxProperties": 2, "additionalProperties": False, "properties": {}}
    for key, module in patterns.registry().items():
        one = spec_of(key).model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
        definitions.update(one.pop("$defs", {}))
        definitions[f"pattern_{key}"] = {**one, "description": (module.__doc__ or "").strip()}
        require["properties"][key] = _short_form(key, {"$ref": f"#/$defs/pattern_{key}"})
    link = {"type": "object", "additionalProperties": False, "properties": {"response": {"$ref": "#/$defs/pattern_response"}}}
    require["properties"]["otherwise"] = {"anyOf": [{"type": "array", "items": link}, link]}
    schema["properties"]["require"] = require
    schema["properties"]["for_each"] = {"anyOf": [{"type": "array", "items": {"$ref": "#/$defs/StepSpec"}}, {"$ref": "#/$defs/PlacesSpec"}]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "scr-check rule", **schema}


def _short_form(key: str, full: dict[str, Any]) -> dict[str, Any]:
    """Patterns that may be written as a phrase or a list."""
    short = {"holds": {"type": "string"}, "observes": {"type": "string"}, "recorded": {"type": "array", "items": {"type": "string"}}}
    return {"anyOf": [short[key], full]} if key in short else full
