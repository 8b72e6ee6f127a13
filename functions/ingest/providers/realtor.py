"""`realtor`: leads of Realtor.com, with the key that Relevo issued in `X-Api-Key` (providers/api_key.py)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from functions.ingest.inquiries.delivered_event import DeliveredEvent
from functions.ingest.inquiries.inquiry_builder import (
    InquiryBuilder,
    as_object,
    as_text,
    attribute_name,
    field_of,
    read_object,
)
from functions.ingest.recognition.labelled_values import labelled_values
from functions.ingest.recognition.people import add_values
from shared.web.request import Request

_INTENTS: Mapping[str, str] = {"buyer": "buy", "seller": "sell", "renter": "rent", "landlord": "let"}
_PROPERTY: Mapping[str, str] = {
    "city": "place",
    "zip_code": "postcode",
    "zip": "postcode",
    "postal_code": "postcode",
    "mls_id": "listing_id",
    "listing_id": "listing_id",
    "listing_url": "listing_url",
    "property_type": "property_type",
}
_BUDGET: Mapping[str, str] = {"budget_min": "price_min", "budget_max": "price_max"}
_PRICE_FIELDS = ("list_price", "price")
_HANDLED = ("lead_id", "contact", "property", "finance_info", "listing_agent", "role", "digital_signature")
_PRICE = re.compile(r"\$?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,2})?")


def parse(request: Request) -> tuple[DeliveredEvent]:
    """Return the event, identified by its `lead_id`. Raises BodyMalformed or FieldErrors."""
    body, builder = read_object(request.raw), InquiryBuilder()
    _add_contact(as_object(body.get("contact")), builder)
    role = as_text(body.get("role"))
    builder.add_attribute("intent", _INTENTS.get(role.lower(), role))
    finance, prices = as_object(body.get("finance_info")), {}
    for name, value in finance.items():
        if name in _BUDGET and _price(value) is not None:
            prices[_BUDGET[name]] = _price(value)
        else:
            builder.add_attribute(attribute_name(name) or "finance", value)
    _add_property(as_object(body.get("property")), builder, prices)
    for name, value in body.items():
        if name in _HANDLED:
            continue
        if field := field_of(name):
            builder.add_field(field, value)
        else:
            builder.add_attribute(attribute_name(name) or "field", value)
    if not builder.has_person:
        builder = InquiryBuilder()
        add_values(labelled_values(body), builder)
    return (DeliveredEvent(as_text(body.get("lead_id")) or None, builder.build()),)


def _add_contact(contact: Mapping[str, Any], builder: InquiryBuilder) -> None:
    """Add the contact's fields by any of their names: `email`, `emails` and `emailAddress` are the same."""
    for name, value in contact.items():
        field = field_of(name) or field_of(name.removesuffix("s"))
        for one in value if isinstance(value, list) else [value]:
            if field:
                builder.add_field(field, one)
            else:
                builder.add_attribute(attribute_name(name) or "contact", one)


def _add_property(given: Mapping[str, Any], builder: InquiryBuilder, prices: dict[str, Any]) -> None:
    """Add the property asked for. Its price is both ends of the price range, unless there is a budget."""
    for name, value in given.items():
        price = _price(value) if name in _PRICE_FIELDS else None
        if price is None:
            builder.add_attribute(_PROPERTY.get(name) or attribute_name(name) or "property", value)
        elif not prices:
            prices |= {"price_min": price, "price_max": price}
    for name, price in prices.items():
        builder.add_attribute(name, price)


def _price(value: object) -> int | float | None:
    """Return a price as a number, also from text such as `$450,000`; None if there is none."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    found = _PRICE.fullmatch(value.strip()) if isinstance(value, str) else None
    return int(found[1].replace(",", "")) if found else None
