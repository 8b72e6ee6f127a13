"""Handle a schedule of EventBridge Scheduler that fired: switch its special route on or off."""

from datetime import datetime
from typing import Any

from shared.domain.kernel.record import RouteId, Value
from shared.domain.plan_records.route import SCHEDULE
from shared.domain.planning.activate import activate
from shared.domain.planning.changes import ChangeContext
from shared.doors import NewId, Now
from shared.holidays import calendar
from shared.observe import logger
from shared.schedules import Schedules
from shared.store.plan_writes import writes
from shared.store.plans import Plans
from shared.store.retry import retry_on_conflict
from shared.store.table import Table


class FiredSchedule(Value):
    """The input of a schedule."""

    route_id: RouteId


class ScheduleFired:
    """Switch special routes when their schedules fire, and set the next schedules."""

    def __init__(self, table: Table, plans: Plans, schedules: Schedules, now: Now, new_id: NewId) -> None:
        self._table, self._plans, self._schedules = table, plans, schedules
        self._now, self._new_id = now, new_id

    def fire(self, event: dict[str, Any], _context: object) -> dict[str, Any]:
        """Switch the route if that is due, and set its next schedules. An early, late or repeated call does no harm."""
        fired, now = FiredSchedule.model_validate(event), self._now()
        switched = retry_on_conflict(self._table, lambda: self._switch(fired.route_id, now))
        plan = self._plans.current()
        route = plan.routes_by_id.get(fired.route_id)
        if route is None or route.activation is None:
            self._schedules.delete(fired.route_id)
        else:
            self._schedules.set(route, plan.settings.zone)
        logger.info("schedule_fired", extra={"route_id": fired.route_id, "switched": switched})
        return {"switched": switched}

    def _switch(self, route_id: RouteId, now: datetime) -> bool:
        """Read, decide, commit; return whether the route was switched."""
        plan = self._plans.current()
        context = ChangeContext(by=SCHEDULE, at=now, audit_id=self._new_id("audit"))
        change = activate(plan, route_id, calendar, context)
        self._table.commit(writes(plan.version, change))
        return change.audit is not None
