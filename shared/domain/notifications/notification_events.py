"""Announcing: what happened to a lead, a comment or a route, as news for those whom it concerns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import JsonValue

from shared.domain import access
from shared.domain.kernel.event import Event
from shared.domain.kernel.notification import NotificationKind
from shared.domain.kernel.record import AgentId, LeadId
from shared.domain.kernel.weekly_hours import covers
from shared.domain.lead_records.comment import Comment
from shared.domain.lead_records.lead import Lead
from shared.domain.lead_records.task import Task
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.target import Target
from shared.domain.plan_records.workload import Workload, periods
from shared.domain.routing import eligible
from shared.domain.routing.availability import ANYWHERE

# What tells the end of something that was theirs: they need not see the lead any more.
_ENDED: frozenset[NotificationKind] = frozenset({"offer_missed", "offer_withdrawn", "response_missed"})

_HEARD = ("message", "reopened")  # what a lead tells of a message that its owner did not record themselves


@dataclass(frozen=True, slots=True)
class NotificationEvent:
    """One thing that one member shall be told.

    `key` tells this event from every other, so that the same event is told once, however often it is heard of.
    `detail` holds ids, instants and codes only.
    """

    agent_id: AgentId
    kind: NotificationKind
    at: datetime
    key: str
    lead_id: LeadId | None = None
    detail: dict[str, JsonValue] = field(default_factory=dict)


def of_lead(before: Lead | None, after: Lead, plan: Plan) -> Iterator[NotificationEvent]:
    """What the step from `before` to `after` means for whom; nobody is told what they did themselves.

    Told are active members who may see the lead as it is after the step; of an end of their own, also who may not any
    more.

    Source: docs/rules.md, "Supervision" 5, "Offers and deadlines" 2 and 5, "Entry" 2, 6 and 7.
    """
    for news in (*_happened(before, after, plan), *_came_due(before, after, plan)):
        member = plan.members.get(news.agent_id)
        if member is None or member.status != "active":
            continue
        if news.kind in _ENDED or access.may_see(member, after, plan.settings):
            yield news


def of_comment(comment: Comment, lead: Lead, plan: Plan) -> Iterator[NotificationEvent]:
    """A mention for each member tagged in a new comment, but its author, who may see the lead.

    Source: docs/rules.md, "Supervision" 4.
    """
    for agent_id in dict.fromkeys(comment.mentions):
        member = plan.members.get(agent_id)
        if member and agent_id != comment.by and access.may_see(member, lead, plan.settings):
            detail: dict[str, JsonValue] = {"comment_id": comment.comment_id, "by": comment.by}
            yield NotificationEvent(agent_id, "mention", comment.at, comment.comment_id, comment.lead_id, detail)


def of_task(task: Task) -> NotificationEvent:
    """That a task is due, for whose it is.

    Source: docs/rules.md, "Supervision" 4.
    """
    detail: dict[str, JsonValue] = {"comment_id": task.comment_id, "by": task.by}
    key = f"{task.comment_id}:{task.due_at.isoformat()}"
    return NotificationEvent(task.agent_id, "task_due", task.due_at, key, task.lead_id, detail)


def of_route(before: Route | None, after: Route, plan: Plan) -> Iterator[NotificationEvent]:
    """A switch of a route, for Managers and the Rainmaker.

    Source: docs/rules.md, "Special routes" 2.
    """
    if before is None or before.status == after.status or after.switched_at is None:
        return
    detail: dict[str, JsonValue] = {"route_id": after.route_id, "status": after.status, "by": after.switched_by}
    key = f"{after.route_id}:{after.switched_at.isoformat()}"
    for member in _supervisors(plan):
        if member.agent_id != after.switched_by:
            yield NotificationEvent(member.agent_id, "route_switched", after.switched_at, key, None, detail)


def of_target(before: Target | None, after: Target, plan: Plan) -> Iterator[NotificationEvent]:
    """That an outbound webhook was disabled by itself, for every Rainmaker.

    Source: docs/rules.md, "Supervision" 7.
    """
    if before is None or before.status == after.status or after.trouble is None or after.disabled_at is None:
        return
    detail: dict[str, JsonValue] = {"target_id": after.target_id, "trouble": after.trouble}
    key = f"{after.target_id}:{after.disabled_at.isoformat()}"
    for member in _supervisors(plan):
        if member.role == "rainmaker":
            yield NotificationEvent(member.agent_id, "target_disabled", after.disabled_at, key, None, detail)


def of_limits(member: Member, load: Workload, plan: Plan, now: datetime) -> Iterator[NotificationEvent]:
    """The limits of a member who has just received a lead that leave no room for another, each with its period.

    Source: docs/rules.md, "Eligible agents" 3.
    """
    day, week, month = periods(now, plan.settings.zone)
    current: dict[eligible.Period, str] = {"day": day, "week": week, "month": month, "open": day}
    taken = eligible.used(load, now, plan.settings.zone)
    for period, most in eligible.most(member).items():
        if taken[period] >= most:
            detail: dict[str, JsonValue] = {"limit": period, "period": current[period], "max": most}
            yield NotificationEvent(member.agent_id, "limit_reached", now, f"{period}:{current[period]}", None, detail)


def received(before: Lead | None, after: Lead) -> AgentId | None:
    """Who has just become the lead's owner, if anybody.

    Source: docs/rules.md, "Eligible agents" 3.
    """
    was = before.owner if before is not None and before.state == "owned" else None
    return after.owner if after.state == "owned" and after.owner != was else None


def new_events(before: Lead | None, after: Lead) -> tuple[Event, ...]:
    """What happened in the step: a lead holds its latest events, of which a single step adds but a few.

    Source: docs/rules.md, "Supervision" 6.
    """
    if before is None or not before.history:
        return after.history
    last = before.history[-1]
    places = [place for place, event in enumerate(after.history) if event == last]
    return after.history[places[-1] + 1 :] if places else after.history


def changed_for(before: Lead | None, after: Lead) -> set[AgentId]:
    """The members on whose lists the lead appears, changes or disappears by the step, whatever their role."""
    return {agent_id for lead in (before, after) if lead is not None for agent_id in _concerned(lead)}


def _concerned(lead: Lead) -> Iterator[AgentId]:
    if lead.owner:
        yield lead.owner
    if lead.offer:
        yield from lead.offer.agent_ids


def _happened(before: Lead | None, after: Lead, plan: Plan) -> Iterator[NotificationEvent]:
    pooled_before = before is not None and before.state == "pooled"
    for place, event in enumerate(new_events(before, after)):
        key = f"{after.lead_id}:{after.version}:{place}"
        yield from _of_event(event, after, plan, key)
        if event.detail.get("possible_duplicate"):
            yield from _to_supervisors("possible_duplicate", event, after, plan, key)
    if after.state == "pooled" and not pooled_before and after.routes_at is None and after.history:
        detail: dict[str, JsonValue] = {"reason": after.reason}
        yield from _to_supervisors("pooled", after.history[-1], after, plan, f"{after.lead_id}:{after.version}", detail)


def _of_event(event: Event, lead: Lead, plan: Plan, key: str) -> Iterator[NotificationEvent]:
    match event.kind:
        case "offered":
            names = ("offer_id", "route_id", "deadline")
            detail: dict[str, JsonValue] = {name: event.detail[name] for name in names if name in event.detail}
            yield from _to(_listed(event), "offer", event, lead, key, detail)
        case "expired":
            yield from _to(_listed(event), "offer_missed", event, lead, key)
        case "withdrawn":
            yield from _to((one for one in _listed(event) if one != lead.owner), "offer_withdrawn", event, lead, key)
        case "assigned" | "handed_over" | "reopened" if lead.owner:
            moved = event.detail.get("reason") == "member_removed"
            yield from _to((lead.owner,), "leads_received" if moved else "lead_assigned", event, lead, key)
        case "repeated":
            yield from _asked_again(event, lead, plan, key)
        case "response_missed":
            yield from _missed(event, lead, plan, key)
        case "attempted":
            yield from _to_supervisors("attempted", event, lead, plan, key, {"agent_id": event.by})


def _asked_again(event: Event, lead: Lead, plan: Plan, key: str) -> Iterator[NotificationEvent]:
    offered = lead.offer.agent_ids if lead.offer else ()
    yield from _to((lead.owner,) if lead.owner else offered, "asked_again", event, lead, key)
    owner = plan.members.get(lead.owner or "")
    if owner is not None and _is_away(owner, plan, event.at):
        yield from _to_supervisors("asked_again", event, lead, plan, key, but=owner.agent_id)


def _missed(event: Event, lead: Lead, plan: Plan, key: str) -> Iterator[NotificationEvent]:
    owner, stays = str(event.detail.get("agent_id")), bool(event.detail.get("stays"))
    yield from _to((owner,), "response_missed", event, lead, key, {"stays": stays})
    if stays:
        detail: dict[str, JsonValue] = {"stays": True, "agent_id": owner}
        yield from _to_supervisors("response_missed", event, lead, plan, key, detail, but=owner)


def _came_due(before: Lead | None, after: Lead, plan: Plan) -> Iterator[NotificationEvent]:
    """What time alone brings: marks that the sweep or a clock has set, and a message of the person's."""
    if before is None:
        return
    lead_id = after.lead_id
    if after.pool_told and not before.pool_told:
        yield from _marked("pooled_long", after.since, f"{lead_id}:{after.since.isoformat()}", after, plan)
    talk, was = after.conversation, before.conversation
    if talk and talk.told and not (was and was.told):
        key = f"{lead_id}:{talk.opened_at.isoformat()}"
        yield from _marked("attention", talk.opened_at, key, after, plan, owner=after.owner)
    told = {task.comment_id for task in before.tasks if task.told}
    for task in after.tasks:
        if task.told and task.comment_id not in told:
            yield of_task(task)
    owes, owed = after.response, before.response
    if after.owner and owes and owes.reminded and owed and not owed.reminded:
        due: dict[str, JsonValue] = {"due": f"{owes.due:%Y-%m-%dT%H:%M:%SZ}"}
        yield NotificationEvent(after.owner, "response_due", owes.half, owes.response_id, lead_id, due)
    heard = after.last_message_at
    if after.owner and heard and heard != before.last_message_at and after.tell in _HEARD:
        yield NotificationEvent(after.owner, "message", heard, f"{lead_id}:{heard.isoformat()}", lead_id)


def _marked(
    kind: NotificationKind, at: datetime, key: str, lead: Lead, plan: Plan, *, owner: AgentId | None = None
) -> Iterator[NotificationEvent]:
    detail: dict[str, JsonValue] = {"since": f"{at:%Y-%m-%dT%H:%M:%SZ}", **({"agent_id": owner} if owner else {})}
    for member in _supervisors(plan):
        yield NotificationEvent(member.agent_id, kind, at, key, lead.lead_id, detail)


def _to(
    agent_ids: Iterable[AgentId], kind: NotificationKind, event: Event, lead: Lead, key: str,
    detail: dict[str, JsonValue] | None = None,
) -> Iterator[NotificationEvent]:  # fmt: skip
    for agent_id in agent_ids:
        if agent_id != event.by:
            yield NotificationEvent(agent_id, kind, event.at, key, lead.lead_id, {**(detail or {}), "by": event.by})


def _to_supervisors(
    kind: NotificationKind, event: Event, lead: Lead, plan: Plan, key: str,
    detail: dict[str, JsonValue] | None = None, *, but: AgentId | None = None,
) -> Iterator[NotificationEvent]:  # fmt: skip
    told = (member.agent_id for member in _supervisors(plan) if member.agent_id != but)
    return _to(told, kind, event, lead, key, detail)


def _supervisors(plan: Plan) -> Iterator[Member]:
    return (member for member in plan.members.values() if member.supervises and member.status == "active")


def _listed(event: Event) -> tuple[AgentId, ...]:
    agents = event.detail.get("agent_ids")
    return tuple(str(one) for one in agents) if isinstance(agents, list) else ()


def _is_away(member: Member, plan: Plan, now: datetime) -> bool:
    """Whether the member is paused everywhere, or off hours."""
    paused = any(pause.covers(ANYWHERE, now) for pause in member.pauses)
    return paused or not covers(member.hours, now, plan.settings.zone)
