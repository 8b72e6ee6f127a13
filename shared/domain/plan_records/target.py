"""Define targets of outbound webhooks, such as the team's CRM, and deliveries to them."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal, get_args

from pydantic import AwareDatetime, Field, JsonValue, StringConstraints

from shared.domain.kernel.event import By
from shared.domain.kernel.event_details import EventKind
from shared.domain.kernel.record import (
    DeliveryId,
    LeadId,
    MasterVersion,
    NewerRule,
    Record,
    Stored,
    TargetId,
    Value,
    is_unset,
)
from shared.domain.plan_records.source import FormerSecret

OutboundEvent = Literal[
    "lead.received", "lead.offered", "lead.claimed", "lead.assigned", "lead.pooled", "lead.closed"
]  # fmt: skip
SentEvent = OutboundEvent | Literal["contact.erased"]  # every target is told of erasures
Trouble = Literal["unreachable", "gone"]
Failure = Literal[
    "address_refused", "name_unknown", "not_connected", "tls_failed", "timed_out", "no_answer", "target_resting",
    "target_disabled", "target_deleted", "lead_gone",
]  # fmt: skip


def _known_events(stored: Stored) -> list[str]:
    """Return the events that a stored target asks for, as far as they are known; else all of them."""
    asked, known = stored.get("events"), get_args(OutboundEvent)
    return [one for one in known if not isinstance(asked, list) or one in asked] or list(known)


class Target(Record):
    """An address that events are sent to, signed with a secret derived for this target.

    `former` is the secret before the present one; for a while after a renewal it signs too.

    It is disabled at `disabled_at` by hand, or automatically for the reason in `trouble`: no delivery succeeded for a
    day, or the target answered that it is gone.

    Source: docs/rules.md, "Supervision" 7.
    """

    newer_rule: ClassVar[NewerRule] = NewerRule(stand_ins={"url": lambda _: "", "events": _known_events})
    target_id: TargetId
    url: Annotated[str, StringConstraints(max_length=2_000)]
    events: Annotated[tuple[OutboundEvent, ...], Field(min_length=1, max_length=6)]
    status: Literal["active", "disabled"] = "active"
    disabled_at: AwareDatetime | None = None
    trouble: Trouble | None = None
    secret_version: int = 1
    master_version: MasterVersion = 0
    former: Annotated[FormerSecret | None, Field(exclude_if=is_unset)] = None
    created_at: AwareDatetime

    def valid_former(self, now: datetime) -> FormerSecret | None:
        """Return the former secret, if what is sent now is signed with it too."""
        return self.former if self.former and now < self.former.until else None


class DeliveryAttempt(Value):
    """One attempt of a delivery: the target's response status, or the error."""

    at: AwareDatetime
    status: int | None = None
    error: Failure | None = None
    milliseconds: int = 0


class OutboundDelivery(Record):
    """The delivery of one event to one target.

    Attributes:
        delivery_id: derived from the event and the target, so the same event always has the same delivery.
        type, at, kind, by, detail: the event: ids, instants and codes only; the lead is read when it is sent.
        since: when the event happened, was sent again by hand, or last waited for a slow target that accepts what it
            gets; attempts end a day later.
        tries: the number of attempts since then; `attempts`: the latest of them.
        due: when it is tried next; None once it was delivered or given up. During an attempt, when it is tried again if
            the sender dies.
        put_offs: how often in a row it was put off without an attempt.
        trouble: why the sweep must disable the target; None if it need not, or has.
    """

    delivery_id: DeliveryId
    target_id: TargetId
    lead_id: LeadId
    type: SentEvent
    at: AwareDatetime
    kind: EventKind
    by: By
    detail: dict[str, JsonValue] = {}
    since: AwareDatetime
    tries: int = 0
    attempts: tuple[DeliveryAttempt, ...] = ()
    state: Literal["pending", "delivered", "failed"] = "pending"
    due: AwareDatetime | None = None
    put_offs: Annotated[int, Field(ge=0, exclude_if=is_unset)] = 0
    trouble: Trouble | None = None
    forget_at: AwareDatetime
