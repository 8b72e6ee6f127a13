"""Do weekly windows give the right intervals of time, also when clocks change?"""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import settings as how
from hypothesis import strategies as st

from shared.domain.kernel import hours
from shared.domain.kernel.weekly_hours import DAYS, Window, covers
from tests.soak import often

MADRID = ZoneInfo("Europe/Madrid")
ZONES = [MADRID, *map(ZoneInfo, ("America/New_York", "America/Bogota", "Australia/Lord_Howe"))]
AT_MIDNIGHT = ("America/Santiago", "America/Havana", "Africa/Cairo", "Asia/Beirut", "America/Scoresbysund")
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
# Instants near which clocks change in one of the zones, and some without a change.
NEAR = [
    datetime(2026, month, day, tzinfo=UTC)
    for month, day in ((3, 8), (3, 29), (4, 4), (10, 3), (10, 25), (11, 1), (6, 15))
]

wall = st.integers(0, 24 * 4 - 1).map(lambda n: f"{n // 4:02}:{n % 4 * 15:02}")
window = st.builds(
    lambda days, start, to: Window(days=tuple(days), start=start, to=to if to != start else "24:00"),
    st.lists(st.sampled_from(DAYS), min_size=1, max_size=7, unique=True), wall, wall,
)  # fmt: skip
schedules = st.lists(window, min_size=1, max_size=3)


def between(start, to, days=DAYS):
    return Window(days=tuple(days), start=start, to=to)


def local(text, zone=MADRID, fold=0):
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(UTC)


def minutes(spans):
    return {span.start + n * MINUTE for span in spans for n in range(int((span.end - span.start) / MINUTE))}


@given(schedules, st.sampled_from(ZONES), st.sampled_from(NEAR), st.integers(-600, 600))
@how(max_examples=often(150))
def test_intervals_are_the_minutes_that_windows_cover(windows, zone, near, off):
    since = near + off * MINUTE
    until = since + 36 * HOUR
    found = list(hours.open_intervals(windows, zone, since, until))
    every = {since + n * MINUTE for n in range(36 * 60)}
    assert minutes(found) == {at for at in every if covers(windows, at, zone)}
    assert all(one.end < other.start for one, other in pairwise(found))


@pytest.mark.parametrize("zone", [*map(ZoneInfo, AT_MIDNIGHT)], ids=AT_MIDNIGHT)
@given(windows=schedules, change=st.integers(0, 3), off=st.integers(-1_800, 60))
@how(max_examples=often(15))
def test_intervals_are_in_order_when_clocks_change_at_midnight(zone, windows, change, off):
    begin = datetime(2025, 1, 1, tzinfo=UTC)
    since = list(hours.clock_changes(begin, begin + timedelta(days=730), zone))[change] + off * MINUTE
    found = list(hours.open_intervals(windows, zone, since, since + 48 * HOUR))
    assert all(one.end < other.start for one, other in pairwise(found))
    assert minutes(found) == {at for n in range(48 * 60) if covers(windows, at := since + n * MINUTE, zone)}


def test_an_hour_skipped_at_midnight_is_not_counted_twice():
    santiago, every = ZoneInfo("America/Santiago"), [between("22:00", "23:30")]
    start = local("2025-09-06T22:00", santiago)  # clocks go from 24:00 to 01:00 that night
    assert hours.add_open_time(every, santiago, start, 2 * 3600) == local("2025-09-07T22:30", santiago)


@given(schedules, st.sampled_from(ZONES), st.sampled_from(NEAR), st.integers(1, 60))
@how(max_examples=often(150))
def test_after_counts_only_covered_minutes(windows, zone, start, wanted):
    end = hours.add_open_time(windows, zone, start, wanted * 60)
    counted = sum(covers(windows, start + n * MINUTE, zone) for n in range(int((end - start) / MINUTE)))
    assert counted == wanted
    assert covers(windows, end - MINUTE, zone)


@given(schedules, st.sampled_from(ZONES), st.sampled_from(NEAR))
def test_opens_is_the_first_covered_minute(windows, zone, now):
    until = now + 4 * 24 * HOUR
    expected = next((at for n in range(4 * 24 * 60) if covers(windows, at := now + n * MINUTE, zone)), None)
    assert hours.next_open(windows, zone, now, until) == expected


@given(schedules)
@how(max_examples=often(25))
def test_a_week_has_the_minutes_that_windows_cover(windows):
    monday = datetime(2026, 1, 5, tzinfo=UTC)
    utc = ZoneInfo("UTC")
    covered = {n for n in range(hours.WEEK_MINUTES) if covers(windows, monday + n * MINUTE, utc)}
    pieces = hours.week_ranges(windows)
    assert {n for start, end in pieces for n in range(start, end)} == covered
    assert all(end < start for (_, end), (start, _) in pairwise(pieces))


@pytest.mark.parametrize(
    ("windows", "start", "seconds", "end"),
    [
        pytest.param([between("08:00", "21:00")], "2026-01-05T23:40", 600, "2026-01-06T08:10", id="overnight"),
        pytest.param([between("08:00", "21:00")], "2026-01-05T20:55", 600, "2026-01-06T08:05", id="over the evening"),
        pytest.param([between("08:00", "21:00")], "2026-01-05T20:50", 600, "2026-01-05T21:00", id="to the last second"),
        pytest.param([], "2026-01-05T23:40", 600, "2026-01-05T23:50", id="no hours count always"),
        pytest.param([between("09:00", "10:00", ("mon",))], "2026-01-05T10:00", 60, "2026-01-12T09:01", id="next week"),
    ],
)
def test_after(windows, start, seconds, end):
    assert hours.add_open_time(windows, MADRID, local(start), seconds) == local(end)


def test_after_ends_at_most_a_year_later():
    rare = [between("09:00", "09:01", ("mon",))]
    start = local("2026-01-05T10:00")
    assert hours.add_open_time(rare, MADRID, start, 30 * 86_400) == start + hours.FAR


@pytest.mark.parametrize(
    ("zone", "day", "wall_time", "expected"),
    [
        pytest.param(
            "Europe/Madrid", date(2026, 3, 29), time(2, 30), "2026-03-29T01:00", id="skipped: 03:00 it becomes"
        ),
        pytest.param("Europe/Madrid", date(2026, 10, 25), time(2, 30), "2026-10-25T00:30", id="twice: the first"),
        pytest.param("Europe/Madrid", date(2026, 7, 1), time(0, 0), "2026-06-30T22:00", id="as it is"),
        pytest.param(
            "Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "2026-10-03T15:30", id="half an hour skipped"
        ),
        pytest.param("America/Sao_Paulo", date(2018, 11, 4), time(0, 0), "2018-11-04T03:00", id="midnight skipped"),
    ],
)
def test_a_local_time_is_one_instant(zone, day, wall_time, expected):
    assert hours.instant_of(day, wall_time, ZoneInfo(zone)) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_the_first_instant_at_which_several_conditions_hold():
    mornings, mondays = [between("09:00", "12:00")], [between("11:00", "20:00", ("mon",))]
    now, until = local("2026-01-06T10:00"), local("2026-02-01T00:00")
    conditions = [lambda at, w=w: hours.next_open(w, MADRID, at, until) for w in (mornings, mondays)]
    assert hours.first_when_all(conditions, now) == local("2026-01-12T11:00")
    assert hours.first_when_all([*conditions, lambda _: None], now) is None


def test_gaps_are_the_time_outside_all_intervals():
    at = [local("2026-01-05T00:00") + n * HOUR for n in range(6)]
    covered = [hours.Interval(at[1], at[2]), hours.Interval(at[3], at[5])]
    assert list(hours.gaps(covered, at[0], at[5])) == [(at[0], at[1]), (at[2], at[3])]
