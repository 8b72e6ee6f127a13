"""Keep what belongs to one person together: values of another's container are not the asker's."""

from __future__ import annotations

from collections.abc import Sequence

from functions.ingest.inquiries.inquiry_builder import Field, as_text
from functions.ingest.inquiries.word_set import word_set
from functions.ingest.recognition.label_words import words_of_label
from functions.ingest.recognition.labelled_values import LabelledValue
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.prose import is_organisation
from functions.ingest.recognition.sorting import ADDRESSES, NAMES, SortedValues
from functions.ingest.recognition.values import looks_like_full_name
from functions.ingest.recognition.vocabulary import FIELDS, GENERIC, NAME, PERSON

# Of a program, who may work with it.
_ACCOUNTS = word_set("user users usuario usuaria utente utilisateur utilizador benutzer sender")
_YOURS = tuple(
    (word,) for word in ("tu", "su", "your", "votre", "ihre", "ihr", "teu", "seu", "tuo", "vostro", "vostre")
)
_MORE = word_set("custom attributes details profile meta extra info additional personal")


def keep_together(found: SortedValues) -> None:
    """Take a name that stands apart from the addresses for a likely one, if another stands beside them."""
    _demote_other_people(found)
    _demote_numbers_of_readers(found)
    _demote_beside_person(found)
    _demote_titles(found)
    near = {fact.path[:-1] for name, fact in found.sure if name in ADDRESSES}
    names = [(name, fact) for name, fact in found.sure if name in NAMES]
    beside = [pair for pair in names if pair[1].path[:-1] in near or pair[1].path[:-2] in near]
    if near and names and not beside:
        # A name whose label is not understood wholly, `real_name`, but which stands beside the addresses.
        beside = [pair for pair in found.likely if pair[0] in NAMES and pair[1].path[:-1] in near]
    apart = [pair for pair in names if pair not in beside]
    if near and beside and apart:
        found.sure = [pair for pair in found.sure if pair not in apart]
        found.likely += apart


def _demote_titles(found: SortedValues) -> None:
    """Take a bare `name` for what the whole is called, where the name of a person stands beside it: `contact_name`."""
    full = [fact for name, fact in found.sure if name == "full_name"]
    told = {fact.path[:-1] for fact in full if set(words_of_label(fact.label)) & PERSON}
    bare = [fact for fact in full if fact.path[:-1] in told and not set(words_of_label(fact.label)) - NAME]
    titles = [
        fact for fact in bare if is_organisation(as_text(fact.value)) or not looks_like_full_name(as_text(fact.value))
    ]
    found.sure = [pair for pair in found.sure if pair[1] not in titles]
    found.rest += titles


def _demote_numbers_of_readers(found: SortedValues) -> None:
    """Take a phone under `Your number` for that of who reads the mail, if there is another phone."""
    phones = [pair for pair in found.sure if pair[0] == "phone"]
    yours = [pair for pair in phones if words_of_label(pair[1].label)[:1] in _YOURS]
    if len(yours) < len(phones):
        found.sure = [pair for pair in found.sure if pair not in yours]
        found.rest += [fact for _, fact in yours]


def _demote_beside_person(found: SortedValues) -> None:
    """Take the addresses in other containers for somebody else's, where the person's have their own container."""
    for kind in ADDRESSES:
        given = [pair for pair in found.sure if pair[0] == kind]
        persons = [pair for pair in given if any(set(words_of_label(part)) & PERSON for part in pair[1].path[:-1])]
        apart = [
            pair
            for pair in given
            if persons and pair not in persons and len(pair[1].path) > 1 and not _are_beside(pair[1], persons)
        ]
        found.sure = [pair for pair in found.sure if pair not in apart]
        found.rest += [fact for _, fact in apart]


def _are_beside(fact: LabelledValue, others: Sequence[tuple[Field, LabelledValue]]) -> bool:
    """Return whether a fact is in a container that holds one of these others."""
    return any(one.path[: len(fact.path) - 1] == fact.path[:-1] for _, one in others)


def _demote_other_people(found: SortedValues) -> None:
    """Take the names and addresses of a container for another person's, if a fuller one has its own of both."""
    held: dict[tuple[str, ...], set[Field]] = {}
    for name, fact in found.sure:
        held.setdefault(_person_path(fact.path), set()).add("full_name" if name in NAMES else name)
    if len(held) < 2:
        return
    first = max(held, key=lambda path: (len(held[path] - {"message"}), _names_person(path), -len(path)))
    others = {path for path, fields in held.items() if path != first and "full_name" in fields
              and fields & {*ADDRESSES} and {"full_name", *(fields & {*ADDRESSES})} & held[first]}  # fmt: skip
    apart = [(name, fact) for name, fact in found.sure if _person_path(fact.path) in others]
    found.sure = [pair for pair in found.sure if pair not in apart]
    found.rest += [fact for _, fact in apart]


def _names_person(path: tuple[str, ...]) -> bool:
    """Return whether the innermost container is called after a person: `customer`, `customerDetails`."""
    return bool(path) and bool(set(words_of_label(path[-1])) & (PERSON - _ACCOUNTS))


def _person_path(path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the containers of a person's field, without that of a name's or phone's parts."""
    around = path[:-1]
    while len(around) > 1 and {*words_of_label(around[-1])} <= FIELDS | GENERIC | _MORE:
        around = around[:-1]
    return around[:-1] if around and len(read_label(around).fields) == 1 else around
