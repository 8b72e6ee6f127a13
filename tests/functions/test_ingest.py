"""Is every lead that was answered with 2xx in the table, once, and nothing of what was refused?"""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import boto3
import pytest
from standardwebhooks import Webhook

from functions.ingest import gate
from functions.ingest import handler as ingest
from functions.ingest.by_hand import ByHand
from functions.ingest.deliveries import Deliveries
from shared.domain.audit import Audit
from shared.domain.errors import Busy
from shared.domain.source import FormerSecret
from shared.secrets import MasterSecret
from shared.store import codec
from shared.store.decisions import put_lead
from shared.store.plans import Plans
from shared.web import app
from shared.web.call import read_call
from tests import make
from tests.conftest import MASTER
from tests.functions import team
from tests.make import ANN, BOB, BOSS, CAT, PORTAL, WEB

NOW = datetime(2026, 11, 22, 15, 4, 5, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)
HAND = make.id_of("source", "hand")
ASKED = {
    "contact": {"first_name": "Lucía", "last_name": "Pérez", "emails": ["Lucia@Example.com"], "phones": ["600112233"]},
    "attributes": {"place": "Retiro"},
    "message": "Busco un piso.",
}


class Door:
    """The function, as providers and members reach it, at an instant of the test's choosing."""

    def __init__(self, table, event, client):
        self.table, self._event, self.client = table, event, client
        self.now, self.secret = NOW, MasterSecret(boto3.client("secretsmanager"), "master")
        self.calls = []
        client.meta.events.register("before-call.dynamodb", lambda model, **_: self.calls.append(model.name))

    def ask(self, method, path, **given):
        answer = ingest.handler(self._event(method, path, **given), None)
        return answer["statusCode"], json.loads(answer["body"])

    def post(self, source_id, raw, headers):
        return self.ask("POST", f"/webhooks/{source_id}", raw=raw, headers=headers)

    def headers(self, raw, *, event_id="event-1", version=1, at=None, source_id=WEB):
        at = at or self.now
        signature = Webhook(self.secret.of_source(source_id, version)).sign(event_id, at, raw)
        return {"webhook-id": event_id, "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}

    def signed(self, asked=None, **given):
        raw = json.dumps(asked or ASKED, ensure_ascii=False)
        return self.post(given.get("source_id", WEB), raw, self.headers(raw, **given))

    def keyed(self, asked=None, *, version=1, **more):
        raw = json.dumps((asked or ASKED) | more)
        return self.post(PORTAL, raw, {"X-Api-Key": self.secret.of_source(PORTAL, version)})

    def enter(self, me=ANN, key=None, contact=None, **given):
        body = {"contact": contact or ASKED["contact"], "routing": "route", **given}
        if body["routing"] == "route":
            body.setdefault("source_id", WEB)
        headers = {"idempotency-key": key} if key else {}
        return self.ask("POST", "/leads", sub=make.member(me).sub, body=body, headers=headers)

    def everything(self):
        return team.everything(self.client)

    def kept(self, prefix):
        return [item for item in self.everything() if item["PK"]["S"].startswith(prefix)]

    def leads(self):
        return [item for item in self.kept("LEAD#") if item["SK"]["S"] == "LEAD"]


@pytest.fixture
def door(table, event, monkeypatch):
    door = Door(table, event, table._client)
    sources = [make.source(), make.source(PORTAL, title="Portal", kind="api_key"), make.source(HAND, kind="manual")]
    team.seat(table, sources=sources)
    plans = Plans(table)
    monkeypatch.setattr(ingest, "deliveries", Deliveries(table, plans, door.secret))
    monkeypatch.setattr(ingest, "by_hand", ByHand(table, plans, door.secret))
    monkeypatch.setattr(app, "read_call", lambda e: replace(read_call(e), now=door.now))
    return door


def change(door, record, **fields):
    """A write of the plan that ingest has not seen."""
    now = door.table.get(type(record), codec.key(record))
    team.change(door.table, now.model_copy(update=fields))


# Deliveries


def test_a_signed_delivery_makes_an_unrouted_lead(door):
    status, body = door.signed()
    assert (status, body["repeat"]) == (202, False)
    lead = team.read(door.table, body["lead_id"])
    assert (lead.state, lead.todo, lead.source_id, lead.source_title) == ("unrouted", "route", WEB, "Web")
    assert [(a.given, a.normal) for a in lead.contact.emails] == [("Lucia@Example.com", "lucia@example.com")]
    assert [(a.given, a.normal) for a in lead.contact.phones] == [("600112233", "+34600112233")]
    assert (lead.attributes, lead.message, lead.created_at) == ({"place": "Retiro"}, "Busco un piso.", NOW)


def test_a_keyed_delivery_makes_one_too(door):
    status, body = door.keyed()
    assert status == 202
    assert team.read(door.table, body["lead_id"]).source_id == PORTAL


def test_a_new_persons_delivery_is_one_call(door):
    door.signed()
    door.calls.clear()
    door.signed({"contact": {"first_name": "Leo", "emails": ["leo@example.com"]}}, event_id="event-2")
    assert door.calls == ["TransactWriteItems"]


def test_a_cold_delivery_reads_the_plan_first(door):
    door.signed()
    assert door.calls[-1] == "TransactWriteItems"
    assert door.calls.count("TransactWriteItems") == 2  # the other one seated the team


def test_a_repeated_delivery_is_one_call_and_a_repeated_inquiry_three(door):
    door.signed()
    door.calls.clear()
    door.signed()
    assert door.calls == ["TransactWriteItems"]
    door.calls.clear()
    door.signed(event_id="event-2")
    assert door.calls == ["TransactWriteItems", "BatchGetItem", "TransactWriteItems"]


@pytest.mark.parametrize("later", [timedelta(0), DAY, 365 * DAY])
def test_the_same_event_is_answered_the_same_for_ever(door, later):
    first = door.signed()
    before = door.everything()
    door.now += later
    again = door.signed({"contact": {"first_name": "Somebody else"}})
    assert again == (200, first[1])
    assert door.everything() == before


def test_an_event_that_was_a_repeat_stays_one(door):
    door.signed()
    first = door.signed(event_id="event-2")
    assert first[1]["repeat"] is True
    assert door.signed(event_id="event-2") == (200, first[1])


def test_without_a_signed_id_the_bodys_tells_events_apart(door):
    first = door.keyed(id="e-1")
    assert door.keyed({"contact": {"first_name": "Leo"}}, id="e-1") == (200, first[1])
    assert door.keyed({"contact": {"first_name": "Leo"}}, id="e-2")[0] == 202


def test_without_any_id_the_content_tells_events_apart(door):
    first = door.keyed()
    assert door.keyed() == (200, first[1])
    assert door.keyed(message="Another one.")[1]["repeat"] is True


def test_one_sources_event_is_not_anothers(door):
    door.signed({"contact": {"first_name": "Leo"}}, event_id="e-1")
    assert door.keyed({"contact": {"first_name": "Leo"}}, id="e-1")[0] == 202
    assert len(door.leads()) == 2


def test_of_two_copies_at_the_same_instant_one_makes_the_lead(door, monkeypatch):
    """The second is decided before the first has landed: the transaction finds it out."""
    commit, answers = door.table.commit, []

    def overtaken(writes):
        monkeypatch.setattr(door.table, "commit", commit)
        answers.append(door.signed())
        commit(writes)

    monkeypatch.setattr(door.table, "commit", overtaken)
    answers.append(door.signed())
    assert [status for status, _ in answers] == [202, 200]
    assert answers[0][1] == answers[1][1]
    assert len(door.leads()) == 1


def test_of_two_events_of_a_new_person_at_the_same_instant_one_is_a_repeat(door, monkeypatch):
    commit, answers = door.table.commit, []

    def overtaken(writes):
        monkeypatch.setattr(door.table, "commit", commit)
        answers.append(door.signed(event_id="event-2"))
        commit(writes)

    monkeypatch.setattr(door.table, "commit", overtaken)
    answers.append(door.signed())
    assert [(status, body["repeat"]) for status, body in answers] == [(202, False), (202, True)]
    [item] = door.leads()
    assert [event.kind for event in team.read(door.table, answers[0][1]["lead_id"]).history] == ["received", "repeated"]
    assert item["todo"] == {"S": "route"}


def test_a_lead_that_moves_on_meanwhile_is_decided_on_again(door, monkeypatch):
    lead_id = door.signed()[1]["lead_id"]
    commit, seen = door.table.commit, []

    def overtaken(writes):
        seen.append(len(writes))
        if len(seen) == 2:
            monkeypatch.setattr(door.table, "commit", commit)
            lead = team.read(door.table, lead_id)
            commit(put_lead(lead.owned("claimed", ANN, at=NOW, by=ANN)))
        commit(writes)

    monkeypatch.setattr(door.table, "commit", overtaken)
    assert door.signed(event_id="event-2")[1] == {"lead_id": lead_id, "repeat": True}
    lead = team.read(door.table, lead_id)
    assert (lead.state, lead.owner) == ("owned", ANN)
    assert [event.kind for event in lead.history] == ["received", "claimed", "repeated"]


def test_a_delivery_whose_answer_was_lost_is_still_the_first(door, monkeypatch):
    """DynamoDB may have written although the call failed: the next try finds the lead there."""
    commit = door.table.commit

    def twice(writes):
        commit(writes)
        commit(writes)

    monkeypatch.setattr(door.table, "commit", twice)
    status, body = door.signed()
    assert status == 200
    assert team.read(door.table, body["lead_id"]).state == "unrouted"
    assert len(door.leads()) == 1


def test_a_repeat_joins_the_owners_lead(door):
    lead_id = door.signed()[1]["lead_id"]
    lead = team.read(door.table, lead_id)
    door.table.commit(put_lead(lead.owned("claimed", ANN, at=NOW, by=ANN)))
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


def test_the_leads_of_a_members_source_are_theirs_at_once(door):
    change(door, make.source(), owner=ANN)
    body = door.signed()[1]
    lead = team.read(door.table, body["lead_id"])
    assert (lead.state, lead.owner, lead.reason, lead.todo) == ("owned", ANN, "own_source", None)
    assert team.load(door.table, ANN).open_leads == 1


def test_nothing_personal_is_in_a_key(door):
    door.signed()
    for item in door.everything():
        for name in {"PK", "SK", *(name for name in item if name.endswith("_pk"))}:
            assert "lucia" not in item[name]["S"].lower()
            assert "600112233" not in item[name]["S"]


# What stays out


@pytest.mark.parametrize("header", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_no_byte_of_a_signed_header_may_differ(door, header):
    raw = json.dumps(ASKED)
    before = door.everything()
    headers = door.headers(raw)
    for place, old in enumerate(headers[header]):
        flipped = headers[header][:place] + chr(ord(old) ^ 1) + headers[header][place + 1 :]
        status, body = door.post(WEB, raw, {**headers, header: flipped})
        assert (status, body["code"]) == (401, "signature_invalid")
    assert door.everything() == before


def test_no_byte_of_a_signed_body_may_differ(door):
    raw = json.dumps(ASKED)
    before = door.everything()
    headers = door.headers(raw)
    for place, old in enumerate(raw):
        flipped = raw[:place] + chr(ord(old) ^ 1) + raw[place + 1 :]
        assert door.post(WEB, flipped, headers)[0] == 401
    assert door.everything() == before


def test_no_byte_of_a_key_may_differ(door):
    key = door.secret.of_source(PORTAL, 1)
    before = door.everything()
    for place, old in enumerate(key):
        flipped = key[:place] + chr(ord(old) ^ 1) + key[place + 1 :]
        assert door.post(PORTAL, json.dumps(ASKED), {"X-Api-Key": flipped})[0] == 401
    assert door.everything() == before


@pytest.mark.parametrize(("off", "status"), [(-301, 401), (-300, 202), (300, 202), (301, 401)])
def test_a_delivery_is_good_for_five_minutes(door, off, status):
    assert door.signed(at=NOW + off * SECOND)[0] == status
    assert len(door.leads()) == (status == 202)


@pytest.mark.parametrize("source_id", [make.id_of("source", "none"), "source_1", "nonsense", HAND])
def test_an_address_that_names_no_source_is_not_there(door, source_id):
    raw = json.dumps(ASKED)
    status, body = door.post(source_id, raw, door.headers(raw))
    assert (status, body["code"]) == (404, "not_found")
    assert not door.leads()


def test_a_signature_is_asked_for_before_the_body_is_read(door):
    assert door.post(WEB, "{", {})[0] == 401
    assert door.post(PORTAL, "{", {"x-api-key": "no"})[0] == 401


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        ("{", 400, "body_malformed"),
        ("", 400, "body_malformed"),
        ("{}", 422, "invalid"),
        ('{"contact": {"first_name": 1}}', 422, "invalid"),
        ('{"contact": {}}', 422, "invalid"),
    ],
)
def test_an_authentic_body_that_cannot_be_read_says_why(door, raw, status, code):
    found, body = door.post(WEB, raw, door.headers(raw))
    assert (found, body["code"]) == (status, code)
    assert status == 400 or {"loc", "msg"} == set(body["errors"][0])
    assert not door.leads()


def test_a_body_over_256_kb_is_too_large_whatever_it_is_signed_with(door):
    for size, status in ((256 * 1024 + 1, 413), (256 * 1024, 422)):
        raw = json.dumps({"contact": {"first_name": "x"}, "message": "x"})
        raw = raw[:-2] + "x" * (size - len(raw)) + raw[-2:]
        assert door.post(WEB, raw, door.headers(raw))[0] == status
    assert not door.leads()


def test_a_body_in_base64_is_checked_as_its_bytes(door, event):
    raw = json.dumps(ASKED, ensure_ascii=False)
    coded = event("POST", f"/webhooks/{WEB}", raw=base64.b64encode(raw.encode()).decode(), headers=door.headers(raw))
    assert ingest.handler({**coded, "isBase64Encoded": True}, None)["statusCode"] == 202


def test_too_many_at_once_is_503_and_may_be_tried_again(door, monkeypatch, logged):
    def busy(_):
        raise Busy

    monkeypatch.setattr(door.table, "commit", busy)
    assert door.signed()[0] == 503
    assert "DeliveryRefused" not in logged()


# The plan's copy


def test_the_plan_is_trusted_for_thirty_seconds(door):
    door.signed()
    change(door, make.source(), status="archived", archived_at=NOW - 31 * DAY)
    door.now = NOW + 29 * SECOND
    assert door.signed(event_id="event-2")[0] == 202
    door.now = NOW + 30 * SECOND
    assert door.signed(event_id="event-3")[0] == 404


def test_a_secret_that_was_just_rotated_works_at_once(door):
    door.signed()
    change(door, make.source(), secret_version=2, former=(FormerSecret(version=1, until=NOW + DAY),))
    assert door.signed(event_id="event-2", version=2)[0] == 202


def test_a_source_that_was_just_made_works_at_once(door):
    door.signed()
    new = make.source(make.id_of("source", "new"), title="New")
    team.change(door.table, new)
    assert door.signed(event_id="event-2", source_id=new.source_id)[0] == 202


def test_the_secret_before_works_while_rotating(door):
    change(door, make.source(), secret_version=2, former=(FormerSecret(version=1, until=NOW + DAY),))
    change(door, make.source(PORTAL), secret_version=2, former=(FormerSecret(version=1, until=NOW + DAY),))
    assert door.signed(event_id="event-1", version=2)[0] == 202
    assert door.signed(event_id="event-2", version=1)[0] == 202
    assert door.keyed(id="1", version=1)[0] == 202
    door.now = NOW + DAY
    assert door.signed(event_id="event-3", version=1)[0] == 401
    assert door.keyed(id="2", version=1)[0] == 401
    assert door.signed(event_id="event-4", version=2)[0] == 202


def test_forgeries_have_the_plan_read_once_in_five_seconds_and_source(door):
    door.signed()
    door.calls.clear()
    for seconds in (0, 1, 4, 5, 9):
        door.now = NOW + seconds * SECOND
        assert door.post(WEB, "{}", {})[0] == 401
        assert door.post(make.id_of("source", "none"), "{}", {})[0] == 404
    assert door.calls == ["BatchGetItem"] * 4
    door.calls.clear()
    assert door.post("nonsense", "{}", {})[0] == 404
    assert door.calls == []


def test_made_up_sources_are_not_remembered_without_end(door, monkeypatch):
    monkeypatch.setattr(gate, "MAX_REMEMBERED", 10)
    door.signed()
    door.calls.clear()
    for number in range(30):
        assert door.post(f"source_{number:032x}", "{}", {})[0] == 404
    assert door.calls == ["BatchGetItem"] * 10
    door.now += 10 * SECOND
    assert door.post(WEB, "{}", {})[0] == 401
    assert len(ingest.deliveries._gate._looked) == 1


def test_an_archived_sources_deliveries_are_pooled_for_thirty_days(door):
    change(door, make.source(), status="archived", archived_at=NOW)
    status, body = door.signed()
    lead = team.read(door.table, body["lead_id"])
    assert (status, lead.state, lead.reason, lead.todo) == (202, "pooled", "no_source", None)
    assert (lead.source_id, lead.source_title) == (None, "Web")
    door.now = NOW + 30 * DAY - SECOND
    assert door.signed(event_id="event-2")[0] == 202
    door.now = NOW + 30 * DAY
    assert door.signed(event_id="event-3")[0] == 404


# By hand


def test_a_lead_entered_by_hand_is_routed(door):
    status, body = door.enter(attributes={"place": "Retiro"}, message="Called in.")
    assert (status, body["state"], body["source_id"]) == (201, "unrouted", WEB)
    assert body["contact"] == {"first_name": "Lucía", "last_name": "P", "emails": [], "phones": []}
    lead = team.read(door.table, body["lead_id"])
    assert (lead.todo, lead.version, lead.message) == ("route", body["version"], "Called in.")
    assert [(event.kind, event.by) for event in lead.history] == [("received", ANN)]


def test_a_lead_entered_by_hand_may_wait_in_the_pool(door):
    _, body = door.enter(routing="pool")
    assert (body["state"], body["reason"]) == ("pooled", "by_hand")
    assert "source_id" not in body


def test_a_lead_entered_by_hand_may_stay_with_who_entered_it(door):
    status, body = door.enter(routing={"agent_id": ANN})
    assert (status, body["state"], body["owner"], body["contact"]["phones"]) == (201, "owned", ANN, ["+34600112233"])
    assert team.load(door.table, ANN).open_leads == 1


def test_a_manager_assigns_a_lead_entered_by_hand_on_the_record(door):
    _, body = door.enter(BOSS, routing={"agent_id": BOB}, source_id=HAND)
    assert (body["owner"], body["source_id"]) == (BOB, HAND)
    assert team.load(door.table, BOB).open_leads == 1
    [audit] = [codec.from_item(Audit, item) for item in door.kept("AUDIT#")]
    assert (audit.by, audit.what, audit.subject) == (BOSS, "lead.assigned", body["lead_id"])
    [tally] = door.kept("TALLY#")
    assert tally["hand_assigned"] == {"N": "1"}


def test_a_members_own_source_gives_it_to_them_by_hand_too(door):
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
def test_what_may_not_be_entered_by_hand_writes_nothing(door, given, status, code):
    change(door, make.member(CAT), status="invited")
    change(door, make.source(PORTAL), status="archived", archived_at=NOW)
    before = door.everything()
    found, body = door.enter(**given)
    assert (found, body["code"]) == (status, code)
    assert door.everything() == before


def test_routing_needs_a_source_and_says_so(door):
    assert door.enter(source_id=None)[1]["errors"][0]["loc"] == ["body", "source_id"]


def test_a_person_whose_lead_the_caller_may_not_see_is_in_the_team_already(door):
    door.enter(BOB, routing={"agent_id": BOB})
    before = door.everything()
    status, body = door.enter(ANN)
    assert (status, body["code"]) == (409, "already_in_team")
    assert "errors" not in body
    assert BOB not in json.dumps(body)
    assert door.everything() == before


def test_a_person_whose_lead_the_caller_may_see_has_asked_again(door):
    _, first = door.enter(BOB, routing={"agent_id": BOB})
    status, body = door.enter(BOSS, routing="pool", message="Again")
    assert (status, body["lead_id"], body["owner"]) == (200, first["lead_id"], BOB)
    lead = team.read(door.table, body["lead_id"])
    assert (lead.history[-1].kind, lead.history[-1].by, lead.message) == ("repeated", BOSS, "Again")
    assert len(door.leads()) == 1


def test_a_pooled_person_entered_again_goes_where_the_member_says(door):
    _, first = door.enter(routing="pool")
    assert door.enter(routing="pool")[1]["state"] == "pooled"
    status, body = door.enter(routing={"agent_id": ANN})
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


def test_of_two_equal_requests_at_the_same_instant_one_makes_the_lead(door, monkeypatch):
    commit, answers = door.table.commit, []

    def overtaken(writes):
        monkeypatch.setattr(door.table, "commit", commit)
        answers.append(door.enter(key="k-1"))
        commit(writes)

    monkeypatch.setattr(door.table, "commit", overtaken)
    answers.append(door.enter(key="k-1"))
    assert answers[0] == answers[1]
    assert len(door.leads()) == 1


def test_a_lead_entered_by_hand_whose_answer_was_lost_is_no_repeat(door, monkeypatch):
    commit = door.table.commit

    def twice(writes):
        commit(writes)
        commit(writes)

    monkeypatch.setattr(door.table, "commit", twice)
    status, body = door.enter(routing={"agent_id": ANN})
    assert status == 201
    assert [event.kind for event in team.read(door.table, body["lead_id"]).history] == ["received", "assigned"]
    assert team.load(door.table, ANN).open_leads == 1


def test_who_entered_a_lead_is_not_told_who_has_it_now(door):
    """Neither by the repeated request, nor where the source gives the lead to another at once."""
    first = door.enter(key="key-1")[1]
    lead = team.read(door.table, first["lead_id"])
    door.table.commit(put_lead(lead.owned("assigned", BOB, at=NOW, by=BOSS)))
    status, again = door.enter(key="key-1")
    assert (status, again["lead_id"], again["state"]) == (201, first["lead_id"], "owned")
    change(door, make.source(), owner=BOB)
    status, given = door.enter(contact={"first_name": "Leo"})
    assert (status, given["state"]) == (201, "owned")
    assert not {"owner", "owner_name", "offer"} & (again.keys() | given.keys())


@pytest.mark.parametrize("levels", [31, 32, 194, 199])
def test_attributes_that_are_taken_can_be_read_again_however_deep(door, levels):
    """A repeat puts them deeper into the lead, and a lead that cannot be read is lost."""
    attributes = {"a": json.loads("[" * levels + "]" * levels)}
    answers = [door.keyed(attributes=attributes, id=event_id) for event_id in ("e-1", "e-2")]
    assert {status for status, _ in answers} == ({202} if levels < 32 else {422})
    assert all(lead.version == 2 for lead in (team.read(door.table, i["PK"]["S"][5:]) for i in door.leads()))


@pytest.mark.parametrize("char", ["\x01", "😀"])
def test_a_lead_fits_the_table_however_often_and_long_somebody_asks(door, char):
    contact = {
        "first_name": "L" + char * 60,
        "emails": [f"{char * 196}{n}@b" for n in range(10)],
        "phones": [f"{char * 199}{n}" for n in range(10)],
    }
    asked = {"contact": contact, "message": char * 4_000, "attributes": dict.fromkeys("abcd", "x" * 4000)}
    assert {door.keyed(asked, id=n)[0] for n in range(20)} == {202}


def test_a_lead_entered_by_hand_is_two_calls(door):
    door.enter(routing="pool")
    door.calls.clear()
    door.enter(contact={"first_name": "Leo"}, routing="pool")
    assert door.calls == ["BatchGetItem", "TransactWriteItems"]


# What is told


def test_nothing_personal_is_logged(door, logged, monkeypatch):
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

    def fails(_):
        raise ValueError("Zsentinelerror")

    monkeypatch.setattr(door.table, "commit", fails)
    assert door.signed(asked, event_id="event-5")[0] == 500
    told = logged()
    assert told.count("answered") == 11
    assert "sentinel" not in told.lower()
    assert "699887766" not in told.replace(" ", "")
    assert MASTER not in told
    assert "whsec_" not in told


def test_deliveries_are_counted_by_what_became_of_them(door, logged):
    door.signed()
    door.signed()
    door.post(WEB, "{}", {})
    counted = [json.loads(line) for line in logged().splitlines() if "CloudWatchMetrics" in line]
    assert [name for line in counted for name in line if name.startswith("Delivery")] == [
        "DeliveryAccepted",
        "DeliveryRepeated",
        "DeliveryRefused",
    ]
