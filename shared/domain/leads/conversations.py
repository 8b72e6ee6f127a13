"""Decide how contact with the person changes a lead's conversation, stage and response, and what is counted.

Storing the messages and notes themselves is decided in `messages` and `interactions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from shared.domain.kernel.contact import Channel
from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.counters import Counted, CounterRow, count_event, merge_counters
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.route import Action
from shared.domain.plan_records.settings import Settings
from shared.domain.routing.response_deadline import record_response

Stage = Literal["new", "contacted", "appointment", "closed"]
_COUNTER_OF: Mapping[Action, Counted] = {
    "call": "calls", "email": "emails", "text": "texts", "appointment": "appointments"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reached:
    """A lead after a member reached out to the person, with the counters of it."""

    lead: Lead
    counters: tuple[CounterRow, ...]


def stage(lead: Lead) -> Stage:
    """Return how far the team is with the person. The stage is derived from the lead, never stored.

    Source: docs/rules.md, "Supervision" 4.
    """
    if lead.state == "closed":
        return "closed"
    if lead.appointment_at is not None:
        return "appointment"
    return "new" if lead.contacted_at is None else "contacted"


def start_waiting(talk: Conversation | None, now: datetime) -> Conversation:
    """Return the conversation after the person wrote: open, and waiting for an answer since the first message.

    Source: docs/rules.md, "Supervision" 4.
    """
    talk = talk or Conversation(opened_at=now)
    return talk.model_copy(update={"waiting_since": talk.waiting_since or now})


def merge_conversations(talk: Conversation | None, other: Conversation | None) -> Conversation | None:
    """Merge two conversations with the same person; keep the earliest unanswered message.

    Source: docs/rules.md, "Entry" 6.
    """
    if talk is None or other is None:
        return talk or other
    since = [one.waiting_since for one in (talk, other) if one.waiting_since]
    return talk.model_copy(
        update={"opened_at": min(talk.opened_at, other.opened_at), "waiting_since": min(since, default=None)}
    )


def reach(
    lead: Lead, me: Member, action: Action, settings: Settings, now: datetime, *, appointment: bool = False
) -> Reached:
    """Record that `me` called, wrote to, or met the person; this answers them, and may fulfil the response deadline.

    Args:
        lead: as read, any state.
        me: who reached out, and records it now.
        action: what they did.
        settings: the team's; their time zone decides the day it is counted on.
        now: UTC, from the shell's clock; this instant counts, not when the contact took place.
        appointment: whether an appointment was made.

    Source: docs/rules.md, "Supervision" 4, "Response after the claim" 1.
    """
    came_to: tuple[Counted, ...] = ("appointments",) if appointment and action != "appointment" else ()
    met = {"appointment_at": lead.appointment_at or now} if appointment or action == "appointment" else {}
    return Reached(
        record_response(lead, me, action, now).model_copy(update={**_answer_fields(lead, me, now), **met}),
        _count(lead, me, (_COUNTER_OF[action], *came_to), settings, now, answers=True),
    )


def record_sent_message(lead: Lead, me: Member, channel: Channel, settings: Settings, now: datetime) -> Reached:
    """Record that `me` sent the person a message from their own app; it answers them, and may fulfil the deadline.

    Source: docs/rules.md, "Supervision" 4, "Response after the claim" 1.
    """
    return Reached(
        record_response(lead, me, channel, now).model_copy(update=_answer_fields(lead, me, now)),
        _count(lead, me, ("messages",), settings, now, answers=True),
    )


def count_received_message(lead: Lead, me: Member, settings: Settings, now: datetime) -> tuple[CounterRow, ...]:
    """Count a message from the person that `me` recorded.

    Source: docs/rules.md, "Supervision" 1 and 4.
    """
    return _count(lead, me, ("messages",), settings, now, answers=False)


def _answer_fields(lead: Lead, me: Member, now: datetime) -> dict[str, Any]:
    talk = lead.conversation
    return {
        "conversation": talk.model_copy(update={"waiting_since": None}) if talk else None,
        "contacted_at": lead.contacted_at or now,
        "answered_at": now if _is_first_answer(lead, me) else lead.answered_at,
    }


def _is_first_answer(lead: Lead, me: Member) -> bool:
    """Return whether this is the owner's first answer since they own the lead."""
    return lead.state == "owned" and lead.owner == me.agent_id and lead.answered_at is None


def _count(
    lead: Lead, me: Member, what: tuple[Counted, ...], settings: Settings, now: datetime, *, answers: bool
) -> tuple[CounterRow, ...]:
    def one(name: Counted, took: timedelta | None = None) -> CounterRow:
        return count_event(name, now, settings.zone, agent_id=me.agent_id, route_id=lead.via, source_id=lead.source_id,
                     answered=took)  # fmt: skip

    first = [one("responded", now - lead.since)] if answers and _is_first_answer(lead, me) else []
    return merge_counters([*map(one, what), *first])
