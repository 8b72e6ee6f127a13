"""`email`: a mail as a gateway posts it, with the key that Relevo issued in `X-Api-Key` (providers/api_key.py).

No authentic mail is refused for its content: one that names no person is pooled for somebody to read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from functions.ingest.inquiries.delivered_event import DeliveredEvent
from functions.ingest.inquiries.inquiry_builder import InquiryBuilder
from functions.ingest.parsing.adf_prospects import read_prospects
from functions.ingest.parsing.mime_message import MimeMessage, Part
from functions.ingest.parsing.posted_mail import read_posted
from functions.ingest.parsing.quoted_mail import InnerMail, inner_mail, is_forward
from functions.ingest.parsing.senders import (
    Sender,
    asker_of,
    is_automatic_reply,
    is_bulk,
    is_notice,
    is_system,
    named_sender,
    same_organisation,
    shown_name,
)
from functions.ingest.recognition.labelled_text import (
    LabelledText,
    add_labelled_fields,
    is_message_label,
    own_text,
    people_in,
    read_labels,
)
from functions.ingest.recognition.people import add_own_words
from functions.ingest.recognition.prose import (
    add_from_prose,
    addresses_alone,
    asker_named,
    is_organisation,
    mailboxes_in,
    quoted_words,
    signed_name,
)
from functions.ingest.recognition.values import emails_in, phones_in
from functions.ingest.text.html_text import html_to_text
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
    mail = read_posted(request.raw, request.headers.get("content-type", "")) or MimeMessage(request.raw)
    attached = mail.attached
    if attached and (office.has(mail.address("from")[1]) or is_forward(mail.header("subject"))):
        mail = attached
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
            if events := _events(mail, inner_mail(text, mail.header("subject")), office):
                return events
    return (_unidentified(mail, message_id, next(_texts(parts), "")),)


def _identified(event: DeliveredEvent, message_id: str | None, place: int) -> DeliveredEvent:
    """Identify a prospect without an id by the mail and its place in it."""
    if event.event_id or not message_id:
        return event
    return replace(event, event_id=f"{message_id}\n{place}")


def _events(mail: MimeMessage, inner: InnerMail, office: Office) -> tuple[DeliveredEvent, ...]:
    """Return an event for each person that a mail, or one that was passed on within it, names; none for nobody.

    Source: docs/rules.md, "Entry" 11.
    """
    people = people_in(read_labels(inner.text))
    builders = [_builder(mail, inner, one, office, alone=len(people) == 1) for one in people]
    message_id = mail.header("message-id") or None
    events = [DeliveredEvent(message_id, one.build(), note=inner.note) for one in builders if one.has_person]
    return (
        tuple(_identified(replace(one, event_id=None), message_id, at) for at, one in enumerate(events))
        if len(events) > 1
        else tuple(events)
    )


def _builder(mail: MimeMessage, inner: InnerMail, text: LabelledText, office: Office, *, alone: bool) -> InquiryBuilder:
    """Collect what a mail says of one person.

    An address is the person's if a label says so, if a link leads to it, if they leave it in their own words, or if
    they sent the mail; never if it is the team's own, a portal's, or the sender's of a mail that was passed on.
    """
    builder, subject, sender = InquiryBuilder(), mail.header("subject"), asker_of(mail, inner, office)
    add_labelled_fields(text, builder)
    if not alone:
        builder.add_attribute("subject", subject)
        return builder
    bulk, by_colleague = is_bulk(mail), not inner.forwarded and not sender and _is_colleague(mail, office)
    wrote = _wrote_it(mail, inner, sender)
    if not bulk:
        _add_linked(mail, text.links, builder, office)
        _add_mailbox(mail, own_text(inner.text), builder, office)
    if not bulk and not by_colleague:
        _add_alone(mail, text.rest, builder, office)
    if sender and not builder.has("email"):
        builder.add_field("email", sender.email)
    if is_notice(subject) and not wrote and not any(is_message_label(label) for label, _ in text.fields):
        return InquiryBuilder()
    if not bulk and not by_colleague and (wrote or any(is_message_label(label) for label, _ in text.fields)):
        add_own_words(own_text(inner.text) if wrote else first_paragraph(builder.message), builder, more_phones=wrote)
    if not bulk and not by_colleague:
        _add_only_email(mail, own_text(inner.text), builder, office)
    if (
        not wrote
        and (words := quoted_words(inner.text))
        and not any(is_message_label(label) for label, _ in text.fields)
    ):
        builder.replace_message(words)
    if not builder.has_name and (builder.has_person or builder.message):
        name = sender.name if sender else named_sender(mail, inner, office)
        signed = signed_name(text.rest) if wrote else ""
        fuller = not name or is_organisation(name) or {*name.casefold().split()} <= {*signed.casefold().split()}
        builder.add_field("full_name", signed if signed and fuller else name)
    if builder.has_person and (not bulk or builder.has("email")):
        links = [link.removeprefix("link:") for link in text.links if link.startswith("link:")]
        add_from_prose(subject, inner.text, links, builder)
    builder.add_attribute("subject", subject)
    return builder


def _is_colleague(mail: MimeMessage, office: Office) -> bool:
    """Return whether somebody of the team wrote the mail, and none of its programs."""
    name, email = mail.address("from")
    return office.has(email) and not is_system(Sender(name, email)) and shown_name(name) == name


def _add_alone(mail: MimeMessage, lines: Sequence[str], builder: InquiryBuilder, office: Office) -> None:
    """Add the addresses that have a line of their own, as in a card of the person."""
    emails, phones = addresses_alone(lines)
    for email in emails:
        if not builder.has("email") and _may_ask(email, office, mail):
            builder.add_field("email", email)
    if not builder.has("phone"):
        for phone in phones:
            builder.add_field("phone", phone)


def _add_only_email(mail: MimeMessage, text: str, builder: InquiryBuilder, office: Office) -> None:
    """Add the e-mail in a text that names no other, and no label: of the team and of systems there may be more."""
    found = {one for one in emails_in(text) if _may_ask(one, office, mail)}
    named = builder.has_name or builder.has("phone") or asker_named(text)
    if len(found) == 1 and named and not builder.has("email"):
        builder.add_field("email", found.pop())
        add_own_words(text, builder, more_phones=False)


def first_paragraph(text: str) -> str:
    """Return a text up to its first empty line: what follows in a portal's mail may be the portal's."""
    return text.strip().partition("\n\n")[0]


def _wrote_it(mail: MimeMessage, inner: InnerMail, sender: Sender | None) -> bool:
    """Return whether the person wrote the mail themselves, and no portal for them."""
    if sender is None:
        return False
    return inner.forwarded or mail.address("from")[1] == sender.email or bool(mail.header("list-id"))


def _add_linked(mail: MimeMessage, links: Sequence[str], builder: InquiryBuilder, office: Office) -> None:
    """Add the first e-mail and the first phone that the mail links to and that may be a person's."""
    for link in links:
        scheme, _, address = link.partition(":")
        if scheme == "tel" and not builder.has("phone") and (numbers := phones_in(address)):
            builder.add_field("phone", numbers[0])
        if (
            scheme == "mailto"
            and not builder.has("email")
            and (found := emails_in(address))
            and _may_ask(found[0], office, mail)
        ):
            builder.add_field("email", found[0])


def _add_mailbox(mail: MimeMessage, text: str, builder: InquiryBuilder, office: Office) -> None:
    """Add the first person who is named with their e-mail in the text."""
    for name, email in mailboxes_in(text):
        if not builder.has("email") and _may_ask(email, office, mail):
            builder.add_field("email", email)
            if not builder.has_name:
                builder.add_field("full_name", name)


def _may_ask(email: str, office: Office, mail: MimeMessage) -> bool:
    """Return whether an e-mail in a text may be the person's: not the team's, a system's, or the sender's firm's."""
    sender = mail.address("from")[1]
    return not office.has(email) and not is_system(Sender("", email)) and not same_organisation(email, sender)


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
    yield from (text[:MAX_READ] for text in (plain, html) if text)
