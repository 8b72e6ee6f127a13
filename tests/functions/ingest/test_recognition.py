"""Are labels read by their words, values by their shape, and names as people write them?"""

import pytest

from functions.ingest.inquiries.names import split_name
from functions.ingest.parsing.quoted_mail import inner_mail
from functions.ingest.recognition.labelled_values import labelled_values
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.own_words import described_self
from functions.ingest.recognition.prose import asker_named
from functions.ingest.recognition.signatures import signed_name
from functions.ingest.recognition.values import emails_in, is_broken_number, phones_in, says_nothing
from shared.addresses import normal_phone

LABELS = {
    "first_name": ["First Name", "Nombre de pila", "Prénom", "Vorname", "Given names", "q3_name[first]"],
    "last_name": ["Last Name", "Apellidos", "Primer apellido", "Nom de famille", "Nachname", "Cognome",
                  "Sobrenome", "Cognoms"],
    "full_name": ["Nombre", "Your Name and Surname", "¿Cómo te llamas?", "Nom et prénom", "Vor- und Nachname",
                  "contactName", "Consumer Name", "Nome e cognome", "your-name", "Nombre y apellidos *", "fullname"],
    "email": ["E-mail 1 - Value", "Correo electrónico", "emailAddress", "Courriel", "E-Mail-Adresse",
              "posta elettronica", "What's your email?", "correoelectronico"],
    "phone": ["Phone#", "número_de_teléfono", "On which number may we call you?", "Handynummer", "Telemóvel",
              "cellulare", "WhatsApp", "Téléphone portable", "customerPhone", "Móvil (opcional)"],
    "message": ["Mensaje", "How can we help you?", "Ihre Nachricht", "Votre message", "your-message",
                "Tell us what you want"],
}  # fmt: skip


@pytest.mark.parametrize(("field", "label"), [(field, label) for field, labels in LABELS.items() for label in labels])
def test_a_label_asks_for_the_field_whose_words_it_has(field, label):
    assert read_label((label,)).fields[:1] == (field,)


@pytest.mark.parametrize(
    "path",
    [
        ("Agent name",), ("listing_agent_phone",), ("Nombre de la empresa",), ("form_name",), ("campaign", "name"),
        ("Teléfono de la oficina",), ("agent", "contact", "email"), ("utm_source",), ("to_number",), ("Street name",),
    ],
)  # fmt: skip
def test_a_label_of_somebody_or_something_else_asks_for_none(path):
    label = read_label(path)
    assert (label.fields, label.others) == ((), True)


@pytest.mark.parametrize(
    "label", ["lead_id", "Email opt-in", "Which neighbourhood?", "phone_verified", "Fecha de nacimiento"]
)
def test_a_label_of_something_about_a_field_asks_for_none(label):
    assert read_label((label,)).fields == ()


@pytest.mark.parametrize("label", ["input_3", "field 7", "question_a1", "q12", "text-123"])
def test_a_label_may_say_nothing(label):
    assert read_label((label,)).generic


@pytest.mark.parametrize(
    ("value", "phones"),
    [
        ("615000039 / 615000040", ["615000039", "615000040"]),
        ("615000035 ::: 615000036", ["615000035", "615000036"]),
        ("615000041 y 615000042", ["615000041", "615000042"]),
        ("p:+34615000041", ["+34615000041"]),
        ("030 / 1234567", ["030 / 1234567"]),
        ("34615000010.0", ["34615000010"]),
        ("615-000-041 (tardes)", ["615-000-041"]),
        ("915 000 099 ext. 12", ["915 000 099 ext. 12"]),
        ("٠٠٣٤٦١٥٠٠٠٠٤١", ["0034615000041"]),
        ("6,15E+08", []),
        ("12/03/2026", []),
        ("350.000 €", []),
        ("902 000 610", []),
        ("ES91 2100 0418 4502 0005 1332", []),
        ("N/A", []),
    ],
)
def test_the_phones_in_a_value(value, phones):
    assert phones_in(value) == phones


@pytest.mark.parametrize(
    ("given", "country", "normal"),
    [
        ("34615000010", "ES", "+34615000010"),
        ("00 34 615000010", "US", "+34615000010"),
        ("+34 (0) 615 00 00 10", "ES", "+34615000010"),
        ("+52 1 55 1234 5678", "ES", "+525512345678"),
        ("5215512345678", "MX", "+525512345678"),
        ("011 15 1234-5678", "AR", "+5491112345678"),
        ("+54 9 11 1234-5678", "AR", "+5491112345678"),
        ("915 000 099 ext. 12", "ES", "+34915000099"),
        ("6150000101", "ES", None),
    ],
)
def test_one_phone_has_one_normal_form_however_it_is_written(given, country, normal):
    assert normal_phone(given, country) == normal


def test_a_number_that_a_spreadsheet_broke_is_told_from_others():
    assert [is_broken_number(one) for one in ("6,15E+08", "6.15e8", "615000010", "E08")] == [True, True, False, False]


def test_the_emails_in_a_value():
    assert emails_in("Ana <ana@example.com>, mailto:gil@example.com?subject=Hi") == [
        "ana@example.com",
        "gil@example.com",
    ]


@pytest.mark.parametrize("value", ["N/A", "-", "null", "undefined", "No facilitado", ""])
def test_some_values_say_nothing(value):
    assert says_nothing(value)


@pytest.mark.parametrize(
    ("whole", "first", "last"),
    [
        ("GARCÍA LÓPEZ, ANA", "Ana", "García López"),
        ("Dña. ana maría de la torre", "Ana María", "de la Torre"),
        ("María José García López", "María José", "García López"),
        ("María del Mar Sanz", "María del Mar", "Sanz"),
        ("JEAN-PIERRE DUPONT", "Jean-Pierre", "Dupont"),
        ("Dr. Hans Müller", "Hans", "Müller"),
        ("O'BRIEN, SEAN", "Sean", "O'Brien"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("Ana", "Ana", ""),
    ],
)
def test_a_name_is_taken_apart_and_shown_in_usual_capitals(whole, first, last):
    assert split_name(whole) == (first, last)


def test_facts_of_any_structure_have_the_names_that_lead_to_them():
    zone = {"label": "Zona", "type": "CHOICE", "value": ["x1"], "options": [{"id": "x1", "text": "Centro"}]}
    body = {"data": {"fields": [zone]}, "contact": {"name": {"first": "Ana"}}}
    found = {fact.path: fact.value for fact in labelled_values(body)}
    assert found == {("data", "fields", "Zona"): "Centro", ("contact", "name", "first"): "Ana"}


@pytest.mark.parametrize(
    ("said", "name", "phones"),
    [
        ("Hola soy Merche, mi tlf es 6 1 5 0 0 0 0 1 1", "Merche", ("6 1 5 0 0 0 0 1 1",)),
        ("Me llamo Ana María de la Torre. Llámame al 615 000 041.", "Ana María de la Torre", ("615 000 041",)),
        ("Ich heiße Jörg Kühn, Handy: 0171 / 3920114", "Jörg Kühn", ("0171 / 3920114",)),
        ("Ref. catastral 9872023VH5797S0001WX, 46004, hasta 350.000 €, DNI 12345678Z", "", ()),
        ("Fax 963 52 00 72", "", ()),
    ],
)
def test_people_say_their_names_and_phones_in_their_own_words(said, name, phones):
    found = described_self(said)
    assert (found.name, found.phones) == (name, phones)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Lucía Farré te ha escrito sobre tu anuncio", "Lucía Farré"),
        ("You have an enquiry from Aoife Brannigan\nEmail", "Aoife Brannigan"),
        ("hai ricevuto una richiesta da Giulia Tassinari:", "Giulia Tassinari"),
        ("Consulta de Alquiler Vacacional", ""),
        ("Nuevo mensaje de El Equipo", ""),
    ],
)
def test_a_sentence_names_who_asks(sentence, name):
    assert asker_named(sentence) == name


PASSED_ON = (
    (
        "Fwd: Piso",
        "Te lo paso.\n\n---------- Forwarded message ---------\nDe: Ana <ana@example.com>\nAsunto: Piso\n\nHola",
    ),
    ("RV: Piso", "Te lo paso.\n\nDe: Ana <ana@example.com>\nEnviado: lunes\nPara: x\nAsunto: Piso\n\nHola"),
    ("Fwd: Flat", "Te lo paso.\n\nBegin forwarded message:\n\n> From: Ana <ana@example.com>\n> Subject: x\n>\n> Hola"),
    (
        "WG: Haus",
        "Te lo paso.\n\n-----Ursprüngliche Nachricht-----\nVon: Ana <ana@example.com>\nGesendet: x\nAn: y\nBetreff: z"
        "\n\nHola",
    ),
)


@pytest.mark.parametrize(("subject", "text"), PASSED_ON)
def test_a_mail_that_was_passed_on_is_found_with_its_sender_and_the_note_above(subject, text):
    inner = inner_mail(text, subject)
    assert (inner.forwarded, inner.sender, inner.text.strip(), inner.note) == (
        True, "Ana <ana@example.com>", "Hola", "Te lo paso.",
    )  # fmt: skip


ANSWERS = (
    "El lun, 3 nov 2026 a las 10:00, Oficina <o@example.org> escribió:\n> Llame: 915 000 099",
    "De: Oficina <o@example.org>\nEnviado: lunes\nPara: Ana\nAsunto: Piso\n\nLlámenos: 915 000 099",
)


@pytest.mark.parametrize("quoted", ANSWERS)
def test_what_an_answer_quotes_is_left_out(quoted):
    inner = inner_mail(f"Sigo interesada.\n\n{quoted}", "Re: Piso")
    assert (inner.forwarded, inner.text.strip()) == (False, "Sigo interesada.")


def test_a_name_is_signed_at_the_end_of_a_text_also_where_it_has_no_lines():
    said = "Busco un piso. " * 100
    assert signed_name([f"{said}Gracias, Ana Gil Ruiz."]) == "Ana Gil Ruiz"
    assert signed_name([f"Gracias, Ana Gil Ruiz. {said}"]) == ""
