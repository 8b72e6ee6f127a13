"""Split a text into its lines, each label with a colon and its value, up to the sender's footer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from functions.ingest.inquiries.consents import answered_consents
from functions.ingest.inquiries.inquiry_builder import MAX_LABEL, field_of
from functions.ingest.inquiries.known_attributes import known_attribute
from functions.ingest.recognition.label_words import words_of_label
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.sorting import fits
from functions.ingest.recognition.values import emails_in, looks_like_full_name
from functions.ingest.recognition.vocabulary import ALL
from shared.domain.kernel.contact import normalise_text

MAX_LINES = 2_000
_SPACES = re.compile(r"[\u00ad\u200b-\u200f\ufeff]|[^\S\n]+")
_QUOTE = re.compile(r"^(?:[>|]\s*+)++")
_BULLET = re.compile(r"^(?:(?:[-*•·●▪–—+]|\d{1,2}[.)])\s++)++")
_SIGNS = (
    (re.compile(r"^[☎📞📱✆📲]\ufe0f?\s*(?=[(+\d])|^(?:[MTP]|Ph|Mob|Tf)\s?[.:]\s*(?=[(+\d])", re.IGNORECASE), "tel: "),
    (re.compile(r"^port\s?[.:]\s*(?=(?:\(?(?:\+|00)33\)?|0)\s?[67])", re.IGNORECASE), "tel: "),  # of a mobile in France
    (re.compile(r"^[✉📧📩📨]\ufe0f?\s*(?=\S+@)|^E\s?[.:]\s*(?=\S+@)", re.IGNORECASE), "email: "),
    (re.compile(r"^[👤🙋🧑👩👨]\ufe0f?\s*(?=[^\W\d_][^:]*$)"), "name: "),
    (re.compile(r"^[💬🗨📝]\ufe0f?\s*(?=[^:]*$)"), "message: "),
)
_ARROW = re.compile(r"^([^\W\d_][^:\n]{1,40}?)\s*(?:\s[-–—]\s)\s*(\S.*)$")
_ORDINAL = re.compile(r"\s[1-9]\.?$")  # of one of several such fields
_SIGN = re.compile(r"^([¿¡]?[^\W\d_][^:\n@»→⇒]{1,60}?)[\s*]*(?:[-=]+>|→|⇒|»)\s*+(?=\S)")
_PREFIXED = re.compile(r"([^\W\d_][^:\d@+(]{2,50}?)\s+(\S+@\S+|[+(]?\d[\d ().-]{6,20}\d)")
_NUMBERED = re.compile(r"^(?:\d{1,2}\.){1,3}\d{0,2}\s+(?=[^\W\d_])")
_SEMICOLONS = re.compile(r"(?:\s*[;|,]|\s[-–—·•/])\s*(?=[^\W\d_][^\s:=;|]*(?:\s[^\s:=;|,]+){0,3}\s?[:=])")
_BRACED = re.compile(r"^[{\[<]{1,2}([^\W\d_][^{}\[\]<>:=]{1,40})[}\]>]{1,2}\s*(?=[:=])")
_SIGNED_MAIL = re.compile(r"(?<![^\W_])m@il(?=[^\w@])", re.IGNORECASE)
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
LABELLED = re.compile(r"[¿¡]?([^\W\d_][^:：=@]{0,58}?)\s?[:：=](?!//)\s*+(.*)")
RULER = re.compile(r"[-_=*#~\s]{3,}")
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
    "no pagues por adelantado", "atencion al", "atencio al", "any questions", "noch fragen",
    "des questions", "soporte", "support",
    "ayuda:", "help:", "pomoc", "proteccion de datos",
    "legal notice", "aviso de confidencialidad", "confidential", "datenschutz", "mensaxe enviada",
    "missatge enviat", "mensagem enviada",
    "powered by", "gestion realizada", "ver en ", "view in ", "p.d.", "envoye depuis",
    "esta mensagem foi", *_LEGAL, "registered in", "registered office",
)  # fmt: skip
# So begins a footer that says whom to ask; in a form it is only a question.
_QUESTIONS = (
    "questions?",
    "fragen?",
    "dudas?",
    "¿dudas",
    "preguntas?",
    "¿preguntas",
    "domande?",
    "vragen?",
    "duvidas?",
)
_WHOM_TO_ASK = re.compile(r"@|www\.|https?://|\d(?:[ .()-]?\d){6}")
# A firm's name with its address or number, as at the foot of a mail.
_IMPRINT = re.compile(
    r"\b(?:s\.[al]\.(?:u\.)?|S\.?L\.?U?|S\.?A\.?U?|S\.p\.A|S\.?r\.?l|SAS|GmbH|AG|Inc|Ltd|LLC|B\.V|Lda)\b\.?(?:\s*[,·–-].*\d"
    r"|.*(?:P\.?\s?IVA|\bC\.?I\.?F|\bN\.?I\.?F|NIPC))"
)
_ANSWER_TO = re.compile(
    r"(?:responder?|responda|reply|r[ée]pondre|r[ée]pondez|rispondi|rispondere|antworten?|antwort) (?:a|to|à|an|para)"
    r"\s*:\s*<?([^\s<>@]+@[^\s<>@]+\w)>?",
    re.IGNORECASE,
)
MAX_LABEL_WORDS = 4


def own_text(text: str) -> str:
    """Return a text up to its footer, without marks of quotations and lists."""
    return "\n".join(lines_of(text))


def without_legal(text: str) -> str:
    """Return a text up to the first line of what a firm adds to all its mails."""
    lines = text.splitlines()
    ends = (
        at for at, line in enumerate(lines) if at and normalise_text(line[:MAX_LABEL]).lstrip("*_ -").startswith(_LEGAL)
    )
    return "\n".join(lines[: next(ends, len(lines))])


def _with_colon(line: str) -> str:
    """Write a label with a colon where dots, spaces or a sign stand between it and its value."""
    line = _SIGNED_MAIL.sub("mail", _BRACED.sub(r"\1", _BULLET.sub("", line.lstrip())))
    for sign, label in (*_SIGNS, *_VCARD):
        line = sign.sub(label, line.lstrip())
    line = _SIGN.sub(r"\1: ", _LEADER.sub(r"\1: ", _NUMBERED.sub("", line)))
    arrow = _ARROW.fullmatch(line.strip())
    if prefixed := _prefixed(line.strip()):
        return f"{prefixed[0]}: {prefixed[1]}"
    if (
        arrow
        and ":" not in arrow[1]
        and not any(map(str.isdigit, _ORDINAL.sub("", arrow[1])))
        and read_label((arrow[1],)).sure
        and any(fits(one, arrow[2]) for one in read_label((arrow[1],)).fields)
    ):
        return f"{arrow[1]}: {arrow[2]}"
    column = _COLUMN.fullmatch(line.strip())
    if column and _heads_column(column[1], column[2]) and not {*words_of_label(column[2])} <= ALL:
        return f"{column[1]}: {column[2]}"
    return line


def _prefixed(line: str) -> tuple[str, str] | None:
    """Split `Número de teléfono 615 00 00 01`, a label without any sign after it; its value is an address or a name."""
    found = _PREFIXED.fullmatch(line)
    if not found:
        return _before_name(line)
    if not (line[0].isupper() or len(found[1].split()) == 1) or len(found[1].split()) > MAX_LABEL_WORDS + 1:
        return None
    read = read_label((found[1],))
    return (
        (found[1], found[2])
        if read.sure and any(fits(one, found[2]) for one in read.fields[:1] if one in ("email", "phone"))
        else None
    )


def _before_name(line: str) -> tuple[str, str] | None:
    """Split `Full name Ana Gil`, the label of a name with one that can only be a name."""
    words = line.split() if line[:1].isupper() and len(line) <= MAX_LABEL and ":" not in line else []
    for at in range(min(len(words) - 2, MAX_LABEL_WORDS), 0, -1):
        label, name = " ".join(words[:at]), " ".join(words[at:])
        if (read := read_label((label,))).sure and read.fields == ("full_name",) and looks_like_full_name(name):
            return label, name
    return None


def _heads_column(label: str, value: str) -> bool:
    read = read_label((label,))
    told = len(read.fields) == 1 or looks_like_full_name(value) or emails_in(value)[:1] == [value]
    return bool(field_of(label) or known_attribute(label) or (read.sure and read.fields and told))


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
    found = LABELLED.fullmatch(part.strip())
    read = read_label((found[1],)) if found else None
    return bool(read and (read.fields or read.others))


def _parted(line: str) -> tuple[str, str]:
    """Return the label and the value of a line; empty ones if it has none."""
    found = LABELLED.fullmatch(line) if ":" in line else None
    return (found[1], found[2]) if found else ("", "")


def _is_footer(line: str) -> bool:
    """Return whether a footer begins so."""
    words = normalise_text(line[:MAX_LABEL])
    return words.startswith(_FOOTERS) or (words.startswith(_QUESTIONS) and bool(_WHOM_TO_ASK.search(line)))


def lines_of(text: str) -> Iterator[str]:
    """Yield lines and table cells without quote marks, bullets and bold marks, up to the sender's footer."""
    lines = (part for line in _joined(text.splitlines()[:MAX_LINES]) for part in _split(line))
    for line in map(_with_colon, lines):
        for cell in _CELLS.split(line):
            plain = _SPACES.sub(" ", _BULLET.sub("", _QUOTE.sub("", cell.strip()))).strip()
            if plain == "--" or _IMPRINT.search(plain) or _is_footer(plain):
                if not answered_consents(*_parted(plain)):
                    return
                yield plain
            elif "@" in plain and (answer := _ANSWER_TO.fullmatch(plain)):
                yield f"email: {answer[1]}"
            else:
                yield plain if RULER.fullmatch(plain) else _BOLD.sub("", plain).strip()
