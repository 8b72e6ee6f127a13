"""Read bodies in Relevo's own format, and what a sender put into fields of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from functions.ingest.inquiries.body import InquiryGiven, event_id_of, read_inquiry
from functions.ingest.inquiries.consents import certain_consents
from functions.ingest.inquiries.delivered_event import DeliveredEvent
from functions.ingest.inquiries.inquiry_builder import InquiryBuilder, as_object, as_text, read_json
from functions.ingest.recognition.labelled_values import labelled_values
from functions.ingest.recognition.people import add_addresses, add_values, unread
from functions.ingest.recognition.values import says_nothing
from shared.domain.kernel.errors import BodyMalformed
from shared.web.errors import FieldErrors

_PHONE = re.compile(r"\+?[\d\s().-]{6,25}")
_ATTRIBUTES = "attributes"
_HANDLED = ("id", "consents", "kind", "channel", _ATTRIBUTES)


def read_event(raw: bytes) -> DeliveredEvent:
    """Return the event in a body, identified by its `id`. One that names no person is pooled, whole, to be read.

    A body that is wholly in our format is read once. Of any other, what is in fields of the sender's own names is
    recognised, and what is too long is cut.

    Raises:
        BodyMalformed: it is not JSON, or there is nothing in it.
    """
    try:
        given = read_inquiry(raw)
    except (BodyMalformed, FieldErrors):
        return _recognised(read_json(raw))
    if not given.model_extra and not given.contact.model_extra and _is_plain(given):
        return DeliveredEvent(event_id_of(given), given)
    more = [*labelled_values(given.model_extra), *labelled_values({"contact": given.contact.model_extra or {}})]
    builder = _of_given(given)
    add_values(more, builder)
    kept = {name: getattr(given, name) for name in ("id", "kind", "channel")}
    return DeliveredEvent(event_id_of(given), builder.build().model_copy(update=kept))


def _is_plain(given: InquiryGiven) -> bool:
    """Return whether each value says something, and each address is one: then there is nothing to recognise."""
    contact = given.contact
    return (
        "</" not in given.message
        and not any(says_nothing(one) for one in (contact.first_name, contact.last_name) if one)
        and all("@" in one and " " not in one for one in contact.emails)
        and all(_PHONE.fullmatch(one) for one in contact.phones)
    )


def _of_given(given: InquiryGiven) -> InquiryBuilder:
    """Begin an inquiry with what is in our format."""
    builder, contact = InquiryBuilder(), given.contact
    builder.add_field("first_name", "" if says_nothing(contact.first_name) else contact.first_name)
    builder.add_field("last_name", "" if says_nothing(contact.last_name) else contact.last_name)
    for email in contact.emails:
        if not says_nothing(email):
            add_addresses("email", email, builder)
    for phone in contact.phones:
        if not says_nothing(phone):
            add_addresses("phone", phone, builder)
    builder.add_field("message", given.message)
    builder.state_consents(given.consents)
    for name, value in given.attributes.items():
        builder.add_attribute(name, value)
    return builder


def _recognised(body: Any) -> DeliveredEvent:
    """Return the event in JSON of any shape."""
    facts = labelled_values(body)
    if not facts:
        raise BodyMalformed
    event_id = as_text(as_object(body).get("id")) or None
    builder = InquiryBuilder()
    _add_format(as_object(body), builder)
    own = [fact for fact in facts if not fact.path or fact.path[0] not in _HANDLED]
    add_values(own, builder)
    if not (builder.has_person or builder.has("message")):
        return DeliveredEvent(event_id, unread(facts), unidentified=True)
    given = builder.build()
    return DeliveredEvent(event_id, given.model_copy(update={"kind": _kind(as_object(body))}))


def _add_format(body: Mapping[str, Any], builder: InquiryBuilder) -> None:
    """Add what stands where our format has it, though the rest does not fit."""
    for name, value in as_object(body.get(_ATTRIBUTES)).items():
        builder.add_attribute(name, value)
    certain, rest = certain_consents(body.get("consents"))
    builder.state_consents(certain)
    builder.add_attribute("consents", rest)


def _kind(body: Mapping[str, Any]) -> str | None:
    return "message" if body.get("kind") == "message" else None
