"""Is every lead that was answered with 2xx in the table, once, and nothing that was refused?"""

import json
from collections import Counter
from datetime import timedelta

import pytest

from shared.domain.kernel.event_details import ClaimedDetail
from shared.domain.lead_records.delivery import Delivery
from shared.store import codec
from shared.store.decisions import put_lead
from tests import make
from tests.budgets.budget import budget
from tests.conftest import MASTER
from tests.functions import team
from tests.functions.ingest_client import DAY, NOW, change
from tests.make import ANN, PORTAL, WEB


def test_a_signed_delivery_makes_an_unrouted_lead(door):
    status, body = door.signed()
    assert (status, body["repeat"]) == (202, False)
    lead = team.read(door.table, body["lead_id"])
    assert (lead.state, lead.todo, lead.source_id, lead.source_title) == ("unrouted", "route", WEB, "Web")
    assert [(a.given, a.normal) for a in lead.contact.emails] == [("Lucia@Example.com", "lucia@example.com")]
    assert [(a.given, a.normal) for a in lead.contact.phones] == [("600112233", "+34600112233")]
    assert (lead.attributes, lead.message, lead.created_at) == ({"place": "Retiro"}, "Busco un piso.", NOW)


def test_a_keyed_delivery_makes_an_unrouted_lead_too(door):
    status, body = door.keyed()
    assert status == 202
    assert team.read(door.table, body["lead_id"]).source_id == PORTAL


def test_a_new_persons_delivery_takes_one_read_and_one_write(door):
    door.signed()
    door.calls.clear()
    door.signed({"contact": {"first_name": "Leo", "emails": ["leo@example.com"]}}, event_id="event-2")
    budget("calls", "POST /webhooks/{source_id}").hold(len(door.calls), dict(Counter(door.calls)))
    assert door.calls == ["batch_get_item", "transact_write_items"]


def test_a_cold_delivery_reads_the_whole_plan_first(door):
    door.calls.clear()
    door.signed()
    plan = ["batch_get_item", "query", "batch_get_item"]
    assert door.calls == [*plan, "transact_write_items"]


def test_a_repeated_delivery_takes_the_same_calls_and_a_repeated_inquiry_two_more(door):
    door.signed()
    door.calls.clear()
    door.signed()
    assert door.calls == ["batch_get_item", "transact_write_items"]
    door.calls.clear()
    door.signed(event_id="event-2")
    assert door.calls == ["batch_get_item", "transact_write_items", "batch_get_item", "transact_write_items"]


@pytest.mark.parametrize("later", [timedelta(0), DAY, 365 * DAY])
def test_a_repeated_event_is_answered_the_same_for_ever(door, later):
    first = door.signed()
    before = door.everything()
    door.now += later
    again = door.signed({"contact": {"first_name": "Somebody else"}})
    assert again == (200, first[1])
    assert door.everything() == before


def test_a_repeated_event_of_a_repeat_is_answered_as_a_repeat(door):
    door.signed()
    first = door.signed(event_id="event-2")
    assert first[1]["repeat"] is True
    assert door.signed(event_id="event-2") == (200, first[1])


def test_an_unsigned_id_identifies_the_event_together_with_who_asks_what(door):
    """Forms send one id with everybody: whoever comes second is a lead too."""
    first, leo = door.keyed(id="e-1"), {"contact": {"first_name": "Leo"}}
    assert door.keyed(id="e-1") == (200, first[1])
    second = door.keyed(leo, id="e-1")
    assert (second[0], second[1]["lead_id"] != first[1]["lead_id"]) == (202, True)
    assert door.keyed(leo, id="e-1") == (200, second[1])
    assert door.keyed(id="e-1") == (200, first[1])
    reused = [codec.from_item(Delivery, item).id_reused for item in door.kept(f"DELIVERY#{PORTAL}")]
    assert sorted(reused) == [False, True]


def test_an_id_that_an_earlier_release_stored_is_the_same_event_whatever_it_holds(door):
    first = door.keyed(id="e-1")
    [stored] = [codec.from_item(Delivery, item) for item in door.kept(f"DELIVERY#{PORTAL}")]
    team.change(door.table, stored.model_copy(update={"content": None}))
    assert door.keyed({"contact": {"first_name": "Leo"}}, id="e-1") == (200, first[1])


def test_a_signed_id_identifies_the_event_alone(door):
    first = door.signed(event_id="e-1")
    assert door.signed({"contact": {"first_name": "Leo"}}, event_id="e-1") == (200, first[1])


def test_without_any_id_the_content_identifies_the_event(door):
    first = door.keyed()
    assert door.keyed() == (200, first[1])
    assert door.keyed(message="Another one.")[1]["repeat"] is True


def test_equal_ids_of_two_sources_are_different_events(door):
    door.signed({"contact": {"first_name": "Leo"}}, event_id="e-1")
    assert door.keyed({"contact": {"first_name": "Leo"}}, id="e-1")[0] == 202
    assert len(door.leads()) == 2


def test_of_two_simultaneous_copies_one_makes_the_lead(door):
    """The second is decided before the first is committed: the transaction notices."""
    answers = []

    def overtaken(commit, writes):
        door.table.around("commit", None)
        answers.append(door.signed())
        commit(writes)

    door.table.around("commit", overtaken)
    answers.append(door.signed())
    assert [status for status, _ in answers] == [202, 200]
    assert answers[0][1] == answers[1][1]
    assert len(door.leads()) == 1


def test_of_two_simultaneous_events_of_a_new_person_one_is_a_repeat(door):
    answers = []

    def overtaken(commit, writes):
        door.table.around("commit", None)
        answers.append(door.signed(event_id="event-2"))
        commit(writes)

    door.table.around("commit", overtaken)
    answers.append(door.signed())
    assert [(status, body["repeat"]) for status, body in answers] == [(202, False), (202, True)]
    [item] = door.leads()
    assert [event.kind for event in team.read(door.table, answers[0][1]["lead_id"]).history] == ["received", "repeated"]
    assert item["todo"] == {"S": "route"}


def test_a_lead_that_changed_meanwhile_is_decided_again(door):
    lead_id = door.signed()[1]["lead_id"]
    seen = []

    def overtaken(commit, writes):
        seen.append(len(writes))
        if len(seen) == 2:
            door.table.around("commit", None)
            lead = team.read(door.table, lead_id)
            commit(put_lead(lead.owned(ClaimedDetail(), ANN, at=NOW, by=ANN)))
        commit(writes)

    door.table.around("commit", overtaken)
    assert door.signed(event_id="event-2")[1] == {"lead_id": lead_id, "repeat": True}
    lead = team.read(door.table, lead_id)
    assert (lead.state, lead.owner) == ("owned", ANN)
    assert [event.kind for event in lead.history] == ["received", "claimed", "repeated"]


def test_a_delivery_whose_answer_was_lost_is_still_the_first(door):
    """DynamoDB may have written although the call failed: the next attempt finds the lead."""

    def twice(commit, writes):
        commit(writes)
        commit(writes)

    door.table.around("commit", twice)
    status, body = door.signed()
    assert status == 200
    assert team.read(door.table, body["lead_id"]).state == "unrouted"
    assert len(door.leads()) == 1


def test_a_repeat_joins_the_owners_lead(door):
    lead_id = door.signed()[1]["lead_id"]
    lead = team.read(door.table, lead_id)
    door.table.commit(put_lead(lead.owned(ClaimedDetail(), ANN, at=NOW, by=ANN)))
    more = {"contact": {"first_name": "Lucía", "emails": ["lucia@example.com", "l.perez@example.com"]}, "message": "Hi"}
    assert door.signed(more, event_id="event-2") == (202, {"lead_id": lead_id, "repeat": True})
    lead = team.read(door.table, lead_id)
    assert (lead.state, lead.owner, lead.history[-1].detail["inquiry"]) == ("owned", ANN, {"message": "Hi"})
    assert [address.normal for address in lead.contact.emails] == ["lucia@example.com", "l.perez@example.com"]
    new = {"contact": {"emails": ["L.PEREZ@example.com"]}}
    assert door.signed(new, event_id="event-3")[1]["lead_id"] == lead_id


def test_two_people_with_one_phone_are_two_leads(door):
    ana = door.signed({"contact": {"first_name": "Ana", "phones": ["600112233"]}}, event_id="e1")[1]
    bob = door.signed({"contact": {"first_name": "Bob", "phones": ["+34600112233"]}}, event_id="e2")[1]
    assert bob["repeat"] is False
    again = door.signed({"contact": {"first_name": "ANA", "phones": ["600 112 233"]}}, event_id="e3")[1]
    assert again == {"lead_id": ana["lead_id"], "repeat": True}


def test_leads_of_a_members_own_source_are_theirs_at_once(door):
    change(door, make.source(), owner=ANN)
    body = door.signed()[1]
    lead = team.read(door.table, body["lead_id"])
    assert (lead.state, lead.owner, lead.reason, lead.todo) == ("owned", ANN, "own_source", None)
    assert team.load(door.table, ANN).open_leads == 1


def test_keys_contain_no_personal_data(door):
    door.signed()
    for item in door.everything():
        for name in {"PK", "SK", *(name for name in item if name.endswith("_pk"))}:
            assert "lucia" not in item[name]["S"].lower()
            assert "600112233" not in item[name]["S"]


@pytest.mark.parametrize("levels", [31, 32, 194, 199])
def test_accepted_attributes_can_be_read_again_however_deep(door, levels):
    """A repeat nests them deeper in the lead, and an unreadable lead would be lost."""
    attributes = {"a": json.loads("[" * levels + "]" * levels)}
    answers = [door.keyed(attributes=attributes, id=event_id) for event_id in ("e-1", "e-2")]
    assert {status for status, _ in answers} == {202}
    assert all(lead.version == 2 for lead in (team.read(door.table, i["PK"]["S"][5:]) for i in door.leads()))


@pytest.mark.parametrize("char", ["\x01", "😀"])
def test_a_lead_fits_into_an_item_however_often_and_long_a_person_asks(door, char):
    contact = {
        "first_name": "L" + char * 60,
        "emails": [f"{char * 196}{n}@b" for n in range(10)],
        "phones": [f"{char * 199}{n}" for n in range(10)],
    }
    asked = {"contact": contact, "message": char * 4_000, "attributes": dict.fromkeys("abcd", "x" * 4000)}
    assert {door.keyed(asked, id=n)[0] for n in range(20)} == {202}


def test_a_lead_entered_by_hand_takes_two_calls(door):
    door.enter(routing="pool")
    door.calls.clear()
    door.enter(contact={"first_name": "Leo"}, routing="pool")
    assert door.calls == ["batch_get_item", "transact_write_items"]


# What is told


def test_no_personal_data_is_logged(door, logged):
    sentinels = {
        "first_name": "Zsentinelfirst",
        "last_name": "Zsentinellast",
        "emails": ["zsentinelmail@example.com"],
        "phones": ["699887766"],
    }
    asked = {"contact": sentinels, "attributes": {"zsentinelname": "zsentinelvalue"}, "message": "Zsentinelmessage"}
    door.signed(asked)
    door.signed(asked)
    door.signed(asked, event_id="event-2")
    door.keyed(asked, id="zsentinelid")
    door.signed({**asked, "message": ["Zsentinelmessage"]}, event_id="event-3")
    door.signed({"contact": {"emails": {"zsentinelmail@example.com": 1}}}, event_id="event-4")
    door.post(WEB, json.dumps(asked), {"webhook-id": "zsentinelid"})
    door.post("zsentinelsource", json.dumps(asked), {})
    door.enter(ANN, contact=sentinels, key="zsentinelkey")
    door.enter(ANN, contact=sentinels | {"age": "zsentinelage"})

    def fails(commit, writes):
        raise ValueError("Zsentinelerror")

    door.table.around("commit", fails)
    assert door.signed(asked, event_id="event-5")[0] == 500
    told = logged()
    assert told.count("request_answered") == 11
    assert "sentinel" not in told.lower()
    assert "699887766" not in told.replace(" ", "")
    assert MASTER not in told
    assert "whsec_" not in told


def test_deliveries_are_counted_by_result(door, logged):
    door.signed()
    door.signed()
    door.post(WEB, "{}", {})
    counted = [json.loads(line) for line in logged().splitlines() if "CloudWatchMetrics" in line]
    assert [name for line in counted for name in line if name.startswith("Delivery")] == [
        "DeliveryAccepted",
        "DeliveryRepeated",
        "DeliveryRefused",
    ]
