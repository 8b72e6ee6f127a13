"""Are leads held at night until their route opens, by a clock that really runs? On a stack without other leads."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.e2e.stack import HOURS, offers

pytestmark = pytest.mark.slow
EVERY_DAY = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]


@pytest.fixture
def settings(stack):
    """Provide a function that changes settings for one test."""
    before = stack.rainmaker.ask("GET", "/settings")

    def change(**wanted):
        stack.rainmaker.ask("PATCH", "/settings", wanted)

    yield change
    stack.rainmaker.ask("PATCH", "/settings", {name: before[name] for name in ("hold_hours", "working_hours")})


@pytest.fixture
def no_catch_all(stack):
    """Pause the demo's routes for every source, which leave no gap, for one test."""
    routes = [route for route in stack.rainmaker.ask("GET", "/routes")["items"]
              if route["sources"] == "all" and route["status"] == "active"]  # fmt: skip
    for route in routes:
        stack.rainmaker.ask("POST", f"/routes/{route['route_id']}/pause")
    yield
    for route in routes:
        stack.rainmaker.ask("POST", f"/routes/{route['route_id']}/activate")


def test_leads_held_at_night_are_offered_in_turn_when_the_route_opens(stack, until, settings, no_catch_all):
    """The route opens at the next full minute of the team's local time that leaves time to post."""
    source = stack.source()
    zone = ZoneInfo(stack.rainmaker.ask("GET", "/settings")["time_zone"])
    opens = (datetime.now(zone) + timedelta(seconds=135)).replace(second=0, microsecond=0)
    window = {"days": EVERY_DAY, "from": f"{opens:%H:%M}", "to": f"{opens + timedelta(hours=2):%H:%M}"}
    settings(hold_hours=2)
    stack.route(stack.agents, HOURS, source, windows=[window])
    ids = [stack.lead(source) for _ in range(5)]
    until(lambda: all(stack.see(lead_id)["state"] == "pooled" for lead_id in ids))
    held = [stack.see(lead_id) for lead_id in ids]
    assert {lead["reason"] for lead in held} == {"no_route"}
    assert {datetime.fromisoformat(lead["routes_at"]) for lead in held} == {opens}
    taken = ids.pop(2)
    stack.agents[0].ask("POST", f"/leads/{taken}/claim")
    until(lambda: all(stack.see(lead_id)["state"] == "offered" for lead_id in ids))
    assert datetime.now(zone) >= opens
    # The oldest goes first to the stream, whose shards run side by side; the turns of one agent each are exact.
    assert sorted(offers(stack, ids)) == sorted(stack.id_of(agent) for agent in stack.agents[:4])
    assert stack.see(taken)["owner"] == stack.id_of(stack.agents[0])


def test_a_hundred_held_leads_follow_a_route_that_opens_and_a_newer_one_comes_behind_them(
    stack, until, settings, no_catch_all
):
    """One edit moves them all, in the order in which they came; `benchmarks/following.py` measures how soon."""
    source = stack.source()
    settings(hold_hours=48)
    route = stack.route(stack.agents, HOURS, source, windows=[tomorrow(stack)])
    ids = [stack.lead(source) for _ in range(100)]
    until(lambda: all(stack.see(lead_id).get("routes_at") for lead_id in ids))
    stack.open(route)
    ids.append(stack.lead(source))
    until(lambda: all(stack.see(lead_id)["state"] == "offered" for lead_id in ids))
    everyone = [stack.id_of(agent) for agent in stack.agents]
    assert offers(stack, ids) == [everyone[n % len(everyone)] for n in range(len(ids))]


def tomorrow(stack):
    """Return a window that opens in a day."""
    zone = ZoneInfo(stack.rainmaker.ask("GET", "/settings")["time_zone"])
    opens = datetime.now(zone) + timedelta(days=1)
    return {"days": [EVERY_DAY[opens.weekday()]], "from": f"{opens:%H:%M}", "to": "23:59"}


def test_a_held_lead_whose_route_is_deleted_waits_for_nothing_and_goes_once_another_is_made(
    stack, until, settings, no_catch_all
):
    source = stack.source()
    settings(hold_hours=48)
    route = stack.route(stack.agents, HOURS, source, windows=[tomorrow(stack)])
    lead_id = stack.lead(source)
    until(lambda: stack.see(lead_id).get("routes_at"))
    stack.rainmaker.ask("DELETE", f"/routes/{route['route_id']}")
    until(lambda: stack.see(lead_id).get("routes_at") is None)
    assert (stack.see(lead_id)["state"], stack.see(lead_id)["reason"]) == ("pooled", "no_route")
    stack.route(stack.agents[:1], HOURS, source)
    until(lambda: stack.see(lead_id)["state"] == "offered")
    assert offers(stack, [lead_id]) == [stack.id_of(stack.agents[0])]


def test_leads_held_for_a_full_agent_go_one_by_one_as_they_close_theirs(stack, until, settings, no_catch_all):
    source, elena = stack.source(), stack.newcomer()
    settings(hold_hours=48)
    path = f"/agents/{stack.id_of(elena)}/limits"
    stack.rainmaker.ask("PUT", path, {"open": 100_000})
    [used] = [limit["used"] for limit in elena.ask("GET", "/me")["receiving"]["limits"] if limit["period"] == "open"]
    stack.rainmaker.ask("PUT", path, {"open": used + 1})
    try:
        stack.route([elena], HOURS, source)
        ids = [stack.lead(source) for _ in range(3)]
        while ids:
            until(lambda: sorted(stack.see(one)["state"] for one in ids) == ["offered", *["pooled"] * (len(ids) - 1)])
            [lead_id] = [one for one in ids if stack.see(one)["state"] == "offered"]
            elena.ask("POST", f"/leads/{lead_id}/claim")
            elena.ask("POST", f"/leads/{lead_id}/close", {"outcome": "lost"})
            ids.remove(lead_id)
    finally:
        stack.rainmaker.ask("PUT", path, {})
