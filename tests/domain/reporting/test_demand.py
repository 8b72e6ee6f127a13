"""Are leads counted in the hour in which they came, and is told what was not counted by hour?"""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.lead_records.counters import CounterRow, count_event, hour_of_week
from shared.domain.reporting.demand import Demand, demand, today_by_hour
from shared.domain.reporting.report import report
from shared.domain.reporting.report_figures import ReportFigures
from tests import make
from tests.make import MAIN, WEB

MADRID = make.settings(time_zone="Europe/Madrid").zone
DAYS = [f"2026-11-{day}" for day in range(23, 30)]  # from a Monday to a Sunday


def received(day, **hours):
    return CounterRow(day, None, MAIN, WEB, {"received": sum(hours.values()), **hours})


def series(*steps):
    found = []
    for step, counts in steps:
        figures = ReportFigures()
        figures.add(counts)
        found.append((step, figures))
    return found


@pytest.mark.parametrize(
    ("at", "hour"),
    [
        pytest.param(datetime(2026, 11, 22, 23, 0, tzinfo=UTC), 0, id="Monday begins at the team's midnight"),
        pytest.param(datetime(2026, 11, 29, 22, 59, tzinfo=UTC), 167, id="Sunday ends there"),
        pytest.param(datetime(2026, 3, 29, 0, 59, tzinfo=UTC), 145, id="before the clocks go forward"),
        pytest.param(datetime(2026, 3, 29, 1, 0, tzinfo=UTC), 147, id="an hour is left out after it"),
        pytest.param(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), 146, id="an hour that comes twice is one"),
    ],
)
def test_the_hour_of_the_week_is_the_teams(at, hour):
    assert hour_of_week(at, MADRID) == hour


def test_only_received_leads_are_counted_by_hour():
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert count_event("received", at, MADRID).counts == {"received": 1, "h10": 1}
    assert count_event("claimed", at, MADRID).counts == {"claimed": 1}


def test_a_demand_adds_up_the_hours_of_all_days():
    found = demand(report([received(DAYS[0], h9=2), received(DAYS[1], h9=1, h34=4)], "agent", DAYS).series.items())
    assert (found.hours[9], found.hours[34], sum(found.hours)) == (3, 4, 7)
    assert (found.uncounted, found.counted_from) == (0, None)


def test_leads_without_an_hour_are_told_apart_with_the_day_from_which_hours_are_known():
    days = series(("2026-11-01", {"received": 5}), ("2026-11-02", {"received": 4, "h9": 3}), ("2026-11-03", {}))
    assert demand(days)[1:] == (6, "2026-11-02")
    assert demand(series(("2026-11-01", {"received": 5})))[1:] == (5, None)
    assert demand([]) == Demand((0,) * 168, 0, None)


@given(st.lists(st.tuples(st.integers(0, 167), st.integers(1, 9)), max_size=9))
def test_where_all_was_counted_the_hours_add_up_to_what_was_received(found):
    rows = [CounterRow("2026-11", None, MAIN, WEB, {"received": n, f"h{hour}": n}) for hour, n in found]
    told = demand(report(rows, "agent", ["2026-11"]).series.items())
    assert (sum(told.hours), told.uncounted) == (sum(n for _, n in found), 0)


def test_today_is_told_by_hour_beside_the_days_before():
    rows = [received(DAYS[-1], h153=2), received(DAYS[-2], h129=3), received(DAYS[0], h9=4), received(DAYS[0], h0=1)]
    found = today_by_hour(rows, DAYS)
    assert {hour: n for hour, n in enumerate(found.today) if n} == {9: 2}
    assert {hour: n for hour, n in enumerate(found.before) if n} == {0: 1, 9: 7}
    assert found.days == 6


def test_days_before_hours_were_counted_are_no_days_without_leads():
    rows = [CounterRow(DAYS[2], None, MAIN, WEB, {"received": 5}), received(DAYS[3], h81=1), received(DAYS[-1], h153=2)]
    found = today_by_hour(rows, DAYS)
    assert (sum(found.before), found.before[9], found.days) == (1, 1, 3)


def test_a_team_that_began_today_has_no_days_before():
    found = today_by_hour([received(DAYS[-1], h153=2), received(DAYS[0], h9=1)], DAYS[-1:])
    assert (sum(found.today), found.before, found.days) == (2, (0,) * 24, 0)
