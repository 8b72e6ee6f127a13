"""Normal forms of e-mails and phones, by which a person is recognised.

The two libraries come from the `contacts` layer and are loaded with the first address, not with the function.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from functions.ingest.reading.body import ContactGiven
from shared.domain.contact import Address, Contact

MAX_NORMAL = 200
_LOOKS_LIKE_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


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
        emails=_addresses(given.emails, normal_email),
        phones=_addresses(given.phones, lambda phone: normal_phone(phone, country)),
    )


def normal_email(given: str) -> str | None:
    """Lower case, in Unicode's normal form; None if it is no e-mail.

    Domains that cannot receive mail (`.test`, `.local`) are as good for recognising a person as others.
    """
    from email_validator import EmailNotValidError, validate_email

    try:
        normal = validate_email(given, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        normal = given.lower() if _LOOKS_LIKE_EMAIL.fullmatch(given) else ""
    return normal if 0 < len(normal) <= MAX_NORMAL else None


def normal_phone(given: str, country: str) -> str | None:
    """E.164; None if no line could have this number, or if it ends in an extension, which E.164 cannot hold."""
    from phonenumbers import (
        NumberParseException,
        PhoneNumberFormat,
        ValidationResult,
        format_number,
        is_possible_number_with_reason,
        parse,
    )

    try:
        number = parse(given, country)
    except NumberParseException:
        return None
    if number.extension or is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return None
    return format_number(number, PhoneNumberFormat.E164)


def _addresses(given: Iterable[str], normal: Callable[[str], str | None]) -> tuple[Address, ...]:
    found: dict[str, Address] = {}
    for text in filter(None, given):
        address = Address(given=text, normal=normal(text))
        found.setdefault(address.normal or text.casefold(), address)
    return tuple(found.values())
