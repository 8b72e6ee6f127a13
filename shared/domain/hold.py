"""Holding: a pooled lead that a route will take soon goes through routing then, by itself."""

from __future__ import annotations

from datetime import datetime

from shared.domain.decision import Decision, unchanged
from shared.domain.lead import Lead


def wake(lead: Lead, now: datetime, by: str = "clock") -> Decision:
    """Send a held lead through routing, once its instant has come.

    A lead that somebody took, or that is held until later, stays as it is.

    Args:
        lead: as read, any state.
        now: UTC, from the shell's clock.
        by: `clock`, or `sweep` where the clock was lost.

    Source: docs/rules.md, "Matching" 6.
    """
    if lead.state != "pooled" or lead.routes_at is None or now < lead.routes_at:
        return unchanged(lead)
    return Decision(lead.become("sent", at=now, by=by, state="unrouted", reason=None, attempts=0))
