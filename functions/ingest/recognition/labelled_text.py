"""Read labelled text, such as `Nombre: Ana`, as portals and forms write it into mails."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from functions.ingest.inquiries.consents import answered_consents
from functions.ingest.inquiries.inquiry_builder import MAX_LABEL, MAX_TEXT, InquiryBuilder, attribute_name, field_of
from functions.ingest.inquiries.known_attributes import known_attribute
from functions.ingest.recognition.labelled_values import LabelledValue
from functions.ingest.recognition.labels import read_label, words_of_label
from functions.ingest.recognition.people import add_values
from functions.ingest.recognition.sorting import NAMES, fits
from functions.ingest.recognition.vocabulary import ALL, TEAM
from shared.domain.kernel.contact import normalise_text
from shared.domain.lead_records.inquiry import MAX_MESSAGE
from shared.domain.plan_records.source import NO_MAPPING

MAX_LINES = 2_000
_SPACES = re.compile(r"[\u00ad\u200b-\u200f\ufeff]|[^\S\n]+")
_QUOTE = re.compile(r"^(?:[>|]\s*+)++")
_BULLET = re.compile(r"^(?:(?:[-*•·●▪–—+]|\d{1,2}[.)])\s++)++")
_SIGNS = ((re.compile(r"^[☎📞📱✆]\ufe0f?\s*"), "tel: "), (re.compile(r"^[✉📧]\ufe0f?\s*"), "email: "))
_LEADER = re.compile(r"^([^\W\d_][^:.\n]{1,40}?)\s*(?:\.{3,}|…{1,}|_{3,})[\s.…_]*:?\s*(?=\S)")
_PAIRS = re.compile(r"\s{2,}(?=[^\W\d_][^\s:]*(?:\s[^\s:]+){0,3}:\s)")
_COLUMN = re.compile(r"^([^\W\d_][^:\n]{1,40}?)(?:\s{2,}|\t+)(\S.*)$")
_BOLD = re.compile(r"\*\*|__|(?<!\w)\*(?=\w)|(?<=[\w:.])\*(?!\w)")
_CELLS = re.compile(r"\t+|\s\|\s|\|$")
_LABELLED = re.compile(r"[¿¡]?([^\W\d_][^:：=@]{0,58}?)\s?[:：=](?!//)\s*+(.*)")
_TIME = re.compile(r"[^:]*\d:\d")
_RULER = re.compile(r"[-_=*#~\s]{3,}")
_URL = re.compile(r"https?://[^\s<>\"']+")
_LINK = re.compile(r"(?:mailto|tel|link):\S", re.IGNORECASE)
_SAYS = re.compile(r"([^\W\d_][^:\n]{1,60}?)\s"
                   r"(?:says|said|writes|wrote|asks|dice|escribe|pregunta|schreibt|a écrit|ha scritto|diz)"
                   r"\s?:\s*+(.*)", re.IGNORECASE)  # fmt: skip
# The first words of a footer: from such a line on, the text is about the sender.
_FOOTERS = (
    "©", "aviso legal", "politica de privacidad", "este mensaje ha sido enviado", "este correo ha sido enviado",
    "este email ha sido enviado", "has recibido este", "ha recibido este", "recibes este", "darse de baja",
    "privacy policy", "this email was sent", "this message was sent", "you received this", "you are receiving this",
    "unsubscribe", "sent from my", "enviado desde mi", "reply to this", "responde a este", "responda a este",
    "para responder a", "get outlook for", "obtener outlook para", "enviado desde outlook", "von meinem",
    "envoye de mon",
    "inviato da", "gesendet mit", "diese e-mail wurde", "questa email", "ce message a ete envoye", "l equipe",
    "l'equipe", "el equipo de", "das team", "il team", "ihr team", "antes de imprimir", "repondez directement",
    "rispondi a questa", "un saludo del equipo", "le recordamos", "enviado desde", "enviado a traves de",
    "no pagues por adelantado", "atencion al", "atencio al", "any questions", "questions?", "soporte", "support",
    "ayuda:", "help:", "pomoc", "proteccion de datos",
    "legal notice", "aviso de confidencialidad", "confidential", "datenschutz", "mensaxe enviada",
    "missatge enviat", "mensagem enviada",
    "powered by", "gestion realizada", "ver en ", "view in ", "p.d.", "envoye depuis",
    "este mensaje es confidencial",  "esta mensagem foi",
)  # fmt: skip
# A firm's name with its address or number, as at the foot of a mail.
_IMPRINT = re.compile(
    r"\b(?:S\.?L\.?U?|S\.?A\.?U?|S\.p\.A|S\.?r\.?l|SAS|GmbH|AG|Inc|Ltd|LLC|B\.V|Lda)\b\.?(?:\s*[,·–-].*\d|.*(?:P\.?\s?IVA|\bC\.?I\.?F|\bN\.?I\.?F|NIPC))"
)
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
_MAX_TITLE_WORDS = 2  # of a title above a message


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
    result, needs_value, in_message = LabelledText(), False, False
    lines = list(_lines(text))
    for line, following in _with_following(lines):
        said = _SAYS.fullmatch(line)
        label, value = ("message", said[2]) if said else _labelled(line, following, mapping, only_known=in_message)
        if in_message and _speaks_of_others(line):
            in_message = needs_value = False
        if _LINK.match(line):
            result.links.append(line)
        elif label:
            in_message = is_message_label(label, mapping)
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


def _with_following(lines: list[str]) -> list[tuple[str, str]]:
    """Return each line with the next one that is not empty."""
    pairs, following = [], ""
    for line in reversed(lines):
        pairs.append((line, following))
        following = line or following
    return pairs[::-1]


def own_text(text: str) -> str:
    """Return a text up to its footer, without marks of quotations and lists."""
    return "\n".join(_lines(text))


def _speaks_of_others(line: str) -> bool:
    """Return whether a line begins with a label of the team or the portal, such as `Agente captador`."""
    label, colon, _ = line.partition(":")
    words = set(words_of_label(label))
    known = bool(words & TEAM) and (bool(colon) or words <= ALL)
    return known and len(label.split()) <= _MAX_LABEL_WORDS and read_label((label,)).others


def people_in(text: LabelledText) -> list[LabelledText]:
    """Return a text for each of the people that it lists, where the same labels name several; else the text alone."""
    names = [at for at, (label, _) in enumerate(text.fields) if set(read_label((label,)).fields) & {*NAMES}]
    same = [at for at in names if attribute_name(text.fields[at][0]) == attribute_name(text.fields[names[0]][0])]
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
    found = None if _TIME.match(line) else _LABELLED.fullmatch(line)
    label, value = (found[1].strip(" *_"), found[2].strip(" *_")) if found else (line, "")
    if len(label) > MAX_LABEL:
        return "", ""
    if label in mapping or _asks(label, None if found else following, in_message=only_known):
        return label, value
    words = attribute_name(label)
    if not found or only_known or not value or len(value) > MAX_TEXT or words.replace("_", " ") in _MAIL_HEADERS:
        return "", ""
    if words.count("_") >= _MAX_LABEL_WORDS and not answered_consents(label, value):
        return "", ""
    return (label, value) if words else ("", "")


def _with_colon(line: str) -> str:
    """Write a label with a colon where dots, spaces or a sign stand between it and its value."""
    for sign, label in _SIGNS:
        line = sign.sub(label, line.lstrip())
    line = _LEADER.sub(r"\1: ", line)
    column = _COLUMN.fullmatch(line.strip())
    if column and _heads_column(column[1]):
        return f"{column[1]}: {column[2]}"
    return line


def _heads_column(label: str) -> bool:
    return bool(
        field_of(label) or known_attribute(label) or read_label((label,)).fields[:1] in (("email",), ("phone",))
    )


def _asks(label: str, following: str | None, *, in_message: bool) -> bool:
    """Return whether a text is a label for certain; `following` is the next line where no colon says so."""
    if field_of(label) or known_attribute(label):
        return True
    read = read_label((label,))
    if following is None:
        return bool(read.fields) and (read.sure or (not in_message and len(label.split()) <= _MAX_LABEL_WORDS))
    if not read.sure or in_message or len(label.split()) > _MAX_LABEL_WORDS or not following:
        return False
    if read.fields[:1] == ("message",):
        return len(label.split()) <= _MAX_TITLE_WORDS and label[-1:].isalpha() and label[:1].isupper()
    return any(fits(one, following) for one in read.fields)


def _lines(text: str) -> Iterator[str]:
    """Yield lines and table cells without quote marks, bullets and bold marks, up to the sender's footer."""
    lines = (part for line in text.splitlines()[:MAX_LINES] for part in _PAIRS.split(line))
    for line in map(_with_colon, lines):
        for cell in _CELLS.split(line):
            plain = _SPACES.sub(" ", _BULLET.sub("", _QUOTE.sub("", cell.strip()))).strip()
            if plain == "--" or _IMPRINT.search(plain) or normalise_text(plain[:MAX_LABEL]).startswith(_FOOTERS):
                return
            yield plain if _RULER.fullmatch(plain) else _BOLD.sub("", plain).strip()
