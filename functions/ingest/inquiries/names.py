"""Read a person's name as people and programs write it: `GARCÍA LÓPEZ, Ana`, `Dña. ana maría de la torre`."""

from __future__ import annotations

import re

from functions.ingest.inquiries.given_names import GIVEN_NAMES
from functions.ingest.inquiries.surnames import SURNAMES
from functions.ingest.inquiries.word_set import word_set
from shared.domain.kernel.contact import normalise_text

_TITLES = word_set(
    "fr mx mag fr mx sr sra srta sres d dna don dona mr mrs ms miss mx dr dra prof herr frau m mme mlle monsieur",
    "madame sig sig.ra",
    "mevr mevrouw dhr heer geom avv arch rag lcdo lcda ldo lda abg herrn pan pani mtro en na prof.ssa",
    "eng enga engo ehepaar eheleute coniugi coppia sir lord lady rev rvdo prof profa pfr pfarrer mons maitre capt cmdr",
    "sgt sgto lt ltcol col maj cpl tte cap cdte brig",
    "drs mrs. bc me ph.d senor senora senorita sr/a sr/sra sr./sra d/dna d./dna hr dipl.-ing dipl",
    "sigra signor signora dott dott.ssa senhor senhora exmo exma ing lic arq med",
)
_DEGREES = word_set(
    "BDS DDS MD PhD MBA BA MA BSc MSc MEng BEng LLB LLM JD FRICS MRICS RICS OBE MBE CBE CFA CPA ACA ACCA RIBA RN DVM",
    "MRCVS DipArb Esq DEA API",
)
_AND = ("&", "and", "y", "et", "und", "e", "i", "en")
PARTICLES = word_set(
    "de del la las los y e i da das do dos di du des le van von vom der den dem zu zum zur ter ten bin al el",
)
_OF_SURNAMES = word_set("de del van von vom der den di da do dos du ter ten zu zum zur")
# First names of two words, as in Spain, and the second words that make them: María José, Juan Carlos, María del Mar.
_FIRST_OF_TWO = word_set(
    "maria ma jose juan ana luis carlos miguel francisco jesus rosa angel antonio manuel pedro eva blanca victor",
    "marco jean marie anne pierre gian joao hans karl anna m fco",
)
_SECOND_OF_TWO = word_set(
    "jose maria luis luisa carlos angel angeles antonio manuel miguel javier ignacio ramon isabel teresa carmen",
    "pilar dolores belen victoria eugenia cristina elena rosa jesus francisco pablo enrique alberto fernando andres",
    "david ricardo eduardo rafael mar rocio mercedes concepcion cruz paz nieves pierre claude paul marie luc",
    "francois laura pedro paulo vitor peter heinz lena beatriz ma",
)
_JOINED_BY: tuple[set[str], ...] = ({"del"}, {"de", "la"}, {"de", "los"}, {"de", "las"}, {"de"}, set())
# What follows a firm's name after a comma: it is no first name.
_FIRM = re.compile(
    r"(?:s\.? ?[alc]\.? ?[uplr]?\.?(?: ?l\.?)?|s\.? ?p\.? ?a\.?|s\.? ?r\.? ?l\.?|ltd\.?|inc\.?|llc|gmbh|lda\.?"
    r"|scp|coop\.?)",
    re.IGNORECASE,
)
# A title that is written together with the name.
_GLUED = re.compile(
    r"^(D|Sra?|Srta|D[ñn]a|Dra?|Mrs?|Ms|Mme|Sig|Dott)\.(?!ra\b|na\b|ssa\b)(?=[^\W\d_]{2})", re.IGNORECASE
)
_INNER = re.compile(r"(?<=[-'’])[^\W\d_]|^[^\W\d_]")
_SCOTTISH = re.compile(r"^mc(?=[^\W\d_]{3})", re.IGNORECASE)


def split_name(whole: str) -> tuple[str, str]:
    """Return the first name and the last name of a full one, without titles, in usual capitals.

    `SURNAME, Name` is turned round. A first word alone is the first name, unless it is one of two that belong together.
    """
    plain = whole.isupper() or whole.islower()
    whole = tidy_name(_GLUED.sub(r"\1. ", whole))
    last, comma, first = whole.partition(",")
    firm = _FIRM.fullmatch(first.strip())
    if comma and first.strip() and last.strip() and "," not in first and len(last.split()) <= 4 and not firm:
        return tidy_name(untitled(first)), tidy_name(last, begins=False)
    words = untitled(whole).split()
    if turned := _surname_first(words) or _particles_first(words) or _surname_before_given(words, plain=plain):
        return tidy_name(" ".join(words[turned:])), tidy_name(" ".join(words[:turned]), begins=False)
    split_at = _first_words(words)
    return tidy_name(" ".join(words[:split_at])), tidy_name(" ".join(words[split_at:]), begins=False)


def tidy_name(name: str, *, begins: bool = True, short: bool = False) -> str:
    """Return a name that is all in capitals, or all in small letters, in usual ones; any other as it is.

    Args:
        name: the whole name, or a part of it.
        begins: it is the beginning, whose first word has a capital in any case.
        short: it is part of a name all of which is so, and not initials though it is as short.
    """
    plain = " ".join(name.split()).strip(" ,;")
    letters = "".join(one for one in plain if one.isalpha() and one not in "ªº")
    if len(letters) < (1 if short else 3) or not (letters.isupper() or letters.islower()):
        return plain
    words = plain.lower().split()
    return " ".join(
        _capitalised(word, first=(begins and not at) or _begins_surname(words, at)) for at, word in enumerate(words)
    )


def _begins_surname(words: list[str], at: int) -> bool:
    """Return whether a French surname begins here with its article, which has a capital: `Le Meur`, `de La Tour`."""
    return words[at] == "le" and at + 1 < len(words) and words[at - 1 : at] != ["de"]


def untitled(name: str) -> str:
    """Return a name without the titles before it, and without the degrees after it."""
    words = name.split()
    while len(words) > 2 and words[-1].strip(".,()") in _DEGREES and not name.isupper():
        words = [*words[:-2], words[-2].rstrip(",")]
    while len(words) > 1 and _is_title(words[0]) and (len(words[0]) > 1 or len(words) > 2):
        joined = len(words) > 3 and normalise_text(words[1]) in _AND and _is_title(words[2])
        words = words[2 if joined else 1 :]
    return " ".join(words)


def _is_title(word: str) -> bool:
    bare = word.rstrip("ºª°.")
    return normalise_text(bare if len(bare) > 1 else word).rstrip(".") in _TITLES or ("ª" in word and word[0] in "dD")


def are_first_names(name: str) -> bool:
    """Return whether two words are a first name that consists of two: `María José`."""
    plain = [normalise_text(word).rstrip(".") for word in name.split()]
    return len(plain) == 2 and plain[0] in _FIRST_OF_TWO and plain[1] in _SECOND_OF_TWO


def _surname_first(words: list[str]) -> int:
    """Return how many words a surname has that stands first, in capitals: `GAUTHIER Élodie`; 0 if none does."""
    at = 0
    while at < len(words) and words[at].isupper() and "." not in words[at] and len(words[at].strip(".'")) > 1:
        at += 1
    given = words[at:]
    return (
        at
        if 0 < at < len(words) and any(len(word) > 2 for word in words[:at]) and not any(map(_is_capitals, given))
        else 0
    )


def _particles_first(words: list[str]) -> int:
    """Return how many words a surname has that begins a name with its particles: `Van den Bossche Pieter`; else 0."""
    at = 0
    while at < len(words) and normalise_text(words[at]) in PARTICLES:
        at += 1
    begins = at > 0 and normalise_text(words[0]) in _OF_SURNAMES
    return len(words) - 1 if begins and len(words) - at > 1 and not _FIRM.fullmatch(words[-1]) else 0


def _surname_before_given(words: list[str], *, plain: bool) -> int:
    """Return how many words a surname has that stands before a common first name, as call systems write; else 0.

    Args:
        words: of the name.
        plain: they have no capitals of their own; otherwise the first must be a common surname.
    """
    if not plain and (not words or normalise_text(words[0]) not in SURNAMES):
        return 0
    known = [normalise_text(word) in GIVEN_NAMES for word in words]
    at = len(words)
    while at and known[at - 1]:
        at -= 1
    return at if 0 < at < len(words) and not any(known[:at]) else 0


def _is_capitals(word: str) -> bool:
    letters = [one for one in word if one.isalpha() and one not in "ªº"]
    return len(letters) > 1 and all(map(str.isupper, letters))


def _first_words(words: list[str]) -> int:
    """Return how many words the first name has."""
    plain = [normalise_text(word).rstrip(".") for word in words]
    if len(plain) < 3 or plain[0] not in _FIRST_OF_TWO:
        return 1
    for between in _JOINED_BY:
        at = 1 + len(between)
        if at < len(plain) - 1 and set(plain[1:at]) == between and plain[at] in _SECOND_OF_TWO:
            return at + 1
    return 1


def _capitalised(word: str, *, first: bool) -> str:
    if not first and word in PARTICLES:
        return word
    capital = _INNER.sub(lambda letter: letter[0].upper(), word)
    return _SCOTTISH.sub("Mc", capital[:2]) + capital[2:3].upper() + capital[3:] if _SCOTTISH.match(word) else capital


def is_short_for(short: str, name: str) -> bool:
    """Return whether a name is the first of another, with at most its initials: `Ana G.` of `Ana Gil`."""
    words, parts = normalise_text(name).split(), normalise_text(short).split()
    initials = [part.rstrip(".") for part in parts[1:]]
    return (
        parts[:1] == words[:1]
        and len(initials) < len(words)
        and all(len(one) == 1 and word.startswith(one) for one, word in zip(initials, words[1:], strict=False))
    )
