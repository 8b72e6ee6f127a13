"""Providers' own forms: whatever JSON they send, gathered into an inquiry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import JsonValue
from pydantic_core import from_json

from functions.ingest.parsing.body import InquiryGiven, shaped
from shared.domain.kernel.contact import normalise_text
from shared.domain.kernel.errors import BodyMalformed
from shared.domain.kernel.field_error import FieldError
from shared.domain.lead_records.inquiry import MAX_ATTRIBUTES, MAX_DEPTH, MAX_MESSAGE, depth, size
from shared.domain.plan_records.condition import NUMBERS, WORDS
from shared.web.errors import FieldErrors

Field = Literal["first_name", "last_name", "full_name", "email", "phone", "message"]

KNOWN = NUMBERS | WORDS
MAX_TEXT = 200  # characters of a name or an address
MAX_ADDRESSES = 10
MAX_LABEL = 60  # characters of an attribute's name
_MAX_NUMBER = 10**30
_CALLED: Mapping[Field, tuple[str, ...]] = {
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
_FIELDS: Mapping[str, Field] = {called: field for field, names in _CALLED.items() for called in names}
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+")


class InquiryBuilder:
    """What a form says, gathered within the bounds of an inquiry: no lead is lost over one long answer.

    Names and the message are cut; an address that is too long to be one, or one too many, becomes an attribute;
    of the attributes, those that no longer fit are left out.

    Source: docs/api.md, "Webhooks".
    """

    def __init__(self) -> None:
        self._said: dict[Field, str] = {}
        self._emails: list[str] = []
        self._phones: list[str] = []
        self._attributes: dict[str, JsonValue] = {}
        self._times: dict[str, int] = {}
        self._room = MAX_ATTRIBUTES - 1

    def say(self, field: Field, given: object) -> None:
        """Take what was given for a field of the contact, or as the message; a second value becomes an attribute."""
        said = text(given)
        if not said:
            self.keep(field, given)
        elif field in ("email", "phone"):
            addresses = self._emails if field == "email" else self._phones
            if len(said) <= MAX_TEXT and len(addresses) < MAX_ADDRESSES:
                addresses.append(said)
            else:
                self.keep(field, said)
        elif self._said.setdefault(field, said) != said:
            self.keep(field, said)

    def says(self, field: Field) -> bool:
        """Whether anything was given for this field yet."""
        return bool({"email": self._emails, "phone": self._phones}.get(field) or self._said.get(field))

    @property
    def somebody(self) -> bool:
        """Whether anybody can be made out yet: by a name, or by an address."""
        return bool(self._emails or self._phones or self._said.keys() - {"message"})

    def keep(self, name: str, value: Any) -> None:
        """Take an attribute, under a name that is not taken, unless it is empty or does not fit any more."""
        if value is None or value in ("", [], {}) or self._room <= 0 or depth(value) >= MAX_DEPTH:
            return
        count = self._times.get(name, 1)
        label = name if count == 1 else f"{name}_{count}"
        while label in self._attributes:
            count += 1
            label = f"{name}_{count}"
        try:
            takes = size({label: value}) - 1
        except ValueError:  # a number that JSON does not have, or that is too long to be written
            return
        if takes <= self._room:
            self._attributes[label] = value
            self._times[name] = count
            self._room -= takes

    def inquiry(self) -> InquiryGiven:
        """The inquiry. Raises FieldErrors if there is neither a name, nor an address, nor a message."""
        first, last = self._said.get("first_name", ""), self._said.get("last_name", "")
        whole = " ".join(self._said.get("full_name", "").split())
        if not first:
            first, _, rest = (whole, "", "") if last else whole.partition(" ")
            last = last or rest
        return shaped(
            {
                "contact": {
                    "first_name": first[:MAX_TEXT],
                    "last_name": last[:MAX_TEXT],
                    "emails": self._emails,
                    "phones": self._phones,
                },
                "attributes": self._attributes,
                "message": self._said.get("message", "")[:MAX_MESSAGE],
            }
        )


def read_object(raw: bytes) -> dict[str, Any]:
    """The JSON object in a body.

    Raises:
        BodyMalformed: it is not JSON.
        FieldErrors: it is JSON, but no object.
    """
    try:
        body = from_json(raw, allow_inf_nan=False)
    except ValueError:
        raise BodyMalformed from None
    if not isinstance(body, dict):
        raise FieldErrors([FieldError.of(("body",), "wrong_type", "an object is needed")])
    return body


def field_of(name: str) -> Field | None:
    """The field of an inquiry that people call so, in Spanish or English; case, accents and signs do not matter."""
    return _FIELDS.get(_words(name))


def label_of(name: str) -> str:
    """`name` as an attribute's name: lower case, no accents, words joined by `_`."""
    return _words(name).replace(" ", "_")[:MAX_LABEL].strip("_")


def text(given: object) -> str:
    """Text, or a whole number as text; else nothing."""
    if isinstance(given, str):
        return given.strip()
    if isinstance(given, int) and not isinstance(given, bool) and abs(given) < _MAX_NUMBER:
        return str(given)
    return ""


def part(given: object) -> dict[str, Any]:
    """`given` if it is an object, else an empty one."""
    return given if isinstance(given, dict) else {}


def parts(given: object) -> list[dict[str, Any]]:
    """The objects of `given`, if it is a list."""
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def _words(name: str) -> str:
    return " ".join(_WORD.findall(normalise_text(_HUMP.sub(" ", name[:MAX_TEXT]))))
