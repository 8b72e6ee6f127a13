"""What happens to leads: the entries of their history."""

from __future__ import annotations

from datetime import datetime
from typing import NewType, TypeIs

from pydantic import AwareDatetime, JsonValue, ValidationError

from shared.domain.kernel.event_details import DETAILS, EventDetail, EventKind
from shared.domain.kernel.record import Value

By = str  # a member's id, or one of `AUTOMATIC`
AUTOMATIC = frozenset({"provider", "route", "clock", "sweep"})  # what acts on its own
UnknownKind = NewType("UnknownKind", str)  # what a newer release has written is read, and kept


class Event(Value):
    """One thing that happened to a lead: an entry of its history.

    `by` is a member's id, or `provider`, `route`, `clock`, `sweep`. `detail` is kept as it is stored, with fields of
    newer releases; `typed_detail` is what this release knows of it.

    Source: docs/rules.md, "Supervision" 6.
    """

    at: AwareDatetime
    kind: EventKind | UnknownKind
    by: By
    detail: dict[str, JsonValue] = {}

    @classmethod
    def of(cls, detail: EventDetail, *, at: datetime, by: By) -> Event:
        """Make the event that `detail` tells of."""
        return cls(at=at, kind=detail.kind, by=by, detail=detail.stored())

    @property
    def typed_detail(self) -> EventDetail | None:
        """Return the detail as the model of its kind; None where this release cannot read it."""
        if not is_known(self.kind):
            return None
        try:
            return DETAILS[self.kind].model_validate(self.detail, extra="ignore")
        except ValidationError:
            return None


def is_known(kind: EventKind | UnknownKind) -> TypeIs[EventKind]:
    """Whether this release has events of the kind."""
    return kind in DETAILS
