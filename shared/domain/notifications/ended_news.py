"""Decide which notifications of a lead are over because what they tell of is: its stay in the pool, a wait, a doubt.

Those of offers, messages and owed responses are in `ended_offers`, of tasks and mentions in `task_events`, and of what
concerns the team in `team_events`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from shared.domain.kernel.event import Event
from shared.domain.kernel.event_details import ResponseMissedDetail
from shared.domain.kernel.notification import NotificationKind
from shared.domain.lead_records.lead import Lead
from shared.domain.notifications.grouping import notification_id
from shared.domain.notifications.notification_events import (
    NotificationEvent,
    events_of_pool,
    events_of_reminder,
    events_of_state,
    from_event,
)
from shared.domain.plan_records.plan import Plan

type End = Literal[
    "offer", "pool", "doubt", "ownership", "answer", "conversation", "response", "task", "duplicate", "lead", "switch",
    "period", "target", "mails", "source", "announcement", "address", "reader",
]  # fmt: skip
# What ends each kind: it is then archived for all who got it. `reader`: its reader alone archives it.
ENDS: dict[NotificationKind, End] = {
    "offer": "offer",
    "offer_missed": "lead", "offer_withdrawn": "lead", "lead_merged": "lead", "attempted": "lead",
    "lead_assigned": "ownership", "leads_received": "ownership",
    "asked_again": "answer", "message": "answer",
    "response_due": "response", "response_missed": "response",
    "mention": "reader", "sensitive_act": "reader", "task_done": "reader",
    "task_assigned": "task", "task_due": "task", "task_overdue": "task",
    "pooled": "pool", "pooled_long": "pool",
    "attention": "conversation",
    "doubted": "doubt",
    "possible_duplicate": "duplicate",
    "route_switched": "switch",
    "limit_reached": "period",
    "target_disabled": "target",
    "erasure_due": "announcement",
    "reminded": "answer",
    "source_silent": "source", "source_failing": "source",
    "to_read": "mails",
    "address_paused": "address",
}  # fmt: skip
_ELSEWHERE = frozenset({"offer"})  # see `ended_offers`


def ended_news(before: Lead | None, after: Lead, plan: Plan) -> Iterator[NotificationEvent]:
    """Yield what was told of a lead and holds no more after this change, for all who may have been told.

    It is derived from the lead alone, so nothing has to be looked for: its state, and its events as the lead holds
    them. Of events that moved to pages of the history, notifications stay until their readers archive them.

    Args:
        before: the lead before the change; None if it is new.
        after: the lead after it.
        plan: as it is now: who supervises.

    Source: docs/rules.md, "Supervision" 5.
    """
    if before is None:
        return
    told = before.history
    holds = {_place(one) for one in _standing(after, told, plan)}
    for event in _standing(before, told, plan):
        if _place(event) not in holds:
            yield event


def _place(event: NotificationEvent) -> tuple[str, str, str]:
    return event.agent_id, notification_id(event), event.key


def _standing(lead: Lead, told: Iterable[Event], plan: Plan) -> Iterator[NotificationEvent]:
    """Yield what was told of the lead, by these events too, and still holds."""
    if lead.state == "closed":
        return
    if lead.state == "pooled" and lead.routes_at is None:
        yield from events_of_pool(lead, plan)
    yield from events_of_state(lead, plan)
    if lead.reminder and lead.conversation and lead.reminder.waiting_since in (None, lead.neglected_since):
        yield from events_of_reminder(lead, plan)
    for event in told:
        for one in from_event(event, None, lead, plan):
            if one.kind not in _ELSEWHERE and _holds(one, event, lead):
                yield one


def _holds(told: NotificationEvent, event: Event, lead: Lead) -> bool:
    """Return whether what was told of an event of an open lead still holds."""
    mine = lead.state == "owned" and event.at >= lead.since and lead.answered_at is None
    match ENDS[told.kind]:
        case "ownership":
            return mine and event.at == lead.since
        case "response":
            missed = event.typed_detail
            if isinstance(missed, ResponseMissedDetail) and missed.stays:
                return mine and missed.agent_id == lead.owner
        case "answer":
            return told.since is not None and event.at >= told.since
        case "duplicate":
            return event.detail.get("possible_duplicate") in lead.possible_duplicates
    return True
