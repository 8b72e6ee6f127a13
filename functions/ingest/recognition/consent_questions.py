"""Tell which question of consent a field answers, by its label and the containers around it."""

from __future__ import annotations

from collections.abc import Sequence

from functions.ingest.inquiries.consents import agrees, names_cookies, opts_out, yes_or_no
from functions.ingest.inquiries.word_set import word_set
from functions.ingest.recognition.labelled_values import LabelledValue
from shared.domain.kernel.contact import words_of

# What a banner calls the kinds of cookies beside those of marketing.
_KINDS = word_set(
    "necessary essential functional functionality analytics analytical statistics performance targeting",
    "necesarias necesarios esenciales funcionales analiticas analitica estadisticas rendimiento tecnicas",
    "notwendig essenziell funktional statistik statistiken necessaires fonctionnels statistiques",
    "necessari necessarios funzionali statistiche estatisticas funcionais",
)


def consent_question(path: Sequence[str]) -> str:
    """Return what a tick answers: its label, after that of a container of what is agreed to, or of what is left."""
    left = [part for part in path[:-1] if opts_out(part)]
    around = left[-1:] or [part for part in path[-2:-1] if agrees(part)]
    return " ".join([*around, *path[-1:]])


def cookie_banners(facts: Sequence[LabelledValue]) -> set[tuple[str, ...]]:
    """Return the containers that say which cookies a browser may store: that is no consent to be written to.

    They are named so, or hold a choice of another kind of cookies than those of marketing, such as `necessary`.
    """
    around = {fact.path[:-1] for fact in facts if len(fact.path) > 1}
    named = {path for path in around if any(map(names_cookies, path))}
    return named | (around & {fact.path[:-1] for fact in facts if _is_kind(fact)})


def _is_kind(fact: LabelledValue) -> bool:
    return bool({*words_of(fact.label.replace("_", " "))} & _KINDS) and yes_or_no(fact.value) is not None
