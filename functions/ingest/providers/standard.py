"""`standard`: the Standard Webhooks scheme, signed with the secret that Relevo issued.

Why we verify ourselves: docs/decisions/0005-our-own-webhook-verification.md.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from functions.ingest.inquiries.delivered_event import DeliveredEvent
from functions.ingest.inquiries.field_readings import FieldReadings
from functions.ingest.recognition.own_format import read_event
from shared.domain.kernel.errors import SignatureInvalid
from shared.web.request import Request

TOLERANCE = timedelta(minutes=5)
_SECONDS = re.compile(r"[0-9]{1,11}")


def verify(request: Request, secrets: Sequence[str]) -> None:
    """Check that one of `secrets` signed the delivery within five minutes of `request.now`, before or after.

    The signature covers the id and timestamp headers as received, and the bytes of the body.

    Raises:
        SignatureInvalid: a header is missing or malformed, or the signature is forged, too old or too new.

    Source: docs/security.md, "Webhooks".
    """
    event_id, timestamp = request.headers.get("webhook-id", ""), request.headers.get("webhook-timestamp", "")
    if not event_id or not _SECONDS.fullmatch(timestamp):
        raise SignatureInvalid
    if abs(request.now.timestamp() - int(timestamp)) > TOLERANCE.total_seconds():
        raise SignatureInvalid
    signed = _bytes(f"{event_id}.{timestamp}.") + request.raw
    expected = [b"v1," + base64.b64encode(hmac.digest(_key(secret), signed, hashlib.sha256)) for secret in secrets]
    given = [_bytes(signature) for signature in request.headers.get("webhook-signature", "").split(" ")]
    # Compare the text: base64 has several spellings of one signature, and we accept only ours.
    if not any(hmac.compare_digest(ours, theirs) for ours in expected for theirs in given):
        raise SignatureInvalid


def parse(request: Request, fields: FieldReadings | None = None) -> tuple[DeliveredEvent]:
    """Return the event, identified by the signed id header. Raises BodyMalformed."""
    return (replace(read_event(request.raw, fields), event_id=request.headers["webhook-id"], signed_id=True),)


def _key(secret: str) -> bytes:
    return base64.b64decode(secret.removeprefix("whsec_"))


def _bytes(header: str) -> bytes:
    return header.encode("utf-8", "surrogatepass")
