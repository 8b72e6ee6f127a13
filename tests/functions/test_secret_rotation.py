"""Does a new version of the master secret, or of that for contacts, break nothing that was made before?"""

import base64
import json
from datetime import timedelta

import pytest

from functions.claim.build import ClaimDoors
from functions.claim.build import build as build_claim
from functions.plan.build import build as build_plan
from shared.domain.kernel.errors import Busy
from shared.domain.leads import claim_link
from shared.domain.leads.claim_link import ClaimLink
from shared.domain.plan_records.source import Source
from shared.secrets import MasterSecret
from shared.secrets.versions import MAX_AGE, Version, contact_key, parse, render
from shared.store import keys
from shared.store.decisions import put_lead
from shared.store.idempotency import IdempotentRequest
from shared.web.paging import Paging
from shared.web.request import Request
from tests import make, memory
from tests.conftest import MASTER
from tests.counting import Counting
from tests.functions import planning, supervising, team
from tests.functions.ingest_client import IngestClient
from tests.granted import granted
from tests.make import ANN, LEAD, NOON, OFFER, WEB
from tests.watch import Watch

SECOND = timedelta(seconds=1)
NEXT = "the next master secret"
CONTACTS = Version(0, contact_key(MASTER))
NEW_CONTACTS = base64.b64encode(b"y" * 32).decode()


class World:
    """Hold the tenant's secrets, and a process of each function, at an instant that the test sets."""

    def __init__(self, table, event):
        self.table, self.event, self.now = table, event, Watch(NOON)
        self.vault = Counting(memory.client("secretsmanager"))
        memory.client("secretsmanager").create_secret(Name="contacts")
        self.restart()

    def restart(self):
        """Begin new processes."""
        self.secret = MasterSecret(self.vault, "master", "contacts", self.now)
        self.ingest = IngestClient(self.table, self.secret, self.event)
        self.ingest.now = self.now()
        api = build_plan(planning.doors(self.table, self.secret, now=self.now))
        self.plan = planning.caller(api, self.event)

    def write(self, name, *versions):
        memory.client("secretsmanager").put_secret_value(SecretId=name, SecretString=render(versions))

    def rotate(self, *, since=NOON, restart=True):
        """Add a version of the master secret; processes that began later know it."""
        self.write("master", Version(0, MASTER), Version(1, NEXT, since))
        if restart:
            self.restart()


@pytest.fixture
def world(table, event):
    team.seat(table, sources=[make.source()])
    return World(table, event)


def test_a_plain_value_of_release_01_is_version_0(world):
    assert world.secret.version == 0
    assert world.secret.source_secret(WEB, 1) == MasterSecret(world.vault, "master").source_secret(WEB, 1)


def test_a_version_is_in_force_from_its_instant_on(world):
    world.rotate(since=NOON + SECOND)
    assert world.secret.version == 0
    world.now.now += SECOND
    assert world.secret.version == 1
    assert len(set(world.secret.keys("cursor"))) == 2


def test_a_process_knows_a_new_version_after_five_minutes(world):
    assert world.secret.version == 0
    world.rotate(since=NOON, restart=False)
    world.now.now += MAX_AGE - SECOND
    assert world.secret.version == 0
    world.now.now += SECOND
    assert world.secret.version == 1


def test_a_version_that_a_process_does_not_know_is_looked_up_at_once(world):
    assert world.secret.version == 0
    world.rotate(restart=False)
    world.now.now += 5 * SECOND
    assert world.secret.source_secret(WEB, 2, 1) != world.secret.source_secret(WEB, 2, 0)
    world.vault.calls.clear()
    for _ in range(3):
        with pytest.raises(Busy):
            world.secret.source_secret(WEB, 3, 7)
    assert world.vault.calls == []


def test_a_secret_that_cannot_be_read_again_stays_as_it_was_read(world, logged):
    before = world.secret.keys("cursor")
    memory.client("secretsmanager").delete_secret(SecretId="master", ForceDeleteWithoutRecovery=True)
    world.now.now += MAX_AGE
    assert world.secret.keys("cursor") == before
    assert "secret_not_refreshed" in logged()


def test_sources_work_on_and_take_the_new_version_when_renewed(world):
    assert world.ingest.signed(event_id="event-1")[0] == 202
    world.rotate()
    assert world.ingest.signed(event_id="event-2")[0] == 202
    renewed = world.plan("POST", f"/sources/{WEB}/secret")[1]
    stored = world.table.get(Source, keys.source(WEB))
    assert (stored.master_version, stored.former[0].master_version, stored.deliveries_version) == (1, 0, 0)
    assert renewed["secret"] == world.secret.source_secret(WEB, 2, 1) != world.secret.source_secret(WEB, 2, 0)
    assert {"master_version", "deliveries_version"} & renewed.keys() == set()
    assert world.secret.source_secret(WEB, 1) in world.ingest.secrets.valid_secrets(stored, NOON)
    assert world.ingest.secrets.current(stored).secret == renewed["secret"]


def test_a_new_source_and_a_new_target_are_made_with_the_version_in_force(world):
    world.rotate()
    made = world.plan("POST", "/sources", {"title": "Casas", "kind": "api_key"})[1]
    assert made["secret"] == world.secret.source_secret(made["source_id"], 1, 1)
    target = world.plan("POST", "/outbound", {"url": "https://erp.example.com/in", "events": ["lead.claimed"]})[1]
    assert target["secret"] == world.secret.target_secret(target["target_id"], 1, 1)


def test_an_event_that_is_delivered_again_after_a_rotation_makes_no_second_lead(world):
    first = world.ingest.signed()
    world.rotate()
    assert world.ingest.signed() == (200, first[1])
    world.plan("POST", f"/sources/{WEB}/secret")
    assert world.ingest.signed() == (200, first[1])


def test_a_claim_link_outlives_a_rotation(world):
    offer = make.offer(ANN, deadline=NOON + timedelta(hours=1))
    world.table.commit(put_lead(make.offered(offer=offer, version=0)))
    link = ClaimLink(LEAD, OFFER, ANN, offer.deadline)
    old = claim_link.to_token(world.secret.claim_link_keys()[0], link)
    world.rotate()
    new = claim_link.to_token(world.secret.claim_link_keys()[0], link)
    api = build_claim(ClaimDoors(table=granted(world.table, "claim"), secret=world.secret, now=world.now))
    answers = [api.handler(world.event("GET", f"/claim-links/{token}"), None) for token in (old, new)]
    assert [json.loads(answer["body"])["state"] for answer in answers] == ["open", "open"]
    assert old != new


def test_a_cursor_outlives_a_rotation_and_new_ones_use_the_new_version(world):
    old = Paging(world.secret.keys, "list", None).cursor({"at": 1})
    world.rotate()
    assert Paging(world.secret.keys, "list", old).after == {"at": 1}
    new = Paging(world.secret.keys, "list", None).cursor({"at": 1})
    assert new != old
    assert Paging(world.secret.keys, "list", new).after == {"at": 1}


def test_a_request_repeated_after_a_rotation_is_recognised(world):
    def request():
        given = Request(None, {"idempotency-key": "k"}, b"{}", NOON, "request-1")
        return IdempotentRequest(world.table, world.secret.keyed_hashes, ANN, "POST /leads", given)

    first = request()
    assert first.made() is None
    world.table.commit(first.writes(LEAD))
    world.rotate()
    assert request().made() == LEAD


def test_the_key_of_pushes_never_changes(world):
    before = world.secret.push_key()
    world.rotate()
    assert world.secret.push_key() == before


# People


def test_contacts_are_found_as_in_release_01_while_their_secret_has_no_value(world):
    [hashed] = world.secret.contact_hashes("phone", "+34600112233")
    world.rotate()
    assert world.secret.contact_hashes("phone", "+34600112233") == (hashed,)
    world.write("contacts", CONTACTS)
    world.restart()
    assert world.secret.contact_hashes("phone", "+34600112233") == (hashed,)
    assert MasterSecret(world.vault, "master").contact_hashes("phone", "+34600112233") == (hashed,)


def test_an_old_contact_is_found_by_each_version_and_a_new_card_is_stored_by_the_latest(world):
    first = world.ingest.signed()[1]["lead_id"]
    world.write("contacts", CONTACTS, Version(1, NEW_CONTACTS, NOON))
    world.restart()
    assert len(world.secret.contact_hashes("email", "lucia@example.com")) == 2
    again = world.ingest.signed(event_id="event-2")
    assert again == (202, {"lead_id": first, "repeat": True})
    newest = {
        world.secret.contact_hashes(*one)[0] for one in (("email", "lucia@example.com"), ("phone", "+34600112233"))
    }
    cards = {card["PK"]["S"].removeprefix("CONTACT#") for card in world.ingest.kept("CONTACT#")}
    assert newest < cards
    assert len(cards) == 4
    world.ingest.calls.clear()
    assert (
        world.ingest.signed({"contact": {"first_name": "Leo", "emails": ["leo@example.com"]}}, event_id="3")[0] == 202
    )
    assert world.ingest.calls == ["batch_get_item", "batch_get_item", "transact_write_items"]
    assert len(world.ingest.kept("CONTACT#")) == 5


def test_a_phone_that_several_share_still_leads_to_each_after_a_rotation(world):
    def asked(name, email):
        return {"contact": {"first_name": name, "emails": [email], "phones": ["600112233"]}}

    first = world.ingest.signed(asked("Ana", "ana@example.com"))[1]["lead_id"]
    second = world.ingest.signed(asked("Leo", "leo@example.com"), event_id="2")[1]["lead_id"]
    world.write("contacts", CONTACTS, Version(1, NEW_CONTACTS, NOON))
    world.restart()
    third = world.ingest.signed(asked("Eva", "eva@example.com"), event_id="3")[1]["lead_id"]
    assert len({first, second, third}) == 3
    for name, lead_id in (("Ana", first), ("Leo", second), ("Eva", third)):
        body = {"contact": {"first_name": name, "phones": ["600112233"]}}
        assert world.ingest.signed(body, event_id=name)[1]["lead_id"] == lead_id


def test_searching_and_correcting_a_person_reach_the_cards_of_each_version(world):
    lead_id = world.ingest.signed()[1]["lead_id"]
    world.write("contacts", CONTACTS, Version(1, NEW_CONTACTS, NOON))
    world.restart()
    ask = supervising.caller(world.table, world.secret, world.event)

    def found(text):
        answer = ask("/leads/search", make.BOSS, method="POST", body={"q": text})[1]
        return [one["lead_id"] for one in answer["items"]]

    assert found("lucia@example.com") == found("600112233") == [lead_id]
    change = {"contact": {"emails": ["new@example.com"]}}
    assert ask(f"/leads/{lead_id}", make.BOSS, method="PATCH", body=change)[0] == 200
    assert (found("lucia@example.com"), found("new@example.com")) == ([], [lead_id])
    assert len(world.ingest.kept("CONTACT#")) == 2
    other = world.ingest.signed({"contact": {"first_name": "X", "emails": ["lucia@example.com"]}}, event_id="2")
    assert other[1]["repeat"] is False


def test_an_address_that_leads_to_another_by_an_earlier_card_goes_on_leading_there(world):
    first = world.ingest.signed()[1]["lead_id"]
    stranger = {"contact": {"first_name": "Leo", "emails": ["leo@example.com"]}}
    second = world.ingest.signed(stranger, event_id="2")[1]["lead_id"]
    world.write("contacts", CONTACTS, Version(1, NEW_CONTACTS, NOON))
    world.restart()
    ask = supervising.caller(world.table, world.secret, world.event)
    change = {"contact": {"emails": ["leo@example.com", "lucia@example.com"]}}
    status, answer = ask(f"/leads/{second}", make.BOSS, method="PATCH", body=change)
    assert (status, answer["possible_duplicates"]) == (200, [first])
    asked = {"contact": {"first_name": "X", "emails": ["lucia@example.com"]}}
    assert world.ingest.signed(asked, event_id="3") == (202, {"lead_id": first, "repeat": True})


def test_a_merged_persons_earlier_cards_lead_to_the_other_lead(world):
    first = world.ingest.signed()[1]["lead_id"]
    stranger = {"contact": {"first_name": "Leo", "emails": ["leo@example.com"]}}
    second = world.ingest.signed(stranger, event_id="2")[1]["lead_id"]
    world.write("contacts", CONTACTS, Version(1, NEW_CONTACTS, NOON))
    world.restart()
    ask = supervising.caller(world.table, world.secret, world.event)
    assert ask(f"/leads/{first}/merge", make.BOSS, method="POST", body={"into": second})[0] == 200
    assert world.ingest.signed(event_id="3") == (202, {"lead_id": second, "repeat": True})


@pytest.mark.parametrize("text", ["a1B2", "{wrf[B", '{"', "{}"])
def test_a_secret_without_versions_is_the_first_one_however_chance_begins_it(text):
    assert parse(text) == (Version(0, text),)
    versions = (Version(0, text), Version(1, NEXT, NOON))
    assert parse(render(versions)) == versions
