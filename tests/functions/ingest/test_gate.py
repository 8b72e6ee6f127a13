"""Are only authenticated deliveries accepted, with no more reads than needed?"""

import base64
import json

import pytest

from shared.domain.kernel.errors import Busy
from shared.domain.plan_records.source import FormerSecret
from tests import make
from tests.functions import team
from tests.functions.ingest_client import ASKED, DAY, HAND, NOW, SECOND, change
from tests.make import ANN, PORTAL, WEB

# What stays out


@pytest.mark.parametrize("header", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_no_byte_of_a_signed_header_may_differ(door, header):
    raw = json.dumps(ASKED)
    before = door.everything()
    headers = door.headers(raw)
    for place, old in enumerate(headers[header]):
        flipped = headers[header][:place] + chr(ord(old) ^ 1) + headers[header][place + 1 :]
        status, body = door.post(WEB, raw, {**headers, header: flipped})
        assert (status, body["code"]) == (401, "signature_invalid")
    assert door.everything() == before


def test_no_byte_of_a_signed_body_may_differ(door):
    raw = json.dumps(ASKED)
    before = door.everything()
    headers = door.headers(raw)
    for place, old in enumerate(raw):
        flipped = raw[:place] + chr(ord(old) ^ 1) + raw[place + 1 :]
        assert door.post(WEB, flipped, headers)[0] == 401
    assert door.everything() == before


def test_no_byte_of_a_key_may_differ(door):
    key = door.secret.source_secret(PORTAL, 1)
    before = door.everything()
    for place, old in enumerate(key):
        flipped = key[:place] + chr(ord(old) ^ 1) + key[place + 1 :]
        assert door.post(PORTAL, json.dumps(ASKED), {"X-Api-Key": flipped})[0] == 401
    assert door.everything() == before


@pytest.mark.parametrize(("off", "status"), [(-301, 401), (-300, 202), (300, 202), (301, 401)])
def test_a_delivery_is_good_for_five_minutes(door, off, status):
    assert door.signed(at=NOW + off * SECOND)[0] == status
    assert len(door.leads()) == (status == 202)


@pytest.mark.parametrize("source_id", [make.id_of("source", "none"), "source_1", "nonsense", HAND])
def test_an_address_of_an_unknown_source_is_404(door, source_id):
    raw = json.dumps(ASKED)
    status, body = door.post(source_id, raw, door.headers(raw))
    assert (status, body["code"]) == (404, "not_found")
    assert not door.leads()


def test_the_signature_is_checked_before_the_body_is_parsed(door):
    assert door.post(WEB, "{", {})[0] == 401
    assert door.post(PORTAL, "{", {"x-api-key": "no"})[0] == 401


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        ("{", 400, "body_malformed"),
        ("", 400, "body_malformed"),
        ("{}", 400, "body_malformed"),
        ("[]", 400, "body_malformed"),
        ('{"contact": {}}', 400, "body_malformed"),
        ("Hola, soy Ana", 400, "body_malformed"),
    ],
)
def test_what_is_no_json_or_holds_nothing_is_refused(door, raw, status, code):
    found, body = door.post(WEB, raw, door.headers(raw))
    assert (found, body["code"]) == (status, code)
    assert not door.leads()


@pytest.mark.parametrize("raw", ['{"contact": {"first_name": 1}}', '{"contact": 7}', '[{"a": "b"}]', '{"ref": "B-12"}'])
def test_an_authentic_body_that_names_nobody_is_pooled_for_somebody_to_read(door, raw):
    status, body = door.post(WEB, raw, door.headers(raw))
    lead = team.read(door.table, body["lead_id"])
    assert (status, lead.state, lead.reason) == (202, "pooled", "unreadable")


def test_a_body_over_4_mb_is_too_large_whatever_its_signature(door):
    most = 4 * 1024 * 1024
    for size, status in ((most + 1, 413), (most, 202)):
        raw = json.dumps({"contact": {"first_name": "x"}, "message": "x"})
        raw = raw[:-2] + "x" * (size - len(raw)) + raw[-2:]
        assert door.post(WEB, raw, door.headers(raw))[0] == status


def test_a_base64_body_is_checked_as_bytes(door, event):
    raw = json.dumps(ASKED, ensure_ascii=False)
    coded = event("POST", f"/webhooks/{WEB}", raw=base64.b64encode(raw.encode()).decode(), headers=door.headers(raw))
    assert door.api.handler({**coded, "isBase64Encoded": True}, None)["statusCode"] == 202


def test_too_many_conflicts_are_503_and_may_be_retried(door, logged):
    def busy(commit, writes):
        raise Busy

    door.table.around("commit", busy)
    assert door.signed()[0] == 503
    assert "DeliveryRefused" not in logged()


# Each delivery reads the plan's version


def test_an_archived_source_counts_with_the_next_delivery(door):
    door.signed()
    change(door, make.source(), status="archived", archived_at=NOW - 31 * DAY)
    assert door.signed(event_id="event-2")[0] == 404


def test_a_revoked_secret_is_refused_with_the_next_delivery(door):
    change(door, make.source(), secret_version=2, former=(FormerSecret(version=1, until=NOW + DAY),))
    assert door.signed()[0] == 202
    change(door, make.source(), former=())
    before = door.everything()
    assert door.signed(event_id="event-2")[0] == 401
    assert door.everything() == before
    assert door.signed(event_id="event-2", version=2)[0] == 202


def test_a_removed_owner_gets_no_lead_of_the_next_delivery(door):
    change(door, make.source(), owner=ANN)
    assert team.read(door.table, door.signed()[1]["lead_id"]).owner == ANN
    change(door, make.member(ANN), status="removed")
    asked = {"contact": {"first_name": "Leo", "emails": ["leo@example.com"]}}
    lead = team.read(door.table, door.signed(asked, event_id="event-2")[1]["lead_id"])
    assert (lead.state, lead.owner) == ("unrouted", None)


def test_a_rotated_secret_works_at_once(door):
    door.signed()
    change(door, make.source(), secret_version=2, former=(FormerSecret(version=1, until=NOW + DAY),))
    assert door.signed(event_id="event-2", version=2)[0] == 202


def test_a_new_source_works_at_once(door):
    door.signed()
    new = make.source(make.id_of("source", "new"), title="New")
    team.change(door.table, new)
    assert door.signed(event_id="event-2", source_id=new.source_id)[0] == 202


def test_the_previous_secret_works_during_rotation(door):
    change(door, make.source(), secret_version=2, former=(FormerSecret(version=1, until=NOW + DAY),))
    change(door, make.source(PORTAL), secret_version=2, former=(FormerSecret(version=1, until=NOW + DAY),))
    assert door.signed(event_id="event-1", version=2)[0] == 202
    assert door.signed(event_id="event-2", version=1)[0] == 202
    assert door.keyed(id="1", version=1)[0] == 202
    door.now = NOW + DAY
    assert door.signed(event_id="event-3", version=1)[0] == 401
    assert door.keyed(id="2", version=1)[0] == 401
    assert door.signed(event_id="event-4", version=2)[0] == 202


def test_of_two_former_secrets_only_the_later_is_accepted(door):
    stored = tuple(FormerSecret(version=version, until=NOW + DAY) for version in (1, 2))
    change(door, make.source(), secret_version=3, former=stored)
    assert [door.signed(event_id=f"event-{version}", version=version)[0] for version in (1, 2, 3)] == [401, 202, 202]


def test_an_archived_source_accepts_its_present_secret_only(door):
    stored = (FormerSecret(version=1, until=NOW + DAY),)
    change(door, make.source(), secret_version=2, former=stored, status="archived", archived_at=NOW)
    assert [door.signed(event_id=f"event-{version}", version=version)[0] for version in (1, 2)] == [401, 202]


def test_a_forgery_costs_one_small_read_and_an_impossible_address_none(door):
    door.signed()
    door.calls.clear()
    assert door.post(WEB, "{}", {})[0] == 401
    assert door.post(make.id_of("source", "none"), "{}", {})[0] == 404
    assert door.calls == ["batch_get_item"] * 2
    door.calls.clear()
    assert door.post("nonsense", "{}", {})[0] == 404
    assert door.calls == []


def test_an_archived_sources_deliveries_are_pooled_for_thirty_days(door):
    change(door, make.source(), status="archived", archived_at=NOW)
    status, body = door.signed()
    lead = team.read(door.table, body["lead_id"])
    assert (status, lead.state, lead.reason, lead.todo) == (202, "pooled", "no_source", None)
    assert (lead.source_id, lead.source_title) == (None, "Web")
    door.now = NOW + 30 * DAY - SECOND
    assert door.signed(event_id="event-2")[0] == 202
    door.now = NOW + 30 * DAY
    assert door.signed(event_id="event-3")[0] == 404
