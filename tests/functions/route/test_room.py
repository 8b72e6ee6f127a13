"""Do held leads go once somebody they wait for has room again: the oldest first, whoever else writes, and cheaply?"""

from datetime import timedelta

import pytest

from functions.expire.sweeping.plan_walks import PlanWalks
from functions.route.build import RouteDoors, build
from shared.clocks import Clocks
from shared.domain.lead_records.plan_walk import PlanWalk
from shared.domain.plan_records.member import Limits
from shared.domain.plan_records.workload import WorkloadChange
from shared.store import keys
from shared.store.table import change_workload, put
from tests import make
from tests.functions import team
from tests.functions.route.test_following import HELD, Time, streamed, turns
from tests.functions.route.test_route import Engine
from tests.granted import granted
from tests.make import ANN, BOB, NOON, SECOND

ONE = Limits(open=1)
TAKEN = WorkloadChange(ANN, open_leads=1)
CLOSED = WorkloadChange(ANN, open_leads=-1)


@pytest.fixture
def route(table):
    """Provide the function, with the table in memory and no state machine behind."""
    clocks = Clocks(Engine(), "arn:aws:states:x:1:stateMachine:clock")
    handler = build(RouteDoors(table=granted(table, "route"), clocks=clocks, now=Time(), chance=lambda: 0.5))
    return lambda event: handler(event, None)


@pytest.fixture
def plan(table):
    """Write a plan whose only agent may own one lead, and does; leads are held for half a day."""
    plan = team.seat(table, routes=[make.route(agents=(ANN,))], members=[make.member(ANN, limits=ONE)], hold_hours=12)
    change(table, TAKEN)
    return plan


def change(table, *changes):
    """Change workloads as any decision does; return the stream's event, if it is work for `route`."""
    table.commit([change_workload(one) for one in changes])
    events = [streamed(table, keys.workload(one.agent_id)) for one in changes]
    return {"Records": [record for event in events for record in event["Records"]]}


def arrive(table, route, *names):
    """Store leads that come one second after the other, and route them in any order; return them in order."""
    leads = [
        make.lead(make.id_of("lead", name), created_at=NOON + n * SECOND, last_activity_at=NOON + n * SECOND)
        for n, name in enumerate(names)
    ]
    team.store(table, *leads)
    route(team.stream(*reversed(leads)))
    return leads


def test_a_lead_that_waits_for_a_full_agent_goes_once_they_close_one(table, route, plan):
    leads = arrive(table, route, "b", "a", "c")
    assert turns(table, leads) == [None] * 3
    event = change(table, CLOSED)
    assert event["Records"]
    route(event)
    assert turns(table, leads) == [1, None, None]
    assert team.load(table, ANN).waited_for  # the others wait on
    route(change(table, TAKEN, WorkloadChange(BOB)))
    route(change(table, WorkloadChange(ANN, open_offers=-1, open_leads=-1)))
    assert turns(table, leads)[:2] == [1, 2]


def test_no_change_is_work_while_nobody_waits(table, route, plan):
    assert change(table, CLOSED)["Records"] == []
    lead = make.lead()
    team.store(table, lead)
    route(team.stream(lead))
    assert not team.load(table, ANN).waited_for
    assert change(table, WorkloadChange(ANN, open_offers=-1))["Records"] == []


def test_a_change_that_leaves_them_full_reads_nothing(table, route, plan):
    arrive(table, route, "a")
    event = change(table, WorkloadChange(ANN, open_offers=1))
    table.calls.clear()
    route(event)
    assert table.calls == []


def test_a_newer_lead_does_not_go_before_the_one_that_waits(table, route, plan):
    """It comes to routing before the change of the workload does."""
    [older] = arrive(table, route, "a")
    event = change(table, CLOSED)
    newer = make.lead(make.id_of("lead", "z"), created_at=NOON + 9 * SECOND)
    team.store(table, newer)
    route(team.stream(newer))
    assert turns(table, [older, newer]) == [1, None]
    route(event)
    assert turns(table, [older, newer]) == [1, None]


def test_after_a_crash_the_event_that_comes_again_goes_on(table, route, plan):
    [lead] = arrive(table, route, "a")
    event = change(table, CLOSED)

    def breaks(commit, some):
        commit(some)
        if any(write.key == HELD for write in some):
            raise RuntimeError

    table.around("commit", breaks)
    with pytest.raises(RuntimeError):
        route(event)
    table.around("commit", None)
    assert turns(table, [lead]) == [None]
    route(event)
    assert turns(table, [lead]) == [1]


def test_the_sweep_goes_on_where_that_event_was_lost(table, route, plan):
    [lead] = arrive(table, route, "a")
    table.commit([change_workload(CLOSED)])
    walk = table.get(PlanWalk, HELD) or PlanWalk(waiting="held")
    table.commit([put(walk.reopened())])
    sweep = PlanWalks(granted(table, "sweep"))
    assert (sweep.resume(), sweep.resume()) == (0, 1)
    route(streamed(table, HELD))
    assert turns(table, [lead]) == [1]


@pytest.mark.parametrize("at", [0, 1], ids=["before it is marked", "before the lead is stored"])
def test_who_has_room_at_the_moment_when_a_lead_is_held_gets_it(table, route, plan, at):
    lead, seen = make.lead(), []
    team.store(table, lead)

    def frees(commit, some):
        seen.append(some)
        if len(seen) == at + 1:
            commit([change_workload(CLOSED)])
        commit(some)

    table.around("commit", frees)
    route(team.stream(lead))
    table.around("commit", None)
    assert turns(table, [lead]) == [1]


def test_a_lead_waits_for_more_agents_than_fit_into_one_transaction(table, route):
    agents = [make.id_of("agent", f"{n:03}") for n in range(100)]
    members = [make.member(one, limits=Limits(open=0)) for one in agents]
    team.seat(table, routes=[make.route(agents=agents)], members=members, hold_hours=12)
    [lead] = arrive(table, route, "a")
    stored = team.read(table, lead.lead_id)
    assert (stored.state, stored.held_until - stored.created_at) == ("pooled", timedelta(hours=12))
    assert all(team.load(table, one).waited_for for one in agents)


def test_who_says_that_they_are_back_in_another_way_has_room_too(table, route):
    """A claim ends the offers missed in a row."""
    away = make.member(ANN, pause_after_missed=2)
    team.seat(table, routes=[make.route(agents=(ANN,))], members=[away], hold_hours=12)
    change(table, WorkloadChange(ANN, missed=2))
    [lead] = arrive(table, route, "a")
    assert turns(table, [lead]) == [None]
    route(change(table, WorkloadChange(ANN, open_leads=1, resets_missed=True)))
    assert turns(table, [lead]) == [1]
