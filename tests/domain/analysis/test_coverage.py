"""Does coverage show, hour by hour, what routing would do?"""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.analysis.coverage import CoverageCell, routed_sources, special_days, week_coverage
from shared.domain.kernel.hours import instant_of
from shared.domain.kernel.weekly_hours import DAYS, Window
from shared.domain.plan_records.activation import Activation, HolidaysUnknown
from shared.domain.plan_records.member import Pause
from shared.domain.plan_records.rota import Repeat
from shared.domain.planning.outlook import Outlook
from shared.domain.routing.eligible import judge_agents
from shared.domain.routing.match import match
from tests import make
from tests.domain import plans
from tests.make import ANN, BOB, BOSS, CAT, MAIN, NIGHT, NOON, PORTAL, WEB
from tests.soak import often

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
MONDAY = date(2026, 1, 5)
EPIPHANY = date(2026, 1, 6)


def no_holidays(_holidays, _year):
    return {}


def test_a_special_route_of_the_future_is_not_over():
    def over(**dates):
        route = make.route(status="paused", activation=Activation(**dates))
        return Outlook(make.plan([route]), no_holidays, NOON).is_over(route)

    assert not over(start="2040-01-01", to="2040-01-31")
    assert over(start="2020-01-01", to="2020-01-31")


def spanish(holidays, year):
    if holidays.country != "ES":
        raise HolidaysUnknown("country", ("ES",))
    return {date(year, 1, 6): ("Epifanía del Señor",), date(year, 1, 1): ("Año nuevo",)}


def cells(plan, since=MONDAY, source_id=WEB, calendar=no_holidays, now=NOON):
    """Return the week's cells of one source, by day and hour."""
    [row] = [row for row in week_coverage(plan, calendar, since, now) if row.source_id == source_id]
    return {(cell.day, hour): cell for cell in row.cells for hour in range(cell.start, cell.end)}


def every(start, to):
    return (Window(days=DAYS, start=start, to=to),)


# The oracle matches and evaluates each moment by itself, as routing would. Generated windows begin and end on tens of
# minutes, so checking every ten minutes is as good as every minute.
STEP = timedelta(minutes=10)


def taken(plan, source_id, at):
    """Return the route that takes a lead then, how many agents are available, and whether it was overridden."""
    lead = make.lead(source_id=source_id, attributes={})
    workloads = make.workloads(*plan.members)
    unconditional = [route for route in plan.routes if not route.conditions]
    plan = replace(
        plan,
        order=plan.order.model_copy(update={"route_ids": tuple(route.route_id for route in unconditional)}),
    )

    def there(route):
        return sum(obstacle is None for obstacle in judge_agents(route, lead, plan, workloads, at).values())

    found = match(plan, lead, at, there)
    first = found.route
    above = any(one.verdict == "overridden" for one in found.considered)
    below, route = 0, first
    while route is not None and not there(route) and route.when_nobody == "next_route":
        below = plan.positions[route.route_id] + 1
        route = match(plan, lead, at, there, below).route
    if route is None or not there(route):
        return first and first.route_id, 0, above
    return route.route_id, there(route), above


def by_hand(plan, source_id, day, step=STEP):
    """Return the day's cells, computed from its moments."""
    zone = plan.settings.zone
    at, end = instant_of(day, time(), zone), instant_of(day + DAY, time(), zone)
    minutes = {hour: [] for hour in range(24)}
    while at < end:
        minutes[at.astimezone(zone).hour].append(taken(plan, source_id, at))
        at += step
    whole = timedelta(hours=1) / step
    for hour, found in minutes.items():
        counted = Counter(route_id for route_id, _, _ in found if route_id)
        most = min(counted, key=lambda r: (-counted[r], plan.positions[r]), default=None)
        yield (
            hour,
            {
                "route_id": most,
                "agents": min((agents for route_id, agents, _ in found if route_id == most), default=0) if most else 0,
                "gap": any(route_id is None for route_id, _, _ in found),
                "overridden": any(overridden for _, _, overridden in found),
                "shift": None if len(found) == whole else "skipped" if len(found) < whole else "doubled",
            },
            sum(route_id is None for route_id, _, _ in found),
        )


CHANGES = [
    pytest.param("Europe/Madrid", date(2026, 3, 29), id="an hour less"),
    pytest.param("Europe/Madrid", date(2026, 10, 25), id="an hour more"),
    pytest.param("Australia/Lord_Howe", date(2026, 4, 5), id="half an hour more"),
    pytest.param("Africa/Cairo", date(2026, 4, 24), id="no midnight"),
]


@st.composite
def weeks(draw, zone):
    """Draw a plan with pauses and weekly shifts, in a zone."""
    plan = draw(plans.plans(most=5, zones=(zone,)))
    pauses = draw(st.lists(st.tuples(
        st.sampled_from(plans.TEAM), st.sampled_from([None, *plan.order.route_ids]), st.integers(-9, 60), st.booleans(),
    ), max_size=3))  # fmt: skip
    members = dict(plan.members)
    for agent_id, route_id, begins, ends in pauses:
        start = datetime(2026, 3, 28, tzinfo=UTC) + begins * timedelta(minutes=50)
        pause = Pause(side="own", route_id=route_id, start=start, until=start + DAY if ends else None, by=ANN, at=NOON)
        member = members[agent_id]
        members[agent_id] = member.model_copy(update={"pauses": (*member.pauses, pause)})
    rotas = [
        make.rota(
            make.shift(
                agent_ids=tuple(draw(st.lists(st.sampled_from(plans.TEAM), min_size=1, max_size=3, unique=True))),
                start=f"2026-01-0{draw(st.integers(1, 7))}T{draw(st.integers(0, 23)):02}:20",
                to="2026-01-08T00:00",
                repeat=Repeat(),
            ),
            route_id=route_id, rota_only=draw(st.booleans()),
        )
        for route_id in draw(st.sets(st.sampled_from(plan.order.route_ids), max_size=2) if plan.routes else st.just([]))
    ]  # fmt: skip
    return make.with_rotas(replace(plan, members=members), *rotas)


@pytest.mark.parametrize(("zone", "day"), CHANGES)
@settings(max_examples=often(12))
@given(data=st.data())
def test_coverage_equals_routing_at_every_moment_also_when_clocks_change(zone, day, data):
    plan = data.draw(weeks(zone))
    since = day - data.draw(st.integers(0, 6)) * DAY
    for source_id in (WEB, PORTAL):
        found = cells(plan, since, source_id)
        for hour, wanted, _ in by_hand(plan, source_id, day):
            cell = found[day, hour]
            assert {name: getattr(cell, name) for name in wanted} == wanted, hour


def test_gaps_of_a_week_are_counted_in_minutes():
    plan = make.plan([make.route(windows=every("08:15", "22:00"))])
    [row, _] = week_coverage(plan, no_holidays, MONDAY, NOON)
    assert row.gap_minutes == 7 * (8 * 60 + 15 + 120)
    assert sum(minutes for _, _, minutes in by_hand(plan, WEB, MONDAY, MINUTE)) * 7 == row.gap_minutes


def test_equal_neighbouring_hours_are_one_cell():
    plan = make.plan([make.route(windows=every("08:00", "22:00"))])
    [row] = [row for row in week_coverage(plan, no_holidays, MONDAY, NOON) if row.source_id == WEB]
    assert [cell for cell in row.cells if cell.day == MONDAY] == [
        CoverageCell(MONDAY, 0, 8, gap=True),
        CoverageCell(MONDAY, 8, 22, route_id=MAIN, agents=3),
        CoverageCell(MONDAY, 22, 24, gap=True),
    ]
    assert len(row.cells) == 7 * 3


def test_only_sources_whose_leads_are_routed_are_covered():
    sources = [make.source(), make.source(PORTAL, owner=ANN), make.source(make.id_of("source", "old"), owner=CAT)]
    members = [make.member(ANN), make.member(CAT, status="removed"), make.member(BOSS, role="manager")]
    assert {one.source_id for one in routed_sources(make.plan(members=members, sources=sources))} == {
        WEB, make.id_of("source", "old")
    }  # fmt: skip


def test_a_route_with_conditions_covers_nothing_but_is_counted():
    condition = {"field": "place", "op": "eq", "value": "Gracia"}
    found = cells(make.plan([make.route(conditions=(condition,))]))[MONDAY, 9]
    assert (found.route_id, found.gap, found.conditional) == (None, True, 1)


def test_a_route_that_assigns_overrides_only_while_its_agent_is_available():
    working = make.member(CAT, hours=every("09:00", "12:00"))
    both = [make.route(), make.route(NIGHT, title="Cat", rule="assign_to_agent", agents=(CAT,))]
    found = cells(make.plan(both, [make.member(ANN), make.member(BOB), working]))
    assert [(found[MONDAY, hour].route_id, found[MONDAY, hour].overridden) for hour in (8, 9, 12)] == [
        (MAIN, False), (NIGHT, True), (MAIN, False)
    ]  # fmt: skip
    assert [found[MONDAY, hour].agents for hour in (8, 9, 12)] == [2, 1, 2]


def test_without_available_agents_the_next_route_counts_if_the_route_says_so():
    morning = make.member(ANN, hours=every("08:00", "12:00"))
    top = make.route(NIGHT, title="Top", agents=(ANN,), when_nobody="next_route")
    found = cells(make.plan([top, make.route(agents=(BOB, CAT))], [morning, make.member(BOB), make.member(CAT)]))
    assert [(found[MONDAY, hour].route_id, found[MONDAY, hour].agents) for hour in (9, 15)] == [(NIGHT, 1), (MAIN, 2)]
    alone = cells(make.plan([top], [morning]))[MONDAY, 15]
    assert (alone.route_id, alone.agents, alone.gap) == (NIGHT, 0, False)


def special(**change):
    return make.route(NIGHT, title="Feast", agents=(BOB,), **change)


def on(day):
    return Activation(start=day, to=day)


def test_a_special_route_covers_its_days_only():
    plan = make.plan([special(activation=on("2026-01-07"), status="paused"), make.route()])
    found = cells(plan)
    assert [found[MONDAY + n * DAY, 12].route_id for n in range(4)] == [MAIN, MAIN, NIGHT, MAIN]


@pytest.mark.parametrize(
    ("status", "now", "days"),
    [
        pytest.param("paused", NOON, [7, 8], id="as scheduled"),
        pytest.param("active", NOON, [5, 6, 7, 8], id="switched on by hand: until the schedule switches it off"),
        pytest.param("paused", NOON + 2.5 * DAY, [7], id="switched off by hand in the midst: off to the end"),
    ],
)
def test_a_special_route_switched_by_hand_stays_so_until_its_schedule_changes_it(status, now, days):
    activation = Activation(start="2026-01-07", to="2026-01-08")
    plan = make.plan([special(activation=activation, status=status)])
    found = cells(plan, now=now)
    assert [day.day for day, hour in found if hour == 23 and found[day, hour].route_id] == days
    for at in (now + MINUTE, now + DAY, now + 2 * DAY):
        local = at.astimezone(plan.settings.zone)
        active = Outlook(plan, no_holidays, now).plan_at(at).route(NIGHT).status == "active"
        assert active == (found[local.date(), local.hour].route_id == NIGHT)


def test_upcoming_changes_are_clock_changes_holidays_and_special_days():
    plan = make.plan(
        [special(activation=on("2026-01-07"), status="paused"), make.route(windows=every("08:00", "20:00"))]
    )
    soon = special_days(plan, spanish, NOON)
    assert [(one.day, one.holidays, one.route_ids, one.gap_hours) for one in soon] == [
        (EPIPHANY, ("Epifanía del Señor",), (), 12),
        (date(2026, 1, 7), (), (NIGHT,), 0),
    ]
    spring = special_days(plan, spanish, datetime(2026, 3, 20, tzinfo=UTC))
    assert [(one.day, one.shift, one.gap_hours) for one in spring] == [(date(2026, 3, 29), "skipped", 11)]


def test_a_country_without_known_holidays_has_none():
    assert special_days(make.plan(country="XK"), spanish, NOON) == ()
