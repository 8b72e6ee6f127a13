"""The person behind a lead."""

from __future__ import annotations

import unicodedata
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field, StringConstraints

from shared.domain.kernel.record import LeadId, Record, Value

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Channel = Literal["call", "text", "whatsapp", "email"]
MAX_ADDRESSES = 10  # of one kind, on one lead
MAX_SHARED = 10  # leads that one address remembers: an office's phone may belong to hundreds
MAX_DOUBTS = 10  # leads that may be the same person, remembered on one


class Address(Value):
    """An e-mail or phone as it was given, and in its normal form where it has one.

    `normal` is a lower-case e-mail or an E.164 phone; None marks what could not be normalised.

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
        """The whole name, as people read it; empty if none was given."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def masked(self) -> Contact:
        """First name and initial only: what an offer shows before the claim.

        Some providers send a whole name, or worse, as the first name: only a word that can be a name
        is shown.
        """
        first, *others = f"{self.first_name} {self.last_name}".split() or [""]
        named = not any(character.isdigit() or character == "@" for character in first)
        return Contact(first_name=first if named else "", last_name=others[0][:1] if others else "")

    def joined(self, other: Contact) -> Contact:
        """The same person with what was lacking: a name if there was none, and addresses as far as there is room."""
        lacks = not self.first_name
        return Contact(
            first_name=other.first_name if lacks else self.first_name,
            last_name=self.last_name or other.last_name if lacks else self.last_name,
            emails=_more(self.emails, other.emails),
            phones=_more(self.phones, other.phones),
        )


class DoNotContact(Value):
    """The person shall not be contacted, at all or on some channels; who said so, and when.

    Source: docs/rules.md, "Entry" 9.
    """

    channels: Literal["all"] | tuple[Channel, ...]
    by: str
    at: AwareDatetime

    def bars(self, action: str) -> bool:
        """Whether an action, such as `call`, goes by a channel that is barred."""
        return self.channels == "all" or action in self.channels


class Card(Record):
    """Which leads an e-mail or a phone belongs to, found by the keyed hash of its normal form.

    `current` is the lead a new inquiry with this address joins; `leads` the latest that had it.

    Source: docs/rules.md, "Entry" 6.
    """

    hash: str
    current: LeadId
    leads: tuple[LeadId, ...]


def fold(text: str) -> str:
    """`text` for comparing names: no accents, no case, single spaces."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def _more(addresses: tuple[Address, ...], new: tuple[Address, ...]) -> tuple[Address, ...]:
    there = {address.normal or address.given for address in addresses}
    return (*addresses, *(one for one in new if (one.normal or one.given) not in there))[:MAX_ADDRESSES]
