"""Find again what a delivery held: its request as it was received, and its own event in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from functions.ingest.inquiries.delivered_event import DeliveredEvent, Pointer
from functions.ingest.inquiries.field_readings import FieldReadings
from functions.ingest.inquiries.inquiry_builder import as_text, read_object
from functions.ingest.providers import meta
from functions.ingest.webhooks.deliveries import Event, delivery_of, read_events
from functions.ingest.webhooks.verified_request import VerifiedRequest
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.raw_delivery import RawDelivery, RawPart
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import Source
from shared.raw_files import RawFiles
from shared.secrets import MasterSecret
from shared.web.request import Request


class KeptRequests:
    """Read what was received of a source, as it is read now."""

    def __init__(self, files: RawFiles, secret: MasterSecret) -> None:
        self._files, self._secret = files, secret

    def request_of(self, raw: RawDelivery, plan: Plan, source: Source) -> VerifiedRequest | None:
        """Return the request as it was received, when it was received; None if it is not kept any more."""
        part = _part(raw, "delivery")
        content = self._files.read(part) if part else None
        if part is None or content is None:
            return None
        return VerifiedRequest(as_received(part, content, raw.at), plan, source, self._secret)

    def event_of(self, delivery: Delivery, raw: RawDelivery, verified: VerifiedRequest) -> DeliveredEvent | None:
        """Return the delivery's own event, by the present reading; None if it cannot be told from others any more.

        Raises:
            BodyMalformed, BodyTooLarge, FieldErrors: it cannot be read.
        """
        part = _part(raw, "delivery")
        event = _own(delivery, read_events(verified), verified, alone=part is not None and not part.shared)
        details = _part(raw, "details")
        answer = self._files.read(details) if details else None
        if answer is not None:
            body = read_object(answer)
            pointer = event if isinstance(event, Pointer) else Pointer(as_text(body.get("id")))
            return meta.details(pointer, body, FieldReadings(verified.source.mapping))
        return event if isinstance(event, DeliveredEvent) else None


def as_received(part: RawPart, content: bytes, at: datetime) -> Request:
    """Return the request that a part was, as it came at `at`."""
    headers = {**part.headers, **({"content-type": part.content_type} if part.content_type else {})}
    return Request(None, headers, content, at, "", "provider")


def _own(delivery: Delivery, events: Sequence[Event], verified: VerifiedRequest, *, alone: bool) -> Event | None:
    if alone and len(events) == 1:
        return events[0]
    for place, event in enumerate(events):
        made = delivery_of(verified, event, place)
        if delivery.hash in (made.hash, verified.keyed_hash(f"{made.hash}:{made.content}")):
            return event
    return None


def _part(raw: RawDelivery, name: str) -> RawPart | None:
    return next((part for part in raw.parts if part.name == name), None)
