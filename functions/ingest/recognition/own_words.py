"""Find what people say of themselves in what they write: "Soy Ana Gil, llámame al 615 00 00 01"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from functions.ingest.recognition.introductions import introduced
from functions.ingest.recognition.spoken_numbers import plain_emails, plain_numbers
from functions.ingest.recognition.surroundings import whose
from functions.ingest.recognition.values import emails_in, looks_like_phone, phones_in

MAX_READ = 20_000  # characters of a text in which people name themselves
_CUE = (
    r"tel(?:[eé]fonos?|efones?|efoni?|efono|efoon\w*|[eé]phones?|\.?e?f?o?n?nummer|efon\w*)?|tfno|tf|tlfn?o?"
    r"|telf|tlm|m[oó][vb]il\w*|mobile?|mob|cell?|cellulare|celular|cel"
    r"|telem[oó]vel|whats ?app|wasap|wass?ap|guasap|phone|number|n[uú]m(?:ero)?|nummer|handy|portable|ll[aá]m\w*"
    r"|call|ring|reach"
    r"|contact\w*|anrufen|erreich\w*|joignable|dispon[ií]ble|truca\w*|num[eé]ro|bereiken"
    r"|r[uü]ckruf|appel\w*|joindre|rappel\w*|chiam\w*|ligu?[aer]\w*|text|sms|recapito|contacto"
)
_CUED = re.compile(rf"(?<![^\W_])(?:{_CUE})(?![^\W\d_])[^\d\n+]{{0,45}}$", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<![\w.,/#@-])\(?(?:\+|00)?[\d(][\d \t().\-/–\u00a0\u202f]{5,36}\d(?![\w@]|-\w|[.,]\d|\s?[€$£%]"
    r"|\s?(?:euros?|eur|m2|m²|mts?|metros|k|mil)\b)",
    re.IGNORECASE,
)
_LONGEST_CUE = 60
# Numbers as they are written within a country: with a zero before, or in groups as in America.
_NATIONAL = re.compile(
    r"\(?0\d(?:[ \t().\-/\u00a0]{0,3}\d){7,10}|\(\d{2,3}\)[ -]?\d{3,5}[ -]?\d{4}"
    r"|(?:1[-. ])?\d{3}[-. ]\d{3}[-. ]\d{4}|34 ?[6789](?: ?\d){8}"
    r"|3[2-9]\d{8}|3[2-9]\d[-./ ]\d{6,7}|3[2-9]\d[-./ ]\d{3}[-. ]\d{3,4}|3[2-9]\d[-./ ]\d{2}[-. ]\d{2}[-. ]\d{3}"
)
_DATE = re.compile(
    r"(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})(?:[\sT].*)?|(?:19"
    r"|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d"
)
_LEAST_CUED, _MOST_CUED = 7, 15  # digits
# What the other side of a chat says in its transcript.
_OTHERS_SAY = re.compile(
    r"^\s*(?:\[[^\]]*\]\s*)?(?:bot|agent|agente|system|assistant|asistente|operator)\b[^:\n]{0,40}:.*$", re.I | re.M
)


@dataclass(frozen=True, slots=True)
class SelfDescription:
    """What somebody says of themselves; empty where they do not."""

    name: str
    emails: tuple[str, ...]
    phones: tuple[str, ...]


def described_self(text: str) -> SelfDescription:
    """Return the name that the writer of a text goes by in it, and the e-mails and phones that they leave.

    A number counts where words such as `tel.` or `llámame` lead to it, or where it can hardly be anything else; not
    where the words around it say that it is somebody else's.
    """
    text = plain_numbers(plain_emails(_OTHERS_SAY.sub("", text[:MAX_READ])))
    return SelfDescription(introduced(text), tuple(_emails(text)), tuple(phones_said(text)))


def phones_said(text: str, *, certain: bool = False) -> list[str]:
    """Return the phones that the writer of a text leaves in it, in order: their own rather than a relative's.

    Args:
        text: what they wrote.
        certain: return only those of which they say that they are theirs.
    """
    found: dict[str, tuple[str, str]] = {}
    for one in _NUMBER.finditer(text):
        given = _trimmed(one[0])
        if not _may_be_phone(given, text[max(0, one.start() - _LONGEST_CUE) : one.start()], text, one.end()):
            continue
        owner = whose(text, one.start(), one.end())
        for phone in phones_in(given) if owner != "others" else ():
            found.setdefault("".join(filter(str.isdigit, phone)), (phone, owner))
    if certain:
        return [given for given, owner in found.values() if owner == "own"]
    other = any(owner != "relative" for _, owner in found.values())
    return [given for given, owner in found.values() if not (other and owner == "relative")]


def _emails(text: str) -> list[str]:
    """Return the e-mails in a text that are not said to be somebody else's; the writer's own first."""
    found = [(one, whose(text, at := text.find(one), at + len(one))) for one in emails_in(text)]
    kept = [pair for pair in found if pair[1] != "others"]
    return [one for one, _ in sorted(kept, key=lambda pair: pair[1] == "relative")]


def is_national(text: str) -> bool:
    """Return whether a text is a number as it is written within a country."""
    return bool(_NATIONAL.fullmatch(text)) and not _DATE.fullmatch(text)


def _may_be_phone(given: str, before: str, text: str, end: int) -> bool:
    several = phones_in(given)
    given = several[0] if len(several) > 1 else given
    digits = sum(map(str.isdigit, given))
    if not _LEAST_CUED <= digits <= _MOST_CUED or _DATE.fullmatch(given) or not phones_in(given):
        return False
    if looks_like_phone(given) or _NATIONAL.fullmatch(given):
        return True
    cued = _CUED.search(before.rpartition("\n")[2])
    alone = not before.rpartition("\n")[2].strip() and text[end : end + 1] in ("", "\n") and digits > _LEAST_CUED
    return bool(cued) or alone


def _trimmed(given: str) -> str:
    """Return a number without a bracket that is not closed within it."""
    plain = given.strip(" \t-–/.\u00a0\u202f")
    return plain[1:] if plain.startswith("(") and ")" not in plain else plain
