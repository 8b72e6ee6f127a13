"""Switch special routes whose schedule was lost, by the rule that `activate` follows."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from shared.domain.kernel.record import RouteId
from shared.domain.plan_records.route import SCHEDULE
from shared.domain.planning.activate import activate, is_overdue
from shared.domain.planning.changes import ChangeContext
from shared.doors import NewId
from shared.holidays import calendar
from shared.observe import error_code, logger
from shared.schedules import Schedules
from shared.store.plan_writes import writes
from shared.store.plans import Plans
from shared.store.retry import retry_on_conflict
from shared.store.table import Table


class Repaired(NamedTuple):
    """The numbers of special routes that were switched, and of those that could not be."""

    switched: int
    failed: int


class SpecialRouteRepair:
    """Switch special routes whose schedules were lost."""

    def __init__(self, table: Table, plans: Plans, schedules: Schedules, new_id: NewId) -> None:
        self._table, self._plans, self._schedules, self._new_id = table, plans, schedules, new_id

    def repair(self, now: datetime) -> Repaired:
        """Switch the routes that are overdue, and set their next schedules. A failure holds up no other route.

        Source: docs/rules.md, "Special routes" 2.
        """
        switched = failed = 0
        plan = self._plans.warm()
        for route in plan.routes:
            try:
                if is_overdue(route, plan.settings.zone, calendar, now):
                    self._repair(route.route_id, now)
                    switched += 1
            except Exception as error:
                logger.warning("route_switch_failed", extra={"route_id": route.route_id, "error": error_code(error)})
                failed += 1
        return Repaired(switched, failed)

    def _repair(self, route_id: RouteId, now: datetime) -> None:
        """Switch one route, and set its next schedules."""

        def attempt() -> None:
            plan = self._plans.current()
            context = ChangeContext(by=SCHEDULE, at=now, audit_id=self._new_id("audit"))
            self._table.commit(writes(plan.version, activate(plan, route_id, calendar, context)))

        retry_on_conflict(self._table, attempt)
        plan = self._plans.current()
        route = plan.routes_by_id.get(route_id)
        if route is not None:
            self._schedules.set(route, plan.settings.zone)
