"""Set a mail aside that names nobody who asks, until a person has read it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from shared.domain.kernel.errors import ChangedByOther

if TYPE_CHECKING:
    from shared.domain.lead_records.delivery import Delivery


def set_aside(delivery: Delivery, until: datetime) -> Delivery:
    """Record that a delivery waits for a person to read it, until `until` at the most. No lead is made of it.

    Source: docs/rules.md, "Entry" 14.
    """
    return delivery.model_copy(update={"outcome": "to_read", "forget_at": until, "was_set_aside": True})


def waits_to_be_read(delivery: Delivery) -> bool:
    """Return whether a person has still to read the delivery."""
    return delivery.outcome == "to_read"


def may_become_lead(delivery: Delivery) -> bool:
    """Return whether a person may make a lead of the delivery: it waits to be read, or was dismissed."""
    return delivery.outcome in ("to_read", "dismissed")


def dismiss(delivery: Delivery, *, back: bool = False) -> Delivery:
    """Record that there is nothing to do about a mail, or with `back` that it waits again; as it is, if it is so.

    Raises:
        ChangedByOther: it never was to be read, or a lead was made of it meanwhile.

    Source: docs/rules.md, "Entry" 14.
    """
    if not may_become_lead(delivery):
        raise ChangedByOther
    return delivery.model_copy(update={"outcome": "to_read" if back else "dismissed"})
