"""Take fields for what the team says that they stand for, before the words of labels and the shapes of values decide.

Source: docs/rules.md, "Entry" 16.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from functions.ingest.inquiries.inquiry_builder import KNOWN, Field, InquiryBuilder, as_list, as_text
from functions.ingest.inquiries.known_attributes import add_known_attribute
from functions.ingest.recognition.consent_questions import consents_of, cookie_choices
from functions.ingest.recognition.labelled_values import LabelledValue
from functions.ingest.recognition.leftovers import attribute_of, whole
from functions.ingest.recognition.values import emails_in, name_in, phones_in
from shared.domain.plan_records.source import ATTRIBUTE

_TEXTS: Mapping[str, Field] = {
    "first_name": "first_name", "last_name": "last_name", "name": "full_name", "message": "message",
}  # fmt: skip


def add_mapped(facts: Sequence[LabelledValue], builder: InquiryBuilder) -> list[LabelledValue]:
    """Add the facts whose fields have a mapping; return the others.

    A value that is not what its field stands for becomes an attribute under the sender's own words. Several fields
    that stand for the same part of a name, or for the message, are put together.
    """
    meant = [(fact, builder.fields.meaning(fact.field)) for fact in facts]
    choices = cookie_choices(facts) if any(meaning == "consent" for _, meaning in meant) else frozenset()
    for wanted, name in _TEXTS.items():
        _add_texts(name, [fact for fact, meaning in meant if meaning == wanted], builder)
    for fact, meaning in meant:
        with builder.fields.of(fact.field):
            if meaning in ("email", "phone"):
                _add_addresses("email" if meaning == "email" else "phone", fact, builder)
            elif meaning == "consent":
                builder.state_consents(consents_of(fact, choices, meant=True))
                _add_own(fact, builder)
            elif meaning and meaning.startswith(ATTRIBUTE):
                _add_attribute(meaning.removeprefix(ATTRIBUTE), fact, builder)
    return [fact for fact, meaning in meant if meaning is None]


def _add_texts(name: Field, facts: Sequence[LabelledValue], builder: InquiryBuilder) -> None:
    texts: dict[str, list[str]] = {}
    for fact in facts:
        said = [text for one in as_list(fact.value) if (text := _text(name, one))]
        for text in said:
            texts.setdefault(text, []).append(fact.field)
        more = any(not as_text(one) or _says_more(as_text(one), said) for one in as_list(fact.value))
        if more or (name == "full_name" and builder.has("first_name")):
            with builder.fields.of(fact.field):
                _add_own(fact, builder)  # what is beside the name, and a whole one beside its parts, is kept too
    if texts:
        with builder.fields.of(*(field for fields in texts.values() for field in fields)):
            builder.add_field(name, ("\n\n" if name == "message" else " ").join(texts))


def _text(name: Field, value: object) -> str:
    text = as_text(value)
    return text if name == "message" else name_in(text)


def _add_addresses(name: Field, fact: LabelledValue, builder: InquiryBuilder) -> None:
    for one in as_list(fact.value):
        text = as_text(one)
        found = emails_in(text) if name == "email" else phones_in(text)
        for address in found:
            builder.add_field(name, address)
        if not found or _says_more(text, found):
            builder.add_attribute(fact.name or attribute_of(fact.path), whole(one))


def _says_more(text: str, found: Sequence[str]) -> bool:
    """Return whether a text has letters or digits beside what was found in it."""
    return sum(map(str.isalnum, text)) > sum(sum(map(str.isalnum, one)) for one in found)


def _add_attribute(name: str, fact: LabelledValue, builder: InquiryBuilder) -> None:
    """Add an attribute; a known one in its standard form, where it is a text."""
    text = as_text(fact.value)
    if name in KNOWN and text:
        add_known_attribute(name, text, builder)
    else:
        builder.add_attribute(name, whole(fact.value))


def _add_own(fact: LabelledValue, builder: InquiryBuilder) -> None:
    builder.add_attribute(fact.name or attribute_of(fact.path), whole(fact.value))
