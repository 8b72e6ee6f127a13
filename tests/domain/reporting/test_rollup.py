"""Does the rollup of a month hold its days' counts, however often it is computed?"""

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from shared.domain.lead_records.counters import CounterRow
from shared.domain.reporting import rollup as folding
from shared.domain.reporting.rollup import RollupPage, completed_months, roll_up
from tests import make
from tests.domain.counter_rows import rows
from tests.make import MAIN, WEB

JANUARY = (date(2026, 1, 1), date(2026, 1, 31))


def added(tallies):
    found = Counter()
    for one in tallies:
        for name, number in one.counts.items():
            found[one.agent_id, one.route_id, one.source_id, name] += number
    return found


@given(rows(st.dates(*JANUARY)), st.randoms())
def test_a_rolled_up_month_holds_its_days_counts_in_any_order(tallies, chance):
    pages = roll_up("2026-01", tallies)
    assert added(row for page in pages for row in page.counter_rows()) == added(tallies)
    assert {row.day for page in pages for row in page.counter_rows()} <= {"2026-01"}
    chance.shuffle(tallies)
    assert roll_up("2026-01", tallies) == pages


def test_a_page_is_read_as_it_was_stored():
    [page] = roll_up("2026-01", [CounterRow("2026-01-05", None, MAIN, WEB, {"received": 3, "t44": 1})])
    assert RollupPage.model_validate_json(page.model_dump_json()) == page


def test_pages_fit_into_items_however_many_rows_a_month_has():
    counts = {f"t{n}": 99_999 for n in range(150)}
    tallies = [CounterRow("2026-01-05", make.id_of("agent", f"{n}"), MAIN, WEB, counts) for n in range(500)]
    pages = roll_up("2026-01", tallies)
    assert [page.number for page in pages] == list(range(len(pages)))
    assert max(len(page.model_dump_json()) for page in pages) <= 300_000
    assert sum(len(page.rows) for page in pages) == 500
    assert len(pages) > 1
    assert roll_up("2026-01", []) == []


def test_a_month_is_settled_two_days_after_its_end():
    began = date(2026, 1, 5)
    assert completed_months(began, date(2026, 4, 2)) == ("2026-01", "2026-02")
    assert completed_months(began, date(2026, 4, 3)) == ("2026-01", "2026-02", "2026-03")
    assert completed_months(began, began) == ()
    assert folding.SETTLED_AFTER.days == 2
