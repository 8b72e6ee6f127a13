"""Fetch the details that a delivery points to, and make its lead. The table, not the queue, knows what is due."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from functions.ingest.fetching.graph import MetaGraph, NotFetched
from functions.ingest.inquiries.delivered_event import Pointer
from functions.ingest.inquiries.field_readings import FieldReadings
from functions.ingest.providers import meta
from functions.ingest.webhooks.admission import LeadAdmission
from shared.domain.intake.fetch import fetch_failed, is_fetch_due, tested
from shared.domain.lead_records.delivery import Delivery
from shared.domain.lead_records.raw_delivery import RawDelivery, RawPart
from shared.doors import Now
from shared.observe import count, logger
from shared.queue import MAX_DELAY, Queue, messages_of
from shared.raw_files import RawFiles
from shared.secrets import SourceSecrets
from shared.store import codec, keys
from shared.store.codec import Item
from shared.store.deliveries import put_raw
from shared.store.plans import Plans
from shared.store.preview_reader import Preview
from shared.store.table import Collision, Table, put


class DetailFetcher:
    """Fetch the details of deliveries."""

    def __init__(
        self,
        table: Table,
        plans: Plans,
        secrets: SourceSecrets,
        admission: LeadAdmission,
        graph: MetaGraph,
        preview: Preview,
        queue: Queue,
        raws: RawFiles,
        now: Now,
    ) -> None:
        self._table, self._plans, self._secrets = table, plans, secrets
        self._admission, self._graph, self._preview = admission, graph, preview
        self._queue, self._raws, self._now = queue, raws, now

    def __call__(self, event: dict[str, Any], _context: object) -> None:
        """Handle the message of an event. After an exception the queue delivers it again."""
        for record in messages_of(event, self._now()):
            message = json.loads(record["body"])
            outcome = self.fetch(message["source_id"], message["hash"])
            logger.info("details_fetch_finished", extra={"source_id": message["source_id"], "outcome": outcome})

    def fetch(self, source_id: str, hashed: str) -> str:
        """Fetch a delivery's details if they are due, and make its lead; return the outcome.

        A message that is late, repeated, or about a finished delivery changes nothing.

        Source: docs/rules.md, "Entry" 1 and 8.
        """
        now = self._now()
        items = self._table.items([keys.delivery(source_id, hashed), keys.raw_delivery_of_source(source_id, hashed)])
        item = items.get(keys.delivery(source_id, hashed))
        delivery = codec.from_item(Delivery, item) if item else None
        if delivery is None or not is_fetch_due(delivery, now):
            return "not_due"
        plan = self._plans.current()
        source = plan.source(source_id)
        if source.is_newer:
            return "made_by_newer_release"  # the sweep asks again
        pointer = Pointer(delivery.points_to or "", delivery.attributes)
        try:
            details = self._graph.lead(pointer.event_id, self._secrets.current(source).access_token)
        except NotFetched as failure:
            return self._postpone(fetch_failed(delivery, failure.trouble, now), now)
        event = meta.details(pointer, details.body, FieldReadings(source.mapping))
        kept_for = timedelta(days=plan.settings.retention.deliveries_days)
        pointed = items.get(keys.raw_delivery_of_source(source_id, hashed))
        raw = self._with_details(pointed, delivery, details.raw, kept_for)
        if event.test:
            place = self._preview(plan, source_id, event.inquiry.attributes, now)
            done = tested(delivery, place, now + kept_for)
            self._table.commit([put(done), *put_raw(raw, done)])
            return "test"
        read = delivery.model_copy(update={"nobody_found": event.unidentified})
        self._admission.admit(read, event.inquiry, source, plan, now, raw, unidentified=event.unidentified)
        count("DeliveryFetched")
        return "accepted"

    def _with_details(
        self, pointed: Item | None, delivery: Delivery, answer: bytes, kept_for: timedelta
    ) -> RawDelivery:
        """Return what was received with the provider's answer, which says who the person is."""
        place = f"{delivery.source_id}/{delivery.hash}"
        part = RawPart(name="details", content_type="application/json", size=len(answer))
        details = self._raws.keep(part, answer, place, kept_for.days)
        if pointed is not None:
            raw = codec.from_item(RawDelivery, pointed)
            return raw.model_copy(update={"parts": (*raw.parts, details)})
        return RawDelivery(source_id=delivery.source_id, hash=delivery.hash, at=delivery.at, parts=(details,),
                           forget_at=self._now() + kept_for)  # fmt: skip

    def _postpone(self, delivery: Delivery, now: datetime) -> str:
        """Store why it failed; send a message for the next attempt, or leave a late one to the sweep."""
        try:
            self._table.commit([put(delivery)])
        except Collision:
            return "overtaken"
        if delivery.due is None:
            count("DeliveryFailed")
        elif (wait := ceil((delivery.due - now).total_seconds()) + 1) <= MAX_DELAY:
            self._queue.send([{"source_id": delivery.source_id, "hash": delivery.hash}], delay_seconds=wait)
        return delivery.reason or delivery.outcome
