"""Show a kept mail as text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from functions.ingest.inquiries.delivered_event import DeliveredEvent, Pointer
from functions.ingest.inquiries.field_readings import FieldReadings
from functions.ingest.providers import PROVIDERS
from functions.ingest.providers.mail import beginning_of, read_mail
from functions.ingest.text.hidden_names import hide
from shared.domain.intake.office import Office
from shared.domain.lead_records.raw_delivery import MailBeginning, RawDelivery
from shared.domain.plan_records.source import Source
from shared.raw_files import RawFiles
from shared.web.request import Request

READ = 32 * 1024  # bytes of a mail that an earlier release set aside, and that is read to be listed


def text_of(raw: RawDelivery | None, files: RawFiles, names: Sequence[str]) -> MailBeginning | None:
    """Return what a kept mail says, as plain text without these names; None if it is not kept any more.

    It was read when it was set aside: a list of mails that were made to be read slowly is read quickly.
    """
    said = _said(raw, files) if raw and raw.parts else None
    if said is None:
        return None
    hidden = {name: hide(names, one) for name, one in said.model_dump(exclude={"cut"}).items()}
    return said.model_copy(update=hidden)


def _said(raw: RawDelivery, files: RawFiles) -> MailBeginning | None:
    if raw.said:
        return raw.said
    part = raw.parts[0]
    received = files.read(part, READ)
    if received is None:
        return None
    said = beginning_of(read_mail(received, part.content_type))
    return said.model_copy(update={"cut": said.cut or len(received) < part.size})


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
