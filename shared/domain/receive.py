"""Receiving: whether a member is offered leads now, and what stands in the way."""

from __future__ import annotations

from typing import Literal

from shared.domain.member import Member
from shared.domain.plan import Plan

Obstacle = Literal["not_active", "on_no_active_route"]


def obstacles(me: Member, plan: Plan) -> tuple[Obstacle, ...]:
    """Why `me` is offered no leads now; empty when nothing stands in the way.

    Source: docs/rules.md, "Eligible agents" 1.
    """
    listed = any(me.agent_id in route.agent_ids for route in plan.routes if route.status == "active")
    found: dict[Obstacle, bool] = {"not_active": me.status != "active", "on_no_active_route": not listed}
    return tuple(obstacle for obstacle, stands in found.items() if stands)
