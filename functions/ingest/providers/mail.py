"""`email`: a mail as a gateway posts it, with the key that Relevo issued in `X-Api-Key` (providers/api_key.py).

Nothing authentic is refused for what it holds: a mail in which nobody can be made out is pooled for a person to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from functions.ingest.parsing.adf_prospects import read_prospects
from functions.ingest.parsing.delivered_event import DeliveredEvent
from functions.ingest.parsing.html_text import text_of
from functions.ingest.parsing.inquiry_builder import InquiryBuilder
from functions.ingest.parsing.labelled_text import LabelledText, read_labels, tell_labels
from functions.ingest.parsing.mime_message import MimeMessage, Part
from functions.ingest.parsing.senders import automatic, is_answer, writer
from shared.domain.kernel.errors import BodyMalformed
from shared.domain.lead_records.inquiry import MAX_MESSAGE
from shared.web.errors import FieldErrors
from shared.web.request import Request

_NO_TEXT = "(no text)"
_ADF = re.compile(r"<(?:[\w.-]{1,40}:)?(?:adf|prospect)[\s>]", re.IGNORECASE)


def parse(request: Request) -> tuple[DeliveredEvent, ...]:
    """The mail's event, known by its `Message-ID`; or those of the ADF/XML in it, known by their own ids."""
    letter = MimeMessage(request.raw)
    parts = list(letter.parts())
    known_by = letter.header("message-id") or None
    if not is_answer(letter):
        for text in _adf(parts):
            try:
                events = read_prospects(text)
            except (BodyMalformed, FieldErrors):
                continue
            return tuple(_known(event, known_by, place) for place, event in enumerate(events))
        for text in _texts(parts):
            if form := _read(read_labels(text), letter):
                return (DeliveredEvent(known_by, form.inquiry()),)
    return (_unread(letter, known_by, next(_texts(parts), "")),)


def _known(event: DeliveredEvent, known_by: str | None, place: int) -> DeliveredEvent:
    if event.event_id or not known_by:
        return event
    return replace(event, event_id=f"{known_by}\n{place}")


def _read(said: LabelledText, letter: MimeMessage) -> InquiryBuilder | None:
    """What a text says, if it or the mail's sender tells who asks."""
    form = InquiryBuilder()
    tell_labels(said, form)
    if not form.says("email") and not automatic(letter):
        name, email = writer(letter)
        form.say("email", email)
        if email and not (form.says("full_name") or form.says("first_name") or form.says("last_name")):
            form.say("full_name", name)
    if not form.somebody:
        return None
    form.keep("subject", letter.header("subject"))
    return form


def _unread(letter: MimeMessage, known_by: str | None, text: str) -> DeliveredEvent:
    """All that there is, for a person to read."""
    form, subject = InquiryBuilder(), letter.header("subject")
    form.say("message", "\n\n".join(filter(None, (subject, text.strip())))[:MAX_MESSAGE] or _NO_TEXT)
    form.keep("subject", subject)
    form.keep("from", letter.header("from"))
    return DeliveredEvent(known_by, form.inquiry(), unread=True)


def _adf(parts: list[Part]) -> Iterator[str]:
    """What looks like ADF/XML: a part or an attachment, or pasted into the text."""
    for part in parts:
        for text in (part.text, text_of(part.text) if part.kind == "text/html" else ""):
            if start := _ADF.search(text):
                yield text[start.start() :]


def _texts(parts: list[Part]) -> Iterator[str]:
    """The mail's text: as it was written, else as its HTML shows it."""
    plain = "\n".join(part.text for part in parts if part.kind.startswith("text/") and part.kind != "text/html").strip()
    html = "\n".join(text_of(part.text) for part in parts if part.kind == "text/html").strip()
    yield from filter(None, (plain, html))
