"""Does the report tell of each agent, route and source what its rows hold, and of the team all of it?"""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.lead_records.counters import TAKEN, CounterRow
from shared.domain.reporting.date_range import DateRange
from shared.domain.reporting.report import report
from tests.domain.tallying import NAMES, rows
from tests.make import ANN, BOB, CAT, MAIN, WEB

JANUARY = DateRange(date(2026, 1, 1), date(2026, 1, 31))
PLAIN = [name for name in NAMES if not name.startswith(TAKEN)]
ROUTED = {"won", "appointments", "responded", "r3", "r77"}
january = rows(st.dates(*JANUARY))


def told(tallies, name, counts=bool):
    """A count, added up by hand."""
    return sum(row.counts.get(name, 0) for row in tallies if counts(row) and (row.route_id or name not in ROUTED))


@given(january, st.sampled_from(["agent", "route", "source"]))
def test_the_totals_and_the_series_hold_every_row_once_whatever_it_is_gathered_by(tallies, by):
    found = report(tallies, by, JANUARY.steps)
    for name in PLAIN:
        assert found.totals[name] == told(tallies, name)
        assert {day: one[name] for day, one in found.series.items()} == {
            day: told(tallies, name, lambda row, day=day: row.day == day) for day in JANUARY.steps
        }
    taken = sum(n for row in tallies for name, n in row.counts.items() if name.startswith(TAKEN))
    assert found.totals["taken"] == taken == sum(one["taken"] for one in found.series.values())


@given(january, st.sampled_from(["agent_id", "route_id", "source_id"]))
def test_each_row_holds_what_is_its_own(tallies, field):
    found = report(tallies, field.removesuffix("_id"), JANUARY.steps)
    for name in PLAIN:
        own = Counter({getattr(row, field): 0 for row in tallies})
        for row in tallies:
            own[getattr(row, field)] += told([row], name)
        assert {whose: one[name] for whose, one in found.rows.items() if one[name]} == {
            whose: n for whose, n in own.items() if n and whose
        }


@given(january)
def test_jump_balls_that_another_won_are_told_of_those_who_did_not_get_them(tallies):
    found = report(tallies, "agent", JANUARY.steps).rows
    for agent_id in (ANN, BOB, CAT):
        lost = sum(row.counts.get(TAKEN + agent_id, 0) for row in tallies)
        assert lost == (found[agent_id]["taken"] if agent_id in found else 0)


def test_months_are_told_by_months_also_where_their_days_come():
    year = DateRange(date(2026, 1, 1), date(2026, 4, 2))
    tallies = [
        CounterRow("2026-01", ANN, MAIN, WEB, {"claimed": 2}),
        CounterRow("2026-04-02", ANN, MAIN, WEB, {"claimed": 3}),
    ]
    found = report(tallies, "agent", year.steps)
    assert [(month, one["claimed"]) for month, one in found.series.items()] == [
        ("2026-01", 2), ("2026-02", 0), ("2026-03", 0), ("2026-04", 3),
    ]  # fmt: skip
    assert found.rows[ANN]["claimed"] == found.totals["claimed"] == 5


@pytest.mark.parametrize("name", sorted(ROUTED))
def test_what_a_lead_that_no_route_gave_came_to_is_no_statistic_of_routing(name):
    found = report([CounterRow("2026-01-05", ANN, None, WEB, {name: 1, "calls": 1})], "agent", JANUARY.steps)
    assert (found.totals[name], found.rows[ANN][name], found.rows[ANN]["calls"]) == (0, 0, 1)
