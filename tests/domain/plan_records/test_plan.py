"""Does a plan tell which routes have an agent, without going through all routes for each of them?"""

import pytest

from tests import make
from tests.make import ANN, BOB, CAT, MAIN, NIGHT, id_of

THIRD = id_of("route", "third")
ROUTES = [
    make.route(NIGHT, (BOB, ANN), status="paused"),
    make.route(MAIN, (ANN, BOB)),
    make.route(THIRD, (BOB,)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("agent_id", "there"), [(ANN, [NIGHT, MAIN]), (BOB, [NIGHT, MAIN, THIRD]), (CAT, [])], ids=["ann", "bob", "cat"]
)
def test_the_routes_of_an_agent_are_those_whose_list_has_them_active_or_paused_from_the_top(agent_id, there):
    plan = make.plan(ROUTES)
    assert [route.route_id for route in plan.routes_by_agent.get(agent_id, ())] == there
    assert there == [route.route_id for route in plan.routes if agent_id in route.agent_ids]


def test_they_are_found_once_for_a_plan_whoever_asks():
    plan = make.plan(ROUTES)
    assert plan.routes_by_agent is plan.routes_by_agent
