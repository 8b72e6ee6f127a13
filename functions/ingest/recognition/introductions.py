"""Find the name that somebody gives themselves in what they write or say: "me llamo Ana Gil"."""

from __future__ import annotations

import re

from functions.ingest.inquiries.given_names import GIVEN_NAMES
from functions.ingest.inquiries.names import PARTICLES, untitled
from functions.ingest.inquiries.surnames import SURNAMES
from functions.ingest.inquiries.word_set import word_set
from functions.ingest.recognition.vocabulary import ALL, EMAIL, NO_NAME, PHONE, SENTENCE
from shared.domain.kernel.contact import normalise_text, words_of

_NAMED = (
    r"(?:nombre|nom|nome|name|naam)(?=:)|me llamo|mi nombre(?: completo)? es|my (?:full )?name(?:['’]?s| is)"
    r"|je m['’]appelle|mon nom est|mi chiamo|il mio nome [eè]"
    r"|ich hei(?:ß|ss)e|mein name ist|chamo-me|me chamo|(?:o )?meu nome [eé]|em dic|el meu nom [eé]s"
    r"|mijn naam is|ik heet"
    r"|jag heter|mitt namn [aä]r|mit navn er|nazywam si[eę]|mam na imi[eę]|m[aă] numesc|numele meu este"
    r"|ch[aá]mome|o meu nome [eé]|nire izena"
    r"|меня зовут"
)
_AM = (
    r"soy|somos|we are|we['’]re|nous sommes|siamo|wir sind|som|somos|i['’]m|(?:(?<=[.!?,;]\s)|(?<=\n)|^)im|i am"
    r"|(?:(?<=[.!?,;]\s)|(?<=\n)|^)its"
    r"|this is|it['’]s|here is|je suis|c['’]est|ici|sono|sou|s[oó]c|son|ich bin|hier ist|hier spricht|hier is|ik ben"
    r"|pregunt\w+ (?:por|per)|ask(?:ing)? for|demandez|chieda di|chiedete di|chiedere di|pergunt\w+ por|verlangen sie"
    r"|habl(?:ad|ar|en?) con"
    r"|aqu[ií]|fala|le escribe|les escribe|os escribe|le habla|habla|jag [aä]r|sunt|jestem|qui parla|parla|naiz"
    r"|contacto(?=:)|contact(?: person)?(?=:)|ansprechpartner(?:in)?(?=:)|interlocuteur(?=:)|referente(?=:)"
    r"|contatto(?=:)"
)
_OPENING = re.compile(
    rf"(?<![^\W_])(?:(?P<named>{_NAMED})|(?P<am>{_AM}))\s*:?\s+"
    r"(?:(?:el|la|en|na|der|die|o|a|il|le)\s+)?"
    r"(?:(?:monsieur|madame|señora?|se[nñ]orita|signora?|senhora?|herr|frau|don|do[ñn]a|mister|miss)\s+)?",
    re.IGNORECASE,
)
# As Germans say it on the phone: `Guten Tag, Weber mein Name`.
_BEFORE = re.compile(
    r"(?:guten (?:tag|abend|morgen)|hallo|moin|ja)[ ,]+((?:[A-ZÄÖÜ][^\W\d_]+ ){0,2}[A-ZÄÖÜ][^\W\d_]+),?"
    r" (?:ist )?mein name\b",
    re.IGNORECASE,
)
_WE = re.compile(r"(?:somos|we are|we['’]re|nous sommes|siamo|wir sind|som)\W*", re.IGNORECASE)
_ITS = re.compile(r"its\b", re.IGNORECASE)
_GERMAN = re.compile(r"(?:ich bin|wir sind)\b", re.IGNORECASE)
_WORD = re.compile(r"[ \t]*([^\W\d_]+(?:[-'’·.][^\W\d_]+)*\.?)")
_MOST = 6  # words of a name


def introduced(text: str) -> str:
    """Return the name that the writer gives themselves; empty if they do not. Each line has capitals of its own kind.

    A name in small letters counts after `me llamo`, and after `soy` only in a text that has no capitals, as what
    a machine wrote down.
    """
    if "\n" in text:
        return next((name for line in text.splitlines() if (name := introduced(line))), "")
    spoken = text == text.lower() or text == text.upper()
    if before := _BEFORE.search(text):
        return before[1]
    firm = ""  # whom several speak for: one of them may be named after it
    for opening in _OPENING.finditer(text):
        strong = opening["named"] is not None
        words, capitals = _words_from(text, opening.end(), lower=strong or spoken)
        name = untitled(" ".join(words))
        if not name or normalise_text(name.split()[0]).rstrip(".") in NO_NAME:
            continue
        is_known = bool({*words_of(name)} & (GIVEN_NAMES | SURNAMES))
        if not is_known and ((_GERMAN.match(opening[0]) and len(words) == 1) or _ITS.match(opening[0])):
            continue  # any noun has a capital in German, and `its` mostly says whose something is
        if _WE.fullmatch(opening[0]) and capitals:
            firm = firm or name
        elif capitals or strong or len(words) > 1:
            return _repeated(text, name) if len(words) == 1 else name
    return firm


def _repeated(text: str, first: str) -> str:
    """Return the whole name of somebody who says the first one twice: `Adolfo, Adolfo Prieto`."""
    found = re.search(rf"{re.escape(first)},\s+(?={re.escape(first)}\s)", text)
    words, _ = _words_from(text, found.end(), lower=False) if found else ([], False)
    return " ".join(words) or first


def _words_from(text: str, at: int, *, lower: bool) -> tuple[list[str], bool]:
    """Return the words of a name that begins here, and whether they have capitals; none if it is no name."""
    found: list[str] = []
    waiting: list[str] = []
    capitals = False
    while len(found) < _MOST and (word := _WORD.match(text, at)):
        at, raw = word.end(), word[1]
        given = raw if _is_abbreviated(raw) else raw.rstrip(".")
        plain = normalise_text(given).rstrip(".")
        capital = given[0].isupper() and not (text.isupper() and plain in SENTENCE)
        if plain in PARTICLES | _AND and not (capital and not text.isupper()) and found:
            waiting.append(given)
        elif capital and not text.isupper() and not (not found and plain in SENTENCE | (ALL - _ALSO_NAMES)):
            found += [*waiting, given]
            waiting, capitals = [], True
        elif lower and not capitals and plain not in SENTENCE | _PLACES | PHONE | EMAIL and (found or plain not in ALL):
            found += [*waiting, given]
            waiting = []
        else:
            break
        if raw != given or text[at : at + 1] in tuple(",;:.!?\n()"):
            break
    return found, capitals


_AND = word_set("and und et og")
_PLACES = word_set("calle avenida plaza barrio piso casa strasse street rue carrer rua via")
_ALSO_NAMES = word_set("rue via angel rosa mar sol victor")


def _is_abbreviated(word: str) -> bool:
    """Return whether a point belongs to a word: an initial or a title."""
    return word.endswith(".") and (
        len(word) <= 3 or normalise_text(word).rstrip(".") in ("srta", "prof", "mme", "mlle", "dott", "sig")
    )
