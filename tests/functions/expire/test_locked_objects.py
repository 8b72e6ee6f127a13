"""Does S3 take what is kept under an object lock? It refuses such an object without a checksum."""

import base64
import hashlib
import json

import pytest
from botocore.awsrequest import AWSResponse
from botocore.session import get_session

from shared import aws
from shared.blocked import BlockedStore
from shared.domain.privacy.kept_deal import KeptDeal
from shared.ledger import Ledger
from tests import make
from tests.make import NOON

ERASURE = make.id_of("erasure", "e")
DEAL = KeptDeal.model_construct(lead_id=make.LEAD, years=10, until=NOON)


class Body:
    """Stand for the body of S3's answer."""

    def stream(self):
        return []


@pytest.fixture(params=["https://s3.eu-west-1.amazonaws.com", "http://127.0.0.1:1"], ids=["AWS", "this machine"])
def sent(request, monkeypatch):
    """Return the client that functions have, and the requests that it sent."""
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", request.param)
    client, requests = aws.s3(get_session()), []

    def answer(request, **_):
        requests.append(request)
        return AWSResponse(request.url, 200, {}, Body())

    client.meta.events.register("before-send.s3.PutObject", answer)
    return client, requests


def check(request, body):
    """Check that the request has its body's checksum: in a header, or over TLS in a trailer."""
    assert request.headers["x-amz-sdk-checksum-algorithm"] == b"SHA256"
    if request.url.startswith("https:"):
        assert request.headers["x-amz-trailer"] == b"x-amz-checksum-sha256"
    else:
        digest = base64.b64encode(hashlib.sha256(body).digest())
        assert request.headers["x-amz-checksum-sha256"] == digest


@pytest.mark.parametrize("lock", ["governance", "compliance"])
def test_a_locked_deal_is_sent_with_its_checksum(sent, lock):
    client, requests = sent
    BlockedStore(lambda: client, "blocked", lock).put(DEAL)
    check(requests[0], DEAL.model_dump_json().encode())


def test_an_entry_of_the_ledger_is_sent_with_its_checksum(sent):
    """Its bucket may lock what it gets by itself."""
    client, requests = sent
    Ledger(lambda: client, "ledger").enter(make.LEAD, ERASURE)
    check(requests[0], json.dumps({"lead_id": make.LEAD, "erasure_id": ERASURE}).encode())
