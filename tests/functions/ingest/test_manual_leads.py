"""Does a manually entered lead go where the member says, once, without revealing leads they may not see?"""

import json

import pytest

from shared.domain.kernel.audit import Audit
from shared.domain.kernel.event_details import AssignedDetail, ClaimedDetail, OfferedDetail
from shared.store import codec
from shared.store.decisions import put_lead
from tests import make
from tests.functions import team
from tests.functions.ingest_client import DAY, HAND, NOW, change
from tests.make import ANN, BOB, BOSS, CAT, PORTAL, WEB


def test_a_lead_entered_by_hand_is_routed(door):
    status, body = door.enter(attributes={"place": "Retiro"}, message="Called in.")
    assert (status, body["state"], body["source_id"]) == (201, "unrouted", WEB)
    assert body["contact"] == {"first_name": "Lucía", "last_name": "P", "emails": [], "phones": []}
    lead = team.read(door.table, body["lead_id"])
    assert (lead.todo, lead.version, lead.message) == ("route", body["version"], "Called in.")
    assert [(event.kind, event.by) for event in lead.history] == [("received", ANN)]


def test_a_lead_entered_by_hand_may_go_to_the_pool(door):
    _, body = door.enter(routing="pool")
    assert (body["state"], body["reason"]) == ("pooled", "by_hand")
    assert "source_id" not in body


def test_a_lead_entered_by_hand_may_stay_with_the_member_who_entered_it(door):
    status, body = door.enter(routing={"agent_id": ANN})
    assert (status, body["state"], body["owner"], body["contact"]["phones"]) == (201, "owned", ANN, ["+34600112233"])
    assert team.load(door.table, ANN).open_leads == 1


def test_a_manager_assigns_a_lead_entered_by_hand_with_an_audit_entry(door):
    _, body = door.enter(BOSS, routing={"agent_id": BOB}, source_id=HAND)
    assert (body["owner"], body["source_id"]) == (BOB, HAND)
    assert team.load(door.table, BOB).open_leads == 1
    [audit] = [codec.from_item(Audit, item) for item in door.kept("AUDIT#")]
    assert (audit.by, audit.what, audit.subject) == (BOSS, "lead.assigned", body["lead_id"])
    [tally] = door.kept("TALLY#")
    assert tally["hand_assigned"] == {"N": "1"}


def test_leads_by_hand_of_a_members_own_source_are_theirs_too(door):
    change(door, make.source(), owner=CAT)
    _, body = door.enter()
    lead = team.read(door.table, body["lead_id"])
    assert (lead.state, lead.owner, lead.reason) == ("owned", CAT, "own_source")


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"routing": {"agent_id": BOB}}, 403, "forbidden"),
        ({"me": BOSS, "routing": {"agent_id": make.id_of("agent", "none")}}, 422, "agent_unknown"),
        ({"me": BOSS, "routing": {"agent_id": CAT}}, 409, "not_active"),
        ({"source_id": None}, 422, "invalid"),
        ({"source_id": make.id_of("source", "none")}, 422, "source_unknown"),
        ({"routing": "pool", "source_id": PORTAL}, 422, "source_unknown"),
        ({"routing": "somewhere"}, 422, "invalid"),
        ({"contact": {"last_name": "Pérez"}}, 422, "invalid"),
        ({"contact": {"first_name": "Leo", "age": 4}}, 422, "invalid"),
        ({"stage": "new"}, 422, "invalid"),
        ({"message": "x" * 4_001}, 422, "invalid"),
        ({"me": CAT}, 403, "forbidden"),
        ({"key": "k" * 129}, 422, "invalid"),
    ],
)
def test_an_invalid_manual_lead_writes_nothing(door, given, status, code):
    change(door, make.member(CAT), status="invited")
    change(door, make.source(PORTAL), status="archived", archived_at=NOW)
    before = door.everything()
    found, body = door.enter(**given)
    assert (found, body["code"]) == (status, code)
    assert door.everything() == before


def test_routing_without_a_source_is_refused(door):
    assert door.enter(source_id=None)[1]["errors"][0]["loc"] == ["body", "source_id"]


def test_a_person_whose_lead_the_caller_may_not_see_is_already_in_team(door):
    _, there = door.enter(BOB, routing={"agent_id": BOB})
    status, body = door.enter(ANN)
    assert (status, body["code"]) == (409, "already_in_team")
    assert "errors" not in body
    assert BOB not in json.dumps(body)
    assert there["lead_id"] not in json.dumps(body)
    assert len(door.leads()) == 1


def test_an_attempt_to_enter_anothers_lead_is_recorded_for_managers_once_a_day(door):
    _, there = door.enter(BOB, routing={"agent_id": BOB})
    assert [door.enter(ANN)[0] for _ in range(3)] == [409] * 3
    lead = team.read(door.table, there["lead_id"])
    assert [(event.kind, event.by) for event in lead.history[2:]] == [("attempted", ANN)]
    assert (lead.tell, lead.owner, lead.last_activity_at, lead.version) == ("attempted", BOB, NOW, 2)
    door.now += DAY
    door.enter(ANN)
    assert [event.kind for event in team.read(door.table, there["lead_id"]).history[2:]] == ["attempted"] * 2


def test_an_attempt_disturbs_neither_an_offer_nor_a_simultaneous_claim(door):
    """Between the attempt's read and write the lead is claimed: the claim stands, and the attempt is recorded."""
    _, there = door.enter(BOSS, routing={"agent_id": BOB})
    lead = team.read(door.table, there["lead_id"])
    offer = make.offer(BOB, made_at=NOW, deadline=NOW + DAY)
    told = OfferedDetail(
        offer_id=offer.offer_id, route_id=offer.route_id, agent_ids=(BOB,), deadline="2026-01-06T12:00:00Z"
    )
    door.table.commit(put_lead(lead.with_event(told, at=NOW, by="route", state="offered", owner=None, offer=offer)))
    door.enter(CAT)
    assert team.read(door.table, lead.lead_id).offer == offer

    def overtaken(commit, writes):
        door.table.around("commit", None)
        commit(put_lead(team.read(door.table, lead.lead_id).owned(ClaimedDetail(), BOB, at=NOW, by=BOB)))
        commit(writes)

    def meets_cards(commit, writes):
        door.table.around("commit", overtaken)
        commit(writes)

    door.table.around("commit", meets_cards)
    assert door.enter(ANN)[1]["code"] == "already_in_team"
    after = team.read(door.table, lead.lead_id)
    assert (after.state, after.owner) == ("owned", BOB)
    assert [event.kind for event in after.history[-3:]] == ["attempted", "claimed", "attempted"]


def test_where_repeats_are_new_leads_a_person_has_one_per_inquiry(door):
    change(door, make.settings(), repeat_leads="route")
    _, first = door.enter(BOSS, routing={"agent_id": BOB})
    door.now += DAY
    status, second = door.enter(BOSS, routing="pool")
    assert (status, second["state"]) == (201, "pooled")
    assert second["lead_id"] != first["lead_id"]
    assert team.read(door.table, first["lead_id"]).version == first["version"]
    cards = [json.loads(item["body"]["S"]) for item in door.kept("CONTACT#")]
    told = {(card["current"], *card["leads"]) for card in cards}
    assert told == {(second["lead_id"], first["lead_id"], second["lead_id"])}
    assert door.enter(ANN, routing={"agent_id": ANN})[0] == 201
    assert door.enter(CAT)[1]["code"] == "already_in_team"


def test_a_person_whose_lead_the_caller_may_see_has_asked_again(door):
    _, first = door.enter(BOB, routing={"agent_id": BOB})
    status, body = door.enter(BOSS, routing="pool", message="Again")
    assert (status, body["lead_id"], body["owner"]) == (200, first["lead_id"], BOB)
    lead = team.read(door.table, body["lead_id"])
    assert (lead.history[-1].kind, lead.history[-1].by, lead.message) == ("repeated", BOSS, "Again")
    assert len(door.leads()) == 1


def test_a_pooled_person_entered_again_goes_where_the_member_says(door):
    _, first = door.enter(routing="pool")
    assert door.enter(BOSS, routing="pool")[1]["state"] == "pooled"
    status, body = door.enter(BOSS, routing={"agent_id": ANN})
    assert (status, body["lead_id"], body["owner"]) == (200, first["lead_id"], ANN)


def test_a_request_with_a_key_is_made_once(door):
    first = door.enter(key="k-1", routing={"agent_id": ANN})
    before = door.everything()
    assert door.enter(key="k-1", routing={"agent_id": ANN}) == first
    assert door.everything() == before
    status, body = door.enter(key="k-1", routing="pool")
    assert (status, body["code"]) == (422, "key_reused")


def test_a_request_with_a_key_that_joined_a_lead_is_answered_the_same(door):
    door.enter(routing={"agent_id": ANN})
    first = door.enter(key="k-1", routing={"agent_id": ANN})
    assert first[0] == 200
    assert door.enter(key="k-1", routing={"agent_id": ANN}) == first


def test_of_two_equal_simultaneous_requests_one_makes_the_lead(door):
    answers = []

    def overtaken(commit, writes):
        door.table.around("commit", None)
        answers.append(door.enter(key="k-1"))
        commit(writes)

    door.table.around("commit", overtaken)
    answers.append(door.enter(key="k-1"))
    assert answers[0] == answers[1]
    assert len(door.leads()) == 1


def test_a_lead_entered_by_hand_whose_answer_was_lost_is_no_repeat(door):
    def twice(commit, writes):
        commit(writes)
        commit(writes)

    door.table.around("commit", twice)
    status, body = door.enter(routing={"agent_id": ANN})
    assert status == 201
    assert [event.kind for event in team.read(door.table, body["lead_id"]).history] == ["received", "assigned"]
    assert team.load(door.table, ANN).open_leads == 1


def test_the_answer_does_not_reveal_the_leads_new_owner(door):
    """Neither to a repeated request, nor if the source gives the lead to another at once."""
    first = door.enter(key="key-1")[1]
    lead = team.read(door.table, first["lead_id"])
    door.table.commit(put_lead(lead.owned(AssignedDetail(agent_id=BOB), BOB, at=NOW, by=BOSS)))
    status, again = door.enter(key="key-1")
    assert (status, again["lead_id"], again["state"]) == (201, first["lead_id"], "owned")
    change(door, make.source(), owner=BOB)
    status, given = door.enter(contact={"first_name": "Leo"})
    assert (status, given["state"]) == (201, "owned")
    assert not {"owner", "owner_name", "offer"} & (again.keys() | given.keys())


def test_an_inquiry_of_a_merged_leads_person_joins_the_other_lead(door):
    """Also if the address's card still names the closed lead."""
    _, gone = door.enter(BOSS, routing={"agent_id": BOB})
    _, there = door.enter(BOSS, routing={"agent_id": ANN}, contact={"first_name": "Lucía", "emails": ["l@example.com"]})
    merged = {"state": "closed", "outcome": "duplicate", "merged_into": there["lead_id"]}
    door.table.commit(put_lead(team.read(door.table, gone["lead_id"]).model_copy(update=merged)))
    status, body = door.enter(BOSS, routing="pool")
    assert (status, body["lead_id"], body["owner"]) == (200, there["lead_id"], ANN)
