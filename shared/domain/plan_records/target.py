"""Where a team's other programs, such as its CRM, are told of its leads: outbound webhooks."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, JsonValue, StringConstraints

from shared.domain.kernel.event import By
from shared.domain.kernel.event_details import EventKind
from shared.domain.kernel.record import DeliveryId, LeadId, Record, TargetId, Value

OutboundEvent = Literal[
    "lead.received", "lead.offered", "lead.claimed", "lead.assigned", "lead.pooled", "lead.closed"
]  # fmt: skip
Trouble = Literal["unreachable", "gone"]
Failure = Literal[
    "address_refused", "name_unknown", "not_connected", "tls_failed", "timed_out", "no_answer", "target_disabled",
    "target_deleted", "lead_gone",
]  # fmt: skip


class Target(Record):
    """An address that is told of events, each signed with the secret that is derived for this target.

    It is disabled, with `disabled_at`, when an event could not be delivered for a day, or by hand. `trouble` is why it
    was disabled by itself: nothing arrived for a day, or it answered that it is gone.

    Source: docs/rules.md, "Supervision" 7.
    """

    target_id: TargetId
    url: Annotated[str, StringConstraints(max_length=2_000)]
    events: Annotated[tuple[OutboundEvent, ...], Field(min_length=1, max_length=6)]
    status: Literal["active", "disabled"] = "active"
    disabled_at: AwareDatetime | None = None
    trouble: Trouble | None = None
    secret_version: int = 1
    created_at: AwareDatetime


class DeliveryAttempt(Value):
    """One try of a delivery: what the target answered, or why it could not be asked."""

    at: AwareDatetime
    status: int | None = None
    error: Failure | None = None
    milliseconds: int = 0


class OutboundDelivery(Record):
    """One event on its way to one target.

    Attributes:
        delivery_id: made from the event and the target, so the same event always comes to the same delivery.
        type, at, kind, by, detail: the event, in ids, instants and codes; what is told of the lead is read when it is
            sent.
        since: from when it is tried for a day: when it happened, or when somebody had it sent again.
        tries: how often it was tried since then; `attempts` are the latest.
        due: when it is tried again; None once it arrived or was given up. While it is being sent, when it would be
            sent again if the sender died.
    """

    delivery_id: DeliveryId
    target_id: TargetId
    lead_id: LeadId
    type: OutboundEvent
    at: AwareDatetime
    kind: EventKind
    by: By
    detail: dict[str, JsonValue] = {}
    since: AwareDatetime
    tries: int = 0
    attempts: tuple[DeliveryAttempt, ...] = ()
    state: Literal["pending", "delivered", "failed"] = "pending"
    due: AwareDatetime | None = None
    forget_at: AwareDatetime
