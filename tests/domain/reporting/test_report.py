"""Do the rows of the report for each agent, route and source add up to the team's totals?"""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.domain.lead_records.counters import TAKEN, VALUE, VALUE_TAKEN_OVER, CounterRow
from shared.domain.reporting.date_range import DateRange
from shared.domain.reporting.report import report
from tests.domain.counter_rows import NAMES, rows
from tests.make import ANN, BOB, CAT, MAIN, WEB

JANUARY = DateRange(date(2026, 1, 1), date(2026, 1, 31))
PLAIN = [name for name in NAMES if not name.startswith(TAKEN)]
OVER = {
    "won": "won_taken_over", "appointments": "appointments_taken_over", "responded": "responded_taken_over",
    VALUE + "EUR": VALUE_TAKEN_OVER + "EUR", VALUE + "MXN": VALUE_TAKEN_OVER + "MXN",
}  # fmt: skip
ROUTED = {*OVER, "r3", "r77", "rw3"}
january = rows(st.dates(*JANUARY))


def told(tallies, name, counts=bool):
    """Add up a count by hand: without a route, results are only those of leads that were taken over."""
    routed = [row for row in tallies if counts(row) and (row.route_id or name not in ROUTED)]
    others = [row for row in tallies if counts(row) and not row.route_id and name in OVER]
    return sum(row.counts.get(name, 0) for row in routed) + sum(row.counts.get(OVER[name], 0) for row in others)


@given(january, st.sampled_from(["agent", "route", "source"]))
def test_totals_and_series_contain_every_row_once_for_any_grouping(tallies, by):
    found = report(tallies, by, JANUARY.steps)
    for name in PLAIN:
        assert found.totals[name] == told(tallies, name)
        assert {day: one[name] for day, one in found.series.items()} == {
            day: told(tallies, name, lambda row, day=day: row.day == day) for day in JANUARY.steps
        }
    taken = sum(n for row in tallies for name, n in row.counts.items() if name.startswith(TAKEN))
    assert found.totals["taken"] == taken == sum(one["taken"] for one in found.series.values())


@given(january, st.sampled_from(["agent_id", "route_id", "source_id"]))
def test_each_row_holds_its_own_counts(tallies, field):
    found = report(tallies, field.removesuffix("_id"), JANUARY.steps)
    for name in PLAIN:
        own = Counter({getattr(row, field): 0 for row in tallies})
        for row in tallies:
            own[getattr(row, field)] += told([row], name)
            if field == "agent_id" and name in OVER:
                own[row.agent_id] -= row.counts.get(OVER[name], 0)
        assert {whose: one[name] for whose, one in found.rows.items() if one[name]} == {
            whose: n for whose, n in own.items() if n and whose
        }


@given(january)
def test_lost_jump_balls_are_reported_for_their_losers(tallies):
    found = report(tallies, "agent", JANUARY.steps).rows
    for agent_id in (ANN, BOB, CAT):
        lost = sum(row.counts.get(TAKEN + agent_id, 0) for row in tallies)
        assert lost == (found[agent_id]["taken"] if agent_id in found else 0)


def test_a_range_of_months_is_reported_by_month_even_where_rows_are_of_days():
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
def test_results_of_leads_without_a_route_are_not_in_routing_statistics(name):
    found = report([CounterRow("2026-01-05", ANN, None, WEB, {name: 1, "calls": 1})], "agent", JANUARY.steps)
    assert (found.totals[name], found.rows[ANN][name], found.rows[ANN]["calls"]) == (0, 0, 1)


def test_an_agents_results_of_leads_taken_over_are_apart_and_those_of_route_source_and_team_are_together():
    brought, over = (
        {"won": 2, "responded": 1},
        {"won": 3, "won_taken_over": 3, "responded": 1, "responded_taken_over": 1},
    )
    tallies = [CounterRow("2026-01-05", ANN, MAIN, WEB, brought), CounterRow("2026-01-06", ANN, MAIN, WEB, over),
               CounterRow("2026-01-07", None, None, WEB, {"won": 1, "won_taken_over": 1})]  # fmt: skip
    mine = report(tallies, "agent", JANUARY.steps).rows[ANN]
    assert (mine["won"], mine["won_taken_over"], mine["responded"], mine["responded_taken_over"]) == (2, 3, 1, 1)
    by_route, by_source = (report(tallies, by, JANUARY.steps) for by in ("route", "source"))
    assert (by_route.rows[MAIN]["won"], by_source.rows[WEB]["won"], by_route.totals["won"]) == (5, 6, 6)


def test_a_win_that_is_taken_back_is_less_on_the_day_it_is():
    tallies = [
        CounterRow("2026-01-05", ANN, MAIN, WEB, {"won": 1}),
        CounterRow("2026-01-09", ANN, MAIN, WEB, {"won": -1}),
    ]
    found = report(tallies, "agent", JANUARY.steps)
    assert [(day, one["won"]) for day, one in found.series.items() if one["won"]] == [
        ("2026-01-05", 1),
        ("2026-01-09", -1),
    ]
    assert (found.totals["won"], found.rows[ANN]["won"]) == (0, 0)
