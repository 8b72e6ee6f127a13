"""Are numbers of relatives, clients, agents and caretakers kept from the person who asks?"""

import pytest

from functions.ingest.inquiries.inquiry_builder import InquiryBuilder
from functions.ingest.inquiries.names import split_name
from functions.ingest.recognition.labelled_text import add_labelled_fields, read_labels
from functions.ingest.recognition.labelled_values import labelled_values
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.own_words import phones_said
from functions.ingest.recognition.people import add_values

MINE, OTHER = "615 000 001", "615 000 002"


@pytest.mark.parametrize(
    ("text", "phones"),
    [
        pytest.param(f"Mi número es {MINE}, y si no contesto llamad a mi marido al {OTHER}.", [MINE], id="second best"),
        pytest.param(f"Call me on {MINE} or my husband Tom on {OTHER}.", [MINE], id="another by name"),
        pytest.param(f"mi telefono {MINE} o el de mi mujer {OTHER}", [MINE, OTHER], id="either of a couple"),
        pytest.param(f"Mi móvil es {MINE}. El de mi clienta: {OTHER}.", [MINE], id="a client's"),
        pytest.param(f"Joignable au {MINE} ; le gardien ({OTHER}) a les clés.", [MINE], id="a caretaker's"),
        pytest.param(
            f"Mi hermano Julián vive allí y hay que avisarle antes de la visita ({OTHER}). Llámeme al {MINE}.",
            [MINE],
            id="whom to warn",
        ),
        pytest.param(f"Let him know before you come ({OTHER}). You reach me on {MINE}.", [MINE], id="whom to tell"),
        pytest.param(
            f"Quería preguntarles por el piso, mi móvil es {MINE} y el de casa {OTHER}",
            [MINE, OTHER],
            id="who is asked",
        ),
        pytest.param(
            f"Quisiera preguntarle por la visita: {MINE}, o llámenme al {OTHER}", [MINE, OTHER], id="politely"
        ),
        pytest.param(f"Para contactarles y avisarles dejo {MINE} y {OTHER}", [MINE, OTHER], id="the office"),
        pytest.param(f"Mi mujer y yo queríamos llamarle: {MINE}. O al {OTHER}", [MINE, OTHER], id="the writer calls"),
        pytest.param(f"Pueden avisarle, {MINE}. También {OTHER}", [MINE, OTHER], id="nobody is named"),
        pytest.param(
            f"Mi hermano puede venir y hay que avisarle, mi móvil es {MINE}. Fijo {OTHER}",
            [MINE, OTHER],
            id="the writer's own after it",
        ),
        pytest.param(
            f"Wanted to ask them about the flat, my mobile {MINE}, home {OTHER}", [MINE, OTHER], id="they are asked"
        ),
        pytest.param(
            f"Please tell her I called, my number is {MINE}. Or {OTHER}",
            [MINE, OTHER],
            id="the writer's own in English",
        ),
        pytest.param(f"Mi mujer irá y hay que llamarle antes ({OTHER}). Yo: {MINE}", [MINE], id="a wife to call"),
        pytest.param(
            f"Mi hermano vive allí hasta marzo, y\nhay que avisarle antes ({OTHER}). Yo: {MINE}",
            [MINE],
            id="of a sentence",
        ),
        pytest.param(
            f"Somos mi hermano y yo\n\nPueden avisarle, {MINE} o {OTHER}", [MINE, OTHER], id="of another paragraph"
        ),
        pytest.param(f"Quiere verlo; hay que llamarle al {OTHER}", [OTHER], id="the only one"),
        pytest.param(f"El móvil de mi hermano Luis es {OTHER}", [OTHER], id="a relative's alone"),
        pytest.param(
            f"Mis padres y yo buscamos piso: llámame al {MINE}. O si no al {OTHER}",
            [MINE, OTHER],
            id="not the parents'",
        ),
    ],
)
def test_a_number_is_the_writers_unless_the_words_around_it_give_it_to_another(text, phones):
    assert phones_said(text) == phones


def read(text):
    add_labelled_fields(read_labels(text), builder := InquiryBuilder())
    return builder.name, builder.emails, builder.phones


def test_what_stands_below_an_agents_name_is_the_agents_if_the_person_has_a_number():
    asked = f"Cliente: Ana Gil\nTfno. cliente: {MINE}\n"
    agents = f"Agente asignado: Juan Mora\nTeléfono: {OTHER}\nEmail: juan@example.org"
    assert read(asked + agents) == ("Ana Gil", (), (MINE,))


def test_a_number_below_the_wished_agent_is_the_persons_if_they_have_no_other():
    assert read(f"Nombre: Ana Gil\nAgente: Juan Mora\nTeléfono: {MINE}") == ("Ana Gil", (), (MINE,))


def test_a_question_of_a_form_ends_nothing_and_one_that_says_whom_to_ask_is_a_footer():
    assert read(f"Nome: Ana Gil\nDomande? Quando posso visitare?\nTelefono: {MINE}") == ("Ana Gil", (), (MINE,))
    assert read(f"Nome: Ana Gil\nDomande? Scrivi a aiuto@example.org\nTelefono: {OTHER}") == ("Ana Gil", (), ())


def filled(body):
    add_values(labelled_values(body), builder := InquiryBuilder())
    return builder.name, builder.phones


@pytest.mark.parametrize(
    ("body", "found"),
    [
        pytest.param(
            {"Field1": "Ana Gil", "Field2": "5045550126", "Structure": [{"ID": "Field2", "Title": "Phone"}]},
            ("Ana Gil", ("5045550126",)),
            id="labels told elsewhere",
        ),
        pytest.param(
            {
                "person": {"name": "Ana Gil", "phone": MINE},
                "target": {"type": "office", "name": "Rosa Sol", "phone": OTHER, "email": "sol@example.org"},
            },
            ("Ana Gil", (MINE,)),
            id="an office by its type",
        ),
        pytest.param({"company": "Construcciones Sol", "phone": MINE}, ("Construcciones Sol", (MINE,)), id="a firm"),
        pytest.param(
            {"event": {"pulseName": "Lieselotte Karstens", "values": {"phone": MINE}}},
            ("Lieselotte Karstens", (MINE,)),
            id="the title of a record",
        ),
        pytest.param(
            {"customer": {"name": "Ana Gil", "phones": [{"number": MINE}, {"number": OTHER, "label": "fax"}]}},
            ("Ana Gil", (MINE,)),
            id="no fax",
        ),
        pytest.param(
            {"contact": {"type": "owner", "name": "Ana Gil", "phone": MINE}}, ("Ana Gil", (MINE,)), id="an owner"
        ),
        pytest.param(
            {"name": "Ana Gil", "telefono": f"Llamar por la tarde en horario de oficina {MINE}"},
            ("Ana Gil", (MINE,)),
            id="when to call",
        ),
        pytest.param(
            {"sender_name": "Ana", "message": "Quiero preguntar por Luis Mora, que me atendió ayer"},
            ("Ana", ()),
            id="who is asked for",
        ),
        pytest.param({"mensaje": "Its Great Location is what I want"}, ("", ()), id="whose something is"),
    ],
)
def test_people_are_found_in_bodies_of_any_structure(body, found):
    assert filled(body) == found


@pytest.mark.parametrize(
    ("label", "others"),
    [
        pytest.param("What's the best number for our agent to reach you on?", False, id="the team asks"),
        pytest.param("¿A qué número te puede llamar nuestro agente?", False, id="the team asks in Spanish"),
        pytest.param("Your agent's phone number", True, id="of an agent"),
        pytest.param("Emergency contact number", True, id="of somebody else"),
    ],
)
def test_a_question_is_of_whom_it_asks_and_not_of_who_asks_it(label, others):
    assert read_label((label,)).others is others


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        pytest.param("Rossi Giulia", ("Giulia", "Rossi"), id="a common surname before a first name"),
        pytest.param("Giulia Rossi", ("Giulia", "Rossi"), id="as it is spoken"),
        pytest.param("Keira James", ("Keira", "James"), id="a surname that is a first name too"),
        pytest.param("GAËLLE LE MEUR", ("Gaëlle", "Le Meur"), id="a French article"),
        pytest.param("Nigel Threlfall BDS", ("Nigel", "Threlfall"), id="a degree"),
    ],
)
def test_a_name_is_divided_by_common_first_names_and_surnames(whole, parts):
    assert split_name(whole) == parts
