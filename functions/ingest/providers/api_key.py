"""`api_key`: plain JSON, with the key that Relevo issued in `X-Api-Key`."""

from __future__ import annotations

import hmac
from collections.abc import Sequence

from functions.ingest.parsing.body import own_id, read_inquiry
from functions.ingest.parsing.delivered_event import DeliveredEvent
from shared.domain.kernel.errors import SignatureInvalid
from shared.web.request import Request


def verify(request: Request, secrets: Sequence[str]) -> None:
    """Check that the delivery holds one of `secrets`.

    Raises:
        SignatureInvalid: it holds none.

    Source: docs/security.md, "Webhooks".
    """
    given = request.headers.get("x-api-key", "").encode("utf-8", "surrogatepass")
    if not any(hmac.compare_digest(secret.encode(), given) for secret in secrets):
        raise SignatureInvalid


def parse(request: Request) -> tuple[DeliveredEvent]:
    """The event, known by the body's `id`: no header is signed here. Raises BodyMalformed or FieldErrors."""
    inquiry = read_inquiry(request.raw)
    return (DeliveredEvent(own_id(inquiry), inquiry),)
