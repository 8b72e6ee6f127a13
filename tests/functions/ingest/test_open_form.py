"""May anybody fill in a source's open form, and do nothing by it but ask?"""

import gzip
import json
import re
from contextlib import suppress
from datetime import timedelta
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest

from functions.ingest.forms.posted_form import PostedForm
from functions.ingest.inquiries.inquiry_builder import KNOWN
from functions.ingest.parsing.form_body import read_plain_form
from functions.ingest.waiting.build import WaitingDoors
from functions.ingest.waiting.build import build as build_waiting
from functions.ingest.webhooks.throttle import FORM_BURST, Throttle
from shared.domain.kernel.errors import BodyMalformed, Busy
from shared.domain.lead_records.raw_delivery import RawDelivery
from shared.domain.plan_records.open_form import OpenForm
from shared.queue import Queue
from shared.store.partitions import PartitionKey
from shared.web.request import Request
from tests import make, memory
from tests.functions import put_off, team
from tests.functions.ingest_client import change
from tests.functions.work import calls
from tests.granted import Granted
from tests.tables import StagedTable

SOURCE, KEYED = make.id_of("source", "open"), make.id_of("source", "keyed")
SITE, EVIL = "https://www.inmo.example", "https://evil.example"
PATH = f"/forms/{SOURCE}"
CONSENT = "He leído la política de privacidad"
FORM = OpenForm(
    phone="optional", consent_text=CONSENT, privacy_url="https://www.inmo.example/privacidad", sites=(SITE,)
)
NURIA = {
    "name": "Nuria Vidal",
    "email": "nuria@example.com",
    "phone": "612000101",
    "message": "¿Sigue libre?",
    "consent": "yes",
}
JSON = {"accept": "application/json"}
XSS = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)></textarea>"


class Tags(HTMLParser):
    """Collect the tags of a page with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def value(self, name):
        return next(attrs.get("value", "") for _, attrs in self.found if attrs.get("name") == name)


@pytest.fixture
def form(door):
    """Provide ingest with a source that has an open form, and one that has none."""
    team.change(door.table, make.source(SOURCE, title="Web", kind="form", form=FORM))
    team.change(door.table, make.source(KEYED, title="Otra", kind="form"))

    def page(path=PATH, **given):
        return door.ask_raw("GET", path, **given)

    def token():
        return Tags(page()["body"]).value("token")

    def send(given=None, headers=None, *, token=None, **more):
        fields = {
            **NURIA,
            "consent_version": FORM.consent_version,
            "token": door.form_token if token is None else token,
            **more,
            **(given or {}),
        }
        sent = {"content-type": "application/x-www-form-urlencoded", **(headers or {})}
        return door.ask_raw("POST", PATH, raw=urlencode(fields), headers=sent)

    def settings(**fields):
        change(door, make.source(SOURCE), form=FORM.model_copy(update=fields))

    door.page, door.token, door.send, door.settings = page, token, send, settings
    door.form_token = token()
    door.now += timedelta(seconds=30)
    return door


def state(answer):
    return json.loads(answer["body"])["state"]


def only_lead(form):
    [item] = form.leads()
    return team.read(form.table, item["PK"]["S"].removeprefix("LEAD#"))


# What a visitor sees and what becomes of it


def test_a_form_that_was_filled_in_becomes_a_lead_with_its_consent(form):
    answer = form.send()
    assert (answer["statusCode"], answer["headers"]["Location"]) == (303, f"{SOURCE}?sent=1")
    lead = only_lead(form)
    assert (lead.contact.first_name, lead.contact.last_name, lead.message) == ("Nuria", "Vidal", "¿Sigue libre?")
    assert ([one.normal for one in lead.contact.emails], [one.normal for one in lead.contact.phones]) == (
        ["nuria@example.com"],
        ["+34612000101"],
    )
    assert (lead.source_id, lead.state, lead.attributes) == (SOURCE, "unrouted", {"open_form": True})
    [consent] = lead.consents
    assert (consent.purpose, consent.given, consent.at, consent.source) == ("privacy_notice", True, form.now, "Web")
    assert (consent.text, consent.version) == (CONSENT, FORM.consent_version)


def test_the_thanks_are_in_the_forms_language(form):
    assert "<h1>Gracias</h1>" in form.page(query={"sent": "1"})["body"]
    form.settings(language="en")
    page = form.page(query={"sent": "1"})["body"]
    assert "<h1>Thank you</h1>" in page
    assert '<html lang="en">' in page


def test_the_page_asks_what_the_rainmaker_chose(form):
    form.settings(name="hidden", phone="required", message="hidden")
    tags = Tags(form.page()["body"]).found
    shown = {
        attrs["name"]: "required" in attrs for tag, attrs in tags if tag == "input" and attrs.get("type") != "hidden"
    }
    assert shown.pop("contact_me_by_fax") is False
    assert shown == {"email": True, "phone": True, "consent": True}


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"name": ""}, {"name": "Dinos tu nombre."}),
        ({"email": "nuria"}, {"email": "No es un correo electrónico. Ejemplo: ana@example.com"}),
        ({"phone": "no"}, {"phone": "No es un número de teléfono. Ejemplo: 600 112 233"}),
        ({"consent": ""}, {"consent": "Marca esta casilla para que podamos contestarte."}),
    ],
)
def test_what_is_missing_is_said_by_its_field_and_nothing_typed_is_lost(form, given, wrong):
    answer = form.send(given)
    tags = Tags(answer["body"])
    assert answer["statusCode"] == 200
    assert all(said in answer["body"] for said in wrong.values())
    assert {attrs["name"] for _, attrs in tags.found if "aria-invalid" in attrs} == wrong.keys()
    assert tags.value("email") == given.get("email", "nuria@example.com")
    told = json.loads(form.send(given, JSON)["body"])
    assert (told["state"], told["mistakes"]) == ("fix", wrong)
    assert form.leads() == []


def test_a_form_without_required_addresses_needs_one(form):
    form.settings(email="optional", phone="optional")
    told = json.loads(form.send({"email": "", "phone": ""}, JSON)["body"])
    assert told["mistakes"] == {"email": "Déjanos un correo o un teléfono para poder contestarte."}
    assert state(form.send({"email": ""}, JSON)) == "sent"


def test_fields_that_a_site_added_are_attributes_under_their_own_names(form):
    form.send(
        headers={"origin": SITE, **JSON}, presupuesto="300000", **{"Tipo de vivienda": "Ático"}, page=f"{SITE}/atico"
    )
    attributes = only_lead(form).attributes
    assert attributes["form_site"] == SITE
    assert attributes["listing_url"] == f"{SITE}/atico"
    assert (attributes["tipo_de_vivienda"], attributes["presupuesto"]) == ("Ático", "300000")
    assert attributes.keys().isdisjoint({"property_type", "price_max"})


def test_the_team_sees_the_fields_of_a_form_and_says_what_they_stand_for(form):
    mapping = {"zona": "attribute:zone", "Apellidos": "last_name", "boletin": "consent", "nota": "ignore"}
    more = {"zona": "Triana", "Apellidos": "Vidal Roca", "boletin": "yes", "nota": "x", "place": "x"}
    form.send(**more)
    fields, preview = f"/sources/{SOURCE}/fields", f"/sources/{SOURCE}/mapping/preview"
    chief = make.member(make.CHIEF).sub
    shown = form.ask("GET", fields, sub=chief)[1]
    assert [one["name"] for one in shown["fields"]] == ["name", "email", "phone", "message", *more]
    assert shown["fields"][1]["taken_for"] == ["email"]
    assert shown["inquiry"]["attributes"]["zona"] == "Triana"
    foreseen = form.ask("POST", preview, sub=chief, body=mapping)[1]["inquiry"]
    change(form, make.source(SOURCE), form=FORM, mapping=mapping)
    token = form.token()
    form.now += timedelta(seconds=30)
    form.send({"name": "Nuria", "email": "roca@example.com", "phone": ""}, token=token, **more)
    leads = [team.read(form.table, item["PK"]["S"].removeprefix("LEAD#")) for item in form.leads()]
    lead = next(one for one in leads if one.contact.emails[0].given == "roca@example.com")
    assert (lead.contact.first_name, lead.contact.last_name) == ("Nuria", "Vidal Roca")
    assert lead.attributes == foreseen["attributes"] == {
        "open_form": True, "zone": "Triana", "boletin": "yes", "form_place": "x",
    }  # fmt: skip
    assert len(lead.consents) == 1


@pytest.mark.parametrize(
    "mapping",
    [
        pytest.param({"name": "ignore", "email": "ignore", "phone": "ignore", "message": "ignore"}, id="ignored"),
        pytest.param({"name": "attribute:listing_title", "email": "message", "phone": "attribute:x"}, id="meant else"),
        pytest.param({"message": "consent", "name": "consent"}, id="as consents"),
    ],
)
def test_no_mapping_changes_what_our_own_fields_are(form, mapping):
    change(form, make.source(SOURCE), form=FORM, mapping=mapping)
    form.send()
    lead = only_lead(form)
    assert (lead.contact.first_name, lead.contact.last_name, lead.message) == ("Nuria", "Vidal", NURIA["message"])
    assert [one.given for one in (*lead.contact.emails, *lead.contact.phones)] == [NURIA["email"], NURIA["phone"]]
    assert (lead.attributes, [one.purpose for one in lead.consents]) == ({"open_form": True}, ["privacy_notice"])


def test_a_field_whose_mapping_does_not_count_is_not_called_unfit(form):
    mapping = {"name": "attribute:title", "boletin": "consent", "zona": "email"}
    change(form, make.source(SOURCE), form=FORM, mapping=mapping)
    form.send(boletin="yes", zona="Triana")
    shown = form.ask("GET", f"/sources/{SOURCE}/fields", sub=make.member(make.CHIEF).sub)[1]["fields"]
    fields = {one["name"]: (one.get("meaning"), one["taken_for"], one["unfit"]) for one in shown}
    assert fields["name"] == ("attribute:title", ["name"], False)
    assert fields["boletin"] == ("consent", ["attribute:boletin"], False)
    assert fields["zona"] == ("email", ["attribute:zona"], True)


def test_a_form_in_which_nobody_is_waits_to_be_read_with_its_mark_and_its_consent(form):
    form.settings(name="hidden")
    long = f"{'n' * 60}@{'.'.join(['v' * 60] * 3)}.example"  # too long to be kept as an address
    form.send(email=long, phone="")
    lead = only_lead(form)
    assert (lead.state, lead.contact.emails) == ("pooled", ())
    assert long in lead.message
    assert NURIA["message"] in lead.message
    assert lead.attributes["open_form"] is True
    assert [(one.purpose, one.given) for one in lead.consents] == [("privacy_notice", True)]


def test_json_is_taken_too(form):
    body = {**NURIA, "consent": True, "token": form.form_token}
    answer = form.ask_raw("POST", PATH, body=body, headers={**JSON, "content-type": "application/json", "origin": SITE})
    assert (answer["statusCode"], state(answer)) == (202, "sent")
    assert len(form.leads()) == 1


def test_a_form_that_was_sent_twice_makes_one_lead(form):
    form.send()
    before = form.everything()
    assert form.send()["statusCode"] == 303
    assert form.everything() == before


def test_a_form_that_the_table_is_too_busy_for_is_put_off_and_then_handled(form):
    def busy(_commit, _writes):
        raise Busy

    put_off.files()
    form.table.around("commit", busy)
    assert form.send()["statusCode"] == 303
    assert form.leads() == []
    doors = WaitingDoors(
        table=StagedTable(Granted(memory.client("dynamodb"), "waiting")), now=lambda: form.now, secret=form.secret,
        secrets=form.secrets,
        fetches=Queue(lambda: form.queue, "fetches"), waiting=put_off.waiting(form.put_off), raws=put_off.raws(),
    )  # fmt: skip
    [message] = form.put_off.sent
    assert build_waiting(doors).work(message["key"]) == "accepted"
    assert only_lead(form).consents[0].text == CONSENT


def test_what_was_sent_is_kept_without_the_visitors_browser(form):
    form.send(headers={"user-agent": "Mozilla", "cookie": "a=b"})
    [kept] = form.raws()
    assert isinstance(kept, RawDelivery)
    assert [part.content_type for part in kept.parts] == ["application/vnd.relevo.form+json"]
    assert kept.parts[0].headers == {}


NEW = "Acepto la cesión de mis datos"


def test_a_tick_by_another_text_than_the_present_one_is_asked_for_again(form):
    form.settings(consent_text=NEW)
    answer = form.send()
    tags = Tags(answer["body"])
    assert NEW in answer["body"]
    assert "El texto ha cambiado" in answer["body"]
    [box] = [attrs for _, attrs in tags.found if attrs.get("name") == "consent"]
    assert "checked" not in box
    assert [tags.value(one) for one in ("name", "phone")] == ["Nuria Vidal", "612000101"]
    assert form.leads() == []
    form.now += timedelta(seconds=3)
    again = {"token": tags.value("token"), "consent_version": tags.value("consent_version")}
    assert form.send(again)["statusCode"] == 303
    assert [one.text for one in only_lead(form).consents] == [NEW]


def test_no_hidden_field_says_otherwise_than_the_token_which_text_was_shown(form):
    form.settings(consent_text=NEW)
    version = FORM.model_copy(update={"consent_text": NEW}).consent_version
    assert state(form.send({"consent_version": version}, JSON)) == "fix"
    assert form.leads() == []


def test_a_script_is_told_the_present_text(form):
    assert "consent" not in json.loads(form.send({"email": "no"}, JSON)["body"])
    form.settings(consent_text=NEW, privacy_url="")
    told = json.loads(form.send(headers=JSON)["body"])
    assert (told["state"], told["consent"]) == ("fix", {"text": NEW, "privacy": ""})
    assert told["mistakes"] == {"consent": "El texto ha cambiado: léelo y vuelve a marcar esta casilla."}
    form.now += timedelta(seconds=3)
    assert state(form.send(headers=JSON, token=told["token"])) == "sent"


@pytest.mark.parametrize(("version", "status"), [("", 200), ("0" * 12, 200), (FORM.consent_version, 303)])
def test_a_form_pasted_into_a_site_says_which_text_it_shows(form, version, status):
    assert form.send({"consent_version": version}, {"origin": SITE}, token="")["statusCode"] == status
    assert len(form.leads()) == (status == 303)


def test_a_form_that_asks_for_no_consent_needs_no_version(form):
    form.settings(consent_text="")
    assert form.send({"consent_version": "", "consent": ""}, {"origin": SITE}, token="")["statusCode"] == 303


# Who may not


@pytest.mark.parametrize("source_id", [KEYED, make.id_of("source", "nobody"), "source_1", "../webhooks"])
def test_a_source_without_an_open_form_has_none(form, source_id):
    for method, path in (("GET", ""), ("GET", "/embed.js"), ("OPTIONS", ""), ("POST", "")):
        assert form.ask_raw(method, f"/forms/{source_id}{path}")["statusCode"] == 404


def test_an_archived_source_takes_no_more_forms(form):
    change(form, make.source(SOURCE), status="archived", archived_at=form.now)
    assert form.page()["statusCode"] == 404
    assert form.send()["statusCode"] == 404


def test_a_field_that_people_do_not_see_keeps_programs_out(form):
    before = form.everything()
    assert form.send(contact_me_by_fax="x")["statusCode"] == 303
    assert state(form.send({"contact_me_by_fax": "x"}, JSON)) == "sent"
    assert form.everything() == before


def test_a_form_sent_too_quickly_or_too_late_is_asked_for_again_as_it_was_typed(form):
    young = form.token()
    form.now += timedelta(seconds=1)
    assert state(form.send(headers=JSON, token=young)) == "again"
    form.now += timedelta(days=1)
    answer = form.send(token=young)
    again = Tags(answer["body"])
    assert "Falta un paso" in answer["body"]
    assert [again.value(one) for one in ("name", "email", "phone")] == ["Nuria Vidal", "nuria@example.com", "612000101"]
    assert form.leads() == []
    form.now += timedelta(seconds=3)
    assert form.send(token=again.value("token"))["statusCode"] == 303
    assert len(form.leads()) == 1


def forged(token):
    name, at, consent, signature = token.split(".")
    other = "0" if signature[0] != "0" else "1"
    known = "0" * len(consent)
    yield from ("", "x", f"{name}.{at}.{consent}", f"{name}.{int(at) + 1}.{consent}.{signature}")
    yield from (f"{name}.{at}.{consent}.{other}{signature[1:]}", f"{name}.{at}.{known}.{signature}")
    yield from (f"{name}0.{at}.{consent}.{signature}", f"{name}.{at}.{consent}.", f"{name}.{at}.{signature}")
    yield from (f"{name}.-{at}.{consent}.{signature}", f"{name}.{'9' * 11}.{consent}.{signature}")


def test_no_forged_token_is_good(form):
    for one in forged(form.form_token):
        assert state(form.send(headers=JSON, token=one)) == "again"
    assert form.leads() == []


def test_a_token_is_of_one_source(form):
    change(form, make.source(KEYED), form=FORM)
    other = Tags(form.page(f"/forms/{KEYED}")["body"]).value("token")
    form.now += timedelta(seconds=5)
    assert state(form.send(headers=JSON, token=other)) == "again"


def test_a_page_of_another_site_cannot_send_it(form):
    assert form.send(headers={"origin": EVIL, **JSON})["statusCode"] == 403
    answer = form.send(headers={"origin": EVIL, "sec-fetch-site": "cross-site"})
    assert "Falta un paso" in answer["body"]
    assert form.leads() == []
    assert "Access-Control-Allow-Origin" not in answer["headers"]


def test_our_own_page_may_whatever_its_address_is(form):
    own = {"origin": "https://relevo.inmo.example", "sec-fetch-site": "same-origin"}
    assert form.send(headers=own)["statusCode"] == 303


def test_an_old_browser_that_does_not_call_our_own_page_so_may_send_it_with_its_token(form):
    old = {"origin": "https://relevo.inmo.example"}
    assert form.send(headers={**old, **JSON})["statusCode"] == 403
    assert "Falta un paso" in form.send(headers=old, token="")["body"]
    assert form.send(headers=old)["statusCode"] == 303


def test_a_form_pasted_into_an_allowed_site_needs_no_token_and_elsewhere_one_more_step(form):
    for _ in range(2):
        assert form.send(headers={"origin": SITE}, token="")["statusCode"] == 303
    assert "Falta un paso" in form.send(token="")["body"]
    assert len(form.leads()) == 1


def test_browsers_are_told_which_sites_may_send_it(form):
    told = form.ask_raw("OPTIONS", PATH, headers={"origin": SITE, "access-control-request-method": "POST"})
    assert told["statusCode"] == 204
    assert told["headers"]["Access-Control-Allow-Origin"] == SITE
    assert "Access-Control-Allow-Credentials" not in told["headers"]
    assert form.send(headers={"origin": SITE, **JSON})["headers"]["Access-Control-Allow-Origin"] == SITE
    other = form.ask_raw("OPTIONS", PATH, headers={"origin": EVIL})
    assert "Access-Control-Allow-Origin" not in other["headers"]


def test_a_flood_is_refused_without_losing_what_was_typed_and_leaves_keyed_deliveries_alone(form):
    for number in range(FORM_BURST):
        assert form.send(email=f"nuria{number}@example.com")["statusCode"] == 303
    answer = form.send(email="nuria@example.org")
    assert (answer["statusCode"], Tags(answer["body"]).value("email")) == (429, "nuria@example.org")
    assert form.send({"email": "nuria@example.org"}, JSON)["statusCode"] == 429
    secret = form.secret.source_secret(SOURCE, 1)
    assert form.post(SOURCE, json.dumps({"email": "ana@example.com"}), {"x-api-key": secret})[0] == 202
    form.now += timedelta(minutes=1)
    assert form.send(email="nuria@example.org")["statusCode"] == 303


def test_a_form_that_is_too_large_is_refused(form):
    assert form.send(message="x" * 65_536)["statusCode"] == 413


def test_nothing_that_is_compressed_is_unpacked(form):
    """Anybody may send it: 64 KB would be megabytes to read, before the token is looked at."""
    packed = gzip.compress(urlencode({**NURIA, "token": form.form_token, "más": "x" * 1_000_000}).encode())
    for headers in ({}, {"content-encoding": "gzip"}):
        request = Request(None, headers, packed, form.now, "request-1")
        with suppress(BodyMalformed):  # its bytes may look like a field
            assert not any(PostedForm.read(request, FORM).typed.values())


def test_no_field_of_a_multipart_form_has_parts_of_its_own(form):
    inner = "\r\n".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}" for n in range(40))
    raw = "".join(
        f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {**NURIA, "token": form.form_token}.items()
    )
    raw += f'--x\r\nContent-Disposition: form-data; name="notas"\r\n{inner}\r\n' + "x\r\n" * 9_000 + "--x--\r\n"
    made = calls(lambda: read_plain_form(raw.encode(), "multipart/form-data; boundary=x"))
    assert made < 300_000
    answer = form.ask_raw("POST", PATH, raw=raw, headers={**JSON, "content-type": "multipart/form-data; boundary=x"})
    assert state(answer) == "sent"
    assert str(only_lead(form).attributes["notas"]).startswith("--b0")


@pytest.mark.parametrize("raw", ["", "[]", "x", "\x00", "{", "[" * 10_000])
def test_what_is_no_form_is_refused_or_asked_again(form, raw):
    answer = form.ask_raw("POST", PATH, raw=raw, headers={"content-type": "application/json"})
    assert answer["statusCode"] in (200, 400)
    assert form.leads() == []


def test_a_visitor_chooses_no_id_source_or_owner(form):
    form.send(id="event-1", source_id=KEYED, owner=make.ANN, lead_id="lead_1", agent_id=make.ANN, kind="message")
    lead = only_lead(form)
    assert (lead.source_id, lead.owner, lead.state) == (SOURCE, None, "unrouted")
    assert lead.lead_id != "lead_1"


def test_an_open_form_writes_no_field_names_of_other_kinds_of_events(form):
    """Nobody's words are taken for a consent, a test or a message of ours, whatever fields they send."""
    form.settings(consent_text="")
    form.send(consents='[{"purpose":"marketing","given":true}]', test="true", attributes='{"open_form": false}')
    lead = only_lead(form)
    assert lead.consents == ()
    assert lead.attributes["open_form"] is True


def test_no_field_that_a_visitor_makes_up_is_a_consent(form):
    form.settings(consent_text="")
    form.send({
        "Acepto recibir publicidad por whatsapp": "yes", "marketing": "no", "cesion_a_terceros": "yes",
        "nota": "Acepto recibir publicidad por correo",
    })  # fmt: skip
    lead = only_lead(form)
    assert lead.consents == ()
    assert lead.attributes["marketing"] == "no"


@pytest.mark.parametrize("name", ["form_site", "open_form", *sorted(KNOWN)])
def test_no_field_that_a_visitor_makes_up_has_a_name_that_routes_or_we_go_by(form, name):
    form.send({name: "1", name.replace("_", " ").title(): "2"})
    attributes = only_lead(form).attributes
    assert attributes.get(name) == (True if name == "open_form" else None)
    assert {attributes[one] for one in attributes if one.startswith(f"form_{name}")} == {"1", "2"}


def test_a_field_that_the_form_hides_is_not_taken(form):
    form.settings(phone="hidden", message="hidden")
    assert form.send({"phone": "no"})["statusCode"] == 303
    lead = only_lead(form)
    assert (lead.contact.phones, lead.message, lead.attributes) == ((), None, {"open_form": True})


def test_a_stranger_who_names_a_known_person_changes_nothing_of_them_but_their_history(form):
    secret = form.secret.source_secret(KEYED, 1)
    form.post(KEYED, json.dumps({"name": "Nuria Vidal", "email": "nuria@example.com"}), {"x-api-key": secret})
    before = only_lead(form)
    cards = form.kept(PartitionKey.CARDS)
    assert form.send({"name": "Eva Mala", "phone": "612000999"})["statusCode"] == 303
    after = only_lead(form)
    assert (after.contact, form.kept(PartitionKey.CARDS)) == (before.contact, cards)
    assert after.asked_again_at == form.now
    assert [(one.purpose, one.text) for one in after.consents] == [("privacy_notice", CONSENT)]


# Texts are texts


def test_no_text_of_the_rainmakers_or_a_visitors_is_markup(form):
    form.settings(consent_text=XSS)
    change(form, make.source(SOURCE), title=XSS)
    for page in (form.page()["body"], form.send(name=XSS, message=XSS, email="no", **{XSS: XSS})["body"]):
        tags = Tags(page).found
        assert {"script", "img"}.isdisjoint(tag for tag, _ in tags)
        assert not [name for _, attrs in tags for name in attrs if name.startswith("on")]
    script = form.page(f"{PATH}/embed.js")["body"]
    assert "</script" not in script


def test_the_pages_policy_lets_nothing_run(form):
    headers = form.page()["headers"]
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "form-action 'self'; base-uri 'none'; frame-ancestors 'self'" in policy
    assert (headers["Cache-Control"], headers["X-Content-Type-Options"]) == ("no-store", "nosniff")


def test_no_link_but_https_is_taken():
    for url in (
        "javascript:alert(1)",
        "http://inmo.example",
        'https://a"onclick=',
        "//inmo.example",
        "data:text/html,x",
    ):
        with pytest.raises(ValueError, match="privacy_url"):
            OpenForm(privacy_url=url)
    for site in ("https://a.example/", "https://A.example", "http://a.example", "*", "null", "https://*.example", ""):
        with pytest.raises(ValueError, match="sites"):
            OpenForm(sites=(site,))


def test_the_script_is_small_and_holds_the_form_as_data(form):
    answer = form.page(f"{PATH}/embed.js")
    assert answer["headers"]["Content-Type"] == "text/javascript; charset=utf-8"
    assert len(gzip.compress(answer["body"].encode())) < 4_096
    [told] = re.findall(r"^const c = (.*)$", answer["body"], re.MULTILINE)
    known = json.loads(told)
    assert ([one["name"] for one in known["fields"]], known["sites"]) == (["name", "email", "phone", "message"], [SITE])
    assert (known["consent"], known["privacy"]) == (CONSENT, FORM.privacy_url)
    assert known["token"] != form.form_token


def test_visitors_are_in_no_log(form, logged):
    form.send()
    form.send(email="no", name="Nuria Vidal")
    assert not [word for word in ("Nuria", "nuria@", "612000101", "Sigue") if word in logged()]


def test_a_throttle_of_forms_is_apart(form):
    form.open(Throttle(burst=0, per_second=0))
    assert form.send()["statusCode"] == 303
