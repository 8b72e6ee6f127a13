"""`google`: lead forms of Google Ads, with the key that Relevo issued inside the body."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence

from functions.ingest.parsing.delivered_event import DeliveredEvent
from functions.ingest.parsing.inquiry_builder import InquiryBuilder, field_of, label_of, parts, read_object, text
from shared.domain.kernel.errors import BodyMalformed, Invalid, SignatureInvalid
from shared.web.request import Request

_KNOWN: Mapping[str, str] = {"CITY": "place", "POSTAL_CODE": "postcode"}
_ABOUT = ("form_id", "campaign_id", "adgroup_id", "creative_id", "asset_group_id", "gcl_id")


def verify(request: Request, secrets: Sequence[str]) -> None:
    """Check that the body holds one of `secrets` as its `google_key`.

    Raises:
        SignatureInvalid: it holds none, or is not a JSON object.

    Source: docs/security.md, "Webhooks".
    """
    try:
        key = read_object(request.raw).get("google_key")
    except (BodyMalformed, Invalid):
        raise SignatureInvalid from None
    given = key.encode() if isinstance(key, str) else b""
    if not any(hmac.compare_digest(secret.encode(), given) for secret in secrets):
        raise SignatureInvalid


def parse(request: Request) -> tuple[DeliveredEvent]:
    """The event, known by its `lead_id`. Raises FieldErrors."""
    body, form = read_object(request.raw), InquiryBuilder()
    for column in parts(body.get("user_column_data")):
        name, value = text(column.get("column_id")) or text(column.get("column_name")), column.get("string_value")
        if field := field_of(name):
            form.say(field, value)
        else:
            form.keep(_KNOWN.get(name) or label_of(name) or "column", value)
    for name in _ABOUT:
        form.keep(name, text(body.get(name)))
    return (DeliveredEvent(text(body.get("lead_id")) or None, form.inquiry(), test=body.get("is_test") is True),)
