"""Does what the team says of a source's fields decide before words and values do, and is nothing lost by it?"""

import json
import re
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.ingest.inquiries.delivered_event import Pointer
from functions.ingest.inquiries.field_readings import FieldReadings
from functions.ingest.providers import PROVIDERS, meta
from shared.domain.kernel.contact import normalise_text
from shared.domain.plan_records.source import MEANINGS
from shared.web.request import Request
from tests import make
from tests.functions import team
from tests.functions.ingest_client import NOW, change
from tests.functions.put_off import raws
from tests.make import PORTAL, WEB

FORM = make.id_of("source", "form")


def read(body, mapping, kind="form", headers=None):
    """Return the inquiry in a body, and what its fields were taken for."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    fields = FieldReadings(mapping)
    headers = {"content-type": "application/json", "webhook-id": "1"} if headers is None else headers
    [event] = PROVIDERS[kind].parse(Request(None, headers, raw, NOW, "request-1", "provider"), fields=fields)
    return event.inquiry, {one.name: one for one in fields.found}


def taken(fields):
    return {name: one.taken_for[:1] for name, one in fields.items()}


ANAS = {"field_3": "Lucía Pérez", "campo_7": "612 345", "tel": "600112233", "texto": "Busco un piso."}


def test_a_field_is_what_the_mapping_says():
    inquiry, fields = read(ANAS, {"field_3": "name", "campo_7": "attribute:extension"})
    assert (inquiry.contact.first_name, inquiry.contact.last_name) == ("Lucía", "Pérez")
    assert (inquiry.contact.phones, inquiry.attributes) == (("600112233",), {"extension": "612 345"})
    assert taken(fields) == {
        "field_3": ["name"], "campo_7": ["attribute:extension"], "tel": ["phone"], "texto": ["message"],
    }  # fmt: skip
    assert not any(one.unfit for one in fields.values())


@pytest.mark.parametrize(
    ("meaning", "value", "where"),
    [
        ("first_name", "Lucía", lambda one: one.contact.first_name),
        ("last_name", "Pérez", lambda one: one.contact.last_name),
        ("name", "Lucía", lambda one: one.contact.first_name),
        ("email", "eva@example.com", lambda one: one.contact.emails[0]),
        ("phone", "600 11 22 33", lambda one: one.contact.phones[0]),
        ("message", "si", lambda one: one.message),
        ("attribute:color", "azul", lambda one: one.attributes["color"]),
    ],
)
def test_the_mapping_decides_against_the_words_of_a_label(meaning, value, where):
    inquiry, fields = read(
        {"Agente de la oficina": value, "correo": "ana@example.com"}, {"Agente de la oficina": meaning}
    )
    assert where(inquiry) == value
    assert fields["Agente de la oficina"].taken_for == [meaning]


def test_a_name_by_mapping_is_the_name_and_one_by_its_label_an_attribute():
    inquiry, fields = read({"nombre": "Mi casa", "quien": "Eva Gil"}, {"quien": "name"})
    assert (inquiry.contact.first_name, inquiry.contact.last_name) == ("Eva", "Gil")
    assert inquiry.attributes == {"nombre": "Mi casa"}
    assert taken(fields) == {"nombre": ["attribute:nombre"], "quien": ["name"]}


@pytest.mark.parametrize(
    ("meaning", "value"), [("email", "612 345 678"), ("phone", "eva@example.com"), ("phone", "mañanas")]
)
def test_a_value_that_does_not_fit_is_told_and_becomes_an_attribute(meaning, value):
    inquiry, fields = read({"campo": value, "nombre": "Eva"}, {"campo": meaning})
    assert inquiry.attributes == {"campo": value}
    assert inquiry.contact.emails == inquiry.contact.phones == ()
    assert (fields["campo"].unfit, fields["campo"].taken_for) == (True, ["attribute:campo"])


def test_what_stands_for_nothing_is_left_out_of_the_lead():
    inquiry, fields = read({"nombre": "Eva", "utm": "x", "tel": "600112233"}, {"utm": "ignore", "tel": "ignore"})
    assert (inquiry.attributes, inquiry.contact.phones) == ({}, ())
    assert [(one.taken_for, one.unfit) for one in (fields["utm"], fields["tel"])] == [([], False), ([], False)]


def test_fields_of_one_meaning_are_put_together():
    body = {"a": "Eva", "b": "María", "c": "Busco piso.", "d": "Con terraza.", "e": "600112233", "f": "600445566"}
    mapping = {"a": "first_name", "b": "first_name", "c": "message", "d": "message", "e": "phone", "f": "phone"}
    inquiry, _ = read(body, mapping)
    assert inquiry.contact.first_name == "Eva María"
    assert inquiry.message == "Busco piso.\n\nCon terraza."
    assert inquiry.contact.phones == ("600112233", "600445566")


def test_a_whole_name_beside_its_parts_is_kept_too():
    body = {"a": "Eva", "b": "Gil", "c": "Eva Gil de Haro"}
    inquiry, fields = read(body, {"a": "first_name", "b": "last_name", "c": "name"})
    assert (inquiry.contact.first_name, inquiry.contact.last_name) == ("Eva", "Gil")
    assert (inquiry.attributes, fields["c"].unfit) == ({"c": "Eva Gil de Haro"}, False)


@pytest.mark.parametrize(
    ("meaning", "value", "kept"),
    [
        ("email", "eva@example.com o por las tardes", "eva@example.com o por las tardes"),
        ("phone", "600112233 (solo mañanas)", "600112233 (solo mañanas)"),
        ("phone", "+34 600 11 22 33", None),
        ("email", "eva@example.com", None),
        ("name", "Eva Gil <eva@example.com>", "Eva Gil <eva@example.com>"),
        ("name", "Eva Gil", None),
    ],
)
def test_what_is_said_beside_an_address_is_kept_too(meaning, value, kept):
    inquiry, fields = read({"campo": value, "mensaje": "Hola"}, {"campo": meaning})
    assert (inquiry.attributes.get("campo"), fields["campo"].unfit) == (kept, False)


def test_a_country_code_goes_with_the_phone_that_the_mapping_names():
    inquiry, _ = read({"contact": {"prefijo": "+34", "campo": "600112233"}}, {"contact.campo": "phone"})
    assert inquiry.contact.phones == ("+34 600112233",)


def test_a_known_attribute_gets_its_standard_form():
    inquiry, fields = read(
        {"q": "300.000 €", "z": "no sé", "nombre": "Eva"}, {"q": "attribute:price_max", "z": "attribute:price_min"}
    )
    assert inquiry.attributes == {"price_max": 300000, "budget_min": "no sé"}
    assert (fields["q"].unfit, fields["z"].unfit) == (False, True)


@pytest.mark.parametrize(
    ("field", "value", "consents"),
    [
        ("campo_9", "sí", [("privacy_notice", "any", True)]),
        ("campo_9", "no", [("privacy_notice", "any", False)]),
        ("casilla_publicidad", True, [("marketing", "any", True)]),
        ("campo_9", "Acepto recibir ofertas por email", [("marketing", "email", True)]),
        ("campo_9", "quizás mañana", []),
    ],
)
def test_a_consent_is_for_what_its_words_name(field, value, consents):
    inquiry, fields = read({field: value, "nombre": "Eva"}, {field: "consent"})
    assert [(one.purpose, one.channel, one.given) for one in inquiry.consents] == consents
    assert inquiry.attributes == {field: value}
    assert fields[field].unfit is (consents == [])


def test_deeper_fields_are_named_by_their_path():
    body = {"contact": {"x": "600112233"}, "answers": [{"title": "¿Quién?", "value": "Eva"}], "x": "600445566"}
    inquiry, fields = read(body, {"contact.x": "attribute:old", "answers.¿Quién?": "first_name"})
    assert (inquiry.contact.first_name, inquiry.contact.phones) == ("Eva", ("600445566",))
    assert list(fields) == ["contact.x", "answers.¿Quién?", "x"]


def test_a_meaning_of_a_later_release_is_none():
    assert read({"tel": "600112233"}, {"tel": "fax"})[0].contact.phones == ("600112233",)


# Each kind of input


@pytest.mark.parametrize("kind", ["api_key", "standard"])
def test_fields_of_our_own_format_are_mapped_too(kind):
    body = {
        "contact": {"first_name": "Web", "emails": ["a@example.com"]},
        "attributes": {"tel2": "600112233", "q": "x"},
        "message": "Hola",
    }
    plain, fields = read(body, {}, kind)
    assert taken(fields) == {
        "contact.first_name": ["first_name"], "contact.emails": ["email"], "message": ["message"],
        "attributes.tel2": ["attribute:tel2"], "attributes.q": ["attribute:q"],
    }  # fmt: skip
    assert read(body, {"other": "phone"}, kind)[0] == plain
    mapping = {"attributes.tel2": "phone", "contact.first_name": "ignore", "attributes.q": "message"}
    inquiry, _ = read(body, mapping, kind)
    assert (inquiry.contact.first_name, inquiry.contact.phones, inquiry.contact.emails) == (
        "", ("600112233",), ("a@example.com",),
    )  # fmt: skip
    assert (inquiry.message, inquiry.attributes) == ("x", {"message": "Hola"})


def test_a_body_that_is_only_almost_ours_is_mapped_too():
    body = {"contact": None, "attributes": {"quien": "Eva", "q": 7}, "tel": "600112233"}
    inquiry, _ = read(body, {"attributes.quien": "name"}, "api_key")
    assert (inquiry.contact.first_name, inquiry.attributes) == ("Eva", {"q": 7})


def test_labels_of_a_mail_are_mapped():
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "avisos@portal.example", "Nuevo contacto", "<1@portal.example>"
    mail.set_content(
        "Nombre: Oficina Norte\nCliente web: Eva Gil\nBuzón: eva@example.com\nGestor: pepe@example.org\n"
        "Lo que dice: Busco piso\ncon terraza\n"
    )
    mapping = {"Cliente web": "name", "Nombre": "attribute:office", "Gestor": "ignore", "Lo que dice": "message"}
    inquiry, fields = read(mail.as_bytes(), mapping, "email", {})
    assert (inquiry.contact.first_name, inquiry.contact.last_name) == ("Eva", "Gil")
    assert inquiry.contact.emails == ("eva@example.com",)
    assert inquiry.message == "Busco piso\ncon terraza"
    assert inquiry.attributes == {"office": "Oficina Norte", "subject": "Nuevo contacto"}
    assert fields["Gestor"].taken_for == []


def test_an_address_that_stands_for_nothing_is_not_found_elsewhere_in_the_mail():
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "avisos@portal.example", "Nuevo contacto"
    mail.set_content("Nombre: Eva Gil\nTelefono: 600112233\nBuzón del anuncio: pepe@example.org\n")
    assert read(mail.as_bytes(), {"Buzón del anuncio": "ignore"}, "email", {})[0].contact.emails == ()


def test_questions_of_meta_google_and_typeform_are_mapped():
    answer = {"field_data": [{"name": "q1", "values": ["Eva"]}, {"name": "q2", "values": ["600112233"]}]}
    event = meta.details(Pointer("1", {}), answer, FieldReadings({"q1": "first_name", "q2": "attribute:code"}))
    assert (event.inquiry.contact.first_name, event.inquiry.attributes) == ("Eva", {"code": "600112233"})
    columns = [{"column_name": "q1", "string_value": "Eva"}, {"column_name": "q2", "string_value": "Hola"}]
    inquiry, _ = read({"user_column_data": columns}, {"q1": "first_name", "q2": "attribute:code"}, "google")
    assert (inquiry.contact.first_name, inquiry.attributes) == ("Eva", {"code": "Hola"})
    response = {"answers": [{"type": "text", "text": "Eva", "field": {"id": "a", "ref": "quien"}}],
                "hidden": {"utm": "x"}}  # fmt: skip
    inquiry, fields = read({"form_response": response}, {"quien": "first_name", "utm": "ignore"}, "typeform")
    assert (inquiry.contact.first_name, inquiry.attributes) == ("Eva", {})
    assert list(fields) == ["quien", "utm"]


# In force from the next delivery on, and nothing is lost


def test_a_delivery_is_read_by_the_mapping_of_its_source_and_kept_whole(door):
    body = {"nombre": "Eva", "campo": "600112233", "nota": "del anuncio"}
    team.change(door.table, make.source(FORM, title="Form", kind="form"))

    def deliver(**more):
        key = {"X-Api-Key": door.secret.source_secret(FORM, 1)}
        return team.read(door.table, door.post(FORM, json.dumps(body | more), key)[1]["lead_id"])

    assert [one.normal for one in deliver().contact.phones] == ["+34600112233"]
    change(door, make.source(FORM), mapping={"campo": "attribute:ref", "nota": "ignore"})
    after = deliver(nombre="Otra")
    assert (after.contact.phones, after.attributes) == ((), {"ref": "600112233"})
    assert all(json.loads(raws().read(raw.parts[0]))["nota"] == "del anuncio" for raw in door.raws())


def test_a_mapping_costs_a_delivery_no_call_more(door):
    calls = []
    for mapping in ({}, {"attributes.place": "ignore"}):
        change(door, make.source(WEB), mapping=mapping)
        door.signed(event_id=f"warm {mapping}")
        before = len(door.calls)
        door.signed({"contact": {"first_name": f"Eva{len(mapping)}"}}, event_id=f"then {mapping}")
        calls.append(door.calls[before:])
    assert calls[0] == calls[1]


def test_one_in_which_nobody_is_left_is_pooled_whole(door):
    change(door, make.source(PORTAL), mapping={"nombre": "ignore", "nota": "ignore"})
    lead_id = door.keyed({"nombre": "Eva Gil", "nota": "hola"})[1]["lead_id"]
    lead = team.read(door.table, lead_id)
    assert (lead.state, lead.reason) == ("pooled", "unreadable")
    assert "Eva Gil" in lead.message


def test_a_full_name_that_is_not_the_one_that_fields_stand_for_is_kept():
    sent = {"zona": "Eva", "agente": "Gil", "nombre": "Sra. Ana Gil"}
    mapping = {"zona": "first_name", "agente": "last_name"}
    inquiry, _ = read(sent, mapping)
    assert (inquiry.contact.first_name, inquiry.contact.last_name) == ("Eva", "Gil")
    assert inquiry.attributes == {"full_name": "Sra. Ana Gil"}
    inquiry, _ = read(sent | {"nombre": "Sra. EVA GIL"}, mapping)
    assert inquiry.attributes == {}


WORDS = st.text(st.sampled_from("abcdefgh"), min_size=3, max_size=8)
VALUES = st.one_of(
    WORDS, WORDS.map(lambda one: f"{one}@example.com"), st.integers(600_000_000, 699_999_999).map(str),
    st.lists(WORDS, min_size=2, max_size=12).map(" ".join), st.sampled_from(["sí", "no", "300.000 €", "N. A."]),
)  # fmt: skip
NAMES = st.sampled_from(["nombre", "tel", "correo", "mensaje", "q1", "q2", "agente", "acepto la privacidad", "zona"])
WANTED = st.sampled_from(
    [*(one for one in MEANINGS if one != "ignore"), "attribute:x", "attribute:price_max", "attribute:place"]
)


def said(inquiry):
    """Return all that an inquiry holds, as text without case, spaces and marks."""
    return "".join(filter(str.isalnum, normalise_text(inquiry.model_dump_json().replace("\\n", " "))))


@given(st.dictionaries(NAMES, VALUES, min_size=1, max_size=6), st.dictionaries(NAMES, WANTED, max_size=6))
def test_whatever_the_mapping_says_no_value_is_lost(body, mapping):
    """Unless a field stands for nothing, its value is somewhere in the lead."""
    inquiry, fields = read(body, mapping)
    for name, value in body.items():
        words = ["300000"] if value == "300.000 €" else re.findall(r"\w+", normalise_text(value))
        assert all(word in said(inquiry) for word in words), (name, value, inquiry)
    assert set(fields) == set(body)
