"""What happened to a lead, as far as the caller may know."""

from __future__ import annotations

from pydantic import AwareDatetime, JsonValue

from shared.domain.event import Event, EventKind
from shared.web.shown import Shown


class EventShown(Shown):
    """One thing that happened.

    `by` is a member's id, or `provider`, `route`, `clock`, `sweep`; `agent` stands for another agent.
    """

    at: AwareDatetime
    kind: EventKind
    by: str
    detail: dict[str, JsonValue]

    @classmethod
    def of(cls, event: Event) -> EventShown:
        """The event, already reduced to what the caller may know."""
        return cls(**event.model_dump())
