"""Whom do a route's shifts leave, and when?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.plan_records.own_shifts import own_shifts
from shared.domain.plan_records.rota import Repeat
from tests import make
from tests.make import ANN, BOB, CAT, MAIN, NIGHT, NOON

ZONE = make.settings().zone
HOUR, WEEK = timedelta(hours=1), timedelta(weeks=1)


def utc(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def on(rota, text):
    left = rota.on_shift(ZONE, utc(text))
    return None if left is None else sorted(left)


OPEN_HOUSE = {"start": "2026-01-11T11:00", "to": "2026-01-11T14:00"}  # a Sunday, an hour ahead of UTC


@pytest.mark.parametrize(
    ("at", "left"),
    [
        pytest.param("2026-01-11T09:59:59", None, id="before it: everybody"),
        pytest.param("2026-01-11T10:00", [ANN, BOB], id="from its first instant"),
        pytest.param("2026-01-11T12:59:59", [ANN, BOB], id="to its last"),
        pytest.param("2026-01-11T13:00", None, id="its end is excluded"),
        pytest.param("2026-01-18T10:00", None, id="it comes once"),
    ],
)
def test_a_shift_leaves_its_agents_while_it_lasts(at, left):
    """Source: docs/rules.md, "Rotas" 2."""
    assert on(make.rota(make.shift(agent_ids=(ANN, BOB), **OPEN_HOUSE)), at) == left


def test_shifts_that_overlap_add_up():
    later = make.shift("b", (BOB,), start="2026-01-11T13:00", to="2026-01-11T16:00")
    rota = make.rota(make.shift(agent_ids=(ANN,), **OPEN_HOUSE), later)
    assert [on(rota, f"2026-01-11T{hour}:00") for hour in (11, 12, 13, 15)] == [[ANN], [ANN, BOB], [BOB], None]


def test_a_route_for_shifts_only_has_nobody_without_one():
    rota = make.rota(make.shift(agent_ids=(ANN,), **OPEN_HOUSE), rota_only=True)
    assert [on(rota, f"2026-01-11T{hour:02}:00") for hour in (9, 11)] == [[], [ANN]]


def test_a_weekly_shift_keeps_its_local_time_when_clocks_change():
    """In Madrid clocks go forward on 29 March 2026: 11:00 is 10:00 UTC before, and 9:00 after."""
    weekly = make.shift(start="2026-03-22T11:00", to="2026-03-22T14:00", repeat=Repeat())
    found = [span.start for span in weekly.intervals(ZONE, utc("2026-03-20"), utc("2026-04-07"))]
    assert found == [utc("2026-03-22T10:00"), utc("2026-03-29T09:00"), utc("2026-04-05T09:00")]


def test_a_weekly_shift_ends_at_its_date_and_leaves_out_others():
    repeat = Repeat(until=date(2026, 2, 1), skips=(date(2026, 1, 18),))
    weekly = make.shift(**OPEN_HOUSE, repeat=repeat)
    found = [span.start.date() for span in weekly.intervals(ZONE, NOON, NOON + 20 * WEEK)]
    assert found == [date(2026, 1, 11), date(2026, 1, 25), date(2026, 2, 1)]


def test_a_shift_in_the_hour_that_clocks_skip_does_not_take_place():
    skipped = make.shift(start="2026-03-29T02:10", to="2026-03-29T02:50")
    assert list(skipped.intervals(ZONE, utc("2026-03-28"), utc("2026-03-30"))) == []


def test_a_shift_of_a_whole_week_never_overlaps_itself():
    week = make.shift(start="2026-01-05T09:00", to="2026-01-12T09:00", repeat=Repeat())
    found = list(week.intervals(ZONE, NOON, NOON + 3 * WEEK))
    assert [(one.start, one.end) for one in found[:2]] == [
        (utc("2026-01-05T08:00"), utc("2026-01-12T08:00")), (utc("2026-01-12T08:00"), utc("2026-01-19T08:00")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("repeat", "at", "over"),
    [
        pytest.param(None, "2026-01-11T12:59", False, id="it lasts"),
        pytest.param(None, "2026-01-11T13:00", True, id="it has ended"),
        pytest.param(Repeat(), "2030-01-01T00:00", False, id="without end"),
        pytest.param(Repeat(until=date(2026, 1, 25)), "2026-01-25T12:59", False, id="the last time"),
        pytest.param(Repeat(until=date(2026, 1, 25)), "2026-01-25T13:00", True, id="after the last time"),
        pytest.param(Repeat(until=date(2026, 1, 24)), "2026-01-18T13:00", True, id="no day of it is left"),
        pytest.param(
            Repeat(until=date(2026, 1, 25), skips=(date(2026, 1, 25),)),
            "2026-01-18T13:00",
            True,
            id="but the last",
        ),
    ],
)
def test_a_shift_is_over_once_it_never_comes_again(repeat, at, over):
    assert make.shift(**OPEN_HOUSE, repeat=repeat).is_over(ZONE, utc(at)) is over


def test_the_next_time_is_a_shift_of_theirs_or_the_end_of_all_others():
    rota = make.rota(make.shift(agent_ids=(ANN,), **OPEN_HOUSE))
    during, until = utc("2026-01-11T11:00"), utc("2026-01-12T00:00")
    assert rota.next_on(ANN, ZONE, during, until) == during
    assert rota.next_on(BOB, ZONE, during, until) == utc("2026-01-11T13:00")
    only = rota.model_copy(update={"rota_only": True})
    assert only.next_on(ANN, ZONE, NOON, until) == utc("2026-01-11T10:00")
    assert only.next_on(BOB, ZONE, NOON, until) is None


def test_who_leaves_takes_a_shift_along_that_nobody_else_has():
    rota = make.rota(make.shift("a", (ANN, BOB), **OPEN_HOUSE), make.shift("b", (ANN,), **OPEN_HOUSE))
    assert [shift.agent_ids for shift in rota.without([ANN]).shifts] == [(BOB,)]
    assert rota.without([CAT]) == rota


def test_ones_own_shifts_are_listed_in_order_over_all_routes():
    plan = make.plan([make.route(MAIN), make.route(NIGHT, title="Night")])
    other = make.shift("b", (ANN,), start="2026-01-10T09:00", to="2026-01-10T10:00")
    rotas = [make.rota(make.shift("a", (ANN, BOB), **OPEN_HOUSE)), make.rota(other, route_id=NIGHT)]
    plan = make.with_rotas(plan, *rotas)
    assert [one.route.route_id for one in own_shifts(plan, ANN, NOON, NOON + WEEK)] == [NIGHT, MAIN]
    assert [one.route.route_id for one in own_shifts(plan, BOB, NOON, NOON + WEEK)] == [MAIN]
    assert own_shifts(plan, CAT, NOON, NOON + WEEK) == []


walls = st.integers(0, 400).map(lambda n: (datetime(2026, 3, 20) + n * timedelta(minutes=45)).isoformat()[:16])  # noqa: DTZ001


@st.composite
def shifts(draw):
    start, length = draw(walls), draw(st.integers(1, 7 * 24 - 1))
    to = (datetime.fromisoformat(start) + length * HOUR).isoformat()[:16]
    repeat = draw(st.none() | st.builds(Repeat, until=st.none() | st.just(date(2026, 4, 5))))
    agents = draw(st.lists(st.sampled_from([ANN, BOB, CAT]), min_size=1, unique=True))
    return make.shift(draw(st.sampled_from("abcd")), tuple(agents), start=start, to=to, repeat=repeat)


@given(st.lists(shifts(), max_size=4), st.booleans(), st.sampled_from([ANN, BOB]))
def test_who_is_on_shift_changes_only_at_edges_and_next_on_finds_the_first(listed, rota_only, agent_id):
    rota = make.rota(*listed, rota_only=rota_only)
    since, until = utc("2026-03-27"), utc("2026-04-02")
    edges = sorted({since, *rota.edges(ZONE, since, until)})

    def left(at):
        found = rota.on_shift(ZONE, at)
        return found is None or agent_id in found

    for hour in range(int((until - since) / HOUR)):
        at = since + hour * HOUR + timedelta(minutes=1)
        edge = max(edge for edge in edges if edge <= at)
        assert rota.on_shift(ZONE, at) == rota.on_shift(ZONE, edge)
    found = rota.next_on(agent_id, ZONE, since, until)
    assert found == next((edge for edge in edges if left(edge)), None)
