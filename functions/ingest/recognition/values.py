"""Recognise values by their shape: addresses, phones, names, and what is no value at all."""

from __future__ import annotations

import re
import unicodedata

from functions.ingest.inquiries.names import PARTICLES
from functions.ingest.inquiries.word_set import word_set
from functions.ingest.recognition.spoken_numbers import plain_numbers
from functions.ingest.recognition.vocabulary import ALL, NO_NAME
from shared.domain.kernel.contact import digits_of, normalise_text, words_of

MAX_VALUE = 1_000  # characters of a value in which addresses are looked for
_MAX_NAME = 100
_MAX_NAME_WORDS = 9
_MAX_FULL_NAME = 6
# Numbers that nobody has at home: those that cost the caller nothing, or more.
_HOTLINE = re.compile(
    r"(?:\+|00)?(?:34)?(?:80[0-9]|90[0-9])\d{6}|(?:\+|00)?(?:1)?8(?:00|33|44|55|66|77|88)\d{7}|(?:\+|00)?(?:33"
    r"|39|44|49|351)?0?800\d{5,8}"
)
_LEAST_DIGITS, _MOST_DIGITS = 6, 17
_MOST_PLAIN = 13  # digits of a number without any sign of a country before it
_EMAIL = re.compile(r"[^\s<>()\[\],;:|\"'\\/]{1,64}@[^\s<>()\[\],;:|\"'\\/@]{1,190}")
_MAILTO = re.compile(r"mailto:", re.IGNORECASE)
_URL = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# One number; brackets, points, slashes and an extension are part of it.
_PHONE = re.compile(
    r"(?<![\w.,])(?:\(?\+|00)?[\d(](?:[\s().\-/\u00a0\u2010-\u2015]{0,3}\d){5,16}\)?"
    r"(?:\s*(?:ext|x|int|anexo|interno|extension|poste|durchwahl|dw|ramal)[.:]?\s*\d{1,6})?(?!\w|\s?[€$£%]"
    r"|\seuros?\b)",
    re.IGNORECASE,
)
_BETWEEN_PHONES = re.compile(r"\s*(?:[;,|\n]|:::|\s(?:o|or|y|and|ou|et|e|oder|und)\s)\s*|\s[/-]\s")
_WHOLE_PHONE = 7  # digits: with fewer, a slash or dash is within a number, as in `030 / 1234567`
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:\s?[\dA-Z]{4}){3,7}(?:\s?\d{1,4})?\b")
_WHATSAPP = re.compile(r"(?:https?://)?(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=)\+?(\d{8,15})\S*", re.IGNORECASE)
_PHONE_PREFIX = re.compile(r"^\s*(?:p|tel|t|m|phone|whatsapp|callto|sms)\s*:\s*(?://)?", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"\s*\+?\d(?:[.,]\d+)?e\+?\d{1,2}\s*", re.IGNORECASE)
_FLOAT = re.compile(r"\s*\+?(\d{6,17})[.,]0+\s*")
_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[T ].*)?")
_NOTHING = frozenset((
    "", "-", "--", "---", ".", "?", "n/a", "n.a.", "na", "n/d", "nd", "null", "none", "nil", "undefined", "nan",
    "(empty)", "(vacio)", "vacio", "no indicado", "no facilitado", "no disponible", "sin especificar",
    "sin datos", "no consta", "not provided", "not given", "not specified", "not available", "unknown",
    "desconocido", "non renseigne", "non indicato", "nao informado", "keine angabe", "k.a.", "[empty]", "empty",
    "no aplica", "no tiene", "no tengo", "sin telefono", "sin email", "sin e-mail", "sin correo",
    "no proporcionado", "no proporcionada", "no facilitada", "no indicada", "not supplied", "none given",
    "ninguno", "ninguna", "aucun", "aucune", "nessuno", "kein", "keine", "nenhum", "nenhuma", "no procede",
    "s/n", "s/d", "xxx", "...", "*", "—", "–", "geen", "brak", "non fornito", "nao fornecido",
    "non communique", "nicht angegeben", "no se sabe", "sin nombre", "no name",
))  # fmt: skip
# What programs call somebody whose name they do not know.
_NOBODY = word_set(
    "user usuario usuaria utente utilisateur utilizador benutzer visitor visitante visiteur visitatore besucher guest",
    "invitado invitada gast anonymous anonimo anonima anonyme anonym unknown desconocido desconocida unbekannt inconnu",
    "sconosciuto withheld private privado oculto number numero nobody name nombre test cliente client customer lead",
    "wireless unavailable restricted sender caller llamante web contact contacto no sin nuevo new",
)
_AND = word_set("and und et og oraz")
_NO_LETTERS = ("So", "Sk", "Cs", "Cf", "Cn", "Co")  # emoji and what joins them
_VARIANT = re.compile(r"[\ufe00-\ufe0f]")  # how an emoji is to look
_BRACKETS = re.compile(r"[<>\[\]{}\"|]|\(\s*\)|mailto:")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,4}")
_LETTER = re.compile(r"[^\W\d_]")
# What stands beside a name in its field: a label, a cue of an address, a channel, a degree, what is in brackets.
_BESIDE_NAME = (
    re.compile(r"^\s*(?:nombre|name|nom|nome|naam)\s*:\s*", re.IGNORECASE),
    re.compile(
        r"[\s,;(/|–-]+(?:tel|tlf|tf|telf|tfno|tel[eé]fono|t[eé]l|m[oó]vil|mobile|cell?|phone|ph|e-?mail|mail"
        r"|correo|whats ?app|wa)[\s.:,;)/-]*$",
        re.IGNORECASE,
    ),
    re.compile(r"(?<=\S)\s*\([^()]*\)[\s,;:-]*$"),
    re.compile(r"\s+(?:v[ií]a|through|a trav[eé]s de)\s+\S.*$", re.IGNORECASE),
    re.compile(
        r"\s+[-–|]\s+(?:comprador\w*|vendedor\w*|cliente?a?|inquilin\w*|propietari\w*|interesad\w*|buyer|seller"
        r"|tenant|owner|lead|idealista|fotocasa|habitaclia|pisos\.com|web|facebook|instagram|google)\s*$",
        re.IGNORECASE,
    ),
    re.compile(r",?\s+(?:ph\.?d|m\.?d|esq|mba|msc|bsc|ll\.?m|cpa)\.?\s*$", re.IGNORECASE),
)
_BRACKETED = re.compile(r"^[\s,;:-]*\(([^()]+)\)\s*$")
_ACUTE = re.compile(r"(?<=\w)[´`ʼ](?=\w)")
_JOINED_NAME = re.compile(r"^\s*([^\W\d_]{2,})[._]([^\W\d_]{2,})\s*$")


def says_nothing(value: str) -> bool:
    """Return whether a value stands for none, as `N/A` and `-` do."""
    return len(value) <= _MAX_NAME and normalise_text(value) in _NOTHING


def emails_in(value: str) -> list[str]:
    """Return the e-mails in a value such as `Ana <ana@example.com>` or `mailto:ana@example.com?subject=Hi`."""
    found = _EMAIL.findall(_MAILTO.sub(" ", value[:MAX_VALUE]))
    return list(dict.fromkeys(filter(None, (one.partition("?")[0].strip(".&=") for one in found))))


def phones_in(value: str) -> list[str]:
    """Return the phones in a value that holds little else; none if it is no phone, or a broken number."""
    value = plain_numbers(_WHATSAPP.sub(r" +\1 ", value[:MAX_VALUE]))
    text = _IBAN.sub(" ", _plain_number(_PHONE_PREFIX.sub("", value)))
    if is_broken_number(text) or _DATE.fullmatch(text.strip()) or _URL.search(text):
        return []
    parts = _BETWEEN_PHONES.split(text)
    if any(len(digits_of(one)) < _WHOLE_PHONE for one in parts):
        parts = re.split(r"[;,|\n]|:::", text)
    return list(dict.fromkeys(one.strip() for part in parts for one in _numbers(_PHONE_PREFIX.sub("", part))))


def is_broken_number(value: str) -> bool:
    """Return whether a spreadsheet shortened a number, as in `6,15E+08`: its digits are lost."""
    return bool(_SCIENTIFIC.fullmatch(value)) and "e" in value.lower()


def is_name(value: str) -> bool:
    """Return whether a value may be a name: a few words with letters, and no address."""
    return (
        0 < len(value) <= _MAX_NAME
        and "\n" not in value.strip()
        and bool(_LETTER.search(name_in(value)))
        and len(value.split()) <= _MAX_NAME_WORDS
        and not _URL.search(value)
        and "@" not in name_in(value)
        and not value.rstrip().endswith(("?", "!"))
        and len(digits_of(name_in(value))) < _LEAST_DIGITS
    )


def is_chinese_name(value: str) -> bool:
    """Return whether a value without a label is most likely a Chinese name: two to four characters."""
    return bool(_CHINESE.fullmatch(value))


def is_nobody(value: str) -> bool:
    """Return whether a name is what programs call somebody unknown, such as `visitor4711`."""
    words = set(re.findall(r"[^\W\d_]+", normalise_text(value[:_MAX_NAME])))
    return bool(words) and words <= _NOBODY


def name_in(value: str) -> str:
    """Return the name in a value that may hold addresses beside it, as `Ana Gil <ana@example.com>` does."""
    for one in (*emails_in(value), *phones_in(value)):
        value = value.replace(one, " ")
    value = _BRACKETED.sub(r"\1", value)
    value = _ACUTE.sub("'", value if "<" in value else value.rpartition(" > ")[2])
    for pattern in _BESIDE_NAME:
        value = pattern.sub("", value)
    value = _JOINED_NAME.sub(r"\1 \2", value)
    value = _VARIANT.sub("", value)
    plain = "".join(" " if unicodedata.category(letter) in _NO_LETTERS else letter for letter in value)
    return " ".join(_BRACKETS.sub(" ", plain).split()).strip(" ,;:-/*“”‘’'´`«»")


def is_long_name(value: str) -> bool:
    """Return whether a value under a name's label is one, though it is too long to be one by itself."""
    return len(value) > _MAX_NAME and is_name(value[:_MAX_NAME].replace("\n", " ")[: _MAX_NAME // 2])


def looks_like_full_name(value: str) -> bool:
    """Return whether a value without a label is most likely a name: two to five words that begin with capitals."""
    value = value.replace(" & ", " and ")
    words = value.split()
    capitals = [word for word in words if word[0].isupper()]
    plain = words_of(value)
    letters = re.sub(r"[\s.'’ªº-]", "", value)
    return (
        is_name(value)
        and 2 <= len(words) <= _MAX_FULL_NAME
        and len(capitals) >= 2
        and all(word in capitals or normalise_text(word) in PARTICLES | _AND for word in words)
        and letters.isalpha()
        and not {plain[0], plain[-1]} & NO_NAME
        and plain[0] not in ALL
    )


def looks_like_phone(value: str) -> bool:
    """Return whether a value without a label is certainly a phone: written with a country code, or as in Spain."""
    plain = re.sub(r"[\s()./-]", "", plain_numbers(value[:MAX_VALUE]))
    return bool(re.fullmatch(r"(?:\+|00)[1-9]\d{7,14}|[6789]\d{8}", plain)) and not _DATE.fullmatch(value.strip())


def _numbers(part: str) -> list[str]:
    """Return the numbers in a part of a value: of plausible length, and no price or date."""
    found = [one[0] for one in _PHONE.finditer(part)]
    return [
        one
        for one in found
        if _LEAST_DIGITS <= len(digits_of(one)) <= _MOST_DIGITS
        and not _DATE.fullmatch(one)
        and len(set(digits_of(one))) > 1
        and not _HOTLINE.fullmatch(digits_of(one))
        and (one.lstrip("( ").startswith(("+", "00")) or len(digits_of(one)) <= _MOST_PLAIN or not one.isdigit())
    ]


def _plain_number(value: str) -> str:
    """Return `34615000010.0`, as programs write a whole number, without its decimals."""
    found = _FLOAT.fullmatch(value)
    return found[1] if found else value
