"""Are forged, outdated or unreadable deliveries refused?"""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from standardwebhooks import Webhook

from functions.ingest.inquiries import body, normalised_contact
from functions.ingest.providers import PROVIDERS, api_key, standard
from shared import addresses
from shared.domain.kernel.errors import BodyMalformed, SignatureInvalid
from shared.domain.plan_records.source import Source
from shared.web.errors import FieldErrors
from shared.web.request import Request

NOW = datetime(2026, 11, 22, 15, 4, 5, tzinfo=UTC)
SECRET = "whsec_" + base64.b64encode(b"0123456789abcdef0123456789abcdef").decode()
OTHER = "whsec_" + base64.b64encode(b"fedcba9876543210fedcba9876543210").decode()
RAW = json.dumps({"contact": {"first_name": "Lucía"}}, ensure_ascii=False).encode()


def signed(raw=RAW, *, at=NOW, secret=SECRET, event_id="event-1"):
    """Sign a delivery with the standard's own library, which is not what verifies it."""
    return Request(
        sub=None,
        headers={
            "webhook-id": event_id,
            "webhook-timestamp": str(int(at.timestamp())),
            "webhook-signature": Webhook(secret).sign(event_id, at, raw.decode()),
        },
        raw=raw,
        now=NOW,
        request_id="request-1",
    )


def with_header(call, name, value):
    return replace(call, headers={**call.headers, name: value})


def refused(call, provider=standard, secret=SECRET):
    with pytest.raises(SignatureInvalid):
        provider.verify(call, [secret])
    return True


def test_deliveries_signed_by_the_standards_own_library_are_accepted():
    standard.verify(signed(), [SECRET])
    assert standard.parse(signed())[0].event_id == "event-1"


@pytest.mark.parametrize("header", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_no_bit_of_a_header_may_differ(header):
    call = signed()
    value = call.headers[header]
    for place, old in enumerate(value):
        for bit in range(7):
            flipped = value[:place] + chr(ord(old) ^ 1 << bit) + value[place + 1 :]
            assert refused(with_header(call, header, flipped))


def test_no_bit_of_the_body_may_differ():
    call = signed()
    for place in range(len(RAW)):
        for bit in range(8):
            flipped = bytearray(RAW)
            flipped[place] ^= 1 << bit
            assert refused(replace(call, raw=bytes(flipped)))


@given(st.binary(max_size=300))
def test_a_signature_is_valid_for_its_body_only(raw):
    assume(raw != RAW)
    assert refused(replace(signed(), raw=raw))


@given(st.sampled_from(["webhook-id", "webhook-timestamp", "webhook-signature"]), st.text(max_size=80))
def test_a_signature_is_valid_for_its_headers_only(header, value):
    assume(value != signed().headers[header])
    assert refused(with_header(signed(), header, value))


@pytest.mark.parametrize("header", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_no_header_may_be_missing(header):
    call = signed()
    assert refused(replace(call, headers={name: value for name, value in call.headers.items() if name != header}))


@pytest.mark.parametrize("seconds", [-300, -299, 0, 299, 300])
def test_a_timestamp_up_to_five_minutes_off_is_accepted(seconds):
    standard.verify(signed(at=NOW + timedelta(seconds=seconds)), [SECRET])


@pytest.mark.parametrize("seconds", [-86_400 * 365, -301, 301, 86_400 * 365])
def test_more_than_five_minutes_off_is_refused(seconds):
    assert refused(signed(at=NOW + timedelta(seconds=seconds)))


def test_one_valid_signature_of_several_suffices():
    """So a provider can sign with two secrets while it changes from one to the other."""
    both = f"{signed(secret=OTHER).headers['webhook-signature']} v2,{'A' * 44} {signed().headers['webhook-signature']}"
    call = with_header(signed(), "webhook-signature", both)
    standard.verify(call, [SECRET])
    standard.verify(call, ["whsec_AAAA", OTHER])
    assert refused(call, secret="whsec_AAAA")


def test_another_version_of_the_signature_is_invalid():
    signature = signed().headers["webhook-signature"]
    assert refused(with_header(signed(), "webhook-signature", signature.replace("v1,", "v1a,")))
    assert refused(with_header(signed(), "webhook-signature", signature.removeprefix("v1,")))


def test_a_surrogate_in_a_header_is_refused_without_an_error():
    assert refused(with_header(signed(), "webhook-id", "event\ud800"))
    assert refused(replace(signed(), headers={"x-api-key": "\ud800"}), api_key)


def test_no_byte_of_a_key_may_differ():
    call = replace(signed(), headers={"x-api-key": SECRET})
    api_key.verify(call, [OTHER, SECRET])
    for place, old in enumerate(SECRET):
        for bit in range(7):
            flipped = SECRET[:place] + chr(ord(old) ^ 1 << bit) + SECRET[place + 1 :]
            assert refused(with_header(call, "x-api-key", flipped), api_key)
    assert refused(with_header(call, "x-api-key", ""), api_key)
    assert refused(replace(call, headers={}), api_key)


@pytest.mark.parametrize(("given_id", "event_id"), [("e-1", "e-1"), (17, "17"), ("", None), ("  ", None), (None, None)])
def test_an_event_without_a_signed_id_is_identified_by_its_bodys(given_id, event_id):
    raw = json.dumps({"id": given_id, "contact": {"first_name": "Ana"}}).encode()
    call = replace(signed(), headers={"webhook-id": "not signed"}, raw=raw)
    assert api_key.parse(call)[0].event_id == event_id


@pytest.mark.parametrize("kind", Source.model_fields["kind"].annotation.__args__)
def test_every_kind_but_manual_has_a_provider(kind):
    assert (kind in PROVIDERS) == (kind != "manual")


@pytest.mark.parametrize("raw", [b"", b"{", b"nope", b"\xff", b'{"contact": {"first_name": "\\ud800"}}'])
def test_invalid_json_is_malformed(raw):
    with pytest.raises(BodyMalformed):
        body.read_inquiry(raw)


@pytest.mark.parametrize(
    ("given_body", "loc"),
    [
        pytest.param([], ["body"], id="a list"),
        pytest.param({}, ["body", "contact"], id="nobody"),
        pytest.param({"contact": {}}, ["body"], id="an empty contact and no message"),
        pytest.param({"contact": "Ana"}, ["body", "contact"], id="a contact of text"),
        pytest.param({"contact": {"first_name": 7}}, ["body", "contact", "first_name"], id="a name that is a number"),
        pytest.param({"contact": {"emails": "a@b.es"}}, ["body", "contact", "emails"], id="one e-mail, not a list"),
        pytest.param({"contact": {"phones": [7]}}, ["body", "contact", "phones", 0], id="a phone that is a number"),
        pytest.param({"contact": {"phones": [None]}}, ["body", "contact", "phones", 0], id="a phone that is null"),
        pytest.param({"contact": {"emails": ["a@b.es"] * 11}}, ["body", "contact", "emails"], id="eleven e-mails"),
        pytest.param({"attributes": []}, ["body", "attributes"], id="attributes that are a list"),
        pytest.param({"attributes": {"a": "x" * 16_384}}, ["body", "attributes"], id="attributes over 16 KB"),
        pytest.param({"attributes": {"a": float("inf")}}, ["body", "attributes"], id="a number JSON does not have"),
        pytest.param({"attributes": {"a": json.loads("[" * 32 + "]" * 32)}}, ["body", "attributes"], id="33 levels"),
        pytest.param({"message": "x" * 4_001}, ["body", "message"], id="a message over 4,000 characters"),
        pytest.param({"message": {}}, ["body", "message"], id="a message that is an object"),
        pytest.param({"id": True}, ["body", "id", "str"], id="an id that is true"),
    ],
)
def test_a_field_error_names_its_place(given_body, loc):
    if isinstance(given_body, dict) and given_body and "contact" not in given_body:
        given_body = {"contact": {"first_name": "Ana"}, **given_body}
    with pytest.raises(FieldErrors) as refusal:
        body.read_inquiry(json.dumps(given_body).encode())
    assert refusal.value.mistakes[0].loc == tuple(loc)


def test_unknown_and_empty_fields_lose_no_lead():
    raw = json.dumps(
        {
            "contact": {"first_name": " Ana ", "last_name": None, "emails": None, "phones": None, "fax": "1"},
            "attributes": None,
            "message": None,
            "campaign": {"utm": 1},
        }
    ).encode()
    inquiry = body.read_inquiry(raw)
    assert (inquiry.contact.first_name, inquiry.contact.emails, inquiry.attributes) == ("Ana", (), {})


def test_control_characters_are_removed():
    given_body = {"contact": {"first_name": "A\0na", "phones": ["\x7f600\x1b"]}, "message": "one\0\n\ttwo"}
    inquiry = body.read_inquiry(json.dumps(given_body).encode())
    assert (inquiry.contact.first_name, inquiry.contact.phones) == ("Ana", ("600",))
    assert inquiry.message == "one\n\ttwo"


def test_of_a_hostile_bodys_field_errors_only_the_first_are_reported():
    """An answer holds 6 MB; each field error takes about a hundred bytes of it."""
    with pytest.raises(FieldErrors) as refusal:
        body.read_inquiry(json.dumps({"contact": {"emails": [7] * 80_000}}).encode())
    assert len(refusal.value.mistakes) == body.MAX_ISSUES


def test_the_largest_inquiry_is_accepted():
    asked = {"contact": {"last_name": "x" * 200}, "attributes": {"a": "x" * 16_376}, "message": "x" * 4_000}
    assert len(body.read_inquiry(json.dumps(asked).encode()).message) == 4_000


@pytest.mark.parametrize(
    ("email", "normal"),
    [
        ("Ana.Ruiz@Example.COM", "ana.ruiz@example.com"),
        ("ana@example.test", "ana@example.test"),
        ("Ana@crm.local", "ana@crm.local"),
        ("JOSÉ@exämple.com", "josé@exämple.com"),
        ("no address", None),
        ("@", None),
        ("ana@", None),
        ("a" * 195 + "@b.es", "a" * 195 + "@b.es"),
    ],
)
def test_an_email_is_compared_in_lower_case(email, normal):
    assert addresses.normal_email(email) == normal


@pytest.mark.parametrize(
    ("phone", "normal"),
    [
        ("600 11 22 33", "+34600112233"),
        ("+34 600-112-233", "+34600112233"),
        ("0034600112233", "+34600112233"),
        ("+1 212 555 0100", "+12125550100"),
        ("600 11 22 33 ext. 4", "+34600112233"),
        ("123", None),
        ("ask at the door", None),
        ("9" * 200, None),
    ],
)
def test_a_phone_is_compared_as_e164(phone, normal):
    assert addresses.normal_phone(phone, "ES") == normal


@given(st.lists(st.text(max_size=200), max_size=10), st.lists(st.text(max_size=200), max_size=10))
def test_every_given_address_is_kept_and_never_refused(emails, phones):
    given_body = json.dumps({"contact": {"last_name": "x", "emails": emails, "phones": phones}}).encode()
    try:
        inquiry = body.read_inquiry(given_body)
    except BodyMalformed:  # a lone surrogate is no text
        return
    person = normalised_contact.normalise_contact(inquiry.contact, "ES")
    kept = {address.normal or address.given.casefold() for address in person.emails}
    assert all((addresses.normal_email(e) or e.casefold()) in kept for e in inquiry.contact.emails if e)
    assert all(address.given in inquiry.contact.phones for address in person.phones)


def test_equal_addresses_count_once():
    given_contact = body.ContactGiven(
        emails=("Ana@example.com", "ana@example.com ", "", "nothing", "NOTHING"),
        phones=("600112233", "+34 600 112 233"),
    )
    person = normalised_contact.normalise_contact(given_contact, "ES")
    assert [address.given for address in person.emails] == ["Ana@example.com", "nothing"]
    assert [address.given for address in person.phones] == ["600112233"]
