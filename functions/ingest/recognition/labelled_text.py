"""Read labelled text, such as `Nombre: Ana`, as portals and forms write it into mails."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from functions.ingest.inquiries.consents import answered_consents
from functions.ingest.inquiries.inquiry_builder import MAX_LABEL, MAX_TEXT, InquiryBuilder, attribute_name, field_of
from functions.ingest.inquiries.known_attributes import known_attribute
from functions.ingest.inquiries.names import untitled
from functions.ingest.inquiries.word_set import word_set
from functions.ingest.recognition.label_words import words_of_label
from functions.ingest.recognition.labelled_lines import LABELLED, MAX_LABEL_WORDS, RULER, lines_of
from functions.ingest.recognition.labelled_values import LabelledValue
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.people import add_values
from functions.ingest.recognition.sorting import NAMES, fits, is_one_name
from functions.ingest.recognition.values import (
    emails_in,
    looks_like_full_name,
    looks_like_phone,
    name_in,
    phones_in,
)
from functions.ingest.recognition.vocabulary import ALL, ASKERS, GREETINGS, OWNERS, PERSON, TEAM
from shared.domain.lead_records.inquiry import MAX_MESSAGE
from shared.domain.plan_records.source import NO_MAPPING

_IS_PHONE = re.compile(r"[+(]?\d[\d\s().-]{6,22}")
_TIME = re.compile(r"[^:]*\d:\d")
_URL = re.compile(r"https?://[^\s<>\"']+")
_LINK = re.compile(r"(?:mailto|tel|link):\S", re.IGNORECASE)
_SAYS = re.compile(r"([^\W\d_][^:\n]{1,60}?)\s"
                   r"(?:says|said|writes|wrote|asks|dice|escribe|pregunta|schreibt|a écrit|ha scritto|diz)"
                   r"\s?:\s*+(.*)", re.IGNORECASE)  # fmt: skip
# Headers of a quoted mail: no fields of the person.
_MAIL_HEADERS = (
    "de",
    "from",
    "para",
    "to",
    "asunto",
    "subject",
    "cc",
    "enviado",
    "sent",
    "reply to",
    "responder a",
    "http",
    "https",
)
_FROM = word_set("de from von da od van par por per")
_OF = word_set("de del da do dos des du di della von of van")  # what follows says whose: the first word is the head
_ABOUT = word_set(
    "datos details detalles daten coordonnees dati dados mensaje comentario inmueble property objekt bien"
    " immobile informacion"
)
_MAX_TITLE_WORDS = 2  # of a title above a message
_LEAST_NUMBER = 6  # digits
_MOST_ASKING = 10  # words of a question that is a label


@dataclass
class LabelledText:
    """A text split into its labelled fields, in order, the lines without a label, and the links in it."""

    fields: list[tuple[str, str]] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def read_labels(text: str, mapping: Mapping[str, str] = NO_MAPPING) -> LabelledText:
    """Split a text into labelled fields. A value is on the label's line or the next; a message may have many lines.

    Args:
        text: of a mail or a form.
        mapping: what labels stand for, where the team says so; such a label is one wherever it stands.
    """
    result, needs_value, in_message, section = LabelledText(), False, False, ""
    lines = list(lines_of(text))
    for line, following, below in _with_following(lines):
        said = _SAYS.fullmatch(line)
        label, value = ("message", said[2]) if said else _labelled(line, following, mapping, only_known=in_message)
        if in_message and _speaks_of_others(line):
            in_message = needs_value = False
        if heads := _section(line, value, below):
            section = heads if _is_of_team(heads) else ""
        if section and label and label != section and line:
            label = f"{section} {label}"
        if _LINK.match(line):
            result.links.append(line)
        elif heads:
            needs_value = in_message = False
            result.rest.append(line)
        elif label:
            in_message = is_message_label(label, mapping)
            needs_value = in_message or not value
            result.fields.append((label, value))
        elif RULER.fullmatch(line) and needs_value and not result.fields[-1][1]:
            continue  # it underlines the label
        elif RULER.fullmatch(line) or (in_message and RULER.fullmatch(following) and _is_heading(line)):
            needs_value = in_message = False
            result.rest += [] if RULER.fullmatch(line) else [line]
        elif needs_value and (line or in_message):
            name, before = result.fields[-1]
            result.fields[-1] = (name, f"{before}\n{line}".lstrip("\n"))
            needs_value = in_message
        elif line:
            result.rest.append(line)
    result.fields = _with_others_apart(result.fields)
    return result


def _with_others_apart(fields: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Give the addresses below the name of an agent or owner to them, if the person has such an address elsewhere.

    Where the person has none, a form may have asked for the agent between the name and the phone.
    """
    holders = list(_holders(fields))
    kinds = [_address_kind(label, value) for label, value in fields]
    asked = {kind for kind, holder in zip(kinds, holders, strict=True) if kind and not holder}
    apart = {holder for kind, holder in zip(kinds, holders, strict=True) if kind in asked}
    return [
        (f"{holder} {label}", value) if kind and holder and holder in apart else (label, value)
        for (label, value), kind, holder in zip(fields, kinds, holders, strict=True)
    ]


def _holders(fields: list[tuple[str, str]]) -> Iterator[str]:
    """Yield for each field the label of the agent or owner whom the fields before it name last; empty if it is none."""
    holder = ""
    for label, value in fields:
        words, read = set(words_of_label(label)), read_label((label,))
        if read.others and words & (TEAM | OWNERS) and looks_like_full_name(name_in(value)):
            holder = label
        elif words & (PERSON | ASKERS) or {*read.fields} & {*NAMES, "message"}:
            holder = ""
        yield holder


def _address_kind(label: str, value: str) -> str:
    read = read_label((label,))
    return next((one for one in read.fields[:1] if one in ("email", "phone") and fits(one, value)), "")


def _with_following(lines: list[str]) -> list[tuple[str, str, str]]:
    """Return each line with the next one that is not empty, and the next one that does not underline it."""
    found, following, below = [], "", ""
    for line in reversed(lines):
        found.append((line, following, below))
        following = line or following
        below = below if RULER.fullmatch(line) else line or below
    return found[::-1]


def _section(line: str, value: str, following: str) -> str:
    """Return the heading of a section that a line is: words of whom it is about, above labelled fields of them."""
    plain = line.strip(" :*_#-=")
    if (
        not plain
        or value
        or len(plain.split()) > MAX_LABEL_WORDS
        or plain[-1:] in ".,;?!"
        or any(map(str.isdigit, plain))
    ):
        return ""
    words = words_of_label(plain)
    of_whom = {*words[:1], *words[-1:]} & (TEAM | OWNERS) and plain.isupper()
    about = of_whom or ({*words} & (TEAM | PERSON | OWNERS | _ABOUT) and {*words} <= ALL | _ABOUT | OWNERS)
    below = LABELLED.fullmatch(following) if about else None
    return plain if below and below[2].strip() and bool(read_label((below[1],)).fields) else ""


def _is_heading(line: str) -> bool:
    return 0 < len(line.split()) <= _MAX_TITLE_WORDS and line[0].isupper() and line[-1].isalpha()


def _is_of_team(heading: str) -> bool:
    words = words_of_label(heading)
    head = words[:1] if {*words} & _OF else words[-1:]
    return bool({*words} & (TEAM | OWNERS)) and not {*head} & ASKERS


def _speaks_of_others(line: str) -> bool:
    """Return whether a line begins with a label of the team or the portal, such as `Agente captador`."""
    label, colon, _ = line.partition(":")
    words = set(words_of_label(label))
    known = bool(words & TEAM) and (bool(colon) or words <= ALL)
    return known and len(label.split()) <= MAX_LABEL_WORDS and read_label((label,)).others


def people_in(text: LabelledText) -> list[LabelledText]:
    """Return a text for each of the people that it lists, where the same labels name several; else the text alone."""
    names = [
        at for at, (label, value) in enumerate(text.fields) if value and set(read_label((label,)).fields) & {*NAMES}
    ]
    plain = [attribute_name(label).rstrip("_0123456789") for label, _ in text.fields]
    same = [at for at in names if plain[at] == plain[names[0]]]
    blocks = [text.fields[start:end] for start, end in pairwise([*same, len(text.fields)])]
    if len(blocks) < 2 or not all(map(_has_address, blocks)):
        return [text]
    return [LabelledText([*text.fields[: same[0]], *block]) for block in blocks]


def _has_address(block: list[tuple[str, str]]) -> bool:
    return any(
        one in ("email", "phone") and fits(one, value) for label, value in block for one in read_label((label,)).fields
    )


def add_labelled_fields(text: LabelledText, builder: InquiryBuilder) -> None:
    """Add the labelled fields; the lines without a label are the message, unless one has a label."""
    add_values([_fact(label, value.strip()) for label, value in text.fields], builder, whole=False)
    if not builder.has("message"):
        builder.add_field("message", "\n".join(text.rest)[:MAX_MESSAGE])


def add_labelled_name(text: str, builder: InquiryBuilder) -> None:
    """Add the name that a message has under a label, if an address in it has one too: a program wrote it."""
    found = [] if builder.has_name else read_labels(text).fields
    if _has_address(found):
        names = [_fact(label, value) for label, value in found if {*read_label((label,)).fields} & {*NAMES}]
        add_values(names, builder, whole=False)


def _fact(label: str, value: str) -> LabelledValue:
    """Return a labelled field as a fact; of an advertisement's address only the address."""
    if known_attribute(label) == "listing_url":
        url = _URL.search(value)
        return LabelledValue((label,), url[0] if url else value, name="" if url else attribute_name(label))
    return LabelledValue((label,), value)


def is_message_label(label: str, mapping: Mapping[str, str] = NO_MAPPING) -> bool:
    """Return whether a label asks for a message, by its words or as the mapping says."""
    wanted = mapping.get(label)
    return wanted == "message" if wanted else read_label((label,)).fields[:1] == ("message",)


def _labelled(line: str, following: str, mapping: Mapping[str, str], *, only_known: bool) -> tuple[str, str]:
    """Split a line into its label and value; both are empty if it has no label.

    A known label needs no colon. Nor does one whose every word is understood, if the next line holds such a value.
    """
    found = None if _TIME.match(line) else LABELLED.fullmatch(line)
    label, value = (found[1].strip(" *_"), found[2].strip(" *_")) if found else (line, "")
    if label not in mapping and is_message_label(label) and looks_like_phone(value):
        return "", ""
    if len(label) > MAX_LABEL:
        return "", ""
    if label in mapping or _asks(label, None if found else following, in_message=only_known):
        return label, value
    if found and only_known and answered_consents(label, value):
        return label, value
    words = attribute_name(label)
    if found and words in _FROM and _IS_PHONE.fullmatch(value) and phones_in(value):
        return "tel", value
    if found and words in _FROM and looks_like_full_name(untitled(value)) and _is_address(following):
        return "sender", value
    if found and words in _FROM and phones_in(value) and is_one_name(name_in(value)):
        return "sender", value
    if found and words in _FROM and emails_in(value) and phones_in(value) and looks_like_full_name(name_in(value)):
        return "sender", value
    if not found or only_known or not value or len(value) > MAX_TEXT or words.replace("_", " ") in _MAIL_HEADERS:
        return "", ""
    if words.partition("_")[0] in GREETINGS:
        return "", ""
    if words.count("_") >= MAX_LABEL_WORDS and not answered_consents(label, value):
        return "", ""
    return (label, value) if words else ("", "")


def _is_address(line: str) -> bool:
    """Return whether a line is a labelled e-mail or phone."""
    found = LABELLED.fullmatch(line)
    fields = read_label((found[1],)).fields[:1] if found else ()
    return bool(found) and any(one in ("email", "phone") and fits(one, found[2]) for one in fields)  # type: ignore[index]


def _asks(label: str, following: str | None, *, in_message: bool) -> bool:
    """Return whether a text is a label for certain; `following` is the next line where no colon says so."""
    if field_of(label) or known_attribute(label):
        return True
    read = read_label((label,))
    if following is None:
        short = len(label.split()) <= (_MOST_ASKING if label.endswith("?") else MAX_LABEL_WORDS)
        return bool(read.fields) and (read.sure or (not in_message and short))
    if label.endswith("?") and len(label.split()) <= _MOST_ASKING:
        return any(fits(one, following, sure=read.sure) for one in read.fields)
    numbered = sum(map(str.isdigit, label)) >= _LEAST_NUMBER  # it holds the value itself
    if not read.sure or in_message or numbered or len(label.split()) > MAX_LABEL_WORDS or not following:
        return False
    if read.fields[:1] == ("message",):
        return len(label.split()) <= _MAX_TITLE_WORDS and label[-1:].isalpha() and label[:1].isupper()
    return any(fits(one, following) for one in read.fields)
