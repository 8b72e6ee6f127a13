"""ADF/XML 1.0: the prospects in a document, an event each.

The format is a car trade's, and property portals send it too: what is a vehicle there is what the person asks for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from functions.ingest.parsing.adf_contact import tell_person
from functions.ingest.parsing.aliases import known_of, tell
from functions.ingest.parsing.delivered_event import DeliveredEvent
from functions.ingest.parsing.inquiry_builder import MAX_TEXT, InquiryBuilder, field_of, label_of
from functions.ingest.parsing.prices import price_of
from functions.ingest.parsing.xml_tree import read_xml
from shared.domain.kernel.field_error import FieldError
from shared.domain.lead_records.inquiry import MAX_MESSAGE
from shared.web.errors import FieldErrors

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MAX_PROSPECTS = 50
# The sale's other side: its addresses are nobody's who asks.
_OTHERS = ("vendor", "provider")
_READ = ("id", "customer", "contact", "vehicle", *_OTHERS)
_INTENTS = {"lease": "rent", "trade-in": "sell"}
_RENAMED = {"stock": "listing_id", "id": "vehicle_id"}
_PRICE_ATTRIBUTES = ("type", "currency", "source", "delta", "relativeto")


def read_prospects(given: bytes | str) -> tuple[DeliveredEvent, ...]:
    """An event for each prospect; one in which nobody can be made out, but something is said, is unread.

    Raises:
        BodyMalformed: it is no XML.
        FieldErrors: there is no prospect, too many, or a single one that says nothing.

    Source: docs/api.md, "Webhooks".
    """
    found = list(read_xml(given).iter("prospect"))
    if not found:
        raise FieldErrors([FieldError.of(("body",), "too_few", "at least one prospect is needed", least=1)])
    if len(found) > MAX_PROSPECTS:
        says = f"at most {MAX_PROSPECTS} prospects"
        raise FieldErrors([FieldError.of(("body",), "too_many", says, most=MAX_PROSPECTS)])
    events = [_event(prospect, alone=len(found) == 1) for prospect in found]
    # An id that stands twice in one document tells nothing apart.
    times = Counter(event.event_id for event in events)
    return tuple(replace(event, event_id=None) if times[event.event_id] > 1 else event for event in events)


def _event(prospect: Element, *, alone: bool) -> DeliveredEvent:
    form = InquiryBuilder()
    _gather(prospect, form)
    if form.somebody:
        return DeliveredEvent(_id(prospect), form.inquiry())
    if not form.says("message") and not alone:
        form.say("message", _everything(prospect) or "ADF")
    return DeliveredEvent(_id(prospect), form.inquiry(), unread=True)


def _gather(prospect: Element, form: InquiryBuilder) -> None:
    for person in prospect.iterfind("customer/contact"):
        tell_person(person, form)
    if prospect.find("customer") is None:
        for person in prospect.iterfind("contact"):
            tell_person(person, form)
    for customer in prospect.iterfind("customer"):
        _fields(customer, form, ("contact", "id"))
    for wanted in prospect.iterfind("vehicle"):
        _wanted(wanted, form)
    _fields(prospect, form, _READ)
    form.keep("status", prospect.get("status", "").strip())
    form.keep("provider", _said(prospect, "provider/name"))
    form.keep("provider_service", _said(prospect, "provider/service"))
    form.keep("vendor", _said(prospect, "vendor/vendorname"))


def _wanted(vehicle: Element, form: InquiryBuilder) -> None:
    """What is asked for. Whoever says nothing wants to buy: so the format has it."""
    interest = vehicle.get("interest", "").strip().lower() or "buy"
    form.keep("intent", _INTENTS.get(interest, interest))
    form.keep("vehicle_status", vehicle.get("status", "").strip())
    limits = _budget(vehicle, form)
    for one in vehicle:
        said = _text(one)
        if one.tag == "price":
            tell("price" if not limits else "list_price", said, form)
            for name in _PRICE_ATTRIBUTES:
                form.keep(f"price_{name}", one.get(name, "").strip())
        elif one.tag in _RENAMED:
            form.keep(_RENAMED[one.tag], said)
        elif one.tag != "finance":
            _field(one, form)


def _budget(vehicle: Element, form: InquiryBuilder) -> bool:
    """How much the person would spend: whether it says more than the price. A total with a limit is an end of it."""
    limits = False
    for one in vehicle.iterfind("finance/*"):
        limit, kind = one.get("limit", "").strip().lower(), one.get("type", "total").strip().lower()
        if one.tag == "amount" and kind == "total" and price_of(_text(one)) is not None:
            tell({"maximum": "price_max", "minimum": "price_min"}.get(limit, "price"), _text(one), form)
            limits = True
        else:
            form.keep(f"finance_{label_of(one.tag)}", _text(one))
    return limits


def _fields(parent: Element, form: InquiryBuilder, but: Iterable[str]) -> None:
    for one in parent:
        if one.tag not in but:
            _field(one, form)


def _field(one: Element, form: InquiryBuilder) -> None:
    """A field of any name: the message, a known attribute, or one under its own name."""
    said = _text(one)
    if field_of(one.tag) == "message":
        form.say("message", said)
    elif known := known_of(one.tag):
        tell(known, said, form)
    else:
        form.keep(label_of(one.tag) or "field", said)


def _id(prospect: Element) -> str | None:
    """All ids of the prospect, each with its sequence and who gave it."""
    ids = [
        (_text(one), one.get("sequence", "").strip(), one.get("source", "").strip()) for one in prospect.iterfind("id")
    ]
    return "\n".join("\t".join(" ".join(part.split()) for part in one) for one in ids if one[0]) or None


def _everything(prospect: Element) -> str:
    """All that is written in a prospect, except by or about the other side."""
    parts = (_text(one) for one in prospect if one.tag not in _OTHERS)
    return "\n".join(part for part in parts if part)[:MAX_MESSAGE]


def _said(parent: Element, path: str) -> str:
    one = parent.find(path)
    return "" if one is None else _text(one)[:MAX_TEXT]


def _text(one: Element) -> str:
    """What is written within, on one line unless it is a text of several."""
    lines = (" ".join(line.split()) for line in "".join(one.itertext()).splitlines())
    return "\n".join(line for line in lines if line)
