"""Which route takes a lead now?"""

from datetime import timedelta

import pytest

from shared.domain.kernel.weekly_hours import Window
from shared.domain.plan_records.condition import Condition
from shared.domain.routing.match import NAMED_ROUTES, match, reachable_routes
from tests import make
from tests.make import ANN, MAIN, NIGHT, NOON, PORTAL, WEB

MONDAY = Window(days=("mon",), start="09:00", to="18:00")
GRACIA = Condition(field="place", op="eq", value="Gracia")
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
        pytest.param([{"sources": (WEB,), "windows": (SUNDAY,)}], None, ["window"], id="not for its source's sake"),
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
    found = match(plan, make.lead(), NOON, lambda _: True)
    assert (found.route, [one.verdict for one in found.considered]) == (None, ["window"])


def test_a_window_that_is_open_by_the_teams_clock_is_no_reason_though_it_is_over_by_utc():
    plan = make.plan(routes({"windows": (MONDAY,), "conditions": (GRACIA,)}), time_zone="America/Bogota")
    found = match(plan, make.lead(), NOON + timedelta(hours=8), lambda _: True)
    assert [one.verdict for one in found.considered] == ["conditions"]


def test_the_order_decides_not_the_creation_date():
    first, second = make.route(MAIN), make.route(NIGHT, title="Night", agents=(ANN,))
    assert match(make.plan([second, first]), make.lead(), NOON, lambda _: True).route == second


ASSIGNS, CLOSED = {"rule": "assign_to_agent"}, {"windows": (SUNDAY,)}


@pytest.mark.parametrize(
    ("changes", "able", "chosen", "verdicts"),
    [
        pytest.param([{}, ASSIGNS, {}], (1,), 1, ["overridden", "covers"], id="one that assigns wins, wherever it is"),
        pytest.param([{}, ASSIGNS, ASSIGNS], (1, 2), 1, ["overridden", "covers"], id="of several the highest"),
        pytest.param([{}, ASSIGNS, ASSIGNS], (2,), 2, ["overridden", "agent", "covers"], id="whose agent is there"),
        pytest.param([{}, ASSIGNS], (), 0, ["covers", "agent"], id="below the winner it says that its agent is away"),
        pytest.param([ASSIGNS], (), None, ["agent"], id="nobody is there"),
        pytest.param([ASSIGNS | {"status": "paused"}, {}], (0,), 1, ["paused", "covers"], id="not while it is paused"),
        pytest.param([{"sources": (PORTAL,), "status": "paused"}, {}], (), 1, ["paused", "covers"],
                     id="the first reason is told"),
    ],
)  # fmt: skip
def test_a_route_that_assigns(changes, able, chosen, verdicts):
    """Source: docs/rules.md, "Matching" 3, 5 and 8."""
    plan = make.plan(routes(*changes))
    found = match(plan, make.lead(), NOON, lambda route: plan.positions[route.route_id] in able)
    assert found.route == (None if chosen is None else plan.routes[chosen])
    assert [one.verdict for one in found.considered] == verdicts
    assert sum(found.others.values()) == 0


def test_matching_goes_on_below_a_route_and_never_back_above_it():
    """Source: docs/rules.md, "Matching" 5."""
    plan = make.plan(routes(ASSIGNS, {}, {}, ASSIGNS))
    assert match(plan, make.lead(), NOON, lambda _: True, 1).route == plan.routes[3]
    assert match(plan, make.lead(), NOON, lambda route: route == plan.routes[0], 2).route == plan.routes[2]
    assert match(plan, make.lead(), NOON, lambda _: True, 4).route is None


def test_routes_that_a_lead_was_handed_over_from_are_skipped_also_once_one_of_them_is_deleted():
    """Source: docs/rules.md, "Claiming" 6."""
    plan = make.plan(routes(ASSIGNS, {}, {}))
    first, second, third = plan.routes
    lead = make.lead(skips=(make.id_of("route", "gone"), first.route_id, second.route_id))
    found = match(plan, lead, NOON, lambda _: True)
    assert (found.route, [one.route_id for one in found.considered]) == (third, [third.route_id])
    assert list(reachable_routes(plan, lead, NOON)) == [third]


@pytest.mark.parametrize("many", [NAMED_ROUTES - 1, NAMED_ROUTES, NAMED_ROUTES + 2])
def test_the_routes_that_came_closest_are_named_and_the_others_counted(many):
    plan = make.plan(routes(*[{"status": "paused"}] * 3, *[CLOSED] * many))
    found = match(plan, make.lead(), NOON, lambda _: True)
    named = [one.verdict for one in found.considered]
    closest = min(many, NAMED_ROUTES)
    assert (len(named), named.count("window")) == (min(many + 3, NAMED_ROUTES), closest)
    left = {"paused": 3 - (len(named) - closest), "window": many - closest}
    assert found.others == {verdict: number for verdict, number in left.items() if number}


NEXT = {"when_nobody": "next_route"}


@pytest.mark.parametrize(
    ("changes", "below", "reached"),
    [
        pytest.param([{}, {}], 0, [0], id="only the first"),
        pytest.param([NEXT, NEXT, {}, {}], 0, [0, 1, 2], id="and where the next route is gone on to"),
        pytest.param([NEXT, CLOSED | NEXT, {}], 0, [0, 2], id="that takes the lead now"),
        pytest.param([CLOSED, {}], 0, [1], id="the first that takes it"),
        pytest.param([{}, ASSIGNS, CLOSED | ASSIGNS], 0, [1, 0], id="and every one that assigns"),
        pytest.param([NEXT, {}, {}], 1, [1], id="below a place"),
        pytest.param([CLOSED], 0, [], id="none"),
    ],
)
def test_the_routes_that_may_decide_where_a_lead_goes(changes, below, reached):
    plan = make.plan(routes(*changes))
    assert list(reachable_routes(plan, make.lead(), NOON, below)) == [plan.routes[place] for place in reached]
