"""Remove a member from the plan, and take their leads and offers away from them.

Reading their leads and repeating until all is done belongs in `shared/store/member_removal.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Literal

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.errors import AgentUnknown, Invalid, LastRainmaker, LeadsNeedPlace, NotActive
from shared.domain.kernel.event import By
from shared.domain.kernel.event_details import AssignedDetail, PooledDetail, WithdrawnDetail
from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.counters import count_event
from shared.domain.lead_records.decision import (
    Decision,
    combine_changes,
    count_withdrawn_offer,
    free_offer_workload,
    unchanged,
)
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.rota import Rota
from shared.domain.plan_records.route import Route, ToAgent
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.source import Source
from shared.domain.plan_records.workload import Workload, WorkloadChange
from shared.domain.planning.change_member import has_other_rainmaker
from shared.domain.planning.changes import Change, ChangeContext, audit, check_version, no_change
from shared.domain.planning.sessions import end_all_sessions

MAX_AT_ONCE = 80  # routes and sources in one change: a transaction has at most 100 writes
REASON: Literal["member_removed"] = "member_removed"
_LOC = ("query", "leads_to")

type Freed = Route | Source | Rota
"""A record that names a member, without them."""


def remove_member(
    plan: Plan, agent_id: AgentId, leads_to: str | None, workload: Workload, version: int | None, context: ChangeContext
) -> Change:
    """Remove a member from the team, or take a step towards it: repeat until their status is `removed`.

    They are taken off their routes (also where they are the last resort) and their shifts, and their sources lose
    their owner. If that is too much for one transaction, the first changes only do part of it. A route that assigns to
    them is paused. Without `leads_to` their leads go to routing, in case a claim is under way. Removing a removed
    member changes nothing, also not where their leads go.

    Args:
        plan: as read.
        agent_id: the member to remove.
        leads_to: `route`, `pool` or the id of a member; None if they own no leads.
        workload: of the member, as read.
        version: of the member, as the caller read it.
        context: who changes the plan, and when.

    Raises:
        Missing: there was never such a member.
        ChangedByOther: the member's version is not `version` any more.
        LastRainmaker: the team would have no active Rainmaker.
        LeadsNeedPlace: they own open leads, and `leads_to` is missing.
        AgentUnknown: `leads_to` is not in the team.
        NotActive: `leads_to` is not active.
        Invalid: `leads_to` is the removed member.

    Source: docs/rules.md, "Eligible agents" 4.
    """
    before = plan.member(agent_id)
    if before.status == "removed":
        return no_change(agent_id)
    check_version(before, version)
    if before.role == "rainmaker" and not has_other_rainmaker(plan, agent_id):
        raise LastRainmaker
    if leads_to is None and workload.open_leads > 0:
        raise LeadsNeedPlace
    _check_destination(plan, agent_id, leads_to)
    freed = {
        **_routes_without(plan, agent_id, context),
        **_sources_without(plan, agent_id),
        **_rotas_without(plan, agent_id),
    }
    if len(freed) > MAX_AT_ONCE:
        some = dict(list(freed.items())[:MAX_AT_ONCE])
        entry = _audit_entry("member.taken_off", before, before, some, plan, context)
        return Change(agent_id, put=tuple(some.values()), audit=entry)
    gone = {"status": "removed", "removed_at": context.at, "leads_to": leads_to or "route"}
    removed = end_all_sessions(before, context.at).model_copy(update=gone)
    inactive = workload.model_copy(update={"active": False})
    entry = _audit_entry("member.removed", before, removed, freed, plan, context)
    return Change(agent_id, put=(removed, inactive, *freed.values()), audit=entry)


def destination_of_leads(plan: Plan, member: Member) -> Literal["route", "pool"] | Member:
    """Return where a removed member's leads go: as decided then, but to routing if that member is not active now."""
    if member.leads_to == "pool":
        return "pool"
    to = plan.members.get(member.leads_to or "")
    return to if to is not None and to.status == "active" else "route"


def take_lead_away(
    lead: Lead, member: Member, to: Literal["route", "pool"] | Member, settings: Settings, now: datetime, by: By
) -> Decision:
    """Take a lead away from a removed member: one that they own goes to `to`, one offered to them is routed again.

    A lead sent to routing is matched again, and not offered to agents who had it alone before. A jump ball stays open
    for the others. A lead that is neither owned by nor offered to the member does not change.

    Source: docs/rules.md, "Eligible agents" 4, "Offers and deadlines" 5.
    """
    if lead.state == "owned" and lead.owner == member.agent_id:
        return _take_owned(lead, member, to, settings, now, by)
    if lead.offer is not None and member.agent_id in lead.offer.agent_ids:
        return _withdraw_offer(lead, member, settings, now, by)
    return unchanged(lead)


def _take_owned(
    lead: Lead, member: Member, to: Literal["route", "pool"] | Member, settings: Settings, now: datetime, by: By
) -> Decision:
    fewer = WorkloadChange(member.agent_id, open_leads=-1)
    if isinstance(to, Member):
        assigned = AssignedDetail(agent_id=to.agent_id, from_agent=member.agent_id, reason=REASON)
        return Decision(
            lead.owned(assigned, to.agent_id, at=now, by=by),
            workload_changes=combine_changes((fewer, WorkloadChange(to.agent_id, open_leads=1))),
            counters=(
                count_event("hand_assigned", now, settings.zone, agent_id=to.agent_id, source_id=lead.source_id),
            ),
        )
    if to == "pool":
        pooled = PooledDetail(reason=REASON, agent_id=member.agent_id)
        return Decision(lead.pooled(REASON, at=now, by=by, detail=pooled), workload_changes=(fewer,))
    withdrawn = WithdrawnDetail(reason=REASON, agent_id=member.agent_id)
    return Decision(lead.returned_to_routing(withdrawn, at=now, by=by, route_id=None), workload_changes=(fewer,))


def _withdraw_offer(lead: Lead, member: Member, settings: Settings, now: datetime, by: By) -> Decision:
    assert lead.offer is not None  # noqa: S101  # the caller has checked
    detail = WithdrawnDetail(reason=REASON, agent_ids=(member.agent_id,))
    left = tuple(agent_id for agent_id in lead.offer.agent_ids if agent_id != member.agent_id)
    if left:
        offer = lead.offer.model_copy(update={"agent_ids": left})
        tried = lead.progress.after_offer((member.agent_id,))
        return Decision(lead.with_event(detail, at=now, by=by, offer=offer, progress=tried))
    unrouted = lead.with_event(detail, at=now, by=by, state="unrouted", offer=None)
    return Decision(
        unrouted, workload_changes=free_offer_workload(lead), counters=count_withdrawn_offer(lead, now, settings.zone)
    )


def _check_destination(plan: Plan, agent_id: AgentId, leads_to: str | None) -> None:
    if leads_to in (None, "route", "pool"):
        return
    if leads_to == agent_id:
        raise Invalid(_LOC, "leads_to_removed", "The leads cannot go to the member who is removed.")
    to = plan.members.get(leads_to or "")
    if to is None or to.status == "removed":
        raise AgentUnknown(_LOC)
    if to.status != "active":
        raise NotActive("The leads can only go to an active member: this one has not signed in yet.")


def _routes_without(plan: Plan, agent_id: AgentId, context: ChangeContext) -> dict[str, Freed]:
    """Return the routes that name the member, changed so that they do not."""
    found: dict[str, Freed] = {}
    for route in plan.routes:
        falls_back = isinstance(route.when_nobody, ToAgent) and route.when_nobody.agent_id == agent_id
        change: dict[str, Any] = {"when_nobody": "pool"} if falls_back else {}
        if agent_id in route.agent_ids:
            change["agents"] = tuple(seat for seat in route.agents if seat.agent_id != agent_id)
            if route.assigns and route.status == "active":
                change |= {"status": "paused", "switched_at": context.at, "switched_by": context.by}
        if change:
            found[route.route_id] = route.model_copy(update=change)
    return found


def _sources_without(plan: Plan, agent_id: AgentId) -> dict[str, Freed]:
    owned = (source for source in plan.sources.values() if source.owner == agent_id)
    return {source.source_id: source.model_copy(update={"owner": None}) for source in owned}


def _rotas_without(plan: Plan, agent_id: AgentId) -> dict[str, Freed]:
    named = (rota for rota in plan.rotas.values() if any(agent_id in shift.agent_ids for shift in rota.shifts))
    return {f"rota of {rota.route_id}": rota.without([agent_id]) for rota in named}


def _audit_entry(
    what: str, before: Member, after: Member, freed: Mapping[str, Freed], plan: Plan, context: ChangeContext
) -> Audit:
    """Return the audit entry, with the member's former places on routes and sources, and the paused routes."""
    entry = audit(what, before.agent_id, context, before, after)
    places = dict(_former_places(before.agent_id, freed, plan))
    paused = {
        one.route_id: {"status": one.status}
        for one in freed.values()
        if isinstance(one, Route) and one.status != plan.routes_by_id[one.route_id].status
    }
    return entry.model_copy(
        update={
            "before": {**(entry.before or {}), "places": places},
            "after": {**(entry.after or {}), "places": paused},
        }
    )


def _former_places(agent_id: AgentId, freed: Mapping[str, Freed], plan: Plan) -> Iterator[tuple[str, Any]]:
    """Yield each route, rota or source with the member's place there: seat, last resort, shifts, or owner."""
    for key, one in freed.items():
        if isinstance(one, Rota):
            listed = plan.rotas[one.route_id].shifts
            yield key, {"shifts": [shift.shift_id for shift in listed if agent_id in shift.agent_ids]}
            continue
        route = plan.routes_by_id.get(key)
        if route is None:
            yield key, {"owner": agent_id}
            continue
        place = next((place for place, seat in enumerate(route.agents) if seat.agent_id == agent_id), None)
        seat = {} if place is None else {"place": place, **route.agents[place].model_dump(exclude_none=True)}
        falls_back = isinstance(route.when_nobody, ToAgent) and route.when_nobody.agent_id == agent_id
        yield key, {**seat, **({"when_nobody": agent_id} if falls_back else {})}
