"""Does the sweep roll up each past month once, whatever is interrupted?"""

from datetime import UTC, date, datetime, timedelta
from itertools import count as count_from

import pytest

from functions.expire.sweeping.rollup import TIME, MonthlyRollup
from shared.domain.lead_records.counters import CounterRow
from shared.domain.reporting.date_range import DateRange
from shared.domain.reporting.rollup import MonthRollup
from shared.store import keys
from shared.store.counters import read_counters
from shared.store.table import count
from tests import make
from tests.make import ANN, MAIN, WEB
from tests.watch import Watch

TEAM = make.settings(created_at=datetime(2026, 1, 20, tzinfo=UTC))
APRIL = datetime(2026, 4, 10, tzinfo=UTC)
MONTHS = ["2026-01", "2026-02", "2026-03"]
QUARTER = DateRange(date(2026, 1, 1), date(2026, 3, 31))


@pytest.fixture
def watch():
    return Watch(APRIL)


@pytest.fixture
def rollup(table, watch):
    return MonthlyRollup(table, watch)


def happen(table):
    for day in ("2026-01-31", "2026-02-01", "2026-02-28", "2026-04-01"):
        table.commit([count(CounterRow(day, ANN, MAIN, WEB, {"claimed": 1}))])


def marks(table):
    return [month for month in MONTHS if table.get(MonthRollup, keys.rollup(month))]


def test_each_sweep_rolls_up_one_month_oldest_first_and_then_costs_nothing(table, rollup, watch):
    happen(table)
    assert [rollup.roll_up_next(TEAM) for _ in range(4)] == [*MONTHS, None]
    table.calls.clear()
    watch.now = APRIL + timedelta(days=20)
    assert rollup.roll_up_next(TEAM) is None
    assert table.calls == []
    assert MonthlyRollup(table, lambda: APRIL).roll_up_next(TEAM) is None
    assert table.calls == ["batch_get_item"]
    watch.now = APRIL + timedelta(days=24)
    assert rollup.roll_up_next(TEAM) == "2026-04"
    assert sum(row.counts["claimed"] for row in read_counters(table, QUARTER)) == 3


def test_a_month_is_left_alone_while_something_may_still_be_counted_in_it(rollup, watch):
    watch.now = datetime(2026, 2, 2, 22, 59, tzinfo=UTC)
    assert rollup.roll_up_next(TEAM) is None
    watch.now = datetime(2026, 2, 2, 23, tzinfo=UTC)  # midnight in Madrid
    assert rollup.roll_up_next(TEAM) == "2026-01"


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_after_an_interruption_the_month_reads_the_same_and_is_rolled_up_next_time(table, rollup, cut):
    """Before the first page, between the pages and the mark, and after the mark."""
    happen(table)
    whole = sorted((row.day[:7], row.counts["claimed"]) for row in read_counters(table, QUARTER))
    left = iter(range(1, 9))

    def crash(commit, writes):
        if next(left) == cut:
            raise ConnectionError
        commit(writes)

    table.around("commit", crash)
    rollup.roll_up_next(TEAM)
    assert marks(table) == (MONTHS[:1] if cut == 3 else [])
    assert sorted((row.day[:7], row.counts["claimed"]) for row in read_counters(table, QUARTER)) == whole
    table.around("commit", None)
    again = MonthlyRollup(table, lambda: APRIL)
    while again.roll_up_next(TEAM):
        pass
    assert marks(table) == MONTHS
    assert sum(row.counts["claimed"] for row in read_counters(table, QUARTER)) == 3


def test_a_month_that_takes_too_long_stays_in_days_and_is_logged(table, logged):
    """Each reading of the time takes as long as a sweep may roll up."""
    happen(table)
    passing = (APRIL + n * TIME for n in count_from(0))
    rollup = MonthlyRollup(table, lambda: next(passing))
    assert [rollup.roll_up_next(TEAM) for _ in range(3)] == [None, None, "2026-03"]  # nothing happened in March
    assert marks(table) == ["2026-03"]
    assert logged().count('"MonthNotFolded":[1.0]') == 2
    assert sum(row.counts["claimed"] for row in read_counters(table, QUARTER)) == 3


def test_two_sweeps_at_once_write_the_same_rollup(table, rollup):
    """The second reads no mark, and writes all of it again after the first."""
    happen(table)

    def late(items, wanted):
        there = items(wanted)
        table.around("items", None)
        assert MonthlyRollup(table, lambda: APRIL).roll_up_next(TEAM) == "2026-01"
        return there

    table.around("items", late)
    assert rollup.roll_up_next(TEAM) == "2026-01"
    assert marks(table) == ["2026-01"]
    assert sum(row.counts["claimed"] for row in read_counters(table, QUARTER)) == 3
