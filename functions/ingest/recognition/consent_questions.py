"""Read what a field consents to by its label, the containers around it and the choices beside it.

Source: docs/rules.md, "Consent and objections" 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from functions.ingest.inquiries.consents import (
    ConsentGiven,
    agrees,
    answered_consents,
    lists_opted_out,
    meant_consents,
    opted_out_consents,
    question_words,
    yes_or_no,
)
from functions.ingest.inquiries.cookies import is_banner, is_marketing_kind, is_other_kind
from functions.ingest.recognition.labelled_values import LabelledValue


def cookie_choices(facts: Iterable[LabelledValue]) -> frozenset[tuple[str, ...]]:
    """Return the containers that hold a choice of another kind of cookies than those of marketing: `necessary`."""
    return frozenset(fact.path[:-1] for fact in facts if _is_choice(fact))


def consents_of(fact: LabelledValue, choices: Set[tuple[str, ...]], *, meant: bool = False) -> list[ConsentGiven]:
    """Return what a field gives or refuses; none unless that is certain.

    In a banner of cookies, to allow those of marketing is no consent to be written to. In a list of what people opted
    out of, a tick refuses.

    Args:
        fact: the field.
        choices: the containers that hold choices of other cookies.
        meant: the team says that the field is a question of consent.
    """
    found = _stated(fact, meant=meant) if meant or yes_or_no(fact.value) is not None else []
    if not found:
        return []
    around, label = fact.path[:-1], question_words(fact.label)
    banner = any(is_banner(question_words(part)) for part in around)
    if banner and is_marketing_kind(label):
        return []
    if banner or (around in choices and is_marketing_kind(label)):
        return [one for one in found if not one.given]
    return found


def _stated(fact: LabelledValue, *, meant: bool) -> list[ConsentGiven]:
    """Return what a field states by its label and the nearest container that says what its ticks are."""
    refused = [part for part in fact.path[:-1] if lists_opted_out(part)]
    said = [part for part in fact.path[-2:-1] if part not in refused and agrees(part)]
    question = " ".join([*said, fact.label])
    if refused and yes_or_no(fact.value) is not None:
        return opted_out_consents(question, fact.value, within=refused[-1])
    if meant:
        return meant_consents(question, fact.value)
    return answered_consents(question, fact.value, legal=fact.kind == "legal")


def _is_choice(fact: LabelledValue) -> bool:
    return is_other_kind(question_words(fact.label)) and yes_or_no(fact.value) is not None
