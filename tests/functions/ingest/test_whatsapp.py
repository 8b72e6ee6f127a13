"""Does a message to the team's WhatsApp number become a lead, and the next one part of its conversation?"""

import hashlib
import hmac
import json

import pytest

from functions.ingest.providers import whatsapp
from shared.secrets import IssuedSecret
from shared.web.request import Request
from tests import make
from tests.functions import team
from tests.functions.ingest_client import NOW

SOURCE, KEPT = make.id_of("source", "whatsapp"), make.id_of("secret", "whatsapp")
SECRET = "the-apps-secret"


def text(said, event_id="wamid.1", **more):
    return {
        "from": "34615000001",
        "id": event_id,
        "timestamp": "1764320000",
        "type": "text",
        "text": {"body": said},
        **more,
    }


def delivery(*messages, name="Ana Gil", **value):
    contacts = [{"profile": {"name": name}, "wa_id": "34615000001"}]
    value = {"messaging_product": "whatsapp", "contacts": contacts, "messages": list(messages), **value}
    return {
        "object": "whatsapp_business_account",
        "entry": [{"id": "1", "changes": [{"field": "messages", "value": value}]}],
    }


def parsed(body):
    raw = json.dumps(body).encode()
    return whatsapp.parse(Request(None, {}, raw, NOW, "request-1", "provider"))


@pytest.fixture
def chat(door):
    """Provide a way to deliver to a source of WhatsApp."""
    door.secrets.store(SOURCE, KEPT, IssuedSecret(SECRET))
    team.change(door.table, make.source(SOURCE, title="WhatsApp", kind="whatsapp", kept=KEPT))

    def deliver(body, secret=SECRET):
        raw = json.dumps(body)
        signature = hmac.new(secret.encode(), raw.encode(), hashlib.sha256).hexdigest()
        return door.post(SOURCE, raw, {"X-Hub-Signature-256": f"sha256={signature}"})

    door.deliver = deliver
    return door


def test_a_first_message_makes_a_lead_and_the_next_one_joins_its_conversation(chat):
    status, first = chat.deliver(delivery(text("¿Sigue libre?")))
    lead = team.read(chat.table, first["lead_id"])
    assert (status, lead.contact.name, lead.contact.phones[0].normal) == (200, "Ana Gil", "+34615000001")
    assert (lead.message, lead.state) == ("¿Sigue libre?", "unrouted")
    again = chat.deliver(delivery(text("¿Hola?", "wamid.2")))
    assert again == (200, {"lead_id": first["lead_id"], "repeat": True})
    assert len(chat.leads()) == 1
    assert chat.deliver(delivery(text("¿Hola?", "wamid.2"))) == again


def test_a_forged_message_writes_nothing(chat):
    before = chat.everything()
    assert chat.deliver(delivery(text("¿Sigue libre?")), secret="another")[0] == 401
    assert chat.everything() == before


def test_whatsapp_subscribes_with_the_sources_token(chat):
    query = {"hub.mode": "subscribe", "hub.challenge": "1158", "hub.verify_token": chat.secret.verify_token(SOURCE)}
    assert chat.ask_raw("GET", f"/webhooks/{SOURCE}", query=query)["body"] == "1158"


def test_the_advertisement_that_was_clicked_is_kept():
    referral = {"source_url": "https://fb.me/1", "source_id": "12", "headline": "Pisos", "ctwa_clid": "Aff"}
    [event] = parsed(delivery(text("Hola", referral=referral)))
    assert event.inquiry.attributes == {
        "ad_url": "https://fb.me/1", "ad_id": "12", "ad_headline": "Pisos", "click_id": "Aff",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ({"type": "image", "image": {"caption": "¿Cuánto vale?", "id": "1"}}, "(image)\n¿Cuánto vale?"),
        ({"type": "audio", "audio": {"id": "1"}}, "(audio)"),
        ({"type": "button", "button": {"text": "Quiero visitar"}}, "Quiero visitar"),
        ({"type": "interactive", "interactive": {"list_reply": {"id": "1", "title": "Comprar"}}}, "Comprar"),
        (
            {"type": "location", "location": {"name": "Mi piso", "address": "C/ Mayor 1"}},
            "(location)\nMi piso\nC/ Mayor 1",
        ),
    ],
)
def test_what_is_no_text_says_what_it_is(message, said):
    [event] = parsed(delivery({"from": "34615000001", "id": "wamid.1", **message}))
    assert (event.inquiry.message, event.inquiry.kind, event.inquiry.channel) == (said, "message", "whatsapp")


@pytest.mark.parametrize(
    "body",
    [
        delivery(statuses=[{"id": "wamid.1", "status": "delivered"}]),
        delivery({"from": "34615000001", "id": "wamid.1", "type": "reaction", "reaction": {"emoji": "👍"}}),
        delivery({"from": "", "id": "wamid.1", "type": "text", "text": {"body": "Hola"}}),
        {"entry": [{"changes": [{"field": "account_update", "value": {}}]}]},
        {},
    ],
)
def test_what_is_no_message_of_a_person_makes_no_lead(body):
    assert parsed(body) == ()


def test_a_name_that_says_nothing_is_none():
    [event] = parsed(delivery(text("Hola"), name="🌊 ."))
    assert (event.inquiry.contact.first_name, event.inquiry.contact.phones) == ("", ("+34615000001",))
