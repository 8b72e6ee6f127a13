"""Take a form's values apart that are labelled lines themselves, as plain text or HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence

from functions.ingest.inquiries.names import untitled
from functions.ingest.recognition.label_words import words_of_label
from functions.ingest.recognition.labelled_text import is_message_label, read_labels
from functions.ingest.recognition.labelled_values import LabelledValue
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.sorting import fits
from functions.ingest.recognition.values import looks_like_full_name
from functions.ingest.recognition.vocabulary import PERSON
from functions.ingest.text.html_text import html_to_text

MAX_LABELLED = 2_000  # characters of a value that consists of labelled lines
_MARKED_UP = re.compile(r"</(?:p|b|strong|td|th|li|div|span)>", re.IGNORECASE)


def with_labels_within(facts: Sequence[LabelledValue]) -> list[LabelledValue]:
    """Take values apart that are labelled lines and no more, of which the first may be a name alone."""
    return [part for fact in facts for part in (_labelled_within(fact) or [fact])]


def _labelled_within(fact: LabelledValue) -> list[LabelledValue]:
    text = fact.value if isinstance(fact.value, str) else ""
    marked = bool(_MARKED_UP.search(text))
    text = html_to_text(text) if marked else text
    if "\n" not in text or ":" not in text or len(text) > MAX_LABELLED or is_message_label(fact.label):
        return []
    label = read_label(fact.path)
    if label.others or not (marked or label.generic or {*words_of_label(fact.label)} & PERSON):
        return []
    read = read_labels(text)
    names = [one for one in read.rest if looks_like_full_name(untitled(one))]
    known = any(fits(one, value) for label, value in read.fields for one in read_label((label,)).fields)
    if not known or read.rest != names or len(names) > 1:
        return []
    around = fact.path[:-1]
    told = [LabelledValue((*around, label), value.strip()) for label, value in read.fields]
    return [*(LabelledValue((*around, "name"), one) for one in names), *told]
