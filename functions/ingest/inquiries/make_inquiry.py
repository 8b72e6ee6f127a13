"""Convert a body to the domain's inquiry: addresses in normal form, and the keyed hashes that identify people."""

from __future__ import annotations

from collections.abc import Iterable

from functions.ingest.inquiries.body import InquiryGiven, LeadBody
from functions.ingest.inquiries.normalised_contact import normalise_contact
from shared.domain.kernel.contact import Address, AddressKind
from shared.domain.kernel.event import By
from shared.domain.lead_records.inquiry import Inquiry
from shared.domain.plan_records.source import Source
from shared.secrets import MasterSecret


def make_inquiry(
    given: InquiryGiven | LeadBody, source: Source | None, by: By, country: str, secret: MasterSecret, *,
    by_anybody: bool = False,
) -> Inquiry:  # fmt: skip
    """Convert a body to an inquiry. Of an archived source keep the title only, because it routes nothing."""
    person = normalise_contact(given.contact, country)
    emails, phones = _hashes("email", person.emails, secret), _hashes("phone", person.phones, secret)
    return Inquiry(
        contact=person,
        emails=tuple(first for first, *_ in emails),
        phones=tuple(first for first, *_ in phones),
        earlier={first: tuple(others) for first, *others in (*emails, *phones) if others},
        attributes=given.attributes,
        message=given.message or None,
        source_id=source.source_id if source and source.status == "active" else None,
        source_title=source.title if source else "",
        by=by,
        by_anybody=by_anybody,
        consents=tuple(one.statement for one in given.consents) if isinstance(given, InquiryGiven) else (),
    )


def _hashes(kind: AddressKind, addresses: Iterable[Address], secret: MasterSecret) -> list[tuple[str, ...]]:
    return [secret.contact_hashes(kind, one.normal) for one in addresses if one.normal]
