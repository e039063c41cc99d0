"""Parts that several patterns share, as a rule file writes them: steps, candidates, clocks, evidence held over a period."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from scr_check.specs import OneOrMore, Spec

NAME = r"^[a-z][a-z0-9_]*$"


class StepSpec(Spec):
    """One step. ``each`` binds every entry in turn; ``any`` asks once whether some entry of the file passes, and binds nothing."""

    each: str | None = Field(None, pattern=NAME, description="The name of the entry, for this step and all that follow.")
    any: str | None = Field(None, pattern=NAME, description="Instead of each: the rule applies once if some entry in the file passes `where`.")
    in_: str = Field(alias="in", description="A list, a mapping or a list of ids of the record.")
    where: str | None = Field(None, description="Which entries count.")
    absent: Literal["not_applicable", "not_recorded"] = Field("not_applicable", description="What it means that the collection is not in the file.")
    later: Literal["left_out", "counts"] = Field("left_out", description="Do entries dated after the day of judgement count (a release still to come)?")
    nth: int | None = Field(None, ge=1, description="Only the entry of this number, counted after `where`.")
    order_by: str | None = Field(None, description="With nth or first_per: the date that orders them.")
    per: str | None = Field(None, description="With nth: count for each value of this list or field on its own.")
    first_per: str | None = Field(None, description="Only the first entry, by order_by, for each value of this field.")
    doubtful: Literal["unknown", "left_out"] = Field("unknown", description="What an entry is of which `where` is not known.")


class SomeSpec(Spec):
    """Entries that are looked for."""

    each: str = Field(description="The name by which `where` and `at` speak of an entry.", pattern=NAME)
    in_: str = Field(alias="in", description="Where they stand: meeting.circulation, plans.actions.")
    where: str | None = Field(None, description="Which of them count.")
    at: str | None = Field(None, description="The date that counts.")
    doubtful: Literal["unknown", "left_out"] = Field("unknown", description="What an entry is of which `where` is not known.")


class NextSpec(Spec):
    """The next entry after the start of the clock. Those dated after the day of judgement count: they are planned."""

    each: str = Field(pattern=NAME)
    in_: str = Field(alias="in")
    where: str | None = None
    at: str


class ClockSpec(Spec):
    """When a duty begins and by when it is owed."""

    since: str | None = Field(None, description="The date that starts the clock; something done on that day counts.")
    after: str | None = Field(None, description="The date that starts the clock; only what is done on a later day counts.")
    within: str | None = Field(None, description='How long: a duration such as "2 weeks", or the name of a parameter.')
    by: str | None = Field(None, description="The date by which it is owed, instead of a duration.")
    by_next: NextSpec | None = Field(None, description="Owed by the date of the next of these after `since`; while there is none, it is due.")
    counting: Literal["exclusive", "inclusive"] = Field("exclusive", description="inclusive: the first day counts, where the source says so.")


class ResponseSpec(ClockSpec):
    """What must come, and when. Without ``some`` the bound entry itself is the candidate, with its own ``at``."""

    some: OneOrMore[SomeSpec] | None = Field(None, description="The entries that fulfil it; several alternatives may be listed.")
    at: str | None = Field(None, description="Without some: the date on which the bound entry was done.")
    where: str | None = Field(None, description="Without some: the condition under which it counts as done.")
    done: str | None = Field(None, description="Without some: the record says that it was done, but not when: by the day of extraction.")
    denied: str | None = Field(None, description="The record says outright that it was not done.")


class HeldSpec(Spec):
    """What was shown, and for how long."""

    each: str = Field(pattern=NAME)
    in_: str = Field(alias="in", description="Where the evidence stands: condition.evidence.")
    where: str = Field(description="The evidence shows it.")
    against: str | None = Field(None, description="The evidence refutes it.")
    at: str = Field(description="The date that counts.")
    for_: str = Field(alias="for", description="How long: a duration, a parameter, or a field such as condition.until.for_.")
    max_gap: str | None = Field(None, description="The longest time between two pieces of evidence: a duration or a parameter.")
