"""Is working time the team's hours without its days off, with what counts besides?"""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.kernel.hours import FAR, Interval
from shared.domain.kernel.weekly_hours import DAYS, Window
from shared.domain.kernel.working_time import ExtraTime, WorkingTime

MADRID = ZoneInfo("Europe/Madrid")
OFFICE = (Window(days=DAYS, **{"from": "09:00", "to": "21:00"}),)
TUESDAY = date(2026, 12, 8)
MINUTE = timedelta(minutes=1)


def at(day, hour, minute=0):
    return datetime(2026, 12, day, hour, minute, tzinfo=MADRID).astimezone(UTC)


def team(windows=OFFICE, days_off=(TUESDAY,), extra=None):
    return WorkingTime(windows, MADRID, days_off, extra)


@pytest.mark.parametrize(
    ("working", "start", "end"),
    [
        pytest.param(team(), at(7, 20, 55), at(9, 9, 5), id="over a holiday"),
        pytest.param(team(), at(8, 12), at(9, 9, 10), id="from within a holiday"),
        pytest.param(team(()), at(7, 23, 55), at(9, 0, 5), id="without working hours"),
        pytest.param(team(days_off=()), at(7, 20, 55), at(8, 9, 5), id="without holidays"),
        pytest.param(team(days_off=(TUESDAY, date(2026, 12, 9))), at(7, 20, 55), at(10, 9, 5), id="two in a row"),
    ],
)
def test_ten_minutes_of_working_time_end(working, start, end):
    assert working.add(start, 600) == end


def test_what_counts_besides_counts_on_a_holiday_within_its_windows():
    noon_to_two = (Window(days=DAYS, **{"from": "12:00", "to": "14:00"}),)
    working = team(extra=ExtraTime(noon_to_two, Interval(at(8, 0), at(9, 0))))
    assert working.add(at(8, 11), 600) == at(8, 12, 10)
    assert working.add(at(8, 13, 55), 600) == at(9, 9, 5)


def test_holidays_that_fill_a_year_end_the_search():
    every = tuple(TUESDAY + timedelta(n) for n in range(400))
    assert team(days_off=every).add(at(8, 9), 1) == at(8, 9) + FAR
    assert team(days_off=every).next_at(at(8, 9), at(9, 9)) is None


@given(start=st.integers(0, 20 * 1440), length=st.integers(0, 5 * 1440), off=st.sets(st.integers(0, 20), max_size=6))
def test_the_time_between_is_what_covers_says_minute_by_minute(start, length, off):
    working = team(days_off=tuple(date(2026, 10, 20) + timedelta(n) for n in off))  # clocks change on the 25th
    since = datetime(2026, 10, 20, tzinfo=UTC) + start * MINUTE
    until = since + length * MINUTE
    hours = [since + n * MINUTE for n in range(0, length, 60)]
    assert working.between(since, until) == sum(
        (working.between(hour, min(hour + 60 * MINUTE, until)) for hour in hours), timedelta()
    )
    for hour in hours:
        local = hour.astimezone(MADRID)
        assert working.covers(hour) == (9 <= local.hour < 21 and local.date() not in working.days_off)
        end = working.add(hour, 600)
        assert working.between(hour, end) == timedelta(seconds=600)
