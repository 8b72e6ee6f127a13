"""Normalise e-mails and phones, so that a person can be recognised and found by them.

The two libraries are in the `contacts` layer. They are imported with the first address, not at cold start.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from shared.domain.kernel.clean_text import clean, looks_like_itself
from shared.domain.kernel.contact import Address, digits_of

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

MAX_NORMAL = 200
_MEXICAN_MOBILE = re.compile(r"521[0-9]{10}")
# The zero that is left out when a number is called from abroad: `+34 (0) 615 00 00 01`.
_TRUNK_ZERO = re.compile(r"^\s*\(?(?:\+|00)\s?([1-9]\d{0,2})\)?[\s./-]*\(?0\)?(?=[\s./-]*\d)")
_LOOKS_LIKE_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


def emails(given: Iterable[str]) -> tuple[Address, ...]:
    """Return the e-mails with their normal forms, without duplicates and empty ones."""
    return _normalised(given, normal_email)


def phones(given: Iterable[str], country: str) -> tuple[Address, ...]:
    """Return the phones with their normal forms, without duplicates and empty ones.

    `country` is the ISO 3166 code that applies to numbers without a country code.
    """
    return _normalised(given, lambda phone: normal_phone(phone, country))


def normal_email(given: str) -> str | None:
    """Return the e-mail in lower case and Unicode normal form; None if it is not an e-mail.

    None as well if it mixes scripts, as in a domain with one Cyrillic letter: it poses as another, so nobody is
    recognised by it, and people are shown that it is not recognised.

    Domains that cannot receive mail (`.test`, `.local`) are accepted: they recognise a person as well as others do.
    """
    from email_validator import EmailNotValidError, validate_email

    given = clean(given)
    try:
        normal = validate_email(given, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        normal = given.lower() if _LOOKS_LIKE_EMAIL.fullmatch(given) else ""
    return normal if 0 < len(normal) <= MAX_NORMAL and looks_like_itself(normal) else None


def normal_phone(given: str, country: str) -> str | None:
    """Return the phone in E.164, without its extension; None if the number is impossible.

    A number that is possible only with the `+` that its sender left out, as programs send it, has one. The 1 that
    Mexico used to have before the numbers of mobiles is left out, so that both spellings are one number.
    """
    from phonenumbers import PhoneNumberFormat, format_number, is_valid_number

    digits = digits_of(given).removeprefix("00")
    if _MEXICAN_MOBILE.fullmatch(digits):
        return f"+52{digits[3:]}"
    number = _possible(given, country) or _possible(_TRUNK_ZERO.sub(r"+\1", given), country)
    if number is None and digits and not given.lstrip(" (").startswith("+"):
        number = _possible(f"+{digits}", country)
        number = number if number and is_valid_number(number) else None
    return None if number is None else format_number(number, PhoneNumberFormat.E164)


def _possible(given: str, country: str) -> PhoneNumber | None:
    from phonenumbers import NumberParseException, ValidationResult, is_possible_number_with_reason, parse

    try:
        number = parse(given, country)
    except NumberParseException:
        return None
    return number if is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE else None


def _normalised(given: Iterable[str], normal: Callable[[str], str | None]) -> tuple[Address, ...]:
    found: dict[str, Address] = {}
    for text in filter(None, given):
        address = Address(given=text, normal=normal(text))
        found.setdefault(address.normal or text.casefold(), address)
    return tuple(found.values())
