"""Decide whether a lead is a result of a member's search for a person."""

from __future__ import annotations

from dataclasses import dataclass

from shared.domain import access
from shared.domain.kernel.contact import AddressKind, Contact, is_name
from shared.domain.lead_records.lead import Lead
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings

LEAST = 4  # characters of an e-mail, and digits of a phone, that find somebody


@dataclass(frozen=True, slots=True)
class PersonQuery:
    """What is searched for: any of these makes a person a result.

    Attributes:
        text: what was typed, normalised.
        words: each begins a word of the name.
        email: the beginning of an e-mail, in lower case; empty if nothing of an e-mail was typed.
        digits: the end of a phone; empty if no phone was typed.
        whole: the e-mail or phone in its normal form, if it can be a whole one.
    """

    text: str
    words: tuple[str, ...] = ()
    email: str = ""
    digits: str = ""
    whole: tuple[AddressKind, str] | None = None

    @property
    def may_match_masked(self) -> bool:
        """Return whether the text can match a masked person: it is no more than a first name and an initial."""
        first, *others = self.text.split(" ")
        return bool(self.words) and is_name(first) and len(others) < 2 and len("".join(others)) < 2

    def matches(self, contact: Contact, also_named: tuple[str, ...] = ()) -> bool:
        """Return whether the contact is a result of the search."""
        return self.matches_name(contact, also_named) or self.matches_address(contact)

    def matches_name(self, contact: Contact, also_named: tuple[str, ...] = ()) -> bool:
        """Return whether every word that was typed begins a word of the name, or of the names of merged leads."""
        return bool(self.words) and begin_words(self.words, (*contact.words, *also_named))

    def matches_address(self, contact: Contact) -> bool:
        """Return whether an e-mail or phone of the contact was typed, or a part of one."""
        if self.whole and self.whole in {(kind, normal) for kind, _, normal in contact.normals}:
            return True
        by_email = bool(self.email) and any(one.startswith(self.email) for one in contact.typed_emails)
        return by_email or (bool(self.digits) and any(one.endswith(self.digits) for one in contact.typed_phones))


def begin_words(typed: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Return whether each typed word begins one of `words`."""
    return all(any(word.startswith(one) for word in words) for one in typed)


def matches_person(lead: Lead, sought: PersonQuery, me: Member, settings: Settings) -> bool:
    """Return whether the lead is a result for `me`: only what `me` may see of the person is searched.

    Source: docs/rules.md, "Restrictions" 2.
    """
    also_named = lead.also_named if access.may_see_contact(me, lead, settings) else ()
    contact = access.visible_contact(me, lead, settings)
    return access.may_see(me, lead, settings) and sought.matches(contact, also_named)
