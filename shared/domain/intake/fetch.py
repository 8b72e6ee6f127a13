"""Fetching: a delivery that only points to its details waits for them, and is tried until they are there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from pydantic import JsonValue

from shared.domain.kernel.record import LeadId, SourceId
from shared.domain.lead_records.delivery import Delivery

# After so many tries, so long until the next; then every hour. Meta itself goes on for 36 hours.
WAITS = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
HOURLY = timedelta(hours=1)
GIVES_UP = timedelta(hours=72)
NUDGED = timedelta(seconds=30)  # so long a delivery due is left to the queue before the sweep asks again

Trouble = Literal["token_refused", "not_found", "unreachable"]


def pending(
    source_id: SourceId, hashed: str, points_to: str, attributes: Mapping[str, JsonValue], now: datetime
) -> Delivery:
    """A delivery whose details are to be fetched, at once."""
    return Delivery(
        source_id=source_id, hash=hashed, at=now, outcome="pending", points_to=points_to,
        attributes=dict(attributes), due=now,
    )  # fmt: skip


def is_due(delivery: Delivery, now: datetime) -> bool:
    """Whether the details are to be fetched now."""
    return delivery.outcome == "pending" and delivery.due is not None and delivery.due <= now


def fetched(delivery: Delivery, lead_id: LeadId, *, repeat: bool) -> Delivery:
    """The delivery, once its details have made a lead, or joined one."""
    return delivery.model_copy(
        update={"outcome": "accepted", "reason": None, "lead_id": lead_id, "repeat": repeat, "due": None}
    )


def postponed(delivery: Delivery, trouble: Trouble, now: datetime) -> Delivery:
    """The delivery after its details could not be fetched: to be tried again; after three days it has failed.

    Whatever the trouble is, somebody may mend it: a token is renewed, a permission given.

    Source: docs/rules.md, "Entry" 8.
    """
    due = now + (WAITS[delivery.tries] if delivery.tries < len(WAITS) else HOURLY)
    failed = due - delivery.at > GIVES_UP
    return delivery.model_copy(
        update={"outcome": "failed" if failed else "pending", "reason": trouble, "tries": delivery.tries + 1,
                "due": None if failed else due}
    )  # fmt: skip
