"""Read a kept mail once more: to show it as text, and to make an inquiry of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from functions.ingest.inquiries.delivered_event import DeliveredEvent, Pointer
from functions.ingest.inquiries.field_readings import FieldReadings
from functions.ingest.providers import PROVIDERS
from functions.ingest.providers.mail import read_mail, whole_text
from functions.ingest.text.hidden_names import hide
from shared.domain.intake.office import Office
from shared.domain.kernel.clean_text import clean
from shared.domain.lead_records.inquiry import MAX_MESSAGE
from shared.domain.lead_records.raw_delivery import RawDelivery
from shared.domain.plan_records.source import Source
from shared.raw_files import RawFiles
from shared.web.request import Request

READ = 256 * 1024  # bytes of a mail that is shown
MAX_LINE = 200  # characters of a sender or a subject


class MailText(NamedTuple):
    """What a mail says: who it is from, its subject and its text; `cut` if there is more text."""

    sender: str
    subject: str
    text: str
    cut: bool


def text_of(raw: RawDelivery | None, files: RawFiles, names: Sequence[str]) -> MailText | None:
    """Return what a kept mail says, as plain text without these names; None if it is not kept any more."""
    part = raw.parts[0] if raw and raw.parts else None
    received = files.read(part, READ) if part else None
    if part is None or received is None:
        return None
    mail = read_mail(received, part.content_type)
    text = hide(names, clean(whole_text(mail)))
    cut = len(text) > MAX_MESSAGE or len(received) < part.size
    sender, subject = (hide(names, clean(mail.header(name)))[:MAX_LINE] for name in ("from", "subject"))
    return MailText(sender, subject, text[:MAX_MESSAGE], cut)


def inquiry_of(
    raw: RawDelivery | None, files: RawFiles, source: Source, office: Office, now: datetime
) -> DeliveredEvent | None:
    """Return the inquiry in a kept mail, as it is read now, or with the whole mail as its message; None if not kept."""
    part = raw.parts[0] if raw and raw.parts else None
    received = files.read(part) if part else None
    if part is None or received is None:
        return None
    request = Request(None, {**part.headers, "content-type": part.content_type}, received, now, "", "provider")
    event = PROVIDERS[source.kind].parse(request, office, FieldReadings(source.mapping))[0]
    return None if isinstance(event, Pointer) else event
