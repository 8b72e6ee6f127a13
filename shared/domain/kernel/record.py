"""The base of every stored record (immutable, closed, versioned), and the types of ids and instants."""

import re
from collections.abc import Callable, Container, Iterator, Mapping
from datetime import UTC, datetime
from types import NoneType
from typing import Annotated, Any, ClassVar, NamedTuple, Self, get_args

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    create_model,
)
from pydantic.fields import FieldInfo

from shared.domain.kernel.field_error import field_error


def is_unset(value: object) -> bool:
    """Return whether a field is left out when it is stored, as in records from before there was the field."""
    return not value


AbsenceId = Annotated[str, StringConstraints(pattern=r"^absence_[0-9a-f]{32}$")]
AgentId = Annotated[str, StringConstraints(pattern=r"^agent_[0-9a-f]{32}$")]
BulkId = Annotated[str, StringConstraints(pattern=r"^bulk_[0-9a-f]{32}$")]
CloseReasonId = Annotated[str, StringConstraints(pattern=r"^reason_[0-9a-f]{32}$")]
CommentId = Annotated[str, StringConstraints(pattern=r"^comment_[0-9a-f]{32}$")]
DeliveryId = Annotated[str, StringConstraints(pattern=r"^delivery_[0-9a-f]{32}$")]
ErasureId = Annotated[str, StringConstraints(pattern=r"^erasure_[0-9a-f]{32}$")]
LeadId = Annotated[str, StringConstraints(pattern=r"^lead_[0-9a-f]{32}$")]
MessageId = Annotated[str, StringConstraints(pattern=r"^message_[0-9a-f]{32}$")]
NotificationId = Annotated[str, StringConstraints(pattern=r"^notification_[0-9a-f]{32}$")]
OfferId = Annotated[str, StringConstraints(pattern=r"^offer_[0-9a-f]{32}$")]
# A clock is started for an offer, a response deadline, its reminder, or the leads held until an instant.
ClockId = Annotated[str, StringConstraints(pattern=r"^((offer|response|reminder)_[0-9a-f]{32}|hold_\d{8}T\d{6}Z)$")]
ImportId = Annotated[str, StringConstraints(pattern=r"^import_[0-9a-f]{32}$")]
MasterVersion = Annotated[int, Field(exclude_if=is_unset)]  # of the master secret; 0 is that of release 0.1
PhotoId = Annotated[str, StringConstraints(pattern=r"^photo_[0-9a-f]{32}$")]
RouteId = Annotated[str, StringConstraints(pattern=r"^route_[0-9a-f]{32}$")]
SecretId = Annotated[str, StringConstraints(pattern=r"^secret_[0-9a-f]{32}$")]
ShiftId = Annotated[str, StringConstraints(pattern=r"^shift_[0-9a-f]{32}$")]
SourceId = Annotated[str, StringConstraints(pattern=r"^source_[0-9a-f]{32}$")]
TargetId = Annotated[str, StringConstraints(pattern=r"^target_[0-9a-f]{32}$")]
TaskId = Annotated[str, StringConstraints(pattern=r"^task_[0-9a-f]{32}$")]
TemplateId = Annotated[str, StringConstraints(pattern=r"^template_[0-9a-f]{32}$")]


def _in_utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError as error:
        raise field_error("not_an_instant", "there is no such instant") from error


def _as_date_and_time(given: object) -> object:
    if isinstance(given, str) and re.fullmatch(r"[0-9]{1,4}-.*", given):
        return given
    if isinstance(given, datetime):
        return given
    raise field_error("not_an_instant", "an instant as RFC 3339 has it, such as 2026-11-22T15:04:05Z")


# An instant from a request, converted to UTC. Refused are instants outside UTC's range, and bare numbers, which
# pydantic would guess to be seconds or milliseconds.
Instant = Annotated[AwareDatetime, AfterValidator(_in_utc), BeforeValidator(_as_date_and_time)]


class Value(BaseModel):
    """A part of a record: immutable and closed to unknown fields, without a version."""

    # Input may be personal data, and error messages may be logged: keep the one out of the other.
    # A model is built when it is first used: most functions use few of those they import (decisions/0040).
    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, hide_input_in_errors=True, defer_build=True
    )

    def __iter__(self) -> Iterator[tuple[str, Any]]:  # type: ignore[override]  # pydantic's is a generator
        """Yield the fields with their values, without what a newer release stored, which is kept out of sight."""
        return iter(self.__dict__.items())


type Stored = Mapping[str, Any]
"""A record as it is stored, from JSON."""


class NewerRule(NamedTuple):
    """Say what a kind of record is here, if a newer release stored values in it that this one cannot read.

    Attributes:
        stand_ins: by field, what is read in place of such a value, from the record as stored: where the field has no
            default, or where that would allow or delete more. For other fields it is their default.
        fields: fields that may have a stand-in; None means all. A record with another one cannot be read.
        decisive: fields without which the record takes no part in decisions, and cannot be changed; None means all.
        set_aside: by field, what such a record has in place of what is stored, so that it takes no part.

    Source: docs/rules.md, "Newer releases".
    """

    stand_ins: Mapping[str, Callable[[Stored], object]] = {}
    fields: frozenset[str] | None = None
    decisive: frozenset[str] | None = None
    set_aside: Mapping[str, Callable[[Stored], object]] = {}


class Record(Value):
    """A stored record.

    `version` is the version that was read (0: never stored). A write is guarded by it and stores the next one,
    so of two decisions based on the same read only the first succeeds.

    What a newer release stored is kept out of sight and written back: fields that this one does not know, and values
    that it cannot read, until a change sets such a field.
    """

    newer_rule: ClassVar[NewerRule | None] = None
    version: Annotated[int, Field(ge=0)] = 0

    @property
    def newer_fields(self) -> frozenset[str]:
        """Return the fields whose stored values are out of sight: a newer release made them, or it was set aside."""
        kept = self.__pydantic_extra__
        if not kept:
            return frozenset()
        return frozenset(name for name, field in type(self).model_fields.items() if (field.alias or name) in kept)

    @property
    def is_newer(self) -> bool:
        """Return whether it takes no part in decisions and cannot be changed, because a newer release made it."""
        if not self.__pydantic_extra__ or self.newer_rule is None:
            return False
        decisive = self.newer_rule.decisive
        return bool(self.newer_fields if decisive is None else self.newer_fields & decisive)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy; fields that it sets have no longer what a newer release stored in them."""
        copied = super().model_copy(update=update, deep=deep)
        if update and self.__pydantic_extra__:
            fields = type(self).model_fields
            gone = {fields[name].alias or name for name in update if name in fields}
            kept = {name: value for name, value in self.__pydantic_extra__.items() if name not in gone}
            object.__setattr__(copied, "__pydantic_extra__", kept or None)
        return copied

    def stored(self) -> Self:
        """Return the record as it will read once this one is written."""
        return self.model_copy(update={"version": self.version + 1})


def known_only[V: Value](value: V) -> V:
    """Return the value without fields that a later release stored in it, which are kept out of sight otherwise."""
    return type(value).model_validate_json(value.model_dump_json(by_alias=True))


def patch_of[P: Value](model: type[Value], *, but: Container[str]) -> Callable[[type[P]], type[P]]:
    """Give a class the fields of `model`, except `but`, as a patch has them: none has to be sent.

    Null resets a field that may be None, and is refused by every other. Read only what is in `model_fields_set`.
    """
    fields: dict[str, Any] = {
        name: _not_required(field) for name, field in model.model_fields.items() if name not in but
    }

    def patch(cls: type[P]) -> type[P]:
        return create_model(cls.__name__, __base__=cls, __module__=cls.__module__, __doc__=cls.__doc__, **fields)

    return patch


def _not_required(field: FieldInfo) -> tuple[Any, Any]:
    """Return the field's type, and a default: one that is never read has no place in the API's document."""
    hint = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    return hint, None if NoneType in get_args(field.annotation) else Field(default_factory=NoneType)
