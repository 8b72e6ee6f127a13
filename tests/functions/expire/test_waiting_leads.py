"""Does the sweep list open conversations of earlier releases by who waits, once, and without telling anybody?"""

import pytest

from functions.expire.sweeping.waiting_leads import WaitingLeads
from shared.domain.lead_records.conversation import Conversation
from shared.store import codec, conversation_entries, indexes, keys, record_keys
from shared.store.table import Write, put
from tests import make
from tests.functions import team
from tests.make import ANN, NOON, id_of


def talking(number, *, waits=True, **change):
    opened = NOON + number * make.SECOND
    talk = Conversation(opened_at=opened, waiting_since=opened if waits else None)
    return make.owned(ANN, lead_id=id_of("lead", str(number)), conversation=talk, answered_at=NOON, **change)


def as_stored_before(table, *leads):
    """Store leads as release 0.1 did: their conversations in one partition, by since when they are open."""
    for lead in leads:
        key, item = record_keys.key(lead), codec.to_item(lead)
        sk = f"{keys.instant(lead.conversation.opened_at)}#{lead.lead_id}"
        item |= {indexes.CONVERSATION.pk: {"S": indexes.OPEN}, indexes.CONVERSATION.sk: {"S": sk}}
        table.commit([Write(key, "Put", {"Item": item})])


@pytest.fixture
def entries(table):
    def listed(pk):
        return [conversation_entries.read(one) for one in table.query(pk, index=indexes.CONVERSATION)]

    return listed


def test_conversations_of_an_earlier_release_are_listed_by_who_waits(table, entries):
    leads = [talking(1), talking(2, waits=False), talking(3, tell="message", source_id=None)]
    as_stored_before(table, *leads)
    team.store(table, talking(4))
    before = [team.read(table, lead.lead_id) for lead in leads]
    assert WaitingLeads(table).list_next() == 3
    assert [one.lead_id for one in entries("WAITING")] == [id_of("lead", str(one)) for one in (1, 3, 4)]
    assert [(one.lead_id, one.whole) for one in entries("OPEN")] == [(id_of("lead", "2"), True)]
    assert [team.read(table, lead.lead_id) for lead in leads] == before
    [item] = table.items([keys.lead(id_of("lead", "3"))]).values()
    assert not {keys.TELL, keys.TODO, "stop_clock"} & set(item), "nobody is told again"


def test_some_are_listed_with_each_sweep_and_then_nothing_is_read(table, entries):
    as_stored_before(table, *(talking(number) for number in range(5)))
    assert [WaitingLeads(table, 2).list_next() for _ in range(3)] == [2, 2, 1]
    assert (len(entries("WAITING")), entries("OPEN")) == (5, [])
    table.calls.clear()
    last = WaitingLeads(table)
    assert ([last.list_next(), last.list_next()], table.calls) == ([0, 0], ["batch_get_item"])


def test_a_lead_that_changes_meanwhile_is_left_as_it_is(table, entries):
    first, second = talking(1), talking(2)
    as_stored_before(table, first, second)

    def rival(commit, writes):
        table.around("commit", None)
        commit([put(team.read(table, first.lead_id).model_copy(update={"conversation": None}))])
        commit(writes)

    table.around("commit", rival)
    WaitingLeads(table).list_next()
    assert [one.lead_id for one in entries("WAITING")] == [second.lead_id]


def test_a_failure_is_tried_again(table, entries):
    as_stored_before(table, talking(1))

    def fails(*_):
        raise TimeoutError

    table.around("commit", fails)
    sweep = WaitingLeads(table)
    assert sweep.list_next() == 0
    table.around("commit", None)
    assert (sweep.list_next(), len(entries("WAITING"))) == (1, 1)
