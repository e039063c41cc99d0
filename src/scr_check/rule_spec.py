"""The shape of a rule file and of ``rulebook.yaml``: pydantic models, from which ``scr-check schema rule`` is made."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from scr_check.specs import OneOrMore, Spec
from scr_check.specs.parts import StepSpec


def as_text(value: Any) -> Any:
    return value if isinstance(value, str) else str(value) if isinstance(value, int) else value


class SourceSpec(Spec):
    """The sentence that the rule comes from, word for word."""

    document: str
    section: str
    quote: str = Field(min_length=1)


class BranchSpec(Spec):
    """One of several kinds of place that a rule asks the same of."""

    steps: tuple[StepSpec, ...] = Field(min_length=1)
    about: str | None = None
    subject: str | None = None


class PlacesSpec(Spec):
    """``for_each``: steps; or ``either``, several kinds of place under the same name; or ``as``, the places of another rule."""

    steps: tuple[StepSpec, ...] = ()
    either: tuple[BranchSpec, ...] = ()
    as_: str | None = Field(None, alias="as")


def _places(value: Any) -> Any:
    return {"steps": value} if isinstance(value, list) else value


class LetSpec(Spec):
    """A name for one entry: the first or the last that passes, or the one that a reference names."""

    first: str | None = None
    last: str | None = None
    in_: str | None = Field(None, alias="in")
    where: str | None = None
    order_by: str | None = None
    later: Literal["left_out", "counts"] = "left_out"
    ref: str | None = Field(None, description="Instead: a reference, if the record has it.")


class InForceSpec(Spec):
    """From when to when the rule is in force: ``from`` inclusive, ``until`` exclusive; a date or a parameter."""

    by: str
    from_: str | None = Field(None, alias="from")
    until: str | None = None


class ExampleSpec(Spec):
    """A fragment of a record, and the verdicts that must come of it: a pointer (or several, with blanks between), and a verdict."""

    name: str
    as_of: str
    case: dict[str, Any]
    expect: dict[str, str] = Field(min_length=1)
    set: dict[str, Annotated[str, BeforeValidator(as_text)]] = {}
    says: dict[str, str] = Field({}, description="Words that the message of a finding must hold, for the same pointers.")


class RuleSpec(Spec):
    """A rule."""

    id: str = Field(pattern=r"^[A-Z][A-Z0-9]*-[A-Z0-9]+$")
    title: str = Field(min_length=1)
    duty: Literal["must", "should", "advice", "good_practice"]
    source: SourceSpec
    for_each: Annotated[PlacesSpec, BeforeValidator(_places)] = PlacesSpec()
    where: str | None = None
    let: dict[str, OneOrMore[LetSpec]] = {}
    in_force: InForceSpec | None = None
    needs: tuple[str, ...] = Field((), description="Parameters without which the rule makes no sense: it does not run until they are set.")
    unless: str | None = None
    require: dict[str, Any] = Field(min_length=1)
    subject: str | None = None
    about: str = Field(min_length=1, description="What a finding is about: a phrase, with values of the record in braces.")
    say: dict[str, str] = {}
    cause: str | None = Field(None, description="A phrase for the outermost entry; findings of all rules that share it stand together in the text report.")
    move: str = Field(min_length=1, description="Whose move it is while the duty is open.")
    remedy: str = Field(min_length=1, description="What a person can do about it now.")
    plain: str | None = Field(None, description="What the rule asks, told to a person.")
    examples: tuple[ExampleSpec, ...] = ()


class ParameterSpec(Spec):
    """A number that a place may set, and where it comes from. Without ``value`` it is unset."""

    kind: Literal["duration", "number", "date"]
    value: Annotated[str | None, BeforeValidator(as_text)] = None
    about: str = Field(min_length=1)
    source: str | None = None


class DocumentSpec(Spec):
    """A document that rules cite."""

    title: str
    publisher: str | None = None
    note: str | None = None


class NotJudgedSpec(Spec):
    """A sentence of a source that no rule can judge, and why not."""

    quote: str = Field(min_length=1)
    source: str = Field(min_length=1, description="The document it stands in.")
    reason: str = Field(min_length=1)


class ChangeSpec(Spec):
    """What a rulebook changes in a rule of the one that it extends."""

    off: str | None = Field(None, description="Switch the rule off, with the reason.")
    duty: Literal["must", "should", "advice", "good_practice"] | None = None
    in_force: InForceSpec | None = None
    reason: str | None = None


class RulebookSpec(Spec):
    """``rulebook.yaml``."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str
    version: Annotated[str, BeforeValidator(as_text)]
    extends: str | None = None
    sources: dict[str, DocumentSpec] = {}
    parameters: dict[str, ParameterSpec] = {}
    lists: dict[str, tuple[str, ...]] = {}
    set: dict[str, Annotated[str, BeforeValidator(as_text)]] = {}
    change: dict[str, ChangeSpec] = {}
    not_judged: tuple[NotJudgedSpec, ...] = ()
