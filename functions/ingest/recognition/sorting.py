"""Sort labelled values by whose and what they are, before any of them is used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from functions.ingest.inquiries.given_names import GIVEN_NAMES
from functions.ingest.inquiries.inquiry_builder import Field, InquiryBuilder, as_list, as_text, attribute_name, field_of
from functions.ingest.inquiries.known_attributes import is_intent, known_attribute
from functions.ingest.inquiries.surnames import SURNAMES
from functions.ingest.recognition.label_words import words_of_label
from functions.ingest.recognition.labelled_values import LabelledValue
from functions.ingest.recognition.labels import Label, read_label
from functions.ingest.recognition.own_words import is_national
from functions.ingest.recognition.tenancies import as_landlords, is_landlords
from functions.ingest.recognition.values import (
    emails_in,
    is_chinese_name,
    is_long_name,
    is_name,
    is_nobody,
    looks_like_full_name,
    looks_like_phone,
    phones_in,
)
from functions.ingest.recognition.vocabulary import (
    CALLED,
    NAME,
    ORIGIN,
    OTHERS,
    OWNERS,
    THINGS,
)
from shared.domain.kernel.contact import normalise_text, words_of

NAMES: tuple[Field, ...] = ("full_name", "first_name", "last_name")
ADDRESSES: tuple[Field, ...] = ("email", "phone")
_KINDS: dict[str, Field] = {
    "email": "email", "input_email": "email", "phone_number": "phone", "phone": "phone", "tel": "phone",
    "input_phone_number": "phone", "textarea": "message", "long_text": "message", "input_textarea": "message",
}  # fmt: skip
_CALLS = ("direction", "call_id", "callid", "missed_call_reason", "call_status", "callstatus", "call_type", "duration")
_WRITTEN = ("text", "body", "message", "content", "msg", "texto", "mensaje")  # of a message, which is no call
_CALLED_FROM = ("from", "from_number", "caller", "caller_number", "origin", "origen", "ani", "desde", "originator")
_CALLED_TO = (
    "to",
    "to_number",
    "called",
    "called_number",
    "callee",
    "destination",
    "destino",
    "dnis",
    "did",
    "recipient",
)
PORTABLE = ("port",)  # a mobile phone in French, unless the value is a harbour or of a network
LEAST_WORDS = 3  # of a message without a label
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ][\d:.]{5,15}(?:Z|[+-]\d\d:?\d\d)?")
_ORGANISES = re.compile(r"\b(?:organi[sz]er|organizador\w*|organisateur|veranstalter|anfitri[oó]n)\b", re.IGNORECASE)
_LEAST_MESSAGE = 25  # characters of a text under a label that may ask for a message, or for something else


@dataclass
class SortedValues:
    """Sort facts by what they are, before any of them is used.

    Attributes:
        sure: those whose label says for certain which field they are.
        likely: those whose label may say so.
        generic: those whose label says nothing.
        rest: all others.
        about_others: those of the rest that are certainly about somebody else, such as who was called.
    """

    sure: list[tuple[Field, LabelledValue]] = field(default_factory=list)
    likely: list[tuple[Field, LabelledValue]] = field(default_factory=list)
    generic: list[LabelledValue] = field(default_factory=list)
    rest: list[LabelledValue] = field(default_factory=list)
    about_others: list[LabelledValue] = field(default_factory=list)

    def has(self, *fields: Field) -> bool:
        """Return whether a sure or likely fact is one of these fields."""
        return any(one in fields for one, _ in (*self.sure, *self.likely))


def sort_values(facts: Sequence[LabelledValue], *, reachable: bool = False) -> SortedValues:
    """Sort labelled values by their labels: for certain, likely, by a label that says nothing, and the rest.

    Where nobody has an address so, a container that has one is a person, though it is called after a thing or an owner.

    Args:
        facts: what was sent.
        reachable: an address of the person is known already.
    """
    if is_landlords(facts):
        return _sorted(facts, as_landlords)
    found = _sorted(facts, lambda fact: fact)
    if not reachable and not found.has(*ADDRESSES) and not any(_is_address(fact) for fact in found.generic):
        persons = frozenset(fact.path[:-1] for fact in facts if len(fact.path) > 1 and _is_in_thing(fact))
        found = _sorted(facts, lambda fact: _alone(fact) if fact.path[:-1] in persons else fact) if persons else found
    return found


def _alone(fact: LabelledValue) -> LabelledValue:
    """Return a fact of which only the label counts, and no container."""
    return replace(fact, path=fact.path[-1:])


def _sorted(facts: Sequence[LabelledValue], read_as: Callable[[LabelledValue], LabelledValue | None]) -> SortedValues:
    """Sort labelled values, each by what it is read as: by nothing, if it is about somebody else than who asks."""
    found = SortedValues()
    of_call = _is_of_call(facts)
    for fact in facts:
        read = None if of_call and _is_called(fact) else read_as(fact)
        label = label_of(read) if read else Label(others=True)
        found.about_others += [] if read else [fact]
        name = _field_of(read, label) if read and not label.others else None
        if _is_known(fact):
            found.rest.append(fact)
        elif name:
            (found.sure if label.sure or _KINDS.get(fact.kind) == name else found.likely).append((name, fact))
        elif not label.others and (label.generic or label.fields):
            found.generic.append(fact)
        else:
            found.rest.append(fact)
    return found


def _is_in_thing(fact: LabelledValue) -> bool:
    """Return whether a value is an address by its own label, and no container of it belongs to somebody else."""
    label = read_label(fact.path[-1:])
    around = {word for part in fact.path[:-1] for word in words_of_label(part)}
    return (
        bool(label.sure and {*label.fields} & {*ADDRESSES} and _is_address(fact)) and around & OTHERS <= THINGS | OWNERS
    )


def _is_address(fact: LabelledValue) -> bool:
    return any(fits(one, as_text(fact.value)) for one in ADDRESSES)


def _is_known(fact: LabelledValue) -> bool:
    """Return whether a label is exactly that of a known attribute: `Looking to: Buy` is no message."""
    known = None if field_of(fact.label) else known_attribute(fact.label)
    return known is not None and (
        known != "intent" or is_intent(as_text(fact.value)) or not read_label(fact.path).fields
    )


def _is_of_call(facts: Sequence[LabelledValue]) -> bool:
    """Return whether facts tell of a call: by a word of calls, or by the numbers that it came from and went to."""
    names = {attribute_name(fact.label) for fact in facts}
    ends = {attribute_name(fact.label) for fact in facts if phones_in(as_text(fact.value))}
    both = ends.intersection(_CALLED_FROM) and ends.intersection(_CALLED_TO) and not names.intersection(_WRITTEN)
    return bool(names.intersection(_CALLS) or both)


def _is_called(fact: LabelledValue) -> bool:
    """Return whether a fact of a call is about who was called, and not about who called."""
    return any({*words_of_label(part)} and {*words_of_label(part)} <= CALLED for part in fact.path[:-1])


def label_of(fact: LabelledValue) -> Label:
    """Read the label of a fact, or the name that programs know it by, where the label says less."""
    label = read_label(fact.path)
    if words_of_label(fact.label) == PORTABLE and not label.others and phones_in(as_text(fact.value)):
        return Label(("phone",), sure=True)
    if label.fields or label.others or not fact.key:
        return label if label.fields or label.others or label.generic else _of_container(fact, label)
    key = read_label((*fact.path[:-1], fact.key))
    return key if key.fields and key.sure else label


def _of_container(fact: LabelledValue, label: Label) -> Label:
    """Return the label of the container of several addresses, whatever each is called: `phones`, `Domicile`."""
    around = read_label(fact.path[:-1]) if len(fact.path) > 1 else Label()
    one = around.fields[:1]
    return around if one and around.sure and one[0] in ADDRESSES and fits(one[0], as_text(fact.value)) else label


def _field_of(fact: LabelledValue, label: Label) -> Field | None:
    """Return the field of a fact: the likeliest that its label allows and its value fits."""
    kind = _KINDS.get(fact.kind)
    if set(words_of_label(fact.label)) <= ORIGIN and not looks_like_full_name(as_text(fact.value)):
        label = Label(tuple(one for one in label.fields if one not in NAMES))
    if label.fields == ("message",) and _is_asked_name(fact):
        label = Label(("full_name",))
    wanted = (kind,) if kind in ADDRESSES else (*label.fields, *((kind,) if kind else ()))
    if set(label.fields) & {*NAMES} and set(label.fields) & {*ADDRESSES} and is_name(as_text(fact.value)):
        wanted = tuple(one for one in wanted if one in NAMES)
    return next((one for one in wanted if _fits(one, fact, sure=label.sure)), None)


def _is_asked_name(fact: LabelledValue) -> bool:
    """Return whether a text is the answer to a question for a name: `{"ask_name": {"body": "Ana Gil"}}`."""
    around = {word for part in fact.path[:-1] for word in words_of_label(part)}
    return bool(around & NAME) and not around & OTHERS and looks_like_full_name(as_text(fact.value))


def _fits(name: Field, fact: LabelledValue, *, sure: bool) -> bool:
    return any(fits(name, as_text(one), sure=sure) for one in as_list(fact.value))


def fits(name: Field, value: str, *, sure: bool = True) -> bool:
    """Return whether a value may be of this field; `sure` says that its label asks for nothing else."""
    if not value:
        return False
    if name == "email":
        return bool(emails_in(value))
    if name == "phone":
        return bool(phones_in(value))
    if name == "message":
        return not _MOMENT.fullmatch(value) and not looks_like_phone(value) and (sure or len(value) >= _LEAST_MESSAGE)
    return (is_name(value) and not is_login(value) and not is_nobody(value) and not _ORGANISES.search(value)) or (
        sure and is_long_name(value)
    )


def is_login(value: str) -> bool:
    """Return whether a value is rather what somebody is called by a program: `ana_77`."""
    return len(value.split()) == 1 and any(map(str.isdigit, value)) and "@" not in value


def by_shapes(found: SortedValues, builder: InquiryBuilder) -> Iterator[tuple[Field | None, LabelledValue]]:
    """Yield the field of each value whose label says nothing, or something else, unless a labelled one is there."""
    given = {one for one in ("email", "phone", "message", *NAMES) if found.has(one) or builder.has(one)}
    named = bool(given & {*NAMES})
    words = [fact for fact in found.generic if is_one_name(as_text(fact.value))] if not named else []
    completed = _completed_by(found)
    for fact in found.generic:
        text = as_text(fact.value)
        if "email" not in given and emails_in(text)[:1] == [text]:
            yield "email", fact
        elif "phone" not in given and (looks_like_phone(text) or (" " in text and is_national(text))):
            yield "phone", fact
        elif not named and (looks_like_full_name(text) or is_chinese_name(text)):
            surname = _follows_first_name(text, words[:1])
            yield ("last_name" if surname else "full_name"), fact
            named, words = True, words[:1] if surname else []
        elif fact is completed:
            yield "last_name", fact
        elif fact in words[:2]:
            yield ("first_name" if fact is words[0] else "last_name"), fact
        else:
            yield None, fact


def _completed_by(found: SortedValues) -> LabelledValue | None:
    """Return the surname that has a label without words, where the name's own field holds a common first name only."""
    names = [as_text(fact.value) for name, fact in found.sure if name in NAMES]
    if len(names) != 1 or normalise_text(names[0]) not in GIVEN_NAMES:
        return None
    texts = ((one, as_text(one.value)) for one in found.generic)
    return next((one for one, text in texts if is_name(text) and {*words_of(text)[:1]} & SURNAMES), None)


def _follows_first_name(text: str, before: Sequence[LabelledValue]) -> bool:
    """Return whether a name consists of surnames, because a common first name has a field of its own."""
    first = normalise_text(as_text(before[0].value)) if before else ""
    return first in GIVEN_NAMES and normalise_text(text.split()[0]) not in GIVEN_NAMES


def is_one_name(text: str) -> bool:
    """Return whether a text is one word with a capital, as a first name is."""
    return text.isalpha() and text[:1].isupper() and len(text) > 1 and not is_nobody(text)
