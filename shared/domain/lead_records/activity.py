"""Tell when something was last done about a lead."""

from __future__ import annotations

from datetime import datetime

from shared.domain.kernel.event_details import EventKind
from shared.domain.lead_records.lead import Lead

_BY_ITSELF: tuple[EventKind, ...] = ("conversation_closed",)  # because nothing was done


def last_activity(lead: Lead) -> datetime:
    """Return when the person or a member last did something about the lead, or when routing last moved it.

    Source: docs/rules.md, "People's data" 5.
    """
    recorded = next((event.at for event in reversed(lead.history) if event.kind not in _BY_ITSELF), lead.created_at)
    return max(lead.last_activity_at, lead.since, recorded, lead.noted_at or lead.created_at)
