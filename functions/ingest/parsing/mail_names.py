"""Choose among the names that a mail shows for one person."""

from __future__ import annotations

from functions.ingest.inquiries.names import untitled
from functions.ingest.recognition.prose import (
    is_organisation,
)
from functions.ingest.recognition.values import looks_like_full_name
from shared.domain.kernel.contact import words_of


def fuller_name(first: str, other: str) -> str:
    """Return the fuller of two names for the same person; the first if they are of two people."""
    same = bool({*words_of(first)} & {*words_of(other)})
    return max(first, other, key=len) if same else first or other


def best_name(shown: str, said: str, signed: str) -> str:
    """Return the fullest of a sender's names that do not contradict each other; what they say before what is shown."""
    shown = "" if is_organisation(shown) or all(len(one.strip(".")) == 1 for one in shown.split()) else untitled(shown)
    if said and not {*words_of(said)} & {*words_of(f"{shown} {signed}")}:
        return said
    own = max((said, signed), key=lambda one: len(one.split()))
    if not shown or not own:
        return own or shown
    shown_words, own_words = {*words_of(shown)}, {*words_of(own)}
    abbreviated = all(any(one.startswith(word) for one in own_words) for word in shown_words if len(word) == 1)
    within = {word for word in shown_words if len(word) > 1 or not abbreviated} <= own_words
    if own_words <= shown_words or (looks_like_full_name(shown) and not within):
        return shown
    return own if len(own.split()) > 1 else shown
