"""Decide how contact with the person changes a lead's conversation, stage and response, and what is counted.

Storing the messages and notes themselves is decided in `messages` and `interactions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from shared.domain.kernel.contact import Channel
from shared.domain.lead_records.attribution import count_result
from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.counters import Counted, CounterRow, Timed, Times, count_event, measure, merge_counters
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.route import Action
from shared.domain.plan_records.settings import Settings
from shared.domain.routing.response_deadline import count_response, record_response

Stage = Literal["new", "contacted", "appointment", "closed"]
_COUNTER_OF: Mapping[Action, Counted] = {
    "call": "calls", "email": "emails", "text": "texts"
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
        update={
            "opened_at": min(talk.opened_at, other.opened_at),
            "waiting_since": min(since, default=None),
            "by_hand": talk.by_hand or other.by_hand,
        }
    )


def reach(lead: Lead, me: Member, action: Action, settings: Settings, now: datetime, *, appointment: bool) -> Reached:
    """Record that `me` called, wrote to, or met the person; this answers them, and may fulfil the response deadline.

    Args:
        lead: as read, any state.
        me: who reached out, and records it now.
        action: what they did.
        settings: the team's; their time zone decides the day it is counted on.
        now: UTC, from the shell's clock; this instant counts, not when the contact took place.
        appointment: whether it was an appointment, or led to one.

    Source: docs/rules.md, "Supervision" 4, "Response after the claim" 1.
    """
    met = {"appointment_at": lead.appointment_at or now} if appointment else {}
    done = _COUNTER_OF.get(action)
    answered = _answer(lead, me, action, settings, now, (done,) if done else ())
    came_to = [count_result("appointments", lead, me.agent_id, now, settings.zone)] if appointment else []
    return Reached(answered.lead.model_copy(update=met), merge_counters((*answered.counters, *came_to)))


def record_sent_message(lead: Lead, me: Member, channel: Channel, settings: Settings, now: datetime) -> Reached:
    """Record that `me` sent the person a message from their own app; it answers them, and may fulfil the deadline.

    Source: docs/rules.md, "Supervision" 4, "Response after the claim" 1.
    """
    return _answer(lead, me, channel, settings, now, ("messages",))


def count_received_message(lead: Lead, me: Member, settings: Settings, now: datetime) -> tuple[CounterRow, ...]:
    """Count a message from the person that `me` recorded.

    Source: docs/rules.md, "Supervision" 1 and 4.
    """
    return (_count_act("messages", lead, me, settings, now),)


def _answer_fields(lead: Lead, me: Member, now: datetime) -> dict[str, Any]:
    talk = lead.conversation
    return {
        "conversation": talk.model_copy(update={"waiting_since": None, "by_hand": False}) if talk else None,
        "contacted_at": lead.contacted_at or now,
        "answered_at": now if _is_first_answer(lead, me) else lead.answered_at,
    }


def _is_first_answer(lead: Lead, me: Member) -> bool:
    """Return whether this is the owner's first answer since they own the lead."""
    return lead.state == "owned" and lead.owner == me.agent_id and lead.answered_at is None


def _answer(
    lead: Lead, me: Member, kind: Action | Channel, settings: Settings, now: datetime, acts: Iterable[Counted]
) -> Reached:
    """Return the lead after `me` reached out, with the counters of these acts and of what they came to."""
    after = record_response(lead, me, kind, now)
    counters = [_count_act(act, lead, me, settings, now) for act in acts]
    if lead.response is not None and after.response is None:
        counters.extend(count_response("response_met", lead, lead.response, now, settings.zone))
    if _is_first_answer(lead, me):
        took = measure(settings.working_time, lead.since, now)
        counters.append(count_result("responded", lead, me.agent_id, now, settings.zone, times={"r": took}))
    if lead.counted and lead.contacted_at is None:
        counters.append(
            _count_act(
                "contacted", lead, me, settings, now, {"f": measure(settings.working_time, lead.created_at, now)}
            )
        )
    return Reached(after.model_copy(update=_answer_fields(lead, me, now)), merge_counters(counters))


def _count_act(
    what: Counted, lead: Lead, me: Member, settings: Settings, now: datetime, times: Mapping[Timed, Times] | None = None
) -> CounterRow:
    """Count what `me` did on the lead, for the route that last had it and its source."""
    routed = lead.routed_last
    return count_event(what, now, settings.zone, agent_id=me.agent_id, route_id=routed.route_id if routed else None,
                       source_id=lead.source_id, times=times)  # fmt: skip
