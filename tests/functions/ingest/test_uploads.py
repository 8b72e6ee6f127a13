"""Which address does a browser upload to, and how much?"""

import base64
import json
from urllib.parse import parse_qs, urlsplit

import pytest
from botocore.session import get_session

from shared import aws
from shared.domain.lead_records.lead_import import MAX_BYTES
from shared.uploads import Uploads
from tests import make
from tests.make import BOSS


@pytest.mark.parametrize(
    ("region", "endpoint", "begins"),
    [
        pytest.param("eu-west-1", None, "https://files.s3.eu-west-1.amazonaws.com/imports/a?", id="the region's own"),
        pytest.param("us-east-1", None, "https://files.s3.amazonaws.com/imports/a?", id="the first region's"),
        pytest.param("us-east-1", "http://127.0.0.1:1", "http://127.0.0.1:1/files/imports/a?", id="this machine's"),
    ],
)
def test_the_upload_address_is_allowed_by_the_consoles_security_policy(monkeypatch, region, endpoint, begins):
    monkeypatch.setenv("AWS_DEFAULT_REGION", region)
    monkeypatch.setenv("AWS_REGION", region)
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    if endpoint:
        monkeypatch.setenv("AWS_ENDPOINT_URL", endpoint)
    uploads = Uploads(lambda: aws.s3(get_session()), "files")
    assert uploads.upload_url("imports/a", 9).startswith(begins)


@pytest.fixture
def uploads(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    return Uploads(lambda: aws.s3(get_session()), "files")


def test_the_signature_of_an_upload_address_covers_the_size_of_the_file(uploads):
    """S3 builds the string to sign from the headers that come: of another size it is another signature."""
    signed = [parse_qs(urlsplit(uploads.upload_url("imports/a", size)).query) for size in (0, 5, 6)]
    assert all("content-length" in one["X-Amz-SignedHeaders"][0].split(";") for one in signed)
    assert len({one["X-Amz-Signature"][0] for one in signed}) == 3


def test_a_form_is_signed_with_the_most_that_it_may_bring(uploads):
    form = uploads.upload_form("imports/a", 20)
    policy = json.loads(base64.b64decode(form.fields["policy"]))
    assert ["content-length-range", 0, 20] in policy["conditions"]
    assert {"key": "imports/a"} in policy["conditions"]
    assert (form.fields["key"], form.fields["Content-Type"]) == ("imports/a", "text/csv")


@pytest.mark.parametrize(("size", "status"), [(0, 201), (MAX_BYTES, 201), (MAX_BYTES + 1, 422), (-1, 422)])
def test_an_import_is_made_for_a_file_of_a_size_that_it_may_have(door, size, status):
    body = {"routing": "pool", "bytes": size}
    assert door.ask("POST", "/imports", sub=make.member(BOSS).sub, body=body)[0] == status


def test_without_a_size_the_upload_is_a_form_of_bounded_size(door):
    upload = door.ask("POST", "/imports", sub=make.member(BOSS).sub, body={"routing": "pool"})[1]["upload"]
    assert (upload["method"], upload["headers"]) == ("POST", {})
    policy = json.loads(base64.b64decode(upload["fields"]["policy"]))
    assert ["content-length-range", 0, MAX_BYTES] in policy["conditions"]
