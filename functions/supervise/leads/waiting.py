"""A member's open leads in the order in which they should be answered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from shared.domain.kernel.record import LeadId
from shared.domain.lead_records.lead import Lead

MOST = 200  # leads that one member's list is made of: it is put in order whole


class Rank(NamedTuple):
    """Where a lead stands: before all that rank higher."""

    answered: int
    at: int
    lead_id: LeadId


def rank(lead: Lead) -> Rank:
    """Who waits for an answer comes first, the longest first; then whoever was active last."""
    waits = lead.conversation.waiting_since if lead.conversation else None
    return Rank(0, _micros(waits), lead.lead_id) if waits else Rank(1, -_micros(lead.last_activity_at), lead.lead_id)


def after(leads: Iterable[Lead], last: Rank | None) -> list[Lead]:
    """The leads in order, from behind the place where the page before stopped."""
    return sorted((lead for lead in leads if last is None or rank(lead) > last), key=rank)


def _micros(at: datetime) -> int:
    """An instant as a whole number: a page must not end between two that a fraction tells apart."""
    return round(at.timestamp() * 1_000_000)
