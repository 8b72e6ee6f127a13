"""`google`: lead forms of Google Ads, with the key that Relevo issued inside the body."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence

from functions.ingest.inquiries.delivered_event import DeliveredEvent
from functions.ingest.inquiries.field_readings import FieldReadings
from functions.ingest.inquiries.inquiry_builder import (
    InquiryBuilder,
    as_objects,
    as_text,
    attribute_name,
    read_object,
)
from functions.ingest.inquiries.known_attributes import known_attribute
from functions.ingest.recognition.labelled_values import LabelledValue
from functions.ingest.recognition.people import add_values
from shared.domain.kernel.errors import BodyMalformed, Invalid, SignatureInvalid
from shared.web.request import Request

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


def parse(request: Request, fields: FieldReadings | None = None) -> tuple[DeliveredEvent]:
    """Return the event, identified by its `lead_id`. Raises FieldErrors."""
    body, builder = read_object(request.raw), InquiryBuilder(fields)
    add_values(map(_fact, as_objects(body.get("user_column_data"))), builder)
    for name in _CAMPAIGN:
        builder.add_attribute(name, as_text(body.get(name)))
    return (DeliveredEvent(as_text(body.get("lead_id")) or None, builder.build(), test=body.get("is_test") is True),)


def _fact(column: Mapping[str, object]) -> LabelledValue:
    """Return the fact in a column, which programs know by its id, and people by its name or question."""
    number, name = as_text(column.get("column_id")), as_text(column.get("column_name"))
    own = "" if known_attribute(number) else attribute_name(number)
    return LabelledValue((name or number or "column",), column.get("string_value"), key=number, name=own)
