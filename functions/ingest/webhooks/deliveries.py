"""Store deliveries: each event of a provider becomes a lead exactly once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from functions.ingest.inquiries.delivered_event import DeliveredEvent, Pointer
from functions.ingest.providers import PROVIDERS
from functions.ingest.webhooks.admission import LeadAdmission
from shared.domain.intake.fetch import pending, tested
from shared.domain.intake.office import office_of
from shared.domain.kernel.errors import BodyMalformed, Refusal
from shared.domain.lead_records.delivery import Delivery
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.source import Source
from shared.queue import Queue
from shared.secrets import MasterSecret
from shared.store.deliveries import Kept, keep
from shared.store.preview_reader import Preview
from shared.store.table import Table
from shared.web.errors import FieldErrors
from shared.web.request import Request

CONTENT_LENGTH = 24  # characters of a keyed hash that tell the events of one id apart
MAX_ERRORS = 5  # field errors that the record of an unreadable delivery holds


class Receipt(NamedTuple):
    """The result of a delivery.

    Attributes:
        kept: the records of its events, if it holds any.
        status: the HTTP status of the response.
        waits: whether it was put off, so that there are no records yet.
    """

    kept: tuple[Kept, ...]
    status: int
    waits: bool = False


@dataclass(frozen=True, slots=True)
class _VerifiedRequest:
    """An authentic request, with the source that sent it, the plan, and the secret that keys the hashes."""

    request: Request
    plan: Plan
    source: Source
    secret: MasterSecret

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


class DeliveryWriter:
    """Read and store what providers deliver."""

    def __init__(
        self, table: Table, secret: MasterSecret, admission: LeadAdmission, fetches: Queue, preview: Preview
    ) -> None:
        self._table, self._secret, self._admission = table, secret, admission
        self._fetches, self._preview = fetches, preview

    def write(self, request: Request, plan: Plan, source: Source) -> Receipt:
        """Read, decide and store a delivery: one transaction for each event, and no read for an unknown person.

        Each of several events is stored by itself. If one cannot be, the provider sends the whole delivery again; the
        events that are stored already then change nothing.

        Args:
            request: an authentic one.
            plan: as read.
            source: that sent it.

        Raises:
            BodyMalformed, FieldErrors: it cannot be read. Only the fact that it came is stored.
            Busy: too many concurrent writers.

        Source: docs/rules.md, "Entry" 1 and 8.
        """
        verified = _VerifiedRequest(request, plan, source, self._secret)
        provider = PROVIDERS[source.kind]
        try:
            events = provider.parse(request, office_of(plan))
        except (BodyMalformed, FieldErrors) as refusal:
            keep(self._table, _unreadable(verified, refusal))
            raise
        kept = tuple(self._keep(verified, one, place) for place, one in enumerate(events))
        self._request_details([one.delivery for one in kept if one.delivery.outcome == "pending"])
        new = any(one.first and one.delivery.outcome != "test" for one in kept)
        return Receipt(kept, provider.status if new else 200)

    def _keep(self, verified: _VerifiedRequest, one: DeliveredEvent | Pointer, place: int) -> Kept:
        now, source_id = verified.request.now, verified.source.source_id
        hashed = verified.keyed_hash(_identity(one, verified.request.raw, place))
        if isinstance(one, Pointer):
            return keep(self._table, pending(source_id, hashed, one.event_id, one.attributes, now))
        delivery = Delivery(source_id=source_id, hash=hashed, at=now, content=verified.content_hash(one))
        if one.test:
            where = self._preview(verified.plan, source_id, one.inquiry.attributes, now)
            return keep(self._table, tested(delivery, where, now + _kept(verified)))
        reused = delivery.model_copy(
            update={"hash": verified.keyed_hash(f"{hashed}:{delivery.content}"), "id_reused": True}
        )
        return self._admission.admit(
            delivery, one.inquiry, verified.source, verified.plan, now, unidentified=one.unidentified, if_reused=reused
        )

    def _request_details(self, waiting: Sequence[Delivery]) -> None:
        """Send messages to fetch the details. The sweep sends lost ones again."""
        self._fetches.send([{"source_id": one.source_id, "hash": one.hash} for one in waiting])


def _identity(one: DeliveredEvent | Pointer, raw: bytes, place: int) -> str:
    """Return what identifies the event: the provider's id, else its content and its place in the delivery."""
    content = f"content:{hashlib.sha256(raw).hexdigest()}" + (f":{place}" if place else "")
    identity = f"id:{one.event_id}" if one.event_id else content
    return f"test:{identity}" if isinstance(one, DeliveredEvent) and one.test else identity


def _kept(verified: _VerifiedRequest) -> timedelta:
    """Return how long the team keeps a delivery that made no lead."""
    return timedelta(days=verified.plan.settings.retention.deliveries_days)


def _unreadable(verified: _VerifiedRequest, refusal: Refusal) -> Delivery:
    """Return the record of an authentic delivery that cannot be read. The same body again is the same delivery."""
    errors = refusal.mistakes[:MAX_ERRORS] if isinstance(refusal, FieldErrors) else ()
    hashed = verified.keyed_hash(f"unreadable:{hashlib.sha256(verified.request.raw).hexdigest()}")
    now = verified.request.now
    return Delivery(
        source_id=verified.source.source_id, hash=hashed, at=now, outcome="unreadable", reason=refusal.code,
        mistakes=errors, forget_at=now + _kept(verified),
    )  # fmt: skip
