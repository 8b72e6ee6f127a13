"""Deliveries: a provider's event becomes a lead, once for ever."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from functions.ingest.body import Event
from functions.ingest.gate import Gate
from functions.ingest.inquiries import inquiry
from functions.ingest.providers import PROVIDERS
from shared import ids
from shared.domain.admit import admit
from shared.domain.delivery import Delivery
from shared.domain.inquiry import place_of
from shared.domain.record import SourceId
from shared.secrets import MasterSecret
from shared.store.admissions import Attempt
from shared.store.plans import Plans
from shared.store.settle import settle
from shared.store.table import Table, put
from shared.web.call import Call


class Receipt(NamedTuple):
    """What became of a delivery: the event's record, or None where there was nothing to make of it.

    `first` tells whether this one was the first of its event, `status` what its provider is answered.
    """

    delivery: Delivery | None
    first: bool
    status: int


class Deliveries:
    """Takes what providers deliver."""

    def __init__(self, table: Table, plans: Plans, secret: MasterSecret) -> None:
        self._table, self._secret = table, secret
        self._gate = Gate(plans, secret)

    def take(self, call: Call, source_id: str) -> Receipt:
        """Check, read, decide and store a delivery: one transaction, and no read, for a person nobody knows.

        Raises:
            Missing, SignatureInvalid: it was not let in.
            BodyMalformed, FieldErrors: it cannot be read.
            Busy: too many at once. Nothing was written.

        Source: docs/rules.md, "Entry" 1 and 8.
        """
        plan, source = self._gate.admit(call, source_id)
        provider = PROVIDERS[source.kind]
        event = provider.parse(call)
        if event is None:
            return Receipt(None, False, 200)
        asked = inquiry(event.inquiry, source, "provider", plan.settings.country, self._secret)
        known_by = self._hash(source.source_id, event, call.raw)
        lead_id, audit_id = ids.new("lead"), ids.new("audit")
        attempt = Attempt(self._table, lead_id)

        def once() -> Receipt:
            if attempt.delivery:
                return Receipt(attempt.delivery, False, 200)
            admission = admit(asked, place_of(source, plan), attempt.known(), plan, call.now,
                              lead_id=lead_id, audit_id=audit_id)  # fmt: skip
            delivery = Delivery(source_id=source.source_id, hash=known_by, at=call.now,
                                lead_id=admission.decision.lead.lead_id, repeat=admission.repeat)  # fmt: skip
            attempt.commit(admission, [put(delivery)])
            return Receipt(delivery, True, provider.status)

        return settle(once)

    def _hash(self, source_id: SourceId, event: Event, raw: bytes) -> str:
        """What the event is known by: the provider's id for it, else its content."""
        identity = f"id:{event.event_id}" if event.event_id else f"content:{hashlib.sha256(raw).hexdigest()}"
        return self._secret.hashed("delivery", f"{source_id}:{identity}")
