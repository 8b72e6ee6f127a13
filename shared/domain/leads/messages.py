"""Decide what a recorded message changes, and how a conversation is opened or closed by hand.

Relevo never sends a message: a member records what their own app sent or received.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Literal

from shared.domain.lead_records.attribution import count_wins
from shared.domain.lead_records.conversation import Conversation, Message
from shared.domain.lead_records.decision import Decision, unchanged
from shared.domain.lead_records.lead import Lead
from shared.domain.leads import conversations
from shared.domain.leads.checks import (
    check_close_conversation,
    check_not_merged,
    check_open_conversation,
    check_record,
    with_entry,
)
from shared.domain.leads.close import mark_reopened, reopen
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.settings import Settings


def record_message(lead: Lead, message: Message, me: Member, plan: Plan, *, audit_id: str) -> Decision:
    """Record a message in either direction. A message from the person reopens a closed lead.

    Args:
        lead: as read, any state.
        message: new, recorded by `me` now.
        me: the lead's owner, a Manager or the Rainmaker.
        plan: the current plan: what `me` may see, and who is active.
        audit_id: of the audit entry, if the lead is reopened.

    Raises:
        Missing: `me` may not see the lead.
        NotOwner: `me` sees the lead, but neither owns it nor supervises.
        LeadMerged: the lead was merged into another.
        Invalid: the lead has too many entries.

    Source: docs/rules.md, "Supervision" 4, "Restrictions" 1.
    """
    check_record(lead, me, plan.settings, message.at)
    lead = with_entry(lead, message.at)
    if message.direction == "out":
        sent = conversations.record_sent_message(lead, me, message.channel, plan.settings, message.at)
        return Decision(sent.lead, records=(message,), counters=sent.counters)
    came = (
        reopen(lead, me, plan, message.at, audit_id=audit_id)
        if lead.state == "closed"
        else _notify_owner(lead, message)
    )
    counted = conversations.count_received_message(lead, me, plan.settings, message.at)
    return replace(_with_message(came, message), counters=(*came.counters, *counted))


def receive_message(lead: Lead, message: Message, plan: Plan) -> Decision:
    """Add a message that a provider delivered from the person. It reopens a closed lead.

    Args:
        lead: the person's, as read, any state.
        message: new, from the person.
        plan: the current plan: who is active.

    Raises:
        LeadMerged: the lead was merged into another, which the message is for.

    Source: docs/rules.md, "Supervision" 4, "Entry" 1.
    """
    check_not_merged(lead)
    if lead.state == "closed":
        open_, workloads = mark_reopened(lead, plan, message.at, message.by)
        counters = count_wins(lead, open_, message.at, plan.settings.zone)
        return _with_message(Decision(open_, workloads, counters=counters), message)
    return _with_message(_notify_owner(lead, message), message)


def switch_conversation(
    lead: Lead, to: Literal["open", "closed"], me: Member, settings: Settings, now: datetime
) -> Decision:
    """Open or close the lead's conversation by hand. Repeating it changes nothing.

    Raises:
        Missing: `me` may not see the lead.
        NotOwner: `me` sees the lead, but neither owns it nor supervises.
        LeadMerged: the lead was merged into another.
        LeadClosed: a conversation cannot be opened on a closed lead.

    Source: docs/rules.md, "Supervision" 4.
    """
    check = check_open_conversation if to == "open" else check_close_conversation
    if not check(lead, me, settings, now):
        return unchanged(lead)
    talk = Conversation(opened_at=now, by_hand=True) if to == "open" else None
    return Decision(lead.updated(conversation=talk, noted_at=now))


def _notify_owner(lead: Lead, message: Message) -> Decision:
    """Notify the owner of a message on an open lead, unless they recorded it themselves."""
    notifies = lead.state == "owned" and lead.owner != message.by
    return Decision(lead.updated(tell="message" if notifies else "noted"))


def _with_message(came: Decision, message: Message) -> Decision:
    lead_after = came.lead.model_copy(
        update={
            "conversation": conversations.start_waiting(came.lead.conversation, message.at),
            "last_activity_at": message.at,
            "last_message_at": message.at,
        }
    )
    return replace(came, lead=lead_after, records=(message,))
