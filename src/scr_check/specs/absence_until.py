"""What stands under ``absence_until``."""

from __future__ import annotations

from pydantic import Field

from scr_check.specs import Spec
from scr_check.specs.parts import HeldSpec, SomeSpec


class ReleaseSpec(Spec):
    """One way in which the prohibition ends: it is lifted, or something was shown for long enough."""

    lifted: str | None = Field(None, description="The mapping that says that it was lifted.")
    at: str | None = Field(None, description="The date of the lifting.")
    held_for: HeldSpec | None = None


class AbsenceSpec(Spec):
    """What must not happen, from when, until when."""

    no: SomeSpec = Field(description="What must not happen.")
    since: str = Field(description="The date from which it must not.")
    release: tuple[ReleaseSpec, ...] = Field((), description="What ends the prohibition: the first of these.")
    days_since: SomeSpec | None = Field(None, description="The message says how many days after the last of these it happened.")


SPEC = AbsenceSpec
