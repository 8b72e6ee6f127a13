"""Decide which events of leads go to outbound webhooks, and when a failed delivery is tried again.

What a request contains and how it is sent belongs in `functions/deliver`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from pydantic import JsonValue

from shared.domain.kernel.event import Event, is_known
from shared.domain.kernel.event_details import EventKind, Sensitivity, reveals
from shared.domain.kernel.record import DeliveryId, TargetId
from shared.domain.lead_records.lead import Lead, State
from shared.domain.plan_records.target import (
    DeliveryAttempt,
    Failure,
    OutboundDelivery,
    OutboundEvent,
    SentEvent,
    Target,
    Trouble,
)

TYPES: dict[EventKind, SentEvent] = {
    "received": "lead.received", "offered": "lead.offered", "claimed": "lead.claimed", "assigned": "lead.assigned",
    "pooled": "lead.pooled", "released": "lead.pooled", "closed": "lead.closed",
    "erased": "contact.erased",
}  # fmt: skip
# These may leave the lead with an owner or in the pool, so its state afterwards decides.
_MOVES: tuple[EventKind, ...] = ("given_back", "handed_over", "reopened", "separated")
ERASED: SentEvent = "contact.erased"
_TYPE_OF_STATE: dict[State, OutboundEvent] = {"owned": "lead.assigned", "pooled": "lead.pooled"}

# The wait after the first try, the second, and so on; then `LAST_WAIT` after each.
WAITS = (timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15),
         timedelta(minutes=30), timedelta(hours=1))  # fmt: skip
LAST_WAIT = timedelta(hours=2)
MAX_AGE = timedelta(hours=24)
LEASE = timedelta(seconds=60)  # one sender has a delivery to itself; longer than the function's timeout
SWEPT_AFTER = timedelta(seconds=60)  # a delivery overdue by this much is queued again by the sweep
# What waits for a resting target is spread over this time, by how often it was put off, so that not all comes at once.
SPREADS = (timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4),
           timedelta(minutes=8), timedelta(minutes=15))  # fmt: skip
KEPT = timedelta(days=30)
ATTEMPTS = 10  # kept per delivery


def new_deliveries(before: Lead | None, after: Lead, targets: Iterable[Target]) -> Iterator[OutboundDelivery]:
    """Yield a delivery for each new event of a lead and each active target that asked for its type.

    Every active target gets `contact.erased`: it may hold what must be erased there too.

    The same write always yields the same deliveries, however often the stream repeats it.

    Args:
        before: the lead before the write; None if it is new.
        after: the lead as written.
        targets: all of the team; disabled ones get nothing.

    Source: docs/rules.md, "Supervision" 7, "People's data" 2.
    """
    new = after.events_since(before)
    typed = [(number, event, outbound_type(event, after, last=event is new[-1])) for number, event in enumerate(new)]
    for target in targets:
        for number, event, kind in typed:
            if kind is not None and target.status == "active" and kind in (*target.events, ERASED):
                yield _new_delivery(target.target_id, after, number, event, kind)


def outbound_type(event: Event, after: Lead, *, last: bool) -> SentEvent | None:
    """Return the type under which targets get the event; None if they do not get it.

    Args:
        event: a new entry of the lead's history.
        after: the lead after the write that added it.
        last: whether it is the last entry that the write added, so that the lead's state is its result.
    """
    if not is_known(event.kind):
        return None
    if event.kind == "separated" and not event.detail.keys() & {"agent_id", "reason"}:
        return None
    if event.kind == "merged":
        return "lead.assigned" if event.detail.get("took") else None
    if event.kind in _MOVES:
        return _TYPE_OF_STATE.get(after.state) if last else None
    return TYPES.get(event.kind)


def is_attempt_due(delivery: OutboundDelivery, now: datetime) -> bool:
    """Return whether the delivery must be sent now and no other sender has it."""
    return delivery.state == "pending" and delivery.due is not None and delivery.due <= now


def leased(delivery: OutboundDelivery, now: datetime) -> OutboundDelivery:
    """Reserve the delivery for one sender for the time of `LEASE`, and count a try."""
    return delivery.model_copy(update={"tries": delivery.tries + 1, "put_offs": 0, "due": now + LEASE})


def put_off(
    delivery: OutboundDelivery, until: datetime, now: datetime, *, failing: bool, chance: float
) -> OutboundDelivery:
    """Put off the delivery without a try, because its target rests.

    While the target fails, the delivery has failed after `MAX_AGE`. While it accepts what it gets, only slowly, nothing
    has failed: the day of retries begins anew.

    Args:
        delivery: as read.
        until: when the target may be sent to again.
        now: the present instant.
        failing: whether the target's last attempt failed.
        chance: from 0 (included) to 1 (excluded): where in its spread the delivery is due.

    Source: docs/rules.md, "Supervision" 7.
    """
    since = delivery.since if failing else max(delivery.since, now)
    due = until + chance * SPREADS[min(delivery.put_offs, len(SPREADS) - 1)]
    if due - since > MAX_AGE:
        return failed(delivery, DeliveryAttempt(at=now, error="target_resting"))
    return delivery.model_copy(update={"since": since, "due": due, "put_offs": delivery.put_offs + 1})


def delivered(delivery: OutboundDelivery, attempt: DeliveryAttempt) -> OutboundDelivery:
    """Record that the target accepted the delivery."""
    return _with_attempt(delivery, attempt).model_copy(update={"state": "delivered", "due": None})


def postponed(delivery: OutboundDelivery, attempt: DeliveryAttempt) -> OutboundDelivery:
    """Record a failed try and when to try again, at growing intervals; after `MAX_AGE` the delivery has failed.

    Source: docs/rules.md, "Supervision" 7.
    """
    wait = WAITS[delivery.tries - 1] if delivery.tries <= len(WAITS) else LAST_WAIT
    due = attempt.at + wait
    if due - delivery.since > MAX_AGE:
        return failed(delivery, attempt)
    return _with_attempt(delivery, attempt).model_copy(update={"due": due})


def failed(delivery: OutboundDelivery, attempt: DeliveryAttempt) -> OutboundDelivery:
    """Record a failed try after which there is no other."""
    return _with_attempt(delivery, attempt).model_copy(update={"state": "failed", "due": None})


def given_up(failure: OutboundDelivery, trouble: Trouble) -> OutboundDelivery:
    """Record that the target of this failed delivery must be disabled, and why.

    Source: docs/rules.md, "Supervision" 7.
    """
    return failure.model_copy(update={"trouble": trouble})


def settled(delivery: OutboundDelivery) -> OutboundDelivery:
    """Record that the delivery's target was disabled, or need not be any more."""
    return delivery.model_copy(update={"trouble": None})


def dropped(delivery: OutboundDelivery, why: Failure, now: datetime) -> OutboundDelivery:
    """Record that nothing is sent, because the target or the lead is gone."""
    return failed(delivery, DeliveryAttempt(at=now, error=why))


def requeued(delivery: OutboundDelivery, now: datetime) -> OutboundDelivery:
    """Send the delivery again from the start, whatever its state, under the same id."""
    forget_at = max(delivery.forget_at, now + KEPT)
    anew = {"state": "pending", "since": now, "tries": 0, "put_offs": 0, "due": now, "trouble": None}
    return delivery.model_copy(update={**anew, "forget_at": forget_at})


def _with_attempt(delivery: OutboundDelivery, attempt: DeliveryAttempt) -> OutboundDelivery:
    return delivery.model_copy(update={"attempts": (*delivery.attempts, attempt)[-ATTEMPTS:]})


def _new_delivery(target_id: TargetId, lead: Lead, number: int, event: Event, kind: SentEvent) -> OutboundDelivery:
    assert is_known(event.kind)  # noqa: S101  # the caller has checked
    return OutboundDelivery(
        delivery_id=_delivery_id(target_id, lead, number),
        target_id=target_id,
        lead_id=lead.lead_id,
        type=kind,
        at=event.at,
        kind=event.kind,
        by=event.by,
        detail=_impersonal(event),
        since=event.at,
        due=event.at,
        forget_at=event.at + KEPT,
    )


def _impersonal(event: Event) -> dict[str, JsonValue]:
    """Return the event's details that reveal neither who the person is nor another lead: ids, instants and codes."""
    personal, known = {Sensitivity.PERSON, Sensitivity.LEAD}, reveals(event.kind)
    return {name: value for name, value in event.detail.items() if name in known and not known[name] & personal}


def _delivery_id(target_id: TargetId, lead: Lead, number: int) -> DeliveryId:
    """Return an id that is equal for the same event and target: lead version and entry number identify the event."""
    identity = f"{target_id} {lead.lead_id} {lead.version} {number}"
    return f"delivery_{hashlib.sha256(identity.encode()).hexdigest()[:32]}"
