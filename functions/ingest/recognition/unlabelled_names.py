"""Find the name of who asks where no label names them: the owner's, a record's title, or else the firm's."""

from __future__ import annotations

from functions.ingest.inquiries.given_names import GIVEN_NAMES
from functions.ingest.inquiries.inquiry_builder import Field, InquiryBuilder, as_text
from functions.ingest.inquiries.known_attributes import known_attribute
from functions.ingest.inquiries.names import untitled
from functions.ingest.recognition.agreeing_names import agrees, completes
from functions.ingest.recognition.label_words import words_of_label
from functions.ingest.recognition.labelled_values import LabelledValue
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.prose import is_organisation
from functions.ingest.recognition.sorting import SortedValues
from functions.ingest.recognition.values import is_name, is_nobody, looks_like_full_name, name_in
from functions.ingest.recognition.vocabulary import COMPANY, GENERIC, NAME, NEUTRAL, OTHERS, OWNERS, PERSON, TEAM
from shared.domain.kernel.contact import normalise_text

_CARD = {"nickname", "alias", "apodo", "pulse", "item", "card", "record", "deal", "ticket", "tarjeta", "registro"}
_TITLE = {"name", "title", "nombre", "titulo", "nom", "nome", "titel", "titre", "titolo"}


def add_unlabelled_name(found: SortedValues, builder: InquiryBuilder) -> None:
    """Add the name of who asks, if an address is given and no label names anybody.

    It is that which the e-mail is made of; else the owner's, who offers what is theirs; else what can only be one, as
    a record's title may be; else the firm.
    """
    _add_agreeing(found, builder)
    for may_name in (_is_owner, _is_title, _is_alone, _is_company):
        mays = [fact for fact in found.rest if fact not in found.about_others and may_name(fact)]
        if may_name is _is_alone and len(mays) > 1:
            continue
        if builder.has_name or not builder.has("email", "phone") or not mays:
            continue
        found.rest.remove(mays[0])
        with builder.fields.of(mays[0].field):
            builder.add_field("full_name", name_in(as_text(mays[0].value)))


def _add_agreeing(found: SortedValues, builder: InquiryBuilder) -> None:
    """Add the name, or the missing part of one, that the e-mail has the words of, whatever its label says."""
    before = builder.name
    for fact in found.rest if len(before.split()) < 2 else ():
        name = name_in(as_text(fact.value))
        whole = not before and looks_like_full_name(name) and agrees(name, builder.emails)
        if whole or (before and is_name(name) and completes(before, name, builder.emails)):
            found.rest.remove(fact)
            with builder.fields.of(fact.field):
                builder.add_field("full_name" if whole else _missing_part(builder), untitled(name))
            return


def _missing_part(builder: InquiryBuilder) -> Field:
    return "first_name" if builder.has("last_name") else "last_name"


def _is_owner(fact: LabelledValue) -> bool:
    words = set(words_of_label(fact.label))
    told = words & OWNERS and words <= OWNERS | NAME | NEUTRAL | GENERIC
    return bool(told) and looks_like_full_name(name_in(as_text(fact.value)))


def _is_title(fact: LabelledValue) -> bool:
    """Return whether a value begins with a common first name, under the name or title of a record, or a card's."""
    name, words = name_in(as_text(fact.value)), set(words_of_label(fact.label))
    around = {word for part in fact.path for word in words_of_label(part)}
    common = normalise_text(name.split()[0]) in GIVEN_NAMES if name else False
    told = bool(words & (_TITLE | _CARD)) and not around & (TEAM | OWNERS) and looks_like_full_name(name)
    return told and (common or bool(words & _CARD)) and not is_organisation(name)


def _is_alone(fact: LabelledValue) -> bool:
    """Return whether a value may be a name, and neither its label nor what leads to it names anything else.

    It begins with a common first name, its label says nothing at all, or a person's container holds it.
    """
    name = name_in(as_text(fact.value))
    told = {word for part in fact.path for word in words_of_label(part)} & (OTHERS | OWNERS | TEAM)
    common = bool(name) and normalise_text(name.split()[0]) in GIVEN_NAMES
    held = any(set(words_of_label(part)) & PERSON for part in fact.path[-2:-1])
    shaped = looks_like_full_name(name) and (common or held or read_label(fact.path[-1:]).generic)
    return shaped and not told and not known_attribute(fact.label) and not is_organisation(name)


def _is_company(fact: LabelledValue) -> bool:
    """Return whether a fact is the firm of who asks."""
    words, text = set(words_of_label(fact.label)), as_text(fact.value)
    return (
        bool(words & (COMPANY - NAME))
        and words <= COMPANY | NEUTRAL | GENERIC
        and not any(set(words_of_label(part)) & OTHERS for part in fact.path[:-1])
        and is_name(text)
        and not is_nobody(text)
    )
