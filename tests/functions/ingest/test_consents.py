"""What providers' forms say of consent: what is certain is recorded, all else stays an attribute."""

import json

import pytest

from functions.ingest.inquiries.body import read_inquiry
from functions.ingest.inquiries.consents import MAX_GIVEN, answered_consents
from functions.ingest.inquiries.delivered_event import Pointer
from functions.ingest.inquiries.field_readings import FieldReadings
from functions.ingest.inquiries.inquiry_builder import InquiryBuilder
from functions.ingest.providers import google, meta, typeform
from functions.ingest.recognition.labelled_text import add_labelled_fields, read_labels
from functions.ingest.recognition.labelled_values import labelled_values
from functions.ingest.recognition.people import add_values
from shared.web.request import Request
from tests.functions import team
from tests.functions.ingest.importing import Office, sheet
from tests.functions.ingest_client import ASKED, SECOND
from tests.make import BOSS, NOON

OPTED_OUT = ("baja", "bajas", "dados_de_baja", "lista_robinson", "Rechazados", "oposición", "donotcontact",
             "doNotContact", "do_not_email", "do-not-call", "revoked", "withdrawn", "declined", "blacklist", "blocked",
             "optouts", "suppression_list", "not_consented", "sin consentimiento", "no")  # fmt: skip
BANNERS = ("cookieconsent", "cookieConsent", "Cookiebot", "cookieyes", "cookies_rgpd", "OneTrust", "Didomi")
KINDS = ("necessary", "strictly_necessary", "analytics_storage", "preferences", "personalization", "necesario",
         "técnica", "Estadísticas", "ads", "ad_storage", "targeting", "social_media", "analyticsConsent")  # fmt: skip
QUESTIONS = ("Energy performance certificate", "¿Reformas necesarias?", "Furniture necessary", "Visita técnica",
             "Statistics needed")  # fmt: skip


def short(consents):
    return [(one.purpose, one.channel, one.given) for one in consents]


def inquiry(**fields):
    return read_inquiry(json.dumps({"contact": {"first_name": "Eva"}, **fields}).encode())


@pytest.mark.parametrize(
    ("question", "answer", "found"),
    [
        ("Acepto la política de privacidad", "Sí", [("privacy_notice", "any", True)]),
        ("He leído y acepto los términos y condiciones", True, [("privacy_notice", "any", True)]),
        ("rgpd_consent", "1", [("privacy_notice", "any", True)]),
        ("¿Quieres recibir nuestras novedades por email?", True, [("marketing", "email", True)]),
        ("I agree to receive news and offers by e-mail", False, [("marketing", "email", False)]),
        ("acceptsMarketing", True, [("marketing", "any", True)]),
        ("Newsletter", "sí", [("marketing", "email", True)]),
        ("Acepto recibir publicidad por correo postal o SMS", "x",
         [("marketing", "post", True), ("marketing", "sms", True)]),
        ("Acepto llamadas comerciales", "Sí", [("calls", "phone", True)]),
        ("Acepta local comercial", "si", []),
        ("I accept commercial leases", True, []),
        ("No deseo recibir publicidad", True, [("marketing", "any", False)]),
        ("I do not want to receive marketing", True, [("marketing", "any", False)]),
        ("¿Quieres recibir la newsletter? (Sí/No)", "Sí", [("marketing", "email", True)]),
        ("¿Quieres recibir la newsletter? (Sí/No)", "No", [("marketing", "email", False)]),
        ("Receive our newsletter [yes / no]", "yes", [("marketing", "email", True)]),
        ("Acepto recibir publicidad: sí o no", "sí", [("marketing", "any", True)]),
        ("Newsletter (S/N)", "S", [("marketing", "email", True)]),
        ("I agree to receive offers on new homes", True, [("marketing", "any", True)]),
        ("No deseo recibir publicidad (ver política de cookies)", "sí", [("marketing", "any", False)]),
        ("Acepto recibir publicidad (ver política de cookies)", "no", [("marketing", "any", False)]),
        ("Acepto recibir publicidad (ver política de cookies)", "sí", [("marketing", "any", True)]),
        ("I agree to receive our newsletter, see our cookie policy", "yes", [("marketing", "email", True)]),
        ("Acepto recibir publicidad y que la web use cookies", "no", [("marketing", "any", False)]),
        ("Acepto la política de privacidad y de cookies", "sí", [("privacy_notice", "any", True)]),
    ],
)  # fmt: skip
def test_a_clear_answer_to_a_question_of_consent_is_recorded(question, answer, found):
    assert short(answered_consents(question, answer)) == found


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        pytest.param("marketing_consent", "maybe", id="neither yes nor no"),
        pytest.param("No deseo recibir publicidad", False, id="a refusal that was not ticked"),
        pytest.param("marketing_budget", "1", id="no question of consent"),
        pytest.param("¿Aceptas ofertas por debajo del precio?", "Sí", id="offers of another kind"),
        pytest.param("Acepto recibir publicidad de terceros", "Sí", id="two purposes at once"),
        pytest.param("Acepto recibir publicidad; puedes darte de baja cuando quieras", True, id="how to end it"),
        pytest.param("I agree to receive marketing. Unsubscribe at any time.", "Yes", id="how to end it in English"),
        pytest.param("Marca si no quieres recibir publicidad", True, id="agreeing and refusing words"),
        pytest.param("¿Quieres recibir ofertas por tu piso?", "Sí", id="offers by buyers"),
        pytest.param("Do you want to receive offers for your property?", "yes", id="offers by buyers in English"),
        pytest.param("Quiero recibir ofertas de compradores", "sí", id="offers of buyers"),
        pytest.param("Receive news about your home", True, id="news of their own home"),
        pytest.param("¿Quieres visitarlo ya?", True, id="another question"),
        pytest.param("Acepto recibir publicidad", ["Sí"], id="a list"),
        pytest.param("precio_condiciones", "si", id="conditions of another kind"),
        pytest.param("Acepto las cookies de marketing", True, id="what a browser may store"),
        pytest.param("No acepto las cookies de marketing", True, id="what a browser may not store"),
        pytest.param("Acepto que esta web use cookies de publicidad", "no", id="an advertisement's cookies"),
        pytest.param("Acepto recibir publicidad y que la web use cookies", True, id="cookies too"),
        pytest.param("cookieconsent_marketing", True, id="a joined name"),
        pytest.param("declined_marketing_consent", True, id="who declined"),
    ],
)
def test_what_is_not_certain_is_no_consent(question, answer):
    assert answered_consents(question, answer) == []


@pytest.mark.parametrize(
    "question",
    [
        "Acepto recibir comunicaciones comerciales según la política de privacidad",
        "I have read the privacy policy and agree to receive marketing",
    ],
)
def test_marketing_that_hides_behind_the_privacy_notice_is_only_that_notice(question):
    assert short(answered_consents(question, True)) == [("privacy_notice", "any", True)]


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ({"consent": {"marketing": True}}, [("marketing", "any", True)]),
        ({"cookie_consent": {"marketing": True}}, []),
        ({"cookies": {"consent": {"marketing": True}}}, []),
        ({"consent_preferences": {"necessary": True, "statistics": False, "marketing": True}}, []),
        ({"opt_out": {"marketing": True}}, [("marketing", "any", False)]),
        ({"preferences": {"opt_out": {"by": {"newsletter": True}}}}, [("marketing", "email", False)]),
        ({"opt_out": {"marketing": False}}, []),
        ({"unsubscribed": {"newsletter": True}}, [("marketing", "email", False)]),
        ({"do_not_contact": {"marketing": True}}, [("marketing", "any", False)]),
        *(({name: {"newsletter": True}}, [("marketing", "email", False)]) for name in OPTED_OUT),
        *(({name: {"newsletter": False}}, []) for name in OPTED_OUT),
        ({"baja": {"Acepto recibir publicidad": "sí"}}, []),
        ({"baja": {"Acepto recibir publicidad": "no"}}, [("marketing", "any", False)]),
        ({"opt_out": {"consent": {"marketing": True}}}, []),
        ({"opt_out": {"privacy": True}}, []),
        ({"opt_in": {"marketing": True}}, [("marketing", "any", True)]),
        *(({name: {"consent": {"marketing": True}}}, []) for name in BANNERS),
        *(({name: {"marketing": False}}, []) for name in BANNERS),
        ({"cookies": {"Acepto recibir publicidad": "sí"}}, []),
        ({"cookies": {"Acepto recibir publicidad": "no"}}, [("marketing", "any", False)]),
        *(({"consent": {kind: True, "marketing": True}}, []) for kind in KINDS),
        ({"consent": {"analytics_storage": "denied", "marketing": "granted"}}, []),
        ({"consent": {"necessary": True, "marketing": False}}, [("marketing", "any", False)]),
        ({"consent_marketing": True, "consent_analytics": True, "consent_necessary": True}, []),
        ({"marketingConsent": "granted", "analyticsConsent": "granted"}, []),
        *(({"data": {kind: "yes", "Acepto recibir publicidad": said}}, [("marketing", "any", given)])
          for kind in (*KINDS, *QUESTIONS) for said, given in (("sí", True), ("no", False))),
        *(({"data": {asked: "no", "consent_marketing": True}}, [("marketing", "any", True)]) for asked in QUESTIONS),
        ({"data": {"I accept the privacy policy": "yes", "Furniture necessary": "no"}},
         [("privacy_notice", "any", True)]),
    ],
)  # fmt: skip
def test_the_containers_around_a_choice_say_what_is_chosen(sent, found):
    add_values(labelled_values({"name": "Eva Gil", "email": "eva@example.com", **sent}), builder := InquiryBuilder())
    assert short(builder.build().consents) == found


@pytest.mark.parametrize(
    ("sent", "field", "found"),
    [
        ({"opt_out": {"marketing": True}}, "opt_out.marketing", [("marketing", "any", False)]),
        ({"opt_out": {"marketing": False}}, "opt_out.marketing", []),
        ({"bajas": {"newsletter": "sí"}}, "bajas.newsletter", [("marketing", "email", False)]),
        ({"cookie_consent": {"marketing": True}}, "cookie_consent.marketing", []),
        ({"Cookiebot": {"consent": {"marketing": True}}}, "Cookiebot.consent.marketing", []),
        ({"consent": {"necessary": True, "marketing": True}}, "consent.marketing", []),
        ({"consent": {"marketing": True}}, "consent.marketing", [("marketing", "any", True)]),
        ({"consent": {"marketing": False}}, "consent.marketing", [("marketing", "any", False)]),
    ],
)
def test_a_field_that_is_mapped_to_a_consent_says_what_it_says_without_a_mapping(sent, field, found):
    for mapping in ({field: "consent"}, {}):
        builder = InquiryBuilder(FieldReadings(mapping))
        add_values(labelled_values({"name": "Eva Gil", "email": "eva@example.com", **sent}), builder)
        assert short(builder.build().consents) == found


@pytest.mark.parametrize("meaning", ["ignore", "attribute:necessary"])
def test_a_mapping_of_other_cookies_leaves_their_banner_one(meaning):
    builder = InquiryBuilder(FieldReadings({"consent.necessary": meaning}))
    sent = {"name": "Eva Gil", "email": "eva@example.com", "consent": {"necessary": True, "marketing": True}}
    add_values(labelled_values(sent), builder)
    assert builder.build().consents == ()


def test_a_refusal_in_a_list_is_kept_with_the_name_of_the_list():
    sent = {"name": "Eva Gil", "email": "eva@example.com", "bajas": {"newsletter": True}}
    add_values(labelled_values(sent), builder := InquiryBuilder())
    assert [one.text for one in builder.build().consents] == ["bajas newsletter"]


def test_a_body_states_consents_by_purpose_and_channel():
    said = {"purpose": "Marketing", "channel": "email", "given": True, "text": "News", "version": "2026-01",
            "at": "2026-01-05T11:00:00Z", "else": 1}  # fmt: skip
    found = inquiry(consents=[said, {"purpose": "surveys", "given": False}])
    assert short(found.consents) == [("marketing", "email", True), ("surveys", "any", False)]
    assert (found.consents[0].text, found.consents[0].version, found.consents[0].at.hour) == ("News", "2026-01", 11)
    assert found.attributes == {}


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"purpose": "marketing", "given": "yes"}, id="no boolean"),
        pytest.param({"given": True}, id="no purpose"),
        pytest.param({"purpose": "marketing", "given": True, "at": 1700000000}, id="an instant that is none"),
        pytest.param("yes", id="text"),
    ],
)
def test_a_stated_consent_that_is_not_certain_becomes_an_attribute(given):
    found = inquiry(consents=[given])
    assert found.consents == ()
    assert found.attributes == {"consents": [given]}


@pytest.mark.parametrize("given", [None, [], {}, 7, [None], [[[]]]])
def test_whatever_stands_for_consents_no_lead_is_lost(given):
    assert inquiry(consents=given).consents == ()


def test_one_inquiry_states_only_so_many():
    many = [{"purpose": f"p{n}", "given": True} for n in range(MAX_GIVEN + 5)]
    assert len(inquiry(consents=many).consents) == MAX_GIVEN


def test_a_long_text_of_consent_is_cut_and_cleaned():
    found = inquiry(consents=[{"purpose": "marketing", "given": True, "text": "a\u202eb" + "x" * 5000}]).consents[0]
    assert found.text.startswith("abx")
    assert len(found.text) == 1000


def ask(body):
    return Request(sub=None, headers={}, raw=json.dumps(body).encode(), now=NOON, request_id="1")


def test_typeforms_legal_question_is_a_notice_and_a_yes_or_no_a_consent():
    fields = [{"id": "a", "ref": "x", "type": "legal", "title": "Estoy conforme"},
              {"id": "b", "ref": "y", "type": "yes_no", "title": "¿Quieres recibir ofertas por WhatsApp?"}]  # fmt: skip
    answers = [
        {"type": "boolean", "boolean": True, "field": {"id": "a", "type": "legal", "ref": "x"}},
        {"type": "boolean", "boolean": True, "field": {"id": "b", "type": "yes_no", "ref": "y"}},
        {"type": "email", "email": "eva@example.com", "field": {"id": "c", "type": "email", "ref": "z"}},
    ]
    response = {"definition": {"fields": fields}, "answers": answers}
    (event,) = typeform.parse(ask({"event_id": "1", "form_response": response}))
    assert short(event.inquiry.consents) == [("privacy_notice", "any", True), ("marketing", "whatsapp", True)]
    assert event.inquiry.consents[1].text == "¿Quieres recibir ofertas por WhatsApp?"
    assert event.inquiry.attributes["x"] is True


@pytest.mark.parametrize(("checked", "given"), [("1", True), ("", False), (True, True), (False, False)])
def test_metas_disclaimer_is_a_consent_if_its_key_says_to_what(checked, given):
    boxes = [{"checkbox_key": "marketing_consent", "is_checked": checked},
             {"checkbox_key": "optional_1", "is_checked": "1"}]  # fmt: skip
    answer = {"field_data": [{"name": "email", "values": ["eva@example.com"]}], "custom_disclaimer_responses": boxes}
    event = meta.details(Pointer("1", {}), answer)
    assert short(event.inquiry.consents) == [("marketing", "any", given)]
    assert event.inquiry.attributes["disclaimer_optional_1"] == "1"
    assert "custom_disclaimer_responses" in meta.FIELDS


def test_a_question_of_googles_form_is_read_by_its_words():
    columns = [
        {"column_id": "EMAIL", "string_value": "eva@example.com"},
        {"column_id": "q1", "column_name": "Do you agree to receive our newsletter?", "string_value": "Yes"},
    ]
    (event,) = google.parse(ask({"lead_id": "1", "user_column_data": columns}))
    assert short(event.inquiry.consents) == [("marketing", "email", True)]


def test_a_mail_of_a_web_form_may_hold_the_privacy_notice():
    builder = InquiryBuilder()
    add_labelled_fields(read_labels("Nombre: Eva\nAcepto la política de privacidad: Sí"), builder)
    assert short(builder.build().consents) == [("privacy_notice", "any", True)]


AGREED = {"purpose": "marketing", "channel": "email", "given": True, "text": "News"}


def test_a_delivery_brings_consents_with_their_form_and_instant(door):
    _, answer = door.signed({**ASKED, "consents": [AGREED]})
    (kept,) = team.read(door.table, answer["lead_id"]).consents
    assert (kept.source, kept.by, kept.at, kept.text) == ("Web", "provider", door.now, "News")


def test_a_repeat_adds_only_what_the_person_had_not_said_already(door):
    _, first = door.signed({**ASKED, "consents": [AGREED]})
    door.now += SECOND
    door.signed({**ASKED, "consents": [AGREED]}, event_id="again")
    assert len(team.read(door.table, first["lead_id"]).consents) == 1
    door.signed({**ASKED, "consents": [{**AGREED, "given": False}]}, event_id="withdrawn")
    assert [one.given for one in team.read(door.table, first["lead_id"]).consents] == [True, False]


def test_a_message_of_a_known_person_may_bring_a_consent(door):
    _, first = door.signed()
    said = {"contact": ASKED["contact"], "message": "Sí", "kind": "message", "consents": [AGREED]}
    assert door.signed(said, event_id="said")[1]["repeat"]
    assert short(team.read(door.table, first["lead_id"]).consents) == [("marketing", "email", True)]


def test_mapped_columns_of_a_file_are_consents_and_what_is_unclear_an_attribute(door):
    office = Office(door)
    mapping = {"first_name": "nombre", "email": "email", "consents": {"marketing.email": "Acepta publicidad"}}
    rows = ["Eva,eva@example.com,Sí", "Ana,ana@example.com,no", "Leo,leo@example.com,quizá", "Pia,pia@example.com,"]
    file = sheet(rows, header="nombre,email,Acepta publicidad")
    shown = office.run(file, start={"mapping": mapping}, routing="pool")
    assert shown["created"] == 4
    assert shown["columns"][2] == {"name": "Acepta publicidad", "holds": "consents.marketing.email"}
    leads = {lead.contact.first_name: lead for lead in map(team_lead(door), door.leads())}
    assert {name: short(lead.consents) for name, lead in leads.items()} == {
        "Eva": [("marketing", "email", True)], "Ana": [("marketing", "email", False)], "Leo": [], "Pia": [],
    }  # fmt: skip
    assert leads["Leo"].attributes == {"acepta_publicidad": "quizá"}
    assert (leads["Eva"].consents[0].text, leads["Eva"].consents[0].by) == ("Acepta publicidad", BOSS)


def team_lead(door):
    return lambda item: team.read(door.table, item["PK"]["S"].removeprefix("LEAD#"))
