"""Decide which members are notified of a change to a lead or a comment.

How events become notifications is decided in `grouping`, and who gets a mail or a push in `channels`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from pydantic import JsonValue

from shared.domain import access
from shared.domain.kernel.event import By, Event
from shared.domain.kernel.event_details import (
    AssignedDetail,
    AttemptedDetail,
    EditedDetail,
    ExpiredDetail,
    HandedOverDetail,
    MergedDetail,
    OfferedDetail,
    ReadAgainDetail,
    ReceivedDetail,
    ReopenedDetail,
    RepeatedDetail,
    ResponseMissedDetail,
    SeparatedDetail,
    WithdrawnDetail,
)
from shared.domain.kernel.notification import LOSSES, NotificationKind
from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.lead import Lead
from shared.domain.notifications.receivers import covers_of, stand_ins, supervisors
from shared.domain.plan_records.plan import Plan

_DOUBTING = ReceivedDetail | RepeatedDetail | EditedDetail | ReadAgainDetail
LATEST_DAYS = 14  # of whose mails to read it is looked what was told
_MESSAGE_STEPS = ("message", "reopened")  # values of `tell` for a message that the owner did not record themselves


@dataclass(frozen=True, slots=True)
class NotificationEvent:
    """One event of which one member is to be notified.

    `key` identifies the event, so that it counts once however often the stream delivers it.
    `detail` holds ids, instants and codes only. `since` is when what it is about began, if all events about that belong
    together: a person's messages since they wait for an answer, or what is told once a period. `group` then names what
    they are about, unless that is the lead.
    """

    agent_id: AgentId
    kind: NotificationKind
    at: datetime
    key: str
    lead_id: LeadId | None = None
    detail: dict[str, JsonValue] = field(default_factory=dict)
    since: datetime | None = None
    group: str = ""


def events_of_lead(before: Lead | None, after: Lead, plan: Plan) -> Iterator[NotificationEvent]:
    """Yield the events of a lead's change from `before` to `after`; nobody is notified of their own actions.

    Receivers are active members who may see the lead after the change. Those who lost an offer or a lead are notified
    of that even if they may not see it any more.

    Source: docs/rules.md, "Supervision" 5, "Offers and deadlines" 2 and 5, "Entry" 2, 6 and 7.
    """
    for event in (*_from_history(before, after, plan), *_from_changed_fields(before, after, plan)):
        member = plan.members.get(event.agent_id)
        if member is None or member.status != "active":
            continue
        if event.kind in LOSSES or access.may_see(member, after, plan.settings):
            yield event


def events_of_comment(before: Comment | None, after: Comment, lead: Lead, plan: Plan) -> Iterator[NotificationEvent]:
    """Yield a mention for each member newly tagged in a comment who may read it, except the author.

    Source: docs/rules.md, "Supervision" 4.
    """
    known = before.mentions if before else ()
    for agent_id in dict.fromkeys(after.mentions):
        member = plan.members.get(agent_id)
        if member and agent_id not in (*known, after.by) and access.may_read(member, lead, plan.settings):
            yield event_of_mention(after, agent_id)


def event_of_mention(comment: Comment, agent_id: AgentId) -> NotificationEvent:
    """Return the event that a member is tagged in a comment."""
    detail: dict[str, JsonValue] = {"comment_id": comment.comment_id, "by": comment.by}
    at = comment.tagged_at.get(agent_id, comment.at)
    return NotificationEvent(agent_id, "mention", at, comment.comment_id, comment.lead_id, detail)


def affected_members(before: Lead | None, after: Lead) -> set[AgentId]:
    """Return owners, offered agents and who has tasks, before and after the change: their lists change."""
    return {agent_id for lead in (before, after) if lead is not None for agent_id in _holders(lead)}


def _holders(lead: Lead) -> Iterator[AgentId]:
    if lead.owner:
        yield lead.owner
    if lead.offer:
        yield from lead.offer.agent_ids
    for task in lead.tasks:
        yield task.assignee


def _from_history(before: Lead | None, after: Lead, plan: Plan) -> Iterator[NotificationEvent]:
    pooled_before = before is not None and before.state == "pooled" and before.routes_at is None
    for event in after.events_since(before):
        yield from from_event(event, before, after, plan)
    if after.state == "pooled" and not pooled_before and after.routes_at is None and after.history:
        by = after.history[-1].by
        yield from (one for one in events_of_pool(after, plan, by) if one.agent_id != by)


def events_of_pool(lead: Lead, plan: Plan, by: By | None = None) -> Iterator[NotificationEvent]:
    """Yield that a lead is in the pool, for Managers and the Rainmaker."""
    detail: dict[str, JsonValue] = {"reason": lead.reason, **({"by": by} if by else {})}
    yield from _tell_supervisors("pooled", lead.since, f"{lead.lead_id}:{lead.since.isoformat()}", lead, plan, detail)


def from_event(event: Event, before: Lead | None, lead: Lead, plan: Plan) -> Iterator[NotificationEvent]:
    """Yield what an event in a lead's history is told as.

    Args:
        event: in the lead's history.
        before: the lead before the change; None if that is not known, as when it is asked what was told of it.
        lead: after the change, or as it is now.
        plan: as it is now.

    Source: docs/rules.md, "Supervision" 5.
    """
    key = f"{lead.lead_id}:{event.at.isoformat()}:{event.kind}"
    detail = event.typed_detail
    yield from _from_detail(event, before, lead, plan, key)
    if isinstance(detail, _DOUBTING) and detail.possible_duplicate:
        yield from _notify_supervisors("possible_duplicate", event, lead, plan, key)


def _from_detail(event: Event, before: Lead | None, lead: Lead, plan: Plan, key: str) -> Iterator[NotificationEvent]:
    match event.typed_detail:
        case OfferedDetail() as offered:
            detail: dict[str, JsonValue] = offered.model_dump(include={"offer_id", "route_id", "deadline"})
            yield from _notify(offered.agent_ids, "offer", event, lead, offered.offer_id, detail)
        case ExpiredDetail(agent_ids=agent_ids):
            yield from _notify(agent_ids, "offer_missed", event, lead, key)
        case WithdrawnDetail(agent_ids=agent_ids):
            others = (one for one in agent_ids or () if one != lead.owner)
            yield from _notify(others, "offer_withdrawn", event, lead, key)
        case AssignedDetail(reason="member_removed") if lead.owner:
            yield from _notify((lead.owner,), "leads_received", event, lead, key)
        case AssignedDetail() | HandedOverDetail() | ReopenedDetail() if lead.owner:
            yield from _notify((lead.owner,), "lead_assigned", event, lead, key)
        case MergedDetail() as merged:
            yield from _merged(merged, event, before, lead, key)
        case SeparatedDetail() if lead.owner and lead.state == "owned":
            yield from _notify((lead.owner,), "lead_merged", event, lead, key, {"undone": True})
        case RepeatedDetail():
            yield from _asked_again(event, lead, plan, key)
        case ResponseMissedDetail() as missed:
            yield from _response_missed(missed, event, lead, plan, key)
        case AttemptedDetail():
            yield from _notify_supervisors("attempted", event, lead, plan, key, {"agent_id": event.by})


def _merged(
    merged: MergedDetail, event: Event, before: Lead | None, lead: Lead, key: str
) -> Iterator[NotificationEvent]:
    """Yield that two leads became one, for the owners of both: each of the lead that was theirs."""
    if merged.into is None:
        owner = lead.owner if lead.state == "owned" else None
        if owner:
            yield from _notify((owner,), "lead_merged", event, lead, key)
    elif before is not None and before.state == "owned" and before.owner and before.owner != merged.agent_id:
        yield from _notify((before.owner,), "lead_merged", event, lead, key, {"lost": True})


def _asked_again(event: Event, lead: Lead, plan: Plan, key: str) -> Iterator[NotificationEvent]:
    offered = lead.offer.agent_ids if lead.offer else ()
    others = [agent_id for agent_id in stand_ins(lead, plan, event.at) if agent_id != lead.owner]
    since = lead.conversation.waiting_since if lead.conversation else None
    for one in _notify((*((lead.owner,) if lead.owner else offered), *others), "asked_again", event, lead, key):
        yield replace(one, since=since)


def _response_missed(
    missed: ResponseMissedDetail, event: Event, lead: Lead, plan: Plan, key: str
) -> Iterator[NotificationEvent]:
    owner = missed.agent_id
    yield from _notify((owner,), "response_missed", event, lead, key, {"stays": missed.stays})
    if missed.stays:
        detail: dict[str, JsonValue] = {"stays": True, "agent_id": owner}
        yield from _notify_supervisors("response_missed", event, lead, plan, key, detail, but=owner)


def _from_changed_fields(before: Lead | None, after: Lead, plan: Plan) -> Iterator[NotificationEvent]:
    """Yield the events without a history entry: marks set by the sweep or a clock, and messages from the person."""
    if before is None:
        return
    lead_id = after.lead_id
    known = {one.kind for one in events_of_state(before, plan)}
    for one in events_of_state(after, plan):
        if one.kind not in known or (one.kind == "doubted" and after.doubt != before.doubt):
            yield one
    if after.reminder and after.reminder != before.reminder:
        yield from events_of_reminder(after, plan)
    conversation = after.conversation
    response, response_before = after.response, before.response
    if after.owner and response and response.reminded and response_before and not response_before.reminded:
        by: dict[str, JsonValue] = {"due": f"{response.due:%Y-%m-%dT%H:%M:%SZ}"}
        yield NotificationEvent(after.owner, "response_due", response.half, response.response_id, lead_id, by)
    message_at = after.last_message_at
    if after.owner and message_at and message_at != before.last_message_at and after.tell in _MESSAGE_STEPS:
        key, since = f"{lead_id}:{message_at.isoformat()}", conversation.waiting_since if conversation else None
        told = NotificationEvent(after.owner, "message", message_at, key, lead_id, since=since)
        yield told
        yield from (replace(told, agent_id=one) for one in stand_ins(after, plan, message_at) if one != after.owner)


def events_of_state(lead: Lead, plan: Plan) -> Iterator[NotificationEvent]:
    """Yield what the lead's state is told as: that it waits in the pool, or open, for too long, or is said to be none.

    Source: docs/rules.md, "Supervision" 1 and 5, "Claiming" 9.
    """
    talk, owner, doubt = lead.conversation, lead.owner, lead.doubt
    if lead.pool_told:
        yield from _waits_too_long("pooled_long", lead.since, lead, plan)
    if talk and talk.told:
        yield from _waits_too_long("attention", talk.opened_at, lead, plan, {"agent_id": owner} if owner else {})
    if doubt:
        key = f"{lead.lead_id}:{doubt.at.isoformat()}"
        for one in _tell_supervisors("doubted", doubt.at, key, lead, plan, {"by": doubt.by}):
            if one.agent_id != doubt.by:
                yield one


def events_of_reminder(lead: Lead, plan: Plan) -> Iterator[NotificationEvent]:
    """Yield that its owner was reminded of the lead, for them and who covers for them; all leads of an act together.

    Source: docs/rules.md, "Supervision" 1.
    """
    told = lead.reminder
    if told is None or lead.state != "owned" or lead.owner != told.agent_id:
        return
    detail: dict[str, JsonValue] = {"by": told.by}
    if told.waiting_since:
        detail["since"] = f"{told.waiting_since:%Y-%m-%dT%H:%M:%SZ}"
    key = f"{lead.lead_id}:{told.at.isoformat()}"
    for agent_id in (told.agent_id, *covers_of(told.agent_id, lead, plan, told.at)):
        if agent_id != told.by:
            yield NotificationEvent(agent_id, "reminded", told.at, key, lead.lead_id, detail, told.at, told.by)


def _waits_too_long(
    kind: NotificationKind, at: datetime, lead: Lead, plan: Plan, more: Mapping[str, JsonValue] | None = None
) -> Iterator[NotificationEvent]:
    detail: dict[str, JsonValue] = {"since": f"{at:%Y-%m-%dT%H:%M:%SZ}", **(more or {})}
    yield from _tell_supervisors(kind, at, f"{lead.lead_id}:{at.isoformat()}", lead, plan, detail)


def _tell_supervisors(
    kind: NotificationKind, at: datetime, key: str, lead: Lead, plan: Plan, detail: dict[str, JsonValue]
) -> Iterator[NotificationEvent]:
    for member in supervisors(plan):
        yield NotificationEvent(member.agent_id, kind, at, key, lead.lead_id, detail)


def _notify(
    agent_ids: Iterable[AgentId], kind: NotificationKind, event: Event, lead: Lead, key: str,
    detail: dict[str, JsonValue] | None = None,
) -> Iterator[NotificationEvent]:  # fmt: skip
    for agent_id in agent_ids:
        if agent_id != event.by:
            yield NotificationEvent(agent_id, kind, event.at, key, lead.lead_id, {**(detail or {}), "by": event.by})


def _notify_supervisors(
    kind: NotificationKind, event: Event, lead: Lead, plan: Plan, key: str,
    detail: dict[str, JsonValue] | None = None, *, but: AgentId | None = None,
) -> Iterator[NotificationEvent]:  # fmt: skip
    agent_ids = (member.agent_id for member in supervisors(plan) if member.agent_id != but)
    return _notify(agent_ids, kind, event, lead, key, detail)
