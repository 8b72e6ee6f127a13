"""Do the operations on objections keep nothing but hashes, mark every lead of the person, and say who did it?"""

import json

import pytest

from shared.domain.kernel.contact import Card
from shared.store import codec, keys
from shared.store.table import put
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, CHIEF, LEAD, NOON, id_of

OTHER = id_of("lead", "other")
EMAIL, PHONE = (normal for _, _, normal in make.contact().normals)
SINCE = f"{NOON:%Y-%m-%dT%H:%M:%SZ}"


@pytest.fixture
def hashes(secret):
    return [secret.contact_hashes(kind, normal)[0] for kind, _, normal in make.contact().normals]


@pytest.fixture
def person(table, hashes):
    """Two leads of one person, of different owners, and the cards of their addresses."""
    team.seat(table)
    team.store(table, make.owned(ANN))
    team.store(table, make.owned(BOB, lead_id=OTHER))
    table.commit([put(Card(hash=one, current=OTHER, leads=(LEAD, OTHER))) for one in hashes])


@pytest.fixture
def ask(table, secret, event):
    return supervising.caller(table, secret, event)


def cards(table, hashes):
    items = table.items(map(keys.card, hashes))
    return [codec.from_item(Card, item) for item in items.values()]


def object_to(ask, what="marketing", me=BOSS, **address):
    return ask("/contacts/objections", me, method="POST", body={"what": what, **(address or {"email": EMAIL})})


def withdraw(ask, me=BOSS, **address):
    return ask("/contacts/objections/withdraw", me, method="POST", body=address or {"email": EMAIL})


def of_lead(ask, what="marketing", me=ANN):
    return ask(f"/leads/{LEAD}/objection", me, method="PUT", body={"what": what})


def test_an_objection_by_address_marks_all_leads_of_it(table, ask, person):
    assert object_to(ask) == (200, {"objection": {"what": "marketing", "since": SINCE}, "lead_ids": [OTHER, LEAD]
                                    if OTHER > LEAD else [LEAD, OTHER]})  # fmt: skip
    for lead_id in (LEAD, OTHER):
        lead = team.read(table, lead_id)
        assert (lead.objection.what, lead.history[-1].kind, lead.history[-1].by) == ("marketing", "objection", BOSS)


def test_an_objection_of_somebody_unknown_keeps_hashes_and_nothing_else(table, secret, ask):
    team.seat(table)
    status, answer = object_to(ask, "all", email="Nobody@Example.com", phone="611 22 33 44")
    assert (status, answer["lead_ids"]) == (200, [])
    kept = [item for item in supervising.everything() if item["PK"]["S"].startswith("CONTACT#")]
    assert len(kept) == 2
    for item in kept:
        assert set(json.loads(item["body"]["S"])) == {"version", "hash", "objection"}
    everything = json.dumps(supervising.everything()).lower()
    assert "nobody@example.com" not in everything
    assert "611223344" not in everything


def test_it_is_audited_without_an_address_or_its_hash(ask, person, hashes):
    object_to(ask)
    object_to(ask)  # nothing changes
    withdraw(ask, CHIEF)
    withdraw(ask, CHIEF)
    of_lead(ask)
    told = [(entry.what, entry.by, entry.subject, entry.after) for entry in supervising.audits()]
    assert told == [
        ("contact.objected", BOSS, "contact", {"what": "marketing"}),
        ("contact.objection_withdrawn", CHIEF, "contact", None),
        ("contact.objected", ANN, LEAD, {"what": "marketing"}),
    ]
    assert not any(one in entry.model_dump_json() for entry in supervising.audits() for one in (*hashes, EMAIL))


def test_an_owner_records_it_for_all_addresses_of_the_person(table, ask, person, hashes):
    status, lead = of_lead(ask)
    assert (status, lead["objection"]) == (200, {"what": "marketing", "since": SINCE})
    assert all(card.objection for card in cards(table, hashes))
    assert team.read(table, OTHER).objection


def test_only_managers_withdraw_it(table, ask, person, hashes):
    of_lead(ask)
    assert ask(f"/leads/{LEAD}/objection", ANN, method="DELETE")[1]["code"] == "forbidden"
    status, lead = ask(f"/leads/{LEAD}/objection", BOSS, method="DELETE")
    assert (status, "objection" in lead) == (200, False)
    assert not any(card.objection for card in cards(table, hashes))
    assert team.read(table, OTHER).objection is None


def test_what_one_address_objects_to_stands_when_it_is_withdrawn_for_another(table, ask, person):
    of_lead(ask)
    withdraw(ask, email=EMAIL)
    assert team.read(table, LEAD).objection.what == "marketing"
    withdraw(ask, phone=PHONE)
    assert team.read(table, LEAD).objection is None


def test_a_withdrawal_leaves_nothing_of_somebody_unknown(table, ask):
    team.seat(table)
    object_to(ask, email="nobody@example.com")
    assert withdraw(ask, email="nobody@example.com") == (200, {"lead_ids": []})
    assert not [item for item in supervising.everything() if item["PK"]["S"].startswith("CONTACT#")]


def test_an_agent_who_is_offered_the_lead_reads_that_the_person_objects(table, ask, person):
    object_to(ask)
    offered = make.offered(ANN, lead_id=id_of("lead", "third"), objection=team.read(table, LEAD).objection)
    team.store(table, offered)
    assert ask(f"/leads/{offered.lead_id}", ANN)[1]["objection"]["what"] == "marketing"


@pytest.mark.parametrize("address", [{"email": "no address"}, {"phone": "1"}, {"email": "", "phone": ""}])
def test_what_is_no_address_is_refused(table, ask, address):
    team.seat(table)
    status, answer = object_to(ask, **address)
    assert (status, answer["errors"][0]["reason"]) == (422, "nothing_to_look_for")


def test_a_card_that_changes_meanwhile_is_read_again(table, ask, person, hashes):
    """A new lead of the person that is admitted in between is marked too."""
    third = id_of("lead", "third")

    def admit(commit, writes):
        table.around("commit", None)
        team.store(table, make.owned(ANN, lead_id=third))
        [card] = cards(table, hashes[:1])
        commit([put(card.model_copy(update={"current": third, "leads": (*card.leads, third)}))])
        commit(writes)

    table.around("commit", admit)
    assert third in object_to(ask)[1]["lead_ids"]
    assert team.read(table, third).objection


def test_a_withdrawal_that_comes_in_between_leaves_no_mark(table, ask, person, hashes):
    """The cards are written with the lead's mark, so that what was read of them cannot be outdated."""
    done = []

    def withdraw_first(commit, writes):
        done.append(writes)
        if len(done) == 2:  # the first stored the objection, this one marks a lead
            [card] = cards(table, hashes[:1])
            commit([put(card.model_copy(update={"objection": None}))])
        commit(writes)

    table.around("commit", withdraw_first)
    object_to(ask)
    assert [team.read(table, one).objection for one in (LEAD, OTHER)] == [None, None]
