"""Handle a delivery that was put off, as if it came now. Its proof was checked when it came, or is checked now."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from functions.ingest.webhooks.deliveries import DeliveryWriter
from functions.ingest.webhooks.gate import Gate
from shared.domain.kernel.errors import BodyMalformed, BodyTooLarge, Missing, SignatureInvalid
from shared.doors import Now
from shared.observe import count, logger
from shared.queue import messages_of
from shared.store.plans import Plans
from shared.waiting_deliveries import WaitingDeliveries, WaitingDelivery
from shared.web.errors import FieldErrors
from shared.web.request import Request

WAITS = "made_by_newer_release"


class WaitingWorker:
    """Handle deliveries that were put off."""

    def __init__(
        self, plans: Plans, gate: Gate, writer: DeliveryWriter, waiting: WaitingDeliveries, now: Now
    ) -> None:  # fmt: skip
        self._plans, self._gate, self._writer = plans, gate, writer
        self._waiting, self._now = waiting, now

    def __call__(self, event: dict[str, Any], _context: object) -> None:
        """Handle the message of an event. After an exception the queue delivers it again."""
        for record in messages_of(event, self._now()):
            outcome = self.work(json.loads(record["body"])["key"])
            logger.info("waiting_delivery_handled", extra={"outcome": outcome})

    def work(self, key: str) -> str:
        """Handle the delivery under this key, and return the outcome.

        A message that comes again, when the delivery was handled, changes nothing; so does a delivery that was handled
        and not forgotten, because each event is stored once. One whose source a newer release made waits on: the sweep
        asks for it again.

        Raises:
            Busy: too many concurrent writers. The delivery still waits.

        Source: docs/rules.md, "Limits", "Newer releases" 2.
        """
        delivery = self._waiting.read(key)
        if delivery is None:
            return "not_waiting"
        outcome = self._handle(delivery)
        if outcome == WAITS:
            return outcome
        self._waiting.forget(key)
        count("WaitingDeliveryHandled")
        return outcome

    def _handle(self, delivery: WaitingDelivery) -> str:
        plan = self._plans.current()
        request = Request(None, delivery.headers, delivery.raw, self._now(), "", "provider")
        try:
            source = plan.source(delivery.source_id)
            if source.is_newer:
                return WAITS
            if delivery.came_at is not None:
                self._gate.prove(replace(request, now=delivery.came_at), source)
            self._writer.write(request, plan, source)
        except SignatureInvalid:
            count("DeliveryRefused")
            return "refused"
        except (BodyMalformed, BodyTooLarge, FieldErrors):
            return "unreadable"
        except Missing:
            return "source_unknown"
        return "accepted"
