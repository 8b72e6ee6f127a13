"""Which route takes a lead now?"""

import pytest

from shared.domain.kernel.weekly_hours import Window
from shared.domain.routing.match import match, reachable_routes
from tests import make
from tests.make import ANN, MAIN, NIGHT, NOON, PORTAL, WEB

MONDAY = Window(days=("mon",), start="09:00", to="18:00")
SUNDAY = Window(days=("sun",), start="09:00", to="18:00")


def routes(*changes):
    ids = [make.id_of("route", f"r{n}") for n in range(len(changes))]
    return [make.route(route_id, **change) for route_id, change in zip(ids, changes, strict=True)]


@pytest.mark.parametrize(
    ("changes", "chosen", "verdicts"),
    [
        pytest.param([{}, {}], 0, ["covers"], id="the route nearest the top wins"),
        pytest.param([{"status": "paused"}, {}], 1, ["paused", "covers"], id="a paused route keeps its place only"),
        pytest.param([{"sources": (PORTAL,)}, {"sources": (WEB,)}], 1, ["source", "covers"], id="sources"),
        pytest.param([{"windows": (SUNDAY,)}, {"windows": (MONDAY,)}], 1, ["window", "covers"], id="windows"),
        pytest.param([{"windows": (SUNDAY,)}], None, ["window"], id="nothing covers"),
        pytest.param([], None, [], id="no routes at all"),
    ],
)
def test_match(changes, chosen, verdicts):
    plan = make.plan(routes(*changes))
    found = match(plan, make.lead(), NOON, lambda _: True)
    assert found.route == (None if chosen is None else plan.routes[chosen])
    assert [one.verdict for one in found.considered] == verdicts


def test_the_teams_time_zone_decides_not_utc():
    """12:00 UTC is 07:00 in Bogotá: before its window opens."""
    plan = make.plan(routes({"windows": (MONDAY,)}), time_zone="America/Bogota")
    assert match(plan, make.lead(), NOON, lambda _: True).route is None


def test_the_order_decides_not_the_creation_date():
    first, second = make.route(MAIN), make.route(NIGHT, title="Night", agents=(ANN,))
    assert match(make.plan([second, first]), make.lead(), NOON, lambda _: True).route == second


NEXT, ASSIGNING = {"when_nobody": "next_route"}, {"rule": "assign_to_agent"}
CLOSED = {"windows": (SUNDAY,)}


@pytest.mark.parametrize(
    ("changes", "below", "reached"),
    [
        pytest.param([{}, {}], 0, [0], id="only the first"),
        pytest.param([NEXT, NEXT, {}, {}], 0, [0, 1, 2], id="and where the next route is gone on to"),
        pytest.param([NEXT, CLOSED | NEXT, {}], 0, [0, 2], id="that takes the lead now"),
        pytest.param([CLOSED, {}], 0, [1], id="the first that takes it"),
        pytest.param([{}, ASSIGNING, CLOSED | ASSIGNING], 0, [1, 0], id="and every one that assigns"),
        pytest.param([NEXT, {}, {}], 1, [1], id="below a place"),
        pytest.param([CLOSED], 0, [], id="none"),
    ],
)
def test_the_routes_that_may_decide_where_a_lead_goes(changes, below, reached):
    plan = make.plan(routes(*changes))
    assert list(reachable_routes(plan, make.lead(), NOON, below)) == [plan.routes[place] for place in reached]
