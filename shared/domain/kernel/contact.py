"""The person behind a lead: names, e-mails, phones, and the wish not to be contacted.

Recognising a person among the leads is decided in `intake`, normalising addresses in `shared/addresses.py`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from shared.domain.kernel.record import LeadId, Record, Value

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
AddressKind = Literal["email", "phone"]
Channel = Literal["call", "text", "whatsapp", "email"]
ObjectsTo = Literal["marketing", "all"]
MAX_ADDRESSES = 10  # e-mails, and phones, of one lead
MAX_SHARED = 10  # leads kept per address: hundreds of people may share an office phone
MAX_DOUBTS = 10  # possible duplicates kept per lead
WORD = re.compile(r"[^\W_]+")  # letters and digits, whatever stands between words
_PHONE = re.compile(r"\d(?:[\s.\-/()]{0,2}\d){8}")
_CONTACT_LINK = re.compile(r"\b(?:tel|mailto|sms|whatsapp):|\bwa\.me/|\bwhatsapp\.com/", re.IGNORECASE)


class Address(Value):
    """An e-mail or phone as it was given, with its normal form.

    `normal` is a lower-case e-mail or an E.164 phone; None if it cannot be normalised.

    Source: docs/rules.md, "Entry" 6.
    """

    given: Text
    normal: Text | None = None


class Contact(Value):
    """Names, e-mails and phones of one person."""

    first_name: Text = ""
    last_name: Text = ""
    emails: Annotated[tuple[Address, ...], Field(max_length=MAX_ADDRESSES)] = ()
    phones: Annotated[tuple[Address, ...], Field(max_length=MAX_ADDRESSES)] = ()

    @property
    def name(self) -> str:
        """Return the full name for display; empty if none was given."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of the name, for comparing."""
        return words_of(self.name)

    @property
    def typed_emails(self) -> tuple[str, ...]:
        """Return the e-mails as people type them in a search: in lower case, normal as far as they can be."""
        return tuple(one.normal or one.given.casefold() for one in self.emails)

    @property
    def typed_phones(self) -> tuple[str, ...]:
        """Return the digits of the phones."""
        return tuple(digits_of(one.normal or one.given) for one in self.phones)

    @property
    def normals(self) -> Iterator[tuple[AddressKind, Address, str]]:
        """Yield the kind, address and normal form of each e-mail and phone that has a normal form."""
        kinds: tuple[tuple[AddressKind, tuple[Address, ...]], ...] = (("email", self.emails), ("phone", self.phones))
        return ((kind, one, one.normal) for kind, addresses in kinds for one in addresses if one.normal)

    @property
    def masked(self) -> "Contact":
        """Return the first name and an initial only: what an offer shows before the claim.

        Providers may send a full name, an e-mail or a phone as the first name: show one word, and only
        if it has neither a digit nor an `@`.
        """
        first, *others = f"{self.first_name} {self.last_name}".split() or [""]
        return Contact(first_name=first if is_name(first) else "", last_name=others[0][:1] if others else "")

    def merged_with(self, other: "Contact") -> "Contact":
        """Fill in a missing name and add new addresses from `other`, up to `MAX_ADDRESSES` of each kind."""
        unnamed = not self.first_name
        return Contact(
            first_name=other.first_name if unnamed else self.first_name,
            last_name=self.last_name or other.last_name if unnamed else self.last_name,
            emails=_with_new(self.emails, other.emails),
            phones=_with_new(self.phones, other.phones),
        )


class DoNotContact(Value):
    """A mark that the person must not be contacted, at all or by some channels, with who set it and when.

    Source: docs/rules.md, "Entry" 9.
    """

    channels: Literal["all"] | tuple[Channel, ...]
    by: str
    at: AwareDatetime

    def forbids(self, action: str) -> bool:
        """Return whether an action, such as `call`, uses a forbidden channel."""
        return self.channels == "all" or action in self.channels


class Objection(Value):
    """Hold what a person objects to, and since when: `marketing`, or `all` contact that is no answer to an inquiry.

    Source: docs/rules.md, "Consent and objections" 4.
    """

    what: ObjectsTo
    at: AwareDatetime


class Card(Record):
    """The leads of one e-mail or phone, stored under the keyed hash of its normal form; and whether its person objects.

    A new inquiry with this address joins the lead `current`; `leads` are the latest leads that had the address. A card
    without leads is kept for its objection alone.

    Source: docs/rules.md, "Entry" 6, "Consent and objections" 4.
    """

    hash: str
    current: LeadId | None = None
    leads: tuple[LeadId, ...] = ()
    objection: Objection | None = None

    @property
    def all_leads(self) -> tuple[LeadId, ...]:
        """Return every lead that the card names, `current` first."""
        return tuple(dict.fromkeys((*([self.current] if self.current else []), *self.leads)))


def widest(objections: Iterable[Objection | None]) -> Objection | None:
    """Return the objection that goes furthest, and of equal ones the earliest; None if there is none."""
    there = [one for one in objections if one]
    return min(there, key=lambda one: (one.what != "all", one.at), default=None)


def is_name(word: str) -> bool:
    """Return whether a word may be shown as the name of a masked person: it has neither a digit nor an `@`."""
    return not any(character.isdigit() or character == "@" for character in word)


def holds_address(text: str, *, long_numbers: bool = False) -> bool:
    """Return whether a text holds an e-mail or a phone, or a link to one.

    Args:
        text: of an attribute.
        long_numbers: whether a long number in it is expected, and no phone.
    """
    return "@" in text or bool(_CONTACT_LINK.search(text)) or (not long_numbers and bool(_PHONE.search(text)))


def digits_of(text: str) -> str:
    """Return the digits of `text`, as a phone is compared."""
    return "".join(one for one in text if one in "0123456789")


def normalise_text(text: str) -> str:
    """Return `text` without accents, case and repeated spaces, for comparing names and words."""
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(text.casefold().split())


def cut(text: str, most: int) -> str:
    """Shorten `text` to `most` bytes of UTF-8, without cutting a character in half."""
    return text.encode()[:most].decode(errors="ignore")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of `text` in the order given, each without accents and case."""
    return tuple(WORD.findall(normalise_text(text)))


def _with_new(addresses: tuple[Address, ...], others: tuple[Address, ...]) -> tuple[Address, ...]:
    known = {address.normal or address.given for address in addresses}
    new = (address for address in others if (address.normal or address.given) not in known)
    return (*addresses, *new)[:MAX_ADDRESSES]
