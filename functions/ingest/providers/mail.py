"""`email`: a mail as a gateway posts it, with the key that Relevo issued in `X-Api-Key` (providers/api_key.py).

No authentic mail is refused for its content: one that names no person is pooled for somebody to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from functions.ingest.parsing.adf_prospects import read_prospects
from functions.ingest.parsing.delivered_event import DeliveredEvent
from functions.ingest.parsing.html_text import html_to_text
from functions.ingest.parsing.inquiry_builder import InquiryBuilder
from functions.ingest.parsing.labelled_text import LabelledText, add_labelled_fields, read_labels
from functions.ingest.parsing.mime_message import MimeMessage, Part
from functions.ingest.parsing.senders import is_automatic, is_automatic_reply, reply_address
from shared.domain.kernel.errors import BodyMalformed
from shared.domain.lead_records.inquiry import MAX_MESSAGE
from shared.web.errors import FieldErrors
from shared.web.request import Request

_NO_TEXT = "(no text)"
_ADF = re.compile(r"<(?:[\w.-]{1,40}:)?(?:adf|prospect)[\s>]", re.IGNORECASE)


def parse(request: Request) -> tuple[DeliveredEvent, ...]:
    """Return the mail's event, identified by its `Message-ID`, or the events of the ADF/XML in it, by their own ids."""
    mail = MimeMessage(request.raw)
    parts = list(mail.parts())
    message_id = mail.header("message-id") or None
    if not is_automatic_reply(mail):
        for text in _adf_texts(parts):
            try:
                events = read_prospects(text)
            except (BodyMalformed, FieldErrors):
                continue
            return tuple(_identified(event, message_id, place) for place, event in enumerate(events))
        for text in _texts(parts):
            if builder := _fields(read_labels(text), mail):
                return (DeliveredEvent(message_id, builder.build()),)
    return (_unidentified(mail, message_id, next(_texts(parts), "")),)


def _identified(event: DeliveredEvent, message_id: str | None, place: int) -> DeliveredEvent:
    """Identify a prospect without an id by the mail and its place in it."""
    if event.event_id or not message_id:
        return event
    return replace(event, event_id=f"{message_id}\n{place}")


def _fields(text: LabelledText, mail: MimeMessage) -> InquiryBuilder | None:
    """Collect the fields of a text, with the sender as the person if it names none; None if nobody is found."""
    builder = InquiryBuilder()
    add_labelled_fields(text, builder)
    if not builder.has("email") and not is_automatic(mail):
        name, email = reply_address(mail)
        builder.add_field("email", email)
        if email and not (builder.has("full_name") or builder.has("first_name") or builder.has("last_name")):
            builder.add_field("full_name", name)
    if not builder.has_person:
        return None
    builder.add_attribute("subject", mail.header("subject"))
    return builder


def _unidentified(mail: MimeMessage, message_id: str | None, text: str) -> DeliveredEvent:
    """Return an event with the whole text as its message, for somebody to read."""
    builder, subject = InquiryBuilder(), mail.header("subject")
    builder.add_field("message", "\n\n".join(filter(None, (subject, text.strip())))[:MAX_MESSAGE] or _NO_TEXT)
    builder.add_attribute("subject", subject)
    builder.add_attribute("from", mail.header("from"))
    return DeliveredEvent(message_id, builder.build(), unidentified=True)


def _adf_texts(parts: list[Part]) -> Iterator[str]:
    """Yield what looks like ADF/XML: a part, an attachment, or a section of the text."""
    for part in parts:
        for text in (part.text, html_to_text(part.text) if part.kind == "text/html" else ""):
            if start := _ADF.search(text):
                yield text[start.start() :]


def _texts(parts: list[Part]) -> Iterator[str]:
    """Yield the plain text of the mail, then the text of its HTML, unless empty."""
    plain = "\n".join(part.text for part in parts if part.kind.startswith("text/") and part.kind != "text/html").strip()
    html = "\n".join(html_to_text(part.text) for part in parts if part.kind == "text/html").strip()
    yield from filter(None, (plain, html))
