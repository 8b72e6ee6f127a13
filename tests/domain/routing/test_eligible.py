"""Who may be offered a lead now, what prevents the others, and until when?"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.weekly_hours import Window
from shared.domain.plan_records.member import Limits, Pause
from shared.domain.plan_records.workload import Workload, periods
from shared.domain.routing.eligible import (
    find_absence,
    judge_agents,
    limits_by_period,
    next_available_at,
    reached_limit,
    usage_by_period,
)
from tests import make
from tests.make import ANN, BOB, BOSS, CAT, MAIN, NIGHT, NOON, SECOND

HOUR = timedelta(hours=1)
ZONE = make.settings().zone
MORNINGS = (Window(days=("mon", "tue", "wed", "thu", "fri"), start="08:00", to="12:00"),)
UNTIL_HALF_PAST = (Window(days=("mon",), start="08:00", to="12:30"),)


def pause(side="own", **change):
    return Pause(**{"side": side, "by": ANN if side == "own" else BOSS, "at": NOON, **change})


def verdict(member, workload=None, lead=None, now=NOON):
    plan = make.plan([make.route(agents=(ANN,))], members=[member])
    workload = workload or make.workloads(ANN)[ANN]
    return judge_agents(plan.routes[0], lead or make.lead(), plan, {ANN: workload}, now)[ANN]


@pytest.mark.parametrize(
    ("change", "workload", "obstacle"),
    [
        pytest.param({}, {}, None, id="nothing in the way"),
        pytest.param({"status": "removed"}, {}, "not_a_member", id="removed"),
        pytest.param({"status": "invited"}, {}, "not_signed_in", id="never signed in"),
        pytest.param({}, {"active": False}, "not_active", id="the counts say inactive"),
        pytest.param({"hours": MORNINGS}, {}, "hours", id="off hours: it is 13:00 in Madrid"),
        pytest.param({"hours": UNTIL_HALF_PAST}, {}, "hours", id="off hours by the team's clock, not by UTC"),
        pytest.param({"hours": UNTIL_HALF_PAST, "time_zone": "Atlantic/Canary"}, {}, None, id="by their own clock"),
        pytest.param({"pauses": (pause("team"),)}, {}, "paused_team", id="paused by the team"),
        pytest.param({"pauses": (pause(),)}, {}, "paused_own", id="paused by themself"),
        pytest.param({"pauses": (pause(route_id=MAIN),)}, {}, "paused_own", id="paused on this route"),
        pytest.param({"pauses": (pause(route_id=NIGHT),)}, {}, None, id="paused on another route"),
        pytest.param({"pauses": (pause(start=NOON + HOUR),)}, {}, None, id="a pause still to come"),
        pytest.param({"pauses": (pause(until=NOON),)}, {}, None, id="a pause that has just ended"),
        pytest.param({"limits": Limits(per_day=2)}, {"received": {"2026-01-05": 2}}, "limit_day", id="day"),
        pytest.param({"limits": Limits(per_week=2)}, {"received": {"2026-W02": 2}}, "limit_week", id="ISO week"),
        pytest.param({"limits": Limits(per_month=2)}, {"received": {"2026-01": 2}}, "limit_month", id="month"),
        pytest.param({"limits": Limits(open=2)}, {"open_leads": 1, "open_offers": 1}, "limit_open", id="open leads"),
        pytest.param({"limits": Limits(per_day=2)}, {"open_offers": 2}, "limit_day", id="open offers count"),
        pytest.param({"limits": Limits(per_day=2)}, {"received": {"2026-01-04": 9}}, None, id="yesterday's do not"),
        pytest.param({"limits": Limits(per_day=0)}, {}, "limit_day", id="none at all"),
        pytest.param({"limits": Limits(per_day=1)}, {"open_leads": 5}, None, id="what is owned counts for no day"),
        pytest.param({"pause_after_missed": 3}, {"missed": 3}, "missed", id="missed too many in a row"),
        pytest.param({"pause_after_missed": 3}, {"missed": 2}, None, id="missed some"),
        pytest.param({}, {"missed": 50}, None, id="missing pauses only who asked for it"),
    ],
)
def test_the_first_obstacle(change, workload, obstacle):
    given_ = {"agent_id": ANN, "active": True, "version": 1, **workload}
    assert verdict(make.member(ANN, **change), Workload(**given_)) == obstacle


def test_an_agent_who_was_asked_already_is_not_eligible():
    assert verdict(make.member(ANN), lead=make.lead(tried=(ANN,))) == "tried"


def test_the_teams_time_zone_decides_the_day():
    """23:30 UTC on Monday is Tuesday in Madrid."""
    late = datetime(2026, 1, 5, 23, 30, tzinfo=UTC)
    workload = Workload(agent_id=ANN, active=True, received={"2026-01-05": 1})
    assert verdict(make.member(ANN, limits=Limits(per_day=1)), workload, now=late) is None
    assert verdict(make.member(ANN, limits=Limits(per_day=1)), workload, now=NOON) == "limit_day"


def test_a_member_without_counts_is_not_active():
    plan = make.plan([make.route(agents=(ANN, BOB))])
    assert judge_agents(plan.routes[0], make.lead(), plan, make.workloads(BOB), NOON) == {ANN: "not_active", BOB: None}


instants = st.integers(-5, 5).map(lambda n: NOON + n * HOUR)
pauses = st.builds(
    pause,
    side=st.sampled_from(["own", "team"]),
    route_id=st.sampled_from([None, MAIN, NIGHT]),
    start=st.none() | instants,
    until=st.none() | instants,
)


@given(st.lists(pauses, max_size=5), instants, st.sampled_from([MAIN, NIGHT]))
def test_a_member_is_away_exactly_while_a_pause_of_either_side_lasts(listed, now, route_id):
    lasting = [
        one
        for one in listed
        if one.route_id in (None, route_id)
        and (one.start is None or one.start <= now)
        and (one.until is None or now < one.until)
    ]
    obstacle = find_absence(make.member(ANN, pauses=tuple(listed)), Workload(agent_id=ANN), route_id, now, ZONE)
    assert obstacle == (f"paused_{lasting[0].side}" if lasting else None)


@given(
    st.integers(0, 4), st.integers(0, 4), st.integers(0, 4), st.integers(0, 4),
    st.tuples(*[st.none() | st.integers(0, 6)] * 4),
)  # fmt: skip
def test_one_more_lead_never_exceeds_a_limit(received, earlier, offers, leads, limits):
    day, week, month = periods(NOON, ZONE)
    counts = {day: received, week: received + earlier, month: received + 2 * earlier}
    workload = Workload(agent_id=ANN, open_offers=offers, open_leads=leads, received=counts)
    member = make.member(
        ANN, limits=Limits(**dict(zip(("per_day", "per_week", "per_month", "open"), limits, strict=True)))
    )
    after = usage_by_period(workload.offered(NOON, ZONE), NOON, ZONE)
    reached = reached_limit(member, workload, NOON, ZONE)
    over = [period for period, limit in limits_by_period(member).items() if after[period] > limit]
    assert reached == (over[0] if over else None)


@pytest.mark.parametrize(
    ("ann", "route", "expected"),
    [
        pytest.param({"hours": MORNINGS}, {}, "2026-01-06T07:00", id="their hours begin"),
        pytest.param({"pauses": (pause(until=NOON + 5 * HOUR),)}, {}, "2026-01-05T17:00", id="their pause ends"),
        pytest.param({"pauses": (pause(),)}, {}, None, id="a pause without an end"),
        pytest.param({"pauses": (pause(route_id=MAIN, until=NOON + HOUR),)}, {}, "2026-01-05T13:00", id="on the route"),
        pytest.param(
            {"pauses": (pause(until=NOON + HOUR), pause(route_id=MAIN, until=NOON + 2 * HOUR))}, {}, "2026-01-05T14:00",
            id="the later of two",
        ),
        pytest.param({"pauses": (pause(until=NOON + 48 * HOUR),)}, {}, None, id="not before the bound"),
        pytest.param(
            {"pauses": (pause(until=NOON + 48 * HOUR - SECOND),)}, {}, "2026-01-07T11:59:59", id="just before the bound"
        ),
        pytest.param(
            {"pauses": (pause(until=NOON + 5 * HOUR),), "hours": MORNINGS}, {}, "2026-01-06T07:00", id="both"
        ),
        pytest.param(
            {"hours": MORNINGS}, {"windows": (Window(days=("tue",), start="10:30", to="20:00"),)}, "2026-01-06T09:30",
            id="and the route is open",
        ),
        pytest.param(
            {"pauses": (pause(until=NOON + HOUR), pause("team", start=NOON + HOUR, until=NOON + 3 * HOUR))}, {},
            "2026-01-05T15:00", id="one pause after another",
        ),
        pytest.param({"limits": Limits(open=0), "hours": MORNINGS}, {}, None, id="a limit does not end by itself"),
    ],
)  # fmt: skip
def test_when_an_absent_agent_is_back(ann, route, expected):
    plan = make.plan([make.route(agents=(ANN, CAT), **route)], members=[make.member(ANN, **ann)])
    back = next_available_at(plan.routes[0], make.lead(), plan, make.workloads(ANN), NOON, NOON + 48 * HOUR)
    assert back == (datetime.fromisoformat(expected).replace(tzinfo=UTC) if expected else None)
