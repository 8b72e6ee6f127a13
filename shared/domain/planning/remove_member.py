"""Removing a member: out of the plan, and their leads to whom they are left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Literal

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.errors import AgentUnknown, Invalid, LastRainmaker, LeadsNeedPlace, NotActive
from shared.domain.kernel.event import By
from shared.domain.kernel.record import AgentId
from shared.domain.lead_records.counters import tally
from shared.domain.lead_records.decision import Decision, merged, offer_ended, offer_withdrawn, unchanged
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import Route, ToAgent
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.source import Source
from shared.domain.plan_records.workload import Workload, WorkloadChange
from shared.domain.planning.change_member import others_lead
from shared.domain.planning.changes import Change, ChangeContext, audit, expect
from shared.domain.planning.changes import unchanged as nothing

MOST_AT_ONCE = 80  # routes and sources that one change touches: a transaction holds a hundred writes
_LOC = ("query", "leads_to")


def remove_member(
    plan: Plan, agent_id: AgentId, leads_to: str | None, load: Workload, version: int | None, stamp: ChangeContext
) -> Change:
    """Remove a member from the team, or get nearer to it: to be repeated until they are.

    The seats they hold, the routes that fall back on them and the sources they own are freed; who is on very many
    is first taken off some of them, and is removed by the last change. The only agent of a route that assigns
    leaves it paused. Whose leads go nowhere in particular leaves them to routing: a claim may be under way.
    Removing a removed member changes nothing; where their leads go was decided before.

    Args:
        plan: as read.
        agent_id: whom to remove.
        leads_to: `route`, `pool` or a member; None if they own no leads.
        load: the member's counts, as read.
        version: of the member, as the caller read it.
        stamp: who, when.

    Raises:
        Missing: there was never such a member.
        ChangedByOther: they are not at `version` any more.
        LastRainmaker: the team would have no active Rainmaker.
        LeadsNeedPlace: they own open leads, and nobody said where these go.
        AgentUnknown, NotActive, Invalid: `leads_to` is nobody of the team, not active, or who is removed.

    Source: docs/rules.md, "Eligible agents" 4.
    """
    before = plan.member(agent_id)
    if before.status == "removed":
        return nothing(agent_id)
    expect(before, version)
    if before.role == "rainmaker" and not others_lead(plan, agent_id):
        raise LastRainmaker
    if leads_to is None and load.open_leads > 0:
        raise LeadsNeedPlace
    _check_place(plan, agent_id, leads_to)
    freed = {**_routes_without(plan, agent_id, stamp), **_sources_without(plan, agent_id)}
    if len(freed) > MOST_AT_ONCE:
        some = dict(list(freed.items())[:MOST_AT_ONCE])
        return Change(
            agent_id, put=tuple(some.values()), audit=_told("member.taken_off", before, before, some, plan, stamp)
        )
    removed = before.model_copy(update={"status": "removed", "removed_at": stamp.at, "leads_to": leads_to or "route"})
    out = load.model_copy(update={"active": False})
    told = _told("member.removed", before, removed, freed, plan, stamp)
    return Change(agent_id, put=(removed, out, *freed.values()), audit=told)


def place_of_leads(plan: Plan, member: Member) -> Literal["route", "pool"] | Member:
    """Where a removed member's leads go now: to routing, if who should get them is not active any more."""
    if member.leads_to == "pool":
        return "pool"
    to = plan.members.get(member.leads_to or "")
    return to if to is not None and to.status == "active" else "route"


def leave(
    lead: Lead, member: Member, to: Literal["route", "pool"] | Member, settings: Settings, now: datetime, by: By
) -> Decision:
    """Take a lead from a removed member: one they own goes `to` its place, one offered to them goes on at once.

    A lead that goes to routing is matched anew, and is offered to nobody who had it alone before. Of a jump ball
    only they are out. A lead that is not theirs stays as it is.

    Source: docs/rules.md, "Eligible agents" 4, "Offers and deadlines" 5.
    """
    if lead.state == "owned" and lead.owner == member.agent_id:
        return _given_up(lead, member, to, settings, now, by)
    if lead.offer is not None and member.agent_id in lead.offer.agent_ids:
        return _withdrawn(lead, member, settings, now, by)
    return unchanged(lead)


def _given_up(
    lead: Lead, member: Member, to: Literal["route", "pool"] | Member, settings: Settings, now: datetime, by: By
) -> Decision:
    fewer = WorkloadChange(member.agent_id, open_leads=-1)
    if isinstance(to, Member):
        detail = {"agent_id": to.agent_id, "from": member.agent_id, "reason": "member_removed"}
        return Decision(
            lead.owned("assigned", to.agent_id, at=now, by=by, detail=detail),
            loads=merged((fewer, WorkloadChange(to.agent_id, open_leads=1))),
            tallies=(tally("hand_assigned", now, settings.zone, agent_id=to.agent_id, source_id=lead.source_id),),
        )
    if to == "pool":
        detail = {"agent_id": member.agent_id}
        return Decision(lead.pooled("member_removed", at=now, by=by, detail=detail), loads=(fewer,))
    told = {"reason": "member_removed", "agent_id": member.agent_id}
    return Decision(lead.returned("withdrawn", at=now, by=by, detail=told, route_id=None), loads=(fewer,))


def _withdrawn(lead: Lead, member: Member, settings: Settings, now: datetime, by: By) -> Decision:
    assert lead.offer is not None  # noqa: S101  # who calls has looked
    detail = {"reason": "member_removed", "agent_ids": [member.agent_id]}
    left = tuple(agent_id for agent_id in lead.offer.agent_ids if agent_id != member.agent_id)
    if left:
        offer = lead.offer.model_copy(update={"agent_ids": left})
        tried = (*lead.tried, member.agent_id)
        return Decision(lead.become("withdrawn", at=now, by=by, detail=detail, offer=offer, tried=tried))
    gone_on = lead.become("withdrawn", at=now, by=by, detail=detail, state="unrouted", offer=None)
    return Decision(gone_on, loads=offer_ended(lead), tallies=offer_withdrawn(lead, now, settings.zone))


def _check_place(plan: Plan, agent_id: AgentId, leads_to: str | None) -> None:
    if leads_to in (None, "route", "pool"):
        return
    if leads_to == agent_id:
        raise Invalid(_LOC, "leads_to_removed", "The leads cannot go to the member who is removed.")
    to = plan.members.get(leads_to or "")
    if to is None or to.status == "removed":
        raise AgentUnknown(_LOC)
    if to.status != "active":
        raise NotActive("The leads can only go to an active member: this one has not signed in yet.")


def _routes_without(plan: Plan, agent_id: AgentId, stamp: ChangeContext) -> dict[str, Route | Source]:
    """The routes that name the member, as they are without them."""
    found: dict[str, Route | Source] = {}
    for route in plan.routes:
        falls_back = isinstance(route.when_nobody, ToAgent) and route.when_nobody.agent_id == agent_id
        change: dict[str, Any] = {"when_nobody": "pool"} if falls_back else {}
        if agent_id in route.agent_ids:
            change["agents"] = tuple(seat for seat in route.agents if seat.agent_id != agent_id)
            if route.assigns and route.status == "active":
                change |= {"status": "paused", "switched_at": stamp.at, "switched_by": stamp.by}
        if change:
            found[route.route_id] = route.model_copy(update=change)
    return found


def _sources_without(plan: Plan, agent_id: AgentId) -> dict[str, Route | Source]:
    owned = (source for source in plan.sources.values() if source.owner == agent_id)
    return {source.source_id: source.model_copy(update={"owner": None}) for source in owned}


def _told(
    what: str, before: Member, after: Member, freed: Mapping[str, Route | Source], plan: Plan, stamp: ChangeContext
) -> Audit:
    """The entry, with what named the member before, and which routes were paused for it."""
    entry = audit(what, before.agent_id, stamp, before, after)
    was = dict(_named(before.agent_id, freed, plan))
    now = {
        one.route_id: {"status": one.status}
        for one in freed.values()
        if isinstance(one, Route) and one.status != plan.routes_by_id[one.route_id].status
    }
    return entry.model_copy(
        update={"before": {**(entry.before or {}), "places": was}, "after": {**(entry.after or {}), "places": now}}
    )


def _named(agent_id: AgentId, freed: Mapping[str, Route | Source], plan: Plan) -> Iterator[tuple[str, Any]]:
    """Each route or source with the member's place there: their seat, the last resort, the owner."""
    for key in freed:
        route = plan.routes_by_id.get(key)
        if route is None:
            yield key, {"owner": agent_id}
            continue
        place = next((place for place, seat in enumerate(route.agents) if seat.agent_id == agent_id), None)
        seat = {} if place is None else {"place": place, **route.agents[place].model_dump(exclude_none=True)}
        falls_back = isinstance(route.when_nobody, ToAgent) and route.when_nobody.agent_id == agent_id
        yield key, {**seat, **({"when_nobody": agent_id} if falls_back else {})}
