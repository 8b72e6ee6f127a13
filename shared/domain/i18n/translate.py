"""A fact, and how it is said in each language."""

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
    """Something to say: the key of its text, and what fills it.

    A value may be text, a number, an instant in the team's wall time, a `Title`, another fact, or a tuple of
    those, which is said as a list. Where a text has a singular, `n` decides.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Title:
    """The name of a thing, which stands in quotation marks."""

    text: str


def fact(key: str, **values: Any) -> Fact:
    """The fact with these values."""
    return Fact(key, values)


def translate(one: Fact, language: Language) -> str:
    """The fact as a sentence, or the part of one."""
    return _said(one, TABLES[language])


def tell(facts: Iterable[Fact]) -> Sentences:
    """The facts as sentences, in every language."""
    told = tuple(facts)
    return {language: tuple(upper(translate(one, language)) for one in told) for language in TABLES}


def _said(one: Fact, words: Wording) -> str:
    text = words.texts[one.key]
    if not isinstance(text, str):
        text = text[0] if one.values["n"] == 1 else text[1]
    return text.format(**{name: _shown(value, words) for name, value in one.values.items()})


def _shown(value: Any, words: Wording) -> str:
    match value:
        case Fact():
            return _said(value, words)
        case Title():
            return words.quotes.format(value.text)
        case tuple():
            return words.listed([_shown(one, words) for one in value])
        case datetime():
            return words.instant(value)
        case float():
            return f"{value:.1f}".replace(".", words.decimal)
        case _:
            return str(value)


def upper(sentence: str) -> str:
    """The sentence with a capital letter."""
    return sentence[:1].upper() + sentence[1:]
