"""Keep what is no name, address or message: as attributes under the sender's own words, and as consents."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import Any

from functions.ingest.inquiries.inquiry_builder import KNOWN, InquiryBuilder, as_list, as_text, attribute_name
from functions.ingest.inquiries.known_attributes import add_known_attribute, is_intent, known_attribute
from functions.ingest.inquiries.word_set import word_set
from functions.ingest.recognition.consent_questions import consents_of, cookie_choices
from functions.ingest.recognition.label_words import words_of_label
from functions.ingest.recognition.labelled_values import LabelledValue
from functions.ingest.recognition.prose import own_code
from functions.ingest.recognition.vocabulary import CODE, FIELDS, GENERIC, NEUTRAL, OTHERS, PROPERTY, TELL

_CONTAINERS = word_set(
    "payload data body fields form_fields form_response answers submission submissions response contact customer lead",
    "values entry field_data properties form_data formdata rawrequest raw_request user_column_data questions",
    "questions_and_answers request output item items result record datos persona contacto campos",
)
_CODE = re.compile(r"(?=.*\d)[\w./-]{2,30}")
_PREFIXED = re.compile(r"^z:(?=\d)")  # as Meta writes postcodes into its files
AGREES = re.compile(
    r"\s*(?:s[ií],?\s+)?(?:acepto|he le[ií]do|autorizo|consiento|estoy de acuerdo|quiero recibir|deseo recibir"
    r"|i agree|i accept|i have read"
    r"|i consent|sign me up|sign up|subscribe|j['’]accepte|j['’]ai lu|accetto|acconsento|ho letto|ich stimme"
    r"|ich habe|ich akzeptiere"
    r"|aceito|li e|concordo|autorizo)\b",
    re.IGNORECASE,
)
_LEAST_SENTENCE = 3  # words of an answer that says itself what is agreed to


def add_leftovers(facts: Sequence[LabelledValue], builder: InquiryBuilder, sent: Sequence[LabelledValue]) -> None:
    """Add attributes under the sender's own words, and what they consent to, of all that was sent."""
    choices = cookie_choices(sent)
    for fact in facts:
        with builder.fields.of(fact.field):
            _add(fact, builder, choices)


def _add(fact: LabelledValue, builder: InquiryBuilder, choices: Set[tuple[str, ...]]) -> None:
    text = _PREFIXED.sub("", as_text(fact.value))
    known = None if fact.name else _known(fact, text)
    if known == "intent" and not is_intent(text) and TELL & set(words_of_label(fact.label)):
        known = None
    if known == "listing_id":
        code = _CODE.match(text)
        builder.add_attribute(known, own_code(text) or (code[0] if code else text))
    elif known and text:
        add_known_attribute(known, text, builder)
    else:
        builder.add_attribute(fact.name or attribute_of(fact.path), whole(fact.value))
    builder.state_consents(consents_of(fact, choices))
    for one in as_list(fact.value):
        if isinstance(one, str) and len(one.split()) >= _LEAST_SENTENCE and AGREES.match(one):
            builder.add_consents(one, answer=True)


def attribute_of(path: Sequence[str]) -> str:
    """Return the name of an attribute: the last words of its path that say something."""
    telling = [part for part in path if attribute_name(part) not in _CONTAINERS] or list(path[-1:])
    if telling and set(words_of_label(telling[-1])) <= GENERIC | FIELDS | {"first", "last"}:
        telling = telling[-2:]
    else:
        around = [part for part in telling[:-1] if OTHERS & set(words_of_label(part))]
        telling = [*around[-1:], telling[-1]] if telling else []
    return attribute_name(" ".join(telling)) or "field"


def _known(fact: LabelledValue, text: str) -> str | None:
    """Return the known attribute that a fact is, by its label, and by what its container is about."""
    around = [set(words_of_label(part)) for part in fact.path[:-1]]
    about_listing = any(words & PROPERTY for words in around)
    if any(words & OTHERS and not words & (PROPERTY | FIELDS) for words in around):
        return None
    words = [word for word in words_of_label(fact.label) if word not in GENERIC]
    telling = " ".join(word for word in words if word not in NEUTRAL | TELL)
    listing = about_listing or bool(set(words) & PROPERTY)
    if listing and words and set(words) <= CODE | PROPERTY and _CODE.fullmatch(text):
        return "listing_id"
    return (
        known_attribute(fact.label)
        or known_attribute(" ".join(words))
        or known_attribute(telling)
        or _of_listing(words, listing=listing)
    )


def _of_listing(words: Sequence[str], *, listing: bool) -> str | None:
    """Return the known attribute that remains of a label without the word for the listing: `property_city`."""
    left = [word for word in words if word not in PROPERTY] if listing else []
    name = attribute_name(" ".join(left))
    return known_attribute(name) or (name if name in KNOWN else None)


def whole(value: Any) -> Any:
    """Return a value as an attribute; a number that is whole without its decimals."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
