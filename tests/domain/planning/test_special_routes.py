"""Do special routes follow their schedule, once each, and keep what a person switched later?"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.errors import Invalid
from shared.domain.plan_records.activation import Activation, Holidays, active_intervals, is_on
from shared.domain.plan_records.route import SCHEDULE
from shared.domain.planning.activate import activate, is_overdue
from shared.domain.planning.change_route import RouteDraft, create_route, replace_route, switch_route
from shared.domain.planning.changes import ChangeContext
from shared.domain.planning.special_routes import apply_due_switches, catch_up, first_due, retimed, with_next_switches
from tests import make
from tests.make import ANN, CHIEF, MAIN, NIGHT

MADRID, BOGOTA = ZoneInfo("Europe/Madrid"), ZoneInfo("America/Bogota")
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
BEFORE = datetime(2026, 12, 1, tzinfo=UTC)
ON, OFF = datetime(2026, 12, 24, 23, tzinfo=UTC), datetime(2026, 12, 26, 23, tzinfo=UTC)
CHRISTMAS = Activation(start="2026-12-25", to="2026-12-26", yearly=True)
AUDIT = make.id_of("audit", "audit")


def no_holidays(holidays, year):
    return {}


def special(now=BEFORE, **change):
    route = make.route(**{"activation": CHRISTMAS, "status": "paused", **change})
    return with_next_switches(route, MADRID, no_holidays, now)


def stamp(at, by=SCHEDULE):
    return ChangeContext(by=by, at=at, audit_id=AUDIT)


def state(route):
    return route.status, route.switched_at, route.switched_by


def test_a_special_route_shows_its_next_changes():
    assert (special().next_on, special().next_off) == (ON, OFF)
    assert (special(now=ON).next_on, special(now=ON).next_off) == (ON + 365 * DAY, OFF)
    assert (special(activation=None).next_on, special(activation=None).next_off) == (None, None)


@pytest.mark.parametrize(
    ("now", "status", "at"),
    [
        pytest.param(ON - SECOND, "paused", None, id="early"),
        pytest.param(ON, "active", ON, id="on time"),
        pytest.param(ON + HOUR, "active", ON, id="late"),
        pytest.param(OFF - SECOND, "active", ON, id="very late"),
        pytest.param(OFF, "paused", OFF, id="after it should have gone off again"),
    ],
)
def test_a_due_change_is_applied_as_of_its_own_instant(now, status, at):
    assert state(apply_due_switches(special(), now)) == (status, at, SCHEDULE if at else None)


@pytest.mark.parametrize(
    ("by_hand_at", "now", "status"),
    [
        pytest.param(ON - HOUR, ON, "active", id="an earlier switch by hand gives way"),
        pytest.param(ON, ON, "paused", id="one at the same instant stays"),
        pytest.param(ON + HOUR, ON + 2 * HOUR, "paused", id="a later one stays"),
        pytest.param(ON + HOUR, OFF, "paused", id="until the next change"),
    ],
)
def test_a_change_applies_only_if_later_than_the_last_switch_by_hand(by_hand_at, now, status):
    route = special(switched_at=by_hand_at, switched_by=CHIEF)
    assert apply_due_switches(route, now).status == status


def test_a_route_switched_on_early_by_hand_goes_off_at_its_end():
    route = special(status="active", switched_at=BEFORE, switched_by=CHIEF)
    assert state(catch_up(route, MADRID, no_holidays, OFF)) == ("paused", OFF, SCHEDULE)


def test_after_many_missed_changes_the_state_is_right():
    late = ON + 3 * 365 * DAY + 36 * HOUR  # in the third Christmas after
    route = catch_up(special(), MADRID, no_holidays, late)
    assert route.status == "active"
    assert late - 3 * DAY < route.switched_at <= late
    assert (route.next_on > late, route.next_off > late) == (True, True)


ACTIVATIONS = st.one_of(
    st.just(CHRISTMAS),
    st.lists(st.dates(date(2026, 12, 2), date(2027, 3, 30)), min_size=1, max_size=6).map(
        lambda days: Activation(dates=tuple(days))
    ),
)
STEPS = st.lists(st.tuples(st.integers(1, 40 * 24), st.sampled_from(["fires", "paused", "active"])), max_size=25)


@given(ACTIVATIONS, STEPS)
def test_whenever_schedules_fire_the_latest_of_person_and_schedule_wins(activation, steps):
    """Compare with a list of scheduled changes and switches by hand: the last one up to now counts."""
    found = active_intervals(activation, MADRID, no_holidays, BEFORE, BEFORE + 1000 * DAY)
    edges = [edge for span in found for edge in ((span.start, 0, "active"), (span.end, 0, "paused"))]
    route, now, by_hand = special(activation=activation), BEFORE, [(BEFORE, 0, "paused")]
    for hours, what in steps:
        now += hours * HOUR
        plan = make.plan([route])
        if what != "fires":
            switched = switch_route(plan, MAIN, what, None, stamp(now, CHIEF))
            by_hand += [(now, 1, what)] if switched.audit else []
            plan = switched.on(plan)
        route = activate(plan, MAIN, no_holidays, stamp(now)).on(plan).route(MAIN)
        assert route.status == max([*by_hand, *(edge for edge in edges if edge[0] <= now)])[2]
        assert activate(make.plan([route]), MAIN, no_holidays, stamp(now)).audit is None


# The change of the plan


def test_a_fired_schedule_is_a_change_of_the_plan_with_an_audit_entry():
    plan = make.plan([special()])
    change = activate(plan, MAIN, no_holidays, stamp(ON))
    assert (change.audit.what, change.audit.by, change.audit.after["status"]) == ("route.activated", SCHEDULE, "active")
    again = change.on(plan)
    assert again.route(MAIN).next_on > ON
    assert activate(again, MAIN, no_holidays, stamp(ON)).audit is None
    assert activate(again, MAIN, no_holidays, stamp(OFF)).audit.what == "route.paused"


@pytest.mark.parametrize(
    ("route", "route_id"),
    [
        pytest.param(special(), MAIN, id="early"),
        pytest.param(special(), NIGHT, id="for a route that is gone"),
        pytest.param(make.route(), MAIN, id="for one that is special no more"),
    ],
)
def test_a_schedule_without_a_due_change_changes_nothing(route, route_id):
    assert activate(make.plan([route]), route_id, no_holidays, stamp(ON - SECOND)).audit is None


def test_a_change_overridden_by_a_later_switch_by_hand_only_advances_the_schedule():
    route = special(switched_at=ON + HOUR, switched_by=CHIEF)
    change = activate(make.plan([route]), MAIN, no_holidays, stamp(ON + 2 * HOUR))
    after = change.put[0]
    assert state(after) == state(route)
    assert (change.audit.what, after.next_on, after.next_off) == ("route.scheduled", ON + 365 * DAY, OFF)


def test_the_sweep_waits_a_minute_for_the_schedule():
    assert not is_overdue(special(), MADRID, no_holidays, ON + 59 * SECOND)
    assert is_overdue(special(), MADRID, no_holidays, ON + 60 * SECOND)
    assert not is_overdue(make.route(), MADRID, no_holidays, ON + 60 * SECOND)


def test_the_sweep_finds_days_that_become_known_later():
    """A holiday every four years is beyond the search range; and calendars are corrected."""

    def every_four(holidays, year):
        return {} if year % 4 else {date(year, 2, 29): ("Leap Day",)}

    route = make.route(activation=Activation(holidays=Holidays(country="ES")), status="paused", switched_by=SCHEDULE)
    route = with_next_switches(route, MADRID, every_four, datetime(2024, 3, 2, tzinfo=UTC))
    assert (route.next_on, route.next_off) == (None, None)
    plan, now = make.plan([route]), datetime(2025, 12, 31, 22, tzinfo=UTC)
    assert not is_overdue(route, MADRID, every_four, now)
    assert activate(plan, MAIN, every_four, stamp(now)).audit is None
    now += 2 * HOUR
    assert is_overdue(route, MADRID, every_four, now)
    change = activate(plan, MAIN, every_four, stamp(now))
    assert (change.audit.what, change.put[0].next_on) == ("route.scheduled", datetime(2028, 2, 28, 23, tzinfo=UTC))
    assert not is_overdue(change.on(plan).route(MAIN), MADRID, every_four, now)


@given(ACTIVATIONS, st.integers(0, 450 * 24), st.integers(0, 60 * 24))
def test_a_punctual_switch_is_never_overdue(activation, hours, later):
    route = special(activation=activation, switched_at=BEFORE, switched_by=SCHEDULE)
    plan, now = make.plan([catch_up(route, MADRID, no_holidays, BEFORE + hours * HOUR)]), BEFORE + hours * HOUR
    while due := first_due(plan.route(MAIN), now + later * HOUR):
        plan = activate(plan, MAIN, no_holidays, stamp(due)).on(plan)
    assert not is_overdue(plan.route(MAIN), MADRID, no_holidays, now + later * HOUR)


# Created, changed, and moved to another time zone


def draft(**change):
    given = {"title": "Navidad", "rule": "round_robin", "claim_seconds": 60, "agents": [{"agent_id": ANN}]}
    return RouteDraft.model_validate({**given, "activation": {"from": "2026-12-25", "to": "2026-12-26"}, **change})


def created(now, **change):
    return create_route(make.plan([]), draft(**change), MAIN, stamp(now, CHIEF), no_holidays).put[0]


@pytest.mark.parametrize(
    ("now", "asked", "status"),
    [
        pytest.param(BEFORE, None, "paused", id="it is not its time"),
        pytest.param(ON, None, "active", id="it is its time"),
        pytest.param(BEFORE, "active", "paused", id="active is what a route is anyway: no switch by hand"),
        pytest.param(ON, "paused", "paused", id="paused by hand"),
    ],
)
def test_a_new_special_route_follows_its_schedule_unless_paused_by_hand(now, asked, status):
    route = created(now, **({"status": asked} if asked else {}))
    assert route.status == status
    assert (route.switched_by == SCHEDULE) == (asked != "paused")
    assert route.next_off == OFF


def replaced(before, now, **change):
    change = replace_route(make.plan([before]), MAIN, draft(**change), None, stamp(now, CHIEF), no_holidays)
    return change.put[0]


def test_a_new_activation_sets_the_status_and_the_next_changes():
    after = replaced(make.route(), BEFORE)
    assert (state(after), after.next_on) == (("paused", BEFORE, SCHEDULE), ON)


def test_a_new_activation_with_another_status_is_a_switch_by_hand():
    after = replaced(make.route(status="paused"), BEFORE, status="active")
    assert (state(after), after.next_on) == (("active", BEFORE, CHIEF), ON)
    again = replaced(make.route(status="active"), BEFORE, status="active")
    assert state(again) == ("paused", BEFORE, SCHEDULE)


def test_other_changes_leave_schedule_and_status_alone_even_after_its_end():
    over = with_next_switches(created(BEFORE), MADRID, no_holidays, OFF).model_copy(update={"status": "paused"})
    after = replaced(over, OFF + DAY, title="Otra")
    assert state(after) == state(over)
    missed = created(BEFORE)
    assert replaced(missed, OFF + DAY, title="Otra").next_on == ON  # the sweep still finds it


def test_removing_an_activation_keeps_the_routes_status():
    after = replaced(special(), BEFORE, activation=None)
    assert (after.status, after.next_on, after.next_off) == ("paused", None, None)


def test_a_new_activation_that_is_over_is_refused():
    with pytest.raises(Invalid) as refusal:
        created(OFF + DAY)
    assert refusal.value.mistakes[0].loc == ("body", "activation", "to")


def test_a_holiday_that_no_longer_exists_is_refused():
    def coronation(holidays, year):
        return {date(2026, 5, 8): ("Coronation",)} if year == 2026 else {}

    asked = draft(activation={"holidays": {"country": "GB", "names": ["Coronation"]}})
    with pytest.raises(Invalid) as refusal:
        create_route(make.plan([]), asked, MAIN, stamp(BEFORE, CHIEF), coronation)
    assert refusal.value.mistakes[0].loc == ("body", "activation")


def test_in_another_time_zone_it_follows_local_time():
    ordinary, route = make.route(NIGHT, title="Night"), special()
    [moved] = retimed([ordinary, route], BOGOTA, no_holidays, BEFORE)
    assert (moved.next_on, moved.next_off) == (ON + 6 * HOUR, OFF + 6 * HOUR)
    assert retimed([route], MADRID, no_holidays, BEFORE) == ()


@pytest.mark.parametrize(
    ("by", "status"), [pytest.param(SCHEDULE, "paused", id="schedule"), pytest.param(CHIEF, "active", id="person")]
)
def test_a_scheduled_status_follows_to_the_new_zone_and_one_set_by_hand_stays(by, status):
    """It is Christmas in Madrid already, and not yet in Bogotá."""
    route = special(now=ON, status="active", switched_at=ON, switched_by=by)
    [moved] = retimed([route], BOGOTA, no_holidays, ON + HOUR)
    assert (moved.status, moved.next_on) == (status, ON + 6 * HOUR)


@given(st.integers(0, 450 * 24), st.sampled_from([MADRID, BOGOTA]))
def test_a_route_that_only_its_schedule_switches_always_agrees_with_it(hours, zone):
    now = BEFORE + hours * HOUR
    route = make.route(activation=CHRISTMAS, status="paused", switched_at=BEFORE, switched_by=SCHEDULE)
    [moved] = retimed([route], zone, no_holidays, BEFORE)
    assert (catch_up(moved, zone, no_holidays, now).status == "active") == is_on(CHRISTMAS, zone, no_holidays, now)


def test_holidays_come_from_the_given_calendar():
    def calendar(holidays, year):
        return {date(year, 12, 25): ("Navidad",)}

    route = make.route(activation=Activation(holidays=Holidays(country="ES")))
    assert with_next_switches(route, MADRID, calendar, BEFORE).next_on == ON
