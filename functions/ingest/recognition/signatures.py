"""Find the name that a mail is signed with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from functions.ingest.inquiries.given_names import GIVEN_NAMES
from functions.ingest.inquiries.names import untitled
from functions.ingest.inquiries.surnames import SURNAMES
from functions.ingest.inquiries.word_set import word_set
from functions.ingest.recognition.prose import is_organisation
from functions.ingest.recognition.values import emails_in, is_name, looks_like_full_name, phones_in
from functions.ingest.recognition.vocabulary import ALL, NO_NAME
from shared.domain.kernel.contact import words_of

_BEGIN = word_set("soy somos sono sou soc ich je i nous wir me mi my mein el la")  # words that begin a sentence
_LAST = 14  # lines at the end of a mail
_LONGEST = 1_000  # characters at the end of a line, of which some texts have one alone
_MOST_WORDS = 6
_LEAST_LETTERS = 3  # of a word that an address has in common with a name
_CLOSING = (
    r"(?:(?:un|con un|reciba[n]? un|muchos)?\s*(?:cordial |afectuoso )?saludos?(?: cordial(?:es)?)?|atentamente"
    r"|att?e?|muchas gracias|mil gracias|gracias(?: de antemano| por todo)?"
    r"|un abrazo|(?:kind|best|warm|many|with)?\s*(?:kind |best )?(?:regards|wishes|thanks)|regards|thank you|thx"
    r"|thanks|cheers|yours(?: sincerely| faithfully)?|sincerely"
    r"|(?:bien )?cordialement|(?:bien )?à vous|merci(?: d['’]avance)?(?: beaucoup)?|salutations"
    r"|(?:mit )?(?:freundlichen?|besten?|vielen?|liebe[nr]?|herzliche[nr]?)\s+(?:gr[uü](?:ß|ss)en?|dank)"
    r"|(?:viele )?gr[uü](?:ß|ss)e?|danke|mfg|lg|vg"
    r"|(?:cordiali|distinti)(?: e distinti)? saluti|saluti|grazie(?: mille)?|cordialmente"
    r"|(?:com os )?(?:melhores )?cumprimentos|obrigad[oa]|atenciosamente|abraços?|salutacions|gr[aà]cies|grazas"
    r"|graciñas|eskerrik asko|ondo izan|agur bero bat"
    r"|(?:met )?vriendelijke groet(?:en)?|groet(?:en|jes)?|(?:v[aä]nliga|med v[aä]nliga) h[aä]lsningar|hilsen"
    r"|pozdrawiam|z poważaniem|fdo|firmado|signed|firma)"
)
_CLOSED = re.compile(
    rf"(?:^|(?<=[\s.,;!?:])){_CLOSING}(?:\s+(?:de|from|von|und|y|/))?\s*[.,;:!\n/–—-]*\s*", re.IGNORECASE
)
_CLOSING_LINE = re.compile(
    rf"\W*(?:[^\n]{{0,40}}[\s.,;/])?{_CLOSING}(?:\s*/[^\n]{{0,30}})?\s*[.,;:!-]*\s*", re.IGNORECASE
)
_SIGNED = re.compile(
    rf"(?:{_CLOSING})\s*[.,;:!/–—-]*\s+(?P<name>[^\n\d@]{{2,60}}?)\s*(?=$|[\d@+(|]|\.\s|\.$)", re.IGNORECASE
)
_ENDS = re.compile(r"[.!?…]\s+(?P<name>[^\W\d_a-z][^\n\d@.!?,;:()]{3,50})\s*[.]?$")  # the last sentence
_DASHED = re.compile(r"[\s.!?](?:[-–—]\s?)(?P<name>[^\W\d_a-z][^\n\d@]{1,50}?)\s*(?=$|[\d+(])")
_CUT = re.compile(
    r"\s*(?:[|•·,;(/–—]|\s-\s|\b(?:tel|tlf|telf|tfno|m[oó]vil|mob|cell?|m|t)\b[.: ]|\d|\+).*$", re.IGNORECASE
)
_LEAD = re.compile(r"^\W*(?:fdo\.?:?|firmado:?|signed:?|by:?|sent by:?|de:?)\s+", re.IGNORECASE)
_POSITION = re.compile(
    r"direct[oe]r|arquitect|abogad|\bc/|calle|avenida|plaza|street|road|stra(?:ß|ss)e|\bvia\b|\brue\b|colegi"
    r"|restaurante|store|tienda"
    r"|partner|solutions|assistant|manager|from my|desde mi|administrad|estudiante|étudiant|ingenier|engineer"
    r"|geschäft|consultor|ceo\b|counsel",
    re.IGNORECASE,
)


def signed_name(lines: Sequence[str], sender: str = "") -> str:
    """Return the name that a mail is signed with: below or beside a closing, or the last line that is one.

    Args:
        lines: of the mail.
        sender: the name of who sent it; of several names that which has most of its words is theirs.
    """
    last = [line.strip()[-_LONGEST:] for line in lines if line.strip()][-_LAST:]
    found = [*_below_closing(last), *_beside_closing(last), *(_bare(line) for line in last[::-1])]
    known = {*words_of(sender)}
    full = max(
        (one for one in found if len(one.split()) > 1), key=lambda one: len(known & {*words_of(one)}), default=""
    )
    full = full or next(
        (name for line in last[-1:] for one in _ENDS.finditer(line) if _is_known(name := _bare(one["name"]))), ""
    )
    return full or next((one for one in [*_below_closing(last), *_beside_closing(last)] if one), "") or _last_word(last)


def signed_in_small_letters(text: str, email: str) -> str:
    """Return the name that ends a text without capitals, if the writer's address has a word of it; else nothing."""
    last = text.strip().rpartition("\n")[2] if text == text.lower() else ""
    found = next(reversed([*_SIGNED.finditer(last)]), None)
    words = words_of(found["name"].strip(" .,")) if found else ()
    local = email.partition("@")[0].lower()
    known = any(len(word) >= _LEAST_LETTERS and word in local for word in words)
    return " ".join(words).title() if known and found and len(words) <= _MOST_WORDS and is_name(found["name"]) else ""


def _is_known(name: str) -> bool:
    """Return whether a name has a common first name or surname, so that it is no sentence."""
    return bool({*words_of(name)} & (GIVEN_NAMES | SURNAMES))


def _below_closing(lines: Sequence[str]) -> list[str]:
    """Return the names in the line after a closing such as `Un saludo,`."""
    found = []
    for at, line in enumerate(lines[:-1]):
        if _CLOSING_LINE.fullmatch(line):
            found += [name for following in lines[at + 1 : at + 3] if (name := _name(following, single=True))][:1]
    return found[::-1]


def _beside_closing(lines: Sequence[str]) -> list[str]:
    """Return the names on the line of a closing: `Gracias, Ana Gil`, `… – Ana`."""
    found = []
    for line in lines[-6:]:
        for pattern in (_SIGNED, _DASHED):
            found += [name for one in pattern.finditer(line) if (name := _name(one["name"], single=True))]
    return found[::-1]


def _bare(line: str) -> str:
    """Return the full name that a line is, if it is nothing else."""
    return _name(line, single=False)


def _last_word(lines: Sequence[str]) -> str:
    """Return a first name that is the last line."""
    for line in lines[-1:] if len(lines) > 1 else ():
        if len(line.split()) == 1:
            return _name(line, single=True)
    return ""


def _name(line: str, *, single: bool) -> str:
    """Return the name that a line begins with, without titles, position and numbers; empty if it is none."""
    if line.rstrip().endswith(("?", ":")):
        return ""
    plain = untitled(_CUT.sub("", _LEAD.sub("", line.replace("*", "").strip(" -–—_>,.")))).strip(" -–—_,.:;")
    words = words_of(plain)
    if (
        not words
        or len(words) > _MOST_WORDS
        or is_organisation(plain)
        or _POSITION.search(plain)
        or emails_in(plain)
        or phones_in(plain)
    ):
        return ""
    if {words[0], words[-1]} & NO_NAME or words[0] in ALL | _BEGIN or not is_name(plain):
        return ""
    if looks_like_full_name(plain):
        return plain
    alone = len(words) == 1 and plain.isalpha() and plain[0].isupper() and len(plain) > 2
    return plain if single and alone else ""
