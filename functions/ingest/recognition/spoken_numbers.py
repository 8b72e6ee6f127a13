"""Write the numbers in a text plainly: in digits rather than words, without times of day and typesetters' spaces."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice

from functions.ingest.inquiries.word_set import word_set
from shared.domain.kernel.contact import normalise_text

_SPACES = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFE63, 0xFF0D], "-")
_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF])
_PLUS = re.compile(r"[+＋]\s*(?=\d)")
_GROUPED = re.compile(r"(?<![\d.,])([6-9]\d{2})\s?([·_',])\s?(\d{3})\s?\2\s?(\d{3})(?![\d.,]|\s?[€$£])")
_HOURS = re.compile(
    r"(?<![\d+])\d{1,2}(?::\d{2}|[.h]\d{2}(?=\s?h|\s?-\s?\d{1,2}[.h:]))(?::\d{2})?(?:\s?h\b)?|\b\d{1,2}\s?(?:-|a"
    r"|to|bis|à)\s?\d{1,2}\s?h(?:oras|rs|s)?\b"
)
_LETTER_O = re.compile(
    r"(?<![^\W_])(?=(?:[ .-]?[\dOo]){9}(?![\dA-Za-z]))(?![\dOo .-]*\s[oO]\s)"
    r"(?=[\dOo .-]*\d[\dOo .-]*\d[\dOo .-]*\d)[\dOo][\dOo .-]{7,14}[\dOo](?![^\W_])"
)
_DIGITS = {
    word: str(digit)
    for digit, words in enumerate(
        (
            "cero zero null nul",
            "uno un one eins ein um",
            "dos two deux due zwei zwo dois",
            "tres three trois tre drei",
            "cuatro four quatre quattro vier quatro",
            "cinco five cinq cinque funf fuenf cinc",
            "seis six sei sechs sis",
            "siete seven sept sette sieben sete set",
            "ocho eight huit otto acht oito vuit",
            "nueve nine neuf nove neun nou",
        )
    )
    for word in words.split()
}
_TEENS = {
    "diez": "10", "once": "11", "doce": "12", "trece": "13", "catorce": "14", "quince": "15", "dieciseis": "16",
    "diecisiete": "17", "dieciocho": "18", "diecinueve": "19", "veintiuno": "21", "veintidos": "22",
    "veintitres": "23", "veinticuatro": "24", "veinticinco": "25", "veintiseis": "26", "veintisiete": "27",
    "veintiocho": "28", "veintinueve": "29",
}  # fmt: skip
_TENS = {
    "veinte": 2,
    "treinta": 3,
    "cuarenta": 4,
    "cincuenta": 5,
    "sesenta": 6,
    "setenta": 7,
    "ochenta": 8,
    "noventa": 9,
}
_HUNDREDS = {"seiscientos": 6, "setecientos": 7, "ochocientos": 8, "novecientos": 9}
_TWICE = word_set("doble double doppio dobro")
_BETWEEN = word_set("y i e and")
_SAID = re.compile(rf"\b(?:{'|'.join([*_DIGITS, *_TEENS, *_TENS, *_HUNDREDS])})\b")
_AT = r"(?:arroba|chiocciola|arobase|klammeraffe|@)"
_POINT = r"(?:punto|dot|point|punkt|ponto|punt|\.)"
_LINE, _DASH = (
    r"(?:gui[oó]n bajo|underscore|tiret bas)",
    r"(?:gui[oó]n|dash|hyphen|tiret|bindestrich|trattino|h[ií]fen)",
)
_SPOKEN_AT = re.compile(rf"\s(?:at|{_AT})\s[^\n]{{1,80}}?\s?{_POINT}\s?[a-z]", re.IGNORECASE)
_SPOKEN_POINT, _SPOKEN_LINE, _SPOKEN_DASH = (
    re.compile(rf"\s+{one}\s+|\s*\.\s*" if one == _POINT else rf"\s+{one}\s+", re.IGNORECASE)
    for one in (_POINT, _LINE, _DASH)
)
# What leads to an e-mail: of one that begins with another word, a part only would be found.
_LEADS = (
    r"(?P<before>^|[\n:;,.(«\"“]\s*|\b(?:correo|electr[oó]nico|e-?mail|mail|mel|courriel|posta|elettronica|adresse|address"
    r"|direcci[oó]n|indirizzo|es|is|ist|est|is het|[eèé]|a|al|al correo|to|y|and|et|und|o)\s+)"
)
_SPOKEN_EMAIL = re.compile(
    rf"{_LEADS}(?P<local>[a-z0-9_.-]{{1,40}}(?:\s(?:{_POINT}|{_LINE}|{_DASH})\s[a-z0-9_-]{{1,40}}){{0,4}})\s"
    rf"(?:{_AT}\s(?P<domain>[a-z0-9-]{{1,40}}(?:(?:\s{_POINT}\s|\.)[a-z]{{2,20}}){{1,3}})"
    rf"|at\s(?P<told>[a-z0-9-]{{1,40}}(?:\s{_POINT}\s[a-z]{{2,20}}){{1,3}}))(?![\w@])",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_LEAST, _MOST = 8, 13  # digits of a phone that is told in words
_LEAST_WORDS = 3


def plain_numbers(text: str) -> str:
    """Return a text whose numbers are written as a telephone's keys: digits, plain spaces and dashes."""
    text = text.translate(_SPACES).translate(_DASHES).translate(_INVISIBLE)
    if not text.isascii():
        text = "".join(str(unicodedata.digit(one)) if one.isdigit() and not one.isascii() else one for one in text)
    text = _GROUPED.sub(r"\1 \3 \4", _PLUS.sub("+", _HOURS.sub(" ", text)))
    return _without_words(_LETTER_O.sub(lambda found: found[0].replace("O", "0").replace("o", "0"), text))


def plain_emails(text: str) -> str:
    """Return a text with its e-mails as they are written: `ana punto gil arroba example punto com`."""
    return _SPOKEN_EMAIL.sub(_written, text) if _SPOKEN_AT.search(text) else text


def _written(found: re.Match[str]) -> str:
    local = _SPOKEN_POINT.sub(".", _SPOKEN_DASH.sub("-", _SPOKEN_LINE.sub("_", found["local"])))
    domain = _SPOKEN_POINT.sub(".", found["domain"] or found["told"])
    return f"{found['before']}{f'{local}@{domain}'.lower()}"


def _without_words(text: str) -> str:
    """Write a phone in digits whose digits, all or some, are told in words: `seis uno cinco, cero cero…`."""
    if len([*islice(_SAID.finditer(normalise_text(text)), _LEAST_WORDS)]) < _LEAST_WORDS:
        return text
    runs: list[tuple[int, int, str]] = []
    start, end, digits, words, written = 0, 0, "", 0, 0
    tokens = [*_TOKEN.finditer(text)]
    at = 0
    while at <= len(tokens):
        said, used = _number(tokens, at) if at < len(tokens) else ("", 0)
        gap = text[end : tokens[at].start()] if digits and at < len(tokens) else ""
        if said and (not digits or (len(gap) <= 3 and not set(gap) - set(" ,.-"))):
            start = start if digits else tokens[at].start()
            in_words = not tokens[at][0].isdigit()
            digits, words, end = digits + said, words + in_words, tokens[at + used - 1].end()
            written += 0 if in_words else len(said)
            at += used
            continue
        if digits:
            if words >= _LEAST_WORDS and _LEAST <= len(digits) <= _MOST and written < _LEAST:
                runs.append((start, end, digits))
            digits, words, written = "", 0, 0
            if said:
                continue
        at += 1
    for first, last, number in reversed(runs):
        text = f"{text[:first]}{number}{text[last:]}"
    return text


def _number(tokens: list[re.Match[str]], at: int) -> tuple[str, int]:
    """Return the digits that begin at a token, and how many tokens tell them; nothing if it is no number."""
    words = [normalise_text(one[0]) for one in tokens[at : at + 4]]
    first, *more = words
    if first.isdigit():
        return first, 1
    if first in _TWICE and more and more[0] in _DIGITS:
        return _DIGITS[more[0]] * 2, 2
    if first in _HUNDREDS:
        rest, used = _below_hundred(more)
        return f"{_HUNDREDS[first]}{rest:0>2}" if used else f"{_HUNDREDS[first]}00", 1 + used
    said, used = _below_hundred(words)
    return (said, used)


def _below_hundred(words: list[str]) -> tuple[str, int]:
    if not words:
        return "", 0
    first = words[0]
    if first in _TENS:
        unit = words[2] if len(words) > 2 and words[1] in _BETWEEN else ""
        return (f"{_TENS[first]}{_DIGITS[unit]}", 3) if unit in _DIGITS else (f"{_TENS[first]}0", 1)
    found = _TEENS.get(first) or _DIGITS.get(first, "")
    return found, 1 if found else 0
