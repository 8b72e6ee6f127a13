"""Parse ADF/XML 1.0: one event for each prospect of a document.

The format comes from the car trade. Property portals send it too; its `vehicle` is then the property asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from functions.ingest.inquiries.delivered_event import DeliveredEvent
from functions.ingest.inquiries.inquiry_builder import MAX_TEXT, InquiryBuilder, attribute_name, field_of
from functions.ingest.inquiries.known_attributes import add_known_attribute, known_attribute
from functions.ingest.inquiries.prices import price_of
from functions.ingest.parsing.adf_contact import add_person
from functions.ingest.parsing.xml_tree import read_xml
from shared.domain.kernel.field_error import FieldError
from shared.domain.lead_records.inquiry import MAX_MESSAGE
from shared.web.errors import FieldErrors

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_PROSPECTS = 50
# The seller's side: its addresses are not the person's.
_SELLERS = ("vendor", "provider")
_HANDLED = ("id", "customer", "contact", "vehicle", *_SELLERS)
_INTENTS = {"lease": "rent", "trade-in": "sell"}
_RENAMED = {"stock": "listing_id", "id": "vehicle_id"}
_PRICE_ATTRIBUTES = ("type", "currency", "source", "delta", "relativeto")


def read_prospects(given: bytes | str) -> tuple[DeliveredEvent, ...]:
    """Return an event for each prospect; mark it `unidentified` if it names no person but holds some text.

    Raises:
        BodyMalformed: this is no XML.
        FieldErrors: there is no prospect, there are too many, or the only one is empty.

    Source: docs/api.md, "Webhooks".
    """
    found = list(read_xml(given).iter("prospect"))
    if not found:
        raise FieldErrors([FieldError.of(("body",), "too_few", "at least one prospect is needed", least=1)])
    if len(found) > MAX_PROSPECTS:
        says = f"at most {MAX_PROSPECTS} prospects"
        raise FieldErrors([FieldError.of(("body",), "too_many", says, most=MAX_PROSPECTS)])
    events = [_event(prospect, alone=len(found) == 1) for prospect in found]
    # An id that occurs twice in a document identifies neither prospect.
    times = Counter(event.event_id for event in events)
    return tuple(replace(event, event_id=None) if times[event.event_id] > 1 else event for event in events)


def _event(prospect: Element, *, alone: bool) -> DeliveredEvent:
    builder = InquiryBuilder()
    _add_prospect(prospect, builder)
    if builder.has_person:
        return DeliveredEvent(_id(prospect), builder.build())
    if not builder.has("message") and not alone:
        builder.add_field("message", _all_text(prospect) or "ADF")
    return DeliveredEvent(_id(prospect), builder.build(), unidentified=True)


def _add_prospect(prospect: Element, builder: InquiryBuilder) -> None:
    for person in prospect.iterfind("customer/contact"):
        add_person(person, builder)
    if prospect.find("customer") is None:
        for person in prospect.iterfind("contact"):
            add_person(person, builder)
    for customer in prospect.iterfind("customer"):
        _add_fields(customer, builder, ("contact", "id"))
    for vehicle in prospect.iterfind("vehicle"):
        _add_vehicle(vehicle, builder)
    _add_fields(prospect, builder, _HANDLED)
    builder.add_attribute("status", prospect.get("status", "").strip())
    builder.add_attribute("provider", _text_at(prospect, "provider/name"))
    builder.add_attribute("provider_service", _text_at(prospect, "provider/service"))
    builder.add_attribute("vendor", _text_at(prospect, "vendor/vendorname"))


def _add_vehicle(vehicle: Element, builder: InquiryBuilder) -> None:
    """Add what the person asks for. By the format, a missing `interest` means to buy."""
    interest = vehicle.get("interest", "").strip().lower() or "buy"
    builder.add_attribute("intent", _INTENTS.get(interest, interest))
    builder.add_attribute("vehicle_status", vehicle.get("status", "").strip())
    has_budget = _add_budget(vehicle, builder)
    for one in vehicle:
        value = _text(one)
        if one.tag == "price":
            add_known_attribute("list_price" if has_budget else "price", value, builder)
            for name in _PRICE_ATTRIBUTES:
                builder.add_attribute(f"price_{name}", one.get(name, "").strip())
        elif one.tag in _RENAMED:
            builder.add_attribute(_RENAMED[one.tag], value)
        elif one.tag != "finance":
            _add_field(one, builder)


def _add_budget(vehicle: Element, builder: InquiryBuilder) -> bool:
    """Add the budget from `finance`; return whether there is one. A limit makes a total one end of the range."""
    found = False
    for one in vehicle.iterfind("finance/*"):
        limit, kind = one.get("limit", "").strip().lower(), one.get("type", "total").strip().lower()
        if one.tag == "amount" and kind == "total" and price_of(_text(one)) is not None:
            name = {"maximum": "price_max", "minimum": "price_min"}.get(limit, "price")
            add_known_attribute(name, _text(one), builder)
            found = True
        else:
            builder.add_attribute(f"finance_{attribute_name(one.tag)}", _text(one))
    return found


def _add_fields(parent: Element, builder: InquiryBuilder, skip: Iterable[str]) -> None:
    for one in parent:
        if one.tag not in skip:
            _add_field(one, builder)


def _add_field(one: Element, builder: InquiryBuilder) -> None:
    """Add an element of any name: as the message, as a known attribute, or as an attribute of that name."""
    value = _text(one)
    if field_of(one.tag) == "message":
        builder.add_field("message", value)
    elif known := known_attribute(one.tag):
        add_known_attribute(known, value, builder)
    else:
        builder.add_attribute(attribute_name(one.tag) or "field", value)


def _id(prospect: Element) -> str | None:
    """Join all ids of the prospect, each with its sequence and source; None if there is none."""
    ids = [
        (_text(one), one.get("sequence", "").strip(), one.get("source", "").strip()) for one in prospect.iterfind("id")
    ]
    return "\n".join("\t".join(" ".join(part.split()) for part in one) for one in ids if one[0]) or None


def _all_text(prospect: Element) -> str:
    """Return all text of a prospect except the seller's."""
    parts = (_text(one) for one in prospect if one.tag not in _SELLERS)
    return "\n".join(part for part in parts if part)[:MAX_MESSAGE]


def _text_at(parent: Element, path: str) -> str:
    one = parent.find(path)
    return "" if one is None else _text(one)[:MAX_TEXT]


def _text(one: Element) -> str:
    """Return the text within an element, its lines trimmed and without empty ones."""
    lines = (" ".join(line.split()) for line in "".join(one.itertext()).splitlines())
    return "\n".join(line for line in lines if line)
