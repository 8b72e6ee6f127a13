"""Is what comes in cleaned, told or refused, whichever way it comes?"""

import json

import pytest

from shared.domain.plan_records.condition import number_of
from tests import make
from tests.functions import team
from tests.functions.ingest.importing import Office
from tests.make import BOSS

TURNED = "Ana\u202egnp.exe\u2066\u200b\x85"
CLEAN = "Anagnp.exe"
POSING = "ana@exаmple.com"  # with a Cyrillic letter
LONG = "7" * 4_000


def entered(door, body):
    return door.enter(BOSS, routing="pool", **body)[1]["lead_id"]


def signed(door, body):
    return door.signed(body)[1]["lead_id"]


def keyed(door, body):
    return door.keyed(body)[1]["lead_id"]


@pytest.mark.parametrize("way", [entered, signed, keyed])
def test_text_from_outside_is_cleaned(door, way):
    body = {
        "contact": {"first_name": TURNED, "emails": ["a\u202ena\u200b@example.com"]},
        "message": f"Hola\n{TURNED}", "attributes": {"place": TURNED, "big": int("7" * 40)},
    }  # fmt: skip
    lead = team.read(door.table, way(door, body))
    assert (lead.contact.first_name, lead.message) == (CLEAN, f"Hola\n{CLEAN}")
    assert [(one.given, one.normal) for one in lead.contact.emails] == [("ana@example.com", "ana@example.com")]
    assert lead.attributes["place"] == CLEAN
    assert lead.attributes["big"] == "7" * 40


@pytest.mark.parametrize("way", [entered, signed, keyed])
def test_an_address_that_poses_as_another_recognises_nobody_and_is_told(door, way):
    body = {"contact": {"first_name": "Ana", "emails": [POSING]}, "message": "Hola", "attributes": {}}
    lead = team.read(door.table, way(door, body))
    assert [(one.given, one.normal) for one in lead.contact.emails] == [(POSING, None)]
    assert door.kept("CONTACT#") == []


@pytest.mark.parametrize("digits", [40, 400, 4_000, 4_290])
def test_a_number_of_thousands_of_digits_is_kept_as_text(door, digits):
    number = "7" * digits
    raw = f'{{"contact": {{"first_name": "Ana"}}, "attributes": {{"price_max": {number}, "list": [{number}]}}}}'
    status, body = door.post(make.WEB, raw, door.headers(raw))
    assert status == 202
    lead = team.read(door.table, body["lead_id"])
    assert lead.attributes == {"price_max": "7" * digits, "list": ["7" * digits]}


def test_a_number_that_cannot_even_be_read_is_refused(door):
    raw = f'{{"contact": {{"first_name": "Ana"}}, "attributes": {{"x": {"7" * 5_000}}}}}'
    status, body = door.post(make.WEB, raw, door.headers(raw))
    assert (status, body["code"]) == (400, "body_malformed")


@pytest.mark.parametrize("given", [LONG, "1e999", "inf", "-Infinity", "nan"])
def test_text_that_is_no_finite_number_fulfils_no_condition(given):
    number = number_of(given)
    assert not number >= 0
    assert not number < 0


def test_a_phone_of_thousands_of_digits_is_refused(door):
    assert door.enter(BOSS, routing="pool", contact={"first_name": "Ana", "phones": [LONG]})[0] == 422


def test_rows_of_a_file_are_cleaned_or_reported(door):
    office = Office(door)
    rows = [
        "nombre,correo,telefono,zona", f"{TURNED},a\u200bna@example.com,,{TURNED}", f"Eva,{POSING},,x",
        f"Leo,,{LONG},x",
    ]  # fmt: skip
    shown = office.run("\n".join(rows))
    assert (shown["created"], shown["failed"]) == (1, 2)
    _, errors = office.ask("GET", f"/imports/{shown['import_id']}/errors")
    assert [(one["row"], one["loc"]) for one in errors["items"]] == [(3, ["email"]), (4, ["phone"])]
    [stored] = door.leads()
    assert CLEAN in stored["body"]["S"]
    assert json.loads(stored["body"]["S"])["contact"]["emails"][0]["normal"] == "ana@example.com"
