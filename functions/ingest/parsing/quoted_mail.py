"""Find the mail within a mail: what was forwarded, and what a reply quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from functions.ingest.recognition.labelled_text import read_labels
from functions.ingest.recognition.labels import read_label
from functions.ingest.recognition.told_message import announces_words

_SAID = (
    "forwarded message", "original message", "mensaje reenviado", "mensaje original", "message transféré",
    "message d'origine", "message original", "messaggio inoltrato", "messaggio originale", "mensagem encaminhada",
    "mensagem reencaminhada", "mensagem original", "weitergeleitete nachricht", "weitergeleitete e-mail",
    "ursprüngliche nachricht", "inicio del mensaje reenviado", "begin forwarded message", "début du message réexpédié",
    "début du message transféré", "inizio messaggio inoltrato", "início da mensagem reencaminhada",
    "anfang der weitergeleiteten nachricht", "inici del missatge reenviat", "missatge reenviat", "missatge original",
)  # fmt: skip
_FORWARDED = ("forward", "reenvia", "transf", "inoltra", "encaminha", "weitergeleit", "réexpédié")
_MARKER = re.compile(
    rf"\s*[-_=*]{{0,40}}\s*({'|'.join(map(re.escape, _SAID))})\s*:?\s*[-_=*]{{0,40}}\s*", re.IGNORECASE
)
_FROM = ("de", "from", "von", "da", "desde", "remitente", "expéditeur", "absender", "mittente")
_REPLY_TO = ("responder a", "reply-to", "reply to", "responder para", "répondre à", "rispondi a", "antwort an")
_SUBJECT = ("assumpte", "asunto", "subject", "betreff", "objet", "oggetto", "assunto")
_OTHER = ("enviado", "enviado el", "enviada em", "enviada", "enviada a", "fecha", "date", "data", "sent",
    "gesendet", "datum", "envoyé",
          "inviato", "para", "per a", "enviat", "to", "an", "à", "a", "cc", "cci", "bcc", "kopie", "copia")  # fmt: skip
_HEADER = re.compile(
    rf"[>\s*_]*({'|'.join(map(re.escape, (*_FROM, *_REPLY_TO, *_SUBJECT, *_OTHER)))})\s*:[*_]*\s*(.*)", re.IGNORECASE
)
_NUMBER = re.compile(r"[+(]?\d[\d\s().-]{6,}")  # of who called: a call has no other mail within
_QUOTE = re.compile(r"\s?>\s?")
_WROTE = re.compile(
    r"\s*(?:>\s*)*(?:el|on|am|le|il|em|no dia|a)\s(?P<when>.{6,200})(?:escribió|wrote|schrieb|a écrit|ha scritto"
    r"|escreveu)\s*:?.*",
    re.IGNORECASE | re.DOTALL,
)
_FORWARD_PREFIX = re.compile(r"\s*(?:fwd?|fw|rv|wg|tr|enc|i|reenv)\s*:", re.IGNORECASE)
_REPLY_PREFIX = re.compile(r"\s*(?:re|aw|rép|r|sv|res|antw)\s*:", re.IGNORECASE)
_ADDRESS = re.compile(r"<[^<>\s@]+@[^<>\s@]+>")
_ASKS = re.compile(r"\d{1,2}[.)]\s.{2,90}|.{2,90}[?:]")  # a question, or a label
_MARKS = re.compile(r"^\s*(?:>\s*)+")
_MOST_MARKED = 30
_LEAST_HEADERS = 3  # of a block without a marker
_MOST_NESTED = 4


@dataclass(frozen=True, slots=True)
class InnerMail:
    """The mail that a text holds, or the text itself.

    Attributes:
        text: what it says, without the marks of a quotation.
        forwarded: somebody passed it on, so that who sent the outer mail does not ask.
        sender: the header that says who sent the inner one; empty if there is none.
        reply_to: the same, where to answer.
        note: what the person who passed it on wrote above it.
    """

    text: str
    forwarded: bool = False
    sender: str = ""
    reply_to: str = ""
    note: str = ""


def inner_mail(text: str, subject: str) -> InnerMail:
    """Return the innermost mail of a forwarded one, or a mail without what it quotes.

    Args:
        text: of the mail.
        subject: it tells a forwarded mail from a reply where their texts look alike.
    """
    found, notes = InnerMail(text), []
    for _ in range(_MOST_NESTED):
        inner = _forwarded(found.text, subject)
        if inner is None:
            break
        notes.append(inner.note)
        found = inner
    if not found.forwarded:
        return InnerMail(_without_quotation(text))
    note = "\n\n".join(filter(None, (one.strip() for one in notes)))
    return InnerMail(_without_quotation(found.text), True, found.sender, found.reply_to, note)


def is_forward(subject: str) -> bool:
    """Return whether a subject says that a mail was passed on: `Fwd:`, `RV:`, `WG:`."""
    return bool(_FORWARD_PREFIX.match(subject))


def _forwarded(text: str, subject: str) -> InnerMail | None:
    """Return the mail that was passed on within a text; None if there is none."""
    lines = text.splitlines()
    for at, line in enumerate(lines):
        marker = _MARKER.fullmatch(_QUOTE.sub("", line))
        if marker and any(word in marker[1].lower() for word in _FORWARDED):
            return _inner(lines, at, at + 1)
        starts = at + 1 if marker else at
        if (marker or _is_from(line)) and _begins_headers(lines, starts) and not _is_reply(lines[:at], subject):
            return _inner(lines, at, starts)
    return None


def _is_reply(above: list[str], subject: str) -> bool:
    """Return whether what stands above headers answers them: then they begin a quotation."""
    if _FORWARD_PREFIX.match(subject):
        return False
    return bool(_REPLY_PREFIX.match(subject)) or any(map(str.strip, above))


def _is_from(line: str) -> bool:
    header = _HEADER.fullmatch(line)
    return bool(header and header[1].lower() in _FROM and header[2] and not _NUMBER.match(header[2]))


def _begins_headers(lines: list[str], start: int) -> bool:
    block = [line for line in lines[start : start + 12] if line.strip()][:6]
    return sum(bool(_HEADER.fullmatch(line)) for line in block) >= _LEAST_HEADERS


def _inner(lines: list[str], ends: int, starts: int) -> InnerMail:
    """Return the mail whose headers begin at `starts`, below a note that ends at `ends`."""
    quoted = [_QUOTE.sub("", line, count=1) if line.lstrip().startswith(">") else line for line in lines[starts:]]
    headers: dict[str, str] = {}
    at = 0
    while at < len(quoted) and (not quoted[at].strip() or _HEADER.fullmatch(quoted[at])):
        if header := _HEADER.fullmatch(quoted[at]):
            headers.setdefault(header[1].lower(), header[2].strip())
        elif headers:
            break
        at += 1
    sender = next((headers[one] for one in _FROM if one in headers), "")
    reply_to = next((headers[one] for one in _REPLY_TO if one in headers), "")
    return InnerMail("\n".join(quoted[at:]), True, sender, reply_to, "\n".join(lines[:ends]))


def _without_quotation(text: str) -> str:
    """Return a text without what it quotes from an earlier mail."""
    kept: list[str] = []
    lines = text.splitlines()
    for at, line in enumerate(lines):
        said = " ".join(lines[at : at + 2])
        begins = _begins_quotation(line) or (_begins_quotation(said) and line.strip())
        if (
            kept
            and any(map(str.strip, kept))
            and (begins or _MARKER.fullmatch(line) or (_is_from(line) and _begins_headers(lines, at)))
        ):
            break
        kept.append(line)
    own = _without_marked(kept)
    return "\n".join(own if any(map(str.strip, own)) else kept)


def _begins_quotation(line: str) -> bool:
    """Return whether a line says who wrote what is quoted below it, and when; a portal says only who wrote."""
    found = _WROTE.fullmatch(line)
    return bool(found and re.search(r"[\d@]", found["when"]))


def _without_marked(lines: list[str]) -> list[str]:
    """Return lines without those that are marked as quoted, unless a portal announces them as what somebody wrote."""
    if _answers_questions(lines) or _only_marks_labels(lines):
        return [_MARKS.sub("", line) for line in lines]
    kept: list[str] = []
    announced = False
    for line in lines:
        if not line.lstrip().startswith(">"):
            announced = announces_words(line.strip()) or (announced and not line.strip())
            kept.append(line)
        elif announced:
            kept.append(_QUOTE.sub("", line, count=1))
    return kept


def _answers_questions(lines: list[str]) -> bool:
    """Return whether marks of quotation stand before the answers to a form's questions, as some forms write them."""
    told = [line.strip() for line in lines if line.strip()]
    pairs = [
        (above, line)
        for above, line in pairwise(told)
        if line.startswith(">") and not above.startswith(">") and not line.startswith(">>")
    ]
    asked = [above for above, _ in pairs if _ASKS.fullmatch(above)]
    return len(asked) > 1 and len(asked) == len(pairs)


def _only_marks_labels(lines: list[str]) -> bool:
    """Return whether the marks stand before labelled fields that nobody is said to have written before."""
    marked = [_MARKS.sub("", line) for line in lines if line.lstrip().startswith(">")]
    fields = read_labels("\n".join(marked)).fields if 1 < len(marked) <= _MOST_MARKED else []
    return sum(bool(value and read_label((label,)).fields) for label, value in fields) > 1


def answered_mail(text: str) -> InnerMail | None:
    """Return the mail that a colleague answers, by the address above its quotation; None if there is none."""
    lines = text.splitlines()
    for at, line in enumerate(lines):
        for said in (line, " ".join(lines[at : at + 2])):
            if _begins_quotation(said) and (found := _ADDRESS.search(said)):
                above = "\n".join(lines[:at])
                quoted = [_QUOTE.sub("", one, count=1) for one in lines[at + 1 :] if one.lstrip().startswith(">")]
                return InnerMail(
                    "\n".join(quoted), True, said[said.rfind(",", 0, found.start()) + 1 : found.end()], "", above
                )
    return None
