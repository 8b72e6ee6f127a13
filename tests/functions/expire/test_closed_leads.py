"""Does the sweep give the closed leads of earlier releases their index entry, once, and without telling anybody?"""

from datetime import timedelta

import pytest

from functions.expire.sweeping import closed_leads
from functions.expire.sweeping.closed_leads import ClosedLeads
from shared.store import codec, indexes, keys, record_keys
from shared.store.lists.agent_leads import owned
from shared.store.table import Write, put
from tests import make
from tests.functions import team
from tests.make import ANN, BOB, NOON, id_of


def closed(number, owner=ANN, **change):
    return make.lead(
        id_of("lead", str(number)), state="closed", owner=owner, todo=None, since=NOON + number * make.SECOND, **change
    )


def as_stored_before(table, *leads):
    """Store leads as release 0.1 did, which gave closed leads no entry in the index `conversation`."""
    for lead in leads:
        key, item = record_keys.key(lead), codec.to_item(lead)
        item = {name: value for name, value in item.items() if name not in closed_leads.NAMES}
        table.commit([Write(key, "Put", {"Item": item})])


@pytest.fixture
def owned_by(table):
    return lambda agent_id: set(owned(table, agent_id))


def test_closed_leads_of_an_earlier_release_are_listed_by_their_owner(table, owned_by):
    leads = [closed(1), closed(2, BOB), closed(3, None), closed(4)]
    as_stored_before(table, *leads, make.owned(BOB, lead_id=id_of("lead", "5")))
    assert owned_by(ANN) == set()
    before = [team.read(table, lead.lead_id) for lead in leads]
    assert ClosedLeads(table).list_next() == 3
    assert owned_by(ANN) == {leads[0].lead_id, leads[3].lead_id}
    assert [team.read(table, lead.lead_id) for lead in leads] == before


def test_a_lead_that_was_closed_long_ago_is_not_told_again(table):
    as_stored_before(table, closed(1, tell="closed"))
    assert keys.TELL in next(iter(table.items([keys.lead(id_of("lead", "1"))]).values()))
    ClosedLeads(table).list_next()
    [item] = table.items([keys.lead(id_of("lead", "1"))]).values()
    assert {keys.TELL, keys.TODO, "stop_clock"} & set(item) == set()


def test_some_are_listed_with_each_sweep_and_then_nothing_is_read(table, owned_by):
    as_stored_before(table, *(closed(number) for number in range(5)))
    assert [ClosedLeads(table, 2).list_next() for _ in range(3)] == [2, 2, 1]
    assert len(owned_by(ANN)) == 5
    last = ClosedLeads(table)
    assert [last.list_next(), last.list_next()] == [0, 0]
    table.calls.clear()
    assert (last.list_next(), table.calls) == (0, [])
    assert (ClosedLeads(table).list_next(), table.calls) == (0, ["batch_get_item"])


def test_a_lead_that_changes_meanwhile_is_left_as_it_is(table, owned_by):
    first, second = closed(1), closed(2)
    as_stored_before(table, first, second)

    def rival(commit, writes):
        table.around("commit", None)
        commit([put(team.read(table, first.lead_id).model_copy(update={"owner": BOB}))])
        commit(writes)

    table.around("commit", rival)
    ClosedLeads(table).list_next()
    assert (owned_by(ANN), owned_by(BOB)) == ({second.lead_id}, {first.lead_id})


def test_a_failure_is_tried_again(table, owned_by):
    as_stored_before(table, closed(1))

    def fails(*_):
        raise TimeoutError

    table.around("commit", fails)
    sweep = ClosedLeads(table)
    assert sweep.list_next() == 0
    table.around("commit", None)
    assert (sweep.list_next(), len(owned_by(ANN))) == (1, 1)


def test_closing_lists_a_lead_and_reopening_does_not(table, owned_by):
    team.store(table, closed(1))
    assert owned_by(ANN) == {id_of("lead", "1")}
    [item] = table.items([keys.lead(id_of("lead", "1"))]).values()
    assert item[indexes.CONVERSATION.pk]["S"] == f"CLOSED#{ANN}"
    lead = team.read(table, id_of("lead", "1"))
    reopened = lead.model_copy(update={"state": "owned", "since": NOON + timedelta(days=1)})
    assert indexes.CONVERSATION.pk not in codec.to_item(reopened)
