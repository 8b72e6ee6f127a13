"""Facts, and their translation into sentences of each language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from shared.domain.i18n.en import ENGLISH
from shared.domain.i18n.es import SPANISH
from shared.domain.i18n.wording import Wording
from shared.domain.plan_records.settings import Language

type Sentences = dict[Language, tuple[str, ...]]
"""The same sentences in each language."""

TABLES: Mapping[Language, Wording] = {"es": SPANISH, "en": ENGLISH}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact to put into words: the key of its text, and the values for the text's placeholders.

    A value may be text, a number, an instant in the team's wall time, a `Title`, another fact, or a tuple of
    those, which becomes a list of words. If the text has a singular and a plural, the value `n` decides.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Title:
    """The title of something, to be put in quotation marks."""

    text: str


def fact(key: str, **values: Any) -> Fact:
    """Return the fact of this key with these values."""
    return Fact(key, values)


def translate(one: Fact, language: Language) -> str:
    """Return the fact as a sentence, or as part of one."""
    return _sentence(one, TABLES[language])


def translate_all(facts: Iterable[Fact]) -> Sentences:
    """Return the facts as sentences in every language, each with a capital letter."""
    listed = tuple(facts)
    return {language: tuple(capitalise(translate(one, language)) for one in listed) for language in TABLES}


def capitalise(sentence: str) -> str:
    """Return the sentence with its first letter in upper case and all others as they are."""
    return sentence[:1].upper() + sentence[1:]


def _sentence(one: Fact, wording: Wording) -> str:
    text = wording.texts[one.key]
    if not isinstance(text, str):
        text = text[0] if one.values["n"] == 1 else text[1]
    return text.format(**{name: _format(value, wording) for name, value in one.values.items()})


def _format(value: Any, wording: Wording) -> str:
    match value:
        case Fact():
            return _sentence(value, wording)
        case Title():
            return wording.quotes.format(value.text)
        case tuple():
            return wording.join([_format(one, wording) for one in value])
        case datetime():
            return wording.format_instant(value)
        case float():
            return f"{value:.1f}".replace(".", wording.decimal)
        case _:
            return str(value)
