"""Is a person recognised where labels and containers say little: by how values agree, and where they stand?"""

import base64
import json
from datetime import UTC, datetime

import pytest

from functions.ingest.inquiries.inquiry_builder import InquiryBuilder
from functions.ingest.parsing.mailing_lists import tells_how_to_leave
from functions.ingest.parsing.mime_message import MimeMessage
from functions.ingest.parsing.sender_lines import without_own_lines
from functions.ingest.providers import PROVIDERS
from functions.ingest.recognition.agreeing_names import agreeing_name, agrees, completes
from functions.ingest.recognition.field_lists import pairs_of
from functions.ingest.recognition.labelled_text import add_labelled_fields, read_labels
from functions.ingest.recognition.labelled_values import labelled_values
from functions.ingest.recognition.labels_within import with_labels_within
from functions.ingest.recognition.name_order import as_asked
from functions.ingest.recognition.people import add_values
from shared.domain.intake.office import Office
from shared.web.request import Request

NAME, EMAIL, PHONE = "Eilidh Prentz", "casa77@example.com", "615 000 001"
OTHER = {"name": "Juan Mora", "email": "juan@example.org", "phone": "615 000 002"}
JSON = json.dumps({"name": NAME, "email": EMAIL, "phone": PHONE})


def read(body):
    add_values(with_labels_within(labelled_values(body)), builder := InquiryBuilder())
    contact = builder.build().contact
    return f"{contact.first_name} {contact.last_name}".strip(), contact.emails, contact.phones


@pytest.mark.parametrize(
    "body",
    [
        pytest.param([["Full name", NAME], ["Email", EMAIL], ["Phone", PHONE]], id="pairs"),
        pytest.param({"values": [["Name", "Email", "Phone"], [NAME, EMAIL, PHONE]]}, id="headings and a row"),
        pytest.param({"cols": ["Name", "Email", "Phone"], "data": [[NAME, EMAIL, PHONE]]}, id="two lists"),
        pytest.param(
            [{"campo": "nombre", "dato": NAME}, {"campo": "email", "dato": EMAIL}, {"campo": "tel", "dato": PHONE}],
            id="objects with members of any name",
        ),
        pytest.param(
            {"a": {"q": "Name", "is": NAME}, "b": {"q": "Email", "is": EMAIL}, "c": {"q": "Tel", "is": PHONE}},
            id="objects within an object",
        ),
        pytest.param([f"Name - {NAME}", f"Email - {EMAIL}", f"Phone - {PHONE}"], id="texts with a dash"),
        pytest.param({"message": {"data": base64.b64encode(JSON.encode()).decode()}}, id="base64"),
        pytest.param({"body": f"name=Eilidh+Prentz&email={EMAIL}&phone=615+000+001"}, id="a query"),
        pytest.param({"html": f"<p>Nombre: {NAME}</p><p>Email: {EMAIL}</p><p>Tel: {PHONE}</p>"}, id="HTML"),
        pytest.param({"tx_form": {"name": NAME, "email": EMAIL, "telefon": PHONE}}, id="a thing's container"),
        pytest.param({"resourceList": [{"name": NAME, "email": EMAIL, "phone": PHONE}]}, id="a list of resources"),
        pytest.param({"owner": {"name": NAME, "email": EMAIL, "phone": PHONE}, "x": "y"}, id="an owner alone"),
        pytest.param({"profile": {"real_name": NAME, "email": EMAIL, "tel": PHONE}, "a": {"name": "Uno"}}, id="beside"),
        pytest.param({"contact": {"address": PHONE}, "ask_name": {"body": NAME}, "mail": EMAIL}, id="a bot's question"),
        pytest.param({"c1": NAME, "c2": PHONE, "c3": EMAIL, "c4": "I want to sell my flat"}, id="columns"),
        pytest.param(
            {"x": [{"tipo": "comercial", **OTHER}, {"tipo": "interesado", "name": NAME, "email": EMAIL, "tel": PHONE}]},
            id="roles",
        ),
    ],
)  # fmt: skip
def test_a_body_of_any_structure_shows_its_person(body):
    assert read(body) == (NAME, (EMAIL,), (PHONE,))


@pytest.mark.parametrize(
    "given",
    [
        pytest.param([{"role": "agent", "email": "juan@example.org"}, {"role": "buyer", "email": EMAIL}], id="people"),
        pytest.param([{"Title": "Email", "Type": "email", "ID": "F1"}], id="descriptions of fields"),
        pytest.param([{"Title": "First", "Type": "text", "ID": "Field1"}], id="a field's name"),
        pytest.param([["Ana", "Gil"], ["Eva", "Sol"]], id="rows without headings"),
        pytest.param([["Name", EMAIL]] * 201, id="too many"),
    ],
)
def test_other_lists_are_no_fields(given):
    assert pairs_of(given) == []


@pytest.mark.parametrize(
    ("name", "email", "agreed"),
    [
        ("Hester Inskip", "hester.inskip@example.com", True),
        ("Ana Gil Ruiz", "agil77@example.com", True),
        ("José Pérez", "perezj@example.com", True),
        ("Ana Sol", "info.sol@example.com", False),
        ("Plaza Mayor", "plaza@example.com", False),
    ],
)
def test_a_name_agrees_with_an_email_that_is_made_of_it(name, email, agreed):
    assert agrees(name, [email]) is agreed


def test_two_parts_are_a_name_if_the_email_is_made_of_nothing_else():
    assert completes("Florbela", "Canas", ["florbela.canas@example.com"])
    assert not completes("Florbela", "Canas", ["florbela.canas.sol@example.com"])


@pytest.mark.parametrize("label", ["oferente", "recipient", "xyz"])
def test_a_value_is_the_persons_name_whatever_its_label_says_if_the_email_agrees(label):
    found = read({label: "Hester Inskip", "city": "Villa Rosa", "email": "hester.inskip@example.com"})
    assert found[0] == "Hester Inskip"


def test_a_name_is_completed_by_the_value_that_the_email_has_too():
    body = {"first name": "Florbela", "xyz": "Canas", "place": "Rosa", "email": "florbela.canas@example.com"}
    assert read(body)[0] == "Florbela Canas"


def test_the_name_in_a_text_is_that_of_which_the_email_is_made():
    text = "Contraoferta Teodomiro Alcaide\nPiso en Plaza Mayor, de Rosa Gil"
    assert agreeing_name(text, ["teodomiro.alcaide@example.com"]) == "Teodomiro Alcaide"
    assert agreeing_name(text, ["casa77@example.com"]) == ""


def test_a_value_that_may_be_a_place_is_no_name():
    assert read({"zone": "Puerto Banús", "kind": "Villa Rosa", "email": EMAIL})[0] == ""


@pytest.mark.parametrize(
    ("tenants_email", "asker"),
    [
        ({}, (NAME, (EMAIL,), (PHONE,))),
        ({"email": OTHER["email"]}, (OTHER["name"], (OTHER["email"],), (OTHER["phone"],))),
    ],
    ids=["the landlord", "the tenant"],
)
def test_of_landlord_and_tenant_the_one_with_an_email_asks(tenants_email, asker):
    tenant = {"name": OTHER["name"], "phone": OTHER["phone"], **tenants_email}
    assert read({"landlord": {"name": NAME, "email": EMAIL, "phone": PHONE}, "tenant": tenant}) == asker


LANDLORD = {"Landlord name": NAME, "Landlord email": EMAIL, "Landlord phone": PHONE}
TENANT = {"Tenant name": OTHER["name"], "Tenant phone": OTHER["phone"]}
TENANT_ASKS = (OTHER["name"], (), (OTHER["phone"],))


def test_a_landlord_and_a_tenant_may_be_told_by_labels_alone():
    assert read({**TENANT, **LANDLORD}) == (NAME, (EMAIL,), (PHONE,))


@pytest.mark.parametrize(
    ("body", "asker"),
    [
        ({"name": NAME, "phone": PHONE, "landlord_email": "l@example.org", "tenant": "no"}, (NAME, (), (PHONE,))),
        ({"name": NAME, "phone": PHONE, "owner_email": "l@example.org", "tenant": False}, (NAME, (), (PHONE,))),
        ({"name": NAME, "phone": PHONE, "owner_email": "l@example.org", "Tenant there?": "yes"}, (NAME, (), (PHONE,))),
        ({"tenant": {**OTHER, "email": ""}, "property": {"owner": {"name": NAME, "email": EMAIL}}}, TENANT_ASKS),
        ({"tenant": {**OTHER, "email": ""}, "property": {"landlord": {"name": NAME, "email": EMAIL, "phone": PHONE}}},
         TENANT_ASKS),
        ({"owner": NAME, "owner_email": EMAIL, "owner_phone": PHONE, **TENANT}, TENANT_ASKS),
        ({"Landlord name": NAME, "Landlord email": EMAIL, **TENANT}, TENANT_ASKS),
        ({"Landlord email": EMAIL, "Landlord phone": PHONE, **TENANT}, TENANT_ASKS),
        ({**LANDLORD, **TENANT, "Listing reference": "A1"}, TENANT_ASKS),
        ({**LANDLORD, "Tenant": "no", "name": OTHER["name"], "phone": OTHER["phone"]}, TENANT_ASKS),
        ({**LANDLORD, "Tenant": "no", "message": "I am Ana Gil, call me on 615 000 003"},
         ("Ana Gil", (), ("615 000 003",))),
        ({**LANDLORD, **TENANT, "phone": "615 000 003"}, (OTHER["name"], (), (OTHER["phone"], "615 000 003"))),
    ],
    ids=[
        "no tenant", "a tick", "a question", "a property's owner", "a property's landlord", "an owner", "without phone",
        "without name", "an advertisement", "somebody without a role", "who says so", "a phone without a role",
    ],
)  # fmt: skip
def test_a_landlord_asks_only_where_all_of_theirs_is_left_and_nothing_is_advertised(body, asker):
    assert read(body) == asker


def test_a_thing_with_an_address_is_nobody_where_a_person_has_one():
    assert read({"email": EMAIL, "form": {"name": "Contact form", "email": "forms@example.org"}}) == ("", (EMAIL,), ())


@pytest.mark.parametrize("label", ["1er apellido", "primerApellido"])
def test_both_surnames_are_kept(label):
    body = {"nombre": {"pila": "Isidora", label: "Rienda", "segundoApellido": "Puga"}, "tel": PHONE}
    assert read(body)[0] == "Isidora Rienda Puga"


@pytest.mark.parametrize(
    ("body", "phones"),
    [
        ({"name": NAME, "telephones": {"domicile": PHONE}}, (PHONE,)),
        ({"name": NAME, "jid": "34615000001@s.whatsapp.net"}, ("+34615000001",)),
        ({"name": NAME, "pais": "Marruecos (+212)", "movil": "661 20 44 81"}, ("+212 661 20 44 81",)),
        ({"nom": NAME, "port": "07 58 44 77 08"}, ("07 58 44 77 08",)),
        ({"nom": NAME, "N° port": "07 58 44 77 08"}, ("07 58 44 77 08",)),
        ({"nom": NAME, "Tel port": "07 58 44 77 08"}, ("07 58 44 77 08",)),
        ({"name": NAME, "email": EMAIL, "Numéro de port": "8080"}, ()),
        ({"name": NAME, "email": EMAIL, "port": "Puerto Banús"}, ()),
        ({"name": NAME, "email": EMAIL, "server": {"port": 544321}}, ()),
    ],
)
def test_a_phone_is_read_by_its_container_its_shape_or_the_country_beside_it(body, phones):
    assert read(body)[2] == phones


def test_a_name_that_a_program_invents_gives_way_to_the_persons_own():
    body = {"name": "proud-river-771", "phone": PHONE, "message": "Mi nombre es Leoncio Marín"}
    assert read(body)[0] == "Leoncio Marín"


@pytest.mark.parametrize(
    ("label", "name", "asked"),
    [
        ("APELLIDOS Y NOMBRE", "BARRADO CHAVES SEVERIANA", "BARRADO CHAVES, SEVERIANA"),
        ("Nombre y apellidos", "Severiana Barrado Chaves", "Severiana Barrado Chaves"),
    ],
)
def test_a_name_is_read_in_the_order_that_its_label_asks_for(label, name, asked):
    assert as_asked(label, name) == asked


def test_lines_of_labels_without_colons_show_a_name():
    add_labelled_fields(read_labels(f"Name {NAME}\nPhone {PHONE}\nForm Free valuation"), builder := InquiryBuilder())
    assert builder.name == NAME


def test_an_underlined_heading_gives_what_is_below_it_to_the_agent():
    agent = "DATOS DEL AGENTE\n=====\nNombre: Juan Mora\nTel: 615 000 002"
    text = f"CLIENTE\n=======\nNombre: {NAME}\nTel: {PHONE}\n\n{agent}"
    add_labelled_fields(read_labels(text), builder := InquiryBuilder())
    assert (builder.name, builder.phones) == (NAME, (PHONE,))


def mail(sender):
    return MimeMessage(f"From: {sender}\nSubject: x\n\nx".encode())


def test_a_portals_own_line_is_left_out_and_a_persons_stays():
    text = f"Nombre: {NAME}\nFotocasa - 935 76 40 00\nEva Sol - {PHONE}"
    assert without_own_lines(text, mail("Fotocasa <contactos@fotocasa.es>")) == f"Nombre: {NAME}\nEva Sol - {PHONE}"
    assert without_own_lines(text, mail("Eva Sol <eva.sol@example.com>")) == text


def mailed(sender, subject, text, cc="", more=""):
    """Return the events of a mail to the team of sol.example."""
    headers = f"From: {sender}\nTo: leads@sol.example\nCc: {cc}\nSubject: {subject}\nMessage-ID: <m@x>\n{more}"
    raw = f"{headers}\n{text}\n"
    request = Request(None, {}, raw.encode(), datetime(2026, 11, 29, 12, tzinfo=UTC), "request-1", "provider")
    return PROVIDERS["email"].parse(request, Office.of(["luis@sol.example"]))


def asker(*given):
    (event,) = mailed(*given)
    contact = event.inquiry.contact
    return f"{contact.first_name} {contact.last_name}".strip(), contact.emails, contact.phones


def test_who_passes_an_advertisement_on_asks_for_themselves():
    passed_on = "---------- Forwarded message ---------\nDe: idealista <noreply@idealista.com>\nAsunto: Nuevos pisos"
    text = f"Me interesa este. Mi tel {PHONE}\n\n{passed_on}\nPara: ana.gil@example.com\n\nPiso en el centro"
    (event,) = mailed("Ana Gil <ana.gil@example.com>", "Fwd: Anuncio", text)
    assert (event.inquiry.contact.emails, event.note) == (("ana.gil@example.com",), None)


LEAVE = "List-Unsubscribe: <https://crm.example/leave/1>\n"


@pytest.mark.parametrize(
    ("text", "more", "asks"),
    [
        ("Busco piso en Triana.\n\nUn saludo,\nAna Gil", LEAVE, True),
        ("Sí, la oferta de 200.000 me interesa.\n\nAna Gil", f"{LEAVE}In-Reply-To: <a@sol.example>\n", True),
        ("Nuestra oferta del mes para agencias.\n\nAna Gil", LEAVE, False),
        ("Tengo tres comerciales para usted.\n\nAna Gil\nDarse de baja", LEAVE, False),
        ("Busco piso en Triana.\n\nAna Gil", f"{LEAVE}Precedence: bulk\n", False),
    ],
    ids=["to one", "an answer", "an offer", "with a way to leave", "to many"],
)
def test_who_writes_through_a_program_to_one_reader_asks(text, more, asks):
    (event,) = mailed("Ana Gil <ana.gil@casaruiz.example>", "Un piso", text, more=more)
    assert (event.inquiry.contact.emails, event.unidentified) == (
        (("ana.gil@casaruiz.example",) if asks else ()),
        not asks,
    )


@pytest.mark.parametrize("said", ["Il Sig. Luca Bianchi le ha scritto:", "Il Sig. Luca Bianchi ha scritto."])
def test_a_portal_that_says_who_wrote_quotes_nothing(said):
    text = f"Gentile Agenzia,\n{said}\nVorrei visitare la casa.\nTel: 347 1234567"
    assert asker("Immobiliare <noreply@immobiliare.it>", "Richiesta", text) == ("Luca Bianchi", (), ("347 1234567",))


def test_who_left_a_voice_message_is_reached_at_the_number_in_its_subject():
    found = asker("PBX <voicemail@pbx.example>", f"Buzón de voz de {PHONE}", "Transcripción: Hola, soy Ana Gil.")
    assert found == ("Ana Gil", (), (PHONE,))


@pytest.mark.parametrize(
    ("shown", "whole"), [("Ana G.", "Ana Gil"), ("Ana", "Ana Gil"), ("Ana R.", "Ana R."), ("Eva G.", "Eva G.")]
)
def test_a_message_completes_a_name_that_is_short_for_the_writers(shown, whole):
    assert read({"name": shown, "phone": PHONE, "message": "Hola, soy Ana Gil y busco piso"})[0] == whole


@pytest.mark.parametrize(
    ("line", "phones"),
    [
        ("Port. 06 12 34 56 78", ("06 12 34 56 78", "01 42 34 56 78")),
        ("Port : +33 6 12 34 56 78", ("+33 6 12 34 56 78", "01 42 34 56 78")),
        ("Port. 8080", ("01 42 34 56 78",)),
        ("Port: 0142", ("01 42 34 56 78",)),
    ],
)
def test_a_french_mobile_stands_beside_a_telephone_at_home(line, phones):
    (event,) = mailed("Site <noreply@site.example>", "Contact", f"Ana Gil\n{line}\nFixe 01 42 34 56 78")
    assert event.inquiry.contact.phones == phones


@pytest.mark.parametrize(
    ("text", "leaves"),
    [
        ("If you no longer wish to receive these emails, click here.", True),
        ("Update your email preferences", True),
        ("Manage preferences", True),
        ("Stop receiving these messages", True),
        ("Gestionar preferencias", True),
        ("Gestiona tu suscripción", True),
        ("Puedes darte de baja cuando quieras", True),
        ("Dé de baja su correo", True),
        ("Para la baja de esta lista, escriba a baja@example.org", True),
        ("¿De baja? Haz clic aquí", True),
        ("Pulse aquí y causará de baja", True),
        ("Si vous ne souhaitez plus recevoir ces messages", True),
        ("Gérer vos préférences", True),
        ("Wenn Sie keine weiteren E-Mails mehr erhalten möchten", True),
        ("Gestisci le tue preferenze", True),
        ("Ahora estoy de baja y puedo verlo cuando sea", False),
        ("Mi marido está de baja por enfermedad, aquí en casa", False),
        ("Busco una planta baja de la calle Sol", False),
        ("My preferences: two rooms and a balcony", False),
        ("I would like to receive the dossier", False),
        ("Quisiera recibir más fotos", False),
        ("Je souhaite recevoir les plans", False),
    ],
)
def test_who_writes_to_many_says_how_to_leave(text, leaves):
    assert tells_how_to_leave(text) is leaves
    (event,) = mailed("Ana Gil <ana.gil@casaruiz.example>", "Un piso", f"{text}\n\nAna Gil", more=LEAVE)
    assert event.unidentified is leaves


def test_each_number_of_a_list_of_calls_is_a_caller():
    calls = "Línea: 956 100 300\n\n09:14  956 33 20 81\n12:40  665 70 19 28\n\nTotal: 2\nPBX - soporte 900 30 20 11"
    events = mailed("PBX <resumen@pbx.example>", "Resumen de llamadas perdidas", calls)
    assert [event.inquiry.contact.phones for event in events] == [("956 33 20 81",), ("665 70 19 28",)]


def test_a_sentence_names_who_asks_if_the_email_agrees():
    text = "Teodomiro Alcaide te propone 118.000 € por tu piso.\n\nEmail: teodomiro.alcaide@example.com"
    found = asker("idealista <noreply@idealista.com>", "Contraoferta", text)
    assert found == ("Teodomiro Alcaide", ("teodomiro.alcaide@example.com",), ())


def test_a_message_names_who_asks_if_the_email_agrees():
    body = {"message": "Una mesa para Hester Inskip y familia", "email": "hester.inskip@example.com"}
    assert read(body)[0] == "Hester Inskip"


def test_a_colleague_writes_of_who_is_in_copy_and_signs_with_a_short_name():
    text = f"Os pongo en copia a Anacleto Ruesga. Su móvil es el {PHONE}.\n\nBego\n941 100 200"
    found = asker("Begoña Sáenz <bego@sol.example>", "Contacto", text, "Anacleto Ruesga <a.ruesga@example.com>")
    assert found == ("Anacleto Ruesga", (), (PHONE,))


def test_a_number_elsewhere_is_nobodys_where_the_person_gave_none():
    text = f"Nombre: {NAME}\nTeléfono: No facilitado\nEmail: {EMAIL}\n\nLlama ya a tu portal: 935 76 40 00"
    assert asker("Portal <avisos@portal.example>", "Contacto", text) == (NAME, (EMAIL,), ())


def test_labelled_lines_in_html_are_fields_of_their_own():
    facts = with_labels_within(labelled_values({"html": f"<p>Nombre: {NAME}</p><p>Tel: {PHONE}</p>"}))
    assert [(fact.path, fact.value) for fact in facts] == [(("Nombre",), NAME), (("Tel",), PHONE)]
