"""Find the route that takes a lead now.

Which of its agents gets the lead is decided in `choose`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.route import Route
from shared.domain.plan_records.route_index import first_position, positions, to_bits
from shared.domain.routing.trace import Considered, RouteVerdict

NAMED_ROUTES = 40  # how many routes a trace names; the others are counted by verdict


@dataclass(frozen=True, slots=True)
class Match:
    """The route that takes the lead, if any, and the routes considered before it.

    `considered` holds at most 40 routes, those that came closest to matching; `others` counts the rest by verdict.
    """

    route: Route | None
    considered: tuple[Considered, ...]
    others: dict[RouteVerdict, int] = field(default_factory=dict)


def match(plan: Plan, lead: Lead, now: datetime, assignable: Callable[[Route], bool], below: int = 0) -> Match:
    """Find the route that takes the lead: the first matching route that assigns, else the first matching route.

    Args:
        plan: as read; its order decides.
        lead: with a source; routes that it was handed over from are skipped.
        now: UTC.
        assignable: returns whether the agent of a route that assigns may have the lead now.
        below: the first position to consider; 0 is the top of the list.

    Source: docs/rules.md, "Matching" 1-5.
    """
    candidates = _considered(plan, lead, below)
    taking = covering_routes(plan, lead, now) & candidates
    assigning = taking & plan.index.assigning
    assignable_now = to_bits(n for n in positions(assigning) if assignable(plan.routes[n]))
    taking = (taking & ~plan.index.assigning) | assignable_now
    if not taking:
        return _explained(plan, lead, now, None, candidates, assigning)
    winner = first_position(assignable_now) if assignable_now else first_position(taking)
    return _explained(plan, lead, now, winner, candidates, assigning & ~assignable_now)


def covering_routes(plan: Plan, lead: Lead, now: datetime) -> int:
    """Return the active routes that match the lead now, as a set of positions."""
    return plan.index.covering(lead.source_id, lead.attributes, now.astimezone(plan.settings.zone))


def reachable_routes(plan: Plan, lead: Lead, now: datetime, below: int = 0) -> Iterator[Route]:
    """Yield every route that may decide where the lead goes now.

    These are the matching routes that assign, and the first of the others with those that `next_route` leads to.
    """
    taking = covering_routes(plan, lead, now) & _considered(plan, lead, below)
    for place in positions(taking & plan.index.assigning):
        yield plan.routes[place]
    for place in positions(taking & ~plan.index.assigning):
        yield plan.routes[place]
        if plan.routes[place].when_nobody != "next_route":
            return


def _considered(plan: Plan, lead: Lead, below: int) -> int:
    skipped = to_bits(plan.positions[route_id] for route_id in lead.skips if route_id in plan.positions)
    return plan.index.all >> below << below & ~skipped


def _explained(plan: Plan, lead: Lead, now: datetime, winner: int | None, candidates: int, unable: int) -> Match:
    """Return the match with the verdicts of the routes above the winner, or of all routes if there is none.

    Matching routes above a winner that assigns get the verdict `overridden`.
    """
    index, local = plan.index, now.astimezone(plan.settings.zone)
    left = candidates if winner is None else candidates & ((1 << winner) - 1 | unable)
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
            if named.bit_count() < NAMED_ROUTES:
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
