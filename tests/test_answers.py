"""The yes/no fields of a record."""

from __future__ import annotations

from typing import Any

import pytest

from records import record
from reporting import CORE_GROUP, result
from scr_check.answers import answers_of

MEETING = {"id": "m", "type": "core_group"}
ANSWERS: list[tuple[dict[str, Any], dict[str, tuple[bool, ...]]]] = [
    ({}, {}),
    ({"meetings": [{**MEETING, "minutes": {"held": False}}]}, {"minutes.held": (False,)}),
    ({"meetings": [{**MEETING, "participants": [{"invited": True}, {"invited": False}]}]}, {"participants.invited": (False, True)}),
    ({"meetings": [{**MEETING, "participants": [{"invited": "2016-03-01"}]}]}, {"participants.invited": (True,)}),
    ({"events": [{"id": "e", "police_called": True, "children": [{"resident": False}]}]}, {"children.resident": (False,), "events.police_called": (True,)}),
    ({"people": [{"id": "p", "risk_to_children": {"view": True}}]}, {"risk_to_children.view": (True,)}),
]


@pytest.mark.parametrize(("sections", "answers"), ANSWERS)
def test_answers(sections: dict[str, Any], answers: dict[str, tuple[bool, ...]]) -> None:
    assert answers_of(record({"format": "case/1", "case": "x", **sections})) == answers


def test_a_result_has_them() -> None:
    assert result(CORE_GROUP).yes_no == {"minutes.held": (True,), "participants.core_member": (True,), "participants.invited": (True,)}
