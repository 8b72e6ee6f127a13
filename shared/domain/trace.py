"""Why a lead went where it went: the trace of one routing decision."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from shared.domain.lead import PoolReason
from shared.domain.record import AgentId, LeadId, OfferId, Record, RouteId, Value

RouteVerdict = Literal["paused", "source", "window", "covers"]
AgentVerdict = Literal["chosen", "later", "tried", "not_signed_in", "not_active", "not_a_member"]


class Considered(Value):
    """A route, and the first reason why it did not apply."""

    route_id: RouteId
    verdict: RouteVerdict


class Weighed(Value):
    """An agent of the route, and why they were chosen, skipped, or not needed."""

    agent_id: AgentId
    verdict: AgentVerdict


class Draw(Value):
    """What the rule read: whose turn it was, before this decision."""

    rule: str
    last: AgentId | None
    place: int
    turn: int
    first: bool


class Trace(Record):
    """One decision: what was known, what was considered, what came of it.

    Together with the plan at `plan_version` it can be replayed: `draw` holds all that the rule read
    beyond the plan.

    Source: docs/rules.md, "Matching" 8.
    """

    lead_id: LeadId
    lead_version: int
    at: AwareDatetime
    plan_version: int
    routes: tuple[Considered, ...] = ()
    stays_on: RouteId | None = None
    route_id: RouteId | None = None
    agents: tuple[Weighed, ...] = ()
    draw: Draw | None = None
    outcome: Literal["offered", "assigned", "pooled"]
    agent_ids: tuple[AgentId, ...] = ()
    offer_id: OfferId | None = None
    reason: PoolReason | None = None
