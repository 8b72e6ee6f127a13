"""Do the forms of Google Ads, Typeform and Realtor.com become leads, and forged deliveries not?"""

import base64
import hashlib
import hmac
import json
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.ingest.inquiries import inquiry_builder
from functions.ingest.providers import PROVIDERS
from shared.domain.kernel.errors import BodyMalformed, Invalid, SignatureInvalid
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.inquiry import MAX_ATTRIBUTES, json_size
from shared.domain.plan_records.source import FormerSecret
from shared.store import codec
from shared.web.request import Request
from tests import make
from tests.functions import team
from tests.functions.ingest_client import DAY, NOW, change

KINDS = ("google", "typeform", "realtor")
SOURCE = {kind: make.id_of("source", kind) for kind in KINDS}
FIRST = {"google": 200, "typeform": 202, "realtor": 202}
ID = {"google": "lead_id", "typeform": "event_id", "realtor": "lead_id"}
SECRET, OTHER = (f"whsec_{base64.b64encode(key * 4).decode()}" for key in (b"01234567", b"76543210"))


def sample(kind):
    return json.loads((Path(__file__).parent / "samples" / f"{kind}.json").read_text())


def proven(kind, body, secret):
    """Return the bytes and headers with which the provider would send `body`.

    A list or text cannot hold Google's key.
    """
    if kind == "google" and isinstance(body, dict):
        body = {**body, "google_key": secret}
    raw = json.dumps(body, ensure_ascii=False)
    signature = base64.b64encode(hmac.new(secret.encode(), raw.encode(), hashlib.sha256).digest()).decode()
    return raw, {
        "google": {},
        "typeform": {"Typeform-Signature": f"sha256={signature}"},
        "realtor": {"X-Api-Key": secret},
    }[kind]


def call(raw, headers):
    return Request(None, {name.lower(): value for name, value in headers.items()}, raw, NOW, "request-1")


def parsed(kind, body):
    """Return the one event in a body, or None."""
    return next(iter(PROVIDERS[kind].parse(call(json.dumps(body).encode(), {}))), None)


def refused(kind, raw, headers, secrets=(SECRET,)):
    with pytest.raises(SignatureInvalid):
        PROVIDERS[kind].verify(call(raw, headers), secrets)
    return True


@pytest.fixture
def entry(door):
    """Provide ingest with a source of each kind."""
    for kind in KINDS:
        team.change(door.table, make.source(SOURCE[kind], title=kind, kind=kind))
    door.now = NOW + timedelta(minutes=1)

    def deliver(kind, body=None, *, version=1, secret=None, **more):
        sent = {**sample(kind), **more} if body is None else body
        return door.post(SOURCE[kind], *proven(kind, sent, secret or door.secret.source_secret(SOURCE[kind], version)))

    door.deliver = deliver
    return door


# What they become

CONTACT = {
    "google": ("Lucía", "Pérez Vidal", ["lucia@example.com", "l.perez@example.org"], ["+34600112233"]),
    "typeform": ("Lucía", "Pérez Vidal", ["lucia@example.com"], ["+34600112233"]),
    "realtor": ("Grace", "Moreno", ["grace@example.com"], ["(212) 555-0100"]),
}
ATTRIBUTES = {
    "google": {
        "postcode": "28009",
        "place": "Madrid",
        "company_name": "Casas Norte",
        "when_do_you_want_to_move": "Este año",
        "form_id": "40000000001",
        "campaign_id": "123450000000006789",
        "adgroup_id": "20000000002",
        "creative_id": "30000000003",
        "gcl_id": "EAIaIQobChMI-sample-click",
    },
    "typeform": {
        "place": "Chamberí",
        "price_max": 300000,
        "que_no_puede_faltar": ["Luz", "Ascensor", "Piscina"],
        "visita": False,
        "form_place": "Una terraza",
        "desde": "2027-01-15",
        "utm_source": "newsletter",
        "language": "es",
        "form_id": "pIsO42",
    },
    "realtor": {
        "intent": "buy",
        "pre_approved": True,
        "listing_url": "https://www.realtor.com/realestateandhomes-detail/M00000-00001",
        "address": "12 Sample Street",
        "place": "Albany",
        "state": "NY",
        "postcode": "12207",
        "listing_id": "202600017",
        "property_type": "condo",
        "beds": 2,
        "price_min": 450000,
        "price_max": 450000,
        "source": "listing page",
        "probability_to_transact": 0.7,
        "timestamp": "2026-11-22T15:03:58Z",
    },
}
MESSAGE = {"google": None, "typeform": "Con terraza, por favor.", "realtor": "Is it still available?"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_becomes_a_lead_with_its_contact_and_attributes(entry, kind):
    status, body = entry.deliver(kind)
    assert (status, body["repeat"]) == (FIRST[kind], False)
    lead = team.read(entry.table, body["lead_id"])
    contact = lead.contact
    emails, phones = [a.given for a in contact.emails], [a.given for a in contact.phones]
    assert (contact.first_name, contact.last_name, emails, phones) == CONTACT[kind]
    assert lead.attributes == ATTRIBUTES[kind]
    assert (lead.message, lead.source_id, lead.state) == (MESSAGE[kind], SOURCE[kind], "unrouted")


@pytest.mark.parametrize("kind", KINDS)
def test_an_event_is_identified_by_its_providers_id_for_ever(entry, kind):
    _, first = entry.deliver(kind)
    entry.now += 365 * DAY
    before = entry.everything()
    assert entry.deliver(kind, source="another word") == (200, first)
    assert entry.everything() == before
    assert entry.deliver(kind, **{ID[kind]: "another-event"}) == (FIRST[kind], {**first, "repeat": True})


def test_a_response_without_an_event_is_identified_by_its_token():
    body = sample("typeform")
    token = body["form_response"]["token"]
    assert parsed("typeform", {**body, "event_id": None}).event_id == token
    assert parsed("typeform", {**body, "event_id": " "}).event_id == token


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("given_id", [None, "", " ", True, [], {}, 1.5])
def test_with_an_invalid_id_the_content_identifies_the_event(kind, given_id):
    body = sample(kind)
    if kind == "typeform":
        body["form_response"]["token"] = given_id
    assert parsed(kind, {**body, ID[kind]: given_id}).event_id is None


def test_an_unfinished_response_makes_no_lead(entry, logged):
    before = entry.everything()
    assert entry.deliver("typeform", event_type="form_response_partial") == (200, {})
    assert entry.everything() == before
    assert "DeliveryIgnored" in logged()
    assert entry.deliver("typeform", event_type="form_response_partial", secret=OTHER)[0] == 401


def test_a_test_is_stored_with_its_preview_and_makes_no_lead(entry):
    before = entry.everything()
    assert entry.deliver("google", is_test=True) == (200, {})
    assert entry.deliver("google", is_test=True) == (200, {})
    [kept] = [item for item in entry.everything() if item not in before]
    delivery = codec.from_item(Delivery, kept)
    assert (delivery.outcome, delivery.foreseen.outcome, delivery.lead_id) == ("test", "offered", None)
    assert delivery.foreseen.sentences["es"]
    assert delivery.foreseen.sentences["en"]
    assert int(kept["ttl"]["N"]) == int((entry.now + timedelta(days=90)).timestamp())
    assert entry.deliver("google", is_test=True, secret=OTHER)[0] == 401


def test_a_test_with_the_same_id_does_not_replace_the_event(entry):
    entry.deliver("google", is_test=True)
    assert entry.deliver("google")[1]["repeat"] is False


# Names


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        ({"FULL_NAME": "Ana Ruiz de la Prada"}, ("Ana", "Ruiz de la Prada")),
        ({"FULL_NAME": " Ana "}, ("Ana", "")),
        ({"FIRST_NAME": "María José", "LAST_NAME": "Ruiz"}, ("María José", "Ruiz")),
        ({"FULL_NAME": "Ana Ruiz", "FIRST_NAME": "Ana", "LAST_NAME": "Ruiz"}, ("Ana", "Ruiz")),
        ({"LAST_NAME": "Ruiz", "FULL_NAME": "María José"}, ("María José", "Ruiz")),
    ],
)
def test_a_full_name_is_split_only_if_its_parts_are_missing(columns, names):
    data = [{"column_id": name, "string_value": value} for name, value in columns.items()]
    contact = parsed("google", {"user_column_data": data}).inquiry.contact
    assert (contact.first_name, contact.last_name) == names


@pytest.mark.parametrize(
    ("called", "field"),
    [
        ("FIRST_NAME", "first_name"),
        ("firstName", "first_name"),
        ("Apellidos:", "last_name"),
        ("¿Cómo te llamas?", "full_name"),
        ("NOMBRE  COMPLETO", "full_name"),
        ("Correo electrónico", "email"),
        ("E-mail", "email"),
        ("Teléfono móvil", "phone"),
        ("Comentarios", "message"),
        ("agent_email", None),
        ("name of your pet", None),
        ("", None),
    ],
)
def test_a_field_is_recognised_regardless_of_case_accents_and_punctuation(called, field):
    assert inquiry_builder.field_of(called) == field


def test_realtors_contact_fields_may_be_spelled_differently():
    contact = {"fullName": "Grace Moreno", "emails": ["g@example.com", None], "phoneNumber": 2125550100}
    inquiry = parsed("realtor", {"contact": contact, "comments": "Hello"}).inquiry
    assert (inquiry.contact.first_name, inquiry.contact.last_name) == ("Grace", "Moreno")
    assert (inquiry.contact.emails, inquiry.contact.phones) == (("g@example.com",), ("2125550100",))
    assert inquiry.message == "Hello"


def test_realtors_agent_is_not_the_inquiring_person():
    assert "agent@example.net" not in repr(parsed("realtor", sample("realtor")))


@pytest.mark.parametrize(
    ("price", "bounds"),
    [
        (450000, (450000, 450000)),
        ("$450,000", (450000, 450000)),
        ("450000.00", (450000, 450000)),
        ("on request", (None, None)),
        (True, (None, None)),
    ],
)
def test_a_propertys_price_is_both_ends_of_the_range(price, bounds):
    attributes = parsed("realtor", {"contact": {"email": "a@b.es"}, "property": {"price": price}}).inquiry.attributes
    assert (attributes.get("price_min"), attributes.get("price_max")) == bounds
    assert ("price" in attributes) == (bounds == (None, None))


def test_a_budget_takes_precedence_over_the_propertys_price():
    body = {**sample("realtor"), "finance_info": {"budget_max": 500000}}
    attributes = parsed("realtor", body).inquiry.attributes
    assert "price_min" not in attributes
    assert attributes["price_max"] == 500000


# Bounds


def test_no_lead_is_lost_because_of_long_answers():
    columns = [("FULL_NAME", "Ana " + "x" * 900), ("message", "m" * 9_000), ("EMAIL", "e" * 201)]
    columns += [("PHONE_NUMBER", f"60011223{n}") for n in range(12)] + [(f"q{n}", "y" * 3_000) for n in range(9)]
    data = [{"column_id": name, "string_value": value} for name, value in columns]
    inquiry = parsed("google", {"user_column_data": data}).inquiry
    assert (len(inquiry.contact.last_name), len(inquiry.message), len(inquiry.contact.phones)) == (200, 4_000, 10)
    assert inquiry.attributes["email"] == "e" * 201
    assert {"phone", "phone_2", "q4"} <= inquiry.attributes.keys()
    assert "q8" not in inquiry.attributes


@given(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=4_000) | st.integers() | st.lists(st.text()))))
def test_attributes_stay_within_the_limits_of_a_lead(given_answers):
    builder = inquiry_builder.InquiryBuilder()
    builder.add_field("first_name", "Ana")
    for name, value in given_answers:
        builder.add_attribute(name, value)
    assert json_size(builder.build().attributes) <= MAX_ATTRIBUTES


# What stays out


def test_no_bit_of_googles_key_may_differ():
    raw = proven("google", sample("google"), SECRET)[0].encode()
    PROVIDERS["google"].verify(call(raw, {}), [OTHER, SECRET])
    start = raw.index(SECRET.encode())
    for place in range(start, start + len(SECRET)):
        for bit in range(8):
            flipped = bytearray(raw)
            flipped[place] ^= 1 << bit
            assert refused("google", bytes(flipped), {})


@pytest.mark.parametrize("key", [None, "", [], {}, 7, True, [SECRET], OTHER, SECRET + "=", SECRET[:-1]])
def test_a_wrong_key_is_refused(key):
    assert refused("google", json.dumps({**sample("google"), "google_key": key}).encode(), {})


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 300, b'{"google_key": "\\ud800"}'])
def test_a_body_without_a_key_is_refused(raw):
    assert refused("google", raw, {})
    assert refused("google", raw, {"X-Api-Key": SECRET, "google_key": SECRET})


def test_no_bit_of_typeforms_signature_or_body_may_differ():
    raw, headers = proven("typeform", sample("typeform"), SECRET)
    PROVIDERS["typeform"].verify(call(raw.encode(), headers), [OTHER, SECRET])
    signature = headers["Typeform-Signature"]
    for place, old in enumerate(signature):
        for bit in range(7):
            flipped = signature[:place] + chr(ord(old) ^ 1 << bit) + signature[place + 1 :]
            assert refused("typeform", raw.encode(), {"Typeform-Signature": flipped})
    for place in range(len(raw.encode())):
        changed = bytearray(raw.encode())
        changed[place] ^= 1
        assert refused("typeform", bytes(changed), headers)
    for longer in (raw + " ", raw + "\n", " " + raw):
        assert refused("typeform", longer.encode(), headers)


def test_a_signature_has_one_valid_spelling():
    raw, headers = proven("typeform", sample("typeform"), SECRET)
    ours = headers["Typeform-Signature"]
    for other in ("", ours[7:], ours.upper(), ours + " ", ours.rstrip("="), "\ud800"):
        assert refused("typeform", raw.encode(), {"Typeform-Signature": other})
    assert refused("typeform", raw.encode(), {})


def test_no_bit_of_realtors_key_may_differ():
    raw, headers = proven("realtor", sample("realtor"), SECRET)
    PROVIDERS["realtor"].verify(call(raw.encode(), headers), [OTHER, SECRET])
    for place, old in enumerate(SECRET):
        for bit in range(7):
            flipped = SECRET[:place] + chr(ord(old) ^ 1 << bit) + SECRET[place + 1 :]
            assert refused("realtor", raw.encode(), {"X-Api-Key": flipped})
    assert refused("realtor", raw.encode(), {})


@pytest.mark.parametrize("kind", KINDS)
def test_a_forged_delivery_writes_nothing(entry, kind):
    before = entry.everything()
    status, body = entry.deliver(kind, secret=OTHER)
    assert (status, body["code"]) == (401, "signature_invalid")
    assert entry.deliver(kind, [], secret=OTHER)[0] == 401
    assert entry.everything() == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_previous_secret_is_valid_until_its_time_and_the_next_is_not(entry, kind):
    former = (FormerSecret(version=1, until=entry.now + DAY),)
    change(entry, make.source(SOURCE[kind], kind=kind), secret_version=2, former=former)
    assert entry.deliver(kind, version=1)[0] == FIRST[kind]
    assert entry.deliver(kind, version=2)[0] == 200
    assert entry.deliver(kind, version=3)[0] == 401
    entry.now += DAY
    assert entry.deliver(kind, version=1)[0] == 401


@pytest.mark.parametrize("kind", KINDS)
def test_an_authentic_body_without_a_person_is_refused_and_recorded_once(entry, kind):
    before = entry.everything()
    assert entry.deliver(kind, {"lead_id": "1"})[0] == 422
    assert entry.deliver(kind, {"lead_id": "1"})[0] == 422
    [kept] = [item for item in entry.everything() if item not in before]
    delivery = codec.from_item(Delivery, kept)
    assert (delivery.outcome, delivery.reason, delivery.lead_id) == ("unreadable", "invalid", None)
    assert delivery.mistakes[0].loc[0] == "body"
    if kind != "google":
        assert entry.deliver(kind, [])[0] == 422
    assert entry.deliver(kind)[1]["repeat"] is False


# Bodies of any shape

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)


def places(value, path=()):
    """Return the path to everything in a body."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield from places(one, (*path, key))


def replaced(value, path, by):
    """Return the body with another value in that place."""
    if not path:
        return by
    changed = dict(value) if isinstance(value, dict) else list(value)
    changed[path[0]] = replaced(value[path[0]], path[1:], by)
    return changed


def twisted(body):
    return st.builds(lambda path, by: replaced(body, path, by), st.sampled_from(list(places(body))), JSON)


ODD = [None, True, 7, 1.5, "", "x", [], {}, [None], [[]], [{}], {"x": None}, json.loads("[" * 150 + "]" * 150)]


@pytest.mark.parametrize("kind", KINDS)
def test_one_odd_value_anywhere_loses_no_lead(kind):
    """Even if the contact itself is odd: some other field still identifies the person."""
    whole = {"google": "user_column_data", "typeform": "form_response", "realtor": "contact"}[kind]
    for path in places(sample(kind)):
        if path and path not in ((whole,), (whole, "answers")):
            for odd in ODD:
                event = parsed(kind, replaced(sample(kind), path, odd))
                assert event is None or event.inquiry.contact.reachable


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_authentic_body_is_read_or_refused(kind, data):
    body = data.draw(JSON | st.dictionaries(st.sampled_from([*sample(kind)]), JSON) | twisted(sample(kind)))
    raw, headers = proven(kind, body, SECRET)
    came = call(raw.encode(), headers)
    if kind == "google" and not isinstance(body, dict):
        assert refused(kind, came.raw, headers)
        return
    with suppress(Invalid, BodyMalformed):  # reported to the provider; anything else would be a 500
        event = next(iter(PROVIDERS[kind].parse(came)), None)
        assert (
            event is None or event.inquiry.contact.reachable or event.inquiry.contact.last_name or event.inquiry.message
        )


HOSTILE = [
    "9" * 5_000,
    "9" * 4_000,
    "1e400",
    "1e-400",
    "-0.0",
    '"\\u0000"',
    "[" * 150 + "]" * 150,
    '"' + "é" * 99_999 + '"',
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_values_cause_no_server_error(entry, kind, hostile):
    secret = entry.secret.source_secret(SOURCE[kind], 1)
    template = json.dumps({**sample(kind), "google_key": secret, "extra": "@", ID[kind]: "@", "role": "@"})
    for body in (template, template.replace("lucia@example.com", "@").replace("grace@example.com", "@")):
        raw = body.replace('"@"', hostile)
        signature = base64.b64encode(hmac.new(secret.encode(), raw.encode(), hashlib.sha256).digest()).decode()
        status, answer = entry.post(
            SOURCE[kind], raw, {"X-Api-Key": secret, "Typeform-Signature": f"sha256={signature}"}
        )
        assert status < 500
        if status < 300:
            assert team.read(entry.table, answer["lead_id"]).contact.first_name
