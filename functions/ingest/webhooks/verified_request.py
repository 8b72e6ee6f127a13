"""Hold an authentic request, and derive the hashes under which its events are stored."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from functions.ingest.inquiries.delivered_event import DeliveredEvent
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import Source
from shared.secrets import MasterSecret
from shared.web.request import Request

CONTENT_LENGTH = 24  # characters of a keyed hash that tell the events of one id apart


@dataclass(frozen=True, slots=True)
class VerifiedRequest:
    """An authentic request, with the source that sent it, the plan, and the secret that keys the hashes."""

    request: Request
    plan: Plan
    source: Source
    secret: MasterSecret

    @property
    def kept_days(self) -> int:
        """Return for how many days the team keeps what is received."""
        return self.plan.settings.retention.deliveries_days

    @property
    def kept_until(self) -> datetime:
        """Return until when the team keeps what is received now."""
        return self.request.now + timedelta(days=self.kept_days)

    def keyed_hash(self, identity: str) -> str:
        """Return the keyed hash under which the delivery with this identity is stored."""
        return self.secret.keyed_hash("delivery", f"{self.source.source_id}:{identity}", self.source.deliveries_version)

    def content_hash(self, event: DeliveredEvent) -> str | None:
        """Return the keyed hash of who asks what; None where the event's id is enough, or there is none."""
        if event.signed_id or not event.event_id:
            return None
        contact, message = event.inquiry.contact, event.inquiry.message
        said = [contact.first_name, contact.last_name, *sorted(contact.emails), *sorted(contact.phones), message]
        return self.keyed_hash(f"content:{json.dumps(said)}")[:CONTENT_LENGTH]
