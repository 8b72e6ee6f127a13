"""People as they were named, with the normal forms by which they are recognised."""

from __future__ import annotations

from functions.ingest.parsing.body import ContactGiven
from shared.addresses import emails, phones
from shared.domain.kernel.contact import Contact


def contact(given: ContactGiven, country: str) -> Contact:
    """The person, with a normal form beside each address that has one; equal addresses count once.

    Args:
        given: as it came. What cannot be normalised is kept as given, never refused.
        country: ISO 3166 code, for phones without a country code.

    Source: docs/rules.md, "Entry" 6.
    """
    return Contact(
        first_name=given.first_name,
        last_name=given.last_name,
        emails=emails(given.emails),
        phones=phones(given.phones, country),
    )
