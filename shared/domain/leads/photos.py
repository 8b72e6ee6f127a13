"""Decide whether a photo may be uploaded to a lead, and whether its photos may be seen."""

from __future__ import annotations

from datetime import datetime, timedelta

from shared.domain import access
from shared.domain.kernel import limits
from shared.domain.kernel.errors import Missing
from shared.domain.lead_records.decision import Decision
from shared.domain.lead_records.lead import Lead
from shared.domain.leads.checks import check_record
from shared.domain.plan_records.member import Member
from shared.domain.plan_records.settings import Settings

UPLOAD_VALID = timedelta(minutes=5)
UPLOADED_WITHIN = timedelta(minutes=10)  # an upload that begins in time may take as long again


def add_photo(lead: Lead, me: Member, settings: Settings, now: datetime) -> Decision:
    """Count one more photo of the lead, to be uploaded within `UPLOAD_VALID`.

    An erasure waits until none can come any more.

    Raises:
        Missing, NotOwner, LeadMerged, LeadErased: as for recording an interaction.
        Invalid: the lead has as many photos as it may have.

    Source: docs/rules.md, "Photos" 1, "Limits".
    """
    check_record(lead, me, settings, now)
    limits.PHOTOS.check(lead.photos)
    return Decision(lead.updated(photos=lead.photos + 1, uploads_until=now + UPLOADED_WITHIN))


def check_photos_seen(lead: Lead, me: Member) -> None:
    """Raise Missing unless `me` may read the notes of the lead, which `me` sees.

    Source: docs/rules.md, "Photos" 2.
    """
    if lead.erased_at is not None or not access.may_see_exchange(me, lead):
        raise Missing
