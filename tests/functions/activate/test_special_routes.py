"""Do special routes follow their schedules, from their creation to the sweep that repairs them?"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from botocore.exceptions import EndpointConnectionError
from pydantic import ValidationError

from functions.activate.build import ActivateDoors
from functions.activate.build import build as build_activate
from functions.plan.build import PlanDoors
from functions.plan.build import build as build_plan
from shared import ids
from shared.domain.plan_records.activation import Activation
from shared.domain.plan_records.plan import Order
from shared.domain.plan_records.route import SCHEDULE, Route
from shared.domain.plan_records.settings import Settings
from shared.domain.plan_records.team_holidays import TeamHolidays
from shared.domain.planning.special_routes import with_next_switches
from shared.identity import UserPool
from shared.queue import Queue
from shared.schedules import Schedules
from shared.secrets import SourceSecrets
from shared.store import keys
from shared.store.table import put
from tests import make, memory
from tests.functions import scheduling, team
from tests.functions.member_requests import request_as_member
from tests.functions.planning import audits, route
from tests.functions.scheduling import GROUP, ROLE, TARGET, Scheduler
from tests.functions.sweeping import Nobody, sweeping
from tests.granted import granted
from tests.make import CHIEF, MAIN, NIGHT, NOON

MADRID = ZoneInfo("Europe/Madrid")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def noon():
    return NOON


@pytest.fixture
def scheduler(aws):
    """Provide the scheduler client with which all functions here set schedules."""
    return Scheduler()


@pytest.fixture
def schedules(scheduler):
    return Schedules(scheduler, GROUP, TARGET, ROLE)


@pytest.fixture
def activate(table, schedules):
    activate = build_activate(ActivateDoors(table=granted(table, "activate"), schedules=schedules, now=noon))
    return lambda event: activate(event, None)


@pytest.fixture
def fire(activate):
    """Provide a function that fires a schedule of a route."""
    return lambda route_id=MAIN: activate({"route_id": route_id})


@pytest.fixture
def sweep(table, schedules):
    return sweeping(table, noon, schedules=schedules)


@pytest.fixture
def ask(table, secret, schedules, event):
    """Provide a function that sends requests to the plan function as the Rainmaker."""
    team.seat(table)
    doors = PlanDoors(
        table=granted(table, "plan"),
        secret=secret,
        secrets=SourceSecrets(secret, memory.client("secretsmanager"), "relevo/sources"),
        identity=UserPool(Nobody(), "pool"),
        schedules=schedules,
        outgoing=Queue(Nobody, "outgoing"),
        now=noon,
    )
    plan = request_as_member(build_plan(doors), event)
    return lambda method, path, body=None: plan(method, path, CHIEF, body=body)


def wall(at):
    return f"{at.astimezone(MADRID):%Y-%m-%dT%H:%M}"


def around(start, end, route_id=MAIN, **change):
    """Return a special route on from `start` to `end`, both minutes from noon, as it was before either."""
    activation = Activation(start=wall(NOON + start * MINUTE), to=wall(NOON + end * MINUTE))
    before = make.route(route_id, title=route_id[-6:], activation=activation, status="paused", **change)
    return with_next_switches(before, MADRID, None, NOON - 2 * DAY)


def seat(table, *routes):
    return team.seat(table, routes=list(routes))


def now_is(table, route_id=MAIN):
    return table.get(Route, keys.route(route_id))


# activate


def test_a_fired_schedule_switches_its_route_and_sets_the_next_changes(table, fire, scheduler):
    seat(table, route := around(-1, 60))
    assert fire() == {"switched": True}
    after = now_is(table)
    assert (after.status, after.switched_at, after.switched_by) == ("active", route.next_on, SCHEDULE)
    assert (after.next_on, after.next_off) == (None, route.next_off)
    assert scheduling.there(scheduler) == {
        f"{MAIN}-off": (f"at({route.next_off.astimezone(MADRID):%FT%T})", "Europe/Madrid")
    }
    [entry] = audits(table)
    assert (entry.what, entry.by, entry.subject) == ("route.activated", SCHEDULE, MAIN)


def test_firing_twice_changes_nothing_more(table, fire):
    seat(table, around(-1, 60))
    fire()
    before = team.everything(table._client)
    assert fire() == {"switched": False}
    assert team.everything(table._client) == before


def test_firing_early_switches_nothing_but_sets_the_schedules_again(table, fire, scheduler):
    seat(table, around(1, 60))
    before = team.everything(table._client)
    assert fire() == {"switched": False}
    assert team.everything(table._client) == before
    assert set(scheduling.there(scheduler)) == {f"{MAIN}-on", f"{MAIN}-off"}


@pytest.mark.parametrize("route_id", [MAIN, NIGHT], ids=["no longer special", "deleted"])
def test_firing_for_an_ordinary_route_deletes_remaining_schedules(table, fire, scheduler, route_id, schedules):
    seat(table, make.route())
    schedules.set(around(1, 60, route_id), MADRID)
    assert fire(route_id) == {"switched": False}
    assert scheduling.there(scheduler) == {}


def test_firing_late_applies_changes_missed_meanwhile(table, fire, scheduler):
    seat(table, route := around(-90, -30))
    fire()
    after = now_is(table)
    assert (after.status, after.switched_at) == ("paused", route.next_off)
    assert scheduling.there(scheduler) == {}


def test_a_later_switch_by_hand_stays(table, fire, scheduler):
    seat(table, around(-1, 60, switched_at=NOON, switched_by=CHIEF))
    fire()
    after = now_is(table)
    assert (after.status, after.switched_at, after.switched_by) == ("paused", NOON, CHIEF)
    assert set(scheduling.there(scheduler)) == {f"{MAIN}-off"}


def test_a_change_of_the_plan_in_between_is_noticed(table, fire):
    """The plan's version is its lock: a decision based on the older version fails."""
    seat(table, around(-1, 60))

    def late(commit, writes):
        table.around("commit", None)
        team.change(table, table.get(Order, keys.ORDER))
        commit(writes)

    table.around("commit", late)
    assert fire() == {"switched": True}
    assert now_is(table).status == "active"
    assert len(audits(table)) == 1


def test_a_schedules_input_is_exactly_the_routes_id(activate):
    with pytest.raises(ValidationError):
        activate({"route_id": MAIN, "name": "Lucía"})


# the sweep


def test_the_sweep_applies_a_lost_schedules_change_and_sets_the_next(table, sweep, scheduler, logged):
    seat(table, route := around(-2, 60))
    assert sweep() == {"swept": 1, "failed": 0}
    after = now_is(table)
    assert (after.status, after.switched_at, after.switched_by) == ("active", route.next_on, SCHEDULE)
    assert set(scheduling.there(scheduler)) == {f"{MAIN}-off"}
    assert sweep() == {"swept": 0, "failed": 0}


def test_the_sweep_waits_for_the_schedule_first(table, sweep):
    seat(table, around(0, 60).model_copy(update={"next_on": NOON - timedelta(seconds=30)}))
    assert sweep()["swept"] == 0
    assert now_is(table).status == "paused"


def test_the_sweep_finishes_a_change_of_time_zone(table, sweep, scheduler):
    """As after a crash between the settings' change and the last of many routes."""
    route = around(60, 120)
    stale = route.model_copy(update={"next_on": route.next_on + 7 * HOUR, "next_off": route.next_off + 7 * HOUR})
    seat(table, stale)
    assert sweep() == {"swept": 1, "failed": 0}
    after = now_is(table)
    assert (after.next_on, after.next_off, after.status) == (route.next_on, route.next_off, "paused")
    assert set(scheduling.there(scheduler)) == {f"{MAIN}-on", f"{MAIN}-off"}
    assert audits(table)[0].what == "route.scheduled"
    assert sweep() == {"swept": 0, "failed": 0}


def test_one_routes_failure_stops_neither_another_nor_the_leads(table, logged, schedules):
    """The first switch gets no id for its audit entry."""
    seat(table, around(-2, 60), around(-2, 60, NIGHT))
    team.store(table, make.lead(since=NOON - MINUTE, todo=None))
    first = iter([True])

    def new_id(kind):
        if next(first, False):
            raise ZeroDivisionError("Lucía")
        return ids.new(kind)

    sweep = sweeping(table, noon, schedules=schedules, new_id=new_id)
    assert sweep() == {"swept": 2, "failed": 1}
    assert (now_is(table, MAIN).status, now_is(table, NIGHT).status) == ("paused", "active")
    assert team.read(table).todo == "route"
    assert "Lucía" not in logged()


def test_the_sweep_renews_the_days_off_that_holidays_make(table, sweep):
    seat(table)
    stored = table.get(Settings, keys.SETTINGS)
    table.commit([put(stored.model_copy(update={"holidays": TeamHolidays(country="ES")}))])
    sweep()
    days_off = table.get(Settings, keys.SETTINGS).days_off
    assert date(2026, 12, 8) in days_off
    assert {day.year for day in days_off} == {2025, 2026, 2027, 2028}
    assert [(entry.what, entry.by) for entry in audits(table)] == [("settings.days_off_renewed", SCHEDULE)]
    sweep()
    assert len(audits(table)) == 1


# the plan


TOMORROW = {"from": f"{NOON + DAY:%Y-%m-%d}", "to": f"{NOON + 3 * DAY:%Y-%m-%d}"}


def test_a_special_route_is_shown_with_its_activation_and_next_changes(ask, scheduler):
    status, made = ask("POST", "/routes", route(activation=TOMORROW))
    assert status == 201
    assert (made["status"], made["switched_by"]) == ("paused", SCHEDULE)
    assert {name: made["activation"][name] for name in TOMORROW} == TOMORROW
    on = datetime.fromisoformat(TOMORROW["from"]).replace(tzinfo=MADRID)
    assert datetime.fromisoformat(made["next_on"]) == on
    assert scheduling.there(scheduler)[f"{made['route_id']}-on"] == (f"at({on:%FT%T})", "Europe/Madrid")
    assert ask("GET", f"/routes/{made['route_id']}")[1] == made


def test_a_route_sent_back_as_read_changes_nothing(ask):
    made = ask("POST", "/routes", route(activation=TOMORROW))[1]
    status, again = ask("PUT", f"/routes/{made['route_id']}", made)
    assert (status, again) == (200, made)


def test_changing_the_activation_changes_the_schedules_and_removing_it_deletes_them(ask, scheduler):
    made = ask("POST", "/routes", route(activation=TOMORROW))[1]
    path, before = f"/routes/{made['route_id']}", scheduling.there(scheduler)
    holidays = {"holidays": {"country": "ES", "region": "MD", "names": ["Natividad del Señor"]}}
    changed = ask("PUT", path, route(activation=holidays))[1]
    assert changed["next_on"][5:10] in ("12-24", "12-25")
    assert set(scheduling.there(scheduler)) == set(before)
    assert not set(scheduling.there(scheduler).values()) & set(before.values())
    ask("PUT", path, route())
    assert scheduling.there(scheduler) == {}


def test_deleting_a_special_route_deletes_its_schedules(ask, scheduler):
    made = ask("POST", "/routes", route(activation=TOMORROW))[1]
    assert ask("DELETE", f"/routes/{made['route_id']}")[0] == 204
    assert scheduling.there(scheduler) == {}


def test_an_ordinary_route_does_not_use_the_scheduler(ask, scheduler):
    made = ask("POST", "/routes", route())[1]
    ask("PUT", f"/routes/{made['route_id']}", route(title="Otra"))
    ask("DELETE", f"/routes/{made['route_id']}")
    assert scheduler.calls == []


def test_a_switch_by_hand_stays_until_the_next_scheduled_change(ask, table, fire):
    made = ask("POST", "/routes", route(activation=TOMORROW))[1]
    status, active = ask("POST", f"/routes/{made['route_id']}/activate")
    assert (status, active["status"], active["switched_by"]) == (200, "active", CHIEF)
    assert (active["next_on"], active["next_off"]) == (made["next_on"], made["next_off"])
    assert fire(made["route_id"]) == {"switched": False}
    assert now_is(table, made["route_id"]).status == "active"


def test_a_failing_scheduler_does_not_fail_the_change(ask, scheduler, logged):
    scheduler.error = EndpointConnectionError(endpoint_url="scheduler")
    status, made = ask("POST", "/routes", route(activation=TOMORROW))
    assert status == 201
    assert ask("GET", f"/routes/{made['route_id']}")[0] == 200
    assert logged().count('"ScheduleNotSet":[1.0]') == 2


@pytest.mark.parametrize(
    ("activation", "loc"),
    [
        pytest.param({"from": "2026-02-30", "to": "2026-03-01"}, ["from"], id="impossible date"),
        pytest.param({"from": "2020-01-01", "to": "2020-01-31"}, ["to"], id="past"),
        pytest.param({"from": "2026-12-31", "to": "2026-12-30"}, ["to"], id="ends before it begins"),
        pytest.param({"dates": ["2020-01-01"]}, ["dates"], id="past dates"),
        pytest.param({"holidays": {"country": "XX"}}, ["holidays", "country"], id="country"),
        pytest.param({"holidays": {"country": "ES", "region": "ZZ"}}, ["holidays", "region"], id="region"),
        pytest.param({"holidays": {"country": "ES", "names": ["Nada"]}}, ["holidays", "names", 0], id="holiday"),
    ],
)
def test_an_invalid_activation_is_422_and_names_its_field(ask, table, activation, loc):
    before = team.everything(table._client)
    status, problem = ask("POST", "/routes", route(activation=activation))
    assert (status, problem["code"]) == (422, "invalid")
    assert [error["loc"] for error in problem["errors"]] == [["body", "activation", *loc]]
    assert team.everything(table._client) == before


def test_in_another_time_zone_special_routes_follow_local_time(ask, scheduler):
    made = ask("POST", "/routes", route(activation=TOMORROW))[1]
    assert ask("PATCH", "/settings", {"time_zone": "America/Bogota"})[0] == 200
    moved = ask("GET", f"/routes/{made['route_id']}")[1]
    on = datetime.fromisoformat(TOMORROW["from"]).replace(tzinfo=ZoneInfo("America/Bogota"))
    assert datetime.fromisoformat(moved["next_on"]) == on
    assert scheduling.there(scheduler)[f"{made['route_id']}-on"] == (f"at({on:%FT%T})", "America/Bogota")
