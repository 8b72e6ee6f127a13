"""Can any body cause a server error? Try each provider's own bodies, randomly broken, and noise.

The random bodies are the same each time. The gate tries the first of those that the soak tries.
"""

import base64
import json
import random
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from functions.ingest.inquiries.delivered_event import DeliveredEvent
from functions.ingest.providers import PROVIDERS
from shared.domain.kernel.errors import BodyMalformed, Invalid, SignatureInvalid
from shared.web.request import Request
from tests import make
from tests.functions import team
from tests.functions.ingest_client import ASKED, NOW

SAMPLES = Path(__file__).parent / "samples"
PLAIN = [json.dumps(ASKED, ensure_ascii=False).encode()]
TIMES = pytest.mark.parametrize("times", [400, pytest.param(10_000, marks=pytest.mark.soak)])
THROUGH = pytest.mark.parametrize("times", [30, pytest.param(300, marks=pytest.mark.soak)])
HEADERS = {"webhook-id": "event-1", "webhook-timestamp": str(int(NOW.timestamp())), "webhook-signature": "v1,x"}
BITS = [
    b"", b"\0", b"\xff", b"\xc3", b"\n", b"\r\n\r\n", b"<", b">", b"</", b"&", b"&#", b"&nbsp;", b'"', b"'", b"{", b"}",
    b"[", b"]", b"null", b"true", b"9" * 400, b"1e999", b"\\u0000", b"\\ud800", b"<!DOCTYPE a [", b"<![CDATA[",
    b"<adf>", b"<prospect>", b"--", b"=", b":", b"=?utf-8?q?=00?=", b"charset=utf-7", b"Nombre:", b"E-mail: ",
    b"Content-Type: multipart/mixed; boundary=a\n\n--a\n", b"Content-Transfer-Encoding: base64\n", b"x" * 5_000,
    "é\u202e\u200b😀".encode(),
]  # fmt: skip


def seeds(kind):
    """Return complete bodies as the provider sends them."""
    names = {"email": "email_", "standard": "", "api_key": ""}.get(kind, kind)
    found = [path.read_bytes() for path in sorted(SAMPLES.iterdir()) if names and path.name.startswith(names)]
    return found or PLAIN


def mangled(chance, bodies):
    """Return a body with a few bytes changed, removed, doubled or added; or one made of random parts."""
    if chance.random() < 0.05:
        return b"".join(chance.choice([*BITS, chance.randbytes(9)]) for _ in range(chance.randrange(30)))
    body = bytearray(chance.choice(bodies))
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        start = chance.randrange(len(body) + 1)
        end = start + chance.choice((0, 0, 1, 1, 8, 100))
        match chance.randrange(4):
            case 0:
                body[start:end] = chance.choice(BITS)
            case 1:
                body[start:end] = chance.randbytes(end - start)
            case 2:
                body[start:start] = body[start:end]
            case _:
                other = chance.choice(bodies)
                body[start:end] = other[chance.randrange(len(other)) :][:60]
    return bytes(body)


@TIMES
@pytest.mark.parametrize("kind", PROVIDERS)
def test_broken_bodies_are_read_or_refused(kind, times):
    """Anything but a refusal would be a 500. A body that is read has content: else nothing could be stored."""
    chance, bodies, provider, read = random.Random(kind), seeds(kind), PROVIDERS[kind], 0
    for _ in range(times):
        call = Request(None, HEADERS, mangled(chance, bodies), NOW, "request-1")
        with suppress(SignatureInvalid):
            provider.verify(call, ["whsec_" + base64.b64encode(b"k" * 32).decode()])
        with suppress(BodyMalformed, Invalid):
            for event in provider.parse(call):
                read += 1
                if isinstance(event, DeliveredEvent):
                    contact = event.inquiry.contact
                    assert contact.reachable or contact.last_name or event.inquiry.message
    assert read > times / 50


@TIMES
def test_no_broken_email_is_refused(times):
    chance, bodies = random.Random("mails"), seeds("email") + seeds("adf")
    for _ in range(times // 5):
        assert PROVIDERS["email"].parse(Request(None, {}, mangled(chance, bodies), NOW, "request-1"))


@THROUGH
@pytest.mark.parametrize("kind", [kind for kind in PROVIDERS if PROVIDERS[kind].verify is PROVIDERS["api_key"].verify])
def test_authentic_broken_bodies_are_stored_or_refused_by_the_whole_function(door, event, kind, times):
    source_id = make.id_of("source", f"fuzz-{kind}")
    team.change(door.table, make.source(source_id, title=kind, kind=kind))
    door.now = NOW + timedelta(minutes=1)
    key = {"X-Api-Key": door.secret.source_secret(source_id, 1)}
    chance, bodies, answers = random.Random(f"through {kind}"), seeds(kind), []
    for _ in range(times):
        door.now += timedelta(seconds=1)
        raw = base64.b64encode(mangled(chance, bodies)).decode()
        sent = event("POST", f"/webhooks/{source_id}", raw=raw, headers=key)
        answer = door.api.handler({**sent, "isBase64Encoded": True}, None)
        answers.append((answer["statusCode"], json.loads(answer["body"])))
    assert {status for status, _ in answers} <= {200, 202, 400, 422}
    stored = [one["lead_id"] for _, body in answers for one in body.get("leads", [body]) if one.get("lead_id")]
    assert stored
    for lead_id in {*stored}:
        assert team.read(door.table, lead_id).lead_id == lead_id
