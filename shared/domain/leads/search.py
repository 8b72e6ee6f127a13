"""Seeking: is this the person somebody asks for?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shared.domain import access
from shared.domain.kernel.contact import Address, Contact, normalise_text
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings


@dataclass(frozen=True, slots=True)
class PersonQuery:
    """Whom somebody asks for: by a whole e-mail or phone in its normal form, or by how a name begins, folded."""

    by: Literal["email", "phone", "name"]
    text: str

    def matches(self, contact: Contact) -> bool:
        """Whether this is such a person."""
        match self.by:
            case "email":
                return _has(contact.emails, self.text)
            case "phone":
                return _has(contact.phones, self.text)
            case "name":
                return normalise_text(f"{contact.first_name} {contact.last_name}").startswith(self.text)


def matches_person(lead: Lead, sought: PersonQuery, me: Member, settings: Settings) -> bool:
    """Whether `me` may know that this lead is whom they ask for: by what they are shown of the person, no more.

    Source: docs/rules.md, "Restrictions" 2.
    """
    return access.may_see(me, lead, settings) and sought.matches(access.visible_contact(me, lead, settings))


def _has(addresses: tuple[Address, ...], normal: str) -> bool:
    return any(address.normal == normal for address in addresses)
