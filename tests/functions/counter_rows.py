"""Write counters to the table."""

from datetime import UTC, datetime, timedelta

from shared.domain.lead_records.counters import CounterRow
from shared.domain.reporting.date_range import whole_month
from shared.domain.reporting.rollup import MonthRollup, roll_up
from shared.store.counters import days
from shared.store.table import count, put_whole
from tests.make import ANN, MAIN, WEB

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)  # a Thursday, 13:00 in Madrid
BEGAN = datetime(2025, 3, 10, 12, tzinfo=UTC)
TODAY = "2026-11-26"


def happen(table, *days, agent_id=ANN, route_id=MAIN, source_id=WEB, **counts):
    """Write the same counts on each of these days."""
    for day in days:
        table.commit([count(CounterRow(day, agent_id, route_id, source_id, counts))])


def fill(client, rows, name="relevo"):
    """Write many rows at once: (day, agent, route, source), and counts."""
    requests = [{"PutRequest": {"Item": item(row, counts)}} for row, counts in rows]
    for start in range(0, len(requests), 25):
        client.batch_write_item(RequestItems={name: requests[start : start + 25]})


def roll_up_months(table, *months):
    """Roll up these months, as the sweep does."""
    for month in months:
        pages = roll_up(month, days(table, whole_month(month)))
        table.commit([*map(put_whole, pages), put_whole(MonthRollup(month=month, pages=len(pages)))])


def item(row, counts):
    """Return a row as the table has it."""
    day, *rest = row
    key = {"PK": {"S": f"TALLY#{day[:7]}"}, "SK": {"S": "#".join((day[8:], *rest))}}
    return key | {name: {"N": str(number)} for name, number in counts.items()}


def ago(days):
    """Return the day so many days before today."""
    return f"{NOW - timedelta(days=days):%Y-%m-%d}"
