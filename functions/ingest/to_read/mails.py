"""Show a kept mail as text."""

from __future__ import annotations

from collections.abc import Sequence

from functions.ingest.text.hidden_names import hide
from shared.domain.lead_records.raw_delivery import RawDelivery, ToReadPreview
from shared.raw_files import RawFiles

READ = 32 * 1024  # bytes of a mail that an earlier release set aside, and that is read to be listed


def text_of(raw: RawDelivery | None, files: RawFiles, names: Sequence[str]) -> ToReadPreview | None:
    """Return what a kept mail says, as plain text without these names; None if it is not kept any more.

    It was read when it was set aside: a list of mails that were made to be read slowly is read quickly.
    """
    said = _said(raw, files) if raw and raw.parts else None
    if said is None:
        return None
    hidden = {name: hide(names, one) for name, one in said.model_dump(exclude={"cut"}).items()}
    return said.model_copy(update=hidden)


def _said(raw: RawDelivery, files: RawFiles) -> ToReadPreview | None:
    if raw.said:
        return raw.said
    # One that an earlier release set aside: others need nothing of what reads mails.
    from functions.ingest.providers.mail import beginning_of, read_mail

    part = raw.parts[0]
    received = files.read(part, READ)
    if received is None:
        return None
    said = beginning_of(read_mail(received, part.content_type))
    return said.model_copy(update={"cut": said.cut or len(received) < part.size})
