"""Does the sweep fold each month that is over, once, whatever is cut off, and nothing else?"""

from datetime import UTC, date, datetime, timedelta

import boto3
import pytest

from functions.expire import folding
from functions.expire.folding import Folding
from shared.domain.fold import FoldedMonth
from shared.domain.span import Span
from shared.domain.tally import Tally
from shared.store import keys
from shared.store.table import Table, count
from shared.store.tallies import tallies
from tests import make
from tests.counting import Counting
from tests.make import ANN, MAIN, WEB

TEAM = make.settings(created_at=datetime(2026, 1, 20, tzinfo=UTC))
APRIL = datetime(2026, 4, 10, tzinfo=UTC)
MONTHS = ["2026-01", "2026-02", "2026-03"]
QUARTER = Span(date(2026, 1, 1), date(2026, 3, 31))


@pytest.fixture
def counting(aws):
    return Counting(boto3.client("dynamodb"))


@pytest.fixture
def table(counting):
    return Table(counting, "relevo", pause=lambda _: None)


def happen(table):
    for day in ("2026-01-31", "2026-02-01", "2026-02-28", "2026-04-01"):
        table.commit([count(Tally(day, ANN, MAIN, WEB, {"claimed": 1}))])


def marks(table):
    return [month for month in MONTHS if table.get(FoldedMonth, keys.folded(month))]


def test_a_minute_folds_one_month_the_oldest_first_until_all_are_and_then_costs_nothing(table, counting):
    happen(table)
    fold = Folding()
    assert [fold.fold(table, TEAM, APRIL) for _ in range(4)] == [*MONTHS, None]
    counting.calls.clear()
    assert fold.fold(table, TEAM, APRIL + timedelta(days=20)) is None
    assert counting.calls == []
    assert Folding().fold(table, TEAM, APRIL) is None
    assert counting.calls == ["batch_get_item"]
    assert fold.fold(table, TEAM, APRIL + timedelta(days=24)) == "2026-04"
    assert sum(row.counts["claimed"] for row in tallies(table, QUARTER)) == 3


def test_a_month_is_left_alone_while_something_may_still_be_counted_in_it(table):
    assert Folding().fold(table, TEAM, datetime(2026, 2, 2, 22, 59, tzinfo=UTC)) is None
    assert Folding().fold(table, TEAM, datetime(2026, 2, 2, 23, tzinfo=UTC)) == "2026-01"  # midnight in Madrid


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_cut_off_anywhere_the_month_reads_the_same_and_is_folded_the_next_time(table, monkeypatch, cut):
    """Before the first page, between the pages and the mark, and once the mark is there."""
    happen(table)
    whole = sorted((row.day[:7], row.counts["claimed"]) for row in tallies(table, QUARTER))
    commit, left = table.commit, iter(range(1, 9))

    def crash(writes):
        if next(left) == cut:
            raise ConnectionError
        commit(writes)

    monkeypatch.setattr(table, "commit", crash)
    fold = Folding()
    fold.fold(table, TEAM, APRIL)
    assert marks(table) == (MONTHS[:1] if cut == 3 else [])
    assert sorted((row.day[:7], row.counts["claimed"]) for row in tallies(table, QUARTER)) == whole
    monkeypatch.undo()
    again = Folding()
    while again.fold(table, TEAM, APRIL):
        pass
    assert marks(table) == MONTHS
    assert sum(row.counts["claimed"] for row in tallies(table, QUARTER)) == 3


def test_a_month_that_takes_too_long_is_left_to_its_days_and_told(table, monkeypatch, logged):
    happen(table)
    monkeypatch.setattr(folding, "TIME", timedelta(0))
    fold = Folding()
    assert [fold.fold(table, TEAM, APRIL) for _ in range(3)] == [None, None, "2026-03"]  # nothing happened in March
    assert marks(table) == ["2026-03"]
    assert logged().count('"MonthNotFolded": 1') == 2
    assert sum(row.counts["claimed"] for row in tallies(table, QUARTER)) == 3


def test_two_sweeps_at_once_fold_the_same(table, monkeypatch):
    """The second reads no mark, and writes all of it again after the first."""
    happen(table)
    items, other = table.items, Folding()

    def late(wanted):
        there = items(wanted)
        monkeypatch.undo()
        assert Folding().fold(table, TEAM, APRIL) == "2026-01"
        return there

    monkeypatch.setattr(table, "items", late)
    assert other.fold(table, TEAM, APRIL) == "2026-01"
    assert marks(table) == ["2026-01"]
    assert sum(row.counts["claimed"] for row in tallies(table, QUARTER)) == 3
