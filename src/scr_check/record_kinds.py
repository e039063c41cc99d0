"""The kinds of field that a case record has: how each is read, and a marker that tells a field's kind to other parts.

Every field of a model in `record_models` that holds no nested entries has one `Kind` in its metadata, found by `kind_of`.
Values come from a `sources.Document`: text, `Word` (a plain yes, no, true or false of YAML), `Number` (a number of JSON),
bool, None, list, dict. They are read by the kind of their field, never by what they look like.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, TypeAlias, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, GetCoreSchemaHandler, PlainValidator
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError, core_schema

from .dates import Duration, When, parse_duration, parse_when
from .record_entries import NONE_THERE as NONE_THERE  # noqa: PLC0414
from .record_entries import NoneThere as NoneThere  # noqa: PLC0414
from .sources import Word as PlainWord
from .vocabulary import REASONS, reason

LONGEST_SHOWN: Final = 40
"""How many characters of a found value a message repeats. A longer one cannot be a date or a duration either."""


LONGEST_WORD: Final = 200
"""Characters of an id, a word or any other text that a report repeats."""
LONGEST_FREE: Final = 100_000
"""Characters of a free text."""


class Kind:
    """What kind of value a field holds. The subclasses are the kinds."""


@dataclass(frozen=True, slots=True)
class TextKind(Kind):
    """Text. `free`: written for people, may name them, and is never repeated in a message."""

    free: bool = False


@dataclass(frozen=True, slots=True)
class IdKind(Kind):
    """The entry's own id, unique in the file."""


@dataclass(frozen=True, slots=True)
class OpenWord(Kind):
    """A word of an open vocabulary, as the record writes it. `words` are those that are known: suggestions only."""

    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReasonKind(Kind):
    """A reason or factor; a census code is read as its word (`vocabulary.reason`)."""


@dataclass(frozen=True, slots=True)
class ClosedWord(Kind):
    """A word of a closed list, which is the field's Literal."""


@dataclass(frozen=True, slots=True)
class DateKind(Kind):
    """A date as far as it is known (`dates.When`). `whole`: it must be a whole day."""

    whole: bool = False


@dataclass(frozen=True, slots=True)
class YesNoKind(Kind):
    """Yes or no (bool)."""


@dataclass(frozen=True, slots=True)
class DurationKind(Kind):
    """A length of time (`dates.Duration`)."""


@dataclass(frozen=True, slots=True, init=False)
class Ref(Kind):
    """The id of an entry of the file. `sections` are those that it usually names; the id of any entry is taken.

    `checked`: one that names nothing is refused. `nullable`: a written `null` is the value `NONE_THERE`.
    """

    sections: tuple[str, ...]
    checked: bool
    nullable: bool

    def __init__(self, *sections: str, checked: bool = True, nullable: bool = False) -> None:
        object.__setattr__(self, "sections", sections)
        object.__setattr__(self, "checked", checked)
        object.__setattr__(self, "nullable", nullable)


@dataclass(frozen=True, slots=True)
class Complete(Kind):
    """A list of the names of complete sections, or `all`, which is read as all of `names`."""

    names: tuple[str, ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """A tuple of names that are allowed here, or None."""
        names = core_schema.tuple_variable_schema(core_schema.literal_schema(list(self.names)))
        return core_schema.nullable_schema(core_schema.no_info_before_validator_function(self._all, names))

    def _all(self, value: object) -> object:
        return self.names if value == "all" else value


def read_yes_no(value: object) -> bool:
    """Reads `yes`, `no`, `true` and `false`, which stand bare in YAML; in JSON true and false. All else is refused."""
    if value is True or value is False:
        return value
    if type(value) is PlainWord:
        return value in ("yes", "true")
    raise PydanticCustomError("yes_no", "not yes or no")


def read_date(value: object) -> When:
    """Reads a date written as text, quoted or not. A number, a bool and text in another form are refused."""
    if isinstance(value, str) and type(value) in (str, PlainWord) and len(value) <= LONGEST_SHOWN:
        return parse_when(value)
    raise PydanticCustomError("date", "not a date")


def read_day(value: object) -> When:
    """Reads a date of which the day is known."""
    when = read_date(value)
    if not when.exact:
        raise PydanticCustomError("whole_day", "not a whole day")
    return when


def read_duration(value: object) -> Duration:
    """Reads a length of time such as `6 months`."""
    if isinstance(value, str) and type(value) is str and len(value) <= LONGEST_SHOWN:
        return parse_duration(value)
    raise PydanticCustomError("duration", "not a length of time")


def read_invited(value: object) -> bool:
    """Reads yes or no, or the date of an invitation, which means yes."""
    if isinstance(value, bool | PlainWord):
        return read_yes_no(value)
    try:
        read_date(value)
    except ValueError:
        if type(value) is str and value[:1].isdigit():
            raise  # an attempt at a date: its own message says more
        raise PydanticCustomError("invited", "not yes, no or a date") from None
    return True


def read_invited_on(value: object) -> When | None:
    """The date in `invited`, if it is one. `read_invited` reads the same value and refuses what is wrong with it."""
    if isinstance(value, bool | PlainWord):
        return None
    try:
        return read_date(value)
    except ValueError:
        return None


def _one_or_several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _agency_or_none_there(value: object) -> object:
    if value is None:
        return NONE_THERE
    if isinstance(value, str):
        return str(value)
    raise PydanticCustomError("string_type", "not text")


T = TypeVar("T")
# In a mapping an empty text is as absent, and never comes here; in a list it is a fault.
_Item: TypeAlias = Annotated[str, Field(min_length=1, max_length=LONGEST_WORD)]
_Short: TypeAlias = Annotated[str, Field(max_length=LONGEST_WORD)]
IdList: TypeAlias = tuple[_Item, ...] | None
WordList: TypeAlias = tuple[_Item, ...] | None
_When: TypeAlias = Annotated[When, PlainValidator(read_date)]

Id: TypeAlias = Annotated[_Short, IdKind()]
Name: TypeAlias = Annotated[_Short, TextKind()]
Text: TypeAlias = Annotated[_Short | None, TextKind()]
FreeText: TypeAlias = Annotated[Annotated[str, Field(max_length=LONGEST_FREE)] | None, TextKind(free=True)]
Word: TypeAlias = Annotated[_Short | None, OpenWord()]
Words: TypeAlias = Annotated[WordList, OpenWord()]
Reason: TypeAlias = Annotated[Annotated[_Short, AfterValidator(reason)] | None, ReasonKind()]
Reasons: TypeAlias = Annotated[tuple[Annotated[_Item, AfterValidator(reason)], ...] | None, ReasonKind()]
OneOf: TypeAlias = Annotated[T | None, ClosedWord()]
WhenField: TypeAlias = Annotated[_When | None, DateKind()]
WholeDay: TypeAlias = Annotated[Annotated[When, PlainValidator(read_day)] | None, DateKind(whole=True)]
YesNo: TypeAlias = Annotated[Annotated[bool, PlainValidator(read_yes_no)] | None, YesNoKind()]
Invited: TypeAlias = Annotated[Annotated[bool, PlainValidator(read_invited)] | None, YesNoKind()]
InvitedOn: TypeAlias = Annotated[Annotated[When | None, PlainValidator(read_invited_on)] | None, DateKind()]
DurationField: TypeAlias = Annotated[Annotated[Duration, PlainValidator(read_duration)] | None, DurationKind()]

# References, by what they usually name.
Anyone: TypeAlias = Annotated[str | None, Ref("people", "professionals", "agencies")]
People: TypeAlias = Annotated[IdList, Ref("people", "professionals", "agencies")]
Person: TypeAlias = Annotated[str | None, Ref("people")]
Professional: TypeAlias = Annotated[str | None, Ref("professionals")]
Agency: TypeAlias = Annotated[str | None, Ref("agencies")]
AgencyIds: TypeAlias = Annotated[IdList, Ref("agencies")]
AgencyOrNone: TypeAlias = Annotated[str | Literal[NoneThere.NONE_THERE] | None, PlainValidator(_agency_or_none_there), Ref("agencies", nullable=True)]
ChildId: TypeAlias = Annotated[str | None, Ref("children")]
ChildIds: TypeAlias = Annotated[IdList, Ref("children")]
PlanId: TypeAlias = Annotated[str | None, Ref("plans")]
AnyId: TypeAlias = Annotated[str | None, Ref()]
PlanIds: TypeAlias = Annotated[Annotated[tuple[_Item, ...], BeforeValidator(_one_or_several)] | None, Ref("plans")]


def open_words(kind: Kind | None) -> tuple[str, ...] | None:
    """The words that the format names for a field of an open list; None for any other field."""
    return kind.words if isinstance(kind, OpenWord) else REASONS if isinstance(kind, ReasonKind) else None


def kind_of(field: FieldInfo) -> Kind | None:
    """The kind of a model's field; None for one that holds nested entries."""
    return next((mark for mark in field.metadata if isinstance(mark, Kind)), None)
