"""Does a weekly window cover an instant, in the team's wall time?"""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from shared.domain.kernel.weekly_hours import DAYS, Window, covers

MADRID = ZoneInfo("Europe/Madrid")
ZONES = [MADRID, *map(ZoneInfo, ("America/New_York", "America/Bogota", "Australia/Lord_Howe"))]


def window(start="09:00", to="18:00", days=("mon",)):
    return Window(days=days, start=start, to=to)


def local(text, fold=0, zone=MADRID):
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("windows", "at", "inside"),
    [
        pytest.param([window()], "2026-01-05T09:00", True, id="the start is inside"),
        pytest.param([window()], "2026-01-05T17:59:59", True, id="the last second is inside"),
        pytest.param([window()], "2026-01-05T18:00", False, id="the end is outside"),
        pytest.param([window()], "2026-01-06T12:00", False, id="another day"),
        pytest.param([], "2026-01-06T12:00", True, id="no windows mean always"),
        pytest.param([window("00:00", "24:00")], "2026-01-05T23:59", True, id="all day has its last minute"),
        pytest.param([window("22:00", "06:00")], "2026-01-05T23:00", True, id="the evening of a night"),
        pytest.param(
            [window("22:00", "06:00")], "2026-01-06T05:59", True, id="its morning belongs to the day it began"
        ),
        pytest.param([window("22:00", "06:00")], "2026-01-05T05:00", False, id="the morning before is not its own"),
        pytest.param(
            [window("22:00", "06:00", ("sun",))], "2026-01-05T05:00", True, id="past midnight into a new week"
        ),
        pytest.param([window(), window(days=("tue",))], "2026-01-06T12:00", True, id="any of several"),
    ],
)
def test_window_covers_instant(windows, at, inside):
    assert covers(windows, local(at), MADRID) is inside


def test_an_hour_repeated_by_a_clock_change_is_covered_twice():
    sunday = window("02:00", "03:00", ("sun",))
    assert all(covers([sunday], local("2026-10-25T02:30", fold), MADRID) for fold in (0, 1))


def test_a_window_keeps_its_local_hours_when_the_clocks_change():
    """09:00 in Madrid is 08:00 UTC in winter and 07:00 UTC in summer."""
    daily = window(days=DAYS)
    assert not covers([daily], datetime(2026, 3, 28, 7, 30, tzinfo=UTC), MADRID)
    assert covers([daily], datetime(2026, 3, 29, 7, 30, tzinfo=UTC), MADRID)


minutes = st.integers(0, 24 * 60 - 1)


def wall(minute):
    return f"{minute // 60:02}:{minute % 60:02}"


@given(
    start=minutes,
    to=minutes,
    days=st.sets(st.sampled_from(DAYS), min_size=1),
    at=st.datetimes(datetime(2026, 1, 1), datetime(2036, 1, 1)),  # noqa: DTZ001  # made aware below
    zone=st.sampled_from(ZONES),
)
def test_a_window_covers_the_minutes_counted_from_its_start(start, to, days, at, zone):
    """Oracle: walk the local time back minute by minute to a start, never through the end."""
    if start == to:
        return
    now = at.replace(tzinfo=UTC)
    wall_clock = now.astimezone(zone).replace(tzinfo=None)
    length = (to - start) % (24 * 60)
    began = [
        wall_clock.replace(hour=start // 60, minute=start % 60, second=0, microsecond=0) - timedelta(days=d)
        for d in (0, 1)
    ]
    inside = any(b <= wall_clock < b + timedelta(minutes=length) and DAYS[b.weekday()] in days for b in began)
    assert covers([window(wall(start), wall(to), tuple(sorted(days)))], now, zone) is inside


@pytest.mark.parametrize(
    ("start", "to", "days"),
    [
        pytest.param("09:00", "09:00", ("mon",), id="it ends where it begins"),
        pytest.param("9:00", "10:00", ("mon",), id="no wall time"),
        pytest.param("09:00", "24:01", ("mon",), id="past the day's end"),
        pytest.param("09:00", "10:00", (), id="no days"),
        pytest.param("09:00", "10:00", ("mon", "mon"), id="a day twice"),
        pytest.param("09:00", "10:00", ("lunes",), id="no day of the week"),
    ],
)
def test_an_invalid_window_is_refused(start, to, days):
    with pytest.raises(ValidationError):
        window(start, to, days)
