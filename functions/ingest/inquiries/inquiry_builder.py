"""Build an inquiry from fields of any name, and read the JSON of providers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pydantic import JsonValue
from pydantic_core import from_json

from functions.ingest.inquiries.body import InquiryGiven, to_inquiry
from functions.ingest.inquiries.consents import MAX_GIVEN, ConsentGiven, answered_consents
from functions.ingest.inquiries.field_readings import FieldReadings
from functions.ingest.inquiries.names import are_first_names, is_short_for, split_name, tidy_name, untitled
from functions.ingest.text.charset import decode_text
from functions.ingest.text.html_text import html_to_text
from shared.domain.kernel.contact import normalise_text
from shared.domain.kernel.errors import BodyMalformed
from shared.domain.kernel.field_error import FieldError
from shared.domain.lead_records.inquiry import MAX_ATTRIBUTES, MAX_DEPTH, MAX_MESSAGE, json_depth, json_size
from shared.domain.plan_records.condition import NUMBERS, WORDS
from shared.domain.plan_records.source import ATTRIBUTE
from shared.web.errors import FieldErrors

Field = Literal["first_name", "last_name", "full_name", "email", "phone", "message"]

KNOWN = NUMBERS | WORDS
MAX_TEXT = 200  # characters of a name or an address
MAX_ADDRESSES = 10
MAX_LABEL = 60  # characters of an attribute's name
_MAX_NUMBER = 10**30
_ALIASES: Mapping[Field, tuple[str, ...]] = {
    "first_name": ("first name", "firstname", "given name", "nombre de pila", "primer nombre"),
    "last_name": ("last name", "lastname", "surname", "family name", "apellido", "apellidos"),
    "full_name": ("name", "full name", "fullname", "your name", "what s your name", "what is your name",
                  "nombre", "nombre completo", "nombre y apellidos", "tu nombre", "su nombre", "como te llamas",
                  "nombre del interesado", "nombre de contacto", "nombre del contacto", "nombre del cliente",
                  "contact name", "client name", "customer name"),
    "email": ("email", "e mail", "mail", "email address", "work email", "correo", "correo electronico",
              "email de contacto", "correo de contacto", "direccion de correo", "direccion de correo electronico",
              "direccion de email", "contact email", "email del interesado"),
    "phone": ("phone", "phone number", "telephone", "mobile", "mobile phone", "work phone",
              "telefono", "movil", "telefono movil", "telefono de contacto", "telefono del interesado", "tel", "tlf",
              "telf", "tfno", "tfno movil", "celular", "whatsapp", "cell", "cell phone", "contact phone",
              "contact number", "telephone number", "mobile number"),
    "message": ("message", "comment", "comments", "mensaje", "comentario", "comentarios",
                "consulta", "su mensaje", "tu mensaje", "mensaje del interesado", "mensaje del cliente",
                "observaciones", "your message", "enquiry", "inquiry", "additional comments"),
}  # fmt: skip
_FIELDS: Mapping[str, Field] = {alias: field for field, aliases in _ALIASES.items() for alias in aliases}
_MARKUP = re.compile(r"<(?:br|p|div|b|i|strong|span|a|ul|li|table)\b[^<>]*>", re.IGNORECASE)
_CAMEL_CASE = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+")


class InquiryBuilder:
    """Collect fields and attributes within the limits of an inquiry, so that no lead is lost over a long value.

    Names and the message are cut; an address that is too long, or one too many, becomes an attribute; attributes
    that no longer fit are left out.

    Args:
        fields: is told what each field that was sent became.

    Source: docs/api.md, "Webhooks".
    """

    def __init__(self, fields: FieldReadings | None = None) -> None:
        self.fields = fields or FieldReadings()
        self._fields: dict[Field, str] = {}
        self._middle = ""
        self._emails: list[str] = []
        self._phones: list[str] = []
        self._attributes: dict[str, JsonValue] = {}
        self._repeats: dict[str, int] = {}  # by name: how many attributes share it
        self._room = MAX_ATTRIBUTES - 1
        self._consents: list[ConsentGiven] = []

    def add_field(self, field: Field, given: object) -> None:
        """Add a value of a contact's field, or the message. A second, different value becomes an attribute."""
        value = as_text(given)
        if field == "message" and _MARKUP.search(value):
            value = html_to_text(value)
        if not value:
            self.add_attribute(field, given)
        elif field in ("email", "phone"):
            addresses = self._emails if field == "email" else self._phones
            if value in addresses:
                return
            if len(value) <= MAX_TEXT and len(addresses) < MAX_ADDRESSES:
                addresses.append(value)
                self.fields.note(field)
            else:
                self.add_attribute(field, value)
        elif self._fields.setdefault(field, value) != value:
            self.add_attribute(field, value)
        else:
            self.fields.note("name" if field == "full_name" else field)

    def add_second_surname(self, name: str) -> None:
        """Add the second of two surnames that were asked for one by one, as in Spain."""
        first = self._fields.get("last_name", "")
        self._fields["last_name"] = f"{first} {name}".strip()
        self.fields.note("last_name")

    def add_middle_name(self, name: str) -> None:
        """Add a name between the first and the last."""
        self._middle = f"{self._middle} {name}".strip()
        self.fields.note("last_name")

    def complete_name(self, name: str) -> None:
        """Take a full name instead of what was found before, if that is its first one alone, or with initials."""
        if len(name.split()) > 1 and is_short_for(self.name, name):
            self._fields.pop("first_name", None)
            self._fields.pop("last_name", None)
            self._fields["full_name"] = name

    def replace_name(self, name: str) -> None:
        """Take this for the whole name, instead of what was found first."""
        if name:
            self._fields.pop("first_name", None)
            self._fields["full_name"] = name

    def replace_message(self, message: str) -> None:
        """Take this for what the person said, instead of what was found first."""
        if message:
            self._fields["message"] = message

    def has(self, *fields: Field) -> bool:
        """Return whether one of these fields has a value yet."""
        held = {"email": self._emails, "phone": self._phones}
        return any(held.get(field) or self._fields.get(field) for field in fields)

    @property
    def emails(self) -> tuple[str, ...]:
        """Return the e-mails so far."""
        return tuple(self._emails)

    @property
    def phones(self) -> tuple[str, ...]:
        """Return the phones so far."""
        return tuple(self._phones)

    @property
    def name(self) -> str:
        """Return the whole name so far, as it was given."""
        return " ".join(self._fields.get(one, "") for one in ("full_name", "first_name", "last_name")).strip()

    @property
    def message(self) -> str:
        """Return what was said so far."""
        return self._fields.get("message", "")

    @property
    def has_name(self) -> bool:
        """Return whether there is a name, or a part of one, yet."""
        return bool(self._fields.keys() & {"full_name", "first_name", "last_name"})

    @property
    def has_person(self) -> bool:
        """Return whether there is a name, an e-mail or a phone yet."""
        return bool(self._emails or self._phones or self._fields.keys() - {"message"})

    def add_attribute(self, name: str, value: Any) -> None:
        """Add an attribute under a free name, unless it is empty or does not fit any more."""
        if value is None or value in ("", [], {}) or self._room <= 0 or json_depth(value) >= MAX_DEPTH:
            return
        count = self._repeats.get(name, 1)
        label = name if count == 1 else f"{name}_{count}"
        while label in self._attributes:
            count += 1
            label = f"{name}_{count}"
        try:
            bytes_needed = json_size({label: value}) - 1
        except ValueError:  # a number that JSON cannot express, or one with too many digits
            return
        if bytes_needed <= self._room:
            self._attributes[label] = value
            self._repeats[name] = count
            self._room -= bytes_needed
            self.fields.note(f"{ATTRIBUTE}{name}")

    def has_attribute(self, *names: str) -> bool:
        """Return whether there is an attribute of one of these names yet."""
        return any(name in self._attributes for name in names)

    def add_consents(self, question: str, answer: object, *, legal: bool = False) -> None:
        """Add what an answer agrees to or refuses, if it certainly does. The answer is an attribute besides."""
        self.state_consents(answered_consents(question, answer, legal=legal))

    def state_consents(self, consents: Iterable[ConsentGiven]) -> None:
        """Add consents, up to the most that one inquiry may have."""
        before, self._consents = self._consents, [*self._consents, *consents][:MAX_GIVEN]
        if len(self._consents) > len(before):
            self.fields.note("consent")

    def build(self) -> InquiryGiven:
        """Return the inquiry. Raises FieldErrors if there is no name, no address and no message."""
        first, last = self._name()
        self._keep_other_name(f"{first} {last}")
        return to_inquiry(
            {
                "contact": {
                    "first_name": shortened(first, MAX_TEXT),
                    "last_name": shortened(last, MAX_TEXT),
                    "emails": self._emails,
                    "phones": self._phones,
                },
                "attributes": self._attributes,
                "message": shortened(self._fields.get("message", ""), MAX_MESSAGE),
                "consents": self._consents,
            }
        )

    def _keep_other_name(self, name: str) -> None:
        """Add a full name as an attribute if what came beside it took its place, and has not all of its words."""
        whole = self._fields.get("full_name", "")
        more = set(_words(untitled(whole)).split()) - set(_words(name).split())
        if more and "first_name" in self._fields and whole not in self._attributes.values():
            self.add_attribute("full_name", whole)

    def _name(self) -> tuple[str, str]:
        """Return the first name and the last name, each as given, or from the full one."""
        first, last, whole = (self._fields.get(one, "") for one in ("first_name", "last_name", "full_name"))
        if not first and not last:
            return split_name(whole)
        if first and not last and not whole and not are_first_names(first):
            return split_name(first)
        if first and not last:
            last = _rest_of(whole, first)
        first, last = untitled(first or whole), f"{self._middle} {last}".strip()
        same = len({_case_of(one) for one in (first, last)}) == 1
        return tidy_name(first, short=same), tidy_name(last, begins=False, short=same)


def read_object(raw: bytes) -> dict[str, Any]:
    """Parse the JSON object in a body.

    Raises:
        BodyMalformed: the body is not JSON.
        FieldErrors: the body is JSON, but no object.
    """
    body = read_json(raw)
    if not isinstance(body, dict):
        raise FieldErrors([FieldError.of(("body",), "wrong_type", "an object is needed")])
    return body


def read_json(raw: bytes) -> Any:
    """Parse JSON, with or without a byte order mark, also if it is not the UTF-8 that it should be.

    Raises:
        BodyMalformed: it is not JSON.
    """
    for read in (bytes, decode_text):
        try:
            return from_json(read(raw), allow_inf_nan=False)
        except ValueError:
            continue
    raise BodyMalformed


def _case_of(name: str) -> str:
    """Return whether a name is all in capitals or in small letters."""
    return "upper" if name.isupper() else "lower" if name.islower() else ""


def _rest_of(whole: str, first: str) -> str:
    """Return what a whole name has beside the first; nothing if it begins with another first name."""
    names, known = whole.split(), [one.casefold() for one in first.split()]
    if [one.casefold() for one in names[: len(known)]] == known:
        return " ".join(names[len(known) :])
    return "" if names and names[0].casefold() == known[0] else whole


def shortened(text: str, most: int) -> str:
    """Return a text of `most` characters at the most; one that was cut ends with a mark."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def field_of(name: str) -> Field | None:
    """Return the field with this name in Spanish or English. Case, accents and punctuation do not matter."""
    return _FIELDS.get(_words(name))


def attribute_name(name: str) -> str:
    """Convert `name` to an attribute's name: lower case, no accents, words joined by `_`."""
    return _words(name).replace(" ", "_")[:MAX_LABEL].strip("_")


def as_text(given: object) -> str:
    """Return text, or a whole number as text; else an empty text."""
    if isinstance(given, str):
        return given.strip()
    if isinstance(given, int) and not isinstance(given, bool) and abs(given) < _MAX_NUMBER:
        return str(given)
    return ""


def as_object(given: object) -> dict[str, Any]:
    """Return `given` if it is an object, else an empty one."""
    return given if isinstance(given, dict) else {}


def as_list(given: object) -> list[Any]:
    """Return `given` if it is a list, else a list of it alone."""
    return given if isinstance(given, list) else [given]


def as_objects(given: object) -> list[dict[str, Any]]:
    """Return the objects in `given`; none unless it is a list."""
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _words(name: str) -> str:
    return " ".join(_WORD.findall(normalise_text(_CAMEL_CASE.sub(" ", name[:MAX_TEXT]))))
