"""Schedules: the next two changes of a special route, each once, in the tenant's group of EventBridge Scheduler."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from botocore.exceptions import BotoCoreError, ClientError

from shared.domain.kernel.record import RouteId
from shared.domain.plan_records.route import Route
from shared.observe import count, logger, named

if TYPE_CHECKING:
    from mypy_boto3_scheduler import EventBridgeSchedulerClient
    from mypy_boto3_scheduler.type_defs import TargetTypeDef, UpdateScheduleInputTypeDef


class Schedules:
    """Sets and drops a route's schedules, `<route_id>-on` and `<route_id>-off`; each goes once it has fired.

    Neither fails: what could not be set is logged and counted, and the sweep does its work.

    Source: docs/rules.md, "Special routes" 1-2.
    """

    def __init__(self, client: EventBridgeSchedulerClient, group: str, target_arn: str, role_arn: str) -> None:
        self._client, self._group, self._target_arn, self._role_arn = client, group, target_arn, role_arn

    def set(self, route: Route, zone: ZoneInfo) -> None:
        """Make the schedules say what the route says, in the team's time zone."""
        for name, at in _names(route.route_id, route.next_on, route.next_off):
            self._try(name, route.route_id, at, zone)

    def drop(self, route_id: RouteId) -> None:
        """Delete the route's schedules; there may be none."""
        for name, _ in _names(route_id, None, None):
            self._try(name, route_id, None, None)

    def _try(self, name: str, route_id: RouteId, at: datetime | None, zone: ZoneInfo | None) -> None:
        try:
            if at is None or zone is None:
                self._delete(name)
            else:
                self._put(name, route_id, at, zone)
        except (ClientError, BotoCoreError) as error:
            logger.error("schedule not set", extra={"schedule": name, "error": named(error)})
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
        """A call that fails is tried again for a few minutes; by then the sweep has done its work."""
        return {
            "Arn": self._target_arn,
            "RoleArn": self._role_arn,
            "Input": json.dumps({"route_id": route_id}),
            "RetryPolicy": {"MaximumEventAgeInSeconds": 300, "MaximumRetryAttempts": 3},
        }


def _names(route_id: RouteId, on: datetime | None, off: datetime | None) -> list[tuple[str, datetime | None]]:
    return [(f"{route_id}-on", on), (f"{route_id}-off", off)]
