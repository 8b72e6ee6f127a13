"""Do ADF/XML and emails become leads, is nothing dangerous followed, and is no email lost?"""

import base64
import codecs
import socket
from datetime import timedelta
from pathlib import Path

import pytest

from functions.ingest.inquiries.prices import price_of
from functions.ingest.providers import PROVIDERS
from functions.ingest.providers.mail import SENDER
from functions.ingest.text.html_text import html_to_text
from shared.domain.kernel.errors import BodyMalformed, SignatureInvalid
from shared.domain.lead_records.comment import MAX_BODY, Comment
from shared.store.lists import lead_timeline
from shared.web.errors import FieldErrors
from shared.web.request import Request
from tests import make
from tests.functions import team
from tests.functions.ingest_client import DAY, NOW
from tests.make import ANN, BOB

KINDS = ("adf", "email")
SOURCE = {kind: make.id_of("source", kind) for kind in KINDS}
SECRET, OTHER = (f"whsec_{base64.b64encode(key * 4).decode()}" for key in (b"01234567", b"76543210"))
PERSON = "<customer><contact><name part='full'>Ana Ruiz</name></contact></customer>"


def sample(name):
    return (Path(__file__).parent / "samples" / name).read_bytes()


def call(raw, headers=None):
    return Request(None, headers or {}, raw if isinstance(raw, bytes) else raw.encode(), NOW, "request-1")


def adf(raw):
    return PROVIDERS["adf"].parse(call(raw))


def prospect(inner):
    """Return the one event of a prospect that holds `inner`."""
    (event,) = adf(f"<?xml version='1.0'?><adf><prospect>{inner}</prospect></adf>")
    return event


def mail(raw):
    return PROVIDERS["email"].parse(call(raw))


def said(text, **headers):
    """Return the one event of an email with this text."""
    told = {"From": "noreply@example.net", "Subject": "Aviso", **{k.replace("_", "-"): v for k, v in headers.items()}}
    head = "".join(f"{name}: {value}\n" for name, value in told.items())
    (event,) = mail(f"{head}Content-Type: text/plain; charset=utf-8\n\n{text}")
    return event


def person(event):
    contact = event.inquiry.contact
    return contact.first_name, contact.last_name, [*contact.emails], [*contact.phones]


@pytest.fixture
def entry(door):
    """Provide ingest with a source of each kind."""
    for kind in KINDS:
        team.change(door.table, make.source(SOURCE[kind], title=kind, kind=kind))
    door.now = NOW + timedelta(minutes=1)

    def deliver(kind, raw, key=None):
        secret = door.secret.source_secret(SOURCE[kind], 1) if key is None else key
        text = raw if isinstance(raw, str) else raw.decode()
        return door.post(SOURCE[kind], text, {"X-Api-Key": secret})

    door.deliver = deliver
    return door


# What they become

LUCIA = ("Lucía", "Pérez Vidal", ["lucia@example.com"])
GRACE = ("Grace", "Moreno", ["grace@example.com"])
BECOME = {
    "adf.xml": (
        (*LUCIA, ["+34 600 11 22 33"]),
        {
            "preferred_contact": "email",
            "phone_type": "cellphone",
            "phone_time": "evening",
            "fax": "+34 910 00 00 01",
            "street": "Calle Mayor 1",
            "place": "Madrid",
            "region": "M",
            "postcode": "28009",
            "country": "ES",
            "timeframe": "within a month",
            "intent": "rent",
            "vehicle_status": "used",
            "finance_method": "bank",
            "price_max": 1600,
            "vehicle_id": "V-1",
            "year": "2019",
            "make": "Casas & Pisos",
            "model": "Ático Retiro",
            "listing_id": "AT-0042",
            "list_price": "1.450,00",
            "price_type": "asking",
            "price_currency": "EUR",
            "requestdate": "2026-11-22T15:03:58-08:0",
            "status": "new",
            "provider": "Portal de Casas",
            "provider_service": "Leads",
            "vendor": "Agencia Sur",
        },
        "¿Sigue libre?\nPuedo verlo el sábado.",
    ),
    "email_portal_es.eml": (
        (*LUCIA, ["600 11 22 33"]),
        {
            "listing_id": "AT-0042",
            "intent": "rent",
            "property_type": "Ático",
            "price_min": 1450,
            "price_max": 1450,
            "place": "Madrid",
            "postcode": "28009",
            "habitaciones": "2",
            "listing_url": "https://www.example.net/inmueble/42?lang=es&section=3",
            "subject": "Nuevo mensaje sobre tu anuncio en Chamberí",
        },
        "Hola, ¿sigue libre?\n\nPuedo verlo el sábado: a las 12, por ejemplo.\nGracias.",
    ),
    "email_portal_en.eml": (
        (*GRACE, ["(212) 555-0100"]),
        {
            "listing_id": "HP-118",
            "intent": "buy",
            "price_max": 450000,
            "place": "Albany",
            "postcode": "12207",
            "subject": "New enquiry about HP-118",
        },
        "Is it still available?\nI could come on Saturday.",
    ),
    "email_html.eml": (
        ("Ana", "Ruiz", ["ana@example.com"], ["+34 600 11 22 34"]),
        {"place": "Gràcia", "price_max": 300000, "subject": "Contacto nuevo"},
        "Busco piso\ncon terraza & luz.",
    ),
    "email_adf.eml": ((*GRACE, []), {"intent": "buy", "listing_id": "S-1"}, None),
}


@pytest.mark.parametrize("name", BECOME)
def test_a_sample_becomes_a_lead_with_its_contact_attributes_and_message(entry, name):
    kind = "adf" if name == "adf.xml" else "email"
    status, body = entry.deliver(kind, sample(name))
    assert (status, body["repeat"]) == (202, False)
    lead = team.read(entry.table, body["lead_id"])
    emails, phones = [a.given for a in lead.contact.emails], [a.given for a in lead.contact.phones]
    whole = (lead.contact.first_name, lead.contact.last_name, emails, phones)
    assert (whole, lead.attributes, lead.message) == BECOME[name]
    assert (lead.source_id, lead.state) == (SOURCE[kind], "unrouted")


@pytest.mark.parametrize("name", BECOME)
def test_a_repeated_event_makes_no_second_lead_even_a_year_later(entry, name):
    kind = "adf" if name == "adf.xml" else "email"
    _, first = entry.deliver(kind, sample(name))
    entry.now += 365 * DAY
    before = entry.everything()
    again = sample(name).decode().replace("requestdate>2026", "requestdate>2027")
    assert entry.deliver(kind, f"Received: by another.example.net\n{again}" if kind == "email" else again) == (
        200,
        first,
    )
    assert entry.everything() == before


# What an event is known by


def test_a_prospect_is_identified_by_all_its_ids_with_sequence_and_source():
    one = prospect(f"<id sequence='1' source='A'>7</id><id source='B'>8</id>{PERSON}").event_id
    assert one == prospect(f"<id source='A' sequence='1'> 7 </id><id source='B'>8</id>{PERSON}<comments/>").event_id
    for other in ("<id sequence='2' source='A'>7</id><id source='B'>8</id>", "<id sequence='1' source='A'>7</id>"):
        assert prospect(other + PERSON).event_id not in (one, None)
    assert prospect(f"<id sequence='1' source='A'> </id>{PERSON}").event_id is None


def test_an_id_that_occurs_twice_in_one_document_is_ignored(entry):
    one = f"<prospect><id>1</id>{PERSON}</prospect>"
    both = f"<adf>{one}{one.replace('Ana', 'Eva')}</adf>"
    assert [event.event_id for event in adf(both)] == [None, None]
    assert len(entry.deliver("adf", both)[1]["leads"]) == 2


def test_an_email_is_identified_by_its_message_id_or_else_by_its_content():
    assert said("Nombre: Ana", Message_ID=" <one@example.net> ").event_id == "<one@example.net>"
    assert said("nothing", Message_ID="<two@example.net>").event_id == "<two@example.net>"
    assert said("Nombre: Ana").event_id is None


def test_several_prospects_without_ids_in_one_email_are_identified_by_position():
    document = f"<adf><prospect>{PERSON}</prospect><prospect><id>9</id>{PERSON}</prospect></adf>"
    events = mail(f"From: a@example.net\nMessage-ID: <x@example.net>\n\nSee:\n{document}\n")
    assert [event.event_id for event in events] == ["<x@example.net>\n0", "9\t\t"]


# ADF, as it is found in the wild


@pytest.mark.parametrize(
    "raw",
    [
        sample("adf.xml").decode().encode("utf-16"),
        sample("adf.xml").decode().encode("utf-16-le"),
        codecs.BOM_UTF8 + sample("adf.xml"),
        sample("adf.xml").decode().replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        sample("adf.xml").decode().encode("cp1252"),
        sample("adf.xml").decode().replace("UTF-8", "no-such-encoding").encode(),
        b"\n  junk before " + sample("adf.xml") + b" and after & <",
        sample("adf.xml").replace(b"<adf>", b'<a:adf xmlns:a="urn:a" b:c="d">').replace(b"</adf>", b"</a:adf>"),
        sample("adf.xml").replace(b"<name ", b"<NAME ").replace(b"</name>", b"</Name>").replace(b"part=", b"PART="),
        sample("adf.xml").replace(b'sequence="1"', b"sequence=1"),
        sample("adf.xml").replace(b"&nbsp;", b"<![CDATA[ ]]>").replace(b"& P", b"&amp; P"),
        sample("adf.xml").replace(b"<comments>", b"<!-- & <x> --><comments>"),
    ],
    ids=range(12),
)  # fmt: skip
def test_sloppy_xml_is_read(raw):
    (event,) = adf(raw)
    assert (person(event), event.inquiry.attributes, event.inquiry.message) == BECOME["adf.xml"]


@pytest.mark.parametrize(
    ("inner", "names"),
    [
        ("<name part='full'>Ana Ruiz Gil</name>", ("Ana", "Ruiz Gil")),
        ("<name>Ana Ruiz</name>", ("Ana", "Ruiz")),
        ("<name part='full'>Ana Ruiz</name><name part='first'>Ana María</name>", ("Ana María", "")),
        ("<name part='surname'>Ruiz</name><name part='First'>Ana</name>", ("Ana", "Ruiz")),
        ("<name type='business'>Casas SL</name><name part='first'>Ana</name>", ("Ana", "")),
        ("<name type='business'>Casas SL</name>", ("Casas", "SL")),
    ],
)
def test_names_are_read_by_their_parts(inner, names):
    contact = prospect(f"<customer><contact>{inner}</contact></customer>").inquiry.contact
    assert (contact.first_name, contact.last_name) == names


@pytest.mark.parametrize(
    ("interest", "intent"),
    [
        ("buy", "buy"),
        ("LEASE", "rent"),
        ("sell", "sell"),
        ("trade-in", "sell"),
        ("test-drive", "test-drive"),
        ("", "buy"),
    ],
)
def test_an_interest_is_an_intent(interest, intent):
    assert prospect(f"{PERSON}<vehicle interest='{interest}'/>").inquiry.attributes["intent"] == intent


def test_a_price_is_both_ends_of_the_range_and_an_invalid_one_stays_text():
    attributes = prospect(f"{PERSON}<vehicle><price type='quote'>$23,500.00</price></vehicle>").inquiry.attributes
    assert (attributes["price_min"], attributes["price_max"], attributes["price_type"]) == (23500, 23500, "quote")
    attributes = prospect(f"{PERSON}<vehicle><price>on request</price></vehicle>").inquiry.attributes
    assert (attributes["price"], "price_min" in attributes) == ("on request", False)


def test_an_unknown_field_keeps_its_name():
    inner = f"{PERSON}<vehicle><propertyType>Piso</propertyType><beds>2</beds></vehicle><language>Spanish</language>"
    attributes = prospect(inner).inquiry.attributes
    assert (attributes["property_type"], attributes["beds"], attributes["language"]) == ("Piso", "2", "es")


@pytest.mark.parametrize("name", ["adf.xml"])
def test_the_vendor_and_the_provider_are_never_the_person(name):
    assert not {"agent@example.net", "support@example.net", "Pedro"} & {
        *repr(adf(sample(name))).replace("'", " ").split()
    }
    inner = (
        "<vendor><contact><name>Pedro</name><email>agent@example.net</email></contact></vendor><comments>Hi</comments>"
    )
    event = prospect(inner)
    assert (person(event), event.unidentified, event.inquiry.message) == (("", "", [], []), True, "Hi")


def test_of_several_prospects_those_without_a_person_are_unreadable(entry):
    inner = f"<prospect>{PERSON}</prospect><prospect><vehicle><model>Ático</model></vehicle></prospect><prospect/>"
    status, body = entry.deliver("adf", f"<adf>{inner}</adf>")
    first, second, third = (team.read(entry.table, one["lead_id"]) for one in body["leads"])
    assert (status, first.state, first.contact.first_name) == (202, "unrouted", "Ana")
    assert (second.state, second.reason, second.message) == ("pooled", "unreadable", "Ático")
    assert (third.state, third.reason) == ("pooled", "unreadable")


def test_at_most_fifty_prospects_are_accepted():
    one = f"<prospect>{PERSON}</prospect>"
    assert len(adf(f"<adf>{one * 50}</adf>")) == 50
    with pytest.raises(FieldErrors):
        adf(f"<adf>{one * 51}</adf>")


@pytest.mark.parametrize(
    "raw", [b"", b"{}", b"<", b"<adf>", b"<adf></fda>", b"\xff\xfe", b"<a><prospect></a>", b"<adf" * 9]
)
def test_invalid_xml_is_malformed(raw):
    with pytest.raises(BodyMalformed):
        adf(raw)


@pytest.mark.parametrize("raw", [b"<adf/>", b"<html><p>x</p></html>", b"<adf><prospect><id>1</id></prospect></adf>"])
def test_xml_without_a_person_is_refused_as_such(raw):
    with pytest.raises(FieldErrors):
        adf(raw)


# Hostile XML

LAUGHS = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
HOSTILE = {
    "laughs": f"<!DOCTYPE adf [{LAUGHS}]>",
    "file": '<!DOCTYPE adf [<!ENTITY a9 SYSTEM "file:///etc/hostname">]>',
    "network": '<!DOCTYPE adf [<!ENTITY a9 SYSTEM "http://127.0.0.1:1/x">]>',
    "parameter": '<!DOCTYPE adf [<!ENTITY % p SYSTEM "http://127.0.0.1:1/x"> %p;]>',
    "dtd": '<!DOCTYPE adf SYSTEM "http://127.0.0.1:1/adf.dtd">',
    "bare": "<!DOCTYPE adf>",
}


@pytest.fixture
def nothing_opened(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("something was opened")

    adf(sample("adf.xml")), mail(sample("email_html.eml"))  # so that nothing is left to import
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr("builtins.open", refuse)
    monkeypatch.setattr("io.open", refuse)


@pytest.mark.parametrize("declared", HOSTILE.values(), ids=HOSTILE)
def test_a_document_type_is_refused_and_nothing_it_names_is_opened(nothing_opened, declared):
    inner = f"<adf><prospect>{PERSON}<comments>&a9;</comments></prospect></adf>"
    for raw in (declared + inner, f"<?xml version='1.0'?>{declared}{inner}", f"<adf>{declared}{inner[5:]}"):
        with pytest.raises(BodyMalformed):
            adf(raw)
        for one in mail(f"From: noreply@example.net\nContent-Type: application/xml\n\n{raw}"):
            assert len(one.inquiry.message) < 5_000
            assert one.inquiry.message in ("&a9;", "(no text)")


def test_too_deeply_nested_xml_is_refused():
    with pytest.raises(BodyMalformed):
        adf("<adf>" + "<a>" * 50_000)
    assert mail("Subject: deep\n\n" + "<adf>" * 50_000)[0].unidentified


# Mails


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Nombre: Ana Ruiz\nTel.: 600112233", ("Ana", "Ruiz", [], ["600112233"])),
        ("- **Nombre:** Ana\n- **E-mail:** ana@example.com", ("Ana", "", ["ana@example.com"], [])),
        ("Nombre\nAna\n\nTeléfono móvil\n\n600112233", ("Ana", "", [], ["600112233"])),
        ("| Name | Ana Ruiz |\n| Email | [ana@example.com](mailto:ana@example.com) |",
         ("Ana", "Ruiz", ["ana@example.com"], [])),
        ("NOMBRE : Ana\tTELÉFONO : 600112233", ("Ana", "", [], ["600112233"])),
        ("Nombre：Ana\nApellidos：Ruiz", ("Ana", "Ruiz", [], [])),
        ("Nombre:\nTeléfono: 600112233", ("", "", [], ["600112233"])),
        ("Nombre: Ana\nTeléfono: no facilitado\nE-mail: -", ("Ana", "", [], [])),
        ("Nombre: Ana\n-- \nTeléfono: 902000000", ("Ana", "", [], [])),
    ],
)  # fmt: skip
def test_labels_are_read_in_all_their_forms(text, who):
    assert person(said(text)) == who


def test_an_email_without_headers_is_read_as_text():
    (event,) = mail("Nombre: Ana\nTeléfono: 600112233\nMensaje: Hola\nadiós")
    assert (person(event), event.inquiry.message) == (("Ana", "", [], ["600112233"]), "Hola\nadiós")


@pytest.mark.parametrize(
    ("label", "name", "value"),
    [
        ("Ref.: A-1", "listing_id", "A-1"),
        ("Ubicación: Gràcia", "place", "Gràcia"),
        ("Zip code: 12207", "postcode", "12207"),
        ("Operación: Compra", "intent", "buy"),
        ("Operación: En venta", "intent", "buy"),
        ("Operación: alquiler con opción a compra", "intent", "alquiler con opción a compra"),
        ("Property type: Condo", "property_type", "Condo"),
        ("Presupuesto máximo: 300.000 euros", "price_max", 300000),
        ("Precio: a consultar", "price", "a consultar"),
        ("Enlace: <https://example.net/1?a=1&section=2>", "listing_url", "https://example.net/1?a=1&section=2"),
        ("Enlace: pincha aquí", "enlace", "pincha aquí"),
        ("Idioma: Español", "language", "es"),
        ("¿Cuándo?: pronto", "cuando", "pronto"),
        ("Superficie: 80 m2", "superficie", "80 m2"),
    ],
)
def test_a_known_label_is_a_known_attribute_and_others_keep_their_name(label, name, value):
    assert said(f"Nombre: Ana\n{label}").inquiry.attributes == {name: value, "subject": "Aviso"}


def test_text_without_a_label_is_the_message_unless_one_is_labelled():
    assert said("Hola a todos.\nNombre: Ana\nBusco piso.").inquiry.message == "Hola a todos.\nBusco piso."
    assert said("Hola a todos.\nNombre: Ana\nMensaje: Busco piso.").inquiry.message == "Busco piso."


@pytest.mark.parametrize(
    ("headers", "who"),
    [
        ({"From": "Ana Ruiz <ana@example.com>"}, ("Ana", "Ruiz", ["ana@example.com"], [])),
        ({"From": "=?utf-8?q?Luc=C3=ADa?= <l@example.com>"}, ("Lucía", "", ["l@example.com"], [])),
        ({"From": "Portal <noreply@x.es>", "Reply_To": "Ana <ana@example.com>"}, ("Ana", "", ["ana@example.com"], [])),
        ({"From": "Ana <ana@example.com>", "Reply_To": "no-reply@x.es"}, ("Ana", "", ["ana@example.com"], [])),
        ({"From": "Lucía <l@example.com>"}, ("Lucía", "", ["l@example.com"], [])),
        ({"From": "ana@example.com"}, ("", "", ["ana@example.com"], [])),
    ],
)
def test_without_an_address_in_the_text_the_sender_is_the_person(headers, who):
    event = said("¿Sigue libre?", **headers)
    assert (person(event), event.unidentified, event.inquiry.message) == (who, False, "¿Sigue libre?")


def test_an_address_in_the_text_takes_precedence_over_the_sender():
    event = said("Nombre: Ana\nE-mail: ana@example.com", From="Eva <eva@example.com>")
    assert person(event) == ("Ana", "", ["ana@example.com"], [])
    assert person(said("Nombre: Ana", From="Eva <eva@example.com>")) == ("Ana", "", ["eva@example.com"], [])


@pytest.mark.parametrize(
    "sender",
    ["noreply@x.es", "No-Reply@x.es", "do_not_reply@x.es", "notificaciones@x.es", "mailer-daemon@x.es", "leads@x.es",
     "bounce+ana=x@x.es", "hola@idealista.com", "nobody", "", "@", "<>"],
)  # fmt: skip
def test_an_automated_sender_is_not_the_person(sender):
    event = said("¿Sigue libre?", From=sender)
    assert (person(event), event.unidentified) == (("", "", [], []), True)


UNREAD = {
    "bounce": sample("email_bounce.eml"),
    "vacation": b"From: Ana <ana@example.com>\nSubject: Fuera\nAuto-Submitted: auto-replied\n\nNombre: Eva",
    "bulk": b"From: Ana <ana@example.com>\nSubject: News\nPrecedence: bulk\n\nHello",
    "machine": b"From: noreply@example.net\nSubject: Aviso\n\nHello",
    "no text": b"From: noreply@example.com\nSubject: Solo asunto\n\n \n",
    "nothing": b"",
    "controls": b"\x00\x01\x02",
    "bytes": bytes(range(256)),
}


@pytest.mark.parametrize("raw", UNREAD.values(), ids=UNREAD)
def test_an_email_without_a_recognisable_person_is_stored_unread_and_complete(raw):
    (event,) = mail(raw)
    assert (event.unidentified, person(event)) == (True, ("", "", [], []))
    assert event.inquiry.message


def test_a_long_email_is_cut_to_the_limits_of_a_lead():
    event = said(
        "Nombre: Ana\nMensaje: " + "palabra " * 9_000 + "".join(f"\nCampo {n}: {'x' * 150}" for n in range(99))
    )
    assert len(event.inquiry.message) <= 4_000
    assert len(said("x " * 99_000).inquiry.message) <= 4_000


@pytest.mark.parametrize(
    "charset", ["no-such", "punycode", "utf-16", "undefined", "rot13", "\x00", "idna", '"', "utf-8''x"]
)
@pytest.mark.parametrize("encoding", ["8bit", "base64", "quoted-printable", "x-uuencode", "?"])
def test_no_charset_or_encoding_loses_an_email(charset, encoding):
    head = f"From: noreply@x.es\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    assert mail(f"{head}Nombre: Ana =\nTel: 600112233")[0].inquiry.message or encoding


BOMBS = {
    "nested": "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(5_000)),
    "forwarded": "Content-Type: message/rfc822\n\n" * 8_000,
    "parts": "Content-Type: multipart/mixed; boundary=b\n\n" + "--b\n\n" * 50_000,
    "comments": "From: " + "(" * 250_000,
    "parameters": "Content-Type: text/plain; " + 'a*0*=("\\' * 30_000,
    "headers": "a: b\n" * 50_000,
    "tags": "Content-Type: text/html\n\n" + "<a b='" * 40_000,
    "cells": "From: x\n\n" + " | " * 80_000,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
def test_a_decompression_bomb_is_read_like_other_emails(bomb):
    (event,) = mail("Subject: Hola\n" + bomb)
    assert event.unidentified
    assert event.inquiry.message.startswith("Hola")


# Small parts


@pytest.mark.parametrize(
    ("text", "price"),
    [("450.000 €", 450000), ("$1,200.50 a month", 1200), ("EUR 980", 980), ("1 200 000", 1200000), ("450000.", 450000),
     ("1'250'000", 1250000), ("12.34.56", None), ("9" * 16, None), ("on request", None), ("", None)],
)  # fmt: skip
def test_a_price_is_read_as_people_write_it(text, price):
    assert price_of(text) == price


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a</p><p>b &amp; c</p>", "a\n\nb & c"),
        ("a<br>b<script>c</script>d", "a\nbd"),
        ("<style>p{}</style><!-- x -->a < b & c", "a < b & c"),
        ("<title>x</title><body>a", "a"),
        ("a &notit; &#0; <b>c</b>", "a &notit; \ufffd c"),
    ],
)
def test_html_is_read_as_a_person_would_see_it(html, text):
    assert html_to_text(html) == text


# What stays out


@pytest.mark.parametrize("kind", KINDS)
def test_no_bit_of_the_key_may_differ(kind):
    raw = sample("adf.xml")
    PROVIDERS[kind].verify(call(raw, {"x-api-key": SECRET}), [OTHER, SECRET])
    for place, old in enumerate(SECRET):
        for bit in range(7):
            flipped = SECRET[:place] + chr(ord(old) ^ 1 << bit) + SECRET[place + 1 :]
            with pytest.raises(SignatureInvalid):
                PROVIDERS[kind].verify(call(raw, {"x-api-key": flipped}), [SECRET])


@pytest.mark.parametrize("kind", KINDS)
def test_a_forged_delivery_writes_nothing(entry, kind):
    before = entry.everything()
    for key in (
        OTHER,
        "",
        entry.secret.source_secret(SOURCE[kind], 2),
        entry.secret.source_secret(SOURCE[kind], 1)[:-1],
    ):
        status, body = entry.deliver(kind, sample("adf.xml"), key)
        assert (status, body["code"]) == (401, "signature_invalid")
    assert entry.everything() == before


# What a colleague wrote


FORWARDED = (
    "---------- Forwarded message ---------\nDe: Portal <noreply@portal.example>\n\n"
    "Nombre: Sara Uno\nTeléfono: 615000025\n"
)


def comments(entry, lead_id):
    return lead_timeline.page(entry.table, Comment, [lead_id], 10, None).records


def passed_on(sender, note="Te lo paso, es urgente.", text=FORWARDED, message_id="one"):
    head = f"From: {sender}\nSubject: Fwd: Nuevo\nMessage-ID: <{message_id}@example.net>\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\n\n{note}\n\n{text}"


def test_what_a_gateway_says_a_colleague_wrote_is_a_comment_of_the_source(entry):
    """The key proves the gateway; whom a mail is from, anybody may write."""
    sender = f"Ana <{make.member(ANN).email.upper()}>"
    raw, key = passed_on(sender, "@Bob llámala. 915 000 099"), entry.secret.source_secret(SOURCE["email"], 1)
    _, body = entry.post(SOURCE["email"], raw, {"X-Api-Key": key, SENDER: make.member(ANN).email})
    (comment,) = comments(entry, body["lead_id"])
    assert (comment.by, comment.mentions) == ("provider", ())
    assert comment.body == f"Dice ser de {sender} (sin comprobar):\n\n@Bob llámala. 915 000 099"
    assert (comment.forwarded, comment.has_task) == (True, False)
    lead = team.read(entry.table, body["lead_id"])
    assert (lead.message, [one.given for one in lead.contact.phones], lead.entries) == (None, ["615000025"], 1)


def test_a_note_from_another_address_is_the_sources(entry):
    _, body = entry.deliver("email", passed_on("somebody@elsewhere.example"))
    (comment,) = comments(entry, body["lead_id"])
    assert (comment.by, comment.body.splitlines()[-1]) == ("provider", "Te lo paso, es urgente.")


def test_no_comment_is_made_where_nothing_was_written_above(entry):
    _, body = entry.deliver("email", passed_on(make.member(ANN).email, note=""))
    assert comments(entry, body["lead_id"]) == ()


def test_a_note_about_a_known_person_joins_their_lead_once(entry):
    _, first = entry.deliver("email", passed_on(make.member(ANN).email, "Una"))
    for _ in range(2):
        _, second = entry.deliver("email", passed_on(make.member(BOB).email, "Otra", message_id="two"))
    assert (second["lead_id"], second["repeat"]) == (first["lead_id"], True)
    assert sorted(one.body.splitlines()[-1] for one in comments(entry, first["lead_id"])) == ["Otra", "Una"]


def test_a_long_note_is_cut(entry):
    _, body = entry.deliver("email", passed_on(make.member(ANN).email, "largo " * 1_000))
    (comment,) = comments(entry, body["lead_id"])
    assert (len(comment.body), comment.body[-1]) == (MAX_BODY, "…")


def test_a_note_beside_an_attached_mail_is_a_comment(entry):
    attached = "From: Sara Uno <sara@correo.example>\nSubject: Piso\n\nMe interesa el piso, soy Sara Uno.\n"
    _, body = entry.deliver(
        "email",
        f"From: {make.member(ANN).email}\nSubject: Fwd: Piso\nMIME-Version: 1.0\n"
        "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nPara Bob.\n"
        f"--b\nContent-Type: message/rfc822\n\n{attached}--b--\n",
    )
    (comment,) = comments(entry, body["lead_id"])
    assert (comment.by, comment.body.splitlines()[-1]) == ("provider", "Para Bob.")


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\t"])
def test_columns_stay_apart_and_thousands_of_blanks_are_never_read(blank):
    gap = blank * 20_000
    event = said(f"Nombre: Ana Gil{gap}1\nmessage from{gap}1\nTeléfono: 600 11 22 33{gap}Ref: 7")
    assert blank * 9 not in event.inquiry.message
    assert person(event)[3] == ["600 11 22 33"]
