"""Matching: which route takes a lead now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.domain.lead import Lead
from shared.domain.plan import Plan
from shared.domain.route import Route
from shared.domain.schedule import covers
from shared.domain.trace import Considered, RouteVerdict


@dataclass(frozen=True, slots=True)
class Match:
    """The route that takes the lead, if any, and each route considered on the way to it."""

    route: Route | None
    considered: tuple[Considered, ...]


def match(plan: Plan, lead: Lead, now: datetime) -> Match:
    """Find the route nearest the top that is active, takes the lead's source and is open now.

    Args:
        plan: as read; its order decides.
        lead: one with a source.
        now: UTC.

    Source: docs/rules.md, "Matching" 1-4.
    """
    considered: list[Considered] = []
    for route in plan.routes:
        verdict = _verdict(route, lead, now, plan)
        considered.append(Considered(route_id=route.route_id, verdict=verdict))
        if verdict == "covers":
            return Match(route, tuple(considered))
    return Match(None, tuple(considered))


def _verdict(route: Route, lead: Lead, now: datetime, plan: Plan) -> RouteVerdict:
    if route.status != "active":
        return "paused"
    if route.sources != "all" and lead.source_id not in route.sources:
        return "source"
    if not covers(route.windows, now, plan.settings.zone):
        return "window"
    return "covers"
