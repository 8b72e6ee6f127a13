"""`email`: a mail that was sent to the source's address (mailbox/), or that a gateway posts with the source's key.

No authentic mail is refused for its content: one that names nobody who asks is set aside for somebody to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from functions.ingest.inquiries.delivered_event import DeliveredEvent
from functions.ingest.inquiries.field_readings import FieldReadings
from functions.ingest.inquiries.inquiry_builder import InquiryBuilder
from functions.ingest.parsing.adf_prospects import read_prospects
from functions.ingest.parsing.long_mail import shortened
from functions.ingest.parsing.mail_people import people_of
from functions.ingest.parsing.mime_message import MimeMessage, Part, read_address
from functions.ingest.parsing.posted_mail import read_posted
from functions.ingest.parsing.quoted_mail import InnerMail, answered_mail, inner_mail, is_forward
from functions.ingest.parsing.senders import Sender, is_automatic_reply, is_personal, is_system
from functions.ingest.providers.mail_sender import SENDER
from functions.ingest.text.html_text import html_to_text
from shared.domain.intake.forwarded_note import ForwardedNote
from shared.domain.intake.office import NO_OFFICE, Office
from shared.domain.kernel.clean_text import clean
from shared.domain.kernel.errors import BodyMalformed
from shared.domain.lead_records.inquiry import MAX_MESSAGE
from shared.domain.lead_records.raw_delivery import ToReadPreview
from shared.web.errors import FieldErrors
from shared.web.request import Request

_WIDE, _GAP = re.compile(r"[^\S\n]{9,}"), " " * 8  # columns stay apart, and no pattern meets thousands of blanks
MAX_READ = 100_000  # characters of a mail in which somebody is looked for
MAX_LINE = 200  # characters of a sender or a subject that is listed
MAX_MARKUP = 250_000  # characters of its HTML
_STUB = 300  # characters
_DIGITS = re.compile(r"\d(?:[ ().-]?\d){6}")
_NO_TEXT = "(no text)"
_ADF = re.compile(r"<(?:[\w.-]{1,40}:)?(?:adf|prospect)[\s>]", re.IGNORECASE)


def parse(
    request: Request, office: Office = NO_OFFICE, fields: FieldReadings | None = None
) -> tuple[DeliveredEvent, ...]:
    """Return the mail's event, identified by its `Message-ID`, or the events of the ADF/XML in it, by their own ids."""
    mail = whole = read_mail(request.raw, request.headers.get("content-type", ""))
    proven = request.headers.get(SENDER)
    attached, note = mail.attached, None
    if attached and (office.has(mail.address("from")[1]) or is_forward(mail.header("subject"))):
        note = _note(mail, mail.cover, proven)
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
        for text in _texts(parts, mail.header("subject")):
            inner = _inner(mail, text, office)
            for one in (inner, *_above(mail, inner, office)):
                if events := _events(mail, one, office, fields or FieldReadings()):
                    said = note or _note(mail, one.note, proven)
                    return tuple(replace(event, note=said) for event in events)
    unread = _unidentified(mail, message_id, next(_texts(parts, "")))
    return (replace(unread, said=beginning_of(whole)),)


def _inner(mail: MimeMessage, text: str, office: Office) -> InnerMail:
    """Return the mail that a colleague passed on, or answers with a copy to the team; else the mail itself."""
    inner = inner_mail(text, mail.header("subject"))
    answered = answered_mail(text) if office.has(mail.address("from")[1]) and not inner.forwarded else None
    return answered if answered and not office.has(read_address(answered.sender)[1]) else inner


def _above(mail: MimeMessage, inner: InnerMail, office: Office) -> tuple[InnerMail, ...]:
    """Return what a person wrote above a mail that they passed on, such as an advertisement: nobody asks in that."""
    sender = Sender(*mail.address("from"))
    own = inner.forwarded and inner.note and not office.has(sender.email)
    return (InnerMail(inner.note),) if own and is_personal(sender) and not is_system(sender) else ()


def read_mail(raw: bytes, content_type: str) -> MimeMessage:
    """Return the mail in a delivery: as it was sent, or as a mail service posts it; of a long one the beginnings."""
    short = shortened(raw)
    return read_posted(short, content_type) or MimeMessage(short)


def beginning_of(mail: MimeMessage) -> ToReadPreview:
    """Return who a mail is from, its subject, and as much of what it says as a message may hold, as plain text."""
    text = clean(next(_texts(list(mail.parts()), "")))
    sender, subject = (clean(mail.header(name))[:MAX_LINE] for name in ("from", "subject"))
    return ToReadPreview(sender=sender, subject=subject, text=text[:MAX_MESSAGE], cut=len(text) > MAX_MESSAGE)


def _note(mail: MimeMessage, text: str, proven: str | None) -> ForwardedNote | None:
    """Return what stands above a mail that was passed on, with who passed it on, or only says so."""
    if not text:
        return None
    email = mail.address("from")[1]
    return ForwardedNote(text, email, mail.header("from"), proven=proven is not None and email.casefold() == proven)


def _identified(event: DeliveredEvent, message_id: str | None, place: int) -> DeliveredEvent:
    """Identify a prospect without an id by the mail and its place in it."""
    if event.event_id or not message_id:
        return event
    return replace(event, event_id=f"{message_id}\n{place}")


def _events(mail: MimeMessage, inner: InnerMail, office: Office, fields: FieldReadings) -> tuple[DeliveredEvent, ...]:
    """Return an event for each person that a mail, or one that was passed on within it, names; none for nobody."""
    found = [one for one in people_of(mail, inner, office, fields) if one.has_person]
    message_id = mail.header("message-id") or None
    for one in found:
        one.add_attribute("subject", mail.header("subject"))
    events = [DeliveredEvent(None, one.build()) for one in found]
    if len(events) == 1:
        return (replace(events[0], event_id=message_id),)
    return tuple(_identified(one, message_id, at) for at, one in enumerate(events))


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


def _texts(parts: list[Part], otherwise: str) -> Iterator[str]:
    """Yield the plain text of the mail, then the text of its HTML, unless empty; `otherwise` if both are."""
    plain = "\n".join(part.text for part in parts if part.kind.startswith("text/") and part.kind != "text/html").strip()
    html = "\n".join(html_to_text(part.text[:MAX_MARKUP]) for part in parts if part.kind == "text/html").strip()
    for text in (html, plain) if _is_stub(plain, html) else (plain, html):
        if text:
            yield _WIDE.sub(_GAP, text)[:MAX_READ]
    if not (plain or html):
        yield otherwise


def _is_stub(plain: str, html: str) -> bool:
    """Return whether the plain text only says that there is another: it is short and tells of no address."""
    return len(plain) < _STUB and len(plain) * 2 < len(html) and "@" not in plain and not _DIGITS.search(plain)
