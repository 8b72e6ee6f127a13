"""Read labelled text, such as `Nombre: Ana`, as portals and forms write it into mails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from functions.ingest.inquiries.consents import answered_consents
from functions.ingest.inquiries.inquiry_builder import MAX_LABEL, MAX_TEXT, InquiryBuilder, attribute_name, field_of
from functions.ingest.inquiries.known_attributes import known_attribute
from functions.ingest.inquiries.word_set import word_set
from functions.ingest.recognition.labelled_values import LabelledValue
from functions.ingest.recognition.labels import read_label, words_of_label
from functions.ingest.recognition.people import add_values
from functions.ingest.recognition.sorting import NAMES, fits
from functions.ingest.recognition.values import looks_like_phone, phones_in
from functions.ingest.recognition.vocabulary import ALL, GREETINGS, OWNERS, PERSON, TEAM
from shared.domain.kernel.contact import normalise_text
from shared.domain.lead_records.inquiry import MAX_MESSAGE

MAX_LINES = 2_000
_SPACES = re.compile(r"[\u00ad\u200b-\u200f\ufeff]|[^\S\n]+")
_QUOTE = re.compile(r"^(?:[>|]\s*+)++")
_BULLET = re.compile(r"^(?:(?:[-*•·●▪–—+]|\d{1,2}[.)])\s++)++")
_SIGNS = (
    (re.compile(r"^[☎📞📱✆📲]\ufe0f?\s*(?=[(+\d])|^(?:[MTP]|Ph|Mob|Tf)\s?[.:]\s*(?=[(+\d])", re.IGNORECASE), "tel: "),
    (re.compile(r"^[✉📧📩📨]\ufe0f?\s*(?=\S+@)|^E\s?[.:]\s*(?=\S+@)", re.IGNORECASE), "email: "),
    (re.compile(r"^[👤🙋🧑👩👨]\ufe0f?\s*(?=[^\W\d_][^:]*$)"), "name: "),
    (re.compile(r"^[💬🗨📝]\ufe0f?\s*(?=[^:]*$)"), "message: "),
)
_ARROW = re.compile(r"^([^\W\d_][^:\n]{1,40}?)\s*(?:[-=]+>|→|⇒|»|\s[-–—]\s)\s*(\S.*)$")
_PREFIXED = re.compile(r"([^\W\d_][^:\d@+(]{2,50}?)\s+(\S+@\S+|[+(]?\d[\d ().-]{6,20}\d)")
_NUMBERED = re.compile(r"^(?:\d{1,2}\.){1,3}\d{0,2}\s+(?=[^\W\d_])")
_SEMICOLONS = re.compile(r"\s*[;|,]\s*(?=[^\W\d_][^\s:=;|]*(?:\s[^\s:=;|,]+){0,3}\s?[:=])")
_BRACED = re.compile(r"^[{\[<]{1,2}([^\W\d_][^{}\[\]<>:=]{1,40})[}\]>]{1,2}\s*(?=[:=])")
_VCARD = (
    (re.compile(r"^(?:item\d\.)?FN(?:;[^:\n]{0,60})?:", re.IGNORECASE), "name: "),
    (re.compile(r"^(?:item\d\.)?TEL;[^:\n]{0,60}:(?:tel:)?", re.IGNORECASE), "tel: "),
    (re.compile(r"^(?:item\d\.)?EMAIL;[^:\n]{0,60}:", re.IGNORECASE), "email: "),
    (re.compile(r"^N(?:;[^:\n]{0,60})?:(?=[^;\n]*;)"), ""),
)
_LEADER = re.compile(r"^([^\W\d_][^:.\n]{1,40}?)\s*(?:\.{3,}|(?<=\s)\.{2}(?=\s)|…{1,}|_{3,})[\s.…_]*:?\s*(?=\S)")
_PAIRS = re.compile(r"\s{2,}(?=[^\W\d_][^\s:]*(?:\s[^\s:]+){0,3}:\s)")
_COLUMN = re.compile(r"^([^\W\d_][^:\n]{1,40}?)(?:\s{2,}|\t+)(\S.*)$")
_BOLD = re.compile(r"\*\*|__|(?<!\w)\*(?=\w)|(?<=[\w:.])\*(?!\w)")
_CELLS = re.compile(r"\t+|\s\|\s|\|$")
_LABELLED = re.compile(r"[¿¡]?([^\W\d_][^:：=@]{0,58}?)\s?[:：=](?!//)\s*+(.*)")
_IS_PHONE = re.compile(r"[+(]?\d[\d\s().-]{6,22}")
_TIME = re.compile(r"[^:]*\d:\d")
_RULER = re.compile(r"[-_=*#~\s]{3,}")
_URL = re.compile(r"https?://[^\s<>\"']+")
_LINK = re.compile(r"(?:mailto|tel|link):\S", re.IGNORECASE)
_SAYS = re.compile(r"([^\W\d_][^:\n]{1,60}?)\s"
                   r"(?:says|said|writes|wrote|asks|dice|escribe|pregunta|schreibt|a écrit|ha scritto|diz)"
                   r"\s?:\s*+(.*)", re.IGNORECASE)  # fmt: skip
# What a firm adds to all its mails, below a signature that is read.
_LEGAL = (
    "legal notice", "aviso legal", "aviso de confidencialidad", "proteccion de datos", "confidential",
    "datenschutz", "lopd", "rgpd", "este mensaje", "este correo", "this e-mail", "this email", "this message",
    "ce message", "ce courriel", "diese e-mail", "diese nachricht", "questa e-mail", "questa email",
    "questo messaggio", "esta mensagem", "este e-mail", "este email", "aquest missatge", "aquest correu",
    "esta mensaxe", "unsubscribe", "darse de baja", "if you received", "if you are not the intended",
    "informativa", "advertencia legal", "disclaimer",
)  # fmt: skip
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
    "esta mensagem foi", *_LEGAL, "registered in", "registered office",
)  # fmt: skip
# A firm's name with its address or number, as at the foot of a mail.
_IMPRINT = re.compile(
    r"\b(?:S\.?L\.?U?|S\.?A\.?U?|S\.p\.A|S\.?r\.?l|SAS|GmbH|AG|Inc|Ltd|LLC|B\.V|Lda)\b\.?(?:\s*[,·–-].*\d"
    r"|.*(?:P\.?\s?IVA|\bC\.?I\.?F|\bN\.?I\.?F|NIPC))"
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
_ABOUT = word_set(
    "datos details detalles daten coordonnees dati dados mensaje comentario inmueble property objekt bien"
    " immobile informacion"
)
_MAX_TITLE_WORDS = 2  # of a title above a message


@dataclass
class LabelledText:
    """A text split into its labelled fields, in order, the lines without a label, and the links in it."""

    fields: list[tuple[str, str]] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def read_labels(text: str) -> LabelledText:
    """Split a text into labelled fields. A value is on the label's line or the next; a message may have many lines."""
    result, needs_value, in_message, section = LabelledText(), False, False, ""
    lines = list(_lines(text))
    for line, following in _with_following(lines):
        said = _SAYS.fullmatch(line)
        label, value = ("message", said[2]) if said else _labelled(line, following, only_known=in_message)
        if in_message and _speaks_of_others(line):
            in_message = needs_value = False
        if heads := _section(line, value, following):
            section = heads if _is_of_team(heads) else ""
        if section and label and label != section and line:
            label = f"{section} {label}"
        if _LINK.match(line):
            result.links.append(line)
        elif heads:
            needs_value = in_message = False
            result.rest.append(line)
        elif label:
            in_message = is_message_label(label)
            needs_value = in_message or not value
            result.fields.append((label, value))
        elif _RULER.fullmatch(line) and needs_value and not result.fields[-1][1]:
            continue  # it underlines the label
        elif _RULER.fullmatch(line) or (in_message and _RULER.fullmatch(following) and _is_heading(line)):
            needs_value = in_message = False
            result.rest += [] if _RULER.fullmatch(line) else [line]
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


def without_legal(text: str) -> str:
    """Return a text up to the first line of what a firm adds to all its mails."""
    lines = text.splitlines()
    ends = (
        at for at, line in enumerate(lines) if at and normalise_text(line[:MAX_LABEL]).lstrip("*_ -").startswith(_LEGAL)
    )
    return "\n".join(lines[: next(ends, len(lines))])


def _section(line: str, value: str, following: str) -> str:
    """Return the heading of a section that a line is: words of whom it is about, above labelled fields of them."""
    plain = line.strip(" :*_#-=")
    if (
        not plain
        or value
        or len(plain.split()) > _MAX_LABEL_WORDS
        or plain[-1:] in ".,;?!"
        or any(map(str.isdigit, plain))
    ):
        return ""
    words = set(words_of_label(plain))
    about = words & (TEAM | PERSON | OWNERS | _ABOUT) and words <= ALL | _ABOUT | OWNERS
    below = _LABELLED.fullmatch(following) if about else None
    return plain if below and below[2].strip() and bool(read_label((below[1],)).fields) else ""


def _is_heading(line: str) -> bool:
    return 0 < len(line.split()) <= _MAX_TITLE_WORDS and line[0].isupper() and line[-1].isalpha()


def _is_of_team(heading: str) -> bool:
    return bool(set(words_of_label(heading)) & (TEAM | OWNERS))


def _speaks_of_others(line: str) -> bool:
    """Return whether a line begins with a label of the team or the portal, such as `Agente captador`."""
    label, colon, _ = line.partition(":")
    words = set(words_of_label(label))
    known = bool(words & TEAM) and (bool(colon) or words <= ALL)
    return known and len(label.split()) <= _MAX_LABEL_WORDS and read_label((label,)).others


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


def _fact(label: str, value: str) -> LabelledValue:
    """Return a labelled field as a fact; of an advertisement's address only the address."""
    if known_attribute(label) == "listing_url":
        url = _URL.search(value)
        return LabelledValue((label,), url[0] if url else value, name="" if url else attribute_name(label))
    return LabelledValue((label,), value)


def is_message_label(label: str) -> bool:
    """Return whether a label asks for a message."""
    return read_label((label,)).fields[:1] == ("message",)


def _labelled(line: str, following: str, *, only_known: bool) -> tuple[str, str]:
    """Split a line into its label and value; both are empty if it has no label.

    A known label needs no colon. Nor does one whose every word is understood, if the next line holds such a value.
    """
    found = None if _TIME.match(line) else _LABELLED.fullmatch(line)
    label, value = (found[1].strip(" *_"), found[2].strip(" *_")) if found else (line, "")
    if is_message_label(label) and looks_like_phone(value):
        return "", ""
    if len(label) > MAX_LABEL:
        return "", ""
    if _asks(label, None if found else following, in_message=only_known):
        return label, value
    words = attribute_name(label)
    if found and words in ("de", "from", "von", "da", "od", "van") and _IS_PHONE.fullmatch(value) and phones_in(value):
        return "tel", value
    if not found or only_known or not value or len(value) > MAX_TEXT or words.replace("_", " ") in _MAIL_HEADERS:
        return "", ""
    if words.partition("_")[0] in GREETINGS:
        return "", ""
    if words.count("_") >= _MAX_LABEL_WORDS and not answered_consents(label, value):
        return "", ""
    return (label, value) if words else ("", "")


def _with_colon(line: str) -> str:
    """Write a label with a colon where dots, spaces or a sign stand between it and its value."""
    line = _BRACED.sub(r"\1", _BULLET.sub("", line.lstrip()))
    for sign, label in (*_SIGNS, *_VCARD):
        line = sign.sub(label, line.lstrip())
    line = _LEADER.sub(r"\1: ", _NUMBERED.sub("", line))
    arrow = _ARROW.fullmatch(line.strip())
    if prefixed := _prefixed(line.strip()):
        return f"{prefixed[0]}: {prefixed[1]}"
    if (
        arrow
        and ":" not in arrow[1]
        and not any(map(str.isdigit, arrow[1]))
        and read_label((arrow[1],)).sure
        and any(fits(one, arrow[2]) for one in read_label((arrow[1],)).fields)
    ):
        return f"{arrow[1]}: {arrow[2]}"
    column = _COLUMN.fullmatch(line.strip())
    if column and _heads_column(column[1]) and not {*words_of_label(column[2])} <= ALL:
        return f"{column[1]}: {column[2]}"
    return line


def _prefixed(line: str) -> tuple[str, str] | None:
    """Split `Número de teléfono 615 00 00 01`, a label without any sign after it; its value is an address."""
    found = _PREFIXED.fullmatch(line)
    if not found or not line[0].isupper() or len(found[1].split()) > _MAX_LABEL_WORDS + 1:
        return None
    read = read_label((found[1],))
    return (
        (found[1], found[2])
        if read.sure and any(fits(one, found[2]) for one in read.fields[:1] if one in ("email", "phone"))
        else None
    )


def _heads_column(label: str) -> bool:
    read = read_label((label,))
    return bool(field_of(label) or known_attribute(label) or (read.sure and len(read.fields) == 1))


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


def _joined(lines: list[str]) -> Iterator[str]:
    """Yield lines; a label whose colon, or colon and value, stand further down is joined with them."""
    waiting, blank = "", 0
    for line in lines:
        plain = line.strip()
        if waiting and plain[:1] in (":", "：") and len(plain) > 0:
            yield f"{waiting}{plain}"
            waiting, blank = "", 0
            continue
        if not plain and waiting and blank < 2:
            blank += 1
            continue
        if waiting:
            yield waiting
            yield from [""] * blank
            waiting, blank = "", 0
        if plain and len(plain) <= MAX_LABEL and ":" not in plain and plain[0].isalpha():
            waiting = line
        else:
            yield line
    if waiting:
        yield waiting


def _split(line: str) -> list[str]:
    """Split a line into the labelled fields that it holds."""
    parts = _PAIRS.split(line)
    more = [one for part in parts for one in _SEMICOLONS.split(part)]
    known = sum(_starts_field(one) for one in more)
    return more if len(more) > len(parts) and known > 1 else parts


def _starts_field(part: str) -> bool:
    found = _LABELLED.fullmatch(part.strip())
    return bool(found and read_label((found[1],)).fields)


def _lines(text: str) -> Iterator[str]:
    """Yield lines and table cells without quote marks, bullets and bold marks, up to the sender's footer."""
    lines = (part for line in _joined(text.splitlines()[:MAX_LINES]) for part in _split(line))
    for line in map(_with_colon, lines):
        for cell in _CELLS.split(line):
            plain = _SPACES.sub(" ", _BULLET.sub("", _QUOTE.sub("", cell.strip()))).strip()
            if plain == "--" or _IMPRINT.search(plain) or normalise_text(plain[:MAX_LABEL]).startswith(_FOOTERS):
                return
            yield plain if _RULER.fullmatch(plain) else _BOLD.sub("", plain).strip()
