"""Read what a label asks for, by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from functions.ingest.inquiries.inquiry_builder import MAX_TEXT, Field
from functions.ingest.recognition import vocabulary as v
from functions.ingest.recognition.label_words import SHORTEST_PART, words_of_label

_INNER = re.compile(r"\(([^()]{2,60})\)\s*$")
_RANDOM = re.compile(r"[b-df-hj-np-tv-xz]{4,}")  # as form builders name fields: no language has such words
_ADDRESSED = 2  # words of a label for whom something was sent to: `to`, `to_number`
_ORDINALS = {"primer", "primero", "primeiro"}
_SHORT_NUMBER = {"no", "nr", "n"}
# Sets of words that are asked for with each label.
_NOT_PERSON = v.OTHERS - v.PERSON
_CALLER, _OF_CALLER = v.FROM - v.NEUTRAL, v.FROM | v.NUMBER | v.NEUTRAL
_WORD_OF_NUMBER, _ASKS_TO_CALL = v.NUMBER - _SHORT_NUMBER, v.CALL - v.NEUTRAL - v.PERSON
_OF_NUMBER, _CALLED = v.NUMBER | v.CALL | v.PERSON | v.NEUTRAL, v.CALL | v.PERSON
_OF_PERSON = v.PERSON | v.NEUTRAL | v.GENERIC
_DETAILS = v.GENERIC | v.FIRST | v.LAST | v.NUMBER | v.NEUTRAL
_UNDERSTOOD = (
    v.FROM | v.EMAIL | v.PHONE | v.NUMBER | v.CALL | v.NAME | v.FIRST | v.LAST | v.PERSON | v.MESSAGE | v.TELL
    | v.NEUTRAL | v.GENERIC | v.FACTS | v.SECOND
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """What a label asks for.

    Attributes:
        fields: that it may stand for, the likeliest first; the value decides among them.
        sure: every word of it is understood, so that no other label suits the field better.
        others: it speaks of somebody or something other than the person.
        generic: it says nothing, as `input_3` does.
    """

    fields: tuple[Field, ...] = ()
    sure: bool = False
    others: bool = False
    generic: bool = False


def read_label(path: Sequence[str]) -> Label:
    """Return what the label at the end of a path asks for, such as `contact`, `name`; what leads to it may add to it.

    Args:
        path: names of the containers, outermost first, and of the field.
    """
    return _read(tuple(part[:MAX_TEXT] for part in path if part))


@lru_cache(maxsize=2_000)
def _read(path: tuple[str, ...]) -> Label:
    if not path:
        return Label(generic=True)
    inner = _INNER.search(path[-1])
    if inner:
        added, before = _of_words(words_of_label(inner[1])), _read((*path[:-1], path[-1][: inner.start()]))
        told = set(words_of_label(inner[1]))
        of_others = added.others and told & (v.TEAM | v.OWNERS) and not told & v.YOU
        if not before.others and ((added.sure and added.fields) or of_others):
            return added
        if before.others or (before.sure and before.fields):
            return before
    own = words_of_label(path[-1])
    around = [words_of_label(part) for part in path[:-1]]
    telling = [
        words
        for at, words in enumerate(around)
        if not _wraps(words, v.ENVELOPES) and (at == len(around) - 1 or not _wraps(words, v.WRAPPERS))
    ]
    if any(
        v.OTHERS & set(words) and not v.FIELDS & set(words) and not _is_person(words) for words in _about(telling, own)
    ):
        return Label(others=True)
    if any(words[:1] == ("to",) and len(words) <= _ADDRESSED for words in (*around, own)):
        return Label(others=True)
    if own in (("middle",), ("tussenvoegsel",)):
        return Label(("first_name",), sure=True)
    if len(own) == 1 and own[0] in ("first", "last"):
        return Label(("first_name",) if own[0] == "first" else ("last_name",), sure=True)
    if own in (("given",), ("family",)) and around and set(around[-1]) & (v.PERSON | v.NAME):
        return Label(("first_name",) if own == ("given",) else ("last_name",), sure=True)
    if _is_detail(own) and not _is_whole(own) and not {*own} & (v.EMAIL | v.PHONE):
        near = [words for words in around if words and not set(words) <= v.GENERIC | v.FIELDS | v.WRAPPERS]
        own = (*(near[-1] if near else ()), *own)
    return _of_words(own)


def _of_words(words: tuple[str, ...]) -> Label:
    words = _without_speakers(words)
    said = set(words)
    if len(words) > 1 and words[-1] in v.BY and {*words[:-1]} & v.MESSAGE and {*words} <= v.MESSAGE | v.NEUTRAL | v.BY:
        return Label(("full_name", "email", "phone"), sure=True)
    if words == ("question",):
        return Label(("message",), generic=True)
    if all(
        word in v.GENERIC
        or len(word) == 1
        or (word not in v.ALL and (len(word) <= SHORTEST_PART or _RANDOM.fullmatch(word)))
        for word in words
    ):
        return Label(generic=True)
    if words[0] == "to" and len(words) <= _ADDRESSED:
        return Label(others=True)
    if said <= _OF_CALLER and said & _CALLER:
        return Label(("email", "phone", "full_name"), sure=True)
    if said & _NOT_PERSON and not said & v.TELL:
        return Label(others=True)
    found = () if said & v.FACTS else tuple(_fields(words, said))
    return Label(found, sure=not said & v.DESCRIBES and said <= _UNDERSTOOD and "user" not in said)


def _without_speakers(words: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out who of the team wants to know, where a question is asked: `A number for our agent to reach you on`."""
    if not {*words} & v.YOU:
        return words
    told = {at for at, (before, word) in enumerate(pairwise(words), 1) if word in v.OTHERS and before in v.SPEAKERS}
    left = tuple(word for at, word in enumerate(words) if at not in told)
    return left if told and not {*left} & v.OTHERS and {*left} & (v.EMAIL | v.PHONE | v.NUMBER | v.NAME) else words


def _fields(words: tuple[str, ...], said: set[str]) -> list[Field]:
    """Return the fields whose words a label has, the likeliest first."""
    found: list[Field] = []
    if said & v.EMAIL:
        found.append("email")
    if said & v.PHONE or (said & _WORD_OF_NUMBER and said & _CALLED):
        found.append("phone")
    if name := _name(said):
        found.append(name)
    if said & v.MESSAGE or (said & v.TELL and "tell" not in words[1:]):
        found.append("message")
    if not found and _asks_number(words, said):
        found.append("phone")
    if not found and said & v.PERSON and said <= _OF_PERSON:
        found += ["email", "phone", "full_name"]
    return found


def _wraps(words: Sequence[str], wrappers: frozenset[str] | set[str]) -> bool:
    """Return whether a container only wraps what a program sends."""
    return all(word in wrappers or len(word) == 1 for word in words)


def _asks_number(words: Sequence[str], said: set[str]) -> bool:
    """Return whether a label asks where to call, without a word for a phone: `Contact no.`, `Call me at`."""
    if not said <= _OF_NUMBER:
        return False
    if len(words) == 1:
        return words[0] in ("numero", "number", "nummer")
    if words[-1] in _SHORT_NUMBER:  # elsewhere these words say no
        return len(words) > 1 and bool(said & _CALLED)
    return bool(said & _ASKS_TO_CALL) or (len(words) > 1 and bool(said & _WORD_OF_NUMBER))


def _name(said: set[str]) -> Field | None:
    first = bool(said & v.FIRST)
    last = bool(said & v.LAST)
    named = bool(said & v.NAME)
    alone = bool(said & v.ALONE)
    if first and alone and (last or named) and (said & v.AND or (named and not last)):
        return "full_name"
    if (first or named) and last and (named or alone) and (first or ("family" not in said and "famille" not in said)):
        return "full_name" if not _is_second_surname(said) else "last_name"
    if first and (named or alone or said <= v.FIRST):
        return "first_name"
    if last and (named or alone or said <= v.LAST):
        return "last_name"
    return "full_name" if named else None


def _is_second_surname(said: set[str]) -> bool:
    """Return whether a label asks for the first of two surnames, as in Spain: `Primer apellido`, `Last name`."""
    ordinal = said & _ORDINALS
    english = {"last", "name"} <= said and not said & (v.FIRST | v.ALONE)
    family = said & {"family", "famille", "familien"} and not said & v.FIRST
    return bool((ordinal and not said & v.NAME) or english or family)


def _is_person(words: Sequence[str]) -> bool:
    return bool(words) and words[-1] in v.PERSON


def _about(telling: Sequence[tuple[str, ...]], own: tuple[str, ...]) -> Sequence[tuple[str, ...]]:
    """Return the containers from the innermost that is a person on, unless one around it is of the team or an owner.

    None of them counts where the label itself names who asks, as `nombreCliente` does.
    """
    asker = max((at for at, words in enumerate(telling) if set(words) & v.ASKERS and _is_person(words)), default=0)
    asker = len(telling) if set(own) & v.ASKERS else asker
    around = {word for words in telling[:asker] for word in words}
    return telling if around & (v.TEAM | v.OWNERS) else telling[asker:]


def _is_detail(words: Sequence[str]) -> bool:
    """Return whether a field's name needs that of its container: `name.first`, `phone.value`, `emails.0`."""
    return set(words) <= _DETAILS


def _is_whole(words: Sequence[str]) -> bool:
    """Return whether a label says by itself which part of a name it asks for: `surname`, `primerApellido`."""
    said = set(words)
    return said <= v.ALONE or (bool(said & v.ALONE) and said <= v.ALONE | v.SECOND | _ORDINALS)
