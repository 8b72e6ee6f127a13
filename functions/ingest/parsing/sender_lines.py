"""Leave out of a portal's mail the lines that hold its own name with its own number."""

from __future__ import annotations

import re

from functions.ingest.inquiries.word_set import word_set
from functions.ingest.parsing.mime_message import MimeMessage
from functions.ingest.parsing.senders import Sender, is_portal, is_system
from functions.ingest.recognition.values import phones_in
from shared.domain.kernel.contact import words_of

_PARTS = re.compile(r"\s[-–—|·]\s|:\s")
_LAST = 8  # lines in which a footer is looked for
_REACHED = word_set(
    "tel telefono tfno telf telefon telefone telephone telefoono phone t soporte support www com es net"
)


def without_own_lines(text: str, mail: MimeMessage) -> str:
    """Return a text without the last lines that are the name of the portal or program that sent it, and a number."""
    name, email = mail.address("from")
    if not (is_portal(email) or is_system(Sender(name, email))):
        return text
    own = {*words_of(name), *words_of(email.rpartition("@")[2].rpartition(".")[0])}
    lines = text.splitlines()
    at = max(0, len(lines) - _LAST)
    return "\n".join([*lines[:at], *(line for line in lines[at:] if not _is_own(line, own))])


def _is_own(line: str, own: set[str]) -> bool:
    words = {word for word in words_of(line) if word.isalpha()} - _REACHED
    return bool(words) and "@" not in line and words <= own and any(map(phones_in, _PARTS.split(line)))
