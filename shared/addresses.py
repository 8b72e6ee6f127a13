"""Normal forms of e-mails and phones, by which a person is recognised, and found.

The two libraries come from the `contacts` layer and are loaded with the first address, not with the function.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from shared.domain.kernel.contact import Address

MAX_NORMAL = 200
_LOOKS_LIKE_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def emails(given: Iterable[str]) -> tuple[Address, ...]:
    """E-mails with the normal form of each that has one; equal ones count once, and empty ones not at all."""
    return _addresses(given, normal_email)


def phones(given: Iterable[str], country: str) -> tuple[Address, ...]:
    """Phones likewise; `country` is the ISO 3166 code for those without a country code."""
    return _addresses(given, lambda phone: normal_phone(phone, country))


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
