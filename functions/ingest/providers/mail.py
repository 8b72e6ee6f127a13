"""`email`: a mail that was sent to the source's address (mailbox/), or that a gateway posts with the source's key.

No authentic mail is refused for its content: one that names nobody who asks is set aside for somebody to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from functions.ingest.inquiries.delivered_event import DeliveredEvent
from functions.ingest.inquiries.inquiry_builder import InquiryBuilder
from functions.ingest.parsing.adf_prospects import read_prospects
from functions.ingest.parsing.long_mail import shortened
from functions.ingest.parsing.mail_person import MailPerson
from functions.ingest.parsing.mime_message import MimeMessage, Part
from functions.ingest.parsing.posted_mail import read_posted
from functions.ingest.parsing.quoted_mail import InnerMail, inner_mail, is_forward
from functions.ingest.parsing.senders import is_automatic_reply
from functions.ingest.recognition.labelled_text import LabelledText, add_labelled_fields, people_in, read_labels
from functions.ingest.text.html_text import html_to_text
from shared.domain.intake.forwarded_note import ForwardedNote
from shared.domain.intake.office import NO_OFFICE, Office
from shared.domain.kernel.errors import BodyMalformed
from shared.domain.lead_records.inquiry import MAX_MESSAGE
from shared.web.errors import FieldErrors
from shared.web.request import Request

MAX_READ = 200_000  # characters of a mail in which somebody is looked for
_NO_TEXT = "(no text)"
_ADF = re.compile(r"<(?:[\w.-]{1,40}:)?(?:adf|prospect)[\s>]", re.IGNORECASE)


def parse(request: Request, office: Office = NO_OFFICE) -> tuple[DeliveredEvent, ...]:
    """Return the mail's event, identified by its `Message-ID`, or the events of the ADF/XML in it, by their own ids."""
    mail = read_mail(request.raw, request.headers.get("content-type", ""))
    attached, note = mail.attached, None
    if attached and (office.has(mail.address("from")[1]) or is_forward(mail.header("subject"))):
        note = ForwardedNote(mail.cover, mail.address("from")[1]) if mail.cover else None
        mail = attached
    parts = list(mail.parts())
    message_id = mail.header("message-id") or None
    if not is_automatic_reply(mail):
        for text in _adf_texts(parts):
            try:
                events = read_prospects(text)
            except (BodyMalformed, FieldErrors):
                continue
            return tuple(replace(_identified(one, message_id, at), note=note) for at, one in enumerate(events))
        for text in _texts(parts):
            if events := _events(mail, inner_mail(text, mail.header("subject")), office):
                return tuple(replace(event, note=note) for event in events) if note else events
    return (_unidentified(mail, message_id, next(_texts(parts), "")),)


def read_mail(raw: bytes, content_type: str) -> MimeMessage:
    """Return the mail in a delivery: as it was sent, or as a mail service posts it; of a long one the beginnings."""
    short = shortened(raw)
    return read_posted(short, content_type) or MimeMessage(short)


def whole_text(mail: MimeMessage) -> str:
    """Return all that a mail says, as plain text."""
    return next(_texts(list(mail.parts())), "")


def _identified(event: DeliveredEvent, message_id: str | None, place: int) -> DeliveredEvent:
    """Identify a prospect without an id by the mail and its place in it."""
    if event.event_id or not message_id:
        return event
    return replace(event, event_id=f"{message_id}\n{place}")


def _events(mail: MimeMessage, inner: InnerMail, office: Office) -> tuple[DeliveredEvent, ...]:
    """Return an event for each person that a mail, or one that was passed on within it, names; none for nobody."""
    people = people_in(read_labels(inner.text))
    found = [one for one in _people(mail, inner, people, office) if one.has_person]
    message_id = mail.header("message-id") or None
    for one in found:
        one.add_attribute("subject", mail.header("subject"))
    note = ForwardedNote(inner.note, mail.address("from")[1]) if inner.note else None
    events = [DeliveredEvent(None, one.build(), note=note) for one in found]
    if len(events) == 1:
        return (replace(events[0], event_id=message_id),)
    return tuple(_identified(one, message_id, at) for at, one in enumerate(events))


def _people(
    mail: MimeMessage, inner: InnerMail, texts: Sequence[LabelledText], office: Office
) -> Iterator[InquiryBuilder]:
    """Yield what a mail says of each of its people; of several only what stands under labels."""
    for text in texts:
        builder = InquiryBuilder()
        if len(texts) == 1:
            builder = MailPerson(mail, inner, text, office).read()
        else:
            add_labelled_fields(text, builder)
        yield builder


def _unidentified(mail: MimeMessage, message_id: str | None, text: str) -> DeliveredEvent:
    """Return an event with the whole text as its message, for somebody to read."""
    builder, subject = InquiryBuilder(), mail.header("subject")
    builder.add_field("message", "\n\n".join(filter(None, (subject, text.strip())))[:MAX_MESSAGE] or _NO_TEXT)
    builder.add_attribute("subject", subject)
    builder.add_attribute("from", mail.header("from"))
    return DeliveredEvent(message_id, builder.build(), unidentified=True, to_read=True)


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
    yield from (text[:MAX_READ] for text in (plain, html) if text)
