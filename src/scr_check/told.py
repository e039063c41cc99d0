"""What a pattern says of itself in plain words: what it asks, by when, and what each verdict means."""

from __future__ import annotations

from scr_check.classes import dataclass, field


@dataclass(frozen=True)
class Told:
    """Whole sentences; a later part of a rule may add to them. ``verdicts``: the verdict's name and what it means under this rule."""

    asks: list[str]
    when: list[str] = field(default_factory=list)
    verdicts: dict[str, str] = field(default_factory=dict)
