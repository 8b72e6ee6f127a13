"""Sort a member's open leads by how long their persons have waited for an answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead

MOST = 200  # leads of one member's list, which is read and sorted as a whole


class Rank(NamedTuple):
    """A lead's place in the list; lower ranks come first."""

    answered: int
    at: int
    lead_id: LeadId


def rank(lead: Lead) -> Rank:
    """Return the lead's rank: first whoever waits for an answer, the longest first; then the latest activity."""
    waits = lead.conversation.waiting_since if lead.conversation else None
    return Rank(0, _micros(waits), lead.lead_id) if waits else Rank(1, -_micros(lead.last_activity_at), lead.lead_id)


def after(leads: Iterable[Lead], last: Rank | None) -> list[Lead]:
    """Return the leads in order, after the rank where the previous page ended."""
    return sorted((lead for lead in leads if last is None or rank(lead) > last), key=rank)


def _micros(at: datetime) -> int:
    """Return an instant as whole microseconds, since rounding in a cursor could skip or repeat leads."""
    return round(at.timestamp() * 1_000_000)
