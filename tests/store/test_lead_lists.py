"""Does paging through leads show each once, newest first, and read no more than allowed?"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.domain.kernel.event import Event
from shared.store import decisions, indexes
from shared.store.lists import lead_lists
from shared.store.lists.lead_lists import Partition
from shared.store.table import Table
from tests import make, memory
from tests.counting import Counting
from tests.make import ANN, BOB, NOON
from tests.soak import often

NOW = datetime(2026, 4, 20, 12, tzinfo=UTC)
MONTHS = lead_lists.months(NOON, NOW)


@pytest.fixture
def counting(aws):
    return Counting(memory.client("dynamodb"))


@pytest.fixture
def table(counting):
    return Table(counting, "relevo", pause=lambda _: None)


def arrivals(table, instants, **change):
    """Add a lead for each instant, with ids that sort as the instants do; return the newest first."""
    made = [
        make.lead(make.id_of("lead", f"{number:04}"), version=0, created_at=at, since=at, **change)
        for number, at in enumerate(sorted(instants))
    ]
    writes = [write for lead in made for write in decisions.put_lead(lead)]
    for start in range(0, len(writes), 100):
        table.commit(writes[start : start + 100])
    return [lead.lead_id for lead in reversed(made)]


def every(_):
    return True


def pages(table, shelves, limit, wanted=every):
    """Return every page to the end, each as the ids it shows."""
    found, after, rest = [], None, shelves
    while True:
        page = lead_lists.newest(table, rest, after, limit, wanted)
        found.append([lead.lead_id for lead in page.records])
        if page.next is None:
            return found
        after = page.next
        rest = shelves[[shelf.pk for shelf in shelves].index(after["pk"]) :]


def flat(lists):
    return [one for part in lists for one in part]


def test_months_go_back_from_now_to_the_teams_first():
    year = lead_lists.months(datetime(2025, 11, 30, 23, 59, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))
    assert [shelf.pk for shelf in year] == ["LEADS#2026-01", "LEADS#2025-12", "LEADS#2025-11"]
    assert [shelf.pk for shelf in lead_lists.months(NOON, NOON)] == ["LEADS#2026-01"]


@pytest.mark.sampled
def test_paging_across_months_shows_each_lead_once_newest_first(table):
    instants = [NOON + timedelta(days=3 * n) for n in range(30)]  # January to April, with few in March
    ids = arrivals(table, [at for at in instants if at.month != 3])

    @settings(max_examples=often(25), deadline=None)
    @given(limit=st.integers(1, 30), hidden=st.sets(st.sampled_from(ids)))
    def holds(limit, hidden):
        shown = pages(table, MONTHS, limit, lambda lead: lead.lead_id not in hidden)
        assert flat(shown) == [lead_id for lead_id in ids if lead_id not in hidden]
        assert all(len(page) <= limit for page in shown)

    holds()


def test_leads_of_many_agents_are_in_order_of_arrival(table):
    ids = arrivals(table, [NOON + timedelta(minutes=n) for n in range(9)], state="offered", offer=make.offer(BOB))
    shelf = Partition(indexes.QUEUE, "OFFERED", few=True)
    assert flat(pages(table, [shelf], 4)) == ids
    assert flat(pages(table, [Partition(indexes.QUEUE, "OFFERED", (f"{ANN}#", "*#"), few=True)], 4)) == []


def test_a_page_that_shows_all_it_reads_takes_one_query_and_one_batch(table, counting):
    arrivals(table, [NOON + timedelta(minutes=n) for n in range(40)], state="pooled")
    counting.calls.clear()
    page = lead_lists.newest(table, [Partition(indexes.QUEUE, "POOLED")], None, 25, every)
    assert len(page.records) == 25
    assert counting.calls == ["query", "batch_get_item"]


def test_a_page_reads_at_most_200_leads_and_says_where_to_go_on(table, counting):
    ids = arrivals(table, [NOON + timedelta(minutes=n) for n in range(210)])
    last = {ids[-1]}
    page = lead_lists.newest(table, MONTHS[-1:], None, 25, lambda lead: lead.lead_id in last)
    assert (page.records, page.next["lead_id"]) == ((), ids[199])
    assert counting.read == 200
    assert flat(pages(table, MONTHS, 25, lambda lead: lead.lead_id in last)) == ids[-1:]


def test_a_page_reads_at_most_two_years_of_empty_months(table, counting):
    shelves = lead_lists.months(datetime(2020, 1, 1, tzinfo=UTC), NOW)
    page = lead_lists.newest(table, shelves, None, 25, every)
    assert (page.records, page.next["pk"]) == ((), "LEADS#2024-04")
    assert len(counting.calls) == 24
    assert pages(table, shelves, 25) == [[], [], [], []]


def test_without_partitions_a_list_is_empty(table):
    assert lead_lists.newest(table, (), None, 25, every) == ((), None)


def test_an_entry_whose_lead_is_gone_is_skipped(table):
    ids = arrivals(table, [NOON + timedelta(minutes=n) for n in range(3)])
    stale = Counting(memory.client("dynamodb"))
    stale.batch_get_item = lambda **given: memory.client("dynamodb").batch_get_item(
        RequestItems={
            "relevo": {**given["RequestItems"]["relevo"], "Keys": given["RequestItems"]["relevo"]["Keys"][1:]}
        }
    )
    assert flat(pages(Table(stale, "relevo"), MONTHS, 5)) == ids[1:]


def test_history_is_read_completely_from_the_pages_beside_the_lead(table):
    lead = make.lead(version=0, history=())
    for number in range(40):
        event = Event(at=NOON + timedelta(minutes=number), kind="repeated", by="provider")
        lead = lead.model_copy(update={"history": (*lead.history, event)})
        table.commit(decisions.put_lead(lead))
        [lead] = lead_lists.leads(table, [lead.lead_id])
    assert lead.spilled > 1
    told = lead_lists.history(table, lead)
    assert [event.at for event in told] == [NOON + timedelta(minutes=n) for n in range(40)]
