"""Are the people in mails and bodies of many layouts recognised, with their own addresses and nobody else's?"""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from functions.ingest.imports.columns import fields_of
from functions.ingest.imports.csv_file import read_csv
from functions.ingest.imports.rows import UnusableRow, read_row
from functions.ingest.providers import PROVIDERS
from shared.addresses import phones
from shared.domain.intake.office import Office
from shared.web.request import Request

SAMPLES = Path(__file__).parent / "samples"
MAILS = tomllib.loads((SAMPLES / "people_in_mails.toml").read_text())["mail"]
BODIES = tomllib.loads((SAMPLES / "people_in_bodies.toml").read_text())["body"]
OFFICE = Office.of(["luis@sol.example"])
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def call(raw, headers=None):
    return Request(None, headers or {}, raw, NOW, "request-1", "provider")


def people(events, country):
    """Return the name, e-mails and phones of each event."""
    contacts = [event.inquiry.contact for event in events if not event.unidentified]
    return [
        [
            f"{one.first_name} {one.last_name}".strip(),
            list(one.emails),
            list(dict.fromkeys(phone.normal for phone in phones(one.phones, country))),
        ]
        for one in contacts
    ]


@pytest.mark.parametrize("given", MAILS, ids=[f"{number} {one['subject']}" for number, one in enumerate(MAILS)])
def test_a_mail_shows_its_people(given):
    kind = "html" if given.get("html") else "plain"
    raw = (
        f"From: {given['sender']}\nTo: leads@sol.example\nSubject: {given['subject']}\nMessage-ID: <m@x.example>\n"
        f"Content-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{given['body']}"
    )
    events = PROVIDERS["email"].parse(call(raw.encode()), OFFICE)
    assert people(events, given["country"]) == given["people"]


@pytest.mark.parametrize("given", BODIES, ids=[one["id"] for one in BODIES])
def test_a_body_shows_its_person(given):
    request = call(given["body"].encode(), {"content-type": given["content_type"]})
    assert people(PROVIDERS["form"].parse(request), given["country"]) == [given["person"]]


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        (
            "application/xml",
            "<leads><lead><name>Eva Sanz</name><mail>eva@example.com</mail><tel>611000222</tel></lead>"
            "<lead><name>Blas Ruiz</name><mail>blas@example.com</mail><tel>611000333</tel></lead></leads>",
        ),
        (
            "application/json",
            '[{"nombre": "Eva Sanz", "correo": "eva@example.com", "movil": "611000222"},'
            ' {"nombre": "Blas Ruiz", "correo": "blas@example.com", "movil": "611000333"}]',
        ),
    ],
    ids=["xml", "json"],
)
def test_each_person_of_a_list_has_their_own_addresses(content_type, body):
    events = PROVIDERS["form"].parse(call(body.encode(), {"content-type": content_type}))
    assert people(events, "ES") == [
        ["Eva Sanz", ["eva@example.com"], ["+34611000222"]],
        ["Blas Ruiz", ["blas@example.com"], ["+34611000333"]],
    ]


def test_people_with_roles_in_one_deal_are_no_list_of_people():
    body = (
        '{"contacts": [{"role": "agent", "name": "Eva Sanz", "email": "eva@example.com"},'
        ' {"role": "buyer", "name": "Blas Ruiz", "email": "blas@example.com"}]}'
    )
    assert len(PROVIDERS["form"].parse(call(body.encode(), {"content-type": "application/json"}))) == 1


def row(text):
    """Return the contact of the first row of a file."""
    file = read_csv(text.encode())
    return read_row(file.rows[0], fields_of(file.header, None), file.header).contact


@pytest.mark.parametrize(
    ("text", "name", "emails", "numbers"),
    [
        ('Contacto,Notas\n"Ana Gil - 615000001 - ana@example.com",x\n', "Ana Gil", ["ana@example.com"], ["615000001"]),
        ("Cliente;Correo;Tel\nGIL ROCA, Ana;pendiente;615000001\n", "Ana Gil Roca", [], ["615000001"]),
        ("Nombre;Correo;Tel\nAna;ana@example.com;6,15E+08\n", "Ana", ["ana@example.com"], []),
        ("Nombre;Apellidos;Tel;Origen\nAna;Gil;615000001;Web\n", "Ana Gil", [], ["615000001"]),
        ("NOMBRE CLIENTE;TELEFNO;AGENTE\nAna Gil;615000001;Eva\n", "Ana Gil", [], ["615000001"]),
        (
            "Vendedor,Email vendedor,Prospecto,Email prospecto\nEva,eva@example.org,Ana Gil,ana@example.com\n",
            "Ana Gil",
            ["ana@example.com"],
            [],
        ),
        ("Cliente,Tel,Captado por\nAna Gil,615000001,eva@example.org\n", "Ana Gil", [], ["615000001"]),
        ("Nom;Fixe;Port.\nAna Gil;0142345678;0612345678\n", "Ana Gil", [], ["0142345678", "0612345678"]),
        ("Nom;Fixe;Tél. port.\nAna Gil;0142345678;0612345678\n", "Ana Gil", [], ["0142345678", "0612345678"]),
        ("Nom;Fixe;N° port\nAna Gil;0142345678;0612345678\n", "Ana Gil", [], ["0142345678", "0612345678"]),
        ("Name;Email;Port\nAna Gil;ana@example.com;Puerto Banús\n", "Ana Gil", ["ana@example.com"], []),
        ("Name;Email;Port\nAna Gil;ana@example.com;8080\n", "Ana Gil", ["ana@example.com"], []),
        ("Name;Email;Port phase\nAna Gil;ana@example.com;615000001\n", "Ana Gil", ["ana@example.com"], []),
    ],
    ids=[
        "all in one cell",
        "no e-mail",
        "a broken number",
        "an origin",
        "mistyped",
        "a seller",
        "captured by",
        "port",
        "a phone's port",
        "a port's number",
        "a harbour",
        "of a network",
        "something else",
    ],
)
def test_a_row_shows_whom_it_can_reach(text, name, emails, numbers):
    found = row(text)
    assert f"{found.first_name} {found.last_name}".strip() == name
    assert ([*found.emails], [*found.phones]) == (emails, numbers)


def test_a_row_whose_only_number_is_broken_is_refused():
    with pytest.raises(UnusableRow):
        row("Nombre;Tel\nAna;6,15E+08\n")
