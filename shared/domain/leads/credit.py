"""Decide what is credited to who had a lead that is none: their turn, and what their limits counted."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from shared.domain.kernel.event_details import JudgedDetail
from shared.domain.lead_records.counters import CounterRow, count_event
from shared.domain.lead_records.doubt import Doubt
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.workload import WorkloadChange, periods


def doubt_of(lead: Lead, now: datetime) -> Doubt | None:
    """Return how its owner has the lead, as a doubt of now, or the doubt that there is; None without an owner."""
    if lead.state != "owned" or lead.owner is None:
        return lead.doubt
    return Doubt(
        by=lead.owner, at=now, since=lead.since, route_id=lead.via,
        turned=lead.via is not None and lead.via == lead.route_id and lead.turn_of == lead.owner,
    )  # fmt: skip


def with_judgement(lead: Lead, doubt: Doubt, me: Member, now: datetime) -> Lead:
    """Return the lead with the event that a Manager says that it is none, which credits who had it."""
    told = JudgedDetail(confirmed=True, agent_id=doubt.by, route_id=doubt.route_id)
    return lead.with_event(told, at=now, by=me.agent_id, doubt=None, rivals=())


def credit(doubt: Doubt, now: datetime, zone: ZoneInfo) -> tuple[WorkloadChange, ...]:
    """Return what gives back the turn, and what the limits of the running periods counted; nothing without a route."""
    if doubt.route_id is None:
        return ()
    running = [period for period in periods(doubt.since, zone) if period in periods(now, zone)]
    owed = {doubt.route_id: 1} if doubt.turned else {}
    change = WorkloadChange(doubt.by, received=dict.fromkeys(running, -1), owed=owed)
    return () if change == WorkloadChange(doubt.by) else (change,)


def count_credit(doubt: Doubt, lead: Lead, now: datetime, zone: ZoneInfo) -> tuple[CounterRow, ...]:
    """Count a lead that was credited back; one that came through no route is not."""
    if doubt.route_id is None:
        return ()
    return (count_event("credited", now, zone, agent_id=doubt.by, route_id=doubt.route_id, source_id=lead.source_id),)
