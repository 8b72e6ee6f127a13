"""Do those who may see a source's fields as they are read, and what a mapping would make of the last delivery?"""

import json

import pytest

from functions.ingest.deliveries.kept_reading import read_kept, readable_part
from shared.domain.lead_records.raw_delivery import RawDelivery, RawPart
from tests import make
from tests.functions import put_off, team
from tests.functions.ingest_client import SECOND, change
from tests.make import ANN, BOSS, CHIEF, PORTAL, WEB

FORM = make.id_of("source", "form")
BODY = {"field_3": "Lucía Pérez", "campo_7": "612 345", "tel": "600112233", "texto": "Busco un piso."}


@pytest.fixture
def deliver(door):
    """Return how the form of a source sends something, a second after the last time."""
    team.change(door.table, make.source(FORM, title="Form", kind="form"))

    def send(body=None):
        door.now += SECOND
        return door.post(FORM, json.dumps(body or BODY), {"X-Api-Key": door.secret.source_secret(FORM, 1)})[1]

    return send


def fields_of(door, source_id=FORM, me=BOSS):
    return door.ask("GET", f"/sources/{source_id}/fields", sub=make.member(me).sub)


def preview(door, mapping, source_id=FORM, me=CHIEF):
    return door.ask("POST", f"/sources/{source_id}/mapping/preview", sub=make.member(me).sub, body=mapping)


def told(shown):
    return {one["name"]: one["taken_for"] for one in shown["fields"]}


def seen(door):
    return {item["PK"]["S"] for item in door.kept("SEEN#")}


def test_fields_are_shown_as_they_were_read_with_what_the_last_delivery_becomes(door, deliver):
    lead_id = deliver()["lead_id"]
    status, shown = fields_of(door)
    assert status == 200
    assert told(shown) == {
        "field_3": ["name"],
        "campo_7": ["attribute:campo_7"],
        "tel": ["phone"],
        "texto": ["message"],
    }
    assert [one["sample"] for one in shown["fields"]] == list(BODY.values())
    assert all(one["last"] for one in shown["fields"])
    inquiry = shown["inquiry"]
    assert inquiry["contact"] == {"first_name": "Lucía", "last_name": "Pérez", "emails": [], "phones": ["+34600112233"]}
    assert (inquiry["message"], inquiry["attributes"]) == ("Busco un piso.", {"campo_7": "612 345"})
    [raw] = door.raws()
    assert (shown["delivery_id"], seen(door)) == (raw.hash, {f"SEEN#{lead_id}"})


def test_a_preview_shows_what_a_mapping_would_do_and_changes_nothing(door, deliver):
    deliver()
    fields_of(door, me=CHIEF)
    before = door.everything()
    status, shown = preview(door, {"campo_7": "attribute:extension", "field_3": "last_name", "tel": "email"})
    assert status == 200
    by_name = {one["name"]: one for one in shown["fields"]}
    assert by_name["campo_7"]["taken_for"] == [by_name["campo_7"]["meaning"]] == ["attribute:extension"]
    assert (by_name["tel"]["unfit"], by_name["tel"]["taken_for"]) == (True, ["attribute:tel"])
    assert shown["inquiry"]["contact"] == {"first_name": "", "last_name": "Lucía Pérez", "emails": [], "phones": []}
    assert shown["inquiry"]["attributes"] == {"extension": "612 345", "tel": "600112233"}
    assert door.everything() == before


def test_the_stored_mapping_is_in_force_and_the_next_delivery_becomes_what_was_shown(door, deliver):
    deliver()
    mapping = {"campo_7": "attribute:extension", "tel": "ignore", "gone": "email"}
    shown = preview(door, mapping)[1]
    change(door, make.source(FORM), mapping=mapping)
    assert fields_of(door)[1] == shown
    assert shown["fields"][-1] == {
        "name": "gone", "last": False, "taken_for": [], "meaning": "email", "unfit": False,
    }  # fmt: skip
    lead = team.read(door.table, deliver({**BODY, "field_3": "Eva Gil"})["lead_id"])
    assert (lead.attributes, lead.contact.phones) == (shown["inquiry"]["attributes"], ())


def test_fields_of_earlier_deliveries_follow_and_only_whose_values_are_shown_is_seen(door, deliver):
    older = deliver({**BODY, "zona": "Retiro"})["lead_id"]
    deliver({**BODY, "field_3": "Otra Más", "tel": "600445566"})
    newest = deliver({**BODY, "field_3": "Eva Gil", "tel": "600778899"})["lead_id"]
    shown = fields_of(door)[1]
    assert [(one["name"], one["last"]) for one in shown["fields"]] == [*((one, True) for one in BODY), ("zona", False)]
    assert shown["fields"][0]["sample"] == "Eva Gil"
    assert seen(door) == {f"SEEN#{newest}", f"SEEN#{older}"}


def test_what_cannot_be_read_shows_no_fields(door, deliver):
    put_off.files()
    deliver()
    door.now += SECOND
    door.post(FORM, "", {"X-Api-Key": door.secret.source_secret(FORM, 1)})
    assert told(fields_of(door)[1]).keys() == BODY.keys()


def test_a_source_that_sent_nothing_has_no_fields(door, deliver):
    assert fields_of(door)[1] == {"fields": []}
    assert fields_of(door, make.id_of("source", "none"))[0] == 404


def test_keys_and_tests_for_robots_are_no_fields(door, deliver):
    deliver({**BODY, "g-recaptcha-response": "03AGdBq", "password": "x"})
    assert told(fields_of(door)[1]).keys() == BODY.keys()


def test_a_large_value_is_shown_in_part(door, deliver):
    put_off.files()
    deliver({**BODY, "texto": "Busco un piso. " * 20_000})
    shown = fields_of(door)[1]
    assert len(shown["fields"][3]["sample"]) == 1_000


def test_our_own_format_is_shown_by_its_paths(door):
    door.signed()
    assert told(fields_of(door, WEB)[1]) == {
        "contact.first_name": ["first_name"], "contact.last_name": ["last_name"], "contact.emails": ["email"],
        "contact.phones": ["phone"], "message": ["message"], "attributes.place": ["attribute:place"],
    }  # fmt: skip


def test_an_agent_sees_no_fields_and_a_manager_tries_no_mapping(door, deliver):
    deliver()
    assert fields_of(door, me=ANN)[0] == 403
    assert preview(door, {}, me=BOSS)[0] == 403
    assert seen(door) == set()


def test_an_invalid_mapping_is_refused_as_when_it_is_stored(door, deliver):
    status, problem = preview(door, {"campo": "phon"})
    assert (status, problem["errors"][0]["loc"]) == (422, ["body", "campo"])


@pytest.mark.parametrize("kind", ["realtor", "adf"])
def test_a_source_without_fields_of_its_own_shows_none(door, kind):
    door.keyed()
    change(door, make.source(PORTAL), kind=kind)
    assert fields_of(door, PORTAL)[1] == {"fields": []}


def test_fields_of_meta_are_those_that_were_fetched(door):
    answer = json.dumps({"id": "1", "field_data": [{"name": "q1", "values": ["Eva"]}]}).encode()
    part = put_off.raws().keep(RawPart(name="details", size=len(answer)), answer, "x", 90)
    pointer = RawPart(size=2, packed="x")
    raw = RawDelivery(source_id=FORM, hash="h", at=door.now, parts=(pointer, part), forget_at=door.now)
    source = make.source(FORM, kind="meta")
    found = readable_part(raw, source, large=False)
    reading = read_kept(found, raw, make.plan(sources=(source,)), source, {"q1": "last_name"}, put_off.raws())
    assert reading.event.inquiry.contact.last_name == "Eva"
    assert reading.fields[0].taken_for == ["last_name"]


def test_what_holds_several_peoples_events_is_not_read():
    part = RawPart(size=2, packed="x", shared=True)
    raw = RawDelivery(source_id=FORM, hash="h", at=make.NOON, parts=(part,), forget_at=make.NOON)
    assert readable_part(raw, make.source(FORM, kind="form"), large=True) is None
