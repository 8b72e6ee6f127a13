"""Read bodies in Relevo's own format, and what a sender put into fields of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from functions.ingest.inquiries.body import InquiryGiven, event_id_of, read_inquiry
from functions.ingest.inquiries.consents import certain_consents
from functions.ingest.inquiries.delivered_event import DeliveredEvent
from functions.ingest.inquiries.field_readings import FieldReadings
from functions.ingest.inquiries.inquiry_builder import Field, InquiryBuilder, as_object, as_text, read_json
from functions.ingest.recognition.labelled_values import LabelledValue, labelled_values
from functions.ingest.recognition.mapped_fields import add_mapped
from functions.ingest.recognition.people import add_addresses, add_values, unread
from functions.ingest.recognition.values import says_nothing
from shared.domain.kernel.errors import BodyMalformed
from shared.domain.plan_records.source import ATTRIBUTE
from shared.web.errors import FieldErrors

_PHONE = re.compile(r"\+?[\d\s().-]{6,25}")
_ATTRIBUTES = "attributes"
_OWN = {"emails": "email", "phones": "phone"}
_TEXTS: Mapping[str, Field] = {"first_name": "first_name", "last_name": "last_name", "message": "message"}
_HANDLED = ("id", "consents", "kind", "channel", _ATTRIBUTES)


def read_event(raw: bytes, fields: FieldReadings | None = None) -> DeliveredEvent:
    """Return the event in a body, identified by its `id`. One that names no person is pooled, whole, to be read.

    A body that is wholly in our format is read once. Of any other, what is in fields of the sender's own names is
    recognised, and what is too long is cut.

    Args:
        raw: the body.
        fields: the mapping, which decides first; is told what each field became.

    Raises:
        BodyMalformed: it is not JSON, or there is nothing in it.
    """
    try:
        given = read_inquiry(raw)
    except (BodyMalformed, FieldErrors):
        return _recognised(read_json(raw), InquiryBuilder(fields))
    builder = InquiryBuilder(fields)
    own = _seen(_own_facts(given), builder)
    if not given.model_extra and not given.contact.model_extra and _is_plain(given) and not _any_mapped(own, builder):
        _note_all(own, builder)
        return DeliveredEvent(event_id_of(given), given)
    more = [*labelled_values(given.model_extra), *labelled_values({"contact": given.contact.model_extra or {}})]
    for fact in add_mapped(own, builder):
        with builder.fields.of(fact.field):
            _add_own(fact, builder)
    builder.state_consents(given.consents)
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


def _own_facts(given: InquiryGiven) -> list[LabelledValue]:
    """Return what is in our format, by the names that it has there."""
    contact = given.contact.model_dump(include={"first_name", "last_name", "emails", "phones"})
    facts = [LabelledValue(("contact", name), list(value) if isinstance(value, tuple) else value)
             for name, value in contact.items()]  # fmt: skip
    facts.append(LabelledValue(("message",), given.message))
    facts += [LabelledValue((_ATTRIBUTES, name), value) for name, value in given.attributes.items()]
    return [fact for fact in facts if fact.value not in ("", [], None)]


def _seen(facts: list[LabelledValue], builder: InquiryBuilder) -> list[LabelledValue]:
    for fact in facts:
        builder.fields.see(fact.field, fact.value)
    return facts


def _any_mapped(facts: list[LabelledValue], builder: InquiryBuilder) -> bool:
    return any(builder.fields.meaning(fact.field) for fact in facts)


def _note_all(facts: list[LabelledValue], builder: InquiryBuilder) -> None:
    """Note that each field is what our format says."""
    for fact in facts:
        with builder.fields.of(fact.field):
            name = _OWN.get(fact.label, fact.label)
            builder.fields.note(f"{ATTRIBUTE}{name}" if fact.path[0] == _ATTRIBUTES else name)


def _add_own(fact: LabelledValue, builder: InquiryBuilder) -> None:
    """Add a field of our format, as far as it says something."""
    if fact.path[0] == _ATTRIBUTES:
        builder.add_attribute(fact.label, fact.value)
    elif fact.label in _OWN:
        for one in fact.value:
            if not says_nothing(one):
                add_addresses("email" if fact.label == "emails" else "phone", one, builder)
    elif fact.label == "message" or not says_nothing(fact.value):
        builder.add_field(_TEXTS[fact.label], fact.value)


def _recognised(body: Any, builder: InquiryBuilder) -> DeliveredEvent:
    """Return the event in JSON of any shape."""
    facts = labelled_values(body)
    if not facts:
        raise BodyMalformed
    event_id = as_text(as_object(body).get("id")) or None
    _add_format(as_object(body), builder)
    own = [fact for fact in facts if not fact.path or fact.path[0] not in _HANDLED]
    add_values(own, builder)
    if not (builder.has_person or builder.has("message")):
        return DeliveredEvent(event_id, unread(facts), unidentified=True)
    given = builder.build()
    return DeliveredEvent(event_id, given.model_copy(update={"kind": _kind(as_object(body))}))


def _add_format(body: Mapping[str, Any], builder: InquiryBuilder) -> None:
    """Add what stands where our format has it, though the rest does not fit."""
    given = as_object(body.get(_ATTRIBUTES)).items()
    attributes = _seen([LabelledValue((_ATTRIBUTES, str(name)), value) for name, value in given], builder)
    for fact in add_mapped(attributes, builder):
        with builder.fields.of(fact.field):
            builder.add_attribute(fact.label, fact.value)
    certain, rest = certain_consents(body.get("consents"))
    builder.state_consents(certain)
    builder.add_attribute("consents", rest)


def _kind(body: Mapping[str, Any]) -> str | None:
    return "message" if body.get("kind") == "message" else None
