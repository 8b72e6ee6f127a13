"""Bring addresses into the normal form by which people are recognised."""

from __future__ import annotations

from functions.ingest.inquiries.body import ContactGiven
from shared.addresses import emails, phones
from shared.domain.kernel.contact import Contact


def normalise_contact(given: ContactGiven, country: str) -> Contact:
    """Return the person, with the normal form of each address; equal addresses are kept once.

    Args:
        given: as received. An address without a normal form is kept as given.
        country: ISO 3166 code, for phones without a country code.

    Source: docs/rules.md, "Entry" 6.
    """
    return Contact(
        first_name=given.first_name,
        last_name=given.last_name,
        emails=emails(given.emails),
        phones=phones(given.phones, country),
    )
