"""The sweep's part in special routes: a switch that a lost schedule left undone, by the same rule."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from shared import aws, ids
from shared.domain.activate import activate, is_overdue
from shared.domain.record import RouteId
from shared.domain.revise import Stamp
from shared.domain.route import SCHEDULE
from shared.holidays import calendar
from shared.observe import logger, named
from shared.schedules import Schedules
from shared.settings import SweepSettings
from shared.store.plan_writes import writes
from shared.store.plans import Plans
from shared.store.settle import settle
from shared.store.table import Table

settings = SweepSettings.read()
schedules = Schedules(
    aws.scheduler(), settings.SCHEDULE_GROUP, settings.SCHEDULE_TARGET_ARN, settings.SCHEDULE_ROLE_ARN
)


class Repaired(NamedTuple):
    """How many special routes were switched, and how many could not be."""

    switched: int
    failed: int


def repair(table: Table, plans: Plans, now: datetime) -> Repaired:
    """Switch special routes whose time is well past, and set the next schedules of those and all that have others now.

    One's failure holds up no other.

    Source: docs/rules.md, "Special routes" 2.
    """
    switched = failed = 0
    plan = plans.warm()
    for route in plan.routes:
        try:
            if is_overdue(route, plan.settings.zone, calendar, now):
                _repair(table, plans, route.route_id, now)
                switched += 1
        except Exception as error:
            logger.warning("not switched", extra={"route_id": route.route_id, "error": named(error)})
            failed += 1
    return Repaired(switched, failed)


def _repair(table: Table, plans: Plans, route_id: RouteId, now: datetime) -> None:
    def attempt() -> None:
        plan = plans.current()
        change = activate(plan, route_id, calendar, Stamp(by=SCHEDULE, at=now, audit_id=ids.new("audit")))
        table.commit(writes(plan.version, change))

    settle(table, attempt)
    plan = plans.current()
    route = plan.routes_by_id.get(route_id)
    if route is not None:
        schedules.set(route, plan.settings.zone)
