"""`realtor`: leads of Realtor.com, with the key that Relevo issued in `X-Api-Key` (providers/api_key.py)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from functions.ingest.parsing.delivered_event import DeliveredEvent
from functions.ingest.parsing.inquiry_builder import InquiryBuilder, field_of, label_of, part, read_object, text
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
_PRICES = ("list_price", "price")
_NOT_ASKED = ("lead_id", "contact", "property", "finance_info", "listing_agent", "role", "digital_signature")
_PRICE = re.compile(r"\$?\s*([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?:\.[0-9]{1,2})?")


def parse(request: Request) -> tuple[DeliveredEvent]:
    """The event, known by its `lead_id`. Raises BodyMalformed or FieldErrors."""
    body, form = read_object(request.raw), InquiryBuilder()
    _contact(part(body.get("contact")), form)
    role = text(body.get("role"))
    form.keep("intent", _INTENTS.get(role.lower(), role))
    finance, prices = part(body.get("finance_info")), {}
    for name, value in finance.items():
        if name in _BUDGET and _price(value) is not None:
            prices[_BUDGET[name]] = _price(value)
        else:
            form.keep(label_of(name) or "finance", value)
    _property(part(body.get("property")), form, prices)
    for name, value in body.items():
        if name in _NOT_ASKED:
            continue
        if field := field_of(name):
            form.say(field, value)
        else:
            form.keep(label_of(name) or "field", value)
    return (DeliveredEvent(text(body.get("lead_id")) or None, form.inquiry()),)


def _contact(contact: Mapping[str, Any], form: InquiryBuilder) -> None:
    """Whatever the contact's fields are called: `email`, `emails` and `emailAddress` are all one."""
    for name, value in contact.items():
        field = field_of(name) or field_of(name.removesuffix("s"))
        for one in value if isinstance(value, list) else [value]:
            if field:
                form.say(field, one)
            else:
                form.keep(label_of(name) or "contact", one)


def _property(asked: Mapping[str, Any], form: InquiryBuilder, prices: dict[str, Any]) -> None:
    """The property asked for. Its price is both ends of the range, unless there is a budget."""
    for name, value in asked.items():
        price = _price(value) if name in _PRICES else None
        if price is None:
            form.keep(_PROPERTY.get(name) or label_of(name) or "property", value)
        elif not prices:
            prices |= {"price_min": price, "price_max": price}
    for name, price in prices.items():
        form.keep(name, price)


def _price(value: object) -> int | float | None:
    """A price as a number, also from text such as `$450,000`."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    found = _PRICE.fullmatch(value.strip()) if isinstance(value, str) else None
    return int(found[1].replace(",", "")) if found else None
