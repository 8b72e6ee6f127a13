"""Matching: which route takes a lead now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.route_index import first_position, positions, to_bits
from shared.domain.routing.trace import Considered, RouteVerdict

TOLD = 40  # routes a trace names; of the others it counts the verdicts


@dataclass(frozen=True, slots=True)
class Match:
    """The route that takes the lead, if any, and each route considered on the way to it.

    `considered` holds at most 40, those nearest to taking it; `others` counts the rest by verdict.
    """

    route: Route | None
    considered: tuple[Considered, ...]
    others: dict[RouteVerdict, int] = field(default_factory=dict)


def match(plan: Plan, lead: Lead, now: datetime, assignable: Callable[[Route], bool], below: int = 0) -> Match:
    """Find the route that takes the lead: the first that assigns at once, else the one nearest the top.

    Args:
        plan: as read; its order decides.
        lead: one with a source; routes it was handed over from are skipped.
        now: UTC.
        assignable: whether the agent of a route that assigns at once may have the lead now.
        below: the place from which on routes are considered; 0 is the top.

    Source: docs/rules.md, "Matching" 1-5.
    """
    reach = _reach(plan, lead, below)
    taking = covering_routes(plan, lead, now) & reach
    assigning = taking & plan.index.assigning
    able = to_bits(n for n in positions(assigning) if assignable(plan.routes[n]))
    taking = (taking & ~plan.index.assigning) | able
    if not taking:
        return _told(plan, lead, now, None, reach, assigning)
    winner = first_position(able) if able else first_position(taking)
    return _told(plan, lead, now, winner, reach, assigning & ~able)


def covering_routes(plan: Plan, lead: Lead, now: datetime) -> int:
    """The active routes that cover the lead now, as a set of places."""
    return plan.index.covering(lead.source_id, lead.attributes, now.astimezone(plan.settings.zone))


def reachable_routes(plan: Plan, lead: Lead, now: datetime, below: int = 0) -> Iterator[Route]:
    """Every route that may have a say in where the lead goes now: what must be read before it is decided.

    Those that assign, and the first of the others with whatever `next_route` leads to.
    """
    taking = covering_routes(plan, lead, now) & _reach(plan, lead, below)
    for place in positions(taking & plan.index.assigning):
        yield plan.routes[place]
    for place in positions(taking & ~plan.index.assigning):
        yield plan.routes[place]
        if plan.routes[place].when_nobody != "next_route":
            return


def _reach(plan: Plan, lead: Lead, below: int) -> int:
    skipped = to_bits(plan.positions[route_id] for route_id in lead.skips if route_id in plan.positions)
    return plan.index.all >> below << below & ~skipped


def _told(plan: Plan, lead: Lead, now: datetime, winner: int | None, reach: int, unable: int) -> Match:
    """The match with what is told of it: verdicts of the routes down to the winner, all where there is none.

    Where a route that assigns has overridden others, those above it are told as overridden.
    """
    index, local = plan.index, now.astimezone(plan.settings.zone)
    left = reach if winner is None else reach & ((1 << winner) - 1 | unable)
    verdicts: dict[RouteVerdict, int] = {}
    failing: tuple[tuple[RouteVerdict, int], ...] = (
        ("paused", ~index.active),
        ("source", ~index.source(lead.source_id)),
        ("window", ~index.window(local)),
        ("conditions", ~index.conditions(lead.attributes)),
        ("agent", unable),
    )
    for verdict, fails in failing:
        verdicts[verdict], left = left & fails, left & ~fails
    verdicts["overridden"] = left
    named = 0 if winner is None else 1 << winner
    for verdict in reversed(verdicts):
        for place in positions(verdicts[verdict]):
            if named.bit_count() < TOLD:
                named |= 1 << place
    considered = [
        Considered(
            route_id=plan.routes[place].route_id,
            verdict=next((verdict for verdict, found in verdicts.items() if found >> place & 1), "covers"),
        )
        for place in positions(named)
    ]
    others = {verdict: count for verdict, found in verdicts.items() if (count := (found & ~named).bit_count())}
    return Match(plan.routes[winner] if winner is not None else None, tuple(considered), others)
