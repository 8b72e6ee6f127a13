"""What an objection stops and what it does not: files make no lead of who objects, and their own inquiry arrives."""

import pytest

from shared.domain.kernel.contact import Card, Objection
from shared.store.table import put
from tests.functions import team
from tests.functions.ingest.importing import Office, persons, sheet
from tests.functions.ingest_client import NOW
from tests.make import BOSS

SOMEBODY = {"contact": {"first_name": "Leo", "emails": ["leo@example.com"]}}
OBJECTS = Objection(what="marketing", at=NOW)


@pytest.fixture
def objecting(door):
    """Keep an objection by an address, as a Manager records it, or as an erasure leaves it."""

    def keep(kind="email", normal="lucia@example.com"):
        hashed = door.secret.contact_hashes(kind, normal)[0]
        door.table.commit([put(Card(hash=hashed, objection=OBJECTS))])

    return keep


@pytest.mark.parametrize(("kind", "normal"), [("email", "lucia@example.com"), ("phone", "+34600112233")])
def test_a_new_inquiry_of_who_objects_arrives_marked(door, objecting, kind, normal):
    door.signed(SOMEBODY, event_id="first")
    objecting(kind, normal)
    door.calls.clear()
    status, answer = door.signed()
    assert status == 202
    assert door.calls == ["batch_get_item", *["transact_write_items"] * 2]
    assert team.read(door.table, answer["lead_id"]).objection == OBJECTS


def test_an_inquiry_of_somebody_else_costs_no_read_more(door, objecting):
    door.signed(SOMEBODY, event_id="first")
    objecting("email", "another@example.com")
    door.calls.clear()
    _, answer = door.signed()
    assert door.calls == ["batch_get_item", "transact_write_items"]
    assert team.read(door.table, answer["lead_id"]).objection is None


def test_who_enters_the_person_by_hand_reads_that_they_object(door, objecting):
    objecting()
    status, lead = door.enter(BOSS, routing="pool")
    assert (status, lead["objection"]["what"]) == (201, "marketing")


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.parametrize(("kind", "normal"), [("email", "p1@example.com"), ("phone", "+34600000001")])
def test_a_row_of_who_objects_makes_no_lead_and_is_counted(door, objecting, dry_run, kind, normal):
    objecting(kind, normal)
    office = Office(door)
    shown = office.run(sheet(persons(3)), start={"dry_run": dry_run}, routing="pool")
    assert (shown["done"], shown["created"], shown["failed"], shown["objected"]) == (3, 2, 1, 1)
    [error] = office.errors(shown["import_id"])[1]["items"]
    assert (error["row"], error["reason"]) == (3, "objected")
    assert len(door.leads()) == (0 if dry_run else 2)


def test_a_row_of_a_lead_whose_person_objects_does_not_join_it(door, objecting):
    objecting()
    _, answer = door.signed()
    before = team.read(door.table, answer["lead_id"])
    shown = Office(door).run(sheet(["Lucía,lucia@example.com,"]), routing="pool")
    assert (shown["repeated"], shown["objected"]) == (0, 1)
    assert team.read(door.table, answer["lead_id"]) == before


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_row_does_not_join_a_lead_whose_person_objects_through_an_address_without_a_mark(door, dry_run):
    _, answer = door.signed()
    lead = team.read(door.table, answer["lead_id"])
    door.table.commit([put(lead.model_copy(update={"objection": OBJECTS}))])
    before = team.read(door.table, answer["lead_id"])
    office = Office(door)
    shown = office.run(sheet(["Lucía,lucia@example.com,", *persons(1)]), start={"dry_run": dry_run}, routing="pool")
    assert (shown["created"], shown["repeated"], shown["objected"]) == (1, 0, 1)
    assert office.errors(shown["import_id"])[1]["items"][0]["reason"] == "objected"
    assert team.read(door.table, answer["lead_id"]) == before


def test_an_import_without_objections_counts_none(door):
    shown = Office(door).run(sheet(persons(2)), routing="pool")
    assert "objected" not in shown
