"""Read labelled text, such as `Nombre: Ana`, as portals and forms write it into mails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from functions.ingest.parsing.aliases import add_known_attribute, known_attribute
from functions.ingest.parsing.consents import answered_consents
from functions.ingest.parsing.inquiry_builder import MAX_LABEL, MAX_TEXT, InquiryBuilder, attribute_name, field_of
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
# The first words of a footer: from such a line on, the text is about the sender.
_FOOTERS = (
    "©", "aviso legal", "politica de privacidad", "este mensaje ha sido enviado", "este correo ha sido enviado",
    "este email ha sido enviado", "has recibido este", "ha recibido este", "recibes este", "darse de baja",
    "privacy policy", "this email was sent", "this message was sent", "you received this", "you are receiving this",
    "unsubscribe", "sent from my", "enviado desde mi",
)  # fmt: skip
_EMPTY_VALUES = ("", "-", "--", "n/a", "na", "none", "no indicado", "no facilitado", "no disponible", "sin especificar",
            "not provided", "not given", "not specified")  # fmt: skip
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
_MAX_LABEL_WORDS = 4


@dataclass
class LabelledText:
    """A text split into its labelled fields, in order, and the lines without a label."""

    fields: list[tuple[str, str]] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)


def read_labels(text: str) -> LabelledText:
    """Split a text into labelled fields. A value is on the label's line or the next; a message may have many lines."""
    result, needs_value, in_message = LabelledText(), False, False
    for line in _lines(text):
        label, value = _labelled(line, only_known=in_message)
        if label:
            in_message = field_of(label) == "message"
            needs_value = in_message or not value
            result.fields.append((label, value))
        elif _RULER.fullmatch(line):
            needs_value = in_message = False
        elif needs_value and (line or in_message):
            name, before = result.fields[-1]
            result.fields[-1] = (name, f"{before}\n{line}".lstrip("\n"))
            needs_value = in_message
        elif line:
            result.rest.append(line)
    return result


def add_labelled_fields(text: LabelledText, builder: InquiryBuilder) -> None:
    """Add the labelled fields; the lines without a label are the message, unless one has a label."""
    for label, value in text.fields:
        if normalise_text(value) not in _EMPTY_VALUES:
            _add_labelled(label, value.strip(), builder)
    if not builder.has("message"):
        builder.add_field("message", "\n".join(text.rest)[:MAX_MESSAGE])


def _add_labelled(label: str, value: str, builder: InquiryBuilder) -> None:
    known = known_attribute(label)
    if field := field_of(label):
        if field == "email":
            found = _EMAIL.search(value)
            value = found[0].removeprefix("mailto:") if found else ""
        if field == "phone" and sum(c.isdigit() for c in value) < 6:
            value = ""
        builder.add_field(field, value)
    elif known == "listing_url":
        url = _URL.search(value)
        builder.add_attribute("listing_url" if url else attribute_name(label), url[0] if url else value)
    elif known:
        add_known_attribute(known, value, builder)
    else:
        builder.add_attribute(attribute_name(label) or "field", value)
        builder.add_consents(label, value)


def _labelled(line: str, *, only_known: bool) -> tuple[str, str]:
    """Split a line into its label and value; both are empty if it has no label. A known label needs no colon."""
    found = _LABELLED.fullmatch(line)
    label, value = (found[1].strip(" *_"), found[2].strip(" *_")) if found else (line, "")
    if len(label) <= MAX_LABEL and (field_of(label) or known_attribute(label)):
        return label, value
    words = attribute_name(label)
    if not found or only_known or not value or len(value) > MAX_TEXT or words.replace("_", " ") in _MAIL_HEADERS:
        return "", ""
    if words.count("_") >= _MAX_LABEL_WORDS and not answered_consents(label, value):
        return "", ""
    return (label, value) if words else ("", "")


def _lines(text: str) -> Iterator[str]:
    """Yield lines and table cells without quote marks, bullets and bold marks, up to the sender's footer."""
    for line in text.splitlines()[:MAX_LINES]:
        for cell in _CELLS.split(line):
            plain = _SPACES.sub(" ", _BULLET.sub("", _QUOTE.sub("", cell.strip()))).strip()
            if plain == "--" or normalise_text(plain[:MAX_LABEL]).startswith(_FOOTERS):
                return
            yield plain if _RULER.fullmatch(plain) else _BOLD.sub("", plain).strip()
