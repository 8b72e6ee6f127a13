"""`google`: lead forms of Google Ads, with the key that Relevo issued inside the body."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence

from functions.ingest.parsing.delivered_event import DeliveredEvent
from functions.ingest.parsing.inquiry_builder import (
    InquiryBuilder,
    as_objects,
    as_text,
    attribute_name,
    field_of,
    read_object,
)
from shared.domain.kernel.errors import BodyMalformed, Invalid, SignatureInvalid
from shared.web.request import Request

_RENAMED: Mapping[str, str] = {"CITY": "place", "POSTAL_CODE": "postcode"}
_CAMPAIGN = ("form_id", "campaign_id", "adgroup_id", "creative_id", "asset_group_id", "gcl_id")


def verify(request: Request, secrets: Sequence[str]) -> None:
    """Check that the body holds one of `secrets` as its `google_key`.

    Raises:
        SignatureInvalid: it does not, or is not a JSON object.

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
    """Return the event, identified by its `lead_id`. Raises FieldErrors."""
    body, builder = read_object(request.raw), InquiryBuilder()
    for column in as_objects(body.get("user_column_data")):
        name, value = as_text(column.get("column_id")) or as_text(column.get("column_name")), column.get("string_value")
        if field := field_of(name):
            builder.add_field(field, value)
        else:
            builder.add_attribute(_RENAMED.get(name) or attribute_name(name) or "column", value)
            builder.add_consents(as_text(column.get("column_name")) or name, value)
    for name in _CAMPAIGN:
        builder.add_attribute(name, as_text(body.get(name)))
    return (DeliveredEvent(as_text(body.get("lead_id")) or None, builder.build(), test=body.get("is_test") is True),)
