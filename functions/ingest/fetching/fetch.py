"""Fetch the details that a delivery points to, and make its lead. The table, not the queue, knows what is due."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from functions.ingest.fetching.graph import MetaGraph, NotFetched
from functions.ingest.inquiries.delivered_event import Pointer
from functions.ingest.providers import meta
from functions.ingest.webhooks.admission import LeadAdmission
from shared.domain.intake.fetch import fetch_failed, is_fetch_due, tested
from shared.domain.lead_records.delivery import Delivery
from shared.doors import Now
from shared.observe import count, logger
from shared.queue import MAX_DELAY, Queue
from shared.secrets import SourceSecrets
from shared.store import keys
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
        now: Now,
    ) -> None:
        self._table, self._plans, self._secrets = table, plans, secrets
        self._admission, self._graph, self._preview = admission, graph, preview
        self._queue, self._now = queue, now

    def __call__(self, event: dict[str, Any], _context: object) -> None:
        """Handle the message of an event. After an exception the queue delivers it again."""
        for record in event["Records"]:
            message = json.loads(record["body"])
            outcome = self.fetch(message["source_id"], message["hash"])
            logger.info("details_fetch_finished", extra={"source_id": message["source_id"], "outcome": outcome})

    def fetch(self, source_id: str, hashed: str) -> str:
        """Fetch a delivery's details if they are due, and make its lead; return the outcome.

        A message that is late, repeated, or about a finished delivery changes nothing.

        Source: docs/rules.md, "Entry" 1 and 8.
        """
        now = self._now()
        delivery = self._table.get(Delivery, keys.delivery(source_id, hashed))
        if delivery is None or not is_fetch_due(delivery, now):
            return "not_due"
        plan = self._plans.current()
        source = plan.source(source_id)
        pointer = Pointer(delivery.points_to or "", delivery.attributes)
        try:
            details = self._graph.lead(pointer.event_id, self._secrets.current(source).access_token)
        except NotFetched as failure:
            return self._postpone(fetch_failed(delivery, failure.trouble, now), now)
        event = meta.details(pointer, details)
        if event.test:
            place = self._preview(plan, source_id, event.inquiry.attributes, now)
            kept_for = timedelta(days=plan.settings.retention.deliveries_days)
            self._table.commit([put(tested(delivery, place, now + kept_for))])
            return "test"
        self._admission.admit(delivery, event.inquiry, source, plan, now, unidentified=event.unidentified)
        count("DeliveryFetched")
        return "accepted"

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
