"""`meta`: lead ads of Facebook and Instagram, signed with the app's secret.

A delivery holds ids only; their details are fetched later from the Graph API (functions/ingest/fetching).
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from typing import Any

from functions.ingest.inquiries.delivered_event import DeliveredEvent, Pointer
from functions.ingest.inquiries.field_readings import FieldReadings
from functions.ingest.inquiries.inquiry_builder import (
    InquiryBuilder,
    as_list,
    as_object,
    as_objects,
    as_text,
    attribute_name,
    read_object,
)
from functions.ingest.recognition.labelled_values import LabelledValue
from functions.ingest.recognition.people import add_values
from shared.domain.kernel.errors import SignatureInvalid
from shared.web.errors import FieldErrors
from shared.web.request import Request

# What Meta's testing tool fills in for a form's questions.
_TEST = re.compile(r"<test lead: dummy data for [^<>]{1,200}>")
_POINTER_ATTRIBUTES = ("page_id", "form_id", "ad_id", "adgroup_id")
FIELDS = (
    "id,created_time,field_data,form_id,ad_id,ad_name,campaign_id,campaign_name,platform,custom_disclaimer_responses"
)
_DETAIL_ATTRIBUTES = ("created_time", "form_id", "ad_id", "ad_name", "campaign_id", "campaign_name", "platform")


def verify(request: Request, secrets: Sequence[str]) -> None:
    """Check that the body was signed with one of `secrets`.

    Raises:
        SignatureInvalid: the signature is missing, malformed or forged.

    Source: docs/security.md, "Webhooks".
    """
    given = request.headers.get("x-hub-signature-256", "").encode("utf-8", "surrogatepass")
    expected = [
        b"sha256=" + hmac.new(one.encode(), request.raw, hashlib.sha256).hexdigest().encode() for one in secrets
    ]
    if not any(hmac.compare_digest(ours, given) for ours in expected):
        raise SignatureInvalid


def parse(request: Request) -> tuple[Pointer, ...]:
    """Return a pointer to each lead that the delivery names. Raises BodyMalformed."""
    body = read_object(request.raw)
    changes = [change for entry in as_objects(body.get("entry")) for change in as_objects(entry.get("changes"))]
    values = [as_object(change.get("value")) for change in changes if as_text(change.get("field")) == "leadgen"]
    found = {lead_id: value for value in values if (lead_id := as_text(value.get("leadgen_id"))) and lead_id.isalnum()}
    return tuple(
        Pointer(lead_id, {name: known for name in _POINTER_ATTRIBUTES if (known := as_text(value.get(name))[:100])})
        for lead_id, value in found.items()
    )


def details(pointer: Pointer, answer: Mapping[str, Any], fields: FieldReadings | None = None) -> DeliveredEvent:
    """Return the event that a delivery pointed to, from the response of the Graph API."""
    builder = InquiryBuilder(fields)
    answers = [(as_text(one.get("name")), one.get("values")) for one in as_objects(answer.get("field_data"))]
    add_values([LabelledValue((name or "field",), value) for name, value in answers], builder)
    for one in as_objects(answer.get("custom_disclaimer_responses")):
        _add_disclaimer(as_text(one.get("checkbox_key")), one.get("is_checked"), builder)
    for name in _DETAIL_ATTRIBUTES:
        builder.add_attribute(name, as_text(answer.get(name)))
    for name, value in pointer.attributes.items():
        if as_text(answer.get(name)) != value:
            builder.add_attribute(name, value)
    test = any(_TEST.fullmatch(as_text(one)) for _, values in answers for one in as_list(values))
    try:
        return DeliveredEvent(pointer.event_id, builder.build(), test=test)
    except FieldErrors:
        builder.add_field("message", f"Meta lead {pointer.event_id}")
        return DeliveredEvent(pointer.event_id, builder.build(), test=test, unidentified=True)


def _add_disclaimer(key: str, checked: object, builder: InquiryBuilder) -> None:
    """Add a box of the form's disclaimer. Its text is not sent: only its key may tell the purpose."""
    agreed = checked if isinstance(checked, bool) else as_text(checked) or "0"  # Meta leaves it empty if not ticked
    builder.add_attribute(f"disclaimer_{attribute_name(key)}", agreed)
    builder.add_consents(key, agreed)
