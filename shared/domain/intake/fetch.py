"""Decide when to fetch the details of a delivery that only points to them, and when to give up.

How they are fetched belongs in `functions/ingest/fetching`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal

from pydantic import JsonValue

from shared.domain.kernel.record import LeadId, SourceId
from shared.domain.lead_records.delivery import Delivery, PreviewedPlace

# The wait after the first try, the second, and so on; then one hour. Meta itself repeats a delivery for 36 hours.
WAITS = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
HOURLY = timedelta(hours=1)
MAX_AGE = timedelta(hours=72)
SWEPT_AFTER = timedelta(seconds=30)  # a fetch overdue by this much is queued again by the sweep

Trouble = Literal["token_refused", "not_found", "unreachable"]


def pending(
    source_id: SourceId, hashed: str, points_to: str, attributes: Mapping[str, JsonValue], now: datetime
) -> Delivery:
    """Return a delivery whose details must be fetched, due at once."""
    return Delivery(
        source_id=source_id, hash=hashed, at=now, outcome="pending", points_to=points_to,
        attributes=dict(attributes), due=now,
    )  # fmt: skip


def is_fetch_due(delivery: Delivery, now: datetime) -> bool:
    """Return whether the details must be fetched now."""
    return delivery.outcome == "pending" and delivery.due is not None and delivery.due <= now


def fetched(delivery: Delivery, lead_id: LeadId, *, repeat: bool) -> Delivery:
    """Record that the details were fetched and admitted, as a new lead or as a repeat.

    The lead now has the contents, so the delivery keeps nothing that tells who the person is.
    """
    return delivery.model_copy(
        update={"outcome": "accepted", "reason": None, "lead_id": lead_id, "repeat": repeat, "due": None,
                "points_to": None if delivery.points_to is None else "", "attributes": {}, "forget_at": None}
    )  # fmt: skip


def tested(delivery: Delivery, place: PreviewedPlace, until: datetime) -> Delivery:
    """Record that a provider only tested the connection, and where a lead would have gone.

    The record is kept until `until`.

    Source: docs/rules.md, "Entry" 8.
    """
    return delivery.model_copy(
        update={"outcome": "test", "reason": None, "foreseen": place, "due": None, "attributes": {}, "forget_at": until,
                "points_to": None if delivery.points_to is None else ""}
    )  # fmt: skip


def fetch_failed(delivery: Delivery, trouble: Trouble, now: datetime) -> Delivery:
    """Record that fetching failed and when to try again; after `MAX_AGE` the delivery has failed.

    Any trouble is worth another try, because the team may repair it: renew a token, grant a permission.

    Source: docs/rules.md, "Entry" 8.
    """
    due = now + (WAITS[delivery.tries] if delivery.tries < len(WAITS) else HOURLY)
    failed = due - delivery.at > MAX_AGE
    return delivery.model_copy(
        update={"outcome": "failed" if failed else "pending", "reason": trouble, "tries": delivery.tries + 1,
                "due": None if failed else due}
    )  # fmt: skip
