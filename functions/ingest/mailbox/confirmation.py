"""Read the mail by which Gmail asks whether mail may be forwarded to an address: its code, and the link to click."""

from __future__ import annotations

import re

from functions.ingest.parsing.long_mail import shortened
from functions.ingest.parsing.mime_message import MimeMessage
from functions.ingest.text.html_text import html_to_text
from shared.domain.lead_records.delivery import ForwardingConfirmation

SENDER = "forwarding-noreply@google.com"
_CODE = re.compile(r"(?<![\d.])\d{6,10}(?![\d.])")
# `vf-` confirms, `uf-` refuses. Whatever else is in the mail, only Google's own address is shown.
_LINK = re.compile(r"https://(?:[a-z-]{1,40}\.){0,3}google\.com/mail/vf-[\w%.~+=&?/-]{1,1000}")


def read_confirmation(raw: bytes) -> ForwardingConfirmation | None:
    """Return what a mail of Gmail asks to confirm; None if it is another mail."""
    mail = MimeMessage(shortened(raw))
    if mail.address("from")[1].lower() != SENDER:
        return None
    texts = [html_to_text(part.text) if part.kind == "text/html" else part.text for part in mail.parts()]
    code = next(filter(None, map(_CODE.search, (mail.header("subject"), *texts))), None)
    link = next(filter(None, map(_LINK.search, texts)), None)
    if code is None and link is None:
        return None
    return ForwardingConfirmation(code=code[0] if code else None, link=link[0] if link else None)
