"""Run schedules in their own time zone, check them every second, and authorise them in their own group.

Stock behaviour: EventBridge Scheduler reads `at()` and `cron()` as UTC whatever `ScheduleExpressionTimezone` says;
schedules and EventBridge rules are checked every 10 s, so `rate(1 minute)` fires after 60 to 70 s; and IAM takes every
schedule to be in the group `default`, so a role that may act on those of its own group is refused.
"""

import json
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from ministack.core import iam_actions
from ministack.services import eventbridge, scheduler

from local.fixes import Stock, around, replace

TICK_SECONDS = 1


class Zoned(str):
    """Hold a schedule expression together with its time zone.

    The engine passes expressions around without their schedule; a string that carries its zone needs no other change.
    """

    zone: str


class ZonedFields(tuple[Any, ...]):
    """Hold the parsed fields of a cron expression together with its time zone."""

    zone: str


def repair() -> None:
    """Honour time zones and groups, and check schedules every second."""
    replace(scheduler, "_SCHEDULE_TICK_INTERVAL", TICK_SECONDS)
    replace(eventbridge, "_SCHEDULER_TICK_INTERVAL", TICK_SECONDS)
    around(scheduler, "_tick_schedules", tick)
    around(scheduler, "_at_time_epoch", at)
    around(eventbridge, "_parse_cron_fields", parse)
    around(eventbridge, "_cron_next_fire", next_fire)
    around(iam_actions, "extract_resource_arn", resource)


def zoned(expression: str, zone: str | None) -> Zoned:
    """Return `expression` with its `zone` (UTC if the schedule names none)."""
    result = Zoned(expression)
    result.zone = zone or "UTC"
    return result


def tick(stock: Stock) -> None:
    """Check the schedules, each with its zone."""
    for schedule in list(scheduler._schedules._data.values()):
        expression = schedule.get("ScheduleExpression", "")
        if not isinstance(expression, Zoned):
            schedule["ScheduleExpression"] = zoned(expression, schedule.get("ScheduleExpressionTimezone"))
    stock()


def at(stock: Stock, expression: str) -> float | None:
    """Return when an `at()` expression is due, in seconds since 1970; None for any other."""
    epoch: float | None = stock(expression)
    if epoch is None or not isinstance(expression, Zoned):
        return epoch
    # Stock read the local time as UTC: undo that, then read it in its own zone.
    wall = datetime.fromtimestamp(epoch, UTC)
    return wall.replace(tzinfo=ZoneInfo(expression.zone)).timestamp()


def parse(stock: Stock, expression: str) -> Stock:
    """Return the fields of a `cron()` expression, with its zone; None for any other."""
    fields = stock(expression)
    if fields is None or not isinstance(expression, Zoned):
        return fields
    result = ZonedFields(fields)
    result.zone = expression.zone
    return result


def next_fire(stock: Stock, fields: Stock, after: datetime) -> datetime | None:
    """Return when a `cron()` expression is due next."""
    if not isinstance(fields, ZonedFields):
        found: datetime | None = stock(fields, after)
        return found
    # Walk the calendar in local time; stock treats it as UTC.
    zone = ZoneInfo(fields.zone)
    found = stock(fields, after.astimezone(zone).replace(tzinfo=UTC))
    return None if found is None else found.replace(tzinfo=zone).astimezone(UTC)


def resource(stock: Stock, *request: Stock) -> str:
    """Return the resource of a request, for IAM; a schedule's contains its own group."""
    service, _method, _path, _headers, body, query, *_ = request
    arn: str = stock(*request)
    if service != "scheduler" or ":schedule/default/" not in arn:
        return arn
    named = query.get("groupName") or json.loads(body or b"{}").get("GroupName") or "default"
    return arn.replace(":schedule/default/", f":schedule/{named[0] if isinstance(named, list) else named}/")
