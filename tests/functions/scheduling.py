"""EventBridge Scheduler in memory, for tests of functions that set schedules."""

import boto3

from shared.schedules import Schedules

GROUP = "relevo"


def schedules():
    """The door, and its client, over a group of its own."""
    client = boto3.client("scheduler")
    client.create_schedule_group(Name=GROUP)
    return Schedules(
        client, GROUP, "arn:aws:lambda:eu-west-1:123456789012:function:relevo-activate:live", "role"
    ), client


def there(client):
    """When and where each schedule fires, by its name."""
    names = [one["Name"] for one in client.list_schedules(GroupName=GROUP)["Schedules"]]
    found = [client.get_schedule(GroupName=GROUP, Name=name) for name in names]
    return {one["Name"]: (one["ScheduleExpression"], one["ScheduleExpressionTimezone"]) for one in found}
