"""What makes a repeated request or delivery harmless: what the first one was answered."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import AwareDatetime, JsonValue, StringConstraints

from shared.domain.kernel.field_error import FieldError
from shared.domain.kernel.record import AgentId, LeadId, Record, RouteId, SourceId, Value
from shared.domain.lead_records.lead import Reason

Outcome = Literal["accepted", "pending", "failed", "test", "unreadable"]
REMEMBERED = timedelta(days=90)  # so long a delivery that made no lead stays in its source's list


class PreviewedPlace(Value):
    """Where a lead would have gone, had a test delivery been a real one.

    Source: docs/rules.md, "Entry" 8.
    """

    outcome: Literal["offered", "assigned", "pooled"]
    route_id: RouteId | None = None
    agent_ids: tuple[AgentId, ...] = ()
    reason: Reason | None = None
    sentences: dict[Literal["es", "en"], tuple[str, ...]]


class Delivery(Record):
    """One provider event, found by the keyed hash of its identity. It makes one lead, for ever.

    Attributes:
        outcome: `accepted` made a lead, or joined one (`repeat`); `pending` waits for its details, which are
            fetched from the provider; `failed` never got them; `test` made nothing; `unreadable` was authentic,
            but refused for its shape.
        reason: why it failed or could not be read.
        mistakes: where an unreadable body was wrong; nothing of what was sent.
        points_to: the provider's id of what is to be fetched, and `attributes` what the delivery told besides.
        tries: how often fetching failed; `due` when it is tried next.
        foreseen: where a test would have gone.
        forget_at: when the table may forget it; None never does.

    Source: docs/rules.md, "Entry" 8.
    """

    source_id: SourceId
    hash: str
    at: AwareDatetime
    outcome: Outcome = "accepted"
    reason: str | None = None
    mistakes: tuple[FieldError, ...] = ()
    lead_id: LeadId | None = None
    repeat: bool = False
    points_to: str | None = None
    attributes: dict[str, JsonValue] = {}
    tries: int = 0
    due: AwareDatetime | None = None
    foreseen: PreviewedPlace | None = None
    forget_at: AwareDatetime | None = None


class Answered(Record):
    """What a creating request with an Idempotency-Key made; its repeat is answered from this.

    `body_hash` tells another request with the same key; kept until `until`, 24 hours.
    """

    agent_id: AgentId
    operation: Annotated[str, StringConstraints(max_length=60)]
    hash: str
    body_hash: str
    made: str
    until: AwareDatetime
