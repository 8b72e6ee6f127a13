"""`api_key`: plain JSON, with the key that Relevo issued in `X-Api-Key`."""

from __future__ import annotations

import hmac
from collections.abc import Sequence

from functions.ingest.inquiries.delivered_event import DeliveredEvent
from functions.ingest.inquiries.field_readings import FieldReadings
from functions.ingest.recognition.own_format import read_event
from shared.domain.kernel.errors import SignatureInvalid
from shared.web.request import Request


def verify(request: Request, secrets: Sequence[str]) -> None:
    """Check that the header `X-Api-Key` is one of `secrets`.

    Raises:
        SignatureInvalid: it is missing or wrong.

    Source: docs/security.md, "Webhooks".
    """
    given = request.headers.get("x-api-key", "").encode("utf-8", "surrogatepass")
    if not any(hmac.compare_digest(secret.encode(), given) for secret in secrets):
        raise SignatureInvalid


def parse(request: Request, fields: FieldReadings | None = None) -> tuple[DeliveredEvent]:
    """Return the event, identified by the body's `id`. Raises BodyMalformed."""
    return (read_event(request.raw, fields),)
