"""Are counters read completely and in few calls: rolled-up months as such, others by day?"""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from shared.domain.lead_records.conversation import Conversation
from shared.domain.lead_records.counters import CounterRow, count_lost_jump_ball
from shared.domain.lead_records.visit import Visit
from shared.domain.reporting.date_range import DateRange, whole_month
from shared.domain.reporting.rollup import MonthRollup, roll_up
from shared.store import dashboard_reader
from shared.store.counters import KEPT, RecentDays, days, read_counters, recent
from shared.store.table import Table, count, put_whole
from tests import make, memory
from tests.counting import Counting
from tests.functions import team
from tests.make import ANN, BOB, MAIN, NOON, SECOND, WEB

MADRID = ZoneInfo("Europe/Madrid")
YEAR = DateRange(date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def counting(aws):
    return Counting(memory.client("dynamodb"))


@pytest.fixture
def table(counting):
    return Table(counting, "relevo", pause=lambda _: None)


def happen(table, *when, agent_id=ANN, **counts):
    for day in when:
        table.commit([count(CounterRow(day, agent_id, MAIN, WEB, counts or {"claimed": 1, "t44": 1}))])


def folded(table, *months):
    for month in months:
        pages = roll_up(month, days(table, whole_month(month)))
        table.commit([*map(put_whole, pages), put_whole(MonthRollup(month=month, pages=len(pages)))])


def read(table, span):
    found = Counter()
    for row in read_counters(table, span):
        for name, number in row.counts.items():
            found[row.day[:7], row.agent_id, name] += number
    return found


def test_a_row_is_read_as_it_was_counted(table):
    row = CounterRow("2026-02-03", ANN, None, WEB, {"hand_assigned": 2, "t44": 1})
    table.commit([count(row)])
    table.commit([count(row)])
    [there] = read_counters(table, DateRange(date(2026, 2, 3), date(2026, 2, 3)))
    assert there == CounterRow("2026-02-03", ANN, None, WEB, {"hand_assigned": 4, "t44": 2})


def test_a_lost_jump_ball_of_a_hundred_agents_is_one_addition_that_dynamodb_accepts(table):
    others = [make.id_of("agent", f"{n}") for n in range(99)]
    [lost] = count_lost_jump_ball(others, NOON, make.settings().zone, route_id=MAIN, source_id=WEB)
    assert len(count(lost).body["UpdateExpression"]) < 4_096
    table.commit([count(lost)])
    [there] = read_counters(table, DateRange(date(2026, 1, 5), date(2026, 1, 5)))
    assert there == lost


def test_a_range_includes_its_first_and_last_day_and_no_other(table):
    happen(table, "2026-02-02", "2026-02-03", "2026-02-28", "2026-03-01", "2026-03-09", "2026-03-10")
    found = [row.day for row in read_counters(table, DateRange(date(2026, 2, 3), date(2026, 3, 9)))]
    assert found == ["2026-02-03", "2026-02-28", "2026-03-01", "2026-03-09"]


def test_a_year_reads_the_same_however_many_months_are_rolled_up(table, counting):
    happen(table, "2026-01-31", "2026-02-01", "2026-02-28", "2026-03-31", "2026-12-31")
    happen(table, "2026-02-14", agent_id=BOB, passed=3)
    unfolded = read(table, YEAR)
    assert sum(unfolded.values()) == 13
    for months in (["2026-02"], ["2026-01", "2026-04"], [f"2026-{n:02}" for n in (3, *range(5, 13))]):
        folded(table, *months)
        assert read(table, YEAR) == unfolded
    counting.calls.clear()
    assert read(table, YEAR) == unfolded
    assert counting.calls == ["query"]


def test_a_partly_requested_month_is_read_by_its_days(table):
    happen(table, "2026-01-04", "2026-01-05", "2026-03-05", "2026-03-06")
    folded(table, "2026-01", "2026-02", "2026-03")
    span = DateRange(date(2026, 1, 5), date(2026, 4, 30))
    assert read(table, span) == {
        ("2026-01", ANN, "claimed"): 1, ("2026-01", ANN, "t44"): 1,
        ("2026-03", ANN, "claimed"): 2, ("2026-03", ANN, "t44"): 2,
    }  # fmt: skip
    assert read(table, YEAR)["2026-01", ANN, "claimed"] == 2


def test_pages_that_do_not_belong_to_the_rollup_are_skipped(table):
    """A rollup may have been interrupted, or older pages may be more than the new ones."""
    happen(table, "2026-01-31")
    page, more = roll_up("2026-01", [CounterRow("2026-01-31", ANN, MAIN, WEB, {"claimed": 99})]), {"number": 1}
    table.commit([put_whole(page[0]), put_whole(page[0].model_copy(update=more))])
    assert read(table, YEAR)["2026-01", ANN, "claimed"] == 1
    folded(table, "2026-01")
    assert read(table, YEAR)["2026-01", ANN, "claimed"] == 1


def test_days_are_distinguished_if_the_range_is_short_enough(table):
    happen(table, "2026-01-04", "2026-01-05")
    folded(table, "2026-01")
    found = read_counters(table, DateRange(date(2026, 1, 1), date(2026, 1, 31)))
    assert [row.day for row in found] == ["2026-01-04", "2026-01-05"]


def test_recent_days_are_read_backwards_and_completely_until_there_are_enough(table):
    happen(table, "2026-02-27", "2026-02-28", "2026-03-01", "2026-03-02")
    happen(table, "2026-02-28", "2026-03-01", "2026-03-02", agent_id=BOB)
    week = DateRange(date(2026, 2, 24), date(2026, 3, 2))
    assert [len(recent(table, week, most)) for most in (1, 2, 3, 5, 9)] == [2, 2, 4, 6, 7]
    assert [row.day for row in recent(table, week, 3)] == ["2026-03-02"] * 2 + ["2026-03-01"] * 2


def of_recent(found):
    return [(row.day, row.agent_id, dict(row.counts)) for row in found.rows]


def test_days_that_are_over_are_added_up_and_read_once_in_a_while_and_today_each_time(counting, table):
    happen(table, "2026-02-28", "2026-03-01", "2026-03-02", "2026-03-02", claimed=1)
    happen(table, "2026-03-01", agent_id=BOB, claimed=2, passed=1)
    now, week = datetime(2026, 3, 2, 12, tzinfo=UTC), RecentDays(table, 7, 100)
    before = [("2026-03-01", None, {"claimed": 3, "passed": 1}), ("2026-02-28", None, {"claimed": 1})]
    first = week.read(now, MADRID)
    assert of_recent(first) == [("2026-03-02", ANN, {"claimed": 2}), *before]
    assert first.since == date(2026, 2, 24)
    happen(table, "2026-03-01", "2026-03-02", claimed=1)
    counting.calls.clear()
    again = week.read(now + KEPT - SECOND, MADRID)
    assert of_recent(again) == [("2026-03-02", ANN, {"claimed": 3}), *before]
    assert (again.since, counting.calls) == (first.since, ["query"])
    later = week.read(now + KEPT, MADRID)
    assert of_recent(later)[1] == ("2026-03-01", None, {"claimed": 4, "passed": 1})


def test_at_midnight_in_the_teams_time_zone_the_days_are_read_anew(table):
    happen(table, "2026-03-01", claimed=1)
    now, week = datetime(2026, 3, 1, 22, 59, 59, tzinfo=UTC), RecentDays(table, 7, 100)
    assert of_recent(week.read(now, MADRID)) == [("2026-03-01", ANN, {"claimed": 1})]
    happen(table, "2026-03-01", "2026-03-02", claimed=1)
    after = week.read(now + SECOND, MADRID)
    assert of_recent(after) == [("2026-03-02", ANN, {"claimed": 1}), ("2026-03-01", None, {"claimed": 2})]
    assert after.since == date(2026, 2, 24)


def test_of_too_many_rows_the_first_day_is_told_that_was_read_also_when_it_is_kept(table):
    happen(table, "2026-02-28", "2026-03-01", "2026-03-02")
    now, week = datetime(2026, 3, 2, 12, tzinfo=UTC), RecentDays(table, 7, 2)
    found = [week.read(now, MADRID) for _ in range(2)]
    assert [one.since for one in found] == [date(2026, 3, 1)] * 2
    assert [[row.day for row in one.rows] for one in found] == [["2026-03-02", "2026-03-01"]] * 2


def test_open_conversations_and_offers_are_listed_up_to_a_limit_and_counted_completely(table):
    for n in range(7):
        talk = Conversation(opened_at=NOON - n * SECOND, waiting_since=NOON if n % 2 else None)
        team.store(table, make.owned(BOB, lead_id=make.id_of("lead", f"{n}"), conversation=talk))
        offer = make.offer(
            ANN if n % 2 else BOB, deadline=NOON + (9 - n) * SECOND, offer_id=make.id_of("offer", f"{n}")
        )
        team.store(table, make.offered(lead_id=make.id_of("lead", f"o{n}"), offer=offer))
        pooled_at = NOON - n * SECOND
        team.store(table, make.pooled(lead_id=make.id_of("lead", f"p{n}"), since=pooled_at))
    waiting, idle = (
        [(make.id_of("lead", f"{n}"), since) for n in which]
        for which, since in (((5, 3, 1), NOON), ((6, 4, 2, 0), None))
    )
    longest = [make.id_of("lead", f"{n}") for n in range(6, -1, -1)]
    soonest = [make.id_of("lead", f"o{n}") for n in range(6, -1, -1)]
    for entries in (100, 7, 3):
        talks, offers = dashboard_reader.conversations(table, 7, entries), dashboard_reader.offers(table, entries)
        pool = dashboard_reader.pool(table, 3)
        assert [(one.lead_id, one.waiting_since) for one in talks.waiting] == (waiting + idle)[:entries]
        assert talks.longest == longest or entries < 7  # of those that were read
        assert (talks.count, talks.waiting_count) == (7, 3 + max(0, 7 - entries))
        assert (len(offers.entries), offers.count) == (min(entries, 7), 7)
        assert (pool.entries, pool.count) == ([make.id_of("lead", f"p{n}") for n in (6, 5, 4)], 7)
    assert dashboard_reader.offers(table, 3).entries != soonest[:3]
    assert dashboard_reader.offers(table).entries == soonest


def test_presence_is_members_workload_and_last_visit(table):
    team.seat(table)
    table.commit([put_whole(Visit(agent_id=ANN, at=NOON))])
    table.commit([put_whole(Visit(agent_id=ANN, at=NOON + timedelta(hours=1)))])
    loads, seen = dashboard_reader.workloads_and_visits(table)
    assert set(loads) == set(make.plan().members)
    assert seen == {ANN: NOON + timedelta(hours=1)}
