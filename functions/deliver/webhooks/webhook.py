"""Send outbound deliveries: one event to one target, signed, and tried again for a day if it fails."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from math import ceil

from functions.deliver.rests import Rests, rest_in
from functions.deliver.safe_http import Post, Unreachable
from functions.deliver.webhooks.payload import webhook_body
from shared.domain.kernel.record import DeliveryId, TargetId
from shared.domain.lead_records.lead import Lead
from shared.domain.notifications import outbound
from shared.domain.notifications.resting import TRIAL, Outcome, Rest, is_resting, on_trial
from shared.domain.plan_records.plan import Plan
from shared.domain.plan_records.target import DeliveryAttempt, Failure, OutboundDelivery, Target, Trouble
from shared.doors import Chance, Now
from shared.observe import count, logger
from shared.queue import MAX_DELAY, Queue
from shared.secrets import MasterSecret
from shared.store import codec, keys
from shared.store.plans import Plans, version_of
from shared.store.table import Collision, Table, put

GONE = 410
UNREADABLE_WAIT = timedelta(minutes=10)  # for a target that a newer release made


class Webhooks:
    """Send the outbound deliveries that `notify` has stored. The table, not the queue, knows what is due.

    A target that took long is left alone (`shared/domain/notifications/resting.py`): its deliveries are put off without
    a connection, so that those of other targets do not wait.
    """

    def __init__(
        self, table: Table, plans: Plans, secret: MasterSecret, queue: Queue, post: Post, now: Now, chance: Chance
    ) -> None:
        self._table, self._plans, self._secret, self._queue = table, plans, secret, queue
        self._post, self._now, self._chance, self._rests = post, now, chance, Rests(table)

    def handle(self, message: Mapping[str, str]) -> None:
        """Send the delivery that a message of the queue names."""
        outcome = self.send(message["target_id"], message["delivery_id"])
        logger.info("outbound_delivery_finished", extra={"delivery_id": message["delivery_id"], "outcome": outcome})

    def send(self, target_id: TargetId, delivery_id: DeliveryId) -> str:
        """Send a delivery if it is due; return the outcome.

        Send nothing if the message is late or repeated, or if the target is disabled or deleted.

        Source: docs/rules.md, "Supervision" 7.
        """
        key, resting, now = keys.outbound(target_id, delivery_id), keys.rest(target_id), self._now()
        items = self._table.items([key, resting, keys.VERSION])
        if key not in items:
            return "not_due"
        one = codec.from_item(OutboundDelivery, items[key])
        if not outbound.is_attempt_due(one, now):
            return "not_due"
        plan = self._plans.current(version_of(items.get(keys.VERSION)))
        return self._send(one, rest_in(items.get(resting)), plan, now)

    def _send(self, one: OutboundDelivery, rest: Rest | None, plan: Plan, now: datetime) -> str:
        target = plan.targets.get(one.target_id)
        if target is not None and target.is_newer:
            return self._put_off(one, None, now + UNREADABLE_WAIT, now)
        if target is None or target.status == "disabled":
            return self._drop(one, "target_disabled" if target else "target_deleted", now)
        if rest and is_resting(rest, now):
            return self._put_off(one, rest, rest.until, now)
        trial = on_trial(rest, now) if rest else None
        try:
            self._table.commit([put(outbound.leased(one, now)), *([put(trial)] if trial else [])])
        except Collision as collision:
            overtaken = keys.outbound(one.target_id, one.delivery_id) in collision.lost
            return "overtaken" if overtaken or rest is None else self._put_off(one, rest, now + TRIAL, now)
        return self._attempt(outbound.leased(one, now).stored(), target, trial and trial.stored(), plan, now)

    def _attempt(
        self, one: OutboundDelivery, target: Target, rest: Rest | None, plan: Plan, now: datetime
    ) -> str:  # fmt: skip
        """Send a delivery that this sender has to itself, and store how it went."""
        lead = self._table.get(Lead, keys.lead(one.lead_id))
        if lead is None:
            return self._drop(one, "lead_gone", now)
        attempt = self._try(one, target, webhook_body(one, lead, plan), now)
        result, took = self._store_result(one, attempt), timedelta(milliseconds=attempt.milliseconds)
        outcome: Outcome = "arrived" if _arrived(attempt) else "gone" if attempt.status == GONE else "failed"
        self._rests.record(rest, one.target_id, outcome, took, attempt.at)
        return result

    def _try(self, one: OutboundDelivery, target: Target, body: bytes, now: datetime) -> DeliveryAttempt:
        """Post the signed body (Standard Webhooks), with the same id for every attempt."""
        timestamp = str(int(now.timestamp()))
        signatures = self._signatures(target, f"{one.delivery_id}.{timestamp}.".encode() + body, now)
        headers = {
            "Content-Type": "application/json", "User-Agent": "Relevo", "webhook-id": one.delivery_id,
            "webhook-timestamp": timestamp, "webhook-signature": " ".join(signatures),
        }  # fmt: skip
        status, error, started = None, None, self._now()
        try:
            status = self._post(target.url, body, headers)
        except Unreachable as unreachable:
            error = unreachable.failure
        ended = self._now()
        return DeliveryAttempt(
            at=ended, status=status, error=error, milliseconds=round((ended - started).total_seconds() * 1000)
        )

    def _signatures(self, target: Target, content: bytes, now: datetime) -> Iterator[str]:
        """Yield the signature by the target's secret, and for a while after a renewal by the former one."""
        former = target.valid_former(now)
        versions = [(target.secret_version, target.master_version)]
        versions += [(former.version, former.master_version)] if former else []
        for version, master_version in versions:
            key = self._secret.signing_key(target.target_id, version, master_version)
            yield f"v1,{base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode()}"

    def _store_result(self, one: OutboundDelivery, attempt: DeliveryAttempt) -> str:
        """Store the attempt; send a message for the next one, or leave a late one to the sweep."""
        if _arrived(attempt):
            count("WebhookDelivered")
            return "delivered" if self._write(outbound.delivered(one, attempt)) else "overtaken"
        if attempt.status == GONE:
            return self._give_up(outbound.failed(one, attempt), "gone")
        after = outbound.postponed(one, attempt)
        if after.due is None:
            return self._give_up(after, "unreachable")
        if self._write(after) is None:
            return "overtaken"
        self._ask_again(after, after.due - attempt.at)
        return "postponed"

    def _put_off(self, one: OutboundDelivery, rest: Rest | None, until: datetime, now: datetime) -> str:
        """Put off a delivery whose target rests, or cannot be read; give it up after a day of failures."""
        failing = rest is not None and rest.failures > 0
        after = outbound.put_off(one, until, now, failing=failing, chance=self._chance())
        if after.due is None:
            return self._give_up(after, "unreachable")
        if self._write(after) is None:
            return "overtaken"
        self._ask_again(after, after.due - now)
        return "rested"

    def _ask_again(self, one: OutboundDelivery, wait: timedelta) -> None:
        """Send a message for the time when the delivery is due; a late one is left to the sweep."""
        if (seconds := ceil(wait.total_seconds()) + 1) <= MAX_DELAY:
            message = {"channel": "webhook", "target_id": one.target_id, "delivery_id": one.delivery_id}
            self._queue.send([message], delay_seconds=seconds)

    def _give_up(self, failure: OutboundDelivery, trouble: Trouble) -> str:
        """Store the failed delivery, and that its target must be disabled: the sweep does it, as this may not."""
        if self._write(outbound.given_up(failure, trouble)) is None:
            return "overtaken"
        count("WebhookFailed")
        return trouble

    def _drop(self, one: OutboundDelivery, why: Failure, now: datetime) -> str:
        return why if self._write(outbound.dropped(one, why, now)) else "overtaken"

    def _write(self, one: OutboundDelivery) -> OutboundDelivery | None:
        """Store the delivery; return it with its new version, or None if another process changed it."""
        try:
            self._table.commit([put(one)])
        except Collision:
            return None
        return one.stored()


def _arrived(attempt: DeliveryAttempt) -> bool:
    return attempt.status is not None and 200 <= attempt.status < 300
