"""Put a name in the order that `split_name` reads, where its label asks for the surname first."""

from __future__ import annotations

from functions.ingest.inquiries.given_names import GIVEN_NAMES
from functions.ingest.inquiries.names import PARTICLES
from functions.ingest.recognition.label_words import words_of_label
from functions.ingest.recognition.vocabulary import FIRST, LAST, NAME
from shared.domain.kernel.contact import normalise_text


def as_asked(label: str, name: str) -> str:
    """Return a name with a comma after the surname, if it stands first as its label asks; else as it is."""
    if "," in name or len(name.split()) < 2 or not _is_surname_first(label, name):
        return name
    surname, _, first = name.rpartition(" ")
    return f"{surname}, {first}"


def _is_surname_first(label: str, text: str) -> bool:
    """Return whether a name stands in the order that its label asks for, as `Cognome e nome` does."""
    words, plain = words_of_label(label), [normalise_text(one) for one in text.split()]
    first, last = plain[0] in GIVEN_NAMES, plain[-1] in GIVEN_NAMES
    if _names_surname_first(label):
        return not first or last
    head = next((at for at, word in enumerate(words) if word in ("nom", "name", "nome")), len(words))
    asks = any(word in ("prenom", "prenoms", "vorname", "vornamen") for word in words[head:])
    return asks and not first and (last or plain[0] in PARTICLES or not PARTICLES & {*plain[1:-1]})


def _names_surname_first(label: str) -> bool:
    """Return whether a label asks for the surname before the name: `Cognome e nome`."""
    words = words_of_label(label)
    return bool(words) and words[0] in LAST and any(word in NAME | FIRST for word in words[1:])
