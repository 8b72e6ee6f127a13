"""ADF's contact: who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from functions.ingest.parsing.inquiry_builder import Field, InquiryBuilder, label_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

_NAMES: Mapping[str, Field] = {"first": "first_name", "last": "last_name", "surname": "last_name", "full": "full_name"}
_ADDRESS = {"city": "place", "postalcode": "postcode", "regioncode": "region"}
_MACHINES = ("fax", "pager")
_YES = ("1", "true", "yes")


def tell_person(contact: Element, form: InquiryBuilder) -> None:
    """Take the person of a `contact`: names by their part, addresses, and where they live."""
    firms = [one for one in contact.iterfind("name") if _of(one, "type") == "business"]
    for one in contact.iterfind("name"):
        if one not in firms:
            _name(one, form)
    for one in firms:
        if form.somebody:
            form.keep("company", _text(one))
        else:
            form.say("full_name", _text(one))
    for one in contact:
        if one.tag in ("email", "phone"):
            _address(one, form)
        elif one.tag == "address":
            for line in one:
                form.keep(_ADDRESS.get(line.tag) or label_of(line.tag) or "address", _text(line))
        elif one.tag != "name":
            form.keep(label_of(one.tag) or "contact", _text(one))


def _name(one: Element, form: InquiryBuilder) -> None:
    part = _of(one, "part") or "full"
    if field := _NAMES.get(part):
        form.say(field, _text(one))
    else:
        form.keep(f"{label_of(part) or 'other'}_name", _text(one))


def _address(one: Element, form: InquiryBuilder) -> None:
    """An e-mail or a phone. A fax is no phone; what else is told of a phone are attributes."""
    kind = _of(one, "type")
    if kind in _MACHINES:
        form.keep(kind, _text(one))
        return
    form.say("email" if one.tag == "email" else "phone", _text(one))
    if kind not in ("", "voice"):
        form.keep(f"{one.tag}_type", kind)
    form.keep(f"{one.tag}_time", _of(one, "time"))
    if _of(one, "preferredcontact") in _YES:
        form.keep("preferred_contact", one.tag)


def _of(one: Element, name: str) -> str:
    return one.get(name, "").strip().lower()


def _text(one: Element) -> str:
    return " ".join("".join(one.itertext()).split())
