"""Do a special route's schedules in EventBridge Scheduler match the route, and does a failure harm nothing else?"""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError

from shared.schedules import Schedules
from tests import make
from tests.functions.scheduling import GROUP, ROLE, TARGET, Scheduler
from tests.make import MAIN

MADRID, BOGOTA = ZoneInfo("Europe/Madrid"), ZoneInfo("America/Bogota")
ON, OFF = datetime(2026, 6, 30, 22, tzinfo=UTC), datetime(2026, 12, 31, 23, tzinfo=UTC)


@pytest.fixture
def client(aws):
    return Scheduler()


@pytest.fixture
def schedules(client):
    return Schedules(client, GROUP, TARGET, ROLE)


def there(client):
    """Return the group's schedules, by the end of their names."""
    return {name.rpartition("-")[2]: one for name, one in client.there().items()}


def test_the_next_changes_are_one_time_schedules_in_the_teams_time_zone(client, schedules):
    schedules.set(make.route(next_on=ON, next_off=OFF), MADRID)
    found = there(client)
    assert {name: one["ScheduleExpression"] for name, one in found.items()} == {
        "on": "at(2026-07-01T00:00:00)",
        "off": "at(2027-01-01T00:00:00)",
    }
    for name, one in found.items():
        assert one["Name"] == f"{MAIN}-{name}"
        assert one["ScheduleExpressionTimezone"] == "Europe/Madrid"
        assert (one["ActionAfterCompletion"], one["FlexibleTimeWindow"]) == ("DELETE", {"Mode": "OFF"})
        assert (one["Target"]["Arn"], one["Target"]["RoleArn"]) == (TARGET, ROLE)
        assert json.loads(one["Target"]["Input"]) == {"route_id": MAIN}


def test_setting_again_updates_existing_schedules(client, schedules):
    schedules.set(make.route(next_on=ON, next_off=OFF), MADRID)
    schedules.set(make.route(next_on=OFF, next_off=OFF), BOGOTA)
    on = there(client)["on"]
    assert (on["ScheduleExpression"], on["ScheduleExpressionTimezone"]) == ("at(2026-12-31T18:00:00)", "America/Bogota")


def test_a_change_that_no_longer_comes_has_no_schedule(client, schedules):
    schedules.set(make.route(next_on=ON, next_off=OFF), MADRID)
    schedules.set(make.route(next_on=None, next_off=OFF), MADRID)
    assert list(there(client)) == ["off"]


def test_dropping_deletes_both_schedules_and_dropping_again_changes_nothing(client, schedules, logged):
    schedules.set(make.route(next_on=ON, next_off=OFF), MADRID)
    schedules.delete(MAIN)
    schedules.delete(MAIN)
    assert there(client) == {}
    assert "ScheduleNotSet" not in logged()


@pytest.mark.parametrize(
    "error",
    [
        ClientError({"Error": {"Code": "AccessDeniedException", "Message": "secret"}}, "UpdateSchedule"),
        ConnectTimeoutError(endpoint_url="secret"),
    ],
    ids=["refused", "not reached"],
)
def test_schedules_that_cannot_be_set_fail_no_request_and_are_counted(client, schedules, logged, error):
    client.error = error
    schedules.set(make.route(next_on=ON, next_off=None), MADRID)
    told = logged()
    assert told.count('"ScheduleNotSet":[1.0]') == 1
    assert f"{MAIN}-on" in told
    assert "secret" not in told
