"""Are photos of notes uploaded within bounds, shown to whoever may read the notes, and to nobody else?"""

from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from shared import aws
from shared.domain.lead_records.note import MAX_PHOTO_BYTES
from shared.photos import Photos
from tests import make
from tests.functions import supervising, team
from tests.make import ANN, BOB, BOSS, CAT, LEAD, NOON, id_of

PHOTO = id_of("photo", "one")
PATH = f"/leads/{LEAD}/photos"


@pytest.fixture
def ask(table, secret, event):
    members = [
        make.member(BOSS, role="manager"),
        *(make.member(one) for one in (ANN, BOB)),
        make.member(CAT, sees="team"),
    ]
    team.seat(table, members=members)
    team.store(table, make.received(ANN))
    return supervising.caller(table, secret, event, photos=Photos(aws.s3, supervising.PHOTOS))


def lead(table):
    return team.read(table)


def signed(url):
    parts = urlsplit(url)
    return parts, {name: values[0] for name, values in parse_qs(parts.query).items()}


def test_the_signature_covers_the_type_and_the_size_of_one_photo_for_five_minutes(ask):
    status, upload = ask(PATH, method="POST", body={"bytes": 1234})
    parts, query = signed(upload["url"])
    assert status == 201
    assert parts.path.endswith(f"/photos/{LEAD}/{upload['photo_id']}")
    assert set(query["X-Amz-SignedHeaders"].split(";")) == {"content-length", "content-type", "host"}
    assert (query["X-Amz-Expires"], upload["headers"]) == ("300", {"Content-Type": "image/jpeg"})
    assert datetime.fromisoformat(upload["expires_at"]) > NOON


@pytest.mark.parametrize("size", [0, -1, MAX_PHOTO_BYTES + 1, "1000", 1.5, None])
def test_a_photo_of_no_size_or_too_large_is_refused(ask, table, size):
    status, problem = ask(PATH, method="POST", body={"bytes": size})
    assert (status, problem["errors"][0]["loc"]) == (422, ["body", "bytes"])
    assert lead(table).photos == 0


def test_who_may_not_write_on_a_lead_uploads_nothing_to_it(ask):
    assert ask(PATH, BOB, method="POST", body={"bytes": 1})[0] == 404
    assert ask(PATH, CAT, method="POST", body={"bytes": 1})[1]["code"] == "not_owner"
    assert ask(PATH, BOSS, method="POST", body={"bytes": 1})[0] == 201


@pytest.mark.parametrize(("me", "status"), [(ANN, 200), (BOSS, 200), (BOB, 404), (CAT, 404)])
def test_a_photo_is_shown_to_whoever_may_read_the_notes_alone(ask, me, status):
    assert ask(f"{PATH}/{PHOTO}", me)[0] == status


def test_a_photo_is_shown_for_minutes_and_as_an_image_whatever_was_uploaded(ask):
    parts, query = signed(ask(f"{PATH}/{PHOTO}")[1]["url"])
    assert parts.path.endswith(f"/photos/{LEAD}/{PHOTO}")
    assert (query["X-Amz-Expires"], query["response-content-type"]) == ("300", "image/jpeg")


@pytest.mark.parametrize("photo_id", ["photo_x", "..", id_of("lead", "one"), "photo_" + "0" * 31 + "%2f"])
def test_an_address_leads_to_no_other_place_of_the_bucket(ask, photo_id):
    assert ask.whole(f"{PATH}/{photo_id}")["statusCode"] in (404, 422)
