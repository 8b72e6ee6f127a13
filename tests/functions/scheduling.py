"""Provide EventBridge Scheduler in memory, for tests of functions that set schedules."""

from shared.schedules import Schedules
from tests import memory

GROUP = "relevo"
TARGET = "arn:aws:lambda:eu-west-1:123456789012:function:relevo-activate:live"
ROLE = "arn:aws:iam::123456789012:role/r"


class Scheduler:
    """Wrap the client of a scheduler with its own group, and fail where a test says.

    Attributes:
        calls: the names of the methods called so far.
        error: what every update of a schedule raises, if it is set.
    """

    def __init__(self):
        self._client, self.calls, self.error = memory.client("scheduler"), [], None
        self._client.create_schedule_group(Name=GROUP)
        self.exceptions = self._client.exceptions

    def update_schedule(self, **given):
        self.calls.append("update_schedule")
        if self.error:
            raise self.error
        return self._client.update_schedule(**given)

    def create_schedule(self, **given):
        self.calls.append("create_schedule")
        return self._client.create_schedule(**given)

    def delete_schedule(self, **given):
        self.calls.append("delete_schedule")
        return self._client.delete_schedule(**given)

    def there(self):
        """Return every schedule of the group as the scheduler has it, by name."""
        names = [one["Name"] for one in self._client.list_schedules(GroupName=GROUP)["Schedules"]]
        return {name: self._client.get_schedule(GroupName=GROUP, Name=name) for name in names}


def schedules():
    """Return the door and its client, over a group of its own."""
    client = Scheduler()
    return Schedules(client, GROUP, TARGET, ROLE), client


def there(client):
    """Return when and where each schedule fires, by name."""
    found = client.there()
    return {name: (one["ScheduleExpression"], one["ScheduleExpressionTimezone"]) for name, one in found.items()}
