"""List the shifts of one member, on all routes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from shared.domain.kernel.hours import Interval
from shared.domain.kernel.record import AgentId
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.rota import Shift
from shared.domain.plan_records.route import Route


class OwnShift(NamedTuple):
    """One time at which a shift takes place: `span` is when, in UTC."""

    span: Interval
    route: Route
    shift: Shift


def own_shifts(plan: Plan, agent_id: AgentId, since: datetime, until: datetime) -> list[OwnShift]:
    """Return every shift of the member that overlaps `since` to `until`, in order.

    Source: docs/rules.md, "Rotas" 4.
    """
    found = (one for route in plan.routes for one in _of_route(plan, route, agent_id, since, until))
    return sorted(found, key=lambda one: (one.span, plan.positions[one.route.route_id], one.shift.shift_id))


def _of_route(plan: Plan, route: Route, agent_id: AgentId, since: datetime, until: datetime) -> Iterator[OwnShift]:
    rota = plan.rotas.get(route.route_id)
    for shift in rota.shifts if rota else ():
        if agent_id in shift.agent_ids:
            yield from (OwnShift(span, route, shift) for span in shift.intervals(plan.settings.zone, since, until))
