"""Does a special route go on and off by schedules that really fire, and without them by the sweep?"""

import json
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.slow


@pytest.fixture
def make_special(stack):
    """Create a route that goes on at the next minute, and off some minutes later; delete it in the end."""
    zone = ZoneInfo(stack.rainmaker.ask("GET", "/settings")["time_zone"])
    source, made = stack.source(), []

    def make(minutes):
        start = (datetime.now(zone) + timedelta(seconds=90)).replace(second=0, microsecond=0)
        activation = {"from": f"{start:%Y-%m-%dT%H:%M}", "to": f"{start + minutes * MINUTE:%Y-%m-%dT%H:%M}"}
        body = {"title": f"Special {time.time_ns() % 10**9}", "rule": "round_robin", "sources": [source["source_id"]],
                "claim_seconds": 300, "agents": [{"agent_id": stack.id_of(stack.agents[0])}],
                "activation": activation}  # fmt: skip
        route = stack.rainmaker.ask("POST", "/routes", body)
        made.append(route["route_id"])
        assert (route["status"], route["switched_by"]) == ("paused", "schedule")
        assert datetime.fromisoformat(route["next_on"]) == start
        assert datetime.fromisoformat(route["next_off"]) == start + minutes * MINUTE
        return route

    make.source = source
    yield make
    for route_id in made:
        stack.ask(stack.rainmaker, "DELETE", f"/routes/{route_id}")


def schedules(stack, route_id):
    """Return the route's existing schedules, by the end of their names."""
    group = f"relevo-{stack.told['tenant']}"
    names = [one["Name"] for one in stack.client("scheduler").list_schedules(GroupName=group)["Schedules"]]
    return {name.rpartition("-")[2] for name in names if name.startswith(route_id)}


def switched(stack, route_id, status, at):
    """Return the route, once it has this status since `at`."""
    route = stack.rainmaker.ask("GET", f"/routes/{route_id}")
    return route if (route["status"], route["switched_at"]) == (status, at) else None


def switches(stack, route_id):
    """Return what switched the route by its schedule, and when, in order."""
    entries = stack.rainmaker.ask("GET", f"/audit?subject={route_id}")["items"]
    switched = [one for one in reversed(entries) if one["what"] in ("route.activated", "route.paused")]
    return [(one["what"], datetime.fromisoformat(one["at"])) for one in switched if one["by"] == "schedule"]


def fired(stack, route_id):
    """Return whether each schedule that fired switched the route, by the log of the function it calls."""
    group = f"/aws/lambda/relevo-{stack.told['tenant']}-activate"
    told = stack.client("logs").filter_log_events(logGroupName=group, filterPattern='"schedule_fired"')["events"]
    events = [json.loads(event["message"]) for event in told]
    return [event["switched"] for event in events if event["route_id"] == route_id]


def test_a_special_route_goes_on_and_off_by_its_schedules_and_without_them_by_the_sweep(stack, until, make_special):
    """Two routes wait for the same minutes; one has lost its schedules."""
    made, lost = make_special(minutes=1), make_special(minutes=60)
    route_id, on, off = made["route_id"], made["next_on"], made["next_off"]
    assert schedules(stack, route_id) == {"on", "off"}
    for end in ("on", "off"):
        name = f"{lost['route_id']}-{end}"
        stack.client("scheduler").delete_schedule(GroupName=f"relevo-{stack.told['tenant']}", Name=name)
    route = until(lambda: switched(stack, route_id, "paused", off))
    assert route["switched_by"] == "schedule"
    assert not {"next_on", "next_off"} & set(route)
    # The audit tells it a moment later. A schedule that fires more than once switches once.
    done = until(lambda: len(found := switches(stack, route_id)) >= 2 and found)
    assert [what for what, _ in done] == ["route.activated", "route.paused"]
    assert all(at >= datetime.fromisoformat(due) for (_, at), due in zip(done, (on, off), strict=True))
    # Both schedules fire, whoever was first: a minute after its time the sweep switches a route too. A function that
    # was cut off after its switch is called again, and then switches nothing.
    until(lambda: len(fired(stack, route_id)) >= 2)
    assert fired(stack, route_id).count(True) <= 2
    until(lambda: schedules(stack, route_id) == set())
    repaired = until(lambda: switched(stack, lost["route_id"], "active", lost["next_on"]))
    assert repaired["switched_by"] == "schedule"
    assert fired(stack, lost["route_id"]) == []
    lead_id = stack.lead(make_special.source)
    until(lambda: stack.offered_to(stack.agents[0], lead_id))
    until(lambda: schedules(stack, lost["route_id"]) == {"off"})


def test_a_special_routes_schedules_are_changed_and_deleted_with_it(stack, make_special):
    made = make_special(minutes=1)
    path = f"/routes/{made['route_id']}"
    body = {name: made[name] for name in ("title", "rule", "sources", "claim_seconds", "agents")}
    holidays = {"holidays": {"country": "ES", "region": "MD", "names": "all"}}
    route = stack.rainmaker.ask("PUT", path, {**body, "activation": holidays})
    assert route["next_on"] != made["next_on"]
    assert schedules(stack, made["route_id"]) == {"on", "off"}
    stack.rainmaker.ask("PUT", path, body)
    assert schedules(stack, made["route_id"]) == set()
    stack.rainmaker.ask("PUT", path, {**body, "activation": holidays})
    assert schedules(stack, made["route_id"]) == {"on", "off"}
    assert stack.ask(stack.rainmaker, "DELETE", path)[0] == 204
    assert schedules(stack, made["route_id"]) == set()
