"""Read the person from the `contact` of an ADF document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.ingest.inquiries.inquiry_builder import Field, InquiryBuilder, attribute_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

_NAMES: Mapping[str, Field] = {"first": "first_name", "last": "last_name", "surname": "last_name", "full": "full_name"}
_ADDRESS = {"city": "place", "postalcode": "postcode", "regioncode": "region"}
_NOT_VOICE = ("fax", "pager")
_YES = ("1", "true", "yes")


def add_person(contact: Element, builder: InquiryBuilder) -> None:
    """Add the person of a `contact`: names, e-mails, phones and where they live. Use a firm's name if no other."""
    firms = [name for name in contact.iterfind("name") if _attribute(name, "type") == "business"]
    for name in contact.iterfind("name"):
        if name not in firms:
            _add_name(name, builder)
    for one in firms:
        if builder.has_person:
            builder.add_attribute("company", _text(one))
        else:
            builder.add_field("full_name", _text(one))
    for one in contact:
        if one.tag in ("email", "phone"):
            _add_address(one, builder)
        elif one.tag == "address":
            for line in one:
                builder.add_attribute(_ADDRESS.get(line.tag) or attribute_name(line.tag) or "address", _text(line))
        elif one.tag != "name":
            builder.add_attribute(attribute_name(one.tag) or "contact", _text(one))


def _add_name(one: Element, builder: InquiryBuilder) -> None:
    part = _attribute(one, "part") or "full"
    if part == "middle":
        builder.add_middle_name(_text(one))
    elif field := _NAMES.get(part):
        builder.add_field(field, _text(one))
    else:
        builder.add_attribute(f"{attribute_name(part) or 'other'}_name", _text(one))


def _add_address(one: Element, builder: InquiryBuilder) -> None:
    """Add an e-mail or phone, and what is said about it as attributes. A fax number is only an attribute."""
    kind = _attribute(one, "type")
    if kind in _NOT_VOICE:
        builder.add_attribute(kind, _text(one))
        return
    builder.add_field("email" if one.tag == "email" else "phone", _text(one))
    if kind not in ("", "voice"):
        builder.add_attribute(f"{one.tag}_type", kind)
    builder.add_attribute(f"{one.tag}_time", _attribute(one, "time"))
    if _attribute(one, "preferredcontact") in _YES:
        builder.add_attribute("preferred_contact", one.tag)


def _attribute(one: Element, name: str) -> str:
    return one.get(name, "").strip().lower()


def _text(one: Element) -> str:
    return " ".join("".join(one.itertext()).split())
