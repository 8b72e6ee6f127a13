"""Do messages of a known person join their lead's conversation, once, and make a lead of an unknown one?"""

import pytest

from shared.domain.kernel.event_details import AssignedDetail, ClosedDetail
from shared.domain.lead_records.conversation import Message
from shared.store import codec
from shared.store.decisions import put_lead
from tests import make
from tests.functions import team
from tests.functions.ingest_client import ASKED, NOW, SECOND, change
from tests.make import ANN, BOB

SAID = {"contact": {"emails": ["lucia@example.com"]}, "message": "¿Sigue libre?", "kind": "message"}


def messages(door):
    items = [item for item in door.kept("LEAD#") if item["SK"]["S"].startswith("NOTE#")]
    return [codec.from_item(Message, item) for item in items]


@pytest.fixture
def known(door):
    """Return a person who is ANN's lead, and has their answer."""
    lead_id = door.signed()[1]["lead_id"]
    lead = team.read(door.table, lead_id).owned(AssignedDetail(agent_id=ANN), ANN, at=NOW, by=BOB)
    talk = lead.conversation.model_copy(update={"waiting_since": None})
    door.table.commit(put_lead(lead.model_copy(update={"conversation": talk})))
    door.now += 10 * SECOND
    return lead_id


def test_a_message_of_a_known_person_joins_their_lead(door, known):
    before = team.read(door.table, known)
    door.calls.clear()
    assert door.signed(SAID, event_id="said") == (202, {"lead_id": known, "repeat": True})
    assert door.calls == ["batch_get_item", "transact_write_items"] * 2
    [message] = messages(door)
    assert (message.direction, message.by, message.channel, message.body) == (
        "in",
        "provider",
        "email",
        SAID["message"],
    )
    assert (message.lead_id, message.at) == (known, door.now)
    lead = team.read(door.table, known)
    assert (lead.tell, lead.history, lead.asked_again_at) == ("message", before.history, None)
    assert lead.last_message_at == lead.last_activity_at == lead.conversation.waiting_since == door.now
    assert lead.conversation.opened_at == NOW


def test_a_repeated_delivery_records_the_message_once(door, known):
    first = door.signed(SAID, event_id="said")
    assert door.signed(SAID, event_id="said") == (200, first[1])
    assert len(messages(door)) == 1
    door.signed(SAID, event_id="said-2")
    assert len(messages(door)) == 2


def test_a_keyed_source_sets_the_channel(door, known):
    assert door.keyed({**SAID, "id": "m-1", "channel": "whatsapp"})[1]["lead_id"] == known
    assert [message.channel for message in messages(door)] == ["whatsapp"]


def test_a_message_of_an_unknown_person_becomes_a_lead(door):
    status, body = door.signed(SAID)
    assert (status, body["repeat"]) == (202, False)
    lead = team.read(door.table, body["lead_id"])
    assert (lead.state, lead.todo, lead.message, messages(door)) == ("unrouted", "route", SAID["message"], [])
    assert lead.conversation.waiting_since == NOW


def test_so_it_is_where_repeats_are_new_leads(door, known):
    change(door, make.settings(), repeat_leads="route")
    door.now += 60 * SECOND
    assert door.signed(SAID, event_id="said")[1] == {"lead_id": known, "repeat": True}
    assert len(door.leads()) == 1


def test_a_message_reopens_a_closed_lead(door, known):
    lead = team.read(door.table, known)
    closed = lead.with_event(ClosedDetail(outcome="lost"), at=NOW, by=ANN, state="closed", outcome="lost")
    door.table.commit(put_lead(closed))
    door.signed(SAID, event_id="said")
    lead = team.read(door.table, known)
    assert (lead.state, lead.owner, lead.tell) == ("owned", ANN, "reopened")
    assert team.load(door.table, ANN).open_leads == 1


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({**SAID, "kind": "inquiry"}, id="another kind"),
        pytest.param({**SAID, "kind": {"deep": [1]}}, id="a kind nobody understands"),
        pytest.param({"contact": ASKED["contact"], "kind": "message"}, id="nothing is said"),
    ],
)
def test_any_other_delivery_is_an_inquiry(door, known, asked):
    assert door.signed(asked, event_id="asked")[1] == {"lead_id": known, "repeat": True}
    assert messages(door) == []
    assert team.read(door.table, known).history[-1].kind == "repeated"


def test_an_unknown_channel_is_ignored(door, known):
    contact = {"phones": ["600112233"], "first_name": "Lucía"}
    door.signed({**SAID, "contact": contact, "channel": "pigeon"}, event_id="said")
    assert [message.channel for message in messages(door)] == ["text"]


def test_messages_are_not_logged(door, known, logged):
    door.signed({**SAID, "message": "Sentinel Wort"}, event_id="said")
    assert "Sentinel" not in logged()
