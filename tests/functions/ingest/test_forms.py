"""Does any form become a lead with everything it said, whatever it calls its fields and however it sends them?"""

import gzip
import json
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from functions.ingest.providers import form
from shared.domain.kernel.errors import BodyMalformed, BodyTooLarge, SignatureInvalid
from shared.web.request import Request
from tests import make
from tests.functions import team
from tests.functions.ingest_client import NOW

SOURCE = make.id_of("source", "form")
SECRET, OTHER = "whsec_the-right-one", "whsec_another"
JSON, ENCODED = "application/json", "application/x-www-form-urlencoded"
MULTIPART = 'multipart/form-data; boundary="xx"'


def call(raw=b"", headers=None, query=None):
    return Request(None, headers or {}, raw, NOW, "request-1", "provider", query=query or {})


def read(raw, content_type=JSON, **headers):
    """Return the event in a body; an object is sent as JSON."""
    raw = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
    [event] = form.parse(call(raw, {"content-type": content_type, **headers}))
    return event


def person(event):
    """Return the name, the addresses and the message of an event."""
    contact = event.inquiry.contact
    return (
        " ".join(filter(None, (contact.first_name, contact.last_name))),
        *contact.emails, *contact.phones, event.inquiry.message,
    )  # fmt: skip


# Who sent it


@pytest.mark.parametrize(
    ("headers", "query"),
    [
        ({"x-api-key": SECRET}, {}),
        ({"authorization": f"Bearer {SECRET}"}, {}),
        ({"authorization": f"bearer {SECRET}"}, {}),
        ({}, {"key": SECRET}),
        ({"x-api-key": OTHER}, {"key": SECRET}),
    ],
)
def test_the_secret_proves_a_form_in_a_header_or_in_the_address(headers, query):
    form.verify(call(headers=headers, query=query), [OTHER[:-1], SECRET])


@pytest.mark.parametrize(
    ("headers", "query"),
    [
        ({}, {}),
        ({"x-api-key": OTHER}, {"key": OTHER}),
        ({"authorization": SECRET}, {}),
        ({"authorization": f"Basic {SECRET}"}, {}),
        ({"x-api-key": SECRET + " "}, {"key": SECRET[:-1]}),
    ],
)
def test_nothing_else_does(headers, query):
    with pytest.raises(SignatureInvalid):
        form.verify(call(headers=headers, query=query), [SECRET])


def test_the_key_in_the_address_is_in_no_log(door, logged):
    team.change(door.table, make.source(SOURCE, title="Contact form", kind="form"))
    secret = door.secret.source_secret(SOURCE, 1)
    raw = urlencode({"Nombre": "Ana Gil", "Correo": "ana@example.com"})
    status, body = door.ask("POST", f"/webhooks/{SOURCE}", raw=raw, query={"key": secret})
    lead = team.read(door.table, body["lead_id"])
    assert (status, lead.contact.name, lead.contact.emails[0].normal) == (202, "Ana Gil", "ana@example.com")
    assert secret not in logged()
    assert door.ask("POST", f"/webhooks/{SOURCE}", raw=raw, query={"key": OTHER})[0] == 401


# How it is sent

ANA = ("Ana Gil", "ana@example.com", "615000001", "¿Sigue libre?")
FIELDS = {"Nombre": "Ana Gil", "Correo": "ana@example.com", "Teléfono": "615000001", "Mensaje": "¿Sigue libre?"}


def multipart(fields, encoding="utf-8"):
    parts = "".join(f'--xx\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in fields.items())
    return (parts + "--xx--\r\n").encode(encoding)


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [
        (json.dumps(FIELDS).encode(), JSON),
        (b"\xef\xbb\xbf" + json.dumps(FIELDS).encode(), JSON),
        (json.dumps(FIELDS, ensure_ascii=False).encode("cp1252"), JSON),
        (json.dumps(FIELDS, ensure_ascii=False).encode("utf-16"), JSON),
        (json.dumps(FIELDS).encode(), "text/plain"),
        (urlencode(FIELDS).encode(), ENCODED),
        (urlencode(FIELDS, encoding="cp1252").encode(), ENCODED),
        (urlencode(FIELDS, encoding="cp1252").encode(), ENCODED + "; charset=ISO-8859-1"),
        (urlencode(FIELDS).encode(), ""),
        (multipart(FIELDS), MULTIPART),
        (multipart(FIELDS, "cp1252"), MULTIPART),
        ("\n".join(f"{name}: {value}" for name, value in FIELDS.items()).encode(), "text/plain"),
    ],
)
def test_a_form_is_read_in_any_format_and_encoding(raw, content_type):
    assert person(read(raw, content_type)) == ANA


def test_a_compressed_form_is_read_whether_or_not_it_says_so():
    raw = gzip.compress(json.dumps(FIELDS).encode())
    assert person(read(raw)) == person(read(raw, **{"content-encoding": "gzip"})) == ANA


def test_a_form_that_is_too_large_when_unpacked_is_refused():
    with pytest.raises(BodyTooLarge):
        read(gzip.compress(b'{"a": "' + b"x" * 5_000_000 + b'"}'))


@pytest.mark.parametrize("raw", [b"", b"  ", b"{}", b"[]", b'{"a": ""}'])
def test_an_empty_form_is_refused(raw):
    with pytest.raises(BodyMalformed):
        read(raw)


# How builders structure it

BUILDERS = {
    "flat, in Spanish": {"nombre": "Ana Gil", "e-mail": "ana@example.com",
    "tlf": 615000001, "consulta": "¿Sigue libre?"},
    "two names": {"First Name": "Ana", "Last Name": "Gil", "Email Address": "ana@example.com", "Phone#": "615000001",
                  "How can we help you?": "¿Sigue libre?"},
    "nested": {"data": {"contact": {"name": {"first": "Ana", "last": "Gil"}, "email": "ana@example.com",
                                    "phone": {"number": "615000001"}}, "message": "¿Sigue libre?"}},
    "a list of labels and values": [{"label": "Nom et prénom", "value": "Ana Gil"},
                                    {"label": "E-mail", "value": "ana@example.com"},
                                    {"label": "Téléphone", "value": "615000001"},
                                    {"label": "Votre message", "value": "¿Sigue libre?"}],
    "fields with titles": {"fields": {"f1": {"id": "f1", "title": "Vor- und Nachname", "value": "Ana Gil"},
                                      "f2": {"id": "f2", "type": "email", "title": "", "value": "ana@example.com"},
                                      "f3": {"id": "f3", "title": "Handynummer", "value": "615000001"},
                                      "f4": {"id": "f4", "title": "Ihre Nachricht", "value": "¿Sigue libre?"}}},
    "JSON within JSON": {"formTitle": "Web", "rawRequest": json.dumps(
        {"q3_nome": {"first": "Ana", "last": "Gil"}, "q4_email": "ana@example.com", "q5_telemovel": "615000001",
         "q6_mensagem": "¿Sigue libre?"})},
    "names in one list, values in another": {"headers": ["Nome", "Email", "Telefono", "Messaggio"],
                                             "row": ["Ana Gil", "ana@example.com", "615000001", "¿Sigue libre?"]},
    "numbers for names": {"input_1": "Ana Gil", "input_2": "ana@example.com", "input_3": "615000001",
                          "input_4": "¿Sigue libre para ver?"},
    "the agent beside the person": {"name": "Ana Gil", "email": "ana@example.com", "phone": "615000001",
                                    "message": "¿Sigue libre?", "agent_name": "Pau Grau",
                                    "agent_email": "pau@example.org",
                                    "listing": {"agent": {"name": "Pau Grau", "phone": "610000220"}}},
    "the form's name beside the person's": {"payload": {"name": "Contact form", "data": {
        "Full name": "Ana Gil", "email": "ana@example.com", "Mobile": "615000001", "Comments": "¿Sigue libre?"}}},
    "a code of the country": {"name": "Ana Gil", "email": "ana@example.com", "phone-country-code": "34",
                              "phone-number": "615000001", "message": "¿Sigue libre?"},
}  # fmt: skip


@pytest.mark.parametrize("name", BUILDERS)
def test_a_persons_fields_are_known_by_their_words_and_values(name):
    found = person(read(BUILDERS[name]))
    assert found[:2] == ANA[:2]
    assert found[2].removeprefix("+34 ") == ANA[2]
    assert found[3].startswith("¿Sigue libre")


def test_what_is_not_recognised_is_kept_under_the_senders_own_words():
    event = read(
        {**FIELDS, "¿Qué planta?": "Tercera", "agent": {"email": "pau@example.org"}, "utm_source": "newsletter"}
    )
    assert event.inquiry.attributes == {
        "que_planta": "Tercera", "agent_email": "pau@example.org", "utm_source": "newsletter",
    }  # fmt: skip


def test_a_form_in_which_nobody_is_found_is_pooled_whole():
    event = read({"ref": "B-12", "planta": "Tercera"})
    assert event.unidentified
    assert event.inquiry.message == "ref: B-12\nplanta: Tercera"


def test_people_name_themselves_in_what_they_write():
    event = read(
        {"subject": "Web", "body": "Hola, soy Ana Gil, llamadme al 615 000 001, o ana@example.com. ¿Sigue libre?"}
    )
    assert person(event)[:3] == ("Ana Gil", "ana@example.com", "615 000 001")


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=40)


@given(st.dictionaries(words, words, max_size=8), words.filter(lambda text: text.strip()))
def test_whatever_else_a_form_holds_its_address_phone_and_words_are_found_in_the_lead(more, said):
    event = read({**more, "Correo": "ana@example.com", "Teléfono": "+34615000001", "Mensaje": f"Hola. {said}"})
    inquiry = event.inquiry
    held = json.dumps([inquiry.message, dict(inquiry.attributes)], ensure_ascii=False)
    assert "ana@example.com" in inquiry.contact.emails
    assert "+34615000001" in inquiry.contact.phones
    assert json.dumps(f"Hola. {said}".strip(), ensure_ascii=False)[1:-1] in held
