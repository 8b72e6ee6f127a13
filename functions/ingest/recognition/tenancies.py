"""Tell who asks in a form that a landlord fills in about a tenant: mostly the tenant does, but not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from functions.ingest.inquiries.inquiry_builder import Field, as_text
from functions.ingest.inquiries.known_attributes import known_attribute
from functions.ingest.inquiries.word_set import word_set
from functions.ingest.recognition.label_words import words_of_label
from functions.ingest.recognition.labelled_values import LabelledValue
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.values import emails_in, is_name, looks_like_full_name, phones_in
from functions.ingest.recognition.vocabulary import PROPERTY

# An owner is none of them: who shows a home to everybody names its owner, and who asks is somebody else.
_LANDLORDS = word_set(
    "landlord landlady arrendador arrendadora casero casera bailleur vermieter vermieterin locatore senhorio",
    "verhuurder",
)
_TENANTS = word_set(
    "tenant inquilino inquilina arrendatario arrendataria locataire mieter mieterin conduttore huurder",
)
_ADVERTISED = ("listing_id", "listing_url")


def is_landlords(facts: Sequence[LabelledValue]) -> bool:
    """Return whether a landlord fills in a form that names their tenant.

    They leave a name, an e-mail and a phone, and nobody else leaves an e-mail, or anything outside of both roles. About
    a home that is advertised the tenant asks, and the landlord is whose home it is.

    Source: docs/rules.md, "Entry" 11.
    """
    held = [one for one in facts if emails_in(text := as_text(one.value))[:1] == [text]]
    if not held or not all(_names(one, _LANDLORDS) for one in held) or any(map(_is_of_advert, facts)):
        return False
    left: set[Field] = set()
    tenants = False
    for fact in facts:
        if _names(fact, _TENANTS):
            tenants = tenants or _is_somebody(fact)
        elif read := as_landlords(fact):
            found = _personal(read)
            if found and not _names(fact, _LANDLORDS):
                return False
            left |= {found} if found else set()
    return tenants and {"full_name", "email", "phone"} <= left


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


def _is_of_advert(fact: LabelledValue) -> bool:
    """Return whether a fact says which advertisement is asked about, or whose home it shows."""
    around = {word for part in fact.path[:-1] for word in words_of_label(part)}
    return known_attribute(fact.label) in _ADVERTISED or bool(around & PROPERTY)


def _is_somebody(fact: LabelledValue) -> bool:
    """Return whether a value is a person's name or phone: `Tenant: no` is neither."""
    text = as_text(fact.value)
    return looks_like_full_name(text) or bool(phones_in(text))


def _personal(fact: LabelledValue) -> Field | None:
    """Return which a value is by its label, a name, an e-mail or a phone; by its shape where the label says nothing."""
    text = as_text(fact.value)
    label = read_label(fact.path)
    if emails_in(text):
        return "email"
    if phones_in(text) and ("phone" in label.fields or label.generic):
        return "phone"
    named = {"full_name", "first_name", "last_name"}.intersection(label.fields)
    if (named and is_name(text)) or (label.generic and looks_like_full_name(text)):
        return "full_name"
    return None
