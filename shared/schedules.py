"""Set and delete the schedules of special routes, in the tenant's group of EventBridge Scheduler.

When a route switches is decided in `planning/special_routes.py`; what a schedule that fires does, in
`functions/activate`.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.kernel.record import RouteId
from shared.domain.plan_records.route import Route
from shared.observe import count, error_code, logger

if TYPE_CHECKING:
    from mypy_boto3_scheduler import EventBridgeSchedulerClient
    from mypy_boto3_scheduler.type_defs import TargetTypeDef, UpdateScheduleInputTypeDef


class Schedules:
    """The schedules of all special routes.

    A route has at most two, `<route_id>-on` and `<route_id>-off`; each fires once and is then deleted. Methods do not
    raise: failures are logged and counted, and the sweep switches routes whose schedule is missing.

    Source: docs/rules.md, "Special routes" 1-2.
    """

    def __init__(self, client: EventBridgeSchedulerClient, group: str, target_arn: str, role_arn: str) -> None:
        self._client, self._group, self._target_arn, self._role_arn = client, group, target_arn, role_arn

    def set(self, route: Route, zone: ZoneInfo) -> None:
        """Set the schedules to the route's next switches, in the team's time zone."""
        for name, at in _schedule_names(route.route_id, route.next_on, route.next_off):
            self._try(name, route.route_id, at, zone)

    def delete(self, route_id: RouteId) -> None:
        """Delete the route's schedules, if there are any."""
        for name, _ in _schedule_names(route_id, None, None):
            self._try(name, route_id, None, None)

    def _try(self, name: str, route_id: RouteId, at: datetime | None, zone: ZoneInfo | None) -> None:
        try:
            if at is None or zone is None:
                self._delete(name)
            else:
                self._put(name, route_id, at, zone)
        except (ClientError, BotoCoreError) as error:
            logger.error("schedule_update_failed", extra={"schedule": name, "error": error_code(error)})
            count("ScheduleNotSet")

    def _put(self, name: str, route_id: RouteId, at: datetime, zone: ZoneInfo) -> None:
        schedule: UpdateScheduleInputTypeDef = {
            "Name": name,
            "GroupName": self._group,
            "ScheduleExpression": f"at({at.astimezone(zone):%Y-%m-%dT%H:%M:%S})",
            "ScheduleExpressionTimezone": zone.key,
            "FlexibleTimeWindow": {"Mode": "OFF"},
            "ActionAfterCompletion": "DELETE",
            "Target": self._target(route_id),
        }
        try:
            self._client.update_schedule(**schedule)
        except self._client.exceptions.ResourceNotFoundException:
            self._client.create_schedule(**schedule)

    def _delete(self, name: str) -> None:
        try:
            self._client.delete_schedule(Name=name, GroupName=self._group)
        except self._client.exceptions.ResourceNotFoundException:
            return

    def _target(self, route_id: RouteId) -> TargetTypeDef:
        # Retry for a few minutes only: by then the sweep has switched the route.
        return {
            "Arn": self._target_arn,
            "RoleArn": self._role_arn,
            "Input": json.dumps({"route_id": route_id}),
            "RetryPolicy": {"MaximumEventAgeInSeconds": 300, "MaximumRetryAttempts": 3},
        }


def _schedule_names(route_id: RouteId, on: datetime | None, off: datetime | None) -> list[tuple[str, datetime | None]]:
    return [(f"{route_id}-on", on), (f"{route_id}-off", off)]
