"""`meta`: lead ads of Facebook and Instagram, signed with the app's secret. Deliveries hold ids only.

What an id stands for is asked of the Graph API afterwards (functions/ingest/fetching).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from typing import Any

from functions.ingest.parsing.delivered_event import DeliveredEvent, Pointer
from functions.ingest.parsing.inquiry_builder import InquiryBuilder, field_of, label_of, part, parts, read_object, text
from shared.domain.kernel.errors import SignatureInvalid
from shared.web.errors import FieldErrors
from shared.web.request import Request

_CALLED: Mapping[str, str] = {"city": "place", "zip_code": "postcode", "post_code": "postcode", "zip": "postcode"}
_ABOUT = ("page_id", "form_id", "ad_id", "adgroup_id")
FIELDS = "id,created_time,field_data,form_id,ad_id,ad_name,campaign_id,campaign_name,platform"
_TOLD = ("created_time", "form_id", "ad_id", "ad_name", "campaign_id", "campaign_name", "platform")


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
    """Where the leads' details are, of every entry and change that is about a lead. Raises BodyMalformed."""
    body = read_object(request.raw)
    changes = [change for entry in parts(body.get("entry")) for change in parts(entry.get("changes"))]
    values = [part(change.get("value")) for change in changes if text(change.get("field")) == "leadgen"]
    found = {lead_id: value for value in values if (lead_id := text(value.get("leadgen_id"))) and lead_id.isalnum()}
    return tuple(
        Pointer(lead_id, {name: told for name in _ABOUT if (told := text(value.get(name))[:100])})
        for lead_id, value in found.items()
    )


def details(pointer: Pointer, answer: Mapping[str, Any]) -> DeliveredEvent:
    """The event that a delivery pointed to, from what the Graph API answers."""
    form = InquiryBuilder()
    for one in parts(answer.get("field_data")):
        name, values = text(one.get("name")), one.get("values")
        for value in values if isinstance(values, list) else [values]:
            if field := field_of(name):
                form.say(field, value)
            else:
                form.keep(_CALLED.get(name.lower()) or label_of(name) or "field", value)
    for name in _TOLD:
        form.keep(name, text(answer.get(name)))
    for name, value in pointer.attributes.items():
        if text(answer.get(name)) != value:
            form.keep(name, value)
    try:
        return DeliveredEvent(pointer.event_id, form.inquiry())
    except FieldErrors:
        form.say("message", f"Meta lead {pointer.event_id}")
        return DeliveredEvent(pointer.event_id, form.inquiry(), unread=True)
