"""Do held leads and owed responses follow the plan: the oldest first, each once, and nothing else read?"""

from datetime import timedelta

import pytest

from functions.expire.sweeping.plan_walks import PlanWalks
from functions.route.build import RouteDoors, build
from functions.route.following import AT_ONCE
from shared.clocks import Clocks
from shared.domain.kernel.weekly_hours import Window
from shared.domain.lead_records.plan_walk import PlanWalk
from shared.domain.plan_records.route import ResponseRule, Route
from shared.domain.plan_records.settings import Settings
from shared.domain.planning.changes import Change, ChangeContext, audit
from shared.store import codec, keys
from shared.store.lists import lead_lists
from shared.store.plan_writes import writes
from shared.store.plans import version_of
from shared.store.table import put
from tests import make, memory
from tests.functions import team
from tests.functions.route.test_route import Engine
from tests.granted import granted
from tests.make import ANN, BOB, CAT, CHIEF, MAIN, NOON, SECOND

HOUR = timedelta(hours=1)
EVENING = (Window(days=("mon",), **{"from": "18:00", "to": "23:00"}),)
OPENS = NOON + 5 * HOUR
HELD, OWED = keys.plan_walk("held"), keys.plan_walk("owed")


class Time:
    """Tell the time; each question may take a while."""

    def __init__(self):
        self.at, self.takes = NOON + HOUR, timedelta()

    def __call__(self):
        self.at += self.takes
        return self.at


@pytest.fixture
def now():
    return Time()


@pytest.fixture
def engine():
    return Engine()


@pytest.fixture
def route(table, engine, now):
    """Provide the function, with the table in memory and no state machine behind."""
    clocks = Clocks(engine, "arn:aws:states:x:1:stateMachine:clock")
    handler = build(RouteDoors(table=granted(table, "route"), clocks=clocks, now=now, chance=lambda: 0.5))
    return lambda event: handler(event, None)


@pytest.fixture
def plan(table):
    """Write a plan whose route opens in the evening; leads are held for half a day."""
    return team.seat(table, routes=[make.route(windows=EVENING)], hold_hours=12)


def edit(table, kind, key, **change):
    """Change a record of the plan as a Rainmaker does; return the stream's event of the plan's version."""
    items = table.items([key, keys.VERSION])
    before = codec.from_item(kind, items[key])
    after = before.model_copy(update=change)
    context = ChangeContext(by=CHIEF, at=NOON, audit_id=make.id_of("audit", str(version_of(items[keys.VERSION]))))
    change = Change("it", put=(after,), audit=audit("it.changed", "it", context, before, after))
    table.commit(writes(version_of(items[keys.VERSION]), change))
    return streamed(table, keys.VERSION)


def edit_route(table, **change):
    return edit(table, Route, keys.route(MAIN), **change)


def streamed(table, key):
    """Return the stream's event of an item that carries work for `route`; none otherwise."""
    item = table.items([key])[key]
    return {"Records": [{"dynamodb": {"NewImage": item}}] if keys.TODO in item else []}


def held(count, at=OPENS, **change):
    """Return held leads, each a second younger than the one before; their ids are in no order."""
    return [
        make.pooled(
            lead_id=make.id_of("lead", f"{n * 7919 % 9973:04}"), created_at=NOON + n * SECOND, reason="no_route",
            routes_at=at, held_until=NOON + 12 * HOUR, counted=True, **change,
        )
        for n in range(count)
    ]  # fmt: skip


def turns(table, leads):
    """Return the turn of each lead in the order given; None for one that is not offered."""
    stored = lead_lists.leads(table, [lead.lead_id for lead in leads])
    return [lead.offer.turn if lead.offer else None for lead in stored]


def again(table, leads):
    """Return the stream's event of the writes of these leads, whose clocks are to be started."""
    items = table.items(keys.lead(lead.lead_id) for lead in leads).values()
    assert {item[keys.TODO]["S"] for item in items} == {"wind"}
    return {"Records": [{"dynamodb": {"NewImage": item}} for item in items]}


def walk(table, key=HELD):
    return table.get(PlanWalk, key)


def test_a_hundred_held_leads_are_offered_in_their_order_in_few_calls(table, route, plan, engine):
    leads = held(100)
    team.store(table, *reversed(leads))
    event = edit_route(table, windows=())
    table.calls.clear()
    assert route(event) == {"clocked": 0}
    assert len(table.calls) <= 20
    assert turns(table, leads) == list(range(1, 101))
    assert walk(table).done == version_of(table.items([keys.VERSION])[keys.VERSION])
    assert route(again(table, leads)) == {"clocked": 100}
    assert len(engine.started) == 100


def test_a_newer_lead_never_goes_before_an_older_one_that_was_held(table, route, plan):
    """It comes to routing before the plan's change does."""
    leads, newer = held(3), make.lead(created_at=NOON + HOUR)
    team.store(table, *leads, newer)
    edit_route(table, windows=())
    route(team.stream(newer))
    assert turns(table, [*leads, newer]) == [1, 2, 3, 4]


def test_nor_before_one_whose_clock_is_late(table, route, plan, now):
    now.at = OPENS
    leads, newer = held(3), make.lead(created_at=NOON + HOUR)
    team.store(table, *leads, newer)
    route(team.stream(newer))
    assert turns(table, [*leads, newer]) == [1, 2, 3, 4]


def test_a_plan_that_still_keeps_them_gives_them_their_new_instant_and_its_clock(table, route, plan, engine):
    leads = held(3)
    team.store(table, *leads)
    later = (Window(days=("mon",), **{"from": "20:00", "to": "23:00"}),)
    route(edit_route(table, windows=later))
    assert route(again(table, leads)) == {"clocked": 3}
    stored = lead_lists.leads(table, [lead.lead_id for lead in leads])
    assert {(lead.state, lead.routes_at, len(lead.history)) for lead in stored} == {("pooled", OPENS + 2 * HOUR, 1)}
    assert [told["at"] for told in engine.started.values()] == ["2026-01-05T19:00:00Z"]


def test_leads_that_wait_for_nothing_in_particular_go_with_the_others_and_those_over_stay(table, route, plan):
    some, waiting = held(2), held(4, at=None)[2:]
    over = make.pooled(
        lead_id=make.id_of("lead", "over"), reason="no_route", created_at=NOON, held_until=NOON + 30 * SECOND
    )
    team.store(table, *waiting, *some, over)
    table.calls.clear()
    route(edit_route(table, windows=()))
    assert turns(table, [*some, *waiting, over]) == [1, 2, 3, 4, None]


def test_what_is_not_concerned_is_neither_read_nor_asked_about(table, route, plan):
    team.store(table, *held(3))
    assert edit_route(table, title="Another") == {"Records": []}
    assert edit(table, Settings, keys.SETTINGS, accent_color="#7a1f3d") == {"Records": []}
    asked = edit_route(table, response=ResponseRule(within_seconds=60))
    route(asked)
    assert walk(table) is None
    assert walk(table, OWED).done == version_of(asked["Records"][0]["dynamodb"]["NewImage"])


def test_many_edits_in_a_row_are_followed_once(table, route, plan):
    leads = held(3)
    team.store(table, *leads)
    events = [edit_route(table, claim_seconds=60 + n, windows=()) for n in range(1)]
    events += [edit_route(table, agents=make.route(agents=some).agents) for some in [(BOB,), (CAT,), (ANN, BOB)]]
    route(events[0])
    assert turns(table, leads) == [1, 2, 3]
    for event in events[1:]:
        table.calls.clear()
        route(event)
        assert table.calls == ["batch_get_item", "batch_get_item"]  # one for each kind of leads that wait


def test_more_than_fit_are_brought_by_the_stream_from_where_it_was(table, route, plan, now):
    leads = held(2 * AT_ONCE + 50)
    team.store(table, *leads)
    event, now.takes = edit_route(table, windows=()), timedelta(seconds=4)
    rounds = 0
    while event["Records"]:
        route(event)
        event, rounds = streamed(table, HELD), rounds + 1
    assert rounds > 1
    assert turns(table, leads) == list(range(1, len(leads) + 1))
    assert (walk(table).after, walk(table).goes_on) == ("", False)


def test_after_a_crash_it_goes_on_where_it_was(table, route, plan):
    leads = held(2 * AT_ONCE)
    team.store(table, *leads)
    event = edit_route(table, windows=())

    def breaks(commit, some):
        if any(write.key == HELD and "done" in write.body["Item"]["body"]["S"] for write in some):
            raise RuntimeError
        commit(some)

    table.around("commit", breaks)
    with pytest.raises(RuntimeError):
        route(event)
    assert walk(table).after.endswith(leads[AT_ONCE - 1].lead_id)
    table.around("commit", None)
    route(event)
    assert turns(table, leads) == list(range(1, len(leads) + 1))


def test_another_change_meanwhile_begins_again_with_the_new_plan(table, route, plan, now):
    """While a hundred are reckoned, the route is closed: those that are left wait on, by the plan as it is."""
    leads = held(AT_ONCE + 3)
    team.store(table, *leads)
    event = edit_route(table, windows=())

    def closes(commit, some):
        commit(some)
        if any(write.key == HELD for write in some):
            table.around("commit", None)
            edit_route(table, windows=EVENING)

    table.around("commit", closes)
    route(event)
    assert turns(table, leads) == [*range(1, AT_ONCE + 1), None, None, None]
    assert walk(table).done == version_of(table.items([keys.VERSION])[keys.VERSION])


def test_a_lead_held_by_a_plan_that_changes_at_that_moment_is_reckoned_again(table, route, plan):
    lead = make.lead()
    team.store(table, lead)

    def opens(commit, some):
        table.around("commit", None)
        commit(some)
        edit_route(table, windows=())

    table.around("commit", opens)
    route(team.stream(lead))
    assert team.read(table).state == "offered"


def test_a_lead_that_was_taken_meanwhile_stays_with_who_has_it(table, route, plan):
    leads = held(3)
    team.store(table, *leads)
    event = edit_route(table, windows=())

    def takes(commit, some):
        table.around("commit", None)
        taken = {"state": "owned", "owner": ANN, "reason": None, "routes_at": None, "held_until": None}
        table.commit([put(team.read(table, leads[1].lead_id).model_copy(update=taken))])
        commit(some)

    table.around("commit", takes)
    route(event)
    assert turns(table, leads) == [1, None, 2]
    assert team.read(table, leads[1].lead_id).owner == ANN


def test_an_owed_response_gets_its_new_deadline_and_clock(table, route, plan, engine, now):
    now.at = NOON + SECOND
    lead = make.received(response=make.response())
    team.store(table, lead, *[make.owned(lead_id=make.id_of("lead", "free"))])
    edited = edit_route(table, response=ResponseRule(within_seconds=7200, actions=("call", "text")))
    assert route(edited) == {"clocked": 0}
    after = team.read(table)
    assert after.response.due == NOON + 2 * HOUR
    assert after.response.response_id != lead.response.response_id
    route(team.stream(after))
    assert after.response.response_id in engine.started
    assert after.response.reminder_id in engine.started


# the sweep


def test_the_sweep_asks_again_where_an_event_was_lost(table, route, plan):
    leads, sweep = held(2), PlanWalks(granted(table, "sweep"))
    team.store(table, *leads)
    edit_route(table, windows=())
    assert sweep.resume() == 0  # it may be under way
    assert sweep.resume() == 1
    route(streamed(table, HELD))
    assert turns(table, leads) == [1, 2]
    assert (sweep.resume(), sweep.resume()) == (0, 0)


def test_a_failure_ends_no_other_part_of_the_sweep(table, logged):
    def fails(*_):
        raise RuntimeError

    table.around("items", fails)
    assert PlanWalks(table).resume() == 0
    assert "plan_not_followed" in logged()


def test_a_client_reads_what_it_wrote(table):
    """The walk is stored as all records are."""
    table.commit([put(PlanWalk(waiting="held", towards=3, after="x", goes_on=True))])
    assert walk(table) == PlanWalk(waiting="held", towards=3, after="x", goes_on=True, version=1)
    found = memory.client("dynamodb").get_item(TableName="relevo", Key={"PK": {"S": HELD.pk}, "SK": {"S": HELD.sk}})
    assert found["Item"]["todo"] == {"S": "follow"}
