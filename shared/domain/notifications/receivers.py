"""Tell who is notified beside the person whom an event is about: supervisors, covers, and who stands in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.routing.availability import ANYWHERE


def supervisors(plan: Plan) -> Iterator[Member]:
    """Yield the active Managers and Rainmakers."""
    return (member for member in plan.members.values() if member.supervises and member.status == "active")


def rainmakers(plan: Plan) -> Iterator[Member]:
    """Yield the active Rainmakers."""
    return (member for member in supervisors(plan) if member.role == "rainmaker")


def stand_ins(lead: Lead, plan: Plan, now: datetime) -> Iterator[AgentId]:
    """Yield who is told of what the person says besides the owner: covers, and if the owner is away, supervisors.

    Source: docs/rules.md, "Eligible agents" 6, "Entry" 6, "Supervision" 5.
    """
    owner = plan.members.get(lead.owner or "")
    if owner is None:
        return
    covers = covers_of(owner.agent_id, lead, plan, now)
    yield from covers
    if _is_away(owner, plan, now):
        yield from (member.agent_id for member in supervisors(plan) if member.agent_id not in covers)


def covers_of(agent_id: AgentId, lead: Lead, plan: Plan, now: datetime) -> tuple[AgentId, ...]:
    """Return who covers for a member now, as for a lead that they got through its route."""
    member = plan.members.get(agent_id)
    return member.covers_at(now, lead.via) if member is not None else ()


def _is_away(member: Member, plan: Plan, now: datetime) -> bool:
    """Return whether the member is paused on all routes, or outside their hours."""
    paused = any(pause.covers(ANYWHERE, now) for pause in member.all_pauses)
    return paused or not member.works(now, plan.settings.zone)
