"""A schedule of EventBridge Scheduler has fired: a special route goes on or off, and its next schedules are set."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from shared import aws, ids
from shared.domain.activate import activate
from shared.domain.record import RouteId, Value
from shared.domain.revise import Stamp
from shared.domain.route import SCHEDULE
from shared.holidays import calendar
from shared.observe import logger
from shared.schedules import Schedules
from shared.settings import ActivateSettings
from shared.store.plan_writes import writes
from shared.store.plans import Plans
from shared.store.settle import settle
from shared.store.table import Table

settings = ActivateSettings.read()
table = Table(aws.dynamodb(), settings.TABLE_NAME)
plans = Plans(table)
schedules = Schedules(
    aws.scheduler(), settings.SCHEDULE_GROUP, settings.SCHEDULE_TARGET_ARN, settings.SCHEDULE_ROLE_ARN
)


class Fired(Value):
    """The input of a schedule, and nothing more."""

    route_id: RouteId


def handler(event: dict[str, Any], _context: object) -> dict[str, Any]:
    """Lambda's entry. Early, late or repeated, it switches what is due and sets what comes next."""
    fired, now = Fired.model_validate(event), datetime.now(UTC)
    switched = settle(table, lambda: _switch(fired.route_id, now))
    plan = plans.current()
    route = plan.routes_by_id.get(fired.route_id)
    if route is None or route.activation is None:
        schedules.drop(fired.route_id)
    else:
        schedules.set(route, plan.settings.zone)
    logger.info("schedule fired", extra={"route_id": fired.route_id, "switched": switched})
    return {"switched": switched}


def _switch(route_id: RouteId, now: datetime) -> bool:
    """Read, decide, commit; whether anything was due."""
    plan = plans.current()
    change = activate(plan, route_id, calendar, Stamp(by=SCHEDULE, at=now, audit_id=ids.new("audit")))
    table.commit(writes(plan.version, change))
    return change.audit is not None
