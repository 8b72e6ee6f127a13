"""Bodies as inquiries: addresses in normal form, and the keyed hashes under which people are found."""

from __future__ import annotations

from collections.abc import Iterable

from functions.ingest.parsing.body import InquiryGiven, LeadBody
from functions.ingest.parsing.normalised_contact import contact
from shared.domain.kernel.contact import Address
from shared.domain.kernel.event import By
from shared.domain.lead_records.inquiry import Inquiry
from shared.domain.plan_records.source import Source
from shared.secrets import MasterSecret


def inquiry(
    given: InquiryGiven | LeadBody, source: Source | None, by: By, country: str, secret: MasterSecret
) -> Inquiry:
    """What was asked, as the domain takes it. An archived source is told by its title only: it routes nothing."""
    person = contact(given.contact, country)
    return Inquiry(
        contact=person,
        emails=_hashes("email", person.emails, secret),
        phones=_hashes("phone", person.phones, secret),
        attributes=given.attributes,
        message=given.message or None,
        source_id=source.source_id if source and source.status == "active" else None,
        source_title=source.title if source else "",
        by=by,
    )


def _hashes(kind: str, addresses: Iterable[Address], secret: MasterSecret) -> tuple[str, ...]:
    return tuple(secret.keyed_hash("contact", f"{kind}:{one.normal}") for one in addresses if one.normal)
