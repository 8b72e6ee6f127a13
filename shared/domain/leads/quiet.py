"""Decide when a conversation closes itself: the team spoke last, and nothing has been done about the lead for long."""

from __future__ import annotations

from datetime import datetime, timedelta

from shared.domain.kernel.event_details import ConversationClosedDetail
from shared.domain.lead_records.activity import last_activity
from shared.domain.lead_records.decision import Decision, unchanged
from shared.domain.lead_records.lead import Lead


def closes_at(lead: Lead, days: int) -> datetime | None:
    """Return when the conversation closes itself if nothing is done until then; None if it does not.

    It does not while the person waits for an answer, nor while the lead's owner has never answered, nor where nobody
    of the team has reached out since it was opened.

    Args:
        lead: as read, any state.
        days: the team's setting, from 1.

    Source: docs/rules.md, "Supervision" 4.
    """
    talk = lead.conversation
    if talk is None or talk.waiting_since or talk.by_hand or lead.contacted_at is None or lead.idle_since:
        return None
    return max(talk.opened_at, last_activity(lead)) + timedelta(days=days)


def close_quiet(lead: Lead, days: int, now: datetime) -> Decision:
    """Close the lead's conversation if it has been quiet for so many days. The lead itself stays as it is.

    Nobody is notified: there is nothing to be done.

    Args:
        lead: as read, any state.
        days: the team's setting; 0 closes none.
        now: UTC, from the shell's clock.

    Source: docs/rules.md, "Supervision" 4.
    """
    due = closes_at(lead, days) if days else None
    if due is None or due > now:
        return unchanged(lead)
    return Decision(lead.with_event(ConversationClosedDetail(days=days), at=now, by="sweep", conversation=None))
