"""Define events: the entries of a lead's history."""

from datetime import datetime
from typing import NewType, TypeIs

from pydantic import AwareDatetime, JsonValue, ValidationError

from shared.domain.kernel.event_details import DETAILS, EventDetail, EventKind
from shared.domain.kernel.record import Value

By = str  # a member's id, or one of `AUTOMATIC`
AUTOMATIC = frozenset({"provider", "route", "clock", "sweep"})  # not a member
RELEVO = AUTOMATIC - {"provider"}  # neither a member nor the person
UnknownKind = NewType("UnknownKind", str)  # written by a newer release: read and stored again unchanged


class Event(Value):
    """An event: one entry of a lead's history.

    `by` is a member's id, or `provider`, `route`, `clock`, `sweep`. `detail` is as stored, including fields of newer
    releases; `typed_detail` has only the fields that this release knows.

    Source: docs/rules.md, "Supervision" 6.
    """

    at: AwareDatetime
    kind: EventKind | UnknownKind
    by: By
    detail: dict[str, JsonValue] = {}

    @classmethod
    def of(cls, detail: EventDetail, *, at: datetime, by: By) -> "Event":
        """Make an event with this detail."""
        return cls(at=at, kind=detail.kind, by=by, detail=detail.stored())

    @property
    def typed_detail(self) -> EventDetail | None:
        """Return the detail as the model of its kind; None if this release cannot read it."""
        if not is_known(self.kind):
            return None
        try:
            return DETAILS[self.kind].model_validate(self.detail, extra="ignore")
        except ValidationError:
            return None


def is_known(kind: EventKind | UnknownKind) -> TypeIs[EventKind]:
    """Return whether this release knows the kind of event."""
    return kind in DETAILS
