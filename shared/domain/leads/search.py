"""Decide whether a lead is a result of a member's search for a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from shared.domain import access
from shared.domain.kernel.contact import Address, Contact, is_name, normalise_text
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings


@dataclass(frozen=True, slots=True)
class PersonQuery:
    """A search: a whole normalised e-mail or phone, or the normalised beginning of a name."""

    by: Literal["email", "phone", "name"]
    text: str

    @property
    def may_match_masked(self) -> bool:
        """Return whether the text can match a masked person: it is no more than a first name and an initial."""
        first, *others = self.text.split(" ")
        return self.by == "name" and is_name(first) and len(others) < 2 and len("".join(others)) < 2

    def matches(self, contact: Contact) -> bool:
        """Return whether the contact is a result of the search."""
        match self.by:
            case "email":
                return _has(contact.emails, self.text)
            case "phone":
                return _has(contact.phones, self.text)
            case "name":
                return normalise_text(f"{contact.first_name} {contact.last_name}").startswith(self.text)


def matches_person(lead: Lead, sought: PersonQuery, me: Member, settings: Settings) -> bool:
    """Return whether the lead is a result for `me`: only what `me` may see of the person is searched.

    Source: docs/rules.md, "Restrictions" 2.
    """
    return access.may_see(me, lead, settings) and sought.matches(access.visible_contact(me, lead, settings))


def _has(addresses: tuple[Address, ...], normal: str) -> bool:
    return any(address.normal == normal for address in addresses)
