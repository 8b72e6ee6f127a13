"""Dispatching: a batch of leads is matched, offered or pooled as one decision.

The rotation of each route and the load of each member are carried from lead to lead in memory, so
two leads of one batch never use the same turn; the transaction's guards see to it that two batches
never do.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from shared.domain.choose import Choice, choose, draw, is_first, weigh, weighed
from shared.domain.lead import Lead, Offer, PoolReason
from shared.domain.load import Load
from shared.domain.match import match
from shared.domain.plan import Plan
from shared.domain.record import AgentId, OfferId, RouteId
from shared.domain.route import Rotation, Route
from shared.domain.tally import Tally, tally
from shared.domain.trace import Considered, Trace


@dataclass
class Turns:
    """What a batch reads and turns: rotations and loads, changing as leads are dispatched.

    `rotations` and `loads` hold what was read; `turned` and `loaded` what this batch changed.
    """

    rotations: dict[RouteId, Rotation]
    loads: dict[AgentId, Load]
    turned: dict[RouteId, Rotation] = field(default_factory=dict)
    loaded: dict[AgentId, Load] = field(default_factory=dict)

    def rotation(self, route_id: RouteId) -> Rotation:
        """The route's rotation as this batch has turned it so far."""
        return self.turned.get(route_id) or self.rotations.get(route_id) or Rotation(route_id=route_id)

    def current_loads(self) -> Mapping[AgentId, Load]:
        """Every member's load as this batch has changed it so far."""
        return {**self.loads, **self.loaded}

    def take(self, choice: Choice, route: Route, plan: Plan, now: datetime) -> None:
        """Remember the turn taken and the offer added to the agent's load."""
        if choice.rotation != self.rotation(route.route_id):
            self.turned[route.route_id] = choice.rotation
        load = self.loaded.get(choice.agent_id) or self.loads[choice.agent_id]
        self.loaded[choice.agent_id] = load.offered(now, plan.settings.zone)

    def settled(self) -> Turns:
        """What the next chunk starts from once this one has landed."""
        return Turns(
            rotations={**self.rotations, **{route_id: one.stored() for route_id, one in self.turned.items()}},
            loads={**self.loads, **{agent_id: one.stored() for agent_id, one in self.loaded.items()}},
        )


@dataclass(frozen=True, slots=True)
class Dispatched:
    """A lead as routing leaves it, with its trace; `received` counts it the first time it is decided."""

    lead: Lead
    trace: Trace
    received: Tally | None


def candidates(lead: Lead, plan: Plan, now: datetime) -> Route | None:
    """The route whose rotation and agents' loads must be read before `lead` can be dispatched."""
    return _route_of(lead, plan, now)[0]


def dispatch(lead: Lead, plan: Plan, turns: Turns, now: datetime, new_offer_id: Callable[[], OfferId]) -> Dispatched:
    """Decide where an unrouted lead goes: to an agent, or to the pool. `turns` moves on.

    Args:
        lead: unrouted, as read.
        plan: as read; its version goes into the trace.
        turns: the rotations and loads read, as far as this batch has turned them.
        now: UTC.
        new_offer_id: makes the id of an offer.

    Source: docs/rules.md, "Matching", "Rules" 1 and 8, "Entry" 2 and 4.
    """
    if lead.source_id is None:
        return _pooled(lead, plan, now, "no_source")
    route, considered = _route_of(lead, plan, now)
    if route is None:
        return _pooled(lead, plan, now, "no_route", routes=considered)
    verdicts = weigh(route, lead, plan, turns.current_loads())
    rotation = turns.rotation(route.route_id)
    choice = choose(route, lead, verdicts, rotation)
    told = {
        "routes": considered,
        "stays_on": None if considered else route.route_id,
        "route_id": route.route_id,
        "agents": weighed(verdicts, choice.agent_id if choice else None),
        "draw": draw(route, lead, rotation),
    }
    if choice is None:
        return _pooled(lead, plan, now, "unclaimed" if lead.tried else "nobody_eligible", **told)
    offer = _offer(route, lead, choice, now, new_offer_id())
    trace = _trace(lead, plan, now, outcome="offered", agent_ids=offer.agent_ids, offer_id=offer.offer_id, **told)
    dispatched = Dispatched(lead.offered(offer, place=choice.place), trace, _received(lead, plan, now, route.route_id))
    turns.take(choice, route, plan, now)
    return dispatched


def _route_of(lead: Lead, plan: Plan, now: datetime) -> tuple[Route | None, tuple[Considered, ...]]:
    """The lead's own route while that is active, else the one that matches now."""
    own = plan.routes_by_id.get(lead.route_id) if lead.route_id else None
    if own is not None and own.status == "active":
        return own, ()
    if lead.source_id is None:
        return None, ()
    found = match(plan, lead, now)
    return found.route, found.considered


def _offer(route: Route, lead: Lead, choice: Choice, now: datetime, offer_id: OfferId) -> Offer:
    return Offer(
        offer_id=offer_id,
        route_id=route.route_id,
        agent_ids=(choice.agent_id,),
        made_at=now,
        deadline=deadline(now, route.claim_seconds),
        turn=choice.rotation.turn if is_first(route, lead) else lead.turns[route.route_id],
    )


def deadline(now: datetime, claim_seconds: int) -> datetime:
    """The end of an offer made `now`: whole seconds, rounded up, so that no agent gets less than promised.

    Source: docs/rules.md, "Offers and deadlines" 1.
    """
    end = now + timedelta(seconds=claim_seconds)
    return datetime.fromtimestamp(math.ceil(end.timestamp()), UTC)


def _pooled(lead: Lead, plan: Plan, now: datetime, reason: PoolReason, **told: Any) -> Dispatched:
    trace = _trace(lead, plan, now, outcome="pooled", reason=reason, **told)
    return Dispatched(lead.pooled(reason, at=now, by="route"), trace, _received(lead, plan, now, None))


def _trace(lead: Lead, plan: Plan, now: datetime, **told: Any) -> Trace:
    return Trace(lead_id=lead.lead_id, lead_version=lead.version, at=now, plan_version=plan.version, **told)


def _received(lead: Lead, plan: Plan, now: datetime, route_id: RouteId | None) -> Tally | None:
    """Leads are counted when first decided, not again when they go on to the next agent."""
    if lead.counted:
        return None
    return tally("received", now, plan.settings.zone, route_id=route_id, source_id=lead.source_id)


def gather(tallies: Sequence[Tally]) -> tuple[Tally, ...]:
    """One tally per row: a transaction may touch a record only once."""
    rows: dict[tuple[str, str, str, str], Tally] = {}
    for one in tallies:
        row = rows.get(one.row)
        if row is None:
            rows[one.row] = one
            continue
        counts = dict(row.counts)
        for name, count in one.counts.items():
            counts[name] = counts.get(name, 0) + count
        rows[one.row] = Tally(one.day, one.agent_id, one.route_id, one.source_id, counts)
    return tuple(rows.values())
