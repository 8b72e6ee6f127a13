"""Text in which each field has its label: `Nombre: Ana`, as portals and forms write into their mails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from functions.ingest.parsing.aliases import known_of, tell
from functions.ingest.parsing.inquiry_builder import MAX_LABEL, MAX_TEXT, InquiryBuilder, field_of, label_of
from shared.domain.kernel.contact import normalise_text
from shared.domain.lead_records.inquiry import MAX_MESSAGE

MAX_LINES = 2_000
_SPACES = re.compile(r"[\u00ad\u200b-\u200f\ufeff]|[^\S\n]+")
_QUOTE = re.compile(r"^(?:[>|]\s*+)++")
_BULLET = re.compile(r"^(?:[-*•·●▪–—]\s++)++")
_BOLD = re.compile(r"\*\*|__|(?<!\w)\*(?=\w)|(?<=[\w:.])\*(?!\w)")
_CELLS = re.compile(r"\t+|\s\|\s|\|$")
_LABELLED = re.compile(r"[¿¡]?([^\W\d_][^:：=@]{0,58}?)\s?[:：=](?!//)\s*+(.*)")
_RULER = re.compile(r"[-_=*#~\s]{3,}")
_EMAIL = re.compile(r"[^\s<>()\[\],;:\"']{1,64}@[^\s<>()\[\],;:\"'@]{1,190}")
_URL = re.compile(r"https?://[^\s<>\"']+")
# From such a line on the sender speaks of itself, not of the person.
_FOOTERS = (
    "©", "aviso legal", "politica de privacidad", "este mensaje ha sido enviado", "este correo ha sido enviado",
    "este email ha sido enviado", "has recibido este", "ha recibido este", "recibes este", "darse de baja",
    "privacy policy", "this email was sent", "this message was sent", "you received this", "you are receiving this",
    "unsubscribe", "sent from my", "enviado desde mi",
)  # fmt: skip
_NOTHING = ("", "-", "--", "n/a", "na", "none", "no indicado", "no facilitado", "no disponible", "sin especificar",
            "not provided", "not given", "not specified")  # fmt: skip
# Of the mail itself, where one is quoted within another.
_OF_MAIL = (
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
_WORDS_OF_A_LABEL = 4


@dataclass
class LabelledText:
    """What a text says: fields by their labels, in their order, and the lines that have none."""

    fields: list[tuple[str, str]] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


def read_labels(text: str) -> LabelledText:
    """Take a text apart: labels with their value on the same line or the next, a message with all of its lines."""
    said, waits, talks = LabelledText(), False, False
    for line in _lines(text):
        label, value = _labelled(line, only_known=talks)
        if label:
            talks = field_of(label) == "message"
            waits = talks or not value
            said.fields.append((label, value))
        elif _RULER.fullmatch(line):
            waits = talks = False
        elif waits and (line or talks):
            name, before = said.fields[-1]
            said.fields[-1] = (name, f"{before}\n{line}".lstrip("\n"))
            waits = talks
        elif line:
            said.rest.append(line)
    return said


def tell_labels(said: LabelledText, form: InquiryBuilder) -> None:
    """Take the fields that were said; text without any label is the message, unless a labelled one is there."""
    for label, value in said.fields:
        if normalise_text(value) not in _NOTHING:
            _tell(label, value.strip(), form)
    if not form.says("message"):
        form.say("message", "\n".join(said.rest)[:MAX_MESSAGE])


def _tell(label: str, value: str, form: InquiryBuilder) -> None:
    known = known_of(label)
    if field := field_of(label):
        if field == "email":
            found = _EMAIL.search(value)
            value = found[0].removeprefix("mailto:") if found else ""
        if field == "phone" and sum(c.isdigit() for c in value) < 6:
            value = ""
        form.say(field, value)
    elif known == "listing_url":
        url = _URL.search(value)
        form.keep("listing_url" if url else label_of(label), url[0] if url else value)
    elif known:
        tell(known, value, form)
    else:
        form.keep(label_of(label) or "field", value)


def _labelled(line: str, *, only_known: bool) -> tuple[str, str]:
    """The label that a line begins with, and what follows it; a known one may stand alone without a colon."""
    found = _LABELLED.fullmatch(line)
    label, value = (found[1].strip(" *_"), found[2].strip(" *_")) if found else (line, "")
    if len(label) <= MAX_LABEL and (field_of(label) or known_of(label)):
        return label, value
    words = label_of(label)
    if not found or only_known or not value or len(value) > MAX_TEXT or words.replace("_", " ") in _OF_MAIL:
        return "", ""
    return (label, value) if words and words.count("_") < _WORDS_OF_A_LABEL else ("", "")


def _lines(text: str) -> Iterator[str]:
    """The lines, a cell of a table each, without quote marks, bullets and bold marks; none of the sender's footer."""
    for line in text.splitlines()[:MAX_LINES]:
        for cell in _CELLS.split(line):
            plain = _SPACES.sub(" ", _BULLET.sub("", _QUOTE.sub("", cell.strip()))).strip()
            if plain == "--" or normalise_text(plain[:MAX_LABEL]).startswith(_FOOTERS):
                return
            yield plain if _RULER.fullmatch(plain) else _BOLD.sub("", plain).strip()
