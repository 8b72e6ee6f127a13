"""Telling other programs of leads: which events they are told, and when what did not arrive is tried again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from shared.domain.access import SHOWN_DETAILS
from shared.domain.kernel.event import Event, EventKind
from shared.domain.kernel.record import DeliveryId, TargetId
from shared.domain.lead_records.lead import Lead, State
from shared.domain.plan_records.target import DeliveryAttempt, Failure, OutboundDelivery, OutboundEvent, Target

TYPES: dict[EventKind, OutboundEvent] = {
    "received": "lead.received", "offered": "lead.offered", "claimed": "lead.claimed", "assigned": "lead.assigned",
    "pooled": "lead.pooled", "released": "lead.pooled", "closed": "lead.closed",
}  # fmt: skip
# These may end with an owner or in the pool: where the lead is afterwards tells.
_MOVES: tuple[EventKind, ...] = ("given_back", "handed_over", "reopened")
_WHERE: dict[State, OutboundEvent] = {"owned": "lead.assigned", "pooled": "lead.pooled"}

# After so many tries, so long until the next; then every two hours.
WAITS = (timedelta(seconds=5), timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15),
         timedelta(minutes=30), timedelta(hours=1))  # fmt: skip
AT_LAST = timedelta(hours=2)
GIVES_UP = timedelta(hours=24)
HELD = timedelta(seconds=60)  # so long one sender has a delivery to itself: longer than the function may take
RESTS = timedelta(seconds=60)  # so long a target that let one sender wait is left alone by that sender
NUDGED = timedelta(seconds=60)  # so long a delivery due is left to the queue before the sweep asks again
KEPT = timedelta(days=30)
ATTEMPTS = 10  # that a delivery remembers


def told(before: Lead | None, after: Lead, targets: Iterable[Target]) -> Iterator[OutboundDelivery]:
    """What one write of a lead has for each target: a delivery for every new event it asked for.

    The same write always makes the same deliveries, however often the stream brings it.

    Args:
        before: the lead before the write; None if it was not there.
        after: the lead as it was written.
        targets: all there are; disabled ones are told nothing.

    Source: docs/rules.md, "Supervision" 7.
    """
    new = news(before, after)
    typed = [(number, event, type_of(event, after, last=event is new[-1])) for number, event in enumerate(new)]
    for target in targets:
        for number, event, kind in typed:
            if kind is not None and target.status == "active" and kind in target.events:
                yield _made(target.target_id, after, number, event, kind)


def news(before: Lead | None, after: Lead) -> tuple[Event, ...]:
    """The events of `after` that `before` did not have yet; older ones may have left it for a page of their own."""
    had, has = before.history if before else (), after.history
    for count in range(len(has)):
        known = has[: len(has) - count]
        if had[-len(known) :] == known:
            return has[len(known) :]
    return has


def type_of(event: Event, after: Lead, *, last: bool) -> OutboundEvent | None:
    """What targets know the event as; None if they are told nothing of its kind.

    Args:
        event: new in the lead's history.
        after: the lead after the write that brought it.
        last: whether it is the write's last event, so that the lead is where the event brought it.
    """
    if event.kind in _MOVES:
        return _WHERE.get(after.state) if last else None
    return TYPES.get(event.kind)


def is_due(one: OutboundDelivery, now: datetime) -> bool:
    """Whether it is to be sent now, and nobody else is sending it."""
    return one.state == "pending" and one.due is not None and one.due <= now


def taken(one: OutboundDelivery, now: datetime) -> OutboundDelivery:
    """The delivery in the hands of one sender; others leave it alone until they would have to think that it died."""
    return one.model_copy(update={"tries": one.tries + 1, "due": now + HELD})


def rested(one: OutboundDelivery, now: datetime) -> OutboundDelivery:
    """The delivery, not tried now: its target has just let a sender wait in vain, and others must not wait for it."""
    return one.model_copy(update={"due": now + RESTS})


def arrived(one: OutboundDelivery, attempt: DeliveryAttempt) -> OutboundDelivery:
    """The delivery, taken by the target."""
    return _after(one, attempt).model_copy(update={"state": "delivered", "due": None})


def postponed(one: OutboundDelivery, attempt: DeliveryAttempt) -> OutboundDelivery:
    """The delivery after a try that failed: to be tried again, ever more seldom; after a day it has failed.

    Source: docs/rules.md, "Supervision" 7.
    """
    wait = WAITS[one.tries - 1] if one.tries <= len(WAITS) else AT_LAST
    due = attempt.at + wait
    if due - one.since > GIVES_UP:
        return given_up(one, attempt)
    return _after(one, attempt).model_copy(update={"due": due})


def given_up(one: OutboundDelivery, attempt: DeliveryAttempt) -> OutboundDelivery:
    """The delivery, tried no more."""
    return _after(one, attempt).model_copy(update={"state": "failed", "due": None})


def dropped(one: OutboundDelivery, why: Failure, now: datetime) -> OutboundDelivery:
    """The delivery of which nothing is sent: there is nobody to tell it to any more, or nothing to tell."""
    return given_up(one, DeliveryAttempt(at=now, error=why))


def resent(one: OutboundDelivery, now: datetime) -> OutboundDelivery:
    """The delivery, to be sent at once and again for a day, whatever became of it; under the same id."""
    return one.model_copy(
        update={"state": "pending", "since": now, "tries": 0, "due": now, "forget_at": max(one.forget_at, now + KEPT)}
    )


def _after(one: OutboundDelivery, attempt: DeliveryAttempt) -> OutboundDelivery:
    return one.model_copy(update={"attempts": (*one.attempts, attempt)[-ATTEMPTS:]})


def _made(target_id: TargetId, lead: Lead, number: int, event: Event, kind: OutboundEvent) -> OutboundDelivery:
    return OutboundDelivery(
        delivery_id=_delivery_id(target_id, lead, number),
        target_id=target_id,
        lead_id=lead.lead_id,
        type=kind,
        at=event.at,
        kind=event.kind,
        by=event.by,
        detail={name: value for name, value in event.detail.items() if name in SHOWN_DETAILS},
        since=event.at,
        due=event.at,
        forget_at=event.at + KEPT,
    )


def _delivery_id(target_id: TargetId, lead: Lead, number: int) -> DeliveryId:
    """The same for the same event and target: a version of a lead is written once, and its events have an order."""
    named = f"{target_id} {lead.lead_id} {lead.version} {number}"
    return f"delivery_{hashlib.sha256(named.encode()).hexdigest()[:32]}"
