"""Fill an inquiry from labelled values: whose name and addresses they are, what was said, and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from functions.ingest.inquiries.body import InquiryGiven
from functions.ingest.inquiries.inquiry_builder import Field, InquiryBuilder, as_list, as_text
from functions.ingest.recognition.agreeing_names import agreeing_name
from functions.ingest.recognition.cards import name_beside_any
from functions.ingest.recognition.groups import keep_together
from functions.ingest.recognition.introductions import introduced
from functions.ingest.recognition.label_words import words_of_label
from functions.ingest.recognition.labelled_values import LabelledValue
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.leftovers import AGREES, add_leftovers, attribute_of
from functions.ingest.recognition.mapped_fields import add_mapped
from functions.ingest.recognition.name_order import as_asked
from functions.ingest.recognition.own_words import described_self, phones_said
from functions.ingest.recognition.preparing import is_kept, is_no_answer, plain, with_country_codes, with_names_joined
from functions.ingest.recognition.sorting import (
    ADDRESSES,
    LEAST_WORDS,
    NAMES,
    SortedValues,
    by_shapes,
    is_login,
    is_one_name,
    label_of,
    sort_values,
)
from functions.ingest.recognition.surroundings import is_fax, whose
from functions.ingest.recognition.unlabelled_names import add_unlabelled_name
from functions.ingest.recognition.values import (
    emails_in,
    is_broken_number,
    is_name,
    is_nobody,
    looks_like_full_name,
    looks_like_phone,
    name_in,
    phones_in,
    says_nothing,
)
from functions.ingest.recognition.vocabulary import (
    CODE,
    COMPANY,
    FACTS,
    FROM,
    GENERIC,
    MESSAGE,
    MIDDLE,
    NEUTRAL,
    OTHERS,
    PROPERTY,
    SECOND,
)
from shared.domain.lead_records.inquiry import MAX_MESSAGE

_WORD = re.compile(r"[^\W\d_]{2,}")
_LEAST_PROSE = 6  # words of a value that says whose its addresses are
_FILES = {"exp", "expediente", "num", "dni", "nif", "nie", "doc", "documento", "order", "pedido", "ticket", "poliza"}
_ASKS_FOR = re.compile(
    r"(?:pregunt|ask|demand|chied|pergunt|verlang)\w*(?:\s+(?:por|per|for|di|nach|sie|a))?\s*$", re.IGNORECASE
)
_SHOWN = {"sender", "profile", "display", "nickname", "pushname", "author", "username", "from"}
_CUED = re.compile(r"(?:tel|tlf|tel[eé]fono|phone|m[oó]vil)\W{0,3}\+?[\d\s().-]{8,20}", re.IGNORECASE)


def add_values(facts: Iterable[LabelledValue], builder: InquiryBuilder, *, whole: bool = True) -> None:
    """Add facts to an inquiry: a sure label before a likely one, and a value's shape where labels say nothing.

    Args:
        facts: what was sent.
        builder: of the inquiry.
        whole: the facts are all there is: the longest answer is the message, if no label says which.
    """
    prepared = _prepared(facts, builder)
    left = with_names_joined(add_mapped(prepared, builder))
    found = sort_values(left, reachable=builder.has("email", "phone"))
    keep_together(found)
    if builder.has("full_name"):
        _set_names_aside(found)
    for name, fact in by_shapes(found, builder) if whole else ((None, fact) for fact in found.generic):
        (found.likely if name else found.rest).append((name, fact) if name else fact)  # type: ignore[arg-type]
    for name, fact in sorted(found.sure, key=_is_doubtful):
        _add(name, fact, builder)
    for name, fact in found.likely:
        if builder.has(name) or (name in NAMES and builder.has_name and not _completes(name, builder)):
            found.rest.append(fact)
        else:
            _add(name, fact, builder)
    if whole:
        _add_by_value(found, builder)
    add_unlabelled_name(found, builder)
    told = [fact for fact in found.rest if fact not in found.about_others and _may_be_said(fact)] if whole else []
    said = [] if builder.has("message") else told
    if said:
        longest = max(said, key=lambda fact: len(as_text(fact.value)))
        found.rest.remove(longest)
        with builder.fields.of(longest.field):
            builder.add_field("message", as_text(longest.value))
    add_leftovers(found.rest, builder, prepared)
    if whole:
        _prefer_own_name(found, builder)
        add_own_words(builder.message, builder)


def _prefer_own_name(found: SortedValues, builder: InquiryBuilder) -> None:
    """Take the whole name that a person gives themselves before the one word that a program shows for them."""
    if is_login(builder.name):
        builder.replace_name(introduced(builder.message))
        return
    shown = [fact for name, fact in found.sure if name in NAMES]
    if len(shown) == 1 and len(builder.name.split()) == 1 and {*words_of_label(shown[0].label)} & _SHOWN:
        said = introduced(builder.message)
        asked_for = _ASKS_FOR.search(builder.message.partition(said)[0])
        builder.replace_name(said if len(said.split()) > 1 and not asked_for else "")


def _is_doubtful(pair: tuple[Field, LabelledValue]) -> bool:
    """Return whether a value is less than its label says, if another has such a label too.

    Under a label of who asks it may be what they ask about, `Lead: Flat for sale`; under one of what they say only a
    choice, `I am looking to: Sell`.
    """
    text = as_text(pair[1].value)
    if pair[0] == "message":
        return len(text.split()) < LEAST_WORDS and not set(words_of_label(pair[1].label)) & MESSAGE
    return pair[0] == "full_name" and len(text.split()) > 1 and not looks_like_full_name(name_in(text))


def _prepared(facts: Iterable[LabelledValue], builder: InquiryBuilder) -> list[LabelledValue]:
    """Note what was sent, and return what of it says something."""
    given, mapping = list(facts), builder.fields.mapping
    for one in given:
        if not is_no_answer(one, mapping):
            builder.fields.see(one.field, one.value)
    return with_country_codes([plain(one) for one in given if is_kept(one, mapping)], mapping)


def add_own_words(text: str, builder: InquiryBuilder, *, more_phones: bool = True) -> None:
    """Add what a person says of themselves in their message, as far as no label said it.

    Args:
        text: what they wrote.
        builder: of the inquiry.
        more_phones: add phones also where there is one already, and not only those that they say are theirs.
    """
    said = described_self(text)
    if said.name and not builder.has_name:
        builder.add_field("full_name", said.name)
    builder.complete_name(said.name)
    for one in said.emails:
        if not builder.has("email"):
            builder.add_field("email", one)
    for one in said.phones if more_phones or not builder.has("phone") else phones_said(text, certain=True):
        builder.add_field("phone", one)
    if not builder.has_name and (told := name_beside_any(text.splitlines(), (*said.emails, *said.phones))):
        builder.add_field("full_name", told)
    if not builder.has_name and (told := agreeing_name(text, builder.emails)):
        builder.add_field("full_name", told)


def add_addresses(name: Field, text: str, builder: InquiryBuilder) -> None:
    """Add the e-mails or phones in a value; a value that holds none, or a broken number, as an attribute."""
    found = _addresses_in(name, text)
    for one in found:
        builder.add_field(name, one)
    if not found:
        builder.add_attribute(f"{name}_unreadable" if is_broken_number(text) else name, text)


def _addresses_in(name: Field, text: str) -> list[str]:
    """Return the e-mails or phones in a value; of a sentence those that it gives to nobody else.

    A relative's counts only if there is no other, and anybody's only if there is neither: the field is the asker's.
    """
    found = emails_in(text) if name == "email" else [one for one in phones_in(text) if not is_fax(text, one)]
    if len(_WORD.findall(text)) < _LEAST_PROSE:
        return found
    owners = {one: whose(text, at := text.find(one), at + len(one)) for one in found}
    own = [one for one, owner in owners.items() if owner not in ("others", "relative")]
    return own or [one for one, owner in owners.items() if owner == "relative"] or found


def unread(facts: Sequence[LabelledValue]) -> InquiryGiven:
    """Return an inquiry whose message is all that was sent, for somebody to read: no person was found in it."""
    builder = InquiryBuilder()
    builder.add_field("message", "\n".join(f"{attribute_of(fact.path)}: {fact.value}" for fact in facts)[:MAX_MESSAGE])
    return builder.build()


def _add_by_value(found: SortedValues, builder: InquiryBuilder) -> None:
    """Take an e-mail or phone under a label of the sender's own for the person's, if no label names one."""
    mays = [one for one in found.rest if one not in found.about_others and not read_label(one.path).others]
    for fact in sorted(mays, key=lambda one: bool(set(words_of_label(one.label)) & (CODE | _FILES))):
        with builder.fields.of(fact.field):
            if _add_fitting(fact, builder):
                found.rest.remove(fact)


def _add_fitting(fact: LabelledValue, builder: InquiryBuilder) -> bool:
    """Add a value as what it can only be, if that is wanted still; return whether it was."""
    text = as_text(fact.value)
    several = [as_text(one) for one in fact.value] if isinstance(fact.value, list) else []
    if several and all(emails_in(one)[:1] == [one] or looks_like_phone(one) for one in several):
        return _add_several(several, builder)
    if not builder.has("email") and emails_in(text)[:1] == [text]:
        builder.add_field("email", text)
    elif not builder.has("phone") and (looks_like_phone(text) or _CUED.fullmatch(text)):
        add_addresses("phone", text, builder)
    elif not builder.has_name and set(words_of_label(fact.label)) <= COMPANY and is_name(text) and not is_nobody(text):
        builder.add_field("full_name", text)
    else:
        return False
    return True


def _add_several(texts: Sequence[str], builder: InquiryBuilder) -> bool:
    """Add a list of addresses, of each kind that is wanted still; return whether there was one."""
    wanted: list[tuple[Field, str]] = [("email" if "@" in one else "phone", one) for one in texts]
    wanted = [(name, one) for name, one in wanted if not builder.has(name)]
    for name, one in wanted:
        add_addresses(name, one, builder)
    return bool(wanted)


def _set_names_aside(found: SortedValues) -> None:
    """Take names that labels tell for attributes, where the team says which field is the name."""
    names = [pair for pair in (*found.sure, *found.likely) if pair[0] in NAMES]
    found.sure = [pair for pair in found.sure if pair not in names]
    found.likely = [pair for pair in found.likely if pair not in names]
    found.rest += [fact for _, fact in names]


def _completes(name: Field, builder: InquiryBuilder) -> bool:
    """Return whether a part of a name is wanted still."""
    return name == "last_name" and not builder.has("last_name") and " " not in builder.name


def _may_be_said(fact: LabelledValue) -> bool:
    """Return whether a text under a label of the sender's own may be what the person says."""
    text, words = as_text(fact.value), set(words_of_label(fact.label))
    return (
        len(_WORD.findall(text)) >= LEAST_WORDS - 1
        and len(text.split()) >= LEAST_WORDS
        and not looks_like_phone(text)
        and not words & (OTHERS - PROPERTY - GENERIC | FACTS)
        and not any(set(words_of_label(part)) & OTHERS for part in fact.path[:-1])
        and "://" not in text
        and not AGREES.match(text)
    )


def _add(name: Field, fact: LabelledValue, builder: InquiryBuilder) -> None:
    with builder.fields.of(fact.field):
        _add_as(name, fact, builder)


def _add_as(name: Field, fact: LabelledValue, builder: InquiryBuilder) -> None:
    values = [text for one in as_list(fact.value) if (text := as_text(one)) and not says_nothing(text)]
    if name in ADDRESSES:
        for text in values:
            add_addresses(name, text, builder)
        if name == "email" and "phone" in label_of(fact).fields:
            for one in (one for text in values for one in _addresses_in("phone", text)):
                builder.add_field("phone", one)
        caller = set(words_of_label(fact.label)) & (FROM - NEUTRAL)
        beside = name_in(values[0]) if values and (name == "email" or caller) else ""
        shown = looks_like_full_name(beside) or (caller and is_one_name(beside))
        if shown and not builder.has_name:
            builder.add_field("full_name", beside)
        return
    text = " ".join(introduced(one) or name_in(one) for one in values) if name in NAMES else "\n".join(values)
    if name == "full_name":
        text = as_asked(fact.label, text)
    if set(words_of_label(fact.label)) & MIDDLE and name == "first_name":
        builder.add_middle_name(text)
    elif name == "last_name" and _is_second(fact.label):
        builder.add_second_surname(text)
    else:
        builder.add_field(name, text)
    if name in NAMES:
        _add_beside(fact, values, builder)


def _add_beside(fact: LabelledValue, values: Sequence[str], builder: InquiryBuilder) -> None:
    """Add the addresses that stand in a name's field beside it."""
    for text in values:
        for one in emails_in(text):
            builder.add_field("email", one)
        if "phone" in label_of(fact).fields or not builder.has("phone"):
            for one in phones_in(text):
                builder.add_field("phone", one)


def _is_second(label: str) -> bool:
    return label.rstrip(" _)]").endswith("2") or bool(SECOND & set(words_of_label(label)))
