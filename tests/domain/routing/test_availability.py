"""Does a member see every reason that keeps leads from them, and no other?"""

from datetime import timedelta

import pytest

from shared.domain.kernel.weekly_hours import Window
from shared.domain.plan_records.member import Limits, Pause
from shared.domain.plan_records.workload import Workload, periods
from shared.domain.routing.availability import find_obstacles
from tests import make
from tests.make import ANN, BOB, BOSS, MAIN, NIGHT, NOON, SECOND

HOUR = timedelta(hours=1)
ZONE = make.settings().zone
ROUTES = [make.route(), make.route(NIGHT, agents=(ANN, BOB), title="Night")]
TUESDAYS = (Window(days=("tue",), start="09:00", to="18:00"),)


def pause(side="team", **change):
    return Pause(**{"side": side, "by": BOSS, "at": NOON, **change})


def carrying(**change):
    return Workload(**{"agent_id": ANN, "active": True, **change})


def found(routes=ROUTES, workload=None, **change):
    return find_obstacles(make.member(**change), workload or carrying(), make.plan(routes), NOON)


def test_hours_and_days_are_those_of_the_teams_clock():
    """At 23:30 UTC on Monday it is Tuesday in Madrid, half past midnight."""
    night, late = Window(days=("tue",), start="00:00", to="01:00"), NOON + 11.5 * HOUR
    mondays = carrying(received={"2026-01-05": 1})
    me = make.member(hours=(night,), limits=Limits(per_day=1))
    assert find_obstacles(me, mondays, make.plan(ROUTES), late) == ()
    assert find_obstacles(me, mondays, make.plan(ROUTES), NOON) == ("hours", "limit_day")


def test_a_member_without_obstacles_receives():
    assert found() == ()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        pytest.param({"status": "invited"}, ("not_active",), id="invited"),
        pytest.param({"workload": carrying(active=False)}, ("not_active",), id="their counts say inactive"),
        pytest.param({"routes": [make.route(status="paused")]}, ("on_no_active_route",), id="a paused route"),
        pytest.param({"routes": [make.route(agents=(BOB,))]}, ("on_no_active_route",), id="on no route"),
        pytest.param({"pauses": (pause(),)}, ("paused_team",), id="the team's pause"),
        pytest.param({"pauses": (pause("own"),)}, ("paused_own",), id="their own"),
        pytest.param({"pauses": (pause("own"), pause())}, ("paused_team", "paused_own"), id="both"),
        pytest.param({"pauses": (pause(start=NOON + SECOND),)}, (), id="a pause to come"),
        pytest.param({"pauses": (pause(until=NOON),)}, (), id="a pause that is over"),
        pytest.param({"pauses": (pause(route_id=MAIN),)}, (), id="on one route, the other is free"),
        pytest.param({"pauses": (pause(route_id=MAIN), pause("own", route_id=NIGHT))}, ("paused_team", "paused_own"),
                     id="on each route by another side"),
        pytest.param({"pauses": (pause(route_id=MAIN),), "routes": ROUTES[:1]}, ("paused_team",), id="on their one"),
        pytest.param({"pauses": (pause(route_id=MAIN),), "routes": []}, ("on_no_active_route",), id="on none"),
        pytest.param({"pauses": (pause(),), "routes": []}, ("on_no_active_route", "paused_team"),
                     id="everywhere, and on none"),
        pytest.param({"pause_after_missed": 2, "workload": carrying(missed=2)}, ("missed",), id="missed too many"),
        pytest.param({"pause_after_missed": 2, "workload": carrying(missed=1)}, (), id="missed some"),
        pytest.param({"workload": carrying(missed=9)}, (), id="missed many, and nobody minds"),
        pytest.param({"hours": TUESDAYS}, ("hours",), id="off hours"),
    ],
)  # fmt: skip
def test_each_obstacle_is_reported_by_its_code(given, says):
    assert found(**given) == says


@pytest.mark.parametrize(("limit", "code"), [("per_day", "limit_day"), ("per_week", "limit_week"),
                                             ("per_month", "limit_month"), ("open", "limit_open")])  # fmt: skip
def test_each_reached_limit_is_reported(limit, code):
    full = carrying(open_leads=2, received=dict.fromkeys(periods(NOON, ZONE), 2))
    assert found(workload=full, limits=Limits(**{limit: 2})) == (code,)
    assert found(workload=full, limits=Limits(**{limit: 3})) == ()
    assert found(workload=full.model_copy(update={"open_offers": 1}), limits=Limits(**{limit: 3})) == (code,)


def test_a_member_whom_no_shift_leaves_on_any_of_their_routes_is_told():
    """Source: docs/rules.md, "Rotas" 2."""

    def told(*rotas):
        return find_obstacles(make.member(), carrying(), make.with_rotas(make.plan(ROUTES), *rotas), NOON)

    others = make.rota(make.shift(agent_ids=(BOB,)))
    assert told(others) == ()
    assert told(others, make.rota(rota_only=True, route_id=NIGHT)) == ("shift",)
    assert told(make.rota(make.shift(agent_ids=(ANN,))), make.rota(rota_only=True, route_id=NIGHT)) == ()


def test_all_obstacles_are_reported_together():
    full = carrying(open_leads=1, missed=3, received=dict.fromkeys(periods(NOON, ZONE), 1))
    assert found(
        workload=full, pauses=(pause(), pause("own")), pause_after_missed=3, hours=TUESDAYS,
        limits=Limits(per_day=1, per_week=1, per_month=1, open=1),
    ) == (
        "paused_team", "paused_own", "missed", "hours", "limit_day", "limit_week", "limit_month", "limit_open",
    )  # fmt: skip
