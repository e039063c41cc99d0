"""Whose move it is over many cases: not by the ids of each case, which say nothing elsewhere, but by the roles and the agencies behind them."""

from __future__ import annotations

import re
from typing import Any, Final

Known = dict[str, tuple[str, str]]
"""Of each id of a person, a professional or an agency: its role in words, and the kind of its agency in words; nothing for what is not known."""
KEEPER: Final = "whoever keeps the record"
"""Whose move it is where the record names nobody."""
_NOBODY: Final = ("", "(not recorded)")
_SAID: Final = {"childrens_social_care": "children's social care", "mash": "MASH"}
_BETWEEN: Final = re.compile(r"(, | and | or )")
_LEAD: Final = re.compile(r"(?:and|or|with|from|through|the) ")


def mover(move: str) -> str:
    """Who has the move; ``KEEPER`` where nobody is named."""
    return KEEPER if move in _NOBODY else move


def known_of(root: Any) -> Known:
    """Who and what a record names, from its root. A professional's role stands for one of them, whichever case it is."""
    kinds = {one.id: _words(one.kind) for one in root.agencies or () if isinstance(one.id, str)}
    found = {name: (kind, kind) for name, kind in kinds.items()}
    for one in root.people or ():
        if isinstance(one.id, str):
            found[one.id] = (_the(_words(one.role)), "")
    for one in root.professionals or ():
        if isinstance(one.id, str):
            found[one.id] = (_the(_words(one.role)), kinds.get(one.agency, ""))
    return found


def _words(word: object) -> str:
    return (_SAID.get(word) or word.replace("_", " ")) if isinstance(word, str) else ""


def _the(role: str) -> str:
    return f"the {role}" if role else ""


def role_of(move: str, known: Known) -> str:
    """Whose move it is with each id said as its role: ``hv, or their agency`` is ``the health visitor, or their agency``."""
    return "".join(_said(part, known) for part in _BETWEEN.split(move)) or KEEPER


def _said(part: str, known: Known) -> str:
    name = _bare(part)
    role = known.get(name, ("", ""))[0] or known.get(part, ("", ""))[0]
    return f"{part.removesuffix(name)}{role}" if role and part not in (role, f"the {role}") else part


def agencies_of(move: str, known: Known) -> tuple[str, ...]:
    """The kinds of agency whose move it is, each once: those of the ids, of the roles that this record knows, and those that are named."""
    homes = {role: kind for role, kind in known.values() if kind}
    found = (_agency(_bare(part), known, homes) for part in _BETWEEN.split(move)[::2])
    return tuple(dict.fromkeys(kind for kind in found if kind))


def _agency(name: str, known: Known, homes: dict[str, str]) -> str:
    own = known.get(name, ("", ""))[1]
    if own:
        return own
    name = name.partition(" for ")[0]  # the social worker for a plan, the chair for minutes
    return homes.get(f"the {name}") or homes.get(name, "")


def _bare(part: str) -> str:
    """Without what leads to the name."""
    while (lead := _LEAD.match(part)) is not None:
        part = part[lead.end():]
    return part
