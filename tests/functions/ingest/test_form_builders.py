"""Does what each form builder sends become the lead that its form asked for?

The samples are written after the builders' public documentation; all ask the same person the same questions.
"""

import json
from pathlib import Path

import pytest

from tests import make
from tests.functions import team

SOURCE = make.id_of("source", "builder")
SAMPLES = Path(__file__).parent / "samples" / "builders"
TYPES = {
    ".json": "application/json",
    ".urlencoded": "application/x-www-form-urlencoded",
    ".multipart": "multipart/form-data; boundary=xx",
}
MESSAGE = "¿Puedo ver el ático de la calle Mayor el sábado?"
PRIVACY = "He leído y acepto la política de privacidad"
WHEN = {"cuando_te_vendria_bien": "Por la tarde"}
# What each adds under its own titles, and the words of the box that was ticked.
BUILDERS = {
    "calendly.json": ({"scheduled_event_start_time": "2026-12-01T09:00:00.000000Z"}, PRIVACY),
    "contact-form-7.json": ({"cuando": "Por la tarde"}, "acepto-privacidad"),
    "elementor-advanced.urlencoded": (WHEN, PRIVACY),
    "elementor.urlencoded": (WHEN, PRIVACY),
    "formstack.urlencoded": (WHEN, PRIVACY),
    "gravity.json": ({"5": "Por la tarde"}, f"{PRIVACY}."),
    "hubspot.json": (WHEN, "acepto_la_politica_de_privacidad"),
    "jotform.multipart": ({"q7_cuando_te": "Por la tarde"}, PRIVACY),
    "make.json": (WHEN, "privacidad"),
    "squarespace.json": (WHEN, PRIVACY),
    "tally.json": (WHEN, PRIVACY),
    "webflow.json": ({"when_suits_you": "Por la tarde"}, "I accept the privacy policy"),
    "wix.json": (WHEN, PRIVACY),
    "zapier.json": (WHEN, PRIVACY),
}


@pytest.fixture
def builder(door):
    """Provide ingest with a source for forms, and the way in which a builder posts to it."""
    team.change(door.table, make.source(SOURCE, title="Web", kind="form"))
    secret = door.secret.source_secret(SOURCE, 1)

    def post(name, raw=None):
        body = (SAMPLES / name).read_bytes() if raw is None else raw
        headers = {"content-type": TYPES[Path(name).suffix]}
        return door.ask("POST", f"/webhooks/{SOURCE}", raw=body.decode(), headers=headers, query={"key": secret})

    door.builder = post
    return door


def test_every_sample_is_tried():
    assert BUILDERS.keys() == {one.name for one in SAMPLES.iterdir()}


@pytest.mark.parametrize("name", BUILDERS)
def test_a_builders_form_becomes_a_lead_with_all_that_was_asked(builder, name):
    answers, privacy = BUILDERS[name]
    status, answer = builder.builder(name)
    lead = team.read(builder.table, answer["lead_id"])
    contact = lead.contact
    assert (status, contact.first_name, contact.last_name) == (202, "Nuria", "Vidal Roca")
    assert ({one.normal for one in contact.emails}, {one.normal for one in contact.phones}) == (
        {"nuria@example.com"},
        {"+34612000101"},
    )
    assert (lead.message, lead.state) == (MESSAGE, "unrouted")
    assert answers.items() <= lead.attributes.items()
    assert {(one.purpose, one.given, one.source) for one in lead.consents} == {("privacy_notice", True, "Web")}
    assert privacy in {one.text for one in lead.consents}


def test_a_box_that_a_forms_definition_names_is_not_ticked_by_that(builder):
    body = json.loads((SAMPLES / "webflow.json").read_text())
    body["payload"]["data"]["I accept the privacy policy"] = "false"
    _, answer = builder.builder("webflow.json", json.dumps(body).encode())
    [consent] = team.read(builder.table, answer["lead_id"]).consents
    assert (consent.purpose, consent.given) == ("privacy_notice", False)


def test_the_numbered_parts_of_an_address_are_no_name(builder):
    body = json.loads((SAMPLES / "gravity.json").read_text())
    body |= {"7.1": "Calle Mayor 1", "7.2": "", "7.3": "Madrid", "7.4": "", "7.5": "28013", "7.6": "España"}
    _, answer = builder.builder("gravity.json", json.dumps(body).encode())
    contact = team.read(builder.table, answer["lead_id"]).contact
    assert (contact.first_name, contact.last_name) == ("Nuria", "Vidal Roca")
