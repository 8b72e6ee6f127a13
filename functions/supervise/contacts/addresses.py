"""Bring the addresses of a request about a person into their normal form."""

from __future__ import annotations

from collections.abc import Iterator

from functions.supervise.contacts.schemas import ContactQuery
from shared.addresses import normal_email, normal_phone
from shared.domain.kernel.contact import AddressKind


def normal_addresses(body: ContactQuery, country: str) -> Iterator[tuple[AddressKind, str]]:
    """Yield the kind and normal form of each address that can be looked for."""
    if email := normal_email(body.email) if body.email else None:
        yield "email", email
    if phone := normal_phone(body.phone, country) if body.phone else None:
        yield "phone", phone
