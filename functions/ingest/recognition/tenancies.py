"""Tell who asks in a form that a landlord fills in about a tenant: mostly the tenant does, but not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from functions.ingest.inquiries.inquiry_builder import as_text
from functions.ingest.inquiries.word_set import word_set
from functions.ingest.recognition.label_words import words_of_label
from functions.ingest.recognition.labelled_values import LabelledValue
from functions.ingest.recognition.values import emails_in

_LANDLORDS = word_set(
    "landlord landlady owner propietario propietaria arrendador arrendadora casero casera proprietaire bailleur",
    "eigentumer vermieter vermieterin proprietario proprietaria locatore senhorio verhuurder",
)
_TENANTS = word_set(
    "tenant inquilino inquilina arrendatario arrendataria locataire mieter mieterin conduttore huurder",
)


def is_landlords(facts: Sequence[LabelledValue]) -> bool:
    """Return whether a landlord fills in a form that names their tenant: the only e-mail in it is the landlord's."""
    held = [one for one in facts if emails_in(text := as_text(one.value))[:1] == [text]]
    return bool(held) and all(_names(one, _LANDLORDS) for one in held) and any(_names(one, _TENANTS) for one in facts)


def as_landlords(fact: LabelledValue) -> LabelledValue | None:
    """Return a fact of such a form with the label that it has of the landlord alone; None if it is about the tenant."""
    if _names(fact, _TENANTS):
        return None
    if not _names(fact, _LANDLORDS):
        return fact
    words = (" ".join(word for word in words_of_label(part) if word not in _LANDLORDS) for part in fact.path)
    return replace(fact, path=tuple(part for part in words if part))


def _names(fact: LabelledValue, people: frozenset[str]) -> bool:
    """Return whether a label, or a container around it, is called after one of these people."""
    return any(people.intersection(words_of_label(part)) for part in fact.path)
